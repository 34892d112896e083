"""What a check of `yuanba doctor` found, in both languages."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "✓"
    WARNING = "!"
    FATAL = "✗"


@dataclass(frozen=True)
class Finding:
    level: Level
    name: str
    chinese: str
    english: str


def ok(name: str, chinese: str) -> Finding:
    return Finding(Level.OK, name, chinese, "")


def warn(name: str, chinese: str, english: str) -> Finding:
    return Finding(Level.WARNING, name, chinese, english)


def fatal(name: str, chinese: str, english: str) -> Finding:
    return Finding(Level.FATAL, name, chinese, english)
