"""`yuanba demo`: an invented county, filled and served. Its data stay apart from any real village."""

import argparse
import importlib
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from yuanba.cli import server
from yuanba.cli.begin import begin, loopback, make_tables, require_tables
from yuanba.cli.faults import Fault
from yuanba.cli.say import Bar, tell


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument("--port", type=int, default=8000, help="端口 · port (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址 · listen on (127.0.0.1)")
    parser.add_argument("--fresh", action="store_true", help="重新生成示范数据 · begin anew")
    parser.add_argument(
        "--fill-only", action="store_true", help="只生成数据，不开始服务 · fill, do not serve"
    )
    parser.add_argument("--into", help=argparse.SUPPRESS)  # the filling process's own file


def run(args: argparse.Namespace) -> int:
    home = folder()
    home.mkdir(parents=True, exist_ok=True)
    file = home / "village.sqlite3"
    if args.into:
        return fill(home, Path(args.into))
    if not args.fill_only:
        server.free_port(args.host, args.port)
    with server.hold(file):  # nobody serves it while it is replaced
        if args.fresh:
            remove(file)
            shutil.rmtree(home / "photos", ignore_errors=True)
            shutil.rmtree(home / "heads", ignore_errors=True)  # of the invented past that goes
        if not file.exists():
            make(file)
    if args.fill_only:
        return 0
    settings_for(home, file, args.host, args.port)
    begin()
    require_tables()
    server.start(
        host=args.host,
        port=args.port,
        workers=1,
        jobs=True,
        welcome=lambda: welcome(args.host, args.port),
    )
    return 0


def folder() -> Path:
    """Where the demo lives: a folder of its own inside the data folder."""
    base = os.environ.get("YUANBA_HOME") or (
        Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "yuanba"
    )
    return Path(base).expanduser().resolve() / "demo"


def settings_for(home: Path, file: Path, host: str, port: int) -> None:
    """The demo's settings. Whatever points at a real village is not used."""
    names = ["127.0.0.1", "localhost", "[::1]"]
    os.environ.update(
        YUANBA_HOME=str(home),
        YUANBA_DEMO="1",
        YUANBA_TLS="0",
        YUANBA_DEBUG="0",
        # a demo shown to the whole room is opened under names we cannot know
        YUANBA_HOSTS=",".join(names) if loopback(host) else "*",
        YUANBA_PUBLIC_URL=f"http://{'127.0.0.1' if loopback(host) else host}:{port}",
        DATABASE_URL=f"sqlite:///{quote(str(file))}",
    )
    for name in ("YUANBA_SECRET_KEY", "YUANBA_ORIGINS", "YUANBA_PROXY"):
        os.environ.pop(name, None)


def make(file: Path) -> None:
    """Fill a new file beside the real one, and put it in place only when it is whole."""
    building = file.with_name(f"filling-{secrets.token_hex(4)}.sqlite3")
    try:
        done = subprocess.run(  # noqa: S603  our own command
            [sys.executable, "-m", "yuanba", "demo", "--into", str(building)], check=False
        )
        if done.returncode:
            raise Fault("示范数据没有生成。", "The demo was not filled.", code=done.returncode)
        building.rename(file)
    finally:
        remove(building)


def fill(home: Path, file: Path) -> int:
    """In a process of its own: make the tables and the invented county in `file`."""
    settings_for(home, file, "127.0.0.1", 8000)
    begin()
    tell("正在准备示范县，大约半分钟……", "Filling the invented county, about half a minute …")
    make_tables()
    with Bar("示范数据 demo") as bar:
        county().build(bar)
    from django.db import connection, connections

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    return 0


def county() -> Any:
    """The module that knows the invented county."""
    try:
        return importlib.import_module("yuanba.exchange.demo")
    except ModuleNotFoundError as missing:
        if missing.name != "yuanba.exchange.demo":
            raise
        raise Fault("这个版本没有示范数据。", "This version carries no demo.") from missing


def remove(file: Path) -> None:
    for end in ("", "-wal", "-shm"):
        Path(f"{file}{end}").unlink(missing_ok=True)


def welcome(host: str, port: int) -> None:
    """Say where it is, who can sign in, and how."""
    address = f"http://{'127.0.0.1' if loopback(host) else host}:{port}/"
    tell("", "")
    tell(f"示范县已打开：{address}", f"The demo is open: {address}")
    tell("居民不用登录：点“我要反映”。工作人员点“登录”，在页面下方一键登录；也可以输入账号：")
    tell("", "Residents need no account. Staff: open “Sign in”, one click below; or type a name:")
    rows = list(getattr(county(), "sign_ins", list)())
    for role, who, name, password in rows:
        print(f"  {role}\t{who}\t{name} / {password}")
    tell("按 Ctrl+C 停止；重新开始：yuanba demo --fresh", "Ctrl+C stops; yuanba demo --fresh anew.")
    if not loopback(host):
        tell("注意：同一网络里的人都能打开这个示范。", "Anyone on this network can open it.")
