"""What can be done after the sorting, a chapter a file. Every act leaves its line in the matter's own
history, so each gives back the matter; a volunteer's name stands only in the call."""

from yuanba.lanes.acts.classing import doubt_class, say_view, settle_class
from yuanba.lanes.acts.communal import finish_order, give_order, put_topic, settle_topic
from yuanba.lanes.acts.personal import answer_way, ask_later, remind_way, show_way
from yuanba.lanes.acts.volunteers import call_volunteers, end_call, leave_call, sign_up

__all__ = [
    "answer_way",
    "ask_later",
    "call_volunteers",
    "doubt_class",
    "end_call",
    "finish_order",
    "give_order",
    "leave_call",
    "put_topic",
    "remind_way",
    "say_view",
    "settle_class",
    "settle_topic",
    "show_way",
    "sign_up",
]
