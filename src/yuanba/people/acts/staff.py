"""Staff: who signs in, which posts they hold, and the units that can be given a matter."""

from datetime import date, datetime
from typing import Any, TypeVar

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from yuanba.base import clock, permits, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor, Reach, Role
from yuanba.base.text import _
from yuanba.people import rules
from yuanba.people.models import Person, Post, Reset, Unit
from yuanba.places.models import Place
from yuanba.places.rules import Kind

M = TypeVar("M", bound=models.Model)


def locked(model: type[M], pk: int | None) -> M:
    """The row, locked. "There is none" and "it is not yours" are one answer (trust.md rule 9)."""
    row = model._default_manager.select_for_update().filter(pk=pk).first()
    if row is None:
        raise Denied("no such thing")
    return row


def place(place_id: int) -> Place:
    found = Place.objects.filter(pk=place_id).first()
    if found is None:
        raise Denied("no such place")
    return found


@act
def add_person(
    *,
    actor: Actor,
    place_id: int,
    username: str,
    name: str,
    phone: str = "",
    password: str = "",
    now: datetime,
) -> Person:
    """添加人员: somebody who works here and signs in with a name and a password.

    Without a password nobody can sign in with this name until one is set.
    """
    permits.require(actor, "people.add_person", reach=place(place_id).reach)
    person = Person(
        username=rules.new_username(username),
        name=rules.person_name(name),
        phone=words_in.phone(phone) if phone.strip() else "",
        home_id=place_id,
        staff=True,
    )
    if Person.objects.filter(username=person.username).exists():
        raise username_taken()
    free_phone(person.phone)
    person.password = hashed(password, person) if password else make_password(None)
    person.save(force_insert=True)
    records.write("people.add_person", person, actor=actor, at=now, username=person.username)
    return person


def hashed(password: str, person: Person) -> str:
    """The password as it is kept (Argon2), if it passes the validators of the settings."""
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise Refused("password_weak", " ".join(weak.messages), field="password") from None
    return make_password(password)


def free_phone(number: str) -> None:
    """One number, one person: else a code sent to it would open two accounts."""
    if number and Person.objects.filter(phone=number).exists():
        message = _("这个电话已经登记在另一个人名下，请核对。")
        raise Refused("phone_known", message, field="phone")


@act
def set_password(*, actor: Actor, old: str, password: str, now: datetime) -> Person:
    """修改密码: one's own, knowing the old one. Other sessions end with it."""
    person = locked(Person, actor.pk)
    permits.require(actor, "people.set_password", reach={person.pk})
    if not check_password(old, person.password):
        raise Refused("old_password_wrong", _("原来的密码不对，请再看看。"), field="old")
    person.password = hashed(password, person)
    person.save(update_fields=["password"])
    records.write("people.set_password", person, actor=actor, at=now)
    return person


@act
def give_password(
    *, actor: Actor, person_id: int, username: str, password: str, now: datetime
) -> Person:
    """发登录名: the first name and password of somebody who has none, told him face to face.

    Never over one that exists: a single administrator must not take over an account (trust.md T20).
    """
    person = locked(Person, person_id)
    require_over(actor, "people.give_password", person, clock.day_of(now))
    was_reset = Reset.objects.filter(person=person, agreed_at__isnull=False).exists()
    usable, active = person.has_usable_password(), person.is_active
    rules.give_password(usable=usable, active=active, was_reset=was_reset)
    person.username = rules.new_username(username)
    if Person.objects.filter(username=person.username).exclude(pk=person.pk).exists():
        raise username_taken()
    person.password = hashed(password, person)
    person.save(update_fields=["username", "password"])
    facts = {"username": person.username}
    records.write("people.give_password", person, actor=actor, at=now, **facts)
    return person


def username_taken() -> Refused:
    return Refused("username_taken", _("这个用户名已有人用，请换一个。"), field="username")


def require_over(actor: Actor, name: str, person: Person, today: date) -> None:
    """Leave over a person: over every place where he holds a post, or else over his home.

    So a village administrator cannot stop the account of the county co-ordinator who lives there.
    """
    held = person.posts.filter(Q(until=None) | Q(until__gt=today)).select_related("place")
    reaches: list[Reach] = [post.place.reach for post in held]
    if not reaches:
        reaches = [person.home.reach if person.home else frozenset()]
    for reach in reaches:
        permits.require(actor, name, reach=reach)


@act
def block(*, actor: Actor, person_id: int, reason: str, now: datetime) -> Person:
    """停用账号: from the next request on he can do nothing; what he did stays."""
    person = locked(Person, person_id)
    require_over(actor, "people.block", person, clock.day_of(now))
    oneself = actor.pk == person.pk
    why = rules.block(active=person.is_active, oneself=oneself, reason=reason)
    person.is_active = False
    person.save(update_fields=["is_active"])
    records.write("people.block", person, actor=actor, at=now, reason=why)
    return person


@act
def unblock(*, actor: Actor, person_id: int, reason: str, now: datetime) -> Person:
    """恢复账号: he may sign in again."""
    person = locked(Person, person_id)
    require_over(actor, "people.unblock", person, clock.day_of(now))
    why = rules.unblock(active=person.is_active, reason=reason)
    person.is_active = True
    person.save(update_fields=["is_active"])
    records.write("people.unblock", person, actor=actor, at=now, reason=why)
    return person


@act
def appoint(
    *,
    actor: Actor,
    person_id: int,
    role: Role | str,
    place_id: int,
    unit_id: int | None = None,
    title: str = "",
    since: date | None = None,
    until: date | None = None,
    now: datetime,
) -> Post:
    """任职: a person holds a role at a place, or in a unit, from `since` (today unless said).

    `until` is the first day on which it is no longer held.
    """
    here = place(place_id)
    permits.require(actor, "people.appoint", reach=here.reach)
    person = locked(Person, person_id)  # locked, so that two appointments cannot both pass the rule
    start = since or clock.day_of(now)
    unit = Unit.objects.filter(pk=unit_id).first() if unit_id is not None else None
    if unit_id is not None and (unit is None or not unit.active):
        raise Refused("unit_gone", _("没有这个单位，或者它已停用。"), field="unit_id")
    new = rules.appoint(
        new=rules.Held(Role(role), here.pk, unit_id, start, until),
        kind=Kind(here.kind),
        unit_place_id=unit.place_id if unit else None,
        others=[
            rules.Held(Role(p.role), p.place_id, p.unit_id, p.since, p.until)
            for p in person.posts.filter(Q(until=None) | Q(until__gt=start))
        ],
        oneself=actor.pk == person.pk,
        active=person.is_active,
    )
    post = Post.objects.create(
        person=person,
        place=here,
        unit=unit,
        role=new.role,
        title=words_in.clean(title, most=40, least=0, field="title"),
        since=new.since,
        until=new.until,
    )
    if not person.staff:  # a resident who begins to work here
        person.staff = True
        person.save(update_fields=["staff"])
    facts = said(role=new.role, person=person.pk, unit=unit_id, since=new.since, until=new.until)
    records.write("people.appoint", post, actor=actor, at=now, **facts)
    return post


def said(**facts: Any) -> dict[str, object]:
    """Facts as JSON keeps them: ids and days as text, nothing where nothing was said."""
    return {name: str(value) for name, value in facts.items() if value is not None}


@act
def end_post(*, actor: Actor, post_id: int, reason: str, on: date | None = None, now: datetime) -> Post:  # fmt: skip
    """离任: a post ends (today unless said); its rights are gone with the next request."""
    post = locked(Post, post_id)
    permits.require(actor, "people.end_post", reach=post.place.reach)
    day = on or clock.day_of(now)
    oneself = actor.pk == post.person_id
    post.until = rules.end_post(since=post.since, until=post.until, on=day, oneself=oneself)
    why = rules.because(reason)
    post.save(update_fields=["until"])
    facts = said(person=post.person_id, role=post.role, until=post.until, reason=why)
    records.write("people.end_post", post, actor=actor, at=now, **facts)
    return post


@act
def found_unit(
    *,
    actor: Actor,
    place_id: int,
    kind: rules.UnitKind | str,
    name: str,
    phone: str = "",
    now: datetime,
) -> Unit:
    """设立单位: a department, committee, property firm … that can be given a matter."""
    permits.require(actor, "people.found_unit", reach=place(place_id).reach)
    unit = Unit(place_id=place_id, kind=rules.UnitKind(kind))
    _describe(unit, name, phone)
    unit.save(force_insert=True)
    records.write("people.found_unit", unit, actor=actor, at=now, name=unit.name, kind=unit.kind)
    return unit


def _describe(unit: Unit, name: str, phone: str) -> None:
    unit.name = words_in.clean(name, most=80, field="name", ask=_("请填写单位名称。"))
    unit.phone = words_in.phone(phone) if phone.strip() else ""
    same = Unit.objects.filter(place_id=unit.place_id, name=unit.name).exclude(pk=unit.pk)
    if same.exists():
        raise Refused("unit_known", _("这个地方已经有同名的单位。"), field="name")


@act
def change_unit(
    *,
    actor: Actor,
    unit_id: int,
    name: str,
    phone: str = "",
    active: bool = True,
    reason: str,
    now: datetime,
) -> Unit:
    """变更单位: its name, its telephone, or whether it is still given matters."""
    unit = locked(Unit, unit_id)
    permits.require(actor, "people.change_unit", reach=unit.place.reach)
    before = {"name": unit.name, "phone": unit.phone, "active": unit.active}
    _describe(unit, name, phone)
    unit.active = active
    why = rules.because(reason)
    after = {"name": unit.name, "phone": unit.phone, "active": unit.active}
    changed = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    unit.save(update_fields=["name", "phone", "active"])
    facts = {"changed": changed, "reason": why}
    records.write("people.change_unit", unit, actor=actor, at=now, **facts)
    return unit
