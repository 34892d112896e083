"""The ways to a telephone. settings.SMS_GATEWAY names one of these classes, or one of your own.

A gateway has one method, `send(phone=, text=, ref=)`: `ref` is the id of the message, the same
when it is sent again, so that the receiver can tell a repeat (at least once, never twice shown).
It raises OSError when the message did not go.
"""

import json
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from yuanba.base import clock, outgoing
from yuanba.notices.models import Message
from yuanba.notices.rules import Channel, Kind, State


class Gateway(Protocol):
    def send(self, *, phone: str, text: str, ref: str = "") -> None:
        """Hand one message over. Raises OSError when that fails."""
        ...


def current() -> Gateway:
    """The gateway named in the settings."""
    gateway: Gateway = import_string(settings.SMS_GATEWAY)()
    return gateway


def reaches_phones() -> bool:
    """Does a text message reach anybody here? Without a gateway the desk rings up instead."""
    return settings.DEMO or import_string(settings.SMS_GATEWAY) is not Outbox


class Outbox:
    """The demo's gateway: nothing leaves the house, the outbox page shows it. Elsewhere it refuses."""

    def send(self, *, phone: str, text: str, ref: str = "") -> None:
        if not settings.DEMO:
            raise OSError("no gateway to telephones is set up (YUANBA_SMS_GATEWAY)")
        if ref:
            return  # its row is in the table already
        now = clock.now()
        Message.objects.create(
            kind=Kind.CODE,
            channel=Channel.SMS,
            to_phone=phone,
            text=text,
            state=State.SENT,
            made_at=now,
            sent_at=now,
        )


class Webhook:
    """POST {"id", "phone", "text"} as JSON to YUANBA_SMS_URL; any answer but 2xx is a failure.

    The host comes from the settings only; no redirect is followed; an address inside the house's
    own network is refused unless YUANBA_SMS_PRIVATE=1 (trust.md rule 18).
    """

    def send(self, *, phone: str, text: str, ref: str = "") -> None:
        body = json.dumps({"id": ref, "phone": phone, "text": text}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if settings.SMS_TOKEN:
            headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
        answer = outgoing.post(settings.SMS_URL, body, headers, private=settings.SMS_PRIVATE)
        if not 200 <= answer.status < 300:
            raise OSError(f"the gateway answered {answer.status}")
