"""反映干部和单位的事: the list of those who hear them, and what goes out to others in writing."""

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yuanba.base import permits
from yuanba.base.pages import answer
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.matters import queries
from yuanba.matters.pages.posts import Here, desk, scope
from yuanba.matters.queries import concerns, lists

LONG_NUMBER = re.compile(r"\d(?:[\s-]?\d){6,}")  # telephones, accounts, identity numbers
LISTENS = frozenset({Role.WORKER, Role.TOWNSHIP, Role.COUNTY, Role.SUPERVISOR})


@desk
@require_safe
def heard(request: HttpRequest, here: Here) -> HttpResponse:
    """What this desk hears about officials, units and neighbours. Three statements."""
    if here.role not in LISTENS:
        raise PermissionDenied("matters.see")
    over = request.GET.get("view") == "over"
    after = request.GET.get("after", "")
    after = after if lists.read_key(after) else ""
    rows, following = concerns.heard(scope(here), here.now, after, over=over)
    home = reverse("desk_matters:concerns")
    at = f"{home}?view=over" if over else home
    joint = "&" if over else "?"
    context: dict[str, Any] = {
        "rows": rows,
        "views": [
            {"url": home, "label": _("在办"), "current": not over},
            {"url": f"{home}?view=over", "label": _("办完的"), "current": over},
        ],
        "next_url": f"{at}{joint}after={following}" if following else "",
        "first_url": at if after else "",
        "read_only": here.role is Role.SUPERVISOR,
    }
    return answer(request, "matters/desk/concerns.html", context)


@desk
@require_safe
def instruction(request: HttpRequest, here: Here, matter_id: int) -> HttpResponse:
    """书面交办单: for a unit without an account. What, where, by when; never who spoke (T8)."""
    matter = queries.one(here.person, matter_id)
    if permits.may(here.person, "matters.assign", reach=matter.reach) is None:
        raise PermissionDenied("matters.assign")
    contact = getattr(matter, "contact", None)
    context = {
        "matter": matter,
        "text": nameless(matter.text, [contact.name, contact.phone] if contact else []),
        "spot": nameless(matter.spot, [contact.name, contact.phone] if contact else []),
        "about": concerns.standing(matter),
        "by": here.person.name,
        "post": here.post_name,
        "printed": timezone.localtime(here.now),
        "back_url": reverse("desk_matters:one", args=[matter.pk]),
    }
    return answer(request, "matters/desk/instruction.html", context)


def nameless(text: str, known: list[str]) -> str:
    """The words without the name and numbers of who spoke, and without any telephone."""
    for word in filter(None, known):
        text = text.replace(word, "××")
    return LONG_NUMBER.sub("××", text)
