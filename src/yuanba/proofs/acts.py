"""What can be done about proofs: issue one, show the way to the right office, withdraw one."""

from datetime import datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.lists.models import Line
from yuanba.lists.rules import Kind
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM
from yuanba.proofs import queries, rules
from yuanba.proofs.models import Proof, Turned


@act
def issue(
    *, actor: Actor, place_id: int, line_id: int | None, holder: str, text: str, to_whom: str,
    now: datetime, replaces_id: int | None = None,
) -> Proof:  # fmt: skip
    """开证明: only what stands on the list of proofs that a village issues; it gets a number and a code.
    `replaces_id`: the withdrawn one in whose place it is issued (重开)."""
    village = _village(actor, place_id, "proofs.issue")
    line = queries.line(village.county_id, line_id, clock.day_of(now))
    rules.issue(
        kind=Kind(line.edition.kind) if line else None,
        clause=line.cited if line else "",
        office=line.office if line else "",
    )
    who, said, whom = rules.content(holder=holder, text=text, to_whom=to_whom)
    before = _replaced(village, replaces_id, line)
    year = clock.day_of(now).year
    last = Proof.objects.filter(place=village, year=year).order_by("-n").first()
    assert isinstance(actor, Person)  # no guest holds a role that may
    assert line is not None
    proof = Proof.objects.create(
        place=village, line=line, year=year, n=last.n + 1 if last else 1, holder=who,
        text=said, to_whom=whom, issued_at=now, issued_by=actor, replaces=before,
    )  # fmt: skip
    facts = {"number": proof.number, "item": line.code, "item_name": line.name}
    facts["replaces"] = before.number if before else ""
    records.write("proofs.issue", proof, actor=actor, at=now, **facts)
    return proof


@act
def turn_away(*, actor: Actor, place_id: int, line_id: int | None, now: datetime) -> Turned:
    """指路: this one is not issued here; the slip says why and where to go. Who asked is not kept."""
    village = _village(actor, place_id, "proofs.turn_away")
    line = queries.line(village.county_id, line_id, clock.day_of(now))
    rules.turn_away(kind=Kind(line.edition.kind) if line else None)
    assert line is not None
    turned = Turned.objects.create(place=village, line=line, at=now)
    facts = {"item": line.code, "item_name": line.name}
    records.write("proofs.turn_away", turned, actor=actor, at=now, **facts)
    return turned


@act
def withdraw(*, actor: Actor, proof_id: int, reason: str, now: datetime) -> Proof:
    """作废证明: from now on everybody who checks it reads that it no longer stands."""
    rows = Proof.objects.select_for_update(of=("self",)).select_related("place")
    proof = rows.filter(pk=proof_id).first()
    if proof is None:
        raise Denied("proofs.withdraw")
    permits.require(actor, "proofs.withdraw", reach=proof.reach)
    proof.reason = rules.withdraw(withdrawn=proof.withdrawn_at is not None, reason=reason)
    assert isinstance(actor, Person)
    proof.withdrawn_at, proof.withdrawn_by = now, actor
    proof.save(update_fields=["reason", "withdrawn_at", "withdrawn_by"])
    records.write("proofs.withdraw", proof, actor=actor, at=now, number=proof.number)
    return proof


def _replaced(village: Place, proof_id: int | None, line: Line | None) -> Proof | None:
    if proof_id is None:
        return None
    rows = Proof.objects.select_related("line", "place", "replaced_by")
    before = rows.filter(pk=proof_id, place=village).first()
    if before is None:
        raise Denied("proofs.issue")
    same = line is not None and line.code == before.line.code
    rules.again(withdrawn=before.withdrawn_at is not None, replaced=bool(before.after), same=same)
    return before


def _village(actor: Actor, place_id: int, right: str) -> Place:
    """The village, locked: its numbers follow one another."""
    rows = Place.objects.select_for_update().filter(pk=place_id, kind__in=BOTTOM, until=None)
    village = rows.first()
    if village is None:
        raise Denied(right)
    permits.require(actor, right, reach=village.reach)
    return village
