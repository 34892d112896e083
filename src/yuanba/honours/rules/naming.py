"""点名单 (the naming list, 黑榜): off until a place's own assembly turns it on, and then with hard limits that
no setting moves (domain.md 9.4; trust.md 28). A line on it has no effect but itself.

What is public of a line is a masked name, one of the sentences below and two dates: no word that
anybody typed. Mark of each number: [T28] trust.md 28, [D94] domain.md 9.4; nothing here is a legal limit
of days, the laws named are those whose bounds the house keeps.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.places.rules import Calendar

ON_DAYS = 366  # a village decides anew after a year at most (a bound of the house)
USUAL_DAYS, MOST_DAYS = 30, 90  # natural days on the list [T28, D94]
REPLY_DAYS, REPLY_WORKDAYS = 7, 5  # whichever ends later: 7 days [T28], 5 working days [D94]
ANSWER_WORKDAYS = 5  # an objection is decided, or the line comes down [T28]
MEND_WORKDAYS = 1  # who has put it right comes down [T28]


class Ground(StrEnum):
    """All that anybody can be named for: what touches everybody's own ground, and can be put right."""

    LITTER = "litter"
    SPACE = "space"
    DAMAGE = "damage"


GROUND_WORDS: dict[Ground, Any] = {
    Ground.LITTER: _("提醒两次以后，还在公共的地方乱堆乱扔"),
    Ground.SPACE: _("提醒两次以后，还占着公共的场地、通道"),
    Ground.DAMAGE: _("弄坏公共的东西，说好修还没有修"),
}


class Basis(StrEnum):
    """Why the name may be published at all (PIPL 25)."""

    CONSENT = "consent"
    LAW = "law"


BASIS_WORDS: dict[Basis, Any] = {
    Basis.CONSENT: _("本人单独签字同意公开"),
    Basis.LAW: _("法律、法规或者中央文件的条文"),
}


class State(StrEnum):
    PROPOSED = "proposed"
    SECONDED = "seconded"
    NOTICED = "noticed"
    JUDGED = "judged"  # the panel said yes
    REVIEWED = "reviewed"  # the council's decision stands
    CHECKED = "checked"  # the supervision committee has looked at it
    HUNG = "hung"
    DOWN = "down"
    REFUSED = "refused"
    DROPPED = "dropped"


STATE_WORDS: dict[State, Any] = {
    State.PROPOSED: _("等第二个人"),
    State.SECONDED: _("等告知本人"),
    State.NOTICED: _("等本人答复"),
    State.JUDGED: _("等道德评议会"),
    State.REVIEWED: _("等监督委员会看"),
    State.CHECKED: _("可以公布"),
    State.HUNG: _("公布着"),
    State.DOWN: _("撤下了"),
    State.REFUSED: _("没有通过"),
    State.DROPPED: _("不提了"),
}
OPEN = frozenset(State) - {State.DOWN, State.REFUSED, State.DROPPED}


class Down(StrEnum):
    """Why a line came down."""

    OVER = "over"
    MENDED = "mended"
    WRONG = "wrong"
    SILENT = "silent"
    OFF = "off"
    REVIEW = "review"
    EARLY = "early"


DOWN_WORDS: dict[Down, Any] = {
    Down.OVER: _("到期，自动撤下"),
    Down.MENDED: _("改好了，撤下"),
    Down.WRONG: _("贴错了，更正、删去"),
    Down.SILENT: _("本人有异议，五个工作日没有答复，自动撤下"),
    Down.OFF: _("村里不用点名单了，撤下"),
    Down.REVIEW: _("本人要求全体再评，先撤下"),
    Down.EARLY: _("提前撤下"),
}

# ── the limits ──

_HOUSE = _("这是本系统写死的底线，任何人改不了。")
_OUTSIDE = _(
    "“%(word)s”不能点名：信访、投诉、意见、投票、债务不归村里管，失信惩戒不得自设、扩大"
    "（国办发〔2020〕49号）。"
)
_PRIVATE = _(
    "“%(word)s”是私事，不能写：病情、家里的纠纷、住址、电话、证件号都不公开"
    "（民法典第一千零三十二条至第一千零三十四条）。"
)
_MINOR = _("“%(word)s”：未成年人不点名，孩子做的事也不写。")
_AID = _("“%(word)s”：领低保、特困、救助的人不点名。")
_LAVISH = _("“%(word)s”：红白事花了多少不点名，只讲村里一起省了多少。")
_INSULT = _("“%(word)s”是骂人的话：只写看到的事（民法典第一千零二十四条）。")
LIMITS: tuple[tuple[str, str, Any], ...] = (
    (
        "outside",
        r"信访|上访|越级|投诉|举报|意见|告状|起诉|诉讼|选举|投票|选票|罢免|候选|欠债|债务|欠款|欠钱|欠费"
        r"|还钱|贷款|征信|失信|物业费|老赖",
        _OUTSIDE,
    ),
    ("minor", r"未成年|小孩|孩子|儿童|学生|男孩|女孩|娃", _MINOR),
    ("aid", r"低保|特困|五保|救助|困难户", _AID),
    (
        "private",
        r"生病|病人|得病|住院|精神|残疾|艾滋|吸毒|怀孕|堕胎|离婚|出轨|外遇|夫妻|婆媳|家暴|不孝|赡养|宗教"
        r"|\d{7,}|\d+号楼|\d+栋|\d+单元|\d+室|\d+组\d+号|门牌",
        _PRIVATE,
    ),
    ("lavish", r"婚礼|婚宴|酒席|彩礼|丧事|喜事|办酒|份子|红白事", _LAVISH),
    ("insult", r"无赖|流氓|泼妇|刁民|懒汉|坏人|不要脸|素质差|害群", _INSULT),
)
_NOISE = re.compile(r"[\W_]+")


def within_limits(text: str, *, field: str) -> None:
    """Raises Refused(code of the limit) with its clause, however the word was spaced or written."""
    plain = _NOISE.sub("", words_in.match_form(text))
    for code, pattern, why in LIMITS:
        if found := re.search(pattern, plain):
            raise Refused(code, why % {"word": found.group()}, field=field)


def shielded(*, minor: bool, aid: bool, ill: bool) -> None:
    """Whom nobody names. Asked, judged and forgotten: none of the answers is kept."""
    for is_it, code, why in (
        (minor, "minor", _("未成年人不点名。")),
        (aid, "aid", _("领低保、特困、救助的人不点名。")),
        (ill, "ill", _("重病、残疾的人不点名。")),
    ):
        if is_it:
            raise Refused(code, f"{why}{_HOUSE}", field=code)


# ── turned on by the place itself ──


def turn_on(
    *, grounds: Collection[Ground], days: int, since: date, until: date, today: date
) -> None:
    if not grounds:
        raise Refused("no_ground", _("选村民会议同意点名的事，没有列的不能点。"), field="grounds")
    if not 1 <= days <= MOST_DAYS:
        say = _("最多公布 %(most)s 天。") % {"most": MOST_DAYS}
        raise Refused("too_long", f"{say}{_HOUSE}", field="days")
    if since < today:
        raise Refused("since_past", _("从今天或者以后开始，不能倒回去点。"), field="since")
    if not since < until <= since + timedelta(days=ON_DAYS):
        raise Refused("until_odd", _("写到哪天为止，最多一年；再用要再开会定。"), field="until")


def is_on(*, filed: bool, ended: bool, since: date, until: date, today: date) -> bool:
    return filed and not ended and since <= today <= until


# ── the way of a line ──


def expect(state: State, *wanted: State) -> None:
    if state not in wanted:
        raise Refused("wrong_state", _("这一条现在不能这样办，请刷新后再看。"))


@dataclass(frozen=True)
class Proposed:
    deed: str
    one: str
    two: str
    basis: str


def propose(
    *, ground: Ground, allowed: Collection[str], deed: str, one: str, two: str, basis: Basis,
    basis_text: str, on: date, since: date, today: date,
) -> Proposed:  # fmt: skip
    """What is told of a line as it may stand: two pieces of evidence, a ground the assembly named, nothing
    from before the rule."""
    if ground not in allowed:
        raise Refused("not_a_ground", _("村民会议没有同意为这件事点名。"), field="ground")
    if on > today:
        raise Refused("day_ahead", _("这一天还没到。"), field="on")
    if on < since:
        raise Refused("before_rule", _("名单开始以前的事不点名。"), field="on")
    kept = Proposed(
        words_in.clean(deed, most=300, least=6, field="deed", ask=_("请写看到的事和日子。")),
        words_in.clean(one, most=200, least=4, field="one", ask=_("请写第一样证据。")),
        words_in.clean(two, most=200, least=4, field="two", ask=_("要有两样证据，请写第二样。")),
        words_in.clean(
            basis_text, most=200, least=4, field="basis_text",
            ask=_("请写哪天签的同意，或者哪一条。"),
        ),
    )  # fmt: skip
    if words_in.match_form(kept.one) == words_in.match_form(kept.two):
        raise Refused("same_proof", _("两样证据要不一样。"), field="two")
    texts = ((kept.deed, "deed"), (kept.one, "one"), (kept.two, "two"))
    for text, field in texts:
        within_limits(text, field=field)
    return kept


def two_people(*, same: bool, same_home: bool) -> None:
    if same or same_home:
        raise Refused("two_people", _("要由另一家的另一个人来附议，不能一个人说了算。"))


def reply_until(noticed: date, calendar: Calendar) -> date:
    """The last day on which the person answers before anybody decides."""
    return max(noticed + timedelta(days=REPLY_DAYS), calendar.after(noticed, REPLY_WORKDAYS))


def heard(*, until: date, today: date, replied: bool) -> None:
    if today <= until and not replied:
        say = _("还在等本人答复，%(day)s 以后，或者他答复了，才能评议。")
        raise Refused("reply_open", say % {"day": until.isoformat()})


def hang(*, days: int, allowed: int) -> None:
    if not 1 <= days <= min(allowed, MOST_DAYS):
        say = _("最多公布 %(most)s 天。") % {"most": min(allowed, MOST_DAYS)}
        raise Refused("too_long", say, field="days")


def due(
    *, until: date, doubted: bool, answer_by: date | None, mended_by: date | None, on: bool,
    stands: bool, today: date,
) -> Down | None:  # fmt: skip
    """Why the clock takes a line down today, or None. Nobody has to remember."""
    if today > until:
        return Down.OVER
    if not on:
        return Down.OFF
    if not stands:
        return Down.REVIEW
    if doubted and answer_by is not None and today > answer_by:
        return Down.SILENT
    if mended_by is not None and today > mended_by:
        return Down.MENDED
    return None
