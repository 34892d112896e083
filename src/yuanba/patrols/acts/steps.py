"""Told, taken, handed over, answered; and the county's rows of the ladder."""

from datetime import datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.patrols import rules as patrols_rules
from yuanba.patrols.acts.points import placed
from yuanba.patrols.models import Finding, Handover, RungRow, Step
from yuanba.patrols.queries.steps import is_told, ladder
from yuanba.patrols.rules import steps as rules
from yuanba.patrols.rules.findings import Weight
from yuanba.places.rules import Kind as PlaceKind
from yuanba.places.rules import sourced


def begin(finding: Finding, now: datetime) -> None:
    """The ladder of a finding that became a matter a moment ago; written with it, by its act."""
    place = finding.point.place
    over = {
        rules.RungLevel.VILLAGE: place.village_id,
        rules.RungLevel.TOWNSHIP: place.township_id,
        rules.RungLevel.COUNTY: place.county_id,
    }
    rows = []
    for level, rung in rules.rungs(ladder(place.county_id or place.pk), finding.weight):
        if (place_id := over[level]) is not None:
            at, due = rules.times(now, rung)
            rows.append(
                Step(finding=finding, level=level, place_id=place_id, told_at=at, due_at=due)
            )
    Step.objects.bulk_create(rows)


@act
def take_step(*, actor: Actor, step_id: int, now: datetime) -> Step:
    """接到了: this level knows of it, and by its own clock."""
    rows = Step.objects.select_for_update(of=("self",)).select_related("place", "finding")
    step = rows.filter(pk=step_id).first()
    if step is None:
        raise Denied("patrols.take_step")
    role = permits.require(actor, "patrols.take_step", reach=step.reach)
    rules.take(
        role=role,
        level=rules.RungLevel(step.level),
        is_told=is_told(step, list(step.finding.steps.all()), now),
        taken=step.taken_at is not None,
        fixed=step.finding.fixed_on is not None,
    )
    step.taken_at = now
    step.save(update_fields=["taken_at"])
    late = now > step.due_at
    records.write("patrols.take_step", step, actor=actor, at=now, level=step.level, late=late)
    return step


@act
def hand_over(
    *,
    actor: Actor,
    finding_id: int,
    to: rules.To,
    whom: str,
    now: datetime,
    called: datetime | None = None,
) -> Handover:
    """移交: to the police, the fire brigade or the office whose work it is, with the time."""
    rows = Finding.objects.select_for_update(of=("self",)).select_related("point__place", "look")
    finding = rows.filter(pk=finding_id).first()
    if finding is None:
        raise Denied("patrols.hand_over")
    permits.require(actor, "patrols.hand_over", reach=finding.reach)
    said = rules.hand_over(to=to, whom=whom, called=called, found=finding.look.seen_at, now=now)
    made = Handover.objects.create(finding=finding, to=to, whom=said, at=now, called_at=called)
    when = called.isoformat() if called else ""
    records.write("patrols.hand_over", made, actor=actor, at=now, to=to, whom=said, called=when)
    return made


@act
def answer_handover(*, actor: Actor, handover_id: int, answer: str, now: datetime) -> Handover:
    """回音: what those it was handed to did."""
    rows = Handover.objects.select_for_update(of=("self",))
    found = rows.select_related("finding__point__place").filter(pk=handover_id).first()
    if found is None:
        raise Denied("patrols.answer_handover")
    permits.require(actor, "patrols.answer_handover", reach=found.reach)
    found.answer = rules.answer(answered=found.answered_at is not None, text=answer)
    found.answered_at = now
    found.save(update_fields=["answer", "answered_at"])
    records.write("patrols.answer_handover", found, actor=actor, at=now, answer=found.answer)
    return found


@act
def set_rung(
    *,
    actor: Actor,
    county_id: int,
    weight: Weight,
    level: rules.RungLevel,
    after: int,
    within: int,
    source: str,
    now: datetime,
) -> RungRow:
    """定上报的梯子: when this level is told, and by when it takes it; from today on."""
    place = placed(county_id, "patrols.set_rung", actor)
    patrols_rules.county_only(PlaceKind(place.kind))
    rung, written = rules.set_rung(after=after, within=within), sourced(source)
    today = clock.day_of(now)
    same = {"place": place, "weight": weight, "level": level}
    RungRow.objects.filter(until=None, **same).update(until=today)
    said = {"after": rung.after, "within": rung.within, "source": written}
    row = RungRow.objects.create(since=today, **said, **same)
    records.write("patrols.set_rung", row, actor=actor, at=now, weight=weight, level=level, **said)
    return row
