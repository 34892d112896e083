"""What is shown of the lists: which edition stands on a day, its lines, what words find in it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils import translation

from yuanba.base import words_in
from yuanba.base.permits import Actor, may
from yuanba.lists import rules
from yuanba.lists.models import OPEN, Edition, Line
from yuanba.lists.rules import Kind
from yuanba.people.models import Person, Unit
from yuanba.people.rules import LOCAL, UNIT_WORDS, UnitKind
from yuanba.places.models import Place
from yuanba.places.rules import Kind as PlaceKind

IN_ORDER = Prefetch("lines", Line.objects.order_by("n"))


def county(place_id: int) -> Place | None:
    """The county of a place, or itself. One statement."""
    above = Place.objects.filter(pk=place_id).values("county_id")
    return Place.objects.filter(kind=PlaceKind.COUNTY, pk__in=above).first()


def county_of(person: Person, act: str) -> Place | None:
    """The county whose lists this person may keep, by the first of his posts that may."""
    for post in person.held():
        place = post.place
        if place.kind == PlaceKind.COUNTY and may(person, act, reach={place.pk}):
            return place
    return None


def may_here(actor: Actor, act: str, county_id: int) -> bool:
    return may(actor, act, reach={county_id}) is not None


def editions(county_id: int, day: date) -> QuerySet[Edition]:
    """Those that stand on this day: checked, begun, not ended."""
    rows = Edition.objects.filter(county=county_id, verified_at__isnull=False, since__lte=day)
    return rows.filter(Q(until=None) | Q(until__gt=day))


def standing(county_id: int, day: date) -> dict[Kind, Edition]:
    """The edition of each list that stands on this day, with its lines. Two statements."""
    return {Kind(e.kind): e for e in editions(county_id, day).prefetch_related(IN_ORDER)}


def newest(county_id: int) -> dict[Kind, date]:
    """Of each list, since when the newest edition stands that was checked. One statement."""
    rows = Edition.objects.filter(county=county_id, verified_at__isnull=False, until=None)
    return {Kind(kind): since for kind, since in rows.values_list("kind", "since")}


def all_of(county_id: int) -> list[Edition]:
    """Every edition there ever was, the newest first, without lines. One statement."""
    rows = Edition.objects.filter(county=county_id).order_by("kind", "-n")
    return list(rows.select_related("adopted_by", "verified_by"))


def waiting(county_id: int) -> list[Edition]:
    return list(Edition.objects.filter(OPEN, county=county_id).prefetch_related(IN_ORDER))


def edition(edition_id: int) -> Edition | None:
    rows = Edition.objects.select_related("county", "adopted_by", "verified_by")
    return rows.prefetch_related(IN_ORDER).filter(pk=edition_id).first()


def line(county_id: int, line_id: int, day: date, *kinds: Kind) -> Line | None:
    """A line of one of these lists that stands today in this county."""
    rows = Line.objects.filter(pk=line_id, edition__in=editions(county_id, day))
    if kinds:
        rows = rows.filter(edition__kind__in=kinds)
    return rows.select_related("edition").first()


def lines(county_id: int, day: date, *kinds: Kind) -> list[Line]:
    """The standing lines of these lists, list by list in their order. One statement."""
    rows = Line.objects.filter(edition__in=editions(county_id, day))
    if kinds:
        rows = rows.filter(edition__kind__in=kinds)
    found = rows.select_related("edition").order_by("n")
    order = list(Kind)
    return sorted(found, key=lambda one: order.index(Kind(one.edition.kind)))


def find(rows: Iterable[Line], words: str) -> list[Line]:
    """The lines that hold every one of these words, anywhere. No statement."""
    asked = words_in.match_form(words[:60]).split()
    return [row for row in rows if all(word in _text(row) for word in asked)]


def near(rows: Iterable[Line], words: str) -> list[Line]:
    """The lines that share most with what somebody wrote, the nearest first: a hint for who decides,
    never a decision. By pairs of signs, at least two of them and a third of the line's name."""
    said = _pairs(words_in.match_form(words[:500]))
    found = []
    for row in rows:
        own = _pairs(words_in.match_form(row.name)) - COMMON
        shared = len(own & said)
        if own and shared >= 2 and 3 * shared >= len(own):
            found.append((shared / len(own), -row.n, row))
    return [row for _share, _n, row in sorted(found, key=lambda f: f[:2], reverse=True)[:3]]


def leads(line: Line, unit: Unit) -> bool:
    """Does this line name the unit as the one that leads? Lists are Chinese, whoever reads them."""
    with translation.override("zh-hans"):
        kind = str(UNIT_WORDS[UnitKind(unit.kind)])
    return rules.leads(line.lead, unit_name=unit.name, unit_kind=kind)


def returning(county_id: int | None, unit: Unit, day: date) -> list[Line]:
    """The lines by which this unit may say that a matter is not its own: another leads, or, for a body
    of the village, it stands on the negative list. One statement."""
    kinds = (Kind.ASSIST, Kind.NEGATIVE, Kind.TOWN_WITH, Kind.TOWN_BACK)
    local = UnitKind(unit.kind) in LOCAL
    return [
        line
        for line in lines(county_id or 0, day, *kinds)
        if (local if line.edition.kind == Kind.NEGATIVE else line.lead and not leads(line, unit))
    ]


COMMON = frozenset({"工作", "证明", "事项", "管理", "服务", "情况", "协助", "开展"})


def _pairs(text: str) -> set[str]:
    plain = "".join(sign for sign in text if sign.isalnum())
    return {plain[n : n + 2] for n in range(len(plain) - 1)}


def _text(row: Line) -> str:
    parts = (row.code, row.name, row.name_en, row.basis, row.lead, row.along, row.office)
    return words_in.match_form(" ".join(parts))
