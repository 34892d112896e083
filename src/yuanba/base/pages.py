"""Turn a posted form into one act and its answer into a page."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from yuanba.base.errors import Refused
from yuanba.base.headers import CSP, HEADERS
from yuanba.base.language import LANGUAGE_COOKIE, LANGUAGES, MODE_COOKIE, MODES, YEAR


def carried_out(request: HttpRequest, form: forms.Form, run: Callable[..., object]) -> bool:
    """True if the form was posted, was valid and the act went through."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        run(**form.cleaned_data)
    except Refused as refusal:
        refuse(form, refusal)
        return False
    return True


def with_sound(response: HttpResponse, *, microphone: bool = False) -> HttpResponse:
    """Let this one page play our own recordings, and use the microphone if it is asked to."""
    response.headers["Content-Security-Policy"] = f"{CSP}; media-src 'self' blob:"
    if microphone:
        allowed = HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)")
        response.headers["Permissions-Policy"] = allowed
    return response


def with_tiles(response: HttpResponse) -> HttpResponse:
    """Let this one page load pictures from the map tiles of the settings, and from nowhere else."""
    if settings.MAP_TILES:
        there = urlsplit(settings.MAP_TILES.replace("{s}", "*"))
        seen = f"img-src {there.scheme}://{there.netloc}"
        response.headers["Content-Security-Policy"] = CSP.replace("img-src", seen)
    return response


View = Callable[..., HttpResponse]


def cookieless(view: View) -> View:
    """Mark a page that sets no cookie and reads no session (trust.md 29): base.middleware.Cookieless."""
    return _marked(view, "cookieless")


def by_origin(view: View) -> View:
    """Mark a form that a cookieless page may hold: the browser's word that it stood on a page of ours is
    enough, else the token is asked for. Only for what changes nobody's rows."""
    return _marked(view, "by_origin")


def _marked(view: View, mark: str) -> View:
    """The view with a word on it that the middleware reads, as Django's own csrf_exempt does it."""
    vars(view)[mark] = True
    return view


def refuse(form: forms.Form, refusal: Refused) -> None:
    """Put a refusal beside its field; one about a field this page does not show stands on top."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, refusal.message)


def answer(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    form: forms.Form | None = None,
) -> HttpResponse:
    """The page; with status 422 when the form in it (`form`, or context["form"]) has errors."""
    shown = form if form is not None else context.get("form")
    wrong = shown is not None and shown.is_bound and bool(shown.errors)
    page = render(request, template, dict(context), status=422 if wrong else 200)
    patch_vary_headers(page, ("HX-Request",))
    return page


def wants_fragment(request: HttpRequest) -> bool:
    """True when htmx asks for a part of the page; going back in history needs the whole page."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-History-Restore-Request") != "true"
        and headers.get("HX-Boosted") != "true"
    )


def own_path(request: HttpRequest, path: str | None, *, otherwise: str = "/") -> str:
    """`path` if it leads to this site, else `otherwise`: nobody is sent elsewhere by a form."""
    ours = url_has_allowed_host_and_scheme(
        path, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return path if path and ours else otherwise


@by_origin
@require_POST
def set_look(request: HttpRequest) -> HttpResponse:
    """Change language (`language`), mode and size (`mode`); back to `next`. Needs no script."""
    response = HttpResponseRedirect(own_path(request, request.POST.get("next")))
    response.status_code = 303
    chosen = [
        (LANGUAGE_COOKIE, request.POST.get("language"), LANGUAGES),
        (MODE_COOKIE, request.POST.get("mode"), MODES),
    ]
    for cookie, value, known in chosen:
        if value in known:
            response.set_cookie(
                cookie,
                str(value),
                max_age=YEAR,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
            )
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the phone shows when there is no signal and the page is not kept on it."""
    return render(request, "offline.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """无障碍声明: what works, what does not yet, whom to tell."""
    return render(request, "base/accessibility.html")
