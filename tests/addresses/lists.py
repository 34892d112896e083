"""Addresses of `lists`."""

from .kinds import GET, POST, Address, at, everybody, own

PAGES: dict[str, Address] = {
    "c/<int:place_id>/lists": everybody("guest"),
    "c/<int:place_id>/lists/table.xlsx": everybody(),
    "c/<int:place_id>/lists/<int:edition_id>": everybody("guest", edition_id="standing_edition"),
    "desk/four-lists/": own("lists.see", "county", county=True),
    "desk/four-lists/bring/": own("lists.adopt", "county", ask=("GET", "POST"), county=True),
    "desk/four-lists/agree/": own("lists.adopt", ask=POST, county=True),
    "desk/four-lists/example/<slug:kind>/": own(
        "lists.adopt", "county", ask=("GET", "POST"), county=True, kind="example_kind"
    ),
    "desk/four-lists/<int:edition_id>/": at("lists.see", "county", ("county",), GET),
    "desk/four-lists/<int:edition_id>/verify/": at("lists.verify", "county", ask=POST),
    "desk/four-lists/<int:edition_id>/drop/": at("lists.drop", "county", ask=POST),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/lists/{place_id}": everybody(),
}
