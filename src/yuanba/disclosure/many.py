"""Which rows may go to the wall together, and what a person sees of them before. Reads only.

Imported rows (closed elsewhere) in which masking found nothing. Where it found something, the row
waits to be read by itself, and is counted here.
"""

import hashlib
from dataclasses import dataclass

from django.db.models import QuerySet

from yuanba.base import permits
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.disclosure.models import Release, Row
from yuanba.disclosure.rules import RowState
from yuanba.people.models import Post
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind

MOST = 100_000  # rows of one release
SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Meant:
    """The rows one release would take."""

    n: int
    left_out: int
    upto: int  # id of the last one
    sample: tuple[int, ...]  # ids


def column_of(place: Place) -> str:
    """The column by which rows lie in this place. Raises Denied below a village: no wall there."""
    column = SCOPE_OF.get(Kind(place.kind))
    if column is None or column == "grid_id":
        raise Denied("disclosure.see_many")
    return column


def plain(place: Place, seed: str = "") -> Meant:
    """What could go up together in this place now. Two statements."""
    drafts = Row.objects.filter(
        **{column_of(place): place.pk}, state=RowState.DRAFT, imported=True
    ).order_by("id")
    ids = list(drafts.filter(masked=False).values_list("id", flat=True)[:MOST])
    left_out = drafts.filter(masked=True).count()
    return Meant(len(ids), left_out, ids[-1] if ids else 0, _sample(ids, seed))


def rows(release: Release) -> QuerySet[Row]:
    """The rows of a release that are not up yet, the oldest first."""
    return Row.objects.filter(
        **{column_of(release.place): release.place_id},
        state=RowState.DRAFT,
        imported=True,
        masked=False,
        id__lte=release.upto,
    ).order_by("id")


def sample_of(release: Release) -> list[Row]:
    """Rows of a release chosen by its number: another sample than the proposer saw. Two statements."""
    ids = list(rows(release).values_list("id", flat=True)[:MOST])
    return some(_sample(ids, str(release.pk)))


def some(ids: tuple[int, ...]) -> list[Row]:
    return list(Row.objects.filter(pk__in=ids).order_by("id"))


def _sample(ids: list[int], seed: str) -> tuple[int, ...]:
    """Twenty chosen by a hash of the seed and the id: nobody picks them, anybody can check."""

    def lot(pk: int) -> bytes:
        return hashlib.sha256(f"{seed}:{pk}".encode()).digest()

    return tuple(sorted(sorted(ids, key=lot)[:SAMPLE]))


def here(actor: Actor, post: Post) -> Place:
    """The place of the reader's post, if many may be released for it. Raises Denied."""
    permits.require(actor, "disclosure.see_many", reach=post.place.reach)
    column_of(post.place)
    return post.place


def waiting(place: Place) -> Release | None:
    """The latest release of this place, whatever became of it."""
    found = Release.objects.filter(place=place).select_related(
        "place", "proposed_by", "released_by"
    )
    return found.order_by("-id").first()


def one(actor: Actor, release_id: int) -> Release:
    """A release, for those who may see it. Raises Denied alike for "none" and "not yours"."""
    found = Release.objects.select_related("place", "proposed_by", "released_by")
    release = found.filter(pk=release_id).first()
    if release is None:
        raise Denied("disclosure.see_many")
    permits.require(actor, "disclosure.see_many", reach=release.place.reach)
    return release
