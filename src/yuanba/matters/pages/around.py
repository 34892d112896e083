"""What stands around every page for residents: the community, its telephone, the tabs; and which
matters were told on this phone."""

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.matters.queries import where
from yuanba.places import queries as places
from yuanba.places.models import Place

PLACE = "place"  # the community last looked at: an id, nothing else
HELD = "mine"  # the matters told or looked up on this phone: ids, signed
SALT = "matters.mine"
YEAR = 365 * 24 * 3600
MOST = 20


def around(village: Place | None, current: str = "") -> dict[str, Any]:
    """Context for resident.html. No statement when the village came with the places above it."""
    if village is None:
        return {"home_url": reverse("web:home"), "tabs": tabs(None, current)}
    duties.speak_as(village.county_id)
    above = [village.parent, village.parent.parent if village.parent else None]
    return {
        "place_name": village.name,
        "place_sub": " · ".join(place.name for place in above if place),
        "home_url": reverse("web:place", args=[village.pk]),
        "phone": village.phone or settings.HELP_PHONE,
        "tabs": tabs(village, current),
        "village": village,
    }


def living(place_id: int) -> tuple[Place, Place]:
    """A living place with its village. Http404 where there is none."""
    village = where.village_of(place_id)
    if village is None or village.until is not None:
        raise Http404
    place = village if village.pk == place_id else places.one(place_id)
    if place.until is not None:
        raise Http404
    return place, village


def tabs(village: Place | None, current: str) -> list[dict[str, Any]]:
    home = reverse("web:place", args=[village.pk]) if village else reverse("web:home")
    rows = [("home", home, "home", _("首页"))]
    if village is not None:
        rows.append(("report", reverse("follow:report", args=[village.pk]), "pen", _("说件事")))
    rows.append(("mine", reverse("follow:mine"), "list", _("我的事")))
    rows.append(("lookup", reverse("follow:lookup"), "search", _("查进度")))
    return [
        {"url": url, "icon": icon, "label": label, "current": name == current}
        for name, url, icon, label in rows
    ]


def place_kept(request: HttpRequest) -> int | None:
    """The community this phone looked at last."""
    said = request.COOKIES.get(PLACE, "")
    return int(said) if said.isdecimal() and said.isascii() and len(said) < 20 else None


def keep_place(response: HttpResponse, village: Place) -> None:
    _set(response, PLACE, str(village.pk))


def held(request: HttpRequest) -> dict[int, int | None]:
    """The matters told or looked up on this phone, the newest first, and how often the link of each had
    been taken back when it was looked up; None for what was told here."""
    try:
        said = str(request.get_signed_cookie(HELD, "", salt=SALT))
    except BadSignature:
        return {}
    found: dict[int, int | None] = {}
    for part in said.split("."):
        pk, told_here, links = part.partition("t") if "t" in part else part.partition("-")
        if pk.isdecimal() and (not links or links.isdecimal()):
            found.setdefault(int(pk), None if told_here == "t" else int(links or 0))
    return found


def hold(
    request: HttpRequest, response: HttpResponse, matter_id: int, links: int | None = None
) -> None:
    """Remember on this phone that the matter is his: told here, or looked up when its link had been
    taken back so often. Nothing is stored on the server."""
    before = held(request)
    if matter_id in before and before[matter_id] is None:
        links = None  # told here stays told here
    kept = {matter_id: links} | {pk: n for pk, n in before.items() if pk != matter_id}
    parts = [f"{pk}t" if n is None else f"{pk}-{n}" for pk, n in list(kept.items())[:MOST]]
    secure = settings.SESSION_COOKIE_SECURE
    response.set_signed_cookie(
        HELD,
        ".".join(parts),
        salt=SALT,
        max_age=YEAR,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def _set(response: HttpResponse, name: str, value: str) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
