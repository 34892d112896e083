"""今天的服务日: begin, receive people in under twenty seconds each, note what was done and heard, end."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base.pages import answer, carried_out
from yuanba.matters.acts import Received
from yuanba.matters.pages.file import slip
from yuanba.matters.pages.posts import Here, desk, number, scope
from yuanba.places import queries as places
from yuanba.service import acts, forms, queries, rules
from yuanba.service.models import ServiceDay
from yuanba.service.pages.common import may, sees, the_day, today, village_id
from yuanba.service.rules import Series


@desk
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, here: Here) -> HttpResponse:
    """今天的: straight to it if it is open; else who comes today, and begin."""
    sees(here)
    village = village_id(here)
    if village is None:
        return redirect("service:groups")
    running = queries.days_today(village, today(here))
    if running and request.method == "GET" and not request.GET.get("more"):
        mine = next((d for d in running if d.ended_at is None), running[0])
        return redirect("service:day", mine.pk)
    place = places.one(village)
    group = queries.members(queries.group_of(place, Series.SERVICE))
    listed = queries.held_in(place)
    coming = queries.next_days(place, Series.SERVICE, today(here))
    is_today = bool(coming) and coming[0].day == today(here)
    ticked = {"members": [str(m.pk) for m in group if m.person_id == here.person.pk]}
    form = forms.Begin(
        request.POST or None, initial=ticked, places=listed, group=group, planned=is_today
    )
    opened: list[ServiceDay] = []

    def run(*, place: int, **said: Any) -> None:
        opened.append(acts.open_day(actor=here.person, place_id=place, now=here.now, **said))

    if carried_out(request, form, run):
        return redirect("service:day", opened[0].pk)
    context = {
        "form": form,
        "running": running,
        "place": place,
        "coming": coming,
        "is_today": is_today,
        "group": group,
        "may_begin": may(here, "service.open_day", place),
        "follow": queries.to_follow(scope(here), village, today(here), here.now),
        "ticks_follow": queries.ticks_to_follow(village, today(here)),
    }
    return answer(request, "service/begin.html", context)


@desk
@require_http_methods(["GET", "POST"])
def day(request: HttpRequest, here: Here, day_id: int) -> HttpResponse:
    """快速记录: one line, Enter, the next person."""
    held = the_day(here, day_id)
    form = forms.Entry(request.POST or None)
    made: list[object] = []  # sent twice it is one: the second time the act gives back the day

    def run(*, who: str, where: str, category: int | None, **said: Any) -> None:
        spot, phone, place_id = _read(held, who, where)
        how = said.pop("how") or ("sms" if phone else "visit")
        made.append(
            acts.receive(
                actor=here.person,
                day_id=held.pk,
                now=here.now,
                place_id=place_id,
                spot=spot,
                name=who,
                phone=phone,
                how=how,
                category_id=category,
                **said,
            )
        )

    if carried_out(request, form, run):
        there = reverse("service:day", args=[held.pk])
        told = made[0]
        if not isinstance(told, Received):
            return redirect(there)
        messages.success(
            request, gettext("记下了，编号 %(number)s。下一位。") % {"number": told.number}
        )
        return redirect(f"{there}?made={told.pk}")
    return _page(request, here, held, form)


def _read(held: ServiceDay, who: str, where: str) -> tuple[str, str, int | None]:
    """What was typed into one box: (spot, telephone, place). A person of the register is recognised
    by name and the end of his number or some words of his address; nothing blocks the saving."""
    phone = forms.phone_in(where)
    found = queries.known(held.village_id, who, "" if phone else where, held.day.replace(day=1))
    if len(found) == 1 and not phone:
        phone = found[0].phone
    only_digits = where.replace(" ", "").isdecimal()
    if only_digits or forms.phone_in(where):
        return (found[0].address if len(found) == 1 else ""), phone, None
    place_id = queries.called(held.village_id, where)
    return ("" if place_id else where), phone, place_id


def _page(
    request: HttpRequest, here: Here, held: ServiceDay, form: django_forms.Form,
    wrong: dict[str, django_forms.Form] | None = None,
) -> HttpResponse:  # fmt: skip
    """The day; `wrong` is one of its small forms, by name, as it was sent and not taken."""
    rows = queries.told_on(scope(here), held, here.now)
    follow = queries.to_follow(scope(here), held.village_id, held.day, here.now)
    made = number(request.GET.get("made"))
    group = queries.members(held.taskforce)
    came = queries.present(held)
    village = places.one(held.village_id)
    running = held.ended_at is None and held.day == today(here)
    context = {
        "form": form,
        "held": held,
        "series": rules.SERIES_WORDS[held.series],
        "rows": [
            {"told": one, "clock": timezone.localtime(one.at).strftime("%H:%M")} for one in rows
        ],
        "figures": queries.figures(scope(here), held, len(follow)),
        "follow": follow,
        "came": came,
        "came_form": forms.Came(group=group, initial={"members": [str(m.pk) for m in came]}),
        "heard_form": forms.Heard(auto_id="heard_%s"),
        "did_form": forms.Did(auto_id="did_%s"),
        "end_form": forms.End(auto_id="end_%s"),
        "deeds": [(rules.DEED_WORDS[d.deed], d.text) for d in held.deeds.order_by("id")],
        "opinions": [
            (rules.QUESTION_WORDS[o.question], o.text, o.upward)
            for o in held.opinions.order_by("id")
        ],
        "running": running,
        "writes": running and may(here, "service.receive", village),
        "leads": running and may(here, "service.end_day", village),
        "lists": queries.day_lists(held),
        "ticks_follow": queries.ticks_to_follow(held.village_id, held.day),
        "made": next((one.row for one in rows if one.row.id == made), None),
        "slip": slip(made) if made and any(one.row.id == made for one in rows) else "",
        **(wrong or {}),
    }
    refused = next(iter((wrong or {}).values()), None)
    return answer(request, "service/day.html", context, form=refused)


@desk
@require_safe
def known(request: HttpRequest, here: Here, day_id: int) -> HttpResponse:
    """认出: who this may be, for the line under the entry. A fragment; two statements."""
    held = the_day(here, day_id)
    who, where = request.GET.get("who", "")[:40], request.GET.get("where", "")[:120]
    found = queries.known(held.village_id, who, where, held.day.replace(month=1, day=1))
    return answer(request, "service/_known.html", {"found": found, "asked": len(who.strip()) > 1})


def _then(
    request: HttpRequest, here: Here, held: ServiceDay, name: str, form: django_forms.Form,
    run: Callable[..., Any], done: str,
) -> HttpResponse:  # fmt: skip
    """The act, and back to the day; refused, the day with this form as it was sent."""
    if carried_out(request, form, partial(run, actor=here.person, day_id=held.pk, now=here.now)):
        messages.success(request, done)
        return redirect("service:day", held.pk)
    for wrong in form.non_field_errors():
        messages.error(request, str(wrong))
    return _page(request, here, held, forms.Entry(), {name: form})


@desk
@require_POST
def came(request: HttpRequest, here: Here, day_id: int) -> HttpResponse:
    """谁来了."""
    held, done = the_day(here, day_id), gettext("记下了谁来了。")
    form = forms.Came(request.POST, group=queries.members(held.taskforce))
    return _then(request, here, held, "came_form", form, acts.mark_present, done)


@desk
@require_POST
def heard(request: HttpRequest, here: Here, day_id: int) -> HttpResponse:
    """五问."""
    held, done = the_day(here, day_id), gettext("意见记下了。")
    form = forms.Heard(request.POST, auto_id="heard_%s")
    return _then(request, here, held, "heard_form", form, acts.note_opinion, done)


@desk
@require_POST
def did(request: HttpRequest, here: Here, day_id: int) -> HttpResponse:
    """做了什么."""
    held = the_day(here, day_id)
    form = forms.Did(request.POST, auto_id="did_%s")
    return _then(request, here, held, "did_form", form, acts.note_deed, gettext("记下了。"))


@desk
@require_POST
def end(request: HttpRequest, here: Here, day_id: int) -> HttpResponse:
    """结束."""
    held, done = the_day(here, day_id), gettext("今天的服务日结束了。公示单可以打印张贴。")
    form = forms.End(request.POST, auto_id="end_%s")
    return _then(request, here, held, "end_form", form, acts.end_day, done)
