"""What is kept about matters. One chapter a file."""

from yuanba.matters.models.matter import OPEN, SCOPES, SORTED, Matter, Register, choices
from yuanba.matters.models.people import Contact
from yuanba.matters.models.shown import Photo

__all__ = ["OPEN", "SCOPES", "SORTED", "Contact", "Matter", "Photo", "Register", "choices"]
