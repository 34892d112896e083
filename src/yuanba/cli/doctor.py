"""`yuanba doctor`: are the settings safe? `yuanba serve` asks the same and refuses to start if not.

Each check looks at what is really in force (a live connection, a file written for trial), not at
what the settings file says. The list is trust.md section 4 as far as it can be seen from inside.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from yuanba.cli import doctor_database, doctor_settings, doctor_values
from yuanba.cli.begin import begin, pending_migrations
from yuanba.cli.findings import Finding, Level, fatal, ok, warn
from yuanba.cli.say import tell


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
    n = sum(finding.level is Level.FATAL for finding in findings)
    if n:
        tell(f"有 {n} 项不安全，不能这样开始服务。", f"{n} unsafe; serving is refused.")
        return 1
    tell("可以放心使用。", "Safe to use.")
    return 0


def examine(*, deploy: bool = False) -> Iterator[Finding]:
    """Every finding, in order. Later checks are left out when the database is out of reach."""
    from django.conf import settings
    from django.db import OperationalError, connection

    for check in [*doctor_settings.CHECKS, *doctor_values.CHECKS]:
        yield from check(settings, deploy)
    yield from data_folder(Path(settings.HOME))
    try:
        connection.ensure_connection()
    except OperationalError as trouble:
        words = str(trouble).strip().splitlines()[0]
        yield fatal("database", f"连不上数据库：{words}", f"The database is out of reach: {words}")
        return
    yield from doctor_database.in_force(connection)
    if pending := pending_migrations():
        n = len(pending)
        yield fatal("migrations", f"数据库要更新 {n} 项：yuanba migrate", f"{n} not applied")
        return
    yield from doctor_database.sealed()
    yield from clock_runs_forward()
    yield from calendar_lasts()
    yield from adds_up()
    yield from cosigned()


def data_folder(folder: Path) -> Iterator[Finding]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")
    except OSError:
        yield fatal("folder", f"数据目录不能写：{folder}", f"Not writable: {folder}")
        return
    free = shutil.disk_usage(folder).free // 2**20
    if free < 200:
        yield warn("folder", f"磁盘只剩 {free} 兆，请尽快清理。", f"Only {free} MB of disk left.")
    else:
        yield ok("folder", f"数据目录可写：{folder}")


def clock_runs_forward() -> Iterator[Finding]:
    """A clock set back would give new records a time before old ones (trust.md T26)."""
    from yuanba.base import clock
    from yuanba.base.models import Record

    last = Record.objects.order_by("-at").values_list("at", flat=True).first()
    if last is not None and last > clock.now() + timedelta(minutes=5):
        yield fatal(
            "clock",
            f"机器的钟比最后一条记录（{last:%Y-%m-%d %H:%M}）还早，请先校准时间。",
            f"This machine's clock is before the last record ({last:%Y-%m-%d %H:%M} UTC).",
        )
    else:
        yield ok("clock", "时钟正常")


def calendar_lasts(today: date | None = None) -> Iterator[Finding]:
    """Limits in working days need the State Council's yearly notice; it is entered by an official."""
    from yuanba.base import clock
    from yuanba.places.models import CalendarYear

    today = today or clock.day_of(clock.now())
    year = CalendarYear.objects.order_by("-year").values_list("year", flat=True).first()
    if year is None or today + timedelta(days=61) > date(year, 12, 31):
        until = f"只到 {year} 年" if year else "还没有录入"
        ends = f"ends with {year}" if year else "is empty"
        yield warn(
            "calendar",
            f"放假安排{until}，请在日历页录入国务院的通知，否则期限只是暂定。",
            f"The holiday calendar {ends}: later limits are provisional.",
        )
    else:
        yield ok("calendar", f"放假安排到 {year} 年")


def adds_up() -> Iterator[Finding]:
    """Does the record add up? Not fatal: where it does not, people must still be able to look."""
    from yuanba.base.log.models import Tree, Verification

    stopped = list(Tree.objects.exclude(broken="").values_list("origin", flat=True))
    last = Verification.objects.order_by("-id").first()
    if stopped or (last is not None and last.faults):
        names = "、".join(stopped) or "没有"
        yield warn(
            "record",
            f"存证对不上，停办的地方：{names}。请看：yuanba verify --deep",
            f"The record does not add up; stopped: {', '.join(stopped) or 'none'}. See: yuanba verify --deep",
        )
    elif last is None:
        yield ok("record", "存证还没有核对过，今天夜里会核对")
    else:
        yield ok("record", f"存证都对得上（{last.at:%Y-%m-%d} 核对）")


def cosigned() -> Iterator[Finding]:
    """Is the house that cosigns our heads known and within reach (docs/record.md)?"""
    from django.conf import settings

    from yuanba.base.log import asking, note, witness
    from yuanba.base.log.models import Tree

    if not settings.WITNESS_URL:
        return
    if not any(key.kind == note.COSIGNED for key in witness.trusted()):
        yield warn(
            "witness",
            "设了联署的服务器，还没有认它的公钥：yuanba cosign --trust 公钥",
            "The witness has an address, but its key is not trusted yet: yuanba cosign --trust KEY",
        )
        return
    without = Tree.objects.exclude(unwitnessed="")
    if past := without.filter(unwitnessed__in=asking.PAST).values_list("origin", flat=True):
        names = ", ".join(past)
        yield warn(
            "witness",
            f"联署的服务器见过另一段过去：{names}。请马上查，不要恢复旧备份。",
            f"The witness saw another past of {names}: look into it at once.",
        )
    elif n := without.count():
        yield warn(
            "witness",
            f"有 {n} 处的树头还没有联署上（连不上对方，或者公钥没有互认），每十分钟再试。",
            f"{n} heads are not cosigned (out of reach, or keys not exchanged); tried every ten minutes.",
        )
    else:
        yield ok("witness", "树头都联署了")
