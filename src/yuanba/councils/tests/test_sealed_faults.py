"""The sealed ballot (X-VOTE): planted faults, and a machine of voters, phone, table and stop."""

import os
from base64 import b64decode, b64encode

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from yuanba.base.errors import Refused
from yuanba.councils.rules.counting import open as tool
from yuanba.councils.rules.counting import sealed
from yuanba.councils.rules.counting.open import Fault
from yuanba.councils.rules.counting.sealed import Mark, Way
from yuanba.councils.tests.sealing import (
    BOX,
    CODES,
    ENVELOPES,
    KEY,
    PAPER,
    TEN,
    boxed,
    changed,
    on_phone,
)

FORGED = sorted(
    [*ENVELOPES[1:], b64encode(sealed.seal(KEY, ["装路灯"], PAPER)).decode()], key=b64decode
)


@pytest.mark.parametrize(
    ("box", "why"),
    [
        (changed(envelopes=ENVELOPES[1:]), "9 envelopes"),  # one taken out
        (changed(envelopes=ENVELOPES, marks=9), "9 marks"),  # one put in
        (changed(envelopes=sorted([*ENVELOPES[1:], ENVELOPES[1]], key=b64decode)), "twice"),
        (b"{}", "Not a file"),
        (b"not json", "Not a file"),
        (changed(format="yuanba-box-2"), "Not a file"),
    ],
)
def test_a_box_that_was_touched_is_not_opened(box, why):
    with pytest.raises(Fault, match=why):
        tool.open_box(box, CODES)


def test_a_vote_put_in_the_place_of_another_after_closing_is_not_the_box_that_was_posted():
    from hashlib import sha256

    posted = sha256(BOX).hexdigest()
    assert tool.open_box(BOX, CODES, digest=posted.upper()).box == posted
    for touched in (changed(envelopes=FORGED), changed(envelopes=ENVELOPES[1:], marks=9)):
        assert tool.open_box(touched, CODES).unreadable == [], "well made: only the digest tells"
        with pytest.raises(Fault, match="Not the box that was posted"):
            tool.open_box(touched, CODES, digest=posted)


def test_a_vote_changed_before_closing_is_missed_by_its_voter():
    """The server put another envelope in: 户3's tracker is not on the posted list."""
    trackers = {mark.voter: tool.tracker(mark.envelope or b"") for mark in TEN}
    touched = [on_phone("户3", "装路灯") if mark.voter == "户3" else mark for mark in TEN]
    posted = sealed.box_trackers(boxed(touched))
    assert [voter for voter, one in trackers.items() if one not in posted] == ["户3"]
    assert sorted(trackers.values()) == list(sealed.box_trackers(BOX))
    assert tool.open_box(BOX, CODES).trackers == sorted(trackers.values())


@example(at=31, bit=7)  # the one bit of the sender's key that X25519 passes over (RFC 7748)
@given(at=st.integers(0, 143), bit=st.integers(0, 7))
def test_a_changed_bit_makes_an_envelope_that_does_not_open(at, bit):
    raw = bytearray(b64decode(ENVELOPES[0]))
    raw[at] ^= 1 << bit
    touched = sorted([*ENVELOPES[1:], b64encode(raw).decode()], key=b64decode)
    told = tool.open_box(changed(envelopes=touched), CODES)
    assert told.unreadable == [tool.tracker(bytes(raw))]
    assert sum(told.votes.values()) + told.blank + told.spoiled == 9


def test_an_envelope_of_another_ballot_does_not_open():
    other = tool.Key("2026-石桥-4", KEY.public, KEY.locks)
    mark = Mark("a", Way.PHONE, sealed.seal(other, ["修路"], PAPER))
    assert len(tool.open_box(boxed([mark]), CODES).unreadable) == 1


class TheVote(RuleBasedStateMachine):
    """Voters, phone, table and stop, against a dictionary."""

    voters = tuple(f"户{n}" for n in range(6))

    def __init__(self) -> None:
        super().__init__()
        self.marks = {voter: Mark(voter) for voter in self.voters}
        self.on_phone: dict[str, str] = {}
        self.at_table: set[str] = set()
        self.stopped = False

    @rule(voter=st.sampled_from(voters), choice=st.sampled_from(PAPER))
    def votes_on_the_phone(self, voter, choice):
        envelope = sealed.seal(KEY, [choice], PAPER)
        allowed = not self.stopped and voter not in self.at_table
        if self.does(voter, allowed, way=Way.PHONE, envelope=envelope):
            self.on_phone[voter] = choice

    @rule(voter=st.sampled_from(voters))
    def votes_at_the_table(self, voter):
        allowed = not self.stopped and voter not in self.at_table
        if self.does(voter, allowed, way=Way.TABLE):
            self.at_table.add(voter)
            self.on_phone.pop(voter, None)

    def does(self, voter, allowed, **how):
        try:
            self.marks[voter] = sealed.vote(self.marks[voter], stopped=self.stopped, **how)
        except Refused:
            assert not allowed
            return False
        assert allowed
        return True

    @precondition(lambda self: len(self.on_phone) + len(self.at_table) > 2)
    @rule()
    def stop(self):
        self.stopped = True

    @invariant()
    def the_box_holds_what_was_last_said(self):
        told = tool.open_box(boxed(list(self.marks.values())), CODES[1:])
        said = list(self.on_phone.values())
        assert told.votes == {choice: said.count(choice) for choice in PAPER}
        assert told.envelopes == len(said)
        closed = sealed.close(self.marks.values())
        assert {mark.voter for mark in closed.marks if mark.way is Way.TABLE} == self.at_table


def test_whatever_voters_do_the_box_holds_what_each_said_last():
    """60 × 30; YUANBA_EXAMPLES=2000 makes it the long run, of 60 steps each."""
    examples = int(os.environ.get("YUANBA_EXAMPLES", "60"))
    steps = 30 if examples < 1_000 else 60
    run_state_machine_as_test(
        TheVote, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )
