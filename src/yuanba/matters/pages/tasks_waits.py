"""The desk's acts about waiting: what goes on first, what can be asked for."""

from yuanba.base.text import _
from yuanba.matters.forms import desk as forms
from yuanba.matters.forms import waits
from yuanba.matters.pages.task import Task, pictures
from yuanba.matters.queries import beside

# Offered before everything else: what the matter waits for.
FIRST = (
    Task(
        "answer", _("代记回答"), _("记下了，事情接着办。"), "pen", waits.Answer, key="q",
        adapt=pictures, versioned=False,
        when=lambda m, p: beside.of(m).question is not None,
        ask=_("居民当面或者电话里说的，照原话替他记。"),
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
        "ask_reporter", _("问居民"), _("问出去了，等回音的时候不计时。"), "speak", waits.AskReporter,
        "ask_reporter", "q", when=lambda m, p: m.pause_since is None,
        ask=_("按他留的方式问；没有电话的，会变成一次上门。"),
    ),
    Task(
        "pause", _("暂停"), _("记下了，居民会看到为什么、到哪天。"), "clock", waits.Pause, "pause", "p",
        when=lambda m, p: m.pause_since is None,
        ask=_("停着的时候不计时，剩下的时间一点不少。"),
    ),
)  # fmt: skip


def _asked(matter: object) -> bool:
    """Leave for a long pause is asked for and not given yet."""
    return (
        getattr(matter, "pause_since", None) is not None
        and getattr(matter, "paused_until", None) is None
    )
