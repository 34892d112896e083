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
