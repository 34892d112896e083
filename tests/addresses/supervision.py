"""Addresses of `supervision`."""

from .kinds import GET, Address, at, everybody, own

PAGES: dict[str, Address] = {
    "supervision/<int:place_id>/": everybody("guest"),
    "supervision/<int:place_id>/clue": everybody("guest", ask=("GET", "POST")),
    "supervision/samples/<int:sample_id>/": everybody("guest"),
    "supervision/clue": everybody("guest", ask=("GET", "POST")),
    "desk/supervision/": own("supervision.see", "worker", "supervisor"),
    "desk/supervision/draw": own("supervision.draw", "supervisor", ask=("GET", "POST")),
    "desk/supervision/suggest": own("supervision.suggest", "supervisor", ask=("GET", "POST")),
    "desk/supervision/report": own("supervision.report", "supervisor", ask=("GET", "POST")),
    "desk/supervision/hand": Address("supervision.hand_finding", county=True, ask=("GET", "POST")),
    "desk/supervision/samples/<int:sample_id>/": at(
        "supervision.see", "issue", ("supervisor",), ask=GET
    ),
    "desk/supervision/picks/<int:pick_id>/": at("supervision.see", "issue", ("supervisor",)),
    "desk/supervision/suggestions/<int:suggestion_id>/": at(
        "supervision.answer_suggestion",
        "issue",
        ("worker",),
        suggestion_id="watch_suggestion",
    ),
    "desk/supervision/findings/<int:finding_id>/": at(
        "supervision.see", "issue", ("worker",), finding_id="watch_finding"
    ),
    "desk/supervision/clues/<int:clue_id>/": at("supervision.see_clues", "issue", ("supervisor",)),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/supervision/{place_id}": everybody(),
    "GET /api/supervision/samples/{sample_id}": everybody(),
    "POST /api/supervision/{place_id}/draw": at("supervision.draw", "village"),
    "POST /api/supervision/{place_id}/suggest": at("supervision.suggest", "village"),
    "POST /api/supervision/{place_id}/report": at("supervision.report", "village"),
    "POST /api/supervision/{place_id}/findings": at("supervision.hand_finding", "above"),
    "POST /api/supervision/picks/{pick_id}/judge": at("supervision.judge", "issue"),
    "POST /api/supervision/picks/{pick_id}/explain": at("supervision.explain", "issue"),
    "POST /api/supervision/suggestions/{suggestion_id}/answer": at(
        "supervision.answer_suggestion", "issue", suggestion_id="watch_suggestion"
    ),
    "POST /api/supervision/findings/{finding_id}/put_right": at(
        "supervision.put_right", "issue", finding_id="watch_finding"
    ),
    "POST /api/supervision/findings/{finding_id}/check": at(
        "supervision.check_finding", "issue", finding_id="watch_finding"
    ),
    "POST /api/supervision/clues/{clue_id}/open": at("supervision.open_clue", "issue"),
    "POST /api/supervision/clues/{clue_id}/hand": at("supervision.hand_clue", "issue"),
    "POST /api/supervision/clues/{clue_id}/close": at("supervision.close_clue", "issue"),
}
