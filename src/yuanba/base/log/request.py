"""A head with the proof that it goes on from an earlier one: what c2sp.org/tlog-witness sends to a witness,
and the file by which anybody compares two heads."""

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass

from yuanba.base.log.faults import UNREADABLE, untrue

MOST = 63  # steps of a proof


@dataclass(frozen=True)
class Request:
    """A head, and the proof that it goes on from the one of `old` leaves."""

    old: int
    path: list[bytes]
    note: str

    def __str__(self) -> str:
        steps = "".join(f"{b64encode(step).decode()}\n" for step in self.path)
        return f"old {self.old}\n{steps}\n{self.note}"

    @classmethod
    def read(cls, text: str) -> "Request":
        above, blank, below = text.replace("\r\n", "\n").partition("\n\n")
        first, *steps = above.split("\n")
        try:
            old = int(first.removeprefix("old "))
            if not blank or first != f"old {old}" or old < 0:
                raise ValueError("first line")
            path = [b64decode(step, validate=True) for step in steps]
            if len(path) > MOST or any(len(step) != 32 for step in path):
                raise ValueError("path")
            return cls(old, path, below)
        except (ValueError, binascii.Error) as wrong:
            raise untrue(UNREADABLE) from wrong
