"""People over JSON: who is signed in, what he holds today; the acts on staff, posts and units."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema, Status
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number
from yuanba.base.permits import Role
from yuanba.people import acts, door, queries
from yuanba.people.models import Person, Post, Unit
from yuanba.people.rules import UnitKind

router = Router(tags=["people"])


class PostOut(Schema):
    role: str
    place: str
    unit: str | None


class MeOut(Schema):
    id: str
    name: str
    phone: str  # masked
    verified: str
    posts: list[PostOut]

    @staticmethod
    def resolve_id(person: Person) -> str:
        return str(person.pk)

    @staticmethod
    def resolve_phone(person: Person) -> str:
        return queries.masked(person.phone)

    @staticmethod
    def resolve_posts(person: Person) -> list[PostOut]:
        return [
            PostOut(
                role=post.role,
                place=str(post.place_id),
                unit=str(post.unit_id) if post.unit_id else None,
            )
            for post in person.held()
        ]


@router.get("/me", response=MeOut)
def me(request: HttpRequest) -> Person:
    """The signed-in person. 403 where nobody is."""
    return door.actor(request)


class CallMeIn(Schema):
    name: str


@router.post("/me", response=MeOut, auth=django_auth)
def change_me(request: HttpRequest, body: CallMeIn) -> Person:
    """改称呼: how one is called here."""
    return acts.change_me(name=body.name, **asked(request))


# ---- the acts of those who look after accounts, posts and units


class StaffOut(Schema):
    id: str
    name: str
    username: str
    active: bool

    @staticmethod
    def resolve_id(person: Person) -> str:
        return str(person.pk)

    @staticmethod
    def resolve_active(person: Person) -> bool:
        return bool(person.is_active)


class HeldOut(Schema):
    id: str
    person: str
    role: str
    place: str
    unit: str | None
    since: date
    until: date | None

    @staticmethod
    def of(post: Post) -> "HeldOut":
        return HeldOut(
            id=str(post.pk),
            person=str(post.person_id),
            role=post.role,
            place=str(post.place_id),
            unit=str(post.unit_id) if post.unit_id else None,
            since=post.since,
            until=post.until,
        )


class UnitOut(Schema):
    id: str
    kind: str
    name: str
    phone: str
    active: bool

    @staticmethod
    def resolve_id(unit: Unit) -> str:
        return str(unit.pk)


class PersonIn(Schema):
    place_id: Id
    username: str
    name: str
    phone: str = ""
    password: str = ""


class AppointIn(Schema):
    role: Role
    place_id: Id
    unit_id: Id | None = None
    title: str = ""
    since: date | None = None
    until: date | None = None


class EndIn(Schema):
    reason: str = ""
    on: date | None = None


class ReasonIn(Schema):
    reason: str = ""


class PasswordIn(Schema):
    username: str
    password: str


class UnitIn(Schema):
    place_id: Id
    kind: UnitKind
    name: str
    phone: str = ""


class ChangeUnitIn(ReasonIn):
    name: str
    phone: str = ""
    active: bool = True


@router.post("", response=StaffOut, auth=django_auth)
def add_person(request: HttpRequest, body: PersonIn) -> Person:
    """添加人员."""
    said = body.dict() | {"place_id": number(body.place_id)}
    return acts.add_person(**said, **asked(request))


@router.post("/{person_id}/appoint", response=HeldOut, auth=django_auth)
def appoint(request: HttpRequest, person_id: Id, body: AppointIn) -> HeldOut:
    """任职."""
    said = body.dict() | {"place_id": number(body.place_id)}
    said["unit_id"] = number(body.unit_id) if body.unit_id else None
    return HeldOut.of(acts.appoint(person_id=number(person_id), **said, **asked(request)))


class CarryOnIn(Schema):
    post_ids: list[Id]


@router.post("/places/{place_id}/carry-on", response=HeldOut, auth=django_auth)
def carry_on(request: HttpRequest, place_id: Id, body: CarryOnIn) -> HeldOut:
    """转岗: answers with the last of the posts that go on at this place."""
    posts = [number(pk) for pk in body.post_ids]
    return HeldOut.of(acts.carry_on(place_id=number(place_id), post_ids=posts, **asked(request)))


@router.post("/posts/{post_id}/end", response=HeldOut, auth=django_auth)
def end_post(request: HttpRequest, post_id: Id, body: EndIn) -> HeldOut:
    """离任."""
    return HeldOut.of(acts.end_post(post_id=number(post_id), **body.dict(), **asked(request)))


@router.post("/{person_id}/password", response=StaffOut, auth=django_auth)
def give_password(request: HttpRequest, person_id: Id, body: PasswordIn) -> Person:
    """发登录名: the first password of somebody who has none."""
    return acts.give_password(person_id=number(person_id), **body.dict(), **asked(request))


@router.post("/stays/{membership_id}/vouch", response={204: None}, auth=django_auth)
def vouch(request: HttpRequest, membership_id: Id) -> Status[None]:
    """当面核实: who lives in this household was seen."""
    acts.vouch(membership_id=number(membership_id), **asked(request))
    return Status(204, None)


@router.post("/{person_id}/block", response=StaffOut, auth=django_auth)
def block(request: HttpRequest, person_id: Id, body: ReasonIn) -> Person:
    """停用账号."""
    return acts.block(person_id=number(person_id), reason=body.reason, **asked(request))


@router.post("/{person_id}/unblock", response=StaffOut, auth=django_auth)
def unblock(request: HttpRequest, person_id: Id, body: ReasonIn) -> Person:
    """恢复账号."""
    return acts.unblock(person_id=number(person_id), reason=body.reason, **asked(request))


@router.post("/units", response=UnitOut, auth=django_auth)
def found_unit(request: HttpRequest, body: UnitIn) -> Unit:
    """设立单位."""
    said = body.dict() | {"place_id": number(body.place_id)}
    return acts.found_unit(**said, **asked(request))


@router.post("/units/{unit_id}", response=UnitOut, auth=django_auth)
def change_unit(request: HttpRequest, unit_id: Id, body: ChangeUnitIn) -> Unit:
    """变更单位."""
    return acts.change_unit(unit_id=number(unit_id), **body.dict(), **asked(request))
