"""Every row of the rule table at, just below and just above each of its bounds (domain of law: the
source of each row). The integers are written out here, not worked out by the code under test."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base.errors import Refused
from yuanba.councils.rules import calling, deciding, rows, sitting, standing, terms
from yuanba.councils.rules.deciding import Attendance, Bases, For
from yuanba.councils.rules.kinds import Measure

ROWS = {row.code: row for row in rows.shipped() if not row.carried}
H, M, V = Measure.HOUSEHOLDS, Measure.MEMBERS, Measure.VOTERS


def valid(code: str, there: Attendance) -> bool:
    return deciding.quorum(terms.read(ROWS[code].valid), there).met


def homes(here: int, of: int, adults: int = 0, of_adults: int = 10_000) -> Attendance:
    return Attendance(H, of, here, of_adults, adults)


# "> 1/2 of adults or >= 2/3 of households": 200 of 400 adults are not enough, 201 are
@pytest.mark.parametrize("code", ["V1", "V1cq", "V6", "Y1"])
@pytest.mark.parametrize(
    ("adults", "households", "met", "way"),
    [
        (200, 0, False, 0),
        (201, 0, True, 1),
        (202, 0, True, 1),
        (0, 66, False, 0),
        (0, 67, True, 2),
        (0, 68, True, 2),
        (201, 67, True, 1),
    ],
)
def test_the_assembly_meets_one_way_or_the_other(code, adults, households, met, way):
    there = Attendance(H, 100, households, 400, adults)
    judged = deciding.quorum(terms.read(ROWS[code].valid), there)
    assert (judged.met, judged.way) == (met, way)


@pytest.mark.parametrize(
    ("adults", "households", "met"),
    [(266, 0, False), (267, 0, True), (268, 0, True), (0, 66, False), (0, 67, True)],
)
def test_a_subgroup_needs_two_thirds_of_either(adults, households, met):
    assert valid("V3", Attendance(H, 100, households, 400, adults)) is met


@pytest.mark.parametrize("code", ["V2", "V2cq", "C1", "C2", "E1", "E3", "P1"])
@pytest.mark.parametrize(
    ("here", "of", "met"),
    [
        (66, 100, False),
        (67, 100, True),
        (68, 100, True),
        (20, 30, True),
        (19, 30, False),
        (0, 0, False),
    ],
)
def test_two_thirds_of_the_members_make_it_valid(code, here, of, met):
    assert valid(code, Attendance(M, of, here)) is met


@pytest.mark.parametrize("code", ["V4", "V5"])
@pytest.mark.parametrize(("voted", "met"), [(499, False), (500, False), (501, True)])
def test_more_than_half_of_the_registered_voters_make_an_election_valid(code, voted, met):
    assert valid(code, Attendance(V, 1000, voted)) is met
    assert ROWS[code].paper_only


@pytest.mark.parametrize(
    ("adults", "households", "met"),
    [(200, 50, False), (201, 0, True), (0, 51, True), (0, 50, False)],
)
def test_residents_meet_by_adults_or_households(adults, households, met):
    assert valid("R1", Attendance(H, 100, households, 400, adults)) is met


@pytest.mark.parametrize(("here", "met"), [(14, False), (15, False), (16, True)])
def test_or_by_more_than_half_of_the_delegates_of_the_groups(here, met):
    """Thirty delegates of twelve groups: where they are called, a line of the roll is one of them."""
    row = ROWS["R1"]
    assert calling.unit(row.unit, terms.read(row.valid), by_body=False) is H
    assert calling.unit(row.unit, terms.read(row.valid), by_body=True) is M
    assert valid("R1", Attendance(M, 30, here)) is met


@pytest.mark.parametrize("code", ["O1", "O2"])
@pytest.mark.parametrize(
    ("heads", "area", "met"),
    [
        (67, 6667, True),
        (66, 6667, False),
        (67, 6666, False),
        (66, 6666, False),
        (100, 6666, False),
        (66, 10_000, False),
        (68, 6668, True),
    ],
)
def test_owners_need_both_area_and_heads(code, heads, area, met):
    there = Attendance(Measure.OWNERS, 100, heads, area=10_000, area_present=area)
    assert valid(code, there) is met


@pytest.mark.parametrize(("affected", "met"), [(9, False), (10, True), (11, True)])
def test_those_affected_are_half_of_who_deliberates(affected, met):
    assert valid("N1", Attendance(M, 30, 20, affected_present=affected)) is met


@pytest.mark.parametrize("code", ["E2", "E4", "T1", "V4b", "VC", "S1", "M1", "D1"])
def test_a_row_without_a_quorum_asks_for_none(code):
    assert valid(code, Attendance(M, 10, 0))


def carried(
    code: str, yes: int, *, of: int, present: int = 0, voting: int = 0, **area: int
) -> bool:
    bases = Bases(
        of, present or of, voting or present or of, area.get("area", 0), area.get("area", 0),
        area.get("voting_area", 0),
    )  # fmt: skip
    return deciding.decision(
        terms.read(ROWS[code].decides), For(yes, area.get("yes_area", 0)), bases
    ).met


HALF_OF_PRESENT = (
    "V1",
    "V1cq",
    "V2",
    "V2cq",
    "V3",
    "V6",
    "R1",
    "Y1",
    "N1",
    "T1",
    "VC",
    "S1",
    "M1",
    "D1",
)


@pytest.mark.parametrize("code", HALF_OF_PRESENT)
@pytest.mark.parametrize(("yes", "met"), [(47, False), (48, False), (49, True)])
def test_more_than_half_of_those_present(code, yes, met):
    assert carried(code, yes, of=112, present=96, voting=90) is met


@pytest.mark.parametrize("code", ["V4", "V5"])
@pytest.mark.parametrize(("yes", "met"), [(300, False), (301, True), (299, False)])
def test_more_than_half_of_the_votes_cast(code, yes, met):
    assert carried(code, yes, of=1000, present=600, voting=600) is met


@pytest.mark.parametrize(("yes", "met"), [(199, False), (200, True), (201, True)])
def test_a_third_of_the_votes_cast_in_a_run_off(yes, met):
    assert carried("V4b", yes, of=1000, present=600, voting=600) is met


@pytest.mark.parametrize(
    ("yes", "area", "met"),
    [
        (41, 4001, True),
        (40, 4001, False),
        (41, 4000, False),
        (80, 4000, False),
        (40, 8000, False),
    ],
)
def test_owners_decide_by_more_than_half_of_both(yes, area, met):
    said = {"area": 10_000, "voting_area": 8000, "yes_area": area}
    assert carried("O1", yes, of=100, present=80, voting=80, **said) is met


@pytest.mark.parametrize(
    ("yes", "area", "met"),
    [(60, 6000, True), (59, 6000, False), (60, 5999, False), (61, 6001, True), (80, 5999, False)],
)
def test_special_matters_of_owners_need_three_quarters_of_both(yes, area, met):
    said = {"area": 10_000, "voting_area": 8000, "yes_area": area}
    assert carried("O2", yes, of=100, present=80, voting=80, **said) is met


@pytest.mark.parametrize(
    ("code", "least"),
    [("C1", 51), ("C2", 67), ("E1", 67), ("E2", 67), ("E3", 51), ("E4", 75), ("P1", 50)],
)
def test_votes_of_all_whoever_came(code, least):
    for yes, met in ((least - 1, False), (least, True), (least + 1, True)):
        assert carried(code, yes, of=100, present=80, voting=80) is met


# ── notice ──


@pytest.mark.parametrize(
    ("told", "ok"),
    [
        (date(2026, 9, 24), True),
        (date(2026, 9, 25), False),
        (date(2026, 9, 23), True),
        (None, False),
    ],
)
def test_ten_days_notice_without_the_first_day(told, ok):
    check = deciding.notice(told_on=told, held_on=date(2026, 10, 4), days=10)
    assert check.ok is ok
    assert deciding.tell_by(date(2026, 10, 4), 10) == date(2026, 9, 24)


def test_a_meeting_without_notice_days_needs_none():
    assert deciding.notice(told_on=None, held_on=date(2026, 10, 4), days=0).ok


def test_every_row_that_asks_notice_asks_what_the_law_says():
    asked = {code: row.notice_days for code, row in ROWS.items() if row.notice_days}
    assert asked == {"V1": 10, "V1cq": 10, "V2cq": 3, "O1": 15, "O2": 15, "E1": 10}


def test_the_rows_of_2018_are_carried_over_unread_into_2026():
    carried_over = {row.code for row in rows.shipped() if row.carried}
    assert carried_over == {
        "V1", "V1cq", "V2", "V2cq", "V3", "V4", "V4b", "V5", "V6", "R1", "VC",
    }  # fmt: skip
    for row in rows.shipped():
        if row.carried:
            assert row.since == date(2026, 1, 1)
            assert ROWS[row.code].until == row.since


# ── what holds for any numbers ──


@given(
    p=st.integers(1, 99), q=st.integers(1, 100), whole=st.integers(1, 10_000), strict=st.booleans()
)
def test_the_least_that_is_enough_is_enough_and_one_less_is_not(p, q, whole, strict):
    p = min(p, q)
    share = terms.Share(Measure.VOTES, p, q, strict)
    least = share.least(whole)
    assert share.met(least, whole)
    assert not share.met(least - 1, whole)


@given(part=st.integers(0, 500), whole=st.integers(1, 500))
def test_one_more_never_undoes_a_majority(part, whole):
    for share in (terms.Share(Measure.VOTES, 2, 3, False), terms.Share(Measure.VOTES, 1, 2, True)):
        assert not share.met(part, whole) or share.met(part + 1, whole)


@given(
    votes=st.lists(st.integers(0, 60), min_size=2, max_size=6),
    more=st.integers(0, 30),
    seats=st.integers(1, 2),
)
def test_never_more_are_carried_than_there_are_seats_and_none_without_its_majority(
    votes, more, seats
):
    got = {n: For(v) for n, v in enumerate(votes, 1)}
    present = max(1, sum(votes) + more)
    rule = terms.read("votes > 1/2 of present")
    outcome = deciding.choose(
        rule, got, Bases(present, present, sum(votes)), candidates=list(got), seats=seats
    )
    assert len(outcome.carried) <= seats
    assert all(got[n].votes * 2 > present for n in outcome.carried)


def test_two_that_are_equal_at_the_last_seat_carry_neither():
    rule = terms.read("votes >= 1/2 of present")
    got = {1: For(10), 2: For(10), 3: For(0)}
    outcome = deciding.choose(rule, got, Bases(20, 20, 20), candidates=[1, 2, 3])
    assert (outcome.carried, outcome.tied) == ((), True)


@pytest.mark.parametrize(
    "text",
    [
        "adults 1/2",
        "adults > 3/2",
        "adults > 0/2",
        "giants > 1/2",
        "votes > 1/2 of nobody",
        "> 1/2",
        "adults > 1/0",
    ],
)
def test_terms_that_cannot_be_read_are_refused_with_the_part(text):
    with pytest.raises(Refused, match="terms"):
        terms.read(text)


# ── who sits where ──


def sits(
    *, women: int = 0, delegates: int = 0, others: int = 0, lead: bool = True
) -> list[sitting.Sitting]:
    found = [sitting.Sitting(woman=True, delegate=n < delegates) for n in range(women)]
    found += [sitting.Sitting(delegate=n < delegates - women) for n in range(others)]
    return [sitting.Sitting(s.woman, s.delegate, lead=lead and n == 0) for n, s in enumerate(found)]


@pytest.mark.parametrize(("n", "faults"), [(2, ["few"]), (3, []), (5, [])])
def test_the_supervision_committee_is_three_to_five(n, faults):
    asked = ROWS["S1"].composition
    assert [code for code, _said in sitting.whole(asked, sits(others=n))] == faults


def test_a_sixth_supervisor_and_a_relative_are_refused():
    asked = ROWS["S1"].composition
    with pytest.raises(Refused, match="full"):
        sitting.one_more(asked, sits(others=5), sitting.Sitting())
    with pytest.raises(Refused, match="relative"):
        sitting.one_more(asked, sits(others=3), sitting.Sitting(relative=True))


@pytest.mark.parametrize(("n", "faults"), [(2, ["few", "odd"]), (3, []), (4, ["odd"]), (7, [])])
def test_a_council_of_the_collective_is_three_to_seven_and_odd(n, faults):
    assert [code for code, _s in sitting.whole(ROWS["E3"].composition, sits(others=n))] == faults


@pytest.mark.parametrize(
    ("women", "others", "delegates", "faults"),
    [(10, 20, 24, []), (9, 21, 24, ["women"]), (10, 20, 23, ["delegates"]), (11, 19, 25, [])],
)
def test_representatives_are_a_third_women_and_four_fifths_chosen(women, others, delegates, faults):
    found = sits(women=women, others=others, delegates=delegates)
    assert [code for code, _said in sitting.whole(ROWS["V2"].composition, found)] == faults


def test_a_mediation_committee_has_a_woman():
    asked = ROWS["M1"].composition
    assert [c for c, _s in sitting.whole(asked, sits(others=3))] == ["women"]
    assert sitting.whole(asked, sits(women=1, others=2)) == []


def test_the_last_seat_must_leave_the_whole_in_order():
    asked = ROWS["VC"].composition
    six = [sitting.Sitting() for _n in range(6)]
    with pytest.raises(Refused, match="last_women"):
        sitting.one_more(asked, six, sitting.Sitting())
    sitting.one_more(asked, six, sitting.Sitting(woman=True))
    sitting.one_more(asked, six[:5], sitting.Sitting())


@pytest.mark.parametrize(
    "text",
    [
        "min = 0",
        "min = three",
        "women = 3/2",
        "women = most",
        "odd = 1",
        "size = 3",
        "min 3",
        "min = 5\nmax = 3",
    ],
)
def test_a_composition_that_cannot_be_read_is_refused(text):
    with pytest.raises(Refused, match="composition"):
        sitting.read(text)


def test_a_composition_is_read_as_it_is_written():
    for row in rows.shipped():
        assert sitting.read(sitting.written(row.composition)) == row.composition


@pytest.mark.parametrize(
    ("ends", "years", "term"),
    [
        (None, 0, None),
        (None, 5, date(2031, 9, 24)),
        (date(2031, 9, 24), 5, date(2031, 9, 24)),
        (date(2031, 9, 25), 5, "long_term"),
        (date(2026, 9, 24), 5, "term"),
        (date(2040, 1, 1), 0, date(2040, 1, 1)),
    ],
)
def test_a_term_is_never_longer_than_the_rule_gives_it(ends, years, term):
    since = date(2026, 9, 24)
    if isinstance(term, str):
        with pytest.raises(Refused, match=term):
            standing.term(since, ends, years)
        return
    assert standing.term(since, ends, years) == term
