"""The hot address and the careful one behind it are one address: same codes, same rows."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world import World
from yuanba.api import _careful, api
from yuanba.matters import api as matters
from yuanba.matters import quick
from yuanba.matters.models import Matter

GOOD: dict[str, Any] = {"place_id": "", "text": "路灯不亮，三天了。"}


def told(client, world: World, said: object, **headers: str):
    if isinstance(said, dict) and said.get("place_id") == "":
        said = said | {"place_id": str(world.grid.pk)}
    body = said if isinstance(said, bytes) else json.dumps(said)
    return client.post("/api/matters", body, "application/json", headers=headers)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (GOOD, 201),
        (GOOD | {"more": [1, {"deep": None}]}, 201),  # what we do not know is not read
        (GOOD | {"happened_on": None}, 201),
        (GOOD | {"happened_on": "2026-09-01"}, 201),
        (GOOD | {"happened_on": "2026-09-01T00:00:00"}, 201),  # the careful reader takes it
        (GOOD | {"happened_on": "9月1日"}, 422),
        (GOOD | {"spot": None}, 422),
        (GOOD | {"spot": 3}, 422),
        (GOOD | {"text": "灯" * 20_001}, 422),
        (GOOD | {"text": "灯光" * 1_001}, 409),  # our own sentence, beside the field
        (GOOD | {"text": ""}, 409),
        (GOOD | {"place_id": 12}, 422),
        (GOOD | {"place_id": "12"}, 409),
        (GOOD | {"place_id": "石桥"}, 403),
        ({"text": "路灯不亮"}, 422),
        ([], 422),
        ("路灯", 422),
        (b"", 422),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'{"place_id": "1", "text": "\\ud800"}', 422),
    ],
)
def test_every_body_gets_the_code_that_the_document_says(world: World, client, said, status):
    answer = told(client, world, said)
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"].startswith("application/json")
    assert Matter.objects.count() == (status == 201)
    if status == 201:
        assert set(answer.json()) == set(matters.Received.model_fields)


def test_both_readers_answer_alike(world: World, client, monkeypatch):
    """The same key makes the second a repeat: number, code, link and day are the first ones."""
    said = GOOD | {"spot": "3栋", "contact_phone": "13800000126", "happened_on": "2026-09-01"}
    quickly = told(client, world, said, **{"Idempotency-Key": "k" * 20})
    monkeypatch.setattr(quick, "read", lambda _request: None)
    carefully = told(client, world, said, **{"Idempotency-Key": "k" * 20})
    assert quickly.status_code == carefully.status_code == 201
    assert quickly.json() == carefully.json()
    assert quickly.headers["Content-Type"] == carefully.headers["Content-Type"]
    assert Matter.objects.count() == 1


def test_a_refusal_is_said_in_the_reader_s_language_by_both(world: World, client, monkeypatch):
    english = {"Accept-Language": "en"}
    quickly = told(client, world, GOOD | {"text": ""}, **english).json()
    monkeypatch.setattr(quick, "read", lambda _request: None)
    carefully = told(client, world, GOOD | {"text": ""}, **english).json()
    assert quickly == carefully
    assert quickly["message"].isascii()


def test_only_what_the_document_offers_is_offered(client, db):
    assert client.get("/api/matters").status_code == 405
    assert client.put("/api/matters", "{}", "application/json").status_code == 405
    assert list(api.get_openapi_schema()["paths"]["/api/matters"]) == ["post"]
    assert _careful.csrf_exempt  # as the quick one: nobody has a session here


def test_the_two_forms_have_the_same_fields():
    strict = {field.name: field.required for field in msgspec.structs.fields(quick.Report)}
    lenient = {name: f.is_required() for name, f in matters.ReportIn.model_fields.items()}
    assert strict == lenient


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=3,
)


@settings(deadline=None)  # a busy machine is no failure
@given(st.dictionaries(st.sampled_from(list(matters.ReportIn.model_fields)), ANY))
def test_what_the_strict_reader_takes_the_careful_one_takes_alike(said):
    try:
        strict = msgspec.json.decode(msgspec.json.encode(said), type=quick.Report)
    except msgspec.ValidationError:
        return
    assert matters.ReportIn(**said).dict() == msgspec.structs.asdict(strict)
