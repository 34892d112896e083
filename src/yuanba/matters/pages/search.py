"""The search box of the desk and what it finds."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuanba.base import permits
from yuanba.base.pages import answer
from yuanba.matters.pages.posts import Here, desk, scope
from yuanba.matters.queries import search


@desk
@require_safe
def search_page(request: HttpRequest, here: Here) -> HttpResponse:
    """查找: what the words are found in, the newest first. Six statements and six a word at most."""
    said = " ".join(request.GET.get("q", "").split())[:80]
    after = request.GET.get("after", "")
    found = search.search(scope(here), said, here.now, after)
    words = said.split()
    may_tell = here.role in permits.TABLE["matters.report"]
    context = {
        "asked": {"q": said},
        "found": found,
        "next_url": _address(q=said, after=found.next) if found.next else "",
        "first_url": _address(q=said) if after else "",
        "register_url": f"{reverse('desk_matters:register')}?{urlencode({'q': said})}",
        "shorter": words[0] if len(words) > 1 else "",
        "shorter_url": _address(q=words[0]) if len(words) > 1 else "",
        "new_url": reverse("desk_matters:new") if may_tell else "",
    }
    return answer(request, "matters/desk/search.html", context)


def _address(**said: str) -> str:
    return f"{reverse('desk_matters:search')}?{urlencode(said)}"
