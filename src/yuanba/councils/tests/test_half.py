"""The half-rule: those whom a question affects are at least half of who deliberates, or half of them take
part, as the row says; judged when voting has stopped, and what it found stands on the certificate."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base.errors import Refused
from yuanba.councils import acts
from yuanba.councils.models import Meeting, Procedure
from yuanba.councils.queries import certificate
from yuanba.councils.rules import deciding, terms
from yuanba.councils.rules.deciding import Bases
from yuanba.councils.rules.kinds import BallotKind, Ending, Measure
from yuanba.councils.tests.village import Village

M = Measure.MEMBERS
OF_PRESENT, OF_AFFECTED = "affected >= 1/2 of present", "affected >= 1/2"


@pytest.mark.parametrize(
    ("rule", "affected", "of", "met"),
    [
        (OF_PRESENT, 9, 30, False),  # of twenty who are there
        (OF_PRESENT, 10, 30, True),
        (OF_PRESENT, 11, 30, True),
        (OF_AFFECTED, 14, 30, False),
        (OF_AFFECTED, 15, 30, True),
        (OF_AFFECTED, 16, 30, True),
        (OF_AFFECTED, 15, 31, False),
        ("affected > 1/2", 15, 30, False),
        (OF_AFFECTED, 0, 0, False),  # nobody is marked: of nothing, nothing is reached
        ("members >= 2/3 and affected >= 1/2", 15, 30, True),  # the rest was judged at the opening
    ],
)
def test_half_of_those_who_are_there_or_of_those_affected(rule, affected, of, met):
    bases = Bases(40, 20, 20, affected=of, affected_present=affected)
    judged = deciding.half_rule(terms.read(rule), M, bases, {1})
    assert judged is not None
    assert judged.met is met
    assert {check.what for check in judged.checks} == {"half"}


def test_an_alternative_that_was_not_met_at_the_opening_does_not_help():
    rule = terms.read("members >= 2/3 or affected >= 1/2")
    few = Bases(40, 20, 20, affected=10, affected_present=4)
    assert deciding.half_rule(rule, M, few, {1, 2}).met
    assert not deciding.half_rule(rule, M, few, {2}).met
    assert deciding.half_rule(terms.read("members >= 2/3"), M, few, {1}) is None
    taking = Bases(40, 20, 20, affected=10, affected_present=5)
    judged = deciding.by_taking_part(terms.read(OF_AFFECTED), Measure.OWNERS, taking)
    assert judged is not None
    assert judged.met


@pytest.fixture
def village(world: World) -> Village:
    return Village(world, households=0)


def deliberating(village: Village, rule: str = "N1") -> Meeting:
    """Four are affected, four are not; all but one of those affected have come, and three others."""
    question = village.proposed("xiangshang", title="村口河道怎么治")
    for n in (1, 2):
        village.step(question, n)
    meeting = village.called(question, days=0, rule=rule)
    lines = [acts.Line(f"河边{n}户", affected=True) for n in range(1, 5)]
    lines += [acts.Line(f"坡上{n}户") for n in range(1, 5)]
    acts.enter(**village.go(meeting_id=meeting.pk, lines=lines))
    meeting = village.begun(meeting)
    village.come(meeting, 3)
    village.come(meeting, 3, after=4)
    return meeting


@pytest.mark.django_db
@pytest.mark.parametrize("leaves", [0, 1])
def test_it_is_judged_when_voting_stops_not_only_when_it_begins(village: Village, client, leaves):
    meeting = deliberating(village)
    ballot = village.voting(meeting, BallotKind.HANDS, choices=["同意", "不同意"])
    if leaves:  # one of those affected goes home while voting is open
        entry = village.lines(meeting)[0]
        acts.leave(**village.go(entry_id=entry.pk, now=meeting.starts_at + timedelta(minutes=5)))
    village.stopped(ballot)
    village.counted(ballot, {1: 5, 2: 0})
    ballot = village.settled(ballot)
    assert ballot.passed is not bool(leaves)
    village.ended(meeting)
    question = Procedure.objects.get()
    assert question.at == (3 if leaves else 4)
    half = certificate.sheet(question).taken[-1].votes[0].shown.half
    there = 6 - leaves
    assert [(x.what, x.inputs, x.ok) for x in half] == [
        ("停止投票时 · 利益相关的人", f"到会的 {there}，其中 {3 - leaves}", not leaves)
    ]
    client.force_login(village.world.worker)
    for name, pk in (
        ("certificate", question.pk),
        ("ballot", ballot.pk),
        ("question", question.pk),
    ):
        page = client.get(reverse(f"councils:{name}", args=[pk])).content.decode()
        assert ("利益相关的人不够，这次不作数。" in page) is bool(leaves), name
        assert ("停止投票时" in page) is (name != "question")


@pytest.mark.django_db
def test_whoever_voted_and_left_took_part_and_without_a_vote_it_is_judged_at_the_end(
    village: Village,
):
    meeting = deliberating(village)
    ballot = village.voting(meeting, BallotKind.OPEN, choices=["同意", "不同意"])
    lines = village.lines(meeting)
    later = meeting.starts_at + timedelta(minutes=5)
    for entry in (*lines[:3], *lines[4:7]):
        acts.say_vote(**village.go(ballot_id=ballot.pk, entry=entry.n, choice=1))
    acts.leave(**village.go(entry_id=lines[0].pk, now=later))
    ballot = village.stopped(ballot)
    assert (ballot.bases["affected"], ballot.bases["affected_present"]) == (4, 3)
    assert village.settled(ballot).passed
    other = deliberating(village)
    acts.leave(**village.go(entry_id=village.lines(other)[0].pk, now=later))
    assert village.ended(other, Ending.AGREED).state == "failed"


@pytest.mark.django_db
def test_a_county_asks_that_half_of_those_affected_come(village: Village):
    world = village.world
    said = {
        "code": "N1", "name": "协商会", "body": "council", "unit": "members", "valid": OF_AFFECTED,
        "decides": "votes > 1/2 of present", "source": "本县协商办法", "article": "第六条",
        "since": THURSDAY.date(),
    }  # fmt: skip
    acts.add_rule(actor=world.coordinator, county_id=world.county.pk, now=THURSDAY, **said)
    meeting = deliberating(village)
    for entry in village.lines(meeting)[:2]:
        acts.leave(**village.go(entry_id=entry.pk, now=meeting.starts_at))
    ballot = village.drafted(meeting, BallotKind.HANDS, choices=["同意", "不同意"])
    with pytest.raises(Refused, match="quorum"):
        acts.open_ballot(**village.go(ballot_id=ballot.pk))
    village.come(meeting, 1)
    ballot = acts.open_ballot(**village.go(ballot_id=ballot.pk))  # two of four
    village.stopped(ballot)
    village.counted(ballot, {1: 5, 2: 0})
    assert village.settled(ballot).passed
    village.ended(meeting)
    half = certificate.sheet(Procedure.objects.get()).taken[-1].votes[0].shown.half
    assert [x.inputs for x in half] == ["名册上利益相关的 4，其中 2"]
