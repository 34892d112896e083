"""Who is named, honoured or to be named hears of each step, and nobody else does."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base import jobs as house
from yuanba.councils.tests.village import Village
from yuanba.honours import acts
from yuanba.honours.rules.campaigns import Shown, Whom
from yuanba.honours.tests.village import HEARD, JUDGING, PRESENTING, Honours
from yuanba.notices.models import Message
from yuanba.people.models import Person

PHONE = "13800000123"


@pytest.fixture
def honours(world: World, settings: Any) -> Honours:
    settings.DEMO = True
    Person.objects.filter(pk=world.resident.pk).update(phone=PHONE)
    return Honours(world)


def told(by: datetime = PRESENTING + timedelta(days=1)) -> list[str]:
    """What went out until then, oldest first; every job is tried twice."""
    for _twice in range(2):
        while house.run_due(by, most=50):
            pass
    found = Message.objects.filter(kind="honour").order_by("pk")
    assert {m.to_phone for m in found} <= {PHONE}
    return [m.text for m in found]


def test_a_household_hears_that_it_was_named_listed_honoured_and_that_it_was_taken_back(
    honours: Honours, world: World
):
    campaign = honours.called()
    nominee = honours.named(campaign, actor=world.worker)
    (named,) = told()
    assert "有人提名您家参加“最美庭院”评选" in named
    assert "9月29日以前" in named
    acts.consent(actor=world.resident, nominee_id=nominee.pk, shown=Shown.FAMILY, now=THURSDAY)
    honours.judged(nominee)
    go = honours.go(campaign_id=campaign.pk, now=JUDGING)
    acts.post_chosen(**go)
    assert "“最美庭院”评上了您家，公示到" in told()[1]
    acts.present(**go | {"now": PRESENTING})
    assert "“最美庭院”给了您家，第2026-1号" in told()[2]
    back = {"nominee_id": nominee.pk, "reason": "院坝又堆满了", "votes": honours.points.votes()}
    acts.revoke(**honours.go(now=PRESENTING, **back))
    assert told()[3].startswith("评议组收回给您家的“最美庭院”。原因：院坝又堆满了。")
    assert len(told()) == 4


def test_who_names_his_own_household_knows_it_and_a_person_is_told_himself(
    honours: Honours, world: World
):
    honours.named(honours.called())
    assert told() == []
    one = honours.called(name="热心邻居", whom=Whom.PERSON)
    honours.named(one, actor=world.worker, person_id=world.resident.pk)
    assert ["提名您参加“热心邻居”" in text for text in told()] == [True]


def test_the_named_person_hears_of_each_step_without_a_word_of_what_it_is_about(
    honours: Honours, world: World
):
    honours.filed(honours.decided(Village(world, households=6)))
    listing = honours.hung(days=10)
    notice, hung = told(HEARD + timedelta(days=1))
    assert "有一份告知书给您" in notice
    assert "以前请说说您的意见" in notice
    assert "公布到10月24日，写姓不写名" in hung
    after = HEARD + timedelta(days=12)  # the clock has taken it down
    assert told(after)[2:] == ["村里公布的和您有关的那一条，已经撤下。"]
    listing.refresh_from_db()
    for text in told(after):
        assert listing.deed[:4] not in text
        assert "堆" not in text


def test_what_is_given_up_before_the_notice_is_told_to_nobody_and_afterwards_is(
    honours: Honours, world: World
):
    honours.filed(honours.decided(Village(world, households=6)))
    drop = {"why": "证据不够", "now": HEARD}
    acts.drop_naming(**honours.go(listing_id=honours.proposed().pk, **drop))
    assert told(HEARD) == []
    acts.drop_naming(**honours.go(listing_id=honours.noticed().pk, **drop))
    assert told(HEARD + timedelta(days=1))[1:] == ["告知书里说的事，不公布了。"]


def test_turned_off_everybody_who_hung_hears_that_it_came_down(honours: Honours, world: World):
    rule = honours.filed(honours.decided(Village(world, households=6)))
    honours.hung()
    acts.turn_off_naming(**honours.go(rule_id=rule.pk, why="不用了", now=HEARD))
    assert told(HEARD + timedelta(days=1))[-1] == "村里公布的和您有关的那一条，已经撤下。"
