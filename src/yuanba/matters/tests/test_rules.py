"""What may happen to a matter, by the rules alone: many small cases, and walks at random."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base.errors import Refused
from yuanba.duties.rules import Lane
from yuanba.matters import rules
from yuanba.matters.rules import Closing, Ending, Hardship, Level, Outcome, Refusal, State
from yuanba.people.rules import UnitKind

NOW = datetime(2026, 9, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 9, 24)
ACTS = sorted({act for _state, act in rules.NEXT})


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


@given(acts=st.lists(st.sampled_from(ACTS), max_size=30))
def test_whatever_people_try_a_matter_is_always_at_a_known_point(acts):
    state = State.REPORTED
    for act in acts:
        if rules.can(state, act):
            state = rules.step(state, act)
        else:
            with refused("wrong_state"):
                rules.step(state, act)
    assert state in State


@pytest.mark.parametrize("state", sorted(rules.DONE))
def test_what_is_over_can_only_be_asked_to_reopen(state):
    assert [act for act in ACTS if rules.can(state, act)] == ["ask_reopen"]


def test_every_state_can_be_reached_from_the_first_word():
    reached, edge = {State.REPORTED}, [State.REPORTED]
    while edge:
        here = edge.pop()
        for (state, _act), after in rules.NEXT.items():
            if state is here and after not in reached:
                reached.add(after)
                edge.append(after)
    assert reached == set(State)


@pytest.mark.parametrize("reason", ["", " ", "嗯"])
def test_no_lane_without_a_reason(reason):
    with refused("reason_needed"):
        rules.triage(
            state=State.ACCEPTED, lane=Lane.COMMUNAL, unit_kind=UnitKind.COMMITTEE, reason=reason
        )


def test_the_village_is_never_made_to_lead_a_government_matter():
    for kind in (UnitKind.COMMITTEE, UnitKind.GRID, UnitKind.COUNCIL, UnitKind.PROPERTY):
        with refused("unit_may_not_lead"):
            rules.triage(
                state=State.ACCEPTED, lane=Lane.GOVERNMENT, unit_kind=kind, reason="派下去办"
            )


def test_a_communal_matter_needs_a_body_not_a_person_alone():
    with refused("unit_may_not_lead"):
        rules.triage(
            state=State.ACCEPTED, lane=Lane.COMMUNAL, unit_kind=UnitKind.SELF, reason="自己商量"
        )


def test_a_department_matter_is_not_pushed_down_to_the_street():
    with refused("not_theirs"):
        rules.hand_down(
            state=State.TRIAGED,
            level=Level.COUNTY,
            category_kind=UnitKind.HOUSING,
            unit_kind=UnitKind.STREET,
            reason="请镇里办",
        )


def test_nobody_watches_himself():
    with refused("two_people"):
        rules.assign(state=State.TRIAGED, owner_id=7, supervisor_id=7)


@pytest.mark.parametrize(("days", "fine"), [(0, False), (1, True), (30, True), (31, False)])
def test_an_extension_is_one_to_thirty_days(days, fine):
    def ask():
        rules.ask_extension(state=State.DOING, days=days, reason="等配件", pending=False)

    if fine:
        ask()
    else:
        with refused("days"):
            ask()


def ending(outcome=Outcome.SOLVED, result="已经换好灯头，当晚亮了。", **said):
    plain = {"review_on": None, "referred_to": "", "photos": 0}
    return Ending(outcome=outcome, result=result, **plain | said)


@pytest.mark.parametrize(
    ("case", "lane", "guidance", "code"),
    [
        (ending(result=""), Lane.GOVERNMENT, "", "reason_needed"),
        (ending(result="修好了"), Lane.GOVERNMENT, "", "proof"),
        (ending(Outcome.WAITING), Lane.GOVERNMENT, "", "review"),
        (ending(Outcome.WAITING, review_on=TODAY), Lane.GOVERNMENT, "", "review"),
        (ending(Outcome.REFERRED), Lane.GOVERNMENT, "", "referred"),
        (ending(Outcome.ANSWERED), Lane.PERSONAL, "", "guidance"),
    ],
)
def test_an_ending_says_what_it_is_and_shows_something(case, lane, guidance, code):
    with refused(code):
        rules.finish(state=State.DOING, lane=lane, ending=case, guidance=guidance, today=TODAY)


def test_a_photo_is_proof_enough():
    case = ending(result="修好了", photos=1)
    lane = Lane.GOVERNMENT
    after = rules.finish(state=State.DOING, lane=lane, ending=case, guidance="", today=TODAY)
    assert after is State.FINISHED


def test_not_yet_needs_a_word_of_why():
    with refused("why"):
        rules.evaluate(state=State.REPLIED, solved=False, why=" ")


def test_the_handler_does_not_call_back_about_himself():
    with refused("not_the_handler"):
        rules.call_back(state=State.REPLIED, solved=True, why="", actor_id=3, handlers={3, None})


def closing(**said):
    plain = {
        "state": State.EVALUATED,
        "lane": Lane.GOVERNMENT,
        "solved": True,
        "replied_at": NOW - timedelta(days=1),
        "attempts": 0,
        "hardship": Hardship.UNCHECKED,
        "guidance": "",
        "outcome": Outcome.SOLVED,
        "review_on": None,
        "reopen_pending": False,
    }
    return Closing(**plain | said)


SILENT = {"state": State.REPLIED, "solved": None, "replied_at": NOW - timedelta(days=7)}


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (closing(solved=False), "not_solved"),
        (closing(reopen_pending=True), "not_solved"),
        (closing(**SILENT, attempts=1), "unconfirmed"),
        (
            closing(**SILENT | {"replied_at": NOW - timedelta(days=6, hours=23)}, attempts=2),
            "unconfirmed",
        ),
        (closing(outcome=Outcome.WAITING, review_on=TODAY + timedelta(days=1)), "waiting"),
        (closing(lane=Lane.PERSONAL, hardship=Hardship.NONE), "guidance"),
        (closing(lane=Lane.PERSONAL, guidance="介绍了两位师傅"), "hardship"),
        (closing(state=State.DOING), "wrong_state"),
    ],
)
def test_nothing_is_struck_off_before_its_time(case, code):
    with refused(code):
        rules.close(case, evidence="电话问过", now=NOW, today=TODAY)


@pytest.mark.parametrize(
    ("case", "confirmed"),
    [
        (closing(), True),
        (closing(**SILENT, attempts=2), False),
        (closing(solved=False, disputed=True), False),
        (closing(lane=Lane.PERSONAL, guidance="介绍了师傅", hardship=Hardship.AID), True),
    ],
)
def test_closed_says_whether_the_person_confirmed(case, confirmed):
    said = rules.close(case, evidence="电话问过", now=NOW, today=TODAY)
    assert said == (State.CLOSED, confirmed)


@given(
    solved=st.sampled_from([True, False, None]),
    attempts=st.integers(0, 5),
    days=st.integers(0, 20),
    pending=st.booleans(),
    disputed=st.booleans(),
)
def test_confirmed_is_only_what_the_person_said(solved, attempts, days, pending, disputed):
    case = closing(
        state=State.EVALUATED if solved is not None else State.REPLIED,
        solved=solved,
        attempts=attempts,
        replied_at=NOW - timedelta(days=days),
        reopen_pending=pending,
        disputed=disputed,
    )
    try:
        _state, confirmed = rules.close(case, evidence="依据", now=NOW, today=TODAY)
    except Refused:
        return
    assert confirmed == (solved is True)
    assert solved is not None or (attempts >= 2 and days >= 7)


def test_every_refusal_points_to_the_right_door():
    assert set(rules.POINTERS) == set(Refusal)
    with refused("reason_needed"):
        rules.refuse(state=State.REPORTED, kind=Refusal.OUTSIDE, reason="")


def test_a_day_before_the_founding_or_tomorrow_did_not_happen():
    founded = date(2000, 1, 1)
    rules.happened(None, today=TODAY, founded=founded)
    rules.happened(TODAY, today=TODAY, founded=founded)
    with refused("not_yet"):
        rules.happened(TODAY + timedelta(days=1), today=TODAY, founded=founded)
    with refused("too_old"):
        rules.happened(date(1999, 12, 31), today=TODAY, founded=founded)
