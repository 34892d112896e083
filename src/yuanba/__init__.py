"""Yuanba 院坝: what a district, street, village or residential community runs its affairs on."""

__version__ = "0.1.0"
