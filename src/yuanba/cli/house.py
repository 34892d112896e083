"""What the server loads in each of its processes: the pages, and one thread of background work."""

import ctypes
import fcntl
import multiprocessing
import os
import signal
import sys
import threading
from pathlib import Path

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def follow_parent() -> None:
    """Stop when the server stops, and only by its word.

    Ctrl+C reaches every process of a terminal's group; granian's worker locks up when that and its
    parent's own signal arrive together. So it leaves the group, and the kernel ends it with a
    parent that dies without a word.
    """
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    parent = multiprocessing.parent_process()
    if parent is not None and os.getppid() != parent.pid:  # it died while we were loading
        os._exit(1)


if multiprocessing.parent_process() is not None:
    follow_parent()  # before anything slow

from yuanba.wsgi import application  # noqa: E402

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
