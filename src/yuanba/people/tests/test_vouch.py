"""当面核实: how surely the village knows who somebody is (verification level)."""

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.people import acts
from yuanba.people.models import Membership, Person
from yuanba.people.rules import Verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def stay(world: World) -> Membership:
    world.at_home(world.resident)
    return Membership.objects.get(person=world.resident)


def level(world: World) -> str:
    return Person.objects.get(pk=world.resident.pk).verified


@pytest.mark.parametrize("who", ["worker", "gridworker"])
def test_who_knows_the_place_vouches_once(world: World, stay: Membership, who: str):
    go = {"actor": getattr(world, who), "membership_id": stay.pk, "now": THURSDAY}
    acts.vouch(**go)
    assert level(world) == Verified.SEEN
    assert [r.act for r in records.about(world.resident)][-1] == "people.vouch"
    with pytest.raises(Refused, match=r"^seen_already$"):
        acts.vouch(**go)


@pytest.mark.parametrize("who", ["neighbour_worker", "handler", "supervisor", "resident", "guest"])
def test_others_do_not(world: World, stay: Membership, who: str):
    with pytest.raises(Denied):
        acts.vouch(actor=getattr(world, who), membership_id=stay.pk, now=THURSDAY)
    assert level(world) != Verified.SEEN


def test_nobody_vouches_for_himself_or_for_who_moved_out(world: World, stay: Membership):
    own = acts.found_household(
        actor=world.colleague, place_id=world.grid.pk, address="六组1号", now=THURSDAY
    )
    mine = acts.join_household(
        actor=world.colleague, household_id=own.pk, person_id=world.worker.pk, now=THURSDAY
    )
    with pytest.raises(Refused, match=r"^second_person$"):
        acts.vouch(actor=world.worker, membership_id=mine.pk, now=THURSDAY)
    acts.leave_household(actor=world.worker, membership_id=stay.pk, reason="搬走了", now=THURSDAY)
    with pytest.raises(Refused, match=r"^moved_out$"):
        acts.vouch(actor=world.worker, membership_id=stay.pk, now=THURSDAY)


def test_the_sheet_of_the_household_shows_it_and_the_api_does_the_same(
    world: World, stay: Membership, client
):
    client.force_login(world.gridworker)
    sheet = reverse("people:household", args=[stay.household_id])
    here = reverse("people:vouch", args=[stay.household_id, stay.pk])
    assert here in client.get(sheet).content.decode()
    page = client.get(here)
    assert (page.status_code, level(world)) == (200, stay.person.verified)
    assert client.post(here).status_code in {302, 303}
    shown = client.get(sheet).content.decode()
    assert ("当面核实过" in shown, here in shown) == (True, False)
    again = client.post(f"/api/people/stays/{stay.pk}/vouch")
    assert (again.status_code, again.json()["code"]) == (409, "seen_already")
    assert client.post(here).status_code == 422
