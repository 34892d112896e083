"""Places and days over JSON: read by everyone, changed by administrators. Ids are strings."""

from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.asked import Id, asked, number, numbers
from yuanba.base.errors import Denied
from yuanba.places import acts, queries
from yuanba.places.models import Place
from yuanba.places.rules import DayKind, Kind

router = Router(tags=["places"])
calendar_router = Router(tags=["calendar"])


class CodeOut(Schema):
    system: str
    edition: str
    code: str
    since: str
    until: str | None


class AliasOut(Schema):
    id: str
    name: str


class PlaceOut(Schema):
    id: str
    kind: str
    name: str
    parent: str | None
    since: str
    until: str | None
    codes: list[CodeOut]
    aliases: list[AliasOut]  # what people call it


class PlacesOut(Schema):
    places: list[PlaceOut]
    after: str | None  # pass it back to read on under the same parent


class Asked(Schema):
    q: str = ""
    code: str = ""
    parent: str = ""
    after: str = ""


@router.get("", response=PlacesOut)
def places(request: HttpRequest, wanted: Query[Asked]) -> PlacesOut:
    """At most 50 places: by name (`q`, past names too) or `code` of any edition, with those that go
    on for them; or what stands under `parent`, the counties if nothing is given."""
    q, code = wanted.q[:80], wanted.code[:20]
    found = queries.listed(
        q=q, code=code, parent=_number(wanted.parent), after_id=_number(wanted.after)
    )
    prefetch_related_objects(found, "codes", "aliases")
    more = len(found) == queries.MOST and not (q or code)
    after = str(found[-1].pk) if more else None
    return PlacesOut(places=[place_out(place) for place in found], after=after)


def place_out(place: Place) -> PlaceOut:
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
        aliases=[
            AliasOut(id=str(a.pk), name=a.name) for a in place.aliases.all() if a.until is None
        ],
    )


def _number(text: str) -> int | None:
    """An id; anything else finds nothing."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


# ---- the acts on places, by administrators of the county


class Because(Schema):
    """The paper it stands in, and the day it holds from (today if not said)."""

    source: str = ""
    on: date | None = None


class FoundIn(Because):
    kind: Kind
    name: str
    short: str = ""
    phone: str = ""
    code: str = ""


class RenameIn(Because):
    name: str
    short: str | None = None


class MoveIn(Because):
    parent_id: Id


class RecodeIn(Because):
    system: str
    edition: str
    code: str
    replaces: str = ""


class MergeIn(Because):
    places: list[Id]


class PartIn(Schema):
    name: str
    short: str = ""
    children: list[Id] = []


class SplitIn(Because):
    parts: list[PartIn]
    ends: bool = False


class DissolveIn(Because):
    into: list[Id]


@router.post("/{place_id}/found", response=PlaceOut, auth=django_auth)
def found(request: HttpRequest, place_id: Id, body: FoundIn) -> PlaceOut:
    """设立下级. A code is ours ("local"), of this year's edition."""
    said = body.dict()
    code = said.pop("code")
    said["code"] = ("local", str(clock.day_of(clock.now()).year), code) if code else None
    return place_out(acts.found(parent_id=number(place_id), **said, **asked(request)))


@router.post("/{place_id}/rename", response=PlaceOut, auth=django_auth)
def rename(request: HttpRequest, place_id: Id, body: RenameIn) -> PlaceOut:
    """更名."""
    return place_out(acts.rename(place_id=number(place_id), **body.dict(), **asked(request)))


@router.post("/{place_id}/move", response=PlaceOut, auth=django_auth)
def move(request: HttpRequest, place_id: Id, body: MoveIn) -> PlaceOut:
    """改隶."""
    said = body.dict() | {"parent_id": number(body.parent_id)}
    return place_out(acts.move(place_id=number(place_id), **said, **asked(request)))


@router.post("/{place_id}/recode", response=PlaceOut, auth=django_auth)
def recode(request: HttpRequest, place_id: Id, body: RecodeIn) -> PlaceOut:
    """换码."""
    return place_out(acts.recode(place_id=number(place_id), **body.dict(), **asked(request)))


@router.post("/{place_id}/merge", response=PlaceOut, auth=django_auth)
def merge(request: HttpRequest, place_id: Id, body: MergeIn) -> PlaceOut:
    """合并: the places named end, and this one goes on for them."""
    said: dict[str, Any] = {"source": body.source, "on": body.on, "place_ids": numbers(body.places)}
    return place_out(acts.merge(into_id=number(place_id), **said, **asked(request)))


@router.post("/{place_id}/split", response=list[PlaceOut], auth=django_auth)
def split(request: HttpRequest, place_id: Id, body: SplitIn) -> list[PlaceOut]:
    """拆分. Answers with the new places."""
    parts = [acts.Part(p.name, p.short, tuple(numbers(p.children))) for p in body.parts]
    said: dict[str, Any] = {"source": body.source, "on": body.on, "ends": body.ends, "parts": parts}
    made = acts.split(place_id=number(place_id), **said, **asked(request))
    return [place_out(place) for place in made]


@router.post("/{place_id}/dissolve", response=PlaceOut, auth=django_auth)
def dissolve(request: HttpRequest, place_id: Id, body: DissolveIn) -> PlaceOut:
    """撤销建制: it ends, and the named ones go on for it."""
    said: dict[str, Any] = {"source": body.source, "on": body.on, "into_ids": numbers(body.into)}
    return place_out(acts.dissolve(place_id=number(place_id), **said, **asked(request)))


@router.post("/{place_id}/close", response=PlaceOut, auth=django_auth)
def close(request: HttpRequest, place_id: Id, body: Because) -> PlaceOut:
    """撤销 a grid, group, estate, building or courtyard."""
    return place_out(acts.close(place_id=number(place_id), **body.dict(), **asked(request)))


class CallAlsoIn(Schema):
    name: str


@router.post("/{place_id}/call_also", response=PlaceOut, auth=django_auth)
def call_also(request: HttpRequest, place_id: Id, body: CallAlsoIn) -> PlaceOut:
    """记俗称: what people call it besides its name."""
    made = acts.call_also(place_id=number(place_id), name=body.name, **asked(request))
    return place_out(made.place)


@router.post("/aliases/{alias_id}/drop", response=PlaceOut, auth=django_auth)
def drop_alias(request: HttpRequest, alias_id: Id) -> PlaceOut:
    """划掉俗称."""
    return place_out(acts.drop_alias(alias_id=number(alias_id), **asked(request)))


# ---- the calendar


class DayOut(Schema):
    day: date
    kind: DayKind
    name: str
    source: str


class YearOut(Schema):
    """The days that are not what their weekday says; provisional until settled by a notice."""

    year: int
    settled: str | None
    days: list[DayOut]


class DayIn(Schema):
    kind: DayKind | None = None  # none: what its weekday says
    name: str = ""
    source: str = ""


class SettledDay(Schema):
    day: date
    kind: DayKind
    name: str = ""


class SettleIn(Schema):
    source: str = ""
    days: list[SettledDay] = []


def _year(year: int) -> YearOut:
    settled = queries.settled(year)
    days = [
        DayOut(day=day, kind=DayKind(d.kind), name=d.name, source=d.source)
        for day, d in sorted(queries.days_of(year).items())
        if d.kind
    ]
    return YearOut(year=year, settled=settled.source if settled else None, days=days)


@calendar_router.get("/{int:year}", response=YearOut)
def year(request: HttpRequest, year: int) -> YearOut:
    """日历 of a year, for everyone. 403 outside 2000 to 2100."""
    return _year(_drawn(year))


@calendar_router.post("/days/{day}", response=YearOut, auth=django_auth)
def set_day(request: HttpRequest, day: date, body: DayIn) -> YearOut:
    """改一天. Open limits are worked out again afterwards, each with its record."""
    acts.set_day(day=day, **body.dict(), **asked(request))
    return _year(day.year)


@calendar_router.post("/{int:year}/load", response=YearOut, auth=django_auth)
def load_calendar_year(request: HttpRequest, year: int) -> YearOut:
    """载入一年, from the published arrangement."""
    acts.load_calendar_year(year=_drawn(year), **asked(request))
    return _year(year)


@calendar_router.post("/{int:year}/settle", response=YearOut, auth=django_auth)
def settle_year(request: HttpRequest, year: int, body: SettleIn) -> YearOut:
    """定下一年, by the notice named."""
    days = [(d.day, d.kind, d.name) for d in body.days]
    acts.settle_year(year=_drawn(year), source=body.source, days=days, **asked(request))
    return _year(year)


def _drawn(year: int) -> int:
    if not 2000 <= year <= 2100:
        raise Denied("no such year")
    return year
