"""Ask an address as somebody: the path, the body of a JSON operation, and how the door answered."""

from collections.abc import Callable
from functools import cache
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.test.client import Client, ClientHandler

from tests.addresses import NAME, Address
from tests.ground import Ground
from yuanba.api import api
from yuanba.base.permits import TABLE, Role
from yuanba.base.permits import may as table_allows
from yuanba.people.models import Person
from yuanba.places.rules import Kind

REFUSED_AT_THE_DOOR = {401, 403, 404}
SAMPLES: dict[str, Any] = {"integer": 1, "number": 1, "boolean": True, "null": None}


def path_of(route: str, address: Address, ground: Ground, who: str = "") -> str:
    """The route with its names filled in: desk/units/<int:unit_id>/ → /desk/units/17/."""

    def fill(name: str) -> str:
        return ground.value(address.fill.get(name, name), who)

    if "own" in address.fill:  # a thing that must be there, though the address does not name it
        fill("own")
    return "/" + NAME.sub(lambda found: fill(found[1] or found[2]), route).lstrip("/")


def may(person: Person | None, address: Address, ground: Ground) -> bool:
    """What the table of rights says about this person and this address."""
    if address.open:
        return True
    if person is None:
        return False
    if address.signed_in:
        return True
    if address.whose:
        return person.username in address.whose
    posts = [p for p in person.held() if not address.county or p.place.kind == Kind.COUNTY]
    held = {Role(post.role) for post in posts}
    if address.roles:
        return bool(held & address.roles)
    if not address.over:
        return bool(held & TABLE[address.permit])
    return table_allows(person, address.permit, reach=ground.reach(address.over)) is not None


def client_of(person: Person | None) -> Callable[[], Client]:
    """Clients that share one session: an answer that clears a cookie spoils nothing."""
    key = ""
    if person is not None:
        first = Client()
        first.force_login(person)
        key = first.cookies[settings.SESSION_COOKIE_NAME].value

    def fresh() -> Client:
        client = Client(raise_request_exception=False)
        client.handler = _handler()
        if key:
            client.cookies[settings.SESSION_COOKIE_NAME] = key
        return client

    return fresh


@cache
def _handler() -> ClientHandler:
    """The program behind every client: putting its layers together costs as much as a request."""
    return ClientHandler(enforce_csrf_checks=False)


def past_the_door(answer: HttpResponse) -> bool:
    """Was the asker let in? Being told that a form is wrong, or too early, is being let in."""
    if answer.status_code in REFUSED_AT_THE_DOOR:
        return False
    return not (answer.status_code == 302 and answer["Location"].startswith("/signin/?next="))


# ── bodies for JSON operations, from their own description ──


def operations() -> dict[str, dict[str, Any]]:
    """METHOD path → its description, as published."""
    paths = published()["paths"]
    return {f"{m.upper()} {path}": said for path, ms in paths.items() for m, said in ms.items()}


@cache
def published() -> dict[str, Any]:
    """The OpenAPI document; making it takes half a second."""
    return cast(dict[str, Any], api.get_openapi_schema())


Fill = Callable[[str], str]  # the name of an id or of words → its value


def filler(address: Address, ground: Ground, who: str) -> Fill:
    return lambda name: ground.value(address.fill.get(name, name), who)


def query_of(operation: dict[str, Any], fill: Fill) -> str:
    """What an operation must be told in its address, for example ?q=…"""
    asked = [p for p in operation.get("parameters", []) if p["in"] == "query" and p["required"]]
    said = {p["name"]: _sample(p["schema"], p["name"], fill) for p in asked}
    return f"?{urlencode(said)}" if said else ""


def body_of(operation: dict[str, Any], fill: Fill) -> Any:
    """The smallest body that the description allows, with real ids in it."""
    said = operation.get("requestBody")
    if said is None:
        return None
    return _sample(said["content"]["application/json"]["schema"], "", fill)


def _sample(schema: dict[str, Any], name: str, fill: Fill) -> Any:
    if "$ref" in schema:
        found: Any = published()
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return _sample(found, name, fill)
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    if options := schema.get("anyOf") or schema.get("allOf"):
        return _sample(options[0], name, fill)
    kind = schema.get("type")
    if kind == "object":
        rows = schema.get("properties", {})
        return {n: _sample(rows[n], n, fill) for n in schema.get("required", [])}
    if kind == "array":
        return [_sample(schema["items"], f"{name.removesuffix('s').removesuffix('_id')}_id", fill)]
    if kind == "string":
        return _text(schema, name, fill)
    return SAMPLES[str(kind)]


def _text(schema: dict[str, Any], name: str, fill: Fill) -> str:
    if schema.get("format") == "date":
        return "2026-09-24"
    if schema.get("format") == "date-time":
        return "2026-09-24T02:00:00Z"
    if schema.get("format") == "time":
        return "10:00"
    if name.endswith("_id") or name == "receipt":
        return fill(name)  # a list named members holds ids of members
    return "sample-text-of-eight"[: schema.get("maxLength", 20)]
