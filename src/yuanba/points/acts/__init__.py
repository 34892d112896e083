"""What can be done with points, a chapter a file."""

from yuanba.points.acts.arising import arise, tell_hazard, unarise
from yuanba.points.acts.books import adopt_book, ratify_book
from yuanba.points.acts.claims import check, choose_name, propose_taking, reply, tell, withdraw
from yuanba.points.acts.counter import enter_slip, enter_slips, print_slips, undo_deal
from yuanba.points.acts.ledger import book, book_due, lapse, set_budget, warn_lapse
from yuanba.points.acts.objections import answer_objection, object_to
from yuanba.points.acts.opening import export_balances, import_opening
from yuanba.points.acts.panel import decide, declare_kin, seat_panel
from yuanba.points.acts.rosters import check_list, tell_list
from yuanba.points.acts.rulings import answer_taking, rule_on_taking
from yuanba.points.acts.shop import (
    answer_dispute,
    dispute,
    end_reservation,
    give_back,
    hand_out,
    hand_out_by_code,
    reserve,
)
from yuanba.points.acts.stock import agree_stock, count_stock, keep_item, set_hours, stock_up

__all__ = [
    "adopt_book",
    "agree_stock",
    "answer_dispute",
    "answer_objection",
    "answer_taking",
    "arise",
    "book",
    "book_due",
    "check",
    "check_list",
    "choose_name",
    "count_stock",
    "decide",
    "declare_kin",
    "dispute",
    "end_reservation",
    "enter_slip",
    "enter_slips",
    "export_balances",
    "give_back",
    "hand_out",
    "hand_out_by_code",
    "import_opening",
    "keep_item",
    "lapse",
    "object_to",
    "print_slips",
    "propose_taking",
    "ratify_book",
    "reply",
    "reserve",
    "rule_on_taking",
    "seat_panel",
    "set_budget",
    "set_hours",
    "stock_up",
    "tell",
    "tell_hazard",
    "tell_list",
    "unarise",
    "undo_deal",
    "warn_lapse",
    "withdraw",
]
