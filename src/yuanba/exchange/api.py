"""The exchange over JSON: the same acts as the pages. Files themselves go through the pages, where
they are guarded at the door and fetched as attachments."""

from django.http import HttpRequest
from django.utils import translation
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.exchange import acts, queries
from yuanba.exchange.models import TableIn, TableOut
from yuanba.exchange.rules import OutKind
from yuanba.matters.queries import lists
from yuanba.matters.queries import register as listing
from yuanba.people import door

router = Router(tags=["exchange"], auth=django_auth)


class TableInOut(Schema):
    ok: bool = True
    id: str
    state: str
    headings: list[str]
    columns: dict[str, str]
    rows: int
    ready: int
    unchanged: int
    refused: int
    made: int
    trouble: str


def _in(table: TableIn) -> TableInOut:
    return TableInOut(
        id=str(table.pk),
        state=table.state,
        headings=table.headings,
        columns=table.columns,
        rows=table.rows,
        ready=table.ready,
        unchanged=table.unchanged,
        refused=table.refused,
        made=table.made,
        trouble=table.trouble,
    )


class ColumnsIn(Schema):
    columns: dict[str, str]
    kind: str = ""


@router.get("/tables/{int:table_id}", response=TableInOut)
def table(request: HttpRequest, table_id: int) -> TableInOut:
    """How far a table is, and what was found in it."""
    return _in(queries.table(door.actor(request), table_id))


@router.post("/tables/{int:table_id}/columns", response=TableInOut)
def set_columns(request: HttpRequest, table_id: int, body: ColumnsIn) -> TableInOut:
    """认列."""
    actor, now = door.actor(request), clock.now()
    return _in(
        acts.set_columns(
            actor=actor, table_id=table_id, columns=body.columns, kind=body.kind, now=now
        )
    )


@router.post("/tables/{int:table_id}/agree", response=TableInOut)
def agree_table(request: HttpRequest, table_id: int) -> TableInOut:
    """同意写进去."""
    return _in(acts.agree_table(actor=door.actor(request), table_id=table_id, now=clock.now()))


@router.post("/tables/{int:table_id}/drop", response=TableInOut)
def drop_table(request: HttpRequest, table_id: int) -> TableInOut:
    """不导了."""
    return _in(acts.drop_table(actor=door.actor(request), table_id=table_id, now=clock.now()))


class FileOut(Schema):
    ok: bool = True
    id: str
    kind: str
    state: str
    rows: int
    reason: str
    answer: str


def _out(table: TableOut) -> FileOut:
    return FileOut(
        id=str(table.pk),
        kind=table.kind,
        state=table.state,
        rows=table.rows,
        reason=table.reason,
        answer=table.answer,
    )


class ExportIn(Schema):
    post_id: str
    contacts: bool = False
    filters: dict[str, str] = {}
    reason: str = ""


class DenyIn(Schema):
    reason: str = ""


class PostIn(Schema):
    post_id: str


@router.post("/files", response=FileOut)
def ask_export(request: HttpRequest, body: ExportIn) -> FileOut:
    """要一份文件: the register as one of one's posts sees it."""
    actor, now = door.actor(request), clock.now()
    post = queries.own_post(actor, body.post_id)
    asked = listing.read(body.filters)
    scope = lists.scope_of(post)
    rows = queries.count(listing.matching(scope, asked)) if scope else 0
    done = acts.ask_export(
        actor=actor,
        post_id=post.pk,
        kind=OutKind.CONTACTS if body.contacts else OutKind.REGISTER,
        filters=queries.plain(asked),
        rows=rows,
        reason=body.reason,
        language=translation.get_language() or "zh-hans",
        now=now,
    )
    return _out(done)


@router.post("/files/{int:table_id}/agree", response=FileOut)
def agree_export(request: HttpRequest, table_id: int) -> FileOut:
    """同意带联系方式导出, by another person."""
    return _out(acts.agree_export(actor=door.actor(request), table_id=table_id, now=clock.now()))


@router.post("/files/{int:table_id}/deny", response=FileOut)
def deny_export(request: HttpRequest, table_id: int, body: DenyIn) -> FileOut:
    """不同意带联系方式导出."""
    actor, now = door.actor(request), clock.now()
    return _out(acts.deny_export(actor=actor, table_id=table_id, reason=body.reason, now=now))


@router.post("/hotline", response=FileOut)
def answer_hotline(request: HttpRequest, body: PostIn) -> FileOut:
    """答复热线."""
    actor, now = door.actor(request), clock.now()
    post = queries.own_post(actor, body.post_id)
    language = translation.get_language() or "zh-hans"
    return _out(acts.answer_hotline(actor=actor, post_id=post.pk, language=language, now=now))


@router.post("/hotline/{int:table_id}/renew", response=FileOut)
def renew_answer(request: HttpRequest, table_id: int) -> FileOut:
    """重新写答复热线的文件."""
    return _out(acts.renew_answer(actor=door.actor(request), table_id=table_id, now=clock.now()))
