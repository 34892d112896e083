"""The county's own rules of sorting: an ordered table, the first that fits proposes.

A rule is words that a text must hold, perhaps more words, words it must not hold, a place, a door,
what the reporter asks for; and what it proposes: a leaf of the category tree and, if that differs from
what the leaf proposes, a lane. A rule whose leaf went out of use proposes nothing, is shown as broken,
and stops nobody from being heard.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.duties.rules import LEADS, Lane
from yuanba.people.rules import UnitKind
from yuanba.triage.rules.normal import Plain, plain

MOST_WORDS, LONGEST_WORD = 40, 20
_BETWEEN = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True)
class Rule:
    """One row as it is tried."""

    id: int
    name: str
    words: tuple[str, ...]  # one of these
    also: tuple[str, ...] = ()  # and one of these
    but_not: tuple[str, ...] = ()  # and none of these
    place_id: int | None = None
    door: str = ""
    nature: str = ""
    category: str = ""  # the code of a leaf
    lane: str = ""
    broken: bool = False


@dataclass(frozen=True)
class Told:
    """What is known of a matter before anybody sorted it."""

    text: Plain
    places: frozenset[int]
    door: str
    nature: str


def fires(rule: Rule, told: Told) -> list[tuple[int, int]] | None:
    """Where the words stand that made it fit, as spans of the plain text; None if it does not fit."""
    said = told.text.text
    if rule.place_id is not None and rule.place_id not in told.places:
        return None
    if (rule.door and rule.door != told.door) or (rule.nature and rule.nature != told.nature):
        return None
    if any(word in said for word in rule.but_not):
        return None
    found: list[tuple[int, int]] = []
    for words in (rule.words, rule.also):
        here = [(said.index(word), word) for word in words if word in said]
        if words and not here:
            return None
        found += [(at, at + len(word)) for at, word in here]
    return found


def first(rules: Sequence[Rule], told: Told) -> tuple[Rule, list[tuple[int, int]]] | None:
    """The first rule of the table that fits and is not broken."""
    for rule in rules:
        if not rule.broken and (spans := fires(rule, told)) is not None:
            return rule, spans
    return None


def all_firing(rules: Sequence[Rule], told: Told) -> list[Rule]:
    """Every rule that fits, in order: more than one result among them is a conflict."""
    return [rule for rule in rules if not rule.broken and fires(rule, told) is not None]


def results(rules: Sequence[Rule]) -> set[tuple[str, str]]:
    return {(rule.category, rule.lane) for rule in rules}


def hides(first: Rule, later: Rule, above: Mapping[int, frozenset[int]]) -> bool:
    """Whether `later` can never be reached, because `first` fits whenever it does. `above`: of each
    place of a rule, the places it lies in (itself too). True only where it is certain."""
    if first.broken:
        return False
    if first.place_id is not None and first.place_id not in above.get(
        later.place_id or 0, frozenset()
    ):
        return False
    if (first.door and first.door != later.door) or (first.nature and first.nature != later.nature):
        return False
    if any(not any(no in word for no in later.but_not) for word in first.but_not):
        return False
    said = [words for words in (later.words, later.also) if words]
    return all(
        any(all(any(need in word for need in needs) for word in words) for words in said)
        for needs in (first.words, first.also)
        if needs
    )


def hidden(rules: Sequence[Rule], above: Mapping[int, frozenset[int]]) -> dict[int, Rule]:
    """The rules that are never reached, each with the earlier one that stands before it."""
    found: dict[int, Rule] = {}
    for i, later in enumerate(rules):
        before = next((first for first in rules[:i] if hides(first, later, above)), None)
        if before is not None and not later.broken:
            found[later.id] = before
    return found


# ---- what may be written into the table


@dataclass(frozen=True)
class Row:
    """A rule as it is to be from now on."""

    name: str
    position: int
    words: str
    also: str
    but_not: str
    nature: str
    lane: str
    source: str


def row(new: Row, *, unit_kind: UnitKind, within: bool, door: str) -> Row:
    """A rule as it is kept. Raises Refused beside its field."""
    name = words_in.clean(new.name, most=60, field="name", ask=_("请给规则起个名字。"))
    source = words_in.clean(
        new.source, most=200, field="source", ask=_("请写明依据，比如哪一份文件、哪一次会议。")
    )
    if not 1 <= new.position <= 999:
        raise Refused("position", _("次序请填 1 到 999 之间的整数。"), field="position")
    words, also, but_not = (
        _tidied(said, field)
        for said, field in ((new.words, "words"), (new.also, "also"), (new.but_not, "but_not"))
    )
    nature = words_in.clean(new.nature, most=12, least=0, field="nature") if new.nature else ""
    if not (words or within or door or nature):
        raise Refused("condition", _("至少写一个条件，不然每件事都会中。"), field="words")
    if new.lane and unit_kind not in LEADS[Lane(new.lane)]:
        raise Refused("lane", _("这个类别的牵头单位不能办这一类三事，请换一个。"), field="lane")
    return Row(name, new.position, words, also, but_not, nature, new.lane, source)


def _tidied(said: str, field: str) -> str:
    words = split(said)
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
        message = _("最多四十个词，每个词最多二十个字。")
        raise Refused("words", message, field=field)
    return "、".join(words)


def split(said: str) -> tuple[str, ...]:
    """The words of a row, plain as the texts they are looked for in."""
    found = (plain(word) for word in _BETWEEN.split(said))
    return tuple(dict.fromkeys(word for word in found if word))
