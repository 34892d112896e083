"""A new secret, a lost one, a backup without it: names and numbers are read again, or it is said."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.program import python_in, start
from tests.world import THURSDAY, World
from tools.durable import DurableDatabase
from yuanba.base import at_rest, resealing
from yuanba.cli import doctor_database
from yuanba.cli.findings import Finding, Level
from yuanba.matters import acts
from yuanba.matters.models import Contact, Matter, Speaking
from yuanba.matters.rules import Relation, Spoken, Who
from yuanba.notices.models import Message

OLD, NEW = "an old secret of the house, long enough", "a new secret of the house, long enough too"
NAME, PHONE, HELPER, HELPERS_PHONE = "罗大娘", "13800000126", "王大姐", "13900000001"


@pytest.fixture
def sealed(world: World, settings: Any) -> Matter:
    """One of everything that is sealed, under the old secret; the new one is in force."""
    settings.SECRET_KEY = OLD
    spoken = Spoken(
        who=Who.PROXY, relation=Relation.NEIGHBOUR, speaker=HELPER, speaker_phone=HELPERS_PHONE
    )
    told = acts.report(
        actor=world.guest, place_id=world.grid.pk, text="路灯不亮了", contact_name=NAME,
        contact_phone=PHONE, spoken=spoken, now=THURSDAY,
    )  # fmt: skip
    Message.objects.create(
        kind="code", channel="sms", to_name=NAME, to_phone=PHONE, text="验证码", state="waiting",
        made_at=THURSDAY,
    )  # fmt: skip
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    return Matter.objects.get(pk=told.pk)


def disk() -> bytes:
    """Everything that lies in the tables with sealed columns."""
    held = b""
    with connection.cursor() as cursor:
        for shelf in resealing.shelves():
            cursor.execute(f"SELECT * FROM {shelf.model._meta.db_table}")
            for row in cursor.fetchall():
                held += b"".join(
                    bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode() for v in row
                )
    return held


def said(finding: Iterator[Finding]) -> tuple[Level, str]:
    (found,) = finding
    return found.level, found.chinese


def test_whoever_was_told_or_spoke_lies_sealed(sealed: Matter):
    found = {shelf.model for shelf in resealing.shelves()}
    assert {Contact, Speaking, Message} <= found
    for words in (NAME, PHONE, HELPER, HELPERS_PHONE):
        assert words.encode() not in disk()


def test_everything_is_sealed_anew_and_the_old_secret_can_go(sealed: Matter, settings: Any):
    assert resealing.held() == resealing.Held(present=0, older=6, lost=0)
    assert said(doctor_database.sealed())[0] is Level.WARNING
    assert resealing.reseal() == 3
    settings.SECRET_KEY_FALLBACKS = []
    assert resealing.held() == resealing.Held(present=6, older=0, lost=0)
    assert said(doctor_database.sealed())[0] is Level.OK
    assert [c.name for c in Contact.of_phone(PHONE)] == [NAME], "its mark is the new one"
    spoken = Speaking.objects.get(matter=sealed)
    assert (spoken.speaker, spoken.speaker_phone) == (HELPER, HELPERS_PHONE)
    assert Message.objects.values_list("to_name", "to_phone").get() == (NAME, PHONE)


def test_what_no_secret_here_opens_is_said_before_anything_is_touched(
    sealed: Matter, settings: Any
):
    settings.SECRET_KEY_FALLBACKS = []
    level, words = said(doctor_database.sealed())
    assert level is Level.FATAL
    assert "6 处" in words
    with pytest.raises(at_rest.Unreadable):
        Speaking.objects.get(matter=sealed)


def test_a_table_that_is_forgotten_would_be_seen(
    sealed: Matter, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    """The planted fault: resealing passes over who spoke for another."""
    whole = list(resealing.shelves())
    some = [shelf for shelf in whole if shelf.model is not Speaking]
    monkeypatch.setattr(resealing, "shelves", lambda: iter(some))
    resealing.reseal()
    monkeypatch.setattr(resealing, "shelves", lambda: iter(whole))
    settings.SECRET_KEY_FALLBACKS = []
    assert said(doctor_database.sealed())[0] is Level.FATAL


# ── the whole way, as an administrator goes it ──

TELL = """
from django.utils import timezone
from yuanba.notices.models import Message
Message.objects.create(kind="code", channel="sms", to_name="罗大娘", to_phone="13800000126",
    text="验证码", state="waiting", made_at=timezone.now())
"""
READ = "from yuanba.notices.models import Message\nprint(Message.objects.get().to_name)"


@pytest.fixture
def house(durable: DurableDatabase, tmp_path: Path) -> dict[str, str]:
    env = durable.env | {"YUANBA_TESTING": "0", "YUANBA_SECRET_KEY": "", "YUANBA_HOSTS": ""}
    assert start("migrate", "--apply-only", env=env).returncode == 0
    python_in(env, TELL)
    return env


def doctor_says(house: dict[str, str]) -> str:
    done = start("doctor", env=house)
    found = [line for line in done.stdout.splitlines() if " sealed " in line]
    assert found, done.stdout + done.stderr
    return found[0]


@pytest.mark.durable
def test_a_new_secret_takes_three_steps_and_a_backup_between_them_holds_both(
    house: dict[str, str], tmp_path: Path
):
    before = (tmp_path / "secret").read_text()
    assert doctor_says(house).startswith("✓")
    assert start("reseal", "--new-secret", env=house).returncode == 0
    assert (tmp_path / "secret.old").read_text().split() == [before]
    assert (tmp_path / "secret").read_text() != before
    for name in ("secret", "secret.old"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
    assert "yuanba reseal" in doctor_says(house)

    file = tmp_path / "safe" / "monday.tar.gz"
    assert start("backup", str(file), env=house).returncode == 0
    kept = (tmp_path / "secret").read_text(), (tmp_path / "secret.old").read_text()
    (tmp_path / "secret").write_text("lost and made anew, " * 3)
    (tmp_path / "secret.old").unlink()
    done = start("restore", str(file), "--replace", env=house)
    assert done.returncode == 0, done.stderr
    assert ((tmp_path / "secret").read_text(), (tmp_path / "secret.old").read_text()) == kept
    assert (tmp_path / "secret.old").stat().st_mode & 0o077 == 0
    assert (tmp_path / "secret.before-1").read_text() == "lost and made anew, " * 3, "set aside"
    assert python_in(house, READ).strip() == NAME

    done = start("reseal", env=house)
    assert (done.returncode, "1 行" in done.stdout) == (0, True), done.stderr
    assert doctor_says(house).startswith("✓")
    (tmp_path / "secret.old").unlink()
    assert python_in(house, READ).strip() == NAME


@pytest.mark.durable
def test_a_backup_without_its_secret_says_what_is_missing(house: dict[str, str], tmp_path: Path):
    file = tmp_path / "safe" / "monday.tar.gz"
    assert start("backup", str(file), "--without-secret", env=house).returncode == 0
    secret = (tmp_path / "secret").read_text()
    (tmp_path / "secret").write_text("a new house has its own, " * 3)
    done = start("restore", str(file), "--replace", env=house)
    assert done.returncode == 0, done.stderr
    assert "2 处姓名、电话" in done.stdout
    assert doctor_says(house).startswith("✗")
    done = start("reseal", env=house)
    assert (done.returncode, "secret.old" in done.stderr) == (1, True), done.stdout
    (tmp_path / "secret.old").write_text(secret)  # as it was kept elsewhere
    assert python_in(house, READ).strip() == NAME
    assert start("reseal", env=house).returncode == 0
    assert doctor_says(house).startswith("✓")
