"""地方: the tree, level by level; each change shows first what it would change."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock, door, records
from yuanba.base.errors import Denied
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.places import acts, forms, outlines, pick, queries, rules, telling
from yuanba.places.models import Place
from yuanba.places.pages.common import SURE, offered, preview, seen
from yuanba.places.rules import KIND_WORDS, SYSTEM_WORDS, Kind

BUTTONS = (
    ("found", _("设立下级"), "plus"),
    ("rename", _("更名"), "pen"),
    ("move", _("改隶"), "swap"),
    ("recode", _("换码"), "doc"),
    ("merge", _("合并"), "merge"),
    ("split", _("拆分"), "split"),
    ("close", _("撤销"), "x"),
)


@door.required
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """地方: the counties this person looks after, or what was searched for."""
    actor = door.actor(request)
    mine = queries.scope_of(actor)
    if not mine:
        raise Denied("places.see")
    words = request.GET.get("q", "")[:80]
    if not words and len(mine) == 1:
        return redirect("places:place", mine[0].pk)
    counties = {county.pk for county in mine}
    found = [p for p in queries.find(words) if p.county_id in counties] if words else mine
    context = {"rows": [row(place) for place in found[: queries.MOST]], "q": words}
    return answer(request, "places/places.html", context)


@door.required
@require_safe
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    """一处地方: what it is, what stands under it, its codes and its history."""
    actor = door.actor(request)
    here = seen(actor, place_id)
    history = records.about(here)
    names = telling.names_in(history)
    at = (here.lat, here.lng) if here.lat is not None else None
    context = {
        "place": row(here) | {
            "phone": here.phone, "short": here.short, "region": here.region, "at": at,
        },
        "above": [row(p) for p in queries.ancestors(here)],
        "below": [row(p) for p in queries.children(here.pk)],
        "codes": [
            {"system": SYSTEM_WORDS.get(c.system, c.system), "code": c.code, "edition": c.edition,
             "since": c.since, "until": c.until}
            for c in queries.codes(here.pk)
        ],
        "past": [
            {"name": p.name, "parent": p.parent.name if p.parent else "", "since": p.since,
             "until": p.until}
            for p in queries.past(here.pk)
        ],
        "drawn": outlines.row(here.pk),
        "may_draw": here.until is None and queries.may_change(actor, "draw_outline", here),
        "may_locate": here.until is None and queries.may_locate(actor, here),
        "app_url": pick.app_url(here.name, here.lat, here.lng),
        "aliases": queries.aliases(here.pk),
        "may_call": here.kind in rules.BOTTOM and queries.may_call(actor, here),
        "links": [
            {"before": row(s.before), "after": row(s.after), "on": s.on, "how": s.how}
            for s in queries.succession(here.pk)
        ],
        "entries": [telling.entry(record, names) for record in reversed(history)],
        "buttons": buttons(actor, here),
    }  # fmt: skip
    return answer(request, "places/place.html", context)


@door.required
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest, place_id: int) -> HttpResponse:
    """设立下级."""
    actor = door.actor(request)
    here = seen(actor, place_id)
    offered(actor, "found", here)
    kinds = [kind for kind in Kind if here.kind in rules.UNDER[kind]]
    form = forms.Found(request.POST or None, kinds=kinds)
    made: list[Place] = []

    def run(*, code: str, **typed: Any) -> None:
        whole = ("local", str(clock.day_of(clock.now()).year), code) if code else None
        fresh = acts.found(actor=actor, parent_id=here.pk, code=whole, now=clock.now(), **typed)
        made.append(fresh)

    if carried_out(request, form, run):
        messages.success(request, _("设立好了。"))
        return redirect("places:place", made[0].pk)
    return _sheet(request, form, here, _("在%(name)s下面设立"), _("设立"), sure=True)


@door.required
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, place_id: int) -> HttpResponse:
    """更名."""
    actor = door.actor(request)
    here = seen(actor, place_id)
    offered(actor, "rename", here)
    form = forms.Rename(request.POST or None, initial={"name": here.name, "short": here.short})
    run = partial(acts.rename, actor=actor, place_id=here.pk, now=clock.now())
    return _change("rename", request, form, here, run, _("给%(name)s更名"), _("更名"))


@door.required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, place_id: int) -> HttpResponse:
    """改隶."""
    actor = door.actor(request)
    here = seen(actor, place_id)
    offered(actor, "move", here)
    form = forms.Move(request.POST or None, parents=choices(queries.parents_for(actor, here)))

    def run(*, parent: int, **typed: Any) -> None:
        acts.move(actor=actor, place_id=here.pk, parent_id=parent, now=clock.now(), **typed)

    return _change("move", request, form, here, run, _("%(name)s改归哪里"), _("改隶"))


@door.required
@require_http_methods(["GET", "POST"])
def recode(request: HttpRequest, place_id: int) -> HttpResponse:
    """换码."""
    actor = door.actor(request)
    here = seen(actor, place_id)
    offered(actor, "recode", here)
    form = forms.Recode(request.POST or None)
    run = partial(acts.recode, actor=actor, place_id=here.pk, now=clock.now())
    return _change("recode", request, form, here, run, _("给%(name)s换代码"), _("换码"))


@door.required
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, place_id: int) -> HttpResponse:
    """合并."""
    actor = door.actor(request)
    here = seen(actor, place_id)
    offered(actor, "merge", here)
    form = forms.Merge(request.POST or None, others=choices(queries.mergeable(here)))

    def run(*, places: list[int], **typed: Any) -> None:
        acts.merge(actor=actor, place_ids=places, into_id=here.pk, now=clock.now(), **typed)

    return _change("merge", request, form, here, run, _("哪些地方并入%(name)s"), _("合并"))


@door.required
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, place_id: int) -> HttpResponse:
    """拆分: one or two new places beside this one take some of what stands under it."""
    actor = door.actor(request)
    here = seen(actor, place_id)
    offered(actor, "split", here)
    below = [(child.pk, child.name) for child in queries.children(here.pk)]
    form = forms.Split(request.POST or None, below=below)

    def run(*, ends: object, on: date | None, source: str, **typed: Any) -> None:
        parts = [
            acts.Part(
                typed[f"{which}name"], typed[f"{which}short"], tuple(typed[f"{which}children"])
            )
            for which in ("", "second_")
            if typed[f"{which}name"] or typed[f"{which}children"]
        ]
        acts.split(
            actor=actor, place_id=here.pk, parts=parts, ends=bool(ends), on=on, source=source,
            now=clock.now(),
        )  # fmt: skip

    return _change("split", request, form, here, run, _("拆分%(name)s"), _("拆分"))


@door.required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, place_id: int) -> HttpResponse:
    """撤销."""
    actor = door.actor(request)
    here = seen(actor, place_id)
    offered(actor, "close", here)
    form = forms.Close(request.POST or None)
    run = partial(acts.close, actor=actor, place_id=here.pk, now=clock.now())
    return _change("close", request, form, here, run, _("撤销%(name)s"), _("撤销"))


def row(place: Place) -> dict[str, Any]:
    """A place as a table or a link shows it."""
    return {
        "id": place.pk,
        "name": place.name,
        "kind": KIND_WORDS[Kind(place.kind)],
        "where": place.parent.name if place.parent_id and place.parent else place.region,
        "since": place.since,
        "until": place.until,
    }


def choices(found: Iterable[Place]) -> list[tuple[int, str]]:
    return [(p.pk, f"{p.parent.name} · {p.name}" if p.parent else p.name) for p in found]


def buttons(actor: Any, here: Place) -> list[dict[str, Any]]:
    """What may be done to this place."""
    if here.until is not None:
        return []
    fits = {
        "found": any(here.kind in above for above in rules.UNDER.values()),
        "move": here.kind != Kind.COUNTY,
        "merge": here.kind != Kind.COUNTY,
        "split": here.kind != Kind.COUNTY,
        "close": here.kind in rules.CLOSABLE,
    }
    return [
        {"url": reverse(f"places:{act}", args=[here.pk]), "label": label, "icon": icon}
        for act, label, icon in BUTTONS
        if fits.get(act, True) and queries.may_change(actor, act, here)
    ]


def _change(
    act: str,
    request: HttpRequest,
    form: django_forms.Form,
    here: Place,
    run: Callable[..., object],
    heading: Any,
    button: Any,
) -> HttpResponse:
    """First what would change, then, sure of it, the change."""
    told = preview(request, form, run, act=act)
    if SURE in request.POST and carried_out(request, form, run):
        messages.success(request, _("改好了，历史里能看到这次变更。"))
        return redirect("places:place", here.pk)
    return _sheet(request, form, here, heading, button, sure=bool(told), told=told)


def _sheet(
    request: HttpRequest,
    form: django_forms.Form,
    here: Place,
    heading: Any,
    button: Any,
    *,
    sure: bool,
    told: str = "",
) -> HttpResponse:
    context: Mapping[str, Any] = {
        "form": form,
        "heading": str(heading) % {"name": here.name},
        "button": button,
        "told": told,
        "sure": sure,
        "back_url": reverse("places:place", args=[here.pk]),
    }
    return answer(request, "places/sheet.html", context)
