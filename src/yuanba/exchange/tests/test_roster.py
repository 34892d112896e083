"""网格花名册: read with its mistakes told by row and column, its gaps and overlaps before it is taken; in
twice changes nothing; out in the same columns."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.tables_in import open_table
from yuanba.base.tables_out import write_xlsx
from yuanba.exchange import roster_in
from yuanba.grids import queries
from yuanba.grids.models import Seat
from yuanba.grids.tests.village import Network
from yuanba.places.models import Place, PlaceOutline
from yuanba.places.rules import Kind

pytestmark = pytest.mark.django_db
HEAD = ["村社区", "网格", "包含地方", "户数", "岗位", "姓名", "电话", "怎么定的", "边界"]
FIRST, SECOND = "石桥村第一网格", "石桥村第二网格"


def square(west: float) -> str:
    east = west + 0.02
    ring = [[west, 29.5], [east, 29.5], [east, 29.52], [west, 29.52], [west, 29.5]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def sheet(*rows: list[object]) -> bytes:
    out = BytesIO()
    write_xlsx(out, HEAD, [row + [""] * (len(HEAD) - len(row)) for row in rows], sheet="花名册")
    return out.getvalue()


GOOD = (
    ["石桥村", FIRST, "1栋、2栋，3栋", 3, "网格员", "陈大山", "13800000555", "聘任", square(106.5)],
    ["", "", "", "", "志愿者", "李小妹", "", "志愿", ""],
    ["石桥村", SECOND, "4栋 5栋", 9, "网格员", "周小河", "13800000556", "", square(106.515)],
)


@pytest.fixture
def world(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(minutes=5))
    blocks = Network(world).ground(1)
    # six stand in no grid yet
    Place.objects.filter(pk__in=[b.pk for b in blocks[3:9]]).update(
        parent=world.village, grid_id=None
    )
    return world


def take(world: World, data: bytes, **said: object) -> roster_in.Brought:
    said = {"actor": world.admin, "now": THURSDAY, "name": "花名册.xlsx"} | said
    return roster_in.run(data, **said)


def test_gaps_and_overlaps_are_told_before_anything_is_taken(world: World):
    looked = take(world, sheet(*GOOD), dry_run=True)
    assert (looked.refused, looked.made) == ([], 3)
    told = "\n".join(map(str, looked.gaps))
    assert "漏了：6栋有 1 户，不在哪个网格里。" in told
    assert f"第 4 行：{SECOND}写的 9 户，登记的有 2 户。" in told
    assert "重了：石桥村第一网格的边界有 2" in told  # a quarter lies upon the other
    assert not Place.objects.filter(name=SECOND).exists()
    assert not PlaceOutline.objects.exists()
    done = take(world, sheet(*GOOD))
    assert (done.made, done.unchanged) == (3, 0)
    second = Place.objects.get(name=SECOND)
    assert {p.name for p in Place.objects.filter(grid_id=second.pk, kind=Kind.BUILDING)} == {
        "4栋",
        "5栋",
    }
    assert [c.name for c in queries.contacts(Place.objects.get(name="5栋"))] == ["周小河"]
    assert PlaceOutline.objects.filter(until=None).count() == 2
    again = take(world, sheet(*GOOD))
    assert (again.made, again.unchanged, again.refused) == (0, 3, [])
    assert Seat.objects.count() == 3


def test_each_mistake_has_its_row_and_column_and_nothing_is_taken(world: World):
    wrong = [
        (["没有村", FIRST], "没有这个地方"),
        (["石桥村", FIRST, "99栋"], "包含地方：石桥村没有“99栋”"),
        (["石桥村", FIRST, "1栋"], ""),
        (["石桥村", SECOND, "1栋"], "第 4 行已经划给石桥村第一网格"),
        (["石桥村", FIRST, "", "", "队长", "陈大山"], "岗位：没有“队长”"),
        (["石桥村", FIRST, "", "", "网格员", ""], "姓名：写了岗位"),
        (["石桥村", FIRST, "", "", "", "陈大山"], "岗位：写了姓名"),
        (["石桥村", FIRST, "", "", "网格员", "陈大山", "12"], "电话："),
        (["石桥村", FIRST, "", "", "网格员", "陈大山", ""], "电话：大家要找他"),
        (["石桥村", FIRST, "", "", "网格长", "陈大山", "13800000555", "推选"], "怎么定的：推选的要在网格页上"),
        (["石桥村", FIRST, "", "", "网格长", "陈大山", "13800000555", "抓阄"], "怎么定的：请写"),
        (["石桥村", FIRST, "", "许多"], "户数："),
        (["石桥村", FIRST, "", "", "", "", "", "", "{"], "边界：这不是完整的 GeoJSON"),
        ([*GOOD[2][:2], "", "", "网格员", "周小河", "13800000556"], ""),
    ]  # fmt: skip
    report = take(world, sheet(*(row for row, _words in wrong)))
    told = dict(report.refused)
    for line, (_row, words) in enumerate(wrong, 2):
        assert (words in told.get(line, "")) if words else line not in told, (line, told.get(line))
    assert report.made == 0
    assert not Place.objects.filter(name=SECOND).exists()


def test_only_the_administrator_takes_a_roster(world: World):
    report = take(world, sheet(*GOOD), actor=world.worker)
    assert (report.made, len(report.refused)) == (0, 3)
    assert report.refused[0][1] == "村社区：这个地方不归您管。"
    with pytest.raises(Refused, match="table_header"):
        take(world, "村,姓名\n石桥村,陈大山\n".encode(), name="花名册.csv")


def test_a_roster_leaves_in_the_columns_it_comes_in(world: World, client):
    take(world, sheet(*GOOD))
    client.force_login(world.worker)
    url = reverse("grids:roster", args=[world.village.pk])
    answer = client.get(url)
    rows = list(open_table(answer.content, "x.xlsx").rows(roster_in.COLUMNS))
    said = [(r.values["grid"], r.values["name"], r.values["homes"]) for r in rows]
    assert said == [(FIRST, "陈大山", 6), (FIRST, "李小妹", 6), (SECOND, "周小河", 2)]
    assert rows[2].values["covers"] == "4栋、5栋"
    back = take(world, answer.content)
    assert (back.made, back.unchanged, back.refused) == (0, 3, [])
    client.force_login(world.neighbour_worker)
    assert client.get(url).status_code == 404
    assert client.get(reverse("grids:roster", args=[world.grid.pk])).status_code == 404
