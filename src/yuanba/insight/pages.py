"""数据: the indicators of a place, for everybody; nobody is ranked."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yuanba.base import clock, downloads
from yuanba.base.errors import Denied, Refused
from yuanba.base.pages import answer, refuse
from yuanba.base.permits import Role
from yuanba.disclosure import queries as disclosure
from yuanba.disclosure.rules import SMALLEST
from yuanba.insight import forms, queries
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.queries import sampling
from yuanba.matters.rules.sampling import METHOD, USUAL
from yuanba.people import door
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind

LOOKS_BELOW = {Role.TOWNSHIP, Role.COUNTY, Role.SUPERVISOR, Role.WORKER}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Straight to the reader's own place; somebody from outside chooses a county."""
    person = door.signed_in(request)
    for post in person.held() if person else []:
        if Kind(post.place.kind) in SCOPE_OF:
            return redirect("insight:figures", post.place.village_id or post.place_id)
    counties = disclosure.counties()
    if len(counties) == 1:
        return redirect("insight:figures", counties[0].pk)
    return answer(request, "insight/home.html", {"counties": counties})


@require_safe
def figures(request: HttpRequest, place_id: int) -> HttpResponse:
    """Each rate with its formula, what is divided by what, and what was left out. Four statements."""
    form, found = _asked(request, place_id)
    asked = f"since={found.since}&last={found.until - timedelta(days=1)}"
    context = {
        "form": form,
        "found": found,
        "grounds": queries.grounds(found.county_id),
        "place_name": found.name,
        "last": found.until - timedelta(days=1),
        "wall_url": reverse("disclosure:wall", args=[place_id]),
        "csv_url": f"{reverse('insight:table', args=[place_id])}?{asked}",
        "api_url": f"{reverse('api-1:rates')}?place={place_id}&since={found.since}&until={found.until}",
        "sample_url": reverse("insight:sample", args=[found.county_id]),
    }
    return answer(request, "insight/figures.html", context)


@require_safe
def table(request: HttpRequest, place_id: int) -> HttpResponse:
    """下载: the same as CSV: formula, numerator, denominator, what was left out, the version, as of."""
    _form, found = _asked(request, place_id)
    head = [
        gettext("编号"),
        gettext("指标"),
        gettext("算法"),
        gettext("分子"),
        gettext("分母"),
        gettext("没算进去"),
        gettext("没算进去的是"),
        gettext("得数"),
    ]
    rows: list[list[Any]] = [
        [
            *(r.id, str(r.name), str(r.formula), r.numerator, r.denominator, r.excluded),
            *(str(r.excluded_why), r.percent or r.hours),
        ]
        for r in found.rates
    ]
    as_of = found.as_of.isoformat() if found.as_of else ""
    rows += [[name, "", "", n, "", "", "", ""] for name, n in found.counts.items()]
    rows += [
        ["place", found.name, str(found.place_id), "", "", "", "", ""],
        ["span", f"{found.since} – {found.until - timedelta(days=1)}", "", "", "", "", "", ""],
        ["formula", found.formula_version, "", "", "", "", "", ""],
        ["as_of", as_of, "", "", "", "", "", ""],
    ]
    return downloads.csv(f"figures-{found.place_id}-{found.since}", head, rows)


@require_safe
def sample(request: HttpRequest, place_id: int) -> HttpResponse:
    """抽查怎么抽: hash of the salt before, salt and seed after, and what people said. Two statements."""
    place = disclosure.place_of(place_id)
    context = {
        "place_name": place.name,
        "place": place,
        "draws": sampling.draws(place.pk),
        "method": METHOD,
        "usual": USUAL,
    }
    return answer(request, "insight/sample.html", context)


@require_safe
@desk
def below(request: HttpRequest, here: Here) -> HttpResponse:
    """各地数字: every place below mine on one line, in the order of the place list; or by unit."""
    if here.role not in LOOKS_BELOW or here.post is None:
        raise Denied("insight.below")
    if request.GET.get("by") == "unit":
        return _units(request, here.post.place)
    form, found = _asked(request, here.post.place_id, below=True)
    context = {"form": form, "found": found, "last": found.until - timedelta(days=1)}
    return answer(request, "insight/below.html", context)


def _units(request: HttpRequest, place: Place) -> HttpResponse:
    """各单位数字: I1 to I9 as far as they are the unit's doing, in fixed order. Two statements."""
    form, usual = _span(request)
    span = form.cleaned_data if form.is_valid() else usual
    try:
        found = queries.units(place, since=span["since"], until=span["last"] + timedelta(days=1))
    except Refused as refusal:
        refuse(form, refusal)
        until = usual["last"] + timedelta(days=1)
        found = queries.units(place, since=usual["since"], until=until)
    last = found.until - timedelta(days=1)
    context = {"form": form, "found": found, "last": last, "smallest": SMALLEST}
    return answer(request, "insight/units.html", context)


def _asked(
    request: HttpRequest, place_id: int, *, below: bool = False
) -> tuple[forms.Span, queries.Figures]:
    """The form and the figures of its days; of this year where the days make no sense."""
    form, usual = _span(request)
    span = form.cleaned_data if form.is_valid() else usual
    try:
        found = _rates(place_id, span, below)
    except Refused as refusal:
        refuse(form, refusal)
        found = _rates(place_id, usual, below)
    return form, found


def _span(request: HttpRequest) -> tuple[forms.Span, dict[str, Any]]:
    """The form with the days that were asked for, and those of this year."""
    today = clock.day_of(clock.now())
    usual: dict[str, Any] = {"since": date(today.year, 1, 1), "last": today}
    given = {name: request.GET[name] for name in usual if name in request.GET}
    return forms.Span(usual | given), usual


def _rates(place_id: int, span: dict[str, Any], below: bool) -> queries.Figures:
    until = span["last"] + timedelta(days=1)
    return queries.rates(place_id, since=span["since"], until=until, below=below)
