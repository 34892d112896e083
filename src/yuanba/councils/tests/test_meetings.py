"""A meeting as it goes wrong before anybody votes: called too late, a roll with somebody twice, absent, left,
by proxy, by a proxy who is absent, withdrawn."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base.errors import Denied
from yuanba.councils import acts, queries
from yuanba.councils.models import Entry
from yuanba.councils.rules.kinds import BallotKind, Ending, How, MeetingState
from yuanba.councils.tests.village import Village, no

pytestmark = pytest.mark.django_db
DAY = THURSDAY.date()


@pytest.fixture
def village(world: World) -> Village:
    return Village(world, households=12)


# ── calling ──


def test_too_short_a_notice_is_refused_with_the_first_possible_day(village: Village):
    question = village.ready()
    with no("notice") as refusal:
        village.called(question, days=9)
    assert "2026-10-04" in str(refusal.value.message)
    meeting = village.called(question, days=10)
    assert meeting.roll.count() == 12
    assert sum(e.adults for e in village.lines(meeting)) == 24
    with no("called"):
        village.called(question, days=11)


def test_nobody_is_counted_in_before_the_day(village: Village):
    meeting = village.called()
    with no("too_early"):
        acts.begin(**village.go(meeting_id=meeting.pk))
    with no("wrong_state"):
        acts.arrive(**village.go(entry_id=village.lines(meeting)[0].pk))


def test_another_villages_worker_may_do_nothing_here(village: Village):
    meeting = village.begun()
    ballot = village.drafted(meeting)
    other = {"actor": village.world.neighbour_worker, "now": THURSDAY}
    for run, said in (
        (acts.open_ballot, {"ballot_id": ballot.pk}),
        (acts.arrive, {"entry_id": village.lines(meeting)[0].pk}),
        (acts.end, {"meeting_id": meeting.pk, "minutes": "散会了散会了"}),
        (
            acts.cast,
            {"ballot_id": ballot.pk, "entry_id": village.lines(meeting)[0].pk, "choice": [1]},
        ),
    ):
        with pytest.raises(Denied):
            run(**other, **said)
    assert meeting.state == MeetingState.OPEN


def test_a_roll_with_somebody_twice_is_refused_whole(village: Village):
    meeting = village.called(rule="V2")
    lines = [acts.Line("张三", "1号"), acts.Line("李四", "2号"), acts.Line("张三", "1号")]
    before = meeting.roll.count()
    with no("twice"):
        acts.enter(**village.go(meeting_id=meeting.pk, lines=lines))
    assert meeting.roll.count() == before
    Entry.objects.create(meeting=meeting, n=99, name="甲")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(meeting=meeting, n=99, name="乙")


def test_five_parties_must_all_be_at_the_table(world: World, client):
    village = Village(world, households=0)
    question = village.proposed("fiveparty", title="化粪池堵了谁来通")
    village.step(question, 1)
    meeting = village.called(question, days=0, rule="T1")
    assert meeting.roll.count() == 5
    meeting = village.begun(meeting)
    village.come(meeting, 4)
    client.force_login(world.worker)
    host = client.get(reverse("councils:meeting", args=[meeting.pk])).content.decode()
    assert "还没到：职能部门或派出所" in host
    with no("absent_parties") as refusal:
        village.ended(meeting, Ending.AGREED)
    assert "还没到：职能部门或派出所" in str(refusal.value.message)
    village.come(meeting, 1, after=4)
    with no("nothing_decided"):
        village.ended(meeting)
    meeting = village.ended(meeting, Ending.AGREED)
    assert meeting.ending == "agreed"
    question.refresh_from_db()
    assert question.at == 3


def test_where_no_number_is_asked_somebody_comes_all_the_same(world: World):
    village = Village(world, households=0)
    question = village.proposed("courtyard", title="院坝的柴火堆哪里")
    meeting = village.called(question, days=0, rule="T1")
    acts.enter(**village.go(meeting_id=meeting.pk, lines=[acts.Line("户一"), acts.Line("户二")]))
    meeting = village.begun(meeting)
    ballot = village.drafted(meeting, BallotKind.HANDS, choices=["同意", "不同意"])
    with no("quorum"):
        acts.open_ballot(**village.go(ballot_id=ballot.pk))
    meeting = village.ended(meeting, Ending.AGREED)  # an empty yard agrees on nothing
    assert (meeting.state, meeting.ending) == (MeetingState.FAILED, "")
    question.refresh_from_db()
    assert question.at == 1


def test_an_assembly_cannot_agree_without_a_vote(village: Village):
    meeting = village.begun()
    village.come(meeting, 10)
    with no("must_vote"):
        village.ended(meeting, Ending.AGREED)
    assert village.ended(meeting, Ending.NONE).state == MeetingState.HELD


def test_who_cannot_be_reached_is_left_out_where_the_rule_allows_it(village: Village):
    plain = village.called()
    with no("not_allowed"):
        acts.leave_out(**village.go(entry_id=village.lines(plain)[0].pk, reason="打了三次电话不通"))
    acts.cancel(**village.go(meeting_id=plain.pk, reason="换个日子开"))
    meeting = village.called(plain.procedure, rule="V1cq")
    entry = village.lines(meeting)[0]
    acts.leave_out(**village.go(entry_id=entry.pk, reason="在新疆，打了三次电话不通"))
    assert queries.attendance(meeting).entitled == 11
    meeting = village.begun(meeting)
    with no("left_out"):
        acts.arrive(**village.go(entry_id=entry.pk))
    acts.leave_out(**village.go(entry_id=entry.pk, reason=""))
    assert queries.attendance(meeting).entitled == 12


# ── coming, going, standing for ──


def test_quorum_follows_who_comes_and_goes(village: Village):
    meeting = village.begun()
    ballot = village.drafted(meeting)
    village.come(meeting, 7)
    with no("quorum"):
        acts.open_ballot(**village.go(ballot_id=ballot.pk))
    village.come(meeting, 1, after=7)
    first = village.lines(meeting)[0]
    acts.leave(**village.go(entry_id=first.pk))
    with no("quorum"):
        acts.open_ballot(**village.go(ballot_id=ballot.pk))
    acts.arrive(**village.go(entry_id=first.pk))
    assert acts.open_ballot(**village.go(ballot_id=ballot.pk)).state == "open"


def test_adults_may_make_it_valid_where_households_do_not(village: Village):
    meeting = village.begun()
    village.come(meeting, 6, persons=2)
    ballot = village.drafted(meeting)
    with no("quorum"):
        acts.open_ballot(**village.go(ballot_id=ballot.pk))  # 12 of 24 adults: not more than half
    village.come(meeting, 1, after=6)
    ballot = acts.open_ballot(**village.go(ballot_id=ballot.pk))  # 13 of 24
    ways = {c["way"] for c in ballot.result["quorum"] if c["ok"]}
    assert ways == {1}


def test_a_household_cannot_send_more_adults_than_it_has(village: Village):
    meeting = village.begun()
    entry = village.lines(meeting)[0]
    with no("persons"):
        acts.arrive(**village.go(entry_id=entry.pk, persons=3))
    with no("second"):
        acts.arrive(**village.go(entry_id=entry.pk, how=How.TWO))
    signed = acts.arrive(**village.go(entry_id=entry.pk, how=How.TWO, second="组长周文"))
    assert signed.second == "组长周文"


def test_proxies_are_written_limited_and_count_only_while_the_holder_is_here(village: Village):
    meeting = village.begun()
    a, b, c = village.lines(meeting)[:3]

    def give(entry, holder):
        return acts.entrust(**village.go(entry_id=entry.pk, holder=holder, written_on=DAY))

    with no("no_holder"):
        give(a, 99)
    with no("self"):
        give(a, a.n)
    give(a, b.n)
    with no("twice"):
        give(a, c.n)
    with no("limit"):
        give(c, b.n)
    with no("chain"):
        give(b, c.n)
    assert queries.attendance(meeting).present == 0  # the proxy is absent
    village.come(meeting, 1, after=1)
    assert queries.attendance(meeting).present == 2
    acts.leave(**village.go(entry_id=b.pk))
    assert queries.attendance(meeting).present == 0
    acts.arrive(**village.go(entry_id=b.pk))
    acts.take_back(**village.go(entry_id=a.pk))
    assert queries.attendance(meeting).present == 1
    with no("no_proxy"):
        acts.take_back(**village.go(entry_id=a.pk))
    with no("future"):
        acts.entrust(**village.go(entry_id=a.pk, holder=b.n, written_on=DAY + timedelta(days=1)))


def test_a_meeting_without_proxies_refuses_them(village: Village):
    meeting = village.called(rule="V3")
    with no("no_proxy"):
        acts.entrust(**village.go(entry_id=village.lines(meeting)[0].pk, holder=2, written_on=DAY))
