"""院坝会: from the courtyard's page in one go, with its households on the roll."""

from datetime import timedelta
from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.councils import acts
from yuanba.councils.models import Meeting, Procedure
from yuanba.councils.rules.kinds import Ending
from yuanba.councils.tests.village import Village
from yuanba.people import acts as people
from yuanba.people.models import Membership, Person
from yuanba.places.models import Place
from yuanba.places.rules import Kind

SAID = {
    "title": "院坝的灯装在哪里", "text": "装几盏\n谁来管", "venue": "黄桷树下", "told_how": "逐户上门",
}  # fmt: skip


@pytest.fixture
def village(world: World) -> Village:
    return Village(world)


@pytest.fixture
def yard(village: Village) -> Place:
    """A courtyard of a group, with two homes; the village has twelve others."""
    group = village.world.place(Kind.SUBGROUP, "三组", village.world.grid)
    place = village.world.place(Kind.COURTYARD, "黄桷院", group)
    for n, name in enumerate(("罗家", "陈家")):
        home = people.found_household(
            actor=village.world.worker, place_id=place.pk, address=f"黄桷院{n}号", now=THURSDAY
        )
        person = Person.objects.create(username=f"yard{n}", name=name)
        Membership.objects.create(
            household=home, person=person, head=True, since=clock.day_of(THURSDAY)
        )
    return place


def sat(village: Village, place: Place, **said: Any) -> Meeting:
    starts = THURSDAY + timedelta(hours=9)
    usual = {"actor": village.world.worker, "now": THURSDAY, "starts_at": starts}
    return acts.sit_together(place_id=place.pk, **usual | SAID | said)


def test_its_households_stand_on_the_roll_and_nobody_else(village: Village, yard: Place):
    meeting = sat(village, yard)
    assert sorted(meeting.roll.values_list("name", flat=True)) == ["罗家", "陈家"]
    assert (meeting.place, meeting.rule.code, meeting.unit) == (yard, "YB", "households")
    assert [r.act for r in records.about(meeting)] == ["councils.call", "councils.sit_together"]


def test_a_group_asks_the_homes_of_its_courtyards_too(village: Village, yard: Place):
    group = Place.objects.get(pk=yard.parent_id)
    assert sat(village, group).roll.count() == 2


def test_it_is_held_whatever_the_number_and_made_known(village: Village, yard: Place):
    meeting = sat(village, yard)
    by = {"actor": village.world.worker, "now": THURSDAY + timedelta(hours=9)}
    acts.begin(meeting_id=meeting.pk, **by)
    acts.arrive(entry_id=meeting.roll.earliest("n").pk, **by)
    acts.end(meeting_id=meeting.pk, minutes="装两盏，陈家管。", ending=Ending.AGREED, **by)
    meeting.procedure.refresh_from_db()
    assert meeting.procedure.at == 2, "the next step: 去办"


def test_nothing_is_half_written(village: Village, yard: Place):
    with pytest.raises(Refused, match="say"):
        sat(village, yard, venue="")
    with pytest.raises(Refused, match="wrong_place"):
        sat(village, village.world.village)
    with pytest.raises(Denied):
        sat(village, yard, actor=village.world.gridworker)
    assert not Procedure.objects.exists()


def test_one_tap_from_the_courtyard_to_the_roll(
    village: Village, yard: Place, client: Any, django_assert_max_num_queries: Any
):
    client.force_login(village.world.worker)
    at = f"/desk/councils/at/{yard.pk}/"
    assert at in client.get(f"/desk/grids/at/{yard.pk}/").content.decode()
    with django_assert_max_num_queries(12):
        page = client.get(at).content.decode()
    assert "黄桷院1号" in page
    said = {"starts_on": "2026-09-25", "starts_time": "19:00", "host": ""} | SAID
    wrong = client.post(at, said | {"venue": ""}).content.decode()
    assert "院坝的灯装在哪里" in wrong
    answer = client.post(at, said, follow=True).content.decode()
    assert "罗家" in answer
