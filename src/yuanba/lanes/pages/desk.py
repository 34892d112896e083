"""三事怎么办: what waits in this scope, and everything that hangs on one matter."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yuanba.base import clock
from yuanba.base.pages import answer
from yuanba.duties import queries as duties
from yuanba.duties.rules import LANE_MEANS, LANE_WORDS, Lane
from yuanba.duties.variants import CADENCE_WORDS
from yuanba.lanes import queries
from yuanba.lanes.models import Call, Doubt, Order, Topic, Way
from yuanba.lanes.pages.common import may, the_matter
from yuanba.lanes.rules import personal
from yuanba.lanes.rules.communal import TOPIC_WORDS
from yuanba.lanes.rules.communal import Topic as TopicStands
from yuanba.lanes.rules.personal import AID_WORDS, STANDS_WORDS, WAY_WORDS, Stands
from yuanba.matters.models import Matter
from yuanba.matters.pages.posts import Here, desk, scope
from yuanba.matters.queries.words import day as day_words
from yuanba.matters.queries.words import moment as moment_words
from yuanba.matters.rules import OVER, WAITING_STATES, WORKING, State

TOPIC_TONES = {
    TopicStands.OPEN: "warn",
    TopicStands.AGREED: "ok",
    TopicStands.DECLINED: "late",
    TopicStands.WITHDRAWN: "",
}
WAY_TONES = {
    Stands.WAITING: "warn",
    Stands.ARRIVED: "ok",
    Stands.MISSED: "late",
    Stands.PASSED: "",
}


@desk
@require_safe
def waiting(request: HttpRequest, here: Here) -> HttpResponse:
    """分流以后: topics, orders, calls, ways to be asked after, doubtful classes. Five statements."""
    here.ask("lanes.see")
    today = clock.day_of(here.now)
    found = queries.waiting(scope(here), today)
    context = {
        "topics": [topic_row(t) | {"late": t.meets_on < today} for t in found.topics],
        "orders": [order_row(o) | {"late": o.on < today} for o in found.orders],
        "calls": [call_row(c) | {"late": c.starts_at <= here.now} for c in found.calls],
        "ways": [way_row(w) | {"late": w.ask_on < today} for w in found.ways],
        "doubts": [doubt_row(d) | {"said": d.said} for d in found.doubts],  # type: ignore[attr-defined]
        "meetings": _meetings(here),
    }
    return answer(request, "lanes/waiting.html", context)


def _meetings(here: Here) -> list[dict[str, Any]]:
    """Which meeting sits about which lane, and how often, as the county settled it."""
    assert here.post is not None
    return [
        {
            "lane": lane.value,
            "words": LANE_WORDS[lane],
            "meeting": called.meeting,
            "leads": called.leads,
            "cadence": CADENCE_WORDS[called.cadence],
        }
        for lane, called in duties.lane_set(here.post.place.county_id).items()
        if called.meeting
    ]


@desk
@require_safe
def matter(request: HttpRequest, here: Here, matter_id: int) -> HttpResponse:
    """One matter after its sorting: its lane's own tools, and what was done with them."""
    found = the_matter(here, matter_id, "lanes.see")
    story, state = queries.story(found), State(found.state)
    lane = Lane(found.lane) if found.lane else None
    working = state in WORKING
    tools = {
        "topic": working
        and lane is Lane.COMMUNAL
        and not any(t.state == TopicStands.OPEN for t in story.topics)
        and may(here, "put_topic", found),
        "order": working and lane is Lane.COMMUNAL and may(here, "give_order", found),
        "call": working
        and lane is Lane.COMMUNAL
        and not (found.restricted or found.concerned)
        and may(here, "call_volunteers", found),
        "way": lane is not None
        and state not in OVER | WAITING_STATES
        and may(here, "show_way", found),
        "doubt": state in WAITING_STATES | WORKING
        and not (found.restricted or found.concerned)
        and not any(d.settled_at is None for d in story.doubts)
        and may(here, "doubt_class", found),
    }
    context = {
        "matter": found,
        "lane": lane,
        "lane_words": LANE_WORDS[lane] if lane else "",
        "means": LANE_MEANS[lane] if lane else "",
        "called": duties.lane_set(found.county_id)[lane] if lane else None,
        "route": queries.route(found) if lane is Lane.GOVERNMENT else None,
        "may": tools,
        "topics": [topic_row(t) for t in story.topics],
        "orders": [order_row(o) for o in story.orders],
        "calls": [call_row(c) for c in story.calls],
        "ways": [way_row(w) for w in story.ways],
        "doubts": [doubt_row(d) | {"views": _views(d)} for d in story.doubts],
    }
    return answer(request, "lanes/matter.html", context)


# ---- rows as ready words


def _of(found: Matter) -> dict[str, Any]:
    return {"matter_id": found.pk, "number": found.number, "title": found.title}


def topic_row(t: Topic) -> dict[str, Any]:
    stands = TopicStands(t.state)
    return _of(t.matter) | {
        "id": t.pk,
        "question": t.question,
        "unit": t.unit.name,
        "meeting": t.meeting,
        "day": day_words(t.meets_on),
        "open": stands is TopicStands.OPEN,
        "state": TOPIC_WORDS[stands],
        "tone": TOPIC_TONES[stands],
        "words": t.words,
    }


def order_row(o: Order) -> dict[str, Any]:
    return _of(o.matter) | {
        "id": o.pk,
        "what": o.what,
        "who": o.who,
        "unit": o.unit.name,
        "day": day_words(o.on),
        "open": o.ended_at is None,
        "done": o.done,
        "text": o.text,
    }


def call_row(c: Call) -> dict[str, Any]:
    return _of(c.matter) | {
        "id": c.pk,
        "what": c.what,
        "where": c.where,
        "unit": c.unit.name,
        "at": moment_words(c.starts_at),
        "wanted": c.wanted,
        "going": c.going,  # type: ignore[attr-defined]
        "open": c.ended_at is None,
        "text": c.text,
    }


def way_row(w: Way) -> dict[str, Any]:
    stands = Stands(w.state)
    return _of(w.matter) | {
        "id": w.pk,
        "kind": WAY_WORDS[personal.Way(w.kind)],
        "aid": AID_WORDS[personal.Aid(w.aid)] if w.aid else "",
        "text": w.text,
        "contact": w.contact,
        "unit": w.unit.name if w.unit else "",
        "day": day_words(w.ask_on),
        "asked": w.asked,
        "open": stands in {Stands.WAITING, Stands.MISSED},
        "state": STANDS_WORDS[stands],
        "tone": WAY_TONES[stands],
        "said": w.said,
    }


def doubt_row(d: Doubt) -> dict[str, Any]:
    return _of(d.matter) | {
        "id": d.pk,
        "question": d.question,
        "day": day_words(d.raised_at),
        "open": d.settled_at is None,
        "lane": d.lane,
    }


def _views(d: Doubt) -> list[dict[str, Any]]:
    return [
        {
            "unit": v.unit.name,
            "who": v.who,
            "lane": v.lane,
            "lane_words": LANE_WORDS[Lane(v.lane)] if v.lane else "",
            "words": v.words,
        }
        for v in sorted(d.views.all(), key=lambda v: v.pk)
    ]
