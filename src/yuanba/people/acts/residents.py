"""Residents: registered by the community, or known by the telephone they confirmed."""

from datetime import datetime

from django.contrib.auth.hashers import make_password

from yuanba.base import permits, records, words_in
from yuanba.base.act import act
from yuanba.base.permits import Actor
from yuanba.people import rules
from yuanba.people.acts.staff import free_phone, locked, place
from yuanba.people.models import Person


@act
def register_resident(
    *, actor: Actor, name: str, phone: str = "", home_id: int, now: datetime
) -> Person:
    """登记居民: known by name and home; the telephone counts once its owner has confirmed it."""
    permits.require(actor, "people.register_resident", reach=place(home_id).reach)
    person = new_resident(name, words_in.phone(phone) if phone.strip() else "", home_id)
    records.write("people.register_resident", person, actor=actor, at=now)
    return person


def new_resident(name: str, phone: str, home_id: int | None) -> Person:
    person = Person(name=rules.person_name(name), phone=phone, home_id=home_id)
    free_phone(phone)
    person.username = f"r{person.pk}"  # nobody types it: residents sign in by telephone
    person.password = make_password(None)
    person.save(force_insert=True)
    return person


@act
def move_home(*, actor: Actor, person_id: int, place_id: int, now: datetime) -> Person:
    """迁居: a person lives somewhere else; the record keeps where he lived before."""
    person = locked(Person, person_id)
    target = place(place_id)
    mine = {person.pk} if actor.pk == person.pk else set()
    permits.require(actor, "people.move_home", reach=target.reach | mine)
    facts = {"before": str(person.home_id or ""), "after": str(target.pk)}
    person.home = target
    person.save(update_fields=["home"])
    records.write("people.move_home", person, actor=actor, at=now, **facts)
    return person


@act
def change_me(*, actor: Actor, name: str, now: datetime) -> Person:
    """改称呼: how one is called here."""
    person = locked(Person, actor.pk)
    permits.require(actor, "people.change_me", reach={person.pk})
    person.name = rules.person_name(name)
    person.save(update_fields=["name"])
    records.write("people.change_me", person, actor=actor, at=now)
    return person
