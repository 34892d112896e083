"""Addresses of `rights`."""

from .kinds import POST, Address, everybody, held, mine, own, signed_in

PAGES: dict[str, Address] = {
    "privacy": everybody("guest"),
    "me/data": signed_in("resident", "worker", ask=("GET", "POST")),
    "me/data/withdraw": mine("resident", ask=POST, own="wish_id"),
    "me/data/file": signed_in(),
    "f/<str:token>/data": held(),
    "f/<str:token>/data/erase": everybody(ask=POST),
    "f/<str:token>/data/disown": held(),
    "not-me": everybody("guest"),
    "f/<str:token>/data/file": everybody(),
    "desk/keeping": own("rights.see", "admin", "security"),
    "desk/keeping/batch/<int:batch_id>/<slug:slug>": own("rights.agree", ask=POST, slug="agree"),
    "desk/keeping/wish/<int:wish_id>/<slug:slug>": own(
        "rights.grant_erasure", ask=POST, slug="grant"
    ),
    "desk/keeping/period/<slug:kind>": own(
        "rights.set_period", "security", ask=("GET", "POST"), kind="period"
    ),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/rights/periods": everybody(),
    "GET /api/rights/me": signed_in(),
    "POST /api/rights/me/erasure": signed_in(),
    "POST /api/rights/periods/{kind}": own("rights.set_period", kind="period"),
    "POST /api/rights/wishes/{wish_id}/grant": own("rights.grant_erasure"),
    "POST /api/rights/wishes/{wish_id}/refuse": own("rights.refuse_erasure"),
    "POST /api/rights/wishes/{wish_id}/withdraw": mine("resident"),
    "GET /api/rights/follow/{token}": everybody(),
    "POST /api/rights/follow/{token}/contact": everybody(),
    "POST /api/rights/follow/{token}/erase": everybody(),
    "POST /api/rights/follow/{token}/disown": everybody(),
    **{
        f"POST /api/rights/batches/{{batch_id}}/{name}": own(f"rights.{name}")
        for name in ("agree", "carry_out", "drop")
    },
}
