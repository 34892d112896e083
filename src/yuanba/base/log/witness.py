"""Another house looks at our heads and signs what it saw: who rewrites his record must rewrite theirs too.

The exchange is by files, as c2sp.org/tlog-witness words it: a request (`old N`, a consistency proof, the
head) goes there, a cosignature line comes back. The witness remembers the largest head of each log and
cosigns none that does not follow from it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from yuanba.base.log import heads, house, note, tree
from yuanba.base.log.faults import FORKED, OLD_HEAD, UNKNOWN_LOG, untrue
from yuanba.base.log.models import Cosignature, Head
from yuanba.base.log.request import Request

TRUSTED = (
    "witness.keys"  # one verifier a line: whose heads this house cosigns, whose lines it takes
)


def request(head: Head) -> Request:
    """What to send to the witness for this head: from the largest one that he has cosigned."""
    seen = Head.objects.filter(tree=head.tree, size__lt=head.size, cosignatures__isnull=False)
    old = seen.order_by("-size").values_list("size", flat=True).first() or 0
    return Request(old, heads.consistency(head.tree_id, old, head.size), head.note)


def cosign(asked: Request, name: str, at: int) -> str:
    """The line for this head. Raises Untrue where the log is not known here, or the head does not follow
    from the largest one seen of it."""
    origin = note.parse(asked.note)[0].origin
    known = [v for v in trusted() if v.name == origin and v.kind == note.SIGNED]
    if not known:
        raise untrue(UNKNOWN_LOG, found=origin)
    head = note.checked(asked.note, known[-1])
    file = _file(origin)
    before = house.read(house.SEEN, file)
    if before is not None:
        seen, _signatures = note.parse(before)
        if head.size < seen.size or asked.old > seen.size:
            raise untrue(OLD_HEAD, size=min(head.size, asked.old), seen=seen.size)
        if asked.old != seen.size and head.size != seen.size:
            raise untrue(OLD_HEAD, size=asked.old, seen=seen.size)
        if not tree.extends(
            seen.size, seen.root, head.size, head.root, asked.path if head.size != seen.size else []
        ):
            raise untrue(FORKED, seen=seen.size)
    house.write(house.SEEN, file, asked.note)
    return note.cosign(head, name, house.key(), at)


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
