"""Addresses of `duties`."""

from .kinds import Address, at, everybody, own

PAGES: dict[str, Address] = {
    "desk/categories/": own("duties.see_categories", "admin", county=True),
    "desk/categories/<slug:code>/": own("duties.change_category", "admin", ask=("GET", "POST")),
    "desk/lane-names/": own("duties.name_lanes", "admin", ask=("GET", "POST"), county=True),
    "desk/lists/": own("duties.see_categories", "admin", county=True),
    "desk/lists/<slug:kind>/new/": own(
        "duties.add_item", "admin", ask=("GET", "POST"), county=True, kind="list"
    ),
    "desk/lists/item/<int:item_id>/": own(
        "duties.change_item", "admin", ask=("GET", "POST"), county=True
    ),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/duties/lists/{kind}": everybody(kind="list"),
    "POST /api/duties/categories/{category_id}": own("duties.change_category", county=True),
    "POST /api/duties/lists/{kind}": own("duties.add_item", county=True, kind="list"),
    "POST /api/duties/lists/items/{item_id}": own("duties.change_item", county=True),
    "GET /api/duties/categories": everybody(),
    "GET /api/duties/lanes/{county_id}": everybody(),
    "POST /api/duties/lanes/{county_id}": at("duties.name_lanes", "county"),
}
