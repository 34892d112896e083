"""Seen by everyone who supervises: who awards whom, without evidence, caps reached, what was objected."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum

from yuanba.points.models import Claim, Dispute, Objection, Picture, Ruling
from yuanba.points.queries.claims import HEAD
from yuanba.points.rules.claims import State

MOST = 50
OFTEN = 10


@dataclass(frozen=True)
class Pair:
    """How much one checker confirmed for one household."""

    checker: str
    address: str
    head: str
    many: int
    points: int
    percent: int  # of everything this checker confirmed
    of: int  # how many awards he confirmed
    checker_id: int


@dataclass(frozen=True)
class Seen:
    pairs: list[Pair]  # the largest first
    awards: int
    bare: int  # with neither photo nor words
    objections: int
    upheld: int
    disputes: int
    returned: int
    capped: int  # a household reached the most of a line in a period
    taken: int  # decisions of the council that took points
    fell: int  # of these, found wrong afterwards

    @property
    def most(self) -> int:
        """The largest part, in percent, of what one checker confirmed that went to one household; of
        checkers with fewer than ten awards nothing is said, it would be chance. A number, nobody's name."""
        often = {p.checker_id for p in self.pairs if p.of >= OFTEN}
        return max((p.percent for p in self.pairs if p.checker_id in often), default=0)


def seen(village: int, since: datetime) -> Seen:
    """Of what was booked since then. Eight statements."""
    booked = Claim.objects.filter(
        place=village, state=State.BOOKED, points__gt=0, booked_at__gte=since
    )
    found = booked.values_list("checked_by").annotate(n=Sum("points"), many=Count("pk"))
    whole = {pk: (n, many) for pk, n, many in found}
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
    ruled = Ruling.objects.filter(claim__place=village, at__gte=since)
    fallen = Q(claim__state__in=[State.DROPPED, State.REVERSED])
    took = ruled.aggregate(n=Count("pk"), fell=Count("pk", filter=fallen))
    return Seen(
        pairs=[_pair(row, whole) for row in rows],
        awards=counts["awards"],
        bare=counts["bare"],
        objections=said["n"],
        upheld=said["upheld"],
        disputes=about["n"],
        returned=about["upheld"],
        capped=_capped(booked),
        taken=took["n"],
        fell=took["fell"],
    )


def _capped(booked: Any) -> int:
    full = (
        booked.exclude(line__cap=None)
        .values("household", "code", "period_on")
        .annotate(n=Sum("points"), most=Max("line__cap"))
        .filter(n__gte=F("most"))
    )
    return int(full.count())


def _pair(row: Any, whole: dict[Any, tuple[int, int]]) -> Pair:
    return Pair(
        checker=row["checked_by__name"] or "",
        address=row["household__address"],
        head=row["head"] or "",
        many=row["many"],
        points=row["sum"],
        percent=round(100 * row["sum"] / whole[row["checked_by"]][0]),
        of=whole[row["checked_by"]][1],
        checker_id=row["checked_by"] or 0,
    )
