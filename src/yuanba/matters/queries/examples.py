"""What people sorted, as examples to learn from: the leaf a matter has in the end, so that whoever
corrected a proposal is learned from as well. Nothing about officials and nothing restricted is read."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from yuanba.matters.models import Matter
from yuanba.matters.rules import Channel
from yuanba.triage.rules.proposing import MOST, YEARS
from yuanba.triage.training import Example


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


def _said(rows: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((text, code) for text, code in rows if text.strip())
