"""协办 at the desk: what our unit is asked, its answer; links for firms without an account."""

from functools import partial
from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.matters import acts, outside
from yuanba.matters.forms import waits as forms
from yuanba.matters.forms.photos import kept
from yuanba.matters.models import HelperTask
from yuanba.matters.pages import shots
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.queries import helping
from yuanba.matters.queries.words import day as day_words


@desk
@require_safe
def tasks(request: HttpRequest, here: Here) -> HttpResponse:
    """请我们协办的: the open tasks of this desk's units. One statement of its own."""
    post = here.ask("matters.answer_help")
    today = clock.day_of(here.now)
    rows = [
        {
            "id": task.pk,
            "title": task.matter.title if not task.matter.restricted else task.matter.number,
            "text": task.text,
            "where": helping.needed(task.matter).where,
            "lead": task.matter.unit.name if task.matter.unit else "",
            "unit": task.unit.name,
            "day": day_words(task.due_on),
            "late": task.due_on < today,
        }
        for task in helping.asked_of(post)
    ]
    return answer(request, "matters/desk/help.html", {"rows": rows})


@desk
@require_http_methods(["GET", "POST"])
def answer_help(request: HttpRequest, here: Here, helper_id: int) -> HttpResponse:
    """One task: what is asked, what one needs to know, and the answer."""
    task = helping.task(here.person, helper_id)
    form = forms.HelpAnswer(*_posted(request))
    run = partial(acts.answer_help, actor=here.person, helper_id=task.pk, now=here.now)

    def go(done: bool, text: str, photos: Any) -> object:
        return run(done=done, text=text, pictures=kept(photos))

    if carried_out(request, form, go):
        messages.success(request, _("答复了，主办的单位看得到。"))
        return redirect("desk_matters:help")
    context = {
        "form": form,
        "task": _shown(task, here),
        "matter": helping.needed(task.matter),
        "photos": [_shot(task, name) for name in helping.told_photos(task.matter)],
    }
    return answer(request, "matters/desk/help_one.html", context)


def _posted(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _shown(task: HelperTask, here: Here) -> dict[str, Any]:
    return {
        "unit": task.unit.name,
        "lead": task.matter.unit.name if task.matter.unit else "",
        "by": task.asked_by.name,
        "text": task.text,
        "day": day_words(task.due_on),
        "late": task.open and task.due_on < clock.day_of(here.now),
        "open": task.open,
        "answer": task.answer,
    }


def _shot(task: HelperTask, name: str) -> dict[str, str]:
    full = reverse("desk_matters:help_photo", args=[task.pk, name])
    return {"url": f"{full}?small=1", "full": full}


@desk
@require_safe
def photo(request: HttpRequest, here: Here, helper_id: int, name: str) -> HttpResponse:
    """A picture as told, for the unit that helps."""
    task = helping.task(here.person, helper_id)
    if name not in helping.told_photos(task.matter):
        raise Http404
    try:
        return shots.served(name, small="small" in request.GET)
    except FileNotFoundError as gone:
        raise Http404 from gone


@desk
@require_http_methods(["GET", "POST"])
def withdraw_help(request: HttpRequest, here: Here, helper_id: int) -> HttpResponse:
    """不用协办了."""
    task = helping.asked_by_us(here.person, helper_id)
    form = forms.Why(request.POST or None)
    run = partial(acts.withdraw_help, actor=here.person, helper_id=task.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, _("告诉它不用了。"))
        return redirect("desk_matters:one", task.matter_id)
    context = {"form": form, "unit": task.unit.name, "matter": task.matter}
    return answer(request, "matters/desk/help_withdraw.html", context)


# ---- firms


def outside_made(request: HttpRequest, here: Here, made: acts.Made) -> HttpResponse:
    """The new link, shown once: to copy, to print, to hold a telephone over."""
    address = outside.address(made.token)
    context = {
        "address": address,
        "qr": segno.make(address, error="m").svg_data_uri(border=2, scale=4),
        "name": made.link.name,
        "day": day_words(made.link.expires_at),
        "url": reverse("desk_matters:one", args=[made.link.matter_id]),
    }
    page = answer(request, "matters/desk/outside_made.html", context)
    page.headers["Cache-Control"] = "no-store"
    return page


@desk
@require_POST
def revoke_outside(request: HttpRequest, here: Here, link_id: int) -> HttpResponse:
    """收回链接: one press."""
    try:
        matter = acts.revoke_outside(actor=here.person, link_id=link_id, now=here.now)
    except Refused as refusal:  # nothing refuses it today
        messages.warning(request, refusal.message)
        return redirect("desk_matters:queue")
    messages.success(request, _("链接收回了，点开也答复不了。"))
    return redirect("desk_matters:one", matter.pk)
