"""`yuanba doctor`: are the settings safe? `yuanba serve` asks the same and refuses to start if not.

Each check looks at what is really in force (a live connection, a file written for trial), not at
what the settings file says. The list is trust.md section 4 as far as it can be seen from inside.
"""

import argparse
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from yuanba.cli.begin import begin, loopback, pending_migrations
from yuanba.cli.say import tell


class Level(StrEnum):
    OK = "✓"
    WARNING = "!"
    FATAL = "✗"


@dataclass(frozen=True)
class Finding:
    level: Level
    name: str
    chinese: str
    english: str


NETWORK_DRIVES = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "fuse.sshfs",
    "fuse.rclone", "fuse.davfs", "davfs", "fuse.glusterfs", "9p",
}  # fmt: skip
# What SQLite answers on a live connection, and why anything else is refused.
PRAGMAS = {
    "journal_mode": ("wal", "读写会互相等待", "readers and writers would wait for each other"),
    "synchronous": (2, "断电会丢已确认的记录", "a power cut would lose acknowledged records"),
    "foreign_keys": (1, "会留下无主的行", "rows would lose what they belong to"),
    "secure_delete": (1, "删掉的个人信息还留在文件里", "erased personal data stays in the file"),
    "trusted_schema": (0, "被改过的文件可以运行代码", "a manipulated file could run code"),
}
SERVER = {
    "fsync": "断电会丢已确认的记录",
    "full_page_writes": "断电会写坏数据页",
    "synchronous_commit": "断电会丢已确认的记录",
}


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument(
        "--deploy",
        action="store_true",
        help="按对外服务的要求检查 · as strictly as a public site needs",
    )


def run(args: argparse.Namespace) -> int:
    begin()
    findings = list(examine(deploy=args.deploy))
    for finding in findings:
        print(f"{finding.level} {finding.name:<12}{finding.chinese}")
        if finding.level is not Level.OK:
            print(f"  {'':<12}{finding.english}")
    fatal = sum(finding.level is Level.FATAL for finding in findings)
    if fatal:
        tell(f"有 {fatal} 项不安全，不能这样开始服务。", f"{fatal} unsafe; serving is refused.")
        return 1
    tell("可以放心使用。", "Safe to use.")
    return 0


def examine(*, deploy: bool = False) -> Iterator[Finding]:
    """Every finding, in order. Later checks are left out when the database is out of reach."""
    from django.conf import settings
    from django.db import OperationalError, connection

    for check in SETTINGS_CHECKS:
        yield from check(settings, deploy)
    yield from data_folder(Path(settings.HOME))
    try:
        connection.ensure_connection()
    except OperationalError as trouble:
        words = str(trouble).strip().splitlines()[0]
        yield _fatal("database", f"连不上数据库：{words}", f"The database is out of reach: {words}")
        return
    yield from database(connection)
    if pending := pending_migrations():
        n = len(pending)
        yield _fatal("migrations", f"数据库要更新 {n} 项：yuanba migrate", f"{n} not applied")
        return
    yield from sealed()
    yield from clock_runs_forward()
    yield from calendar_lasts()


# ── settings ──


def sealed() -> Iterator[Finding]:
    """Can names and telephones be read, and are they sealed with the present secret?"""
    from yuanba.base import resealing

    held = resealing.held()
    if lost := held.lost:
        yield _fatal(
            "sealed",
            f"有 {lost} 处姓名、电话是用别的密钥密封的，读不出来：请把旧密钥放回 secret.old。",
            f"{lost} names and numbers are sealed with a secret that is not here: put it into secret.old.",
        )
    elif before := held.older:
        yield _warn(
            "sealed",
            f"有 {before} 处姓名、电话还用旧密钥密封着，请运行：yuanba reseal",
            f"{before} names and numbers are still sealed with an older secret: yuanba reseal",
        )
    else:
        yield _ok("sealed", "姓名、电话都密封着，密钥在数据文件夹的 secret 里")


def debug(settings: Any, _deploy: bool) -> Iterator[Finding]:
    if settings.DEBUG:
        yield _fatal(
            "debug",
            "YUANBA_DEBUG 开着，出错时会把内部情况给外人看，请关掉。",
            "YUANBA_DEBUG is on: errors would show internals to strangers.",
        )
    else:
        yield _ok("debug", "调试已关")


def secret(settings: Any, _deploy: bool) -> Iterator[Finding]:
    key = settings.SECRET_KEY
    shipped = key.startswith(("django-insecure", "only-for-the-tests"))
    if len(key) < 32 or len(set(key)) < 8 or shipped:
        yield _fatal(
            "secret",
            "YUANBA_SECRET_KEY 太短、太简单或是公开过的；不设它，系统会自己生成一个。",
            "YUANBA_SECRET_KEY is short, simple or public; leave it unset and one is made.",
        )
        return
    file = Path(settings.HOME) / "secret"
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield _fatal(
            "secret",
            f"别的用户也能读密钥文件，请运行：chmod 600 {file}",
            f"Other users can read the secret: chmod 600 {file}",
        )
        return
    yield _ok("secret", "密钥够强，只有本用户能读")


def hosts(settings: Any, deploy: bool) -> Iterator[Finding]:
    named = [host for host in settings.ALLOWED_HOSTS if host]
    if any(host == "*" or host.startswith(".") for host in named) or not named:
        yield _fatal(
            "hosts",
            "YUANBA_HOSTS 要写明网址，不能用 * 或留空。",
            "YUANBA_HOSTS must name the hosts; * or nothing lets anyone forge links.",
        )
    elif deploy and all(map(loopback, named)):
        yield _fatal(
            "hosts",
            "YUANBA_HOSTS 只有本机，外面的人打不开。",
            "YUANBA_HOSTS names this machine only; nobody outside could open it.",
        )
    else:
        yield _ok("hosts", f"只应答：{'、'.join(named)}")


def cookies(settings: Any, deploy: bool) -> Iterator[Finding]:
    local = all(map(loopback, filter(None, settings.ALLOWED_HOSTS)))
    safe = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
    if not safe and (deploy or not local):
        yield _fatal(
            "cookies",
            "登录凭据会走明文网络（YUANBA_TLS=0），只有本机自用才可以。",
            "Sign-in cookies would cross the network in the clear (YUANBA_TLS=0).",
        )
    elif not settings.SESSION_COOKIE_HTTPONLY:
        yield _fatal("cookies", "网页脚本能读登录凭据。", "Scripts could read the sign-in cookie.")
    else:
        yield _ok("cookies", "登录凭据只走加密连接" if safe else "只在本机使用，不加密")


def demo(settings: Any, deploy: bool) -> Iterator[Finding]:
    if not settings.DEMO:
        return
    local = all(map(loopback, filter(None, settings.ALLOWED_HOSTS)))
    words = (
        "示范模式谁都能一键登录，真实网站不能开。",
        "Demo mode signs anyone in with one click.",
    )
    yield _fatal("demo", *words) if deploy or not local else _warn("demo", *words)


def second_step(settings: Any, _deploy: bool) -> Iterator[Finding]:
    """trust.md rule 13: a password alone is not enough for staff, and a desk does not stay open."""
    if settings.DEMO:
        return
    if not settings.STAFF_TOTP:
        yield _warn(
            "second step",
            "工作人员只凭密码就能登录（YUANBA_STAFF_TOTP=off），密码泄露就全泄露了。",
            "Staff sign in with a password alone (YUANBA_STAFF_TOTP=off).",
        )
    if settings.STAFF_IDLE_MINUTES > 30 or settings.STAFF_HOURS > 12:
        yield _warn(
            "sessions",
            f"工作人员离开{settings.STAFF_IDLE_MINUTES}分钟、登录{settings.STAFF_HOURS}小时才退出，"
            "应当不超过30分钟、12小时。",
            "Staff sessions last longer than 30 idle minutes or 12 hours altogether.",
        )
    if settings.STAFF_TOTP and settings.STAFF_IDLE_MINUTES <= 30 and settings.STAFF_HOURS <= 12:
        yield _ok("second step", "工作人员登录要密码和手机两样，到时间自动退出")


SETTINGS_CHECKS: list[Callable[[Any, bool], Iterable[Finding]]] = [
    debug,
    secret,
    hosts,
    cookies,
    demo,
    second_step,
]

# ── files ──


def data_folder(folder: Path) -> Iterator[Finding]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")
    except OSError:
        yield _fatal("folder", f"数据目录不能写：{folder}", f"Not writable: {folder}")
        return
    free = shutil.disk_usage(folder).free // 2**20
    if free < 200:
        yield _warn("folder", f"磁盘只剩 {free} 兆，请尽快清理。", f"Only {free} MB of disk left.")
    else:
        yield _ok("folder", f"数据目录可写：{folder}")


def drive_of(path: Path, mounts: str | None = None) -> str:
    """The kind of file system a path is on; empty where the system does not say."""
    if mounts is None:
        table = Path("/proc/mounts")
        mounts = table.read_text() if table.exists() else ""
    best = ("", "")
    for line in mounts.splitlines():
        point, kind = line.split()[1:3]
        point = point.replace("\\040", " ")
        if path.is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, kind)
    return best[1]


# ── database ──


def database(connection: Any) -> Iterator[Finding]:
    yield from (sqlite if connection.vendor == "sqlite" else postgres)(connection)


def sqlite(connection: Any, mounts: str | None = None) -> Iterator[Finding]:
    file = Path(connection.settings_dict["NAME"])
    if (drive := drive_of(file.absolute(), mounts)) in NETWORK_DRIVES:
        yield _fatal(
            "drive",
            f"数据库在网络盘上（{drive}），锁不可靠，会写坏数据。请放到本机磁盘。",
            f"The database is on a network drive ({drive}), where locks do not hold.",
        )
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield _warn(
            "file",
            f"别的用户也能读数据库，请运行：chmod 600 {file}",
            f"Other users of this machine can read the database: chmod 600 {file}",
        )
    bad = False
    with connection.cursor() as cursor:
        for name, (wanted, chinese, english) in PRAGMAS.items():
            cursor.execute(f"PRAGMA {name}")
            found = cursor.fetchone()[0]
            if found != wanted:
                bad = True
                yield _fatal(
                    "sqlite",
                    f"{name} 是 {found}，应为 {wanted}：{chinese}。",
                    f"{name} is {found}, not {wanted}: {english}.",
                )
    mode = connection.settings_dict["OPTIONS"].get("transaction_mode")
    if mode != "IMMEDIATE":
        bad = True
        yield _fatal(
            "sqlite",
            f"事务方式是 {mode}，应为 IMMEDIATE：两个人同时办会互相卡住。",
            f"transaction_mode is {mode}, not IMMEDIATE: two writers would block each other.",
        )
    if not bad:
        yield _ok("sqlite", "断电不丢数据，删除不留痕迹，外键有效")


def postgres(connection: Any) -> Iterator[Finding]:
    bad = False
    with connection.cursor() as cursor:
        for name, why in SERVER.items():
            found = _show(cursor, name)
            if found == "off":
                bad = True
                yield _fatal(
                    "postgres", f"{name} 关着：{why}。", f"{name} is off: data would be lost."
                )
        if _show(cursor, "data_checksums") == "off":
            yield _warn(
                "postgres",
                "数据库没有校验和，磁盘出错发现不了；停机后可运行 pg_checksums --enable。",
                "No data checksums: a failing disk goes unseen; see pg_checksums --enable.",
            )
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            yield _warn(
                "postgres",
                "用的是数据库超级用户，请另建一个普通用户。",
                "The database user is a superuser; make an ordinary one.",
            )
        major = int(_show(cursor, "server_version_num")) // 10000
        if not 15 <= major <= 18:
            yield _warn("postgres", f"没有在 {major} 版上测过（15 到 18）。", f"Untested: {major}.")
    if not bad:
        yield _ok("postgres", "断电不丢数据")


def _show(cursor: Any, name: str) -> str:
    cursor.execute("SELECT current_setting(%s)", [name])
    return str(cursor.fetchone()[0])


# ── time ──


def clock_runs_forward() -> Iterator[Finding]:
    """A clock set back would give new records a time before old ones (trust.md T26)."""
    from yuanba.base import clock
    from yuanba.base.models import Record

    last = Record.objects.order_by("-at").values_list("at", flat=True).first()
    if last is not None and last > clock.now() + timedelta(minutes=5):
        yield _fatal(
            "clock",
            f"机器的钟比最后一条记录（{last:%Y-%m-%d %H:%M}）还早，请先校准时间。",
            f"This machine's clock is before the last record ({last:%Y-%m-%d %H:%M} UTC).",
        )
    else:
        yield _ok("clock", "时钟正常")


def calendar_lasts(today: date | None = None) -> Iterator[Finding]:
    """Limits in working days need the State Council's yearly notice; it is entered by an official."""
    from yuanba.base import clock
    from yuanba.places.models import CalendarYear

    today = today or clock.day_of(clock.now())
    year = CalendarYear.objects.order_by("-year").values_list("year", flat=True).first()
    if year is None or today + timedelta(days=61) > date(year, 12, 31):
        until = f"只到 {year} 年" if year else "还没有录入"
        ends = f"ends with {year}" if year else "is empty"
        yield _warn(
            "calendar",
            f"放假安排{until}，请在日历页录入国务院的通知，否则期限只是暂定。",
            f"The holiday calendar {ends}: later limits are provisional.",
        )
    else:
        yield _ok("calendar", f"放假安排到 {year} 年")


def _ok(name: str, chinese: str) -> Finding:
    return Finding(Level.OK, name, chinese, "")


def _warn(name: str, chinese: str, english: str) -> Finding:
    return Finding(Level.WARNING, name, chinese, english)


def _fatal(name: str, chinese: str, english: str) -> Finding:
    return Finding(Level.FATAL, name, chinese, english)
