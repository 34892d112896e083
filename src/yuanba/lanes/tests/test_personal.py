"""私事: guidance, mutual help, the market, aid; each asked after until the person says (P004-13)."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base import clock, jobs, records
from yuanba.base.errors import Denied, Refused
from yuanba.lanes import acts
from yuanba.lanes import jobs as clockwork
from yuanba.lanes.models import Way
from yuanba.lanes.rules.personal import Aid
from yuanba.lanes.rules.personal import Way as Kind
from yuanba.matters.models import Matter
from yuanba.notices.models import Message
from yuanba.people.door import Guest

DAY = timedelta(days=1)
NEXT_WEEK = date(2026, 10, 1)


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


@pytest.fixture
def matter(world: World) -> Matter:
    said = {"contact_name": "罗大娘", "contact_phone": "13800000126", "contact_how": "sms"}
    return world.sorted(lane="personal", category=world.chores, unit=world.self_help, **said)


def way(world: World, matter: Matter, **said: Any) -> Way:
    usual = {
        "actor": world.worker, "matter_id": matter.pk, "way": Kind.MUTUAL, "ask_on": NEXT_WEEK,
        "text": "请楼下陈师傅帮着搬。", "contact": "二单元陈师傅，不收钱", "now": THURSDAY,
    }  # fmt: skip
    acts.show_way(**usual | said)
    return Way.objects.latest("pk")


def aid(world: World, matter: Matter, **said: Any) -> Way:
    usual = {
        "way": Kind.AID,
        "aid": Aid.TEMPORARY,
        "unit_id": world.street.pk,
        "text": "申请临时救助。",
    }
    return way(world, matter, **usual | said)


def test_the_person_says_himself_that_it_helped(world: World, matter: Matter):
    row = way(world, matter)
    acts.answer_way(actor=Guest(holds=matter.pk), way_id=row.pk, arrived=True, now=THURSDAY + DAY)
    row.refresh_from_db()
    assert (row.state, row.said_by) == ("arrived", "person")
    assert [r.act for r in records.about(matter)][-2:] == ["lanes.show_way", "lanes.answer_way"]
    with refused("way_over"):
        acts.answer_way(actor=world.worker, way_id=row.pk, arrived=False, text="不行", now=THURSDAY)


def test_the_first_way_is_the_guidance_that_closing_asks_for(world: World, matter: Matter):
    way(world, matter)
    way(world, matter, text="再请三组的周师傅来。")
    matter.refresh_from_db()
    assert matter.guidance == "请楼下陈师傅帮着搬。"
    assert "二单元陈师傅" not in str([r.facts for r in records.about(matter)])


def test_what_did_not_help_stays_until_another_way_is_shown(world: World, matter: Matter):
    row = way(world, matter)
    with refused("text"):
        acts.answer_way(actor=Guest(holds=matter.pk), way_id=row.pk, arrived=False, now=THURSDAY)
    acts.answer_way(
        actor=world.worker, way_id=row.pk, arrived=False, text="陈师傅搬走了", now=THURSDAY + DAY
    )
    row.refresh_from_db()
    assert (row.state, row.said_by) == ("missed", "desk")
    aid(world, matter, now=THURSDAY + DAY)
    row.refresh_from_db()
    assert row.state == "passed"


def test_a_referral_to_aid_is_the_answer_of_the_hardship_check(world: World, matter: Matter):
    row = aid(world, matter)
    matter.refresh_from_db()
    assert (row.unit, row.aid, matter.hardship) == (world.street, "temporary", "aid")


def test_hardship_behind_any_matter_is_referred_but_only_that(world: World):
    lamps = world.sorted()
    assert aid(world, lamps).kind == "aid"
    with refused("not_personal"):
        way(world, lamps)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"contact": ""}, "contact"),
        ({"text": ""}, "words_missing"),
        ({"ask_on": date(2026, 9, 24)}, "ask_on"),
        ({"ask_on": date(2027, 9, 24)}, "ask_on"),
        ({"way": Kind.AID}, "aid"),
        ({"way": Kind.AID, "aid": Aid.LIVING}, "unit"),
    ],
)
def test_a_refused_way_changes_nothing(world: World, matter: Matter, said: dict, code: str):
    with refused(code):
        way(world, matter, **said)
    assert not Way.objects.exists()
    assert Matter.objects.get(pk=matter.pk).version == matter.version


def test_asked_and_not_clear_yet_is_asked_again_on_another_day(world: World, matter: Matter):
    row = way(world, matter)
    acts.ask_later(
        actor=world.gridworker, way_id=row.pk, text="打了电话没人接", ask_on=date(2026, 10, 9),
        now=THURSDAY + 7 * DAY,
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.ask_on, row.asked, row.state) == (date(2026, 10, 9), 1, "waiting")


def test_on_its_day_the_person_is_written_to_once(world: World, matter: Matter):
    row = way(world, matter)
    clockwork.remind_ways(now=THURSDAY)
    assert "lanes.remind_way" not in [r.act for r in records.about(matter)]
    on = THURSDAY + 7 * DAY
    for _twice in range(2):
        clockwork.remind_ways(now=on)
    assert [r.act for r in records.about(matter)].count("lanes.remind_way") == 1
    while jobs.run_due(on + DAY, most=100):
        pass
    texts = Message.objects.filter(matter=matter).values_list("text", flat=True)
    assert any("帮到了没有" in text and "/ways" in text for text in texts)
    row.refresh_from_db()
    acts.ask_later(
        actor=world.worker, way_id=row.pk, text="还在办", ask_on=clock.day_of(on + 5 * DAY), now=on
    )
    clockwork.remind_ways(now=on + 5 * DAY)
    assert [r.act for r in records.about(matter)].count("lanes.remind_way") == 2


@pytest.mark.parametrize("who", ["neighbour_worker", "supervisor", "resident"])
def test_only_those_who_have_it_may(world: World, matter: Matter, who: str):
    with pytest.raises(Denied):
        way(world, matter, actor=getattr(world, who))
    row = way(world, matter)
    with pytest.raises(Denied):
        acts.answer_way(actor=getattr(world, who), way_id=row.pk, arrived=True, now=THURSDAY)
    with pytest.raises(Denied):
        acts.answer_way(
            actor=Guest(holds=world.told().pk), way_id=row.pk, arrived=True, now=THURSDAY
        )
