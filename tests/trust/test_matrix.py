"""X-MATRIX: roles by acts by reach over HTTP; a stranger at every address; reading never writes."""

import json
import re
import time
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.test import Client

from tests.test_borders import ROOT, all_routes, table
from tests.world import THURSDAY, World
from yuanba.base import permits
from yuanba.base.permits import Role
from yuanba.matters import acts, follow
from yuanba.matters.api import OFFERED
from yuanba.matters.models import Matter
from yuanba.people.models import Person, Post

# Pages for everybody. All others ask who you are.
OPEN = re.compile(
    r"^(api/|c/|f/|follow|choose|$|look|offline|accessibility|signin|wall|figures|kept/|mine|notices"
    r"|outbox|receipt|signout|service|privacy)"
)
LOOKED_AT = {200, 302, 303, 304, 400, 401, 403, 404, 405, 422}


def fill(route: str, world: World, matter: Matter) -> str:
    values = {
        "matter_id": matter.pk,
        "place_id": world.village.pk,
        "token": follow.token(matter.pk),
    }
    values |= {"isoday": "2026-09-24", "year": 2026, "slug": "accept"}

    def one(found: re.Match[str]) -> str:
        kind, name = found[1] or "str", found[2]
        if name in values:
            return str(values[name])
        return str({"int": matter.pk, "slug": "accept", "isoday": "2026-09-24"}.get(kind, "x"))

    return "/" + re.sub(r"<(?:(\w+):)?(\w+)>", one, route).replace("^", "").replace("$", "")


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
    # every act at every point of the way: too early is refused, never a fault of ours
    for matter in (world.told(), world.sorted(), world.assigned(), world.replied(), world.closed()):
        _try_all(client, matter, person)


def _try_all(client: Client, matter: Matter, person: Person) -> None:
    held, role = person.roles_in(matter.reach), person.username
    for name in OFFERED:
        before = Matter.objects.values_list("version", flat=True).get(pk=matter.pk)
        answer = client.post(f"/api/matters/{matter.pk}/{name}", "{}", "application/json")
        may = bool(permits.TABLE[f"matters.{name}"] & held)
        if answer.status_code == 422:  # the body is looked at first, whoever sends it
            continue
        assert (answer.status_code != 403) == may, (role, name, answer.status_code)
        if not may:
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


def test_a_stranger_gets_past_no_door_that_is_not_open(world: World):
    matter, client = world.assigned(), Client(raise_request_exception=False)
    for route in all_routes():
        path = fill(route, world, matter)
        for ask in (client.get, client.post):
            status = ask(path).status_code
            assert status in LOOKED_AT, f"{path} answered {status}"
            if not OPEN.match(route):
                assert status in (302, 303, 401, 403, 404, 405), f"{path} answered {status}"


def everything() -> dict[str, int]:
    left = {"people.Session"}
    return {
        m._meta.label: m.objects.count() for m in apps.get_models() if m._meta.label not in left
    }


@pytest.mark.parametrize("who", ["worker", "admin", "security", "supervisor", "handler"])
def test_a_form_put_back_after_a_new_sign_in_sends_nothing_by_itself(world: World, who):
    """people.resume shows what was typed when the session ended: on every page, shown, not sent."""
    matter, client = world.replied(), Client(raise_request_exception=False)
    client.force_login(getattr(world, who))
    said = dict.fromkeys(("sure", "do", "text", "reason", "name", "matter", "row", "to"), "1")
    said |= {"evidence": "看过了", "result": "好了", "outcome": "solved", "version": matter.version}
    before = everything(), Matter.objects.get(pk=matter.pk).version
    for route in all_routes():
        path = fill(route, world, matter)
        session = client.session
        session["kept"] = {"path": path, "body": urlencode(said), "at": time.time()}
        session.save()
        status = client.get(path).status_code
        assert status in LOOKED_AT, f"{route} answered {status}"
    assert (everything(), Matter.objects.get(pk=matter.pk).version) == before


@pytest.mark.parametrize("who", [None, "worker", "admin", "supervisor", "handler"])
def test_looking_changes_nothing(world: World, who):
    matter, client = world.replied(), Client(raise_request_exception=False)
    if who:
        client.force_login(getattr(world, who))
    before = everything(), Matter.objects.get(pk=matter.pk).version
    for route in all_routes():
        status = client.get(fill(route, world, matter)).status_code
        assert status in LOOKED_AT, f"{route} answered {status}"
    assert (everything(), Matter.objects.get(pk=matter.pk).version) == before


def test_a_removed_check_is_caught(world: World, monkeypatch):
    """The planted fault: a permit opened to everybody is no longer the table people signed."""
    monkeypatch.setitem(permits.TABLE, "matters.accept", set(Role))
    assert table() != (ROOT / "permits.txt").read_text()
    matter = world.told()
    acts.accept(actor=world.neighbour_worker, matter_id=matter.pk, now=THURSDAY)
    assert Matter.objects.get(pk=matter.pk).state == "accepted"
