"""What can be done with points, a chapter a file."""

from yuanba.points.acts.books import adopt_book
from yuanba.points.acts.claims import check, propose_taking, reply, tell, withdraw
from yuanba.points.acts.objections import answer_objection, object_to
from yuanba.points.acts.panel import decide, declare_kin, seat_panel

__all__ = [
    "adopt_book",
    "answer_objection",
    "check",
    "decide",
    "declare_kin",
    "object_to",
    "propose_taking",
    "reply",
    "seat_panel",
    "tell",
    "withdraw",
]
