"""What can be done to the lists of a county: bring an edition in, check it, drop what was not checked."""

from collections.abc import Iterable
from datetime import date, datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.lists import queries, rules
from yuanba.lists.models import OPEN, Edition, Line
from yuanba.lists.rules import Kind
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.places.rules import Kind as PlaceKind
from yuanba.places.rules import sourced


@act
def adopt(
    *,
    actor: Actor,
    county_id: int,
    kind: Kind,
    lines: Iterable[rules.Line],
    source: str,
    since: date,
    told: int | None = None,
    now: datetime,
) -> Edition:
    """导入清单: a new edition, whole. It waits to be checked by another person before it stands; one
    that was waiting is dropped."""
    permits.require(actor, "lists.adopt", reach={county_id})
    county = Place.objects.select_for_update().filter(pk=county_id, kind=PlaceKind.COUNTY).first()
    if county is None:
        raise Denied("lists.adopt")
    newest = queries.newest(county_id).get(kind)
    kept = rules.adopt(kind=kind, lines=lines, told=told, since=since, before=newest)
    paper = sourced(source)
    before = Edition.objects.filter(county=county, kind=kind)
    before.filter(OPEN).update(dropped_at=now)
    made = Edition.objects.create(
        county=county, kind=kind, n=before.count() + 1, source=paper, told=told, since=since,
        adopted_by=actor if isinstance(actor, Person) else None, adopted_at=now,
    )  # fmt: skip
    Line.objects.bulk_create(
        Line(edition=made, n=n, **{c: getattr(one, c) for c in rules.COLUMNS})
        for n, one in enumerate(kept, 1)
    )
    facts = {"kind": kind, "n": made.n, "source": paper, "since": since.isoformat()}
    named = [f"{one.code} {one.name}" for one in kept]
    records.write("lists.adopt", made, actor=actor, at=now, told=told, lines=named, **facts)
    return made


@act
def verify(*, actor: Actor, edition_id: int, now: datetime) -> Edition:
    """核对清单: another person has held it against its paper; from its day on it stands, and the one
    before ends on that day."""
    made = _waiting(actor, edition_id, "lists.verify")
    standing = Edition.objects.filter(
        county=made.county_id, kind=made.kind, verified_at__isnull=False, until=None
    ).first()
    rules.verify(
        kind=Kind(made.kind),
        told=made.told,
        found=made.lines.count(),
        since=made.since,
        before=standing.since if standing else None,
        same_person=actor.pk is not None and actor.pk == made.adopted_by_id,
    )
    if standing is not None:
        standing.until = made.since
        standing.save(update_fields=["until"])
    assert isinstance(actor, Person)
    made.verified_by, made.verified_at = actor, now
    made.save(update_fields=["verified_by", "verified_at"])
    facts = {"kind": made.kind, "n": made.n, "since": made.since.isoformat()}
    records.write("lists.verify", made, actor=actor, at=now, **facts)
    return made


@act
def drop(*, actor: Actor, edition_id: int, reason: str, now: datetime) -> Edition:
    """不用这一版: it was never checked and is not to be."""
    made = _waiting(actor, edition_id, "lists.drop")
    why = rules.because(reason)
    made.dropped_at = now
    made.save(update_fields=["dropped_at"])
    records.write("lists.drop", made, actor=actor, at=now, kind=made.kind, n=made.n, reason=why)
    return made


def _waiting(actor: Actor, edition_id: int, right: str) -> Edition:
    found = Edition.objects.select_for_update(of=("self",)).filter(OPEN, pk=edition_id).first()
    if found is None:
        raise Denied(right)
    permits.require(actor, right, reach=found.reach)
    return found
