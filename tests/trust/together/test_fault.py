"""X-FAULT: a full disk, a locked table, a database that is away: 503 "not saved", reading goes on."""

import json
import time

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client

from tests.world import World
from yuanba.matters.models import Matter

WORDS = {"text": "路灯不亮，三天了。"}


def tell(client: Client, place: int) -> int:
    body = json.dumps(WORDS | {"place_id": str(place)})
    return client.post("/api/matters", body, "application/json").status_code


@pytest.mark.sqlite_only
def test_a_full_disk_is_not_saved_and_says_so_and_reading_goes_on(world: World):
    client = Client(raise_request_exception=False)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages}")
        answers = [tell(client, world.grid.pk) for _ in range(60)]
        assert 503 in answers
        assert set(answers) <= {201, 503}
        assert client.get(f"/c/{world.village.pk}/").status_code == 200
        cursor.execute("PRAGMA max_page_count=1073741823")
    assert Matter.objects.count() == answers.count(201)
    assert tell(client, world.grid.pk) == 201


@pytest.mark.parametrize("fault", [OperationalError("gone away"), OSError(28, "no space")])
def test_a_database_that_is_away_is_503_and_the_typed_words_are_shown_again(
    world: World, monkeypatch, fault
):
    def away(*_a: object, **_k: object) -> None:
        raise fault

    monkeypatch.setattr("yuanba.matters.store.take_in_one", away)
    client = Client(raise_request_exception=False)
    path = f"/c/{world.village.pk}/report"
    page = client.post(path, {"text": "路灯不亮，老人摔了一跤。", "place": world.grid.pk})
    assert page.status_code == 503
    assert page["Retry-After"]
    assert "没存上" in page.content.decode()
    assert tell(client, world.grid.pk) == 503


@pytest.mark.postgres_only
def test_a_table_locked_for_twelve_seconds_answers_in_four(world: World):
    said = settings.DATABASES["default"]
    there = {"dbname": connection.settings_dict["NAME"], "user": said["USER"], "host": said["HOST"]}
    client = Client(raise_request_exception=False)
    with psycopg.connect(**there) as other:
        other.execute("LOCK TABLE matters_register IN ACCESS EXCLUSIVE MODE")
        start = time.monotonic()
        assert tell(client, world.grid.pk) == 503
        assert time.monotonic() - start < 4
        other.rollback()
    assert tell(client, world.grid.pk) == 201


def test_a_session_that_cannot_be_saved_is_503_too(world: World, monkeypatch):
    """Raised in the middleware, past every page."""

    def away(*_a: object, **_k: object) -> None:
        raise OperationalError("gone away")

    monkeypatch.setattr("yuanba.base.language.LookMiddleware.__call__", away)
    assert Client(raise_request_exception=False).get("/follow").status_code == 503
