"""Addresses of `projects`."""

from .kinds import DESK, GET, POST, Address, at, everybody, mine, own

PAGES: dict[str, Address] = {
    "c/<int:place_id>/projects": everybody("guest"),
    "desk/projects/": own("projects.see", "worker", "handler"),
    "desk/projects/needs/new/": own(
        "projects.raise_need", "worker", "handler", ask=("GET", "POST")
    ),
    "desk/projects/needs/<int:need_id>/": at("projects.see", "village_project", DESK, GET),
    "desk/projects/resources/new/": own("projects.offer", "handler", ask=("GET", "POST")),
    "desk/projects/resources/<int:resource_id>/back/": mine("handler", "county", ask=POST),
    "desk/projects/<int:project_id>/": at("projects.see", "village_project", DESK, GET),
    "desk/projects/bought/": own("projects.see", "worker"),
    "desk/projects/bought/new/": own("projects.buy", "worker", ask=("GET", "POST")),
    "desk/projects/bought/<int:contract_id>/": at("projects.see", "village", DESK),
    "desk/projects/associations/": own("projects.see", "township"),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/projects/{place_id}": everybody(),
    "POST /api/projects/{place_id}/needs": at("projects.raise_need", "village"),
    "POST /api/projects/needs/{need_id}/drop": at("projects.drop_need", "village"),
    "POST /api/projects/needs/{need_id}/adopt": at("projects.adopt", "task"),
    "POST /api/projects/units/{unit_id}/offer": at("projects.offer", "task"),
    "POST /api/projects/resources/{resource_id}/take_back": mine("handler", "county", ask=POST),
    "POST /api/projects/{project_id}/end": at("projects.end", "village_project"),
    "POST /api/projects/{place_id}/contracts": at("projects.buy", "village"),
    "POST /api/projects/deliverables/{deliverable_id}/note": at(
        "projects.note_delivery", "village"
    ),
    "POST /api/projects/deliverables/{deliverable_id}/judge": at(
        "projects.accept_delivery", "village"
    ),
    "POST /api/projects/{place_id}/associations": at("projects.enter_association", "village"),
    "POST /api/projects/associations/{association_id}/renew": at(
        "projects.renew_association", "above"
    ),
    "POST /api/projects/associations/{association_id}/strike": at(
        "projects.strike_association", "above"
    ),
}
