"""The sealed ballot (trust.md 6): votes, closing, opening, the sum of few."""

import json
from base64 import b64decode, b64encode
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yuanba.base.errors import Refused
from yuanba.councils.rules.counting import open as tool
from yuanba.councils.rules.counting import sealed
from yuanba.councils.rules.counting.open import Fault
from yuanba.councils.rules.counting.sealed import Mark, Way
from yuanba.councils.rules.counting.tallies import Tally
from yuanba.councils.tests.sealing import (
    BOX,
    CODES,
    KEY,
    PAPER,
    PAPERS,
    TEN,
    at_table,
    boxed,
    changed,
    on_phone,
)

# ── votes ──


def test_every_envelope_looks_alike():
    envelopes = {sealed.seal(KEY, PAPER[:n], PAPER) for n in (0, 0, 1, 3)}
    assert {len(envelope) for envelope in envelopes} == {tool.ENVELOPE} == {144}
    assert len(envelopes) == 4, "the same choice twice is not the same envelope"


def test_the_last_vote_on_the_phone_counts():
    first = on_phone("罗", "修路")
    second = sealed.vote(
        first, way=Way.PHONE, stopped=False, envelope=sealed.seal(KEY, ["修桥"], PAPER)
    )
    told = tool.open_box(boxed([second]), CODES)
    assert (told.votes, told.envelopes) == ({"修路": 0, "修桥": 1, "装路灯": 0}, 1)


def test_the_table_takes_the_place_of_the_phone_and_not_the_other_way():
    at_table = sealed.vote(on_phone("罗", "修路"), way=Way.TABLE, stopped=False)
    assert (at_table.way, at_table.envelope) == (Way.TABLE, None)
    for way, envelope, whose in (
        (Way.PHONE, sealed.seal(KEY, [], PAPER), "您"),
        (Way.TABLE, None, "这位投票人"),
    ):
        with pytest.raises(Refused, match="voted_at_table") as told:
            sealed.vote(at_table, way=way, stopped=False, envelope=envelope)
        assert str(told.value.message).startswith(whose)


@pytest.mark.parametrize("way", Way)
def test_after_the_stop_nobody_votes(way):
    with pytest.raises(Refused, match="voting_stopped"):
        sealed.vote(Mark("罗"), way=way, stopped=True, envelope=sealed.seal(KEY, [], PAPER))


@pytest.mark.parametrize(
    ("way", "envelope"), [(Way.PHONE, None), (Way.PHONE, b"short"), (Way.TABLE, bytes(144))]
)
def test_a_mark_and_its_envelope_belong_together(way, envelope):
    with pytest.raises(ValueError, match="envelope"):
        sealed.vote(Mark("罗"), way=way, stopped=False, envelope=envelope)


# ── closing: who and what are cut apart ──


@given(order=st.permutations(range(len(TEN))))
def test_whatever_the_order_of_voting_it_is_the_same_box(order):
    """The box is made of the set of envelopes alone: nothing of the order is left to be found."""
    assert boxed([TEN[at] for at in order]) == BOX


def test_a_box_that_kept_an_order_would_be_seen():
    kept = [b64encode(mark.envelope or b"").decode() for mark in TEN]
    assert kept != sorted(kept, key=b64decode)
    with pytest.raises(Fault, match="order"):
        tool.open_box(changed(envelopes=kept), CODES)


def test_no_name_stands_in_the_box_or_in_the_result():
    told = json.dumps(tool.open_box(BOX, CODES).__dict__, ensure_ascii=False)
    for said in (BOX.decode(), told):
        assert not [mark.voter for mark in TEN if mark.voter in said]
    assert all(mark.envelope is None for mark in sealed.close(TEN).marks)


def test_only_totals_leave_the_box_unless_the_count_needs_ballots():
    marks = [on_phone("a", "修路", "修桥"), on_phone("b", "修桥", "修路"), on_phone("c", "修路")]
    assert tool.open_box(boxed(marks, most=2), CODES).ballots == []
    kept = tool.open_box(boxed(marks, most=2, keep_ballots=True), CODES).ballots
    assert kept == [(["修桥", "修路"], 1), (["修路"], 1), (["修路", "修桥"], 1)]


@pytest.mark.parametrize(
    "marks", [[Mark("a", Way.PHONE)], [Mark("a", None, bytes(144))], [Mark("a"), Mark("a")]]
)
def test_a_roll_that_does_not_add_up_is_not_closed(marks):
    with pytest.raises(ValueError, match=r"marks|roll"):
        sealed.close(marks)


# ── opening ──


def test_any_two_of_three_open_it_and_always_to_the_same():
    results = [tool.open_box(BOX, codes) for codes in combinations(CODES, 2)]
    results += [tool.open_box(BOX, tuple(reversed(CODES[:2]))), tool.open_box(BOX, CODES)]
    assert all(result == results[0] for result in results)
    assert results[0].votes == {"修路": 5, "修桥": 4, "装路灯": 0}
    assert (results[0].blank, results[0].spoiled, results[0].unreadable) == (1, 0, [])


@pytest.mark.parametrize("codes", [CODES[:1], (CODES[0], CODES[0]), ()])
def test_one_alone_opens_nothing(codes):
    with pytest.raises(Fault, match="too few"):
        tool.open_box(BOX, codes)


def test_codes_of_another_ballot_open_nothing():
    _key, others = tool.make_key("2026-石桥-4", custodians=3, needed=2)
    with pytest.raises(Fault, match="do not open"):
        tool.open_box(BOX, (CODES[0], others[1]))


@given(
    raw=st.binary(min_size=16, max_size=16),
    at=st.integers(0, 27),
    sign=st.sampled_from(tool.LETTERS),
)
def test_a_mistyped_code_is_told_and_a_sloppy_one_is_read(raw, at, sign):
    words = tool.code_words(raw)
    sloppy = words.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert tool.code_bytes(words) == tool.code_bytes(sloppy) == raw
    plain = words.replace("-", "")
    slip = plain[:at] + sign + plain[at + 1 :]
    if slip != plain:
        try:
            other = tool.code_bytes(slip)
        except Fault:
            pass
        else:  # one in 4,096 slips passes the check, and then opens nothing
            assert other != raw


def test_hardly_a_slip_of_one_sign_passes():
    passed = 0
    for at in range(28):
        plain = CODES[0].replace("-", "")
        for sign in tool.LETTERS:
            if sign != plain[at]:
                try:
                    tool.code_bytes(plain[:at] + sign + plain[at + 1 :])
                except Fault:
                    continue
                passed += 1
    assert passed <= 5  # of 868


@settings(max_examples=200)
@given(choices=st.lists(st.integers(0, 94), max_size=95))
def test_what_is_written_is_read(choices):
    assert tool.read(tool.written(choices)) == tuple(choices)


@given(ballot=st.binary(min_size=96, max_size=96))
def test_what_nobody_wrote_is_no_ballot(ballot):
    try:
        places = tool.read(ballot)
    except ValueError:
        return
    assert tool.written(places) == ballot


def test_too_many_choices_spoil_and_a_strange_choice_spoils():
    marks = [on_phone("a", "修路", "修桥"), on_phone("b", "修路")]
    paper = [str(n) for n in range(20)]  # a longer one than the box knows
    strange = sealed.seal(KEY, ["9"], paper)
    marks.append(sealed.vote(Mark("c"), way=Way.PHONE, stopped=False, envelope=strange))
    told = tool.open_box(boxed(marks), CODES)
    assert (told.votes["修路"], told.spoiled, told.envelopes) == (1, 2, 3)


# ── few on one way: only the sum ──


@pytest.mark.parametrize(("phones", "papers"), [(9, 12), (10, 9), (1, 1)])
def test_fewer_than_ten_on_one_way_are_shown_only_with_the_others(phones, papers):
    box = boxed([*TEN[:phones], *at_table(papers)], least_shown=10)
    with pytest.raises(Fault, match="only the sum"):
        tool.open_box(box, CODES)


@pytest.mark.parametrize("papers", [0, 10])
def test_ten_on_both_ways_or_on_one_alone_may_be_shown(papers):
    told = tool.open_box(boxed([*TEN, *at_table(papers)], least_shown=10), CODES)
    assert (told.envelopes, told.papers, told.votes["修路"]) == (10, 0, 5)


def test_an_empty_box_shows_nobody():
    assert tool.open_box(boxed(at_table(3), least_shown=10), CODES).envelopes == 0


def test_with_the_paper_only_the_sum_leaves_the_box():
    box = boxed([*TEN[:3], *at_table(12)], least_shown=10)
    told = tool.open_box(box, CODES, table=sealed.table_file(KEY.ballot, PAPERS))
    assert told.votes == {"修路": 11, "修桥": 2, "装路灯": 1}
    assert (told.blank, told.envelopes, told.papers) == (1, 3, 12)


def test_ranked_paper_is_put_to_the_ranked_envelopes():
    box = boxed([on_phone("a", "修桥", "修路"), *at_table(2)], 3, keep_ballots=True, least_shown=10)
    tally = Tally({"修路": 2, "修桥": 1, "装路灯": 0}, ballots=2)
    papers = [(["修桥", "修路"], 1), (["修路"], 1)]
    told = tool.open_box(box, CODES, table=sealed.table_file(KEY.ballot, tally, papers))
    assert told.ballots == [(["修桥", "修路"], 2), (["修路"], 1)]
    assert told.votes == {"修路": 3, "修桥": 2, "装路灯": 0}


@pytest.mark.parametrize(
    "table",
    [
        sealed.table_file("2026-石桥-4", PAPERS),
        sealed.table_file(KEY.ballot, Tally({"修路": 9}, ballots=12)),
        sealed.table_file(KEY.ballot, replace(PAPERS, ballots=40, spoiled=5)),
        sealed.table_file(KEY.ballot, PAPERS, [(["修路"], 9)]),  # nobody asked for ballots
        sealed.table_file(KEY.ballot, PAPERS).replace(b'"spoiled": 0', b'"spoiled": -1'),
        b"{}",
    ],
)
def test_a_count_that_is_not_of_this_ballot_is_not_added(table):
    box = boxed([*TEN, *at_table(12)], least_shown=10)
    with pytest.raises(Fault, match=r"not of this ballot|Not a file"):
        tool.open_box(box, CODES, table=table)


def test_ranked_envelopes_are_not_put_to_totals():
    box = boxed([*TEN, *at_table(12)], 3, keep_ballots=True, least_shown=10)
    with pytest.raises(Fault, match="not of this ballot"):
        tool.open_box(box, CODES, table=sealed.table_file(KEY.ballot, PAPERS))
