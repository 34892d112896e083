"""The side rows of a telling: who spoke, for whom, in which language."""

from dataclasses import replace
from datetime import datetime

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.matters import pile, receipts
from yuanba.matters.models import Matter, Receipt, Speaking
from yuanba.matters.rules import Spoken, Who
from yuanba.people.models import Person, Unit
from yuanba.people.rules import LOCAL


def tidy(spoken: Spoken) -> Spoken:
    """Name and number of the one who spoke as they may be kept. Raises Refused beside the field."""
    name, phone = spoken.speaker, spoken.speaker_phone
    return replace(
        spoken,
        speaker=words_in.clean(name, most=40, least=0, field="speaker") if name else "",
        speaker_phone=words_in.phone(phone, field="speaker_phone") if phone else "",
    )


def keep_spoken(matter_id: int, spoken: Spoken, *, helper: Actor | None, now: datetime) -> None:
    """Write the row beside the matter. One statement; two for a body, whose unit is looked at."""
    if spoken.who is Who.BODY:
        village = Matter.objects.filter(pk=matter_id).values("county_id")
        fits = Unit.objects.filter(
            pk=spoken.unit_id or 0, active=True, place__county_id__in=village
        )
        if not fits.exists():
            raise Refused("no_unit", _("没有这个单位，请从列表里选一个。"), field="unit")
    Speaking.objects.create(
        matter_id=matter_id,
        who=spoken.who,
        relation=spoken.relation or "",
        speaker=spoken.speaker,
        speaker_phone=spoken.speaker_phone,
        present=True if spoken.who is Who.TYPED else spoken.present,
        to_speaker=spoken.to_speaker,
        helper=helper if isinstance(helper, Person) else None,
        unit_id=spoken.unit_id if spoken.who is Who.BODY else None,
        language=spoken.language,
        at=now,
    )


def body_of(matter: Matter) -> Unit | None:
    """The body whose own matter this is, or None. One statement."""
    if pile.current.get():
        return None
    own = Speaking.objects.filter(matter_id=matter.pk, who=Who.BODY).select_related("unit").first()
    return own.unit if own else None


def sits_in(actor: Actor, body: Unit) -> bool:
    """Has this person a post in the body, or (of a local body) one that works at its place?

    The supervisor watches the body and is not of it.
    """
    posts = actor.held() if isinstance(actor, Person) else []
    return any(
        post.unit_id == body.pk
        or (body.kind in LOCAL and post.place_id == body.place_id and post.role != "supervisor")
        for post in posts
    )


def give_receipt(matter_id: int, key: str) -> str:
    """The digits of an anonymous report; only what finds and proves them is written."""
    n, digits = 0, receipts.made(key)
    while Receipt.objects.filter(lookup=receipts.lookup(digits)).exists():
        n += 1  # one in a hundred million: another matter begins with the same eight
        digits = receipts.made(key, n)
    Receipt.objects.create(
        matter_id=matter_id, lookup=receipts.lookup(digits), hash=receipts.hashed(digits)
    )
    return digits


def receipt_again(matter_id: int, key: str) -> str:
    """The same digits, for a form that was sent again because its answer got lost."""
    kept = Receipt.objects.get(pk=matter_id)
    for n in range(100):
        digits = receipts.made(key, n)
        if receipts.lookup(digits) == kept.lookup:
            return digits
    raise AssertionError("a receipt that its form did not make")
