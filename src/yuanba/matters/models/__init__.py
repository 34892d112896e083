"""What is kept about matters. One chapter a file."""

from yuanba.matters.models.asking import Ask
from yuanba.matters.models.matter import OPEN, SCOPES, SORTED, Matter, Register, choices
from yuanba.matters.models.people import Contact
from yuanba.matters.models.saved import SavedView
from yuanba.matters.models.shown import Photo
from yuanba.matters.models.speaking import Receipt, Speaking
from yuanba.matters.models.waits import Pause, Question

__all__ = [
    "OPEN",
    "SCOPES",
    "SORTED",
    "Ask",
    "Contact",
    "Matter",
    "Pause",
    "Photo",
    "Question",
    "Receipt",
    "Register",
    "SavedView",
    "Speaking",
    "choices",
]
