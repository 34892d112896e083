"""听意见: the desk opens it and looks at what people add; everybody answers on a telephone; then the map."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.base import clock
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.councils import acts, forms
from yuanba.councils.models import Hearing
from yuanba.councils.pages import common
from yuanba.councils.queries import hearings
from yuanba.councils.rules.hearing import StatementState
from yuanba.matters.pages.around import around
from yuanba.matters.pages.posts import Here, desk, number
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.people.door import Guest

# ── the desk ──


@desk
@require_http_methods(["GET", "POST"])
def hearing(request: HttpRequest, here: Here, procedure_id: int) -> HttpResponse:
    """Open one; look at what people added; close it. Five statements."""
    found = common.the_procedure(here, procedure_id, "open_hearing")
    every = hearings.hearings_of(found)
    now = next((one for one in every if one.closed_at is None), None)
    form = forms.OpenHearing(request.POST or None, initial={"question": found.title})
    run = partial(acts.open_hearing, actor=here.person, procedure_id=found.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("开始听意见了。把这一页的网址发给大家，或者念给大家听。"))
        return redirect("councils:hearing", found.pk)
    return answer(request, "councils/hearing.html", {
        "procedure": found,
        "form": form,
        "now": now,
        "over": [one for one in every if one.closed_at is not None],
        "waiting": list(now.statements.filter(state=StatementState.WAITING)) if now else [],
        "shown": now.statements.filter(state=StatementState.SHOWN).count() if now else 0,
        "people": hearings.people(now) if now else 0,
        "late": now is not None and hearings.late(now, common.today(here)),
    })  # fmt: skip


def the_hearing(here: Here, hearing_id: int, act: str) -> Hearing:
    here.ask(f"councils.{act}")
    found = hearings.hearing(hearing_id)
    if found is None or not common.may(here, act, found.procedure.place):
        raise Http404
    return found


@desk
@require_POST
def moderate(request: HttpRequest, here: Here, hearing_id: int, statement_id: int) -> HttpResponse:
    """放出来，或者不放，写明为什么."""
    found = the_hearing(here, hearing_id, "moderate")
    if not hearings.statement_in(found.pk, statement_id):
        raise Http404
    form = forms.Moderate(request.POST)
    run = partial(acts.moderate, actor=here.person, statement_id=statement_id, now=here.now)
    return _done(request, form, run, found)


@desk
@require_POST
def close(request: HttpRequest, here: Here, hearing_id: int) -> HttpResponse:
    found = the_hearing(here, hearing_id, "close_hearing")
    run = partial(acts.close_hearing, actor=here.person, hearing_id=found.pk, now=here.now)
    return _done(request, Form(request.POST), run, found)


def _done(request: HttpRequest, form: Form, run: Any, found: Hearing) -> HttpResponse:
    if not carried_out(request, form, run):
        for wrong in form.errors.values():
            messages.error(request, str(wrong[0]))
    return redirect("councils:hearing", found.procedure_id)


# ── everybody ──


@require_http_methods(["GET", "POST"])
def voices(request: HttpRequest, hearing_id: int) -> HttpResponse:
    """一句一句答; when it is over, the map: common ground first, the groups, no name."""
    found = hearings.hearing(hearing_id)
    if found is None:
        raise Http404
    person = door.signed_in(request)
    here = reverse("councils:voices", args=[found.pk])
    adds = "text" in request.POST
    form: Form = forms.StateView(request.POST) if adds else forms.TakeStance(request.POST or None)
    who: Any = person or Guest()
    run: Any
    if adds:
        run = partial(acts.state_view, actor=who, hearing_id=found.pk, now=clock.now())
    else:
        statement = number(request.POST.get("statement")) or 0
        known = hearings.statement_in(found.pk, statement)
        run = partial(
            acts.take_stance, actor=who, statement_id=statement if known else 0, now=clock.now()
        )
    if carried_out(request, form, run):
        if adds:
            messages.success(request, gettext("收到了。社区看过就放出来给大家答。"))
        return redirect(here)
    closed = found.closed_at is not None
    return answer(request, "councils/voices.html", {
        "hearing": found,
        "form": form,
        "add": form if adds else forms.StateView(),
        "person": person,
        "turn": None if closed else hearings.turn(found, person),
        "drawn": hearings.drawn(found) if closed else [],
        "sizes": [(hearings.group(at), n) for at, n in enumerate(found.result.get("sizes", []))],
        "here": here,
        **around(where.village_of(found.procedure.place_id)),
    })  # fmt: skip
