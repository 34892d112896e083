"""How long a matter took, gross and net: pauses are in the one and not in the other (domain.md 13)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from yuanba.base.tables_out import Cell
from yuanba.matters.models import Pause
from yuanba.places.running import Stop, midnight

NOTHING, A_DAY = timedelta(0), timedelta(days=1)


def stops(ids: Iterable[int]) -> dict[int, list[Stop]]:
    """When the clocks of these matters stood, with leave, and until when. No statement for none."""
    wanted = list(ids)
    found: dict[int, list[Stop]] = {}
    if not wanted:
        return found
    rows = Pause.objects.filter(matter_id__in=wanted, since__isnull=False).order_by("since")
    for pk, since, ended, day in rows.values_list("matter_id", "since", "ended_at", "review_on"):
        if since is not None:
            found.setdefault(pk, []).append((since, ended or midnight(day)))
    return found


def took(told: datetime, done: datetime | None, stood: Iterable[Stop]) -> list[Cell]:
    """From the telling to the end in natural days, as the resident waits; empty while it runs."""
    if done is None:
        return [None, None]
    off = sum(
        (max(NOTHING, min(until, done) - max(since, told)) for since, until in stood), NOTHING
    )
    return [round((done - told) / A_DAY, 1), round((done - told - off) / A_DAY, 1)]
