"""清单 (P002-05): what the county has put on its lists, what was ticked on a day, what came of it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import permits
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.matters.pages.posts import Here, desk, number
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.service import acts, forms, queries, rules
from yuanba.service.models import Checklist as List
from yuanba.service.models import Tick
from yuanba.service.pages.common import may, sees, the_day, today
from yuanba.service.rules.checklists import CHECKLIST_WORDS, NAMED, NAMED_IN, Checklist, Line


@desk
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, here: Here, day_id: int) -> HttpResponse:
    """打勾: a sentence beside each line that was done on this day."""
    held = the_day(here, day_id)
    lists = queries.day_lists(held)
    running = held.ended_at is None and held.day == today(here)
    village = places.one(held.village_id)
    writes = running and may(here, "service.tick", village)
    typed = _typed(request)
    rows = [row for listed in lists for row in listed.lines]
    waiting = [line for line, tick in rows if tick is None or line.pk in typed]
    form = forms.Ticks(request.POST or None, lines=waiting)

    def run(
        **_said: str,
    ) -> None:  # what was typed beside a line that is gone is refused, not dropped
        acts.tick(actor=here.person, day_id=day_id, notes=typed | form.notes(), now=here.now)

    if carried_out(request, form, run):
        messages.success(request, gettext("记下了。"))
        return redirect("service:ticks", day_id)
    writes = writes or (form.is_bound and bool(form.errors))  # nothing that was typed is lost
    open_lines = {line.pk for line in waiting} if writes else set()
    shown = [
        {
            "list": listed,
            "rows": [
                (line, tick, form[f"note_{line.pk}"] if line.pk in open_lines else None)
                for line, tick in listed.lines
            ],
        }
        for listed in lists
    ]
    context = {
        "held": held,
        "series": rules.SERIES_WORDS[held.series],
        "form": form,
        "shown": shown,
        "writes": writes and bool(waiting),
        "may_undo": running and may(here, "service.untick", village),
    }
    return answer(request, "service/ticks.html", context)


def _typed(request: HttpRequest) -> dict[int, str]:
    """What was typed, by line, whatever lines stand by now."""
    said = {name.removeprefix("note_"): text for name, text in request.POST.items()}
    return {pk: str(said[name]) for name in said if said[name] and (pk := number(name))}


@desk
@require_POST
def untick(request: HttpRequest, here: Here, tick_id: int) -> HttpResponse:
    """撤回打勾."""
    tick = _tick(here, tick_id)
    form = Form(request.POST)
    if carried_out(
        request, form, partial(acts.untick, actor=here.person, tick_id=tick_id, now=here.now)
    ):
        messages.success(request, gettext("撤回了，可以重新写。"))
    for wrong in form.non_field_errors():
        messages.error(request, str(wrong))
    return redirect("service:ticks", tick.day_id)


@desk
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, here: Here, tick_id: int) -> HttpResponse:
    """跟进: what was found, and what came of it."""
    tick = _tick(here, tick_id)
    form = forms.Settle(request.POST or None)
    run = partial(acts.settle_tick, actor=here.person, tick_id=tick_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("记下了，不再列在要跟进的里面。"))
        return redirect("service:today")
    context = {
        "form": form,
        "tick": tick,
        "list": CHECKLIST_WORDS[tick.line.checklist.kind],
        "may_settle": tick.line.follow
        and tick.came_at is None
        and permits.may(here.person, "service.settle_tick", reach=tick.reach) is not None,
    }
    return answer(request, "service/tick.html", context)


def _tick(here: Here, tick_id: int) -> Tick:
    """Http404 alike for "none" and "not yours"."""
    sees(here)
    tick = queries.one_tick(tick_id)
    if tick is None or permits.may(here.person, "service.see", reach=tick.reach) is None:
        raise Http404
    return tick


# ---- what the county has put on them


@desk
@require_safe
def lists(request: HttpRequest, here: Here) -> HttpResponse:
    """服务日清单: the three lists as they hold in this county. Two statements."""
    place = _county(here)
    found = queries.standing(place.pk)
    context = {
        "rows": [
            (kind, CHECKLIST_WORDS[kind], found.get(kind), bool(NAMED[kind])) for kind in Checklist
        ],
        "place": place,
        "may_change": here.post is not None
        and here.post.place_id == place.pk
        and may(here, "service.revise_checklist", place),
    }
    return answer(request, "service/lists.html", context)


@desk
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, here: Here, checklist: str) -> HttpResponse:
    """定清单: the lines as they hold from today on."""
    kind, place = _kind(checklist), _changing(here, "service.revise_checklist")
    now = queries.standing(place.pk).get(kind)
    form = forms.Revise(request.POST or None, **_first(kind, now))

    def run(*, source: str, **_said: Any) -> None:
        acts.revise_checklist(
            actor=here.person, county_id=place.pk, kind=kind, lines=form.lines(), source=source,
            now=here.now,
        )  # fmt: skip

    if carried_out(request, form, run):
        messages.success(request, gettext("定下了，从今天起照这几条。"))
        return redirect("service:lists")
    return _revise(request, place, kind, now, form, forms.Retire(auto_id="retire_%s"))


def _revise(
    request: HttpRequest, place: Place, kind: Checklist, now: List | None, form: forms.Revise,
    ending: forms.Retire,
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form,
        "kind": kind,
        "name": CHECKLIST_WORDS[kind],
        "now": now,
        "named": bool(NAMED[kind]),
        "before": queries.history(place.pk, kind),
        "retire_form": ending,
    }
    shown = ending if ending.is_bound else form
    return answer(request, "service/revise.html", context, form=shown)


def _first(kind: Checklist, now: List | None) -> dict[str, Any]:
    """What the form begins with: the lines that hold, or those that the report names."""
    if now is None:
        return {"lines": NAMED[kind], "initial": {"source": NAMED_IN if NAMED[kind] else ""}}
    lines = [Line(line.text, line.follow) for line in now.lines.order_by("n")]
    return {"lines": lines, "initial": {"source": now.source}}


@desk
@require_POST
def retire(request: HttpRequest, here: Here, checklist: str) -> HttpResponse:
    """停用清单."""
    kind, place = _kind(checklist), _changing(here, "service.retire_checklist")
    now = queries.standing(place.pk).get(kind)
    if now is None:
        raise Http404
    form = forms.Retire(request.POST, auto_id="retire_%s")
    run = partial(acts.retire_checklist, actor=here.person, checklist_id=now.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("停用了。以前打的勾都还在。"))
        return redirect("service:lists")
    return _revise(request, place, kind, now, forms.Revise(**_first(kind, now)), form)


def _kind(said: str) -> Checklist:
    if said not in set(Checklist):
        raise Http404
    return Checklist(said)


def _county(here: Here) -> Place:
    """The county of this post."""
    if here.role not in permits.TABLE["service.see"] | permits.TABLE["service.revise_checklist"]:
        raise PermissionDenied("service.see")
    assert here.post is not None
    return places.one(here.post.place.county_id or here.post.place_id)


def _changing(here: Here, act: str) -> Place:
    """The county, for a post at it that may do this."""
    here.ask(act)
    place = _county(here)
    if here.post is None or here.post.place_id != place.pk:
        raise PermissionDenied(act)
    return place
