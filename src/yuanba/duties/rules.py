"""The three lanes (三事), who may lead in them, and what a category proposes. No database."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.lanes import USUAL, lazy_word, named
from yuanba.base.text import _, ngettext
from yuanba.people.rules import LOCAL, UnitKind
from yuanba.places.rules import Limit, Unit


class Lane(StrEnum):
    """Who leads, not how important it is (domain.md 0.1 no. 1)."""

    GOVERNMENT = "government"  # 大事: government leads
    COMMUNAL = "communal"  # 小事: the community talks it through and does it
    PERSONAL = "personal"  # 私事: self-help, followed up, aid as fallback


# As the county of the page calls them (duties/variants.py); the usual words where it chose none.
LANE_WORDS: dict[Lane, Any] = {lane: lazy_word(lane, USUAL[lane]) for lane in Lane}
# What the name means, beside it (plain words for residents).
LANE_MEANS: dict[Lane, Any] = {
    Lane.GOVERNMENT: _("政府牵头办"),
    Lane.COMMUNAL: _("大家商量着办"),
    Lane.PERSONAL: _("自己办，社区帮着跟进"),
}

# Who may lead in which lane (domain.md 0.1 no. 1 and 3.6). A government matter is never led by a
# body of the village itself; a communal one needs a body, never "do it yourself"; a personal one
# is helped by those near the family, and by those who give aid and advice.
LEADS: dict[Lane, frozenset[UnitKind]] = {
    Lane.GOVERNMENT: frozenset(UnitKind) - LOCAL - {UnitKind.SELF},
    Lane.COMMUNAL: LOCAL | {UnitKind.STREET},
    Lane.PERSONAL: frozenset(
        {
            UnitKind.SELF,
            UnitKind.GRID,
            UnitKind.COMMITTEE,
            UnitKind.COUNCIL,
            UnitKind.MEDIATION,
            UnitKind.WINDOW,
            UnitKind.STREET,
            UnitKind.CIVIL,
            UnitKind.JUSTICE,
        }
    ),
}
NOT_LED: dict[Lane, Any] = {
    Lane.GOVERNMENT: named(_("%(government)s由政府部门或者镇街牵头，不能交给村里社区自己办。")),
    Lane.COMMUNAL: named(_("%(communal)s要交给村里社区的组织商量着办，例如议事会、居委会、物业。")),
    Lane.PERSONAL: named(
        _("%(personal)s由本人办，社区、网格、调委会或者窗口帮着跟进，请换一个单位。")
    ),
}


def may_lead(lane: Lane, unit_kind: UnitKind) -> bool:
    """May a unit of this kind be made the lead unit of a matter in this lane?"""
    return unit_kind in LEADS[lane]


def lead(lane: Lane, unit_kind: UnitKind, *, field: str = "unit_id") -> None:
    """Refused ("unit_may_not_lead") beside `field` where `may_lead` says no."""
    if not may_lead(lane, unit_kind):
        raise Refused("unit_may_not_lead", NOT_LED[lane], field=field)


# The longest limit that can be set, by unit: a slip of the finger must not promise next year.
LONGEST = {Unit.HOURS: 240, Unit.WORKHOURS: 240, Unit.DAYS: 180, Unit.WORKDAYS: 120}


@dataclass(frozen=True)
class Proposal:
    """What a leaf proposes to whoever sorts a matter."""

    name: str
    name_en: str
    lane: Lane
    unit_kind: UnitKind
    limit: Limit
    active: bool


def change_category(*, leaf: bool, new: Proposal) -> Proposal:
    """May a leaf propose this from now on? Matters already sorted keep their promise."""
    if not leaf:
        raise Refused("only_a_leaf", _("大类只分组，请改下面的小类。"))
    name = words_in.clean(new.name, most=60, field="name", ask=_("请填写名称。"))
    name_en = words_in.clean(new.name_en, most=80, field="name_en", ask=_("请填写英文名称。"))
    lead(new.lane, new.unit_kind, field="unit_kind")
    most = LONGEST[new.limit.unit]
    if not 1 <= new.limit.amount <= most:
        message = _("时限请填1到%(most)s之间的整数。") % {"most": most}
        raise Refused("limit_out_of_range", message, field="amount")
    return replace(new, name=name, name_en=name_en)


def because(reason: str) -> str:
    """The reason of a change, in words."""
    return words_in.clean(reason, most=200, field="reason", ask=_("请写明原因。"))


UNIT_OF_TIME_WORDS: dict[Unit, Any] = {
    Unit.WORKDAYS: _("工作日"),
    Unit.DAYS: _("自然日"),
    Unit.HOURS: _("小时"),
    Unit.WORKHOURS: _("工作小时"),
}


def limit_words(limit: Limit) -> str:
    """3个工作日, 24小时: a limit as people say it."""
    words = {
        Unit.HOURS: ngettext("%(n)s小时", "%(n)s小时", limit.amount),
        Unit.WORKHOURS: ngettext("%(n)s个工作小时", "%(n)s个工作小时", limit.amount),
        Unit.DAYS: ngettext("%(n)s天", "%(n)s天", limit.amount),
        Unit.WORKDAYS: ngettext("%(n)s个工作日", "%(n)s个工作日", limit.amount),
    }
    return words[limit.unit] % {"n": limit.amount}


# ---- lists that bound the work


class ListKind(StrEnum):
    DUTY = "duty"  # 职责清单: who leads in what
    PAUSE = "pause"  # 停办理由: why the clock may stop, and how long by one person's decision
    VOID = "void"  # 作废理由: why an entry may be struck out


LIST_WORDS: dict[ListKind, Any] = {
    ListKind.DUTY: _("职责清单"),
    ListKind.PAUSE: _("暂停理由"),
    ListKind.VOID: _("作废理由"),
}
LONGEST_PAUSE = 180  # natural days that a list may allow


@dataclass(frozen=True)
class Item:
    """A line of a list as it is to be from now on."""

    kind: ListKind
    name: str
    name_en: str
    unit_kind: UnitKind | None
    days: int
    source: str


def list_item(new: Item) -> Item:
    """A line as it is kept. Raises Refused beside its field: every line names its paper."""
    name = words_in.clean(new.name, most=60, field="name", ask=_("请填写名称。"))
    name_en = words_in.clean(new.name_en, most=80, field="name_en", ask=_("请填写英文名称。"))
    source = words_in.clean(
        new.source, most=200, field="source", ask=_("请写明依据，比如哪一份清单、哪一条。")
    )
    if new.kind is ListKind.DUTY and new.unit_kind is None:
        raise Refused("unit_needed", _("职责清单的每一条都要写明由谁牵头。"), field="unit_kind")
    if new.kind is ListKind.PAUSE and not 1 <= new.days <= LONGEST_PAUSE:
        message = _("天数请填1到%(most)s之间的整数。") % {"most": LONGEST_PAUSE}
        raise Refused("days", message, field="days")
    days = new.days if new.kind is ListKind.PAUSE else 0
    kind = new.unit_kind if new.kind is ListKind.DUTY else None
    return replace(new, name=name, name_en=name_en, source=source, days=days, unit_kind=kind)


def list_code(code: str) -> str:
    """A code as it is kept: letters and digits, at most 12."""
    said = code.strip()
    if not said.isascii() or not said.replace("-", "").isalnum() or len(said) > 12:
        raise Refused("code", _("编号只能是字母和数字，最多十二位。"), field="code")
    return said
