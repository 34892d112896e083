"""A standing meeting schedules itself: the clock puts its question before the day, once; people call it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.world import THURSDAY, World
from yuanba.base import clock, permits, records
from yuanba.base.errors import Denied, Refused
from yuanba.councils import acts, jobs
from yuanba.councils.models import Meeting, Procedure
from yuanba.councils.queries import standing as found
from yuanba.councils.rules import flows, standing
from yuanba.councils.rules.kinds import Ending
from yuanba.councils.rules.standing import Last
from yuanba.councils.tests.village import Village
from yuanba.people.door import FOUNDER

DAY = THURSDAY.date()
QUARTER = "partybuilding_quarter"
db = pytest.mark.django_db


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 24))
def test_months_later_is_that_month_and_never_a_day_further(day, months):
    then = standing.later(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then.day < day.day and (then + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (Last(date(2026, 1, 31), None, None, True), date(2026, 4, 30)),  # asked for by hand
        (Last(date(2026, 1, 1), None, date(2026, 1, 9), True), date(2026, 4, 9)),  # held, not over
        (Last(date(2026, 4, 1), date(2026, 4, 9), None, True), date(2026, 4, 9)),  # waits
        (Last(date(2026, 4, 1), date(2026, 4, 9), None, False), date(2026, 7, 9)),  # given up
        (Last(date(2026, 4, 1), date(2026, 4, 9), date(2026, 5, 2), False), date(2026, 8, 2)),
    ],
)
def test_the_next_is_due_from_the_day_it_was_held(last, due):
    assert standing.next_due(last, 3) == due


def test_the_question_is_put_as_long_before_as_notice_and_waits_take():
    steps = flows.read(
        """
        code = "joint"
        name = "联席会"
        source = "本县办法"
        months = 3
        [[step]]
        name = "收集问题"
        kind = "record"
        who = "社区"
        [[step]]
        name = "开会"
        kind = "meeting"
        who = "各单位"
        rule = "T1"
        wait_days = 2
        [[step]]
        name = "通报"
        kind = "outcome"
        who = "社区"
        wait_days = 30
        """
    ).steps
    opens = standing.put_on(date(2026, 12, 20), steps, 5)
    assert opens == date(2026, 12, 13)
    assert standing.put_on(date(2026, 12, 20), steps, 5, ahead_days=7) == opens
    assert standing.put_on(date(2026, 12, 20), steps, 5, ahead_days=14) == date(2026, 12, 6)
    last = Last(date(2026, 1, 1), None, date(2026, 9, 20), False)
    standing.put(last, opens=opens, today=opens)
    with pytest.raises(Refused, match="too_early"):
        standing.put(last, opens=opens, today=opens - timedelta(days=1))
    with pytest.raises(Refused, match="no_last"):
        standing.put(None, opens=opens, today=opens)


@pytest.fixture
def village(world: World) -> Village:
    return Village(world, households=0)


def notice(world: World, days: int) -> None:
    """The county's own row says how many days before people are told."""
    said = {
        "code": "T1", "name": "联席会议", "body": "joint", "unit": "members", "valid": "",
        "decides": "votes > 1/2 of present", "notice_days": days,
        "source": "本县联席会议办法", "article": "第四条", "since": DAY,
    }  # fmt: skip
    acts.add_rule(actor=world.coordinator, county_id=world.county.pk, now=THURSDAY, **said)


def held(village: Village, question: Procedure) -> Meeting:
    village.step(question, 1)
    meeting = village.called(question, days=7, rule="T1")
    lines = [acts.Line("社区"), acts.Line("学校")]
    acts.enter(**village.go(meeting_id=meeting.pk, lines=lines))
    meeting = village.begun(meeting)
    village.come(meeting, 2)
    return village.ended(meeting, Ending.AGREED)


@db
def test_the_clock_puts_the_question_once_and_nobody_is_told(
    world: World, village: Village, client, monkeypatch, django_assert_max_num_queries
):
    notice(world, 5)
    first = village.proposed(QUARTER, title="三季度党建联席会议")
    village.proposed("courtyard", title="院坝会说路灯")  # no cadence: never put
    jobs.put_standing(now=THURSDAY + timedelta(days=400))
    assert Procedure.objects.count() == 2  # the first has not been held yet: it waits
    meeting = held(village, first)
    day = clock.day_of(meeting.starts_at)
    due = standing.later(day, 3)
    noon = timedelta(days=(due - DAY).days - 7)  # the procedure wants a week, the rule five days
    jobs.put_standing(now=THURSDAY + noon - timedelta(days=1))
    assert Procedure.objects.count() == 2
    for _twice in range(2):
        with django_assert_max_num_queries(40):
            jobs.put_standing(now=THURSDAY + noon)
    made = Procedure.objects.get(begun_by=None)
    assert (made.flow, made.due, made.at, made.place) == (QUARTER, due, 1, world.village)
    assert f"{due.month}月{due.day}日" in made.title
    assert [r.act for r in records.about(made)] == ["councils.put_standing"]
    assert not made.meetings.exists()  # a person calls it
    assert Meeting.objects.count() == 1
    # the worker who calls meetings sees it waiting
    client.force_login(world.worker)
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + noon)
    board = reverse("councils:board")
    page = client.get(board).content.decode()
    here = reverse("councils:procedure", args=[made.pk])
    assert all(word in page for word in ("等召集", "还没有通知任何人", f'href="{here}"'))
    assert "到日子自动立的题" in client.get(here).content.decode()
    # called: nobody waits for it any more; and given up, the next comes a quarter after its day
    village.step(made, 1, on=DAY + noon, now=THURSDAY + noon)
    village.called(made, days=noon.days + 6, rule="T1", now=THURSDAY + noon)
    page = client.get(board).content.decode()
    assert "等召集" not in page
    assert "到日子自动立的题" not in client.get(here).content.decode()
    acts.cancel(**village.go(meeting_id=made.meetings.get().pk, reason="人都在抢收"))
    assert "等召集" in client.get(board).content.decode()
    acts.drop(**village.go(procedure_id=made.pk, reason="这个季度不开了"))
    jobs.put_standing(now=THURSDAY + noon + timedelta(days=30))
    assert Procedure.objects.count() == 3
    row = found.at(world.village, flows.shipped().values())[0]
    assert (row.due, row.question, row.late(due)) == (standing.later(due, 3), None, False)
    assert row.late(row.due + timedelta(days=1))


@db
def test_only_the_clock_puts_it_and_the_database_holds_it_once(world: World, village: Village):
    first = village.proposed(QUARTER, title="三季度党建联席会议")
    said = {"place_id": world.village.pk, "flow": QUARTER, "now": THURSDAY + timedelta(days=120)}
    with pytest.raises(Refused, match="waiting"):
        acts.put_standing(actor=FOUNDER, **said)
    with pytest.raises(Denied):
        acts.put_standing(actor=world.worker, **said)
    with pytest.raises(Refused, match="no_flow"):
        acts.put_standing(actor=FOUNDER, **said | {"flow": "courtyard"})
    held(village, first)
    made = acts.put_standing(actor=FOUNDER, **said)
    assert permits.TABLE["councils.put_standing"] == {permits.Role.ADMIN}
    twin = Procedure.objects.get(pk=made.pk)
    twin.pk = made.pk + 1
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
