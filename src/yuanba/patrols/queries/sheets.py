"""Paper sheets that came back as a photo and wait for somebody to type them in."""

from yuanba.patrols.models import PaperSheet
from yuanba.people.models import Post
from yuanba.people.queries.common import below
from yuanba.places.models import Place

MOST = 20


def photographed(place: Place, code: str) -> PaperSheet | None:
    """This sheet, where it was photographed. One statement."""
    return PaperSheet.objects.filter(place=place, code=code).exclude(name="").first()


def sheet_has(place: Place, name: str) -> bool:
    return bool(name) and PaperSheet.objects.filter(place=place, name=name).exists()


def to_type(post: Post) -> list[PaperSheet]:
    """What was photographed and not typed in yet within the place of a post, the oldest first. One
    statement."""
    rows = PaperSheet.objects.filter(below([post.place_id], "place__"), at=None)
    return list(rows.select_related("place").order_by("shot_at")[:MOST])
