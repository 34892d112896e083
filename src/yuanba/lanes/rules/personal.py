"""私事: guidance, mutual help, the market, and aid as fallback; each is asked after (P004-13)."""

from datetime import date
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.matters.rules import OVER, WAITING_STATES, State


class Way(StrEnum):
    GUIDE = "guide"  # 引导: told how to do it oneself
    MUTUAL = "mutual"  # 互助: a neighbour, a volunteer
    MARKET = "market"  # 市场: somebody who does it for money
    AID = "aid"  # 救助: what is left after that


class Aid(StrEnum):
    """Kinds of aid a person is referred to (domain.md 3.3 step 9). The house refers, it decides
    nothing."""

    LIVING = "living"  # 低保
    EXTREME = "extreme"  # 特困
    TEMPORARY = "temporary"  # 临时救助
    MEDICAL = "medical"  # 医疗救助
    SCHOOL = "school"  # 教育救助
    HOUSING = "housing"  # 住房救助
    WORK = "work"  # 就业救助
    LEGAL = "legal"  # 法律援助
    OTHER = "other"


class Stands(StrEnum):
    WAITING = "waiting"  # to be asked on its day
    ARRIVED = "arrived"  # 帮到了
    MISSED = "missed"  # 没帮到: another way is looked for
    PASSED = "passed"  # another way took its place


WAY_WORDS: dict[Way, Any] = {
    Way.GUIDE: _("引导自己办"),
    Way.MUTUAL: _("邻里互助"),
    Way.MARKET: _("介绍市场服务"),
    Way.AID: _("转救助"),
}
AID_WORDS: dict[Aid, Any] = {
    Aid.LIVING: _("低保"),
    Aid.EXTREME: _("特困供养"),
    Aid.TEMPORARY: _("临时救助"),
    Aid.MEDICAL: _("医疗救助"),
    Aid.SCHOOL: _("教育救助"),
    Aid.HOUSING: _("住房救助"),
    Aid.WORK: _("就业救助"),
    Aid.LEGAL: _("法律援助"),
    Aid.OTHER: _("别的救助"),
}
STANDS_WORDS: dict[Stands, Any] = {
    Stands.WAITING: _("等着回问"),
    Stands.ARRIVED: _("帮到了"),
    Stands.MISSED: _("没帮到"),
    Stands.PASSED: _("换了办法"),
}
# How long until somebody asks whether it helped, where nothing else is said; natural days [P].
ASKED_AFTER = {Way.GUIDE: 7, Way.MUTUAL: 7, Way.MARKET: 7, Way.AID: 30}
LONGEST = 180  # natural days


def show_way(
    *, state: State, lane: str, way: Way, aid: Aid | None, text: str, contact: str, has_unit: bool
) -> tuple[str, str]:
    """Guidance for a personal matter; aid for any that has real hardship behind it (3.3 step 9)."""
    if state in OVER | WAITING_STATES:
        raise Refused("wrong_state", _("这件事现在不能这样办，请刷新看看它走到哪一步了。"))
    if lane != Lane.PERSONAL and way is not Way.AID:
        raise Refused(
            "not_personal",
            _("这件事不是自己办的。家里真有困难，可以选“转救助”。"),
            field="way",
        )
    if way is Way.AID and aid is None:
        raise Refused("aid", _("请选转哪一种救助。"), field="aid")
    if way is Way.AID and not has_unit:
        raise Refused("unit", _("转救助要写明转给哪个单位，他好去问。"), field="unit")
    said = words_in.clean(
        text, most=500, least=4, field="text", ask=_("请写明怎么帮，居民会看到。")
    )
    if way in {Way.MUTUAL, Way.MARKET} and not contact.strip():
        raise Refused("contact", _("请写明找谁、怎么联系。"), field="contact")
    named = (
        words_in.clean(contact, most=120, field="contact", ask=_("请写明找谁、怎么联系。"))
        if contact.strip()
        else ""
    )
    return said, named


def ask_on(day: date, *, today: date) -> date:
    """The day on which somebody asks whether it helped."""
    if not 1 <= (day - today).days <= LONGEST:
        message = _("回问的日子请选明天以后、%(most)s天以内。") % {"most": LONGEST}
        raise Refused("ask_on", message, field="ask_on")
    return day


def ask_later(*, stands: Stands, text: str) -> str:
    """Asked, and it is not clear yet: what was heard, and a new day."""
    if stands not in {Stands.WAITING, Stands.MISSED}:
        raise Refused("way_over", _("这个办法已经有结果了，请刷新再看。"))
    return words_in.clean(text, most=300, least=2, field="text", ask=_("请写明问到了什么。"))


def answer_way(*, stands: Stands, arrived: bool, text: str) -> str:
    """Whether it helped. Not yet may be said in a word; what is missing is asked for."""
    if stands not in {Stands.WAITING, Stands.MISSED}:
        raise Refused("way_over", _("已经记过了，谢谢您。"))
    if not arrived and len(text.strip()) < 2:
        raise Refused("text", _("请说一句还缺什么，我们再想办法。"), field="text")
    return text.strip()[:300]
