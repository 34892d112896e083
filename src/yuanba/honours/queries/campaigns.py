"""Campaigns as they are shown: at the desk, to those named, and to everybody without the names of those
who do not want it."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from yuanba.base import words_in
from yuanba.councils import queries as councils
from yuanba.councils.models import Procedure
from yuanba.councils.queries import boards
from yuanba.honours.models import Campaign, HonourObjection, HonourVote, Nominee
from yuanba.honours.rules.campaigns import CampaignState, NomineeState, Shown
from yuanba.people.models import Household, Membership, Person
from yuanba.places.models import Place

MOST = 60
LIVING = Membership.objects.filter(household=OuterRef("household"), until=None)
HEAD = Subquery(LIVING.order_by("-head", "id").values("person__name")[:1])
STAYS = Exists(LIVING.filter(person=OuterRef("stands_as")))
OBJECTED = Exists(HonourObjection.objects.filter(nominee=OuterRef("pk"), answered_at=None))
PUBLIC = (NomineeState.CHOSEN, NomineeState.AWARDED)


def label(nominee: Any) -> str:
    """How whoever is honoured is called: the person, or the head of the household, of today or as it agreed."""
    who = nominee.person or (nominee.stands_as if getattr(nominee, "stays", False) else None)
    if who is not None:
        return str(who.name)
    head = getattr(nominee, "head", None)
    if head is None:
        living = nominee.household.members.filter(until=None).order_by("-head", "id")
        head = living.values_list("person__name", flat=True).first()
    return str(head or "")


def public_name(nominee: Any) -> str:
    """As it may stand where everybody reads it; nothing where its owner does not want it, and of a household
    nothing but the name it agreed to: another head is not named unasked."""
    who = nominee.person or (nominee.stands_as if nominee.stays else None)
    if who is None or nominee.shown in {"", Shown.NOBODY}:
        return ""
    return str(who.name) if nominee.shown == Shown.NAME else words_in.mask_name(who.name)


def _rows(found: QuerySet[Nominee]) -> QuerySet[Nominee]:
    rows = found.select_related("campaign__place", "household__place", "person", "stands_as")
    return rows.annotate(head=HEAD, objected=OBJECTED, stays=STAYS)


# ── the desk ──


def campaigns(village: int) -> list[Any]:
    """Newest first, with how many were named and agreed. One statement."""
    agreed = Q(nominees__state__in=[s for s in NomineeState if s not in _NOT_ASKED])
    rows = Campaign.objects.filter(place=village).annotate(
        named=Count("nominees"), agreed=Count("nominees", filter=agreed)
    )
    return list(rows.order_by("-pk")[:MOST])


_NOT_ASKED = {NomineeState.NAMED, NomineeState.DECLINED}


def campaign(campaign_id: int) -> Campaign | None:
    rows = Campaign.objects.select_related("place__parent__parent", "procedure", "called_by")
    return rows.filter(pk=campaign_id).first()


def nominees(found: Campaign) -> list[Nominee]:
    rows = _rows(found.nominees.all()).select_related("named_by")
    return list(rows.order_by("pk")[:300])


def nominee(nominee_id: int) -> Nominee | None:
    rows = _rows(Nominee.objects.all()).select_related(
        "campaign__place__parent__parent", "named_by", "said_by"
    )
    return rows.filter(pk=nominee_id).first()


def objections(found: Nominee) -> list[HonourObjection]:
    return list(found.objections.order_by("at", "pk"))


def sittings(found: Nominee) -> list[HonourVote]:
    rows = HonourVote.objects.filter(nominee=found).select_related("member__person")
    return list(rows.order_by("round", "member"))


def questions(village: Place) -> list[Procedure]:
    """What the village's councils have decided, openly: the ballots that can name who is honoured."""
    return [p for p in boards.openly(village) if p.place_id == village.pk and councils.stands(p)]


# ── those named ──


def mine(person: Person, home: Household) -> list[Nominee]:
    """Where somebody or his household is named. One statement."""
    own = Q(household=home, person=None) | Q(person=person)
    return list(_rows(Nominee.objects.filter(own)).order_by("-pk")[:MOST])


def open_campaigns(village: int) -> list[Campaign]:
    rows = Campaign.objects.filter(place=village, state=CampaignState.OPEN)
    return list(rows.order_by("until", "pk")[:MOST])


def living_at(village: int, address: str, name: str) -> Membership | None:
    """Somebody of the village whom address and full name both name: neither alone tells anything."""
    rows = Membership.objects.filter(
        until=None,
        household__until=None,
        household__place__village_id=village,
        household__address=address.strip()[:120],
        person__name=name.strip()[:60],
    )
    return rows.select_related("household", "person").first()


# ── everybody ──


@dataclass
class Told:
    """A campaign as everybody reads it: the names that may stand there, and how many stand without."""

    campaign: Campaign
    names: list[tuple[str, Nominee]] = field(default_factory=list)
    unnamed: int = 0


def told(village: int) -> list[Told]:
    """Open, listed and honoured, newest first. Two statements."""
    found = {
        one.pk: Told(one) for one in Campaign.objects.filter(place=village).order_by("-pk")[:MOST]
    }
    rows = _rows(Nominee.objects.filter(campaign__in=list(found), state__in=PUBLIC))
    for one in rows.order_by("number", "pk"):
        here = found[one.campaign_id]
        name = public_name(one)
        if one.state == NomineeState.CHOSEN or name:
            here.names.append((name, one))
        else:
            here.unnamed += 1
    return list(found.values())
