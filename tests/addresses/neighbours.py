"""Addresses of `neighbours`: a note of another village is there for who lives there (of these nobody)
and for who writes it down for others. That neighbours find each other, the context's own tests say."""

from .kinds import GET, POST, Address, at, everybody, mine, own, signed_in

HELPER = "neighbour"
PAGES: dict[str, Address] = {
    "c/<int:place_id>/neighbours/": everybody("guest"),
    "c/<int:place_id>/neighbours/new": signed_in(ask=("GET", "POST")),
    "neighbours/<int:favour_id>/": Address(
        whose=(HELPER, "township"), looks=(HELPER, "township"), ask=GET
    ),
    "neighbours/<int:favour_id>/answer": mine("nobody who lives there", ask=POST),
    "neighbours/<int:favour_id>/takes": mine(HELPER, ask=POST),
    **{
        f"neighbours/<int:favour_id>/{slug}": at(f"neighbours.{act}", "favour", ask=POST)
        for slug, act in {
            "back": "give_back",
            "done": "finish",
            "longer": "longer",
            "down": "take_down",
        }.items()
    },
    "desk/neighbours/": own("neighbours.see", "worker", "grid"),
    "desk/neighbours/new": own("neighbours.give_back", "worker", ask=("GET", "POST")),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/neighbours/{place_id}": signed_in(),
    "POST /api/neighbours/{place_id}": mine(HELPER, place_id="favour_place"),
    "GET /api/neighbours/notes/{favour_id}": Address(whose=(HELPER, "township")),
    "POST /api/neighbours/notes/{favour_id}/answer": mine(HELPER),
    **{
        f"POST /api/neighbours/notes/{{favour_id}}/{name}": at(f"neighbours.{name}", "favour")
        for name in ("give_back", "finish", "longer", "take_down")
    },
}
