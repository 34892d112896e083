"""Who spoke, in words: for the person, for the desk, for the slip. No statement."""

from datetime import datetime
from typing import Any

from django.db.models import Count

from yuanba.base import words_in
from yuanba.base.text import _
from yuanba.matters.models import Matter, Receipt, Speaking
from yuanba.matters.rules import FOR_ANOTHER, Channel, Relation, Who

RELATIONS: dict[str, Any] = {
    Relation.FAMILY: _("家里人"),
    Relation.NEIGHBOUR: _("邻居"),
    Relation.FRIEND: _("朋友、老乡"),
    Relation.CARER: _("照料他的人"),
    Relation.GRID: _("网格员、楼栋长"),
    Relation.OTHER: _("别人"),
}
TYPED = _("本人说的，%(who)s帮着打字")
PRESENT = _("%(who)s替本人说的，本人在旁边")
ABSENT = _("%(who)s替本人说的，本人不在")
BODY = _("%(unit)s自己提的")
ANONYMOUS = _("匿名，凭回执查")
TO_SPEAKER = _("回话给代说的人")


def of(matter: Matter) -> Speaking | None:
    """The row beside a matter that was loaded with it (queries.one)."""
    return getattr(matter, "speaking", None)


def beside(matter_id: int) -> Speaking | None:
    """The same, asked of the table. One statement."""
    return Speaking.objects.filter(pk=matter_id).first()


def is_for_another(matter: Matter) -> bool:
    """代: did somebody else speak or type?"""
    spoken = of(matter)
    return spoken is not None and spoken.who in FOR_ANOTHER


def is_anonymous(matter: Matter) -> bool:
    spoken = of(matter)
    return spoken is not None and spoken.who == Who.ANONYMOUS


def anonymous(matter_id: int) -> bool:
    """The same, asked of the table. One statement."""
    return Speaking.objects.filter(matter_id=matter_id, who=Who.ANONYMOUS).exists()


def said(matter: Matter, *, names: str = "") -> str:
    """Who spoke, in one sentence; `names` is "masked" or "clear" for the desk, empty for a slip that
    others may read. Empty where the person simply spoke himself."""
    spoken = of(matter)
    if spoken is None or spoken.who == Who.SELF:
        return ""
    if spoken.who == Who.ANONYMOUS:
        return str(ANONYMOUS)
    if spoken.who == Who.BODY:
        return str(BODY) % {"unit": spoken.unit.name if spoken.unit else ""}
    who = str(RELATIONS.get(spoken.relation, ""))
    if names:
        name = spoken.speaker if names == "clear" else words_in.mask_name(spoken.speaker)
        phone = spoken.speaker_phone
        if phone and names != "clear":
            phone = words_in.mask_phone(phone)
        who = f"{who} {name} {phone}".strip()
    words = TYPED if spoken.who == Who.TYPED else PRESENT if spoken.present else ABSENT
    sentence = str(words) % {"who": who}
    return f"{sentence}；{TO_SPEAKER}" if names and spoken.to_speaker else sentence


ACCOUNT = _("登录了自己的账号说的")
UNSURE = _("没有登录，号码没有核实")
DISOWNED = _("号码的主人说不是他说的，没有人认这件事")


def vouched(matter: Matter) -> str:
    """How sure we are that the person named said it (trust.md T7); empty where it was said to us face to
    face, without a name, by a body, or was known elsewhere."""
    contact = getattr(matter, "contact", None)
    if contact is not None and contact.disowned_at and not contact.phone:
        return str(DISOWNED)
    if matter.reporter_id is not None:
        return str(ACCOUNT)
    told_far_away = matter.channel in {Channel.PHONE, Channel.CALL}
    return str(UNSURE) if told_far_away and contact is not None and contact.phone else ""


def body_name(matter: Matter) -> str:
    """The committee or unit whose own matter it is; empty for a resident's."""
    spoken = of(matter)
    return spoken.unit.name if spoken is not None and spoken.unit else ""


def speaker_phone(matter: Matter) -> bool:
    """Did the one who spoke leave a number?"""
    spoken = of(matter)
    return spoken is not None and bool(spoken.speaker_phone)


def kept(lookup: str) -> Receipt | None:
    """The receipt that stands under these first digits. One statement, one row."""
    return Receipt.objects.filter(lookup=lookup).first()


def counted(column: str, place_id: int, since: datetime, until: datetime) -> dict[str, int]:
    """How many were told by a body itself, without a name, or for somebody else; what is about
    somebody is counted for nobody, as in the public figures. One statement, over the few rows that
    say so."""
    named = Speaking.objects.filter(at__gte=since, at__lt=until, matter__concerned=False)
    named = named.exclude(who=Who.SELF)
    rows = (
        named.filter(**{f"matter__{column}": place_id}).values_list("who").annotate(n=Count("pk"))
    )
    found = dict(rows)
    proxy = found.get(Who.PROXY, 0) + found.get(Who.TYPED, 0)
    return {
        "body": found.get(Who.BODY, 0),
        "anonymous": found.get(Who.ANONYMOUS, 0),
        "proxy": proxy,
    }
