"""The wheel as a publisher builds it: everything that the program needs is in it, no test is, and it
serves a page where there is no source tree."""

import shutil
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.program import python_in
from tools import ROOT, tables

SERVED = """
from django.core.management import call_command
from django.test import Client
import yuanba
call_command("collectstatic", interactive=False, verbosity=0)
print(yuanba.__file__)
print([Client().get(path, secure=True).status_code for path in ("/", "/signin/", "/nowhere")])
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which pip would have put it."""
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder))
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


@pytest.mark.sqlite_only  # the same files for both
def test_the_wheel_holds_the_program_and_none_of_its_tests(installed: Path):
    here, there = ROOT / "src" / "yuanba", installed / "yuanba"

    def files(folder: Path) -> set[Path]:
        found = (p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
        return {p for p in found if not {"__pycache__", "tests"} & set(p.parts)}

    assert files(there) == files(here)
    assert not [p for p in there.rglob("*") if "tests" in p.parts]
    (words,) = installed.glob("*.dist-info/entry_points.txt")
    assert "yuanba = yuanba.cli:main" in words.read_text()


@pytest.mark.sqlite_only
def test_it_serves_where_there_is_no_source_tree(installed: Path, tmp_path: Path):
    shutil.copy(tables.made("sqlite") / tables.FILE, tmp_path / "yuanba.sqlite3")
    env = {"YUANBA_HOME": str(tmp_path), "YUANBA_TESTING": "0", "YUANBA_HOSTS": "testserver"}
    env |= {"YUANBA_SECRET_KEY": "", "DATABASE_URL": "", "YUANBA_TLS": "0"}
    where, answers = python_in(env, SERVED, code_in=installed).splitlines()
    assert Path(where).is_relative_to(installed)
    assert answers == "[200, 200, 404]"
