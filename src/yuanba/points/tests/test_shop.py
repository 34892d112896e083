"""The shop: reserved, handed out once by another, given back, priced anew in between, counted by two."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.world import World
from yuanba.base import clock
from yuanba.base import jobs as house
from yuanba.base.errors import Denied, Refused
from yuanba.books import queries as books
from yuanba.books.models import Entry
from yuanba.notices import gateways
from yuanba.people import acts as people
from yuanba.points import acts, jobs
from yuanba.points.models import Item, Redemption
from yuanba.points.queries import fund
from yuanba.points.rules import shop
from yuanba.points.rules.shop import Deal
from yuanba.points.tests.village import LATER, Points


@pytest.fixture
def village(world: World) -> Points:
    """The household has thirty points."""
    found = Points(world)
    found.budget()
    found.booked("H4")
    return found


def reserve(village: Points, item: Item, **said: Any) -> Redemption:
    said = {"actor": village.world.resident, "household_id": village.home.pk, "now": LATER} | said
    return acts.reserve(item_id=item.pk, **said)


def stock(item: Item) -> int | None:
    return Item.objects.values_list("stock", flat=True).get(pk=item.pk)


def hand(world: World, deal: Redemption, now: datetime) -> None:
    acts.hand_out(actor=world.worker, redemption_id=deal.pk, code=deal.code, now=now)


def sound() -> bool:
    return books.faults(Entry.objects.earliest("pk").book_id) == []


def test_a_clean_courtyard_turns_into_soap(village: Points, world: World):
    item = village.item()
    deal = reserve(village, item)
    assert (village.balance(), stock(item), len(deal.code)) == (10, 5, 4)
    go = {"actor": world.worker, "place_id": world.village.pk, "now": LATER}
    done = acts.hand_out_by_code(code=f" {deal.code} ", **go)
    assert (done.state, done.ended_by) == (Deal.HANDED, world.worker)
    with pytest.raises(Refused, match="no_code"):
        acts.hand_out_by_code(code=deal.code, **go)
    with pytest.raises(Refused, match="code_used"):
        acts.hand_out(actor=world.worker, redemption_id=deal.pk, code=deal.code, now=LATER)
    with pytest.raises(Refused, match="deal_over"):
        acts.give_back(actor=world.resident, redemption_id=deal.pk, now=LATER)
    assert (village.balance(), stock(item), sound()) == (10, 5, True)


def test_a_price_changed_in_between_is_the_old_one(village: Points, world: World):
    item = village.item()
    deal = reserve(village, item)
    said = {"name": item.name, "points": 29, "item_id": item.pk}
    acts.keep_item(place_id=world.village.pk, **said, **village.go(now=LATER))
    acts.hand_out(actor=world.worker, redemption_id=deal.pk, code=deal.code, now=LATER)
    assert village.balance() == 10
    with pytest.raises(Refused, match="not_enough"):
        reserve(village, item)
    assert (stock(item), sound()) == (5, True)


def test_given_back_and_lapsed_come_back_whole(village: Points, world: World):
    item = village.item()
    first, second = reserve(village, item), reserve(village, village.item("毛巾", 5, None))
    acts.give_back(actor=world.resident, redemption_id=first.pk, now=LATER)
    with pytest.raises(Refused, match="code_old"):
        acts.hand_out(
            actor=world.worker, redemption_id=second.pk, code=second.code, now=second.until
        )
    jobs.end_reservations(now=second.until - timedelta(seconds=1))
    assert village.balance() == 25
    jobs.end_reservations(now=second.until)
    second.refresh_from_db()
    assert (second.state, village.balance(), stock(item), sound()) == (Deal.LAPSED, 30, 6, True)


def test_who_may_take_and_hand_out(village: Points, world: World):
    item = village.item()
    for nobody in (village.others[0], world.guest, world.neighbour_worker):
        with pytest.raises(Denied):
            reserve(village, item, actor=nobody)
    counter = reserve(village, item, actor=world.worker)  # for who has no telephone
    with pytest.raises(Refused, match="two_hands"):
        acts.hand_out(actor=world.worker, redemption_id=counter.pk, code=counter.code, now=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Redemption.objects.filter(pk=counter.pk).update(
            state=Deal.HANDED, ended_by=world.worker, ended_at=LATER
        )
    people.join_household(
        household_id=village.home.pk, person_id=world.colleague.pk, **village.go()
    )
    with pytest.raises(Refused, match="own_home"):
        acts.hand_out(actor=world.colleague, redemption_id=counter.pk, code=counter.code, now=LATER)
    with pytest.raises(Denied):
        acts.hand_out(
            actor=world.supervisor, redemption_id=counter.pk, code=counter.code, now=LATER
        )
    acts.hand_out(actor=world.gridworker, redemption_id=counter.pk, code=counter.code, now=LATER)


def test_codes_are_not_guessed(village: Points, world: World):
    reserve(village, village.item())
    go = {"actor": world.worker, "place_id": world.village.pk, "now": LATER}
    wrong = [f"{n:04}" for n in range(20) if not Redemption.objects.filter(code=f"{n:04}").exists()]
    for code in wrong[:5]:
        with pytest.raises(Refused, match="no_code"):
            acts.hand_out_by_code(code=code, **go)
    with pytest.raises(Refused, match="slow_down"):
        acts.hand_out_by_code(code=wrong[5], **go)


def test_what_the_shop_does_not_take(village: Points, world: World):
    for said, code in (
        ({"name": "优先办低保"}, "forbidden_link"),
        ({"points": 0}, "price_odd"),
        ({"points": -20}, "price_odd"),
        ({"points": 10**18}, "price_odd"),
        ({"stock": -1}, "stock_odd"),
        ({"name": " "}, "words_missing"),
    ):
        with pytest.raises(Refused, match=code):
            village.item(**{"name": "米", "points": 5, "stock": 1} | said)
    item = village.item(stock=1, points=3)
    with pytest.raises(Refused, match="item_known"):
        village.item()
    reserve(village, item)
    with pytest.raises(Refused, match="sold_out"):
        reserve(village, item)
    acts.stock_up(item_id=item.pk, many=10, source="送货单 7", **village.go())
    for _n in range(4):
        reserve(village, item)
    with pytest.raises(Refused, match="many_open"):
        reserve(village, item)
    assert shop.free_code({f"{n:04}" for n in range(4999)}, lambda _n: 4999) == "4999"


def test_two_people_count_the_same_or_nothing_changes(village: Points, world: World):
    item = village.item()
    first = acts.count_stock(item_id=item.pk, counted=4, why="月底盘点", **village.go())
    again = {"stocktake_id": first.pk, "counted": 4}
    with pytest.raises(Refused, match="two_people"):
        acts.agree_stock(**again, **village.go())
    other = {"actor": world.colleague, "now": LATER}
    with pytest.raises(Refused, match="counts_differ"):
        acts.agree_stock(**again | {"counted": 5}, **other)
    reserve(village, item)
    with pytest.raises(Refused, match="stock_moved"):
        acts.agree_stock(**again, **other)
    second = acts.count_stock(item_id=item.pk, counted=4, why="重盘", **village.go())
    acts.agree_stock(stocktake_id=second.pk, counted=4, **other)
    assert stock(item) == 4
    with pytest.raises(Denied):
        acts.agree_stock(stocktake_id=second.pk, counted=4, **other)


def test_the_household_is_told_what_went_out_for_its_points(
    village: Points, world: World, monkeypatch: pytest.MonkeyPatch
):
    sent: list[tuple[str, str]] = []

    class Gateway:
        def send(self, *, phone: str, text: str, ref: str = "") -> None:
            sent.append((phone, str(text)))

    monkeypatch.setattr(gateways, "reaches_phones", lambda: True)
    monkeypatch.setattr(gateways, "current", Gateway)
    deal = reserve(village, village.item())
    acts.hand_out(actor=world.worker, redemption_id=deal.pk, code=deal.code, now=LATER)
    while house.run_due(LATER + timedelta(minutes=1), most=100):
        pass
    mine = [text for phone, text in sent if phone == world.resident.phone]
    assert mine == [
        "您家在积分超市换走洗衣皂，用了20分，还剩10分。不是您家换的，请马上告诉村（居）委会。"
    ]


def test_everybody_reads_when_the_shelf_is_empty(village: Points, world: World):
    """Thirty points were fetched in ninety days, and ninety points' worth stands there: in 270 days."""
    item = village.item(points=30, stock=4)
    go = {"actor": world.resident, "household_id": village.home.pk, "now": LATER}
    deal = acts.reserve(item_id=item.pk, **go)
    assert fund.figures(world.village.pk, LATER).empty is None
    hand(world, deal, LATER)
    found = fund.figures(world.village.pk, LATER)
    assert (found.shelf, found.empty) == (90, clock.day_of(LATER) + timedelta(days=270))


def test_a_clock_that_goes_back_or_jumps_ahead_loses_and_doubles_nothing(
    village: Points, world: World
):
    item = village.item(points=10)
    go = {"actor": world.resident, "household_id": village.home.pk, "item_id": item.pk}
    deal = acts.reserve(**go, now=LATER)
    hand(world, deal, LATER - timedelta(days=1))  # the machine's clock was put right meanwhile
    kept = acts.reserve(**go, now=LATER - timedelta(days=400))
    assert (village.balance(), sound()) == (10, True)
    # a battery died: the clock says ten years on, for one night
    ahead = LATER + timedelta(days=3650)
    jobs.end_reservations(now=ahead)
    jobs.lapse_points(now=ahead)
    kept.refresh_from_db()
    assert (kept.state, village.balance(), sound()) == (Deal.LAPSED, 0, True)
    jobs.lapse_points(now=LATER)
    jobs.end_reservations(now=LATER)
    assert (village.balance(), sound()) == (0, True)
    with pytest.raises(Refused, match="not_enough"):
        acts.reserve(**go, now=LATER)
