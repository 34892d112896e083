"""Administrator: the lists that bound the work, line by line, each with its paper."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.duties import acts, forms, queries
from yuanba.duties.models import ListItem
from yuanba.duties.rules import LIST_WORDS, ListKind
from yuanba.people import door
from yuanba.people.rules import UNIT_WORDS, UnitKind


@door.required
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """清单: every line there ever was, by list. One statement."""
    actor = door.actor(request)
    if not queries.may_see(actor):
        raise Denied("duties.see_categories")
    found = queries.all_items()
    today = clock.day_of(clock.now())
    groups = [
        {
            "kind": kind,
            "name": LIST_WORDS[kind],
            "rows": [_row(item) for item in found if item.list == kind],
            "duty": kind is ListKind.DUTY,
            "pause": kind is ListKind.PAUSE,
        }
        for kind in ListKind
    ]
    context = {"groups": groups, "may_change": queries.may_change(actor), "today": today}
    return answer(request, "duties/lists.html", context)


def _row(item: ListItem) -> dict[str, Any]:
    return {
        "id": item.pk,
        "code": item.code,
        "name": item.label,
        "unit": UNIT_WORDS[UnitKind(item.unit_kind)] if item.unit_kind else "",
        "days": item.days,
        "source": item.source,
        "ended": item.until is not None,
    }


@door.required
@require_http_methods(["GET", "POST"])
def new_item(request: HttpRequest, kind: str) -> HttpResponse:
    """加一条清单."""
    actor = door.actor(request)
    if not queries.may_change(actor):
        raise Denied("duties.add_item")
    if kind not in list(ListKind):
        raise Http404
    form = forms.Item(request.POST or None, kind=ListKind(kind), new=True)
    run = partial(acts.add_item, actor=actor, kind=ListKind(kind), now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, _("加好了，今天起能用。"))
        return redirect("duties:lists")
    return answer(request, "duties/item.html", {"form": form, "list": LIST_WORDS[ListKind(kind)]})


@door.required
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """改清单: what a line says from now on, or that it ends today."""
    actor = door.actor(request)
    if not queries.may_change(actor):
        raise Denied("duties.change_item")
    found = queries.one_item(item_id)
    if found is None:
        raise Http404
    columns = ("name", "name_en", "unit_kind", "days", "source")
    initial: dict[str, Any] = {column: getattr(found, column) for column in columns}
    kind = ListKind(found.list)
    form = forms.Item(
        request.POST or None,
        initial=initial | {"active": found.until is None},
        kind=kind,
        new=False,
    )
    run = partial(acts.change_item, actor=actor, item_id=found.pk, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, _("改好了，以前引用它的照旧。"))
        return redirect("duties:lists")
    context = {"form": form, "list": LIST_WORDS[kind], "item": _row(found)}
    return answer(request, "duties/item.html", context)
