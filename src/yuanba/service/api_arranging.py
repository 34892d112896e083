"""日子和工作组 over JSON: the rhythm and its exceptions, working groups and who sits in them."""

from datetime import date, time

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number
from yuanba.service import acts
from yuanba.service.models import Change, Member, Schedule, Taskforce
from yuanba.service.rules import Holiday, Seat, Series

router = Router(tags=["service"], auth=django_auth)


class ArrangeIn(Schema):
    place_id: Id
    series: Series = Series.SERVICE
    weekday: int  # 0 is Monday
    holiday: Holiday = Holiday.SKIP
    opens: time
    closes: time
    source: str = Field("", max_length=200)


class ScheduleOut(Schema):
    id: Id
    series: str
    weekday: int
    holiday: str
    opens: time
    closes: time
    since: date

    @staticmethod
    def resolve_id(row: Schedule) -> str:
        return str(row.pk)


class ChangeDayIn(Schema):
    day: date
    moved_to: date | None = None
    reason: str = Field("", max_length=200)


class ChangeDayOut(Schema):
    day: date
    moved_to: date | None
    reason: str


class GroupIn(Schema):
    place_id: Id
    series: Series = Series.SERVICE
    name: str = Field("", max_length=60)


class GroupOut(Schema):
    id: Id
    series: str
    name: str
    since: date
    until: date | None

    @staticmethod
    def resolve_id(row: Taskforce) -> str:
        return str(row.pk)


class DissolveGroupIn(Schema):
    reason: str = Field("", max_length=200)


class SeatMemberIn(Schema):
    seat: Seat
    name: str = Field("", max_length=40)
    office: str = Field("", max_length=60)
    person_id: Id | None = None


class MemberOut(Schema):
    id: Id
    seat: str
    name: str
    office: str
    since: date
    until: date | None

    @staticmethod
    def resolve_id(row: Member) -> str:
        return str(row.pk)


@router.post("/schedules", response=ScheduleOut)
def arrange(request: HttpRequest, body: ArrangeIn) -> Schedule:
    """安排服务日: from today on; the rhythm before it ends."""
    said = body.dict() | {"place_id": number(body.place_id)}
    return acts.arrange(**said, **asked(request))


@router.post("/schedules/{schedule_id}/change", response=ChangeDayOut)
def change_day(request: HttpRequest, schedule_id: Id, body: ChangeDayIn) -> Change:
    """改一次: not held, or held on another day."""
    return acts.change_day(schedule_id=number(schedule_id), **body.dict(), **asked(request))


@router.post("/groups", response=GroupOut)
def form_group(request: HttpRequest, body: GroupIn) -> Taskforce:
    """组建工作组."""
    said = body.dict() | {"place_id": number(body.place_id)}
    return acts.form_group(**said, **asked(request))


@router.post("/groups/{group_id}/dissolve", response=GroupOut)
def dissolve_group(request: HttpRequest, group_id: Id, body: DissolveGroupIn) -> Taskforce:
    """工作组结束."""
    return acts.dissolve_group(group_id=number(group_id), reason=body.reason, **asked(request))


@router.post("/groups/{group_id}/seat", response=MemberOut)
def seat_member(request: HttpRequest, group_id: Id, body: SeatMemberIn) -> Member:
    """进组."""
    said = body.dict() | {"person_id": number(body.person_id) if body.person_id else None}
    return acts.seat_member(group_id=number(group_id), **said, **asked(request))


@router.post("/members/{member_id}/unseat", response=MemberOut)
def unseat_member(request: HttpRequest, member_id: Id) -> Member:
    """出组."""
    return acts.unseat_member(member_id=number(member_id), **asked(request))
