"""The acts of the desk as pages see them: name, key, form, when they can be done, and by whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from yuanba.base import clock, permits
from yuanba.base.errors import Refused
from yuanba.base.lanes import named
from yuanba.base.permits import TABLE, Role
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.matters import acts, rules
from yuanba.matters.forms import concerns as about
from yuanba.matters.forms import desk as forms
from yuanba.matters.models import Matter
from yuanba.matters.pages import tasks_closing
from yuanba.matters.pages import tasks_waits as waits
from yuanba.matters.pages.task import Task, ids, pictures
from yuanba.matters.queries.involved import in_the_unit
from yuanba.matters.rules import Hardship, Level, Method, Outcome, State
from yuanba.people.models import Person
from yuanba.people.rules import ROLE_WORDS


def _whom(said: dict[str, Any], person: Person) -> dict[str, Any]:
    return said | {"about": said.pop("whom")}


def _take(said: dict[str, Any], person: Person) -> dict[str, Any]:
    return said | {"owner_id": person.pk, "method": Method.DUTY}


def _again(matter: Matter) -> bool:
    return State(matter.state) not in rules.WAITING_STATES


def _agreed(matter: Matter) -> bool:
    agreed = getattr(matter, "showing", None)
    return agreed is not None and agreed.until is None


def _may_show(matter: Matter) -> bool:
    hidden = matter.restricted or matter.concerned
    return rules.showing.may_show(state=State(matter.state), lane=matter.lane, hidden=hidden)


TASKS = (
    *waits.FIRST,
    Task("accept", _("受理"), _("已受理，办理期限已告知居民。"), "check", key="a", step="accept"),
    Task(
        "triage", _("分流"), _("分好了。"), "split", step="triage", key="t",
        when=lambda m, p: not _again(m), form=forms.Triage, adapt=ids("category", "unit"),
    ),
    Task(
        "assign", _("由我接下"), _("已接下，由您负责。"), "hand", name="take", step="assign",
        key="a", adapt=_take,
        when=lambda m, p: p.pk not in {m.owner_id, m.supervisor_id} and in_the_unit(m, p),
    ),
    Task(
        "assign", _("交办"), _("已交办，责任人和监督人会看到。"), "user", forms.Assign, "assign", "g",
        adapt=ids("owner", "supervisor"), when=lambda m, p: m.owner_id is None,
    ),
    Task("note", _("记进展"), _("记下了。"), "pen", forms.Note, "note", "w", adapt=pictures),
    Task(
        "finish", _("办结"), _("已办结，请尽快答复居民。"), "check", forms.Finish, "finish", "d",
        adapt=pictures,
    ),
    Task("reply", _("回话"), _("已答复，等居民评。"), "reply", forms.Reply, "reply", "r"),
    Task(
        "call_back", _("回访"), _("回访记下了。"), "phone", forms.CallBack, "evaluate", "v",
        when=lambda m, p: p.pk not in {m.owner_id, m.finished_by_id},
        ask=_("经办的人不回访。问居民：办好了吗，满意吗。照原话记。"),
    ),
    Task("attempt", _("没联系上"), _("记下了一次联系。"), "off", forms.Attempt, "attempt"),
    Task(
        "close", _("销号"), _("已销号。"), "stamp", forms.Close, "close", "c",
        ask=_("销号以后进入公开墙的候选，居民不满意仍可以要求重办。"),
    ),
    Task(
        "grant_extension", _("同意延期"), _("已同意，新的日期会告诉居民。"), "check",
        when=lambda m, p: m.extension_days > 0 and m.extension_by_id != p.pk,
    ),
    Task(
        "deny_extension", _("不同意延期"), _("已回绝，期限不变。"), "x", forms.Reason,
        when=lambda m, p: m.extension_days > 0 and m.extension_by_id != p.pk,
    ),
    Task(
        "grant_reopen", _("同意重办"), _("已同意重办，编号不变，期限从今天重新算。"), "undo",
        when=lambda m, p: m.reopen_asked_at is not None,
    ),
    Task(
        "deny_reopen", _("不重办"), _("已说明理由，居民会看到。"), "x", forms.Reason,
        when=lambda m, p: m.reopen_asked_at is not None and m.finished_by_id != p.pk,
    ),
    Task(
        "check_hardship", _("查看困难"), _("记下了。"), "hand", forms.CheckHardship, "check_hardship",
        when=lambda m, p: m.lane == Lane.PERSONAL,
        ask=named(_("%(personal)s销号以前，先看这家有没有困难、要不要救助。")),
    ),
    Task(
        "assign", _("换责任人"), _("换好了，原来的责任人也留在经过里。"), "user", forms.Assign, "assign",
        "g", name="reassign", adapt=ids("owner", "supervisor"),
        when=lambda m, p: m.owner_id is not None,
    ),
    Task("transfer", _("转办"), _("已转办，期限照旧。"), "swap", forms.Move, "transfer", "m",
         adapt=ids("unit")),
    Task(
        "triage", _("改分"), _("改好了，原来怎么分的都留着。"), "split", forms.Triage, "triage",
        name="triage_again", when=lambda m, p: _again(m), adapt=ids("category", "unit"),
    ),
    Task(
        "keep_class", _("维持原分"), _("已说明理由，居民会看到。"), "stamp", forms.Reason,
        when=lambda m, p: getattr(m, "objecting", False),
        ask=_("居民觉得分得不对。分错了请“改分”；没有分错，写明为什么这样分。"),
    ),
    Task(
        "hand_up", _("上交一级"), _("已交到上一级。"), "up", forms.HandUp, "hand_up",
        adapt=ids("unit"), when=lambda m, p: m.level != Level.COUNTY,
    ),
    Task(
        "hand_down", _("交下一级"), _("已交到下一级。"), "down", forms.HandDown, "hand_down",
        adapt=ids("unit"), when=lambda m, p: m.level != Level.VILLAGE,
        ask=_("部门职责内的事不能下压给镇街和村社。"),
    ),
    Task(
        "ask_extension", _("申请延期"), _("已申请，等别人批。"), "clock", forms.AskExtension, "extend",
        when=lambda m, p: not m.extension_days,
    ),
    Task(
        "ask_reopen", _("请求重办"), _("已请求重办。"), "undo", forms.AskReopen, "ask_reopen",
        when=lambda m, p: m.reopen_asked_at is None, versioned=False,
    ),
    *waits.MORE,
    Task(
        "name_concern", _("反映干部、单位"), _("记下了，由上一级来办，有关的人看不到。"), "shield",
        about.NameConcern, adapt=_whom,
        ask=_("这件事反映的是干部、单位或者邻居，就在这里写明。写了以后，他和他的下属都看不到，"
              "由上一级来办。反映的是管着您的人，您自己也看不到了。"),
    ),
    Task(
        "lift_concern", _("不是反映他的"), _("取消了，诉求人会看到理由。"), "undo",
        about.LiftConcern, adapt=ids("concern"), when=lambda m, p: m.concerned,
        ask=_("核实过了，确实不是反映他的，才取消。记的人和经手的人不能取消。"),
    ),
    Task(
        "let_show", _("本人同意公开"), _("记下了。看过文字、公开以后，邻居看得到。"), "globe",
        forms.LetShow, versioned=False, when=lambda m, p: not _agreed(m) and _may_show(m),
        ask=_("本人说了同意才记。公开的只有事情和网格、院坝，不写是谁说的，他随时可以收回。"),
    ),
    Task(
        "stop_showing", _("本人收回公开"), _("收回了，邻居看不到了。"), "undo", versioned=False,
        when=lambda m, p: _agreed(m),
    ),
    Task(
        "renew_link", _("换新链接"), _("换好了，以前的链接和查询码都不能用了。请打印小票交给本人。"), "link",
        forms.RenewLink, versioned=False,
        ask=_("短信发错了人、小票丢了，就换一个。换了以后，以前的链接和查询码谁也打不开。先当面核实是本人。"),
    ),
    Task("refuse", _("不予受理"), _("已告知居民该去哪里办。"), "x", forms.Refuse, "refuse"),
    *tasks_closing.TASKS,
)  # fmt: skip
REVEAL = Task(
    "reveal", _("显示号码"), "", "eye", forms.Reveal, versioned=False,
    when=lambda m, p: True,
)  # fmt: skip
BY_SLUG = {task.slug: task for task in (*TASKS, REVEAL)}


@dataclass(frozen=True)
class Offers:
    """What this person may do now, and what others may."""

    mine: list[Task]
    others: list[tuple[Any, str]]  # the act, and who can do it
    not_yet: str  # why it cannot be struck off yet, if everything else is done


def offers(matter: Matter, person: Person, now: datetime) -> Offers:
    """Only the acts this person may do now; those of others with the roles that can. No statement."""
    mine, others, not_yet = [], {}, ""
    for task in TASKS:
        if not open_to(task, matter, person):
            continue
        if permits.may(person, task.permit, reach=matter.reach) is None:
            if task.name != "take" and TABLE[task.permit]:
                others[str(task.label)] = who_can(task)
            continue
        if task.act == "close" and (not_yet := why_not_close(matter, now)):
            continue
        mine.append(task)
    return Offers(mine, list(others.items()), not_yet)


def open_to(task: Task, matter: Matter, person: Person) -> bool:
    """Is the matter at the point where this can be done?"""
    able = not task.step or rules.can(State(matter.state), task.step)
    stands = matter.paused_until is not None and task.act in rules.STOPPED
    held = matter.settling in rules.HELD and task.act in rules.UNTIL_SETTLED
    return able and not stands and not held and task.when(matter, person)


def who_can(task: Task) -> str:
    """The roles that may, in words."""
    roles = [role for role in Role if role in TABLE[task.permit] and role is not Role.REPORTER]
    return "、".join(str(ROLE_WORDS[role]) for role in roles)


def why_not_close(matter: Matter, now: datetime) -> str:
    """The sentence for what is missing before it can be struck off; empty when nothing is."""
    case = rules.Closing(
        state=State(matter.state),
        lane=Lane(matter.lane),
        solved=matter.solved,
        replied_at=matter.replied_at,
        attempts=matter.attempts,
        hardship=Hardship(matter.hardship),
        guidance=matter.guidance,
        outcome=Outcome(matter.outcome),
        review_on=matter.review_on,
        reopen_pending=matter.reopen_asked_at is not None,
        disputed=matter.disputed,
    )
    try:
        rules.close(case, evidence="……", now=now, today=clock.day_of(now))
    except Refused as refusal:
        return str(refusal.message)
    return ""


def runner(task: Task, person: Person, matter_id: int, now: datetime) -> Callable[..., object]:
    """The act, waiting for what the form says."""
    act = getattr(acts, task.act)

    def run(version: int | None = None, key: str = "", **said: Any) -> object:
        if task.versioned:
            said["version"] = version
        said = task.adapt(said, person)
        # A form may be sent twice, but never stands for another matter.
        return act(actor=person, matter_id=matter_id, now=now, key=key, **said)

    return partial(run)
