"""需求、资源、项目: the desk's three lists, one need with the offers that may serve it, one project."""

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock, permits
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.base.permits import Role
from yuanba.matters import queries as matters
from yuanba.matters.models import Matter
from yuanba.matters.pages.posts import Here, desk, number
from yuanba.matters.queries.words import day as day_words
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM
from yuanba.projects import acts, forms, queries
from yuanba.projects.models import Need, Resource
from yuanba.projects.rules import FIELD_WORDS, NEED_WORDS, SOURCE_WORDS, Field, Source, State

TONES = {State.OPEN: "warn", State.ADOPTED: "bean", State.DONE: "ok", State.DROPPED: ""}


def need_row(need: Need, today: date) -> dict[str, Any]:
    state = State(need.state)
    project = getattr(need, "project", None)
    due = project.due if project and project.ended_at is None else None
    return {
        "id": need.pk,
        "title": need.title,
        "text": need.text,
        "place": need.place.name,
        "field": FIELD_WORDS[Field(need.field)],
        "source": SOURCE_WORDS[Source(need.source)],
        "state": NEED_WORDS[state],
        "tone": TONES[state],
        "reason": need.reason,
        "unit": project.unit.name if project else "",
        "project": project.pk if project else None,
        "due": day_words(due) if due else "",
        "late": due is not None and due < today,
    }


def offer_row(one: Resource) -> dict[str, Any]:
    return {
        "id": one.pk,
        "title": one.title,
        "text": one.text,
        "unit": one.unit.name,
        "unit_id": one.unit_id,
        "field": FIELD_WORDS[Field(one.field)],
        "until": one.until,
    }


@desk
@require_safe
def board(request: HttpRequest, here: Here) -> HttpResponse:
    """三张清单: needs, resources, projects. Four statements."""
    post = here.ask("projects.see")
    today = clock.day_of(here.now)
    rows = [need_row(need, today) for need in queries.needs(queries.within(post))]
    own = set(queries.units_of(post).values_list("pk", flat=True))
    context = {
        "needs": [r for r in rows if not r["project"]],
        "projects": [r for r in rows if r["project"]],
        "offers": [
            offer_row(one) | {"mine": one.unit_id in own}
            for one in queries.resources(_place(here), today)
        ],
        "raises": here.role in permits.TABLE["projects.raise_need"],
        "offering": here.role in permits.TABLE["projects.offer"] and bool(own),
        "open_to_all": _place(here).pk,
    }
    return answer(request, "projects/board.html", context)


def _place(here: Here) -> Place:
    """What this desk looks over; a department its county."""
    assert here.post is not None
    return here.post.place


def villages(here: Here) -> list[tuple[str, str]]:
    """The villages at this desk, as choices."""
    rows = [p for p in places.subtree(_place(here)) if p.kind in BOTTOM and p.until is None]
    if not rows and (village := _place(here).village_id):
        rows = [places.one(village)]
    return [(str(p.pk), p.name) for p in rows]


def units(here: Here) -> list[tuple[str, str]]:
    assert here.post is not None
    return [(str(unit.pk), unit.name) for unit in queries.units_of(here.post)]


@desk
@require_http_methods(["GET", "POST"])
def raise_need(request: HttpRequest, here: Here) -> HttpResponse:
    """提需求, by itself or from a matter (?matter=)."""
    post = here.ask("projects.raise_need")
    pk = number(request.GET.get("matter"))
    matter = matters.one(here.person, pk) if pk else None
    unit = post.unit_id if here.role is Role.HANDLER else None
    known = bool(matter or unit)
    form = forms.RaiseNeed(
        request.POST or None, places=villages(here), known=known, initial=_first(request, matter)
    )

    def run(*, place: str, source: Source = Source.UNIT, **said: Any) -> None:
        by: dict[str, Any] = {"actor": here.person, "now": here.now, "unit_id": unit}
        by["matter_id"] = matter.pk if matter else None
        acts.raise_need(place_id=int(place), source=source, **by, **said)

    if carried_out(request, form, run):
        messages.success(request, gettext("记进需求清单了，看看哪些资源用得上。"))
        return redirect("projects:board")
    context = {"form": form, "matter": matter, "title": gettext("提一个需求")}
    return answer(request, "projects/form.html", context)


def _first(request: HttpRequest, matter: Matter | None) -> dict[str, Any]:
    """What is known already: of the matter, or of the visit whose page led here (?source=visit)."""
    if matter is not None:
        return {"title": matter.title, "place": str(matter.place.village_id or "")}
    said = {name: request.GET.get(name, "")[:500] for name in ("place", "text", "source")}
    return {name: words for name, words in said.items() if words}


@desk
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, here: Here) -> HttpResponse:
    """报资源."""
    here.ask("projects.offer")
    form = forms.Offer(request.POST or None, units=units(here))

    def run(*, unit: str, **said: Any) -> None:
        acts.offer(actor=here.person, unit_id=int(unit), now=here.now, **said)

    if carried_out(request, form, run):
        messages.success(request, gettext("记进资源清单了。"))
        return redirect("projects:board")
    return answer(request, "projects/form.html", {"form": form, "title": gettext("报一个资源")})


@desk
@require_POST
def take_back(request: HttpRequest, here: Here, resource_id: int) -> HttpResponse:
    """收回资源."""
    here.ask("projects.take_back")
    form = Form(request.POST)
    run = partial(acts.take_back, actor=here.person, resource_id=resource_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("收回了。"))
    return redirect("projects:board")


@desk
@require_http_methods(["GET", "POST"])
def need(request: HttpRequest, here: Here, need_id: int) -> HttpResponse:
    """One need: which offers may serve it and why; adopted, or no longer wanted."""
    here.ask("projects.see")
    found = queries.need(here.person, need_id)
    if found is None:
        raise Http404
    today = clock.day_of(here.now)
    near = queries.matches(found, today)
    do, own = request.POST.get("do", ""), units(here)
    there = [(str(one.pk), one.title) for one in queries.resources(found.place, today)]
    first = {"resource": str(near[0].resource.pk)} if near else {}
    adopt = forms.Adopt(
        request.POST if do == "adopt" else None, units=own, resources=there, initial=first
    )
    drop = forms.Drop(request.POST if do == "drop" else None, auto_id="drop_%s")

    def take(*, unit: str, resource: str, **said: Any) -> None:
        by: dict[str, Any] = {"actor": here.person, "now": here.now, "need_id": need_id}
        acts.adopt(unit_id=int(unit), resource_id=number(resource), **by, **said)

    def leave(*, reason: str) -> None:
        acts.drop_need(actor=here.person, need_id=need_id, reason=reason, now=here.now)

    if do == "adopt" and here.role not in permits.TABLE["projects.adopt"]:
        raise PermissionDenied("projects.adopt")
    pressed: dict[str, tuple[Form, Any]] = {"adopt": (adopt, take), "drop": (drop, leave)}
    if do in pressed and carried_out(request, *pressed[do]):
        said = {"adopt": gettext("认领了，做完要写结果。"), "drop": gettext("记下了，不做了。")}
        messages.success(request, said[do])
        return redirect("projects:need", need_id)
    open_ = found.state == State.OPEN
    adopts = here.role in permits.TABLE["projects.adopt"] and bool(own)
    context = {
        "row": need_row(found, today),
        "services": queries.services(found.pk),
        "matter": found.matter if found.matter and _reads(here, found.matter) else None,
        "buys": found.state in {State.OPEN, State.ADOPTED} and _may(here, "buy", found),
        "near": [
            offer_row(m.resource) | {"same": m.fit.field, "shared": m.fit.shared} for m in near
        ]
        if open_
        else [],
        "adopt": adopt if open_ and adopts else None,
        "drop": drop if open_ and _may(here, "drop_need", found) else None,
    }
    return answer(request, "projects/need.html", context, form=pressed.get(do, (adopt, None))[0])


def _reads(here: Here, matter: Matter) -> bool:
    """Does the matter's own page open to whoever reads the need?"""
    reached = permits.may(here.person, "matters.see", reach=matter.reach) is not None
    return reached and matters.sees(here.person, matter)


def _may(here: Here, act: str, found: Need) -> bool:
    return permits.may(here.person, f"projects.{act}", reach=found.reach) is not None


@desk
@require_http_methods(["GET", "POST"])
def project(request: HttpRequest, here: Here, project_id: int) -> HttpResponse:
    """One project, and how it ended."""
    here.ask("projects.see")
    found = queries.project(here.person, project_id)
    if found is None:
        raise Http404
    may = permits.may(here.person, "projects.end", reach=found.reach) is not None
    form = forms.End(request.POST or None)
    if request.method == "POST" and not may:
        raise PermissionDenied("projects.end")

    def run(*, done: str, result: str) -> None:
        by: dict[str, Any] = {"actor": here.person, "project_id": project_id, "now": here.now}
        acts.end(done=done == "yes", result=result, **by)

    if carried_out(request, form, run):
        messages.success(request, gettext("记下了，结果大家都看得到。"))
        return redirect("projects:project", project_id)
    context = {
        "project": found,
        "row": need_row(found.need, clock.day_of(here.now)),
        "services": queries.services(found.need_id),
        "form": form if may and found.ended_at is None else None,
    }
    return answer(request, "projects/project.html", context, form=form)
