"""Households (户): founded, joined, left, split, merged. Nothing is overwritten: days are kept."""

from datetime import date, datetime

from django.conf import settings

from yuanba.base import clock, permits, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.people import rules
from yuanba.people.acts.residents import new_resident
from yuanba.people.acts.staff import locked, place
from yuanba.people.models import Household, HouseholdLink, HouseholdPast, Membership, Person

Ids = list[int] | tuple[int, ...] | frozenset[int] | set[int]


def _day(day: date | None, now: datetime) -> date:
    founded = date.fromisoformat(settings.FOUNDED)
    return rules.since(day, today=clock.day_of(now), founded=founded)


def _new(place_id: int, address: str, code: str, since: date) -> Household:
    home = Household(place_id=place_id, since=since)
    ask = _("请填写住址，例如三组12号。")
    home.address = words_in.clean(address, most=120, field="address", ask=ask)
    home.code = words_in.clean(code, most=24, least=0, field="code") or f"H{home.pk}"
    if Household.objects.filter(code=home.code).exists():
        raise Refused("code_taken", _("这个户号已经有了，请核对。"), field="code")
    home.save(force_insert=True)
    return home


@act
def found_household(
    *,
    actor: Actor,
    place_id: int,
    address: str,
    code: str = "",
    since: date | None = None,
    now: datetime,
) -> Household:
    """立户: a household with an address; the code is made up unless the village has one."""
    permits.require(actor, "people.found_household", reach=place(place_id).reach)
    home = _new(place_id, address, code, _day(since, now))
    records.write("people.found_household", home, actor=actor, at=now, code=home.code)
    return home


@act
def join_household(
    *,
    actor: Actor,
    household_id: int,
    person_id: int,
    head: bool = False,
    since: date | None = None,
    now: datetime,
) -> Membership:
    """入户: a person belongs to a household from a day on; a new head (户主) follows the old."""
    home = locked(Household, household_id)
    permits.require(actor, "people.join_household", reach=home.place.reach)
    person = locked(Person, person_id)
    current = person.memberships.filter(until=None).first()
    now_in = current.household_id if current else None
    rules.join(now_in=now_in, household_id=home.pk, ended=home.until is not None)
    joined = _join(home, person.pk, _day(since, now), head=head)
    facts = {"household": str(home.pk), "person": str(person.pk), "head": head}
    records.write("people.join_household", joined, actor=actor, at=now, **facts)
    return joined


@act
def vouch(*, actor: Actor, membership_id: int, now: datetime) -> Person:
    """当面核实: who lives here was seen, and is who he says (verification level, trust.md T7)."""
    stay = locked(Membership, membership_id)
    home = Household.objects.select_related("place").get(pk=stay.household_id)
    permits.require(actor, "people.vouch", reach=home.place.reach)
    person = locked(Person, stay.person_id)
    person.verified = rules.vouch(
        level=rules.Verified(person.verified),
        ended=stay.until is not None,
        oneself=person.pk == actor.pk,
    )
    person.save(update_fields=["verified"])
    records.write("people.vouch", person, actor=actor, at=now, household=str(home.pk))
    return person


@act
def enrol(
    *,
    actor: Actor,
    household_id: int,
    name: str,
    phone: str = "",
    head: bool = False,
    since: date | None = None,
    now: datetime,
) -> Membership:
    """登记入户: somebody is written into a household by name; he is made if nobody knows him yet.

    A number that is known must belong to this name, and then it is that person who joins.
    """
    home = locked(Household, household_id)
    permits.require(actor, "people.enrol", reach=home.place.reach)
    number = words_in.phone(phone) if phone.strip() else ""
    known = Person.objects.select_for_update().filter(phone=number).first() if number else None
    if known is None or known.name != name.strip():
        known = new_resident(name, number, home.place_id)
    current = known.memberships.filter(until=None).first()
    now_in = current.household_id if current else None
    rules.join(now_in=now_in, household_id=home.pk, ended=home.until is not None)
    joined = _join(home, known.pk, _day(since, now), head=head)
    facts = {"household": str(home.pk), "person": str(known.pk), "head": head}
    records.write("people.enrol", joined, actor=actor, at=now, **facts)
    return joined


def _join(home: Household, person_id: int, day: date, *, head: bool) -> Membership:
    if head:
        for old in home.members.filter(until=None, head=True):  # the row stays as it was, ended
            _end(old, day)
            Membership.objects.create(household=home, person_id=old.person_id, since=day)
    return Membership.objects.create(household=home, person_id=person_id, head=head, since=day)


def _end(membership: Membership, day: date) -> None:
    membership.until = max(day, membership.since)
    membership.save(update_fields=["until"])


@act
def leave_household(
    *, actor: Actor, membership_id: int, reason: str, on: date | None = None, now: datetime
) -> Membership:
    """迁出: a person no longer belongs to the household; that he did stays known."""
    left = locked(Membership, membership_id)
    home = left.household
    permits.require(actor, "people.leave_household", reach=home.place.reach)
    if left.until is not None:
        raise Refused("already_left", _("这个人已经迁出了。"))
    why = rules.because(reason)
    _end(left, _day(on, now))
    facts = {"household": str(home.pk), "person": str(left.person_id), "reason": why}
    records.write("people.leave_household", left, actor=actor, at=now, **facts)
    return left


@act
def split_household(
    *,
    actor: Actor,
    household_id: int,
    person_ids: Ids,
    head_id: int | None = None,
    address: str,
    code: str = "",
    on: date | None = None,
    now: datetime,
) -> Household:
    """分户: some members form a household of their own; both know of one another."""
    old = locked(Household, household_id)
    permits.require(actor, "people.split_household", reach=old.place.reach)
    day, leaving = _day(on, now), frozenset(person_ids)
    current = {m.person_id: m for m in old.members.filter(until=None)}
    rules.split(members=frozenset(current), leaving=leaving, ended=old.until is not None)
    new = _new(old.place_id, address, code, day)
    for person_id in sorted(leaving):
        _end(current[person_id], day)
        _join(new, person_id, day, head=person_id == head_id)
    HouseholdLink.objects.create(before=old, after=new, how="split", on=day)
    facts = {"out_of": str(old.pk), "persons": [str(p) for p in sorted(leaving)]}
    records.write("people.split_household", new, actor=actor, at=now, **facts)
    return new


@act
def move_household(
    *,
    actor: Actor,
    household_id: int,
    place_id: int,
    address: str = "",
    on: date | None = None,
    now: datetime,
) -> Household:
    """搬家: a household lives in another building or courtyard of its village from a day on; where it
    lived stays readable. Whom it can call follows from the place; so does the home of its members."""
    home, target = locked(Household, household_id), place(place_id)
    permits.require(actor, "people.move_household", reach=home.place.reach)
    permits.require(actor, "people.move_household", reach=target.reach)
    said = words_in.clean(address, most=120, least=0, field="address") or home.address
    rules.move(
        ended=home.until is not None,
        same=(home.place_id, home.address) == (target.pk, said),
        below=target.village_id == home.place.village_id,
        gone=target.until is not None,
    )
    lived = home.past.order_by("-until").values_list("until", flat=True).first() or home.since
    day = max(_day(on, now), lived)
    HouseholdPast.objects.create(
        household=home, place_id=home.place_id, address=home.address, since=lived, until=day
    )
    facts = {"place": [str(home.place_id), str(target.pk)], "on": day.isoformat()}
    living = home.members.filter(until=None).values("person_id")
    Person.objects.filter(pk__in=living, home_id=home.place_id).update(home=target)
    home.place, home.address = target, said
    home.save(update_fields=["place", "address"])
    records.write("people.move_household", home, actor=actor, at=now, **facts)
    return home


@act
def merge_households(
    *, actor: Actor, household_id: int, into_id: int, on: date | None = None, now: datetime
) -> Household:
    """并户: all members go into another household; the first one ends and stays readable."""
    pair = {pk: locked(Household, pk) for pk in sorted({household_id, into_id})}  # lower id first
    old, into = pair[household_id], pair[into_id]
    permits.require(actor, "people.merge_households", reach=old.place.reach)
    permits.require(actor, "people.merge_households", reach=into.place.reach)
    ended = old.until is not None or into.until is not None
    rules.merge(same=old.pk == into.pk, ended=ended)
    day = _day(on, now)
    moving = list(old.members.filter(until=None))
    for membership in moving:
        _end(membership, day)
        _join(into, membership.person_id, day, head=False)
    old.until = max(day, old.since)
    old.save(update_fields=["until"])
    HouseholdLink.objects.create(before=old, after=into, how="merge", on=day)
    facts = {"ended": str(old.pk), "persons": [str(m.person_id) for m in moving]}
    records.write("people.merge_households", into, actor=actor, at=now, **facts)
    return into
