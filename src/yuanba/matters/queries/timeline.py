"""How a matter came to where it stands: its records in plain words (怎么走到这一步).

The reporter reads what was done and decided. Inside notes, refused extensions, failed calls,
hardship checks and who looked at his number are for the desk only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from yuanba.base import records
from yuanba.base.models import Record
from yuanba.base.permits import Role
from yuanba.base.text import _, ngettext_lazy
from yuanba.duties.rules import LANE_WORDS
from yuanba.matters import rules
from yuanba.matters.models import Matter, Photo
from yuanba.matters.queries import lanes_words, waits_words, words
from yuanba.matters.rules import Outcome, State
from yuanba.people import queries as people
from yuanba.people.rules import ROLE_WORDS

TOGETHER = timedelta(milliseconds=1)  # pictures of one act are a microsecond apart


@dataclass
class Step:
    """One step of the way. `state` is done, now, or empty for a step still to come."""

    title: Any
    meta: str = ""
    text: Any = ""
    state: str = ""
    photos: list[Photo] = field(default_factory=list)
    at: datetime | None = None
    lane: str = ""
    act: str = ""
    inside: bool = False  # the reporter does not read it


@dataclass(frozen=True)
class Say:
    """What a record is called: for the reporter, for the desk (if different), and the fact below."""

    title: Any
    desk: Any = ""
    text: str = ""
    inside: bool = False


SAY = {
    "report": Say(_("社区收到了")),
    "report_above": Say(_("收到了，由上一级来看")),
    "accept": Say(_("社区看过，受理了")),
    "refuse": Say(_("没有受理"), text="reason"),
    "triage": Say(_("分为%(lane)s，交给%(unit)s"), text="reason"),
    "corrected": Say(
        _("您选的是%(chosen)s，社区看过，改为%(lane)s，交给%(unit)s"),
        _("居民选的是%(chosen)s，改为%(lane)s，交给%(unit)s"),
        text="reason",
    ),
    "again": Say(_("重新分为%(lane)s，交给%(unit)s"), text="reason"),
    "assign": Say(_("由%(owner)s负责办，%(due)s前答复")),
    "transfer": Say(_("转给%(unit)s办"), text="reason"),
    "hand_up": Say(_("交到上一级，由%(unit)s办"), text="reason"),
    "hand_down": Say(_("交到下一级，由%(unit)s办"), text="reason"),
    "note": Say(_("正在办"), text="text"),
    "note_inside": Say(_("内部记事"), text="text", inside=True),
    "add": Say(_("您补充了"), _("居民补充了"), text="text"),
    "ask_extension": Say(
        ngettext_lazy("申请延期%(days)s天", "申请延期%(days)s天", "days"),
        text="reason",
        inside=True,
    ),
    "grant_extension": Say(_("要多用些时间，改到%(due)s前答复")),
    "deny_extension": Say(_("没有同意延期"), text="reason", inside=True),
    "finish": Say("%(outcome)s", text="result"),
    "reply": Say(_("给您答复了"), _("答复了居民"), text="text"),
    "attempt": Say(_("联系居民，没有联系上"), text="text", inside=True),
    "evaluate_yes": Say(_("您说办好了"), _("居民说办好了")),
    "evaluate_no": Say(_("您说还没办好"), _("居民说还没办好"), text="why"),
    "call_back_yes": Say(_("社区问过您，您说办好了"), _("回访：居民说办好了")),
    "call_back_no": Say(_("社区问过您，您说还没办好"), _("回访：居民说还没办好"), text="why"),
    "check_hardship": Say(_("看过有没有困难、要不要救助"), text="text", inside=True),
    "ask_reopen": Say(_("请求重办"), text="why"),
    "grant_reopen": Say(_("同意重办，%(due)s前答复")),
    "deny_reopen": Say(_("这次没有重办"), text="reason"),
    "spot_check_solved": Say(_("抽查问过您，您说办好了"), _("抽查回访：居民说办好了")),
    "spot_check_unsolved": Say(
        _("抽查问过您，您说还没办好"), _("抽查回访：居民说还没办好"), text="why"
    ),
    "spot_check_unreached": Say(_("抽查回访，没有联系上"), text="why", inside=True),
    "contest": Say(_("有邻居在公开墙上说还没好"), text="why", inside=True),
    "grant_contest": Say(_("邻居说还没好，重新办，%(due)s前答复")),
    "answer_contest": Say(_("看过邻居的意见，没有重办"), text="reply", inside=True),
    "ask_exclusion": Say(_("申请不计入：%(ground)s"), text="reason", inside=True),
    "exclude": Say(_("不计入办理统计：%(ground)s"), text="reason"),
    "deny_exclusion": Say(_("没有同意不计入"), text="reason", inside=True),
    "object_exclusion": Say(_("您对不计入有不同意见"), _("居民对不计入有不同意见"), text="why"),
    "uphold_exclusion": Say(_("复核过了，维持不计入"), text="reason"),
    "lift_exclusion": Say(
        _("复核过了，您说得对，照常计入"), _("复核撤销，照常计入"), text="reason"
    ),
    "merge": Say(_("和%(into)s是同一件事，一起办"), text="reason"),
    "merge_other": Say(_("%(number)s是同一件事，并进来一起办"), inside=True),
    "join": Say(_("您家也是：跟%(into)s一起办"), _("居民说“我家也是”，跟%(into)s一起办")),
    "join_other": Say(_("又有一家说“我家也是”：%(number)s"), inside=True),
    "unmerge": Say(_("和%(into)s分开办，%(due)s前答复"), text="reason"),
    "answer_duplicate": Say(_("给您答复了"), _("随%(into)s一并答复"), text="text"),
    "answer_duplicate_refused": Say(_("没有受理"), text="reason"),
    "close_yes": Say(_("销号了：您说办好了"), _("销号：居民认可")),
    "close_unasked": Say(_("销号了：没有等到您的评价，记为“未评”"), _("销号：未评")),
    "close_disputed": Say(_("销号了：您不认可，意见记在册上"), _("销号：居民不认可，单独统计")),
    "close_elsewhere": Say(_("在原来的系统里办结了")),
    "urge": Say(_("您催了一次"), _("居民催了一次")),
    "object_to_class": Say(_("您觉得分得不对"), _("居民觉得分得不对"), text="why"),
    "keep_class": Say(_("看过您的意见，还是这样分"), _("看过居民的意见，维持原分"), text="reason"),
    "write_down": Say(_("您说的录音记成了文字"), _("录音记成文字"), text="text"),
    "rate_yes": Say(_("您说满意"), _("居民说满意")),
    "rate_no": Say(_("您说不满意"), _("居民说不满意")),
    "let_show": Say(
        _("您同意在办的时候让邻居看到"), _("居民同意在办的时候让邻居看到"), text="said"
    ),
    "stop_showing": Say(_("您收回了，邻居看不到了"), _("居民收回公开，邻居看不到了")),
    "renew_link": Say(_("换了新的查询链接，以前的不能用了")),
    "rights.disown": Say(_("号码的主人说不是他说的，姓名电话删掉了")),
    "take_back": Say(_("撤回了上一步")),
    "reveal": Say(_("查看了联系方式"), text="reason", inside=True),
    "name_concern": Say(
        _("记为反映干部或单位的事，由上一级来办"), _("记为反映干部、单位或邻居的事"), text="why"
    ),
    "lift_concern": Say(_("上一级核实过，不再按反映干部或单位来办"), text="reason"),
    "move_limit": Say(_("放假安排有变，改到%(due)s前答复")),
}
SAY |= {name: Say(**said) for name, said in (waits_words.SAY | lanes_words.SAY).items()}
OUTCOMES: dict[str, Any] = {
    Outcome.ANSWERED: _("办完了：已经答复"),
    Outcome.SOLVED: _("办完了：已经解决"),
    Outcome.EXPLAINED: _("办完了：说明了为什么不能办"),
    Outcome.WAITING: _("先办到这里：等条件够了再办"),
    Outcome.REFERRED: _("办完了：请有权的单位接着办"),
}


def steps(matter: Matter, *, inside: bool) -> list[Step]:
    """The way so far, oldest first; `inside` shows the desk's own notes too. Two statements.

    The last step of an open matter is "now". Each step carries the pictures that came with it.
    """
    way: list[Step] = []
    waiting = list(matter.photos.order_by("id"))
    solved: object = None
    for record in records.about(matter, marked=people.marked()):
        solved = record.facts.get("solved", solved)
        step = _step(record, solved, inside=inside)
        if step is None:
            continue
        step.photos, waiting = _came_with(record, waiting)
        if inside or not step.inside:
            way.append(step)
    if way and State(matter.state) not in rules.DONE:
        way[-1].state = "now"
    return way


def _came_with(record: Record, waiting: list[Photo]) -> tuple[list[Photo], list[Photo]]:
    """The pictures that came with this record, and those that wait for another. An act says how
    many it brought; a telling brought all of its moment."""
    until = record.at + TOGETHER
    fits = [photo for photo in waiting if record.at <= photo.at < until]
    if record.act != "matters.report":
        fits = fits[: int(record.facts.get("photos", 0))]
    return fits, [photo for photo in waiting if photo not in fits]


def _step(record: Record, solved: object, *, inside: bool) -> Step | None:
    context, _dot, act = record.act.partition(".")
    ours = context == "matters"
    name = _name(act, record.facts, solved) if ours else lanes_words.name(record.act, record.facts)
    if name not in SAY:
        return None
    say = SAY[name]
    title = str((say.desk if inside and say.desk else say.title) % _Known(record))
    return Step(
        title=title,
        meta=" · ".join(
            filter(None, [words.moment(record.at), _who(record, inside), _marked(record, inside)])
        ),
        text=str(record.facts.get(say.text, "")) if say.text else "",
        state="done",
        at=record.at,
        lane=str(record.facts.get("lane", "")) if act == "triage" else "",
        act=act,
        inside=say.inside,
    )


def _name(act: str, facts: dict[str, Any], solved: object) -> str:
    """Which sentence a record has: some acts end in more than one way. `solved` is the last
    judgement before it."""
    if act == "triage":
        return "again" if facts.get("again") else "corrected" if facts.get("chosen") else act
    if act == "report" and facts.get("concerned"):
        return "report_above"
    if act == "note" and facts.get("inside"):
        return "note_inside"
    if act in {"evaluate", "call_back"}:
        return f"{act}_yes" if facts.get("solved") else f"{act}_no"
    if act == "rate":
        return "rate_yes" if facts.get("satisfied") else "rate_no"
    if act == "spot_check":
        return f"spot_check_{facts.get('answer', '')}"
    if act in {"merge", "join"}:
        return act if "into" in facts else f"{act}_other"
    if act == "answer_duplicate":
        return "answer_duplicate_refused" if facts.get("refused") else act
    if act == "close":
        return _closed(facts.get("confirmed"), solved)
    return waits_words.name(act, facts)


def _closed(confirmed: object, solved: object) -> str:
    if confirmed is None:
        return "close_elsewhere"
    if confirmed:
        return "close_yes"
    return "close_disputed" if solved is False else "close_unasked"


def _who(record: Record, inside: bool) -> str:
    if "outside" in record.facts and record.role == Role.RESIDENT:
        return str(record.facts["outside"])
    if record.role in {Role.REPORTER, Role.RESIDENT, ""}:
        return str(_("居民")) if inside and record.role else ""
    name = record.actor.name if record.actor else ""
    return f"{ROLE_WORDS.get(Role(record.role), '')} {name}".strip()


def _marked(record: Record, inside: bool) -> str:
    """What an account did in the day after a reset is looked at twice (trust.md T20)."""
    return str(_("重置后24小时内")) if inside and getattr(record, "marked", False) else ""


class _Known(dict[str, str | int]):
    """The words a sentence may ask for, looked up only when it does. A real dictionary: a sentence
    that counts takes its number from nothing else."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self.facts = record.facts

    def __missing__(self, name: str) -> str | int:
        return KNOWN[name](self.facts)


def _due(facts: dict[str, Any]) -> str:
    said = facts.get("due")
    return words.day(datetime.fromisoformat(said)) if said else ""


KNOWN: dict[str, Callable[[dict[str, Any]], str | int]] = {
    "lane": lambda facts: str(LANE_WORDS.get(facts.get("lane", ""), "")),
    "chosen": lambda facts: str(LANE_WORDS.get(facts.get("chosen", ""), "")),
    "unit": lambda facts: str(facts.get("unit_name", "")),
    "owner": lambda facts: str(facts.get("owner", "")),
    "days": lambda facts: int(facts.get("days", 0)),
    "ground": lambda facts: str(facts.get("ground", "")),
    "into": lambda facts: str(facts.get("into", "")),
    "number": lambda facts: str(facts.get("number", "")),
    "due": _due,
    "outcome": lambda facts: str(OUTCOMES.get(facts.get("outcome", ""), "")),
    **waits_words.KNOWN,
}
