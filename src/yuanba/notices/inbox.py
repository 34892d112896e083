"""Words to somebody's inbox (通知) about his work: one message a person and record, with the page that it
speaks of. Who is to be told, and how it is said, the context says that it happened in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from yuanba.base.language import LANGUAGES
from yuanba.base.models import Record
from yuanba.notices import gateways, rules
from yuanba.notices.models import Message, Preference
from yuanba.notices.rules import Channel, Kind, State
from yuanba.people.models import Person
from yuanba.places.models import Place


def tell(
    about: Record, people: Iterable[Person], say: Any, *, kind: Kind, link: str, place: Place,
    now: datetime,
) -> None:  # fmt: skip
    """`say()` makes the sentence, in the language that each person chose. Who did it is not told of it;
    run twice, it is told once."""
    told = {one.pk: one for one in people if one.pk != about.actor_id}
    wishes = dict(Preference.objects.filter(person__in=told).values_list("person_id", "language"))
    for person in told.values():
        with translation.override(_language(wishes.get(person.pk, ""))):
            text = str(say())[:600]
        Message.objects.get_or_create(
            record_id=about.pk,
            person=person,
            defaults={
                **_scope(place), "kind": kind, "channel": Channel.INBOX, "to_name": person.name,
                "text": text, "link": link, "state": State.SENT, "made_at": now, "sent_at": now,
            },
        )  # fmt: skip


def tell_phone(
    about: Record, phone: str, say: Any, *, kind: Kind, language: str, place: Place, now: datetime
) -> None:
    """To a telephone that somebody left without a name: by a text message, else somebody rings up. Raises
    OSError when the gateway is away, and is tried again. The number stays no longer than that."""
    with translation.override(_language(language)):
        text = str(say())[:600]
    channel = rules.channel_for(
        how=Channel.SMS, phone=phone, account=False, sms=gateways.reaches_phones()
    )
    made, _new = Message.objects.get_or_create(
        record_id=about.pk,
        person=None,
        kind=kind,
        defaults={
            **_scope(place), "channel": channel, "to_phone": phone, "text": text,
            "state": rules.first_state(channel), "made_at": now,
        },
    )  # fmt: skip
    if made.channel != Channel.SMS or made.state == State.SENT:
        return
    gateways.current().send(phone=phone, text=made.text, ref=str(made.pk))
    made.state, made.sent_at, made.tries, made.to_phone = State.SENT, now, made.tries + 1, ""
    made.save(update_fields=["state", "sent_at", "tries", "to_phone"])


def _scope(place: Place) -> dict[str, int | None]:
    return {
        "county_id": place.county_id, "township_id": place.township_id,
        "village_id": place.village_id,
    }  # fmt: skip


def _language(said: str) -> str:
    return said if said in LANGUAGES else settings.LANGUAGE_CODE
