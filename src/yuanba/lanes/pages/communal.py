"""小事: a topic for a body, a work order, a call for volunteers; each act on a small page."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.duties.rules import Lane
from yuanba.duties.variants import CADENCE_WORDS, meets_by
from yuanba.lanes import acts, forms, queries
from yuanba.lanes.pages.common import allowed, form_page, the_matter
from yuanba.lanes.pages.desk import call_row, order_row, topic_row
from yuanba.matters.forms.photos import kept
from yuanba.matters.pages.posts import Here, desk


@desk
@require_http_methods(["GET", "POST"])
def put_topic(request: HttpRequest, here: Here, matter_id: int) -> HttpResponse:
    """提交商议. The day is proposed by the county's own cadence."""
    matter = the_matter(here, matter_id, "lanes.put_topic")
    called = duties.lane_set(matter.county_id)[Lane.COMMUNAL]
    first = {
        "question": matter.title,
        "meets_on": meets_by(called.cadence, clock.day_of(here.now)),
    }
    form = forms.PutTopic(request.POST or None, units=queries.bodies(matter), initial=first)

    def run(*, unit: int, **said: Any) -> object:
        go = partial(acts.put_topic, actor=here.person, matter_id=matter_id, now=here.now)
        return go(unit_id=unit, **said)

    if carried_out(request, form, run):
        messages.success(request, _("交上去了，到日子大家来商量。"))
        return redirect("lanes:matter", matter_id)
    note = ""
    if called.meeting:
        said = {"meeting": called.meeting, "cadence": CADENCE_WORDS[called.cadence]}
        note = gettext("本区县由%(meeting)s来议，%(cadence)s。") % said
    return form_page(request, matter, form, _("提交商议"), _("交上去"), note=note)


@desk
@require_http_methods(["GET", "POST"])
def topic(request: HttpRequest, here: Here, topic_id: int) -> HttpResponse:
    """记商议结果."""
    here.ask("lanes.settle_topic")
    found = queries.topic(here.person, topic_id)
    allowed(here, "lanes.settle_topic", found.matter.reach)
    form = forms.SettleTopic(request.POST or None)
    run = partial(acts.settle_topic, actor=here.person, topic_id=topic_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, _("记下了，居民看得到。"))
        return redirect("lanes:matter", found.matter_id)
    row = topic_row(found)
    return form_page(request, found.matter, form, _("记商议结果"), _("记下来"), topic=row)


@desk
@require_http_methods(["GET", "POST"])
def give_order(request: HttpRequest, here: Here, matter_id: int) -> HttpResponse:
    """开工单."""
    matter = the_matter(here, matter_id, "lanes.give_order")
    form = forms.GiveOrder(request.POST or None, units=queries.bodies(matter))

    def run(*, unit: int, **said: Any) -> object:
        go = partial(acts.give_order, actor=here.person, matter_id=matter_id, now=here.now)
        return go(unit_id=unit, **said)

    if carried_out(request, form, run):
        messages.success(request, _("工单开好了。做完了在这里记结果、传照片。"))
        return redirect("lanes:matter", matter_id)
    return form_page(request, matter, form, _("开工单"), _("开出去"))


@desk
@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, here: Here, order_id: int) -> HttpResponse:
    """工单完成, or not and why."""
    here.ask("lanes.finish_order")
    found = queries.order(here.person, order_id)
    allowed(here, "lanes.finish_order", found.reach)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = forms.FinishOrder(*posted)

    def run(*, photos: Any, **said: Any) -> object:
        go = partial(acts.finish_order, actor=here.person, order_id=order_id, now=here.now)
        return go(pictures=kept(photos), **said)

    if carried_out(request, form, run):
        messages.success(request, _("记下了，居民看得到。"))
        return redirect("lanes:waiting")
    row = order_row(found)
    return form_page(request, found.matter, form, _("工单"), _("记下来"), order=row, files=True)


@desk
@require_http_methods(["GET", "POST"])
def call_volunteers(request: HttpRequest, here: Here, matter_id: int) -> HttpResponse:
    """招募志愿者."""
    matter = the_matter(here, matter_id, "lanes.call_volunteers")
    form = forms.CallVolunteers(
        request.POST or None, units=queries.bodies(matter), initial={"where": matter.place.name}
    )

    def run(*, unit: int, starts_at: datetime, **said: Any) -> object:
        go = partial(acts.call_volunteers, actor=here.person, matter_id=matter_id, now=here.now)
        return go(unit_id=unit, starts_at=starts_at, **said)

    if carried_out(request, form, run):
        messages.success(request, _("贴出去了，居民在社区首页能报名。"))
        return redirect("lanes:matter", matter_id)
    note = gettext("会贴在社区首页，谁都看得到：不要写诉求人是谁。")
    return form_page(request, matter, form, _("招募志愿者"), _("贴出去"), note=note)


@desk
@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, here: Here, call_id: int) -> HttpResponse:
    """谁来了、多久: the list of a call, a name added, and in the end what was done."""
    here.ask("lanes.end_call")
    found = queries.call(here.person, call_id)
    allowed(here, "lanes.end_call", found.matter.reach)
    signups = queries.signups(found)
    found.going = len(signups)  # type: ignore[attr-defined]
    naming = request.POST.get("do") == "name"
    end = forms.EndCall(
        request.POST if request.method == "POST" and not naming else None, signups=signups
    )
    name = forms.SignUp(request.POST if naming else None, auto_id="name_%s")
    go: dict[str, Any] = {"actor": here.person, "call_id": call_id, "now": here.now}

    def run(**_said: Any) -> object:
        return acts.end_call(text=end.cleaned_data["text"], came=end.came(), **go)

    if naming and carried_out(request, name, partial(acts.sign_up, **go)):
        messages.success(request, _("替他报上了。"))
        return redirect("lanes:call", call_id)
    if not naming and carried_out(request, end, run):
        messages.success(request, _("记下了。谢谢大家。"))
        return redirect("lanes:matter", found.matter_id)
    context = {
        "form": name if naming else end,
        "end": end,
        "name": name,
        "call": call_row(found),
        "begun": found.starts_at <= here.now,
        "signups": [
            {"id": s.pk, "name": s.name or (s.person.name if s.person else "")} for s in signups
        ],
        "minutes": [field for field in end if field.name.isdecimal()],
    }
    return answer(request, "lanes/call.html", context)


@desk
@require_POST
def take_off(request: HttpRequest, here: Here, call_id: int, signup_id: int) -> HttpResponse:
    """不去了: the desk takes a name off the list."""
    here.ask("lanes.end_call")
    found = queries.call(here.person, call_id)
    allowed(here, "lanes.end_call", found.matter.reach)
    try:
        acts.leave_call(actor=here.person, call_id=call_id, signup_id=signup_id, now=here.now)
    except Refused as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, _("拿下来了。"))
    return redirect("lanes:call", call_id)
