"""查看提醒 and 试探件 over JSON: who looked too much, and what is planted for the curious."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.security import django_auth

from yuanba.base import clock, permits
from yuanba.base.asked import Id, asked, number
from yuanba.base.errors import Denied
from yuanba.matters import acts
from yuanba.matters.models import Alarm
from yuanba.matters.queries import alarms, decoys
from yuanba.people import door

router = Router(tags=["looks"], auth=django_auth)


class AlarmOut(Schema):
    id: Id
    who: str
    where: str
    day: str
    n: int
    decoy: str  # its number; empty where there were too many looks in a day
    reason: str
    noted: str

    @staticmethod
    def resolve_id(row: alarms.Raised) -> str:
        return str(row.id)


class NoteAlarmIn(Schema):
    note: str = Field("", max_length=300)


class NotedOut(Schema):
    id: Id
    note: str

    @staticmethod
    def resolve_id(alarm: Alarm) -> str:
        return str(alarm.pk)


class DecoyOut(Schema):
    id: Id
    number: str
    planted_at: datetime
    ended_at: datetime | None
    looks: int

    @staticmethod
    def resolve_id(row: decoys.Planted) -> str:
        return str(row.id)


class DecoyIn(Schema):
    place_id: Id
    text: str = Field(max_length=300)
    about: str = Field(max_length=80)
    name: str = Field(max_length=40)
    phone: str = Field(max_length=20)


class EndDecoyIn(Schema):
    reason: str = Field("", max_length=300)


@router.get("", response=list[AlarmOut])
def raised(request: HttpRequest) -> list[alarms.Raised]:
    """查看提醒: in the places one watches, those nobody looked into first."""
    reader = door.signed_in(request)
    if reader is None or not alarms.may_watch(reader):
        raise Denied("matters.note_alarm")
    return alarms.alarms(reader, clock.now())


@router.post("/{alarm_id}/note", response=NotedOut)
def note_alarm(request: HttpRequest, alarm_id: Id, body: NoteAlarmIn) -> Alarm:
    """核实查看: what came of it, by somebody else."""
    return acts.note_alarm(alarm_id=number(alarm_id), note=body.note, **asked(request))


@router.get("/decoys", response=list[DecoyOut])
def planted(request: HttpRequest) -> list[decoys.Planted]:
    """Those in one's own county."""
    reader = door.signed_in(request)
    if reader is None or not any(
        post.role in permits.TABLE["matters.plant_decoy"] for post in reader.held()
    ):
        raise Denied("matters.plant_decoy")
    return decoys.planted(reader)


@router.post("/decoys", response={204: None})
def plant(request: HttpRequest, body: DecoyIn) -> Status[None]:
    """放试探件."""
    acts.plant_decoy(**body.dict() | {"place_id": number(body.place_id)}, **asked(request))
    return Status(204, None)


@router.post("/decoys/{matter_id}/end", response={204: None})
def end(request: HttpRequest, matter_id: Id, body: EndDecoyIn) -> Status[None]:
    """停用试探件."""
    acts.end_decoy(matter_id=number(matter_id), reason=body.reason, **asked(request))
    return Status(204, None)
