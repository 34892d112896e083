"""Addresses of `catalogue`."""

from .kinds import POST, Address, at, everybody, own

PAGES: dict[str, Address] = {
    "open/<int:place_id>/": everybody("guest"),
    "open/<int:place_id>/year": everybody("guest"),
    "open/<int:place_id>/now": everybody("guest"),
    "open/<int:place_id>/data.csv": everybody(),
    "open/<int:place_id>/data.json": everybody(),
    "open/<int:place_id>/feed.atom": everybody(),
    "open/<int:place_id>/meetings.ics": everybody(),
    "open/issues/<int:issue_id>/": everybody("guest"),
    "open/issues/<int:issue_id>/print": everybody("guest"),
    "open/issues/<int:issue_id>/say": everybody("guest"),
    "open/issues/<int:issue_id>/table.xlsx": everybody(),
    "open/items/<int:part_id>/ask": everybody("guest", ask=("GET", "POST")),
    "open/asked/<int:asked_id>/above": everybody(ask=POST),
    "desk/open/": own("catalogue.see", "worker", "supervisor", "township"),
    "desk/open/draft": own("catalogue.draft", ask=POST),
    "desk/open/late": own("catalogue.see", "township"),
    "desk/open/issues/<int:issue_id>/": at("catalogue.see", "issue", ("worker", "supervisor")),
    "desk/open/items/<int:part_id>/": at("catalogue.correct", "issue", ("worker",)),
    "desk/open/asked/<int:asked_id>/": at("catalogue.see", "issue", ("worker",)),
    "desk/open/catalogue/": own("catalogue.see", "worker"),
    "desk/open/catalogue/edit": own("catalogue.adopt", "worker", ask=("GET", "POST")),
}
