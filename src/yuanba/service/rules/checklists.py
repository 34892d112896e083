"""Checklists of a service or building day (P002-05): 五事共抓, 四进走访, 四事四办.

The report names the five things of the first and only the names of the other two (domain.md 1563), so
what stands on a list is the county's own: lines in versions, each list with the paper it comes from.
A line is ticked by writing what was done; nobody ticks an empty box.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.places.rules import Kind
from yuanba.service.rules import say


class Checklist(StrEnum):
    FIVE = "five"  # 五事共抓
    VISITS = "visits"  # 四进走访
    DUTIES = "duties"  # 四事四办


CHECKLIST_WORDS: dict[str, Any] = {
    Checklist.FIVE: _("五事共抓"),
    Checklist.VISITS: _("四进走访"),
    Checklist.DUTIES: _("四事四办"),
}
MOST, LONGEST = 12, 60  # lines of one list, signs of a line: it has to fit on one sheet [P]
NOTE = 300  # signs


@dataclass(frozen=True)
class Line:
    """One line of a list; `follow` where what was found has to be come back to."""

    text: str
    follow: bool = False


# What the report says of each; a county begins with it, or writes its own. Never invented.
NAMED: dict[str, tuple[Line, ...]] = {
    Checklist.FIVE: tuple(
        Line(text) for text in ("基层党建", "居民自治", "平安稳定", "文明素养", "发展环境")
    ),
    Checklist.VISITS: (),
    Checklist.DUTIES: (),
}
NAMED_IN = "重庆日报网 2021-11-25 报道"


def revise(*, kind: Kind, lines: Iterable[Line]) -> list[Line]:
    """The lines of a new version, tidied. A list is the county's, has one to twelve lines, none twice."""
    if kind is not Kind.COUNTY:
        raise Refused("wrong_place", _("清单由区县来定。"), field="place")
    found: list[Line] = []
    for n, line in enumerate(lines, 1):
        text = " ".join(line.text.split())
        if not text:
            continue
        say(text, field=f"line_{n}")
        if len(text) > LONGEST:
            message = _("一条最多 %(most)s 个字，请写短一点。") % {"most": LONGEST}
            raise Refused("long", message, field=f"line_{n}")
        if any(text == other.text for other in found):
            raise Refused("twice", _("这一条上面已经有了。"), field=f"line_{n}")
        found.append(Line(text, line.follow))
    if not found:
        raise Refused("no_lines", _("请至少写一条。不用这份清单了，点“停用”。"), field="line_1")
    if len(found) > MOST:
        raise Refused("many", _("一份清单最多 %(most)s 条，请合并几条。") % {"most": MOST})
    return found


def tick(*, notes: dict[int, str], lines: set[int], ticked: set[int]) -> dict[int, str]:
    """What was written beside each line: something, on lines that stand, each once a day."""
    said: dict[int, str] = {}
    for line_id, note in notes.items():
        if not note.strip():
            continue
        if line_id not in lines:
            message = _("清单刚才改过，“%(note)s”没有地方放了，请写到新的那一条里。")
            raise Refused("no_line", message % {"note": note.strip()[:NOTE]})
        field = f"note_{line_id}"
        if line_id in ticked:
            raise Refused("ticked", _("这一条今天已经有人记了，请刷新看看。"), field=field)
        said[line_id] = say(note, field=field)[:NOTE]
    if not said:
        raise Refused("nothing", _("请在做了的那一条后面写一句做了什么。"))
    return said


def settle(*, follow: bool, settled: bool, came: str) -> str:
    """跟进: what came of it, once."""
    if not follow:
        raise Refused("no_follow", _("这一条不用跟进。"))
    if settled:
        raise Refused("settled", _("这一条已经跟进过了，请刷新看看。"))
    return say(came, field="came", least=4)[:NOTE]
