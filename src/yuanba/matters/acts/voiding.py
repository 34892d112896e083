"""作废: one asks, another decides; the number stays, the person is told and may object."""

from datetime import datetime

from yuanba.base import clock
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.duties.rules import ListKind
from yuanba.matters import rules
from yuanba.matters.acts.common import keep, take
from yuanba.matters.acts.handling import settled as forget_extension
from yuanba.matters.acts.helping import end_help
from yuanba.matters.acts.pausing import MARK, forget_pause
from yuanba.matters.acts.settling import settle
from yuanba.matters.models import Matter, VoidRequest
from yuanba.matters.rules import Refusal, State
from yuanba.people.models import Person


@act
def ask_void(
    *,
    actor: Actor,
    matter_id: int,
    ground: str,
    reason: str,
    now: datetime,
    other_number: str = "",
    version: int | None = None,
) -> Matter:
    """申请作废: a test, a double typing, an entry nobody told; a second person decides."""
    matter = take(actor, matter_id, "matters.ask_void", version)
    item = duties.item(ListKind.VOID, ground, clock.day_of(now))
    if item is None:
        raise Refused("ground", _("请从清单里选一个理由。"), field="ground")
    number = other_number.strip()
    same = Matter.objects.filter(
        county_id=matter.county_id, number=number, concerned=False
    ).exclude(pk=matter.pk)
    stands = same.exclude(state=State.REFUSED)
    rules.ask_void(
        state=State(matter.state),
        ground=item.code,
        reason=reason,
        other=bool(number) and stands.exists(),
        told_by_the_person=matter.recorder_id is None,
        pending=_pending(matter) is not None,
    )
    assert isinstance(actor, Person)  # no guest holds a role that may
    VoidRequest.objects.create(
        matter=matter,
        ground=item.code,
        ground_name=item.name,
        other_number=number,
        reason=reason.strip(),
        asked_by=actor,
        asked_at=now,
    )
    matter.sides += 1
    facts = {"ground": item.code, "ground_name": item.name, "reason": reason.strip()}
    facts |= {"other_number": number}
    keep(matter, "matters.ask_void", ["sides"], actor=actor, now=now, **facts)
    return matter


@act
def grant_void(
    *, actor: Actor, matter_id: int, now: datetime, version: int | None = None
) -> Matter:
    """作废: decided by another. The number and the words stay, it counts as told and not done."""
    matter = take(actor, matter_id, "matters.grant_void", version)
    row = _asked_by_another(matter, actor)
    row.granted, row.decided_at, row.decided_by_id = True, now, actor.pk
    row.save(update_fields=["granted", "decided_at", "decided_by"])
    matter.state = rules.void(State(matter.state))
    matter.refusal, matter.reason = Refusal.VOID, f"{row.ground_name}：{row.reason}"[:300]
    matter.result = str(rules.POINTERS[Refusal.VOID])
    fields = ["state", "refusal", "reason", "result", *MARK, *forget_extension(matter)]
    forget_pause(matter, now)
    fields += settle(matter, now)
    end_help(matter, row.ground_name, now)
    facts = {"ground": row.ground, "ground_name": row.ground_name, "reason": row.reason}
    facts |= {"other_number": row.other_number}
    keep(matter, "matters.grant_void", fields, actor=actor, now=now, **facts)
    return matter


@act
def deny_void(
    *, actor: Actor, matter_id: int, reason: str, now: datetime, version: int | None = None
) -> Matter:
    """不作废: it is a matter like any other and goes on."""
    matter = take(actor, matter_id, "matters.deny_void", version)
    row = _asked_by_another(matter, actor)
    row.granted, row.decided_at, row.decided_by_id = False, now, actor.pk
    row.why_not = rules.say_why(reason)
    row.save(update_fields=["granted", "decided_at", "decided_by", "why_not"])
    keep(matter, "matters.deny_void", [], actor=actor, now=now, reason=row.why_not)
    return matter


def _pending(matter: Matter) -> VoidRequest | None:
    if not matter.sides:
        return None
    found = VoidRequest.objects.select_for_update(of=("self",))
    return found.filter(matter=matter, decided_at=None).first()


def _asked_by_another(matter: Matter, actor: Actor) -> VoidRequest:
    row = _pending(matter)
    rules.decide_void(pending=row is not None)
    assert row is not None
    rules.another_person(asker_id=row.asked_by_id, actor_id=actor.pk)
    return row
