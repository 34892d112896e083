"""Addresses of `insight`."""

from .kinds import Address, R, everybody, own

PAGES: dict[str, Address] = {
    "figures/": everybody("guest"),
    "figures/<int:place_id>/": everybody("guest"),
    "figures/<int:place_id>/table.csv": everybody(),
    "figures/<int:place_id>/sample": everybody(place_id="county"),
    "desk/record": own(frozenset({R.ADMIN, R.AUDIT, R.SUPERVISOR}), "audit"),
    "desk/figures": own(frozenset({R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR}), "township"),
    "burden/": everybody("guest"),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/insight/rates": everybody(),
    "GET /api/insight/burden": everybody(),
}
