"""What somebody kept of us: a head, a receipt, the line of the notice board. Whoever rewrites the database,
the signer's folder and the table of heads still has these against him."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from yuanba.base.log import note, receipt
from yuanba.base.log.faults import Untrue
from yuanba.base.log.request import Request

LINE = re.compile(r"(?:^|\D)(\d{1,15})\D+((?:\d{5}\D{0,3}){8})\D*$")


@dataclass
class Kept:
    """Heads that our key signed, and lines: a head of another hand is worth no more than its line."""

    heads: list[note.Head] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)  # line → its size


def read(said: Iterable[str], ours: Callable[[str], note.Verifier]) -> Kept:
    """Texts of files, or lines as they hang there; `ours`: our key for a log. Raises Untrue where one is
    neither."""
    kept = Kept()
    for text in said:
        if (line := line_of(text)) is not None:
            kept.lines[line] = int(line.split(" ")[0])
            continue
        below = note_of(text)
        head = note.parse(below)[0]
        try:
            kept.heads.append(note.checked(below, ours(head.origin)))
        except Untrue:
            kept.lines[note.board(head.size, head.root)] = head.size
    return kept


def note_of(text: str) -> str:
    """The head's file itself, or what a receipt or a proof of consistency ends with."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n")
    if text.startswith(receipt.FIRST):
        return text.partition("\n\n")[2]
    return Request.read(text).note if text.startswith("old ") else text


def line_of(text: str) -> str | None:
    """The line of the notice board as we write it, however it was copied (`双井台村：4067 · 83622 …`);
    None if this is none."""
    found = LINE.search(text.strip()) if len(text) < 200 else None
    if found is None:
        return None
    digits = re.sub(r"\D", "", found[2])
    return f"{int(found[1])} · " + " ".join(digits[i : i + 5] for i in range(0, 40, 5))
