"""密封票: two envelopes. The roll knows who voted, the envelope what, and closing cuts them apart.

While voting is open a mark holds the voter's envelope, so that a later vote takes its place; the
server cannot open it. Closing sorts the envelopes by their own (random) bytes: the same box whatever
the order in which they came. What this protects from, and what not, is said in docs/ballots.md.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules.counting import open as box_tool
from yuanba.councils.rules.counting.open import Fault, Key, Lock
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


def digest(content: bytes) -> str:
    """SHA-256 of a file, as it is posted."""
    return sha256(content).hexdigest()


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


# ── files that come back from the keepers' laptop ──

MOST_KEEPERS = 9


def key_of(content: bytes, ballot: str) -> Key:
    """The key file as the tool made it, for this ballot. Refused beside "file": "no_key_file" (not a key
    file, or not a whole one), "other_key" (of another ballot), "one_keeper" (one code would do)."""
    try:
        said = box_tool.parsed(content, box_tool.KEY, {"ballot", "public", "locks"})
        locks = tuple(
            Lock(tuple(map(int, lock["custodians"])), str(lock["locked"])) for lock in said["locks"]
        )
        public = b64decode(said["public"], validate=True)
        key = Key(str(said["ballot"]), str(said["public"]), locks)
    except (Fault, KeyError, TypeError, ValueError, binascii.Error):
        public, key = b"", Key("", "", ())
    if len(public) != 32 or not key.locks:
        raise Refused("no_key_file", _("这不是钥匙文件，或者不完整，请重新选一次。"), field="file")
    if key.ballot != ballot:
        raise Refused(
            "other_key", _("这把钥匙是给别的表决做的，请按这一页的号码做。"), field="file"
        )
    if min(len(set(lock.custodians)) for lock in key.locks) < 2 or keepers_of(key) > MOST_KEEPERS:
        raise Refused("one_keeper", _("一个人就能开箱，不行。请至少要两个人的口令。"), field="file")
    return key


def keepers_of(key: Key) -> int:
    """How many people keep a code."""
    return len({at for lock in key.locks for at in lock.custodians})


def kept_key(said: dict[str, Any]) -> Key:
    """The key as it lies with the ballot."""
    locks = tuple(Lock(tuple(lock["custodians"]), lock["locked"]) for lock in said["locks"])
    return Key(said["ballot"], said["public"], locks)


RESULT_FIELDS = {
    "box", "ballot", "question", "envelopes", "papers", "votes", "blank", "spoiled", "ballots",
    "trackers", "unreadable",
}  # fmt: skip


def result_of(content: bytes, box: bytes, table: dict[str, int] | None = None) -> dict[str, Any]:
    """The result file, if it can be of this box: what can be checked without the codes. `table`: what
    the tellers counted for each choice by name, where there was paper.

    Refused beside "file": "no_result_file"; "other_box"; "without_table" (the tellers' count was not
    given to the tool); "unreadable" (an envelope did not open: nothing is published before why);
    "result_sum" (its figures cannot be).
    """
    try:
        said = box_tool.parsed(content, box_tool.RESULT, RESULT_FIELDS)
        votes = {str(name): int(n) for name, n in said["votes"].items()}
        numbers = [int(said[name]) for name in ("envelopes", "papers", "blank", "spoiled")]
    except (Fault, AttributeError, KeyError, TypeError, ValueError):
        raise Refused(
            "no_result_file", _("这不是开箱结果文件，或者不完整，请重新选一次。"), field="file"
        ) from None
    closed = box_tool.parsed(box, box_tool.BOX, box_tool.BOX_FIELDS)
    envelopes, papers, blank, spoiled = numbers
    same = (said["ballot"], said["box"]) == (closed["ballot"], digest(box))
    if not same or said["trackers"] != list(box_trackers(box)):
        raise Refused("other_box", _("这不是这只票箱的结果：校验码或者凭证对不上。"), field="file")
    if closed["papers"] and papers != closed["papers"]:
        message = _("这份结果没有算上现场的票，请带上计票文件再开一次。")
        raise Refused("without_table", message, field="file")
    if said["unreadable"]:
        raise Refused("unreadable", _("有信封打不开，先查明原因，不能公布。"), field="file")
    handed_in, table = envelopes + papers, table or {}
    if (
        envelopes != closed["marks"]
        or sorted(votes) != sorted(closed["choices"])
        or min(*votes.values(), blank, spoiled) < 0
        or max(votes.values()) + blank + spoiled > handed_in
        or sum(votes.values()) > (handed_in - blank - spoiled) * closed["most"]
        or any(votes[name] < n for name, n in table.items())
    ):
        raise Refused("result_sum", _("这份结果里的数加不起来，请重新开箱。"), field="file")
    return said | {"votes": {name: votes[name] for name in closed["choices"]}}


def box_trackers(box: bytes) -> tuple[str, ...]:
    """The trackers of the envelopes of a box file, as they are posted."""
    said = box_tool.parsed(box, box_tool.BOX, box_tool.BOX_FIELDS)
    return tuple(sorted(box_tool.tracker(b64decode(one)) for one in said["envelopes"]))
