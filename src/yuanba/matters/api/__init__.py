"""Matters over JSON, by chapter. A key in the header `Idempotency-Key` makes a repeat harmless."""

from yuanba.matters.api.desk import OFFERED
from yuanba.matters.api.desk import router as desk
from yuanba.matters.api.follow import router as follow
from yuanba.matters.api.helping import router as helping
from yuanba.matters.api.telling import Received, ReportIn, take_in
from yuanba.matters.api.telling import router as telling
from yuanba.matters.api.watching import router as watching

__all__ = [
    "OFFERED",
    "Received",
    "ReportIn",
    "desk",
    "follow",
    "helping",
    "take_in",
    "telling",
    "watching",
]
