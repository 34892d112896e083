"""A village's own table of points: every row looked at, all booked or none, by two; and out again."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base import clock, jobs
from yuanba.base.errors import Denied, Refused
from yuanba.books import queries as books
from yuanba.books.models import Account, Book, Entry
from yuanba.exchange import acts as tables
from yuanba.exchange import points_in
from yuanba.exchange.models import TableIn
from yuanba.people import acts as people
from yuanba.people.models import Household
from yuanba.points import acts
from yuanba.points.models import Opening
from yuanba.points.queries import opening as queries

GOOD = '户号,住址,户主,积分\n,三组 1号,罗桂英,120\n,三组2号,何大明,"1,000"\n,三组3号,,0\n'


@pytest.fixture
def homes(world: World) -> dict[str, Household]:
    """Three households, and two at one address."""
    found = {}
    said = {"actor": world.worker, "now": THURSDAY}
    for address, name in (("三组1号", "罗桂英"), ("三组2号", "何大明"), ("三组3号", "罗小明")):
        home = people.found_household(place_id=world.grid.pk, address=address, **said)
        people.enrol(household_id=home.pk, name=name, head=True, **said)
        found[address] = home
    for name in ("向东", "向西"):
        home = people.found_household(place_id=world.grid.pk, address="院坝4号", **said)
        people.enrol(household_id=home.pk, name=name, head=True, **said)
    return found


def run(world: World, text: str, **said: Any) -> points_in.Brought:
    go: dict[str, Any] = {"actor": world.worker, "second": world.colleague, "place": world.village}
    return points_in.run(text.encode(), name="旧台账.csv", now=THURSDAY, **go | said)


def balance(home: Household) -> int:
    return Account.objects.filter(household=home).values_list("balance", flat=True).first() or 0


BAD = [
    ("三组9号,,5", "村里没有这一户：三组9号"),
    ("院坝4号,,5", "不止一户叫这个：院坝4号"),
    ("三组1号,何大明,5", "登记里 何大明 不住这一户"),
    (",,5", "没有写哪一户"),
    ("三组2号,,-5", "积分不能是负数"),
    ("三组2号,,2.5", "这里要填整数"),
    ("三组2号,,五分", "这里要填整数"),
    ("三组2号,,1000000000000000000", "这里要填整数"),
    ("三组2号,,1000001", "是不是多打了几个零"),
    ("三组2号,,", "没有写积分"),
    ("三组3号,,7", "这一户写了两次，第一次在第 2 行"),
]


def test_every_row_that_does_not_fit_is_named_and_nothing_is_booked(
    world: World, homes: dict[str, Household]
):
    text = "住址,户主,积分\n三组3号,罗**,1\n" + "".join(f"{row}\n" for row, _why in BAD)
    report = run(world, text)
    assert [line for line, _why in report.refused] == list(range(3, 3 + len(BAD)))
    for (row, why), (_line, said) in zip(BAD, report.refused, strict=True):
        assert why in said, row
    assert (report.made, Opening.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_a_table_of_deeds_is_summed_and_may_not_end_below_nothing(
    world: World, homes: dict[str, Household]
):
    deeds = "日期,住址,事项,积分\n2026-01-03,三组1号,大扫除,3\n2026-01-09,三组1号,大扫除,3\n"
    report = run(world, deeds + "2026-02-01,三组1号,垃圾没分,-2\n", dry_run=True)
    assert (report.refused, report.sheet, list(report.homes.values())) == (
        [], 4, [{homes["三组1号"].pk: 4}],
    )  # fmt: skip
    report = run(world, deeds + "2026-01-09,三组1号,大扫除,3\n2026-02-01,三组2号,垃圾没分,-2\n")
    assert [line for line, _why in report.refused] == [4, 5]
    assert "和第 3 行一模一样" in report.refused[0][1]
    assert "加起来是负数" in report.refused[1][1]
    assert Entry.objects.count() == 0


def test_booked_once_to_the_last_point_by_two_people(world: World, homes: dict[str, Household]):
    report = run(world, GOOD, dry_run=True)
    assert (report.made, report.unchanged, report.sheet, Opening.objects.count()) == (2, 1, 1120, 0)
    for alone in (None, world.worker):
        with pytest.raises(Refused, match="two_people"):
            run(world, GOOD, second=alone)
    assert Entry.objects.count() == 0
    run(world, GOOD)
    one = Opening.objects.get()
    assert (one.homes, one.points, queries.booked(one)) == (2, 1120, 1120)
    assert (one.made_by, one.brought_by) == (world.worker, world.colleague)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.update(brought_by=world.worker)
    assert (balance(homes["三组1号"]), balance(homes["三组2号"])) == (120, 1000)
    assert books.faults(Book.objects.get().pk) == []
    again = run(world, GOOD)
    assert (again.made, again.unchanged, again.refused) == (0, 3, [])
    other = run(world, GOOD + "\n")  # another file, the same households
    assert [why for _line, why in other.refused] == ["这一户的旧积分已经带进来过了。"] * 2
    assert (Opening.objects.count(), balance(homes["三组1号"])) == (1, 120)
    for actor in (world.gridworker, world.neighbour_worker, world.resident):
        report = run(world, "住址,积分\n三组3号,5\n", actor=actor)
        assert [why for _line, why in report.refused] == ["这个地方不归您管。"]
        with pytest.raises(Denied):
            acts.import_opening(
                actor=actor, place_id=world.village.pk, homes={homes["三组3号"].pk: 5},
                digest="x", source="x", second=world.worker, now=THURSDAY,
            )  # fmt: skip


def test_what_leaves_comes_in_again(world: World, homes: dict[str, Household]):
    run(world, GOOD)
    client = Client()
    client.force_login(world.worker)
    file = client.post("/desk/points/balances")
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(file.content))
    rows = [tuple(row) for row in book.get_sheet_by_index(0).to_python()]
    assert rows[0] == ("户号", "住址", "户主", "积分")
    assert {row[1:] for row in rows[1:] if row[3]} == {
        ("三组1号", "罗**", 120), ("三组2号", "何**", 1000),
    }  # fmt: skip
    report = points_in.run(file.content, name="x.xlsx", place=world.village, dry_run=True)
    assert {why for _line, why in report.refused} == {"这一户的旧积分已经带进来过了。"}
    assert len(report.refused) == 2  # every row found its household


def test_the_page_shows_the_sum_and_another_person_agrees(
    world: World, homes: dict[str, Household], settings: Any, tmp_path: Path
):
    settings.HOME = tmp_path

    def send(text: str) -> TableIn:
        client.post(
            "/desk/import", {"what": "points", "file": SimpleUploadedFile("旧.csv", text.encode())}
        )
        work()
        return TableIn.objects.latest("pk")

    def work() -> None:
        while jobs.run_due(clock.now(), most=50):
            pass

    client, other = Client(), Client()
    client.force_login(world.worker)
    other.force_login(world.colleague)
    bad = send("住址,积分\n三组1号,5\n三组9号,5\n")
    page = client.get(f"/desk/import/{bad.pk}").content.decode()
    assert "有退回的行：一分也不写" in page
    assert "村里没有这一户：三组9号" in page
    with pytest.raises(Refused, match="nothing_new"):
        tables.agree_table(actor=world.colleague, table_id=bad.pk, now=THURSDAY)
    table = send(GOOD)
    assert table.sums == {"sheet": 1120, "homes": 2}
    page = client.get(f"/desk/import/{table.pk}").content.decode()
    assert "1120 分" in page
    assert "请另一个人打开这一页" in page
    assert (
        "旧积分要由另一个人"
        in client.post(f"/desk/import/{table.pk}", {"do": "agree"}).content.decode()
    )
    assert other.post(f"/desk/import/{table.pk}", {"do": "agree"}).status_code == 303
    work()
    table.refresh_from_db()
    assert (table.state, table.made, balance(homes["三组2号"])) == ("done", 2, 1000)
    page = client.get("/desk/points/openings").content.decode()
    assert "对得上" in page
    assert hashlib.sha256(GOOD.encode()).hexdigest() in page
    said = client.get(f"/api/points/places/{world.village.pk}/openings").json()
    assert [(one["points"], one["booked"]) for one in said] == [(1120, 1120)]
