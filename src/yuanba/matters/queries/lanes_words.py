"""How the records of what follows the sorting (lanes/) read in the story of a matter (timeline.py adds
these). Nothing of that context is imported: a record is known by its name and its facts."""

from typing import Any

from yuanba.base.text import _

PREFIX = "lanes."
# as in waits_words.SAY
SAY: dict[str, dict[str, Any]] = {
    "lanes.put_topic": {"title": _("交给%(unit)s商议，%(meets_on)s议"), "text": "question"},
    "lanes.settle_topic_agreed": {"title": _("%(unit)s商量成了"), "text": "words"},
    "lanes.settle_topic_declined": {"title": _("%(unit)s没商量成"), "text": "words"},
    "lanes.settle_topic_withdrawn": {"title": _("%(unit)s不议了"), "text": "words"},
    "lanes.give_order": {"title": _("%(unit)s派人%(on)s去做"), "text": "what"},
    "lanes.finish_order_yes": {"title": _("%(unit)s做成了"), "text": "text"},
    "lanes.finish_order_no": {"title": _("%(unit)s没做成"), "text": "text"},
    "lanes.call_volunteers": {"title": _("%(unit)s招募志愿者"), "text": "what"},
    "lanes.end_call": {"title": _("志愿者做了"), "text": "text"},
    "lanes.end_call_off": {"title": _("招募取消了"), "text": "text"},
    "lanes.show_way": {"title": _("给您想了办法"), "desk": _("给居民想了办法"), "text": "text"},
    "lanes.show_way_aid": {"title": _("替您转请%(unit)s救助"), "desk": _("转请%(unit)s救助"), "text": "text"},
    "lanes.ask_later": {"title": _("问过帮到没有，%(ask_on)s再问"), "text": "text", "inside": True},
    "lanes.answer_way_yes": {"title": _("您说帮到了"), "desk": _("居民说帮到了"), "text": "text"},
    "lanes.answer_way_no": {"title": _("您说还没帮到"), "desk": _("居民说还没帮到"), "text": "text"},
    "lanes.remind_way": {"title": _("发消息问帮到没有"), "inside": True},
    "lanes.doubt_class": {"title": _("拿不准怎么分，请三家会商"), "text": "question"},
    "lanes.say_view": {"title": _("%(unit)s说是%(lane)s"), "text": "text", "inside": True},
    "lanes.settle_class": {"title": _("会商定了：%(lane)s")},
}  # fmt: skip


def name(act: str, facts: dict[str, Any]) -> str:
    """Which sentence a record has."""
    if act == "lanes.settle_topic":
        return f"{act}_{facts.get('outcome', '')}"
    if act == "lanes.finish_order":
        return f"{act}_yes" if facts.get("done") else f"{act}_no"
    if act == "lanes.answer_way":
        return f"{act}_yes" if facts.get("arrived") else f"{act}_no"
    if act == "lanes.end_call":
        return act if facts.get("came") else f"{act}_off"
    if act == "lanes.show_way":
        return f"{act}_aid" if facts.get("aid") else act
    return act
