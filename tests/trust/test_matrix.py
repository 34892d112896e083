"""X-MATRIX: roles by acts by reach over HTTP; a stranger at every address; reading never writes."""

import json
import logging
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client

from tests.addresses import OPERATIONS, POST, addresses
from tests.ground import FAR, Ground
from tests.test_borders import ROOT, table
from tests.trust.asking import (
    body_of,
    client_of,
    filler,
    may,
    operations,
    past_the_door,
    path_of,
    query_of,
)
from tests.world import THURSDAY, World
from tools.testing import KIND
from yuanba.base import permits
from yuanba.base.permits import Role
from yuanba.matters.api import OFFERED
from yuanba.matters.models import Matter
from yuanba.people.models import Person, Post

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"  # downloads that nobody reads to their end
)
PEOPLE = (
    "guest", "resident", "worker", "grid", "gridlead", "mediator", "shopkeeper", "handler", "township", "county",
    "supervisor", "admin", "security", "audit", "neighbour", *FAR,
)  # fmt: skip
WHOLE = bool(os.environ.get("YUANBA_SLOW"))


def test_every_address_answers_each_role_here_and_elsewhere_as_the_table_says(
    world_of_all: Ground, unseen: None
):
    """Every address as everybody: half of it on SQLite, the other half on PostgreSQL, GET and POST by
    turns. With YUANBA_SLOW=1 the whole on both."""
    tried, wrong = try_all(world_of_all, PEOPLE, share=None if WHOLE else PARITY[KIND])
    assert not wrong, "\n".join(wrong)
    assert tried > 2_000


PARITY = {"sqlite": 0, "pg": 1}


@pytest.fixture
def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is drawn: the door has answered by then, and other tests draw every page."""
    monkeypatch.setattr(Template, "render", lambda *_page, **_more: "")


@pytest.fixture
def world_of_all(db: None) -> Iterator[Ground]:
    logging.disable(logging.WARNING)  # a line with its traceback for every door that stays shut
    yield Ground()
    logging.disable(logging.NOTSET)


@dataclass(frozen=True)
class Cell:
    """One request as one person, and whether the table lets him in."""

    who: str
    allowed: bool
    method: str
    path: str
    body: Any = None


def cells(
    ground: Ground, people: Iterable[str], only: str = "", share: int | None = None
) -> Iterator[Cell]:
    """Every address and operation with `only` in it, as each of these; nobody stands elsewhere where
    no thing is asked about. With a share: every other one, and of each one method by turns."""
    described = operations()
    rows = [(r, a, a.ask, None) for r, a in addresses().items() if only in r and not a.demo]
    for name, address in OPERATIONS.items():
        if only in name and address.ask:
            method, _, route = name.partition(" ")
            rows.append((route, address, (method,), described[name]))
    for n, who in enumerate(people):
        person = None if who == "guest" else ground.person(who)
        for turn, (route, address, methods, said) in enumerate(rows, n):
            if share not in {None, turn % 2} or not (address.over or who not in FAR):
                continue
            path, allowed = path_of(route, address, ground, who), may(person, address, ground)
            fill, body = filler(address, ground, who), None
            if said is not None:
                path, body = path + query_of(said, fill), body_of(said, fill)
            one = methods[turn // 2 % len(methods) :][:1] if methods else ()
            for method in methods if share is None else one:
                yield Cell(who, allowed, method, path, body)


def try_all(
    ground: Ground, people: Iterable[str], only: str = "", share: int | None = None
) -> tuple[int, list[str]]:
    """Try these cells; returns how many, and those that differ."""
    found = list(cells(ground, people, only, share))
    wrong: list[str] = []
    for who, mine in groupby(found, key=lambda cell: cell.who):
        fresh = client_of(None if who == "guest" else ground.person(who))
        doing = []
        before = everything()
        for cell in mine:
            if cell.allowed and cell.method != "GET":
                doing.append(cell)
                continue
            with transaction.atomic():
                wrong += differs(cell, fresh())
        if everything() != before:
            wrong.append(f"{who} only looked, or may not, and yet something has changed")
        for cell in doing:
            with transaction.atomic():
                wrong += differs(cell, fresh())
                transaction.set_rollback(True)
    return len(found), wrong


def differs(cell: Cell, client: Client) -> list[str]:
    answer = ask(client, cell.method, cell.path, cell.body)
    if answer.status_code < 500 and past_the_door(answer) == cell.allowed:
        return []
    says = "may" if cell.allowed else "may not"
    return [f"{cell.who} {says} {cell.method} {cell.path}: {answer.status_code}"]


def ask(client: Client, method: str, path: str, body: Any) -> Any:
    said = ("", "") if body is None else (json.dumps(body), "application/json")
    return client.generic(method, path, *said)


def everything() -> dict[str, int]:
    """How many rows each table has, and all versions of matters; sessions come and go."""
    counts = {
        m._meta.label: m.objects.count() for m in apps.get_models() if m._meta.label not in PASSING
    }
    return counts | {"versions": sum(Matter.objects.values_list("version", flat=True))}


PASSING = {"people.Session"}


@pytest.mark.parametrize(
    ("act", "who"),
    [
        ("matters.accept", "supervisor"),
        ("disclosure.publish", "far"),
        ("places.rename", "county"),
    ],
)
def test_a_removed_check_is_caught(world_of_all, monkeypatch, act, who):
    """The planted fault: this one act no longer asks whether the person may."""
    right = permits.may

    def careless(actor: Any, name: str, *, reach: Any) -> Any:
        return Role.ADMIN if name == act else right(actor, name, reach=reach)

    verb = act.partition(".")[2]
    assert try_all(world_of_all, [who], only=verb)[1] == []
    monkeypatch.setattr("yuanba.base.permits.may", careless)
    assert any("may not" in cell for cell in try_all(world_of_all, [who], only=verb)[1])


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_do_over_the_api_what_the_table_says_and_nothing_else(world: World, role):
    """Denied is denied by the table alone: everything else gets as far as the rules."""
    if role in (Role.RESIDENT, Role.REPORTER):
        person = world.resident
    else:
        person = Person.objects.create(username=f"one-{role}", name="测")
        unit = world.lamps if role is Role.HANDLER else None
        place = world.county if role is Role.HANDLER else world.village
        since = THURSDAY.date() - timedelta(days=1)
        Post.objects.create(person=person, role=role, place=place, unit=unit, since=since)
    client = Client()
    client.force_login(person)
    # Each act at some point of the way, by turns: too early is refused, never a fault of ours.
    way = (world.told(), world.sorted(), world.assigned(), world.replied(), world.closed())
    for n, name in enumerate(OFFERED, list(Role).index(role)):
        matter = way[n % len(way)]
        held = person.roles_in(matter.reach)
        before = Matter.objects.values_list("version", flat=True).get(pk=matter.pk)
        answer = client.post(f"/api/matters/{matter.pk}/{name}", "{}", "application/json")
        allowed = bool(permits.TABLE[f"matters.{name}"] & held)
        if answer.status_code == 422:  # the body is looked at first, whoever sends it
            continue
        assert (answer.status_code != 403) == allowed, (role, name, answer.status_code)
        if not allowed:
            assert Matter.objects.get(pk=matter.pk).version == before


@pytest.mark.parametrize("role", [Role.WORKER, Role.GRID, Role.SUPERVISOR, Role.TOWNSHIP])
def test_a_right_elsewhere_opens_nothing_here(world: World, role):
    place = world.elsewhere if role is not Role.TOWNSHIP else world.place_of_another_town()
    person = world.person(f"far-{role}", "远", role, place)
    matter = world.assigned()
    client = Client()
    client.force_login(person)
    bodies = {"note": {"text": "看看"}, "close": {"evidence": "依据"}, "attempt": {"text": "电话"}}
    for name in OFFERED:
        body = json.dumps(bodies.get(name, {}))
        answer = client.post(f"/api/matters/{matter.pk}/{name}", body, "application/json")
        assert answer.status_code in (403, 422), name
    for page in (f"/desk/matters/{matter.pk}/", f"/desk/matters/{matter.pk}/note/"):
        assert client.get(page).status_code in (302, 403, 404)


def test_looking_at_what_wants_a_press_changes_nothing(world_of_all: Ground, unseen: None):
    """GET at every address that answers POST alone; what answers GET is looked at above."""
    ground = world_of_all
    fresh = client_of(ground.person("worker"))
    rows = addresses() | {name.partition(" ")[2]: row for name, row in OPERATIONS.items()}
    paths = [
        path_of(route, row, ground, "worker") for route, row in rows.items() if row.ask == POST
    ]
    before = everything()
    for path in paths:
        status = fresh().get(path).status_code
        assert status in LOOKED_AT, f"{path} answered {status}"
    assert everything() == before


def test_a_form_put_back_after_a_new_sign_in_sends_nothing_by_itself(
    world_of_all: Ground, unseen: None
):
    """people.resume shows what was typed when the session ended: on every page, shown, not sent."""
    ground = world_of_all
    version = ground.matter("assigned").version
    said = dict.fromkeys(("sure", "do", "text", "reason", "name", "matter", "row", "to"), "1")
    said |= {"evidence": "看过了", "result": "好了", "outcome": "solved", "version": version}
    people = ("worker", "admin", "security", "supervisor", "handler")
    doors = {who: client_of(ground.person(who)) for who in people}
    forms = [
        c
        for c in cells(ground, people, "", PARITY[KIND])
        if c.allowed and not c.path.startswith("/api/")
    ]
    before = everything()
    for cell in forms:
        client = doors[cell.who]()
        session = client.session
        session["kept"] = {"path": cell.path, "body": urlencode(said), "at": time.time()}
        session.save()
        status = client.get(cell.path).status_code
        assert status in LOOKED_AT, f"{cell.path} answered {status}"
    assert everything() == before


LOOKED_AT = {200, 302, 303, 401, 403, 404, 405, 422}


def test_a_permit_opened_to_everybody_is_not_the_table_people_signed(world: World, monkeypatch):
    """The planted fault: one more role than was signed."""
    monkeypatch.setitem(permits.TABLE, "matters.accept", set(Role))
    assert table() != (ROOT / "permits.txt").read_text()
