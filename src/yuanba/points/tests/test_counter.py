"""The counter: hours, pictures, kinds, a redemption put right, slips without signal, reminders."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base import jobs as house
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.books import queries as books
from yuanba.books.models import Entry
from yuanba.notices.models import Message
from yuanba.people.models import Person
from yuanba.points import acts, jobs
from yuanba.points.acts.counter import Written
from yuanba.points.models import Item, LapseWarning, Redemption, Slip, SlipDay
from yuanba.points.rules import shop
from yuanba.points.rules.shop import Deal, Ware
from yuanba.points.tests.test_points_pages import jpeg, signed, text_of
from yuanba.points.tests.village import LATER, Points

TODAY = clock.day_of(LATER)


@pytest.fixture
def village(world: World, monkeypatch: pytest.MonkeyPatch) -> Points:
    """The household has thirty points."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    found = Points(world)
    found.budget()
    found.booked("H4")
    return found


def sound() -> bool:
    return books.faults(Entry.objects.earliest("pk").book_id) == []


def reserve(village: Points, item: Item, **said: Any) -> Redemption:
    said = {"actor": village.world.resident, "household_id": village.home.pk, "now": LATER} | said
    return acts.reserve(item_id=item.pk, **said)


def handed(village: Points, item: Item) -> Redemption:
    deal = reserve(village, item)
    out = {"redemption_id": deal.pk, "code": deal.code, "now": LATER}
    return acts.hand_out(actor=village.world.gridworker, **out)


# ── hours ──


def test_what_is_reserved_waits_for_the_next_open_day():
    week = ["", "", "", "09:00-17:00", "", "", ""]  # Thursdays only
    thursday = THURSDAY.date()
    assert shop.last_day(thursday, week) == thursday + timedelta(days=7)
    assert shop.last_day(thursday + timedelta(days=2), week) == thursday + timedelta(days=7)
    assert shop.last_day(thursday, None) == thursday + timedelta(days=1)
    for days, why in (
        ([("09:00", "08:00")], "hours_odd"),
        ([("09:00", "")], "hours_odd"),
        ([("25:00", "26:00")], "hours_odd"),
        ([("", "")], "hours_none"),
    ):
        with pytest.raises(Refused, match=why):
            shop.hours([*days, *[("", "")] * (7 - len(days))])
    with pytest.raises(Refused, match="hours_odd"):
        shop.hours([("09:00", "17:00")])


def test_hours_are_set_by_a_worker_and_read_by_everybody(village: Points, world: World):
    desk, phone = signed(world.worker), signed(world.resident)
    said = {"where": "村委会一楼", "from3": "09:00", "to3": "17:00", "note": "放假另说"}
    bad = desk.post("/desk/points/shop/hours", said | {"from4": "18:00", "to4": "09:00"})
    assert bad.status_code == 422
    assert "开门要早于关门" in text_of(bad)
    assert 'value="18:00"' in text_of(bad)
    assert desk.post("/desk/points/shop/hours", said).status_code == 302
    assert "村委会一楼" in text_of(phone.get("/points/shop"))
    deal = reserve(village, village.item())
    days = ["", "", "", "09:00-17:00", "", "", ""]
    assert deal.last == shop.last_day(TODAY, days)
    assert Client().get(f"/api/points/places/{world.village.pk}/shop_hours").json()["days"] == days
    with pytest.raises(Denied):
        acts.set_hours(
            actor=world.gridworker, place_id=world.village.pk, where="x", days=[("", "")],
            now=LATER,
        )  # fmt: skip


# ── goods ──


def test_a_thing_has_a_kind_and_a_picture_that_everybody_sees(village: Points, world: World):
    desk = signed(world.worker)
    said = {"kind": "goods", "name": "香皂", "points": "8", "unit": "块", "offered": "on"}
    page = desk.post("/desk/points/shop/new", said | {"photos": jpeg(3)})
    assert "东西要写现在有几件" in text_of(page)
    kept = text_of(page).split('name="kept" value="')[1].split('"')[0]
    assert (
        desk.post("/desk/points/shop/new", said | {"stock": "2", "kept": kept}).status_code == 302
    )
    item = Item.objects.get(name="香皂")
    there = f"/points/shop/photo/{item.shot.name}"
    assert there in text_of(signed(world.resident).get("/points/shop"))
    assert Client().get(f"{there}?small").headers["Content-Type"] == "image/jpeg"
    assert Client().get("/points/shop/photo/nothing").status_code == 404
    assert "快没货了" in text_of(desk.get("/desk/points/shop/"))
    wrong = SimpleUploadedFile("x.jpg", b"no picture")
    change = {"do": "keep", "name": "香皂", "points": "9", "offered": "on"}
    page = desk.post(f"/desk/points/shop/items/{item.pk}/", change | {"photos": wrong})
    assert "不是照片" in text_of(page)
    go: dict[str, Any] = {"place_id": world.village.pk, "now": LATER, "actor": world.worker}
    first = acts.keep_item(name="会议室先订", points=15, kind=Ware.PRIORITY, **go)
    assert (first.kind, first.stock) == ("priority", None)
    assert "优先" in text_of(signed(world.resident).get("/points/shop"))
    with pytest.raises(Refused, match="forbidden_link"):
        acts.keep_item(name="低保优先办", points=15, kind=Ware.PRIORITY, **go)
    with pytest.raises(Refused, match="stock_odd"):
        acts.keep_item(name="理发", points=15, kind=Ware.SERVICE, stock=3, **go)


# ── put right ──


def test_a_redemption_is_put_right_by_a_third_person(village: Points, world: World):
    Person.objects.filter(pk=world.resident.pk).update(phone="13800000123")
    item = village.item()
    deal = handed(village, item)
    go: dict[str, Any] = {"redemption_id": deal.pk, "why": "拿错了", "now": LATER}
    for nobody in (world.gridworker, world.resident, world.neighbour_worker):
        with pytest.raises(Denied):
            acts.undo_deal(actor=nobody, **go)
    there = f"/desk/points/shop/deals/{deal.pk}/"
    page = signed(world.worker).post(there, {"why": ""})
    assert page.status_code == 422
    done = signed(world.worker).post(there, {"why": "拿错了", "goods_back": "on"})
    assert done.status_code == 302
    deal.refresh_from_db()
    item.refresh_from_db()
    assert (deal.state, village.balance(), item.stock, sound()) == (Deal.REVERSED, 30, 6, True)
    with pytest.raises(Refused, match="not_handed"):
        acts.undo_deal(actor=world.colleague, **go)
    with pytest.raises(IntegrityError), transaction.atomic():
        Redemption.objects.filter(pk=deal.pk).update(undone_by=world.gridworker)
    counter_deal = reserve(village, item, actor=world.worker)
    out = {"redemption_id": counter_deal.pk, "code": counter_deal.code, "now": LATER}
    acts.hand_out(actor=world.colleague, **out)
    for hands in (world.worker, world.colleague):
        with pytest.raises(Refused, match="two_hands"):
            acts.undo_deal(actor=hands, **go | {"redemption_id": counter_deal.pk})
    while house.run_due(LATER + timedelta(days=1), most=50):
        pass
    told = list(Message.objects.filter(kind="points").order_by("pk").values_list("text", flat=True))
    assert len(told) == 0  # no gateway reaches telephones here


def test_every_redemption_is_told_and_stands_in_the_outbox(
    village: Points, world: World, settings: Any
):
    settings.DEMO = True
    Person.objects.filter(pk=world.resident.pk).update(phone="13800000123")
    deal = handed(village, village.item())
    acts.undo_deal(actor=world.worker, redemption_id=deal.pk, why="拿错了", now=LATER)
    for _twice in range(2):
        while house.run_due(LATER + timedelta(days=1), most=50):
            pass
    told = Message.objects.filter(kind="points").order_by("pk")
    assert [m.state for m in told] == ["sent", "sent"]
    assert "换走洗衣皂，用了20分" in told[0].text
    assert "退回20分" in told[1].text


def test_a_code_that_lapsed_says_so(village: Points, world: World):
    deal = reserve(village, village.item())
    jobs.end_reservations(now=deal.until)
    with pytest.raises(Refused, match="code_old"):
        acts.hand_out_by_code(
            actor=world.worker, place_id=world.village.pk, code=deal.code, now=deal.until
        )


def test_a_redemption_that_dies_between_two_statements_left_nothing(village: Points, world: World):
    """As if the process were killed at each statement of the act in turn: all or nothing."""
    item = village.item()
    deal = reserve(village, item)
    out = {"redemption_id": deal.pk, "code": deal.code, "now": LATER}
    died = 0
    for n in range(1, 60):
        left = [n]

        def dies(execute: Any, *said: Any, left: list[int] = left) -> Any:
            left[0] -= 1
            if not left[0]:
                raise KeyboardInterrupt
            return execute(*said)

        try:
            with transaction.atomic(), connection.execute_wrapper(dies):
                acts.hand_out(actor=world.worker, **out)
            break
        except KeyboardInterrupt:
            died += 1
        deal.refresh_from_db()
        assert (deal.state, village.balance(), sound()) == (Deal.RESERVED, 10, True)
    deal.refresh_from_db()
    assert died > 8
    assert (deal.state, village.balance(), sound()) == (Deal.HANDED, 10, True)


# ── paper ──


def test_a_day_without_signal_is_entered_once_and_what_does_not_fit_is_named(
    village: Points, world: World
):
    soap, gone = village.item(points=20), village.item("米", 5, 0)
    keeper = world.person("shopkeeper", "店小二", Role.SHOP, world.village)
    first = acts.print_slips(actor=keeper, place_id=world.village.pk, many=8, now=LATER)
    slips = list(Slip.objects.order_by("n"))
    assert [s.n for s in slips] == list(range(1, 9))
    assert (first.sheet, len(first.sign)) == (1, 2)
    more = acts.print_slips(actor=world.worker, place_id=world.village.pk, many=1, now=LATER)
    assert (more.n, more.sheet) == (9, 9)
    desk = signed(world.worker)
    assert slips[0].number in text_of(desk.get("/desk/points/shop/slips/1/"))
    head = {"on": TODAY.isoformat(), "handed_by": keeper.pk}

    def rows(*said: tuple[str, str, Any]) -> dict[str, Any]:
        keys = ("slip", "household", "item")
        return {
            f"s{n}-{k}": v for n, one in enumerate(said) for k, v in zip(keys, one, strict=True)
        }

    bad = rows(
        ("12", "罗大娘", soap.pk), ("0001AB", "没有的户", soap.pk), (slips[1].number, "罗大娘", "")
    )
    page = text_of(desk.post("/desk/points/shop/enter", head | bad))
    for words in ("券号是几位数字加两个字母", "没有找到这一户", "请选换什么", 'value="没有的户"'):
        assert words in page, words
    assert not SlipDay.objects.exists()
    other = "AA" if slips[2].sign != "AA" else "CC"
    good = rows(
        (slips[0].number.lower(), "罗大娘", soap.pk),
        (slips[1].number, "罗大娘", soap.pk),  # ten points are left
        (f"0003{other}", "罗大娘", soap.pk),
        (slips[3].number, "罗大娘", gone.pk),
    )
    done = desk.post("/desk/points/shop/enter", head | good)
    day = SlipDay.objects.get()
    assert done.headers["Location"] == f"/desk/points/shop/entered/{day.pk}/"
    assert (day.done, [one["slip"] for one in day.left]) == (
        1, [slips[1].number, f"0003{other}", slips[3].number],
    )  # fmt: skip
    assert (village.balance(), sound()) == (10, True)
    page = text_of(desk.get(f"/desk/points/shop/entered/{day.pk}/"))
    for words in ("不够：只有 10", "没有印过这个券号", "账上这一样已经没有了"):
        assert words in page, words
    deal = Redemption.objects.get()
    assert (deal.state, deal.ended_by, deal.reserved_by) == (Deal.HANDED, keeper, world.worker)
    assert slips[0].number in text_of(desk.get(f"/desk/points/shop/day?on={TODAY.isoformat()}"))
    one = Written(slips[0].number, village.home.pk, soap.pk)
    go: dict[str, Any] = {"place_id": world.village.pk, "on": TODAY, "now": LATER}
    twice = acts.enter_slips(actor=world.worker, handed_by_id=keeper.pk, slips=[one], **go)
    assert (twice.done, twice.left[0]["why"]) == (0, "这张券录过了。")
    with pytest.raises(Refused, match="two_hands"):
        acts.enter_slips(actor=world.worker, handed_by_id=world.worker.pk, slips=[one], **go)
    fresh = Written(slips[4].number, village.home.pk, soap.pk)
    with pytest.raises(Refused, match="own_home"):
        acts.enter_slip(actor=world.worker, handed_by_id=world.resident.pk, slip=fresh, **go)
    old = go | {"on": TODAY - timedelta(days=32)}
    with pytest.raises(Refused, match="day_past"):
        acts.enter_slips(actor=world.worker, handed_by_id=keeper.pk, slips=[one], **old)
    for nobody in (keeper, world.resident, world.neighbour_worker):
        with pytest.raises(Denied):
            acts.enter_slips(actor=nobody, handed_by_id=world.gridworker.pk, slips=[one], **go)
    assert "三组" in text_of(desk.get("/desk/points/shop/cards")) or "五组3号" in text_of(
        desk.get("/desk/points/shop/cards")
    )


def test_the_shopkeeper_hands_out_and_counts_and_does_no_more(village: Points, world: World):
    keeper = world.person("shopkeeper", "店小二", Role.SHOP, world.village)
    item = village.item()
    deal = reserve(village, item)
    client = signed(keeper)
    assert "发货" in text_of(client.get("/desk/points/shop/"))
    assert "积分超市" in text_of(client.get("/desk/", follow=True))
    for closed in (
        "/desk/points/",
        "/desk/matters/",
        "/desk/points/shop/new",
        "/desk/people/households/",
    ):
        assert client.get(closed).status_code in {403, 404}, closed
    assert client.post("/desk/points/shop/", {"code": deal.code}).status_code == 302
    deal.refresh_from_db()
    assert deal.ended_by == keeper
    acts.count_stock(actor=keeper, item_id=item.pk, counted=5, why="月底", now=LATER)
    for act, said in (
        (acts.reserve, {"household_id": village.home.pk, "item_id": item.pk}),
        (acts.keep_item, {"place_id": world.village.pk, "name": "x", "points": 1}),
        (acts.undo_deal, {"redemption_id": deal.pk, "why": "x"}),
    ):
        with pytest.raises(Denied):
            act(actor=keeper, now=LATER, **said)
    few = [asked(client, there) for there in ("/desk/points/shop/",)]
    reserve(village, village.item("毛巾", 3, 2))
    assert [asked(client, there) for there in ("/desk/points/shop/",)] == few


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


# ── reminders ──


def test_points_that_lapse_within_thirty_days_are_told_once(
    village: Points, world: World, settings: Any
):
    settings.DEMO = True
    Person.objects.filter(pk=world.resident.pk).update(phone="13800000123")
    due = datetime(LATER.year + 2, LATER.month, LATER.day, tzinfo=LATER.tzinfo)
    jobs.warn_lapsing(now=due - timedelta(days=40))
    assert not LapseWarning.objects.exists()
    for days in (25, 24, 23):
        jobs.warn_lapsing(now=due - timedelta(days=days))
    warned = LapseWarning.objects.all()
    assert 1 <= warned.count() <= 2  # once for each month
    assert warned[0].points == 30
    while house.run_due(due, most=50):
        pass
    told = Message.objects.filter(kind="points").values_list("text", flat=True)
    assert "30分快满两年了" in told[0]
    with pytest.raises(Denied):
        acts.warn_lapse(actor=world.worker, account_id=1, now=LATER)


def test_checks_that_wait_too_long_stand_on_top(village: Points, world: World):
    village.told()
    page = text_of(signed(world.worker).get("/desk/points/"))
    assert "1 条超过七天还没核实" in page


def test_a_slip_number_is_read_however_it_was_typed():
    assert shop.slip(" 0012 kf ") == (12, "KF")
    assert shop.slip("１２ＫＦ") == (12, "KF")
    for odd in ("12", "KF", "", "12K", "12K1", "1234567890KF"):
        with pytest.raises(Refused, match="slip_odd"):
            shop.slip(odd)
