"""定由谁办 at the desk: what is being settled, how often it had to be, who decides in the end."""

from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock, permits
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.matters import acts, queries
from yuanba.matters.acts.settling import may_decide
from yuanba.matters.models import Convening, Hop
from yuanba.matters.pages.posts import Here, desk, name_of, scope
from yuanba.matters.queries import settling
from yuanba.matters.queries.words import day as day_words
from yuanba.places import queries as places
from yuanba.places.models import Place

SPANS = (30, 90, 365)  # days back
SEE = {Role.TOWNSHIP, Role.COUNTY, Role.HANDLER}


@desk
@require_safe
def settle(request: HttpRequest, here: Here) -> HttpResponse:
    """正在定由谁办: what was convened, by the day on which it is to be settled."""
    if here.role not in SEE or here.post is None:
        raise PermissionDenied("matters.decide_unit")
    found = [row for row in settling.convened(here.post) if queries.sees(here.person, row.matter)]
    returns = settling.returns_of(row.matter_id for row in found)
    rows = [_row(row, returns.get(row.matter_id, []), here) for row in found]
    return answer(request, "matters/desk/settling.html", {"rows": rows})


def _row(row: Convening, returns: list[Hop], here: Here) -> dict[str, Any]:
    matter, decides = row.matter, may_decide(here.person, row)
    reaches = permits.may(here.person, "matters.see", reach=matter.reach) is not None
    return {
        "number": matter.number,
        "title": matter.title,
        "text": matter.text,
        "where": " ".join(filter(None, [matter.place.name, matter.spot])),
        "since": day_words(matter.settling_since) if matter.settling_since else "",
        "meet": day_words(row.meet_on),
        "late": row.meet_on < clock.day_of(here.now),
        "who": row.leader.name if row.leader else row.place.name,
        "last": row.leader is not None,
        "units": [unit.name for unit in row.units.all()],
        "returns": [
            {
                "unit": hop.from_unit.name if hop.from_unit else "",
                "item": f"{hop.item_code} {hop.item_name}",
                "reason": hop.reason,
                "day": day_words(hop.at),
            }
            for hop in returns
        ],
        "url": reverse("desk_matters:one", args=[matter.pk]) if reaches else "",
        "decide": reverse("desk_matters:work", args=[matter.pk, "decide-unit"]) if decides else "",
    }


@desk
@require_safe
def returns(request: HttpRequest, here: Here) -> HttpResponse:
    """转办和退回: by unit and by item of the list, and how long it took. Four statements."""
    if here.role not in {Role.TOWNSHIP, Role.COUNTY}:
        raise PermissionDenied("matters.see")
    if scope(here).column not in {"county_id", "township_id"}:
        raise PermissionDenied("matters.see")
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(span) for span in SPANS} else 90
    found = settling.figures(scope(here), here.now - timedelta(days=days))
    home = reverse("desk_matters:returns")
    context = {
        "found": found,
        "units": [(line, _took(line.middle)) for line in found.units],
        "items": [(line, _took(line.middle)) for line in found.items],
        "middle": _took(found.middle),
        "longest": _took(found.longest),
        "spans": [
            {
                "url": f"{home}?days={span}",
                "label": ngettext("%(n)d 天", "%(n)d 天", span) % {"n": span},
                "current": span == days,
            }
            for span in SPANS
        ],
        "days": days,
    }
    return answer(request, "matters/desk/returns.html", context)


def _took(span: timedelta | None) -> str:
    """2 天 3 小时: natural time, as the resident waits."""
    if span is None:
        return ""
    hours = int(span / timedelta(hours=1))
    if hours < 48:
        return ngettext("%(n)d 小时", "%(n)d 小时", hours) % {"n": hours}
    return ngettext("%(n)d 天", "%(n)d 天", hours // 24) % {"n": hours // 24}


class Name(Form):
    """Whose post decides in the end, and by which paper."""

    post = forms.ChoiceField(label=_("由哪个岗位来定"))
    source = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("哪一份文件指定的，公开可查。")
    )


@desk
@require_safe
def arbiters(request: HttpRequest, here: Here) -> HttpResponse:
    """定责的人: the county and its townships, and who decides there in the end."""
    county_id = _county(here)
    seats = settling.seats(county_id)
    may = {
        seat.place.pk: permits.may(
            here.person, "matters.name_arbiter", reach={seat.place.pk, county_id}
        )
        is not None
        for seat in seats
    }
    rows = [_seat(seat, here) | {"may": may[seat.place.pk]} for seat in seats]
    return answer(request, "matters/desk/arbiters.html", {"rows": rows})


def _seat(seat: settling.Seat, here: Here) -> dict[str, Any]:
    named = seat.arbiter
    said: dict[str, Any] = {"id": seat.place.pk, "name": seat.place.name}
    if named is None:
        return said
    return said | {
        "who": named.post.person.name,
        "post": name_of(named.post),
        "source": named.source,
        "since": day_words(named.since),
        "gone": not named.post.held_on(clock.day_of(here.now)),
    }


def _county(here: Here) -> int:
    if here.post is None or here.role not in {Role.ADMIN, Role.SUPERVISOR, Role.COUNTY}:
        raise PermissionDenied("matters.name_arbiter")
    return here.post.place.county_id or here.post.place_id


@desk
@require_http_methods(["GET", "POST"])
def name_arbiter(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """指定定责的人 for one place."""
    county_id = _county(here)
    try:
        place = places.one(place_id)
    except Place.DoesNotExist as none:
        raise Http404 from none
    if permits.may(here.person, "matters.name_arbiter", reach={place.pk, county_id}) is None:
        raise PermissionDenied("matters.name_arbiter")
    if (place.county_id or place.pk) != county_id:
        raise Http404
    form = Name(request.POST or None)
    field = form.fields["post"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [
        (
            str(post.pk),
            gettext("%(name)s（%(post)s）") % {"name": post.person.name, "post": name_of(post)},
        )
        for post in settling.posts_for(place, clock.day_of(here.now))
    ]

    def run(post: str, source: str) -> object:
        name = partial(acts.name_arbiter, actor=here.person, place_id=place.pk, now=here.now)
        return name(post_id=int(post), source=source)

    if carried_out(request, form, run):
        messages.success(request, _("记下了，以后第三次退回的由他来定。"))
        return redirect("desk_matters:arbiters")
    context = {"form": form, "place": {"name": place.name}}
    return answer(request, "matters/desk/arbiter.html", context)
