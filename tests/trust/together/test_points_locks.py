"""One order of locks for everything that takes points (points/acts/common.py): nobody waits in a circle.

Each pair is made to meet: the first holds the ledger of the village, or the village, while the second holds
its household. PostgreSQL ends one of two that wait for each other after a second.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError

from tests.trust.together.test_race import at_once
from tests.world import World
from yuanba.base import clock
from yuanba.books import queries as books
from yuanba.books import store
from yuanba.books.models import Account, Book
from yuanba.people import acts as people
from yuanba.people import door
from yuanba.people.models import Household
from yuanba.points import acts
from yuanba.points.acts import common, counter, ledger
from yuanba.points.acts import shop as shopping
from yuanba.points.acts.counter import Written
from yuanba.points.models import Redemption, Slip
from yuanba.points.tests.village import LATER, TODAY, Points

pytestmark = [pytest.mark.xdist_group("race"), pytest.mark.postgres_only]
MOMENT = 0.4  # long enough for the other to run into the lock


@pytest.fixture
def village(world: World) -> Points:
    """Two households with thirty points each, and one with none."""
    found = Points(world)
    found.budget(5_000)
    for home in homes(found)[:2]:
        found.booked("H4", household_id=home.pk, actor=world.colleague)
    return found


def homes(village: Points) -> list[Household]:
    """The lower id first."""
    lived = [one.memberships.get(until=None).household for one in village.others[5:]]
    return sorted([village.home, *lived], key=lambda home: home.pk)


def met(
    monkeypatch: pytest.MonkeyPatch, first: Callable[[], Any], second: Callable[[], Any]
) -> list[Any]:
    """`first` runs until it has entered something, and only then goes `second`."""
    entered, enter, mine = threading.Event(), store.enter, threading.local()

    def slowly(*said: Any, **more: Any) -> Any:
        done = enter(*said, **more)
        if getattr(mine, "first", False) and not entered.is_set():
            entered.set()
            threading.Event().wait(MOMENT)
        return done

    def one() -> Any:
        mine.first = True
        try:
            return first()
        finally:
            entered.set()

    def two() -> Any:
        entered.wait(10)
        return second()

    monkeypatch.setattr(store, "enter", slowly)
    return at_once(one, two)


def all_right(got: Sequence[Any]) -> None:
    for answer in got:
        if isinstance(answer, BaseException):
            raise answer
    book = Book.objects.get(unit="points")
    assert books.faults(book.pk) == []


def listed(village: Points) -> Callable[[], Any]:
    """Two households have something that is due; book it."""
    for home in homes(village)[:2]:
        village.posted("E3", household_id=home.pk, actor=village.world.colleague)
    said = {"actor": village.world.colleague, "place_id": village.world.village.pk}
    return lambda: acts.book_due(now=LATER, **said)


def fetch(village: Points, home: Household) -> Callable[[], Any]:
    item = village.item(points=5)
    said = {"actor": village.world.worker, "household_id": home.pk, "item_id": item.pk}
    return lambda: acts.reserve(now=LATER, **said)


def test_what_is_due_is_booked_while_a_household_of_it_reserves(
    village: Points, monkeypatch: pytest.MonkeyPatch
):
    all_right(met(monkeypatch, listed(village), fetch(village, homes(village)[1])))
    assert Redemption.objects.count() == 1


def test_without_the_households_locked_first_the_two_would_wait_for_each_other(
    village: Points, monkeypatch: pytest.MonkeyPatch
):
    """The planted fault, as it was until this order was made one."""
    seen = Household.objects.select_related("place")
    monkeypatch.setattr(ledger, "lock_homes", lambda ids: list(seen.filter(pk__in=list(ids))))
    got = met(monkeypatch, listed(village), fetch(village, homes(village)[1]))
    stuck = [answer for answer in got if isinstance(answer, OperationalError)]
    assert len(stuck) == 1
    assert "deadlock" in str(stuck[0])


def test_a_day_of_slips_is_entered_while_a_household_of_it_reserves(
    village: Points, world: World, monkeypatch: pytest.MonkeyPatch
):
    """The village is locked first by the slips, last (as a key) by whoever reserves."""
    item, two = village.item("盐", 2), homes(village)[:2]
    acts.print_slips(place_id=world.village.pk, many=24, **village.go())
    paper = list(Slip.objects.order_by("n")[:2])
    slips = [Written(p.number, h.pk, item.pk) for p, h in zip(paper, reversed(two), strict=True)]
    said = {"place_id": world.village.pk, "on": TODAY, "handed_by_id": world.colleague.pk}

    def day() -> Any:
        return acts.enter_slips(actor=world.worker, slips=slips, now=LATER, **said)

    reserve = fetch(village, two[0])
    monkeypatch.setattr(shopping, "ledger_of", slow(shopping.ledger_of))
    monkeypatch.setattr(counter, "lock_homes", slow(common.lock_homes))
    all_right(at_once(day, reserve))
    assert Redemption.objects.count() == 3


def slow(real: Callable[..., Any]) -> Callable[..., Any]:
    """The same, a moment later: so long is held what was locked before."""

    def wait(*said: Any, **more: Any) -> Any:
        threading.Event().wait(MOMENT)
        return real(*said, **more)

    return wait


def test_old_points_come_in_while_a_household_of_them_reserves(
    village: Points, world: World, monkeypatch: pytest.MonkeyPatch
):
    brought = {home.pk: 10 for home in homes(village)}
    said = {"place_id": world.village.pk, "digest": "d" * 64, "source": "旧积分.xlsx"}

    def bring() -> Any:
        return acts.import_opening(
            actor=world.worker, second=world.colleague, homes=brought, now=LATER, **said
        )

    all_right(met(monkeypatch, bring, fetch(village, homes(village)[0])))
    assert Account.objects.get(household=homes(village)[2]).balance == 10


def test_two_households_merge_while_everything_else_goes_on(village: Points, world: World):
    """All at once: whoever is refused is told so, nobody is left hanging."""
    three = homes(village)
    reserve, due = fetch(village, three[1]), listed(village)
    aged = LATER + timedelta(days=740)
    ids = [Account.objects.get(household=home).pk for home in three[:2]]
    over = [reserve() for _n in range(2)]

    def ends() -> None:
        for one in over:
            acts.end_reservation(actor=door.FOUNDER, redemption_id=one.pk, now=aged)

    got = at_once(
        due,
        reserve,
        ends,
        lambda: people.merge_households(
            actor=world.worker, household_id=three[1].pk, into_id=three[0].pk, now=LATER
        ),
        lambda: [acts.lapse(actor=door.FOUNDER, account_id=pk, now=aged) for pk in ids],
        lambda: [acts.warn_lapse(actor=door.FOUNDER, account_id=pk, now=aged) for pk in ids],
        lambda: acts.tell_list(
            actor=world.worker, place_id=world.village.pk, item="E3", what="扫村口",
            on=clock.day_of(LATER), homes=[h.pk for h in reversed(three)], now=LATER,
        ),
    )  # fmt: skip
    assert not [answer for answer in got if isinstance(answer, OperationalError)], got
    assert books.faults(Book.objects.get(unit="points").pk) == []
