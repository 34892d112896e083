"""What follows the first round: seats that are open, the second round, the handover with its last day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.councils import acts
from yuanba.councils.models import Candidate, Procedure
from yuanba.councils.queries import certificate
from yuanba.councils.rules import electing
from yuanba.councils.tests.polling import called, stand, vote
from yuanba.councils.tests.village import Village, no

pytestmark = pytest.mark.django_db
DAY = THURSDAY.date()


@pytest.fixture
def village(world: World) -> Village:
    return Village(world, households=0)


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        (["甲", "乙"], ""),
        (["甲", "丙"], "most_votes"),
        (["甲", "丁"], "not_first"),
        (["甲", "乙", "丙"], ""),
    ],
)
def test_a_second_round_is_between_those_with_the_most_votes(accepted, code):
    first = {"甲": 40, "乙": 30, "丙": 20}
    if code:
        with no(code):
            electing.second_round(accepted, first)
        return
    electing.second_round(accepted, first)
    with no("no_first"):
        electing.second_round(accepted, {})


def test_nobody_reached_half_and_the_two_first_stand_again(village: Village):
    meeting = called(village, days=30)
    acts.post_roll(**village.go(meeting_id=meeting.pk, on=DAY, where="公开栏"))
    names = ["选民1", "选民2", "选民3"]
    stand(village, meeting, names)
    vote(village, meeting, names, {1: 5, 2: 4, 3: 3})
    question = Procedure.objects.get()
    assert question.at == 3  # nobody had more than half of twelve
    again = village.called(
        question, days=40, rule="V4b", now=meeting.starts_at + timedelta(hours=3)
    )
    assert again.roll.count() == 20  # the voters are those of the first round
    with no("most_votes"):
        stand(village, again, ["选民1", "选民3"])
    Candidate.objects.filter(meeting=again).delete()
    stand(village, again, names[:2])
    vote(village, again, names[:2], {1: 7, 2: 5})
    question.refresh_from_db()
    assert question.at == 4


@pytest.mark.parametrize(("third", "at"), [(6, 3), (7, 4)])
def test_as_many_as_are_to_be_elected_or_the_step_has_not_passed(village: Village, third, at):
    """Three of four for three seats; more than half of twelve is seven."""
    meeting = called(village, days=30)
    acts.post_roll(**village.go(meeting_id=meeting.pk, on=DAY, where="公开栏"))
    names = ["选民1", "选民2", "选民3", "选民4"]
    stand(village, meeting, names)
    vote(village, meeting, names, {1: 10, 2: 8, 3: third, 4: 5}, seats=3)
    question = Procedure.objects.get()
    assert question.at == at
    said = certificate.sheet(question).taken[-1].checks[-1]
    have = at - 1
    assert (said.inputs, said.asked, said.ok) == (f"选出 {have}", "应选 3", have == 3)


def test_the_seats_that_are_open_go_to_a_second_round_opened_from_the_page(
    village: Village, client, monkeypatch: pytest.MonkeyPatch
):
    meeting = called(village, days=30)
    acts.post_roll(**village.go(meeting_id=meeting.pk, on=DAY, where="公开栏"))
    names = ["选民1", "选民2", "选民3", "选民4"]
    question = Procedure.objects.get()
    now = {"now": meeting.starts_at + timedelta(hours=3)}
    with no("no_first"):
        electing.round_by("V4b", None)
    stand(village, meeting, names)
    vote(village, meeting, names, {1: 10, 2: 8, 3: 6, 4: 5}, seats=3)
    question.refresh_from_db()
    assert (question.at, certificate.sheet(question).valid) == (3, False)
    client.force_login(village.world.worker)
    monkeypatch.setattr(clock, "now", lambda: now["now"])
    page = client.get(reverse("councils:procedure", args=[question.pk])).content.decode()
    assert "应选 3 人。已经选出：选民1、选民2。还差 1 人，要另行选举。" in page
    call = reverse("councils:call", args=[question.pk])
    assert call in page
    form = client.get(call).content.decode()
    assert 'value="V4b" selected' in form
    assert "另行选举：还差 1 人" in form
    wall = client.get(reverse("councils:question", args=[question.pk])).content.decode()
    assert "选出了 2 人，还差 1 人，要另行选举。" in wall
    with no("second_only"):  # who is elected is not put to the vote again
        village.called(question, days=60, rule="V4", **now)
    again = village.called(question, days=40, rule="V4b", **now)
    with no("not_first"):
        stand(village, again, ["选民1", "选民3"])
    Candidate.objects.filter(meeting=again).delete()
    stand(village, again, names[2:])
    draft = client.get(reverse("councils:meeting", args=[again.pk])).content.decode()
    assert 'name="seats" value="1"' in draft
    with no("open_seats"):
        electing.to_fill("V4b", electing.Seats(3, ("选民1",)), 1)
    vote(village, again, names[2:], {1: 4, 2: 3})  # a third of twelve is enough now
    question.refresh_from_db()
    assert question.at == 4
    lines = [
        x.inputs for x in certificate.sheet(question).taken[-1].checks if x.what == "选出的人数"
    ]
    assert lines == ["选出 3"]
    decided = certificate.sheet(question).decided
    elected = [b.text for vote in decided for b in vote.shown.bowls if b.carried]
    assert elected == ["选民1", "选民2", "选民3"]  # the verdict names all three
    screen = client.get(reverse("councils:screen", args=[meeting.pk])).content.decode()
    assert "选出了 2 人，还差 1 人，要另行选举。" in screen


def test_a_round_in_which_too_few_voted_is_no_first_round(village: Village):
    meeting = called(village, days=30)
    acts.post_roll(**village.go(meeting_id=meeting.pk, on=DAY, where="公开栏"))
    stand(village, meeting, ["选民1", "选民2"])
    vote(village, meeting, ["选民1", "选民2"], {1: 10}, voters=10)
    now = {"now": meeting.starts_at + timedelta(hours=3)}
    with no("no_first"):
        village.called(Procedure.objects.get(), days=60, rule="V4b", **now)
    assert village.called(Procedure.objects.get(), days=60, rule="V4", **now).pk


@pytest.mark.parametrize(("after", "late"), [(10, 0), (11, 1)])
def test_the_handover_has_its_day_and_late_is_said(
    village: Village, client, monkeypatch: pytest.MonkeyPatch, after, late
):
    meeting = called(village, days=30)
    acts.post_roll(**village.go(meeting_id=meeting.pk, on=DAY, where="公开栏"))
    stand(village, meeting, ["选民1", "选民2"])
    question = Procedure.objects.get()
    client.force_login(village.world.worker)
    page = reverse("councils:procedure", args=[question.pk])
    assert "天内要办" not in client.get(page).content.decode()  # nobody is elected yet
    vote(village, meeting, ["选民1", "选民2"], {1: 5, 2: 4})  # nobody reached half
    again = {"now": meeting.starts_at + timedelta(hours=3)}
    second = village.called(question, days=33, rule="V4b", **again)
    stand(village, second, ["选民1", "选民2"])
    vote(village, second, ["选民1", "选民2"], {1: 7, 2: 5})
    # V4b has no such number: the ten days are the election's, from the day on which the seat was filled
    elected = clock.day_of(second.starts_at)
    last = elected + timedelta(days=10)
    day = second.starts_at + timedelta(days=after)
    monkeypatch.setattr(clock, "now", lambda: day)
    said = client.get(page).content.decode()
    assert f"最晚 {last.year}年{last.month}月{last.day}日" in said
    assert ("已经晚了 1 天" in said) is bool(late)
    assert "还没有核实" in said
    posted = {"procedure_id": question.pk, "n": 4, "text": "选民1当选。", "where": "公开栏"}
    acts.post(**village.go(**posted, since=elected, days=1, now=day))
    village.step(question, 5, on=clock.day_of(day), now=day, who="上一届村委会", note="公章、账目")
    question.refresh_from_db()
    assert question.state == "done"  # late, and done all the same
    line = certificate.sheet(question).taken[-1].checks[0]
    assert (line.what, line.inputs, line.ok) == ("移交", f"选出后 {after} 天", not late)
    assert "天内要办" not in client.get(page).content.decode()
