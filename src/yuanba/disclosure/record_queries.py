"""What everybody may read of the record: heads, lines for the notice board, hashes. Nothing about anybody."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404

from yuanba.base import clock
from yuanba.base.log import asking, heads, house, kept, note, reading, tree
from yuanba.base.log.models import Cosignature, Head, Leaf, Tree, Verification
from yuanba.base.models import Record
from yuanba.base.text import _
from yuanba.places.models import Place

SHOWN = 14  # heads on the page
LEAVES = 1000  # hashes a page
NEWEST = (
    "SELECT h.* FROM base_head h JOIN (SELECT tree_id, MAX(size) AS size FROM base_head"
    " GROUP BY tree_id) n ON n.tree_id = h.tree_id AND n.size = h.size"
)

# Why the house that cosigns has not cosigned the newest head (base/log/asking.py).
UNWITNESSED = {
    asking.AWAY: _("联署的服务器现在连不上，每十分钟再试。"),
    asking.UNKEYED: _("联署的服务器应了，可是本机还没有认它的公钥。"),
    "unknown_log": _("联署的服务器还不认识这里的存证：请先互认公钥。"),
    "not_signed": _("联署的服务器认的是别的公钥：请重新互认公钥。"),
    "not_a_proof": _("联署的服务器看不懂这里的请求。"),
    "old_head": _("联署的服务器见过更多条存证：这里的记录比以前少了，正在查。"),
    "forked": _("联署的服务器见过的和这里接不上：前面的记录被改过，正在查。"),
    "two_heads": _("联署的服务器见过另一个树头：两边看到的过去不一样，正在查。"),
}


def places() -> list[dict[str, Any]]:
    """Every tree with leaves, by the name of its place; the house's own last. Three statements."""
    rows = list(Tree.objects.filter(size__gt=0).order_by("pk"))
    names = dict(Place.objects.filter(pk__in=[r.pk for r in rows]).values_list("pk", "name"))
    last = {found.tree_id: found for found in Head.objects.raw(NEWEST)}
    rows.sort(key=lambda row: (row.pk == 0, names.get(row.pk, "")))
    return [
        {"tree": row, "name": names.get(row.pk, ""), "board": _board(last.get(row.pk))}
        for row in rows
    ]


def shown(tree_id: int) -> dict[str, Any]:
    """One tree as its page shows it. Seven statements."""
    row = one(tree_id)
    evening = heads.evening(tree_id, clock.now())
    last = list(Head.objects.filter(tree=row).order_by("-size")[: SHOWN + 1])
    names: dict[int, list[str]] = {}
    for signed in Cosignature.objects.filter(head__in=last).order_by("at"):
        names.setdefault(signed.head_id, []).append(signed.name)
    sizes = [found.size for found in last[1:]] + [0]
    return {
        "tree": row,
        "place": Place.objects.filter(pk=row.pk).first(),
        "board": _board(last[0] if last else None),
        "evening": evening,
        "hung": _board(evening),
        "key": str(house.verifier(row.origin)),
        "heads": [
            {"head": found, "by": names.get(found.pk, []), "before": before}
            for found, before in zip(last[:SHOWN], sizes, strict=False)
        ],
        "checked": Verification.objects.order_by("-id").first(),
        "restarts": Record.objects.filter(
            subject_id=row.pk, subject_kind="base.tree", act="rights.set_heads_aside"
        ).order_by("-id"),
        "unwitnessed": str(UNWITNESSED.get(row.unwitnessed, "")) if settings.WITNESS_URL else "",
    }


@dataclass(frozen=True)
class Held:
    """A line that somebody kept from the notice board, held against the tree as it stands."""

    said: str
    state: str  # same, other, ahead (more leaves than there are), unread
    size: int = 0
    head: bool = False  # the head of that size can be taken away


def held(tree_id: int, said: str) -> Held:
    """At most seven statements, however old the line."""
    row, line = one(tree_id), kept.line_of(said)
    if line is None:
        return Held(said, "unread")
    size = int(line.split(" ")[0])
    if not 0 < size <= row.size:
        return Held(said, "ahead", size)
    try:
        root = tree.root(reading.Stored(row.pk), size)
    except LookupError:  # leaves are missing
        return Held(said, "other", size)
    state = "same" if note.board(size, root) == line else "other"
    return Held(said, state, size, Head.objects.filter(tree=row, size=size).exists())


def one(tree_id: int) -> Tree:
    row = Tree.objects.filter(pk=tree_id, size__gt=0).first()
    if row is None:
        raise Http404
    return row


def head(tree_id: int, size: int) -> Head:
    found = Head.objects.filter(tree_id=tree_id, size=size).first()
    if found is None:
        raise Http404
    return found


def leaf_hashes(tree_id: int, first: int) -> list[str]:
    """Base64, from this index on."""
    row = one(tree_id)
    found = Leaf.objects.filter(tree=row, n__gte=first, n__lt=min(first + LEAVES, row.size))
    bodies = found.order_by("n").values_list("body", flat=True)
    return [b64encode(tree.leaf_hash(body.encode())).decode() for body in bodies]


def origins() -> list[str]:
    return list(Tree.objects.order_by("pk").values_list("origin", flat=True))


def _board(found: Head | None) -> str:
    return note.board(found.size, bytes(found.root)) if found else ""
