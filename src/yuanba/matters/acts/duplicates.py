"""并办: the same told twice goes along; every reporter keeps number, contact and thread, and is asked."""

from datetime import datetime
from typing import Any

from yuanba.base import permits
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.base.words_in import visible
from yuanba.duties.rules import Lane
from yuanba.matters.acts.common import keep, set_limit, take
from yuanba.matters.acts.handling import settled
from yuanba.matters.models import Contact, Duplicate, Matter, Showing
from yuanba.matters.queries.alike import hidden
from yuanba.matters.queries.one import sees
from yuanba.matters.rules import State, duplicates
from yuanba.places.rules import Limit, Unit

SAME = _("和%(number)s是同一件事，一起办的。")
# What a matter that goes along takes over from the one that was worked on.
TAKEN_OVER = (
    "lane", "category", "restricted", "unit", "owner", "supervisor", "method", "level", "outcome",
    "ended_in",    "result", "guidance", "review_on", "referred_to", "finished_at", "finished_by", "late", "reply",
    "reply_how",
)  # fmt: skip


@act
def merge(
    *,
    actor: Actor,
    matter_id: int,
    number: str,
    reason: str,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """并办: this matter goes with the one of that number; those that went with it follow."""
    found = Matter.objects.filter(number=visible(number)).order_by("pk")
    other_id = next((m.pk for m in found[:5] if _sees(actor, m)), None)
    _lock({matter_id, other_id or matter_id})
    matter = take(actor, matter_id, "matters.merge", version)
    other = Matter.objects.filter(pk=other_id).first() if other_id else None
    state = duplicates.merge(
        this=_twin(matter), other=_twin(other) if other else None, reason=reason
    )
    assert other is not None
    followers = list(Duplicate.objects.filter(into=matter).select_related("matter"))
    Duplicate.objects.filter(into=matter).update(into=other)
    said = {"into": other.number, "reason": reason.strip()}
    for row in followers:
        keep(row.matter, "matters.merge", [], actor=actor, now=now, **said)
    Duplicate.objects.create(matter=matter, into=other, was=matter.state, at=now)
    matter.state = state
    keep(matter, "matters.merge", ["state", *settled(matter)], actor=actor, now=now, **said)
    facts = {"number": matter.number, "n": 1 + len(followers)}
    keep(other, "matters.merge", [], actor=actor, now=now, **facts)
    return matter


def _sees(actor: Actor, matter: Matter) -> bool:
    reached = permits.may(actor, "matters.see", reach=matter.reach) is not None
    return reached and sees(actor, matter)


def _lock(matter_ids: set[int]) -> None:
    """Both at once, the lower id first: two people who merge crosswise never wait for each other."""
    rows = Matter.objects.select_for_update().filter(pk__in=matter_ids).order_by("pk")
    list(rows.values_list("pk", flat=True))


def _twin(matter: Matter) -> duplicates.Twin:
    link = Duplicate.objects.filter(matter=matter).first()
    return duplicates.Twin(
        id=matter.pk,
        county_id=matter.county_id,
        state=State(matter.state),
        lane=matter.lane,
        restricted=hidden(matter),
        into=link.into_id if link else None,
    )


@act
def join(*, actor: Actor, matter_id: int, into_id: int, now: datetime) -> Matter:
    """我家也是: what was just told goes along with a neighbour's matter from the first moment.

    Told first, joined after: whatever becomes of the joining, nothing that was told is lost.
    """
    _lock({matter_id, into_id})
    matter = take(actor, matter_id, "matters.join", None)
    into = Matter.objects.filter(pk=into_id).first()
    if into is None or into.county_id != matter.county_id or into.concerned:
        raise Denied("matters.join")
    twin = _twin(into)
    # staff may let somebody go along with whatever they see themselves; what hangs in 大家的事 was read
    # by a worker before anybody sorted it
    known = _sees(actor, into) or (not twin.lane and _shown(into))
    lane = Lane.COMMUNAL if known else twin.lane
    state = duplicates.join(
        this=_twin(matter), into=twin, lane=lane, led=Duplicate.objects.filter(into=matter).exists()
    )
    Duplicate.objects.create(matter=matter, into=into, was=matter.state, own_words=True, at=now)
    matter.state = state
    keep(matter, "matters.join", ["state"], actor=actor, now=now, into=into.number)
    keep(into, "matters.join", [], actor=actor, now=now, number=matter.number)
    return matter


def _shown(matter: Matter) -> bool:
    return Showing.objects.filter(matter=matter, until=None).exists()


@act
def unmerge(
    *, actor: Actor, matter_id: int, reason: str, now: datetime, version: int | None = None
) -> Matter:
    """分开办: not the same after all; it stands again where it stood, with a new limit from today."""
    matter = take(actor, matter_id, "matters.unmerge", version)
    link = Duplicate.objects.filter(matter=matter).select_related("into").first()
    into = link.into if link else None
    duplicates.unmerge(into=into.pk if into else None, state=State(matter.state), reason=reason)
    assert link is not None
    assert into is not None
    matter.state = link.was
    link.delete()
    fields = ["state", *set_limit(matter, Limit(matter.amount, Unit(matter.limit_unit)), now)]
    facts = {"into": into.number, "reason": reason.strip(), "due": matter.due_at.isoformat()}
    keep(matter, "matters.unmerge", fields, actor=actor, now=now, **facts)
    return matter


@act
def answer_duplicate(*, actor: Actor, matter_id: int, now: datetime) -> Matter:
    """一并答复: the main matter was answered or refused; so is this one, and its reporter is asked."""
    link = Duplicate.objects.filter(matter_id=matter_id).select_related("into").first()
    matter = take(actor, matter_id, "matters.answer_duplicate", None)
    facts: dict[str, Any] = {"told": False}
    fields: list[str] = []
    main = link.into if link else None
    if main is not None and matter.state == State.MERGED:
        fields = _as(matter, main, now)
        facts = {"told": _tells(matter, main), "into": main.number}
        facts |= {"text": matter.reply, "refused": matter.state == State.REFUSED}
        facts |= {"reason": matter.reason if facts["refused"] else ""}
    keep(matter, "matters.answer_duplicate", fields, actor=actor, now=now, **facts)
    return matter


def _as(matter: Matter, main: Matter, now: datetime) -> list[str]:
    """Take over what came of the main matter; returns the fields."""
    if main.state == State.REFUSED:
        fields = ["state", "refusal", "reason", "result"]
        for name in fields:
            setattr(matter, name, getattr(main, name))
        return fields
    for name in TAKEN_OVER:
        setattr(matter, name, getattr(main, name))
    matter.state, matter.replied_at = State.REPLIED, now
    matter.accepted_at = matter.accepted_at or main.accepted_at
    matter.reason = str(SAME) % {"number": main.number}
    return ["state", "replied_at", "accepted_at", "reason", *TAKEN_OVER]


def _tells(matter: Matter, main: Matter) -> bool:
    """Whether the reporter gets the message: nobody is told twice who told it twice."""
    others = Contact.objects.filter(matter__goes_with__into=main, matter_id__lt=matter.pk)
    others = others | Contact.objects.filter(matter_id=main.pk)
    rows = set(others.values_list("phone", "matter__reporter_id"))
    phones = {phone for phone, _reporter in rows if phone}
    reporters = {reporter for _phone, reporter in rows if reporter}
    contact = Contact.objects.filter(matter=matter).first()
    return (contact.phone if contact else "") not in phones and matter.reporter_id not in reporters
