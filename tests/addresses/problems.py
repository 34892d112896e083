"""Addresses of `problems`."""

from .kinds import DESK, GET, POST, Address, at, own

PAGES: dict[str, Address] = {
    "desk/problems/": own("problems.see", "worker", "county"),
    "desk/problems/months": own("problems.see", "county"),
    "desk/problems/<int:problem_id>/": at("problems.see", "problem", ("worker", "township"), GET),
    "desk/problems/<int:problem_id>/join": at("problems.join", "problem", DESK),
    "desk/problems/<int:problem_id>/begin": at("problems.begin", "problem", ("township",)),
    "desk/problems/<int:problem_id>/finish": at("problems.finish", "problem", DESK),
    "desk/problems/<int:problem_id>/steps/<int:step_id>": at("problems.advance", "problem", DESK),
    "desk/problems/<int:problem_id>/out/<int:matter_id>": at(
        "problems.take_out", "problem", DESK, matter_id="leak"
    ),
    **{
        f"desk/problems/<int:problem_id>/{slug}": at(f"problems.{act}", "problem", ask=POST)
        for slug, act in {
            "confirm": "confirm",
            "drop": "drop",
            "add": "add_matter",
            "suggest": "suggest",
            "choose": "choose",
        }.items()
    },
}
OPERATIONS: dict[str, Address] = {
    "GET /api/problems": own("problems.see"),
    "GET /api/problems/{problem_id}": at("problems.see", "problem"),
    **{
        f"POST /api/problems/{{problem_id}}/{act}": at(
            f"problems.{act}", "problem", into_id="problem_id"
        )
        for act in (
            "confirm",
            "drop",
            "add_matter",
            "take_out",
            "join",
            "begin",
            "advance",
            "finish",
            "suggest",
            "choose",
        )
    },
}
