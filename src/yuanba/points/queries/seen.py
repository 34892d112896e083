"""Seen by everyone who supervises: who awards whom, without evidence, caps reached, what was objected."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum

from yuanba.points.models import Claim, Dispute, Objection, Picture
from yuanba.points.queries.claims import HEAD
from yuanba.points.rules.claims import State

MOST = 50


@dataclass(frozen=True)
class Pair:
    """How much one checker confirmed for one household."""

    checker: str
    address: str
    head: str
    many: int
    points: int
    percent: int  # of everything this checker confirmed


@dataclass(frozen=True)
class Seen:
    pairs: list[Pair]  # the largest first
    awards: int
    bare: int  # with neither photo nor words
    objections: int
    upheld: int
    disputes: int
    returned: int


def seen(village: int, since: datetime) -> Seen:
    """Of what was booked since then. Five statements."""
    booked = Claim.objects.filter(
        place=village, state=State.BOOKED, points__gt=0, booked_at__gte=since
    )
    whole = dict(booked.values_list("checked_by").annotate(n=Sum("points")))
    rows = (
        booked.values("checked_by", "checked_by__name", "household__address")
        .annotate(many=Count("pk"), sum=Sum("points"), head=HEAD)
        .order_by("-sum", "checked_by", "household__address")[:MOST]
    )
    pictured = Exists(Picture.objects.filter(claim=OuterRef("pk")))
    counts = booked.aggregate(
        awards=Count("pk"), bare=Count("pk", filter=Q(note="") & Q(~pictured))
    )
    said = Objection.objects.filter(claim__place=village, at__gte=since).aggregate(
        n=Count("pk"), upheld=Count("pk", filter=Q(upheld=True))
    )
    about = Dispute.objects.filter(deal__place=village, at__gte=since).aggregate(
        n=Count("pk"), upheld=Count("pk", filter=Q(upheld=True))
    )
    return Seen(
        pairs=[_pair(row, whole) for row in rows],
        awards=counts["awards"],
        bare=counts["bare"],
        objections=said["n"],
        upheld=said["upheld"],
        disputes=about["n"],
        returned=about["upheld"],
    )


def _pair(row: Any, whole: dict[Any, int]) -> Pair:
    return Pair(
        checker=row["checked_by__name"] or "",
        address=row["household__address"],
        head=row["head"] or "",
        many=row["many"],
        points=row["sum"],
        percent=round(100 * row["sum"] / whole[row["checked_by"]]),
    )
