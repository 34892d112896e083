"""What is still to tell, over JSON: the same list and the same two acts."""

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.asked import Id, number
from yuanba.notices import acts, queries, visits
from yuanba.people import door

router = Router(tags=["notices"])


class TaskOut(Schema):
    id: str
    number: str
    channel: str
    state: str
    kind: str
    name: str
    phone: str
    text: str
    tries: int
    made_at: datetime


class ToldOut(Schema):
    ok: bool = True
    id: str
    state: str


class LanguageIn(Schema):
    language: Literal["zh-hans", "en"]


class CalledIn(Schema):
    note: str = ""


@router.get("/tasks", response=list[TaskOut])
def tasks(request: HttpRequest, view: str = "call", after: int | None = None) -> list[TaskOut]:
    """What the reader's posts still have to tell; `view` is call, print, failed or untold."""
    wanted = view if view in queries.VIEWS else "call"
    lines = queries.tasks(door.actor(request), wanted, after=after)[: queries.PAGE]
    return [
        TaskOut(
            id=str(line.id),
            number=line.number,
            channel=line.channel,
            state=line.state,
            kind=line.kind,
            name=line.name,
            phone=line.phone,
            text=line.text,
            tries=line.tries,
            made_at=line.made_at,
        )
        for line in lines
    ]


@router.post("/{int:message_id}/called", response=ToldOut, auth=django_auth)
def called(request: HttpRequest, message_id: int, body: CalledIn) -> ToldOut:
    """已电话告知."""
    actor = door.actor(request)
    done = acts.mark_called(actor=actor, message_id=message_id, note=body.note, now=clock.now())
    return ToldOut(id=str(done.pk), state=done.state)


@router.post("/{int:message_id}/printed", response=ToldOut, auth=django_auth)
def printed(request: HttpRequest, message_id: int) -> ToldOut:
    """已打印."""
    done = acts.mark_printed(actor=door.actor(request), message_id=message_id, now=clock.now())
    return ToldOut(id=str(done.pk), state=done.state)


class OwnNoticeOut(Schema):
    """One message to the reader himself. `link`: the page it speaks of; `unread`: not marked yet."""

    id: str
    number: str
    text: str
    link: str
    made_at: datetime
    unread: bool


class ReadIn(Schema):
    upto_id: Id


class ReadOut(Schema):
    upto: Id
    at: datetime | None


@router.get("/mine", response=list[OwnNoticeOut], auth=django_auth)
def mine(request: HttpRequest, before: int | None = None) -> list[OwnNoticeOut]:
    """What the reader was told, the newest first; go on with the `id` of the last as `before`."""
    lines = queries.told(door.actor(request), before=before)[: queries.PAGE]
    return [
        OwnNoticeOut(
            id=str(line.id), number=line.number, text=line.text, link=line.link,
            made_at=line.made_at, unread=line.new,
        )
        for line in lines
    ]  # fmt: skip


@router.post("/read", response=ReadOut, auth=django_auth)
def read(request: HttpRequest, body: ReadIn) -> ReadOut:
    """看过了: as far as this message."""
    done = acts.read(actor=door.actor(request), upto=number(body.upto_id), now=clock.now())
    return ReadOut(upto=str(done.seen), at=done.seen_at)


@router.post("/language", response=LanguageIn, auth=django_auth)
def language(request: HttpRequest, body: LanguageIn) -> LanguageIn:
    """选语言: the language of one's own messages."""
    actor = door.actor(request)
    acts.choose_language(actor=actor, language=body.language, now=clock.now())
    return body


class VisitIn(Schema):
    there: bool
    said: str = Field("", max_length=500)
    solved: bool | None = None
    satisfied: bool | None = None


class VisitOut(Schema):
    id: str
    number: str
    name: str
    where: str
    asks: bool
    tries: int


@router.get("/visits", response=list[VisitOut], auth=django_auth)
def visits_of_mine(request: HttpRequest, post: int | None = None) -> list[VisitOut]:
    """Whom somebody has to go and see, for one of the reader's posts."""
    person = door.actor(request)
    held = [p for p in person.held() if post is None or p.pk == post]
    return [
        VisitOut(
            id=str(t.id), number=t.number, name=t.name, where=t.where, asks=t.asks, tries=t.tries
        )
        for t in (visits.waiting(held[0])[: visits.PAGE] if held else [])
    ]


class SheetOut(VisitOut):
    phone: str
    say: str
    spoken: str
    open: bool


class LookIn(Schema):
    reason: str = Field("", max_length=100)


def _sheet(sheet: visits.Sheet) -> SheetOut:
    return SheetOut(
        id=str(sheet.visit.pk), number=sheet.matter.number, name=sheet.name, phone=sheet.phone,
        where=sheet.where, asks=sheet.asks, tries=sheet.visit.tries, say=sheet.say,
        spoken=sheet.spoken, open=sheet.open,
    )  # fmt: skip


@router.get("/visits/{int:visit_id}", response=SheetOut, auth=django_auth)
def visit_of_mine(request: HttpRequest, visit_id: int) -> SheetOut:
    """What to say there and what to ask; name and number masked."""
    return _sheet(visits.one(door.actor(request), visit_id))


@router.post("/visits/{int:visit_id}/look", response=SheetOut, auth=django_auth)
def look(request: HttpRequest, visit_id: int, body: LookIn) -> SheetOut:
    """显示姓名电话: each request is one look, and one line that the person can read."""
    person = door.actor(request)
    acts.look(actor=person, visit_id=visit_id, reason=body.reason, now=clock.now())
    return _sheet(visits.one(person, visit_id, clear=True))


@router.post("/visits/{int:visit_id}", response=ToldOut, auth=django_auth)
def visit(request: HttpRequest, visit_id: int, body: VisitIn) -> ToldOut:
    """上门告知."""
    actor = door.actor(request)
    done = acts.visit(actor=actor, visit_id=visit_id, now=clock.now(), **body.dict())
    return ToldOut(id=str(done.pk), state=done.state)
