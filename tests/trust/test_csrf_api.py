"""Every JSON address that changes something by a session asks for the page's own token (X-WEB)."""

import json

from tests.world import World
from yuanba.api import api

# What whoever holds a follow link, a receipt or a ballot slip does: the token in the address, or
# the digits in the body, are the key; no session is used.
OPEN_PREFIX = (
    "/follow/{token}/",
    "/rights/follow/{token}/",
    "/lanes/follow/{token}/",
    "/councils/votes/{token}/",
    "/councils/halls/{token}/",
    "/receipt/",
    "/matters/outside/{token}/",
)
OPEN = {
    "/matters",
    "/witness/add-checkpoint",
    "/wall/rows/{row_id}/contest",
    "/wall/rows/{row_id}/also",
    "/open/items/{part_id}/ask",
    "/open/asked/{asked_id}/above",
}


def test_a_foreign_page_cannot_use_somebody_s_session(world: World):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(world.worker)
    matter = world.told()
    answer = client.post(f"/api/matters/{matter.pk}/accept", "{}", "application/json")
    assert answer.status_code == 403
    matter.refresh_from_db()
    assert matter.state == "reported"


def test_only_the_open_ones_have_no_lock():
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, said in methods.items():
            short = path.removeprefix("/api")
            if method != "get" and short not in OPEN and not short.startswith(OPEN_PREFIX):
                assert said.get("security"), f"{method} {path} takes a session without a token"


def test_every_operation_has_a_name_of_its_own():
    paths = api.get_openapi_schema()["paths"].values()
    names = [said["operationId"] for methods in paths for said in methods.values()]
    assert len(names) == len(set(names))


def test_no_two_shapes_of_the_published_description_have_one_name():
    """The description keeps one shape under each name: a second of that name would take its place, and
    whoever makes a client from it would be told wrong."""
    shapes: dict[str, set[str]] = {}
    views = [view for _prefix, router in api._routers for view in router.path_operations.values()]
    for operation in [one for view in views for one in view.operations]:
        answers = [m for m in operation.response_models.values() if hasattr(m, "model_json_schema")]
        for mode, models in (("validation", operation.models), ("serialization", answers)):
            for model in models:
                for name, shape in model.model_json_schema(mode=mode).get("$defs", {}).items():
                    shapes.setdefault(f"{mode} {name}", set()).add(
                        json.dumps(shape, sort_keys=True)
                    )
    assert {name for name, found in shapes.items() if len(found) > 1} == set()
