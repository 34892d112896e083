"""Saved views of the register and of the queue: save, drop."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from yuanba.base.pages import carried_out
from yuanba.base.text import _
from yuanba.matters import acts
from yuanba.matters.forms.views import SaveView
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.queries import views
from yuanba.matters.rules.views import ViewOf


@desk
@require_POST
def save(request: HttpRequest, here: Here) -> HttpResponse:
    """存成视图."""
    post = here.ask("matters.save_view")
    form = SaveView(request.POST)
    run = partial(acts.save_view, actor=here.person, post_id=post.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, _("存好了，就在上面。"))
    else:
        for wrong in form.errors.values():
            messages.error(request, str(wrong[0]))
    asked = request.POST.get("page", "")
    page = ViewOf(asked) if asked in set(ViewOf) else ViewOf.REGISTER
    kept = views.plain(request.POST.get("query", ""), page)
    home = reverse(f"desk_matters:{page}")
    return redirect(f"{home}?{kept}" if kept else home)


@desk
@require_POST
def drop(request: HttpRequest, here: Here, view_id: int) -> HttpResponse:
    """删去视图."""
    view = acts.drop_view(actor=here.person, view_id=view_id, now=here.now)
    messages.success(request, _("删去了。"))
    return redirect(f"desk_matters:{view.page}")
