"""How a text sounds when it is read out: dates, sums, counts and hours as people say them. What hangs on the
board says 412.50元; the loudspeaker says 四百一十二元五角."""

import re
from datetime import date
from decimal import Decimal

DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")
GROUPS = ("", "万", "亿", "万亿")
MEASURES = "件次户个条处项场块元分天人笔张盏页名"
LONGEST = 12  # digits; a longer row of them is read one by one


def number(n: int) -> str:
    """10 → 十, 130 → 一百三十, 1005 → 一千零五, 20000 → 两万."""
    if n == 0:
        return DIGITS[0]
    parts, gap = "", False
    groups = [(at, n // 10_000**at % 10_000) for at in range(len(GROUPS)) if n >= 10_000**at]
    for at, four in reversed(groups):
        if four == 0:
            gap = bool(parts)
            continue
        between = DIGITS[0] if parts and (gap or four < 1000) else ""
        parts, gap = f"{parts}{between}{_four(four, alone=at > 0)}{GROUPS[at]}", False
    return parts.removeprefix("一") if parts.startswith("一十") else parts


def _four(n: int, *, alone: bool) -> str:
    if n == 2 and alone:
        return "两"  # 两万
    said, gap = "", False
    for at in range(3, -1, -1):
        digit = n // 10**at % 10
        if digit == 0:
            gap = bool(said)
            continue
        word = "两" if digit == 2 and at == 3 else DIGITS[digit]
        said, gap = f"{said}{DIGITS[0] if gap else ''}{word}{PLACES[at]}", False
    return said


def one_by_one(digits: str) -> str:
    """2026 → 二〇二六, as a year and a number are read."""
    return "".join("〇" if d == "0" else DIGITS[int(d)] for d in digits)


def day(told: date) -> str:
    return f"{one_by_one(str(told.year))}年{number(told.month)}月{number(told.day)}日"


def money(told: Decimal) -> str:
    """412.50 → 四百一十二元五角; less than nothing is 负."""
    fen = int(abs(told) * 100)
    whole, jiao, rest = fen // 100, fen // 10 % 10, fen % 10
    said = f"{_counted(whole)}元" if whole or not fen else ""
    if jiao:
        said += f"{DIGITS[jiao]}角"
    if rest:
        said += f"{DIGITS[0] if whole and not jiao else ''}{DIGITS[rest]}分"
    return f"负{said}" if told < 0 else said


def _counted(n: int) -> str:
    return "两" if n == 2 else number(n)


def _plain(digits: str) -> str:
    whole, _dot, part = digits.replace(",", "").partition(".")
    if len(whole) > LONGEST or (len(whole) > 1 and whole.startswith("0")):
        return one_by_one(whole) + ("点" + one_by_one(part).replace("〇", "零") if part else "")
    said = number(int(whole))
    return f"{said}点{''.join(DIGITS[int(d)] for d in part)}" if part else said


_WIDE = {ord("０") + n: str(n) for n in range(10)}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ISO = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_SAID = re.compile(
    rf"""(?P<year>(?:19|20)\d\d)(?=年)
    |(?P<hour>\d{{1,2}})[:：](?P<minute>[0-5]\d)(?!\d)
    |(?P<row>\d+(?:-\d+)+)
    |(?P<money>-?(?:{_NUMBER}))[ ]?元
    |(?P<percent>{_NUMBER})[ ]?[%％]
    |(?P<count>{_NUMBER})[ ]?(?P<measure>[{MEASURES}])
    |(?P<plain>{_NUMBER})""",
    re.VERBOSE,
)
# A nought in front of 件 sounds like 零件, a spare part.
_NONE = (
    (re.compile(r"说了0件事"), "一件事也没有说"),
    (re.compile(r"(?<=[^\d.,])0([件次户条处项])(?=[，。；、]|$)"), r"的一\1也没有"),
)
# From one to another: 5—6月, 3-5件, 9:00-11:30; not 2026-0127, which is a number of a row.
_BETWEEN = re.compile(
    r"(?<=[\d日月号点])[—–~～](?=\d)|(?<=(?<![\d-])\d)-(?=\d{1,2}(?![\d-]))"
    r"|(?<=(?<![\d-])\d\d)-(?=\d{1,2}(?![\d-]))|(?<=:\d\d)-(?=\d)"
)


def aloud(text: str) -> str:
    """The text with every number as a spoken word."""
    text = text.translate(_WIDE)
    for pattern, said in _NONE:
        text = pattern.sub(said, text)
    text = _ISO.sub(lambda found: _day(found[0]), text)
    text = _BETWEEN.sub("到", text)
    return _SAID.sub(_word, text)


def _day(told: str) -> str:
    try:
        return day(date.fromisoformat(told))
    except ValueError:
        return told


def _word(found: re.Match[str]) -> str:
    if found["row"]:
        return "杠".join(one_by_one(part) for part in found["row"].split("-"))
    if found["year"]:
        return one_by_one(found["year"])
    if found["hour"]:
        minute = int(found["minute"])
        return f"{number(int(found['hour']))}点{f'{number(minute)}分' if minute else '整'}"
    if found["money"]:
        return _sum(found["money"])
    if found["percent"]:
        return f"百分之{_plain(found['percent'])}"
    if found["count"]:
        said = _plain(found["count"])
        two = said == "二" and not found.string[: found.start()].endswith("第")  # 两项, 第二项
        return f"{'两' if two else said}{found['measure']}"
    return _plain(found["plain"])


def _sum(digits: str) -> str:
    told = Decimal(digits.replace(",", ""))
    exact = told * 100 == int(told * 100) and abs(told) < 10**LONGEST
    return money(told) if exact else f"{_plain(digits.lstrip('-'))}元"
