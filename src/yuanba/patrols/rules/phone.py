"""The telephone that goes on a round: what it may hold and how long, what comes from it in pieces."""

import re
from datetime import date, timedelta

from yuanba.base.errors import Refused
from yuanba.base.text import _

DAYS = 7  # without hearing from the house a telephone wipes what can be read on it (trust.md T15)
DEVICES = 3  # of one person at a time [P]
PIECE = 64 * 1024  # bytes of one piece: half a second at a good signal, a few at a bad one
LARGEST = 10 * 1024 * 1024  # bytes of one file: base.photos.MOST_BYTES
FILES = 40  # of one person that wait here unfinished: ten findings of four photos
KEPT = timedelta(days=3)  # an unfinished file; the telephone sends it again from the beginning
NAME = re.compile(r"[0-9a-f]{32}")


def enroll(*, token: str, living: int) -> None:
    if not NAME.fullmatch(token):
        raise Refused("token", _("这台手机的编号不对，请刷新再试。"))
    if living >= DEVICES:
        message = _("您已经有 %(most)s 台手机在用，请先停用不用的那台。") % {"most": DEVICES}
        raise Refused("devices", message)


def revoke(revoked: bool) -> None:
    if revoked:
        raise Refused("revoked", _("这台手机已经停用了。"))


def heard_from(before: date | None, today: date) -> bool:
    """The day of the last contact is written once a day."""
    return before != today


def piece(*, name: str, have: int, offset: int, size: int, waiting: int) -> int:
    """Where the next piece goes. A piece that came before, or half of one, is simply there already."""
    if not NAME.fullmatch(name):
        raise Refused("piece_name", _("这个文件的编号不对，请重新拍。"))
    if offset > have:
        raise Refused("piece_gap", _("前面的一段还没到，请从头再传。"))
    if offset + size > LARGEST:
        raise Refused("piece_heavy", _("文件太大了，最多 10 兆。"))
    if not have and waiting >= FILES:
        raise Refused("piece_many", _("没传完的文件太多了，请先传完前面的。"))
    return have - offset
