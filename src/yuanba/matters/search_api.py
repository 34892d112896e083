"""Search over JSON: what the posts of the signed-in person let him see."""

from datetime import date

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.matters.queries import lists, search
from yuanba.people import door

router = Router(tags=["matters"])


class Ask(Schema):
    """What is looked for. With several posts: `post` is the place or unit of one (/people/me)."""

    q: str = Field(max_length=400)
    after: str = Field("", max_length=20)
    post: str = Field("", max_length=20)


class HitOut(Schema):
    """One matter found, as a line of a list."""

    id: str
    number: str
    title: str
    where: str
    state: str
    reported: date
    text: str  # the part of the words told in which the first asked word stands


class FoundOut(Schema):
    """A page of at most 25, the newest first. `next` goes into `after` of the next question."""

    hits: list[HitOut]
    next: str
    short: list[str]


@router.get("", response=FoundOut, auth=django_auth)
def find(request: HttpRequest, asked: Query[Ask]) -> FoundOut:
    """Every matter with all these words in its text, title, number, place or category.

    Words of two characters and more, with blanks between them. 403 without a post that sees matters.
    """
    held = [p for p in door.actor(request).held() if asked.post in ("", str(p.over))]
    scope = next(filter(None, map(lists.scope_of, held)), None)
    if scope is None:
        raise Denied("no post that sees matters")
    found = search.search(scope, asked.q, clock.now(), asked.after)
    hits = [
        HitOut(
            id=str(hit.row.id),
            number=hit.row.number,
            title=hit.row.title,
            where=hit.row.where,
            state=hit.state,
            reported=hit.reported,
            text="".join(piece for piece, _on in hit.text),
        )
        for hit in found.hits
    ]
    return FoundOut(hits=hits, next=found.next, short=found.short)
