"""The demo: the acts one by one and the bulk road leave the same rows."""

import random
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from yuanba.base.models import Job, Record
from yuanba.disclosure.models import DayTally, Row
from yuanba.duties.models import Category
from yuanba.exchange import demo
from yuanba.exchange.demo import homes, road
from yuanba.exchange.demo.county import Founding
from yuanba.exchange.demo.histories import Author
from yuanba.exchange.models import TableOut
from yuanba.lanes.models import Doubt, Signup, Topic, Way
from yuanba.matters.models import (
    Ask,
    Concern,
    Contact,
    Contest,
    Convening,
    Decoy,
    Draw,
    Drawn,
    Duplicate,
    Exclusion,
    HelperTask,
    Hop,
    Matter,
    OutsideLink,
    Pause,
    Photo,
    Receipt,
    Register,
    SavedView,
    VoiceNote,
    VoidRequest,
)
from yuanba.matters.pile import Pile
from yuanba.matters.rules import State
from yuanba.notices.models import Message, Visit
from yuanba.people import acts as people
from yuanba.people.door import FOUNDER, Guest
from yuanba.people.models import Card, Household, Membership, Person, Unit
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.problems import following
from yuanba.problems.models import Problem
from yuanba.service.models import Tick

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def rows(*models: Any) -> list[Any]:
    """Every row of these tables, without ids that the application made."""
    left = []
    for model in models:
        order = ("register_id", "year") if model is Register else ("pk",)
        for row in model.objects.order_by(*order).values():
            own = {"id", "subject_id", "matter_id", "household_id", "person_id", "password"}
            left.append({k: v for k, v in row.items() if k not in own})
    return left


@pytest.mark.django_db
def test_histories_through_the_acts_and_in_bulk_leave_the_same_rows():
    county = Founding(random.Random(1), NOW).build()
    demo._settle(random.Random(2), county, 40, NOW)
    staff = demo._load(county)
    leaves = {c.code: c for c in Category.objects.exclude(branch="")}
    calendar = places.calendar()
    author = Author(random.Random(3), county, leaves, calendar, NOW, Guest())
    histories = author.write(60, 200)
    tables = (Matter, Contact, Register, Record)
    seen: list[list[Any]] = []
    for way in ("acts", "bulk"):
        with transaction.atomic():
            before = Record.objects.count()
            if way == "acts":
                for history in histories:
                    road.by_acts(history)
            else:
                units = {u.pk: u for u in Unit.objects.all()}
                pile = Pile(calendar, {c.pk: c for c in leaves.values()}, units, staff)
                road.in_bulk(histories, pile)
                pile.write()
            by_act = [r for r in rows(Record) if r["act"].startswith("matters.")]
            kept = rows(Matter, Contact, Register)
            assert Record.objects.count() > before
            seen.append([*kept, *sorted(by_act, key=lambda r: (r["at"], repr(r)))])
            transaction.set_rollback(True)  # both roads start from the same county
    assert len(seen[0]) == len(seen[1]) > len(tables) * 60
    for one, other in zip(*seen, strict=True):
        assert one == other


@pytest.mark.django_db
def test_families_through_the_acts_and_in_bulk_leave_the_same_rows():
    county = Founding(random.Random(1), NOW).build()
    village = county.villages[0]
    grids = [(grid, village.spots[grid.pk]) for grid in village.grids]
    names = demo.read("county")["names"]
    since = NOW.date().replace(year=2022)
    told = list(
        homes.families(random.Random(5), grids, names=names, many=8, since=since, first_phone=5000)
    )
    left = []
    acts_of = ("people.register_resident", "people.found_household", "people.join_household")
    for way in ("bulk", "acts"):
        with transaction.atomic():
            if way == "bulk":
                place = county.place.pk
                homes.settle_homes(actor=FOUNDER, homes=told, county_id=place, now=NOW)
            else:
                for home in told:
                    _by_acts(home)
            residents = Person.objects.filter(staff=False).order_by("pk")
            persons = list(residents.values_list("name", "phone", "home_id", "verified"))
            houses = [{k: v for k, v in row.items() if k != "code"} for row in rows(Household)]
            records = sorted(
                Record.objects.filter(act__in=acts_of).values_list("act", "place_id", "role")
            )
            left.append([persons, houses, rows(Membership), records])
            transaction.set_rollback(True)  # both roads start from the same county
    assert left[0] == left[1]


def _by_acts(home: homes.Home) -> None:
    house = people.found_household(
        actor=FOUNDER, place_id=home.place_id, address=home.address, since=home.since, now=NOW
    )
    for i, (name, phone) in enumerate(home.people):
        person = people.register_resident(
            actor=FOUNDER, name=name, phone=phone, home_id=home.place_id, now=NOW
        )
        people.join_household(
            actor=FOUNDER,
            household_id=house.pk,
            person_id=person.pk,
            head=i == 0,
            since=home.since,
            now=NOW,
        )


@pytest.mark.django_db
def test_a_small_demo_has_every_state_a_wall_and_nothing_left_to_do():
    demo.build(now=NOW, households=60, matters=400)
    states = set(Matter.objects.values_list("state", flat=True))
    assert states == set(State)
    assert Concern.objects.count() == 6  # one of them the decoy's
    assert Duplicate.objects.filter(own_words=True).exists()
    assert Duplicate.objects.filter(own_words=False).exists()
    assert Hop.objects.filter(act="send_back").count() == 3
    assert Convening.objects.filter(decided_at=None).exists()
    assert OutsideLink.objects.exists()
    problems = list(Problem.objects.values_list("state", flat=True))
    assert set(problems) == {"proposed", "confirmed", "running", "dropped"}
    assert 5 <= len(problems) <= 8  # and no more come of the invented past:
    following.follow_records(NOW)
    assert Problem.objects.count() == len(problems)
    assert Topic.objects.filter(state="open").exists()
    assert Signup.objects.filter(came=True).exists()
    assert set(Way.objects.values_list("state", flat=True)) == {"arrived", "passed", "waiting"}
    assert Doubt.objects.filter(settled_at=None).exists()
    assert HelperTask.objects.exists()
    pauses = {(pause.ground, pause.since is not None) for pause in Pause.objects.all()}
    assert pauses >= {("parts", True), ("procedure", False), ("asked", True)}
    assert set(VoidRequest.objects.values_list("granted", flat=True)) == {None, True}
    assert set(Exclusion.objects.values_list("stage", flat=True)) == {"asked", "objected"}
    assert set(Contest.objects.values_list("state", flat=True)) == {"waiting", "answered"}
    assert {"waiting", "solved"} <= set(Drawn.objects.values_list("state", flat=True))
    assert Draw.objects.filter(drawn_at=None).count() == 1, "this week's salt, its hash in public"
    assert Receipt.objects.count() == 2
    assert set(Ask.objects.values_list("kind", flat=True)) == {"urge", "objection"}
    assert Contact.objects.exclude(disowned_at=None).exists()
    assert set(Person.objects.values_list("verified", flat=True)) == {"none", "phone", "seen"}
    assert Visit.objects.filter(state="waiting").count() == 2
    assert set(TableOut.objects.values_list("state", flat=True)) == {"writing", "asked"}
    printed = Card.objects.filter(printed_at__isnull=False).count()
    assert (printed, Card.objects.count(), Decoy.objects.count()) == (3, 4, 1)
    assert SavedView.objects.exists()
    assert VoiceNote.objects.exclude(words="").exists()
    assert set(Photo.objects.values_list("done", flat=True)) == {True, False}
    assert Tick.objects.filter(came_at__isnull=False).exists()
    assert Row.objects.filter(state="published").exists()
    assert DayTally.objects.exists()
    assert Message.objects.exists()
    due = Job.objects.filter(done_at=None, run_at__lte=NOW, kind__startswith="notices.")
    assert not due.exists()
    roles = {str(role) for role, _person in demo.who()}
    assert len(roles) >= 9
    kinds = Place.objects.filter(until=None)
    assert kinds.filter(kind="township").count() == 3
    assert kinds.filter(kind="grid").count() == 60
