"""评选: who is honoured for what, by whom it is judged, how it is shown. Nobody is honoured unasked, and
whoever is honoured decides how his name stands in public, on any day anew (domain.md 9.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.points.rules.book import no_forbidden_link

NOMINATE_DAYS = range(3, 91)  # natural days for nominations
SEATS = range(1, 101)


class Whom(StrEnum):
    HOUSEHOLD = "household"  # 一户：文明户、最美庭院
    PERSON = "person"  # 一个人：好媳妇、热心邻居


class Nominators(StrEnum):
    ANYBODY = "anybody"
    OTHERS = "others"
    STAFF = "staff"


class Judge(StrEnum):
    PANEL = "panel"
    COUNCIL = "council"


class CampaignState(StrEnum):
    OPEN = "open"  # nominations, then the judging
    POSTED = "posted"
    AWARDED = "awarded"
    DROPPED = "dropped"


class NomineeState(StrEnum):
    NAMED = "named"  # waits for its own yes
    AGREED = "agreed"
    DECLINED = "declined"
    CHOSEN = "chosen"  # on the public list
    LEFT = "left"  # not chosen this time
    STRUCK = "struck"  # an objection was right
    AWARDED = "awarded"
    REVOKED = "revoked"


UNDER_WAY = frozenset({NomineeState.NAMED, NomineeState.AGREED, NomineeState.CHOSEN})


class Shown(StrEnum):
    """How a name stands in public: for its owner to say, on any day."""

    NAME = "name"
    FAMILY = "family"
    NOBODY = "nobody"


WHOM_WORDS: dict[Whom, Any] = {Whom.HOUSEHOLD: _("评一户"), Whom.PERSON: _("评一个人")}
NOMINATORS_WORDS: dict[Nominators, Any] = {
    Nominators.ANYBODY: _("本村的人都可以提名，也可以自荐"),
    Nominators.OTHERS: _("本村的人都可以提名，不提自己家"),
    Nominators.STAFF: _("网格员和村（居）委会提名"),
}
JUDGE_WORDS: dict[Judge, Any] = {
    Judge.PANEL: _("评议组评，有关系的人回避"),
    Judge.COUNCIL: _("议事会或者村（居）民会议投票"),
}
STATE_WORDS: dict[CampaignState, Any] = {
    CampaignState.OPEN: _("正在评"),
    CampaignState.POSTED: _("正在公示"),
    CampaignState.AWARDED: _("表彰过了"),
    CampaignState.DROPPED: _("不评了"),
}
NOMINEE_WORDS: dict[NomineeState, Any] = {
    NomineeState.NAMED: _("等本人同意"),
    NomineeState.AGREED: _("本人同意参评"),
    NomineeState.DECLINED: _("本人不参评"),
    NomineeState.CHOSEN: _("评上了，正在公示"),
    NomineeState.LEFT: _("这次没评上"),
    NomineeState.STRUCK: _("异议成立，没有表彰"),
    NomineeState.AWARDED: _("评上了"),
    NomineeState.REVOKED: _("荣誉收回了"),
}
SHOWN_WORDS: dict[Shown, Any] = {
    Shown.NAME: _("写全名"),
    Shown.FAMILY: _("只写姓"),
    Shown.NOBODY: _("不写名字，只算个数"),
}
# Who has an honour or is about to: his to say how it is shown.
SHOWABLE = frozenset({NomineeState.AGREED, NomineeState.CHOSEN, NomineeState.AWARDED})


@dataclass(frozen=True)
class Call:
    """A campaign as it may begin."""

    name: str
    criteria: str
    source: str


def call(
    *, name: str, criteria: str, source: str, seats: int, until: date, today: date
) -> Call:  # fmt: skip
    """Raises Refused beside its field; the links that points may not have, honours may not have either."""
    said = Call(
        words_in.clean(name, most=30, least=2, field="name", ask=_("请写评什么，比如最美庭院。")),
        words_in.clean(criteria, most=600, least=6, field="criteria", ask=_("请写凭什么评。")),
        words_in.clean(source, most=200, field="source", ask=_("请写这次评选的依据。")),
    )
    for text, field in ((said.name, "name"), (said.criteria, "criteria"), (said.source, "source")):
        no_forbidden_link(text, field=field)
    if seats not in SEATS:
        raise Refused("seats_odd", _("名额写 1 到 100。"), field="seats")
    if (until - today).days not in NOMINATE_DAYS:
        raise Refused("until_odd", _("提名至少留三天，最多三个月。"), field="until")
    return said


def expect(state: CampaignState, *wanted: CampaignState) -> None:
    if state not in wanted:
        raise Refused("wrong_state", _("这次评选现在不能这样办，请刷新后再看。"))


def nominate(
    *, state: CampaignState, until: date, today: date, who: Nominators, own: bool, works: bool
) -> None:  # fmt: skip
    """Whether somebody may name this household or person now."""
    expect(state, CampaignState.OPEN)
    if today > until:
        raise Refused("too_late", _("提名的日子过了。"))
    if who is Nominators.STAFF and not works:
        raise Refused("not_a_nominator", _("这次由网格员和村（居）委会提名，可以告诉他们。"))
    if who is Nominators.OTHERS and own:
        raise Refused("own_home", _("这次不提自己家，请邻居来提。"), field="whose")


def judging(*, state: CampaignState, until: date, today: date) -> None:
    expect(state, CampaignState.OPEN)
    if today <= until:
        raise Refused(
            "still_open", _("还在收提名，%(day)s 以后再评。") % {"day": until.isoformat()}
        )


def chosen(yes: Mapping[int, int], passed: frozenset[int], seats: int) -> frozenset[int]:
    """Of those that more than half of the panel said yes to, at most so many as there are seats, those
    with the most. A tie at the edge is for the panel to judge again, not for a program."""
    ranked = sorted(passed, key=lambda pk: -yes[pk])
    if len(ranked) > seats and yes[ranked[seats - 1]] == yes[ranked[seats]]:
        raise Refused(
            "tie", _("最后一个名额有几家票数一样，请评议组就这几家再评一次。"), field=None
        )
    return frozenset(ranked[:seats])


def named_by(carried: Sequence[str], labels: Mapping[int, str]) -> frozenset[int]:
    """Which nominees a council's ballot carried: by the name that stood on it, exactly."""
    said = [words_in.match_form(text) for text in carried]
    return frozenset(pk for pk, name in labels.items() if words_in.match_form(name) in said)


def may_object(*, state: NomineeState, object_until: date | None, today: date) -> None:
    if state is not NomineeState.CHOSEN or object_until is None:
        raise Refused("wrong_state", _("这一条现在不能提异议。"))
    if today > object_until:
        raise Refused("too_late", _("提异议的日子过了。有事可以随时向社区说。"))


def present(
    *, state: CampaignState, object_until: date | None, today: date, objected: bool
) -> None:  # fmt: skip
    expect(state, CampaignState.POSTED)
    if object_until is None or today <= object_until:
        day = (object_until or today + timedelta(days=1)).isoformat()
        raise Refused("still_listed", _("还在公示和异议期，%(day)s 以后才能表彰。") % {"day": day})
    if objected:
        raise Refused("objected", _("有人提了异议，评议组答复以后才能表彰。"))
