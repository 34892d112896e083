"""填报负担, for everybody: the product polices itself."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yuanba.base import clock
from yuanba.base.pages import answer
from yuanba.insight.burden import EVENING, burden, month_of
from yuanba.insight.owned import FOR_WORDS, For


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The forms that residents (or whom `who` names) fill in, what each asks, and the sums of all.
    One statement."""
    today = clock.day_of(clock.now())
    month = month_of(request.GET.get("month", ""), today)
    found = burden(month)
    before = (month - timedelta(days=1)).replace(day=1)
    after = (month + timedelta(days=32)).replace(day=1)
    asked = request.GET.get("who", "")
    who = For(asked) if asked in set(For) else For.RESIDENT
    context: dict[str, Any] = {
        "found": found,
        "who": who,
        "lines": found.of(who),
        "groups": [
            {"who": each, "words": FOR_WORDS[each], "sums": found.sums(each)} for each in For
        ],
        "evening": EVENING,
        "before": before,
        "after": after if after <= today else None,
    }
    return answer(request, "insight/burden.html", context)
