"""Another house looks at our heads and signs what it saw: who rewrites his record must rewrite theirs too.

The exchange is what c2sp.org/tlog-witness words, by files or over HTTP (log/asking.py): a request (`old N`,
a consistency proof, the head) goes there, a cosignature line comes back. The witness remembers the largest
head of each log and cosigns none that does not follow from it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from yuanba.base.log import heads, house, note, receipt, tree
from yuanba.base.log.faults import (
    FORKED,
    OLD_HEAD,
    OTHER_START,
    TWO_HEADS,
    UNKNOWN_LOG,
    UNREADABLE,
    untrue,
)
from yuanba.base.log.models import Cosignature, Head
from yuanba.base.log.request import Request

TRUSTED = (
    "witness.keys"  # one verifier a line: whose heads this house cosigns, whose lines it takes
)


def request(head: Head, old: int | None = None) -> Request:
    """What to send to the witness for this head: from the one of `old` leaves, which he told us he saw
    last; else from the largest one that he has cosigned."""
    if old is None:
        seen = Head.objects.filter(tree=head.tree, size__lt=head.size, cosignatures__isnull=False)
        old = seen.order_by("-size").values_list("size", flat=True).first() or 0
    return Request(old, heads.consistency(head.tree_id, old, head.size), head.note)


def cosign(asked: Request, name: str, at: int) -> str:
    """The line for this head, looked at in the order of c2sp.org/tlog-witness. Raises Untrue where the log
    is not known here, or the head does not follow from the largest one seen of it."""
    head = note.parse(asked.note)[0]
    known = [v for v in trusted() if v.name == head.origin and v.kind == note.SIGNED]
    if not known:
        raise untrue(UNKNOWN_LOG, found=head.origin)
    receipt.signed(asked.note, known)
    if asked.old > head.size:
        raise untrue(UNREADABLE)
    with house.alone(house.SEEN):  # who asks meanwhile meets what we are about to keep
        before = seen(head.origin)
        if head.size < before.size:
            raise untrue(OLD_HEAD, size=head.size, seen=before.size)
        if asked.old != before.size:
            raise untrue(OTHER_START, size=asked.old, seen=before.size)
        if head.size == before.size and head.root != before.root:
            raise untrue(TWO_HEADS, size=head.size)
        if not _follows(before, head, asked.path):
            raise untrue(FORKED, seen=before.size)
        house.write(house.SEEN, _file(head.origin), asked.note)
    return note.cosign(head, name, house.key(), at)


def seen(origin: str) -> note.Head:
    """The largest head seen of this log; of no leaves at all if there was none."""
    text = house.read(house.SEEN, _file(origin))
    return note.parse(text)[0] if text is not None else note.Head(origin, 0, tree.EMPTY)


def _follows(before: note.Head, head: note.Head, path: Sequence[bytes]) -> bool:
    if not before.size:
        return not path
    return tree.extends(before.size, before.root, head.size, head.root, path)


def take(text: str, line: str) -> tuple[Head, int]:
    """Whose head this is and when it was cosigned. Raises Untrue unless one of our trusted witnesses did."""
    head, _signatures = note.parse(text)
    for verifier in trusted():
        if verifier.kind == note.COSIGNED and line.startswith(f"{note.DASH}{verifier.name} "):
            at = note.cosigned(text + line, verifier)
            return Head.objects.get(tree__origin=head.origin, size=head.size), at
    raise untrue(UNKNOWN_LOG, found=line.removeprefix(note.DASH).split(" ")[0])


def trusted() -> Sequence[note.Verifier]:
    """Whom this house believes: file witness.keys in its data folder."""
    file = Path(settings.HOME) / TRUSTED
    lines = file.read_text().splitlines() if file.exists() else []
    return [note.Verifier.read(line) for line in lines if line.strip()]


def trust(verifier: note.Verifier) -> None:
    known = [v for v in trusted() if (v.name, v.kind) != (verifier.name, verifier.kind)]
    file = Path(settings.HOME) / TRUSTED
    file.write_text("".join(f"{v}\n" for v in [*known, verifier]))
    file.chmod(0o600)


def keep(text: str, line: str) -> int:
    """Keep a witness's line under our head; 1 if it is new. Raises Untrue."""
    head, at = take(text, line)
    name = line.removeprefix(note.DASH).split(" ")[0]
    moment = datetime.fromtimestamp(at, UTC)
    kept = head.cosignatures.filter(name=name).exists()
    if not kept:
        Cosignature.objects.create(head=head, name=name, line=line, at=moment)
    return int(not kept)


def forget(origin: str) -> bool:
    """Forget the largest head seen of a log: its house was restored, and said why."""
    return house.aside(house.SEEN, _file(origin)) is not None


def _file(origin: str) -> str:
    return sha256(origin.encode()).hexdigest()[:32]
