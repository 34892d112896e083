"""一事一议: what each household pays, who is exempt, and the sheet for signatures and the board."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base.pages import answer, carried_out
from yuanba.councils import acts, forms, queries
from yuanba.councils.models import Procedure
from yuanba.councils.pages import common
from yuanba.councils.queries import words
from yuanba.councils.rules import levying
from yuanba.councils.rules.kinds import ProcedureState
from yuanba.matters.pages.posts import Here, desk


def _levy(here: Here, procedure_id: int, act: str) -> Procedure:
    found = common.the_procedure(here, procedure_id, act)
    if not found.levy:
        raise Http404
    return found


@desk
@require_http_methods(["GET", "POST"])
def levy(request: HttpRequest, here: Here, procedure_id: int) -> HttpResponse:
    """筹资筹劳: the bounds it was held against, what it comes to, who is exempt."""
    found = _levy(here, procedure_id, "exempt" if request.method == "POST" else "see")
    may = found.state == ProcedureState.OPEN and common.may(here, "exempt", found.place)
    form = forms.Exempt(request.POST or None)
    run = partial(acts.exempt, actor=here.person, procedure_id=found.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("记下了。"))
        return redirect("councils:levy", found.pk)
    dues = queries.dues(found)
    exemptions = found.exemptions.order_by("id")
    context = {
        "procedure": found,
        "levy": queries.levy_words(found),
        "bounds": words.bounds(found.levy),
        "homes": len(dues),
        "persons": sum(d.persons for d in dues),
        "sum": levying.yuan(sum(d.fen for d in dues)),
        "exemptions": [
            (e, levying.FROM_WORDS[e.what], levying.GROUND_WORDS[e.ground]) for e in exemptions
        ],
        "form": form,
        "may": may,
        "decided": queries.decided(found),
    }
    return answer(request, "councils/levy.html", context)


@desk
@require_http_methods(["GET", "POST"])
def exemption(
    request: HttpRequest, here: Here, procedure_id: int, exemption_id: int
) -> HttpResponse:
    """定减免: what the meeting decided."""
    found = _levy(here, procedure_id, "decide_exemption")
    one = found.exemptions.filter(pk=exemption_id, granted=None).first()
    if one is None:
        raise Http404
    form = forms.DecideExemption(request.POST or None)
    run = partial(acts.decide_exemption, actor=here.person, exemption_id=one.pk, now=here.now)
    if carried_out(request, form, run):
        return redirect("councils:levy", found.pk)
    context: dict[str, Any] = {"form": form, "procedure": found, "exemption": one}
    context |= {"what": levying.FROM_WORDS[one.what]}
    return answer(request, "councils/levy_decide.html", context)


@desk
@require_safe
def sheet(request: HttpRequest, here: Here, procedure_id: int) -> HttpResponse:
    """逐户签字、公示用的表: one line a household, what it pays, room for the signature. Why somebody is
    exempt stands nowhere on it."""
    found = _levy(here, procedure_id, "exempt")
    dues = queries.dues(found)
    free = found.exemptions.filter(what=levying.From.LABOUR, granted=True).order_by("id")
    context = {
        "procedure": found,
        "levy": queries.levy_words(found),
        "dues": dues,
        "sum": levying.yuan(sum(d.fen for d in dues)),
        "labour_free": list(free.values_list("name", flat=True)),
        "back_url": request.path.removesuffix("sheet"),
    }
    return answer(request, "councils/levy_sheet.html", context)
