"""Between the password and the second step: who it is, kept in a session that is not signed in."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from yuanba.people.door import with_posts
from yuanba.people.models import Person

WAITING = "waiting"
LASTS = timedelta(minutes=10)


def remember(request: HttpRequest, person: Person, *, now: datetime) -> None:
    known = person.get_session_auth_hash()  # a changed password ends the waiting
    request.session[WAITING] = {"id": person.pk, "at": int(now.timestamp()), "known": known}


def who(request: HttpRequest, *, now: datetime) -> Person | None:
    """The person whose password was right a moment ago, with his posts; None if it is too long."""
    kept = request.session.get(WAITING)
    if kept is None or not 0 <= now.timestamp() - kept["at"] < LASTS.total_seconds():
        return None
    person = with_posts(kept["id"])
    if person is None or not constant_time_compare(kept["known"], person.get_session_auth_hash()):
        return None
    return person


def over(request: HttpRequest) -> None:
    request.session.pop(WAITING, None)
