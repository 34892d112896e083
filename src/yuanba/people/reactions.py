"""What happens to households and units when something happened to their places. Posts wait for the security
administrator (acts/following.py): who draws places gives nobody rights."""

from collections.abc import Sequence

from yuanba.base.models import Record
from yuanba.base.text import _
from yuanba.people.models import Household, Unit
from yuanba.places.models import Place


def follow_merge(record: Record) -> None:
    """合并: what is written down at a place that is no more belongs to the one that goes on for it; the
    record of the merge says where it was. Households with a building or courtyard stay in it."""
    _go_over(record.facts.get("gone", []), record.subject_id)


def follow_split(record: Record) -> None:
    """拆分: where the old place ends, what is written down at itself goes to the first part; the desk moves
    from there what belongs to another."""
    if record.facts.get("ends") and record.facts["made"]:
        _go_over([record.subject_id], int(record.facts["made"][0]))


def follow_end(record: Record) -> None:
    """撤销建制, 撤销: to the first heir, or to the village that a grid was in."""
    gone = Place.objects.get(pk=record.subject_id)
    heirs = record.facts.get("into") or [gone.village_id]
    _go_over([gone.pk], int(heirs[0]))


def _go_over(gone: Sequence[str | int], into: int) -> None:
    ids = [int(pk) for pk in gone]
    Household.objects.filter(place_id__in=ids).update(place_id=into)
    for unit in Unit.objects.filter(place_id__in=ids).select_related("place").order_by("pk"):
        if Unit.objects.filter(place_id=into, name=unit.name).exists():
            unit.name = (
                _("%(name)s（原%(place)s）") % {"name": unit.name, "place": unit.place.name}
            )[:80]
        unit.place_id = into
        unit.save(update_fields=["name", "place"])
