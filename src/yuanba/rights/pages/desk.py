"""留存与删除: what is over its time, who agreed, what was erased; wishes to be forgotten; periods."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock, permits
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.matters.pages.posts import Here, desk
from yuanba.rights import acts, forms, queries, rules
from yuanba.rights.rules import Erasable


@desk
@require_safe
def keeping(request: HttpRequest, here: Here) -> HttpResponse:
    """留存与删除. Five statements."""
    here.ask("rights.see")
    role, today = here.role, clock.day_of(here.now)
    context = {
        "batches": [
            (b, rules.KIND_WORDS[Erasable(b.kind)], rules.BATCH_WORDS[b.state])
            for b in queries.batches_for(here.person)
        ],
        "wishes": [
            (w, rules.WISH_WORDS[w.state], queries.waits(w, today)) for w in queries.wishes()
        ],
        "periods": queries.periods(),
        "reason": forms.Reason(auto_id=False),
        "me_id": here.person.pk,
        "may_batch": role in permits.TABLE["rights.agree"],
        "may_answer": role in permits.TABLE["rights.grant_erasure"],
        "may_set": role in permits.TABLE["rights.set_period"],
    }
    return answer(request, "rights/keeping.html", context)


def _then(
    request: HttpRequest, form: django_forms.Form, run: Callable[..., Any], done: Any
) -> HttpResponse:
    if carried_out(request, form, run):
        messages.success(request, done)
    else:
        for wrong in form.errors.values():
            messages.error(request, str(wrong[0]))
    return redirect("rights:keeping")


# What can be done to a batch, and how a wish is answered: the act, its form, and what is said then.
BATCH: dict[str, tuple[Any, type[django_forms.Form], Any]] = {
    "agree": (acts.agree, django_forms.Form, _("您同意了，等另一个人执行。")),
    "carry-out": (acts.carry_out, django_forms.Form, _("开始清除，过一会儿刷新看结果。")),
    "drop": (acts.drop, forms.Reason, _("这一批不清了。")),
}
WISH: dict[str, tuple[Any, type[django_forms.Form], Any]] = {
    "grant": (acts.grant_erasure, django_forms.Form, _("删好了。")),
    "refuse": (acts.refuse_erasure, forms.Reason, _("答复了。")),
}


@desk
@require_POST
def batch(request: HttpRequest, here: Here, batch_id: int, slug: str) -> HttpResponse:
    """同意、执行、这次不清."""
    if slug not in BATCH:
        raise PermissionDenied(slug)
    act, form, done = BATCH[slug]
    here.ask(f"rights.{act.__name__}")
    run = partial(act, actor=here.person, batch_id=batch_id, now=here.now)
    return _then(request, form(request.POST), run, done)


@desk
@require_POST
def wish(request: HttpRequest, here: Here, wish_id: int, slug: str) -> HttpResponse:
    """同意删除、不能删."""
    if slug not in WISH:
        raise PermissionDenied(slug)
    act, form, done = WISH[slug]
    here.ask(f"rights.{act.__name__}")
    run = partial(act, actor=here.person, wish_id=wish_id, now=here.now)
    return _then(request, form(request.POST), run, done)


@desk
@require_http_methods(["GET", "POST"])
def period(request: HttpRequest, here: Here, kind: str) -> HttpResponse:
    """改留存期限."""
    here.ask("rights.set_period")
    if kind not in set(Erasable):
        raise PermissionDenied("rights.set_period")
    now_kept = next(kept for kept in queries.periods() if kept.kind == kind)
    form = forms.SetPeriod(request.POST or None, initial={"days": now_kept.days})
    run = partial(acts.set_period, actor=here.person, kind=Erasable(kind), now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("改好了，今晚起按新的期限。"))
        return redirect("rights:keeping")
    return answer(request, "rights/period.html", {"form": form, "kept": now_kept})
