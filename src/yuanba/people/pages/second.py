"""The second step of signing in, setting it up, and the paper with the recovery codes."""

from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.base import clock
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import ngettext
from yuanba.people import acts, door, forms, queries, waiting
from yuanba.people.models import Person
from yuanba.people.pages.signing import asked_next, onwards, with_next

FEW = 3  # so many codes left: time for new ones


def picture(address: str) -> str:
    """A QR code drawn here, as an address of the page itself: no other host learns the secret."""
    return segno.make(address, error="m").svg_data_uri(border=3, scale=5)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """登录第二步: the six digits on the telephone, or a code from the paper."""
    now = clock.now()
    person = waiting.who(request, now=now)
    if person is None:
        return redirect(with_next(request, "people:sign_in"))
    paper = "paper" in request.GET
    form = (forms.PaperCode if paper else forms.SecondCode)(request.POST or None)

    def run(*, code: str) -> None:
        how = acts.enter_second(person=person, code=code, address=door.address(request), now=now)
        waiting.over(request)
        door.let_in(request, person, how=how, now=now)

    if carried_out(request, form, run):
        left = queries.codes_left(person)
        if request.session[door.HOW] == "recovery" or left <= FEW:
            words = ngettext("备用码还剩%(n)s个。", "备用码还剩%(n)s个。", left) % {"n": left}
            messages.warning(request, words)
        return onwards(request)
    context = {
        "form": form,
        "next": asked_next(request),
        "name": person.name,
        "paper": paper,
        "again_url": with_next(request, "people:sign_in"),
    }
    return answer(request, "people/second.html", context)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """第一次设置第二步验证: scan, type six digits, keep ten codes; then one is in."""
    now = clock.now()
    person = waiting.who(request, now=now)
    offered = queries.offered_secret(person) if person else None
    if person is None or offered is None:
        return redirect(with_next(request, "people:sign_in"))
    form = forms.SecondCode(request.POST or None)
    codes: list[str] = []

    def run(*, code: str) -> None:
        address = door.address(request)
        codes.extend(acts.enter_enrolling(person=person, code=code, address=address, now=now))
        waiting.over(request)
        door.let_in(request, person, how="totp", now=now)

    if carried_out(request, form, run):
        return _paper(request, person, codes, asked_next(request) or reverse("web:home"))
    return _set_up(request, form, offered, with_next(request, "people:sign_in"))


def _set_up(
    request: HttpRequest, form: forms.SecondCode, offered: queries.Secret, back: str
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "next": asked_next(request),
        "qr": picture(offered.address),
        "secret": offered.spelled,
        "back_url": back,
    }
    return answer(request, "people/second_set_up.html", context)


def _paper(request: HttpRequest, person: Person, codes: list[str], then: str) -> HttpResponse:
    """The ten codes, shown this once. The page answers the press itself: nothing keeps them."""
    context = {"codes": codes, "name": person.name, "then_url": then}
    return answer(request, "people/second_paper.html", context)


@sensitive_post_parameters("code")
@door.required
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """我的第二步验证: is it on, how many codes are left; new codes for who shows it is he."""
    actor, now = door.actor(request), clock.now()
    on = queries.has_second_factor(actor)
    form = forms.SecondCode((request.POST or None) if on else None)
    codes: list[str] = []

    def run(*, code: str) -> None:
        address = door.address(request)
        codes.extend(acts.renew(actor=actor, code=code, address=address, now=now))

    if on and carried_out(request, form, run):
        return _paper(request, actor, codes, reverse("people:my_second"))
    context = {"form": form, "on": on, "left": queries.codes_left(actor) if on else 0}
    return answer(request, "people/second_mine.html", context)


@sensitive_post_parameters("code")
@door.required
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """开始设置, or 换手机: who has one already shows it first."""
    actor, now = door.actor(request), clock.now()
    form = forms.SecondCode(request.POST)
    if queries.has_second_factor(actor):

        def run(*, code: str) -> None:
            address = door.address(request)
            acts.prove(actor=actor, code=code, address=address, now=now)

        if not carried_out(request, form, run):
            context = {"form": form, "on": True, "left": queries.codes_left(actor)}
            return answer(request, "people/second_mine.html", context)
    acts.offer_second_factor(actor=actor, now=now)
    return redirect("people:set_up_second")


@sensitive_post_parameters("code")
@door.required
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """扫码、填数字: the new secret counts from the first right code on."""
    actor, now = door.actor(request), clock.now()
    if (offered := queries.offered_secret(actor)) is None:
        return redirect("people:my_second")
    form = forms.SecondCode(request.POST or None)
    codes: list[str] = []

    def run(*, code: str) -> None:
        address = door.address(request)
        codes.extend(acts.confirm(actor=actor, code=code, address=address, now=now))

    if carried_out(request, form, run):
        if request.session.get(door.HOW) == "password":
            request.session[door.HOW] = "totp"
        return _paper(request, actor, codes, reverse("people:my_second"))
    return _set_up(request, form, offered, reverse("people:my_second"))
