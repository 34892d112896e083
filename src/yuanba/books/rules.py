"""Double entry in whole units (points, fen): what may be entered. Plain Python, no database.

Nothing is ever changed: a wrong entry is taken back by its exact opposite (domain.md 0.1 no. 8,
trust.md 3.6). Balances are kept by the database itself and checked again by `faults`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _, ngettext_lazy

MOST = 10**12  # of one line: a slip of the finger is no thousand years of points
WORDS = 200  # characters of a reason


class Unit(StrEnum):
    """What is counted; an entry never mixes two."""

    POINTS = "points"  # 积分
    FEN = "fen"  # 分, a hundredth of a yuan


class AccountKind(StrEnum):
    """What an account stands for. A household's is the only one a person owns."""

    HOUSEHOLD = "household"  # 户
    ISSUE = "issue"  # 发放: the other side of every award; grows below zero
    HELD = "held"  # 预留: reserved and not yet handed out
    REDEEMED = "redeemed"  # 兑换
    EXPIRED = "expired"  # 到期
    OPENING = "opening"  # 期初: what an older register held


UNIT_WORDS: dict[Unit, Any] = {Unit.POINTS: _("积分"), Unit.FEN: _("分（人民币）")}
KIND_WORDS: dict[AccountKind, Any] = {
    AccountKind.HOUSEHOLD: _("各户"),
    AccountKind.ISSUE: _("发放"),
    AccountKind.HELD: _("预留"),
    AccountKind.REDEEMED: _("兑换"),
    AccountKind.EXPIRED: _("到期"),
    AccountKind.OPENING: _("期初"),
}


@dataclass(frozen=True)
class Line:
    """One side of an entry: so many units into an account; below zero, out of it."""

    account_id: int
    amount: int


@dataclass(frozen=True)
class Known:
    """An account as it stands before the entry."""

    book_id: int
    balance: int
    floor: int | None
    closed: bool = False


def enter(lines: Sequence[Line], known: Mapping[int, Known], *, book_id: int, why: str) -> str:
    """Return the reason, trimmed, if this may be entered.

    Refused: no reason; fewer than two lines; a line of nothing; one account twice (nothing is moved
    to itself); more than MOST; lines that do not add up to nothing; an account that is closed or of
    another book; and `not_enough`, where an account would fall below its floor.
    """
    reason = why.strip()
    if not reason or len(reason) > WORDS:
        raise Refused("why", _("每一笔都要写事由，两百字以内。"), field="why")
    if len(lines) < 2 or len({line.account_id for line in lines}) < len(lines):
        raise Refused("two_sides", _("一笔账要有两个不同的户头，不能自己转给自己。"))
    if any(line.amount == 0 for line in lines):
        raise Refused("nothing", _("数目不能是零。"), field="amount")
    if any(abs(line.amount) > MOST for line in lines):
        raise Refused("too_much", _("数目太大了，请看看是不是多打了几个零。"), field="amount")
    if sum(line.amount for line in lines):
        raise Refused("unbalanced", _("这一笔两边不相等，没有入账。"))
    for line in lines:
        account = known.get(line.account_id)
        if account is None or account.book_id != book_id:
            raise Refused("other_book", _("户头不在这本账里。"))
        if account.closed:
            raise Refused("closed", _("这个户头已经停用。"))
        after = account.balance + line.amount
        if line.amount < 0 and account.floor is not None and after < account.floor:
            left = max(0, account.balance - account.floor)
            raise Refused("not_enough", _left(left), field="amount")
    return reason


def _left(left: int) -> Any:
    words = ngettext_lazy("不够：只有 %(n)s。", "不够：只有 %(n)s。", left)
    return words % {"n": left}


def opposite(lines: Sequence[Line]) -> list[Line]:
    """What takes an entry back."""
    return [Line(line.account_id, -line.amount) for line in lines]


def unspent(*, came: int, went: int) -> int:
    """First in, first out: of `came` units credited until some day, those that all the `went` units
    ever debited have not yet used up. Never below nothing."""
    return max(0, came - went)


def vouched(book_id: int, seq: int, kind: str, why: str, sums: Iterable[tuple[int, int]]) -> str:
    """An entry in one line, as a leaf of the record vouches for it: book, number, what for, and what
    goes where, in the order of the accounts."""
    lines = " ".join(f"{account}:{amount:+d}" for account, amount in sorted(sums))
    return f"{book_id} {seq} {kind} {lines} {why}"
