"""红白事: standards of the village, notice before the event, how it was. 道德评议: the person asks again."""

from collections.abc import Mapping
from datetime import date, datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.acts.common import place_of, procedure_of, steps_of
from yuanba.councils.models import Ceremony, Procedure, Standard
from yuanba.councils.rules import customs, saying
from yuanba.councils.rules.customs import Event
from yuanba.councils.rules.kinds import ProcedureState
from yuanba.people.models import Person


@act
def set_standard(
    *, actor: Person, place_id: int, event: Event, items: str, source: str, since: date,
    now: datetime,
) -> Standard:  # fmt: skip
    """立红白事标准: a new version of one event's table; what was planned under the old keeps the old."""
    place = place_of(actor, place_id, "councils.set_standard")
    rows = customs.read(items)
    last = Standard.objects.filter(place=place, event=event).order_by("-since").first()
    customs.set_standard(since=since, last=last.since if last else None)
    made = Standard.objects.create(
        place=place,
        event=event,
        items=[row.plain() for row in rows],
        source=saying.say(source, field="source", least=4)[:120],
        since=since,
        by=actor,
    )
    facts = {"event": event, "since": since.isoformat(), "items": made.items}
    records.write("councils.set_standard", made, actor=actor, at=now, **facts)
    return made


@act
def plan_ceremony(
    *, actor: Person, procedure_id: int, event: Event, on: date, plan: Mapping[str, int],
    now: datetime,
) -> Ceremony:  # fmt: skip
    """对照标准: what the family plans. More than the standard is talked over, not refused."""
    procedure = _ceremony(actor, procedure_id, "councils.plan_ceremony")
    standard = queries.standard(procedure.place, event, on)
    if standard is None:
        raise Refused("no_standard", _("本村还没有这种事的标准，先立标准。"), field="event")
    kept = customs.figures(standard.items, plan)
    made, _new = Ceremony.objects.update_or_create(
        procedure=procedure, defaults={"standard": standard, "on": on, "plan": kept}
    )
    over = sum(c.over > 0 for c in customs.compare(standard.items, kept, {}))
    records.write("councils.plan_ceremony", procedure, actor=actor, at=now, event=event, over=over)
    return made


@act
def close_ceremony(
    *, actor: Person, procedure_id: int, was: Mapping[str, int], now: datetime, saved_fen: int = 0
) -> Ceremony:
    """办完记一笔: how it was, and what was saved."""
    procedure = _ceremony(actor, procedure_id, "councils.close_ceremony")
    found = queries.ceremony_of(procedure)
    if found is None:
        raise Refused("no_plan", _("还没有记打算怎么办，先对照标准记下。"))
    if saved_fen < 0:
        raise Refused("money", _("省下的不能是负的。"), field="saved")
    found.was, found.saved_fen = customs.figures(found.standard.items, was), saved_fen
    found.save(update_fields=["was", "saved_fen"])
    records.write("councils.close_ceremony", procedure, actor=actor, at=now, saved_fen=saved_fen)
    return found


def _ceremony(actor: Person, procedure_id: int, name: str) -> Procedure:
    procedure = procedure_of(actor, procedure_id, name)
    if procedure.state == ProcedureState.DROPPED:
        raise Refused("over", _("这个议题已经走完或者不走了。"))
    if procedure.flow != queries.CEREMONY:
        raise Refused("no_ceremony", _("这不是红白事，不用对照标准。"))
    return procedure


@act
def ask_review(*, actor: Actor, procedure_id: int, reason: str, now: datetime) -> Procedure:
    """要求再评: the person appraised asks that the whole council appraise again, once. By his own link, or
    written down for him by whoever told him."""
    rows = Procedure.objects.select_related("place").select_for_update(of=("self",))
    procedure = rows.filter(pk=procedure_id).first()
    if procedure is None:
        raise Denied("councils.ask_review")
    reach = procedure.place.reach | {procedure.pk}
    permits.require(actor, "councils.ask_review", reach=reach)
    steps = steps_of(procedure)
    here = customs.review(steps, at=procedure.at, state=ProcedureState(procedure.state))
    said = saying.say(reason, field="reason", least=4)[:300]
    steps[here:here] = customs.review_steps(steps)
    procedure.steps = [step.plain() for step in steps]
    procedure.state, procedure.ended_at = ProcedureState.OPEN, None
    procedure.save(update_fields=["steps", "state", "ended_at"])
    records.write("councils.ask_review", procedure, actor=actor, at=now, reason=said)
    return procedure
