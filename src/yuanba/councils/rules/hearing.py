"""听意见: how many statements, how long, and what of the map may be kept and shown."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules.counting import opinions
from yuanba.councils.rules.counting.opinions import Answer
from yuanba.councils.rules.kinds import LEAST_SHOWN, Measure
from yuanba.councils.rules.terms import Share

FEWEST, MOST = 3, 40  # statements
MOST_OWN = 5  # statements of one person
LONGEST = 90  # days
ENOUGH = 7  # answers; who gave fewer is neither placed nor counted
COMMON = Share(Measure.VOTES, 2, 3, strict=False)  # of those who answered, in every group
SEED = 1  # of the map: the same answers make the same map


class StatementState(StrEnum):
    WAITING = "waiting"  # 等着看
    SHOWN = "shown"  # 让大家答
    REFUSED = "refused"  # 没有放出来


def opens(*, statements: Sequence[str], closes_on: date, today: date) -> None:
    if not FEWEST <= len(statements) <= MOST:
        raise Refused(
            "statements",
            _("请先写三句到四十句，一行一句。"),
            field="statements",
        )
    if len(set(statements)) != len(statements):
        raise Refused("same", _("有两句一样，请改一句。"), field="statements")
    if not today < closes_on <= today + timedelta(days=LONGEST):
        raise Refused("closes_on", _("截止要在今天以后，九十天以内。"), field="closes_on")


def open_now(closed: bool) -> None:
    if closed:
        raise Refused("closed", _("这次听意见已经结束了。"))


def lives_here(here: bool) -> None:
    if not here:
        raise Refused(
            "not_of_here",
            _("只有住在这里、登记在户上的人才能答。您住在这里，请社区把您登记到户上。"),
        )


def one_more(*, own: int, every: int, known: bool) -> None:
    if known:
        raise Refused("same", _("已经有人写过这一句了。"), field="text")
    if own >= MOST_OWN:
        raise Refused("own", _("一个人最多写五句，谢谢您。"), field="text")
    if every >= MOST:
        raise Refused("full", _("已经有四十句了，够大家答的了。"), field="text")


def voice(secret: str, person_id: int) -> str:
    """By what name a person's answers lie there while a hearing is open: always the same for him in this
    hearing, another in the next, and his number cannot be read from it."""
    mac = hmac.new(secret.encode(), str(person_id).encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(mac).decode().rstrip("=")


def moderated(state: StatementState, *, shown: bool, why: str) -> str:
    """Every statement is looked at once; who wrote one that is not shown reads why."""
    if state is not StatementState.WAITING:
        raise Refused("seen", _("这一句已经看过了。"))
    said = " ".join(why.split())[:120]
    if not shown and len(said) < 2:
        raise Refused("why", _("不放出来，要写为什么。"), field="why")
    return "" if shown else said


def answered(said: int) -> Answer:
    if said not in {1, 0, -1}:
        raise Refused("answer", _("请选赞成、不赞成或者说不准。"), field="answer")
    return Answer(said)


def drawn(answers: Mapping[str, Mapping[str, Answer]], statements: Sequence[str]) -> dict[str, Any]:
    """The map as it is kept: sizes of the groups, figures of each statement, common ground. Nobody's own
    place; nothing of fewer than ten."""
    found = opinions.draw(answers, statements, least=LEAST_SHOWN, enough=ENOUGH, seed=SEED)

    def figures(one: opinions.Figures) -> list[int]:
        return [one.agree, one.disagree, one.answered]

    return {
        "people": len(answers),
        "placed": len(answers) - found.not_placed,
        "sizes": list(found.sizes),
        "statements": {
            one.statement: {
                "all": figures(one.all) if one.all else None,
                "groups": [figures(side) for side in one.groups],
            }
            for one in found.statements
        },
        "common": list(opinions.common_ground(found, COMMON)),
    }
