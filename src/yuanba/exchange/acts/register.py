"""The register leaves the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.permits import Actor
from yuanba.places.models import Place


@act
def export_register(
    *, actor: Actor, place_id: int, filters: dict[str, str], rows: int, kind: str, now: datetime
) -> Place:
    """导出台账: who took which part of the register out, by which filters, how many rows."""
    place = Place.objects.get(pk=place_id)
    reach = place.reach | frozenset(getattr(post, "over", 0) for post in _held(actor))
    permits.require(actor, "exchange.export_register", reach=reach)
    facts = {"filters": filters, "rows": rows, "kind": kind}
    records.write("exchange.export_register", place, actor=actor, at=now, **facts)
    return place


def _held(actor: Actor) -> Sequence[Any]:
    return getattr(actor, "held", list)()
