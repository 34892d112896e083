"""需求、资源、项目 (P004-10), 购买社会服务 (P003-09), 社会组织 (P004-14). No database.

A need is entered once, a unit offers what it has, the house says why the two might fit, a unit adopts,
and it is followed to its end. Nothing is matched by the machine alone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _


class Source(StrEnum):
    MATTER = "matter"  # from a matter
    VISIT = "visit"  # 走访
    UNIT = "unit"  # a unit told it
    MEETING = "meeting"  # 议事


SOURCE_WORDS: dict[Source, Any] = {
    Source.MATTER: _("居民说的事"),
    Source.VISIT: _("走访听到的"),
    Source.UNIT: _("单位提的"),
    Source.MEETING: _("会上议的"),
}


class Field(StrEnum):
    """What it is about: the same words on both sides, so that they can be put together [P]."""

    WORKS = "works"
    MONEY = "money"
    PEOPLE = "people"
    VENUE = "venue"
    CARE = "care"
    TEACH = "teach"
    GOODS = "goods"


FIELD_WORDS: dict[Field, Any] = {
    Field.WORKS: _("修建、设施"),
    Field.MONEY: _("资金"),
    Field.PEOPLE: _("人手、技术"),
    Field.VENUE: _("场地"),
    Field.CARE: _("照料老人、孩子"),
    Field.TEACH: _("培训、宣讲"),
    Field.GOODS: _("物资、车辆"),
}


class Due(StrEnum):
    """Whose day comes near."""

    PROJECT = "project"
    DELIVERY = "delivery"
    PAPER = "paper"  # the certificate or filing of an association


# So long before its day whoever has to do something is reminded [P].
AHEAD = {Due.PROJECT: 3, Due.DELIVERY: 3, Due.PAPER: 30}


class State(StrEnum):
    OPEN = "open"
    ADOPTED = "adopted"
    DONE = "done"
    DROPPED = "dropped"


NEED_WORDS: dict[State, Any] = {
    State.OPEN: _("等人认领"),
    State.ADOPTED: _("认领了，在做"),
    State.DONE: _("解决了"),
    State.DROPPED: _("不做了"),
}


def say(text: str, *, field: str, most: int, ask: Any, least: int = 4) -> str:
    return words_in.clean(text, most=most, least=least, field=field, ask=ask)


def need(*, title: str, text: str) -> tuple[str, str]:
    return (
        say(title, field="title", most=60, ask=_("请写缺什么。")),
        say(text, field="text", most=500, ask=_("请写具体情况，不要写姓名。")),
    )


def once(*, before: str) -> None:
    """A matter becomes a need once; `before`: what it was called."""
    if before:
        message = _("这件事已经记进需求清单了：“%(title)s”，不用再记。")
        raise Refused("once", message % {"title": before})


def offer(*, title: str, text: str, until: date | None, today: date) -> tuple[str, str]:
    if until is not None and until <= today:
        raise Refused("until", _("能用到哪天，要在今天以后。"), field="until")
    return (
        say(title, field="title", most=60, ask=_("请写能出什么。")),
        say(text, field="text", most=500, ask=_("请写怎么用、找谁。")),
    )


def adopt(*, state: State, plan: str, why: str, due: date, today: date) -> tuple[str, str]:
    if state is not State.OPEN:
        raise Refused("taken", _("这个需求已经有人认领，或者不做了，请刷新再看。"))
    if due <= today:
        raise Refused("due", _("做完的日子要在今天以后。"), field="due")
    return (
        say(plan, field="plan", most=500, least=6, ask=_("请写怎么做。")),
        say(why, field="why", most=300, ask=_("请写为什么合适。")),
    )


def end(*, over: bool, result: str) -> str:
    if over:
        raise Refused("over", _("这个项目已经有结果了，请刷新再看。"))
    return say(
        result, field="result", most=500, least=6, ask=_("请写做成了什么，或者为什么没做成。")
    )


# ---- why the two might fit


@dataclass(frozen=True)
class Side:
    """A need or a resource as it is compared."""

    field: Field
    text: str
    places: frozenset[int]  # the ids above and of its place


@dataclass(frozen=True)
class Fit:
    """Why: the same kind of thing, usable there, words in common."""

    field: bool
    shared: tuple[str, ...]

    @property
    def weight(self) -> int:
        return (3 if self.field else 0) + min(3, len(self.shared))


COMMON = frozenset({"我们", "可以", "没有", "需要", "一个", "村里", "社区", "大家", "提供", "免费"})


def fit(need: Side, resource: Side) -> Fit | None:
    """None where it cannot be used there, or where nothing is in common."""
    if not need.places & resource.places:
        return None
    shared = sorted((pairs(need.text) & pairs(resource.text)) - COMMON)
    found = Fit(need.field is resource.field, tuple(shared[:6]))
    return found if found.field or len(found.shared) >= 2 else None


def pairs(text: str) -> set[str]:
    """Two signs at a time, Chinese ones alone."""
    plain = words_in.match_form(text)
    found = {plain[n : n + 2] for n in range(len(plain) - 1)}
    return {two for two in found if all("一" <= sign <= "鿿" for sign in two)}


# ---- bought services


@dataclass(frozen=True)
class Promise:
    """One thing that is to be delivered."""

    what: str
    due: date


def buy(
    *, what: str, way: str, fen: int, starts: date, ends: date, promises: Collection[Promise],
    struck_off: bool, valid_until: date | None = None,
) -> tuple[str, str]:  # fmt: skip
    """A contract with what it is to bring, each with its day."""
    if struck_off:
        raise Refused("struck_off", _("这个社会组织已经注销，不能再签。"), field="provider")
    if valid_until is not None and valid_until < starts:
        message = _("它的证书、备案到%(day)s就过期了，请镇街先换证，再签。")
        raise Refused("expired", message % {"day": valid_until.isoformat()}, field="provider")
    if fen <= 0:
        raise Refused("money", _("请填合同金额，按元。"), field="yuan")
    if ends < starts:
        raise Refused("ends", _("结束的日子不能比开始早。"), field="ends")
    if not promises:
        raise Refused("no_promise", _("请至少写一样要交的成果。"), field="what_1")
    for n, promise in enumerate(promises, 1):
        if not starts <= promise.due <= ends:
            message = _("交成果的日子要在合同期里。")
            raise Refused("due", message, field=f"due_{n}")
    return (
        say(what, field="what", most=300, ask=_("请写买什么服务。")),
        say(way, field="way", most=120, ask=_("请写怎么选的，例如：询价三家、政府采购目录。")),
    )


def deliver(*, accepted: bool, words: str) -> str:
    if accepted:
        raise Refused("accepted", _("这一样已经验收过了，请刷新再看。"))
    return say(words, field="delivered", most=300, ask=_("请写交来了什么。"))


def accept(*, delivered: bool, judged: bool, same_person: bool, words: str) -> str:
    if not delivered or judged:
        raise Refused("not_delivered", _("还没有交来，或者已经验收过了，请刷新再看。"))
    if same_person:
        raise Refused("second_person", _("记下交来的人不能自己验收，请另一个人来。"))
    return say(words, field="words", most=300, ask=_("请写看到了什么，合不合约定。"))


# ---- associations


class Entry(StrEnum):
    REGISTERED = "registered"  # 登记: by the civil affairs department
    FILED = "filed"  # 备案: with the street or town


ENTRY_WORDS: dict[Entry, Any] = {
    Entry.REGISTERED: _("民政登记"),
    Entry.FILED: _("镇街备案"),
}


def enter(
    *, entry: Entry, name: str, number: str, field: str, since: date, valid_until: date | None
) -> tuple[str, str, str]:
    kept = say(name, field="name", most=60, least=2, ask=_("请写名称。"))
    about = say(field, field="field", most=120, least=2, ask=_("请写做哪些事。"))
    if valid_until is not None and valid_until <= since:
        raise Refused("valid_until", _("有效到哪天，要比开始的日子晚。"), field="valid_until")
    return kept, code_of(entry, number), about


def renew(*, entry: Entry, number: str, valid_until: date | None, today: date) -> str:
    """换证, or 备案转登记: the same association under its new paper."""
    if valid_until is not None and valid_until <= today:
        raise Refused("valid_until", _("新的有效期要在今天以后。"), field="valid_until")
    return code_of(entry, number)


def code_of(entry: Entry, number: str) -> str:
    """Under which it is registered (eighteen signs) or filed."""
    code = number.strip()
    if entry is Entry.REGISTERED and len(code) != 18:
        message = _("民政登记的要写十八位统一社会信用代码。")
        raise Refused("number", message, field="number")
    if not code:
        raise Refused("number", _("请写备案号。"), field="number")
    return code[:40]
