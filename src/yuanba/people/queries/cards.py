"""Household cards as the keepers of the register see them, and as the household does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from yuanba.base.text import _
from yuanba.people.models import Card, Person
from yuanba.people.queries.common import PAGE, Page, below, paged, places_over
from yuanba.places.models import Place

STATE_WORDS = {
    "waits": ("warn", _("补卡，等另一个人同意")),
    "to_print": ("warn", _("等打印")),
    "printed": ("", _("印好了，等住户启用")),
    "in_use": ("ok", _("在用")),
    "ended": ("late", _("停用了")),
}


@dataclass(frozen=True)
class CardRow:
    id: int
    household_id: int
    address: str
    where: str
    name: str
    asked_by: str
    asked_by_id: int | None
    asked_at: datetime
    state: str
    tag: str
    words: Any

    @property
    def printable(self) -> bool:
        return self.state in {"to_print", "printed"}


def state_of(card: Card) -> str:
    if card.ended_at is not None:
        return "ended"
    if card.opened_at is not None:
        return "in_use"
    if card.printed_at is not None:
        return "printed"
    return "waits" if card.replaces_id is not None and card.agreed_at is None else "to_print"


def _row(card: Card) -> CardRow:
    state = state_of(card)
    tag, words = STATE_WORDS[state]
    return CardRow(
        id=card.pk,
        household_id=card.household_id,
        address=card.household.address,
        where=card.household.place.name,
        name=card.person.name,
        asked_by=card.asked_by.name if card.asked_by else "",
        asked_by_id=card.asked_by_id,
        asked_at=card.asked_at,
        state=state,
        tag=tag,
        words=words,
    )


def _in_reach(actor: Person, act: str) -> Any:
    rows = Card.objects.filter(below(places_over(actor, act), "household__place__"))
    return rows.select_related("household__place", "person", "asked_by")


def cards(actor: Person, *, after: int | None = None) -> Page:
    """The cards within reach that wait for somebody, the oldest first; one statement."""
    rows = _in_reach(actor, "people.see_cards").filter(ended_at=None, opened_at=None)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    found, then = paged(list(rows.order_by("id")[: PAGE + 1]))
    return Page([_row(card) for card in found], then)


def card(actor: Person, card_id: int, act: str = "people.see_cards") -> CardRow | None:
    found = _in_reach(actor, act).filter(pk=card_id).first()
    return _row(found) if found else None


def card_of_household(actor: Person, household_id: int) -> CardRow | None:
    """The living card of a household, or the last one that ended; one statement."""
    rows = _in_reach(actor, "people.see_cards").filter(household_id=household_id)
    found = rows.order_by(F("ended_at").desc(nulls_first=True), "-id").first()
    return _row(found) if found else None


def my_card(person: Person) -> Card | None:
    """The card that opens the reader's own account."""
    return Card.objects.filter(person=person, ended_at=None).exclude(opened_at=None).first()


def village_of(place: Place) -> Place:
    """The village or community a household belongs to; its telephone stands on the card."""
    if place.village_id in (None, place.pk):
        return place
    return Place.objects.get(pk=place.village_id)
