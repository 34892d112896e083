"""The command line as a village meets it: help, exit codes, plain sentences, unsafe settings, backups."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection

from tests.program import CODE, start
from tools.durable import DurableDatabase
from yuanba import cli
from yuanba.base.models import Record
from yuanba.base.report import Report
from yuanba.cli import bring, demo, doctor, doctor_database, doctor_settings, faults, server
from yuanba.cli.findings import Level
from yuanba.places import queries as places
from yuanba.places.rules import fixed_holidays

VILLAGE_COMPUTER = {
    "PYTHONPATH": CODE,
    "YUANBA_TESTING": "0",
    "YUANBA_SECRET_KEY": "",
    "YUANBA_HOSTS": "127.0.0.1",
}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def yuanba(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process: exit code, what it said, what it complained of."""

    def run(*words: str) -> tuple[int, str, str]:
        code = cli.main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def fatal(findings: Any) -> list[str]:
    return [finding.name for finding in findings if finding.level is Level.FATAL]


# ── help, codes, sentences ──


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_command_explains_itself_in_both_languages(yuanba: Run, name: str):
    code, said, _err = yuanba(name, "--help")
    chinese, english = cli.COMMANDS[name][1].split(" · ")
    assert code == 0
    assert chinese in said
    assert english in " ".join(said.split())


def test_the_overview_names_every_command(yuanba: Run):
    code, said, _err = yuanba()
    assert code == 0
    assert all(f"\n  {name} " in said for name in cli.COMMANDS)


def test_an_unknown_command_is_not_understood(yuanba: Run):
    code, _out, err = yuanba("demoo")
    assert code == 2
    assert "没有“demoo”这个命令" in err


@pytest.mark.parametrize(
    "line", ["serve --port many", "import", "import letters x.csv", "restore", "doctor --nonsense"]
)
def test_a_wrong_option_is_not_understood(yuanba: Run, line: str):
    code, _out, err = yuanba(*line.split())
    assert code == 2
    assert "没有看懂这条命令" in err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("import matters nowhere.csv", "找不到这个文件：nowhere.csv"),
        ("export register.doc", "文件名要以 .xlsx 或 .csv 结尾"),
        ("restore nowhere.tar.gz", "找不到：nowhere.tar.gz"),
        ("bench nonsense", "没有这项测量：nonsense"),
    ],
)
def test_bad_input_gets_a_sentence_and_a_code(yuanba: Run, line: str, sentence: str):
    code, _out, err = yuanba(*line.split())
    assert code in {1, 2}
    assert sentence in err


def test_a_database_out_of_reach_or_full_or_unmade_is_said_plainly():
    cases = {
        "database or disk is full": "磁盘满了",
        "attempt to write a readonly database": "只能读不能写",
        "database is locked": "数据库正忙",
        "no such table: matters_matter": "yuanba migrate",
        'relation "matters_matter" does not exist': "yuanba migrate",
        "connection refused": "连不上数据库",
    }
    for words_of_the_driver, sentence in cases.items():
        fault = faults.foreseen(OperationalError(words_of_the_driver))
        assert fault is not None
        assert sentence in fault.chinese


def test_a_mistake_of_ours_is_not_dressed_up():
    assert faults.foreseen(KeyError("x")) is None


def test_a_strange_database_address_is_refused_by_the_program(tmp_path: Path):
    done = start("doctor", env={"DATABASE_URL": "mysql://x/y", "YUANBA_HOME": str(tmp_path)})
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_this_version_cannot_is_said():
    with pytest.raises(faults.Fault, match="cannot"):
        bring.function("yuanba.exchange.telepathy", "run")


def test_an_import_shows_what_was_refused_and_why(capsys: pytest.CaptureFixture[str]):
    refused = [(n, "没有社区") for n in range(25)]
    report = Report(rows=30, made=4, unchanged=1, seconds=0.5, refused=refused)
    bring.show(report, dry_run=True)
    said = capsys.readouterr().out
    assert "预览：共 30 行：新增 4，改动 0，未变 1，退回 25" in said
    assert "  19: 没有社区" in said
    assert "还有 5 行" in said


@pytest.mark.django_db
def test_the_yearly_notice_is_taken_in_from_a_table(yuanba: Run, tmp_path: Path):
    file = tmp_path / "2031.csv"
    days = [f"{day:%Y/%m/%d},放假,节日" for day in fixed_holidays(2031)]
    file.write_text("\n".join(["日期,类别,名称", *days, "2031-10-11,上班,"]), encoding="gb18030")
    code, _out, err = yuanba("import", "calendar", str(file))
    assert (code, "--source" in err) == (1, True)
    source = "国办发明电〔2030〕1号"
    code, said, err = yuanba("import", "calendar", str(file), "--source", source)
    assert (code, err) == (0, "")
    assert f"共 {len(days) + 1} 行" in said
    assert places.settled(2031)
    assert len(places.days_of(2031)) == len(days) + 1


@pytest.mark.django_db
def test_a_wrong_day_in_the_notice_is_shown_and_nothing_is_written(yuanba: Run, tmp_path: Path):
    file = tmp_path / "2031.csv"
    file.write_text("2031-02-30,放假,\n2031-10-01,休息,")
    code, said, _err = yuanba("import", "calendar", str(file), "--source", "国办发")
    assert code == 1
    assert "看不懂日期“2031-02-30”" in said
    assert "第二列要写“放假”或“上班”" in said
    assert places.settled(2031) is None


# ── doctor ──

SAFE = {
    "DEBUG": False,
    "DEMO": False,
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": ["yuanba.example"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "HOME": Path("/nowhere"),
    "STAFF_TOTP": True,
    "STAFF_IDLE_MINUTES": 30,
    "STAFF_HOURS": 12,
}
UNSAFE = [
    ("debug", {"DEBUG": True}),
    ("secret", {"SECRET_KEY": "short"}),
    ("secret", {"SECRET_KEY": "a" * 60}),
    ("secret", {"SECRET_KEY": "django-insecure-0123456789abcdefghijklmnop"}),
    ("hosts", {"ALLOWED_HOSTS": ["*"]}),
    ("hosts", {"ALLOWED_HOSTS": [".example"]}),
    ("hosts", {"ALLOWED_HOSTS": [""]}),
    ("cookies", {"SESSION_COOKIE_SECURE": False}),
    ("cookies", {"CSRF_COOKIE_SECURE": False}),
    ("cookies", {"SESSION_COOKIE_HTTPONLY": False}),
    ("demo", {"DEMO": True}),
]


def settings_findings(deploy: bool = False, **changed: Any) -> list[str]:
    site = SimpleNamespace(**SAFE | changed)
    return [n for check in doctor_settings.CHECKS for n in fatal(check(site, deploy))]


def test_a_well_set_site_passes():
    assert settings_findings() == []
    assert settings_findings(deploy=True) == []


@pytest.mark.parametrize(("name", "changed"), UNSAFE)
def test_an_unsafe_setting_is_refused(name: str, changed: dict[str, Any]):
    assert settings_findings(**changed) == [name]


def test_the_village_computer_may_go_without_tls_but_a_public_site_may_not():
    local = {"ALLOWED_HOSTS": ["127.0.0.1", "localhost"], "SESSION_COOKIE_SECURE": False}
    assert settings_findings(**local) == []
    assert settings_findings(deploy=True, **local) == ["hosts", "cookies"]


def test_a_secret_that_others_can_read_is_refused(tmp_path: Path):
    (tmp_path / "secret").write_text("x")
    (tmp_path / "secret").chmod(0o644)
    assert settings_findings(HOME=tmp_path) == ["secret"]
    (tmp_path / "secret").chmod(0o600)
    assert settings_findings(HOME=tmp_path) == []


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path):
    assert fatal(doctor.data_folder(tmp_path)) == []
    (tmp_path / "file").write_text("")
    assert fatal(doctor.data_folder(tmp_path / "file")) == ["folder"]


MOUNTS = "/dev/sda1 / ext4 rw 0 0\nserver:/share /srv/my\\040share nfs4 rw 0 0\n"


def test_a_network_drive_is_recognised():
    assert doctor_database.drive_of(Path("/srv/my share/village.sqlite3"), MOUNTS) == "nfs4"
    assert doctor_database.drive_of(Path("/srv/other"), MOUNTS) == "ext4"


class Told:
    """A connection that answers as it is told: for servers that no test can have."""

    def __init__(self, vendor: str, answers: dict[str, Any], mode: str = "IMMEDIATE") -> None:
        self.vendor, self.answers = vendor, answers
        name = "/srv/my share/village.sqlite3"
        self.settings_dict = {"NAME": name, "OPTIONS": {"transaction_mode": mode}}

    def cursor(self) -> "Told":
        return self

    def __enter__(self) -> "Told":
        return self

    def __exit__(self, *_: object) -> None: ...

    def execute(self, sql: str, parameters: tuple[str, ...] = ()) -> None:
        self.asked = parameters[0] if parameters else sql.removeprefix("PRAGMA ")

    def fetchone(self) -> tuple[Any]:
        return (self.answers.get(self.asked, False),)


GOOD_SQLITE = {name: wanted for name, (wanted, *_) in doctor_database.PRAGMAS.items()}
GOOD_SERVER = dict.fromkeys(doctor_database.SERVER, "on") | {
    "data_checksums": "on",
    "server_version_num": "170002",
}


@pytest.mark.parametrize("name", doctor_database.PRAGMAS)
def test_each_pragma_that_is_not_in_force_is_refused(name: str):
    assert fatal(doctor_database.sqlite(Told("sqlite", GOOD_SQLITE), mounts="")) == []
    assert fatal(doctor_database.sqlite(Told("sqlite", GOOD_SQLITE | {name: 7}), mounts="")) == [
        "sqlite"
    ]


def test_deferred_transactions_and_network_drives_are_refused():
    deferred = Told("sqlite", GOOD_SQLITE, mode="DEFERRED")
    assert fatal(doctor_database.sqlite(deferred, mounts="")) == ["sqlite"]
    assert fatal(doctor_database.sqlite(Told("sqlite", GOOD_SQLITE), mounts=MOUNTS)) == ["drive"]


@pytest.mark.parametrize("name", doctor_database.SERVER)
def test_a_server_that_may_lose_records_is_refused(name: str):
    assert fatal(doctor_database.postgres(Told("postgresql", GOOD_SERVER))) == []
    assert fatal(doctor_database.postgres(Told("postgresql", GOOD_SERVER | {name: "off"}))) == [
        "postgres"
    ]


@pytest.mark.django_db
@pytest.mark.sqlite_only
def test_the_live_sqlite_connection_is_as_safe_as_the_settings_say():
    assert fatal(doctor_database.sqlite(connection)) == []


@pytest.mark.django_db
@pytest.mark.postgres_only
def test_the_private_cluster_of_the_tests_would_not_be_served():
    if os.environ.get("YUANBA_TEST_PG"):
        pytest.skip("这里的 PostgreSQL 不是测试自己建的。")
    assert fatal(doctor_database.postgres(connection)) == ["postgres"] * 3


@pytest.mark.django_db
def test_a_clock_before_the_last_record_is_refused():
    assert fatal(doctor.clock_runs_forward()) == []
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    Record.objects.create(act="test", subject_kind="test", subject_id=1, at=tomorrow)
    assert fatal(doctor.clock_runs_forward()) == ["clock"]


@pytest.mark.django_db
def test_the_calendar_is_missed_two_months_before_it_ends():
    from yuanba.places.models import CalendarYear

    CalendarYear.objects.update_or_create(year=2050, defaults={"source": "国务院通知"})
    early = next(doctor.calendar_lasts(date(2050, 10, 1)))
    late = next(doctor.calendar_lasts(date(2050, 11, 15)))
    assert (early.level, late.level) == (Level.OK, Level.WARNING)


def test_serving_is_refused_while_something_is_unsafe(tmp_path: Path):
    unsafe = {"YUANBA_HOME": str(tmp_path), "YUANBA_DEBUG": "1", "DATABASE_URL": ""}
    done = start("serve", "--port", "0", env=unsafe | {"YUANBA_TESTING": "0"})
    assert done.returncode == 1
    assert "YUANBA_DEBUG" in done.stderr


# ── serving ──


def test_a_taken_port_is_said_before_anything_starts():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(faults.Fault, match="Cannot listen"):
            server.free_port("127.0.0.1", other.getsockname()[1])


def test_two_servers_never_share_one_sqlite_file(tmp_path: Path):
    with (
        server.hold(tmp_path / "village.sqlite3"),
        pytest.raises(faults.Fault, match="Another server"),
    ):
        server.hold(tmp_path / "village.sqlite3")
    server.hold(tmp_path / "village.sqlite3").close()


@pytest.mark.durable
@pytest.mark.parametrize("how", ["ctrl-c", "stop", "kill"])
def test_a_server_stops_whole_however_it_is_stopped(how: str, durable: DurableDatabase):
    """Ctrl+C reaches every process of the terminal at once; a killed parent says nothing."""
    free = socket.create_server(("127.0.0.1", 0))
    port = free.getsockname()[1]
    free.close()
    server_ = subprocess.Popen(
        [sys.executable, "-m", "yuanba", "serve", "--port", str(port)],
        env=durable.env | VILLAGE_COMPUTER,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait(lambda: answers(port))
        if how == "ctrl-c":
            os.killpg(server_.pid, signal.SIGINT)
        else:
            server_.send_signal(signal.SIGTERM if how == "stop" else signal.SIGKILL)
        server_.wait(timeout=20)
        wait(lambda: not listens(port))
    finally:
        server_.kill()
        server_.wait()


def wait(until: Callable[[], bool]) -> None:
    for _ in range(300):
        if until():
            return
        time.sleep(0.1)
    raise TimeoutError


def answers(port: int) -> bool:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)):
            return False
        probe.sendall(
            b"GET /api/openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        )
        return probe.recv(12).startswith(b"HTTP/1.1")


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_demo_never_touches_a_real_village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("YUANBA_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://real/village")
    monkeypatch.setenv("YUANBA_SECRET_KEY", "real")
    monkeypatch.setenv("YUANBA_TLS", "1")
    for name in ("YUANBA_DEMO", "YUANBA_DEBUG", "YUANBA_HOSTS", "YUANBA_PUBLIC_URL"):
        monkeypatch.setenv(name, "")
    home = demo.folder()
    demo.settings_for(home, home / "village.sqlite3", "127.0.0.1", 8001)
    assert home == tmp_path / "demo"
    assert os.environ["DATABASE_URL"] == f"sqlite:///{home}/village.sqlite3"
    assert "YUANBA_SECRET_KEY" not in os.environ
