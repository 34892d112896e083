"""Somebody asks to be forgotten; another person answers within the set days (PIPL 47, 50)."""

from datetime import datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.people.models import Person
from yuanba.places import queries as places
from yuanba.rights import queries, rules, store
from yuanba.rights.models import Wish
from yuanba.rights.rules import Erasable, WishState


@act
def ask_erasure(*, actor: Person, now: datetime, why: str = "") -> Wish:
    """请求删除我的信息."""
    permits.require(actor, "rights.ask_erasure", reach={actor.pk})
    person = Person.objects.select_for_update().get(pk=actor.pk)
    pending = Wish.objects.filter(person=person, state=WishState.ASKED).exists()
    rules.ask_erasure(staff=bool(actor.held()), pending=pending)
    today = clock.day_of(now)
    wish = Wish.objects.create(
        person=person,
        state=WishState.ASKED,
        why=" ".join(why.split())[:300],
        asked_at=now,
        due=places.calendar().after(today, rules.ANSWER_WITHIN),
    )
    records.write("rights.ask_erasure", wish, actor=actor, at=now, due=wish.due.isoformat())
    return wish


@act
def withdraw(*, actor: Person, wish_id: int, now: datetime) -> Wish:
    """收回请求."""
    wish = Wish.objects.select_for_update().filter(pk=wish_id, state=WishState.ASKED).first()
    if wish is None:
        raise Denied("rights.withdraw")
    permits.require(actor, "rights.withdraw", reach={wish.person_id})
    wish.state, wish.answered_at = WishState.WITHDRAWN, now
    wish.save(update_fields=["state", "answered_at"])
    records.write("rights.withdraw", wish, actor=actor, at=now)
    return wish


@act
def grant_erasure(*, actor: Person, wish_id: int, now: datetime) -> Wish:
    """同意删除: the account is closed and emptied, with the contacts of all his matters and his voice."""
    wish = _take(actor, wish_id, "rights.grant_erasure")
    person = Person.objects.select_for_update().get(pk=wish.person_id)
    wish.state = rules.grant_erasure(
        state=WishState(wish.state),
        open_matters=queries.open_matters(person),
        oneself=actor.pk == wish.person_id,
    )
    wish.answered_at, wish.answered_by = now, actor
    wish.why = ""
    wish.save(update_fields=["state", "answered_at", "answered_by", "why"])
    records.write("person.erased", person, actor=actor, at=now)
    own = store.forget_person(person)
    store.erase(Erasable.CONTACT, own)
    store.forget_voices(own)
    ids = [str(pk) for pk in own]
    facts = {"person": str(person.pk), "matters": ids}
    records.write("rights.grant_erasure", wish, actor=actor, at=now, **facts)
    return wish


@act
def refuse_erasure(*, actor: Person, wish_id: int, reason: str, now: datetime) -> Wish:
    """不能删: with the law that asks to keep it; the person reads it."""
    wish = _take(actor, wish_id, "rights.refuse_erasure")
    wish.reason = rules.refuse_erasure(
        state=WishState(wish.state), reason=reason, oneself=actor.pk == wish.person_id
    )[:300]
    wish.state, wish.answered_at, wish.answered_by = WishState.REFUSED, now, actor
    wish.save(update_fields=["state", "reason", "answered_at", "answered_by"])
    records.write("rights.refuse_erasure", wish, actor=actor, at=now, reason=wish.reason)
    return wish


def _take(actor: Actor, wish_id: int, name: str) -> Wish:
    rows = Wish.objects.select_for_update(of=("self",)).select_related("person__home")
    wish = rows.filter(pk=wish_id).first()
    if wish is None:
        raise Denied(name)
    home = wish.person.home
    permits.require(actor, name, reach=home.reach if home else queries.house())
    return wish
