"""Addresses of `grids`."""

from .kinds import GET, POST, Address, at, everybody, own

PAGES: dict[str, Address] = {
    "c/<int:place_id>/who": everybody("guest", place_id="yard"),
    "c/<int:place_id>/who/wall": everybody("guest", place_id="yard"),
    "desk/grids/": own("grids.see", "county"),
    "desk/grids/duties": own("grids.see", "county", "worker"),
    "desk/grids/village/<int:place_id>/": at("grids.see", "village", ("worker",), GET),
    "desk/grids/at/<int:place_id>/": at("grids.see", "grid", ("worker",), GET, place_id="yard"),
    "desk/grids/at/<int:place_id>/found": at("grids.found_team", "village", ("worker",)),
    "desk/grids/at/<int:place_id>/venue": at(
        "grids.open_venue", "grid", ("worker",), place_id="yard"
    ),
    "desk/grids/venue/<int:venue_id>/": at("grids.change_venue", "grid", ("worker",)),
    "desk/grids/venue/<int:venue_id>/close": at("grids.close_venue", "grid", ask=POST),
    "desk/grids/at/<int:place_id>/cards": at("grids.see", "village", ("worker",), GET),
    "desk/grids/at/<int:place_id>/roster": at("grids.see", "village", ask=GET),
    "desk/grids/at/<int:place_id>/plan": at("grids.ask_plan", "village", ("township",)),
    "desk/grids/plan/<int:plan_id>/print": at("grids.ask_plan", "village", ("township",), GET),
    "desk/grids/plan/<int:plan_id>/shift": at("grids.shift", "village", ask=POST),
    "desk/grids/plan/<int:plan_id>/adopt": at("grids.adopt_plan", "village", ask=POST),
    "desk/grids/plan/<int:plan_id>/drop": at("grids.drop_plan", "village", ask=POST),
    "desk/grids/team/<int:team_id>/": at("grids.see", "grid", ("worker",), GET),
    "desk/grids/team/<int:team_id>/covers": at(
        "grids.cover", "village", ask=POST, team_id="branch"
    ),
    "desk/grids/team/<int:team_id>/end": at("grids.end_team", "village", ask=POST),
    "desk/grids/seat/<int:seat_id>/end": at("grids.end_seat", "village", ("worker",)),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/venues/{place_id}": at("grids.see", "village"),
    "POST /api/venues/{place_id}": at("grids.open_venue", "village"),
    "POST /api/venues/one/{venue_id}/change": at("grids.change_venue", "grid"),
    "POST /api/venues/one/{venue_id}/close": at("grids.close_venue", "grid"),
    "GET /api/grids/who/{place_id}": everybody(),
    "GET /api/grids/coverage/{village_id}": at("grids.see", "village"),
    "POST /api/grids/teams": at("grids.found_team", "village"),
    "POST /api/grids/teams/{team_id}/covers": at("grids.cover", "village", team_id="branch"),
    "POST /api/grids/teams/{team_id}/end": at("grids.end_team", "village"),
    "POST /api/grids/teams/{team_id}/seats": at("grids.seat", "village"),
    "POST /api/grids/seats/{seat_id}/end": at("grids.end_seat", "village"),
    "POST /api/grids/plans": at("grids.ask_plan", "village"),
    "GET /api/grids/plans/{plan_id}": at("grids.ask_plan", "village"),
    "POST /api/grids/plans/{plan_id}/shift": at("grids.shift", "village"),
    "POST /api/grids/plans/{plan_id}/adopt": at("grids.adopt_plan", "village"),
    "POST /api/grids/plans/{plan_id}/drop": at("grids.drop_plan", "village"),
    "GET /api/grids/duties/{county_id}": everybody(),
    "POST /api/grids/duties/{county_id}": at("grids.set_duties", "county"),
}
