"""分流规则: the county's table, tried on past matters before anybody relies on it; and what was learned."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.duties.rules import LANE_WORDS, Lane
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.queries import labels, tried
from yuanba.matters.queries.words import day as day_words
from yuanba.people.models import Post
from yuanba.places.rules import Kind
from yuanba.triage import acts, forms, queries
from yuanba.triage.models import SortingRule

COLUMNS = ["name", "position", "words", "also", "but_not", "nature", "lane", "source", "door"]


def _county(here: Here, act: str) -> int:
    """The county whose table this post may open."""
    post: Post = here.ask(act)
    if post.place.kind != Kind.COUNTY:
        raise PermissionDenied(act)
    return post.place_id


@desk
@require_safe
def rules(request: HttpRequest, here: Here) -> HttpResponse:
    """The table in its order. With ?try=1 also what it would have proposed for past matters."""
    county = _county(here, "triage.see_rules")
    found = queries.rules_of(county)
    today = clock.day_of(here.now)
    standing = queries.standing(found, today)
    hidden = queries.hidden_rules(standing)
    run = None
    if request.GET.get("try") and here.scope is not None:
        run = tried.dry_run(here.scope, standing)
    context = {
        "rows": [
            _row(rule) | {"hidden": hidden[rule.pk].name if rule.pk in hidden else ""}
            for rule in found
        ],
        "run": run,
        "may_try": here.scope is not None,
        "versions": [_version(v) for v in queries.versions(county)],
    }
    return answer(request, "matters/desk/rules.html", context)


def _row(rule: SortingRule) -> dict[str, Any]:
    icon_and_words = labels.CHANNELS.get(rule.door)
    only = [
        rule.within.name if rule.within else "",
        str(icon_and_words[1]) if icon_and_words else "",
        rule.nature,
    ]
    return {
        "id": rule.pk,
        "position": rule.position,
        "name": rule.name,
        "words": rule.words,
        "also": rule.also,
        "but_not": rule.but_not,
        "only": "，".join(filter(None, only)),
        "category": f"{rule.category.code} {rule.category.label}",
        "lane": LANE_WORDS[Lane(rule.lane)] if rule.lane else "",
        "source": rule.source,
        "since": day_words(rule.since),
        "over": rule.until is not None,
        "broken": not rule.category.active,
    }


def _version(v: queries.Version) -> dict[str, Any]:
    parts = ("right", "three", "unsure", "unit_right", "unit_three")
    said = {name: round(100 * v.score.get(name, 0)) for name in parts}
    return {
        "version": v.version,
        "day": day_words(v.made_at),
        "rows": v.rows,
        "held": v.score.get("held", 0),
        "in_use": v.in_use,
        **said,
    }


@desk
@require_http_methods(["GET", "POST"])
def new_rule(request: HttpRequest, here: Here) -> HttpResponse:
    """加一条分流规则."""
    county = _county(here, "triage.add_rule")
    form = _form(request, county, new=True)
    run = partial(acts.add_rule, actor=here.person, county_id=county, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, _("加好了，从今天起按它提建议。可以先拿以前的事试一试。"))
        return redirect("desk_matters:rules")
    return answer(request, "matters/desk/rule.html", {"form": form})


@desk
@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, here: Here, rule_id: int) -> HttpResponse:
    """改一条，或者停用."""
    county = _county(here, "triage.change_rule")
    found = queries.one_rule(rule_id)
    if found is None or found.county_id != county or found.until is not None:
        raise Http404
    retiring = request.POST.get("do") == "retire"
    initial = {column: getattr(found, column) for column in COLUMNS}
    initial |= {"category_id": str(found.category_id), "within_id": str(found.within_id or "")}
    form = _form(request, county, new=False, initial=initial, posted=not retiring)
    why = forms.Retire(request.POST if retiring else None, prefix="end")
    run: dict[str, Any] = {"actor": here.person, "rule_id": rule_id, "now": here.now}
    if retiring and carried_out(request, why, partial(acts.retire_rule, **run)):
        messages.success(request, _("停用了，以前分好的不变。"))
        return redirect("desk_matters:rules")
    if not retiring and carried_out(request, form, partial(acts.change_rule, **run)):
        messages.success(request, _("改好了，从今天起按新的提建议。"))
        return redirect("desk_matters:rules")
    context = {"form": why if retiring else form, "change": form, "why": why, "rule": _row(found)}
    return answer(request, "matters/desk/rule.html", context)


def _form(
    request: HttpRequest,
    county: int,
    *,
    new: bool,
    initial: dict[str, Any] | None = None,
    posted: bool = True,
) -> forms.SortingRule:
    doors = [(kind, words) for kind, (_icon, words) in labels.CHANNELS.items()]
    return forms.SortingRule(
        (request.POST or None) if posted else None,
        new=new,
        places=queries.places_in(county),
        doors=doors,
        initial=initial,
    )
