"""试探件 over JSON: the same acts, for the security administrator alone."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.security import django_auth

from yuanba.base import permits
from yuanba.base.asked import Id, asked, number
from yuanba.base.errors import Denied
from yuanba.matters import acts
from yuanba.matters.queries import decoys
from yuanba.people import door

router = Router(tags=["decoys"], auth=django_auth)


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


@router.get("", response=list[DecoyOut])
def planted(request: HttpRequest) -> list[decoys.Planted]:
    """Those in one's own county."""
    reader = door.signed_in(request)
    if reader is None or not any(
        post.role in permits.TABLE["matters.plant_decoy"] for post in reader.held()
    ):
        raise Denied("matters.plant_decoy")
    return decoys.planted(reader)


@router.post("", response={204: None})
def plant(request: HttpRequest, body: DecoyIn) -> Status[None]:
    """放试探件."""
    acts.plant_decoy(**body.dict() | {"place_id": number(body.place_id)}, **asked(request))
    return Status(204, None)


@router.post("/{matter_id}/end", response={204: None})
def end(request: HttpRequest, matter_id: Id, body: EndDecoyIn) -> Status[None]:
    """停用试探件."""
    acts.end_decoy(matter_id=number(matter_id), reason=body.reason, **asked(request))
    return Status(204, None)
