"""The households of a village, for those who keep its register."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.people import acts, door, forms, queries
from yuanba.people.models import Person
from yuanba.people.pages.staff import next_url, number


@door.required
@require_safe
def households(request: HttpRequest) -> HttpResponse:
    """户册: the households of one village, with those who live there."""
    actor = door.actor(request)
    if not queries.places_over(actor, "people.see_households"):
        raise Denied("people.see_households")
    villages = queries.villages(actor)
    asked = number(request.GET.get("village"))
    village = next((v for v in villages if asked in (None, v.pk)), None)
    if asked is not None and village is None:
        raise Http404
    words, after = request.GET.get("q", ""), number(request.GET.get("after"))
    rows, then = [], None
    if village is not None:
        found = queries.households(actor, village=village.pk, words=words, after=after)
        rows, then = found.rows, found.next
    first = urlencode({"village": village.pk if village else "", "q": words})
    context = {
        "rows": rows,
        "q": words,
        "villages": [{"id": v.pk, "name": v.name} for v in villages],
        "village": {"id": village.pk, "name": village.name} if village else None,
        "may_change": queries.may_keep_register(actor),
        "next_url": next_url(request, then),
        "first_url": f"?{first}" if after else "",
    }
    return answer(request, "people/households.html", context)


def _card(request: HttpRequest, household_id: int) -> tuple[Person, queries.HouseholdCard]:
    """Who asks, and the household; 404 whether it does not exist or is not his."""
    actor = door.actor(request)
    card = queries.household(actor, household_id)
    if card is None:
        raise Http404
    return actor, card


def _keeper(actor: Person) -> None:
    if not queries.may_keep_register(actor):
        raise Denied("people.found_household")


@door.required
@require_safe
def household(request: HttpRequest, household_id: int) -> HttpResponse:
    """一户: who lives there, who lived there, what it came from."""
    actor, card = _card(request, household_id)
    may = queries.may_keep_register(actor) and card.until is None
    held = queries.card_of_household(actor, card.id)
    living = held is not None and held.state != "ended"
    context = {
        "home": card,
        "may_change": may,
        "may_vouch": queries.may_vouch(actor),
        "card": held,
        "may_card": may and not living and bool(card.living),
        "may_stop": living and bool(queries.places_over(actor, "people.stop_card")),
        "back_url": reverse("people:households"),
    }
    return answer(request, "people/household.html", context)


@door.required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """立户."""
    actor = door.actor(request)
    if not (places := queries.place_choices(actor, "people.found_household")):
        raise Denied("people.found_household")
    form = forms.Household(request.POST or None, places=places)
    made: list[int] = []

    def run(**typed: Any) -> None:
        made.append(acts.found_household(actor=actor, now=clock.now(), **typed).pk)

    if carried_out(request, form, run):
        messages.success(request, _("这一户立好了，接着把家里的人写进来。"))
        return redirect("people:enrol", made[0])
    return _sheet(request, form, _("立户"), _("立这一户"), reverse("people:households"))


def _sheet(
    request: HttpRequest, form: django_forms.Form, heading: Any, button: Any, back: str
) -> HttpResponse:
    context = {"form": form, "heading": heading, "button": button, "back_url": back}
    return answer(request, "people/sheet.html", context)


def _step(
    request: HttpRequest,
    form: django_forms.Form,
    run: Callable[..., object],
    card: queries.HouseholdCard,
    heading: Any,
    button: Any,
) -> HttpResponse:
    """One act about a household: done, back to its page; refused, the same sheet."""
    if carried_out(request, form, run):
        messages.success(request, _("记下了。"))
        return redirect("people:household", card.id)
    words = {"address": card.address}
    back = reverse("people:household", args=[card.id])
    return _sheet(request, form, heading % words, button, back)


@door.required
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest, household_id: int) -> HttpResponse:
    """登记入户."""
    actor, card = _card(request, household_id)
    _keeper(actor)
    form = forms.Enrol(request.POST or None)
    run = partial(acts.enrol, actor=actor, household_id=card.id, now=clock.now())
    return _step(request, form, run, card, _("%(address)s：添一个人"), _("写进这一户"))


@door.required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, household_id: int, membership_id: int) -> HttpResponse:
    """迁出."""
    actor, card = _card(request, household_id)
    _keeper(actor)
    stay = next((stay for stay in card.living if stay.id == membership_id), None)
    if stay is None:
        raise Http404
    form = forms.Leave(request.POST or None)
    run = partial(acts.leave_household, actor=actor, membership_id=stay.id, now=clock.now())
    return _step(request, form, run, card, _("%(address)s：迁出一个人"), _("迁出这个人"))


@door.required
@require_http_methods(["GET", "POST"])
def vouch(request: HttpRequest, household_id: int, membership_id: int) -> HttpResponse:
    """当面核实."""
    actor, card = _card(request, household_id)
    stay = next((stay for stay in card.living if stay.id == membership_id), None)
    if stay is None or not queries.may_vouch(actor):
        raise Http404
    form = Form(request.POST if request.method == "POST" else None)
    run = partial(acts.vouch, actor=actor, membership_id=stay.id, now=clock.now())
    title = _("%(name)s：我当面见过，是本人") % {"name": stay.name}
    return _step(request, form, run, card, title, _("当面核实过"))


@door.required
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, household_id: int) -> HttpResponse:
    """分户."""
    actor, card = _card(request, household_id)
    _keeper(actor)
    people = [(str(stay.person_id), stay.name) for stay in card.living]
    form = forms.Split(request.POST or None, people=people)
    run = partial(acts.split_household, actor=actor, household_id=card.id, now=clock.now())
    return _step(request, form, run, card, _("%(address)s：分户"), _("分成两户"))


@door.required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, household_id: int) -> HttpResponse:
    """搬家."""
    actor, card = _card(request, household_id)
    _keeper(actor)
    form = forms.MoveHousehold(request.POST or None, places=queries.beside(card.place_id))
    run = partial(acts.move_household, actor=actor, household_id=card.id, now=clock.now())
    return _step(request, form, run, card, _("%(address)s：搬到别的楼栋、院坝"), _("搬过去"))


@door.required
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, household_id: int) -> HttpResponse:
    """并户."""
    actor, card = _card(request, household_id)
    _keeper(actor)
    form = forms.Merge(request.POST or None)

    def run(*, code: str, on: date | None) -> None:
        into = queries.household_coded(actor, code)
        if into is None:
            raise Refused("no_household", _("没有找到这个户号，请核对。"), field="code")
        now = clock.now()
        acts.merge_households(actor=actor, household_id=card.id, into_id=into, on=on, now=now)

    return _step(request, form, run, card, _("%(address)s：并到别的户"), _("并过去"))
