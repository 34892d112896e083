"""A house from before: its names and telephones are sealed when it is updated, on both databases.

In a database and a process of its own: the tables of the tests stay as they are."""

import subprocess
import sys

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tests.program import CODE
from tools.durable import DurableDatabase
from yuanba.matters.models import Contact, Speaking
from yuanba.notices.models import Message

BEFORE = [("matters", "0016_matter_concerned_concern"), ("notices", "0004_visit")]
AFTER = [("matters", "0019_speaking_sealed"), ("notices", "0005_message_sealed")]
START = "from yuanba.cli.begin import begin; begin(); from tests.test_sealed_migration import walk; walk()"


@pytest.mark.durable
def test_contacts_and_messages_of_before_are_sealed_and_found(bare: DurableDatabase):
    env = bare.env | {"PYTHONPATH": CODE}
    done = subprocess.run(
        [sys.executable, "-c", START], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def walk() -> None:
    """From the tables of then, with rows of then, to those of today."""
    now_at = MigrationExecutor(connection).loader.graph.leaf_nodes()
    MigrationExecutor(connection).migrate(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute(LAY_A_PLACE, [PLACE])
        for pk in range(1, 6):
            cursor.execute(LAY_A_MATTER, [pk, PLACE, pk])
            name, phone = ("罗大娘", f"1380000000{pk}") if pk < 5 else ("", "")
            cursor.execute(LAY_A_CONTACT, [pk, name, phone])
        for pk, who, relation, name, phone in SPEAKING:
            cursor.execute(LAY_WHO_SPOKE, [pk, who, relation, name, phone])
        cursor.execute(LAY_A_MESSAGE, [timezone.now()])
    MigrationExecutor(connection).migrate(AFTER)
    MigrationExecutor(connection).migrate(now_at)
    assert [(c.name, c.phone) for c in Contact.objects.order_by("pk")] == [
        *(("罗大娘", f"1380000000{pk}") for pk in range(1, 5)),
        ("", ""),
    ]
    assert [c.pk for c in Contact.of_phone("13800000003")] == [3]
    assert Message.objects.values_list("to_name", "to_phone").get() == ("罗大娘", "13800000001")
    spoke = Speaking.objects.order_by("pk").values_list("speaker", "speaker_phone", "gone")
    assert list(spoke) == [
        ("王大姐", "13900000001", False), ("陈大山", "", False), ("", "", True), ("", "", False),
    ]  # fmt: skip


PLACE = 77
LAY_A_PLACE = (
    "INSERT INTO places_place (id, kind, name, short, since, region, phone, county_id)"
    " VALUES (%s, 'county', '云岭县', '', '2020-01-01', '', '', 77)"
)
LAY_A_MATTER = (
    "INSERT INTO matters_matter (id, place_id, county_id, township_id, village_id, register_id, year,"
    " seq, number, title, text, channel, reported_at, state, clock_at, amount, limit_unit, due_at)"
    " VALUES (%s, %s, 1, 1, 1, 1, 2026, %s, '石桥-2026', '灯', '灯', 'phone',"
    " '2026-01-01 00:00:00+00', 'reported', '2026-01-01 00:00:00+00', 2, 'workdays',"
    " '2026-01-01 00:00:00+00')"
)
LAY_A_CONTACT = "INSERT INTO matters_contact (matter_id, name, phone, how) VALUES (%s, %s, %s, '')"
SPEAKING = [
    (1, "proxy", "neighbour", "王大姐", "13900000001"),
    (2, "typed", "grid", "陈大山", ""),
    (3, "proxy", "family", "已注销", ""),  # its time was over and its name erased, as it was then
    (4, "self", "", "", ""),
]
LAY_WHO_SPOKE = (
    "INSERT INTO matters_speaking (matter_id, who, relation, speaker, speaker_phone, to_speaker,"
    " language, at) VALUES (%s, %s, %s, %s, %s, false, 'en', '2026-01-01 00:00:00+00')"
)
LAY_A_MESSAGE = (
    "INSERT INTO notices_message (id, kind, channel, to_name, to_phone, text, state, tries, made_at)"
    " VALUES (1, 'code', 'sms', '罗大娘', '13800000001', '验证码', 'waiting', 0, %s)"
)
