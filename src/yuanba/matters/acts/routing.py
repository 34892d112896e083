"""Sorting and giving: triage, assign, transfer, hand up and down."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from yuanba.base.act import act
from yuanba.base.permits import Actor
from yuanba.duties.rules import Lane, lead
from yuanba.matters import rules
from yuanba.matters.acts.common import (
    category_for,
    hop,
    keep,
    person_for,
    set_limit,
    stood,
    take,
    unit_for,
)
from yuanba.matters.acts.settling import settle
from yuanba.matters.models import Matter
from yuanba.matters.rules import Level, Method, State
from yuanba.people.rules import UnitKind


@act
def triage(
    *,
    actor: Actor,
    matter_id: int,
    lane: Lane,
    category_id: int,
    unit_id: int,
    reason: str,
    now: datetime,
    title: str = "",
    proposed: Sequence[str] = (),
    taken: str = "",
    version: int | None = None,
) -> Matter:
    """三事分流: lane, category, unit and reason, all four. Sorting again keeps the history.

    `proposed` is what the card proposed and `taken` which of it was taken by its key: the record keeps
    both, so that proposals that people override can be counted and learned from.
    """
    matter = take(actor, matter_id, "matters.triage", version)
    category = category_for(category_id)
    unit = unit_for(matter, unit_id)
    stands = (
        stood(matter, *SORTED) if not matter.lane else {}
    )  # sorted again it is no slip of a key
    before = State(matter.state)
    matter.state = rules.triage(
        state=before,
        lane=lane,
        unit_kind=UnitKind(unit.kind),
        reason=reason,
        chosen=matter.chosen_lane,
    )
    fields = ["state", "lane", "category", "restricted", "unit", "reason"]
    facts = {"again": bool(matter.lane), "lane_before": matter.lane}
    old, again = matter.unit, bool(matter.lane)
    if matter.chosen_lane not in {"", lane}:
        facts["chosen"] = matter.chosen_lane
    if matter.unit_id != unit.pk:
        matter.owner = matter.supervisor = None
        fields += ["owner", "supervisor"]
    matter.lane, matter.category, matter.unit = lane, category, unit
    matter.restricted, matter.reason = category.restricted, reason.strip()
    if title.strip():
        matter.title = title.strip()
        fields.append("title")
    if matter.accepted_at is None:
        matter.accepted_at = now
        fields.append("accepted_at")
    fields += set_limit(matter, category.limit, matter.accepted_at)
    facts |= {"lane": lane, "category": category.code, "unit": str(unit.pk), "unit_name": unit.name}
    facts |= {"reason": matter.reason, "due": matter.due_at.isoformat()}
    if proposed:
        facts |= {"proposed": list(proposed), "taken": taken}
    if again and old != unit:
        hop(matter, old, "triage", now, reason=matter.reason)
    keep(matter, "matters.triage", fields, actor=actor, now=now, **facts, **stands)
    return matter


SORTED = (
    "state", "lane", "category_id", "unit_id", "restricted", "reason", "title", "accepted_at",
    "owner_id", "supervisor_id", "amount", "limit_unit", "clock_at", "due_at", "provisional",
)  # fmt: skip


@act
def assign(
    *,
    actor: Actor,
    matter_id: int,
    owner_id: int,
    now: datetime,
    supervisor_id: int | None = None,
    method: Method = Method.DUTY,
    version: int | None = None,
) -> Matter:
    """交办: one responsible person, one who watches, one date."""
    matter = take(actor, matter_id, "matters.assign", version)
    before = stood(matter, "state", "owner_id", "supervisor_id", "method")
    matter.state = rules.assign(
        state=State(matter.state), owner_id=owner_id, supervisor_id=supervisor_id
    )
    matter.owner = person_for(owner_id, matter, field="owner")
    matter.supervisor = (
        person_for(supervisor_id, matter, field="supervisor") if supervisor_id else None
    )
    matter.method = method
    facts = {"owner": matter.owner.name, "method": method, "due": matter.due_at.isoformat()}
    # Somebody has taken it: whose it is, is settled, and that is not taken back by a key.
    before = {} if matter.settling_since else before
    fields = ["state", "owner", "supervisor", "method", *settle(matter, now)]
    keep(matter, "matters.assign", fields, actor=actor, now=now, **facts, **before)
    return matter


@act
def transfer(
    *,
    actor: Actor,
    matter_id: int,
    unit_id: int,
    reason: str,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """转办: to another unit, with a reason the resident can read. The limit runs on."""
    matter = take(actor, matter_id, "matters.transfer", version)
    rules.step(State(matter.state), "transfer")  # before that it has no lane to read
    stands = stood(matter, "state", "unit_id", "owner_id", "supervisor_id")
    unit = unit_for(matter, unit_id)
    matter.state = rules.transfer(
        state=State(matter.state),
        lane=Lane(matter.lane),
        unit_kind=UnitKind(unit.kind),
        same=unit.pk == matter.unit_id,
        reason=reason,
    )
    before, matter.unit, matter.owner, matter.supervisor = matter.unit, unit, None, None
    hop(matter, before, "transfer", now, reason=reason.strip())
    facts: dict[str, Any] = {
        "unit": str(unit.pk),
        "unit_name": unit.name,
        "unit_before": str(before and before.pk),
    }
    fields = ["state", "unit", "owner", "supervisor"]
    facts |= stands | {"reason": reason.strip()}
    keep(matter, "matters.transfer", fields, actor=actor, now=now, **facts)
    return matter


@act
def hand_up(
    *,
    actor: Actor,
    matter_id: int,
    unit_id: int,
    reason: str,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """上报上级: what this level cannot do goes one level up (三级联动), to a unit that takes it."""
    matter = take(actor, matter_id, "matters.hand_up", version)
    matter.state, level = rules.hand_up(
        state=State(matter.state), level=Level(matter.level), reason=reason
    )
    return _moved(matter, "matters.hand_up", level, unit_id, actor, now, reason)


@act
def hand_down(
    *,
    actor: Actor,
    matter_id: int,
    unit_id: int,
    reason: str,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """交下级: back down a level, never a department's own matter (WF12345 24)."""
    matter = take(actor, matter_id, "matters.hand_down", version)
    unit, category = unit_for(matter, unit_id), matter.category
    matter.state, level = rules.hand_down(
        state=State(matter.state),
        level=Level(matter.level),
        category_kind=UnitKind(category.unit_kind if category else UnitKind.SELF),
        unit_kind=UnitKind(unit.kind),
        reason=reason,
    )
    return _moved(matter, "matters.hand_down", level, unit_id, actor, now, reason)


def _moved(
    matter: Matter, name: str, level: Level, unit_id: int, actor: Actor, now: datetime, reason: str
) -> Matter:
    unit = unit_for(matter, unit_id)
    lead(Lane(matter.lane), UnitKind(unit.kind), field="unit")
    before = matter.unit
    matter.level, matter.unit, matter.owner, matter.supervisor = level, unit, None, None
    hop(matter, before, name.rpartition(".")[2], now, reason=reason.strip())
    fields = ["state", "level", "unit", "owner", "supervisor"]
    facts = {"level": level, "unit": str(unit.pk), "unit_name": unit.name}
    keep(matter, name, fields, actor=actor, now=now, reason=reason.strip(), **facts)
    return matter
