"""The audit administrator's page: the records of the other two, and of every account."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yuanba.base.pages import answer
from yuanba.people import door, queries
from yuanba.people.pages.staff import allowed, next_url, number


@door.required
@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """留痕: what administrators did, sign-ins, and right passwords with a wrong second step."""
    actor = door.actor(request)
    allowed(actor, "people.see_records")
    view, after = request.GET.get("view", ""), number(request.GET.get("after"))
    if view not in queries.VIEWS:
        raise Http404
    found = queries.watched(actor, view=view, after=after)
    first = f"?{urlencode({'view': view})}" if view else "?"
    context = {
        "rows": found.rows,
        "views": [
            {"url": f"?{urlencode({'view': name})}" if name else "?", "label": words,
             "current": name == view}
            for name, (words, _which) in queries.VIEWS.items()
        ],
        "next_url": next_url(request, found.next),
        "first_url": first if after else "",
    }  # fmt: skip
    return answer(request, "people/records.html", context)
