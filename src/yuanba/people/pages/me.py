"""R15 我: how I am called, my number, how I read, my household, my posts."""

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.base import clock
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.people import acts, door, forms, queries


@door.required
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """我: what is kept about me; I say myself how I am called."""
    actor = door.actor(request)
    form = forms.Me(request.POST or None, initial={"name": actor.name})
    if carried_out(request, form, partial(acts.change_me, actor=actor, now=clock.now())):
        messages.success(request, _("改好了。"))
        return redirect("people:me")
    context = {
        "form": form,
        "mine": queries.mine(actor),
        "second": queries.has_second_factor(actor),
        "card": queries.my_card(actor),
        "resets": queries.told_me(actor, since=clock.now() - timedelta(days=30)),
        "sessions": queries.sessions(actor, here=request.session.session_key, now=clock.now()),
    }
    return answer(request, "people/me.html", context)


@door.required
@require_POST
def sign_out_others(request: HttpRequest) -> HttpResponse:
    """退出别处的登录: a telephone that was lost, a computer that was not one's own."""
    actor, here = door.actor(request), request.session.session_key or ""
    acts.sign_out_others(actor=actor, but=here, now=clock.now())
    messages.success(request, _("别处的登录都退出了。"))
    return redirect("people:me")


@sensitive_post_parameters("old", "password", "again")
@door.required
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """改密码: this session goes on, all others end."""
    actor = door.actor(request)
    form = forms.Password(request.POST or None)
    now = clock.now()

    def run(*, old: str, password: str) -> None:
        person = acts.set_password(actor=actor, old=old, password=password, now=now)
        how = request.session.get(door.HOW, "password")
        door.let_in(request, person, how=how, now=now)

    if carried_out(request, form, run):
        messages.success(request, _("密码改好了。"))
        return redirect("people:me")
    return answer(request, "people/password.html", {"form": form})
