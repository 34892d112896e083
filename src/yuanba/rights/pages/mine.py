"""我的信息: see it, correct it, take it along, have it erased; with an account or with one's link."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.matters import follow
from yuanba.matters import queries as matters
from yuanba.matters.models import Matter
from yuanba.matters.pages.around import around
from yuanba.matters.pages.resident import Stopped
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.rights import acts, forms, queries, rules


@door.required
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """我的信息: everything, and the wish to be forgotten."""
    person = door.actor(request)
    form = forms.AskErasure(request.POST or None)
    if carried_out(request, form, partial(acts.ask_erasure, actor=person, now=clock.now())):
        messages.success(request, gettext("收到了，到期前会答复您。"))
        return redirect("rights:me")
    wish = queries.wish_of(person)
    own = queries.own_matters(person)
    context = {
        "form": form,
        "person": person,
        "wish": wish,
        "wish_words": rules.WISH_WORDS[wish.state] if wish else None,
        "matters": [(m, follow.token(m)) for m in own],
        "looks": queries.looks([m.pk for m in own]),
        "staff": bool(person.held()),
        "leaves": queries.leaves(person),
    }
    return answer(request, "rights/me.html", context)


@door.required
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """收回请求."""
    person = door.actor(request)
    wish = queries.wish_of(person)
    if wish is None:
        raise Http404
    acts.withdraw(actor=person, wish_id=wish.pk, now=clock.now())
    messages.success(request, gettext("收回了。"))
    return redirect("rights:me")


@door.required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """带走一份: all of it as a file."""
    return _file(queries.about_me(door.actor(request)))


def _held(token: str) -> tuple[door.Guest, Matter]:
    """The matter of this link and its reporter. Raises Http404 for a link that is not ours."""
    matter_id = follow.matter_of(token)
    if matter_id is None:
        raise Stopped if follow.stopped(token) else Http404
    guest = door.Guest(holds=matter_id)
    return guest, matters.one(guest, matter_id)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, token: str) -> HttpResponse:
    """这件事里我的信息: correct the name and number. What stands there is shown masked: the desk can
    print a slip with this link on it, and may look at names only with a reason (trust.md P8)."""
    guest, matter = _held(token)
    form = forms.MyContact(request.POST or None)
    go: dict[str, Any] = {"actor": guest, "matter_id": matter.pk, "now": clock.now()}
    if carried_out(request, form, partial(acts.correct_contact, **go)):
        messages.success(request, gettext("改好了。"))
        return redirect("rights:one", token)
    return _one(request, token, matter, form, forms.EraseContact(auto_id="erase_%s"))


@require_POST
def erase(request: HttpRequest, token: str) -> HttpResponse:
    """删掉我的联系方式."""
    guest, matter = _held(token)
    form = forms.EraseContact(request.POST, auto_id="erase_%s")
    go: dict[str, Any] = {"actor": guest, "matter_id": matter.pk, "now": clock.now()}
    if carried_out(request, form, partial(acts.erase_contact, **go)):
        messages.success(request, gettext("删掉了。这件事照样办，用编号和查询码来查。"))
        return redirect("rights:one", token)
    return _one(request, token, matter, forms.MyContact(), form)


@require_http_methods(["GET", "POST"])
def disown(request: HttpRequest, token: str) -> HttpResponse:
    """不是我说的: one page, one press. Who sent the message may have meant another number."""
    if request.method == "POST" and follow.stopped(token):
        return redirect("rights:disowned")  # the same press again
    guest, matter = _held(token)
    form = Form(request.POST if request.method == "POST" else None)
    go: dict[str, Any] = {"actor": guest, "matter_id": matter.pk, "now": clock.now()}
    if carried_out(request, form, partial(acts.disown, **go)):
        return redirect("rights:disowned")
    context = {
        "form": form,
        "matter": matter,
        "token": token,
        "kept": queries.masked_contact(matter),
        **around(where.village_of(matter.village_id)),
        "tabs": [],
    }
    return answer(request, "rights/disown.html", context)


@require_safe
def disowned(request: HttpRequest) -> HttpResponse:
    """记下了: the number is gone, and the link with it. Nothing here says which matter it was."""
    return answer(request, "rights/disowned.html", {**around(None), "tabs": []})


def _one(request: HttpRequest, token: str, matter: Matter, form: Any, erasing: Any) -> HttpResponse:
    context = {
        "form": erasing if erasing.is_bound else form,
        "mine": form,
        "erasing": erasing,
        "matter": matter,
        "token": token,
        "kept": queries.masked_contact(matter),
        "looks": queries.looks([matter.pk]),
        **around(where.village_of(matter.village_id)),
        "tabs": [],
    }
    return answer(request, "rights/one.html", context)


@require_safe
def one_export(request: HttpRequest, token: str) -> HttpResponse:
    """带走一份: this matter as a file."""
    _guest, matter = _held(token)
    return _file(queries.about_matter(matter))


def _file(content: dict[str, Any]) -> HttpResponse:
    """A file of one's own data; its name says nothing about whose."""
    file = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    file["Content-Disposition"] = 'attachment; filename="yuanba-my-data.json"'
    file["Cache-Control"] = "no-store"
    return file
