"""Who is told of what by now, and the county's ladder."""

from collections.abc import Sequence
from datetime import datetime

from yuanba.base.permits import Role
from yuanba.patrols.models import Finding, Handover, RungRow, Step
from yuanba.patrols.rules import steps as rules
from yuanba.patrols.rules.findings import Weight
from yuanba.people.models import Post

MOST = 30
ORDER = list(rules.RungLevel)


def ladder(county_id: int) -> dict[tuple[str, str], rules.Rung]:
    """The county's own rows. One statement."""
    rows = RungRow.objects.filter(place_id=county_id, until=None)
    return {(row.weight, row.level): rules.Rung(row.after, row.within) for row in rows}


def rung_rows(county_id: int) -> dict[tuple[str, str], RungRow]:
    """The same with their papers. One statement."""
    rows = RungRow.objects.filter(place_id=county_id, until=None)
    return {(row.weight, row.level): row for row in rows}


def is_told(step: Step, steps: Sequence[Step], now: datetime) -> bool:
    """Is the level of this step told by now? `steps` are all of its finding."""
    at = ORDER.index(rules.RungLevel(step.level))
    below = [one for one in steps if ORDER.index(rules.RungLevel(one.level)) < at]
    return rules.told(
        weight=Weight(step.finding.weight),
        at=step.told_at,
        now=now,
        taken_below=any(one.taken_at is not None for one in below),
    )


def steps_of(finding: Finding) -> list[Step]:
    rows = finding.steps.select_related("place", "finding")
    return sorted(rows, key=lambda step: ORDER.index(rules.RungLevel(step.level)))


def told_here(post: Post, now: datetime) -> list[Step]:
    """What this post is told of and nobody of its level has taken yet, the most pressing first. Two
    statements."""
    level = next((x for x, role in rules.ROLE_OF.items() if role is Role(post.role)), None)
    if level is None:
        return []
    rows = Step.objects.filter(
        place_id=post.place_id, level=level, taken_at=None, told_at__lte=now,
        finding__fixed_on=None,
    ).select_related("finding__point__place", "finding__matter")  # fmt: skip
    found = list(rows.prefetch_related("finding__steps").order_by("due_at", "id")[:MOST])
    return [step for step in found if is_told(step, list(step.finding.steps.all()), now)]


def handovers_of(finding: Finding) -> list[Handover]:
    return list(finding.handovers.order_by("at"))


def one_step(step_id: int) -> Step | None:
    return Step.objects.select_related("place", "finding").filter(pk=step_id).first()


def one_handover(handover_id: int) -> Handover | None:
    rows = Handover.objects.select_related("finding__point__place")
    return rows.filter(pk=handover_id).first()
