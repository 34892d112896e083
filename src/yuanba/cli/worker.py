"""`yuanba worker`: the background work in a process of its own."""

import argparse
import signal
import threading

from yuanba.cli.begin import begin, require_tables
from yuanba.cli.say import tell


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument(
        "--once", action="store_true", help="做完到点的就结束 · do what is due, then end"
    )


def run(args: argparse.Namespace) -> int:
    begin()
    require_tables()
    from yuanba.base import jobs

    if args.once:
        done = 0
        while ran := jobs.run_due():
            done += ran
        tell(f"做完 {done} 项。", f"{done} jobs done.")
        return 0
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    tell("后台工作已开始（按 Ctrl+C 停止）。", "Working; Ctrl+C stops.")
    jobs.loop(stop)
    return 0
