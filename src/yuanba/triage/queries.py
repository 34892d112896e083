"""Everything shown about sorting: the county's rules, what it learned, what they propose for a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q

from yuanba.base.permits import Actor, may
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.places.rules import Kind
from yuanba.triage.models import Learned, SortingRule
from yuanba.triage.rules import dispatch, linear, table


def county_of(person: Person, permit: str) -> int | None:
    """The county for which this person may do it: that of the first of his posts. One statement."""
    for post in person.held():
        if post.place.kind == Kind.COUNTY and may(person, permit, reach={post.place_id}):
            return post.place_id
    return None


def rules_of(county_id: int) -> list[SortingRule]:
    """Every rule there ever was, those that stand first, in their order. One statement."""
    found = SortingRule.objects.filter(county_id=county_id).select_related("category", "within")
    return sorted(found, key=lambda r: (r.until is not None, r.position, r.pk))


def one_rule(rule_id: int) -> SortingRule | None:
    return SortingRule.objects.filter(pk=rule_id).select_related("category").first()


def may_change(actor: Actor, county_id: int) -> bool:
    return may(actor, "triage.change_rule", reach={county_id}) is not None


def standing(rows: Sequence[SortingRule], today: date) -> list[table.Rule]:
    """Of these the rules that stand today, as they are tried."""
    return [as_tried(r) for r in rows if r.since <= today and (r.until is None or r.until > today)]


def table_of(county_id: int, today: date) -> list[table.Rule]:
    """The rules that stand today, as they are tried. One statement."""
    standing = Q(until=None) | Q(until__gt=today)
    found = SortingRule.objects.filter(standing, county_id=county_id, since__lte=today)
    rows = found.select_related("category").order_by("position", "id")
    return [as_tried(row) for row in rows]


def as_tried(row: SortingRule) -> table.Rule:
    return table.Rule(
        id=row.pk,
        name=row.name,
        words=table.split(row.words),
        also=table.split(row.also),
        but_not=table.split(row.but_not),
        place_id=row.within_id,
        door=row.door,
        nature=row.nature,
        category=row.category.code,
        lane=row.lane,
        broken=not row.category.active,
    )


def hidden_rules(rules: Sequence[table.Rule]) -> dict[int, table.Rule]:
    """The rules that are never reached, with the one before them. One statement where places are
    named."""
    asked = {rule.place_id for rule in rules if rule.place_id}
    rows = Place.objects.filter(pk__in=asked) if asked else []
    return table.hidden(rules, {place.pk: place.reach for place in rows})


def places_in(county_id: int) -> list[tuple[str, str]]:
    """The townships and villages of a county, for a rule that stands only there. One statement."""
    kinds = [Kind.TOWNSHIP, Kind.VILLAGE, Kind.COMMUNITY]
    found = Place.objects.filter(county_id=county_id, until=None, kind__in=kinds)
    return [(str(pk), name) for pk, name in found.order_by("name").values_list("pk", "name")]


# ---- what was learned


@dataclass(frozen=True)
class Version:
    """A version with its score, for whoever keeps the county's tables."""

    version: int
    made_at: datetime
    rows: int
    score: dict[str, float]
    in_use: bool


def versions(county_id: int, most: int = 5) -> list[Version]:
    """The newest versions. One statement, without the weights."""
    found = Learned.objects.filter(county_id=county_id).order_by("-version")
    found = found.defer("weights", "dispatch")
    return [
        Version(row.version, row.made_at, row.rows, row.score, i == 0)
        for i, row in enumerate(found[:most])
    ]


@dataclass(frozen=True)
class InUse:
    """What the county learned: the words of its leaves, and where its matters go."""

    model: linear.Model
    history: dispatch.History
    weights: tuple[float, ...]  # of the history's circles; empty: too little to fit them
    upto: int  # the last day that the history knows


def learned(county_id: int) -> InUse | None:
    """The version in use. One small statement; what it holds is read once and kept at hand."""
    found = Learned.objects.filter(county_id=county_id).order_by("-version").values_list("pk")
    newest = found.first()
    return _opened(newest[0]) if newest else None


@lru_cache(maxsize=4)
def _opened(pk: int) -> InUse:
    """Some tenths of a second, once in each process after a training."""
    weights, units = Learned.objects.values_list("weights", "dispatch").get(pk=pk)
    kept = dispatch.unpacked(bytes(units)) if units else dispatch.Dispatch((), ())
    upto = max((case.day for case, _unit in kept.given), default=0)
    return InUse(linear.unpacked(bytes(weights)), dispatch.History(kept.given), kept.weights, upto)
