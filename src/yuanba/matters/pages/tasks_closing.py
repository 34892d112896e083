"""The acts of closing as the desk's pages see them: neighbours, the same told twice, exclusions."""

from typing import Any

from yuanba.base.text import _
from yuanba.matters.forms import closing
from yuanba.matters.models import Matter
from yuanba.matters.pages.task import Task, ids
from yuanba.matters.rules import State
from yuanba.matters.rules.exclusion import Stage


def _beside(matter: Matter, name: str) -> Any:
    """What queries.one looked up beside the matter; nothing where it was read for a list."""
    return getattr(matter, name, None)


# Whether a demand was unreasonable is asked when it has been looked into, not before.
ANSWERED = {State.FINISHED, State.REPLIED, State.EVALUATED, State.CLOSED}
TASKS = (
    Task(
        "grant_contest", _("邻居说得对，重办"), _("已同意重办，编号不变，期限从今天重新算。"), "undo",
        when=lambda m, p: bool(_beside(m, "contested")), versioned=False,
    ),
    Task(
        "answer_contest", _("答复邻居"), _("已答复，公开墙上看得到。"), "reply", closing.AnswerContest,
        when=lambda m, p: bool(_beside(m, "contested")), versioned=False,
        ask=_("没经过手的人去看过再答。不用重办的，把看到的写给大家。"),
    ),
    Task(
        "merge", _("并到另一件"), _("并好了。两边都看得到，居民的编号还在。"), "users", closing.Merge,
        "merge", ask=_("同一件事报了两次的，并到一件去办。办好了每个人都会答复、都会请他评。"),
    ),
    Task(
        "unmerge", _("分开办"), _("分开了，期限从今天重新算。"), "split", closing.Reason,
        when=lambda m, p: m.state == State.MERGED,
    ),
    Task(
        "ask_exclusion", _("申请不计入"), _("已申请，由上级没经手的人来定。"), "hand",
        closing.AskExclusion, adapt=ids("ground"), versioned=False,
        when=lambda m, p: not _beside(m, "exclusion") and m.state in ANSWERED,
        ask=_("不合理的诉求，只能按区县公布的理由、由上级没经手的人来定。统计里照样写明有几件。"),
    ),
    Task(
        "exclude", _("不计入"), _("已定，答复会告诉本人。"), "check", closing.Exclude,
        when=lambda m, p: _beside(m, "exclusion") == Stage.ASKED, versioned=False,
    ),
    Task(
        "deny_exclusion", _("照常计入"), _("已定，照常计入。"), "x", closing.Reason,
        when=lambda m, p: _beside(m, "exclusion") == Stage.ASKED, versioned=False,
    ),
    Task(
        "uphold_exclusion", _("复核：维持不计入"), _("复核过了，本人会看到。"), "check",
        closing.Reason, when=lambda m, p: _beside(m, "exclusion") == Stage.OBJECTED, versioned=False,
    ),
    Task(
        "lift_exclusion", _("复核：照常计入"), _("复核过了，本人会看到。"), "undo", closing.Reason,
        when=lambda m, p: _beside(m, "exclusion") == Stage.OBJECTED, versioned=False,
    ),
)  # fmt: skip
