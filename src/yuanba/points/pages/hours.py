"""When the shop is open, as people read it."""

from datetime import datetime
from typing import Any

from yuanba.base import clock
from yuanba.points.forms.shop import WEEKDAYS
from yuanba.points.models import Shop


def week(found: Shop | None, now: datetime) -> dict[str, Any] | None:
    """Where it is, today's hours, the seven days; None where nothing was said."""
    if found is None:
        return None
    today = clock.day_of(now).weekday()
    return {
        "where": found.where,
        "note": found.note,
        "today": found.days[today],
        "days": [
            {"day": WEEKDAYS[n], "hours": hours, "today": n == today}
            for n, hours in enumerate(found.days)
        ],
    }
