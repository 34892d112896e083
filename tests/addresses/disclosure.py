"""Addresses of `disclosure`."""

from .kinds import GET, Address, at, everybody, own

PAGES: dict[str, Address] = {
    "wall/": everybody("guest"),
    "record/": everybody("guest"),
    "record/verify": everybody("guest"),
    "record/<int:tree_id>/": everybody("guest"),
    "record/<int:tree_id>/leaves": everybody(),
    "record/<int:tree_id>/<int:size>/head": everybody(),
    "record/<int:tree_id>/<int:size>/from/<int:old>": everybody(),
    "wall/<int:place_id>/": everybody("guest"),
    "wall/<int:place_id>/print": everybody("guest"),
    "wall/<int:place_id>/shared": everybody("guest"),
    "wall/rows/<int:row_id>/also": everybody("guest", ask=("GET", "POST"), row_id="hung_open"),
    "desk/publish": own("disclosure.see", "worker", "supervisor"),
    "desk/publish/<int:row_id>": at("disclosure.see", "row", ("worker", "colleague"), GET),
    "desk/publish/many": own("disclosure.see_many", "worker", "township", ask=("GET", "POST")),
    "wall/rows/<int:row_id>/contest": everybody(ask=("GET", "POST"), row_id="hung"),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/wall/{place_id}": everybody(),
    "POST /api/wall/rows/{row_id}/publish": at("disclosure.publish", "row"),
    "POST /api/wall/rows/{row_id}/edit": at("disclosure.edit_row", "row"),
    "POST /api/wall/rows/{row_id}/hold": at("disclosure.hold", "row"),
    "POST /api/wall/many/{place_id}/propose": at("disclosure.propose_release", "village"),
    "POST /api/wall/many/{release_id}/release": at("disclosure.release", "village"),
    "POST /api/wall/many/{release_id}/drop": at("disclosure.drop_release", "village"),
    "POST /api/wall/rows/{row_id}/also": everybody(row_id="hung_open"),
    "GET /api/wall/{place_id}/open": everybody(),
    "POST /api/wall/rows/{row_id}/contest": everybody(row_id="hung"),
    "POST /api/witness/add-checkpoint": everybody(),
}
