"""The shop at the desk: goods, what lies ready, hours, paper slips, cards, the sheet of a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.utils.timezone import get_default_timezone

from yuanba.base.permits import TABLE
from yuanba.people.models import Household, Person, Post
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.points.models import Dispute, Item, Redemption, Shop, Shot, Slip, SlipDay, Stocktake
from yuanba.points.queries.claims import HEAD, HEAD_OF_HOME
from yuanba.points.rules.shop import Deal

CARDS = 60  # cards of households on one page of the printer's list


def opening(village: int) -> Shop | None:
    """Where the shop is and when it is open. One statement."""
    return Shop.objects.filter(place=village).order_by("-pk").first()


def hours(village: int) -> list[str] | None:
    found = opening(village)
    return list(found.days) if found else None


def has_picture(name: str) -> bool:
    return Shot.objects.filter(name=name).exists()


def deal(deal_id: int) -> Redemption | None:
    rows = Redemption.objects.select_related(
        "item__place", "household__place", "ended_by", "reserved_by", "undone_by", "slip"
    )
    return rows.annotate(head=HEAD).filter(pk=deal_id).first()


def sheets(village: int) -> list[dict[str, Any]]:
    """纸券 as they were printed: how many, how many entered. One statement."""
    rows = Slip.objects.filter(place=village).values("sheet")
    some = rows.annotate(n=Count("pk"), entered=Count("deal"), at=Min("printed_at"))
    return [dict(row) for row in some.order_by("-sheet")[:40]]


def slips(village: int, sheet: int) -> list[Slip]:
    return list(Slip.objects.filter(place=village, sheet=sheet).order_by("n"))


def slip_day(day_id: int) -> SlipDay | None:
    rows = SlipDay.objects.select_related("place", "handed_by", "made_by")
    return rows.filter(pk=day_id).first()


def slips_left(found: SlipDay) -> list[dict[str, Any]]:
    """Which slips of a day did not fit, and why. Two statements."""
    homes = Household.objects.filter(pk__in=[int(one["home"]) for one in found.left])
    known = {home.pk: home.address for home in homes}
    names = dict(
        Item.objects.filter(pk__in=[int(o["item"]) for o in found.left]).values_list("pk", "name")
    )
    return [
        {
            "slip": one["slip"],
            "home": known.get(int(one["home"]), ""),
            "item": names.get(int(one["item"]), ""),
            "why": one["why"],
        }
        for one in found.left
    ]


def keepers(place: Place, today: date) -> list[Person]:
    """Who hands out in this village: those who hold a post with that right there. One statement."""
    held = Post.objects.filter(place__in=place.reach | set(_below(place)), since__lte=today)
    held = held.filter(Q(until=None) | Q(until__gt=today), role__in=TABLE["points.hand_out"])
    people = Person.objects.filter(pk__in=held.values("person"), is_active=True)
    return list(people.order_by("name", "pk"))


def _below(place: Place) -> list[int]:
    return list(places.subtree(place).values_list("pk", flat=True))


def homes(village: int, start: int) -> list[Household]:
    """Households for their cards, in the order of their addresses."""
    rows = Household.objects.filter(place__village_id=village, until=None).annotate(
        head=HEAD_OF_HOME
    )
    return list(rows.order_by("address", "pk")[start : start + CARDS])


def items(village: int) -> list[Item]:
    return list(Item.objects.filter(place=village).order_by("-offered", "name")[:200])


def item(item_id: int) -> Item | None:
    return Item.objects.select_related("place", "shot").filter(pk=item_id).first()


def counting(found: Item) -> Stocktake | None:
    """A first count that waits for the second."""
    return found.stocktakes.filter(second_at=None).select_related("first_by").first()


def reserved(village: int) -> list[Redemption]:
    """What lies ready to be fetched. Codes are the household's to show: this list has none."""
    rows = Redemption.objects.filter(place=village, state=Deal.RESERVED)
    rows = rows.select_related("item", "household").annotate(head=HEAD)
    return list(rows.order_by("until", "pk")[:100])


def disputes(village: int) -> list[Dispute]:
    rows = Dispute.objects.filter(answered_at=None, deal__place=village)
    return list(rows.select_related("deal__item", "deal__household").order_by("at")[:60])


def dispute(dispute_id: int) -> Dispute | None:
    rows = Dispute.objects.select_related("deal__item", "deal__household__place", "deal__ended_by")
    return rows.filter(pk=dispute_id).first()


@dataclass(frozen=True)
class Day:
    """日结单: what was handed out on a day, what was counted, and the sum of points."""

    deals: list[Redemption]
    counts: list[Stocktake]
    points: int


def day(village: int, on: date) -> Day:
    """Three statements."""
    begin = datetime(on.year, on.month, on.day, tzinfo=get_default_timezone())
    end = begin + timedelta(days=1)
    handed = Redemption.objects.filter(
        place=village, state=Deal.HANDED, ended_at__gte=begin, ended_at__lt=end
    )
    counts = Stocktake.objects.filter(
        item__place=village, second_by__isnull=False, second_at__gte=begin, second_at__lt=end
    )
    rows = handed.select_related("item", "household", "ended_by", "slip").annotate(head=HEAD)
    return Day(
        deals=list(rows.order_by("ended_at", "pk")),
        counts=list(counts.select_related("item", "first_by", "second_by").order_by("second_at")),
        points=handed.aggregate(n=Sum("points"))["n"] or 0,
    )
