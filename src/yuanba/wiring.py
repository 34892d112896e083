"""What follows what. One page, in order, no hidden listeners."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

# In the act's own transaction: both happen or neither.
REACTIONS: dict[str, list[Callable[[Any], None]]] = {}

# A job row written with the record, run after, retried.
LATER: dict[str, list[Callable[..., None]]] = {}

# What the clock starts, and how often.
CLOCK: dict[Callable[..., None], timedelta] = {}
