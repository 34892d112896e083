"""How the records of waiting read in the story of a matter (queries/timeline.py adds these)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from yuanba.base.text import _
from yuanba.matters.queries import words
from yuanba.matters.rules import ASKED

# record → title for the reporter, title for the desk, the fact below, whether only the desk reads it
SAY: dict[str, dict[str, Any]] = {
    "pause": {"title": _("先停一下，到%(until)s再看"), "text": "reason"},
    "pause_asked": {
        "title": _("申请停到%(until)s，等别人批"),
        "text": "reason",
        "inside": True,
    },
    "grant_pause": {
        "title": _("先停一下，到%(until)s再看"),
        "desk": _("同意停到%(until)s"),
        "text": "reason",
    },
    "deny_pause": {"title": _("没有同意暂停"), "text": "reason", "inside": True},
    "resume": {"title": _("接着办了，%(due)s前答复"), "text": "reason"},
    "wake": {"title": _("到了再看的日子，接着办，%(due)s前答复")},
    "wake_asked": {"title": _("没有等到补充，先接着办，%(due)s前答复")},
    "ask_reporter": {
        "title": _("想请您补充一句，%(answer_by)s前"),
        "desk": _("请居民补充，等到%(answer_by)s"),
        "text": "text",
    },
    "answer": {"title": _("您回答了"), "desk": _("居民回答了"), "text": "text"},
    "answer_late": {
        "title": _("您回答了，事情已经接着在办"),
        "desk": _("居民回答了（过了说好的日子）"),
        "text": "text",
    },
}


def name(act: str, facts: dict[str, Any]) -> str:
    """Which sentence a record of waiting has; the name of the act where there is only one."""
    if act == "pause" and facts.get("asked"):
        return "pause_asked"
    if act == "wake" and facts.get("ground") == ASKED:
        return "wake_asked"
    if act == "answer" and facts.get("late"):
        return "answer_late"
    return act


def _day(fact: str) -> Callable[[dict[str, Any]], str]:
    def said(facts: dict[str, Any]) -> str:
        return words.day(date.fromisoformat(facts[fact])) if facts.get(fact) else ""

    return said


KNOWN: dict[str, Callable[[dict[str, Any]], str]] = {
    "until": _day("until"),
    "answer_by": _day("answer_by"),
}
