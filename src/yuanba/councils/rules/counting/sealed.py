"""密封票: two envelopes. The roll knows who voted, the envelope what, and closing cuts them apart.

While voting is open a mark holds the voter's envelope, so that a later vote takes its place; the
server cannot open it. Closing sorts the envelopes by their own (random) bytes: the same box whatever
the order in which they came. What this protects from, and what not, is said in docs/ballots.md.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules.counting import open as box_tool
from yuanba.councils.rules.counting.open import Key
from yuanba.councils.rules.counting.tallies import Tally


class Way(StrEnum):
    PHONE = "phone"  # the envelope is kept here
    TABLE = "table"  # a paper went into the box in the hall; no envelope


@dataclass(frozen=True)
class Mark:
    """One voter on the roll. No time, no address, no order is kept."""

    voter: str
    way: Way | None = None  # None: has not voted
    envelope: bytes | None = None


@dataclass(frozen=True)
class Closed:
    """What is left after closing: who took part, and apart from it the envelopes."""

    marks: tuple[Mark, ...]  # without envelopes, in the order of the roll
    envelopes: tuple[bytes, ...]  # sorted


def seal(key: Key, choices: Sequence[str], paper: Sequence[str]) -> bytes:
    """The envelope (144 bytes) around a ballot: `choices`, in the voter's order, of `paper`.

    ValueError for a choice that is not on the paper: pages refuse it before.
    """
    if len(paper) > box_tool.MOST_CHOICES:
        raise ValueError("too many choices for one paper")
    ballot = box_tool.written([paper.index(choice) for choice in choices])
    public = X25519PublicKey.from_public_bytes(b64decode(key.public))
    return box_tool.SUITE.encrypt(ballot, public, info=box_tool.purpose(key.ballot))


def vote(mark: Mark, *, way: Way, stopped: bool, envelope: bytes | None = None) -> Mark:
    """The voter's mark after this vote. The last vote on the phone counts; the table takes its place.

    Refused: "voting_stopped"; "voted_at_table" (the paper lies in the box and cannot be taken out).
    """
    if stopped:
        raise Refused("voting_stopped", _("投票已经停止，不能再投票或改票。"))
    if mark.way is Way.TABLE and way is Way.PHONE:
        message = _("您已在现场投了纸票，以纸票为准，不能再用手机投票。")
        raise Refused("voted_at_table", message)
    if mark.way is Way.TABLE:
        raise Refused("voted_at_table", _("这位投票人已经领过纸票，不能再领。"), field="voter")
    if (way is Way.PHONE) != (envelope is not None and len(envelope) == box_tool.ENVELOPE):
        raise ValueError("a vote on the phone has an envelope, one at the table has none")
    return replace(mark, way=way, envelope=envelope)


def close(marks: Iterable[Mark]) -> Closed:
    """Envelopes cut from the marks. Whoever calls this deletes the links in the same transaction."""
    every = list(marks)
    cut = [mark.envelope for mark in every if mark.envelope is not None]
    if len(cut) != sum(mark.way is Way.PHONE for mark in every):
        raise ValueError("marks and envelopes are not as many")
    if len({mark.voter for mark in every}) != len(every):
        raise ValueError("a voter stands on the roll twice")
    return Closed(tuple(replace(mark, envelope=None) for mark in every), tuple(sorted(cut)))


def box_file(
    closed: Closed,
    key: Key,
    *,
    question: str,
    paper: Sequence[str],
    most: int,
    least_shown: int,
    keep_ballots: bool = False,
) -> bytes:
    """The file that is carried to the opening; its SHA-256 and the trackers are posted at closing.

    `least_shown`: when fewer voted one way, the tool shows only the sum of phone and table.
    `keep_ballots`: distinct ballots stand in the result, for ranked counts and equal shares; else
    only totals leave the box.
    """
    said = {
        "format": box_tool.BOX,
        "ballot": key.ballot,
        "question": question,
        "choices": list(paper),
        "most": most,
        "keep_ballots": keep_ballots,
        "least_shown": least_shown,
        "key": asdict(key),
        "marks": sum(mark.way is Way.PHONE for mark in closed.marks),
        "papers": sum(mark.way is Way.TABLE for mark in closed.marks),
        "envelopes": [b64encode(envelope).decode() for envelope in closed.envelopes],
    }
    return box_tool.canonical(said)


def table_file(
    ballot: str, tally: Tally, ballots: Iterable[tuple[Sequence[str], int]] = ()
) -> bytes:
    """What two tellers agreed on, for the opening. `ballots`: distinct ones, if the box keeps them."""
    said = {
        "format": box_tool.TABLE,
        "ballot": ballot,
        "votes": dict(tally.votes),
        "blank": tally.blank,
        "spoiled": tally.spoiled,
        "ballots": [[list(names), number] for names, number in ballots],
    }
    return box_tool.canonical(said)


def trackers(closed: Closed) -> tuple[str, ...]:
    """Posted at closing: each voter looks for his own."""
    return tuple(sorted(box_tool.tracker(envelope) for envelope in closed.envelopes))
