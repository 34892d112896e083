"""A form being filled when the session ends: kept in the ended session, shown again as typed.

Only the same person finds it: a session that somebody else opens on this computer begins empty
(Django flushes it), and so does one after a changed password.
"""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, QueryDict

from yuanba.base import clock
from yuanba.base.text import _

KEPT = "kept"
MOST = 60_000  # characters of a form: the longest text there is, many times over
LASTS = timedelta(hours=12)
# What is no answer of the person's, or must not lie about in a session.
NEVER = {"csrfmiddlewaretoken", "once", "old", "again", "code", "pin"}


def keep(request: HttpRequest, *, now: datetime) -> None:
    """Put what was just sent into the session that had ended. Pictures cannot be kept."""
    if SESSION_KEY not in request.session:
        return
    typed = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        if name not in NEVER and "password" not in name:
            typed.setlist(name, values)
    body = typed.urlencode()
    if typed and len(body) <= MOST:
        kept = {"path": request.path, "body": body, "at": int(now.timestamp())}
        request.session[KEPT] = kept


def put_back(request: HttpRequest) -> None:
    """On the page where it was typed: fill the form in again, once. The person looks and sends."""
    if request.method != "GET" or KEPT not in request.session:
        return
    kept = request.session[KEPT]
    if kept["path"] != request.path:
        return
    del request.session[KEPT]
    if clock.now().timestamp() - kept["at"] > LASTS.total_seconds():
        return
    request.POST = QueryDict(kept["body"])
    words = _("刚才登录到时间了，您填的还在下面。请看一看再交；照片要再选一次。")
    messages.info(request, words)
