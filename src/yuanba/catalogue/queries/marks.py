"""How far the record of a place has come, so that a page made before is known to be still true; and which
leaf vouches for a row."""

from collections.abc import Iterable

from django.db.models import Max, Q, Sum

from yuanba.base.log.models import Leaf, Tree
from yuanba.base.models import Counter, Record
from yuanba.disclosure.models import COUNTED_AT
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM, Kind

SETTLED = 120  # seconds: no transaction lives longer (base.following)


def mark(place: Place) -> str:
    """Changes with every act in this place, in those below it and in its county, and once more when the
    counts have followed. Two statements."""
    ids = Q(pk__in=[pk for pk in (place.pk, place.township_id, place.county_id) if pk])
    if place.kind not in BOTTOM:
        column = "county_id" if place.kind == Kind.COUNTY else "township_id"
        ids |= Q(pk__in=Place.objects.filter(**{column: place.pk}, kind__in=BOTTOM).values("pk"))
    found = Tree.objects.filter(ids).aggregate(size=Sum("size", default=0), last=Max("last"))
    counted = Counter.objects.filter(name=COUNTED_AT).values_list("n", flat=True).first() or 0
    settled = counted > (found["last"] or 0) + SETTLED
    return f"{found['size']}-{'' if settled else counted}"


def records(place_ids: Iterable[int]) -> dict[int, int]:
    """How many leaves the record of each of these places has; none where there is no record. One
    statement."""
    found = Tree.objects.filter(pk__in=list(place_ids), size__gt=0)
    return dict(found.values_list("pk", "size"))


def leaves(subjects: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The last leaf about each of these things: tree and index. Two statements."""
    wanted: dict[str, set[int]] = {}
    for one in subjects:
        kind, _colon, pk = one.partition(":")
        if pk:
            wanted.setdefault(kind, set()).add(int(pk))
    if not wanted:
        return {}
    about = Q(pk__in=[])
    for kind, ids in wanted.items():
        about |= Q(subject_kind=kind, subject_id__in=ids)
    last = Record.objects.filter(about).order_by().values_list("subject_kind", "subject_id")
    of = {pk: f"{kind}:{subject}" for kind, subject, pk in last.annotate(n=Max("pk"))}
    found = Leaf.objects.filter(record__in=of).values_list("record", "tree_id", "n")
    return {of[record]: (tree, n) for record, tree, n in found}
