"""What follows what. One page, in order, no hidden listeners."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from yuanba.matters import jobs as matters_jobs
from yuanba.matters import reactions as matters

# In the act's own transaction: both happen or neither.
REACTIONS: dict[str, list[Callable[[Any], None]]] = {
    "places.move": [matters.follow_places],
    "places.merge": [matters.follow_places],
    "places.split": [matters.follow_places],
    "places.dissolve": [matters.follow_places],
}

# A job row written with the record, run after, retried.
LATER: dict[str, list[Callable[..., None]]] = {
    "places.set_day": [matters_jobs.move_limits],
    "places.load_calendar_year": [matters_jobs.move_limits],
    "places.settle_year": [matters_jobs.move_limits],
}

# What the clock starts, and how often.
CLOCK: dict[Callable[..., None], timedelta] = {}
