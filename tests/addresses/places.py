"""Addresses of `places`."""

from .kinds import ADMIN, GET, POST, Address, at, everybody, own, signed_in

PAGES: dict[str, Address] = {
    "desk/places/": own("places.see", "admin", county=True),
    "desk/places/<int:place_id>/": at("places.see", "county", ("admin", "county"), GET),
    "desk/places/<int:place_id>/found/": at("places.found", "county", ADMIN),
    "desk/places/<int:place_id>/rename/": at("places.rename", "county", ADMIN),
    "desk/places/<int:place_id>/move/": at("places.move", "county", ADMIN),
    "desk/places/<int:place_id>/recode/": at("places.recode", "county", ADMIN),
    "desk/places/<int:place_id>/merge/": at("places.merge", "county", ADMIN),
    "desk/places/<int:place_id>/split/": at("places.split", "county", ADMIN),
    "desk/places/<int:place_id>/close/": at("places.close", "county", ADMIN, place_id="closable"),
    "desk/places/<int:place_id>/outline/": at("places.draw_outline", "county", ADMIN),
    "desk/places/<int:place_id>/outline/wipe/": at("places.wipe_outline", "county", ask=POST),
    "desk/places/<int:place_id>/position/": at("places.locate", "village", ("worker",)),
    "desk/calendar/": signed_in("admin"),
    "desk/places/<int:village_id>/called/": at("places.call_also", "village", ("worker", "admin")),
    "desk/places/called/<int:alias_id>/drop/": at("places.drop_alias", "village", ask=POST),
    "desk/calendar/<int:year>/": own("places.see", "admin", "county", county=True),
    "desk/calendar/<int:year>/load/": own("places.load_calendar_year", ask=POST),
    "desk/calendar/<int:year>/settle/": own("places.settle_year", "admin", ask=("GET", "POST")),
    "desk/calendar/day/<isoday:day>/": own("places.set_day", "admin", ask=("GET", "POST")),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/places": everybody(),
    "POST /api/places/{place_id}/found": at("places.found", "county"),
    "POST /api/places/{place_id}/call_also": at("places.call_also", "village"),
    "POST /api/places/{place_id}/locate": at("places.locate", "village"),
    "POST /api/places/aliases/{alias_id}/drop": at("places.drop_alias", "village"),
    "POST /api/calendar/days/{day}": own("places.set_day", county=True),
    **{
        f"POST /api/places/{{place_id}}/{name}": at(f"places.{name}", "county")
        for name in (
            "rename",
            "move",
            "recode",
            "merge",
            "split",
            "dissolve",
            "close",
            "draw_outline",
            "wipe_outline",
        )
    },
    "GET /api/calendar/{year}": everybody(),
    "POST /api/calendar/{year}/load": own("places.load_calendar_year", county=True),
    "POST /api/calendar/{year}/settle": own("places.settle_year", county=True),
}
