"""What the server loads in each of its processes: the pages, and one thread of background work."""

import fcntl
import os
import threading
from pathlib import Path

from yuanba.wsgi import application

__all__ = ["application"]


def work() -> None:
    """Do the background work if no other process of this machine does; else wait to take over.

    The system gives the lock to the next process when the one that holds it ends, however it ends.
    """
    from django.conf import settings

    from yuanba.base import jobs

    with (Path(settings.HOME) / "working.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        jobs.loop(threading.Event())


if os.environ.get("YUANBA_JOBS") == "1":
    threading.Thread(target=work, name="jobs", daemon=True).start()
