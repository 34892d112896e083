"""Solvent: points are issued only against what is set aside for them."""

from datetime import date, timedelta

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _

LIFE_MONTHS = 24  # of a point, first in, first out (domain.md 9.3)
MOST_FEN = 10**11  # a thousand million yuan: a slip of the finger
RATE_DAYS = 90  # over which the pace of issuing and fetching is taken


def budget(*, year: int, fen: int, fen_per_point: int, source: str, today: date) -> str:
    """A yearly budget as it may stand; its source, cleaned."""
    if year not in {today.year, today.year + 1}:
        raise Refused("year_odd", _("只能定今年或者明年的预算。"), field="year")
    if not 0 < fen_per_point <= 10_000:
        raise Refused("worth_odd", _("一分值多少钱，写 1 分到 100 元之间。"), field="fen_per_point")
    if not fen_per_point <= fen <= MOST_FEN:
        raise Refused("money_odd", _("预算的钱数不对，请再看看。"), field="yuan")
    return words_in.clean(source, most=200, field="source", ask=_("请写钱从哪里来、哪份文件定的。"))


def issue(*, points: int, budget_points: int | None, issued: int) -> None:
    """Whether so many points may be issued now. Raises Refused("budget_spent")."""
    if budget_points is None:
        raise Refused("no_budget", _("今年还没有定积分预算，先定预算再入账。"))
    if issued + points > budget_points:
        say = _("今年的积分预算只剩 %(left)s 分，不够发。等增加预算再入账。")
        raise Refused("budget_spent", say % {"left": max(0, budget_points - issued)})


def runs_dry(*, left: int, lately: int, today: date) -> date | None:
    """The day on which the budget is spent, or the shelf is empty, at the pace of the last 90 days (`lately`);
    None if nothing moved, or it lasts more than ten years."""
    if lately <= 0:
        return None
    days = max(0, left) * RATE_DAYS // lately
    return today + timedelta(days=days) if days < 3650 else None


def months_before(day: date, months: int = LIFE_MONTHS) -> date:
    """The same day so many months earlier; the last day of a shorter month."""
    n = day.year * 12 + day.month - 1 - months
    year, month = n // 12, n % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
