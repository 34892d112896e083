"""A village's own tables of units, staff and households, brought in row by row."""

import pytest

from tests.world import THURSDAY, World
from yuanba.base.errors import Refused
from yuanba.exchange import people_in
from yuanba.people.models import Household, Membership, Person, Post, Unit
from yuanba.places.models import Place

pytestmark = pytest.mark.django_db


def table(*lines: str) -> bytes:
    return "\n".join(lines).encode("gb18030")


HOMES = table(
    "网格,户号,住址,姓名,与户主关系,电话",
    "石桥村第一网格,SQ1,一组1号,罗国富,户主,13800000101",
    "石桥村第一网格,SQ1,一组1号,陈桂英,配偶,",
    "石桥村第一网格,,一组2号,刘大明,户主,１３８０００００１０２",
    "没有的网格,,一组3号,谭秀兰,户主,",
    "石桥村第一网格,,一组4号,何建国,户主,123",
)


def brought(kind: str, data: bytes, **said):
    return people_in.run(kind, data, name="表.csv", now=THURSDAY, **said)


def test_people_with_one_number_or_one_address_are_one_household(world: World):
    report = brought("households", HOMES)
    assert (report.rows, report.made, len(report.refused)) == (5, 3, 2)
    assert Household.objects.count() == 2
    heads = Membership.objects.filter(head=True).values_list("person__name", flat=True)
    assert sorted(heads) == ["刘大明", "罗国富"]
    assert Person.objects.get(name="刘大明").phone == "13800000102"


def test_refused_rows_say_why_and_leave_nothing(world: World):
    report = brought("households", HOMES)
    assert [line for line, _why in report.refused] == [5, 6]
    assert "没有这个地方" in report.refused[0][1]
    assert not Household.objects.filter(address="一组4号").exists()  # its number was wrong


def test_the_same_table_twice_changes_nothing(world: World):
    brought("households", HOMES)
    again = brought("households", HOMES)
    assert (again.made, again.unchanged) == (0, 3)


def test_a_preview_writes_nothing_and_counts_the_same(world: World):
    shown = brought("households", HOMES, dry_run=True)
    assert not Household.objects.exists()
    assert (shown.made, len(shown.refused)) == (3, 2)


@pytest.mark.parametrize("kind", ["corners", "households", "staff"])
def test_a_preview_of_a_file_that_builds_on_its_own_earlier_rows_says_what_writing_does(
    world: World, monkeypatch: pytest.MonkeyPatch, kind: str
):
    monkeypatch.setattr(people_in, "BATCH", 2)  # undone after every second row
    data = {
        "corners": table(
            "地点,名称,类型", "石桥村,新网格,网格", "石桥村,别的网格,网格", "新网格,新院坝,院坝",
            "新院坝,1号楼,楼栋", "石桥村,新网格,网格", "1号楼,错的,城堡",
        ),
        "households": table(
            "网格,户号,住址,姓名,户主", "石桥村第一网格,A1,一组1号,罗一,是",
            "石桥村第一网格,A2,一组2号,罗二,是", "石桥村第一网格,A1,一组1号,罗三,",
            "石桥村第一网格,A2,一组2号,罗二,", "石桥村第一网格,,一组1号,罗一,",
        ),
        "staff": table(
            "地点,姓名,用户名,岗位", "石桥村,钱新,qian,社区工作者", "石桥村,何新,he,社区工作者",
            "柳湾社区,钱新,qian,社区工作者", "石桥村,别人,qian,社区工作者",
            "石桥村,何新,he,社区工作者",
        ),
    }[kind]  # fmt: skip
    shown = brought(kind, data, dry_run=True)
    written = brought(kind, data)
    assert (shown.made, shown.unchanged) == (written.made, written.unchanged)
    assert shown.refused == written.refused


def test_a_neighbouring_worker_brings_nothing_into_this_village(world: World):
    report = brought("households", HOMES, actor=world.neighbour_worker)
    assert (report.made, len(report.refused)) == (0, 5)
    assert "不归您管" in report.refused[0][1]


def test_staff_come_with_their_posts_and_without_a_password(world: World):
    data = table(
        "地点,姓名,用户名,岗位,单位,职务,电话",
        "石桥村,钱新,qianxin,社区工作者,,村文书,13800000201",
        "云岭县,孙工,sungong,部门经办人,云岭县城市管理局,,",
        "石桥村,李某,limou,村霸,,,",
        "云岭县,周工,zhougong,部门经办人,,,",
        "石桥村,冒名,qianxin,社区工作者,,,",
    )
    report = brought("staff", data)
    assert report.made == 2
    assert [line for line, _why in report.refused] == [4, 5, 6]
    assert Post.objects.get(person__username="sungong").unit == world.lamps
    assert not Person.objects.get(username="qianxin").has_usable_password()
    assert not Person.objects.filter(username="limou").exists()
    assert brought("staff", data).made == 0


def test_units_and_corners_are_founded_once(world: World):
    units = table("村社区,单位,类型,电话", "石桥村,石桥村调委会,调委会,", "石桥村,茶馆,茶馆,")
    report = brought("units", units)
    assert (report.made, len(report.refused)) == (1, 1)
    assert Unit.objects.filter(name="石桥村调委会").exists()
    corners = table("村社区,名称,类型", "石桥村,老槐树院坝,院坝", "石桥村,城堡,城堡")
    report = brought("corners", corners)
    assert (report.made, len(report.refused)) == (1, 1)
    assert Place.objects.filter(name="老槐树院坝", village_id=world.village.pk).exists()
    assert brought("corners", corners).unchanged == 1


def test_a_table_without_its_columns_is_refused_whole(world: World):
    with pytest.raises(Refused):
        brought("households", table("甲,乙", "1,2"))
