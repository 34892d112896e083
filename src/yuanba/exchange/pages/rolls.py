"""A village's own tables: corners, units, staff, households. Upload, look, agree, receipt (A2, A3)."""

import hashlib
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import table_guard
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out, wants_fragment
from yuanba.base.text import _
from yuanba.exchange import acts, forms, keeping, queries
from yuanba.exchange.forms import ROLL_WORDS
from yuanba.exchange.models import TableIn
from yuanba.exchange.pages.imports import SHOWN, STATES, attachment
from yuanba.exchange.rules import BUSY, TableState, What
from yuanba.matters.pages.posts import Here, desk

WHERE: dict[What, tuple[str, Any]] = {  # where what was written can be looked at
    What.CORNERS: ("places:places", _("去看地方")),
    What.UNITS: ("people:units", _("去看单位")),
    What.STAFF: ("people:staff", _("去看人员与岗位")),
    What.HOUSEHOLDS: ("people:households", _("去看住户")),
}
DO: dict[str, tuple[Any, Any]] = {
    "agree": (acts.agree_people, _("开始写了，这一页会显示到哪了。")),
    "drop": (acts.drop_people, _("这张表不导了，什么也没有写。")),
}


@desk
@require_http_methods(["GET", "POST"])
def rolls(request: HttpRequest, here: Here) -> HttpResponse:
    """导入名册: choose what it is and the file; the last ones brought for this place."""
    assert here.post is not None
    place, made = here.post.place, list[TableIn]()
    may = queries.rolls_for(here.person, place)
    form = forms.Roll(request.POST or None, request.FILES or None, may=may)

    def run(*, file: Any, what: What) -> None:
        data = file.read(table_guard.MOST_BYTES + 1)
        if table_guard.kind(data) == "workbook":
            table_guard.check_workbook(data)
        token = keeping.keep(data)
        table = acts.bring_people(
            actor=here.person,
            place_id=place.pk,
            what=what,
            token=token,
            name=str(file.name),
            sha256=hashlib.sha256(data).hexdigest(),
            language=translation.get_language() or "zh-hans",
            now=here.now,
        )
        if table.token != token:  # the form was sent twice
            keeping.forget(token)
        made.append(table)

    if carried_out(request, form, run):
        return _see_other(made[0])
    tables = [(t, ROLL_WORDS[What(t.what)], *STATES[t.state]) for t in queries.rolls(place, may)]
    return answer(request, "exchange/rolls.html", {"form": form, "place": place, "tables": tables})


@desk
@require_http_methods(["GET", "POST"])
def roll(request: HttpRequest, here: Here, table_id: int) -> HttpResponse:
    """One table: what would happen, how far it is, what was done."""
    one = queries.roll(here.person, table_id)
    asked = request.POST.get("do", "")
    plain = Form(request.POST if asked in DO else None)
    run: dict[str, Any] = {"actor": here.person, "table_id": one.pk, "now": here.now}
    if asked in DO and carried_out(request, plain, partial(DO[asked][0], **run)):
        messages.success(request, DO[asked][1])
        return _see_other(one)
    context = _shown(one) | {"plain": plain}
    if wants_fragment(request):
        page = answer(request, "exchange/table_going.html", context)
        if not context["busy"]:  # the whole page has something new to show
            page["HX-Refresh"] = "true"
        return page
    if one.state in {TableState.CHECKED, TableState.DONE}:
        refused = queries.refused_rows(one)
        context |= {"refused": refused[:SHOWN], "more": max(0, one.refused - SHOWN)}
    return answer(request, "exchange/roll.html", context, form=plain)


def _shown(one: TableIn) -> dict[str, Any]:
    kind, words = STATES[one.state]
    url, go = WHERE[What(one.what)]
    return {
        "table": one,
        "what": ROLL_WORDS[What(one.what)],
        "state_kind": kind,
        "state_words": words,
        "busy": one.state in BUSY,
        "percent": queries.percent(one),
        "here_url": reverse("exchange:roll", args=[one.pk]),
        "back_url": reverse("exchange:roll_back", args=[one.pk]) if queries.has_back(one) else "",
        "go_url": reverse(url),
        "go": go,
    }


@desk
@require_safe
def back(request: HttpRequest, here: Here, table_id: int) -> HttpResponse:
    """退回的行: as they came, with the reason in the last column."""
    one = queries.roll(here.person, table_id)
    if not queries.has_back(one):
        raise Http404
    return attachment(keeping.file(one.token, "back.xlsx"), str(_("退回的行")))


def _see_other(one: TableIn) -> HttpResponse:
    response = HttpResponseRedirect(reverse("exchange:roll", args=[one.pk]))
    response.status_code = 303
    return response
