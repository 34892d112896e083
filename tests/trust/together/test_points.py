"""X-RACE for points: eight at once for the last points, the last piece, one code; one wins."""

from typing import Any

import pytest

from tests.trust.together.test_race import THREADS, at_once
from tests.world import World
from yuanba.base.errors import Refused
from yuanba.books import queries as books
from yuanba.books.models import Entry
from yuanba.points import acts
from yuanba.points.acts import shop
from yuanba.points.acts.common import Home, the_home
from yuanba.points.models import Item, Redemption
from yuanba.points.rules.shop import Deal
from yuanba.points.tests.village import LATER, Points

pytestmark = pytest.mark.xdist_group("race")


@pytest.fixture
def village(world: World) -> Points:
    """The household has thirty points."""
    found = Points(world)
    found.budget()
    found.booked("H4")
    return found


def codes(got: list[Any]) -> list[str]:
    """What each got: "ok", or the code of its refusal. Anything else is raised."""
    for answer in got:
        if isinstance(answer, BaseException) and not isinstance(answer, Refused):
            raise answer
    return sorted(answer.code if isinstance(answer, Refused) else "ok" for answer in got)


def test_the_last_points_the_last_piece_and_one_code_have_one_winner(village: Points, world: World):
    soap, oil = village.item(stock=6, points=16), village.item("菜籽油", 1, 1)
    go = {"actor": world.resident, "household_id": village.home.pk, "now": LATER}
    got = at_once(*[lambda: acts.reserve(item_id=soap.pk, **go)] * THREADS)
    assert codes(got) == ["not_enough"] * 7 + ["ok"]
    assert village.balance() == 14
    got = at_once(*[lambda: acts.reserve(item_id=oil.pk, **go)] * THREADS)
    assert codes(got) == ["ok"] + ["sold_out"] * 7
    assert list(Item.objects.order_by("pk").values_list("stock", flat=True)) == [5, 0]
    deal = Redemption.objects.get(item=soap)
    out = {"redemption_id": deal.pk, "code": deal.code, "now": LATER}
    back = {"actor": world.resident, "redemption_id": deal.pk, "now": LATER}
    got = at_once(
        *[lambda: acts.hand_out(actor=world.worker, **out)] * 4,
        *[lambda: acts.give_back(**back)] * 4,
    )
    assert codes(got).count("ok") == 1
    assert books.faults(Entry.objects.earliest("pk").book_id) == []


@pytest.mark.postgres_only
def test_handing_out_without_the_lock_would_be_caught(
    village: Points, world: World, monkeypatch: pytest.MonkeyPatch
):
    """The planted fault: the reservation read before anything is locked."""
    item = village.item(points=10)
    go = {"actor": world.resident, "household_id": village.home.pk, "now": LATER}
    deals = [acts.reserve(item_id=item.pk, **go) for _n in range(3)]

    def careless(actor: Any, redemption_id: int, act: str) -> tuple[Redemption, Home]:
        found = Redemption.objects.get(pk=redemption_id)
        return found, the_home(actor, found.household_id, act)[0]

    monkeypatch.setattr(shop, "the_deal", careless)
    out = {"redemption_id": deals[0].pk, "code": deals[0].code, "now": LATER}
    got = at_once(*[lambda: acts.hand_out(actor=world.worker, **out)] * THREADS)
    won = sum(isinstance(answer, Redemption) for answer in got)
    assert won > 1, "eight handed out at once and only one won: the test is blind"
    assert Redemption.objects.filter(state=Deal.HANDED).count() == 1
