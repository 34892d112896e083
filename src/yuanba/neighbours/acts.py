"""A note hangs, somebody takes it on, it is done or comes down; what is over is cleared."""

from datetime import datetime, timedelta

from yuanba.base import clock, permits, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.neighbours import queries, rules
from yuanba.neighbours.models import Favour
from yuanba.neighbours.rules import Kind, State
from yuanba.people.models import Person
from yuanba.places.models import Place


def _lives(actor: Actor, place: Place, name: str) -> Person:
    """Whoever lives in this village and signed in. Raises Denied; at the desk it is asked who is meant."""
    if isinstance(actor, Person) and queries.lives_in(actor, place.village_id) is not None:
        return actor
    if queries.writes_for_others(place, actor):
        raise Refused("name", _("请写是谁。"), field="name")
    raise Denied(name)


def _favour(favour_id: int, actor: Actor, name: str) -> Favour:
    """The note, locked, if this person may do this to it."""
    rows = Favour.objects.select_for_update(of=("self",)).select_related("place")
    found = rows.filter(pk=favour_id).first()
    if found is None:
        raise Denied(name)
    permits.require(actor, name, reach=found.reach)
    return found


def _one_of_two(favour: Favour, actor: Actor, name: str, *, owner: bool) -> None:
    """Only whoever it is about, its helper where that is enough, or the desk. Raises Denied."""
    two = {favour.person_id} | (set() if owner else {favour.helper_id})
    if not (actor.pk is not None and actor.pk in two) and not queries.writes_for_others(
        favour.place, actor
    ):
        raise Denied(name)


@act
def put_up(
    *, actor: Actor, place_id: int, kind: Kind, text: str, now: datetime, days: int = rules.USUAL,
    show_phone: bool = False, name: str = "", phone: str = "", agreed: bool = False,
) -> Favour:  # fmt: skip
    """登一条互助: one's own; or the desk for somebody else who agreed, with name and telephone."""
    place = Place.objects.select_for_update().filter(pk=place_id, until=None).first()
    if place is None or place.village_id is None:
        raise Denied("neighbours.put_up")
    permits.require(actor, "neighbours.put_up", reach=place.reach)
    for_other = bool(name.strip() or phone.strip() or agreed) and queries.writes_for_others(
        place, actor
    )
    if for_other:
        rules.agreed(agreed)
        person, called = None, name
        number = words_in.phone(phone) if phone.strip() else ""
    else:
        person = _lives(actor, place, "neighbours.put_up")
        called, number = person.name[: rules.NAME], person.phone
    today = clock.day_of(now)
    said, who, ends = rules.put_up(
        text=text, name=called, days=days, today=today,
        hanging=queries.open_of(person, called.strip(), place),
    )  # fmt: skip
    if show_phone and not number:
        raise Refused("phone", _("没有电话，没法显示；请写电话，或者不勾这一项。"), field="phone")
    made = Favour.objects.create(
        place=place, kind=kind, text=said, person=person, name=who, phone=number,
        show_phone=show_phone, put_at=now, until=ends,
    )  # fmt: skip
    facts = {"kind": kind, "until": ends.isoformat(), "show_phone": show_phone}
    records.write("neighbours.put_up", made, actor=actor, at=now, for_other=for_other, **facts)
    return made


@act
def answer(
    *, actor: Actor, favour_id: int, now: datetime, name: str = "", phone: str = ""
) -> Favour:
    """我来: takes a need on, or asks for what is offered; or the desk writes down who does."""
    favour = _favour(favour_id, actor, "neighbours.answer")
    if name.strip() and queries.writes_for_others(favour.place, actor):
        person = None
        who = words_in.clean(name, most=rules.NAME, field="name")
        number = words_in.phone(phone) if phone.strip() else ""
    else:
        person = _lives(actor, favour.place, "neighbours.answer")
        who, number = person.name[: rules.NAME], person.phone
    favour.state = rules.answer(
        state=State(favour.state), ends=favour.until, today=clock.day_of(now),
        own=person is not None and person.pk == favour.person_id,
    )  # fmt: skip
    favour.helper, favour.helper_name, favour.helper_phone = person, who, number
    favour.matched_at = now
    favour.save(update_fields=["state", "helper", "helper_name", "helper_phone", "matched_at"])
    records.write("neighbours.answer", favour, actor=actor, at=now, for_other=person is None)
    return favour


@act
def give_back(*, actor: Actor, favour_id: int, now: datetime) -> Favour:
    """帮不成: it hangs again, and whoever took it on is on it no more."""
    favour = _favour(favour_id, actor, "neighbours.give_back")
    _one_of_two(favour, actor, "neighbours.give_back", owner=False)
    favour.state = rules.give_back(State(favour.state))
    favour.until = max(favour.until, rules.until(3, clock.day_of(now)))  # time to find another
    favour.helper, favour.helper_name, favour.helper_phone = None, "", ""
    favour.matched_at = None
    favour.save(
        update_fields=["state", "until", "helper", "helper_name", "helper_phone", "matched_at"]
    )
    records.write("neighbours.give_back", favour, actor=actor, at=now)
    return favour


@act
def finish(*, actor: Actor, favour_id: int, now: datetime, thanks: str = "") -> Favour:
    """办好了: whoever was to be helped says so, with a word of thanks if he likes."""
    favour = _favour(favour_id, actor, "neighbours.finish")
    helped = favour.person_id if favour.kind == Kind.ASK else favour.helper_id
    if not (actor.pk is not None and actor.pk == helped) and not queries.writes_for_others(
        favour.place, actor
    ):
        raise Denied("neighbours.finish")
    favour.state, favour.thanks = rules.finish(state=State(favour.state), thanks=thanks)
    favour.ended_on = clock.day_of(now)
    favour.save(update_fields=["state", "thanks", "ended_on"])
    records.write("neighbours.finish", favour, actor=actor, at=now, thanked=bool(favour.thanks))
    return favour


@act
def take_down(*, actor: Actor, favour_id: int, now: datetime, why: str = "") -> Favour:
    """撤下: whoever put it up, or the desk with a reason that he reads."""
    favour = _favour(favour_id, actor, "neighbours.take_down")
    _one_of_two(favour, actor, "neighbours.take_down", owner=True)
    own = actor.pk is not None and actor.pk == favour.person_id
    favour.state, favour.why = rules.take_down(state=State(favour.state), why=why, own=own)
    favour.ended_on = clock.day_of(now)
    favour.save(update_fields=["state", "why", "ended_on"])
    records.write("neighbours.take_down", favour, actor=actor, at=now, own=own)
    return favour


@act
def longer(*, actor: Actor, favour_id: int, days: int, now: datetime) -> Favour:
    """再登几天."""
    favour = _favour(favour_id, actor, "neighbours.longer")
    _one_of_two(favour, actor, "neighbours.longer", owner=True)
    favour.until = rules.longer(state=State(favour.state), days=days, today=clock.day_of(now))
    favour.save(update_fields=["until"])
    until = favour.until.isoformat()
    records.write("neighbours.longer", favour, actor=actor, at=now, until=until)
    return favour


@act
def clear(*, actor: Actor, favour_id: int, now: datetime) -> Favour:
    """清除: a month after its end nothing of a note is left but that it was there."""
    favour = _favour(favour_id, actor, "neighbours.clear")
    today = clock.day_of(now)
    if (favour.ended_on or favour.until) > today - timedelta(days=rules.CLEARED):
        raise Refused("early", _("还没有到清除的时候。"))
    records.write("neighbours.clear", favour, actor=actor, at=now)
    favour.delete()
    return favour
