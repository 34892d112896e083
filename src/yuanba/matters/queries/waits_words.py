"""How the records of waiting read in the story of a matter (queries/timeline.py adds these)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from yuanba.base.text import _
from yuanba.matters.queries import words
from yuanba.matters.rules import ASKED, HELD

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
    "send_back": {
        "title": _("%(unit)s说清单上“%(listed)s”不归他们办，正在定由谁来办"),
        "desk": _("%(unit)s退回，引清单%(item)s"),
        "text": "reason",
    },
    "send_back_convened": {
        "title": _(
            "%(unit)s也说清单上“%(listed)s”不归他们办，%(meet_on)s前由%(place)s召集几家一起定"
        ),
        "desk": _("%(unit)s退回，引清单%(item)s；%(meet_on)s前由%(place)s召集几家定"),
        "text": "reason",
    },
    "send_back_leader": {
        "title": _("又说清单上“%(listed)s”不归他们办，%(meet_on)s前由%(leader)s来定"),
        "desk": _("%(unit)s退回，引清单%(item)s；%(meet_on)s前由%(leader)s来定"),
        "text": "reason",
    },
    "keep_waiting": {"title": _("看过了，还要等，%(until)s再看"), "text": "text"},
    "take_up": {"title": _("条件够了，接着办，%(due)s前答复"), "text": "text"},
    "ask_help": {
        "title": _("请%(unit)s协办"),
        "desk": _("请%(unit)s协办，%(due_on)s前答复"),
        "text": "text",
    },
    "answer_help": {"title": _("%(unit)s协办好了"), "text": "text"},
    "answer_help_no": {"title": _("%(unit)s说协办不了"), "text": "text"},
    "withdraw_help": {"title": _("不用%(unit)s协办了"), "text": "reason", "inside": True},
    "ask_outside": {
        "title": _("请%(outside)s看一看"),
        "desk": _("给%(outside)s发了链接，开到%(until)s"),
        "text": "text",
    },
    "answer_outside": {"title": _("%(outside)s答复了"), "text": "text"},
    "revoke_outside": {"title": _("收回了给%(outside)s的链接"), "inside": True},
    "ask_void": {"title": _("申请作废，等别人定"), "text": "reason", "inside": True},
    "grant_void": {"title": _("作废了：%(ground_name)s"), "text": "reason"},
    "deny_void": {"title": _("没有作废，接着办"), "text": "reason", "inside": True},
    "decide_unit": {"title": _("定下来了，由%(unit)s办"), "text": "reason"},
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
    if act == "send_back" and facts.get("settling") in HELD:
        return f"send_back_{facts['settling']}"
    if act == "answer_help" and not facts.get("done"):
        return "answer_help_no"
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
    "meet_on": _day("meet_on"),
    "ground_name": lambda facts: str(facts.get("ground_name", "")),
    "due_on": _day("due_on"),
    "meets_on": _day("meets_on"),
    "on": _day("on"),
    "ask_on": _day("ask_on"),
    "outside": lambda facts: str(facts.get("outside", "")),
    "item": lambda facts: f"{facts.get('item', '')} {facts.get('item_name', '')}",
    "listed": lambda facts: str(facts.get("item_name", "")),
    "place": lambda facts: str(facts.get("place", "")),
    "leader": lambda facts: str(facts.get("leader") or facts.get("place", "")),
}
