"""Addresses of `charters`."""

from .kinds import Address, at, everybody, own

PAGES: dict[str, Address] = {
    "charters/<int:place_id>/": everybody("guest"),
    "charters/texts/<int:version_id>/": everybody("guest"),
    "desk/charters/": own("charters.see", "worker", "township"),
    "desk/charters/write": own("charters.write", "worker", ask=("GET", "POST")),
    "desk/charters/<int:version_id>/": at("charters.see", "issue", ("worker", "township")),
}
