"""The lists that bound a village's work (四张清单, domain.md 7.7 and P000-16, P000-22). No database.

A list is one county's, comes from one paper, is brought in whole, checked by a second person against
that paper, and stands from a day; the edition before it ends on that day and stays readable. What has
not been checked bites nobody.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, NoReturn

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _


class Kind(StrEnum):
    SELF = "self"  # 依法自治事项
    ASSIST = "assist"  # 依法协助政府工作事项
    NEGATIVE = "negative"  # 负面清单: what must not be handed down
    PROOF_NO = "proof_no"  # 不得出具的证明
    PROOF_YES = "proof_yes"  # 可以出具的证明
    TOWN_BASE = "town_base"  # 镇街基本履职
    TOWN_WITH = "town_with"  # 镇街配合履职
    TOWN_BACK = "town_back"  # 上级部门收回


KIND_WORDS: dict[Kind, Any] = {
    Kind.SELF: _("依法自治事项"),
    Kind.ASSIST: _("依法协助政府工作事项"),
    Kind.NEGATIVE: _("负面清单"),
    Kind.PROOF_NO: _("不得出具的证明"),
    Kind.PROOF_YES: _("可以出具的证明"),
    Kind.TOWN_BASE: _("镇街基本履职事项"),
    Kind.TOWN_WITH: _("镇街配合履职事项"),
    Kind.TOWN_BACK: _("上级部门收回事项"),
}
# What it means to who reads it, under the name.
KIND_MEANS: dict[Kind, Any] = {
    Kind.SELF: _("村民、居民自己商量自己定的，谁也不替。"),
    Kind.ASSIST: _("政府的事，村里社区按清单帮着做。"),
    Kind.NEGATIVE: _("不许派给村里社区做的。"),
    Kind.PROOF_NO: _("这些证明不该村里社区开，写着该找哪里。"),
    Kind.PROOF_YES: _("这些证明村里社区可以开。"),
    Kind.TOWN_BASE: _("镇街自己的事。"),
    Kind.TOWN_WITH: _("部门牵头，镇街配合的事。"),
    Kind.TOWN_BACK: _("部门收回自己做，不再交给镇街的事。"),
}


@dataclass(frozen=True)
class Told:
    """How many items a public source says there are. A number of one place, not a rule for others."""

    n: int
    source: Any


# domain.md P000-22, 7.7: the numbers are public, the items of most lists are not.
TOLD: dict[Kind, Told] = {
    Kind.SELF: Told(23, _("重庆市民政局 2023-02-01，渝北")),
    Kind.ASSIST: Told(27, _("重庆市民政局 2023-02-01，渝北")),
    Kind.NEGATIVE: Told(7, _("重庆市民政局 2023-02-01，渝北")),
    Kind.PROOF_NO: Told(30, _("重庆市民政局 2023-02-01，渝北")),
    Kind.PROOF_YES: Told(7, _("重庆市民政局 2023-02-01，渝北")),
    Kind.TOWN_BASE: Told(117, _("2025年7至10月报道，全国平均")),
    Kind.TOWN_WITH: Told(99, _("2025年7至10月报道，全国平均")),
    Kind.TOWN_BACK: Told(124, _("2025年7至10月报道，全国平均")),
}
MOST = 400  # lines of one list [P]


@dataclass(frozen=True)
class Line:
    """One line as it is to stand: words only."""

    code: str
    name: str
    basis: str = ""  # the law and its clause
    lead: str = ""  # 牵头单位
    along: str = ""  # 配合单位
    procedure: str = ""
    form: str = ""
    contact: str = ""
    office: str = ""  # where to go instead (of a proof that is not issued here)
    name_en: str = ""


LONGEST = {
    "code": 12, "name": 60, "name_en": 120, "basis": 200, "lead": 60, "along": 120,
    "procedure": 400, "form": 200, "contact": 120, "office": 200,
}  # fmt: skip
LEAST = {"code": 1, "name": 2, "basis": 2}
# What a table program makes of 12-1 when nobody told it that this is a text.
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
COLUMNS = tuple(field.name for field in fields(Line))
# What a line of a list must say, besides number, name and basis.
NEEDED: dict[Kind, tuple[str, Any]] = {
    Kind.ASSIST: ("lead", _("协助清单的每一条都要写由哪个单位牵头。")),
    Kind.PROOF_NO: ("office", _("不得出具的证明，每一条都要写该找哪个部门。")),
    Kind.PROOF_YES: ("procedure", _("可以出具的证明，每一条都要写怎么办。")),
    Kind.TOWN_WITH: ("lead", _("配合履职的每一条都要写由哪个部门牵头。")),
    Kind.TOWN_BACK: ("lead", _("收回的每一条都要写由哪个部门做。")),
}


def line(kind: Kind, said: Line) -> Line:
    """The line as it is kept. Raises Refused with a sentence that says what to write."""
    asks = {
        "code": _("没有编号。"),
        "name": _("没有写事项名称。"),
        "basis": _("没有写依据：哪一部法、哪一份文件、哪一条。"),
    }
    kept = {
        column: words_in.clean(
            getattr(said, column),
            most=LONGEST[column],
            least=LEAST.get(column, 0),
            field=column,
            ask=asks.get(column, ""),
        )
        if getattr(said, column).strip() or column in asks
        else ""
        for column in COLUMNS
    }
    if A_DAY.fullmatch(kept["code"]):
        message = _("编号被表格软件改成了日期，请把这一列设为文本，再填一遍。")
        raise Refused("code_day", message, field="code")
    if not kept["code"].isascii() or not kept["code"].replace("-", "").isalnum():
        raise Refused("code", _("编号只能是字母和数字，例如 12 或者 Z-12。"), field="code")
    for column in ("name", "basis"):
        if not any(sign.isalpha() for sign in kept[column]):
            message = _("这里要写文字，不能只有数字或者日期。")
            raise Refused("no_words", message, field=column)
    needed, sentence = NEEDED.get(kind, ("", ""))
    if needed and not kept[needed]:
        raise Refused("needed", sentence, field=needed)
    return replace(said, **kept)


def unlike(lines: Sequence[tuple[int, Line]]) -> list[tuple[int, str, str]]:
    """Lines that come twice, by number or by name: each with its row, its column and a sentence."""
    wrong, seen = [], dict[tuple[str, str], int]()
    for row, one in lines:
        twice = {"code": _("编号“%(said)s”和第 %(row)s 行重了。"),
                 "name": _("“%(said)s”和第 %(row)s 行重了。")}  # fmt: skip
        for column, sentence in twice.items():
            said = getattr(one, column)
            first = seen.setdefault((column, words_in.match_form(said)), row)
            if first != row:
                wrong.append((row, column, str(sentence % {"said": said, "row": first})))
                break
    return wrong


def adopt(
    *, kind: Kind, lines: Iterable[Line], told: int | None, since: date, before: date | None
) -> list[Line]:
    """The lines of a new edition, all of them sound. `told`: how many the paper itself says; `before`:
    since when the edition stands whose place it is to take."""
    later(kind, since=since, before=before)
    kept = [line(kind, one) for one in lines]
    if not kept:
        raise Refused("no_lines", _("一条也没有读到，请核对文件。"), field="file")
    if len(kept) > MOST:
        too_many(kind, len(kept))
    if wrong := unlike(list(enumerate(kept, 1))):
        raise Refused("twice", wrong[0][2], field="file")
    if told is not None and not 1 <= told <= MOST:
        raise Refused("told", _("条数请填1到%(most)s之间。") % {"most": MOST}, field="told")
    return kept


def verify(
    *, kind: Kind, told: int | None, found: int, since: date, before: date | None, same_person: bool
) -> None:
    """May this edition stand? `before`: since when the one it takes the place of has stood."""
    if same_person:
        raise Refused("second_person", _("清单要由另一个人对着文件核对，不能自己导入自己核对。"))
    if told is not None and told != found:
        message = _("文件上说有 %(told)s 条，这里是 %(found)s 条，对不上，不能生效。请补齐再导入。")
        raise Refused("not_whole", message % {"told": told, "found": found})
    later(kind, since=since, before=before)


def later(kind: Kind, *, since: date, before: date | None) -> None:
    """A new edition takes the place of the one before; it cannot begin earlier."""
    if before is not None and since <= before:
        message = _("“%(list)s”现在用的那一版从%(day)s起，新的一版要从更晚的日子起。")
        facts = {"list": KIND_WORDS[kind], "day": before.isoformat()}
        raise Refused("too_early", message % facts, field="since")


def too_many(kind: Kind, n: int) -> NoReturn:
    message = _("一份清单最多 %(most)s 条，“%(list)s”里有 %(n)s 条，请核对文件。")
    facts = {"most": MOST, "list": KIND_WORDS[kind], "n": n}
    raise Refused("many", message % facts, field="file")


def because(reason: str) -> str:
    return words_in.clean(reason, most=200, least=4, field="reason", ask=_("请写明原因。"))


def leads(lead: str, *, unit_name: str, unit_kind: str) -> bool:
    """Does this list item name the unit as the one that leads: 城管局, 云岭县城管局, 城管部门? An item
    that names none binds none. `unit_kind` is the Chinese word for it, as 城管."""
    said, name = words_in.match_form(lead), words_in.match_form(unit_name)
    return not said or name in said or said in name or words_in.match_form(unit_kind) in said


# What a line says, as it is named where two versions are held against one another.
COLUMN_WORDS: dict[str, Any] = {
    "name": _("事项"),
    "basis": _("依据"),
    "lead": _("牵头单位"),
    "along": _("配合单位"),
    "procedure": _("怎么办"),
    "form": _("要带的、要填的"),
    "contact": _("问谁"),
    "office": _("该找哪里"),
    "name_en": _("英文名称"),
}


@dataclass(frozen=True)
class Differences:
    """What a new edition changes, by number."""

    added: list[Line]
    gone: list[Line]
    changed: list[tuple[Line, Line]]

    @property
    def none(self) -> bool:
        return not (self.added or self.gone or self.changed)

    @property
    def parts(self) -> list[tuple[Line, list[tuple[Any, str, str]]]]:
        """Of each changed line every column that changed: its name, what stood, what is to stand."""
        return [
            (
                new,
                [
                    (words, getattr(old, column), getattr(new, column))
                    for column, words in COLUMN_WORDS.items()
                    if getattr(old, column) != getattr(new, column)
                ],
            )
            for old, new in self.changed
        ]


def compare(old: Iterable[Line], new: Iterable[Line]) -> Differences:
    before, after = {x.code: x for x in old}, {x.code: x for x in new}
    return Differences(
        added=[x for code, x in after.items() if code not in before],
        gone=[x for code, x in before.items() if code not in after],
        changed=[(before[c], x) for c, x in after.items() if c in before and before[c] != x],
    )


def cite(*, kind: Kind, code: str, name: str, basis: str) -> str:
    """负面清单第3条“…”（依据：…）: how a line is named wherever something is stopped by it."""
    words = {"list": KIND_WORDS[kind], "code": code, "name": name, "basis": basis}
    return str(_("%(list)s第 %(code)s 条“%(name)s”（依据：%(basis)s）") % words)
