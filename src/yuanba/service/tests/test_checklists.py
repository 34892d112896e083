"""五事共抓, 四进走访, 四事四办 (P002-05): the county's own lines, ticked with words, followed up, counted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.world import THURSDAY, World
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.places.rules import Kind
from yuanba.service import acts, queries
from yuanba.service.models import Checklist, Tick
from yuanba.service.rules import checklists as rules
from yuanba.service.tests.village import Thursdays

LATER = THURSDAY + timedelta(minutes=40)
NEXT = THURSDAY + timedelta(days=7)
FIVE, VISITS = rules.Checklist.FIVE, rules.Checklist.VISITS


@pytest.fixture
def thursdays(world: World, monkeypatch: pytest.MonkeyPatch) -> Thursdays:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return Thursdays(world)


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


# ── rules


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "no_lines"),
        (["  "], "no_lines"),
        (["走"], "say"),
        (["走访", "走 访", "走访"], "twice"),
        (["长" * 61], "long"),
        ([f"第{n}条" for n in range(13)], "many"),
    ],
)
def test_a_list_says_something_once_and_fits_on_a_sheet(lines: list[str], code: str):
    with refused(code):
        rules.revise(kind=Kind.COUNTY, lines=map(rules.Line, lines))


def test_only_a_county_has_lists_and_the_report_named_five():
    with refused("wrong_place"):
        rules.revise(kind=Kind.TOWNSHIP, lines=[rules.Line("走访")])
    assert [len(rules.NAMED[kind]) for kind in rules.Checklist] == [5, 0, 0]


@given(st.dictionaries(st.integers(1, 6), st.text(max_size=8)), st.sets(st.integers(1, 6)))
def test_a_tick_has_words_and_stands_once(notes: dict[int, str], ticked: set[int]):
    try:
        said = rules.tick(notes=notes, lines={1, 2, 3, 4}, ticked=ticked)
    except Refused:
        return
    assert said
    assert all(len(note) >= 2 for note in said.values())
    assert not set(said) & ticked
    assert {pk for pk, note in notes.items() if note.strip()} == set(said)


# ── acts


@pytest.mark.django_db
def test_a_new_version_ends_the_one_before_and_both_stay_readable(thursdays: Thursdays):
    first = thursdays.listed()
    lines = [rules.Line(" 进  家庭 ", follow=True), rules.Line("")]
    second = thursdays.listed(lines=lines, now=THURSDAY)
    first.refresh_from_db()
    assert (first.n, first.until, second.n, second.until) == (1, THURSDAY.date(), 2, None)
    assert [(x.text, x.follow) for x in second.lines.all()] == [("进 家庭", True)]
    assert queries.standing(thursdays.world.county.pk) == {FIVE: second}
    assert queries.history(thursdays.world.county.pk, FIVE) == [first]
    left = records.about(second)[0]
    assert (left.act, left.facts["n"]) == ("service.revise_checklist", 2)
    with refused("source_needed"):
        thursdays.listed(source=" ")
    ended = acts.retire_checklist(
        actor=thursdays.world.admin, checklist_id=second.pk, reason="换届以后另定", now=LATER
    )
    assert (ended.until, queries.standing(thursdays.world.county.pk)) == (LATER.date(), {})
    assert thursdays.listed().n == 3  # a number is never given twice


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["worker", "township", "supervisor", "security", "resident"])
def test_only_the_county_sets_its_lists(thursdays: Thursdays, who: str):
    listed, someone = thursdays.listed(), getattr(thursdays.world, who)
    with pytest.raises(Denied):
        acts.revise_checklist(
            actor=someone, county_id=thursdays.world.county.pk, kind=FIVE,
            lines=[rules.Line("走访")], source="通知", now=LATER,
        )  # fmt: skip
    with pytest.raises(Denied):
        acts.retire_checklist(actor=someone, checklist_id=listed.pk, reason="不要了", now=LATER)
    assert Checklist.objects.get().until is None


@pytest.mark.django_db
def test_what_was_done_is_ticked_once_taken_back_and_all_or_none(thursdays: Thursdays):
    world, day, listed = thursdays.world, thursdays.opened(), thursdays.listed()
    only, follow = listed.lines.order_by("n")
    go = {"actor": world.gridworker, "day_id": day.pk, "now": LATER}
    with pytest.raises(Denied):  # the grid's own post does not hold the whole village's day
        acts.tick(notes={only.pk: "开了院坝会"}, **go)
    go["actor"] = world.worker
    acts.tick(notes={only.pk: "开了院坝会", follow.pk: " "}, **go)
    with refused("ticked"):
        acts.tick(notes={follow.pk: "看了消防", only.pk: "又开了一次"}, **go)
    assert [t.note for t in queries.ticks(day)] == ["开了院坝会"]
    done = records.about(day)[-1]
    assert done.act == "service.tick"
    assert done.facts["done"] == [{"list": "five", "line": "居民自治", "note": "开了院坝会"}]
    acts.untick(actor=world.worker, tick_id=Tick.objects.get().pk, now=LATER)
    assert (Tick.objects.count(), records.about(day)[-1].facts["note"]) == (0, "开了院坝会")
    old, thursdays_new = only.pk, thursdays.listed(now=LATER)
    assert thursdays_new.n == 2
    with refused("no_line"):
        acts.tick(notes={old: "开了院坝会"}, **go)
    with refused("nothing"):
        acts.tick(notes={}, **go)
    with refused("not_today"):
        acts.tick(notes={old: "开了院坝会"}, **go | {"now": NEXT})


@pytest.mark.django_db
def test_what_wants_following_stays_listed_until_somebody_says_what_came_of_it(
    thursdays: Thursdays,
):
    world, day = thursdays.world, thursdays.opened()
    tick = thursdays.ticked(day)
    assert queries.ticks_to_follow(world.village.pk, day.day) == []
    assert queries.ticks_to_follow(world.village.pk, NEXT.date()) == [tick]
    for who in (world.neighbour_worker, world.supervisor, world.handler):
        with pytest.raises(Denied):
            acts.settle_tick(actor=who, tick_id=tick.pk, came="清完了，复查过。", now=NEXT)
    with refused("say"):
        acts.settle_tick(actor=world.worker, tick_id=tick.pk, came="清了", now=NEXT)
    acts.settle_tick(actor=world.worker, tick_id=tick.pk, came="清完了，复查过。", now=NEXT)
    assert queries.ticks_to_follow(world.village.pk, NEXT.date()) == []
    with refused("settled"):
        acts.settle_tick(actor=world.worker, tick_id=tick.pk, came="再说一遍。", now=NEXT)


# ── pages and JSON


@pytest.mark.django_db
def test_from_the_county_to_the_wall_by_page(
    thursdays: Thursdays, client, monkeypatch, django_assert_max_num_queries
):
    world, day = thursdays.world, thursdays.opened()
    client.force_login(world.coordinator)
    here = reverse("service:revise", args=["five"])
    assert client.get(here).content.decode().count("文明素养") == 1  # as the report names it
    assert "没有写明是哪几项" in client.get(reverse("service:lists")).content.decode()
    said = {"line_1": "居民自治", "line_3": "平安稳定", "follow_3": "on", "source": "县委办8号"}
    wrong = client.post(here, said | {"line_2": "居民自治", "source": ""})
    assert wrong.status_code == 422
    assert "平安稳定" in wrong.content.decode()
    assert client.post(here, said).status_code == 302
    ending = client.post(f"{here}end", {"reason": "换"})
    assert (ending.status_code, 'value="换"' in ending.content.decode()) == (422, True)
    client.force_login(world.worker)
    sheet = reverse("service:ticks", args=[day.pk])
    with django_assert_max_num_queries(12):
        page = client.get(sheet).content.decode()
    assert "县委办8号" in page
    only, follow = queries.standing_lines(world.county.pk)
    empty = client.post(sheet, {f"note_{only.pk}": "", f"note_{follow.pk}": "看"})
    assert (empty.status_code, 'value="看"' in empty.content.decode()) == (422, True)
    assert Tick.objects.count() == 0
    note = {f"note_{follow.pk}": "罗大娘家电线老化，约了电工", "once": "a" * 32}
    for _again in range(2):
        assert client.post(sheet, note).status_code == 302
    late = client.post(sheet, note | {"once": "b" * 32, f"note_{only.pk}": "开了会"})
    assert late.status_code == 422  # a colleague was quicker: both sentences are still there
    assert "已经有人记了" in late.content.decode()
    assert 'value="开了会"' in late.content.decode()
    shown = client.get(reverse("service:day", args=[day.pk])).content.decode()
    assert "约了电工" in shown
    acts.end_day(actor=world.worker, day_id=day.pk, now=LATER)
    wall = client.get(reverse("service:sheet", args=[day.pk])).content.decode()
    assert "约了电工" in wall
    assert "罗大娘" not in wall  # the wall masks what should not have been written
    monkeypatch.setattr(clock, "now", lambda: NEXT)
    tick = Tick.objects.get()
    there = reverse("service:tick", args=[tick.pk])
    assert there in client.get(reverse("service:today")).content.decode()
    assert client.post(there, {"came": "换好了线路。"}).status_code == 302
    assert there not in client.get(reverse("service:today")).content.decode()
    assert "换好了线路" in client.get(sheet).content.decode()
    back = client.post(reverse("service:untick", args=[tick.pk]), follow=True)
    assert "已经结束了" in back.content.decode()


@pytest.mark.django_db
def test_page_and_api_refuse_alike_and_the_month_is_counted_by_kind(
    thursdays: Thursdays, client, django_assert_max_num_queries
):
    world, day = thursdays.world, thursdays.opened()
    tick = thursdays.ticked(day)
    thursdays.told(day)
    client.force_login(world.worker)
    listed = client.get(f"/api/service/lists/{world.county.pk}").json()
    assert [line["text"] for line in listed[0]["lines"]] == ["居民自治", "平安稳定"]
    said = {"notes": {listed[0]["lines"][1]["id"]: "又看了一遍"}}
    there = f"/api/service/days/{day.pk}/ticks"
    json = client.post(there, said, content_type="application/json")
    page = client.post(
        reverse("service:ticks", args=[day.pk]), {f"note_{tick.line_id}": "又看了一遍"}
    )
    assert (json.status_code, json.json()["code"]) == (409, "ticked")
    assert json.json()["message"] in page.content.decode()
    other = {"notes": {listed[0]["lines"][0]["id"]: "开了院坝会"}}
    both = client.post(there, other, content_type="application/json").json()
    assert [one["line"] for one in both] == ["居民自治", "平安稳定"]
    settled = client.post(
        f"/api/service/ticks/{tick.pk}/settle", {"came": "清完了，复查过。"}, "application/json"
    )
    assert settled.json()["came"] == "清完了，复查过。"
    with django_assert_max_num_queries(11):
        month = client.get(reverse("service:month")).content.decode()
    assert "王小芹" not in month.split("<main")[1]  # by kind, never by person
    counted = client.get(f"/api/service/months/{world.village.pk}?month=2026-09-30").json()
    assert (counted["told"], counted["followed"], counted["to_follow"]) == (1, 1, 0)
    assert counted["lists"][0]["lines"] == {"居民自治": 1, "平安稳定": 1}
    assert [one["n"] for one in counted["days"]] == [1, 0]
    empty = client.get(reverse("service:month"), {"month": "2026-08"}).content.decode()
    assert "这个月还没有办过服务日" in empty
    assert client.get(reverse("service:month"), {"month": "2026-99"}).status_code == 200
    assert client.get(f"/api/service/months/{world.grid.pk}?month=2026-09-30").status_code == 403
    gone = client.post(
        f"/api/service/lists/{world.county.pk}/five/retire",
        {"reason": "不用了"},
        "application/json",
    )
    assert gone.status_code == 403


@pytest.mark.django_db
def test_what_is_refused_beside_the_day_keeps_its_words(thursdays: Thursdays, client):
    """做了什么, 五问 and the rest: one page, nothing typed is lost."""
    day = thursdays.opened()
    client.force_login(thursdays.world.worker)
    for name, said in (
        ("did", {"deed": "visit", "text": "看"}),
        ("heard", {"question": "need", "text": "多"}),
    ):
        page = client.post(reverse(f"service:{name}", args=[day.pk]), said)
        assert page.status_code == 422
        assert f">\n{said['text']}</textarea>" in page.content.decode()
        assert "请写几个字" in page.content.decode()
    acts.end_day(actor=thursdays.world.worker, day_id=day.pk, now=LATER)
    page = client.post(
        reverse("service:did", args=[day.pk]), {"deed": "visit", "text": "看了三户独居老人"}
    )
    assert "已经结束了" in page.content.decode()
    assert "看了三户独居老人</textarea>" in page.content.decode()


# ── the same acts of arranging over JSON


@pytest.mark.django_db
def test_a_county_arranges_its_days_and_groups_over_json(thursdays: Thursdays, client):
    world = thursdays.world
    client.force_login(world.coordinator)

    def post(path: str, **said: object) -> tuple[int, dict[str, object]]:
        answer = client.post(f"/api/service/{path}", said, content_type="application/json")
        return answer.status_code, answer.json()

    rhythm = {"place_id": str(world.county.pk), "series": "building", "weekday": 1}
    rhythm |= {"opens": "09:00", "closes": "12:00", "source": "县里通知"}
    status, made = post("schedules", **rhythm)
    assert (status, made["weekday"]) == (200, 1)
    assert post("schedules", **rhythm | {"closes": "08:00"})[1]["code"] == "hours"
    there = f"schedules/{thursdays.schedule.pk}/change"
    assert post(there, day="2026-10-15", reason="全县大会")[0] == 200
    assert post(there, day="2026-10-16", reason="全县大会")[1]["code"] == "not_a_day"
    group = {"place_id": str(world.elsewhere.pk), "name": "柳湾社区工作组"}
    status, formed = post("groups", **group)
    assert status == 200
    assert post("groups", **group)[1]["code"] == "has_group"
    seat = {"seat": "deputy", "name": "赵代表", "office": "县人大代表"}
    status, seated = post(f"groups/{formed['id']}/seat", **seat)
    assert status == 200
    assert post(f"groups/{formed['id']}/seat", **seat)[1]["code"] == "seated"
    assert post(f"members/{seated['id']}/unseat")[1]["until"] == "2026-09-24"
    assert post(f"groups/{formed['id']}/dissolve", reason="换届")[1]["until"] == "2026-09-24"
    client.force_login(world.worker)
    assert post("schedules", **rhythm)[0] == 403
    assert post("groups", **group)[0] == 403
