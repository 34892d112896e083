"""Pages and files of the portal that are made once for everybody: kept until the record of the place goes on,
with ETag and Last-Modified, so that whoever has one already is told so in no bytes."""

import gzip
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
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
    """`mark`: how far the record had come, and the day; it stands for no other."""

    mark: str
    body: bytes
    packed: bytes
    kind: str
    etag: str
    at: int


Key = tuple[str, ...]
_copies: OrderedDict[Key, Copy] = OrderedDict()
_making: dict[Key, Lock] = {}
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
    request: HttpRequest, key: Key, mark: str, make: Callable[[], HttpResponse]
) -> HttpResponse:
    """The copy under this key as it stands at this mark, made if there is none. Whoever has signed in is
    answered alike, but keeps the page to himself: a shared copy is never made from somebody's request."""
    known = settings.SESSION_COOKIE_NAME in request.COOKIES
    copy = _copy(mark, make()) if known else _once(key, mark, make)
    packed = "gzip" in request.headers.get("Accept-Encoding", "").lower()
    body, etag = (copy.packed, f'{copy.etag[:-1]}-z"') if packed else (copy.body, copy.etag)
    response = HttpResponse(body, content_type=copy.kind)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ("Accept-Encoding",))
    response.headers["Content-Length"] = str(len(body))
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(copy.at)
    whose = "private" if known else "public"
    response.headers["Cache-Control"] = f"{whose}, max-age={FRESH}"
    found = get_conditional_response(request, etag=etag, last_modified=copy.at, response=response)
    assert isinstance(found, HttpResponse)  # 304, 412 or the response itself
    return found


def forget() -> None:
    """All copies: for whoever changed a row past the acts."""
    with _lock:
        _copies.clear()
        _marks.clear()


def _copy(mark: str, made: HttpResponse, before: Copy | None = None) -> Copy:
    """Moments in headers are whole seconds: what took the place of another is younger by one at least."""
    body, at = made.content, int(time.time())
    at = at if before is None else max(at, before.at + 1)
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    packed = gzip.compress(body, 6, mtime=0)
    return Copy(mark, body, packed, made.headers["Content-Type"], etag, at)


def _once(key: Key, mark: str, make: Callable[[], HttpResponse]) -> Copy:
    """However many ask at once, one of them makes it and the others wait for that. What stood under the
    key before is gone with it: what was taken out of a page stays in no copy."""
    if (copy := _find(key, mark)) is not None:
        return copy
    with _lock:
        turn = _making.setdefault(key, Lock())
    with turn:
        if (copy := _find(key, mark)) is not None:
            return copy
        try:
            copy = _copy(mark, make(), _copies.get(key))
            _keep(key, copy)
        finally:
            with _lock:
                _making.pop(key, None)
        return copy


def _find(key: Key, mark: str) -> Copy | None:
    with _lock:
        copy = _copies.get(key)
        if copy is None or copy.mark != mark:
            return None
        _copies.move_to_end(key)
        return copy


def _keep(key: Key, copy: Copy) -> None:
    with _lock:
        _copies[key] = copy
        _copies.move_to_end(key)
        while len(_copies) > MOST:
            _copies.popitem(last=False)
