"""公开目录: issued for a year, another version whenever it changes."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.catalogue.acts.common import person, today
from yuanba.catalogue.models import Catalogue, Item
from yuanba.catalogue.rules import items as rules
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM, Kind


@act
def adopt(
    *,
    actor: Actor,
    place_id: int,
    year: int,
    items: Sequence[rules.Item],
    terms: rules.Terms,
    source: str,
    verified: bool,
    now: datetime,
) -> Catalogue:
    """发布公开目录: a whole version for a year. Issues drafted before stay under theirs."""
    place = Place.objects.select_for_update().filter(pk=place_id, until=None).first()
    if place is None or place.kind not in BOTTOM | {Kind.TOWNSHIP, Kind.COUNTY}:
        raise Denied("catalogue.adopt")
    permits.require(actor, "catalogue.adopt", reach=place.reach)
    kept, days, said = rules.catalogue(items, terms, year=year, source=source, today=today(now))
    last = Catalogue.objects.filter(place=place, year=year).order_by("-n").first()
    found = Catalogue.objects.create(
        place=place,
        year=year,
        n=last.n + 1 if last else 1,
        source=said,
        verified=verified,
        **asdict(days),
        made_at=now,
        made_by=person(actor, "catalogue.adopt"),
    )
    Item.objects.bulk_create(Item(catalogue=found, **asdict(one)) for one in kept)
    facts = {"year": year, "n": found.n, "items": len(kept), "source": said, "verified": verified}
    records.write("catalogue.adopt", found, actor=actor, at=now, **facts, **asdict(days))
    return found
