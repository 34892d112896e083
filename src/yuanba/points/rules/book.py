"""The rule book (积分细则): what a line may say, and what points may never touch.

The limits are domain.md 9.4: points decide nothing that the law gives everybody, and nobody is scored
for what lies outside village affairs.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from importlib import resources
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _


class Period(StrEnum):
    """Over which time the cap of a line counts."""

    MONTH = "month"
    QUARTER = "quarter"
    EACH = "each"  # once for each event: no cap


class Evidence(StrEnum):
    PHOTO = "photo"
    CHECK = "check"
    SIGN_IN = "sign_in"
    MATTER = "matter"
    HAZARD = "hazard"
    APPOINTMENT = "appointment"
    MEDIATION = "mediation"
    NOTICE = "notice"
    VISIT = "visit"
    HOURS = "hours"
    ROSTER = "roster"
    CERTIFICATE = "certificate"
    PROOF = "proof"
    REMINDERS = "reminders"
    DECISION = "decision"


class Checker(StrEnum):
    """Who says that it is true. What takes points away is checked by the review panel alone."""

    GRID = "grid"
    GRID_HEAD = "grid_head"
    HOST = "host"
    SECRETARY = "secretary"
    COMMITTEE = "committee"
    MEDIATOR = "mediator"
    CARER = "carer"
    COUNCIL = "council"


class Occasion(StrEnum):
    """What happens in Yuanba and makes a claim by itself. That somebody voted, what he thinks, that he
    complained or petitioned is none of these, and cannot be (domain.md 9.4)."""

    NONE = ""
    MEETING = "meeting"  # came to a meeting, by its roll
    SUGGESTION = "suggestion"  # said at a meeting, and the body adopted it
    HAZARD = "hazard"  # told of a danger that was real; only if he wants it himself


EVENT_WORDS: dict[Occasion, Any] = {
    Occasion.NONE: _("要人来报"),
    Occasion.MEETING: _("会上签到就报"),
    Occasion.SUGGESTION: _("会上采纳了就报"),
    Occasion.HAZARD: _("隐患办完了，本人点一下就报"),
}
PERIOD_WORDS: dict[Period, Any] = {
    Period.MONTH: _("每个月"),
    Period.QUARTER: _("每个季度"),
    Period.EACH: _("每次"),
}
EVIDENCE_WORDS: dict[Evidence, Any] = {
    Evidence.PHOTO: _("照片或检查表"),
    Evidence.CHECK: _("检查记录"),
    Evidence.SIGN_IN: _("签到表"),
    Evidence.MATTER: _("事项编号"),
    Evidence.HAZARD: _("隐患记录"),
    Evidence.APPOINTMENT: _("任职公告"),
    Evidence.MEDIATION: _("调解记录"),
    Evidence.NOTICE: _("报备和检查"),
    Evidence.VISIT: _("探望记录"),
    Evidence.HOURS: _("活动时长"),
    Evidence.ROSTER: _("课堂名册"),
    Evidence.CERTIFICATE: _("证书"),
    Evidence.PROOF: _("证明"),
    Evidence.REMINDERS: _("两次有日期的提醒、照片"),
    Evidence.DECISION: _("道德评议会的决定"),
}
CHECKER_WORDS: dict[Checker, Any] = {
    Checker.GRID: _("网格员"),
    Checker.GRID_HEAD: _("网格长"),
    Checker.HOST: _("活动组织人"),
    Checker.SECRETARY: _("村支书"),
    Checker.COMMITTEE: _("村（居）委会"),
    Checker.MEDIATOR: _("调解员"),
    Checker.CARER: _("关爱组长"),
    Checker.COUNCIL: _("道德评议会"),
}


@dataclass(frozen=True)
class Line:
    """One line: a deed, its points, its cap, what proves it, who checks, where it comes from."""

    code: str
    name: str
    points: int
    cap: int | None  # points at most in a period; None for each event by itself
    period: Period
    evidence: Evidence
    checker: Checker
    source: str
    event: Occasion = Occasion.NONE


LEAST, MOST = -50, 100
LINES = range(1, 61)
_CODE = re.compile(r"[A-Z]\d{0,2}[A-Z]?")

# What points may never be tied to, the sentence that says why, and where that is written.
_RIGHTS = _(
    "积分不能和“%(word)s”挂钩：这是法律给每个人的，村规民约不得侵犯村民的人身权利、民主权利和"
    "合法财产权利（村民委员会组织法第二十七条，2018年文本）。请删去这一条。"
)
_OUTSIDE = _(
    "“%(word)s”不能计分：不在村务范围的行为不得计分，失信约束也不得自设、扩大"
    "（国办发〔2020〕49号）。请删去这一条。"
)
FORBIDDEN: tuple[tuple[str, Any], ...] = (
    (r"低保|最低生活保障|特困|五保|临时救助|社会救助|残疾人?补贴|优抚", _RIGHTS),
    (r"医保|医疗保险|新农合|合作医疗|参保|社保|社会保险", _RIGHTS),
    (r"养老金|养老保险|养老待遇|养老补贴|高龄津贴", _RIGHTS),
    (r"入学|上学资格|学位|学籍|招生|升学|转学", _RIGHTS),
    (r"选举|投票|选票|参选|罢免|候选", _RIGHTS),
    (r"土地分配|土地承包|宅基地|承包地|征地|分红|户口|落户", _RIGHTS),
    (r"信访|上访|越级|投诉|举报|意见|告状|起诉|诉讼", _OUTSIDE),
    (r"欠债|债务|欠款|贷款|征信|失信", _OUTSIDE),
)
_NOISE = re.compile(r"[\W_]+")


def no_forbidden_link(text: str, *, field: str) -> None:
    """Raises Refused("forbidden_link") with the clause, however the word was spaced or written."""
    plain = _NOISE.sub("", words_in.match_form(text))
    for pattern, why in FORBIDDEN:
        if found := re.search(pattern, plain):
            raise Refused("forbidden_link", why % {"word": found.group()}, field=field)


def line(told: Line) -> Line:
    """The line as it may stand. Raises Refused beside its field."""
    code = told.code.strip().upper()
    if not _CODE.fullmatch(code):
        raise Refused("code_odd", _("代号写一个字母和数字，比如 E1。"), field="code")
    name = words_in.clean(told.name, most=60, field="name", ask=_("请写做什么事得分。"))
    source = words_in.clean(told.source, most=200, field="source", ask=_("请写这一条的依据。"))
    for text, field in ((name, "name"), (source, "source")):
        no_forbidden_link(text, field=field)
    if told.points == 0 or not LEAST <= told.points <= MOST:
        say = _("分数写 %(least)s 到 %(most)s 之间的整数，不能是 0。")
        raise Refused("points_odd", say % {"least": LEAST, "most": MOST}, field="points")
    if (told.cap is None) != (told.period is Period.EACH):
        say = _("按月、按季度的要写最多几分；“每次”的不写。")
        raise Refused("cap_odd", say, field="cap")
    if told.cap is not None and not abs(told.points) <= told.cap <= 1000:
        say = _("最多几分不能少于一次的分数，也不能超过 1000。")
        raise Refused("cap_odd", say, field="cap")
    council = told.checker is Checker.COUNCIL
    if told.points < 0 and not council:
        say = _("扣分只能由道德评议会决定，不能一个人说了算。")
        raise Refused("council_alone", say, field="checker")
    if told.points > 0 and council and told.evidence is Evidence.REMINDERS:
        raise Refused("evidence_odd", _("两次提醒是扣分的依据，请换一种。"), field="evidence")
    if told.points < 0 and told.event:
        raise Refused("event_takes", _("扣分不能自动来，请选“要人来报”。"), field="event")
    return replace(told, code=code, name=name, source=source)


def book(lines: Sequence[Line], *, source: str, since: date, today: date) -> tuple[list[Line], str]:
    """A whole version as it may stand from a day on."""
    if len(lines) not in LINES:
        raise Refused("lines_odd", _("细则至少一条，最多 60 条。"), field="lines")
    kept = [line(one) for one in lines]
    codes = [one.code for one in kept]
    if len(set(codes)) < len(codes):
        twice = next(code for code in codes if codes.count(code) > 1)
        raise Refused("code_twice", _("代号 %(code)s 写了两次。") % {"code": twice}, field="lines")
    events = [one.event for one in kept if one.event]
    if len(set(events)) < len(events):
        twice = next(event for event in events if events.count(event) > 1)
        say = _("“%(event)s”写在两条里，一件事会得两次分，请只留一条。")
        raise Refused("event_twice", say % {"event": EVENT_WORDS[twice]}, field="lines")
    said = words_in.clean(source, most=200, field="source", ask=_("请写这版细则是怎么定的。"))
    no_forbidden_link(said, field="source")
    if since < today:
        raise Refused("since_past", _("新细则从今天或以后开始，不能倒回去算。"), field="since")
    return kept, said


def why_unratified(text: str) -> str:
    """Why no council's procedure passed this version; everybody reads it."""
    ask = _("没有走议事程序的，写为什么，大家看得到。")
    return words_in.clean(text, most=200, least=4, field="unratified", ask=ask)


def shipped() -> tuple[list[Line], str]:
    """The book that comes with the house (domain.md 9.3), and what it says of itself."""
    text = resources.files("yuanba.points").joinpath("default_book.toml").read_text("utf-8")
    told = tomllib.loads(text)
    rows = [
        Line(
            code=row["code"],
            name=row["name"],
            points=row["points"],
            cap=row.get("cap"),
            period=Period(row["period"]),
            evidence=Evidence(row["evidence"]),
            checker=Checker(row["checker"]),
            source=told["source"],
            event=Occasion(row.get("event", "")),
        )
        for row in told["line"]
    ]
    return rows, told["source"]


def period_of(period: Period, day: date) -> tuple[date, date]:
    """First day of the period, and first day after it."""
    if period is Period.EACH:
        return day, day + timedelta(days=1)
    months = 1 if period is Period.MONTH else 3
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    after = first.month + months
    return first, date(first.year + after // 13, after - 12 if after > 12 else after, 1)


def within_cap(told: Line, so_far: int) -> None:
    """Raises Refused("cap_reached") where this one would go over. `so_far` counts in the same sign."""
    if told.cap is None or abs(so_far) + abs(told.points) <= told.cap:
        return
    say = _("“%(name)s”%(period)s最多 %(cap)s 分，您家已经有 %(so_far)s 分，下一期再报。")
    said = {"name": told.name, "period": PERIOD_WORDS[told.period], "cap": told.cap}
    raise Refused("cap_reached", say % {**said, "so_far": abs(so_far)}, field="item")
