"""The way of one issue (一期公开): plan, review, decision, publication, archive (domain.md 13.1). And
what a villager asks about it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.masking import leaks
from yuanba.base.text import _


class State(StrEnum):
    DRAFT = "draft"  # 起草
    SENT = "sent"  # 监督委员会在看
    OBJECTED = "objected"  # 监督委员会有意见
    AGREED = "agreed"  # 监督委员会同意
    DECIDED = "decided"  # 村（居）委会定了
    PUBLISHED = "published"  # 已公开
    ARCHIVED = "archived"  # 已存档


STATE_WORDS: dict[State, Any] = {
    State.DRAFT: _("起草中"),
    State.SENT: _("监督委员会在看"),
    State.OBJECTED: _("监督委员会有意见"),
    State.AGREED: _("等村（居）委会定"),
    State.DECIDED: _("定了，等公开"),
    State.PUBLISHED: _("已公开"),
    State.ARCHIVED: _("已存档"),
}
TONES: dict[State, str] = {
    State.OBJECTED: "warn",
    State.PUBLISHED: "ok",
    State.ARCHIVED: "ok",
}
NEXT: dict[tuple[State, str], State] = {
    (State.DRAFT, "redraw"): State.DRAFT,
    (State.OBJECTED, "redraw"): State.OBJECTED,
    (State.DRAFT, "edit"): State.DRAFT,
    (State.OBJECTED, "edit"): State.OBJECTED,
    (State.DRAFT, "send"): State.SENT,
    (State.SENT, "agree"): State.AGREED,
    (State.SENT, "object"): State.OBJECTED,
    (State.OBJECTED, "answer_review"): State.SENT,
    (State.AGREED, "decide"): State.DECIDED,
    (State.DECIDED, "publish"): State.PUBLISHED,
    (State.PUBLISHED, "hang_again"): State.PUBLISHED,
    (State.PUBLISHED, "file"): State.PUBLISHED,
    (State.PUBLISHED, "correct"): State.PUBLISHED,
    (State.PUBLISHED, "archive"): State.ARCHIVED,
    (State.ARCHIVED, "file"): State.ARCHIVED,
    (State.ARCHIVED, "correct"): State.ARCHIVED,  # what is found wrong later is said as well
}
OUT = frozenset({State.PUBLISHED, State.ARCHIVED})  # everybody can read it


def step(state: State, what: str) -> State:
    if (state, what) not in NEXT:
        raise Refused("wrong_state", _("这一期现在不能这样办，请刷新再看。"))
    return NEXT[state, what]


def said(text: str, *, field: str, ask: Any, most: int = 500, least: int = 1) -> str:
    """Words that everybody will read: none of them a number that belongs to somebody."""
    kept = words_in.clean(text, most=most, least=least, field=field, ask=ask)
    if found := leaks(kept):
        say = _("这里有电话、证件号、车牌或网址（%(found)s），不能公开，请删掉。")
        raise Refused("personal", say % {"found": found}, field=field)
    return kept


def review(*, state: State, agree: bool, words: str, reviewer: int, sender: int) -> State:
    """监督委员会审查: somebody else than who sent it; an objection says what is wrong."""
    if reviewer == sender:
        raise Refused("second_person", _("自己送审的不能自己审，请别的监督委员会成员来看。"))
    if not agree:
        said(words, field="words", ask=_("请写哪里不对，要怎么改。"))
    return step(state, "agree" if agree else "object")


def decide(*, state: State, on: date, present: int, agreed: int, today: date, sent: date) -> State:
    """村（居）委会定: the committee's own meeting, the majority of those who came."""
    after = step(state, "decide")
    if on > today:
        raise Refused("on_future", _("开会的日子还没到。"), field="on")
    if on < sent:
        raise Refused("on_before", _("开会的日子不能早于送审的日子。"), field="on")
    if not 1 <= present <= 30:
        raise Refused("present_odd", _("到会几个人，写 1 到 30。"), field="present")
    if not 0 <= agreed <= present:
        raise Refused("agreed_odd", _("同意的人不能比到会的多。"), field="agreed")
    if agreed * 2 <= present:
        raise Refused("no_majority", _("同意的没有过半，不能公开。改好以后再议。"), field="agreed")
    return after


def hang(*, since: date, today: date, board_days: int) -> date:
    """张贴: from which day it hangs; its last day."""
    if since > today:
        raise Refused("since_future", _("贴出来的那天还没到。"), field="since")
    if (today - since).days > board_days:
        raise Refused("since_past", _("贴出来的日子太早了，请写真正贴上去的那天。"), field="since")
    return since + timedelta(days=board_days - 1)


def archive(*, state: State, until: date, today: date, open_questions: int) -> State:
    after = step(state, "archive")
    if today <= until:
        say = _("还在张贴，%(day)s以后才能存档。")
        raise Refused("still_hangs", say % {"day": until.isoformat()})
    if open_questions:
        raise Refused("open_questions", _("还有疑问没答复，先答复再存档。"))
    return after


# ---- 有疑问，问一句


class Kind(StrEnum):
    ASK = "ask"  # 问一句
    OBJECT = "object"  # 有异议


KIND_WORDS: dict[Kind, Any] = {
    Kind.ASK: _("我想问一句"),
    Kind.OBJECT: _("我觉得不对"),
}


@dataclass(frozen=True)
class Asked:
    """Where a question stands."""

    answered: bool
    raised: bool
    answered_above: bool


def answer(was: Asked, words: str) -> str:
    if was.answered:
        raise Refused("answered_already", _("这一条已经答复过了，请刷新再看。"))
    return said(words, field="answer", ask=_("请写答复。"), most=600)


def ask_above(was: Asked) -> None:
    """An answer that did not satisfy goes one level up, once."""
    if not was.answered:
        raise Refused("not_answered", _("村里还没答复，先等等；过期没答复的镇街看得到。"))
    if was.raised:
        raise Refused("raised_already", _("已经请镇街再看了，结果写在这里。"))


def answer_above(was: Asked, words: str) -> str:
    if not was.raised or was.answered_above:
        raise Refused("not_raised", _("这一条没有等镇街答复，请刷新再看。"))
    return said(words, field="answer", ask=_("请写答复。"), most=600)
