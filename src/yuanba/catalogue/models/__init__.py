"""What is kept of disclosure by the catalogue. One chapter a file."""

from yuanba.catalogue.models.catalogue import Catalogue, Item
from yuanba.catalogue.models.issue import Correction, Issue, Part, Review
from yuanba.catalogue.models.question import Asked
from yuanba.catalogue.models.reminder import Reminder
from yuanba.catalogue.models.voucher import Voucher

__all__ = [
    "Asked",
    "Catalogue",
    "Correction",
    "Issue",
    "Item",
    "Part",
    "Reminder",
    "Review",
    "Voucher",
]
