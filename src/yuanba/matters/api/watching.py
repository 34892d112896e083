"""Over JSON: who decides in the end, what was spoken, a firm's answer by its link."""

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.asked import Id, asked, key, number
from yuanba.base.errors import Denied
from yuanba.matters import acts, queries
from yuanba.matters.api.shapes import MatterOut
from yuanba.matters.models import Matter
from yuanba.people import door

router = Router(tags=["matters"])


class ArbiterIn(Schema):
    post_id: Id
    source: str = Field("", max_length=200)


class HeardWordsIn(Schema):
    text: str = Field(max_length=2000)
    version: int | None = None


class OutsideAnswerIn(Schema):
    text: str = Field(max_length=2000)


@router.post("/arbiters/{place_id}", response={204: None}, auth=django_auth)
def name_arbiter(request: HttpRequest, place_id: Id, body: ArbiterIn) -> Status[None]:
    """指定定责的人: whose post decides in the end for a township or county."""
    at, post = number(place_id), number(body.post_id)
    acts.name_arbiter(place_id=at, post_id=post, source=body.source, **asked(request))
    return Status(204, None)


@router.post("/{matter_id}/voices/{name}/write_down", response=MatterOut, auth=django_auth)
def write_down(request: HttpRequest, matter_id: Id, name: str, body: HeardWordsIn) -> Matter:
    """记成文字: what was spoken, as somebody heard it."""
    pk = number(matter_id)
    note = queries.voice(pk, name)
    if note is None:
        raise Denied("matters.write_down")
    return acts.write_down(matter_id=pk, voice_id=note.pk, **body.dict(), **asked(request))


@router.post("/outside/{token}/answer", response={204: None}, auth=None)
def answer_outside(request: HttpRequest, token: str, body: OutsideAnswerIn) -> Status[None]:
    """外单位答复: whoever holds the link answers once."""
    now, sent = clock.now(), key(request)
    acts.answer_outside(actor=door.Guest(), token=token, text=body.text, now=now, key=sent)
    return Status(204, None)
