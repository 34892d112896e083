"""What is shown about messages: what the desk still has to tell, what a person was told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Max, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from yuanba.base import permits
from yuanba.base.permits import Actor
from yuanba.base.words_in import mask_name, mask_phone
from yuanba.matters import follow, sight
from yuanba.notices.models import STILL_OPEN, Message, Preference
from yuanba.notices.rules import BY_HAND, Channel, State
from yuanba.people.models import Person
from yuanba.places.rules import SCOPE_OF, Kind

PAGE = 30
# Whoever holds the link speaks as the person: the desk does not get it (trust.md T4).
LINK = re.compile(r"\s*[^。！？\s]*https?://\S+")

VIEWS: dict[str, Q] = {
    "call": Q(channel__in=sorted(BY_HAND), state=State.WAITING, visit__isnull=True),
    "print": Q(channel=Channel.PAPER, state=State.WAITING),
    "failed": Q(state=State.FAILED),
    "untold": Q(state=State.UNTOLD),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One message as the desk sees it: name and number masked; clear ones cost a reason."""

    id: int
    matter_id: int | None
    number: str
    channel: str
    state: str
    kind: str
    name: str
    phone: str
    text: str
    tries: int
    made_at: datetime
    slip: str  # the path of the printed slip, or empty
    link: str = ""  # the page it speaks of
    new: bool = False  # in one's own list: not marked as read yet


def within(reader: Person, act: str) -> Q:
    """The rows whose place the reader's posts reach, by the scope columns."""
    found = Q(pk__in=[])
    for post in reader.held():
        column = SCOPE_OF.get(Kind(post.place.kind))
        if post.role in permits.TABLE[act] and column not in (None, "grid_id"):
            found |= Q(**{str(column): post.place_id})
    return found


def _told_by(reader: Person) -> Q:
    """What this reader may still have to tell: never about a matter that is kept from him."""
    return within(reader, "notices.see") & sight.open_to(sight.stand_of(reader), "matter__")


def tasks(reader: Person, view: str, *, after: int | None = None) -> list[Line]:
    """What is still to tell: the oldest first, one page and one more. One statement."""
    rows = Message.objects.filter(_told_by(reader), STILL_OPEN, VIEWS[view])
    if after is not None:
        rows = rows.filter(id__gt=after)
    return [_line(m) for m in rows.select_related("matter").order_by("id")[: PAGE + 1]]


def counts(reader: Person) -> dict[str, int]:
    """How many wait in each view, among the first 2,000. One statement."""
    rows = Message.objects.filter(_told_by(reader), STILL_OPEN)
    some = list(rows.values_list("channel", "state", "visit")[:2000])
    return {
        "call": sum(c in BY_HAND and s == State.WAITING and not v for c, s, v in some),
        "print": sum(c == Channel.PAPER and s == State.WAITING for c, s, _v in some),
        "failed": sum(s == State.FAILED for _c, s, _v in some),
        "untold": sum(s == State.UNTOLD for _c, s, _v in some),
    }


def everything(*, before: int | None = None) -> list[Line]:
    """The demo's outbox: every message as it went, codes too. Nothing outside the demo."""
    if not settings.DEMO:
        return []
    rows = Message.objects.select_related("matter").order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [_line(m, clear=True) for m in rows[: PAGE + 1]]


def told(person: Actor, *, before: int | None = None) -> list[Line]:
    """What a signed-in person was told about his own matters (R14) and, on the staff, about his work, the
    newest first. Three statements, each along its index."""
    if person.pk is None:
        return []
    found: list[Message] = []
    for rows in _own(person.pk):
        some = rows.select_related("matter").order_by("-id")
        found += some[: PAGE + 1] if before is None else some.filter(id__lt=before)[: PAGE + 1]
    newest = sorted({m.pk: m for m in found}.values(), key=lambda m: -m.pk)
    upto = seen(person) if newest else 0
    return [replace(_line(m), new=m.pk > upto) for m in newest[: PAGE + 1]]


def _own(person_id: int) -> tuple[QuerySet[Message], QuerySet[Message]]:
    """About matters that he told, and to his own inbox."""
    about = Message.objects.filter(matter__reporter_id=person_id).exclude(state=State.UNTOLD)
    return about.exclude(kind="silence"), Message.objects.filter(person_id=person_id)


def newest(person: Actor) -> int:
    """The newest message of this person's own; 0: none. Two statements."""
    found = [rows.aggregate(n=Max("id"))["n"] for rows in _own(person.pk or 0)]
    return max(n or 0 for n in found)


def seen(person: Actor) -> int:
    """How far he has read. One statement."""
    found = Preference.objects.filter(person_id=person.pk or 0).values_list("seen", flat=True)
    return found.first() or 0


def unread(person: Person) -> QuerySet[Message]:
    """What waits to be read in the inbox of somebody on the staff, along its index."""
    upto = Preference.objects.filter(person=person).values("seen")[:1]
    return Message.objects.filter(person=person, id__gt=Coalesce(Subquery(upto), 0)).order_by()


def language(person: Actor) -> str:
    """The language a person chose for his messages; empty: none. One statement."""
    chosen = Preference.objects.filter(person_id=person.pk or 0).values_list("language", flat=True)
    return chosen.first() or ""


def about(matter_ids: Sequence[int]) -> list[Message]:
    """The messages about these matters, oldest first; for the file of a matter."""
    return list(Message.objects.filter(matter_id__in=matter_ids).order_by("id"))


def _line(message: Message, *, clear: bool = False) -> Line:
    matter = message.matter
    return Line(
        id=message.pk,
        matter_id=message.matter_id,
        number=matter.number if matter else "",
        channel=message.channel,
        state=message.state,
        kind=message.kind,
        name=message.to_name if clear else mask_name(message.to_name),
        phone=message.to_phone if clear else _masked(message.to_phone),
        text=message.text if clear else LINK.sub("", message.text),
        tries=message.tries,
        made_at=message.made_at,
        slip=f"/f/{follow.token(matter)}/slip" if matter else "",
        link=message.link,
    )


def _masked(phone: str) -> str:
    return mask_phone(phone) if phone else ""
