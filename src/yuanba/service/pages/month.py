"""服务日一个月: how many days, what was told, done and heard, by kind."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yuanba.base.pages import answer
from yuanba.matters.pages.posts import Here, desk
from yuanba.service import queries
from yuanba.service.pages.common import column, sees, today


@desk
@require_safe
def page(request: HttpRequest, here: Here) -> HttpResponse:
    """One month of this post's village, township or county; counted by kind, never by person."""
    sees(here)
    assert here.post is not None
    place, this = here.post.place, today(here).replace(day=1)
    first = _month(request.GET.get("month", ""), this)
    found = queries.month(column(here), place.village_id or place.pk, first)
    context = {
        "month": found,
        "none": not any(one.n for one in found.days),
        "place": place,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": (first + timedelta(days=31)).replace(day=1) if first < this else None,
    }
    return answer(request, "service/month.html", context)


def _month(said: str, this: date) -> date:
    """2026-09 as its first day; this month for what is none, or has not begun."""
    year, _dash, number = said.partition("-")
    if not (len(said) == 7 and year.isdecimal() and number.isdecimal() and said.isascii()):
        return this
    try:
        return min(date(int(year), int(number), 1), this)
    except ValueError:
        return this
