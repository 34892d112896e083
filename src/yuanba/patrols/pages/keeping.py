"""点位和规矩: which points there are, whether they were looked at in time, what the county has set."""

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import permits
from yuanba.base.pages import answer, carried_out, with_tiles
from yuanba.matters.pages.posts import Here, desk
from yuanba.patrols import acts, forms, queries, rules
from yuanba.patrols.models import Point
from yuanba.patrols.pages.common import acts_at, may, sees, the_point, today
from yuanba.places import pick
from yuanba.places import queries as places
from yuanba.places.models import Place


@desk
@require_safe
def points(request: HttpRequest, here: Here) -> HttpResponse:
    """点位: coverage of the points by risk, the month's counts, every point. Eight statements."""
    place, day = sees(here), today(here)
    stops = queries.stops(place, day, here.person)
    first = _month(request.GET.get("month", ""), day)
    covered = queries.covered(stops, day)
    context = {
        "place": place,
        "stops": stops,
        "covered": [(rules.RISK_WORDS[one.risk], one) for one in covered],
        "counts": queries.counts(place, first, _next(first)),
        "first": first,
        "before": _before(first),
        "after": _next(first) if _next(first) <= day else None,
        "kinds": rules.KIND_WORDS,
        "risks": rules.RISK_WORDS,
        "adds": may(here, "patrols.add_point", place),
        "sets": here.role in permits.TABLE["patrols.set_pace"],
    }
    return answer(request, "patrols/points.html", context)


def _month(said: str, day: date) -> date:
    """The first of the month that was asked for, or of this one."""
    try:
        asked = date.fromisoformat(f"{said}-01")
    except ValueError:
        return day.replace(day=1)
    return asked if asked <= day else day.replace(day=1)


def _next(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _before(first: date) -> date:
    return date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)


@desk
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, here: Here) -> HttpResponse:
    """加一个点位."""
    post = here.ask("patrols.add_point")
    form = forms.AddPoint(request.POST or None, places=queries.places_for(post))

    def run(*, place: int, **said: Any) -> None:
        acts.add_point(actor=here.person, place_id=place, now=here.now, **said)

    if carried_out(request, form, run):
        messages.success(request, gettext("加上了，从今天起要看。"))
        return redirect("patrols:points")
    context = {"form": form, "pick": pick.context(post.place)}
    return with_tiles(answer(request, "patrols/add.html", context))


@desk
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, here: Here, point_id: int) -> HttpResponse:
    """改点位."""
    point = the_point(here, point_id)
    if point.until is not None or not may(here, "patrols.change_point", point.place):
        raise PermissionDenied("patrols.change_point")
    form = forms.ChangePoint(request.POST or None, point=point)
    run = partial(acts.change_point, actor=here.person, point_id=point_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("改好了。"))
        return redirect("patrols:point", point_id)
    return _changing(request, point, form, forms.Retire(auto_id="retire_%s"))


def _changing(
    request: HttpRequest, point: Point, form: forms.ChangePoint, ending: forms.Retire
) -> HttpResponse:
    context = {
        "form": form,
        "point": point,
        "ending": ending,
        "pick": pick.context(point.place, point.lat, point.lng),
    }
    shown = ending if ending.is_bound else form
    return with_tiles(answer(request, "patrols/change.html", context, form=shown))


@desk
@require_POST
def retire(request: HttpRequest, here: Here, point_id: int) -> HttpResponse:
    """停用点位."""
    point = the_point(here, point_id)
    acts_at(here, "patrols.retire_point", point.place)
    form = forms.Retire(request.POST, auto_id="retire_%s")
    run = partial(acts.retire_point, actor=here.person, point_id=point_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("停用了，以前的记录都还在。"))
        return redirect("patrols:points")
    return _changing(request, point, forms.ChangePoint(point=point), form)


# ---- what the county has set


@desk
@require_http_methods(["GET", "POST"])
def pace(request: HttpRequest, here: Here) -> HttpResponse:
    """巡查规矩: how often, by when, what to look at; each with its paper."""
    county = county_of(here)
    changes = may(here, "patrols.set_pace", county) and here.post is not None
    form = forms.PaceIs(request.POST or None)
    if request.method == "POST":
        here.ask("patrols.set_pace")
    run = partial(acts.set_pace, actor=here.person, county_id=county.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("定下了，从今天起照这个。"))
        return redirect("patrols:pace")
    own, lists = queries.pace_rows(county.pk), queries.lines_of(county.pk)
    context = {
        "form": form,
        "rows": [(words, rules.USUAL[p], own.get(p)) for p, words in rules.PACE_WORDS.items()],
        "usual": rules.USUAL_SOURCE,
        "lists": [(kind, words, lists.get(kind)) for kind, words in rules.KIND_WORDS.items()],
        "changes": changes and here.post is not None and here.post.place_id == county.pk,
    }
    return answer(request, "patrols/pace.html", context)


@desk
@require_http_methods(["GET", "POST"])
def lines(request: HttpRequest, here: Here, kind: str) -> HttpResponse:
    """定看什么: the lines for one kind of point."""
    here.ask("patrols.set_lines")
    county = county_of(here)
    if here.post is None or here.post.place_id != county.pk:
        raise PermissionDenied("patrols.set_lines")
    if kind not in set(rules.PointKind):
        raise Http404
    now = queries.lines_of(county.pk).get(kind)
    first = {"lines": now.text, "source": now.source} if now else {}
    form = forms.LinesAre(request.POST or None, initial=first)

    def run(*, lines: str, source: str) -> None:
        acts.set_lines(
            actor=here.person, county_id=county.pk, kind=rules.PointKind(kind), text=lines,
            source=source, now=here.now,
        )  # fmt: skip

    if carried_out(request, form, run):
        messages.success(request, gettext("定下了，从今天起照这几条看。"))
        return redirect("patrols:pace")
    context = {"form": form, "name": rules.KIND_WORDS[kind]}
    return answer(request, "patrols/lines.html", context)


def county_of(here: Here) -> Place:
    """The county of this post, for who sees patrols or sets their rows."""
    if here.role not in permits.TABLE["patrols.see"] | permits.TABLE["patrols.set_pace"]:
        raise PermissionDenied("patrols.see")
    assert here.post is not None
    return places.one(here.post.place.county_id or here.post.place_id)
