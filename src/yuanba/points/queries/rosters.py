"""签到表 as they are shown: how many wait to be checked, who is on one, who was left out and why."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from yuanba.people.models import Household
from yuanba.points.models import Claim, Roster
from yuanba.points.queries.claims import HEAD, HEAD_OF_HOME, LISTS
from yuanba.points.rules.claims import State


def open_claims(roster: Roster) -> QuerySet[Claim]:
    return Claim.objects.filter(source_id=roster.pk, state=State.TOLD).order_by("pk")


def one(roster_id: int) -> Roster | None:
    rows = Roster.objects.select_related("place", "line", "made_by")
    return rows.filter(pk=roster_id).first()


def waiting(village: int) -> list[Any]:
    """Lists of which something waits to be checked, the oldest first. Two statements."""
    told = Claim.objects.filter(place=village, source_kind=LISTS, state=State.TOLD)
    rows_of = told.values_list("source_id").annotate(n=Count("pk"))
    many = {pk: n for pk, n in rows_of if pk is not None}
    found = Roster.objects.filter(pk__in=many).select_related("line").order_by("pk")[:60]
    rows: list[Any] = list(found)
    for row in rows:
        row.waiting = many[row.pk]
    return rows


def claims(roster: Roster) -> list[Claim]:
    rows = Claim.objects.filter(source_id=roster.pk).select_related("household", "line")
    return list(rows.annotate(head=HEAD).order_by("household__address", "pk"))


def left(roster: Roster) -> list[tuple[str, str]]:
    """Who of the list got no claim, and why. One statement."""
    why = {int(one["home"]): one["why"] for one in roster.left}
    rows = Household.objects.filter(Q(pk__in=why)).annotate(head=HEAD_OF_HOME)
    return [(f"{home.address} {home.head or ''}".strip(), why[home.pk]) for home in rows]
