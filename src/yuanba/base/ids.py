"""64-bit ids made by the application: milliseconds (41 bits), node (10), counter (12).

No database sequence, so rows of two districts never meet under one id. The node number is taken
from one counter row when a process first needs an id: two living processes would share one only
after 1,024 starts in between.
"""

import os
import threading
import time
from datetime import timedelta

from django.db import DatabaseError, connection

EPOCH = 1_700_000_000_000  # milliseconds; 2023-11-14
_lock = threading.Lock()
_node: int | None = None
_last, _count = 0, 0


def take_node() -> int:
    """Take this process's node number. Servers call it once at start, outside any transaction."""
    global _node
    with connection.cursor() as cursor:
        cursor.execute("UPDATE base_counter SET n = n + 1 WHERE name = 'node' RETURNING n")
        row = cursor.fetchone()
    _node = int(row[0]) % 1024 if row else 0
    return _node


def begin() -> None:
    """Take the node number at the start of a server process, outside any transaction."""
    try:
        take_node()
    except DatabaseError:  # away or not yet migrated: taken at the first id instead
        _forget()


def _forget() -> None:
    global _node
    _node = None


os.register_at_fork(after_in_child=_forget)


def made_before(age: timedelta) -> int:
    """Smaller than every id made since then, by this machine's clock."""
    return max(
        0, (time.time_ns() // 1_000_000 - EPOCH - int(age / timedelta(milliseconds=1))) << 22
    )


def new() -> int:
    """A new id, greater than every id this process made before."""
    global _last, _count
    node = _node
    if node is None:
        try:
            node = take_node()
        except DatabaseError:  # no table yet: Django's own checks make instances before migrating
            node = 0
    with _lock:
        now = max(time.time_ns() // 1_000_000 - EPOCH, _last)
        if now == _last:
            _count += 1
            if _count == 4096:
                now, _count = now + 1, 0
        else:
            _count = 0
        _last = now
        return now << 22 | node << 12 | _count
