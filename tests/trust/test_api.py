"""X-API: schemathesis walks every operation, each body as two of four roles, with real ids in the paths.

No fault of ours, and no status that the published description does not name.
"""

import json
from itertools import cycle
from urllib.parse import quote, unquote, urlencode

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, seed
from hypothesis import settings as how
from schemathesis.core import NotSet

from tests.world import World
from tools.testing import KIND
from yuanba.api import api
from yuanba.matters import follow

pytestmark = pytest.mark.filterwarnings("ignore")
EXAMPLES = 4  # an operation, others on each database; each asked by two of WHO in turn: 16 on both
WHO = ("guest", "worker", "handler", "admin")
FAULTS = (500, 501, 502, 504)


def walk(world: World) -> list[str]:
    """Every operation with generated bodies; returns what answered with a fault of ours. Making the
    bodies is costly, so each is sent by two, who take turns."""
    matter = world.assigned()
    clients = {who: Client(raise_request_exception=False) for who in WHO}
    for who, client in clients.items():
        if who != "guest":
            client.force_login(getattr(world, who))
    real = {
        "matter_id": str(matter.pk),
        "token": follow.token(matter.pk),
        "place_id": str(world.village.pk),
        "message_id": 1,
        "row_id": 1,
        "year": 2026,
        "day": "2026-10-10",
        "person_id": str(world.colleague.pk),
        "unit_id": str(world.lamps.pk),
        "category_id": str(world.lamp.pk),
    }
    bad: list[str] = []
    turn = cycle((WHO[:2], WHO[2:]))
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))
    for result in schema.get_all_operations():
        operation = result.ok()

        @seed(1 if KIND == "sqlite" else 2)
        @how(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            for name in case.path_parameters or {}:
                if name in real:
                    case.path_parameters[name] = real[name]
            body = "" if isinstance(case.body, NotSet) else json.dumps(case.body)
            query = urlencode({k: v for k, v in (case.query or {}).items() if v is not None}, True)
            path = f"{quote(unquote(case.formatted_path))}?{query}"
            known = case.operation.definition.raw["responses"]
            for who in next(turn):
                answer = clients[who].generic(case.method, path, body, "application/json")
                if answer.status_code in FAULTS or str(answer.status_code) not in known:
                    bad.append(f"{case.method} {case.path} {answer.status_code} to {who}")

        ask()
    return bad


def test_no_operation_answers_with_a_fault_of_ours(world: World):
    assert walk(world) == []


def test_a_planted_fault_is_found(world: World, monkeypatch):
    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("yuanba.matters.acts.report", broken)
    with pytest.raises(RuntimeError, match="planted"):
        walk(world)
