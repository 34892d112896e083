"""凭据: what an item written by hand stands on (a receipt, a bank slip), and what the supervision committee says
of it before it agrees."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.catalogue.rules.issues import State, said


class Verdict(StrEnum):
    WAITING = "waiting"  # 等核对
    RIGHT = "right"  # 相符
    BACK = "back"  # 退回


VERDICT_WORDS: dict[Verdict, Any] = {
    Verdict.WAITING: _("等核对"),
    Verdict.RIGHT: _("相符"),
    Verdict.BACK: _("退回，要换"),
}
TONES = {Verdict.RIGHT: "ok", Verdict.BACK: "warn"}
MOST = 40  # of one item
LARGEST = 10**11  # fen


@dataclass(frozen=True)
class Stands:
    """A voucher as the review counts it. `replaced`: another stands in its place."""

    verdict: Verdict
    replaced: bool


def attach(*, state: State, by_hand: bool, what: str, fen: int, there: int) -> str:
    """加凭据: while the item is still being written, to an item that no ledger here holds."""
    if state not in {State.DRAFT, State.OBJECTED}:
        raise Refused("wrong_state", _("送审以后不能再加凭据，等监督委员会退回来。"))
    if not by_hand:
        raise Refused("not_by_hand", _("这一项的数从台账取，凭据在台账里。"))
    if there >= MOST:
        raise Refused("too_many", _("一项最多放 %(most)s 张凭据。") % {"most": MOST})
    if not 0 < fen < LARGEST:
        raise Refused("amount_odd", _("金额写大于 0 的数，最多两位小数。"), field="amount")
    return words_in.clean(
        what, most=80, field="what", ask=_("请写这张凭据是什么，比如：十一月路灯电费单。")
    )


def replace(*, verdict: Verdict, replaced: bool) -> None:
    if verdict is not Verdict.BACK or replaced:
        raise Refused("not_back", _("这张凭据没有退回，或者已经换过了，请刷新再看。"))


def look(*, state: State, verdict: Verdict, remark: str, looker: int, attached: int) -> str:
    """核对凭据: by somebody else than who put it there; sent back with what is wrong."""
    if state is not State.SENT:
        raise Refused("wrong_state", _("这一期现在不在监督委员会手里，请刷新再看。"))
    if verdict is Verdict.WAITING:
        raise Refused("verdict_needed", _("请选相符还是退回。"), field="verdict")
    if looker == attached:
        raise Refused("second_person", _("自己放的凭据不能自己核对。"))
    least = 1 if verdict is Verdict.BACK else 0
    return said(remark, field="remark", ask=_("请写哪里不对，要换成什么。"), most=300, least=least)


def all_seen(found: Iterable[Stands]) -> None:
    """Before it agrees the committee has looked at each voucher, and none that it sent back still stands."""
    standing = [one for one in found if not one.replaced]
    if waiting := sum(one.verdict is Verdict.WAITING for one in standing):
        say = _("还有 %(n)s 张凭据没核对，核对完再同意。") % {"n": waiting}
        raise Refused("vouchers_waiting", say, field="agree")
    if back := sum(one.verdict is Verdict.BACK for one in standing):
        say = _("有 %(n)s 张凭据退回了还没换，选“有意见”退回去改。") % {"n": back}
        raise Refused("vouchers_back", say, field="agree")
