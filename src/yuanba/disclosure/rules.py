"""What may hang on the wall, and what the figures on it mean. Plain Python: no database."""

from datetime import date, timedelta
from enum import StrEnum

from yuanba.base.errors import Refused
from yuanba.base.masking import cuts, leaks, mask, tidy
from yuanba.base.text import _
from yuanba.disclosure.rates import FORMULA, SMALLEST, Rate, rates
from yuanba.duties.rules import Lane

__all__ = [
    "FORMULA",
    "SMALLEST",
    "Rate",
    "ReleaseState",
    "RowState",
    "Step",
    "draft_words",
    "drop_release",
    "edit",
    "finds",
    "hold",
    "leaks",
    "mask",
    "propose_release",
    "publish",
    "rates",
    "release",
]


class RowState(StrEnum):
    DRAFT = "draft"  # 待看: drafted by the house, read by nobody yet
    PUBLISHED = "published"  # 已公开
    HELD = "held"  # 暂不公开


class ReleaseState(StrEnum):
    """批量公开: many rows at once."""

    PROPOSED = "proposed"  # 等另一个人看
    GOING = "going"  # 正在公开
    DONE = "done"  # 公开完了
    DROPPED = "dropped"  # 撤回了


REOPENED = "reopened"  # stands as the reason of a row whose matter is being worked on again
CONCERNED = "concerned"  # of a row whose matter is about somebody: nobody reads it here
WITHDRAWN = "withdrawn"  # of an open row: the person who told took his leave back
CAME_DOWN = frozenset({REOPENED, CONCERNED, WITHDRAWN})  # by itself; drawn anew when that is over


class Step(StrEnum):
    """What an open matter waits for, as the wall says it."""

    UNSORTED = "unsorted"  # 还没分好
    DOING = "doing"  # 正在办
    WAITING = "waiting"  # 等条件
    ANSWER = "answer"  # 办完，等答复
    JUDGE = "judge"  # 答复了，等本人评


TITLE, TEXT = 60, 300  # characters


def draft_words(
    *, lane: str, title: str, result: str, category: str, known: list[str]
) -> tuple[str, str]:
    """Title and text of a new row. Of a personal matter only its category is shown: a private
    affair is seen by its owner and by right only."""
    if lane == Lane.PERSONAL:
        return category[:TITLE], ""
    words = tidy(mask(title, known=known))[:TITLE] or category[:TITLE]
    return words, tidy(mask(result, known=known))[:TEXT]


def finds(*, lane: Lane, title: str, result: str, known: list[str]) -> bool:
    """Did masking take anything out of these words? Such a row is read one by one."""
    if lane is Lane.PERSONAL:
        return False  # only its category is shown
    return any(cuts(words, known=known) for words in (title, result))


def propose_release(*, reason: str, n: int) -> str:
    """Many rows that were closed elsewhere may go up together. Raises Refused beside the reason."""
    said = " ".join(reason.split())
    if n == 0:
        raise Refused("nothing", _("现在没有可以一起公开的，请一条一条看。"))
    if len(said) < 4:
        raise Refused("reason_needed", _("请写明为什么可以一起公开。"), field="reason")
    return said[:200]


def release(*, state: ReleaseState, actor_id: int | None, proposed_by: int) -> ReleaseState:
    """Another person releases what one proposed: never the same (trust.md T30)."""
    if state is not ReleaseState.PROPOSED:
        raise Refused("not_waiting", _("这一批已经有人处理过，请刷新再看。"))
    if actor_id is None or actor_id == proposed_by:
        raise Refused("second_person", _("自己提出的要由别人来看、来公开。"))
    return ReleaseState.GOING


def drop_release(*, state: ReleaseState) -> ReleaseState:
    """Nothing has gone up yet: it can be taken back by whoever looks after the wall."""
    if state is not ReleaseState.PROPOSED:
        raise Refused("not_waiting", _("这一批已经有人处理过，请刷新再看。"))
    return ReleaseState.DROPPED


def publish(*, state: RowState, actor_id: int | None, closed_by: int | None) -> RowState:
    """A second person publishes: never the one who struck the matter off (trust.md T30)."""
    if state is RowState.PUBLISHED:
        raise Refused("published_already", _("这一条已经公开了，请刷新再看。"))
    if actor_id is None or actor_id == closed_by:
        raise Refused("second_person", _("自己销号的事不能自己公开，请别人看过再公开。"))
    return RowState.PUBLISHED


def publish_open(
    *, state: RowState, actor_id: int | None, reporter: int | None, live: bool
) -> RowState:
    """An open matter is published by a worker who looked it over, while the person still agrees."""
    if state is RowState.PUBLISHED:
        raise Refused("published_already", _("这一条已经公开了，请刷新再看。"))
    if not live:
        words = _("这件事已经不在办，或者只给办的人看了，不能公开。请点“暂不公开”写明原因。")
        raise Refused("not_open", words)
    if actor_id is None or actor_id == reporter:
        raise Refused("second_person", _("自己说的事不能自己公开，请别人看过再公开。"))
    return RowState.PUBLISHED


def hold(*, state: RowState, reason: str) -> str:
    """Take a row down, or keep it from going up. Raises Refused beside the reason."""
    said = reason.strip()
    if state is RowState.HELD:
        raise Refused("held_already", _("这一条已经不公开了，请刷新再看。"))
    if len(said) < 2:
        raise Refused("reason_needed", _("请写明为什么不公开。"), field="reason")
    return said


def edit(*, state: RowState, title: str, text: str) -> tuple[str, str]:
    """The words as written by hand: nothing personal may come back in. Raises Refused."""
    if state is RowState.PUBLISHED:
        raise Refused("published_already", _("已经公开的要先撤下来，再改。"))
    title, text = " ".join(title.split()), " ".join(text.split())
    if len(title) < 2:
        raise Refused("title_needed", _("请写一句是什么事。"), field="title")
    for field, said in (("title", title), ("text", text)):
        if found := leaks(said):
            raise Refused(
                "personal",
                _("这里有电话、证件号、车牌或网址（%(found)s），不能公开，请删掉。")
                % {"found": found},
                field=field,
            )
    return title[:TITLE], text[:TEXT]


# ---- months


def month_of(said: str, *, today: date) -> date:
    """The first day of a month written 2026-11; this month when it is not one or not yet."""
    year, _dash, month = said.partition("-")
    known = len(said) == 7 and year.isdigit() and month.isdigit() and said.isascii()
    if known and int(year) >= 2000 and 1 <= int(month) <= 12:
        first = date(int(year), int(month), 1)
        return min(first, today.replace(day=1))
    return today.replace(day=1)


def next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
