"""Household cards: given and printed at the desk, opened by the household, stopped when lost."""

from functools import partial
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.people import acts, door, forms, queries, rules
from yuanba.people.models import Card
from yuanba.people.pages.signing import asked_next, onwards, with_next
from yuanba.people.pages.staff import allowed, next_url, number

NUMBER = "card"  # kept in the session between the scan and the PIN: not in the next addresses


# ---- at the desk


@door.required
@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """户卡: what waits to be agreed to, printed or opened."""
    actor = door.actor(request)
    allowed(actor, "people.see_cards")
    found = queries.cards(actor, after=number(request.GET.get("after")))
    context = {
        "rows": found.rows,
        "next_url": next_url(request, found.next),
        "me": actor.pk,
        "may_print": bool(queries.places_over(actor, "people.print_card")),
        "may_agree": bool(queries.places_over(actor, "people.agree_card")),
    }
    return answer(request, "people/cards.html", context)


@door.required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, household_id: int) -> HttpResponse:
    """发户卡: in whose name?"""
    actor = door.actor(request)
    home = queries.household(actor, household_id)
    if home is None:
        raise Http404
    allowed(actor, "people.ask_card")
    people = [(str(stay.person_id), stay.name) for stay in home.living]
    form = forms.AskCard(request.POST or None, people=people)
    run = partial(acts.ask_card, actor=actor, household_id=home.id, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, _("记下了。接着到“户卡”里打印。"))
        return redirect("people:cards")
    context = {
        "form": form,
        "heading": _("%(address)s：发户卡") % {"address": home.address},
        "button": _("发户卡"),
        "back_url": reverse("people:household", args=[home.id]),
    }
    return answer(request, "people/sheet.html", context)


@door.required
@require_POST
def agree(request: HttpRequest, card_id: int) -> HttpResponse:
    """同意补卡."""
    actor = door.actor(request)
    if queries.card(actor, card_id) is None:
        raise Http404
    try:
        acts.agree_card(actor=actor, card_id=card_id, now=clock.now())
        messages.success(request, _("同意了，可以打印了。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("people:cards")


@door.required
@require_POST
def print_cards(request: HttpRequest) -> HttpResponse:
    """印户卡: one on A6, or four on A4. Each print has new numbers; this page shows them once."""
    actor = door.actor(request)
    allowed(actor, "people.print_card")
    chosen = [i for i in map(number, request.POST.getlist("card")) if i is not None][:100]
    sheets: list[dict[str, Any]] = []

    def told(card: Card, key: str, first: str) -> None:
        sheets.append(_sheet(card, key, first))

    for card_id in chosen:
        try:
            acts.print_card(actor=actor, card_id=card_id, now=clock.now(), told=told)
        except Refused as refusal:
            messages.error(request, refusal.message)
    if not sheets:
        if not chosen:
            messages.error(request, _("请先勾上要打印的卡。"))
        return redirect("people:cards")
    size = "a6" if request.POST.get("size") == "a6" else "a4"
    context = {"sheets": sheets, "size": size, "back_url": reverse("people:cards")}
    return answer(request, "people/card_print.html", context)


def _sheet(card: Card, key: str, first: str) -> dict[str, Any]:
    address = f"{settings.PUBLIC_URL}{reverse('people:card_scan', args=[key])}"
    place = card.household.place
    village = queries.village_of(place)
    return {
        "qr": segno.make(address, error="m").svg_data_uri(border=2, scale=5),
        "number": rules.grouped(key),
        "first": f"{first[:3]} {first[3:]}",
        "village": village.name,
        "phone": village.phone,
        "address": card.household.address,
        "name": card.person.name,
        "site": settings.PUBLIC_URL.partition("://")[2],
    }


@door.required
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, card_id: int) -> HttpResponse:
    """停用户卡: at once, for whoever holds it."""
    actor = door.actor(request)
    row = queries.card(actor, card_id, "people.stop_card")
    if row is None or row.state == "ended":
        raise Http404
    form = forms.Because(request.POST or None)
    run = partial(acts.stop_card, actor=actor, card_id=row.id, now=clock.now())
    back = reverse("people:household", args=[row.household_id])
    if carried_out(request, form, run):
        messages.success(request, _("停用了，拿着这张卡的人马上进不来。"))
        return redirect(back)
    heading = _("停用%(address)s的户卡") % {"address": row.address}
    context = {"form": form, "heading": heading, "button": _("停用这张卡"), "back_url": back}
    return answer(request, "people/sheet.html", context)


# ---- the household


@require_safe
def scan(request: HttpRequest, key: str) -> HttpResponse:
    """扫了卡: the number goes into the session, and out of the address."""
    request.session[NUMBER] = key
    return redirect("people:sign_in_card")


@sensitive_post_parameters("pin", "again", "code", "number")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """用户卡登录: the PIN; the first time the code of the tear-off and a PIN of one's own."""
    known = request.session.get(NUMBER, "")
    card = acts.card_of(known) if known else None
    first = card is not None and card.opened_at is None and card.ended_at is None
    form = _form(request, known, first)
    now = clock.now()

    def run(*, number: str = "", **typed: Any) -> None:
        way = partial(acts.open_card if first else acts.open_with_card, number=known or number)
        person = way(address=door.address(request), now=now, **typed)
        request.session.pop(NUMBER, None)
        door.let_in(request, person, how="card", now=now)

    if carried_out(request, form, run):
        return onwards(request)
    context = {
        "form": form,
        "next": asked_next(request),
        "first": first,
        "scanned": bool(known),
        "phone_url": with_next(request, "people:sign_in_phone"),
    }
    return answer(request, "people/sign_in_card.html", context)


def _form(request: HttpRequest, known: str, first: bool) -> Any:
    if first:
        return forms.FirstPin(request.POST or None)
    return (forms.Pin if known else forms.CardAndPin)(request.POST or None)


@require_POST
def another(request: HttpRequest) -> HttpResponse:
    """不是这张卡: type or scan another."""
    request.session.pop(NUMBER, None)
    return redirect("people:sign_in_card")


@sensitive_post_parameters("old", "pin", "again")
@door.required
@require_http_methods(["GET", "POST"])
def change_pin(request: HttpRequest) -> HttpResponse:
    """改户卡密码."""
    actor = door.actor(request)
    if queries.my_card(actor) is None:
        raise Http404
    form = forms.ChangePin(request.POST or None)
    if carried_out(request, form, partial(acts.change_pin, actor=actor, now=clock.now())):
        messages.success(request, _("密码改好了。"))
        return redirect("people:me")
    return answer(request, "people/card_pin.html", {"form": form})


@door.required
@require_POST
def lost(request: HttpRequest) -> HttpResponse:
    """我的卡丢了: the owner stops it himself."""
    actor = door.actor(request)
    if (card := queries.my_card(actor)) is None:
        raise Denied("no card")
    reason = str(_("本人说卡丢了。"))
    acts.stop_card(actor=actor, card_id=card.pk, reason=reason, now=clock.now())
    messages.success(request, _("停用了，拿着这张卡的人马上进不来。"))
    return redirect(
        "people:me" if request.session.get(door.HOW) != "card" else "people:sign_in_phone"
    )
