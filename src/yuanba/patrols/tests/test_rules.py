"""巡查 as rules: when a point is looked at, how much a finding weighs, which clocks are believed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import THURSDAY
from yuanba.base.errors import Refused
from yuanba.patrols import rules
from yuanba.patrols.rules import findings
from yuanba.patrols.rules.findings import Clash, Result, Then, Weight

DAY = date(2026, 9, 24)


@given(ago=st.integers(0, 400), days=st.integers(1, 60), then=st.integers(-400, 400))
def test_a_finding_brings_the_next_look_forward_and_never_back(ago, days, then):
    last, again = DAY - timedelta(days=ago), [DAY + timedelta(days=then)]
    usual = rules.next_on(last=last, days=days, begun=last)
    sooner = rules.next_on(last=last, days=days, begun=last, recheck=again)
    assert usual == last + timedelta(days=days)
    assert sooner == min([usual, *again])
    assert rules.next_on(last=None, days=days, begun=last) == last  # never looked at: at once


@given(hurts=st.booleans(), soon=st.booleans(), then=st.sampled_from(Then), shown=st.booleans())
def test_a_major_hazard_is_always_a_matter_and_a_small_thing_done_never(hurts, soon, then, shown):
    found = findings.find(
        text="井盖松了", fix="垫稳了", hurts=hurts, soon=soon, then=then, shown=shown,
        day=DAY, days=rules.USUAL,
    )  # fmt: skip
    assert (found.weight is Weight.MAJOR) == (hurts and soon)
    assert found.matter or found.weight is Weight.GENERAL
    if found.on_spot and found.weight is Weight.GENERAL:
        assert not found.matter
        assert found.recheck_on is None
    if not found.on_spot:
        assert found.matter == (hurts or soon or then is Then.NEEDS)
        assert found.recheck_on == found.due_on > DAY


def test_a_finding_without_words_needs_a_photo_or_a_voice():
    asked = {"fix": "", "hurts": False, "soon": False, "then": Then.WATCH, "day": DAY}
    assert findings.find(text=" ", shown=True, days=rules.USUAL, **asked).text == ""
    for text, field in (("", "text"), ("字" * 501, "text")):
        with pytest.raises(Refused) as no:
            findings.find(text=text, shown=False, days=rules.USUAL, **asked)
        assert no.value.field == field
    with pytest.raises(Refused) as no:
        findings.find(text="井盖松了", shown=True, days=rules.USUAL, **asked | {"then": Then.SPOT})
    assert no.value.field == "fix"


@given(minutes=st.integers(-200_000, 200_000))
def test_no_clock_of_a_telephone_writes_into_the_future_or_the_far_past(minutes):
    seen = THURSDAY + timedelta(minutes=minutes)
    when, day, doubtful = rules.looked_on(now=THURSDAY, today=DAY, seen=seen, day=seen.date())
    assert THURSDAY - rules.MOST_AGE <= when <= THURSDAY
    assert day <= DAY
    assert doubtful == (minutes > 10 or minutes < -60 * 24 * 60)
    if doubtful:
        assert (when, day) == (THURSDAY, DAY)


def test_what_somebody_else_wrote_since_is_a_clash_unless_both_say_it_is_done():
    assert findings.clash(result=Result.SAME, saw=None, now=3, open_now=True) is None
    assert findings.clash(result=Result.FOUND, saw=3, now=3, open_now=True) is None
    assert findings.clash(result=Result.SAME, saw=2, now=3, open_now=False) is Clash.THEIR_FIX
    assert findings.clash(result=Result.FOUND, saw=2, now=3, open_now=True) is Clash.THEIR_FIND
    assert findings.clash(result=Result.FIXED, saw=2, now=3, open_now=False) is None


def test_points_are_covered_while_their_next_look_is_not_overdue():
    late, today = DAY - timedelta(days=1), DAY
    found = rules.coverage([("low", late), ("major", today), ("major", late)], DAY)
    assert [(c.risk, c.points, c.in_time) for c in found] == [("major", 2, 1), ("low", 1, 0)]


def test_the_county_s_rows_have_a_paper_and_its_lines_fit_a_telephone():
    assert (
        rules.set_pace(kind=rules.PlaceKind.COUNTY, days=3, source=" 县应急局8号 ") == "县应急局8号"
    )
    for said, field in (({"days": 0}, "days"), ({"source": " "}, "source")):
        with pytest.raises(Refused) as no:
            rules.set_pace(**{"kind": rules.PlaceKind.COUNTY, "days": 3, "source": "8号文"} | said)
        assert no.value.field == field
    said = {"kind": rules.PlaceKind.COUNTY, "source": "8号文"}
    assert rules.set_lines(text=" 裂缝 \n\n裂缝\n水管", **said)[0] == "裂缝\n水管"
    for text in ("字" * 41, "\n".join(f"第{n}条" for n in range(9))):
        with pytest.raises(Refused):
            rules.set_lines(text=text, **said)
    with pytest.raises(Refused):
        rules.county_only(rules.PlaceKind.VILLAGE)
