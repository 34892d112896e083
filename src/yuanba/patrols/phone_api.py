"""The road of a telephone that was without signal: its round, its files piece by piece, its looks in order.

Every answer tells the telephone what to do with what it keeps: 200, it is in; 409, somebody has to look;
401, sign in again and go on; anything else, keep it and try later.
"""

from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Field, Router, Schema, Status
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.asked import Id, asked, number
from yuanba.base.errors import Denied, Refused
from yuanba.patrols import acts, pieces, queries, rules
from yuanba.patrols.models import Look
from yuanba.patrols.rules import phone
from yuanba.patrols.rules.findings import Result, Then
from yuanba.people import door

router = Router(tags=["patrols"], auth=django_auth)


class OpenThereOut(Schema):
    text: str
    day: date
    fixed: bool
    number: str
    state: str
    answer: str


class RoundStopOut(Schema):
    id: Id
    n: int
    name: str
    grid: str
    kind: str
    spot: str
    mind: str
    version: int
    next: date
    due: bool
    done: bool
    lines: list[str]
    open: list[OpenThereOut]


class RoundOut(Schema):
    """What goes along. `csrf` is for what is sent in this session; `who` keeps two people on one
    telephone apart."""

    who: Id
    place: Id
    where: str
    csrf: str
    now: datetime
    days: int
    enrolled: bool
    stops: list[RoundStopOut]


class EnrollIn(Schema):
    token: str = Field(max_length=64)


class EnrolledOut(Schema):
    id: Id
    days: int


class PhoneRevokedOut(Schema):
    revoked: bool


class HaveOut(Schema):
    have: int


class SentLookIn(Schema):
    """A look as the telephone kept it. `ago` is its age in seconds by the telephone's own clock: a clock
    that is wrong, but goes, does not matter then."""

    point_id: Id
    result: Result
    text: str = Field("", max_length=rules.WORDS)
    hurts: bool = False
    soon: bool = False
    then: Then = Then.WATCH
    fix: str = Field("", max_length=rules.WORDS)
    files: list[str] = Field([], max_length=5)
    saw: int | None = None
    ago: int = Field(0, ge=-(10**10), le=10**10)


class SentLookOut(Schema):
    id: Id
    before: int
    after: int
    number: str
    state: str = ""


class TheirsOut(Schema):
    case: str
    version: int
    text: str
    day: date | None


class ClashOut(Schema):
    code: Literal["conflict"] = "conflict"
    message: str
    field: str | None
    theirs: TheirsOut


@router.get("/round", response=RoundOut)
def round_(request: HttpRequest, token: str = "") -> dict[str, Any]:
    """The round, for today; and that the telephone was heard from."""
    person, now = door.actor(request), clock.now()
    post = queries.walked_from(person)
    if post is None:
        raise Denied("patrols.see")
    today = clock.day_of(now)
    device = queries.device(person, acts.mark_of(token)) if token else None
    living = device is not None and device.revoked_at is None
    if living and device is not None and phone.heard_from(device.heard_on, today):
        acts.hear_from_device(actor=person, device_id=device.pk, now=now)
    return {
        "who": str(person.pk),
        "place": str(post.place_id),
        "where": post.place.name,
        "csrf": get_token(request),
        "now": now,
        "days": phone.DAYS,
        "enrolled": living,
        "stops": queries.bundle(post, today, person),
    }


@router.post("/devices", response=EnrolledOut)
def enroll(request: HttpRequest, body: EnrollIn) -> dict[str, Any]:
    """启用手机."""
    post = queries.walked_from(door.actor(request))
    if post is None:
        raise Denied("patrols.enroll_device")
    made = acts.enroll_device(place_id=post.place_id, token=body.token, **asked(request))
    return {"id": str(made.pk), "days": phone.DAYS}


@router.post("/devices/{device_id}/revoke", response={204: None})
def revoke(request: HttpRequest, device_id: Id) -> Status[None]:
    """停用手机."""
    acts.revoke_device(device_id=number(device_id), **asked(request))
    return Status(204, None)


@router.get("/devices/{token}", response=PhoneRevokedOut, auth=None)
def revoked(request: HttpRequest, token: str) -> dict[str, bool]:
    """Was this telephone revoked? Asked without a sign-in, by whoever holds its token."""
    return {"revoked": queries.revoked(acts.mark_of(token))}


@router.get("/pieces/{name}", response=HaveOut)
def have(request: HttpRequest, name: str) -> dict[str, int]:
    """How many bytes of this file have come."""
    return {"have": pieces.have(_walker(request), name)}


@router.post("/pieces/{name}", response=HaveOut)
def piece(request: HttpRequest, name: str, offset: int) -> dict[str, int]:
    """The bytes of the body, from `offset` on; sent again they change nothing."""
    person_id = _walker(request)
    if offset < 0:
        raise Denied("no such place")
    return {"have": pieces.add(person_id, name, offset, request.body[: 4 * phone.PIECE])}


@router.post("/looks", response={200: SentLookOut, 409: ClashOut})
def look(request: HttpRequest, body: SentLookIn) -> Any:
    """看一次, as it was kept; with the key of its first try the same answer comes again."""
    by = asked(request)
    person_id = by["actor"].pk
    made = queries.sent_before(by["key"]) if by["key"] else None
    pictures, sounds = ([], []) if made else pieces.taken(person_id, body.files)
    seen_at = None if not body.ago else by["now"] - timedelta(seconds=body.ago)
    said = body.dict(include={"result", "text", "hurts", "soon", "then", "fix", "saw"})
    point_id = number(body.point_id)
    try:
        made = acts.look(
            point_id=point_id, pictures=pictures, sounds=sounds, sent=body.files, seen_at=seen_at,
            **said, **by,
        )  # fmt: skip
    except Refused as no:
        point = queries.one_point(point_id) if no.code == "conflict" else None
        if point is None:
            raise
        clash = {"message": str(no.message), "field": no.field, "theirs": queries.theirs(point)}
        return Status(409, clash)
    pieces.drop(person_id, body.files)
    return _answered(made)


def _answered(made: Look) -> dict[str, Any]:
    finding = getattr(made, "finding", None)
    matter = finding.matter if finding is not None and finding.matter_id else None
    said = {"id": str(made.pk), "before": made.before, "after": made.after}
    return said | {"number": matter.number if matter else ""}


def _walker(request: HttpRequest) -> int:
    """Whoever may walk a round."""
    person = door.actor(request)
    if queries.walked_from(person) is None:
        raise Denied("patrols.look")
    return person.pk
