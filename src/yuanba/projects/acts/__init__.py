"""What can be done: raise a need, offer, adopt, end; buy, note what came, accept it; keep the register."""

from yuanba.projects.acts.bought import accept_delivery, buy, note_delivery
from yuanba.projects.acts.needs import adopt, drop_need, end, offer, raise_need, take_back
from yuanba.projects.acts.register import (
    enter_association,
    renew_association,
    strike_association,
)
from yuanba.projects.acts.reminding import remind

__all__ = [
    "accept_delivery", "adopt", "buy", "drop_need", "end", "enter_association", "note_delivery",
    "offer", "raise_need", "remind", "renew_association", "strike_association", "take_back",
]  # fmt: skip
