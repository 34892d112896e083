"""网格和院坝: the board of the network, one place, one team, who holds its posts."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock, permits
from yuanba.base.pages import answer, carried_out
from yuanba.grids import acts, forms, queries
from yuanba.grids.models import Team
from yuanba.grids.pages.common import may, sees, the_place
from yuanba.grids.rules.organisations import duties_by_group, organisations, suggested_duties
from yuanba.matters.pages.posts import Here, desk
from yuanba.places import queries as places
from yuanba.places.rules import BOTTOM, KIND_WORDS, Kind

# Where neighbours sit together (院坝会), and where the six stations belong.
STATIONS = {Kind.SUBGROUP, Kind.ESTATE, Kind.COURTYARD, Kind.BUILDING}
SITS = {Kind.GRID, *STATIONS}


@desk
@require_safe
def home(request: HttpRequest, here: Here) -> HttpResponse:
    """网格和院坝: the grid or village of this post, or the villages below it."""
    sees(here)
    assert here.post is not None
    place = here.post.place
    if place.kind == Kind.GRID:
        return redirect("grids:place", place.pk)
    if place.village_id is not None:
        return redirect("grids:village", place.village_id)
    rows = queries.below(place, clock.day_of(here.now))
    context = {
        "rows": rows,
        "place": place,
        "households": sum(row.households for row in rows),
        "without": sum(row.without for row in rows),
        "missing": sum(row.missing for row in rows),
        "grids": sum(row.grids for row in rows),
        "may_plan": may(here, "grids.ask_plan", place),
    }
    return answer(request, "grids/below.html", context)


@desk
@require_safe
def village(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """One village: its places with their teams, empty posts, households nobody covers."""
    place = the_place(here, place_id)
    if place.kind not in BOTTOM:
        return redirect("grids:place", place_id)
    board = queries.village(place.pk, clock.day_of(here.now))
    context = {
        "place": place,
        "board": board,
        "rows": [(row, KIND_WORDS[Kind(row.place.kind)]) for row in board.rows],
        "gaps": queries.gaps(board) if board.covered.missing else [],
        "may_plan": may(here, "grids.ask_plan", place),
    }
    return answer(request, "grids/village.html", context)


@desk
@require_safe
def place(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """One place: the teams that cover it, whom those there can call."""
    found = the_place(here, place_id)
    today, shapes = clock.day_of(here.now), organisations()
    teams, venues = queries.here(found.pk), queries.venues_at(found)
    context = {
        "place": found,
        "kind": KIND_WORDS[Kind(found.kind)],
        "village_id": found.village_id,
        "teams": [
            (t, shapes[t.template], queries.posts(shapes[t.template], queries.sitting(t), today))
            for t in teams
        ],
        "contacts": queries.contacts(found),
        "offered": queries.standing(found),
        "may_keep": queries.may_keep(here.person, found),
        "may_locate": places.may_locate(here.person, found),
        "venues": venues,
        "lacking": queries.lacking(found, venues) if found.kind in STATIONS else [],
        "sits": found.kind in SITS,
    }
    return answer(request, "grids/place.html", context)


@desk
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """设组织."""
    here.ask("grids.found_team")
    at = the_place(here, place_id)
    if not may(here, "grids.found_team", at):
        raise PermissionDenied("grids.found_team")
    form = forms.Found(
        request.POST or None,
        shapes=queries.standing(at),
        places=queries.coverable(at.village_id),
        initial={"template": request.GET.get("template", "")},
    )
    run = partial(acts.found_team, actor=here.person, place_id=at.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("设好了，接着把岗位上的人写上。"))
        return redirect("grids:place", at.pk)
    return answer(request, "grids/found.html", {"form": form, "place": at})


def _team(here: Here, team_id: int) -> Team:
    """A team within reach. Http404 alike for "none" and "not yours"."""
    sees(here)
    team = queries.one_team(team_id)
    if team is None or permits.may(here.person, "grids.see", reach=team.reach) is None:
        raise Http404
    return team


@desk
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, here: Here, team_id: int) -> HttpResponse:
    """One team: who holds which post, since when and by which vote; and somebody more."""
    mine = _team(here, team_id)
    shape, today = organisations()[mine.template], clock.day_of(here.now)
    filled = queries.posts(shape, queries.ever(mine), today)
    keep = mine.until is None and may(here, "grids.seat", mine.place)
    people = queries.accounts(mine.place, today) if keep else []
    form = forms.Seating(request.POST or None, posts=filled, people=people)
    run = partial(acts.seat, actor=here.person, team_id=mine.pk, now=here.now)
    if request.method == "POST" and not keep:
        raise PermissionDenied("grids.seat")
    if carried_out(request, form, run):
        messages.success(request, gettext("写上了。"))
        return redirect("grids:team", mine.pk)
    return _shown(request, mine, filled, form, keep, forms.Ending(auto_id="end_%s"))


def _shown(
    request: HttpRequest, mine: Team, filled: list[Any], form: forms.Seating, keep: bool,
    ending: forms.Ending, covers: forms.Covers | None = None,
) -> HttpResponse:  # fmt: skip
    shape = organisations()[mine.template]
    if covers is None and keep and shape.covers:
        covers = forms.Covers(team=mine, places=queries.coverable(mine.place.village_id))
    past = [(shape.post(seat.post), seat) for seat in queries.ever(mine) if seat.until is not None]
    context = {
        "team": mine,
        "shape": shape,
        "filled": filled,
        "past": past,
        "form": form,
        "end_form": ending,
        "cover_form": covers,
        "keep": keep,
    }
    bound = next((f for f in (form, ending, covers) if f is not None and f.is_bound), form)
    return answer(request, "grids/team.html", context, form=bound)


@desk
@require_POST
def end_team(request: HttpRequest, here: Here, team_id: int) -> HttpResponse:
    """撤组织."""
    mine = _team(here, team_id)
    if not may(here, "grids.end_team", mine.place):
        raise PermissionDenied("grids.end_team")
    form = forms.Ending(request.POST, auto_id="end_%s")
    run = partial(acts.end_team, actor=here.person, team_id=team_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("撤了，以前的都还看得到。"))
        return redirect("grids:place", mine.place_id)
    filled = queries.posts(
        organisations()[mine.template], queries.ever(mine), clock.day_of(here.now)
    )
    seating = forms.Seating(posts=filled, people=[])
    return _shown(request, mine, filled, seating, True, form)


@desk
@require_POST
def cover(request: HttpRequest, here: Here, team_id: int) -> HttpResponse:
    """改管的地方."""
    mine = _team(here, team_id)
    if not may(here, "grids.cover", mine.place):
        raise PermissionDenied("grids.cover")
    form = forms.Covers(request.POST, team=mine, places=queries.coverable(mine.place.village_id))
    run = partial(acts.cover, actor=here.person, team_id=team_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("改好了。"))
        return redirect("grids:team", team_id)
    filled = queries.posts(
        organisations()[mine.template], queries.ever(mine), clock.day_of(here.now)
    )
    seating = forms.Seating(posts=filled, people=[])
    ending = forms.Ending(auto_id="end_%s")
    return _shown(request, mine, filled, seating, True, ending, form)


@desk
@require_http_methods(["GET", "POST"])
def end_seat(request: HttpRequest, here: Here, seat_id: int) -> HttpResponse:
    """离岗."""
    sees(here)
    seat = queries.one_seat(seat_id)
    if seat is None or permits.may(here.person, "grids.see", reach=seat.reach) is None:
        raise Http404
    if not may(here, "grids.end_seat", seat.team.place):
        raise PermissionDenied("grids.end_seat")
    form = forms.Ending(request.POST or None)
    run = partial(acts.end_seat, actor=here.person, seat_id=seat_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("记下了，他在岗的日子都还看得到。"))
        return redirect("grids:team", seat.team_id)
    post = organisations()[seat.team.template].post(seat.post)
    return answer(request, "grids/end_seat.html", {"form": form, "seat": seat, "post": post})


@desk
@require_http_methods(["GET", "POST"])
def duties(request: HttpRequest, here: Here) -> HttpResponse:
    """网格员职责: the county's list, set by the county, read by all."""
    sees(here)
    assert here.post is not None
    county = places.one(here.post.place.county_id or here.post.place_id)
    now = queries.duty_list(county.pk)
    sets = here.post.place_id == county.pk and may(here, "grids.set_duties", county)
    lines, source = (now.lines, now.source) if now else suggested_duties()
    first = {"lines": "\n".join(lines), "source": source}
    form = forms.Duties(request.POST or None, initial=first)
    if request.method == "POST" and not sets:
        raise PermissionDenied("grids.set_duties")
    run = partial(acts.set_duties, actor=here.person, county_id=county.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("定下了，从今天起照这一份。"))
        return redirect("grids:duties")
    context = {
        "form": form, "now": now, "place": county, "sets": sets, "by_group": duties_by_group(),
    }  # fmt: skip
    return answer(request, "grids/duties.html", context)
