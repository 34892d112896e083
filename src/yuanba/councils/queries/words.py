"""Checks as people read them: what was looked at, the numbers, what is asked, whether it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from yuanba.base.text import _
from yuanba.councils.rules import kinds, levying, sitting, terms
from yuanba.councils.rules.kinds import Measure, Of
from yuanba.councils.rules.terms import Share

FRACTIONS: dict[tuple[int, int], Any] = {
    (1, 2): _("二分之一"),
    (1, 3): _("三分之一"),
    (2, 3): _("三分之二"),
    (3, 4): _("四分之三"),
    (4, 5): _("五分之四"),
    (1, 5): _("五分之一"),
    (1, 10): _("十分之一"),
    (3, 10): _("十分之三"),
}
WHAT: dict[str, Any] = {
    "notice": _("提前通知"),
    "initiative": _("提议召开的人"),
    "quorum": _("到会人数"),
    "decision": _("同意的票"),
    "half": _("停止投票时"),
    "roll": _("名册公布"),
    "called": _("提议后及时召开"),
    "objections": _("对名单的异议"),
    "seats": _("选出的人数"),
    "handover": _("移交"),
}

# Checks of days: what was found, what is asked.
DAYS: dict[str, tuple[Any, Any]] = {
    "notice": (_("提前了 %(n)d 天"), _("至少 %(n)d 天")),
    "roll": (_("那天以前 %(n)d 天"), _("至少 %(n)d 天")),
    "called": (_("提议后 %(n)d 天"), _("%(n)d 天内召开")),
    "handover": (_("选出后 %(n)d 天"), _("%(n)d 天内")),
}


def share_words(share: Share) -> str:
    """户三分之二以上; 票超过到会的二分之一: one bound in words."""
    part = bound({"p": share.p, "q": share.q, "strict": share.strict})
    if share.of is Of.ALL and share.measure is not Measure.VOTES:
        return gettext("%(measure)s%(bound)s") % {
            "measure": kinds.MEASURE_WORDS[share.measure],
            "bound": part,
        }
    return gettext("%(measure)s占%(whole)s%(bound)s") % {
        "measure": kinds.MEASURE_WORDS[share.measure],
        "whole": kinds.OF_WORDS[share.of],
        "bound": part,
    }


def terms_words(text: str) -> str:
    """The terms of a rule as a sentence; nothing for no terms."""
    ways = [gettext("，并且").join(share_words(s) for s in way) for way in terms.read(text)]
    return gettext("；或者").join(ways)


def sits(asked: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """Who may sit in a body, as the rules page says it."""
    said = {True: gettext("是"), sitting.SOME: gettext("一人")}
    return [(sitting.WORDS[name], said.get(value, value)) for name, value in asked.items()]


def so_many(unit: str, n: int) -> str:
    """4 户, 4 人: a number of lines of a roll in words."""
    if unit == Measure.HOUSEHOLDS:
        said = ngettext("%(n)d 户", "%(n)d 户", n)
    elif unit == Measure.OWNERS:
        said = ngettext("%(n)d 户业主", "%(n)d 户业主", n)
    else:
        said = ngettext("%(n)d 人", "%(n)d 人", n)
    return said % {"n": n}


@dataclass(frozen=True)
class Line:
    """One check. `way`: which of the alternatives of the rule it belongs to, from 1."""

    what: str
    inputs: str
    asked: str
    ok: bool
    said: str
    way: int


def bound(fact: Mapping[str, Any]) -> str:
    """三分之二以上 (the number included), or 超过二分之一 (the number not included)."""
    share = FRACTIONS.get((fact["p"], fact["q"]), f"{fact['p']}/{fact['q']}")
    if fact["strict"]:
        return gettext("超过%(share)s") % {"share": share}
    return gettext("%(share)s以上") % {"share": share}


def figure(fact: Mapping[str, Any], n: int) -> str:
    """A count in its unit; area is kept in 0.01 m²."""
    if fact.get("measure") == Measure.AREA:
        return f"{n / 100:,.2f}"
    return f"{n:,}"


def line(fact: Mapping[str, Any]) -> Line:
    """One kept check as a line of the certificate."""
    ok, what = bool(fact["ok"]), str(fact["what"])
    said = gettext("合") if ok else gettext("不合")
    if what in DAYS:
        had, asks = DAYS[what]
        inputs, asked = str(had) % {"n": fact["have"]}, str(asks) % {"n": fact["need"]}
        return Line(str(WHAT[what]), inputs, asked, ok, said, 0)
    if what == "objections":
        inputs = gettext("%(n)d 条，按时处理 %(have)d 条") % {
            "n": fact["base"],
            "have": fact["have"],
        }
        asked = gettext("收到后 %(n)d 天内处理") % {"n": fact["need"]}
        return Line(str(WHAT[what]), inputs, asked, ok, said, 0)
    if what == "seats":
        inputs = gettext("选出 %(n)d") % {"n": fact["have"]}
        asked = gettext("应选 %(n)d") % {"n": fact["need"]}
        if not ok:
            said = gettext("不合，差 %(n)s") % {"n": fact["need"] - fact["have"]}
        return Line(str(WHAT[what]), inputs, asked, ok, said, 0)
    return _shares(fact, what, ok, said)


def _shares(fact: Mapping[str, Any], what: str, ok: bool, said: str) -> Line:
    """A check of a part against a whole."""
    measure = str(kinds.MEASURE_WORDS[fact["measure"]])
    whole = str(kinds.OF_WORDS[fact["of"]])
    if fact["measure"] == Measure.AFFECTED and fact["of"] == Of.ALL:
        whole = gettext("名册上利益相关的")
    if what == "initiative":
        whole = gettext("一共")
    inputs = gettext("%(whole)s %(base)s，其中 %(have)s") % {
        "whole": whole,
        "base": figure(fact, fact["base"]),
        "have": figure(fact, fact["have"]),
    }
    asked = gettext("%(bound)s，至少 %(need)s") % {
        "bound": bound(fact),
        "need": figure(fact, fact["need"]),
    }
    if not ok and fact["need"] > fact["have"]:
        said = gettext("不合，差 %(n)s") % {"n": figure(fact, fact["need"] - fact["have"])}
    taking_part = fact["measure"] in {*kinds.TAKE_PART, Measure.AREA}
    name = gettext("参加投票") if what == "quorum" and taking_part else str(WHAT[what])
    if fact["measure"] != Measure.VOTES:
        name = f"{name} · {measure}"
    return Line(name, inputs, asked, ok, said, fact["way"])


@dataclass(frozen=True)
class BoundLine:
    what: str
    before: str
    now: str
    most: str


@dataclass(frozen=True)
class Bounds:
    """The bounds of 一事一议 as they were held against when the topic was put."""

    rows: list[BoundLine]
    clause: str
    confirmed: bool


def bounds(levy: Mapping[str, Any]) -> Bounds | None:
    if not levy:
        return None
    rows = []
    for fact in levy["bounds"]:
        money = fact["what"] == levying.From.MONEY
        said = [levying.yuan(fact[k]) if money else str(fact[k]) for k in ("before", "now", "most")]
        rows.append(
            BoundLine(
                gettext("每人一年的钱（元）") if money else gettext("每个劳力一年的工"), *said
            )
        )
    return Bounds(rows, levy["clause"], levy["confirmed"])


def lines(facts: Iterable[Mapping[str, Any]]) -> list[Line]:
    return [line(fact) for fact in facts]


def met(facts: Iterable[Mapping[str, Any]]) -> bool:
    """Whether kept checks hold together: one of the alternatives wholly, or no check at all."""
    found = [f for f in facts if f["what"] in {"quorum", "decision"}]
    return not found or bool(ways_met(found))


def ways_met(facts: Iterable[Mapping[str, Any]]) -> set[int]:
    """The alternatives of kept checks that hold wholly."""
    found = list(facts)
    return {f["way"] for f in found} - {f["way"] for f in found if not f["ok"]}
