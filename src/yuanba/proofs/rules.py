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
