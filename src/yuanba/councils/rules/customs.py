"""红白事的标准, 道德评议的再评: village rules that are talked about and never punished by a program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules.flows import Step, StepKind
from yuanba.councils.rules.kinds import ProcedureState

MOST_ITEMS = 20
LEAST_TOLD = 3  # fewer families than this would be known by their number


class Event(StrEnum):
    WEDDING = "wedding"  # 婚事
    FUNERAL = "funeral"  # 丧事
    OTHER = "other"  # 别的喜事


EVENT_WORDS: dict[str, Any] = {
    Event.WEDDING: _("婚事"),
    Event.FUNERAL: _("丧事"),
    Event.OTHER: _("别的喜事"),
}


@dataclass(frozen=True)
class Item:
    """One line of a standard: at most so many of it."""

    name: str
    most: int
    unit: str

    def plain(self) -> dict[str, Any]:
        return {"name": self.name, "most": self.most, "unit": self.unit}


def read(text: str) -> list[Item]:
    """A standard from its lines: 桌数，20，桌. Raises Refused with the line that is wrong."""
    found: list[Item] = []
    for n, line in enumerate(filter(str.strip, text.splitlines()), 1):
        cells = [cell.strip() for cell in line.replace("，", ",").split(",")]
        if len(cells) != 3 or not cells[0] or not cells[1].isdecimal() or len(cells[1]) > 7:
            raise Refused(
                "item",
                _("第 %(n)d 行看不懂，请写成：桌数，20，桌。") % {"n": n},
                field="items",
            )
        if any(item.name == cells[0] for item in found):
            raise Refused(
                "twice", _("“%(name)s”写了两次。") % {"name": cells[0][:20]}, field="items"
            )
        found.append(Item(cells[0][:20], int(cells[1]), cells[2][:10]))
    if not 1 <= len(found) <= MOST_ITEMS:
        raise Refused("items", _("请写一行到二十行。"), field="items")
    return found


def set_standard(*, since: date, last: date | None) -> None:
    if last is not None and since <= last:
        raise Refused(
            "since",
            _("现在这一版从 %(day)s 起，新的要比它晚。") % {"day": last.isoformat()},
            field="since",
        )


@dataclass(frozen=True)
class Compared:
    """What a family plans of one thing, beside what the village agreed on."""

    name: str
    unit: str
    most: int
    planned: int | None
    was: int | None

    @property
    def over(self) -> int:
        said = self.planned if self.was is None else self.was
        return max(0, (said or 0) - self.most)


def compare(
    items: Sequence[Mapping[str, Any]], plan: Mapping[str, int], was: Mapping[str, int]
) -> list[Compared]:
    return [
        Compared(i["name"], i["unit"], i["most"], plan.get(i["name"]), was.get(i["name"]))
        for i in items
    ]


def figures(items: Sequence[Mapping[str, Any]], said: Mapping[str, int]) -> dict[str, int]:
    """The figures of things that stand in the standard."""
    known = {i["name"] for i in items}
    kept = {name: n for name, n in said.items() if name in known}
    if not kept or any(n < 0 for n in kept.values()):
        raise Refused("figures", _("请照着标准把数填上，没有的填 0。"))
    return kept


# ── the right of review ──


def review(steps: Sequence[Step], *, at: int, state: ProcedureState) -> int:
    """Where the review comes in (from 0), once the person has been told; once only."""
    told = [n for n, step in enumerate(steps, 1) if step.review]
    if not told:
        raise Refused("no_review", _("这种程序没有再评这一步。"))
    if state is ProcedureState.DROPPED:
        raise Refused("over", _("这个议题已经走完或者不走了。"))
    if at <= told[0]:
        raise Refused("not_told", _("结果还没有告诉本人，告诉了才能要求再评。"))
    if any(step.full for step in steps):
        raise Refused("asked", _("已经要求过再评了，只能再评一次。"))
    return at - 1


def review_steps(steps: Sequence[Step]) -> list[Step]:
    """The full body meets again, and the person is told again."""
    rule = next((s.rule for s in steps if s.kind is StepKind.MEETING), "T1")
    return [
        Step(
            name=str(_("全体成员再评")),
            kind=StepKind.MEETING,
            who=str(_("评议会全体成员")),
            what=str(_("本人要求再评：先听本人说，再评。")),
            rule=rule,
            full=True,
        ),
        Step(
            name=str(_("再告诉本人")),
            kind=StepKind.RECORD,
            who=str(_("会长")),
            what=str(_("再评的结果，哪天告诉的。")),
        ),
    ]
