"""小事: a body leads, never a person alone (domain.md 3.6). Topics, work orders, volunteers."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.masking import leaks
from yuanba.base.text import _
from yuanba.duties.rules import Lane, lead
from yuanba.matters.rules import WORKING, State
from yuanba.people.rules import UnitKind

MOST_WANTED = 500  # volunteers of one call
LONGEST_DAY = 24 * 60  # minutes that one volunteer can have worked at one call


class Topic(StrEnum):
    """What became of a topic."""

    OPEN = "open"
    AGREED = "agreed"  # 商量成了
    DECLINED = "declined"  # 没商量成
    WITHDRAWN = "withdrawn"  # 不议了


TOPIC_WORDS: dict[Topic, Any] = {
    Topic.OPEN: _("等着议"),
    Topic.AGREED: _("商量成了"),
    Topic.DECLINED: _("没商量成"),
    Topic.WITHDRAWN: _("不议了"),
}


def communal(*, state: State, lane: str) -> None:
    """What this chapter does is for a communal matter that is being worked on."""
    if lane != Lane.COMMUNAL:
        raise Refused("not_communal", _("这一步只给大家商量着办的事。要是分错了，请先改分。"))
    if state not in WORKING:
        raise Refused("wrong_state", _("这件事现在不能这样办，请刷新看看它走到哪一步了。"))


def body(kind: UnitKind, *, field: str = "unit") -> None:
    """A communal matter goes to a body: a committee, a council, the owners, the property firm."""
    lead(Lane.COMMUNAL, kind, field=field)


def put_topic(*, question: str, meets_on: date, today: date, open_: bool) -> str:
    """What the body is asked. Not twice at once, and on a day to come."""
    if open_:
        raise Refused("topic_open", _("这件事已经有一个议题等着议，请先记下结果。"))
    if meets_on < today:
        raise Refused("meets_on", _("议的日子已经过了，请改成今天或以后。"), field="meets_on")
    return words_in.clean(
        question, most=200, least=4, field="question", ask=_("请写明要大家商量什么。")
    )


def settle_topic(*, state: Topic, outcome: Topic, words: str) -> str:
    """How it ended, in words that the person reads."""
    if state is not Topic.OPEN:
        raise Refused("topic_over", _("这个议题已经有结果了，请刷新再看。"))
    if outcome is Topic.OPEN:
        raise Refused("outcome", _("请选一个结果。"), field="outcome")
    return words_in.clean(
        words, most=1000, least=4, field="words", ask=_("请写明商量的结果，居民会看到。")
    )


def give_order(*, what: str, who: str, on: date, today: date) -> tuple[str, str]:
    """What is to be done and by whom, in words; the body answers for it."""
    if on < today:
        raise Refused("on", _("动手的日子已经过了，请改成今天或以后。"), field="on")
    said = words_in.clean(what, most=500, least=2, field="what", ask=_("请写明做什么。"))
    names = words_in.clean(who, most=120, least=2, field="who", ask=_("请写明谁去做。"))
    return said, names


def finish_order(*, over: bool, done: bool, text: str, photos: int) -> str:
    """Done is shown by a photo or told in ten characters; not done says why."""
    if over:
        raise Refused("order_over", _("这张工单已经有结果了，请刷新再看。"))
    ask = _("请写明做了什么。") if done else _("请写明为什么没做成。")
    said = words_in.clean(text, most=1000, least=2, field="text", ask=ask)
    if done and not photos and len(said) < 10:
        raise Refused(
            "proof", _("请拍一张做好的照片，或把做的经过写清楚（十个字以上）。"), field="text"
        )
    return said


def call_volunteers(
    *, what: str, where: str, wanted: int, starts_at: datetime, now: datetime
) -> tuple[str, str]:
    if starts_at <= now:
        raise Refused("starts_at", _("开始的时间已经过了，请改晚一些。"), field="starts_at")
    if not 1 <= wanted <= MOST_WANTED:
        message = _("人数请填1到%(most)s之间的整数。") % {"most": MOST_WANTED}
        raise Refused("wanted", message, field="wanted")
    said = words_in.clean(what, most=300, least=2, field="what", ask=_("请写明一起做什么。"))
    place = words_in.clean(where, most=120, least=2, field="where", ask=_("请写明在哪里集合。"))
    return openly(said, "what"), openly(place, "where")


def openly(said: str, field: str) -> str:
    """Words that hang on the community's page: no telephone, card number, plate or address."""
    if found := leaks(said):
        words = _("这里有电话、证件号、车牌或网址（%(found)s），墙上不能写，请删掉。")
        raise Refused("personal", words % {"found": found}, field=field)
    return said


def sign_up(*, over: bool, starts_at: datetime, now: datetime, places: int, already: bool) -> None:
    if over or now >= starts_at:
        raise Refused("call_over", _("报名已经截止了。谢谢您，下次再来。"))
    if already:
        raise Refused("signed_up", _("已经报过名了。"))
    if places < 1:
        raise Refused("call_full", _("人已经够了。谢谢您，下次再来。"))


def end_call(*, over: bool, starts_at: datetime, now: datetime, came: int, text: str) -> str:
    """After it began: who came is ticked. Before that it can only be called off, and nobody came."""
    if over:
        raise Refused("call_over", _("这次活动已经有结果了，请刷新再看。"))
    if came and now < starts_at:
        raise Refused("not_begun", _("活动还没开始，还不能记谁来了。不办了就写明原因。"))
    ask = _("请写明做了什么，或者为什么不办了。")
    return openly(words_in.clean(text, most=500, least=2, field="text", ask=ask), "text")


def minutes(said: int) -> int:
    """How long one volunteer worked: recorded as it was (志愿服务条例 19, domain.md 11)."""
    if not 0 < said <= LONGEST_DAY:
        raise Refused("minutes", _("时长请填1到1440之间的分钟数。"), field="minutes")
    return said
