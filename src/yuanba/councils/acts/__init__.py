"""What can be done in councils, by chapter."""

from yuanba.councils.acts.afterwards import appraise
from yuanba.councils.acts.ballots import draft_ballot, keep_key, open_ballot, stop_ballot
from yuanba.councils.acts.bodies import found_body, seat, unseat
from yuanba.councils.acts.convening import call, tell
from yuanba.councils.acts.counts import (
    count,
    count_piles,
    open_box,
    read_papers,
    settle,
    show_sheet,
)
from yuanba.councils.acts.courtyard import sit_together
from yuanba.councils.acts.customs import ask_review, close_ceremony, plan_ceremony, set_standard
from yuanba.councils.acts.door import sign_in_with_hall, sign_in_with_slip
from yuanba.councils.acts.elections import (
    decide_objection,
    judge_candidate,
    nominate,
    object_to_roll,
    post_candidates,
    post_roll,
)
from yuanba.councils.acts.hearings import (
    close_hearing,
    moderate,
    open_hearing,
    state_view,
    take_stance,
)
from yuanba.councils.acts.law import add_rule, confirm_rule, keep_flow, stock_rules
from yuanba.councils.acts.levies import decide_exemption, exempt
from yuanba.councils.acts.meetings import begin, cancel, end, suggest, weigh
from yuanba.councils.acts.procedures import (
    drop,
    finish_task,
    give_task,
    post,
    propose,
    record_step,
)
from yuanba.councils.acts.roll import (
    Line,
    arrive,
    correct,
    enter,
    entrust,
    leave,
    leave_out,
    sign_in,
    take_back,
)
from yuanba.councils.acts.standing import put_standing
from yuanba.councils.acts.voting import cast, hand_out, say_vote

__all__ = [
    "Line",
    "add_rule",
    "appraise",
    "arrive",
    "ask_review",
    "begin",
    "call",
    "cancel",
    "cast",
    "close_ceremony",
    "close_hearing",
    "confirm_rule",
    "correct",
    "count",
    "count_piles",
    "decide_exemption",
    "decide_objection",
    "draft_ballot",
    "drop",
    "end",
    "enter",
    "entrust",
    "exempt",
    "finish_task",
    "found_body",
    "give_task",
    "hand_out",
    "judge_candidate",
    "keep_flow",
    "keep_key",
    "leave",
    "leave_out",
    "moderate",
    "nominate",
    "object_to_roll",
    "open_ballot",
    "open_box",
    "open_hearing",
    "plan_ceremony",
    "post",
    "post_candidates",
    "post_roll",
    "propose",
    "put_standing",
    "read_papers",
    "record_step",
    "say_vote",
    "seat",
    "set_standard",
    "settle",
    "show_sheet",
    "sign_in",
    "sign_in_with_hall",
    "sign_in_with_slip",
    "sit_together",
    "state_view",
    "stock_rules",
    "stop_ballot",
    "suggest",
    "take_back",
    "take_stance",
    "tell",
    "unseat",
    "weigh",
]
