"""Household points over JSON: claims and the book; the ledger and the shop."""

from yuanba.points.api.claims import router as claims
from yuanba.points.api.counter import router as counter
from yuanba.points.api.openings import router as openings
from yuanba.points.api.shop import router as shop

__all__ = ["claims", "counter", "openings", "shop"]
