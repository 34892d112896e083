"""上报和移交: each level is told at its time, an ordinary hazard climbs only while nobody has it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.patrols import acts, queries
from yuanba.patrols.models import Handover, Step
from yuanba.patrols.rules import steps
from yuanba.patrols.rules.findings import Then, Weight
from yuanba.patrols.rules.steps import RungLevel, To
from yuanba.patrols.tests.hills import Hills
from yuanba.people.models import Post

HOUR = timedelta(hours=1)


@pytest.fixture
def hills(world: World) -> Hills:
    return Hills(world)


def told(who: object, now: object) -> list[str]:
    return [s.level for s in queries.told_here(Post.objects.get(person=who), now)]


@given(hours=st.integers(-100, 100), below=st.booleans())
def test_a_major_hazard_is_told_whatever_the_others_did(hours: int, below: bool):
    said = {"at": THURSDAY, "now": THURSDAY + HOUR * hours, "taken_below": below}
    assert steps.told(weight=Weight.MAJOR, **said) == (hours >= 0)
    assert steps.told(weight=Weight.GENERAL, **said) == (hours >= 0 and not below)


@pytest.mark.django_db
def test_an_ordinary_hazard_climbs_only_while_nobody_has_it_a_major_one_always(hills: Hills):
    world = hills.world
    needs = hills.found(hills.point(), "路灯不亮", then=Then.NEEDS)
    major = hills.found(hills.point("河坝"), "坡脚掉石头", hurts=True, soon=True)
    watched = hills.found(hills.point("大院子"), "墙根有点湿")
    assert watched.steps.count() == 0
    acts.raise_finding(actor=world.gridworker, finding_id=watched.pk, now=THURSDAY)
    assert watched.steps.count() == 3
    acts.fix_finding(actor=world.worker, finding_id=watched.pk, how="挖了排水沟", now=THURSDAY)
    assert told(world.worker, THURSDAY) == ["village", "village"]  # what is fixed is told to nobody
    assert told(world.township, THURSDAY) == ["township"]  # the major one, at once
    assert told(world.coordinator, THURSDAY) == []
    assert told(world.coordinator, THURSDAY + 3 * HOUR) == ["county"]
    assert told(world.township, THURSDAY + 25 * HOUR) == ["township", "township"]
    step = needs.steps.get(level="village")
    for who in (world.gridworker, world.neighbour_worker, world.supervisor):
        with pytest.raises(Denied):
            acts.take_step(actor=who, step_id=step.pk, now=THURSDAY)
    with pytest.raises(Refused, match="level"):
        acts.take_step(actor=world.township, step_id=step.pk, now=THURSDAY)
    up = needs.steps.get(level="township")
    with pytest.raises(Refused, match="not_told"):
        acts.take_step(actor=world.township, step_id=up.pk, now=THURSDAY)
    acts.take_step(actor=world.worker, step_id=step.pk, now=THURSDAY + HOUR)
    with pytest.raises(Refused, match="taken"):
        acts.take_step(actor=world.colleague, step_id=step.pk, now=THURSDAY + HOUR)
    assert told(world.township, THURSDAY + 25 * HOUR) == ["township"]  # it does not climb any more
    acts.take_step(actor=world.worker, step_id=major.steps.get(level="village").pk, now=THURSDAY)
    assert told(world.coordinator, THURSDAY + 3 * HOUR) == ["county"]  # the major one does


@pytest.mark.django_db
def test_what_is_handed_over_has_its_time_and_its_answer_and_the_county_its_ladder(hills: Hills):
    world = hills.world
    found = hills.found(hills.point(), "有人偷砍树", then=Then.NEEDS)
    go = {
        "actor": world.gridworker,
        "finding_id": found.pk,
        "to": To.POLICE,
        "now": THURSDAY + HOUR,
    }
    for called in (THURSDAY - HOUR, THURSDAY + 2 * HOUR):
        with pytest.raises(Refused, match="called"):
            acts.hand_over(whom="桂溪派出所", called=called, **go)
    with pytest.raises(Refused, match="say"):
        acts.hand_over(whom=" ", **go)
    made = acts.hand_over(whom="桂溪派出所", called=THURSDAY + HOUR / 2, **go)
    assert (made.at, made.called_at) == (THURSDAY + HOUR, THURSDAY + HOUR / 2)
    said = {"handover_id": made.pk, "answer": "民警到场，树已经扣下", "now": THURSDAY + 3 * HOUR}
    with pytest.raises(Denied):
        acts.answer_handover(actor=world.neighbour_worker, **said)
    acts.answer_handover(actor=world.worker, **said)
    with pytest.raises(Refused, match="answered"):
        acts.answer_handover(actor=world.worker, **said)
    row = {"county_id": world.county.pk, "weight": Weight.GENERAL, "level": RungLevel.VILLAGE}
    row |= {"after": 0, "within": 4, "source": "县应急局8号", "now": THURSDAY}
    with pytest.raises(Denied):
        acts.set_rung(actor=world.township, **row)
    with pytest.raises(Refused, match="hours"):
        acts.set_rung(actor=world.coordinator, **row | {"within": 0})
    acts.set_rung(actor=world.coordinator, **row)
    acts.set_rung(actor=world.admin, **row | {"within": 6})
    fresh = hills.found(hills.point("河坝"), "护栏断了", then=Then.NEEDS)
    assert fresh.steps.get(level="village").due_at == THURSDAY + 6 * HOUR


@pytest.mark.django_db
def test_told_taken_and_handed_over_by_page_and_json(
    hills: Hills, client, monkeypatch, django_assert_max_num_queries
):
    world = hills.world
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + HOUR)
    found = hills.found(hills.point(), "坡脚掉石头", hurts=True, soon=True)
    client.force_login(world.township)
    there = reverse("patrols:finding", args=[found.pk])
    assert there in client.get(reverse("patrols:round")).content.decode()
    with django_assert_max_num_queries(16):
        page = client.get(there).content.decode()
    assert page.count("接到了</button>") == 1  # its own level, no other
    step = found.steps.get(level="township")
    for _twice in range(2):
        assert client.post(reverse("patrols:take", args=[step.pk]), {"once": "a" * 32}).url == there
    again = client.post(f"/api/patrols/steps/{step.pk}/take", {}, "application/json")
    assert (again.status_code, again.json()["code"]) == (409, "taken")
    assert Step.objects.filter(taken_at__isnull=False).count() == 1
    assert there not in client.get(reverse("patrols:round")).content.decode().split("今天")[1]
    hand = reverse("patrols:hand", args=[found.pk])
    wrong = client.post(hand, {"to": "fire", "whom": "桂溪消防站", "called": "2026-09-24T23:00"})
    assert (wrong.status_code, 'value="桂溪消防站"' in wrong.content.decode()) == (422, True)
    assert "发现以后、现在以前" in wrong.content.decode()
    said = {"to": "fire", "whom": "桂溪消防站", "called": "2026-09-24T10:20"}
    assert client.post(hand, said | {"once": "b" * 32}).url == there
    made = Handover.objects.get()
    assert "桂溪消防站" in client.get(there).content.decode()
    back = reverse("patrols:answered", args=[made.pk])
    assert client.post(back, {"answer": ""}).status_code == 422
    assert client.post(back, {"answer": "拉了警戒线，专家明天来看"}).url == there
    json = client.post(
        f"/api/patrols/handovers/{made.pk}/answer", {"answer": "又说一遍"}, "application/json"
    )
    assert json.json()["code"] == "answered"
    client.force_login(world.coordinator)
    rungs = reverse("patrols:rungs")
    assert "没有法定出处" in client.get(rungs).content.decode()
    row = {"weight": "major", "level": "county", "after": 1, "within": 2}
    assert client.post(rungs, row | {"source": ""}).status_code == 422
    assert client.post(rungs, row | {"source": "县应急局8号"}).status_code == 302
    assert "县应急局8号" in client.get(rungs).content.decode()


@pytest.mark.django_db
def test_who_is_told_reads_it_on_the_first_page_until_somebody_took_it(
    hills: Hills, client, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + HOUR)
    major = hills.found(hills.point("河坝"), "坡脚掉石头", hurts=True, soon=True)
    client.force_login(hills.world.township)
    assert "坡脚掉石头" in client.get("/desk/").content.decode()
    step = major.steps.get(level="township")
    acts.take_step(actor=hills.world.township, step_id=step.pk, now=THURSDAY + HOUR)
    assert "隐患报到您这里" not in client.get("/desk/").content.decode()
