"""Addresses of `proofs`."""

from .kinds import DESK, GET, Address, at, everybody, own

PAGES: dict[str, Address] = {
    "proof/": everybody("guest"),
    "proof/<slug:code>": everybody("guest", code="proof_code"),
    "desk/proofs/": own("proofs.see", "worker"),
    "desk/proofs/new/<int:line_id>/": own(
        "proofs.issue", *DESK, ask=("GET", "POST"), line_id="proof_yes"
    ),
    "desk/proofs/away/<int:line_id>/": own(
        "proofs.turn_away", *DESK, ask=("GET", "POST"), line_id="proof_no"
    ),
    "desk/proofs/slips/<int:turned_id>/": at("proofs.see", "village", DESK, GET),
    "desk/proofs/<int:proof_id>/": at("proofs.see", "village", DESK, GET),
    "desk/proofs/<int:proof_id>/paper": at("proofs.see", "village", DESK, GET),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/proofs/check/{code}": everybody(code="proof_code"),
    "POST /api/proofs/{place_id}": at("proofs.issue", "village"),
    "POST /api/proofs/{place_id}/away": at("proofs.turn_away", "village"),
    "POST /api/proofs/{proof_id}/withdraw": at("proofs.withdraw", "village"),
}
