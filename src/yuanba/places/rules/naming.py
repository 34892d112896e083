"""The order in which people name the parts of a place: 第一, 第二, 第三 … 第十一; 2栋 before 10栋."""

import re

DIGITS = {word: n for n, word in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
TENS = {"十": 10, "百": 100}
NUMBER = re.compile(r"(\d+|[零〇一二两三四五六七八九十百]+)")


def in_order(name: str) -> tuple[tuple[int, str], ...]:
    """A key to sort names by: numbers by their value, in figures or in characters up to 999."""
    parts = NUMBER.split(name)
    return tuple(
        (_value(part), "") if n % 2 else (0, part) for n, part in enumerate(parts) if part or n % 2
    )


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    if not set(number) & set(TENS):  # 一〇三: digit by digit
        return int("".join(str(DIGITS[one]) for one in number))
    total, held = 0, None
    for one in number:
        if one in TENS:
            total, held = total + (1 if held is None else held) * TENS[one], None
        else:
            held = DIGITS[one]
    return total + (held or 0)
