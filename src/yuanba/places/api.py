"""Places over JSON: public, the same for everyone. Ids are strings."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from ninja import Query, Router, Schema

from yuanba.places import queries
from yuanba.places.models import Place

router = Router(tags=["places"])


class CodeOut(Schema):
    system: str
    edition: str
    code: str
    since: str
    until: str | None


class PlaceOut(Schema):
    id: str
    kind: str
    name: str
    parent: str | None
    since: str
    until: str | None
    codes: list[CodeOut]


class PlacesOut(Schema):
    places: list[PlaceOut]
    after: str | None  # pass it back to read on under the same parent


class Asked(Schema):
    q: str = ""
    code: str = ""
    parent: str = ""
    after: str = ""


@router.get("", response=PlacesOut)
def places(request: HttpRequest, asked: Query[Asked]) -> PlacesOut:
    """At most 50 places: by name (`q`, past names too) or `code` of any edition, with those that go
    on for them; or what stands under `parent`, the counties if nothing is given."""
    q, code = asked.q[:80], asked.code[:20]
    found = queries.listed(
        q=q, code=code, parent=_number(asked.parent), after_id=_number(asked.after)
    )
    prefetch_related_objects(found, "codes")
    more = len(found) == queries.MOST and not (q or code)
    after = str(found[-1].pk) if more else None
    return PlacesOut(places=[_out(place) for place in found], after=after)


def _out(place: Place) -> PlaceOut:
    return PlaceOut(
        id=str(place.pk),
        kind=place.kind,
        name=place.name,
        parent=str(place.parent_id) if place.parent_id else None,
        since=place.since.isoformat(),
        until=place.until.isoformat() if place.until else None,
        codes=[
            CodeOut(
                system=c.system,
                edition=c.edition,
                code=c.code,
                since=c.since.isoformat(),
                until=c.until.isoformat() if c.until else None,
            )
            for c in place.codes.all()
        ],
    )


def _number(text: str) -> int | None:
    """An id; anything else finds nothing."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
