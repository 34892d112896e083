"""Whom somebody has to go and see: the visits of a post, and one of them."""

from dataclasses import dataclass
from datetime import datetime

from yuanba.base import permits
from yuanba.base.errors import Denied
from yuanba.base.words_in import mask_name, mask_phone
from yuanba.matters import sight
from yuanba.matters.models import Matter
from yuanba.matters.queries import speaking
from yuanba.matters.queries.one import NAMED, sees
from yuanba.notices.models import Visit
from yuanba.notices.queries import LINK
from yuanba.notices.rules import Channel, Kind, VisitState
from yuanba.people.models import Person, Post
from yuanba.places.rules import SCOPE_OF
from yuanba.places.rules import Kind as PlaceKind

PAGE = 30


@dataclass(frozen=True, slots=True)
class Task:
    """One visit in a list: whom, where, about what, since when."""

    id: int
    number: str
    title: str
    name: str
    where: str
    asks: bool  # the person is also asked whether it is solved
    tries: int
    made_at: datetime
    paper: bool


def waiting(post: Post, *, after: int | None = None, most: int = PAGE) -> list[Task]:
    """The open visits in the place of this post, the oldest first; one more than a page. One
    statement. Restricted matters only for those who may see them."""
    column = SCOPE_OF.get(PlaceKind(post.place.kind))
    if post.role not in permits.TABLE["notices.visit"] or column is None:
        return []
    seen = sight.open_to(sight.stand_of(post.person), "matter__")
    rows = Visit.objects.filter(seen, **{column: post.place_id}, state=VisitState.WAITING)
    if post.role not in NAMED:
        rows = rows.filter(matter__restricted=False)
    if after is not None:
        rows = rows.filter(id__gt=after)
    wanted = ("matter__place", "message")
    return [_task(row) for row in rows.select_related(*wanted).order_by("id")[: most + 1]]


def _task(row: Visit) -> Task:
    matter = row.matter
    return Task(
        id=row.pk,
        number=matter.number,
        title=matter.title,
        name=mask_name(row.message.to_name),
        where=f"{matter.place.name} {matter.spot}".strip(),
        asks=row.message.kind in {Kind.REPLIED, Kind.SILENCE},
        tries=row.tries,
        made_at=row.made_at,
        paper=row.message.channel == Channel.PAPER,
    )


@dataclass(frozen=True)
class Sheet:
    """What somebody at the door needs: whom to see, where, what to say, what to ask. Name and number
    are masked until somebody has asked for them with a reason (trust.md P8)."""

    visit: Visit
    matter: Matter
    name: str
    phone: str
    clear: bool
    may_look: bool
    where: str
    say: str
    asks: bool
    spoken: str
    open: bool


def one(reader: Person, visit_id: int, *, clear: bool = False) -> Sheet:
    """One visit; `clear` after a look that left its record (notices.look). Raises Denied alike for
    "none" and "not yours". One statement."""
    wanted = (
        "message", "matter__place", "matter__unit", "matter__contact", "matter__speaking__unit",
        "done_by",
    )  # fmt: skip
    visit = Visit.objects.filter(pk=visit_id).select_related(*wanted).first()
    if visit is None:
        raise Denied("notices.visit")
    permits.require(reader, "notices.visit", reach=visit.reach)
    matter = visit.matter
    if not sees(reader, matter):
        raise Denied("notices.visit")
    to = visit.message
    told = matter.reply if visit.message.kind == Kind.REPLIED and matter.reply else ""
    return Sheet(
        visit=visit,
        matter=matter,
        name=to.to_name if clear else mask_name(to.to_name),
        phone=to.to_phone if clear or not to.to_phone else mask_phone(to.to_phone),
        clear=clear,
        may_look=not clear
        and bool(to.to_name or to.to_phone)
        and visit.state == VisitState.WAITING
        and permits.may(reader, "notices.look", reach=visit.reach) is not None,
        where=f"{matter.place.name} {matter.spot}".strip(),
        say=told or LINK.sub("", visit.message.text),
        asks=visit.message.kind in {Kind.REPLIED, Kind.SILENCE} and matter.state == "replied",
        spoken=speaking.said(matter, names="masked"),
        open=visit.state == VisitState.WAITING,
    )
