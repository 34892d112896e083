"""The county's checklists, and what a group ticks on them (P002-05)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.places import rules as places_rules
from yuanba.places.models import Place
from yuanba.places.rules import Kind
from yuanba.service import queries
from yuanba.service import rules as service_rules
from yuanba.service.acts.common import running
from yuanba.service.models import Checklist, ChecklistLine, ServiceDay, Tick
from yuanba.service.rules import checklists as rules


@act
def revise_checklist(
    *,
    actor: Actor,
    county_id: int,
    kind: rules.Checklist,
    lines: Iterable[rules.Line],
    source: str,
    now: datetime,
) -> Checklist:
    """定清单: a new version from today on; the one before ends and stays readable."""
    place = Place.objects.select_for_update().filter(pk=county_id, until=None).first()
    if place is None:
        raise Denied("service.revise_checklist")
    permits.require(actor, "service.revise_checklist", reach=place.reach)
    said = rules.revise(kind=Kind(place.kind), lines=lines)
    written = places_rules.sourced(source)
    today = clock.day_of(now)
    versions = Checklist.objects.filter(place=place, kind=kind)
    versions.filter(until=None).update(until=today)
    made = Checklist.objects.create(
        place=place, kind=kind, n=versions.count() + 1, source=written, since=today
    )
    ChecklistLine.objects.bulk_create(
        ChecklistLine(checklist=made, n=n, text=line.text, follow=line.follow)
        for n, line in enumerate(said, 1)
    )
    facts = {"kind": kind, "n": made.n, "source": made.source}
    listed = [{"text": line.text, "follow": line.follow} for line in said]
    records.write("service.revise_checklist", made, actor=actor, at=now, **facts, lines=listed)
    return made


@act
def retire_checklist(*, actor: Actor, checklist_id: int, reason: str, now: datetime) -> Checklist:
    """停用清单: from today on nobody is asked for it; what was ticked stays readable."""
    rows = Checklist.objects.select_for_update(of=("self",)).select_related("place")
    found = rows.filter(pk=checklist_id, until=None).first()
    if found is None:
        raise Denied("service.retire_checklist")
    permits.require(actor, "service.retire_checklist", reach=found.place.reach)
    why = service_rules.say(reason, field="reason")
    found.until = clock.day_of(now)
    found.save(update_fields=["until"])
    records.write(
        "service.retire_checklist", found, actor=actor, at=now, kind=found.kind, reason=why
    )
    return found


@act
def tick(*, actor: Actor, day_id: int, notes: Mapping[int, str], now: datetime) -> ServiceDay:
    """打勾: beside each line that was done stands what was done. All of them or none."""
    day = running(actor, day_id, "service.tick", now)
    lines = {line.pk: line for line in queries.standing_lines(day.county_id)}
    ticked = set(day.ticks.values_list("line_id", flat=True))
    said = rules.tick(notes=dict(notes), lines=set(lines), ticked=ticked)
    Tick.objects.bulk_create(
        Tick(day=day, line=lines[line_id], note=note, at=now) for line_id, note in said.items()
    )
    done = [
        {"list": lines[pk].checklist.kind, "line": lines[pk].text, "note": note}
        for pk, note in said.items()
    ]
    records.write("service.tick", day, actor=actor, at=now, done=done)
    return day


@act
def untick(*, actor: Actor, tick_id: int, now: datetime) -> ServiceDay:
    """撤回打勾: written by mistake, on the same day; the record keeps what stood there."""
    found = Tick.objects.select_related("line__checklist").filter(pk=tick_id).first()
    if found is None:
        raise Denied("service.untick")
    day = running(actor, found.day_id, "service.untick", now)
    facts = {"list": found.line.checklist.kind, "line": found.line.text, "note": found.note}
    if not day.ticks.filter(pk=tick_id).delete()[0]:  # gone while this one waited
        raise Denied("service.untick")
    records.write("service.untick", day, actor=actor, at=now, **facts)
    return day


@act
def settle_tick(*, actor: Actor, tick_id: int, came: str, now: datetime) -> Tick:
    """跟进: what came of what was found; it leaves the list of what is to be followed up."""
    rows = Tick.objects.select_for_update(of=("self",)).select_related("day", "line")
    found = rows.filter(pk=tick_id).first()
    if found is None:
        raise Denied("service.settle_tick")
    permits.require(actor, "service.settle_tick", reach=found.reach)
    found.came = rules.settle(
        follow=found.line.follow, settled=found.came_at is not None, came=came
    )
    found.came_at = now
    found.save(update_fields=["came", "came_at"])
    records.write("service.settle_tick", found, actor=actor, at=now, came=found.came)
    return found
