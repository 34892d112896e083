"""Who speaks, who types, who is told (product.md row 12). The helper never replaces the person."""

from dataclasses import dataclass
from enum import StrEnum

from yuanba.base.errors import Refused
from yuanba.base.text import _


class Who(StrEnum):
    """Whose words these are."""

    SELF = "self"  # 本人说的
    PROXY = "proxy"  # 代说: somebody speaks for the person
    TYPED = "typed"  # 代写: the person spoke, somebody else typed
    BODY = "body"  # 单位: the committee or another body tells a matter of its own
    ANONYMOUS = "anonymous"  # 匿名


class Relation(StrEnum):
    """What the one who spoke or typed is to the person."""

    FAMILY = "family"
    NEIGHBOUR = "neighbour"
    FRIEND = "friend"
    CARER = "carer"
    GRID = "grid"
    OTHER = "other"


FOR_ANOTHER = frozenset({Who.PROXY, Who.TYPED})


@dataclass(frozen=True)
class Spoken:
    """What is known of the telling besides the words."""

    who: Who = Who.SELF
    relation: Relation | None = None
    speaker: str = ""
    speaker_phone: str = ""
    present: bool | None = None
    to_speaker: bool = False
    unit_id: int | None = None
    language: str = ""

    @property
    def for_another(self) -> bool:
        return self.who in FOR_ANOTHER

    @property
    def worth_keeping(self) -> bool:
        return self.who is not Who.SELF or bool(self.language)


def spoken(said: Spoken, *, name: str, phone: str) -> None:
    """Does the chain hold together? `name` and `phone` are those of the person whose matter it is."""
    if said.who is Who.BODY and said.unit_id is None:
        raise Refused("which_body", _("请选是哪个单位自己的事。"), field="unit")
    if said.who is Who.ANONYMOUS and (name or phone):
        raise Refused("no_names", _("匿名说事，请不要填称呼和电话。"), field="contact_name")
    if not said.for_another:
        return
    if not name:
        raise Refused("whose", _("请写这是谁的事，要写他本人的称呼。"), field="contact_name")
    if not said.speaker:
        raise Refused("who_spoke", _("请写您自己怎么称呼。"), field="speaker")
    if said.relation is None:
        raise Refused("relation", _("请选您是他的什么人。"), field="relation")
    if _same(said.speaker, name):
        raise Refused(
            "same_person", _("替别人说的，本人的称呼和您的称呼不能一样。"), field="contact_name"
        )
    if said.to_speaker and not said.speaker_phone:
        raise Refused("speaker_phone", _("回话给您，请留您的电话。"), field="speaker_phone")
    if phone and phone == said.speaker_phone and not said.to_speaker:
        raise Refused(
            "helpers_phone",
            _("这是您的电话，不是他本人的。他没有电话就空着；要回话给您，请选“回话给我”。"),
            field="contact_phone",
        )


def not_over_the_person(*, name: str, phone: str, own_name: str, own_phone: str) -> None:
    """网格员、社区工作者替人记: their own name or number never stands where the person's belongs."""
    if name and _same(name, own_name):
        raise Refused(
            "own_name",
            _("这里写说事的人，不写您自己。不知道怎么称呼就空着。"),
            field="contact_name",
        )
    if phone and phone == own_phone:
        raise Refused(
            "own_phone", _("这是您自己的电话，请写居民的，没有就空着。"), field="contact_phone"
        )


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def judged_by_another(*, body: bool) -> None:
    """A body does not judge its own matter: somebody else calls back, and it is counted apart."""
    if body:
        raise Refused("body", _("单位自己提的事，由别人回访，不自己评。"))


def asks_its_own(*, actor_id: int | None, recorder_id: int | None, sits_there: bool) -> None:
    """The call back about a body's matter is made by one who neither told it nor sits in the body."""
    if actor_id == recorder_id or sits_there:
        raise Refused("own_body", _("这是您单位自己提的事，请监督员或者上一级来回访。"))
