"""A road is proposed and goes through 四议两公开 with 112 households: first too few come, then enough;
phones, beans and a proxy; the certificate says which."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.world import World
from yuanba.base import clock
from yuanba.councils import acts
from yuanba.councils.models import Meeting, Procedure, Slip
from yuanba.councils.queries import certificate
from yuanba.councils.rules.kinds import Channel, MeetingState
from yuanba.councils.tests.village import Village

pytestmark = pytest.mark.django_db


def test_a_road_goes_through_four_discussions_and_two_publications(
    world: World, client, monkeypatch: pytest.MonkeyPatch
):
    village = Village(world, households=112)
    question = village.ready()
    assert question.at == 4

    # the first meeting: 56 of 112 households, 56 of 224 adults; neither way of the rule is met
    first = village.begun(village.called(question))
    assert first.roll.count() == 112
    village.come(first, 56)
    village.drafted(first)
    first = village.ended(first)
    assert first.state == MeetingState.FAILED
    failed = {c["measure"]: (c["have"], c["need"]) for c in first.checks if c["what"] == "quorum"}
    assert failed == {"adults": (56, 113), "households": (56, 75)}
    question = Procedure.objects.get(pk=question.pk)
    assert question.at == 4

    # the second, called again with ten days' notice
    on = first.starts_at.date() + timedelta(days=11)
    second = village.called(
        question,
        days=(on - date(2026, 9, 24)).days,
        now=first.ended_at + timedelta(hours=1),
        again_of=first.pk,
    )
    assert second.again_of_id == first.pk
    second = village.begun(second)
    village.come(second, 95)
    lines = village.lines(second)
    acts.entrust(**village.go(entry_id=lines[100].pk, holder=1, written_on=date(2026, 9, 24)))
    ballot = village.voting(second)
    for entry in lines[:42]:  # by telephone
        village.phone(ballot, entry, 1)
    at_table = [e.n for e in lines[42:95]] + [lines[100].n]
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=at_table))
    ballot = village.stopped(ballot)
    assert Slip.objects.count() == 0
    village.both_count(ballot, {1: 19, 2: 13, 3: 21}, spoiled=1)
    ballot = village.settled(ballot)
    assert ballot.passed
    assert ballot.result["votes"] == {"1": 61, "2": 13, "3": 21}
    assert ballot.bases["present"] == 96
    assert ballot.result["channels"] == {"table": 53, "phone,proxy": 43}  # one alone is not shown
    second = village.ended(second)
    question.refresh_from_db()
    assert question.at == 5

    # published, carried out, and what became of it
    day = second.starts_at.date()
    acts.give_task(
        **village.go(
            procedure_id=question.pk, text="修甲线", owner="村委会 周文",
            due=day + timedelta(days=60), now=second.ended_at,
        )
    )  # fmt: skip
    acts.post(
        **village.go(
            procedure_id=question.pk, n=5, text="决议：走甲线。", where="公开栏",
            since=day, days=7, now=second.starts_at + timedelta(hours=3),
        )
    )  # fmt: skip
    acts.finish_task(
        **village.go(
            task_id=question.tasks.get().pk, result="2.1 公里修通了。",
            now=second.starts_at + timedelta(days=50),
        )
    )  # fmt: skip
    acts.post(
        **village.go(
            procedure_id=question.pk, n=6, text="修通了，花了 42 万元。", where="公开栏",
            since=day + timedelta(days=50), days=7, now=second.starts_at + timedelta(days=50),
        )
    )  # fmt: skip
    question.refresh_from_db()
    assert question.state == "done"

    sheet = certificate.sheet(question)
    assert sheet.valid
    assert sheet.unconfirmed  # no county has confirmed the carried-over rows of 2026
    assert [(t.n, t.passed) for t in sheet.taken] == [
        (1, True), (2, True), (3, True), (4, False), (4, True), (5, True), (6, True),
    ]  # fmt: skip
    page = client.get(reverse("councils:certificate", args=[question.pk])).content.decode()
    assert "程序走完，有效" in page
    assert "先别当准" in page
    assert "人数不够，没开成" in page
    assert "61" in page
    monkeypatch.setattr(clock, "now", lambda: second.starts_at)
    public = client.get(reverse("councils:question", args=[question.pk])).content.decode()
    assert "2.1 公里修通了" in public
    assert "户1人0" not in public + page


def test_a_procedure_that_is_not_over_says_not_valid(world: World, client):
    village = Village(world, households=12)
    question = village.ready()
    page = client.get(reverse("councils:certificate", args=[question.pk])).content.decode()
    assert "到现在无效" in page
    assert "村民会议或者村民代表会议决议" in page
    assert not Meeting.objects.exists()
    assert Channel.PROXY == "proxy"
