"""Addresses of `charters`."""

from .kinds import POST, Address, at, everybody, own

PAGES: dict[str, Address] = {
    "charters/<int:place_id>/": everybody("guest"),
    "charters/texts/<int:version_id>/": everybody("guest"),
    "charters/recordings/<int:recording_id>": everybody(),
    "desk/charters/": own("charters.see", "worker", "township"),
    "desk/charters/write": own("charters.write", "worker", ask=("GET", "POST")),
    "desk/charters/<int:version_id>/": at("charters.see", "issue", ("worker", "township")),
    "desk/charters/<int:version_id>/record": at("charters.record", "village", ("worker",)),
    "desk/charters/recordings/<int:recording_id>/down": at(
        "charters.take_down", "village", ask=POST
    ),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/charters/{place_id}": everybody(),
    "POST /api/charters/{place_id}": at("charters.write", "village"),
    "POST /api/charters/texts/{version_id}/adopt": at("charters.adopt", "issue"),
    "POST /api/charters/texts/{version_id}/file": at("charters.file", "issue"),
    "POST /api/charters/texts/{version_id}/send_back": at("charters.send_back", "issue"),
    "POST /api/charters/texts/{version_id}/repeal": at("charters.repeal", "issue"),
}
