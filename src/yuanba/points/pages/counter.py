"""积分超市 at the desk: hours, one redemption put right, paper slips printed and entered, cards."""

from datetime import date
from functools import partial
from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.matters.pages.posts import Here, desk
from yuanba.places.models import Place
from yuanba.points import acts
from yuanba.points.acts.counter import Written
from yuanba.points.forms import shop as forms
from yuanba.points.models import Slip, SlipDay
from yuanba.points.pages import common
from yuanba.points.queries import home as homes
from yuanba.points.queries import shop as queries
from yuanba.points.rules import shop as rules
from yuanba.points.rules.shop import DEAL_WORDS, Deal

ROWS = 12


@desk
@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest, here: Here) -> HttpResponse:
    """定开门时间."""
    village, _choose = common.my_village(request, here, "points.set_hours")
    said = queries.opening(village.pk)
    form = forms.Hours(request.POST or None, initial=_typed(said))

    def run(*, where: str, note: str, **_times: Any) -> object:
        go = partial(acts.set_hours, actor=here.person, place_id=village.pk, now=here.now)
        return go(where=where, note=note, days=form.days())

    if carried_out(request, form, run):
        messages.success(request, _("定好了，居民看得到。"))
        return redirect("points:counter")
    return answer(request, "points/hours.html", {"form": form, "village": village})


def _typed(said: Any) -> dict[str, str]:
    if said is None:
        return {}
    first = {"where": said.where, "note": said.note}
    for n, day in enumerate(said.days):
        begin, _dash, end = day.partition("-")
        first |= {f"from{n}": begin, f"to{n}": end}
    return first


@desk
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, here: Here, deal_id: int) -> HttpResponse:
    """一次兑换: who, what, whose hands; 冲正 by a third person."""
    here.ask("points.see_shop")
    found = queries.deal(deal_id)
    if found is None or not common.may(here, "see_shop", found.household.place.reach):
        raise Http404
    may = common.may(here, "undo_deal", found.household.place.reach)
    if request.method == "POST":
        here.ask("points.undo_deal")
    mine = here.person.pk in {found.ended_by_id, found.reserved_by_id}
    undoing = may and found.state == Deal.HANDED and not mine
    form = forms.UndoDeal(request.POST or None) if undoing else None
    run = partial(acts.undo_deal, actor=here.person, redemption_id=deal_id, now=here.now)
    if form is not None and carried_out(request, form, run):
        messages.success(request, _("改回来了，积分退回，这户看得到。"))
        return redirect("points:desk_deal", deal_id)
    context = {
        "deal": found,
        "state": DEAL_WORDS[Deal(found.state)],
        "form": form,
        "mine": may and mine and found.state == Deal.HANDED,
    }
    return answer(request, "points/desk_deal.html", context)


# ---- paper


@desk
@require_http_methods(["GET", "POST"])
def slips(request: HttpRequest, here: Here) -> HttpResponse:
    """纸券: print some; what was printed and how many came back."""
    village, _choose = common.my_village(request, here, "points.print_slips")
    form = forms.PrintSlips(request.POST or None)
    made: list[Slip] = []

    def run(*, many: int) -> None:
        go = partial(acts.print_slips, actor=here.person, place_id=village.pk, now=here.now)
        made.append(go(many=many))

    if carried_out(request, form, run):
        return redirect("points:slip_sheet", made[0].sheet)
    context = {"form": form, "village": village, "sheets": queries.sheets(village.pk)}
    return answer(request, "points/slips.html", context)


@desk
@require_safe
def slip_sheet(request: HttpRequest, here: Here, sheet: int) -> HttpResponse:
    """纸券, to be printed and cut."""
    village, _choose = common.my_village(request, here, "points.print_slips")
    found = queries.slips(village.pk, sheet)
    if not found:
        raise Http404
    return answer(request, "points/slip_sheet.html", {"village": village, "slips": found})


@desk
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, here: Here) -> HttpResponse:
    """录一天的纸券."""
    village, _choose = common.my_village(request, here, "points.enter_slips")
    today = clock.day_of(here.now)
    keepers = [p for p in queries.keepers(village, today) if p.pk != here.person.pk]
    items, said = homes.offered(village.pk), request.POST if request.method == "POST" else None
    head = forms.SlipsHead(said, keepers=keepers, initial={"on": today})
    rows = [forms.SlipRow(said, prefix=f"s{n}", items=items) for n in range(ROWS)]
    made: list[SlipDay] = []

    def run(*, on: date, handed_by: int) -> None:
        go = partial(acts.enter_slips, actor=here.person, place_id=village.pk, now=here.now)
        made.append(go(on=on, handed_by_id=handed_by, slips=_written(village, rows)))

    good = said is None or sum(row.is_valid() for row in rows) == ROWS  # each says what is wrong
    if good and carried_out(request, head, run):
        return redirect("points:entered", made[0].pk)
    if not good:
        head.is_valid()
        head.add_error(None, gettext("有几张没填对，红字写在那一行。"))
    context = {"form": head, "rows": rows, "village": village}
    return answer(request, "points/enter.html", context)


def _written(village: Place, rows: list[forms.SlipRow]) -> list[Written]:
    """Every row that says something; what is wrong in one stands in it, and nothing is entered."""
    found: list[Written] = []
    wrong = 0
    for row in rows:
        said = row.cleaned_data
        if not said["slip"].strip() and not said["household"].strip():
            continue
        try:
            n, sign = rules.slip(said["slip"])
            home = common.the_home(village, said["household"])
            if not said["item"]:
                raise Refused("no_item", _("请选换什么。"), field="item")
            if f"{n:04}{sign}" in {one.number for one in found}:
                raise Refused("slip_twice", _("这张券写了两行。"), field="slip")
        except Refused as no:
            row.add_error(no.field if no.field in row.fields else None, str(no.message))
            wrong += 1
        else:
            found.append(Written(f"{n:04}{sign}", home.pk, said["item"]))
    if wrong:
        raise Refused("rows_wrong", _("有几张没填对，红字写在那一行。"))
    return found


@desk
@require_safe
def entered(request: HttpRequest, here: Here, day_id: int) -> HttpResponse:
    """What became of a day's slips."""
    here.ask("points.enter_slips")
    found = queries.slip_day(day_id)
    if found is None or not common.may(here, "enter_slips", found.place.reach):
        raise Http404
    context = {"day": found, "left": queries.slips_left(found)}
    return answer(request, "points/entered.html", context)


@desk
@require_safe
def cards(request: HttpRequest, here: Here) -> HttpResponse:
    """积分卡, to be printed: who has no telephone shows it; the square says the household's number."""
    village, _choose = common.my_village(request, here, "points.reserve")
    asked = request.GET.get("from", "")
    start = min(int(asked), 100_000) if asked.isdecimal() and len(asked) < 7 else 0
    rows = queries.homes(village.pk, start)
    context = {
        "village": village,
        "cards": [
            {
                "address": home.address,
                "code": home.code,
                "head": getattr(home, "head", "") or "",
                "qr": segno.make(home.code or home.address, error="m").svg_data_uri(border=1),
            }
            for home in rows
        ],
        "more": start + queries.CARDS if len(rows) == queries.CARDS else None,
        "back": reverse("points:counter"),
    }
    return answer(request, "points/cards.html", context)
