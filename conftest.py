"""Fixtures for the whole house. Which database is used is decided in tools/testing.py."""

import math
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tools import tables
from tools.durable import DurableDatabase
from tools.testing import KIND

if TYPE_CHECKING:
    from tests.world import World

ROOT = Path(__file__).parent
# the shell without a window of its own first: it opens a page in a third of the time
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = [Path("/usr/bin") / name for name in NAMES]


@pytest.fixture
def world(db: None) -> "World":
    """A small village, built with the acts people use."""
    from tests.world import World  # Django must be ready first

    return World()


@pytest.fixture(autouse=True)
def _usual_lane_names() -> None:
    """No county calls the lanes otherwise, and nobody asks again by the clock: a page's statements can
    be counted. A test that names them does so by the act, which forgets what was known."""
    from yuanba.duties import queries

    queries._kept = (math.inf, {})


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> None:
    """Hundreds of sign-ins are tried: a hash of a password costs what it must in a village (100 MiB, two
    passes) only where the program runs by itself, and here next to nothing."""
    from django.contrib.auth.hashers import Argon2PasswordHasher as Hasher

    Hasher.time_cost, Hasher.memory_cost, Hasher.parallelism = 1, 64, 1


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The public data sets; the test skips where they are not."""
    folder = Path(os.environ.get("YUANBA_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("公开数据不在这台机器上，见 YUANBA_DATA。")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The system's Chromium, for Playwright's `executable_path`."""
    found = _chromium()
    if found is None:
        pytest.skip("没有找到 Chromium。")
    return found


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[DurableDatabase]:
    """A database that really writes to disk and can be killed; see tools/durable.py."""
    with DurableDatabase(KIND, tmp_path) as database:
        yield database


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[DurableDatabase]:
    """The same without tables, as a new installation finds it."""
    with DurableDatabase(KIND, tmp_path, empty=True) as database:
        yield database


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The file with today's tables is laid ready below; it goes with its folder."""
    return KIND == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """SQLite's test database is a file, as in real life: several threads can share it. On both
    databases it begins as a copy of tables that were made once (tools/tables.py)."""
    from django.conf import settings

    test = settings.DATABASES["default"].setdefault("TEST", {})
    if KIND == "sqlite":
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        file = Path(os.environ["YUANBA_HOME"]) / f"test-{worker}.sqlite3"
        shutil.copy(tables.made("sqlite") / tables.FILE, file)
        test["NAME"] = str(file)
    elif like := os.environ.get("YUANBA_TEST_LIKE"):
        test["TEMPLATE"] = like


DATA = {
    "db",
    "transactional_db",
    "durable",
    "bare",
    "site",
}  # who asks for one of these touches data


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    folder = Path(os.environ.get("YUANBA_DATA") or ROOT.parent / "shared" / "data")
    reasons = {
        "data": None if folder.is_dir() else "公开数据不在这台机器上，见 YUANBA_DATA。",
        "browser": None if _chromium() else "没有找到 Chromium。",
        "slow": None if os.environ.get("YUANBA_SLOW") else "长测试，设 YUANBA_SLOW=1 才跑。",
        "postgres_only": None if KIND == "pg" else "只关 PostgreSQL。",
        "sqlite_only": None if KIND == "sqlite" else "只关 SQLite。",
    }
    for item in items:
        for name, reason in reasons.items():
            if reason and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))
    if os.environ.get("YUANBA_TEST_ONLY_DATA"):
        left = [item for item in items if not _touches_data(item)]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if _touches_data(item)]


def _touches_data(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres_only"))
    return marked or bool(DATA & set(getattr(item, "fixturenames", ())))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what could not be tried here."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any("Pango" in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(
            "!! 没有 Pango，PDF 没有试。 No Pango: no file was made.", yellow=True
        )
    if any("Chromium" in str(report.longrepr) for report in skipped):
        terminalreporter.write_line("!! 没有 Chromium，网页测试没有运行。", yellow=True, bold=True)
        terminalreporter.write_line("!! No Chromium: browser tests did not run.", yellow=True)


def _chromium() -> Path | None:
    named = os.environ.get("YUANBA_CHROMIUM")
    return (
        next((p for p in [Path(named)] if p.exists()), None)
        if named
        else next((p for p in CHROMIUM if p.exists()), None)
    )
