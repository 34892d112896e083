"""Signs the heads of the trees: every ten minutes those that grew, and at 18:00 for the notice board.

The signer believes its own file, not the database: a tree that does not go on from the head signed last
is not signed, is stopped, and says so to whoever has the desk.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction

from yuanba.base import clock, jobs
from yuanba.base.database import turn_to_write
from yuanba.base.log import house, note, reading, tree
from yuanba.base.log.faults import BACK, FORKED, OLD_HEAD, Untrue, untrue
from yuanba.base.log.models import Cosignature, Head, Tree

log = logging.getLogger(__name__)
EVENING = 18  # o'clock in Shanghai: the head that hangs on the notice board
SLACK = timedelta(minutes=1)


def sign_heads(*, now: datetime) -> None:
    """签树头: of every tree that grew. Safe to run twice."""
    for row in Tree.objects.filter(size__gt=0, broken="").order_by("pk"):
        try:
            sign(row, now)
        except Untrue as wrong:
            log.warning("head of %s not signed: %s", row.origin, wrong.english)
            if wrong.code != BACK[0]:
                stop(row.pk, f"{wrong.chinese} {wrong.english}")
    plan_evening(now)


def evening_heads(*, now: datetime) -> None:
    """18:00 的树头: the same, at the time that the notice board names; plans itself for tomorrow."""
    sign_heads(now=now)


def clock_back(now: datetime) -> bool:
    """Is the server's clock behind what was signed last? One statement."""
    last = Head.objects.order_by("-pk").values_list("at", flat=True).first()
    return last is not None and now < last - SLACK


def plan_evening(now: datetime) -> None:
    today = clock.day_of(now)
    six = clock.at(today, EVENING)
    at = six if now < six else clock.at(today + timedelta(days=1), EVENING)
    jobs.plan(evening_heads, key="heads:evening", run_at=at)


def sign(row: Tree, now: datetime) -> Head | None:
    """The head of this tree as it stands; None if it has not grown. Raises Untrue, and signs nothing,
    where it does not go on from the head signed last, or the clock is behind it."""
    with house.alone(house.HEADS):  # `yuanba heads` may sign while the clock does
        return _sign(row, now)


def _sign(row: Tree, now: datetime) -> Head | None:
    text = house.last(row.origin)
    row.refresh_from_db()  # after the file: it can only have grown since
    before = Head.objects.filter(tree=row).order_by("-size").first()
    if before is not None and now < before.at - SLACK:
        raise untrue(BACK, now=clock.said(now), last=clock.said(before.at))
    get = reading.Stored(row.pk)
    root = reading.root_now(row)
    if text is not None:
        seen = note.checked(text, house.verifier(row.origin))
        if seen.size > row.size:
            raise untrue(OLD_HEAD, size=row.size, seen=seen.size)
        if _root(get, seen.size) != seen.root:
            raise untrue(FORKED, seen=seen.size)
    elif before is not None and _root(get, before.size) != bytes(before.root):
        raise untrue(FORKED, seen=before.size)
    if _root(get, row.size) != root:
        raise untrue(FORKED, seen=row.size)
    if before is not None and before.size == row.size:
        return None
    head = note.Head(row.origin, row.size, root)
    signed = note.sign(head, house.key())
    house.keep(row.origin, signed)
    with turn_to_write(connection.vendor), transaction.atomic():
        kept = Head(tree=row, size=row.size, root=root, at=now, note=signed)
        Head.objects.bulk_create([kept], ignore_conflicts=True)
    return kept


def behind() -> list[Tree]:
    """Trees that no longer hold what was signed of them: after a restore, those that lost leaves."""
    found = []
    for row in Tree.objects.order_by("pk"):
        if (text := house.last(row.origin)) is None:
            continue
        seen, _signatures = note.parse(text)
        if seen.size > row.size or _root(reading.Stored(row.pk), seen.size) != seen.root:
            found.append(row)
    return found


def stop(tree_id: int, why: str) -> None:
    """停办: nothing is added to this tree until it adds up again."""
    Tree.objects.filter(pk=tree_id).update(broken=why[:300])


def go_on(tree_id: int) -> None:
    """恢复: it adds up again."""
    Tree.objects.filter(pk=tree_id).update(broken="")


def whole_note(head: Head) -> str:
    """The head with the cosignatures under it."""
    lines = Cosignature.objects.filter(head=head).order_by("at", "pk")
    return head.note + "".join(lines.values_list("line", flat=True))


def latest(tree_id: int) -> Head | None:
    return Head.objects.filter(tree_id=tree_id).order_by("-size").first()


def evening(tree_id: int, now: datetime) -> Head | None:
    """The newest head signed by 18:00 of the day whose evening has been (with the ten minutes of grace
    that the clock needs)."""
    six = clock.at(clock.day_of(now), EVENING) + timedelta(minutes=10)
    last = six if now >= six else six - timedelta(days=1)
    return Head.objects.filter(tree_id=tree_id, at__lte=last).order_by("-size").first()


def consistency(tree_id: int, old: int, size: int) -> list[bytes]:
    """That the tree of `size` begins with the one of `old`; nothing to show for none or the same."""
    return tree.consistency(reading.Stored(tree_id), old, size) if 0 < old < size else []


def all_latest() -> Iterator[tuple[Tree, Head | None]]:
    for row in Tree.objects.order_by("pk"):
        yield row, latest(row.pk)


def _root(get: reading.Stored, size: int) -> bytes:
    try:
        return tree.root(get, size)
    except LookupError:  # leaves are missing
        return b""
