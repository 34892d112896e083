"""Addresses of `projects`."""

from .kinds import DESK, GET, POST, Address, at, everybody, mine, own

PAGES: dict[str, Address] = {
    "c/<int:place_id>/projects": everybody("guest"),
    "desk/projects/": own("projects.see", "worker", "handler"),
    "desk/projects/needs/new/": own("projects.raise_need", "worker", ask=("GET", "POST")),
    "desk/projects/needs/<int:need_id>/": at("projects.see", "village_project", DESK, GET),
    "desk/projects/resources/new/": own("projects.offer", "handler", ask=("GET", "POST")),
    "desk/projects/resources/<int:resource_id>/back/": mine("handler", "county", ask=POST),
    "desk/projects/<int:project_id>/": at("projects.see", "village_project", DESK, GET),
    "desk/projects/bought/": own("projects.see", "worker"),
    "desk/projects/bought/new/": own("projects.buy", "worker", ask=("GET", "POST")),
    "desk/projects/bought/<int:contract_id>/": at("projects.see", "village", DESK),
    "desk/projects/associations/": own("projects.see", "township"),
}
