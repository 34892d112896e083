"""What everybody may read: the next service days here, who comes, and the sheet of each day."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuanba.base import clock
from yuanba.base.pages import answer
from yuanba.matters.pages.around import around
from yuanba.matters.queries import labels, where
from yuanba.service import queries, rules
from yuanba.service.rules import Series


@require_safe
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    """服务日: when, where, who; what came of the last ones."""
    village = where.village_of(place_id)
    if village is None:
        raise Http404
    now = clock.day_of(clock.now())
    members = queries.members(queries.group_of(village, Series.SERVICE))
    context = {
        "coming": [
            (one, rules.WEEKDAY_WORDS[one.day.weekday()])
            for one in queries.next_days(village, Series.SERVICE, now)
        ],
        "building": queries.next_days(village, Series.BUILDING, now, 2),
        "members": [(rules.SEAT_WORDS[m.seat], m) for m in members],
        "held": queries.held([village.pk])[:12],
        **around(village),
    }
    return answer(request, "service/place.html", context)


@require_safe
def sheet(request: HttpRequest, day_id: int) -> HttpResponse:
    """公示单: one day on A4, for the notice board and for the screen."""
    day = queries.one_day(day_id)
    if day is None or day.ended_at is None:
        raise Http404
    shown = queries.sheet(day)
    context = {
        "sheet": shown,
        "held": day,
        "series": rules.SERIES_WORDS[day.series],
        "came": [(rules.SEAT_WORDS[m.seat], m) for m in shown.came],
        "rows": [
            row | {"say": labels.OUTCOMES.get(row["outcome"]) or labels.STATES[row["state"]][1]}
            for row in shown.rows
        ],
        "here": reverse("service:place", args=[day.village_id]),
    }
    return answer(request, "service/sheet.html", context)
