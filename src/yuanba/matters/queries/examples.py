"""What people sorted, as examples to learn from: the leaf a matter has in the end, so that whoever
corrected a proposal is learned from as well. Nothing about officials and nothing restricted is read."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from yuanba.base import clock
from yuanba.matters.models import Matter
from yuanba.matters.rules import Channel
from yuanba.triage.rules.dispatch import MOST_KEPT, Case
from yuanba.triage.rules.proposing import MOST, YEARS, Example


def sorted_by_people(county_id: int, now: datetime) -> list[Example]:
    """The newest of three years, in the order of time. One statement."""
    since = now - timedelta(days=365 * YEARS)
    found = Matter.objects.filter(
        county_id=county_id,
        reported_at__gte=since,
        category__isnull=False,
        category__active=True,
        restricted=False,
        concerned=False,
    ).exclude(channel=Channel.IMPORT, accepted_at=None)
    newest = found.order_by("-reported_at", "-id").values_list("text", "category__code")[:MOST]
    return [Example("", text, code) for text, code in reversed(list(_said(newest.iterator())))]


def case_of(m: Matter, branch: str, code: str) -> Case:
    """A matter as the units are asked about it: its kind, its place from wide to narrow, its door, its
    day. The card and the training ask alike."""
    return Case(
        (branch, code),
        (str(m.township_id), str(m.village_id), str(m.grid_id or "")),
        m.channel,
        clock.day_of(m.reported_at).toordinal(),
    )


def given_to_units(county_id: int, now: datetime) -> list[tuple[Case, str]]:
    """Where the newest sorted matters went, in the order of time. One statement."""
    found = Matter.objects.filter(
        county_id=county_id, category__isnull=False, unit__isnull=False, restricted=False,
        concerned=False, reported_at__gte=now - timedelta(days=365 * YEARS),
    )  # fmt: skip
    only = ("township_id", "village_id", "grid_id", "channel", "reported_at", "unit_id")
    rows = found.select_related("category").only(*only, "category__branch", "category__code")
    newest = list(rows.order_by("-reported_at", "-id")[:MOST_KEPT])
    return [
        (case_of(m, m.category.branch, m.category.code), str(m.unit_id))
        for m in reversed(newest)
        if m.category
    ]


def _said(rows: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((text, code) for text, code in rows if text.strip())
