"""`yuanba doctor` and the environment: what a wrong value is told, and that no setting is forgotten."""

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.program import start
from tools import ROOT
from yuanba import settings as real
from yuanba.cli import doctor_values
from yuanba.cli.findings import Level

SOUND = {
    "ALLOWED_HOSTS": ["cun.example"],
    "DEMO": False,
    "TLS": True,
    "PUBLIC_URL": "https://cun.example",
    "RESIDENT_IDLE_HOURS": 168,
    "RESIDENT_HOURS": 720,
    "SMS_GATEWAY": "yuanba.notices.gateways.Webhook",
    "SMS_URL": "https://sms.example/send",
    "SMS_PRIVATE": False,
    "WITNESS_URL": "",
    "WITNESS_PRIVATE": False,
    "WITNESS_NAME": "guixi",
    "MAP_TILES": "https://{s}.tiles.example/{z}/{x}/{y}.png",
    "MAP_TILES_DATUM": "gcj02",
    "MAP_CREDIT": "某某测绘",
    "MAP_APP": "",
    "FOUNDED": "2000-01-01",
}
WRONG = [
    ("address", {"PUBLIC_URL": "cun.example"}, Level.FATAL),
    ("address", {"PUBLIC_URL": "http://127.0.0.1:8000"}, Level.WARNING),
    ("residents", {"RESIDENT_IDLE_HOURS": 0}, Level.WARNING),
    ("residents", {"RESIDENT_HOURS": 24}, Level.WARNING),
    ("messages", {"SMS_GATEWAY": "yuanba.notices.gateways.Pigeon"}, Level.FATAL),
    ("messages", {"SMS_GATEWAY": "yuanba.notices.gateways.Outbox"}, Level.WARNING),
    ("messages", {"SMS_URL": "sms.example"}, Level.FATAL),
    ("messages", {"SMS_URL": "http://sms.example/send"}, Level.FATAL),
    ("witness", {"WITNESS_URL": "http://town.example/api/witness"}, Level.FATAL),
    ("witness", {"WITNESS_URL": "town.example"}, Level.FATAL),
    ("witness", {"WITNESS_NAME": "gui xi"}, Level.FATAL),
    ("map", {"MAP_TILES": "https://tiles.example/map.png"}, Level.FATAL),
    ("map", {"MAP_TILES": "tiles.example/{z}/{x}/{y}.png"}, Level.FATAL),
    ("map", {"MAP_TILES": "http://tiles.example/{z}/{x}/{y}.png"}, Level.WARNING),
    ("map", {"MAP_CREDIT": ""}, Level.WARNING),
    ("map", {"MAP_TILES_DATUM": "bd09"}, Level.FATAL),
    ("map", {"MAP_APP": "https://map.example/?at={latitude}"}, Level.FATAL),
    ("founded", {"FOUNDED": "1949年"}, Level.FATAL),
]
NOT_OURS = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORT", "XDG_DATA_HOME"}


def found(**changed: Any) -> list[tuple[str, Level]]:
    site = SimpleNamespace(**SOUND | changed)
    all_ = [one for check in doctor_values.CHECKS for one in check(site, False)]
    return [(one.name, one.level) for one in all_ if one.level is not Level.OK]


def test_a_sound_house_is_told_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor_values.os, "environ", {"YUANBA_HOME": "/srv/yuanba"})
    assert found() == []
    assert SOUND.keys() <= vars(real).keys()  # the names are those of the settings


@pytest.mark.parametrize(("name", "changed", "level"), WRONG)
def test_a_wrong_value_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, changed: dict[str, Any], level: Level
):
    monkeypatch.setattr(doctor_values.os, "environ", {})
    assert found(**changed) == [(name, level)]


def test_a_misspelt_name_is_told_and_no_value_is_shown(monkeypatch: pytest.MonkeyPatch):
    said = {"YUANBA_HOST": "cun.example", "YUANBA_SECRET_KEY": "geheim"}
    monkeypatch.setattr(doctor_values.os, "environ", said)
    warned, listed = doctor_values.named(None, False)
    assert "YUANBA_HOST" in warned.chinese
    assert "YUANBA_SECRET_KEY" in listed.chinese
    assert "geheim" not in listed.chinese + warned.chinese


def read_of_the_environment() -> set[str]:
    """Names that the program's own code asks the environment for."""
    names: set[str] = set()
    for file in (ROOT / "src" / "yuanba").rglob("*.py"):
        if "tests" in file.parts or file.name == Path(doctor_values.__file__).name:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                asked, words = node.func, node.args[:1]
            elif isinstance(node, ast.Subscript):
                asked, words = node.value, [node.slice]
            else:
                continue
            if "environ" in ast.unparse(asked) or ast.unparse(asked) in {"flag", "number"}:
                names |= {w.value for w in words if isinstance(w, ast.Constant)}
    return {name for name in names if isinstance(name, str) and name.isupper()}


def test_doctor_knows_every_setting_that_is_read_and_none_that_is_not():
    """A setting that is added without its check, or left behind, fails here."""
    assert read_of_the_environment() - NOT_OURS == set(doctor_values.KNOWN)


@pytest.mark.parametrize(
    ("name", "value"), [("YUANBA_STAFF_HOURS", "twelve"), ("YUANBA_LOG", "loud")]
)
def test_a_setting_that_cannot_be_read_is_said_without_a_traceback(
    tmp_path: Path, name: str, value: str
):
    done = start("doctor", env={name: value, "YUANBA_HOME": str(tmp_path)})
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr
