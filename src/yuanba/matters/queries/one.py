"""One matter, for somebody who may see it."""

from django.db.models import Exists, OuterRef, Subquery

from yuanba.base import permits
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor, Role
from yuanba.matters import sight
from yuanba.matters.models import Ask, Contest, Duplicate, Exclusion, Matter, Photo
from yuanba.matters.models.contest import WAITS
from yuanba.matters.rules import Asked
from yuanba.matters.rules.exclusion import LIVING

# What waits beside it: a neighbour's word, an exclusion asked for, decided or objected to.
WAITING_CONTEST = Exists(Contest.objects.filter(WAITS, matter=OuterRef("pk")))
EXCLUSION_STAGE = Subquery(
    Exclusion.objects.filter(matter=OuterRef("pk"), stage__in=sorted(LIVING)).values("stage")[:1]
)
LEADS = Exists(Duplicate.objects.filter(into=OuterRef("pk")))
# A restricted matter is seen by those who sort, lead or handle it, and by its reporter (12.2).
NAMED = {Role.REPORTER, Role.WORKER, Role.TOWNSHIP, Role.COUNTY, Role.HANDLER}


def one(reader: Actor, matter_id: int) -> Matter:
    """The matter with everything its page shows, in one statement.

    Raises Denied alike for "none" and "not yours".
    """
    matter = (
        Matter.objects.select_related(
            "place",
            "category",
            "unit",
            "owner",
            "supervisor",
            "contact",
            "recorder",
            "speaking__unit",
            "goes_with__into",
            "showing",
        )
        .annotate(urging=_waits(Asked.URGE), objecting=_waits(Asked.OBJECTION))
        .annotate(contested=WAITING_CONTEST, exclusion=EXCLUSION_STAGE, leads=LEADS)
        .filter(pk=matter_id)
        .first()
    )
    if matter is None:
        raise Denied("matters.see")
    permits.require(reader, "matters.see", reach=matter.reach)
    if not sees(reader, matter):
        raise Denied("matters.see")
    return matter


def _waits(kind: Asked) -> Exists:
    """Whether its reporter waits for something of this kind."""
    return Exists(Ask.objects.filter(matter=OuterRef("pk"), kind=kind, settled_at=None))


def sees(reader: Actor, matter: Matter) -> bool:
    """Whether the reader may see this one, given that a post reaches it."""
    if sight.shut(matter, reader):
        return False
    if not matter.restricted or reader.pk in {matter.owner_id, matter.supervisor_id}:
        return True
    return bool(reader.roles_in(matter.reach) & NAMED)


def has_photo(matter: Matter, name: str) -> bool:
    """Whether a picture of this name hangs on this matter."""
    return Photo.objects.filter(matter=matter, name=name).exists()
