"""Files that leave the house: asked for, agreed to where contacts stand in them, fetched."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime

from yuanba.base import bulk, ids, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.base.permits import Actor, Reach
from yuanba.base.text import _
from yuanba.exchange import hotline, keeping, queries, rules
from yuanba.exchange.models import Answered, TableOut
from yuanba.exchange.rules import FETCH, OutKind, OutState
from yuanba.matters.models import Matter
from yuanba.matters.queries import lists
from yuanba.people.models import Person, Post
from yuanba.places.models import Place

LOOK = "matters.reveal"  # what the person reads in the list of who looked at the number


@act
def ask_export(
    *,
    actor: Actor,
    post_id: int,
    kind: OutKind,
    filters: Mapping[str, str],
    rows: int,
    language: str,
    now: datetime,
    reason: str = "",
) -> TableOut:
    """要一份文件: the register as this post sees it; with contacts it waits for another person."""
    post, reach = _post(actor, post_id, "exchange.ask_export")
    permits.require(actor, "exchange.ask_export", reach=reach)
    if kind is not OutKind.REGISTER:
        permits.require(actor, f"exchange.ask_{kind}", reach=reach)
    state, said = rules.ask_export(kind=kind, rows=rows, reason=reason)
    return _asked(actor, post, kind, state, dict(filters), rows, said, language, now)


@act
def agree_export(*, actor: Actor, table_id: int, now: datetime) -> TableOut:
    """同意带联系方式导出: by another person; a job then writes the file."""
    table = _take(actor, table_id, "exchange.agree_export")
    state = OutState(table.state)
    rules.decide_export(state=state, actor_id=actor.pk, asked_by=table.asked_by_id)
    assert isinstance(actor, Person)
    table.state, table.agreed_by, table.agreed_at = OutState.WRITING, actor, now
    table.save(update_fields=["state", "agreed_by", "agreed_at"])
    records.write("exchange.agree_export", table, actor=actor, at=now, reason=table.reason)
    return table


@act
def deny_export(*, actor: Actor, table_id: int, reason: str, now: datetime) -> TableOut:
    """不同意带联系方式导出: with a reason for the one who asked."""
    table = _take(actor, table_id, "exchange.deny_export")
    state = OutState(table.state)
    rules.decide_export(state=state, actor_id=actor.pk, asked_by=table.asked_by_id)
    table.state, table.answer = OutState.DENIED, rules.why_not(reason)
    table.save(update_fields=["state", "answer"])
    records.write("exchange.deny_export", table, actor=actor, at=now, reason=table.answer)
    return table


@act
def fetch_export(*, actor: Actor, table_id: int, now: datetime) -> TableOut:
    """取文件: each time with a record. Of a file with contacts each person in it can read who looked."""
    table = _take(actor, table_id, "exchange.fetch_export")
    file = keeping.file(table.token, "xlsx")
    over = table.ready_at is None or now - table.ready_at >= FETCH or not file.exists()
    table.state = rules.fetch_export(
        kind=OutKind(table.kind),
        state=OutState(table.state),
        actor_id=actor.pk,
        asked_by=table.asked_by_id,
        over=over,
    )
    if queries.kept_since(table.asked_by_id, table.ready_at):
        raise Refused("writing", _("这份文件正在重新写，请过一会儿再取。"))
    table.fetched_at = now
    table.save(update_fields=["state", "fetched_at"])
    if table.kind == OutKind.CONTACTS:
        _note_looks(table, actor, now)
    facts = {"kind": table.kind, "rows": table.rows, "sha256": table.sha256}
    records.write("exchange.fetch_export", table, actor=actor, at=now, **facts)
    return table


@act
def answer_hotline(*, actor: Actor, post_id: int, language: str, now: datetime) -> TableOut:
    """答复热线: what was answered since the last file, each answer once. A job writes the file."""
    post, reach = _post(actor, post_id, "exchange.answer_hotline")
    permits.require(actor, "exchange.answer_hotline", reach=reach)
    # One file at a time in a county: two cannot hold the same answer.
    Place.objects.select_for_update().get(pk=post.place.county_id or post.place_id)
    due = list(
        hotline.due(lists.scope_of(post)).values_list("pk", "replied_at")[
            : rules.MOST[OutKind.HOTLINE]
        ]
    )
    state, said = rules.ask_export(kind=OutKind.HOTLINE, rows=len(due), reason="")
    table = _asked(
        actor, post, OutKind.HOTLINE, state, {}, len(due), said, language, now,
        act="exchange.answer_hotline",
    )  # fmt: skip
    Answered.objects.bulk_create(
        Answered(table=table, matter_id=pk, replied_at=at) for pk, at in due if at
    )
    return table


@act
def renew_answer(*, actor: Actor, table_id: int, now: datetime) -> TableOut:
    """重新写答复热线的文件: the same answers as the receipt says, when the file is gone."""
    table = _take(actor, table_id, "exchange.renew_answer")
    if table.kind != OutKind.HOTLINE or table.asked_by_id != actor.pk:
        raise Denied("exchange.renew_answer")
    table.state, table.ready_at = OutState.WRITING, None
    table.save(update_fields=["state", "ready_at"])
    records.write("exchange.renew_answer", table, actor=actor, at=now)
    return table


def _asked(
    actor: Actor,
    post: Post,
    kind: OutKind,
    state: OutState,
    filters: dict[str, str],
    rows: int,
    reason: str,
    language: str,
    now: datetime,
    act: str = "exchange.ask_export",
) -> TableOut:
    assert isinstance(actor, Person)
    table = TableOut.objects.create(
        kind=kind,
        place=post.place,
        post=post,
        asked_by=actor,
        asked_at=now,
        language=language,
        filters=filters,
        reason=reason,
        state=state,
        rows=rows,
        token=secrets.token_hex(16),
    )
    facts = {"kind": kind, "filters": filters, "rows": rows, "reason": reason}
    records.write(act, table, actor=actor, at=now, **facts)
    return table


def _post(actor: Actor, post_id: int, name: str) -> tuple[Post, Reach]:
    """A post of the actor's own, and what it reaches. Raises Denied."""
    held = actor.held() if isinstance(actor, Person) else []
    post = next((post for post in held if post.pk == post_id), None)
    if post is None:
        raise Denied(name)
    return post, post.place.reach | {post.over}


def _take(actor: Actor, table_id: int, name: str) -> TableOut:
    found = TableOut.objects.select_for_update(of=("self",)).select_related("place", "post")
    table = found.filter(pk=table_id).first()
    if table is None:
        raise Denied(name)
    permits.require(actor, name, reach=table.place.reach | {table.post.over})
    return table


RECORD = ["id", "act", "subject_kind", "subject_id", "place_id", "actor_id", "role", "at", "facts"]


def _note_looks(table: TableOut, actor: Actor, now: datetime) -> None:
    """On each matter whose contact left: who took it, why, who agreed."""
    role = permits.may(actor, "exchange.fetch_export", reach=table.place.reach) or ""
    facts = {"reason": table.reason, "export": str(table.pk)}
    if table.agreed_by is not None:
        facts["agreed_by"] = table.agreed_by.name
    said, kind = json.dumps(facts, ensure_ascii=False), Matter._meta.label_lower
    at = hotline.moment(now)
    told = keeping.file(table.token, "ids").read_text().split()
    places = Matter.objects.filter(pk__in=[int(pk) for pk in told]).values_list("pk", "place_id")
    rows = [[ids.new(), LOOK, kind, pk, place, actor.pk, role, at, said] for pk, place in places]
    bulk.insert(Record, RECORD, rows)
    records.note_rows(rows, actor=actor, at=now, facts=[facts] * len(rows))
