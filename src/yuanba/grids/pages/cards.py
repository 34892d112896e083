"""联系卡: whom each household can call, on a telephone without sign-in and on paper."""

from io import BytesIO
from typing import Any
from urllib.parse import quote

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuanba.base.language import look_of
from yuanba.base.pages import answer
from yuanba.base.tables_out import write_xlsx
from yuanba.base.text import _
from yuanba.grids import queries
from yuanba.grids.pages.common import the_place
from yuanba.matters.pages.around import around, living
from yuanba.matters.pages.posts import Here, desk, number
from yuanba.matters.queries import where
from yuanba.places.rules import KIND_WORDS, SCOPE_OF, Kind

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NEAREST = 3  # in large type: fewer, the nearest


@require_safe
def who(request: HttpRequest, place_id: int) -> HttpResponse:
    """谁负责我家: the persons of this place, nearest first; the village's grids to choose from."""
    place, village = living(place_id)
    contacts = queries.contacts(place)
    context = {
        "place": place,
        "at_village": place.pk == village.pk,
        "contacts": contacts,
        "shown": contacts[:NEAREST] if look_of(request).elder else contacts,
        "duties": queries.duties(village.county_id),
        "venues": queries.venues_at(place),
        "choices": [(one, KIND_WORDS[Kind(one.kind)]) for one in queries.to_choose(place)],
        **around(village),
    }
    return answer(request, "grids/who.html", context)


def _qr(place_id: int) -> str:
    address = f"{settings.PUBLIC_URL}{reverse('grids:who', args=[place_id])}"
    picture: str = segno.make(address, error="m").svg_data_uri(border=2, scale=4)
    return picture


@require_safe
def wall(request: HttpRequest, place_id: int) -> HttpResponse:
    """公示牌: name, area, persons, telephones and duties of a place, A4 for where people gather."""
    place, village = living(place_id)
    context: dict[str, Any] = {
        "place": place,
        "village": village,
        "contacts": queries.contacts(place),
        "area": queries.to_choose(place),
        "duties": queries.duties(village.county_id),
        "qr": _qr(place.pk),
        "phone": village.phone or settings.HELP_PHONE,
        "back_url": reverse("grids:who", args=[place.pk]),
    }
    return answer(request, "grids/wall.html", context)


@desk
@require_safe
def cards(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """联系卡: one for each household at a place or below it, eight on a sheet of A4."""
    place = the_place(here, place_id)
    if place.village_id is None:
        raise Http404
    made = queries.cards(here.person, place, number(request.GET.get("household")))
    pictures = {at: _qr(at) for at in {card.place_id for card in made}}
    village = where.village_of(place.pk)
    assert village is not None
    context = {
        "place": place,
        "cards": [(card, pictures[card.place_id]) for card in made],
        "most": queries.MOST_CARDS,
        "phone": village.phone or settings.HELP_PHONE,
        "back_url": reverse("grids:place", args=[place.pk]),
    }
    return answer(request, "grids/cards.html", context)


@desk
@require_safe
def roster(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """网格花名册 as a table, in the columns in which one comes in. Names and telephones of those whose card
    hangs on the wall; of no household."""
    place = the_place(here, place_id)
    if place.kind not in SCOPE_OF or place.kind == Kind.GRID:
        raise Http404
    out = BytesIO()
    header = [str(words) for words in queries.HEADER]
    write_xlsx(out, header, queries.roster(place), sheet=str(_("网格花名册")))
    name = quote(f"{place.name}-{_('网格花名册')}-{here.now:%Y%m%d}.xlsx")
    given = HttpResponse(out.getvalue(), content_type=XLSX)
    given["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return given
