"""日历: a year on one page; a day can be changed, and which limits moved is shown."""

import calendar as months
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock, door
from yuanba.base.errors import Denied, Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.permits import Actor
from yuanba.base.text import _, pgettext_lazy
from yuanba.places import acts, forms, official, queries, telling
from yuanba.places.models import Day
from yuanba.places.rules import Calendar, DayKind

FIRST, LAST = 2000, 2100  # years the page draws
WEEKDAYS = (
    pgettext_lazy("weekday", "一"),
    pgettext_lazy("weekday", "二"),
    pgettext_lazy("weekday", "三"),
    pgettext_lazy("weekday", "四"),
    pgettext_lazy("weekday", "五"),
    pgettext_lazy("weekday", "六"),
    pgettext_lazy("weekday", "日"),
)


def _looks(request: HttpRequest) -> Actor:
    actor = door.actor(request)
    if not queries.scope_of(actor):
        raise Denied("places.see")
    return actor


@door.required
@require_safe
def this_year(request: HttpRequest) -> HttpResponse:
    """日历 of today."""
    return redirect("places:year", clock.day_of(clock.now()).year)


@door.required
@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """日历: twelve months, the days that are not what their weekday says, the latest changes."""
    actor = _looks(request)
    if not FIRST <= year <= LAST:
        raise Http404
    calendar, special = queries.calendar(), queries.days_of(year)
    may, changes = queries.may_change_days(actor), queries.calendar_changes(year, 10)
    today = clock.day_of(clock.now())
    context = {
        "year": year,
        "months": [_month(year, month, calendar, special, today, may) for month in range(1, 13)],
        "weekdays": WEEKDAYS,
        "settled": queries.settled(year),
        "provisional": year not in calendar.settled,
        "in_package": year in official.years(),
        "may_change": may,
        "before": year - 1 if year > FIRST else None,
        "after": year + 1 if year < LAST else None,
        "changes": [telling.entry(c, {}) | {"id": c.pk} for c in changes],
        "moved": _moved(request, actor, year),
    }
    return answer(request, "places/year.html", context)


@door.required
@require_http_methods(["GET", "POST"])
def day(request: HttpRequest, day: date) -> HttpResponse:
    """改一天."""
    actor = _looks(request)
    if not queries.may_change_days(actor):
        raise Denied("places.set_day")
    kept = queries.days_of(day.year).get(day)
    first = {"kind": kept.kind, "name": kept.name} if kept else {"kind": "", "name": ""}
    form = forms.SetDay(request.POST or None, initial=first)
    made: list[Day] = []

    def run(**typed: Any) -> None:
        made.append(acts.set_day(actor=actor, day=day, now=clock.now(), **typed))

    if carried_out(request, form, run):
        messages.success(request, _("改好了，正在重算没办完的事的期限。"))
        return redirect(f"{reverse('places:year', args=[day.year])}?moved={_latest(day.year)}")
    context = {
        "form": form,
        "day": day,
        "weekday": WEEKDAYS[day.weekday()],
        "works": queries.calendar().works(day),
        "kept": kept,
        "back_url": reverse("places:year", args=[day.year]),
    }
    return answer(request, "places/day.html", context)


@door.required
@require_POST
def load(request: HttpRequest, year: int) -> HttpResponse:
    """载入一年."""
    try:
        acts.load_calendar_year(actor=door.actor(request), year=year, now=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("places:year", year)
    messages.success(request, _("这一年的节假日安排已经载入。"))
    return redirect(f"{reverse('places:year', args=[year])}?moved={_latest(year)}")


@door.required
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, year: int) -> HttpResponse:
    """定下一年."""
    actor = _looks(request)
    if not queries.may_change_days(actor):
        raise Denied("places.settle_year")
    form = forms.Settle(request.POST or None)
    run = partial(acts.settle_year, actor=actor, year=year, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, _("这一年定下来了，不再是暂定。"))
        return redirect(f"{reverse('places:year', args=[year])}?moved={_latest(year)}")
    context = {
        "form": form,
        "heading": str(_("定下 %(year)d 年")) % {"year": year},
        "button": _("按通知定下来"),
        "sure": True,
        "note": _("先按国务院通知把放假和调休的日子逐日填好，再定下来。"),
        "back_url": reverse("places:year", args=[year]),
    }
    return answer(request, "places/sheet.html", context)


def _latest(year: int) -> int:
    changes = queries.calendar_changes(year, 1)
    return changes[0].pk if changes else 0


def _moved(request: HttpRequest, actor: Actor, year: int) -> dict[str, Any] | None:
    """The limits that the change named in the address moved."""
    said = request.GET.get("moved", "")
    if not (said.isascii() and said.isdigit() and len(said) < 20):
        return None
    cause = next((c for c in queries.calendar_changes(year) if c.pk == int(said)), None)
    if cause is None:
        return None
    counties = frozenset(county.pk for county in queries.scope_of(actor))
    rows = queries.limits_moved(cause, counties)
    return {
        "cause": telling.what_changed(cause, {}),
        "count": len(rows),
        "most": len(rows) == queries.MOST_MOVED,
        "rows": [
            {"id": r.subject_id, "before": r.facts["before"][:10], "due": r.facts["due"][:10]}
            for r in rows[: queries.MOST]
        ],
    }


def _month(
    year: int,
    month: int,
    calendar: Calendar,
    special: dict[date, Day],
    today: date,
    may: bool,
) -> dict[str, Any]:
    weeks = months.Calendar().monthdatescalendar(year, month)
    return {
        "name": str(_("%(month)d 月")) % {"month": month},
        "weeks": [
            [
                _cell(d, calendar, special.get(d), today, may) if d.month == month else None
                for d in w
            ]
            for w in weeks
        ],
    }


def _cell(d: date, calendar: Calendar, kept: Day | None, today: date, may: bool) -> dict[str, Any]:
    works = calendar.works(d)
    holiday = kept is not None and kept.kind == DayKind.OFF  # on a weekend too
    usual = works == (d.weekday() < 5) and not holiday
    words = _("上班") if works else _("休息")
    return {
        "day": d.day,
        "url": reverse("places:day", args=[d]) if may else "",
        "kind": ("" if works else "rest") if usual else ("worked" if works else "off"),
        "mark": "" if usual else (_("班") if works else _("休")),
        "today": d == today,
        "words": f"{d.isoformat()} {words} {kept.name if kept else ''}".strip(),
        "hand": kept is not None and not kept.source.startswith(official.PREFIX),
    }
