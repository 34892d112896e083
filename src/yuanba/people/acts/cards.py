"""Household cards: given, agreed to, printed, opened by the household, stopped at once when lost."""

import secrets
from base64 import b32encode
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import constant_time_compare, salted_hmac

from yuanba.base import clock, permits, records
from yuanba.base.act import act, every_time
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.people import rules
from yuanba.people.acts import tries
from yuanba.people.acts.signing import sign_in
from yuanba.people.acts.staff import locked
from yuanba.people.door import Guest
from yuanba.people.models import Card, Household, Person, Session

# Hears, once, what is printed: the card's number and the first code on the tear-off.
Printed = Callable[[Card, str, str], object]


def _home(household_id: int, actor: Actor, name: str) -> Household:
    home = locked(Household, household_id)
    permits.require(actor, name, reach=home.place.reach)
    return home


def _card(card_id: int, actor: Actor, name: str) -> Card:
    card = locked(Card, card_id)
    permits.require(actor, name, reach=card.household.place.reach)
    return card


@act
def ask_card(*, actor: Actor, household_id: int, person_id: int, now: datetime) -> Card:
    """发户卡, 补户卡: a card for a household, in the name of one who lives there.

    Where a card was in use before, a second person has to agree before it is printed.
    """
    home = _home(household_id, actor, "people.ask_card")
    person = Person.objects.filter(pk=person_id).first()
    lives = person is not None and home.members.filter(person=person, until=None).exists()
    before = home.cards.exclude(ended_at=None).exclude(opened_at=None).order_by("-id").first()
    rules.ask_card(
        lives_here=lives,
        works_here=person is not None and _works(person, now),
        living_card=home.cards.filter(ended_at=None).exists(),
        ended=home.until is not None,
    )
    if before is not None and hasattr(before, "replaced_by"):
        before = _last(before)
    card = Card(household=home, person_id=person_id, asked_by_id=actor.pk, asked_at=now)
    card.replaces = before
    card.save(force_insert=True)
    facts = {"household": str(home.pk), "person": str(person_id), "again": before is not None}
    records.write("people.ask_card", card, actor=actor, at=now, **facts)
    return card


def _works(person: Person, now: datetime) -> bool:
    return any(post.held_on(clock.day_of(now)) for post in person.posts.all())


def _last(card: Card) -> Card:
    """The end of a chain of replacements: also those that were stopped before they were used."""
    while hasattr(card, "replaced_by"):
        card = card.replaced_by
    return card


@act
def agree_card(*, actor: Actor, card_id: int, now: datetime) -> Card:
    """同意补卡: somebody else than who asked."""
    card = _card(card_id, actor, "people.agree_card")
    if card.ended_at is not None:
        raise Refused("card_over", _("这张卡停用了。"))
    asked_it = actor.pk is not None and actor.pk == card.asked_by_id
    agreed = card.agreed_at is not None
    rules.agree_card(asked_it=asked_it, needed=card.replaces_id is not None, agreed=agreed)
    card.agreed_by_id, card.agreed_at = actor.pk, now
    card.save(update_fields=["agreed_by", "agreed_at"])
    records.write("people.agree_card", card, actor=actor, at=now)
    return card


@act
def print_card(*, actor: Actor, card_id: int, now: datetime, told: Printed) -> Card:
    """印户卡: a new key and a new first code, told once; an earlier print of it opens nothing."""
    card = _card(card_id, actor, "people.print_card")
    rules.print_card(
        needs_another=card.replaces_id is not None,
        agreed=card.agreed_at is not None,
        opened=card.opened_at is not None,
        ended=card.ended_at is not None,
    )
    key = b32encode(secrets.token_bytes(rules.KEY_BYTES)).decode().rstrip("=")
    first = f"{secrets.randbelow(10**6):06d}"
    card.key, card.first_code, card.printed_at = _digest(key), _first(card, first), now
    card.save(update_fields=["key", "first_code", "printed_at"])
    records.write("people.print_card", card, actor=actor, at=now)
    told(card, key, first)
    return card


def _digest(key: str) -> str:
    """128 random bits: a plain hash cannot be turned round."""
    return sha256(key.encode()).hexdigest()


def _first(card: Card, code: str) -> str:
    return salted_hmac("yuanba.card", f"{card.pk}:{code}", algorithm="sha256").hexdigest()


@act
def stop_card(*, actor: Actor, card_id: int, reason: str, now: datetime) -> Card:
    """停用户卡: lost, or given back. Whoever is signed in with it is out at the next request."""
    card = locked(Card, card_id)
    permits.require(actor, "people.stop_card", reach=card.household.place.reach | {card.person_id})
    if card.ended_at is not None:
        raise Refused("card_over", _("这张卡停用了。"))
    why = rules.because(reason)
    card.ended_at = now
    card.save(update_fields=["ended_at"])
    with_it = [s.pk for s in Session.objects.filter(person=card.person_id) if _by_card(s)]
    Session.objects.filter(pk__in=with_it).delete()
    records.write("people.stop_card", card, actor=actor, at=now, reason=why)
    return card


def _by_card(session: Session) -> bool:
    return session.get_decoded().get("how") == "card"


# ---- the household's side


def card_of(number: str) -> Card | None:
    """The printed card with this number."""
    key = rules.card_number(number)
    if len(key) != rules.KEY_SIGNS:
        return None
    return Card.objects.filter(key=_digest(key)).first()


def _known(number: str, address: str, now: datetime) -> Card:
    """The card at the door; guesses are counted for the card, or where there is none, the address."""
    card = card_of(number)
    tries.take("card" if card else "card-from", str(card.pk) if card else address, now=now)
    if card is None:
        raise Refused("card_unknown", _("没有这张卡，请照着卡上的字再填。"), field="number")
    if card.ended_at is not None:
        raise Refused("card_over", _("这张卡停用了，请打电话给社区。"))
    return card


def open_card(
    *, number: str, code: str, pin: str, again: str, address: str, now: datetime
) -> Person:
    """The first time: the code of the tear-off, and a PIN that only the household knows."""
    card = _known(number, address, now)
    chosen = rules.new_pin(rules.typed(pin), rules.typed(again))
    begin_card(actor=Guest(), card_id=card.pk, code=rules.typed(code), pin=chosen, now=now)
    return _in(card, now)


@act
@every_time
def begin_card(*, actor: Actor, card_id: int, code: str, pin: str, now: datetime) -> Card:
    """启用户卡: the household sets its own PIN; from then on the first code is good for nothing."""
    card = locked(Card, card_id)
    permits.require(actor, "people.begin_card", reach=frozenset())
    fresh = card.printed_at is not None and now < card.printed_at + rules.FIRST_CODE_LASTS
    right = constant_time_compare(card.first_code, _first(card, code))
    if card.ended_at is not None or card.opened_at is not None or not fresh or not right:
        message = _("纸条上的六位数不对，或者过了两个月。请再看看，或者打电话给社区。")
        raise Refused("first_code_wrong", message, field="code")
    card.pin, card.opened_at, card.first_code = make_password(pin), now, ""
    card.save(update_fields=["pin", "opened_at", "first_code"])
    records.write("people.begin_card", card, actor=card.person, at=now)
    return card


def open_with_card(*, number: str, pin: str, address: str, now: datetime) -> Person:
    """Sign in by card and PIN, as the person the household chose."""
    card = _known(number, address, now)
    if card.opened_at is None or not check_password(rules.typed(pin), card.pin):
        raise Refused("pin_wrong", _("密码不对，请再试一次。"), field="pin")
    return _in(card, now)


def _in(card: Card, now: datetime) -> Person:
    person = card.person
    living = card.household.members.filter(person=person, until=None).exists()
    if not living or _works(person, now):
        message = _("这张卡是按从前的情况发的，现在用不了了，请打电话给社区。")
        raise Refused("card_out_of_date", message)
    sign_in(actor=Guest(), person_id=person.pk, how="card", now=now)
    tries.forget("card", str(card.pk))
    return person


@act
def change_pin(*, actor: Actor, old: str, pin: str, again: str, now: datetime) -> Card:
    """改户卡密码: knowing the old one."""
    mine = Card.objects.filter(person_id=actor.pk or 0, ended_at=None)
    found = mine.exclude(opened_at=None).first()
    if found is None:
        raise Denied("no card")
    card = locked(Card, found.pk)
    permits.require(actor, "people.change_pin", reach={card.person_id})
    if not check_password(rules.typed(old), card.pin):
        raise Refused("pin_wrong", _("原来的密码不对，请再试一次。"), field="old")
    card.pin = make_password(rules.new_pin(rules.typed(pin), rules.typed(again)))
    card.save(update_fields=["pin"])
    records.write("people.change_pin", card, actor=actor, at=now)
    return card
