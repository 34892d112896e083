"""Addresses of the house itself: doors, looks, the published document."""

from .kinds import ALL, GET, POST, STAFF, Address, everybody, own

PAGES: dict[str, Address] = {
    "": everybody("guest"),
    "choose": everybody("guest"),
    "c/<int:place_id>": everybody(),
    "c/<int:place_id>/": everybody("guest", "resident"),
    "desk/": own(STAFF, *ALL, "county", "grid", "admin"),
    "desk/post": own(STAFF, ask=POST),
    "accessibility": everybody("guest"),
    "offline": everybody("guest"),
    "look": everybody(ask=POST),
    # the JSON door as people read it; its operations stand below
    "api/": everybody(ask=()),  # nothing stands there: 404 for all
    "api/docs": everybody(),
    "api/openapi.json": everybody(ask=GET),
}
