"""The ways to a telephone. settings.SMS_GATEWAY names one of these classes, or one of your own.

A gateway has one method, `send(phone=, text=, ref=)`: `ref` is the id of the message, the same
when it is sent again, so that the receiver can tell a repeat (at least once, never twice shown).
It raises OSError when the message did not go.
"""

import http.client
import ipaddress
import json
import socket
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from yuanba.base import clock
from yuanba.notices.models import Message
from yuanba.notices.rules import Channel, Kind, State

TIMEOUT = 5.0  # seconds (trust.md rule 18)


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
        where = urlsplit(settings.SMS_URL)
        path = f"{where.path or '/'}{'?' + where.query if where.query else ''}"
        line = _line(where.scheme, where.hostname or "", where.port)
        try:
            line.request("POST", path, body, headers)
            status = line.getresponse().status
        except http.client.HTTPException as fault:
            raise OSError("the gateway did not answer as it should") from fault
        finally:
            line.close()
        if not 200 <= status < 300:
            raise OSError(f"the gateway answered {status}")


def _line(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    """A connection to the very address that was looked at: a name cannot turn round in between."""
    if not host or scheme not in {"https", "http"}:
        raise OSError("YUANBA_SMS_URL is not a web address")
    if scheme == "http" and not settings.SMS_PRIVATE:
        raise OSError("YUANBA_SMS_URL must be https")
    secure = scheme == "https"
    address = _public(host, port or (443 if secure else 80))
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    line = kind(host, port, timeout=TIMEOUT)
    create: Any = lambda _to, timeout, _source=None: socket.create_connection(address, timeout)  # noqa: E731
    line._create_connection = create  # type: ignore[attr-defined]
    return line


def _public(host: str, port: int) -> tuple[str, int]:
    """The address of a host. Raises OSError if it is one of our own network and that is not said."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not settings.SMS_PRIVATE:
        for address in addresses:
            if not ipaddress.ip_address(address.split("%")[0]).is_global:
                raise OSError("the gateway's address is not a public one")
    return addresses[0], port
