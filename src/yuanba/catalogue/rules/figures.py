"""What a drafted item says: figures taken from the house's own tables, each with its rows and how it was
counted; and the check that edited words bring in no figure of their own."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.catalogue.rules.items import Draws

SMALLEST = 5  # a count of homes below it is not shown (domain.md 13.2)

# key → (how it is called, how it is counted). The unit stands with the figure.
FIGURES: dict[str, tuple[Any, Any]] = {
    "received": (_("大家说的"), _("这段日子里登记的事项，一件算一件")),
    "finished": (_("办完的"), _("其中办完、有结果的（“等条件”的不算）")),
    "solved": (_("本人认可的"), _("本人说办好了的")),
    "unsolved": (_("本人说没办好的"), _("本人说还没办好的")),
    "late": (_("过期才办完的"), _("知道期限的里面，过了期限才办完的")),
    "struck": (_("销号的"), _("有凭据、销了号的")),
    "meetings": (_("开的会"), _("这段日子里开成的会，关于个人和家事的不算")),
    "attended": (_("到会人次"), _("每次会签到的户或人，加在一起")),
    "decisions": (_("定了的事"), _("程序走完、通过了的议题，关于个人和家事的不算")),
    "cost": (_("这些事一共要花"), _("议题里写明的钱，加在一起")),
    "budget": (_("今年积分预算"), _("今年定的预算，合成积分")),
    "issued": (_("发出的积分"), _("这段日子入账的，更正退回的不算")),
    "redeemed": (_("换掉的积分"), _("这段日子兑换发出去的")),
    "owed": (_("各户手里的积分"), _("取数时各户余额和预留，加在一起")),
    "homes": (_("得分的户数"), _("这段日子有积分入账的户，一户算一次；不满 5 户不写数")),
    "opening": (_("期初结余"), _("这段日子以前每一笔，加在一起")),
    "income": (_("收入"), _("这段日子进账的，加在一起")),
    "spending": (_("支出"), _("这段日子出账的，加在一起")),
    "looked": (_("巡查看的次数"), _("这段日子里看过的点位，看一次算一次")),
    "found": (_("发现的问题"), _("这段日子里发现的")),
    "fixed": (_("弄好的问题"), _("其中这段日子里弄好的")),
    "left": (_("还没弄好的问题"), _("取数时还没弄好的，以前发现的也算")),
    "adopted": (_("新认领的项目"), _("这段日子里有单位认领的")),
    "ended": (_("办完的项目"), _("这段日子里有结果的")),
    "bought": (_("买的服务"), _("这段日子里签的")),
    "paid": (_("买服务的钱"), _("这些合同上的金额，加在一起")),
    "closing": (_("期末结余"), _("期初结余加收入，减支出")),
}
SECTIONS: dict[Draws, Any] = {
    Draws.MATTERS: _("办了什么"), Draws.MONEY: _("钱花在哪"), Draws.POINTS: _("积分"),
    Draws.DECISIONS: _("定了什么"), Draws.MEETINGS: _("开了什么会"),
}  # fmt: skip
UNITS: dict[str, Any] = {
    "件": _("件"), "次": _("次"), "人次": _("人次"), "分": _("分"), "户": _("户"), "元": _("元"), "项": _("项"),
}  # fmt: skip
HEADS: dict[str, Any] = {
    "number": _("编号"), "title": _("什么事"), "unit": _("谁办的"), "day": _("日期"),
    "result": _("结果"), "flow": _("走的程序"), "place": _("在哪里"), "came": _("到会"),
    "cost": _("花多少（元）"), "line": _("按哪一条、换了什么"), "times": _("几次"), "points": _("积分"),
    "kind": _("哪一类地方"), "looks": _("看了几次"), "finds": _("发现几件"), "fixes": _("弄好几件"),
    "way": _("发出还是换掉"), "seq": _("第几笔"), "why": _("事由"), "amount": _("金额（元）"), "account": _("哪个户头"),
}  # fmt: skip

# Cells that are the house's own words: kept in Chinese as the board has them, read in the reader's language.
GIVEN, TAKEN, PUT_BACK = "发出", "换掉", "答复后退回的"
CELLS: dict[str, Any] = {GIVEN: _("发出"), TAKEN: _("换掉"), PUT_BACK: _("答复后退回的")}


@dataclass(frozen=True)
class Figure:
    """`n` in whole units (money: fen, unit 元); None where it is too small to be shown."""

    key: str
    n: int | None
    unit: str

    @property
    def shown(self) -> str:
        if self.n is None:
            return str(_("不满 %(n)s") % {"n": SMALLEST})
        return f"{self.n / 100:,.2f}" if self.unit == "元" else str(self.n)


@dataclass(frozen=True)
class Drawn:
    """An item as the house drew it. `rows`: cells in the order of `heads`; `links`: beside each row the
    page that proves it (question:17), or nothing. `cut`: rows beyond what is shown."""

    figures: list[Figure] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    cut: int = 0
    words: str = ""
    # Beside each row the thing that its records are about (councils.procedure:17), or nothing.
    subjects: list[str] = field(default_factory=list)
    missing: str = ""  # why there is nothing: the ledger is not kept here

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def of_plain(told: dict[str, Any]) -> Drawn:
    return Drawn(**{**told, "figures": [Figure(**one) for one in told.get("figures", [])]})


def total(parts: Iterable[int | None]) -> int | None:
    """A sum is shown only where each of its parts is: whoever takes the others from it learns nothing."""
    found = list(parts)
    return None if None in found else sum(one or 0 for one in found)


def whole(months: Iterable[int], n: int) -> int | None:
    """A count over several months is shown only where that of each month is."""
    return small(n) if all(small(one) is not None for one in months) else None


def small(n: int) -> int | None:
    """A count of homes, or None where it would point at somebody."""
    return n if n == 0 or n >= SMALLEST else None


# ---- words may be edited, figures not

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_HAN_NUMBER = re.compile(r"[〇零一二两三四五六七八九十百千万亿]+(?=[件次人户元分笔项场])")
_HAN = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def numbers(words: str) -> set[str]:
    """Every number in a text, full-width digits and Chinese numerals before a measure word included."""
    plain = unicodedata.normalize("NFKC", words).replace(",", "")
    found = {_short(one) for one in _NUMBER.findall(plain)}
    spelt = {str(chinese(one)) for one in _HAN_NUMBER.findall(plain)} - {"1"}  # 一件一件, 每一笔
    return found | spelt


def _short(number: str) -> str:
    whole, _dot, part = number.partition(".")
    part = part.rstrip("0")
    return f"{int(whole)}.{part}" if part else str(int(whole))


def chinese(words: str) -> int:
    """一百二十三 → 123."""
    whole = wan = section = digit = 0
    for sign in words:
        if sign in _HAN:
            digit = _HAN[sign]
        elif sign == "亿":
            whole, wan, section, digit = (whole + wan + section + digit) * _PLACES[sign], 0, 0, 0
        elif sign == "万":
            wan, section, digit = (section + digit) * _PLACES[sign], 0, 0
        else:
            section, digit = section + (digit or 1) * _PLACES[sign], 0
    return whole + wan + section + digit


def no_other_figures(
    words: str, *, drawn: Drawn, drafted: str, days: Iterable[date], also: Sequence[str] = ()
) -> None:
    """Refused("other_figure") where the words hold a number that neither the draft nor the figures and
    rows nor the days of the issue have: a figure comes from the ledger, never from a keyboard."""
    known = numbers(drafted)
    for figure in drawn.figures:
        known |= {str(figure.n)} | numbers(figure.shown)
    for row in drawn.rows:
        for cell in row:
            known |= numbers(str(cell))
    for day in days:
        known |= {str(day.year), str(day.month), str(day.day)}
    for text in also:
        known |= numbers(text)
    if other := sorted(numbers(words) - known):
        say = _("“%(n)s”不是账里取来的数。文字可以改，数字改不了：数不对就去改台账，再重新取数。")
        raise Refused("other_figure", say % {"n": other[0]}, field="words")
