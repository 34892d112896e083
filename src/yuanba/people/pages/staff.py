"""Administrator: the people who work here and the posts they hold."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.people import acts, door, forms, queries
from yuanba.people.models import Person, Post
from yuanba.people.rules import ROLE_WORDS


def number(text: str | None) -> int | None:
    """The id in an address; anything else is as if nothing was said."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 20 else None


def next_url(request: HttpRequest, then: int | None) -> str:
    """The address of the following page of the same list."""
    if then is None:
        return ""
    said = {key: value for key, value in request.GET.items() if key != "after"}
    return "?" + urlencode(said | {"after": str(then)})


def allowed(actor: Person, act: str) -> None:
    """A page nobody of this role may use says so before it is filled in."""
    if not queries.places_over(actor, act):
        raise Denied(act)


@door.required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """人员: who works here, with his posts of today."""
    actor = door.actor(request)
    allowed(actor, "people.see_staff")
    words, today = request.GET.get("q", ""), clock.day_of(clock.now())
    found = queries.staff(actor, today=today, words=words, after=number(request.GET.get("after")))
    context = {
        "rows": found.rows,
        "q": words,
        "next_url": next_url(request, found.next),
        "first_url": f"?{urlencode({'q': words})}" if request.GET.get("after") else "",
        "may_add": bool(queries.places_over(actor, "people.add_person")),
        "left_behind": queries.left_behind(actor, today=today),
    }
    return answer(request, "people/staff.html", context)


@door.required
@require_safe
def left_behind(request: HttpRequest) -> HttpResponse:
    """转岗: posts at places that are no more."""
    actor = door.actor(request)
    allowed(actor, "people.carry_on")
    groups = queries.ended(actor, today=clock.day_of(clock.now()))
    return answer(request, "people/left_behind.html", {"groups": groups})


@door.required
@require_POST
def carry_on(request: HttpRequest, place_id: int) -> HttpResponse:
    """转岗, to this place: the posts that were ticked."""
    actor = door.actor(request)
    chosen = [pk for pk in map(number, request.POST.getlist("post")) if pk is not None]
    try:
        acts.carry_on(actor=actor, place_id=place_id, post_ids=chosen, now=clock.now())
        messages.success(request, _("转好了，他们的下一步操作就生效。"))
    except Refused as no:
        messages.error(request, no.message)
    return redirect("people:left_behind")


@sensitive_post_parameters("password")
@door.required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """添加人员."""
    actor = door.actor(request)
    allowed(actor, "people.add_person")
    places = queries.place_choices(actor, "people.add_person")
    form = forms.Staff(request.POST or None, places=places)
    made: list[Person] = []

    def run(**typed: Any) -> None:
        made.append(acts.add_person(actor=actor, now=clock.now(), **typed))

    if carried_out(request, form, run):
        messages.success(request, _("添加好了。接着给他安排岗位。"))
        return redirect("people:appoint", made[0].pk)
    context = {"form": form, "heading": _("添加人员"), "back_url": reverse("people:staff")}
    return answer(request, "people/sheet.html", context | {"button": _("添加这个人")})


def somebody(request: HttpRequest, person_id: int) -> Person:
    """The person, if the reader reaches him; else 404, whether he exists or not."""
    person = queries.staff_member(door.actor(request), person_id)
    if person is None:
        raise Http404
    return person


@door.required
@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """一个人: his posts, past ones too, and what can be done."""
    actor, someone = door.actor(request), somebody(request, person_id)
    today = clock.day_of(clock.now())
    posts = [
        {
            "id": post.pk,
            "words": queries.post_words(post),
            "role": ROLE_WORDS[Role(post.role)] if post.title else "",
            "since": post.since,
            "until": post.until,
            "ended": post.until is not None and post.until <= today,
        }
        for post in someone.posts.all()
    ]
    context = {
        "person": {
            "id": someone.pk,
            "name": someone.name,
            "username": someone.username,
            "phone": queries.masked(someone.phone),
            "active": someone.is_active,
            "has_password": someone.has_usable_password(),
            "home": someone.home.name if someone.home else "",
        },
        "posts": posts,
        "may_change": bool(queries.places_over(actor, "people.appoint")),
        **_reset(actor, someone),
        "back_url": reverse("people:staff"),
    }
    return answer(request, "people/person.html", context)


def _reset(actor: Person, someone: Person) -> dict[str, Any]:
    """The way to the reset that waits, or to asking for one."""
    waits = queries.open_reset(someone.pk, now=clock.now())
    if waits is not None:
        return {
            "reset_url": reverse("people:reset", args=[waits]),
            "reset_words": _("看正在办的重置"),
        }
    if not someone.is_active or actor.pk == someone.pk or not queries.may_be_reset(someone):
        return {}
    return {
        "reset_url": reverse("people:ask_reset", args=[someone.pk]),
        "reset_words": _("重置密码和手机验证"),
    }


@door.required
@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest, person_id: int) -> HttpResponse:
    """任职."""
    actor, someone = door.actor(request), somebody(request, person_id)
    allowed(actor, "people.appoint")
    form = forms.Appoint(
        request.POST or None,
        places=queries.place_choices(actor, "people.appoint"),
        units=queries.unit_choices(actor, "people.appoint"),
    )
    run = partial(acts.appoint, actor=actor, person_id=someone.pk, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, _("岗位安排好了，下一步操作就生效。"))
        return redirect("people:person", someone.pk)
    return _sheet(request, form, _("给%(name)s安排岗位"), someone, _("安排这个岗位"))


def _sheet(request: HttpRequest, form: Any, heading: Any, someone: Person, button: Any) -> HttpResponse:  # fmt: skip
    context = {
        "form": form,
        "heading": heading % {"name": someone.name},
        "button": button,
        "back_url": reverse("people:person", args=[someone.pk]),
    }
    return answer(request, "people/sheet.html", context)


@sensitive_post_parameters("password")
@door.required
@require_http_methods(["GET", "POST"])
def give_password(request: HttpRequest, person_id: int) -> HttpResponse:
    """发登录名: for somebody who could not sign in until now."""
    actor, someone = door.actor(request), somebody(request, person_id)
    allowed(actor, "people.give_password")
    form = forms.FirstPassword(request.POST or None, initial={"username": someone.username})
    run = partial(acts.give_password, actor=actor, person_id=someone.pk, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, _("可以登录了。请当面告诉本人，让他登录后自己改密码。"))
        return redirect("people:person", someone.pk)
    return _sheet(request, form, _("让%(name)s能登录"), someone, _("发登录名和密码"))


@door.required
@require_http_methods(["GET", "POST"])
def block(request: HttpRequest, person_id: int) -> HttpResponse:
    """停用账号."""
    actor, someone = door.actor(request), somebody(request, person_id)
    allowed(actor, "people.block")
    form = forms.Because(request.POST or None)
    run = partial(acts.block, actor=actor, person_id=someone.pk, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, _("停用了。他的下一步操作就会被拦住。"))
        return redirect("people:person", someone.pk)
    return _sheet(request, form, _("停用%(name)s的账号"), someone, _("停用账号"))


@door.required
@require_http_methods(["GET", "POST"])
def unblock(request: HttpRequest, person_id: int) -> HttpResponse:
    """恢复账号."""
    actor, someone = door.actor(request), somebody(request, person_id)
    allowed(actor, "people.unblock")
    form = forms.Because(request.POST or None)
    run = partial(acts.unblock, actor=actor, person_id=someone.pk, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, _("恢复了，他可以重新登录。"))
        return redirect("people:person", someone.pk)
    return _sheet(request, form, _("恢复%(name)s的账号"), someone, _("恢复账号"))


@door.required
@require_http_methods(["GET", "POST"])
def end_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """离任."""
    actor = door.actor(request)
    post: Post | None = queries.post_of(actor, post_id)
    if post is None:
        raise Http404
    form = forms.EndPost(request.POST or None)
    run = partial(acts.end_post, actor=actor, post_id=post.pk, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, _("这个岗位结束了。"))
        return redirect("people:person", post.person_id)
    return _sheet(request, form, _("结束%(name)s的岗位"), post.person, _("结束这个岗位"))
