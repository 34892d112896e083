"""Addresses of `maps`."""

from .kinds import GET, Address, at, own

PAGES: dict[str, Address] = {
    "desk/map/": own("grids.see"),
    "desk/map/<int:place_id>/": at("grids.see", "village", ("worker", "township"), GET),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/maps/{place_id}/outline": at("grids.see", "village"),
}
