"""`yuanba serve`: check, then serve."""

import argparse
import os

from yuanba.cli import doctor, server
from yuanba.cli.begin import begin, require_tables
from yuanba.cli.faults import Fault
from yuanba.cli.findings import Level
from yuanba.cli.say import tell


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    host = os.environ.get("YUANBA_LISTEN", "127.0.0.1")
    port = os.environ.get("PORT", "8000")
    parser.add_argument("--host", default=host, help=f"监听地址 · listen on ({host})")
    parser.add_argument("--port", type=int, default=port, help=f"端口 · port ({port})")
    parser.add_argument("--workers", type=int, help="几个进程 · processes (PostgreSQL: cores)")
    parser.add_argument(
        "--no-worker",
        action="store_true",
        help="不在这里做后台工作 · no background work here; run yuanba worker beside",
    )
    parser.add_argument("--access-log", action="store_true", help="记下每次访问 · log each request")
    parser.add_argument(
        "--deploy", action="store_true", help="按对外服务的要求检查 · check as a public site"
    )


def run(args: argparse.Namespace) -> int:
    begin()
    require_tables()
    fatal = [f for f in doctor.examine(deploy=args.deploy) if f.level is Level.FATAL]
    if fatal:
        raise Fault(
            "不安全，没有开始服务：" + " ".join(finding.chinese for finding in fatal),
            "Unsafe, not served: " + " ".join(finding.english for finding in fatal),
        )
    address = f"http://{args.host}:{args.port}/"
    server.start(
        host=args.host,
        port=args.port,
        workers=args.workers,
        jobs=not args.no_worker,
        welcome=lambda: tell(f"开始服务：{address} （按 Ctrl+C 停止）", "Serving; Ctrl+C stops."),
        access_log=args.access_log,
    )
    return 0
