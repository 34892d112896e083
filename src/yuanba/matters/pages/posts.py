"""Who sits at this desk, and on which post: one post at a time, so that a list has one scope."""

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from yuanba.base import clock, permits
from yuanba.base.log import checking
from yuanba.base.permits import Role
from yuanba.duties import queries as duties
from yuanba.matters.queries import alarms, lists
from yuanba.people import door, resume
from yuanba.people.models import Person, Post
from yuanba.people.rules import ROLE_WORDS

COOKIE = "post"
# Where somebody with several posts begins: the desk with most to do.
FIRST = [
    Role.WORKER,
    Role.HANDLER,
    Role.TOWNSHIP,
    Role.COUNTY,
    Role.GRIDLEAD,
    Role.GRID,
    Role.MEDIATOR,
    Role.SHOP,
    Role.SUPERVISOR,
    Role.ADMIN,
    Role.SECURITY,
    Role.AUDIT,
]
BADGES = (
    "open",
    "today",
    "late",
    "urged",
    "objected",
    "sort",
    "assign",
    "extend",
    "reopen",
    "answer",
    "judge",
    "call",
    "close",
    "paused",
    "settle",
    "void",
    "waiting",
    "review",
    "helped",
    "leave",
    "asked",
)


# What else is counted beside the rail, in the same statement: name → rows of this person (web/rail.py).
ALSO: dict[str, Callable[[Person], QuerySet[Any]]] = {}
# Who sees that the record, a book or a number does not add up.
WATCHES_RECORD = frozenset({Role.ADMIN, Role.AUDIT, Role.SUPERVISOR})


class Here:
    """The signed-in person, his posts, and the one he works on now."""

    def __init__(self, request: HttpRequest, person: Person) -> None:
        self.person, self.now = person, clock.now()
        self.posts = sorted(person.held(), key=lambda p: (FIRST.index(Role(p.role)), p.pk))
        asked = request.GET.get("post") or request.COOKIES.get(COOKIE, "")
        chosen = [post for post in self.posts if str(post.pk) == asked]
        self.post: Post | None = next(iter(chosen or self.posts), None)

    @cached_property
    def scope(self) -> lists.Scope | None:
        return lists.scope_of(self.post) if self.post else None

    @property
    def role(self) -> Role | None:
        return Role(self.post.role) if self.post else None

    def ask(self, *acts: str) -> Post:
        """The post of this desk, if it may do one of these. A page asks this first, before it reads
        a form or looks for anything: who may not learns nothing. Raises PermissionDenied."""
        if self.post is None or not any(self.role in permits.TABLE[act] for act in acts):
            raise PermissionDenied(acts[0])
        return self.post

    @cached_property
    def counts(self) -> dict[str, int]:
        """Every figure on the page, in one statement, each at most 100; a second one for who watches."""
        also = {name: rows(self.person) for name, rows in ALSO.items()}
        found = lists.counts(self.scope, BADGES, self.now, also)
        if self.role in permits.TABLE["matters.note_alarm"]:
            found["alarms"] = alarms.unseen(self.person)
        if self.role in WATCHES_RECORD:
            found["record"] = checking.alarm(self.now)
        return found

    @property
    def place_name(self) -> str:
        if self.post is None:
            return ""
        return self.post.unit.name if self.post.unit else self.post.place.name

    @property
    def post_name(self) -> str:
        return name_of(self.post) if self.post else ""


def name_of(post: Post) -> str:
    """社区工作者 石桥村: the post as its holder says it."""
    where = post.unit.name if post.unit else post.place.name
    return f"{post.title or ROLE_WORDS[Role(post.role)]} · {where}"


def shown(count: int) -> str:
    """A count as it is shown: nothing for none, 99+ from a hundred."""
    return "99+" if count >= lists.MOST else str(count or "")


def find(request: HttpRequest) -> Here | None:
    """The desk behind this request, or None. No statement where nobody is signed in."""
    kept = request.__dict__
    if "_yuanba_here" not in kept:
        person = door.signed_in(request)
        here = kept["_yuanba_here"] = Here(request, person) if person else None
        if here and here.post:
            duties.speak_as(here.post.place.county_id)
    found: Here | None = kept["_yuanba_here"]
    return found


P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def desk(page: Callable[Concatenate[HttpRequest, Here, P], HttpResponseBase]) -> Page[P]:
    """A page for those who hold a post; others are asked to sign in, or told that it is not theirs."""

    @wraps(page)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        here = find(request)
        if here is None:
            return door.to_sign_in(request)
        if here.post is None:
            raise PermissionDenied("no post")
        resume.put_back(request)
        return page(request, here, *args, **kwargs)

    return guarded


def scope(here: Here) -> lists.Scope:
    """The scope of this desk. Raises PermissionDenied for a post that sees no matters."""
    if here.scope is None:
        raise PermissionDenied("no matters")
    return here.scope


def number(said: Any) -> int | None:
    """An id from an address, or None."""
    text = str(said or "")
    return int(text) if text.isdecimal() and len(text) < 20 else None
