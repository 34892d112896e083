"""Administrator: the category tree, and what each leaf proposes."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.duties import acts, forms, queries, rules
from yuanba.people import door
from yuanba.people.rules import UNIT_WORDS, UnitKind


@door.required
@require_safe
def categories(request: HttpRequest) -> HttpResponse:
    """类别: the tree by branch, with the lane, unit and limit each leaf proposes."""
    actor = door.actor(request)
    if not queries.may_see(actor):
        raise Denied("duties.see_categories")
    branches = [
        {
            "code": branch.category.code,
            "name": branch.category.label,
            "leaves": [
                {
                    "code": leaf.code,
                    "name": leaf.label,
                    "lane": leaf.lane,
                    "unit": UNIT_WORDS[UnitKind(leaf.unit_kind)],
                    "limit": rules.limit_words(leaf.limit),
                    "restricted": leaf.restricted,
                    "refer": leaf.refer,
                    "note": leaf.note,
                    "active": leaf.active,
                }
                for leaf in branch.leaves
            ],
        }
        for branch in queries.tree(active_only=False)
    ]
    context = {"branches": branches, "may_change": queries.may_change(actor)}
    return answer(request, "duties/categories.html", context)


@door.required
@require_http_methods(["GET", "POST"])
def category(request: HttpRequest, code: str) -> HttpResponse:
    """改类别."""
    actor = door.actor(request)
    if not queries.may_change(actor):
        raise Denied("duties.change_category")
    leaf = queries.one(code)
    if leaf is None or not leaf.branch:
        raise Http404
    columns = ("name", "name_en", "lane", "unit_kind", "amount", "limit_unit", "active")
    initial = {column: getattr(leaf, column) for column in columns}
    form = forms.ChangeCategory(request.POST or None, initial=initial)
    run = partial(acts.change_category, actor=actor, category_id=leaf.pk, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, _("改好了，新分流的事项照新的办。"))
        return redirect("duties:categories")
    shown = {"code": leaf.code, "name": leaf.label, "source": leaf.source, "note": leaf.note}
    return answer(request, "duties/category.html", {"form": form, "category": shown})
