"""A department's task that stands on no list does not reach the village (准入)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import translation

from tests.world import THURSDAY, World
from yuanba.admissions import acts, jobs, queries, rules
from yuanba.admissions.models import Share, Task
from yuanba.admissions.rules import Level, State
from yuanba.admissions.tests.ground import OUTSIDE, WHY, WORK, asked, by, handed
from yuanba.base import cells, records
from yuanba.base.errors import Denied, Refused
from yuanba.base.tables_in import Column, open_table
from yuanba.lists.rules import Kind, Line
from yuanba.lists.tests.ground import Bounds
from yuanba.places import queries as places


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


@pytest.fixture
def bounds(world: World) -> Bounds:
    return Bounds(world)


# ── the rule ──


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": ""}, "title"),
        ({"what": "做"}, "what"),
        ({"basis": ""}, "basis"),
        ({"minutes": 0}, "hours"),
        ({"times": 367}, "times"),
        ({"fen": -1}, "yuan"),
        ({"due": THURSDAY.date()}, "due"),
    ],
)
def test_what_is_asked_of_a_village_is_said_whole(said: dict, field: str):
    with pytest.raises(Refused) as no:
        rules.work(replace(WORK, **said), places=1, today=THURSDAY.date())
    assert no.value.field == field
    with refused("places"):
        rules.work(WORK, places=0, today=THURSDAY.date())


# ── handing down ──


def test_only_what_is_on_the_list_and_ones_own_is_handed_down(bounds: Bounds):
    task = handed(bounds)
    assert (task.state, task.shares.count(), task.hours) == (State.GIVEN, 1, 9.0)
    for line, work, code in (
        (None, OUTSIDE, "outside_lists"),
        (
            None,
            replace(OUTSIDE, title="清理违法建筑", what="把违法建筑都拆除了"),
            "on_negative_list",
        ),
        (bounds.line("X2").pk, WORK, "not_yours"),  # housing leads
        (bounds.line("F1").pk, WORK, "outside_lists"),  # no line of this list
    ):
        with refused(code):
            acts.hand(**by(bounds, work=work, line_id=line))
    with pytest.raises(Denied):
        acts.hand(**by(bounds, work=WORK, line_id=None, actor=bounds.world.other_handler))
    assert Task.objects.count() == 1


def test_a_township_or_the_county_stands_for_all_of_its_villages(bounds: Bounds):
    world = bounds.world
    county = queries.within(world.county.pk, [world.county.pk])
    assert {world.village, world.elsewhere} <= set(county)
    town = queries.within(world.county.pk, [world.town.pk, world.village.pk])
    assert town == [v for v in county if v.township_id == world.town.pk]
    task = handed(bounds, place_ids=[world.county.pk])
    assert task.shares.count() == len(county)
    choices = [str(words) for _value, words in queries.villages(world.county.pk)]
    assert choices[:2] == [f"全县（{len(county)} 个村社区）", f"{world.town.name}全部"]


def test_what_cited_an_older_edition_still_shows_its_words(bounds: Bounds, client: Client):
    world, task, by_county = bounds.world, handed(bounds), {"actor": bounds.world.coordinator}
    refused_ = asked(bounds)
    acts.refuse(
        task_id=refused_.pk,
        said="不该村里做的",
        line_id=bounds.line("F1").pk,
        now=THURSDAY,
        **by_county,
    )
    later = date(2026, 9, 25)
    bounds.stand(Kind.ASSIST, [Line("X1", "别的事", "新文件", lead="云岭县水利局")], since=later)
    bounds.stand(Kind.NEGATIVE, [Line("F1", "别的执法", "新文件")], since=later)
    client.force_login(world.coordinator)
    assert "协助城乡路灯故障上报" in client.get(f"/desk/tasks/{task.pk}/").content.decode()
    assert "市容环境行政处罚" in client.get(f"/desk/tasks/{refused_.pk}/").content.decode()
    wall = client.get(f"/c/{world.village.pk}/tasks").content.decode()
    assert "协助城乡路灯故障上报" in wall
    assert "市容环境行政处罚" in wall
    old = client.get(f"/c/{world.village.pk}/lists/{bounds.assist.pk}").content.decode()
    assert "协助城乡路灯故障上报" in old
    assert "2026-09-25" in old  # until when


def test_without_a_checked_list_nothing_is_handed_down(world: World):
    with refused("no_list"):
        said = {"actor": world.handler, "unit_id": world.lamps.pk, "place_ids": [], "now": THURSDAY}
        acts.hand(work=WORK, line_id=None, **said)


# ── admission ──


def test_it_is_asked_reasoned_and_decided_at_the_level_that_the_rule_names(bounds: Bounds):
    world, by_county = bounds.world, {"actor": bounds.world.coordinator, "now": THURSDAY}
    with refused("on_list"):
        asked(bounds, line_id=bounds.line("X1").pk)
    with refused("words_missing"):
        asked(bounds, why="")
    task = asked(bounds)
    assert task.decide_by == places.calendar().after(THURSDAY.date(), 10)  # working days
    share = task.shares.get()
    with pytest.raises(Denied):  # it is no task yet
        acts.finish(actor=world.worker, share_id=share.pk, minutes=60, said="做了", now=THURSDAY)
    with refused("level"):  # the county alone may not
        acts.admit(task_id=task.pk, said="同意村里帮忙", **by_county)
    for person in (world.handler, world.worker, world.township):
        with pytest.raises(Denied):
            acts.admit(actor=person, task_id=task.pk, said="同意村里帮忙", now=THURSDAY)
    acts.send_up(task_id=task.pk, said="确有需要，报市里批", **by_county)
    with refused("words_missing"):
        acts.admit(task_id=task.pk, said="市里同意了，照办", **by_county)
    acts.admit(task_id=task.pk, said="市里同意了，照办", paper="市民政〔2026〕1号", **by_county)
    task.refresh_from_db()
    assert (task.state, task.paper) == (State.GIVEN, "市民政〔2026〕1号")
    assert [r.act.split(".")[1] for r in records.about(task)] == ["ask", "send_up", "admit"]
    with refused("decided"):
        acts.refuse(task_id=task.pk, said="还是不行吧不行", **by_county)
    rule = {"county_id": world.county.pk, "source": "云岭县准入办法"}
    acts.set_rule(level=Level.COUNTY, days=5, **rule, **by_county)
    again = asked(bounds)
    assert again.decide_by == places.calendar().after(THURSDAY.date(), 5)
    acts.admit(task_id=again.pk, said="本县就能定，同意", **by_county)
    assert queries.rule(world.county.pk).own


def test_a_thin_reason_goes_back_once_and_the_county_has_its_days_again(bounds: Bounds):
    world, by_county = bounds.world, {"actor": bounds.world.coordinator, "now": THURSDAY}
    task = asked(bounds)
    with pytest.raises(Denied):
        acts.ask_more(actor=world.handler, task_id=task.pk, said="理由不够清楚", now=THURSDAY)
    acts.ask_more(task_id=task.pk, said="没有写为什么别的办法不行", **by_county)
    for no, code in ((acts.ask_more, "decided"), (acts.send_up, "decided"), (acts.admit, "level")):
        with refused(code):
            no(task_id=task.pk, said="没有写为什么别的办法不行", **by_county)
    later = THURSDAY + timedelta(days=7)
    with refused("same"):
        acts.explain(actor=world.handler, task_id=task.pk, why=WHY, now=later)
    for stranger in (world.other_handler, world.coordinator):
        with pytest.raises(Denied):
            acts.explain(actor=stranger, task_id=task.pk, why=f"{WHY}网上也投不了。", now=later)
    acts.explain(actor=world.handler, task_id=task.pk, why=f"{WHY}网上也投不了。", now=later)
    task.refresh_from_db()
    assert (task.state, task.why[-7:], task.said) == (State.ASKED, "网上也投不了。", "")
    assert task.decide_by == places.calendar().after(later.date(), 10)
    again = asked(bounds)
    acts.ask_more(task_id=again.pk, said="没有写为什么别的办法不行", **by_county)
    jobs.lapse_silent(now=THURSDAY + timedelta(days=19))  # nobody answered
    again.refresh_from_db()
    assert again.state == State.LAPSED


def test_a_request_goes_back_and_comes_again_over_http(bounds: Bounds, client: Client):
    world, task = bounds.world, asked(bounds)
    here = f"/desk/tasks/{task.pk}/"
    client.force_login(world.coordinator)
    assert client.post(here, {"do": "ask_more", "said": ""}).status_code == 422
    client.post(here, {"do": "ask_more", "said": "没有写为什么别的办法不行"})
    assert "补交理由" not in client.get(here).content.decode()
    client.force_login(world.handler)
    page = client.get(here).content.decode()
    assert "没有写为什么别的办法不行" in page
    assert WHY in page  # nothing is typed twice
    client.post(here, {"do": "explain", "why": f"{WHY}网上也投不了。"})
    task.refresh_from_db()
    assert task.state == State.ASKED
    wall = client.get(f"/c/{world.village.pk}/tasks").content.decode()
    assert "等区县决定" in wall


def test_a_refusal_cites_the_clause_in_the_words_of_the_list(bounds: Bounds):
    by_county = {"actor": bounds.world.coordinator, "now": THURSDAY}
    first, second = asked(bounds), asked(bounds)
    with refused("line"):  # only the negative list is cited
        acts.refuse(
            task_id=first.pk, said="不该村里做的", line_id=bounds.line("X1").pk, **by_county
        )
    line = bounds.line("F1")
    with translation.override("en"):
        acts.refuse(task_id=first.pk, said="不该村里做的", line_id=line.pk, **by_county)
    acts.refuse(task_id=second.pk, said="不该村里做的", **by_county)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.clause == line.cited
    assert "负面清单第 F1 条“市容环境行政处罚”（依据：" in first.clause
    assert second.clause == "协助清单第 1 版（依据：云岭县清单（2026年版））上没有这件事"


def test_silence_is_no_yes(bounds: Bounds):
    task = asked(bounds)
    jobs.lapse_silent(now=THURSDAY + timedelta(days=18))  # its last day
    assert Task.objects.get().state == State.ASKED
    jobs.lapse_silent(now=THURSDAY + timedelta(days=19))
    jobs.lapse_silent(now=THURSDAY + timedelta(days=20))
    task.refresh_from_db()
    assert (task.state, task.decided_by) == (State.LAPSED, None)
    with refused("decided"):
        acts.withdraw(
            actor=bounds.world.handler, task_id=task.pk, reason="不用了，算了", now=THURSDAY
        )


# ── the village ──


def test_a_village_does_it_or_sends_it_back_and_hours_stand_in_sum(bounds: Bounds):
    world = bounds.world
    both = [world.village.pk, world.elsewhere.pk]
    first = handed(bounds, place_ids=both)
    second, third = handed(bounds), handed(bounds)
    parts = {share.place_id: share for share in first.shares.all()}
    mine, told = parts[world.village.pk], {"actor": world.worker, "now": THURSDAY}
    with pytest.raises(Denied):
        acts.finish(share_id=parts[world.elsewhere.pk].pk, minutes=60, said="做了", **told)
    with refused("hours"):
        acts.finish(share_id=mine.pk, minutes=0, said="做了", **told)
    acts.finish(share_id=mine.pk, minutes=600, said="报了六次", **told)
    with refused("over"):
        acts.send_back(share_id=mine.pk, said="太多了做不完", **told)
    back = acts.send_back(share_id=second.shares.get().pk, said="一个月要报四次了", **told)
    assert back.clause == "派的时候说每次 1.5 小时、共 6 次，现在超出了"
    line = bounds.line("F2").pk
    cited = acts.send_back(
        share_id=third.shares.get().pk, said="还要我们去拆房子", line_id=line, **told
    )
    assert cited.cited_id == line
    asked(bounds)
    worked = queries.worked(world.county.pk, THURSDAY.date())
    (one,) = queries.by_unit(worked)
    assert (one.handed, one.asked, one.admitted, one.refused, one.back) == (3, 1, 0, 0, 2)
    assert (one.expected, one.reported) == (36.0, 10.0)  # 4 parts of 9 hours; 10 written down
    total = queries.summed(worked)
    assert (total.handed, total.back, total.expected) == (one.handed, one.back, one.expected)


def test_a_figure_opens_to_its_tasks_and_goes_out_as_a_table(
    bounds: Bounds, client: Client, django_assert_max_num_queries
):
    world = bounds.world
    task = handed(bounds, place_ids=[world.village.pk, world.elsewhere.pk])
    share = task.shares.get(place=world.village)
    acts.finish(actor=world.worker, share_id=share.pk, minutes=450, said="报了六次", now=THURSDAY)
    by_minutes = handed(bounds, work=replace(WORK, minutes=20, times=60))
    assert by_minutes.hours == 20
    client.force_login(world.coordinator)
    with django_assert_max_num_queries(8):
        page = client.get(f"/desk/tasks/figures/?unit={world.lamps.pk}").content.decode()
    assert f'href="/desk/tasks/{task.pk}/"' in page
    assert "预计小时 18 · 实报小时 7.5" in page
    shown = client.get(f"/desk/tasks/{by_minutes.pk}/").content.decode()
    assert "每次 20 分钟，共 60 次，合计 20 小时" in shown
    client.logout()
    here = f"/c/{world.village.pk}/tasks"
    assert task.title in client.get(f"{here}?unit={world.lamps.pk}").content.decode()
    out = client.get(f"{here}/table.xlsx").content
    columns = [
        Column("unit", ("单位",), needed=True),
        Column("hours", ("预计小时",), cells.Kind.NUMBER),
    ]
    rows = list(open_table(out, "tasks.xlsx").rows(columns))
    assert sum(row.values["hours"] for row in rows) == 38


def test_what_is_to_be_done_stands_first_however_much_is_over(bounds: Bounds, monkeypatch):
    world = bounds.world
    monkeypatch.setattr(queries, "MOST", 2)
    first_asked, open_ = asked(bounds), handed(bounds)
    for n in range(3):
        over = handed(bounds)
        share = over.shares.get()
        said = {"said": f"报了{n}次了", "minutes": 60, "now": THURSDAY}
        acts.finish(actor=world.worker, share_id=share.pk, **said)
    post = world.worker.held()[0]
    assert queries.shares(post)[0].task == open_
    assert queries.tasks(world.coordinator.held()[0])[0] == first_asked


# ── the pages ──


def test_a_task_outside_the_list_is_refused_over_http_with_its_clause(
    bounds: Bounds, client: Client, django_assert_max_num_queries
):
    """Done when: tried as a department and as a county would."""
    world = bounds.world
    client.force_login(world.handler)
    said = {
        "title": "清理违法建筑", "what": "请各村把违法建筑都拆除了。", "basis": "县里的通知", "hours": "8",
        "times": "2", "yuan": "0", "due": "2027-03-31", "line": "", "why": "",
        "places": [str(world.village.pk)], "do": "hand",
    }  # fmt: skip
    with django_assert_max_num_queries(16):
        page = client.post("/desk/tasks/new/", said)
    text = page.content.decode()
    assert page.status_code == 422
    assert "负面清单第 F2 条“违法建筑拆除执法”" in text
    assert "请各村把违法建筑都拆除了" in text  # nothing typed is lost
    body = {
        "title": "拆违", "what": "请各村把违法建筑都拆除了。", "basis": "县里的通知", "minutes": 480,
        "due": "2027-03-31", "places": [str(world.village.pk)],
    }  # fmt: skip
    where = f"/api/tasks/units/{world.lamps.pk}/hand"
    answer = client.post(where, body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "on_negative_list")
    client.post("/desk/tasks/new/", said | {"do": "ask", "why": WHY})
    task = Task.objects.get()
    here = f"/desk/tasks/{task.pk}/"
    client.force_login(world.coordinator)
    assert "像，请对一对" in client.get(here).content.decode()
    assert client.post(here, {"do": "refuse", "said": "", "line": ""}).status_code == 422
    line = str(bounds.line("F2").pk)
    client.post(here, {"do": "refuse", "said": "执法的事不下派", "line": line})
    task.refresh_from_db()
    assert task.state == State.REFUSED
    with django_assert_max_num_queries(8):
        wall = client.get(f"/c/{world.village.pk}/tasks").content.decode()
    assert "执法的事不下派" in wall
    assert "违法建筑拆除执法" in wall
    with django_assert_max_num_queries(9):
        assert "基层负担" in client.get("/desk/tasks/").content.decode()
    assert client.get("/desk/tasks/figures/").status_code == 200
    rule = {"level": "county", "days": "0", "source": "云岭县准入办法"}
    assert client.post("/desk/tasks/rule/", rule).status_code == 422
    assert client.post("/desk/tasks/rule/", rule | {"days": "7"}).status_code == 302


def test_the_village_sees_its_part_and_ends_it(bounds: Bounds, client: Client):
    world, task = bounds.world, handed(bounds)
    client.force_login(world.worker)
    assert task.title in client.get("/desk/tasks/").content.decode()
    here = f"/desk/tasks/parts/{task.shares.get().pk}/"
    assert "X1" in client.get(here).content.decode()
    assert client.post(here, {"do": "finish", "hours": "", "said": "x"}).status_code == 422
    client.post(here, {"do": "finish", "hours": "7.5", "said": "报了六次"})
    assert Share.objects.get().minutes == 450
    client.force_login(world.neighbour_worker)
    assert client.get(here).status_code == 404
    (out,) = client.get(f"/api/tasks/{world.village.pk}").json()
    assert (out["unit"], out["state"]) == (world.lamps.name, "given")
