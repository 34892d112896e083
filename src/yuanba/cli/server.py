"""Start the server: one process on SQLite, one per core on PostgreSQL, four threads each."""

import fcntl
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import IO

from yuanba.cli.faults import Fault

THREADS = 4  # database connections = processes x threads, so never open-ended


def start(
    *,
    host: str,
    port: int,
    workers: int | None,
    jobs: bool,
    welcome: Callable[[], None],
    access_log: bool = False,
) -> None:
    """Serve until told to stop; `welcome` speaks once nothing stands in the way any more.

    Django must be ready and the database up to date.

    Raises Fault if the port is taken, or if another server works on the same SQLite file.
    """
    from django.core.management import call_command
    from django.db import connection, connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    free_port(host, port)
    lock = None
    if connection.vendor == "sqlite":
        lock = hold(Path(connection.settings_dict["NAME"]))
        workers = 1
    welcome()
    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()  # the server's processes open their own
    os.environ["YUANBA_JOBS"] = "1" if jobs else "0"
    try:
        Granian(
            "yuanba.cli.house:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers or os.cpu_count() or 1,
            blocking_threads=THREADS,
            websockets=False,
            log_level=LogLevels.warning,
            log_access=access_log,
            respawn_failed_workers=True,
            workers_kill_timeout=5,  # a request that hangs does not hold up the stop
        ).serve()
    finally:
        if lock:
            lock.close()


def free_port(host: str, port: int) -> None:
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except (OSError, OverflowError) as trouble:
            raise Fault(
                f"{host}:{port} 用不了（可能已被占用），请换一个端口：--port {port + 1}",
                f"Cannot listen on {host}:{port}; try --port {port + 1}",
            ) from trouble


def hold(database: Path) -> IO[str]:
    """Take the SQLite file for this server alone. Raises Fault if a server has it already."""
    lock = database.with_name(f"{database.name}.serving").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as trouble:
        lock.close()
        raise Fault(
            f"已有一个服务在用这个数据库：{database}，请先停掉它。",
            f"Another server is working on this database: {database}; stop it first.",
        ) from trouble
    return lock
