"""X-RACE for ballots: the same slip pressed by eight at once, thirty homes at once, a stop in the middle, a
bean handed out while the telephone votes, and a power cut while the telephones are counted."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.trust.together.test_race import at_once
from tests.world import World
from yuanba.base.errors import Refused
from yuanba.councils import acts
from yuanba.councils.acts import ballots
from yuanba.councils.models import Ballot, Envelope, Mark, Slip
from yuanba.councils.tests.village import Village

pytestmark = pytest.mark.xdist_group("race")
HOMES = 30


@pytest.fixture
def hall(world: World) -> tuple[Village, Ballot]:
    village = Village(world, households=HOMES)
    meeting = village.begun()
    village.come(meeting, HOMES)
    return village, village.voting(meeting)


def refused(got: list[Any]) -> list[str]:
    """The codes of the refusals; anything else that went wrong is a fault of ours."""
    wrong = [one for one in got if isinstance(one, BaseException)]
    for one in wrong:
        if not isinstance(one, Refused):
            raise one
    return [one.code for one in wrong]


def test_one_slip_pressed_by_eight_at_once_is_one_vote(hall: tuple[Village, Ballot]):
    village, ballot = hall
    entry = village.lines(ballot.meeting)[0]
    presses = [lambda n=n: village.phone(ballot, entry, 1 + n % 3) for n in range(8)]
    assert refused(at_once(*presses)) == ["voted"] * 7
    assert (Mark.objects.count(), Slip.objects.count()) == (1, 1)


def test_thirty_homes_at_once_lose_none_and_count_none_twice(hall: tuple[Village, Ballot]):
    village, ballot = hall
    lines = village.lines(ballot.meeting)
    presses: list[Callable[[], Any]] = [
        lambda entry=entry, n=n: village.phone(ballot, entry, 1 + n % 3)
        for n, entry in enumerate(lines)
    ]
    for start in range(0, HOMES, 10):
        assert refused(at_once(*presses[start : start + 10])) == []
    assert village.stopped(ballot).phone == {"1": 10, "2": 10, "3": 10}


def test_a_stop_in_the_middle_counts_who_was_in_and_refuses_the_rest(hall: tuple[Village, Ballot]):
    village, ballot = hall
    lines = village.lines(ballot.meeting)[:9]
    presses = [lambda entry=entry: village.phone(ballot, entry, 1) for entry in lines]
    got = at_once(*presses[:5], lambda: village.stopped(ballot), *presses[5:])
    late = refused(got)
    assert set(late) <= {"ballot_state"}
    ballot.refresh_from_db()
    assert ballot.phone.get("1", 0) == ballot.bases["voting"] == 9 - len(late)
    assert Slip.objects.count() == 0


def test_the_table_and_the_telephone_at_once_are_one_vote(hall: tuple[Village, Ballot]):
    village, ballot = hall
    for entry in village.lines(ballot.meeting)[:10]:
        hand = {"ballot_id": ballot.pk, "entries": [entry.n]}
        got = at_once(
            lambda entry=entry: village.phone(ballot, entry, 1),
            lambda hand=hand: acts.hand_out(**village.go(**hand)),
        )
        assert set(refused(got)) <= {"voted"}
        mark = Mark.objects.get(entry=entry)
        assert mark.channel == "table"  # whichever was first
        assert not Slip.objects.filter(mark=mark).exists()


def test_a_sealed_vote_pressed_by_eight_at_once_is_one_envelope_and_the_table_takes_it_out(
    world: World,
):
    village = Village(world, households=12)
    meeting = village.begun(village.hung(village.called()))
    village.come(meeting, 12)
    ballot, codes = village.sealed(meeting)
    first, *others = village.lines(meeting)
    presses = [lambda n=n: village.phone(ballot, first, 1 + n % 3) for n in range(8)]
    assert refused(at_once(*presses)) == []  # each is the last for a moment
    assert (Mark.objects.count(), Envelope.objects.count()) == (1, 1)
    for entry in others:
        village.phone(ballot, entry, 2)
    hand = {"ballot_id": ballot.pk, "entries": [first.n]}
    got = at_once(
        lambda: village.phone(ballot, first, 3),
        lambda: acts.hand_out(**village.go(**hand)),
    )
    assert set(refused(got)) <= {"voted_at_table"}
    got = at_once(
        lambda: village.phone(ballot, others[0], 3),
        lambda: village.stopped(ballot),
        lambda: village.phone(ballot, others[1], 3),
    )
    late = refused(got)
    assert set(late) <= {"ballot_state"}
    assert Envelope.objects.count() == 0
    ballot.refresh_from_db()
    village.both_count(ballot, {1: 1})
    village.both_hand_in(ballot, village.opened(ballot, codes))
    changed = 2 - len(late)
    assert village.settled(ballot).result["votes"] == {"1": 1, "2": 11 - changed, "3": changed}


def test_a_fault_while_counting_undoes_the_stop_and_loses_nothing(
    hall: tuple[Village, Ballot], monkeypatch: pytest.MonkeyPatch
):
    village, ballot = hall
    for entry in village.lines(ballot.meeting)[:6]:
        village.phone(ballot, entry, 2)

    def cut(ballot: Ballot) -> dict[str, int]:
        Slip.objects.filter(mark__ballot=ballot).delete()
        raise OSError("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr(ballots, "_slips", cut)
        with pytest.raises(OSError, match="power"):
            village.stopped(ballot)
    ballot.refresh_from_db()
    assert (ballot.state, Slip.objects.count()) == ("open", 6)
    assert village.stopped(ballot).phone == {"2": 6}
