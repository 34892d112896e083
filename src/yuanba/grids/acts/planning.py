"""Plans of grids: asked for, one place moved by hand, adopted, put aside."""

from datetime import datetime
from typing import Any

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.grids import queries
from yuanba.grids.models import Plan, PlanPart, PlanSpot
from yuanba.grids.rules import plan as rules
from yuanba.grids.rules.organisations import sizes
from yuanba.places import acts as places
from yuanba.places.models import Place, PlaceCode
from yuanba.places.rules import BOTTOM, Kind, sourced

PLANNED_AT = BOTTOM | {Kind.TOWNSHIP, Kind.COUNTY}


@act
def ask_plan(
    *, actor: Actor, place_id: int, size: str, many: int | None = None, keep: bool = True,
    now: datetime,
) -> Plan:  # fmt: skip
    """请求划格: a job draws it; one open plan a place."""
    place = Place.objects.select_for_update().filter(pk=place_id, until=None).first()
    if place is None:
        raise Denied("grids.ask_plan")
    permits.require(actor, "grids.ask_plan", reach=place.reach)
    if place.kind not in PLANNED_AT:
        raise Refused("level", _("划格按村、镇街或区县来，请到那一级办。"))
    if size not in sizes():
        raise Refused("size", _("请选一种规模。"), field="size")
    if Plan.objects.filter(place=place, adopted_at=None, dropped_at=None).exists():
        raise Refused("open", _("这里已经有一份方案，请先采用或者放下。"))
    plan = Plan(place=place, size=size, many=many, keep=keep, asked_by_id=actor.pk, asked_at=now)
    plan.save(force_insert=True)
    facts = {"size": size, "many": many, "keep": keep}
    records.write("grids.ask_plan", plan, actor=actor, at=now, **facts)
    return plan


def _open(plan_id: int, actor: Actor, name: str) -> Plan:
    rows = Plan.objects.select_for_update(of=("self",)).select_related("place")
    plan = rows.filter(pk=plan_id).first()
    if plan is None:
        raise Denied(name)
    permits.require(actor, name, reach=plan.reach)
    if not plan.open:
        raise Refused("over", _("这份方案已经采用或者放下了。"))
    return plan


@act
def shift(*, actor: Actor, plan_id: int, place_id: int, part_id: int, now: datetime) -> Plan:
    """改划: one place goes to another grid of the plan, within its village."""
    plan = _open(plan_id, actor, "grids.shift")
    spot = plan.spots.select_related("place", "part").filter(place_id=place_id).first()
    part = plan.parts.filter(pk=part_id).first()
    if spot is None or part is None or spot.place.village_id != part.village_id:
        raise Refused("elsewhere", _("只能划到同一个村的网格里。"), field="part_id")
    if spot.part_id == part.pk:
        raise Refused("same", _("它本来就在这个网格里。"), field="part_id")
    if spot.place.kind == Kind.GRID:
        raise Refused(
            "fixed",
            _("这些户直接登记在网格上，跟着网格走，不能单独划走。"),
            field="part_id",
        )
    if plan.spots.filter(part=spot.part).count() == 1:
        raise Refused("empty", _("这是那个网格最后一处，移走就空了。"), field="part_id")
    before, spot.part = spot.part, part
    spot.save(update_fields=["part"])
    facts = {"place": str(place_id), "part": [before.n, part.n]}
    records.write("grids.shift", plan, actor=actor, at=now, **facts)
    return plan


@act
def drop_plan(*, actor: Actor, plan_id: int, now: datetime) -> Plan:
    """放下方案: nothing is changed by it; it stays readable."""
    plan = _open(plan_id, actor, "grids.drop_plan")
    plan.dropped_at = now
    plan.save(update_fields=["dropped_at"])
    records.write("grids.drop_plan", plan, actor=actor, at=now)
    return plan


@act
def adopt_plan(*, actor: Actor, plan_id: int, source: str, now: datetime) -> Plan:
    """采用方案: new grids are founded with a code, places move, grids that nothing lies in any more go
    into the one that took most of them over. Each step is an act on places, by the same right."""
    plan = _open(plan_id, actor, "grids.adopt_plan")
    written = sourced(source)
    if plan.drawn_at is None or not plan.spots.exists():
        raise Refused("not_drawn", _("方案还没有画好，请等一会再来。"))
    drawn = queries.drawn(plan)
    if not drawn.after.whole:
        raise Refused("pieces", _("有的网格不连片，请改好再采用。"))
    _still_so(plan)
    by: dict[str, Any] = {"actor": actor, "source": written, "now": now}
    moved, fresh = 0, []
    for row in drawn.parts:
        if row.part.grid is None:
            row.part.grid = places.found(
                parent_id=row.part.village_id, kind=Kind.GRID, name=row.part.name,
                code=_next_code(row.part.village_id, now), **by,
            )  # fmt: skip
            row.part.save(update_fields=["grid"])
            fresh.append(str(row.part.grid_id))
        for spot in row.spots:
            if spot.was_id != row.part.grid_id and spot.place_id != spot.was_id:
                places.move(place_id=spot.place_id, parent_id=row.part.grid_id, **by)
                moved += 1
    gone = _end_empty(plan, drawn, by)
    plan.adopted_at, plan.source = now, written
    plan.save(update_fields=["adopted_at", "source"])
    facts = {"new": fresh, "gone": gone, "moved": moved, "source": written}
    records.write("grids.adopt_plan", plan, actor=actor, at=now, **facts)
    return plan


def _still_so(plan: Plan) -> None:
    """Raises Refused if a place of the plan has moved, or households with it, since it was drawn."""
    here = {
        s.key: (s.was, s.households) for s in queries.ground(plan.place, sizes()[plan.size]).spots
    }
    there = {s.place_id: (s.was_id, s.households) for s in plan.spots.all()}
    if here != there:
        raise Refused("changed", _("画好以后，这里的住户或地方又变了。请放下这份，再画一份。"))


def _next_code(village_id: int, now: datetime) -> tuple[str, str, str] | None:
    """Twelve digits of the village and three of the grid (domain.md 7.2); none where the village has no
    code of its own. A number once given is not given again."""
    rows = PlaceCode.objects.filter(place_id=village_id, system="stat", until=None)
    own = rows.order_by("-edition").values_list("code", flat=True).first()
    if own is None or len(own) != 12:
        return None
    edition = str(clock.day_of(now).year)
    used = PlaceCode.objects.filter(system="grid", code__startswith=own)
    last = used.order_by("-code").values_list("code", flat=True).first()
    return "grid", edition, f"{own}{int(last[12:15] if last else 0) + 1:03d}"


def _end_empty(plan: Plan, drawn: queries.Drawn, by: dict[str, Any]) -> list[str]:
    """The grids of these villages that do not go on: merged into the heir of most of their households; of
    those written down at the grid itself, which follow it (people.reactions), where any are."""
    stays = {row.part.grid_id for row in drawn.parts}
    heirs: dict[int, dict[int, int]] = {}
    for row in drawn.parts:
        for spot in row.spots:
            if spot.was_id is not None and spot.was_id not in stays:
                taken = heirs.setdefault(spot.was_id, {})
                to = row.part.grid_id
                assert to is not None
                own = spot.place_id == spot.was_id
                taken[to] = taken.get(to, 0) + (10**9 if own else spot.households)
    for old, taken in sorted(heirs.items()):
        into = max(taken, key=lambda to: (taken[to], to))
        places.merge(place_ids=[old], into_id=into, **by)
    return [str(old) for old in sorted(heirs)]


def write_drawn(
    plan: Plan, parts: list[rules.Part], spots: list[rules.Spot], now: datetime
) -> None:
    """What the job found, once: a plan that is drawn, or was put aside meanwhile, stays as it is."""
    rows = Plan.objects.select_for_update().filter(pk=plan.pk, drawn_at=None, dropped_at=None)
    if rows.first() is None:
        return
    names = dict(
        Place.objects.filter(village_id__in={p.village for p in parts}).values_list("pk", "name")
    )
    taken = set(names.values())
    by_key = {s.key: s for s in spots}
    made = []
    numbers: dict[int, int] = {}
    for part in parts:
        name = names.get(part.grid or 0)
        while name is None:
            numbers[part.village] = numbers.get(part.village, 0) + 1
            said = f"{names[part.village]}新{numbers[part.village]}网格"
            name = said if said not in taken else None
        made.append(
            PlanPart(plan=plan, n=part.n, village_id=part.village, grid_id=part.grid, name=name)
        )
    PlanPart.objects.bulk_create(made)
    PlanSpot.objects.bulk_create(
        PlanSpot(
            plan=plan, place_id=key, part=row, households=by_key[key].households,
            was_id=by_key[key].was,
        )
        for part, row in zip(parts, made, strict=True)
        for key in part.keys
    )  # fmt: skip
    rows.update(drawn_at=now)
