"""What the supervision committee may find, and how: a sample that anybody draws again, a verdict that says
why, a remark that is answered by a day.

The draw, version 1: the list is every public row, booked claim or entry of the place in the period, by id.
The seed is the SHA-256 of these lines joined by a line feed: ``yuanba supervision 1``, the place's id, the
kind, the first and the last day, the salt, then the ids in ascending order. The salt is made by the server
and published with the draw; a period of one kind is drawn once, so nobody draws until he likes the lot.
In the order of the SHA-256 of seed, line feed, id the first so many are looked at.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.masking import leaks
from yuanba.base.text import _

METHOD = "yuanba supervision 1"
SAMPLE = range(1, 21)
LONGEST = timedelta(days=366)


class Kind(StrEnum):
    MATTERS = "matters"  # 销了号的事，上门再问
    POINTS = "points"  # 入了账的积分
    VOUCHERS = "vouchers"  # 账上的每一笔，对凭证


class Verdict(StrEnum):
    WAITING = "waiting"
    RIGHT = "right"  # 相符
    DOUBT = "doubt"  # 有疑问
    UNREACHED = "unreached"  # 没联系上、没看到


class Heard(StrEnum):
    """Who hears a clue."""

    VILLAGE = "village"  # 村里的监督委员会
    COUNTY = "county"  # 只给区县监督的人


class ClueState(StrEnum):
    TOLD = "told"
    HANDED = "handed"
    CLOSED = "closed"


class Result(StrEnum):
    FOUND = "found"  # 属实
    PARTLY = "partly"  # 部分属实
    NOT = "not"  # 不属实
    ELSEWHERE = "elsewhere"  # 不归这里管，告诉去哪里


KIND_WORDS: dict[Kind, Any] = {
    Kind.MATTERS: _("办结的事再回访"),
    Kind.POINTS: _("积分入账"),
    Kind.VOUCHERS: _("账和凭证"),
}
VERDICT_WORDS: dict[Verdict, Any] = {
    Verdict.WAITING: _("等核对"),
    Verdict.RIGHT: _("相符"),
    Verdict.DOUBT: _("有疑问"),
    Verdict.UNREACHED: _("没联系上"),
}
HEARD_WORDS: dict[Heard, Any] = {
    Heard.VILLAGE: _("本村（社区）监督委员会，和上面监督的人"),
    Heard.COUNTY: _("区县监督的人（本村监督委员会看不到）"),
}
RESULT_WORDS: dict[Result, Any] = {
    Result.FOUND: _("属实"),
    Result.PARTLY: _("部分属实"),
    Result.NOT: _("不属实"),
    Result.ELSEWHERE: _("不归这里管"),
}
CLUE_WORDS: dict[ClueState, Any] = {
    ClueState.TOLD: _("收到了，在看"),
    ClueState.HANDED: _("移交了，在查"),
    ClueState.CLOSED: _("有结果了"),
}


def said(text: str, *, field: str, ask: Any, most: int = 500, least: int = 1) -> str:
    """Words that everybody will read: no telephone, number, plate or address of the net in them."""
    kept = words_in.clean(text, most=most, least=least, field=field, ask=ask)
    if found := leaks(kept):
        say = _("这里有电话、证件号、车牌或网址（%(found)s），不能公开，请删掉。")
        raise Refused("personal", say % {"found": found}, field=field)
    return kept


# ---- the draw


def draw(*, since: date, until: date, many: int, frame: int, today: date) -> int:
    """How many are looked at of `frame`. Raises Refused beside its field."""
    if until < since or until - since > LONGEST:
        raise Refused("period_odd", _("最后一天要在第一天以后，不超过一年。"), field="until")
    if until >= today:
        raise Refused("period_open", _("这段日子还没过完，过完再抽。"), field="until")
    if many not in SAMPLE:
        raise Refused("many_odd", _("抽 1 到 20 件。"), field="many")
    if not frame:
        raise Refused("nothing", _("这段日子没有可以抽的。"), field="kind")
    return min(many, frame)


def seed(
    *, place_id: int, kind: str, since: date, until: date, salt: str, ids: Iterable[int]
) -> str:
    listed = (str(i) for i in sorted(set(ids)))
    lines = [METHOD, str(place_id), kind, since.isoformat(), until.isoformat(), salt, *listed]
    return sha256("\n".join(lines).encode()).hexdigest()


def order(seed: str, ids: Iterable[int]) -> list[int]:
    def lot(one: int) -> tuple[str, int]:
        return sha256(f"{seed}\n{one}".encode()).hexdigest(), one

    return sorted(set(ids), key=lot)


def program(
    *, place_id: int, kind: str, since: date, until: date, salt: str, ids: Iterable[int], many: int
) -> str:
    """The draw as a program that runs on any laptop with Python and needs nothing of ours."""
    lines = [METHOD, str(place_id), kind, since.isoformat(), until.isoformat(), salt]
    return "\n".join(
        (
            "from hashlib import sha256",
            f"lines = {lines!r}",
            f'ids = "{" ".join(str(one) for one in sorted(set(ids)))}".split()',
            'seed = sha256("\\n".join(lines + ids).encode()).hexdigest()',
            "print(seed)",
            'lot = lambda one: sha256(f"{seed}\\n{one}".encode()).hexdigest()',
            f'print("\\n".join(sorted(ids, key=lot)[:{many}]))',
        )
    )


def judge(*, verdict: Verdict, words: str) -> str:
    """What was found; a doubt says which. Everybody reads it."""
    if verdict is Verdict.WAITING:
        raise Refused("verdict_needed", _("请选相符、有疑问还是没联系上。"), field="verdict")
    if verdict is Verdict.DOUBT:
        return said(words, field="words", ask=_("有疑问的写明哪里对不上。"), most=300)
    return said(words, field="words", ask="", most=300, least=0)


def explain(*, verdict: Verdict, answered: bool, words: str) -> str:
    if verdict is not Verdict.DOUBT or answered:
        raise Refused("no_doubt", _("这一件没有等说明的疑问，请刷新再看。"))
    return said(words, field="answer", ask=_("请写怎么回事、怎么改。"), most=300)


def due(day: date, today: date) -> date:
    """By when an answer is asked for: the committee's own wish, no legal number."""
    if not today < day <= today + timedelta(days=90):
        raise Refused("due_odd", _("请写今天以后、90 天以内的一天。"), field="due")
    return day


# ---- clues and findings


def hand_clue(state: ClueState) -> ClueState:
    if state is not ClueState.TOLD:
        raise Refused("wrong_state", _("这条线索已经移交或者有结果了，请刷新再看。"))
    return ClueState.HANDED


def close_clue(state: ClueState) -> ClueState:
    if state is ClueState.CLOSED:
        raise Refused("wrong_state", _("这条线索已经有结果了，请刷新再看。"))
    return ClueState.CLOSED


def put_right(*, put: bool) -> None:
    if put:
        raise Refused("wrong_state", _("已经报了整改，等监督委员会核对。"))


def check_finding(*, put: bool, closed: bool) -> None:
    if not put or closed:
        raise Refused("wrong_state", _("现在没有等核对的整改，请刷新再看。"))
