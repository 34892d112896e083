"""Who stands at the door: the signed-in person, or somebody who holds a matter's follow link."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, login
from django.db import DatabaseError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.crypto import constant_time_compare

from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.base.permits import Reach, Role
from yuanba.people import resume, rules
from yuanba.people.models import Person, Post

# Whoever runs the command line on the server: he lays the first stone, before there is a person who
# could. No page and no API ever makes one.
from yuanba.places.acts.founding import FOUNDER as FOUNDER
from yuanba.places.acts.founding import Founder as Founder

BACKEND = "django.contrib.auth.backends.ModelBackend"
SINCE, SEEN, HOW, DEVICE = "since", "seen", "how", "device"  # kept in the session
# A session that ended is kept as much longer: who comes back finds what he was typing.
AFTERWARDS = timedelta(hours=12)
TOUCH = timedelta(minutes=5)  # the session is written again at most this often

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Guest:
    """Somebody without an account. Holding a matter's follow link makes him its reporter."""

    holds: int | None = None  # the id of that matter
    pk: None = None

    def roles_in(self, reach: Reach) -> set[Role]:
        return {Role.RESIDENT} | ({Role.REPORTER} if self.holds in reach else set())


def with_posts(person_id: int) -> Person | None:
    """The person with his posts, in two short queries; None if blocked or gone."""
    posts = Prefetch("posts", Post.objects.select_related("place", "unit"))
    return Person.objects.filter(pk=person_id, is_active=True).prefetch_related(posts).first()


def let_in(request: HttpRequest, person: Person, *, how: str, now: datetime) -> None:
    """Open a session for a person whose act of signing in went through; its name is a new one."""
    login(request, person, backend=BACKEND)
    session = request.session
    session[SINCE] = session[SEEN] = int(now.timestamp())
    session[HOW] = how
    session[DEVICE] = rules.device(request.headers.get("User-Agent", ""))
    session.set_expiry(int((lasts(how).whole + AFTERWARDS).total_seconds()))


def lasts(how: str) -> rules.Lasts:
    """How long a session opened in this way lasts."""
    idle = timedelta(minutes=settings.STAFF_IDLE_MINUTES)
    whole = timedelta(hours=settings.STAFF_HOURS)
    if how in rules.RESIDENTS:
        idle = timedelta(hours=settings.RESIDENT_IDLE_HOURS)
        whole = timedelta(hours=settings.RESIDENT_HOURS)
    return rules.Lasts(idle, whole)


def signed_in(request: HttpRequest) -> Person | None:
    """The person behind this request with the rights of this very moment, or None.

    Three statements: the session, the person, his posts. `request.user` becomes the same person.
    """
    kept = request.__dict__
    if "_yuanba_person" not in kept:
        kept["_yuanba_person"] = person = _behind(request)
        if person is not None:
            kept["_cached_user"] = person  # where Django's middleware looks for request.user
    found: Person | None = kept["_yuanba_person"]
    return found


def _behind(request: HttpRequest) -> Person | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None  # residents without an account cost no statement
    session = request.session
    if session.get(BACKEND_SESSION_KEY) != BACKEND or not _still(request):
        return None
    person = with_posts(int(session[SESSION_KEY]))
    if person is None:
        return None
    # A changed password ends every other session.
    known = session.get(HASH_SESSION_KEY, "")
    if not constant_time_compare(known, person.get_session_auth_hash()):
        return None
    return person if _strong(session.get(HOW), person) else None


def _strong(how: str | None, person: Person) -> bool:
    """A post is held only by who signed in as staff do, on this very request (trust.md rule 14)."""
    if how is None:
        return True  # opened by Django itself, which only tests do
    held, required = bool(person.held()), settings.STAFF_TOTP
    return rules.may_act(how=how, holds_a_post=held, required=required, demo=settings.DEMO)


def _still(request: HttpRequest) -> bool:
    """Has this session not run out? (trust.md rule 13)"""
    session, now = request.session, clock.now()
    if SINCE not in session:
        return True  # opened by Django itself, which only tests do; its cookie ends after 12 hours
    since = datetime.fromtimestamp(session[SINCE], UTC)
    seen = datetime.fromtimestamp(session[SEEN], UTC)
    if not rules.still_signed_in(since=since, seen=seen, now=now, lasts=lasts(session[HOW])):
        return False
    if now - seen >= TOUCH:
        session[SEEN] = int(now.timestamp())
        try:
            session.save()
        except DatabaseError:  # a disk that is full must not keep anybody from reading
            log.warning("session not touched", exc_info=True)
        session.modified = False
    return True


def actor(request: HttpRequest) -> Person:
    """The signed-in person. Raises Denied where nobody is."""
    if (person := signed_in(request)) is None:
        raise Denied("sign in first")
    return person


View = Callable[..., HttpResponseBase]


def required(view: View) -> View:
    """For pages behind the door: who has not signed in, or no longer is, signs in and comes back.

    A page asked for by htmx moves the whole window; a sign-in form inside a fragment helps nobody.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if signed_in(request) is None:
            return to_sign_in(request)
        resume.put_back(request)
        return view(request, *args, **kwargs)

    return guarded


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to the door and back here; what he was typing is kept until then."""
    here = request.get_full_path() if request.method == "GET" else request.path
    if request.method == "POST" and settings.SESSION_COOKIE_NAME in request.COOKIES:
        resume.keep(request, now=clock.now())
    door = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': here})}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=401, headers={"HX-Redirect": door})
    return HttpResponseRedirect(door)


def address(request: HttpRequest) -> str:
    """Where the request comes from; behind our own proxy, what the proxy saw."""
    told = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return told.split(",")[-1].strip() or str(request.META.get("REMOTE_ADDR", ""))
