"""Deletion batches: drafted by the clock, agreed by one, carried out by another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.matters.models import Matter
from yuanba.people.models import Person
from yuanba.rights import queries, rules, store
from yuanba.rights.models import Batch, Period
from yuanba.rights.rules import BatchState, Erasable


@act
def set_period(*, actor: Actor, kind: Erasable, days: int, source: str, now: datetime) -> Period:
    """改留存期限: never below the floor; what it was before stays readable."""
    permits.require(actor, "rights.set_period", reach=queries.house())
    said = rules.set_period(kind=kind, days=days, source=source)
    before = queries.days_of(kind)
    period = Period.objects.create(kind=kind, days=days, source=said[:200], since=now)
    facts = {"kind": kind, "days": days, "before": before, "source": period.source}
    records.write("rights.set_period", period, actor=actor, at=now, **facts)
    return period


@act
def draft_batch(
    *,
    actor: Actor,
    kind: Erasable,
    before: datetime,
    found: int,
    now: datetime,
    about: Sequence[int] = (),
) -> Batch:
    """拟一批: what is over its time, counted by the caller (a long count must not stop those who
    write); nothing is erased yet. An open draft is brought up to date."""
    permits.require(actor, "rights.draft_batch", reach=queries.house())
    batch = Batch.objects.filter(kind=kind, state=BatchState.DRAFT).first()
    if batch is None:
        batch = Batch(kind=kind, state=BatchState.DRAFT, drafted_at=now)
    batch.before, batch.found, batch.about = before, found, list(about)
    batch.save()
    records.write("rights.draft_batch", batch, actor=actor, at=now, kind=kind, found=found)
    return batch


@act
def agree(*, actor: Person, batch_id: int, now: datetime) -> Batch:
    """同意清除: the first of two."""
    batch = _take(actor, batch_id, "rights.agree")
    batch.state = rules.agree(state=BatchState(batch.state))
    batch.agreed_by, batch.agreed_at = actor, now
    batch.save(update_fields=["state", "agreed_by", "agreed_at"])
    records.write("rights.agree", batch, actor=actor, at=now, kind=batch.kind, found=batch.found)
    return batch


@act
def carry_out(*, actor: Person, batch_id: int, now: datetime) -> Batch:
    """执行清除: the second, another person; the work is done by a job."""
    batch = _take(actor, batch_id, "rights.carry_out")
    batch.state = rules.carry_out(
        state=BatchState(batch.state), agreed_by=batch.agreed_by_id, actor_id=actor.pk
    )
    batch.carried_out_by = actor
    batch.save(update_fields=["state", "carried_out_by"])
    records.write("rights.carry_out", batch, actor=actor, at=now, kind=batch.kind)
    return batch


@act
def drop(*, actor: Actor, batch_id: int, reason: str, now: datetime) -> Batch:
    """这次不清: with a reason; the clock drafts a new one tomorrow."""
    batch = _take(actor, batch_id, "rights.drop")
    batch.reason = rules.drop(state=BatchState(batch.state), reason=reason)[:200]
    batch.state = BatchState.DROPPED
    batch.save(update_fields=["state", "reason"])
    records.write("rights.drop", batch, actor=actor, at=now, reason=batch.reason)
    return batch


@dataclass
class Erased:
    """What one step did: how many matters, and the files to take away once it is committed."""

    n: int
    files: list[str] = field(default_factory=list)


@act
def erase_some(*, actor: Actor, batch_id: int, now: datetime) -> Erased:
    """清除一段: at most 200 matters; the record names them by id, for the journal of erasures.

    What came back to life since the batch was drafted is left alone."""
    batch = _take(actor, batch_id, "rights.erase_some")
    if batch.state != BatchState.RUNNING:
        raise Denied("rights.erase_some")
    kind = Erasable(batch.kind)
    due = store.due(kind, batch.before).filter(pk__gt=batch.last)
    matter_ids = list(due.values_list("pk", flat=True)[: store.CHUNK])
    named = store.about(Matter.objects.filter(pk__in=matter_ids))
    batch.about = sorted({*batch.about, *named})
    files = store.erase(kind, matter_ids)
    batch.erased += len(matter_ids)
    batch.last = max(matter_ids, default=batch.last)
    if len(matter_ids) < store.CHUNK:
        batch.state, batch.done_at = BatchState.DONE, now
    batch.save(update_fields=["erased", "last", "about", "state", "done_at"])
    ids = [str(pk) for pk in matter_ids]
    records.write("rights.erase_some", batch, actor=actor, at=now, kind=kind, matters=ids)
    return Erased(len(matter_ids), files)


@act
def erase_again(
    *,
    actor: Actor,
    people: Sequence[int],
    matters: dict[Erasable, Sequence[int]],
    now: datetime,
) -> Erased:
    """恢复后再清: a restored backup brings back nobody who was erased (trust.md T29)."""
    permits.require(actor, "rights.erase_again", reach=queries.house())
    files: list[str] = []
    touched: list[int] = []
    n = 0
    for kind, ids in matters.items():
        files += store.erase(kind, ids)
        touched += ids
        n += len(ids)
    for person in Person.objects.filter(pk__in=people, is_active=True):
        records.write("person.erased", person, actor=actor, at=now)
        own = store.forget_person(person)
        store.erase(Erasable.CONTACT, own)
        files += store.forget_voices(own)
        touched += own
        n += 1
    house = queries.first_county()
    named = [str(pk) for pk in sorted(set(touched))]  # for the indexes that follow (wiring.LATER)
    records.write("rights.erase_again", house, actor=actor, at=now, n=n, matters=named)
    return Erased(n, files)


def _take(actor: Actor, batch_id: int, name: str) -> Batch:
    batch = Batch.objects.select_for_update(of=("self",)).filter(pk=batch_id).first()
    if batch is None:
        raise Denied(name)
    permits.require(actor, name, reach=queries.house())
    return batch
