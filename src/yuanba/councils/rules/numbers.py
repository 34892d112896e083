"""Numbers that a rule row names beside its fractions: the days of an election, the bounds of 一事一议.

A county writes them in the row, one a line (`roll_days = 20`); what is not written is not asked.
"""

from collections.abc import Mapping
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _

WORDS: dict[str, Any] = {
    "call_days": _("有人提议后几天内召开"),
    "roll_days": _("名册在选举、开会前几天公布"),
    "objection_days": _("名单公布后几天内可以提异议"),
    "decision_days": _("收到异议几天内处理"),
    "handover_days": _("选出后几天内移交"),
    "yuan_a_year": _("每人一年最多筹几元"),
    "workdays_a_year": _("每个劳力一年最多出几个工"),
    "men_from": _("男劳力从几岁起"),
    "men_to": _("男劳力到几岁"),
    "women_from": _("女劳力从几岁起"),
    "women_to": _("女劳力到几岁"),
}
MOST = 100_000


def read(text: str) -> dict[str, int]:
    """The numbers of a row from its lines. Raises Refused with the line that is wrong."""
    found: dict[str, int] = {}
    for line in filter(str.strip, text.splitlines()):
        name, sign, value = (part.strip() for part in line.replace("＝", "=").partition("="))
        if not sign or name not in WORDS:
            known = "、".join(WORDS)
            raise Refused(
                "numbers",
                _("“%(line)s”看不懂。等号前面只能是：%(known)s。")
                % {"line": line[:40], "known": known},
                field="numbers",
            )
        if not value.isdecimal() or len(value) > 6 or int(value) > MOST:
            raise Refused(
                "numbers",
                _("“%(line)s”的等号后面要写一个整数。") % {"line": line[:40]},
                field="numbers",
            )
        found[name] = int(value)
    return found


def written(numbers: Mapping[str, int]) -> str:
    """As `read` reads it."""
    return "\n".join(f"{name} = {value}" for name, value in numbers.items())
