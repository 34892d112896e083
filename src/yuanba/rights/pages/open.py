"""隐私说明: what is kept, why, how long, and how to have it corrected or erased. For everybody."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yuanba.base.pages import answer
from yuanba.rights import queries, rules


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    context = {
        "lines": queries.register(),
        "periods": queries.periods(),
        "within": rules.ANSWER_WITHIN,
    }
    return answer(request, "rights/privacy.html", context)
