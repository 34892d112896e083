"""证明: only what the county's list allows is issued; what it forbids is refused with the right office."""

from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.lists.rules import Kind


class Standing(StrEnum):
    VALID = "valid"
    WITHDRAWN = "withdrawn"


STANDING_WORDS: dict[Standing, Any] = {
    Standing.VALID: _("有效"),
    Standing.WITHDRAWN: _("已经作废"),
}


def issue(*, kind: Kind | None, clause: str, office: str) -> None:
    """May this be issued here? Raises Refused with the clause and where to go."""
    if kind is None:
        raise Refused("no_line", _("请从可以出具的证明里选一条。"), field="line")
    if kind is not Kind.PROOF_YES:
        message = _("%(clause)s：村里社区不开，请到：%(office)s。")
        raise Refused("not_issued_here", message % {"clause": clause, "office": office})


def again(*, withdrawn: bool, replaced: bool, same: bool) -> None:
    """重开: in the place of one that no longer stands, once, of the same kind."""
    if not withdrawn:
        raise Refused("stands", _("原来那一份还有效，先作废，再重开。"))
    if replaced:
        raise Refused("replaced", _("已经重开过一份了，请看登记。"))
    if not same:
        raise Refused("other_kind", _("重开的要和原来那一份是同一种证明。"))


def content(*, holder: str, text: str, to_whom: str) -> tuple[str, str, str]:
    """Whose proof, what it says, for whom: each said."""
    return (
        words_in.clean(holder, most=40, field="holder", ask=_("请写给谁开的。")),
        words_in.clean(text, most=800, least=10, field="text", ask=_("请写证明什么。")),
        words_in.clean(to_whom, most=80, field="to_whom", ask=_("请写交给哪里用。")),
    )


def turn_away(*, kind: Kind | None) -> None:
    if kind is not Kind.PROOF_NO:
        raise Refused("no_line", _("请从不得出具的证明里选一条。"), field="line")


def withdraw(*, withdrawn: bool, reason: str) -> str:
    if withdrawn:
        raise Refused("withdrawn", _("这份证明已经作废了，请刷新再看。"))
    return words_in.clean(reason, most=200, least=4, field="reason", ask=_("请写为什么作废。"))
