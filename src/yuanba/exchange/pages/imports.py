"""Tables to bring in: upload, say what the columns are, look at what would happen, agree, receipt."""

import hashlib
from functools import partial
from typing import Any, cast
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import permits, table_guard
from yuanba.base.errors import Refused
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out, refuse, wants_fragment
from yuanba.base.text import _
from yuanba.exchange import acts, forms, keeping, mapping, queries
from yuanba.exchange.models import TableIn
from yuanba.exchange.rules import BUSY, OPEN, WHOLE, TableState, What
from yuanba.matters.pages.posts import Here, desk
from yuanba.places.rules import KIND_WORDS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES: dict[What, Any] = {
    What.MATTERS: _("事项"),
    What.CORNERS: _("网格、小组、楼栋、院坝"),
    What.UNITS: _("单位"),
    What.STAFF: _("工作人员"),
    What.HOUSEHOLDS: _("住户"),
    What.POINTS: _("旧积分"),
    What.ROSTER: _("网格花名册"),
}
WHERE: dict[What, tuple[str, Any]] = {  # where what was written can be looked at
    What.MATTERS: ("desk_matters:register", _("去看台账")),
    What.CORNERS: ("places:places", _("去看地方")),
    What.UNITS: ("people:units", _("去看单位")),
    What.STAFF: ("people:staff", _("去看人员与岗位")),
    What.HOUSEHOLDS: ("people:households", _("去看住户")),
    What.POINTS: ("points:openings", _("去对账")),
    What.ROSTER: ("grids:home", _("去看网格")),
}
SHOWN = 200  # rejected rows on the page; all are in the file
STATES: dict[str, tuple[str, Any]] = {
    TableState.READING: ("", _("正在看列名")),
    TableState.ASKING: ("warn", _("等您认列")),
    TableState.CHECKING: ("", _("正在看每一行")),
    TableState.CHECKED: ("warn", _("等您同意")),
    TableState.WRITING: ("", _("正在写")),
    TableState.DONE: ("ok", _("写完了")),
    TableState.FAILED: ("late", _("没有读成")),
    TableState.DROPPED: ("", _("没有导")),
}


@desk
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest, here: Here) -> HttpResponse:
    """导入: choose a file; the last ones brought for this place. The file is guarded here, read later."""
    assert here.post is not None
    place, made = here.post.place, list[TableIn]()
    may = queries.may_bring(here.person, place)
    form = forms.Upload(request.POST or None, request.FILES or None, may=may)

    def run(*, file: Any, what: What) -> None:
        data = file.read(table_guard.MOST_BYTES + 1)
        if table_guard.kind(data) == "workbook":
            table_guard.check_workbook(data)
        token = keeping.keep(data)
        table = acts.bring_table(
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
    context = {
        "form": form,
        "place": place,
        "hotline": here.role in permits.TABLE["exchange.answer_hotline"],
        "tables": [(t, NAMES[What(t.what)], *STATES[t.state]) for t in queries.tables(place, may)],
    }
    return answer(request, "exchange/import.html", context)


@desk
@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, here: Here, table_id: int) -> HttpResponse:
    """One table: what its columns are, what would happen, how far it is, what was done."""
    one = queries.table(here.person, table_id)
    asked = request.POST.get("do", "")
    plain = Form(request.POST if asked in DO else None)
    run: dict[str, Any] = {"actor": here.person, "table_id": one.pk, "now": here.now}
    columns = one.what == What.MATTERS  # a person says what they are
    if asked == "columns" and columns and _named(request, plain, one, run):
        return _see_other(one)
    if asked in DO and carried_out(request, plain, partial(DO[asked][0], **run)):
        messages.success(request, DO[asked][1])
        return _see_other(one)
    context = _shown(one) | {"plain": plain}
    context["whole"] = one.what in WHOLE
    context["waits_for_another"] = one.what == What.POINTS and one.brought_by_id == here.person.pk
    if wants_fragment(request):
        page = answer(request, "exchange/table_going.html", context)
        if not context["busy"]:  # the whole page has something new to show
            page["HX-Refresh"] = "true"
        return page
    if one.state in OPEN and columns:
        context |= _asking(one, request)
    if one.state in {TableState.CHECKED, TableState.DONE}:
        refused = queries.refused_rows(one)
        context |= {"refused": refused[:SHOWN], "more": max(0, one.refused - SHOWN)}
    return answer(request, "exchange/table.html", context, form=plain)


DO: dict[str, tuple[Any, Any]] = {
    "agree": (acts.agree_table, _("开始写了，这一页会显示到哪了。")),
    "drop": (acts.drop_table, _("这张表不导了，什么也没有写。")),
}


def _named(request: HttpRequest, plain: Form, one: TableIn, run: dict[str, Any]) -> bool:
    """The form has one choice for each heading, by its place in the table."""
    columns = {
        heading: request.POST.get(f"column-{n}", "")[:20] for n, heading in enumerate(one.headings)
    }
    known = {key for key, _words in queries.meanings(one)}
    said = {heading: key if key in known else "" for heading, key in columns.items()}
    kind = request.POST.get("kind", "")
    try:
        acts.set_columns(columns=said, kind=kind if kind in mapping.STATES[1:] else "", **run)
    except Refused as refusal:
        plain.is_bound, plain.data = True, request.POST
        refuse(plain, refusal)
        one.columns = said
        return False
    messages.success(request, _("记住了。正在看每一行。"))
    return True


def _shown(one: TableIn) -> dict[str, Any]:
    (kind, words), (url, go) = STATES[one.state], WHERE[What(one.what)]
    return {
        "table": one,
        "what": NAMES[What(one.what)],
        "matters": one.what == What.MATTERS,
        "go_url": reverse(url),
        "go": go,
        "state_kind": kind,
        "state_words": words,
        "busy": one.state in BUSY,
        "percent": queries.percent(one),
        "here_url": reverse("exchange:table", args=[one.pk]),
        "back_url": reverse("exchange:back", args=[one.pk]) if queries.has_back(one) else "",
        "made_places": [
            (KIND_WORDS.get(kind) or _("单位"), n) for kind, n in one.made_places.items()
        ],
        "closed": one.ready - one.told,
    }


def _asking(one: TableIn, request: HttpRequest) -> dict[str, Any]:
    return {
        "columns": queries.columns(one),
        "meanings": queries.meanings(one),
        "needed": set(mapping.load(one.mapping).needed) if one.mapping else set(),
        "own": bool(one.mapping) and mapping.load(one.mapping).own,
        "kinds": [
            ("", _("看表里怎么写")), ("reported", _("都还要办")), ("closed", _("都已经办完")),
        ],
        "mapping_name": mapping.load(one.mapping).name if one.mapping else "",
        "kind": request.POST.get("kind", one.kind),
    }  # fmt: skip


def _see_other(one: TableIn) -> HttpResponse:
    response = HttpResponseRedirect(reverse("exchange:table", args=[one.pk]))
    response.status_code = 303
    return response


@desk
@require_safe
def back(request: HttpRequest, here: Here, table_id: int) -> HttpResponse:
    """退回的行: as they came, with the reason in the last column."""
    one = queries.table(here.person, table_id)
    if not queries.has_back(one):
        raise Http404
    return attachment(keeping.file(one.token, "back.xlsx"), str(_("退回的行")))


def attachment(file: Any, name: str) -> HttpResponse:
    """A workbook as something to save, never shown in place (trust.md 22)."""
    given = FileResponse(file.open("rb"), content_type=XLSX)
    given["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.xlsx')}"
    given["Cache-Control"] = "no-store"
    return cast(HttpResponse, given)
