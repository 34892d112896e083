"""Files that leave the house: mine, and those with contacts that wait for a second person."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base.errors import Refused
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out, wants_fragment
from yuanba.base.text import _
from yuanba.exchange import acts, forms, keeping, queries
from yuanba.exchange.models import TableOut
from yuanba.exchange.pages.imports import attachment
from yuanba.exchange.pages.register import asked_for, register_context
from yuanba.exchange.rules import OutKind, OutState
from yuanba.matters.pages.posts import Here, desk

KINDS: dict[str, Any] = {
    OutKind.REGISTER: _("台账"),
    OutKind.CONTACTS: _("台账（带联系方式）"),
    OutKind.HOTLINE: _("答复热线"),
}
STATES: dict[str, tuple[str, Any]] = {
    OutState.ASKED: ("warn", _("等另一个人同意")),
    OutState.WRITING: ("", _("正在写")),
    OutState.READY: ("ok", _("可以取")),
    OutState.FETCHED: ("ok", _("取走了")),
    OutState.DENIED: ("late", _("没有同意")),
    OutState.FAILED: ("late", _("没有写成")),
}


@desk
@require_safe
def exports(request: HttpRequest, here: Here) -> HttpResponse:
    """导出的文件. Two statements besides the desk's own."""
    post = here.ask("exchange.ask_export")
    mine = [_line(table, here) for table in queries.files_of(here.person)]
    context: dict[str, Any] = {
        "mine": mine,
        "busy": any(line["table"].state == OutState.WRITING for line in mine),
        "here_url": reverse("exchange:exports"),
        "form": forms.WhyNot(),
    }
    if wants_fragment(request):
        page = answer(request, "exchange/files.html", context)
        if not context["busy"]:
            page["HX-Refresh"] = "true"
        return page
    context["waiting"] = queries.files_to_agree(here.person, post)
    return answer(request, "exchange/exports.html", context)


def _line(table: TableOut, here: Here) -> dict[str, Any]:
    kind, words = STATES[table.state]
    ready = table.state in {OutState.READY, OutState.FETCHED}
    there = ready and keeping.file(table.token, "xlsx").exists()
    once = table.kind == OutKind.CONTACTS and table.state == OutState.FETCHED
    if ready and not there:
        kind, words = "", _("已清理")
    return {
        "table": table,
        "what": KINDS[table.kind],
        "state_kind": kind,
        "state_words": words,
        "can_fetch": there and not once and queries.in_time(table, here.now),
    }


@desk
@require_POST
def fetch(request: HttpRequest, here: Here, table_id: int) -> HttpResponse:
    """取文件: a post, because it leaves a record; only for the one who asked."""
    try:
        table = acts.fetch_export(actor=here.person, table_id=table_id, now=here.now)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return _see_other("exchange:exports")
    return attachment(keeping.file(table.token, "xlsx"), _name(table, here))


def _name(table: TableOut, here: Here) -> str:
    """Nothing personal in a file's name (trust.md 19)."""
    return f"{table.place.name}-{KINDS[table.kind]}-{here.now:%Y%m%d}"


@desk
@require_POST
def decide(request: HttpRequest, here: Here, table_id: int) -> HttpResponse:
    """同意, or not with a reason."""
    queries.file_to_agree(here.person, table_id)
    run: dict[str, Any] = {"actor": here.person, "table_id": table_id, "now": here.now}
    agreed = request.POST.get("do") == "agree"
    form: Form = Form(request.POST) if agreed else forms.WhyNot(request.POST)
    act = acts.agree_export if agreed else acts.deny_export
    if carried_out(request, form, partial(act, **run)):
        messages.success(
            request, _("同意了，要的人可以取了。") if agreed else _("没有同意，原因告诉了要的人。")
        )
    else:
        for wrong in form.errors.values():
            messages.error(request, str(wrong[0]))
    return _see_other("exchange:exports")


@desk
@require_POST
def ask(request: HttpRequest, here: Here) -> HttpResponse:
    """要带联系方式的台账: with a reason; another person agrees."""
    post = here.ask("exchange.ask_contacts")
    found, said = asked_for(request.POST, here)
    form = forms.Ask(request.POST)
    run = partial(
        acts.ask_export, actor=here.person, post_id=post.pk, kind=OutKind.CONTACTS,
        filters=said, rows=queries.count(found), now=here.now,
        language=translation.get_language() or "zh-hans",
    )  # fmt: skip
    if carried_out(request, form, run):
        messages.success(request, _("提出了。请另一个人在“导出的文件”里同意。"))
        return _see_other("exchange:exports")
    context = register_context(here, found, said) | {"form": form}
    return render(request, "exchange/register.html", context, status=422)


@desk
@require_http_methods(["GET", "POST"])
def hotline(request: HttpRequest, here: Here) -> HttpResponse:
    """答复热线: what was answered since the last file; receipts of what went when."""
    post = here.ask("exchange.answer_hotline")
    n = queries.answers_due(here.person, post, here.scope)
    plain = Form(request.POST if request.method == "POST" else None)
    run = partial(
        acts.answer_hotline, actor=here.person, post_id=post.pk, now=here.now,
        language=translation.get_language() or "zh-hans",
    )  # fmt: skip
    if carried_out(request, plain, run):
        messages.success(request, _("正在写文件，好了在这里取。"))
        return _see_other("exchange:exports")
    receipts = [_line(table, here) for table in queries.receipts(post)]
    context = {"n": n, "receipts": receipts, "plain": plain, "most": 5000}
    return answer(request, "exchange/hotline.html", context, form=plain)


@desk
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, here: Here, table_id: int) -> HttpResponse:
    """答复热线的回执: which answers went in this file."""
    table = queries.receipt(here.person, table_id)
    plain = Form(request.POST if request.method == "POST" else None)
    run = partial(acts.renew_answer, actor=here.person, table_id=table_id, now=here.now)
    if carried_out(request, plain, run):
        messages.success(request, _("正在写文件，好了在这里取。"))
        return _see_other("exchange:exports")
    line = _line(table, here)
    mine = table.asked_by_id == here.person.pk
    rows = queries.answers(here.person, table)
    table.rows = len(rows)
    context = line | {"rows": rows, "plain": plain, "mine": mine}
    context["can_renew"] = mine and table.state != OutState.WRITING and not line["can_fetch"]
    return answer(request, "exchange/receipt.html", context, form=plain)


def _see_other(name: str) -> HttpResponse:
    response = HttpResponseRedirect(reverse(name))
    response.status_code = 303
    return response
