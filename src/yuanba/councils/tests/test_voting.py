"""Ballots as they go wrong in a hall: absent, not entitled, twice, after the stop; two tellers who differ;
too many beans; an election on a telephone."""

from datetime import timedelta

import pytest

from tests.world import THURSDAY, World
from yuanba.base.errors import Denied
from yuanba.base.models import Key, Record
from yuanba.councils import acts
from yuanba.councils.models import Mark, Slip
from yuanba.councils.rules.kinds import BallotKind
from yuanba.councils.tests.village import Village, in_the_hall, no
from yuanba.people.door import Guest

pytestmark = pytest.mark.django_db
DAY = THURSDAY.date()


@pytest.fixture
def village(world: World) -> Village:
    return Village(world, households=12)


def test_absent_not_entitled_twice_and_after_the_stop(village: Village):
    ballot = in_the_hall(village)
    lines = village.lines(ballot.meeting)
    with no("absent"):
        village.phone(ballot, lines[11], 1)
    with no("choices"):
        village.phone(ballot, lines[0], 9)
    village.phone(ballot, lines[0], 1)
    with no("voted"):
        village.phone(ballot, lines[0], 2)
    with pytest.raises(Denied):
        acts.cast(
            actor=Guest(holds=lines[1].pk), ballot_id=ballot.pk, entry_id=lines[2].pk, choice=[1],
            now=THURSDAY,
        )  # fmt: skip
    village.stopped(ballot)
    with no("ballot_state"):
        village.phone(ballot, lines[1], 1)
    with no("ballot_state"):
        acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[2]))
    assert ballot.marks.count() == 1


def test_the_roll_is_frozen_once_voting_begins(village: Village):
    ballot = in_the_hall(village)
    meeting = ballot.meeting
    entry = village.lines(meeting)[11]
    with no("frozen"):
        acts.enter(**village.go(meeting_id=meeting.pk, lines=[acts.Line("新来的")]))
    with no("frozen"):
        acts.correct(**village.go(entry_id=entry.pk, adults=9, area=0, affected=False))
    village.come(meeting, 1, after=10)  # who is entitled may still come


def test_the_table_goes_before_the_telephone_and_never_the_other_way(village: Village):
    ballot = in_the_hall(village)
    first, second = village.lines(ballot.meeting)[:2]
    village.phone(ballot, first, 1)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[first.n, second.n]))
    assert Slip.objects.count() == 0
    with no("voted"):
        village.phone(ballot, second, 1)
    with no("given"):
        acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[first.n]))
    ballot = village.stopped(ballot)
    assert ballot.phone == {}
    assert ballot.bases["voting"] == 2


def test_after_the_stop_no_name_stands_beside_a_choice(village: Village):
    ballot = in_the_hall(village)
    for n, entry in enumerate(village.lines(ballot.meeting)[:10]):
        village.phone(ballot, entry, 1 + n % 3)
    assert Slip.objects.count() == 10
    assert ballot.phone == {}
    ballot = village.stopped(ballot)
    assert Slip.objects.count() == 0
    assert not Mark.objects.exclude(choice=None).exists()
    assert not Key.objects.filter(subject_kind="councils.mark").exists()
    for record in Record.objects.filter(act="councils.cast"):
        assert set(record.facts) == {"n"}
    assert ballot.phone == {"1": 4, "2": 3, "3": 3}


def test_two_tellers_who_differ_block_the_result_until_both_count_again(village: Village):
    world = village.world
    ballot = in_the_hall(village)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=list(range(1, 11))))
    village.stopped(ballot)
    with no("one_teller"):
        village.settled(ballot)
    village.counted(ballot, {1: 8, 2: 2}, by=world.worker)
    with no("counted"):
        village.counted(ballot, {1: 8, 2: 2}, by=world.worker)
    with no("one_teller"):
        village.settled(ballot)
    village.counted(ballot, {1: 7, 2: 3}, by=world.supervisor)
    with no("mismatch"):
        village.settled(ballot)
    village.both_count(ballot, {1: 7, 2: 3})
    with no("enough"):
        village.counted(ballot, {1: 7, 2: 3}, by=world.colleague)
    settled = village.settled(ballot)
    assert settled.result["votes"] == {"1": 7, "2": 3, "3": 0}
    assert settled.result["tellers"] == [world.worker.name, world.supervisor.name]
    assert ballot.tallies.count() == 4  # the first sheets stay
    with no("ballot_state"):
        village.settled(ballot)


def test_more_beans_than_were_handed_out_are_refused_and_fewer_are_not(village: Village):
    ballot = in_the_hall(village)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[1, 2, 3]))
    village.stopped(ballot)
    with no("too_many") as refusal:
        village.counted(ballot, {1: 3, 2: 1})
    assert "数出来 4" in str(refusal.value.message)
    with no("negative"):
        village.counted(ballot, {1: -1})
    village.both_count(ballot, {1: 2})
    assert village.settled(ballot).bases["present"] == 10


@pytest.mark.parametrize(("yes", "passed"), [(5, False), (6, True)])
def test_abstentions_count_as_present_and_not_as_yes(village: Village, yes, passed):
    ballot = in_the_hall(village, BallotKind.HANDS, choices=["同意", "不同意", "弃权"])
    village.stopped(ballot)
    village.counted(ballot, {1: yes, 2: 1, 3: 10 - yes - 1})
    assert village.settled(ballot).passed is passed


def test_more_no_than_yes_carries_nothing(village: Village):
    ballot = in_the_hall(village, BallotKind.HANDS, choices=["同意", "不同意"])
    village.stopped(ballot)
    village.counted(ballot, {1: 1, 2: 9})
    ballot = village.settled(ballot)
    assert (ballot.passed, ballot.result["carried"]) == (False, [])


def test_a_ballot_that_is_not_carried_leaves_the_step_to_be_taken_again(village: Village):
    ballot = in_the_hall(village)
    for n, entry in enumerate(village.lines(ballot.meeting)[:9]):
        village.phone(ballot, entry, 1 + n % 3)
    village.stopped(ballot)
    village.settled(ballot)
    village.ended(ballot.meeting)
    question = ballot.meeting.procedure
    question.refresh_from_db()
    assert question.at == 4
    assert question.done.filter(n=4).get().passed is False
    assert (
        village.called(question, days=20, now=ballot.meeting.starts_at + timedelta(hours=3)).step
        == 4
    )


def test_owners_vote_with_their_names_by_heads_and_area(world: World):
    village = Village(world, households=0)
    question = village.proposed("owners", title="换电梯钢丝绳的钱怎么出")
    village.step(question, 1)
    meeting = village.called(question, days=15, rule="O2")
    lines = [
        acts.Line(f"业主{n}", f"1-{n}", area=10_000 if n > 1 else 40_000) for n in range(1, 10)
    ]
    acts.enter(**village.go(meeting_id=meeting.pk, lines=lines))
    meeting = village.begun(meeting)
    village.come(meeting, 8)
    ballot = village.voting(meeting, BallotKind.OPEN, choices=["同意", "不同意"])
    for n in range(1, 9):  # the owner of the large flat is against: 7 of 8 heads, 7/11 of the area
        acts.say_vote(**village.go(ballot_id=ballot.pk, entry=n, choice=2 if n == 1 else 1))
    with no("voted"):
        acts.say_vote(**village.go(ballot_id=ballot.pk, entry=2, choice=2))
    with no("named"):
        village.stopped(ballot)
        village.counted(ballot, {1: 7})
    ballot = village.settled(ballot)
    assert ballot.result["votes"] == {"1": 7, "2": 1}
    assert ballot.result["area"] == {"1": 70_000, "2": 40_000}
    assert ballot.passed is False


def test_an_election_is_never_on_a_telephone(world: World):
    village = Village(world, households=0)
    meeting = village.called(village.ready(), rule="V5", days=25)
    for kind in (BallotKind.BEAN, BallotKind.OPEN, BallotKind.HANDS):
        with no("paper_only"):
            village.drafted(meeting, kind)
    names = [acts.Line(f"选民{n}") for n in range(1, 11)]
    acts.enter(**village.go(meeting_id=meeting.pk, lines=names))
    meeting = village.begun(meeting)
    village.come(meeting, 6)
    ballot = village.voting(meeting, BallotKind.PAPER, choices=["同意罢免", "不同意罢免"])
    with no("not_by_phone"):
        village.phone(ballot, village.lines(meeting)[0], 1)


def test_small_channels_are_not_published_apart(village: Village):
    ballot = in_the_hall(village)
    lines = village.lines(ballot.meeting)
    for entry in lines[:4]:
        village.phone(ballot, entry, 1)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[e.n for e in lines[4:10]]))
    village.stopped(ballot)
    village.both_count(ballot, {1: 6})
    assert village.settled(ballot).result["channels"] == {}


def test_a_meeting_with_a_ballot_uncounted_cannot_end(village: Village):
    ballot = in_the_hall(village)
    with no("ballots_open"):
        village.ended(ballot.meeting)
    village.stopped(ballot)
    with no("ballots_open"):
        village.ended(ballot.meeting)


def test_what_people_said_is_adopted_or_not_and_why(village: Village):
    meeting = village.begun()
    said = acts.suggest(**village.go(meeting_id=meeting.pk, who="罗大娘", text="路灯一起装"))
    with no("say"):
        acts.weigh(**village.go(suggestion_id=said.pk, adopted=False, why=" "))
    said = acts.weigh(**village.go(suggestion_id=said.pk, adopted=True, why="和路一起挖"))
    assert (said.adopted, said.why) == (True, "和路一起挖")
