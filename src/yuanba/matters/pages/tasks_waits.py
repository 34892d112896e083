"""The desk's acts about waiting: what goes on first, what can be asked for."""

from yuanba.base.text import _
from yuanba.matters.acts.settling import may_decide
from yuanba.matters.forms import desk as forms
from yuanba.matters.forms import waits
from yuanba.matters.models import Matter
from yuanba.matters.pages.task import Task, ids, pictures
from yuanba.matters.queries import beside
from yuanba.matters.rules import HELD, Outcome, State
from yuanba.matters.rules.conditions import ENDED
from yuanba.people.models import Person
from yuanba.people.seats import sits_in

# Offered before everything else: what the matter waits for.
FIRST = (
    Task(
        "grant_void", _("同意作废"), _("作废了。编号保留、上墙公开，居民会知道，可以有不同意见。"),
        "check", when=lambda m, p: _void(m, p),
        ask=_("作废的不是事情，是录错的一行。是真事就不能作废。"),
    ),
    Task(
        "deny_void", _("不作废"), _("没有作废，接着办。"), "x", forms.Reason,
        when=lambda m, p: _void(m, p),
    ),
    Task(
        "decide_unit", _("定由谁办"), _("定了，各单位和居民都会看到。"), "scale", waits.DecideUnit,
        key="u", adapt=ids("unit"), when=lambda m, p: m.settling in HELD and _decides(m, p),
        ask=_("先听几家怎么说，再定。定了就由它办到底。"),
    ),
    Task(
        "answer", _("代记回答"), _("记下了，事情接着办。"), "pen", waits.Answer, key="q",
        adapt=pictures, versioned=False,
        when=lambda m, p: beside.of(m).question is not None,
        ask=_("居民当面或者电话里说的，照原话替他记。"),
    ),
    Task(
        "take_up", _("条件够了，接着办"), _("接着办了，编号不变，居民会看到新的日子。"), "right",
        waits.TakeUp, key="p", when=lambda m, p: _waits(m),
        ask=_("编号不变，期限从今天重新算。"),
    ),
    Task(
        "keep_waiting", _("还要等"), _("记下了，居民会看到看了什么、哪天再看。"), "clock",
        waits.KeepWaiting, when=lambda m, p: _waits(m),
    ),
    Task(
        "resume", _("接着办"), _("接着办了，剩下的时间照旧算，居民会看到。"), "right", forms.Reason,
        key="p", when=lambda m, p: m.paused_until is not None,
        ask=_("停的时候还剩多少时间，现在就还有多少时间。"),
    ),
    Task(
        "grant_pause", _("同意暂停"), _("已同意，从现在起停，居民会看到。"), "check",
        when=lambda m, p: _asked(m) and m.pause_by_id != p.pk,
    ),
    Task(
        "deny_pause", _("不同意暂停"), _("已回绝，期限照旧。"), "x", forms.Reason,
        when=lambda m, p: _asked(m) and m.pause_by_id != p.pk,
    ),
)  # fmt: skip
# Offered among the others, after the usual work.
MORE = (
    Task(
        "send_back", _("退回"), _("退回了，居民会看到正在定由谁来办。"), "undo", waits.SendBack,
        "send_back", "b", when=lambda m, p: not m.unit_fixed and _of_the_unit(m, p),
        ask=_("退回要引用职责清单。第二次退回，上一级召集各单位一起定；第三次，由指定的负责人定，定了不能再退。"),
    ),
    Task(
        "ask_reporter", _("问居民"), _("问出去了，等回音的时候不计时。"), "speak", waits.AskReporter,
        "ask_reporter", "q", when=lambda m, p: m.pause_since is None,
        ask=_("按他留的方式问；没有电话的，会变成一次上门。"),
    ),
    Task(
        "ask_help", _("请协办"), _("请了，它会在自己的列表里看到。"), "users", waits.AskHelp, "ask_help",
        "h", adapt=ids("unit"),
        ask=_("您还是主办，期限不变。协办没答复以前不能办结，除非写明为什么不等了。"),
    ),
    Task(
        "ask_outside", _("问外单位"), "", "globe", waits.AskOutside, "ask_outside", "o",
        when=lambda m, p: not m.restricted,
        ask=_("没有账号的单位（供电所、物业公司）点开链接就能答复，只答这一件、只答一次。"),
    ),
    Task(
        "ask_void", _("申请作废"), _("申请了，等另一个人定。"), "x", waits.AskVoid, "void",
        when=lambda m, p: beside.of(m).void is None,
        ask=_("只给测试、录重、录错用，要两个人。编号和原话都留着，照样算一件，上墙公开。"),
    ),
    Task(
        "pause", _("暂停"), _("记下了，居民会看到为什么、到哪天。"), "clock", waits.Pause, "pause", "p",
        when=lambda m, p: m.pause_since is None,
        ask=_("停着的时候不计时，剩下的时间一点不少。"),
    ),
)  # fmt: skip


def _of_the_unit(matter: Matter, person: Person) -> bool:
    return matter.unit is not None and sits_in(person, matter.unit)


def _decides(matter: Matter, person: Person) -> bool:
    convening = beside.of(matter).convening
    return convening is not None and may_decide(person, convening)


def _void(matter: Matter, person: Person) -> bool:
    """Asked for by somebody else and not decided."""
    void = beside.of(matter).void
    return void is not None and void.asked_by_id != person.pk


def _waits(matter: Matter) -> bool:
    """It waits for a condition; before its day it may be looked at too."""
    return matter.outcome == Outcome.WAITING and State(matter.state) in ENDED


def _asked(matter: Matter) -> bool:
    """Leave for a long pause is asked for and not given yet."""
    return matter.pause_since is not None and matter.paused_until is None
