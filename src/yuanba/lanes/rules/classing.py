"""三方会商: when it is doubtful whose a matter is, three bodies say what they think, and two that
agree settle its class (domain.md 3.3 step 3)."""

from collections import Counter
from collections.abc import Sequence

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.matters.rules import WAITING_STATES, WORKING, State

THREE = 3


def doubt_class(
    *, state: State, restricted: bool, units: Sequence[int], question: str, open_: bool
) -> str:
    if state not in WAITING_STATES | WORKING:
        raise Refused("wrong_state", _("这件事已经办完了，不用再定怎么分。"))
    if restricted:
        raise Refused("restricted", _("这件事只给经办的人看，不能拿去会商。"))
    if open_:
        raise Refused("doubt_open", _("这件事已经在会商，请先记三方的意见。"))
    if len(units) != THREE or len(set(units)) != THREE:
        raise Refused("three", _("请选三家不同的组织。"), field="units")
    return words_in.clean(
        question, most=300, least=4, field="question", ask=_("请写明拿不准的是什么。")
    )


def say_view(*, over: bool, party: bool, who: str, words: str) -> tuple[str, str]:
    if over:
        raise Refused("doubt_over", _("会商已经有结果了，请刷新再看。"))
    if not party:
        raise Refused("not_a_party", _("只记请来的三家的意见。"), field="unit")
    name = words_in.clean(who, most=60, least=2, field="who", ask=_("请写明是谁代表说的。"))
    said = words_in.clean(words, most=300, least=2, field="words", ask=_("请写明他们怎么说。"))
    return name, said


def settle_class(*, over: bool, views: Sequence[Lane]) -> Lane:
    """The lane that at least two of the three named. Raises Refused where there is none."""
    if over:
        raise Refused("doubt_over", _("会商已经有结果了，请刷新再看。"))
    if len(views) != THREE:
        raise Refused("views", _("三家的意见还没记全。"))
    lane, many = Counter(views).most_common(1)[0]
    if many < 2:
        raise Refused("no_majority", _("三家说的都不一样。请再商量，谁改了主意就重新记他的意见。"))
    return lane
