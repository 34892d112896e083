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
    """Forms by those who fill them in, what each asks, and the sums. One statement."""
    today = clock.day_of(clock.now())
    month = month_of(request.GET.get("month", ""), today)
    found = burden(month)
    before = (month - timedelta(days=1)).replace(day=1)
    after = (month + timedelta(days=32)).replace(day=1)
    context: dict[str, Any] = {
        "found": found,
        "groups": [
            {"words": FOR_WORDS[who], "lines": found.of(who), "sums": found.sums(who)}
            for who in For
        ],
        "evening": EVENING,
        "before": before,
        "after": after if after <= today else None,
    }
    return answer(request, "insight/burden.html", context)
