"""日子和工作组: when service days are, which village has its group, who sits in it."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import permits
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.matters.pages.posts import Here, desk
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.service import acts, forms, queries, rules
from yuanba.service.models import Schedule, Taskforce
from yuanba.service.pages.common import column, may, sees, today, village_id
from yuanba.service.rules import Series

AHEAD = timedelta(days=90)


def _series(request: HttpRequest) -> Series:
    said = request.GET.get("series", "")
    return Series(said) if said in set(Series) else Series.SERVICE


@desk
@require_safe
def groups(request: HttpRequest, here: Here) -> HttpResponse:
    """工作组: every village in fixed order, those without a group marked. Four statements."""
    sees(here)
    assert here.post is not None
    series = _series(request)
    place = here.post.place
    scope_id = place.village_id or place.pk
    found = queries.coverage(column(here) if not place.village_id else "id", scope_id, series)
    with_group = sum(cover.group is not None for cover in found)
    context = {
        "rows": found,
        "series": series,
        "all_series": rules.SERIES_WORDS.items(),
        "with_group": with_group,
        "without": len(found) - with_group,
        "told": sum(cover.told for cover in found),
        "closed": sum(cover.closed for cover in found),
        "may_form": may(here, "service.form_group", place),
        "suggestions": queries.suggestions(column(here), scope_id, 10),
    }
    return answer(request, "service/groups.html", context)


@desk
@require_http_methods(["GET", "POST"])
def form_group(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """组建工作组."""
    place = _place(here, place_id, "service.form_group")
    series = _series(request)
    first = {"name": gettext("%(place)s服务群众工作组") % {"place": place.name}}
    form = forms.Group(request.POST or None, initial=first)
    made: list[Taskforce] = []

    def run(*, name: str) -> None:
        made.append(
            acts.form_group(
                actor=here.person, place_id=place_id, series=series, name=name, now=here.now
            )
        )

    if carried_out(request, form, run):
        return redirect("service:group", made[0].pk)
    context = {"form": form, "place": place, "series": rules.SERIES_WORDS[series]}
    return answer(request, "service/form_group.html", context)


@desk
@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, here: Here, group_id: int) -> HttpResponse:
    """一个工作组: who sits in it, since when; take somebody in."""
    sees(here)
    found = queries.group(group_id)
    if found is None or not may(here, "service.see", found.place):
        raise Http404
    form = forms.Seating(request.POST or None)
    run = partial(acts.seat_member, actor=here.person, group_id=group_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("进组了。"))
        return redirect("service:group", group_id)
    return _group(request, here, found, form, forms.Dissolve(auto_id="dissolve_%s"))


def _group(
    request: HttpRequest, here: Here, found: Taskforce, form: forms.Seating, ending: forms.Dissolve
) -> HttpResponse:
    context = {
        "form": form,
        "group": found,
        "series": rules.SERIES_WORDS[found.series],
        "members": [(rules.SEAT_WORDS[m.seat], m) for m in queries.members(found)],
        "may_seat": found.until is None and may(here, "service.seat_member", found.place),
        "may_dissolve": found.until is None and may(here, "service.dissolve_group", found.place),
        "dissolve_form": ending,
        "days": queries.held([found.place.village_id or 0], Series(found.series))[:10],
    }
    shown = ending if ending.is_bound else form
    return answer(request, "service/group.html", context, form=shown)


@desk
@require_POST
def unseat(request: HttpRequest, here: Here, group_id: int, member_id: int) -> HttpResponse:
    """出组."""
    run = partial(acts.unseat_member, actor=here.person, member_id=member_id, now=here.now)
    if carried_out(request, Form(request.POST), run):
        messages.success(request, gettext("从今天起不在组里了。"))
    return redirect("service:group", group_id)


@desk
@require_POST
def dissolve(request: HttpRequest, here: Here, group_id: int) -> HttpResponse:
    """工作组结束."""
    form = forms.Dissolve(request.POST, auto_id="dissolve_%s")
    run = partial(acts.dissolve_group, actor=here.person, group_id=group_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("这个工作组结束了，以前的记录还在。"))
        return redirect("service:groups")
    found = queries.group(group_id)
    if found is None or not may(here, "service.see", found.place):
        raise Http404
    return _group(request, here, found, forms.Seating(), form)


@desk
@require_safe
def days(request: HttpRequest, here: Here) -> HttpResponse:
    """哪些日子: the next three months, the exceptions, and what was held."""
    sees(here)
    assert here.post is not None
    series, place = _series(request), here.post.place
    schedule = queries.schedule_for(place, series)
    coming = queries.planned(schedule, today(here), today(here) + AHEAD)
    villages = _villages(here)
    context = {
        "series": series,
        "series_word": rules.SERIES_WORDS[series],
        "all_series": rules.SERIES_WORDS.items(),
        "schedule": schedule,
        "weekday": rules.WEEKDAY_WORDS[schedule.weekday] if schedule else "",
        "holiday": rules.HOLIDAY_WORDS[schedule.holiday] if schedule else "",
        "coming": coming,
        "changes": _changes(schedule, today(here)),
        "may_arrange": may(here, "service.arrange", place),
        "may_change": schedule is not None and may(here, "service.change_day", schedule.place),
        "held": queries.held(villages, series)[:25],
    }
    return answer(request, "service/days.html", context)


def _villages(here: Here) -> list[int]:
    assert here.post is not None
    if (village := village_id(here)) is not None:
        return [village]
    below = places.subtree(here.post.place).filter(kind__in=["village", "community"])
    return list(below.values_list("pk", flat=True)[:1000])


def _changes(schedule: Schedule | None, now: date) -> list[Any]:
    if schedule is None:
        return []
    return sorted((c for c in schedule.changes.all() if c.day >= now), key=lambda c: c.day)


@desk
@require_http_methods(["GET", "POST"])
def arrange(request: HttpRequest, here: Here) -> HttpResponse:
    """安排: the weekday, the hours, what happens on holidays."""
    assert here.post is not None
    place = _place(here, here.post.place_id, "service.arrange")
    form = forms.Arrange(request.POST or None, initial={"series": _series(request)})
    run = partial(acts.arrange, actor=here.person, place_id=place.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("安排好了，从今天起算。"))
        return redirect("service:days")
    return answer(request, "service/arrange.html", {"form": form, "place": place})


@desk
@require_http_methods(["GET", "POST"])
def change_day(request: HttpRequest, here: Here, schedule_id: int, day: date) -> HttpResponse:
    """改一次."""
    sees(here)
    schedule = queries.schedule(schedule_id)
    if schedule is None or not may(here, "service.change_day", schedule.place):
        raise Http404
    form = forms.ChangeDay(request.POST or None)
    run = partial(
        acts.change_day, actor=here.person, schedule_id=schedule_id, day=day, now=here.now
    )
    if carried_out(request, form, run):
        messages.success(request, gettext("改好了，大家会看到。"))
        return redirect("service:days")
    return answer(request, "service/change_day.html", {"form": form, "day": day})


def _place(here: Here, place_id: int, act: str) -> Place:
    """A living place at which this person may do it; Http404 alike for "none" and "not yours"."""
    place = queries.living(place_id)
    if place is None or permits.may(here.person, act, reach=place.reach) is None:
        raise Http404
    return place
