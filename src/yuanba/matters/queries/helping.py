"""What other units are asked to help with, and what a firm without an account may see."""

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from yuanba.base import permits
from yuanba.base.errors import Denied
from yuanba.base.permits import Role
from yuanba.matters import sight
from yuanba.matters.models import OPEN_HELP, HelperTask, Matter, OutsideLink
from yuanba.matters.queries.timeline import TOGETHER
from yuanba.people.models import Person, Post
from yuanba.people.rules import LOCAL, UnitKind
from yuanba.people.seats import sits_in

MOST = 50
PHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)"
)


def asked_of(post: Post) -> list[HelperTask]:
    """The open tasks of the units of this desk, the earliest day first. One statement."""
    found = HelperTask.objects.filter(OPEN_HELP).filter(_units(post))
    found = found.select_related("unit", "matter__place", "matter__unit")
    found = found.filter(sight.open_to(sight.stand_of(post.person), "matter__"))
    return list(found.order_by("due_on", "id")[:MOST])


def _units(post: Post) -> Q:
    if post.role == Role.HANDLER:
        return Q(unit=post.unit_id)
    kinds = sorted(LOCAL | {UnitKind.STREET})
    return Q(unit__place=post.place_id, unit__kind__in=kinds)


def task(reader: Person, helper_id: int) -> HelperTask:
    """One task, for somebody of the unit that is asked. Raises Denied alike for none and not yours."""
    rows: QuerySet[HelperTask] = HelperTask.objects.select_related(
        "unit", "matter__place", "matter__unit", "asked_by"
    )
    found = rows.filter(pk=helper_id).first()
    if found is None or not sits_in(reader, found.unit) or sight.shut(found.matter, reader):
        raise Denied("matters.answer_help")
    return found


def asked_by_us(reader: Person, helper_id: int) -> HelperTask:
    """One task, for somebody who may withdraw it. Raises Denied alike for none and not yours."""
    found = HelperTask.objects.select_related("unit", "matter").filter(pk=helper_id).first()
    if found is None:
        raise Denied("matters.withdraw_help")
    permits.require(reader, "matters.withdraw_help", reach=found.matter.reach)
    if sight.shut(found.matter, reader):
        raise Denied("matters.withdraw_help")
    return found


def matter_of(link: OutsideLink) -> Matter:
    """The one matter that a firm's link opens; whoever holds the link may read its words and place."""
    return Matter.objects.select_related("place", "contact").get(pk=link.matter_id)


@dataclass(frozen=True)
class Needed:
    """What a helper needs to know, and nothing else: the words, the place, the pictures as told."""

    number: str
    title: str
    text: str
    where: str


def needed(matter: Matter) -> Needed:
    """Of a restricted matter only its number: what the helper has to know stands in the task."""
    where = " ".join(filter(None, [matter.place.name, matter.spot]))
    if matter.restricted:
        return Needed(matter.number, "", "", matter.place.name)
    return Needed(matter.number, matter.title, matter.text, where)


def told_photos(matter: Matter) -> list[str]:
    """The names of the pictures that came with the telling. One statement, none if restricted."""
    if matter.restricted:
        return []
    rows = matter.photos.filter(done=False, at__lt=matter.reported_at + TOGETHER)
    return list(rows.order_by("id").values_list("name", flat=True))


def without_contacts(matter: Matter) -> str:
    """The words as a firm reads them: the reporter's name and every telephone number are gone."""
    contact = getattr(matter, "contact", None)
    said = PHONE.sub("…", matter.text)
    for word in (contact.name, contact.phone) if contact else ():
        if len(word) > 1:
            said = said.replace(word, "…")
    return said
