"""X-CANARY: names, telephones and words that stand nowhere else; every page, file, message and row is
searched for them as everybody. A name or number in clear is found only where somebody asked for it
with a reason, and that leaves one line.
"""

import io
import json
import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from tests.test_borders import all_routes
from tests.world import THURSDAY, World
from yuanba.base import records, words_in
from yuanba.base.jobs import run_due
from yuanba.matters import acts, follow
from yuanba.matters.acts import Named
from yuanba.matters.models import Matter
from yuanba.matters.rules.concerns import ConcernKind

NAME, PHONE = "欧阳鸬鹚", "13987654321"
PLAIN, HIDDEN = "鹦鹉螺号停在村口不走", "穿山甲巷里有人收钱"
STAFF = (
    "worker", "colleague", "gridworker", "neighbour_worker", "township", "coordinator", "handler",
    "other_handler", "supervisor", "admin", "security", "audit", "resident",
)  # fmt: skip
# Who may read the words of an ordinary matter of the village that no unit has yet, and of one that
# is about its worker. Nobody reads a name or a number without asking.
MAY = {
    PLAIN: {"worker", "colleague", "gridworker", "township", "coordinator", "supervisor"},
    HIDDEN: {"township", "coordinator", "supervisor"},
    NAME: set(),
    PHONE: set(),
}


pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"  # downloads that nobody reads to their end
)


@dataclass
class Nest:
    world: World
    plain: Matter
    hidden: Matter


@pytest.fixture
def nest(world: World) -> Nest:
    """Two matters of one unmistakable person: one ordinary, one about the village's worker."""
    told = {"contact_name": NAME, "contact_phone": PHONE, "contact_how": "call", "now": THURSDAY}
    named = Named(ConcernKind.PERSON, world.worker.pk, why="说的就是他。")
    plain = acts.report(actor=world.guest, place_id=world.grid.pk, text=PLAIN, **told)
    hidden = acts.report(
        actor=world.guest, place_id=world.grid.pk, text=HIDDEN, concern=named, **told
    )
    run_due(THURSDAY)
    return Nest(world, Matter.objects.get(pk=plain.pk), Matter.objects.get(pk=hidden.pk))


SHOWS = re.compile(r"desk/(queue|register|matters|concerns|triage|stuck|notices|$)|^me")


def answers(nest: Nest, who: str, *, every: bool = True) -> Iterator[tuple[str, str]]:
    """Every address of the house as this person, for both matters; downloads and fragments too.
    Not `every`: only the pages that are there to show matters."""
    client = Client(raise_request_exception=False)
    if who:
        client.force_login(getattr(nest.world, who))
    for route in all_routes():
        if "<str:token>" in route or "<token>" in route or "signed" in route:
            continue  # a link is held by the reporter; he reads his own below
        if not every and not SHOWS.search(route):
            continue
        for matter in (nest.plain, nest.hidden):
            path = fill(route, nest.world, matter)
            yield path, words(client.get(path))
            if "matter_id" not in route:
                break
    for path in ("/desk/queue", "/desk/register", "/desk/concerns", "/desk/triage"):
        for q in (PLAIN[:4], HIDDEN[:4], nest.hidden.number, NAME, PHONE):
            yield f"{path}?q={q}", words(client.get(path, {"q": q})).replace(q, "")
        for pk in (nest.plain.pk, nest.hidden.pk):
            page = client.get(path, {"open": pk}, headers={"HX-Request": "true"})
            yield f"{path} fragment", words(page)
    yield "register.xlsx", words(client.post("/desk/register/export", {}))


def fill(route: str, world: World, matter: Matter) -> str:
    """The address of this route for this matter, in the village of the world."""
    known = {"matter_id": matter.pk, "place_id": world.village.pk, "year": 2026}

    def one(found: re.Match[str]) -> str:
        usual = {"int": matter.pk, "slug": "accept", "isoday": "2026-09-24"}
        return str(known.get(found[2], usual.get(found[1] or "str", "x")))

    return "/" + re.sub(r"<(?:(\w+):)?(\w+)>", one, route).replace("^", "").replace("$", "")


def words(answer: Any) -> str:
    """What an answer says, packed tables unpacked, and what its headers say."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if (file := getattr(answer, "file_to_stream", None)) is not None:
        file.close()  # closing the answer itself would end the test's own connection
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    text = body.decode(errors="replace")
    if "\\u" in text:
        text += json.dumps(json.loads(text), ensure_ascii=False) if text[:1] in "[{" else ""
    return text + str(dict(answer.headers))


def leaks(nest: Nest, who: str, *, every: bool = True) -> list[str]:
    found = []
    for path, said in answers(nest, who, every=every):
        for canary, allowed in MAY.items():
            if canary in said and who not in allowed:
                found.append(f"{who or 'a stranger'} reads {canary} at {path}")
    return found


@pytest.mark.parametrize("who", ["", "colleague"])
def test_nobody_reads_what_is_not_his(nest: Nest, who: str):
    assert leaks(nest, who) == []


@pytest.mark.parametrize("who", ["neighbour_worker", "handler", "gridworker", "resident"])
def test_nobody_reads_what_is_not_his_on_the_pages_of_matters(nest: Nest, who: str):
    assert leaks(nest, who, every=False) == []


@pytest.mark.slow
@pytest.mark.parametrize("who", STAFF)
def test_nobody_reads_what_is_not_his_anywhere(nest: Nest, who: str):
    assert leaks(nest, who) == []


@pytest.mark.parametrize("who", ["worker", "township", "supervisor"])
def test_those_who_may_do_read_it(nest: Nest, who: str):
    """The crawl itself works: it finds the words where they are meant to be."""
    said = "\n".join(text for _path, text in answers(nest, who, every=False))
    assert PLAIN in said
    assert (HIDDEN in said) == (who in MAY[HIDDEN])


def test_the_reporter_reads_his_own_words_and_nobody_who_guesses(nest: Nest):
    client = Client(raise_request_exception=False)
    token = follow.token(nest.hidden.pk)
    for tail in ("", "received", "add", "slip"):
        page = words(client.get(f"/f/{token}/{tail}"))
        assert NAME not in page
        assert PHONE not in page
    assert HIDDEN in words(client.get(f"/f/{token}/"))
    wrong = token[:-1] + ("2" if token[-1] != "2" else "3")
    assert client.get(f"/f/{wrong}/").status_code == 404


def test_one_look_is_one_line_and_the_person_reads_it(nest: Nest):
    client = Client()
    client.force_login(nest.world.worker)
    here = f"/desk/matters/{nest.plain.pk}/reveal/"
    form = client.get(here)
    assert PHONE not in words(form)
    sent = {"reason": "电话里核对地点", "key": "one-look-one-line", "once": "one-look-one-line"}
    for _press in range(2):  # sent twice, looked at once
        assert PHONE in words(client.post(here, sent))
    lines = [r for r in records.about(nest.plain) if r.act == "matters.reveal"]
    assert len(lines) == 1
    page = words(client.get(f"/f/{follow.token(nest.plain.pk)}/data"))
    assert "王小芹" in page
    assert "电话里核对地点" in page
    assert PHONE not in words(client.get(f"/desk/matters/{nest.plain.pk}/"))


def test_no_row_of_the_database_holds_the_name_or_the_number(nest: Nest):
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                text = " ".join(_plain(value) for value in row)
                found += [(model._meta.label, c) for c in (NAME, PHONE) if c in text]
    assert found == []


def _plain(value: Any) -> str:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).decode(errors="replace")
    return str(value)


def test_no_message_holds_what_was_told_or_by_whom(nest: Nest):
    from yuanba.notices.models import Message

    assert Message.objects.count() == 2
    for message in Message.objects.all():
        assert not {c for c in (NAME, PHONE, PLAIN, HIDDEN) if c in message.text}


def test_no_log_line_says_who(nest: Nest, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    list(answers(nest, "worker", every=False))
    client = Client(raise_request_exception=False)
    client.post(
        "/api/matters",
        {"place_id": str(nest.world.grid.pk), "text": PLAIN, "contact_phone": f"{PHONE}x"},
        "application/json",
    )
    assert not {c for c in (NAME, PHONE) if c in caplog.text}


def test_pages_with_personal_words_are_kept_by_no_cache(nest: Nest):
    client = Client()
    client.force_login(nest.world.worker)
    for path in (f"/desk/matters/{nest.plain.pk}/", "/desk/queue", "/desk/register"):
        assert "no-store" in client.get(path).headers["Cache-Control"]
    page = Client().get(f"/f/{follow.token(nest.plain.pk)}/")
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("what", "who"), [("mask_phone", "worker"), ("mask_name", "worker"), ("shut", "colleague")]
)
def test_a_planted_leak_is_caught(nest: Nest, monkeypatch: Any, what: str, who: str):
    """Control: masks off, or the wall off for single pages."""
    from yuanba.matters import sight

    if what == "shut":
        monkeypatch.setattr(sight, "shut", lambda matter, reader: False)
    else:
        monkeypatch.setattr(words_in, what, lambda said, **more: said)
    assert leaks(nest, who, every=False) != []
