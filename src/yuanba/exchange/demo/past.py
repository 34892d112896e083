"""What followed from the demo's past: rows on the wall, messages to people, counts. In bulk, with
the functions that the reactions and jobs use."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from yuanba.base import ids, jobs, permits, records
from yuanba.base.act import act
from yuanba.base.models import Job, Record
from yuanba.base.permits import Actor
from yuanba.disclosure import drafting
from yuanba.disclosure import rules as wall
from yuanba.disclosure.models import Row
from yuanba.matters.models import Matter
from yuanba.matters.rules import SILENCE, State
from yuanba.notices import jobs as notices
from yuanba.notices import rules as telling
from yuanba.notices import sentences
from yuanba.notices.models import Message
from yuanba.people.models import Person

READ_AFTER = timedelta(hours=20)  # after this a second person has read a row


def draft(matters: Iterable[Matter]) -> list[Row]:
    """The rows that closing would have drafted, each with the moment of its closing."""
    closed = [m for m in matters if m.state == State.CLOSED and m.closed_at is not None]
    rows = [row for m in closed if (row := drafting.row_of(m, _moment(m.closed_at))) is not None]
    Row.objects.bulk_create(rows)
    return rows


def _moment(at: datetime | None) -> datetime:
    assert at is not None
    return at


@act
def publish_all(
    *, actor: Actor, rows: Sequence[tuple[Row, Person]], county_id: int, now: datetime
) -> Row:
    """公开: many rows, each read by a second person; the rows and records of disclosure.publish."""
    permits.require(actor, "exchange.publish_all", reach=frozenset({county_id}))
    left: list[Record] = []
    for row, reader in rows:
        role = permits.require(reader, "disclosure.publish", reach=row.reach)
        at = row.drafted_at + READ_AFTER
        state = wall.RowState(row.state)
        row.state = wall.publish(state=state, actor_id=reader.pk, closed_by=row.closed_by_id)
        row.published_at, row.published_by = at, reader
        facts = {"matter": str(row.matter_id), "title": row.title, "text": row.text}
        left.append(
            Record(
                id=ids.new(),
                act="disclosure.publish",
                subject_kind=row._meta.label_lower,
                subject_id=row.pk,
                place_id=row.place_id,
                actor=reader,
                role=role.value,
                at=at,
                facts=facts,
            )
        )
    done = [row for row, _reader in rows]
    Row.objects.bulk_update(done, ["state", "published_at", "published_by"], batch_size=200)
    Record.objects.bulk_create(left)
    for record, (row, reader) in zip(left, rows, strict=True):
        records.note(record, actor=reader, subject=row)
    records.write("exchange.publish_all", done[0], actor=actor, at=now, n=len(done))
    return done[0]


def tell_the_past(matters: Sequence[Matter], left: Sequence[Record], now: datetime) -> int:
    """The messages that notices.tell would have made, all of them sent; the jobs are done.

    `left` are the records with something to tell; returns the number of messages.
    """
    known = {m.pk: m for m in matters}
    kinds = {act for act in sentences.SENTENCES if records.later_for(act)}
    rows = [_message(r, known[r.subject_id]) for r in left if r.act in kinds]
    Message.objects.bulk_create(rows)
    told = [records.kind_of(notices.tell), records.kind_of(notices.watch_silence)]
    Job.objects.filter(kind__in=told, done_at=None).update(done_at=F("run_at"), attempts=1)
    for matter in matters:
        if matter.state == State.REPLIED and matter.replied_at is not None:
            _watch(matter, left)
    return len(rows)


def tell_the_rest(now: datetime) -> None:
    """What members of staff and households are told besides: by the jobs themselves, in their order."""
    due = Job.objects.filter(done_at=None, run_at__lte=now, kind__startswith="notices.")
    for job in due.order_by("run_at", "id"):
        jobs.run(job, now)


def _message(record: Record, matter: Matter) -> Message:
    kind, text = sentences.sentence(record, matter, settings.LANGUAGE_CODE)
    contact = matter.contact
    channel = telling.channel_for(
        how=contact.how, phone=contact.phone, account=matter.reporter_id is not None, sms=True
    )
    state = {
        telling.Channel.SMS: telling.State.SENT,
        telling.Channel.INBOX: telling.State.SENT,
        telling.Channel.PAPER: telling.State.PRINTED,
        telling.Channel.NONE: telling.State.UNTOLD,
    }.get(channel, telling.State.CALLED)
    done = state is not telling.State.UNTOLD
    return Message(
        record_id=record.pk, kind=kind, matter=matter, county_id=matter.county_id,
        township_id=matter.township_id, village_id=matter.village_id, channel=channel,
        to_name=contact.name, to_phone=contact.phone, text=text[:600], state=state,
        tries=1 if channel == telling.Channel.SMS else 0,
        made_at=record.at, sent_at=record.at if done else None,
    )  # fmt: skip


def _watch(matter: Matter, left: Sequence[Record]) -> None:
    """Somebody looks after seven days of silence."""
    at = _moment(matter.replied_at)
    reply = [r for r in left if r.subject_id == matter.pk and r.act == "matters.reply"][-1]
    jobs.plan(
        notices.call_the_silent,
        key=f"silence:{matter.pk}",
        run_at=at + SILENCE,
        matter=str(matter.pk),
        record=str(reply.pk),
    )
