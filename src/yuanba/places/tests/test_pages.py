"""The administrator's pages, with a signed-in person. Only this context's addresses are needed."""

from datetime import date

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from yuanba.base import clock, ids, records
from yuanba.base.models import Record
from yuanba.base.permits import Role
from yuanba.places import acts, queries
from yuanba.places.models import CalendarYear, Place
from yuanba.places.rules import DayKind
from yuanba.places.tests.tree import Tree

pytestmark = pytest.mark.urls("yuanba.places.tests.urls")


class Site:
    """The small county with somebody signed in."""

    def __init__(self, tree: Tree, client: Client) -> None:
        self.tree, self.client = tree, client

    def sign_in(self, role: Role, place: Place) -> None:
        # people stands above this context: its tables are only borrowed here
        Person, Post = (apps.get_model("people", name) for name in ("Person", "Post"))  # noqa: N806
        someone = Person.objects.create(username=f"u{ids.new()}", name="高管")
        Post.objects.create(person=someone, place=place, role=role, since=date(2020, 1, 1))
        self.client.force_login(someone)

    def get(self, name: str, /, *args: object, **asked: object) -> str:
        answer = self.client.get(reverse(f"places:{name}", args=args), asked)
        assert answer.status_code == 200, answer
        return str(answer.content.decode())

    def post(self, name: str, /, *args: object, **typed: object):
        return self.client.post(reverse(f"places:{name}", args=args), typed)


@pytest.fixture
def site(tree: Tree, client: Client) -> Site:
    made = Site(tree, client)
    made.sign_in(Role.ADMIN, tree.county)
    return made


def test_the_administrator_walks_down_the_tree(site: Site):
    answer = site.client.get(reverse("places:places"))
    assert answer.url == reverse("places:place", args=[site.tree.county.pk])
    county, village = (
        site.get("place", site.tree.county.pk),
        site.get("place", site.tree.village.pk),
    )
    assert "东河镇" in county
    assert "西坪镇" in county
    assert "第一网格" in village
    assert "清溪县" in village
    assert "设立下级" in village


def test_a_past_name_and_an_old_code_find_the_place(site: Site):
    acts.rename(place_id=site.tree.village.pk, name="新柳湾村", **site.tree.paper())
    assert "新柳湾村" in site.get("places", q="柳湾村")
    assert "东河镇" in site.get("places", q="500199100")
    assert "没有找到" in site.get("places", q="无此村")
    page = site.get("place", site.tree.village.pk)
    assert "“柳湾村”改叫“新柳湾村”" in page


def test_a_village_is_founded_on_the_page(site: Site):
    answer = site.post(
        "found", site.tree.west.pk, kind="village", name="白杨村", short="白杨", source="县府文件"
    )
    made = Place.objects.get(name="白杨村")
    assert answer.url == reverse("places:place", args=[made.pk])
    assert made.parent == site.tree.west


def test_a_move_is_shown_before_it_is_made(site: Site):
    typed = {"parent": site.tree.community.pk, "source": "县府文件"}
    shown = site.post("move", site.tree.grid.pk, **typed)
    assert shown.status_code == 200
    assert "还没有改" in shown.content.decode()
    assert "从柳湾村改归南湖社区，连同下面的 2 处" in shown.content.decode()
    assert Place.objects.get(pk=site.tree.grid.pk).parent == site.tree.village
    assert len(records.about(site.tree.grid)) == 1
    done = site.post("move", site.tree.grid.pk, sure=1, **typed)
    assert done.url == reverse("places:place", args=[site.tree.grid.pk])
    assert Place.objects.get(pk=site.tree.building.pk).village_id == site.tree.community.pk


@pytest.mark.parametrize(
    ("act", "place", "typed", "said"),
    [
        ("rename", "village", {"name": "新柳湾村"}, "“柳湾村”改叫“新柳湾村”"),
        ("recode", "east", {"system": "stat", "edition": "2026", "code": "500199100000"}, "新代码"),
        ("close", "building", {}, "改了以后会这样"),
    ],
)
def test_every_change_is_shown_then_made(site: Site, act: str, place: str, typed: dict, said: str):
    here = getattr(site.tree, place)
    site.get(act, here.pk)
    shown = site.post(act, here.pk, source="县府文件", **typed)
    assert (shown.status_code, len(records.about(here))) == (200, 1)
    assert said in shown.content.decode()
    assert site.post(act, here.pk, source="县府文件", sure=1, **typed).status_code == 302
    assert records.about(here)[-1].act == f"places.{act}"


def test_villages_are_merged_on_the_page(site: Site):
    typed = {"places": [site.tree.village.pk], "source": "县府文件"}
    assert "石桥村" in site.get("merge", site.tree.village.pk)
    shown = site.post("merge", site.tree.other.pk, **typed)
    assert "并入：柳湾村" in shown.content.decode()
    assert site.post("merge", site.tree.other.pk, sure=1, **typed).status_code == 302
    assert "已经撤并" in site.get("place", site.tree.village.pk)
    assert "石桥村" in site.get("places", q="柳湾村")


def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(site: Site):
    answer = site.post(
        "rename", site.tree.village.pk, name="石桥村", short="柳湾", source="县府文件"
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "已经有一个同名的地方" in page
    assert 'value="石桥村"' in page
    assert site.post("rename", site.tree.village.pk, name="", sure=1).status_code == 422


@pytest.mark.parametrize("role", [Role.WORKER, Role.TOWNSHIP, Role.HANDLER])
def test_others_do_not_see_these_pages(tree: Tree, client: Client, role: Role):
    site = Site(tree, client)
    if role is not Role.HANDLER:  # a handler belongs to a unit; nobody signed in stands for him
        site.sign_in(role, tree.county)
    for url in (
        reverse("places:places"),
        reverse("places:place", args=[tree.village.pk]),
        reverse("places:rename", args=[tree.village.pk]),
        reverse("places:calendar"),
        reverse("places:year", args=[2026]),
        reverse("places:day", args=[date(2027, 1, 1)]),
    ):
        status = client.get(url).status_code
        assert status in ((302,) if role is Role.HANDLER else (302, 403, 404))
        if status == 302 and "sign" not in client.get(url).url:
            assert client.get(client.get(url).url).status_code in (403, 404)


def test_a_supervisor_reads_and_is_offered_no_change(tree: Tree, client: Client):
    site = Site(tree, client)
    site.sign_in(Role.SUPERVISOR, tree.county)
    assert "设立下级" not in site.get("place", tree.village.pk)
    assert client.get(reverse("places:rename", args=[tree.village.pk])).status_code in (403, 404)
    assert "desk/calendar/day/" not in site.get("year", 2026)


def test_a_year_without_a_notice_is_marked_and_can_be_loaded(site: Site):
    assert "暂定" in site.get("year", 2026)
    assert site.post("load_year", 2026).status_code == 302
    page = site.get("year", 2026)
    assert "已按通知定下" in page
    assert "2026-02-17 休息 春节" in page
    assert "2026-01-04 上班 元旦" in page
    assert site.post("load_year", 2031).url == reverse("places:year", args=[2031])
    assert "暂定" in site.get("year", 2031)


def test_a_day_is_changed_and_the_moved_limits_are_shown(site: Site):
    day = date(2027, 3, 1)
    assert "算上班" in site.get("day", day)
    answer = site.post("day", day, kind="off", name="暴雪", source="县府通知")
    assert answer.status_code == 302
    assert not queries.calendar().works(day)
    (cause,) = queries.calendar_changes(2027)
    assert answer.url.endswith(f"?moved={cause.pk}")
    Record.objects.create(  # as the job of the matters leaves it
        act="matters.move_limit", subject_kind="matters.matter", subject_id=5, at=clock.now(),
        place_id=site.tree.village.pk,
        facts={"before": "2027-03-01T15:59:59+00:00", "due": "2027-03-02T15:59:59+00:00",
               "source": f"places.set_day {cause.pk}"},
    )  # fmt: skip
    page = site.get("year", 2027, moved=cause.pk)
    assert "因此改了期限的事：1 件" in page
    assert "2027-03-01 → 2027-03-02" in page


def test_a_year_is_settled_only_when_its_notice_is_whole(site: Site):
    answer = site.post("settle_year", 2027, source="国务院通知", sure=1)
    assert answer.status_code == 422
    assert "填全" in answer.content.decode()
    acts.settle_year(
        year=2027,
        days=[(date(2027, m, d), DayKind.OFF, "") for m, d in
              ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))],
        **site.tree.paper(),
    )  # fmt: skip
    assert CalendarYear.objects.filter(year=2027).exists()


def test_a_day_that_does_not_exist_has_no_page(site: Site):
    assert site.client.get("/desk/calendar/day/2027-02-30/").status_code == 404
    assert site.client.get("/desk/calendar/1950/").status_code == 404
