"""共性问题: the board of a desk, the county's list of months, what was suggested upward."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yuanba.base.pages import answer
from yuanba.base.text import _
from yuanba.matters.pages.posts import Here, desk
from yuanba.problems import queries
from yuanba.problems.pages.common import sees
from yuanba.problems.rules.states import STATE_WORDS

VIEW_WORDS = {
    "open": _("没完的"),
    "proposed": _("等人看"),
    "running": _("立项在办"),
    "done": _("办完了"),
    "dropped": _("不是共性问题"),
}


@desk
@require_safe
def board(request: HttpRequest, here: Here) -> HttpResponse:
    """One trouble, many homes: what is proposed, confirmed, under way. Four statements."""
    scope = sees(here)
    said = request.GET.get("view", "open")
    view = said if said in VIEW_WORDS else "open"
    context = {
        "rows": queries.board(scope, view, here.now),
        "views": [
            {"url": f"?view={name}", "label": word, "current": name == view}
            for name, word in VIEW_WORDS.items()
        ],
    }
    return answer(request, "problems/board.html", context)


@desk
@require_safe
def months(request: HttpRequest, here: Here) -> HttpResponse:
    """一月一题: the county's problem of each month, and the suggestions. Two statements."""
    scope = sees(here)
    context = {
        "months": [
            (queries.month_words(p.month), p, STATE_WORDS[p.state]) for p in queries.months(scope)
        ],
        "suggestions": queries.suggestions(scope),
    }
    return answer(request, "problems/months.html", context)
