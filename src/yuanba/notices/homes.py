"""A word to a household, or to one person of it. Kept as a row, so that the outbox shows it."""

from datetime import datetime
from typing import Any

from yuanba.notices import gateways
from yuanba.notices.models import Message
from yuanba.notices.rules import Channel, Kind, State
from yuanba.people.models import Household, Membership, Person


def tell(
    home: Household,
    text: Any,
    *,
    kind: Kind,
    record: str,
    now: datetime,
    person: Person | None = None,
) -> None:
    """Whoever of the household has a telephone is told, the head first; or `person` alone. Raises OSError when
    the gateway is away, and is tried again. Without a telephone it stands on their page."""
    to = person if person is not None else _first_with_telephone(home)
    if to is None or not to.phone or not gateways.reaches_phones():
        return
    place = home.place
    made, _new = Message.objects.get_or_create(
        record_id=int(record),
        kind=kind,
        defaults={
            "county_id": place.county_id, "township_id": place.township_id,
            "village_id": place.village_id, "channel": Channel.SMS, "to_name": to.name,
            "to_phone": to.phone, "text": str(text)[:600], "state": State.WAITING,
            "made_at": now,
        },
    )  # fmt: skip
    if made.state == State.SENT:
        return
    gateways.current().send(phone=made.to_phone, text=made.text, ref=str(made.pk))
    made.state, made.sent_at, made.tries = State.SENT, now, made.tries + 1
    made.save(update_fields=["state", "sent_at", "tries"])


def _first_with_telephone(home: Household) -> Person | None:
    living = Membership.objects.filter(household=home, until=None).exclude(person__phone="")
    stay = living.select_related("person").order_by("-head", "id").first()
    return stay.person if stay else None
