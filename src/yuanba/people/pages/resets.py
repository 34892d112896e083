"""Resets: asked by the security administrator, agreed to by another, used by the person."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.people import acts, door, forms, queries, waiting
from yuanba.people.pages.staff import allowed, next_url, number, somebody


@door.required
@require_safe
def resets(request: HttpRequest) -> HttpResponse:
    """重置: what waits for a second person, and what was done before."""
    actor = door.actor(request)
    allowed(actor, "people.see_resets")
    found = queries.resets(actor, now=clock.now(), after=number(request.GET.get("after")))
    context = {"rows": found.rows, "next_url": next_url(request, found.next)}
    return answer(request, "people/resets.html", context)


@door.required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, person_id: int) -> HttpResponse:
    """申请重置: with a reason; the answer shows the first half of the code, this once."""
    actor, someone = door.actor(request), somebody(request, person_id)
    allowed(actor, "people.ask_reset")
    form = forms.Because(request.POST or None)
    half: list[str] = []
    run = partial(
        acts.ask_reset, actor=actor, person_id=someone.pk, now=clock.now(), told=half.append
    )
    if carried_out(request, form, run):
        return _half(request, half[0], someone.name, first=True)
    context = {
        "form": form,
        "name": someone.name,
        "back_url": reverse("people:person", args=[someone.pk]),
    }
    return answer(request, "people/reset_ask.html", context)


def _half(request: HttpRequest, half: str, name: str, *, first: bool) -> HttpResponse:
    """Half of the code. The page answers the press itself: nothing keeps it in the clear."""
    context = {"half": half, "name": name, "first": first}
    return answer(request, "people/reset_half.html", context)


def _row(request: HttpRequest, reset_id: int) -> queries.ResetRow:
    row = queries.reset(door.actor(request), reset_id, now=clock.now())
    if row is None:
        raise Http404
    return row


@door.required
@require_safe
def reset(request: HttpRequest, reset_id: int) -> HttpResponse:
    """一次重置: who, why, how far; and what the account did in the day after it."""
    actor, row = door.actor(request), _row(request, reset_id)
    return answer(request, "people/reset.html", _context(actor, row))


def _context(actor: Any, row: queries.ResetRow) -> dict[str, Any]:
    may_agree = bool(queries.places_over(actor, "people.agree_reset"))
    others = actor.pk not in {row.asked_by_id, row.person_id}
    return {
        "row": row,
        "acts": queries.acts_after(row),
        "may_agree": may_agree and others and row.state == "asked",
        "may_end": may_agree and row.state in {"asked", "agreed"},
        "asked_it": actor.pk == row.asked_by_id,
    }


@door.required
@require_http_methods(["POST"])
def agree(request: HttpRequest, reset_id: int) -> HttpResponse:
    """同意重置: the answer shows the second half, this once."""
    actor, row = door.actor(request), _row(request, reset_id)
    form, half = forms.Nothing(request.POST), list[str]()
    run = partial(acts.agree_reset, actor=actor, reset_id=row.id, now=clock.now(), told=half.append)
    if carried_out(request, form, run):
        return _half(request, half[0], row.name, first=False)
    return answer(request, "people/reset.html", _context(actor, row) | {"form": form})


@door.required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, reset_id: int) -> HttpResponse:
    """不同意, or 撤回."""
    actor, row = door.actor(request), _row(request, reset_id)
    if not queries.places_over(actor, "people.end_reset"):
        raise Denied("people.end_reset")
    form = forms.Because(request.POST or None)
    run = partial(acts.end_reset, actor=actor, reset_id=row.id, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, _("这个申请作废了。"))
        return redirect("people:resets")
    context = {
        "form": form,
        "heading": _("%(name)s的重置申请作废") % {"name": row.name},
        "button": _("作废"),
        "back_url": reverse("people:reset", args=[row.id]),
    }
    return answer(request, "people/sheet.html", context)


@sensitive_post_parameters("code", "password", "again")
@require_http_methods(["GET", "POST"])
def use(request: HttpRequest) -> HttpResponse:
    """本人用重置码: both halves, a new password; then the second step is set up anew."""
    form = forms.UseReset(request.POST or None)
    now = clock.now()

    def run(**typed: Any) -> None:
        person = acts.open_with_reset(address=door.address(request), now=now, **typed)
        entered = acts.after_password(person=person, now=now)
        if entered.then:
            waiting.remember(request, person, now=now)
        else:
            door.let_in(request, person, how="password", now=now)

    if carried_out(request, form, run):
        messages.success(request, _("新密码设好了。一天以内您办的事会标上“重置后”。"))
        return redirect("people:enrol_second" if waiting.WAITING in request.session else "web:home")
    return answer(request, "people/reset_use.html", {"form": form})
