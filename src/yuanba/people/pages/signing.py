"""Signing in and out. One door for staff (password), one for residents (code on the telephone)."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.base import clock, words_in
from yuanba.base.pages import answer, carried_out, own_path
from yuanba.base.text import _
from yuanba.people import acts, door, forms, gateway, queries, waiting

# After the right password: the page of the second step, or the one that sets it up.
THEN = {"second": "people:second", "enrol": "people:enrol_second"}
PHONE = "phone"  # kept in the session between the two steps: never in an address (trust.md 19)


def asked_next(request: HttpRequest) -> str:
    """Where to go afterwards, if that is here; empty if nothing was asked for."""
    return own_path(request, request.POST.get("next") or request.GET.get("next"), otherwise="")


def onwards(request: HttpRequest) -> HttpResponse:
    return redirect(asked_next(request) or resolve_url(settings.LOGIN_REDIRECT_URL))


def with_next(request: HttpRequest, name: str) -> str:
    asked = asked_next(request)
    return reverse(name) + (f"?{urlencode({'next': asked})}" if asked else "")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """工作人员登录: name and password."""
    form = forms.SignIn(request.POST or None)
    now = clock.now()

    entered: list[acts.Entered] = []

    def run(**typed: Any) -> None:
        entered.append(acts.enter(address=door.address(request), now=now, **typed))

    if carried_out(request, form, run):
        (who,) = entered
        if not who.then:
            door.let_in(request, who.person, how="password", now=now)
            return onwards(request)
        waiting.remember(request, who.person, now=now)
        return redirect(with_next(request, THEN[who.then]))
    context = {
        "form": form,
        "next": asked_next(request),
        "phone_url": with_next(request, "people:sign_in_phone"),
        "reset_url": reverse("people:use_reset"),
        "demo_url": reverse("people:sign_in_as") if settings.DEMO else "",
    }
    return answer(request, "people/sign_in.html", context)


@require_http_methods(["GET", "POST"])
def sign_in_phone(request: HttpRequest) -> HttpResponse:
    """居民登录 (1): where the code is to be sent."""
    form = forms.Phone(request.POST or None)

    def run(*, phone: str) -> None:
        sent = acts.ask_code(phone=phone, address=door.address(request), now=clock.now())
        words = {"code": sent.code}
        text = _("您的登录验证码是%(code)s，10分钟内有效。不是您本人操作请不用理会。") % words
        gateway.send(sent.phone, text)  # the act is committed: no lock waits for a slow gateway
        request.session[PHONE] = sent.phone

    if carried_out(request, form, run):
        return redirect(with_next(request, "people:sign_in_code"))
    context = {
        "form": form,
        "next": asked_next(request),
        "staff_url": reverse("people:sign_in"),
        "card_url": with_next(request, "people:sign_in_card"),
    }
    return answer(request, "people/sign_in_phone.html", context)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """居民登录 (2): the code that came."""
    phone = request.session.get(PHONE)
    if phone is None:
        return redirect(with_next(request, "people:sign_in_phone"))
    form = forms.Code(request.POST or None)
    now = clock.now()

    def run(*, code: str) -> None:
        address = door.address(request)
        person = acts.open_with_code(phone=phone, code=code, address=address, now=now)
        request.session.pop(PHONE)
        door.let_in(request, person, how="phone", now=now)

    if carried_out(request, form, run):
        return onwards(request)
    context = {
        "form": form,
        "next": asked_next(request),
        "phone": words_in.mask_phone(phone),
        "again_url": with_next(request, "people:sign_in_phone"),
    }
    return answer(request, "people/sign_in_code.html", context)


@require_http_methods(["GET", "POST"])
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """一键登录: in the demo only, one person for each role."""
    if not settings.DEMO:
        raise Http404
    offered = queries.one_of_each(clock.day_of(clock.now()))
    chosen = next((o for o in offered if str(o.person_id) == request.POST.get("person")), None)
    if request.method == "POST":
        if chosen is None:
            raise Http404
        now = clock.now()
        actor = door.Guest()
        person = acts.sign_in(actor=actor, person_id=chosen.person_id, how="demo", now=now)
        door.let_in(request, person, how="demo", now=now)
        return onwards(request)
    return answer(
        request, "people/sign_in_as.html", {"offered": offered, "next": asked_next(request)}
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """退出: the session is gone, on this device and on the server."""
    logout(request)
    return redirect(resolve_url(settings.LOGIN_URL))
