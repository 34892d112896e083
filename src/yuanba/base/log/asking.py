"""Asks the witness, another house, to cosign our heads over HTTP: the client of c2sp.org/tlog-witness.

Every ten minutes, where YUANBA_WITNESS_URL is set. What he answered stands beside the tree: who cannot be
reached today is asked again, and the record's page says since when nobody has cosigned.
"""

import logging
from datetime import datetime

from django.conf import settings

from yuanba.base import outgoing
from yuanba.base.log import note, witness
from yuanba.base.log.faults import Untrue
from yuanba.base.log.heads import all_latest
from yuanba.base.log.models import Head, Tree
from yuanba.base.log.request import Request

SIZE = "text/x.tlog.size"  # the kind of an answer that tells which head he saw last
AWAY, UNKEYED = "unreachable", "not_trusted"
PAST = ("old_head", "forked", "two_heads")  # he saw another past than the one that stands here now
# What the status of a refusal says (c2sp.org/tlog-witness); 409 beside it
REFUSED = {400: "not_a_proof", 403: "not_signed", 404: "unknown_log", 422: "forked"}

log = logging.getLogger(__name__)


def ask_witness(*, now: datetime) -> None:
    """请联署: each newest head that he has not cosigned. Safe to run twice; the first time that he cannot be
    reached is the last of this round."""
    if not settings.WITNESS_URL:
        return
    away = False
    for row, head in all_latest():
        if head is None or row.broken or head.cosignatures.exists():
            continue
        answer = AWAY if away else ask(head)
        away = answer == AWAY
        if answer:
            log.warning("head of %s not cosigned: %s", row.origin, answer)
        Tree.objects.filter(pk=row.pk).update(unwitnessed=answer, asked_at=now)


def ask(head: Head) -> str:
    """Ask once, and once more from the head that he says he saw last; why not, or nothing."""
    asked = witness.request(head)
    try:
        answer = _post(asked)
        if (size := _seen(answer)) is not None:
            if size > head.size:
                return "old_head"
            answer = _post(witness.request(head, size))
    except OSError:
        return AWAY
    if answer.status != 200:
        same = "two_heads" if answer.status == 409 and _seen(answer) is None else AWAY
        return REFUSED.get(answer.status, same)
    return "" if _kept(head, answer.body.decode(errors="replace")) else UNKEYED


def _post(asked: Request) -> outgoing.Answer:
    return outgoing.post(
        f"{settings.WITNESS_URL}/add-checkpoint",
        str(asked).encode(),
        {"Content-Type": "text/plain; charset=utf-8"},
        private=settings.WITNESS_PRIVATE,
    )


def _seen(answer: outgoing.Answer) -> int | None:
    """The size of the head that he saw last, where he says that we asked from another."""
    said = answer.body.strip()
    if answer.status == 409 and answer.kind == SIZE and said.isdigit():
        return int(said)
    return None


def _kept(head: Head, lines: str) -> bool:
    """Keep the lines of whom we trust; others are left (the answer may hold several)."""
    known = {v.name for v in witness.trusted() if v.kind == note.COSIGNED}
    found = False
    for line in lines.splitlines(keepends=True):
        if line.removeprefix(note.DASH).split(" ")[0] in known:
            try:
                witness.keep(head.note, line)
            except Untrue:
                continue
            found = True
    return found
