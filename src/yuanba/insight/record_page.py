"""存证核对, for who watches over the house: what the last adding up found, and which places are stopped."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yuanba.base.errors import Denied
from yuanba.base.log import heads
from yuanba.base.pages import answer
from yuanba.insight import verifying
from yuanba.matters.pages.posts import WATCHES_RECORD, Here, desk


@require_safe
@desk
def page(request: HttpRequest, here: Here) -> HttpResponse:
    """Five statements."""
    if here.role not in WATCHES_RECORD:
        raise Denied("insight.record")
    second = (get_language() or "").startswith("en")
    last = verifying.last()
    context: dict[str, Any] = {
        "stopped": verifying.stopped(),
        "elsewhere": verifying.elsewhere(),
        "clock_back": heads.clock_back(here.now),
        "last": last[0] if last else None,
        "found": [line[second] for line in verifying.told(last[0])] if last else [],
        "before": last[1:],
    }
    return answer(request, "insight/record.html", context)
