"""What the house itself sends out: to a host that stands in the settings, and never round a corner
(trust.md rule 18)."""

import http.client
import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

TIMEOUT = 5.0  # seconds
MOST = 64 * 1024  # bytes of an answer that are read


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str  # its Content-Type
    body: bytes


def post(url: str, body: bytes, headers: Mapping[str, str], *, private: bool) -> Answer:
    """Post this; no redirect is followed. Raises OSError when there was no answer, or when the address is
    one of our own network (or not https) and the settings did not say so (`private`)."""
    where = urlsplit(url)
    path = f"{where.path or '/'}{'?' + where.query if where.query else ''}"
    line = _line(where.scheme, where.hostname or "", where.port, private)
    try:
        line.request("POST", path, body, headers)
        answer = line.getresponse()
        kind = answer.headers.get("Content-Type", "")
        return Answer(answer.status, kind, answer.read(MOST))
    except http.client.HTTPException as fault:
        raise OSError("no answer as it should be") from fault
    finally:
        line.close()


def _line(scheme: str, host: str, port: int | None, private: bool) -> http.client.HTTPConnection:
    """A connection to the very address that was looked at: a name cannot turn round in between."""
    if not host or scheme not in {"https", "http"}:
        raise OSError("this is not a web address")
    if scheme == "http" and not private:
        raise OSError("the address must be https")
    secure = scheme == "https"
    address = _public(host, port or (443 if secure else 80), private)
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    line = kind(host, port, timeout=TIMEOUT)

    def to_that_address(_to: object, timeout: float, _source: object = None) -> socket.socket:
        return socket.create_connection(address, timeout)

    vars(line)["_create_connection"] = to_that_address  # http.client has no public way to say so
    return line


def _public(host: str, port: int, private: bool) -> tuple[str, int]:
    """The address of a host. Raises OSError if it is one of our own network and that is not said."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not private:
        for address in addresses:
            if not ipaddress.ip_address(address.split("%")[0]).is_global:
                raise OSError("the address is not a public one")
    return addresses[0], port
