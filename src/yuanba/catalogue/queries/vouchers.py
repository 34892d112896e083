"""凭据 as they are shown: all of them at the desk, in public only how many and how many are right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from yuanba.catalogue.models import Part, Voucher
from yuanba.catalogue.rules.vouchers import TONES, VERDICT_WORDS, Verdict


@dataclass(frozen=True)
class Shown:
    one: Voucher
    yuan: str
    tone: str
    word: Any


def shown(one: Voucher) -> Shown:
    verdict = Verdict(one.verdict)
    return Shown(one, f"{one.fen / 100:,.2f}", TONES.get(verdict, ""), VERDICT_WORDS[verdict])


def of(part: Part) -> list[Shown]:
    """Those of an item as they came; each part's vouchers are already there (board.parts)."""
    return [shown(one) for one in sorted(part.vouchers.all(), key=lambda one: one.pk)]


def voucher(voucher_id: int) -> Voucher | None:
    rows = Voucher.objects.select_related(
        "part__item", "part__issue__place__parent__parent", "part__issue__procedure",
        "part__issue__catalogue", "by", "seen_by", "replaced_by",
    )  # fmt: skip
    return rows.filter(pk=voucher_id).first()


@dataclass(frozen=True)
class Counted:
    """What everybody reads of the vouchers of an item."""

    n: int
    right: int
    yuan: str


def counted(found: Iterable[Voucher]) -> Counted | None:
    standing = [one for one in found if not one.replaced]
    if not standing:
        return None
    right = sum(one.verdict == Verdict.RIGHT for one in standing)
    return Counted(len(standing), right, f"{sum(one.fen for one in standing) / 100:,.2f}")
