"""What is shown of proofs: to the village its register, to everybody whether one is genuine."""

from datetime import date

from django.db.models import Count

from yuanba.base.permits import Actor, may
from yuanba.lists import queries as lists
from yuanba.lists.models import Line
from yuanba.lists.rules import Kind
from yuanba.people.models import Post
from yuanba.proofs.models import Proof, Turned

MOST = 100
KINDS = (Kind.PROOF_YES, Kind.PROOF_NO)


def offered(county_id: int, day: date, words: str = "") -> list[Line]:
    """What may be issued here and what not, searched by words. One statement."""
    found = lists.lines(county_id, day, *KINDS)
    return lists.find(found, words) if words else found


def line(county_id: int | None, line_id: int | None, day: date) -> Line | None:
    return lists.line(county_id, line_id, day, *KINDS) if county_id and line_id else None


def same_kind(proof: Proof, day: date) -> Line | None:
    """The line of this proof as it stands today, also in a newer edition. One statement."""
    county = proof.place.county_id or 0
    rows = [one for one in lists.lines(county, day, Kind.PROOF_YES) if one.code == proof.line.code]
    return rows[0] if rows else None


def register(post: Post, *, words: str = "", before: int | None = None) -> list[Proof]:
    """Those of this post's village, township or county, the newest first; by their number, or older than
    one. One more than a page holds, if there are more. One statement."""
    place = post.place
    column = {place.county_id: "county_id", place.township_id: "township_id"}
    within = {f"place__{column.get(place.pk, 'village_id')}": place.pk}
    if place.pk not in column:
        within = {"place__village_id": place.village_id or place.pk}
    rows = Proof.objects.filter(**within).select_related("place", "line")
    if words:
        year, _dash, n = words.rpartition("-")
        rows = rows.filter(n=int(n)) if n.isascii() and n.isdigit() and len(n) < 8 else rows.none()
        year = year[-4:]
        rows = rows.filter(year=int(year)) if year.isascii() and year.isdigit() else rows
    rows = rows.filter(pk__lt=before) if before else rows
    return list(rows.defer("holder", "text", "to_whom").order_by("-pk")[: MOST + 1])


def one(reader: Actor, proof_id: int) -> Proof | None:
    near = ("place__parent", "line__edition", "issued_by", "replaces__place", "replaced_by__place")
    found = Proof.objects.select_related(*near)
    proof = found.filter(pk=proof_id).first()
    if proof is None or may(reader, "proofs.see", reach=proof.reach) is None:
        return None
    return proof


def slip(reader: Actor, turned_id: int) -> Turned | None:
    found = Turned.objects.select_related("place", "line__edition").filter(pk=turned_id).first()
    if found is None or may(reader, "proofs.see", reach=found.reach) is None:
        return None
    return found


def by_code(code: str) -> Proof | None:
    """For everybody who holds the paper. One statement."""
    if len(code) != 32:
        return None
    rows = Proof.objects.select_related("place__parent", "line__edition", "replaced_by__place")
    rows = rows.defer("replaced_by__holder", "replaced_by__text", "replaced_by__to_whom")
    return rows.defer("holder", "text", "to_whom").filter(code=code).first()


def turned(county_id: int, since: date) -> list[tuple[str, int]]:
    """How often each proof was asked that is not issued here, in a county. One statement."""
    rows = Turned.objects.filter(place__county_id=county_id, at__date__gte=since)
    counted = rows.values_list("line__name").annotate(n=Count("pk")).order_by("line__name")
    return [(name, n) for name, n in counted]
