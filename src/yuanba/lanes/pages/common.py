"""What every page of the lanes asks first: may this desk do it, and to this one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from yuanba.base import permits
from yuanba.base.pages import answer
from yuanba.base.permits import Reach
from yuanba.matters import queries as matters
from yuanba.matters.models import Matter
from yuanba.matters.pages.posts import Here


def the_matter(here: Here, matter_id: int, act: str) -> Matter:
    """A matter that this desk sees and may do this to. Denied and PermissionDenied look alike."""
    here.ask(act)
    matter = matters.one(here.person, matter_id)
    allowed(here, act, matter.reach)
    return matter


def allowed(here: Here, act: str, reach: Reach) -> None:
    if permits.may(here.person, act, reach=reach) is None:
        raise PermissionDenied(act)


def may(here: Here, act: str, matter: Matter) -> bool:
    return permits.may(here.person, f"lanes.{act}", reach=matter.reach) is not None


def form_page(
    request: HttpRequest, matter: Matter, form: Any, heading: Any, button: Any, **more: Any
) -> HttpResponse:
    """One act on a small page of its own."""
    context = {"form": form, "matter": matter, "heading": heading, "button": button, **more}
    return answer(request, "lanes/act.html", context)
