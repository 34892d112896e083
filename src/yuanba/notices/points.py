"""Messages about household points: at every redemption, when one is put right, before points lapse, to the
household (trust.md T6). Kept as a row, so that the outbox shows them."""

from datetime import datetime
from typing import Any

from yuanba.base.models import Record
from yuanba.base.text import _, ngettext_lazy
from yuanba.books.models import Account
from yuanba.books.rules import AccountKind, Unit
from yuanba.matters.queries.words import day
from yuanba.notices.homes import tell
from yuanba.notices.rules import Kind
from yuanba.points.models import LapseWarning, Redemption


def tell_household(*, now: datetime, record: str) -> None:
    """Something was handed out for this household's points, at the counter or on paper."""
    deal = _deal(record)
    text = _(
        "您家在积分超市换走%(item)s，用了%(points)s分，还剩%(left)s分。"
        "不是您家换的，请马上告诉村（居）委会。"
    )
    tell(deal.household, text % _said(deal), kind=Kind.POINTS, record=record, now=now)


def tell_undone(*, now: datetime, record: str) -> None:
    """What was handed out was put right: the points are back."""
    deal = _deal(record)
    text = _(
        "您家在积分超市换的%(item)s改回来了，退回%(points)s分，现在有%(left)s分。原因：%(why)s"
    )
    tell(
        deal.household,
        text % (_said(deal) | {"why": deal.undone_why}),
        kind=Kind.POINTS,
        record=record,
        now=now,
    )


def tell_lapse(*, now: datetime, record: str) -> None:
    """Points that nobody spends lapse within thirty days. Once."""
    about = Record.objects.get(pk=int(record))
    warned = LapseWarning.objects.select_related("household__place").get(pk=about.subject_id)
    text = ngettext_lazy(
        "您家有%(n)s分快满两年了，%(day)s以前不换就过期。请到积分超市换东西。",
        "您家有%(n)s分快满两年了，%(day)s以前不换就过期。请到积分超市换东西。",
        warned.points,
    )
    said = {"n": warned.points, "day": day(warned.until)}
    tell(warned.household, text % said, kind=Kind.POINTS, record=record, now=now)


def _deal(record: str) -> Redemption:
    about = Record.objects.get(pk=int(record))
    found = Redemption.objects.select_related("item", "household__place")
    return found.get(pk=about.subject_id)


def _said(deal: Redemption) -> dict[str, Any]:
    left = Account.objects.filter(
        household=deal.household_id, kind=AccountKind.HOUSEHOLD, book__unit=Unit.POINTS
    ).values_list("balance", flat=True)
    return {"item": deal.item.name, "points": deal.points, "left": left.first() or 0}
