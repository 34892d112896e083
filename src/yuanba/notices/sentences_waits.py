"""What people are told while their matter waits: that the clock stands and why, that it goes on, that
somebody asks them something."""

from typing import Any

from yuanba.base.text import _
from yuanba.matters.rules import ASKED
from yuanba.notices.rules import Kind

STOPPED = _(
    "您说的事（%(number)s）先停一下，到%(until)s再看，因为：%(reason)s 停着不计时，到那天接着办。"
    "查进度：%(link)s"
)
SENTENCES: dict[str, tuple[Kind, Any]] = {
    "matters.pause": (Kind.PAUSED, STOPPED),
    "matters.grant_pause": (Kind.PAUSED, STOPPED),
    "matters.resume": (
        Kind.GOES_ON,
        _("您说的事（%(number)s）接着办了，%(due)s前答复您。查进度：%(link)s"),
    ),
    "matters.wake": (
        Kind.GOES_ON,
        _("您说的事（%(number)s）到了再看的日子，接着办了，%(due)s前答复您。查进度：%(link)s"),
    ),
    "matters.ask_reporter": (
        Kind.ASKED,
        _(
            "您说的事（%(number)s）想请您补充一句，%(answer_by)s前：%(question)s 点这里回答：%(answer)s"
        ),
    ),
}
SENTENCES["matters.send_back"] = (
    Kind.SETTLING,
    _(
        "您说的事（%(number)s）接到的单位说不归他们办，正在定由谁来办。期限不变，%(due)s前答复您。"
        "查进度：%(link)s"
    ),
)
SENTENCES["matters.decide_unit"] = (
    Kind.MOVED,
    _("您说的事（%(number)s）定下来了，由%(unit)s来办，%(due)s前答复您。查进度：%(link)s"),
)
SENTENCES["matters.keep_waiting"] = (
    Kind.WAITING,
    _("您说的事（%(number)s）又看过一次，还要等：%(checked)s %(until)s再看。查进度：%(link)s"),
)
SENTENCES["matters.take_up"] = (
    Kind.GOES_ON,
    _("您说的事（%(number)s）条件够了，接着办，编号不变，%(due)s前答复您。查进度：%(link)s"),
)
SENTENCES["matters.grant_void"] = (
    Kind.VOID,
    _(
        "编号%(number)s作废了：%(ground_name)s，%(reason)s 编号保留，公开可查。要是弄错了，点这里说，"
        "别人会再看一次：%(link)s"
    ),
)
SENTENCES["lanes.show_way"] = (
    Kind.GOES_ON,
    _("您说的事（%(number)s）社区替您想了办法，请看一看，帮到了没有也在这里说：%(ways)s"),
)
SENTENCES["lanes.remind_way"] = (
    Kind.ASKED,
    _("您说的事（%(number)s）到日子了：替您想的办法，帮到了没有？点这里说一声：%(ways)s"),
)
SENTENCES["lanes.settle_topic"] = (
    Kind.GOES_ON,
    _("您说的事（%(number)s）%(unit)s商量过了，怎么定的在这里看：%(link)s"),
)
CORRECTED = _(
    "您说的事（%(number)s）您自己选的类，社区看过改了，由%(unit)s来办，%(due)s前答复您。为什么改、不认可"
    "怎么说，都在这里：%(link)s"
)
NOT_ANSWERED = _(
    "您说的事（%(number)s）没有等到您的回答，先接着办了，%(due)s前答复您。您晚说也收：%(answer)s"
)


def other(act: str, facts: dict[str, Any]) -> Any:
    """Another sentence than the usual one of the act; None for the usual."""
    if act == "matters.wake" and facts.get("ground") == ASKED:
        return NOT_ANSWERED
    if act == "matters.triage" and facts.get("chosen"):
        return CORRECTED
    return None


def silent(act: str, facts: dict[str, Any]) -> bool:
    """A record of which the person is not told: leave that was only asked for."""
    return act == "matters.pause" and bool(facts.get("asked"))
