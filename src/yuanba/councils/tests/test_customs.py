"""Weddings and funerals beside the village's standards; an appraisal that the person may have looked at
again; and nobody else reads either."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.councils import acts, links, queries
from yuanba.councils.models import Procedure
from yuanba.councils.rules import customs
from yuanba.councils.rules.customs import Event
from yuanba.councils.rules.kinds import BodyKind, Ending
from yuanba.councils.tests.village import Village, no
from yuanba.people.door import Guest

pytestmark = pytest.mark.django_db
DAY = THURSDAY.date()
ITEMS = "桌数，20，桌\n每桌，300，元"


@pytest.fixture
def village(world: World, monkeypatch: pytest.MonkeyPatch) -> Village:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    return Village(world, households=0)


def test_a_standard_is_read_line_by_line_and_has_versions(village: Village):
    for wrong, code in (
        ("桌数 20", "item"), ("桌数，很多，桌", "item"), ("桌数，1，桌\n桌数，2，桌", "twice"), ("", "items"),
    ):  # fmt: skip
        with no(code):
            customs.read(wrong)
    place, later = village.world.village, DAY + timedelta(days=30)
    said = {"place_id": place.pk, "event": Event.WEDDING, "source": "村规民约第九条"}
    first = acts.set_standard(**village.go(items=ITEMS, since=DAY, **said))
    with no("since"):
        acts.set_standard(**village.go(items=ITEMS, since=DAY, **said))
    acts.set_standard(**village.go(items="桌数，15，桌", since=later, **said))
    assert queries.standard(place, Event.WEDDING, DAY) == first
    assert queries.standard(place, Event.WEDDING, later).items[0]["most"] == 15
    assert queries.standard(place, Event.FUNERAL, later) is None


def test_a_family_plans_beside_the_standard_and_nobody_reads_whose_it_is(village: Village, client):
    world = village.world
    client.force_login(world.worker)
    said = {
        "place_id": world.village.pk, "event": "wedding", "items": ITEMS, "source": "村规民约第九条",
        "since": "2026-09-24",
    }  # fmt: skip
    assert client.post(reverse("councils:set_standard"), said).status_code == 302
    question = village.proposed("ceremony", title="罗家办婚事")
    here = reverse("councils:ceremony", args=[question.pk])
    assert "先选是哪种事" in client.get(here).content.decode()
    assert "还没有这种事的标准" in client.get(f"{here}?event=funeral").content.decode()
    said = {"event": "wedding", "on": "2026-10-01", "i0": "25", "i1": "280"}
    assert client.post(here, said | {"on": "soon"}).status_code == 422
    assert client.post(here, said).status_code == 302
    assert "多 5" in client.get(here).content.decode()  # talked over, not refused
    after = client.post(f"{here}?after=1", {"i0": "20", "i1": "280", "saved": "1500"})
    assert after.status_code == 302
    assert "多 5" not in client.get(here).content.decode()
    desk = client.get(reverse("councils:procedure", args=[question.pk])).content.decode()
    assert "不公开" in desk

    client.logout()
    standards = reverse("councils:standards", args=[world.village.pk])
    public = client.get(standards).content.decode()
    assert "最多 20 桌" in public
    assert "省下" not in public  # one family would be known
    for n in range(2):
        other = village.proposed("ceremony", title=f"第{n}家办婚事")
        plan = {"event": Event.WEDDING, "on": DAY, "plan": {"桌数": 10}}
        acts.plan_ceremony(**village.go(procedure_id=other.pk, **plan))
        was = {"procedure_id": other.pk, "was": {"桌数": 10}, "saved_fen": 50_000}
        acts.close_ceremony(**village.go(**was))
    assert "今年 3 家告知了，一共省下约 2500 元" in client.get(standards).content.decode()
    for name in ("question", "certificate", "certificate_file"):
        assert client.get(reverse(f"councils:{name}", args=[question.pk])).status_code == 404
    place = client.get(reverse("councils:place", args=[world.village.pk])).content.decode()
    assert "罗家" not in place
    assert client.get(f"/api/councils/places/{world.village.pk}").json() == []
    assert client.get(f"/api/councils/procedures/{question.pk}/certificate").status_code == 403


def test_who_was_appraised_asks_the_whole_council_once(village: Village, client):
    world = village.world
    place = {"place_id": world.village.pk, "kind": BodyKind.MORAL, "name": "道德评议会"}
    body = acts.found_body(**village.go(rule="D1", **place))
    for n in range(6):
        acts.seat(**village.go(body_id=body.pk, name=f"评议员{n}", lead=n == 0))
    early = village.proposed("moral", title="另评一件事")
    with no("not_told"):
        acts.ask_review(**village.go(procedure_id=early.pk, reason="我有不同意见"))
    question = village.appraised()
    with no("closed"):  # nobody is asked in public about somebody
        acts.open_hearing(
            **village.go(
                procedure_id=question.pk,
                question="占道晒谷怎么办",
                closes_on=DAY,
                statements=["一", "二"],
            )
        )
    person = reverse("councils:person", args=[links.person(question.pk)])
    page = client.get(person).content.decode()
    assert "要让出车道" in page
    assert "要求全体再评" in page
    assert client.post(person, {"reason": ""}).status_code == 422
    with pytest.raises(Denied):  # the link of another
        acts.ask_review(
            actor=Guest(holds=1), procedure_id=question.pk, reason="我有不同意见", now=THURSDAY
        )
    assert client.post(person, {"reason": "晒谷只有这几天"}).status_code == 302
    assert "要求全体再评" not in client.get(person).content.decode()
    question = Procedure.objects.get(pk=question.pk)
    names = [step["name"] for step in question.steps[3:]]
    assert names == ["告诉本人", "全体成员再评", "再告诉本人", "报两委"]
    with no("asked"):
        acts.ask_review(**village.go(procedure_id=question.pk, reason="再来一次"))
    with no("full"):
        village.called(question, days=0, rule="T1")
    meeting = village.begun(village.called(question, days=0, rule="T1", body_id=body.pk))
    assert meeting.roll.count() == 6
    village.come(meeting, 6)
    village.ended(meeting, Ending.AGREED)
    village.step(question, 6, who="会长", note="再评：错开上学时候晒")
    posted = {"text": "结果报两委。", "where": "两委会", "since": DAY, "days": 1}
    acts.post(**village.go(procedure_id=question.pk, n=7, **posted))
    assert "错开上学时候晒" in client.get(person).content.decode()
    for name in ("question", "certificate"):
        assert client.get(reverse(f"councils:{name}", args=[question.pk])).status_code == 404
    assert client.get(reverse("councils:screen", args=[meeting.pk])).status_code == 404
    assert client.get(reverse("councils:person", args=[f"{question.pk}:no"])).status_code == 404
    client.force_login(world.worker)
    assert client.get(reverse("councils:screen", args=[meeting.pk])).status_code == 200
    slip = client.get(reverse("councils:person_slip", args=[question.pk])).content.decode()
    assert "data:image/svg" in slip


def test_a_result_that_was_reported_does_not_shut_the_right(village: Village, client):
    question = village.appraised()
    posted = {"text": "结果报两委。", "where": "两委会", "since": DAY, "days": 1}
    acts.post(**village.go(procedure_id=question.pk, n=5, **posted))
    client.force_login(village.world.worker)
    here = reverse("councils:procedure", args=[question.pk])
    assert "本人可以要求全体成员再评" in client.get(here).content.decode()
    ask = reverse("councils:review", args=[question.pk])
    assert client.post(ask, {"reason": "结果报得太快了"}).status_code == 302
    question.refresh_from_db()
    assert (question.state, question.at, len(question.steps)) == ("open", 6, 7)
    assert client.get(ask).status_code == 404
