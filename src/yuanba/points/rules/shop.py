"""The shop: reserve, hand out by a code, give back; two people count the stock."""

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.points.rules.book import no_forbidden_link


class Ware(StrEnum):
    """What is offered. Only goods have a stock."""

    GOODS = "goods"  # 货
    SERVICE = "service"  # 服务: a haircut, a repair
    PRIORITY = (
        "priority"  # 优先: of what the village itself lends or books; never what the law gives
    )


KIND_WORDS: dict[Ware, Any] = {
    Ware.GOODS: _("东西"),
    Ware.SERVICE: _("服务"),
    Ware.PRIORITY: _("优先（村里自己的场地、农机、活动名额）"),
}


SHORT_WORDS: dict[Ware, Any] = {
    Ware.GOODS: "",
    Ware.SERVICE: _("服务"),
    Ware.PRIORITY: _("优先"),
}


class Deal(StrEnum):
    RESERVED = "reserved"  # 留着
    HANDED = "handed"  # 已取
    RETURNED = "returned"  # 不换了，退回
    LAPSED = "lapsed"  # 过期没取，退回
    REVERSED = "reversed"  # 有异议，积分退回


DEAL_WORDS: dict[Deal, Any] = {
    Deal.RESERVED: _("给您留着"),
    Deal.HANDED: _("已取"),
    Deal.RETURNED: _("不换了"),
    Deal.LAPSED: _("过期没取，积分退回"),
    Deal.REVERSED: _("改回来了，积分退回"),
}
MOST_STOCK = 100_000
LOW = 3  # so few left: the counter says so
MOST_OPEN = 5  # reservations of one household at a time


def item(
    *, kind: Ware, name: str, points: int, stock: int | None, note: str, supplier: str
) -> dict[str, str]:
    """What is offered, as it may stand. What the law gives everybody is never for points."""
    kept = words_in.clean(name, most=40, field="name", ask=_("请写换什么。"))
    said = words_in.clean(note, most=60, least=0, field="note")
    who = words_in.clean(supplier, most=60, least=0, field="supplier")
    for text, field in ((kept, "name"), (said, "note")):
        no_forbidden_link(text, field=field)
    if not 1 <= points <= 100_000:
        raise Refused("price_odd", _("要几分，写 1 到 100000 的整数。"), field="points")
    if kind is Ware.GOODS and stock is None:
        raise Refused("stock_missing", _("东西要写现在有几件。"), field="stock")
    if kind is not Ware.GOODS and stock is not None:
        raise Refused("stock_odd", _("服务和优先不写几件。"), field="stock")
    if stock is not None and not 0 <= stock <= MOST_STOCK:
        raise Refused("stock_odd", _("有几件，写 0 到 100000 的整数。"), field="stock")
    return {"name": kept, "note": said, "supplier": who}


def reserve(*, offered: bool, stock: int | None, open_now: int) -> None:
    if not offered:
        raise Refused("not_offered", _("这一样现在不换了，请看看别的。"))
    if stock == 0:
        raise Refused("sold_out", _("这一样刚换完了，请看看别的。"))
    if open_now >= MOST_OPEN:
        raise Refused("many_open", _("您家已经留了几样，先去取了再换。"))


def hand_out(*, state: Deal, until: datetime, now: datetime, own: bool, reserved_it: bool) -> None:
    """发货: once, in time, by somebody of another household who did not reserve it himself."""
    if state is not Deal.RESERVED:
        raise Refused("code_used", _("这个取货码用过了，或者退掉了。"), field="code")
    if now >= until:
        raise Refused("code_old", _("这个取货码过期了，积分会退回，请重新换。"), field="code")
    if own:
        raise Refused("own_home", _("这是您自己家的，要由别人发货。"), field="code")
    if reserved_it:
        raise Refused("two_hands", _("这一件是您代换的，要由别人发货。"), field="code")


def give_back(state: Deal) -> None:
    if state is not Deal.RESERVED:
        raise Refused("deal_over", _("这一件已经取了，或者已经退了。"))


def agree_stock(*, counted: int, first: int, expected: int, stock: int | None, same: bool) -> None:
    """The second count: by somebody else, the same number, and nothing moved in between."""
    if same:
        raise Refused("two_people", _("第一次是您数的，要由另一个人再数。"), field="counted")
    if stock != expected:
        raise Refused("stock_moved", _("两次之间有人换走或者进了货，请重新盘点。"), field="counted")
    if counted != first:
        raise Refused("counts_differ", _("两个人数的不一样，请一起再数一遍。"), field="counted")


def count(counted: int) -> None:
    if not 0 <= counted <= MOST_STOCK:
        raise Refused("stock_odd", _("数到几件，写 0 到 100000 的整数。"), field="counted")


def free_code(taken: Collection[str], draw: Any) -> str:
    """Four digits that no open reservation of the village has. `draw` gives numbers below 10,000."""
    if len(taken) > 5_000:
        raise Refused("many_open", _("等着取货的太多了，请过一会儿再换。"))
    while True:
        code = f"{draw(10_000):04}"
        if code not in taken:
            return code


# ---- opening hours

WEEK = 7
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def hours(days: Sequence[tuple[str, str]]) -> list[str]:
    """Seven days from Monday, each "09:00-17:30" or "" for closed. `days`: from and to as they are typed."""
    if len(days) != WEEK:
        raise Refused("hours_odd", _("一周七天，从周一写起。"), field="days")
    found = []
    for begin, end in days:
        if not begin and not end:
            found.append("")
            continue
        if not (_TIME.fullmatch(begin) and _TIME.fullmatch(end)) or begin >= end:
            say = _("开门要早于关门，都写；不开的那天两格都空着。")
            raise Refused("hours_odd", say, field="days")
        found.append(f"{begin}-{end}")
    if not any(found):
        raise Refused("hours_none", _("一周至少开一天。"), field="days")
    return found


def last_day(today: date, days: Sequence[str] | None) -> date:
    """The last day on which a reservation can be fetched: the next day after today on which the shop is
    open. Without hours it is tomorrow."""
    days = days if days and any(days) else None
    last = today + timedelta(days=1)
    while days is not None and not days[last.weekday()]:
        last += timedelta(days=1)
    return last


# ---- put right


def undo(*, state: Deal, own: bool, handed_it: bool, reserved_it: bool) -> None:
    """冲正: by somebody who neither handed it out nor reserved it."""
    if state is not Deal.HANDED:
        raise Refused("not_handed", _("只有已经取走的能改回来。"))
    if own:
        raise Refused("own_home", _("这是您自己家的，要由别人来改。"))
    if handed_it or reserved_it:
        raise Refused("two_hands", _("这一件是您经手的，要由别人来改。"))


# ---- paper slips (纸券)

SLIPS = range(1, 241)  # printed at once
SIGNS = "ACEFHJKLMNPRTUVWXY"  # letters that are not taken for one another
SLIP_DAYS = 31  # entered so long after it was handed over


def slip(said: str) -> tuple[int, str]:
    """12KF, 0012 kf: the number and the two letters behind it."""
    plain = "".join(sign for sign in words_in.match_form(said).upper() if sign.isalnum())
    digits, sign = plain[:-2], plain[-2:]
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 9 or not sign.isalpha():
        raise Refused("slip_odd", _("券号是几位数字加两个字母，比如 0012KF。"), field="slip")
    return int(digits), sign


def slip_day(on: date, today: date) -> None:
    if on > today:
        raise Refused("day_ahead", _("这一天还没到。"), field="on")
    if on < today - timedelta(days=SLIP_DAYS):
        raise Refused("day_past", _("过了一个月的纸券不录了，请找镇街一起核对。"), field="on")


def hand_over_on_paper(*, own: bool, handed_it: bool, entered: bool) -> None:
    """One hands it over, another enters it; neither of the household; each slip once."""
    if handed_it:
        raise Refused("two_hands", _("发货的人不录自己发的纸券，请别人来录。"))
    if own:
        raise Refused("own_home", _("发货的、录入的不能是这户自己的人。"))
    if entered:
        raise Refused("slip_used", _("这张券录过了。"))
