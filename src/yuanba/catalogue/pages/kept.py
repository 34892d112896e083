"""Pages and files of the portal that are made once for everybody: kept until the record of the place goes on,
with ETag and Last-Modified, so that whoever has one already is told so in no bytes."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from yuanba.catalogue.queries import marks, over
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM

FRESH = 60  # seconds for which a copy on the way may answer
MOST = 400  # copies in one process; the one that was asked for longest ago goes
# Seconds until it is asked anew how far the record has come: of a village, and of what lies above it, where
# somebody acts all the time and the counts follow by the minute.
SOON, LATER = 1, 60


@dataclass(frozen=True)
class Copy:
    body: bytes
    kind: str
    etag: str
    at: int


_copies: OrderedDict[tuple[str, ...], Copy] = OrderedDict()
_marks: OrderedDict[int, tuple[float, Place, str]] = OrderedDict()
_lock = Lock()


def standing(place_id: int) -> tuple[Place, str]:
    """The village, township or county of this id, and how far its record has come. No statement where it
    was asked a moment ago, else three. Raises Http404."""
    now = time.monotonic()
    with _lock:
        known = _marks.get(place_id)
    if known is not None and known[0] > now:
        return known[1], known[2]
    place = over.place(place_id)
    if place is None:
        raise Http404
    mark = marks.mark(place)
    until = now + (SOON if place.kind in BOTTOM else LATER)
    with _lock:
        _marks[place_id] = until, place, mark
        while len(_marks) > MOST:
            _marks.popitem(last=False)
    return place, mark


def answer(
    request: HttpRequest, key: tuple[str, ...], make: Callable[[], HttpResponse]
) -> HttpResponse:
    """The copy under this key, made if there is none. Whoever has signed in is answered alike, but keeps
    the page to himself: a shared copy is never made from somebody's request."""
    known = settings.SESSION_COOKIE_NAME in request.COOKIES
    copy = None if known else _find(key)
    if copy is None:
        made = make()
        kind = made.headers["Content-Type"]
        etag = f'"{sha256(made.content).hexdigest()[:32]}"'
        copy = Copy(made.content, kind, etag, int(time.time()))
        if not known:
            _keep(key, copy)
    response = HttpResponse(copy.body, content_type=copy.kind)
    response.headers["Content-Length"] = str(len(copy.body))
    response.headers["ETag"] = copy.etag
    response.headers["Last-Modified"] = http_date(copy.at)
    whose = "private" if known else "public"
    response.headers["Cache-Control"] = f"{whose}, max-age={FRESH}"
    found = get_conditional_response(
        request, etag=copy.etag, last_modified=copy.at, response=response
    )
    assert isinstance(found, HttpResponse)  # 304, 412 or the response itself
    return found


def forget() -> None:
    """All copies: for whoever changed a row past the acts."""
    with _lock:
        _copies.clear()
        _marks.clear()


def _find(key: tuple[str, ...]) -> Copy | None:
    with _lock:
        if key in _copies:
            _copies.move_to_end(key)
        return _copies.get(key)


def _keep(key: tuple[str, ...], copy: Copy) -> None:
    with _lock:
        _copies[key] = copy
        while len(_copies) > MOST:
            _copies.popitem(last=False)
