"""一事一议: the bounds of the year refuse with their clause; who is exempt; the sheet for each household."""

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.councils import acts, queries
from yuanba.councils.models import Procedure
from yuanba.councils.rules import levying
from yuanba.councils.rules.kinds import BallotKind
from yuanba.councils.rules.levying import Asked, From, Ground
from yuanba.councils.tests.village import Village, no

pytestmark = pytest.mark.django_db
NUMBERS = {"yuan_a_year": 15, "workdays_a_year": 10}


@pytest.mark.parametrize(
    ("asked", "before", "over"),
    [
        (Asked(1500, 10), Asked(), ""),
        (Asked(1501), Asked(), "多了 0.01 元"),
        (Asked(900), Asked(600), ""),
        (Asked(901), Asked(600), "今年已经定了 6 元"),
        (Asked(0, 11), Asked(), "多了 1 个"),
        (Asked(0, 4), Asked(0, 7), "多了 1 个"),
    ],
)
def test_the_bound_of_the_year_at_and_just_above(asked, before, over):
    said = {"clause": "国办发〔2007〕4号（Y1）", "unsure": True}
    if not over:
        assert all(b.over == 0 for b in levying.within(NUMBERS, asked, before, **said))
        return
    with no("cap") as refusal:
        levying.within(NUMBERS, asked, before, **said)
    words = str(refusal.value.message)
    assert over in words
    assert "国办发〔2007〕4号（Y1）" in words
    assert "还没有核实" in words


def test_a_topic_raises_money_within_the_year_and_the_county_changes_the_bound(world: World):
    village = Village(world, households=3)
    first = village.proposed("onecase", title="修一组水渠", levy_fen=900, levy_days=4)
    assert first.levy["bounds"][0] == {"what": "money", "before": 0, "now": 900, "most": 1500}
    with no("cap"):
        village.proposed("onecase", title="修二组水渠", levy_fen=700)
    with no("no_levy"):
        village.proposed("courtyard", title="院坝装灯", levy_fen=100)
    acts.drop(**village.go(procedure_id=first.pk, reason="大家不同意出钱"))
    second = village.proposed("onecase", title="修二组水渠", levy_fen=700)
    said = {
        "code": "Y1", "name": "一事一议", "body": "assembly", "unit": "households",
        "valid": "households >= 2/3", "decides": "votes > 1/2 of present",
        "source": "本省办法", "article": "第九条", "since": THURSDAY.date(),
        "numbers": "yuan_a_year = 30",
    }  # fmt: skip
    acts.add_rule(actor=world.coordinator, county_id=world.county.pk, now=THURSDAY, **said)
    third = village.proposed("onecase", title="修三组水渠", levy_fen=2300, levy_days=40)
    assert (third.levy["clause"], len(third.levy["bounds"])) == ("本省办法 第九条（Y1）", 1)
    assert second.levy["clause"].startswith("国办发")  # what was judged stays
    with no("cap"):
        village.proposed("onecase", title="修四组水渠", levy_fen=1)


def test_exemptions_by_rule_and_by_the_meeting_and_the_sheet(world: World, client):
    village = Village(world, households=12)
    client.force_login(world.worker)
    page = reverse("councils:propose")
    said = {
        "place_id": world.village.pk, "flow": "onecase", "title": "一组装路灯",
        "text": "六盏太阳能路灯", "cost": "6000", "levy_yuan": "20",
    }  # fmt: skip
    over = client.post(page, said)
    assert over.status_code == 422
    assert "每人一年最多筹 15 元" in over.content.decode()
    assert 'value="20"' in over.content.decode()  # nothing typed is lost
    made = client.post(page, said | {"levy_yuan": "12", "levy_days": "2"})
    question = Procedure.objects.get()
    assert made.url == reverse("councils:procedure", args=[question.pk])
    here = reverse("councils:levy", args=[question.pk])
    shown = client.get(here).content.decode()
    assert "12 户 24 人，减免以后一共 288 元" in shown
    assert "先别当准" in shown

    free = {"what": "money", "name": "户3人0", "ground": "minimum"}
    assert client.post(here, free | {"ground": "student"}).status_code == 422
    assert client.post(here, free | {"name": "没有这户"}).status_code == 422
    assert client.post(here, free).status_code == 302
    assert "已经记过了" in client.post(here, free).content.decode()
    acts.exempt(
        **village.go(
            procedure_id=question.pk, what=From.LABOUR, name="户5人1", ground=Ground.STUDENT
        )
    )
    asks = acts.exempt(
        **village.go(
            procedure_id=question.pk, what=From.MONEY, name="户7人0", ground=Ground.OTHER,
            note="家里有病人",
        )
    )  # fmt: skip
    assert asks.granted is None
    with no("not_decided"):
        acts.decide_exemption(**village.go(exemption_id=asks.pk, granted=True, why="同意"))
    sheet = client.get(f"{here}sheet").content.decode()
    assert "一共 264 元" in sheet
    assert "减免" in sheet
    assert "户5人1" in sheet
    assert not any(word in sheet for word in ("低保", "学生", "病人"))  # why is nobody's business

    # the meeting carries it, then decides the application; before that nothing is posted
    village.step(question, 1)
    village.step(question, 2)
    meeting = village.begun(village.called(question, days=1, rule="Y1"))
    village.come(meeting, 9)
    ballot = village.voting(meeting, BallotKind.HANDS, choices=["同意", "不同意"])
    village.stopped(ballot)
    village.counted(ballot, {1: 9})
    village.settled(ballot)
    village.ended(meeting)
    late = {"now": meeting.starts_at}
    village.step(question, 4, meeting.starts_at.date(), **late)
    posted = village.go(
        procedure_id=question.pk, n=5, text="每人 12 元，户户有数。", where="公开栏",
        since=meeting.starts_at.date(), days=7, **late,
    )  # fmt: skip
    with no("exemptions"):
        acts.post(**posted)
    decide = reverse("councils:exemption", args=[question.pk, asks.pk])
    assert client.post(decide, {"granted": "yes", "why": "会上都同意"}).status_code == 302
    acts.post(**posted)
    assert sum(due.fen for due in queries.dues(question)) == 10 * 2 * 1200
    public = client.get(reverse("councils:question", args=[question.pk])).content.decode()
    assert "每人 12 元" in public
    assert "减免了 3 个" in public
    assert "户3人0" not in public
    certificate = client.get(reverse("councils:certificate", args=[question.pk])).content.decode()
    assert "每人一年的钱（元）" in certificate
    assert "没有核实" in certificate
