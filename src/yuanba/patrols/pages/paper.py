"""巡查单: printed with a code that leads back, typed in once, all lines at once."""

import secrets
from functools import partial
from typing import Any

import segno
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.matters.pages import shots
from yuanba.matters.pages.posts import Here, desk, number
from yuanba.patrols import acts, forms, queries, rules
from yuanba.patrols.models import PaperSheet
from yuanba.patrols.pages.common import may, sees, today
from yuanba.places.models import Place

SALT = "patrols.sheet"
ON_ONE = 14  # points of one printed sheet, with room to write


@desk
@require_safe
def sheet(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """巡查单, to print: the points of a grid in the order of walking. Printing leaves nothing behind."""
    place = _grid(here, place_id)
    stops = queries.stops(place, today(here), here.person)
    points = [stop for stop in stops if stop.point.place_id == place.pk]
    points = ([stop for stop in points if stop.due] or points)[:ON_ONE]
    code = secrets.token_hex(8)
    said = [code, place.pk, [stop.point.pk for stop in points]]
    signed = signing.dumps(said, salt=SALT, compress=True)
    address = request.build_absolute_uri(reverse("patrols:typing", args=[signed]))
    context = {
        "place": place,
        "points": points,
        "lines": {
            k: row.text.splitlines()
            for k, row in queries.lines_of(place.county_id or place.pk).items()
        },
        "code": code,
        "qr": segno.make(address, error="m").svg_data_uri(border=2, scale=3),
        "address": address,
        "day": today(here),
        "back_url": reverse("patrols:round"),
    }
    return answer(request, "patrols/sheet.html", context)


@desk
@require_http_methods(["GET", "POST"])
def typing(request: HttpRequest, here: Here, signed: str) -> HttpResponse:
    """录入巡查单: the lines of one printed sheet."""
    try:
        code, place_id, ids = signing.loads(signed, salt=SALT)
    except (signing.BadSignature, ValueError) as no:
        raise Http404 from no
    place = _grid(here, place_id)
    known = {point.pk: point for point in queries.living(place) if point.pk in set(ids)}
    points = [known[pk] for pk in ids if pk in known]
    form = forms.Typed(request.POST or None, points=points, today=today(here))
    shot = queries.photographed(place, code)

    def run(*, day: Any, **_said: Any) -> None:
        acts.type_sheet(
            actor=here.person, place_id=place.pk, code=code, day=day, rows=form.rows(), now=here.now
        )

    if carried_out(request, form, run):
        messages.success(request, gettext("录好了。"))
        return redirect("patrols:round")
    context = {"form": form, "place": place, "code": code, "most": rules.WORDS}
    context |= {"signed": signed, "shot": shot, "photo_form": forms.SheetPhoto()}
    return answer(request, "patrols/typing.html", context)


def signed_again(sheet: PaperSheet) -> str:
    """The address of a sheet that was photographed, as it was printed."""
    said = [sheet.code, sheet.place_id, [int(pk) for pk in sheet.points]]
    return signing.dumps(said, salt=SALT, compress=True)


@desk
@require_POST
def photograph(request: HttpRequest, here: Here, signed: str) -> HttpResponse:
    """拍下巡查单: whoever has time types it in."""
    try:
        code, place_id, ids = signing.loads(signed, salt=SALT)
    except (signing.BadSignature, ValueError) as no:
        raise Http404 from no
    place = _grid(here, place_id)
    taken = shots.take(request.FILES.getlist("photo")[:1], shots.Shots(most=1))
    for wrong in taken.errors or ([] if taken.pictures else [gettext("请先拍一张照片。")]):
        messages.error(request, str(wrong))
    form = Form(request.POST)
    if taken.pictures and carried_out(
        request, form, partial(
            acts.photograph_sheet, actor=here.person, place_id=place.pk, code=code, points=ids,
            picture=taken.pictures[0], now=here.now,
        ),
    ):  # fmt: skip
        messages.success(request, gettext("拍好了。谁有空谁照着录，现在录也行。"))
    for refused in form.non_field_errors():
        messages.error(request, str(refused))
    return redirect("patrols:typing", signed)


@desk
@require_safe
def sheet_photo(request: HttpRequest, here: Here, place_id: int, name: str) -> HttpResponse:
    """The photo of a sheet, for whoever may type it in."""
    place = _grid(here, place_id)
    if not queries.sheet_has(place, name):
        raise Http404
    try:
        return shots.served(name, small=False)
    except FileNotFoundError as gone:
        raise Http404 from gone


@desk
@require_http_methods(["GET", "POST"])
def sheets(request: HttpRequest, here: Here) -> HttpResponse:
    """巡查单: which grid's to print."""
    sees(here)
    assert here.post is not None
    if (place := number(request.GET.get("place"))) is not None:
        return redirect("patrols:sheet", place)
    places = queries.places_with_points(here.post)
    if len(places) == 1:
        return redirect("patrols:sheet", places[0].pk)
    return answer(request, "patrols/sheets.html", {"places": places})


def _grid(here: Here, place_id: int) -> Place:
    sees(here)
    place = queries.one_place(place_id)
    if place is None or not may(here, "patrols.type_sheet", place):
        raise Http404
    return place
