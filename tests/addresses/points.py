"""Addresses of `points`."""

from .kinds import GET, POST, Address, at, everybody, mine, own, signed_in

PAGES: dict[str, Address] = {
    "points/": signed_in("resident", "worker"),
    "points/tell": signed_in("resident", ask=("GET", "POST")),
    "points/name": mine("resident", ask=POST),
    "points/hazards/<int:matter_id>": mine("resident", ask=POST, matter_id="own_hazard"),
    "points/<int:claim_id>/": mine("resident", ask=("GET", "POST")),
    "points/<int:claim_id>/withdraw": mine("resident", ask=POST),
    "points/<int:claim_id>/photo/<slug:name>": mine("resident", name="claim_photo"),
    "points/shop": signed_in("resident", ask=("GET", "POST")),
    "points/shop/<int:deal_id>/": mine("resident", ask=("GET", "POST")),
    "points/shop/<int:deal_id>/back": mine("resident", ask=POST),
    "desk/points/shop/": own("points.see_shop", "worker", "grid", "shopkeeper", ask=GET),
    "desk/points/shop/for": own("points.reserve", "worker", ask=("GET", "POST")),
    "desk/points/shop/new": own("points.keep_item", "worker", ask=("GET", "POST")),
    "desk/points/shop/day": own("points.see_shop", "worker"),
    "desk/points/shop/hours": own("points.set_hours", "worker", ask=("GET", "POST")),
    "desk/points/shop/deals/<int:deal_id>/": at("points.see_shop", "grid", ("worker",), ask=GET),
    "desk/points/shop/slips": own("points.print_slips", "worker", ask=("GET", "POST")),
    "desk/points/shop/slips/<int:sheet>/": at(
        "points.print_slips", "village", ask=GET, sheet="slip_sheet"
    ),
    "desk/points/shop/enter": own("points.enter_slips", "worker", ask=("GET", "POST")),
    "desk/points/shop/entered/<int:day_id>/": at(
        "points.enter_slips", "village", ("worker",), ask=GET, day_id="slip_day"
    ),
    "desk/points/shop/cards": own("points.reserve", "worker"),
    "points/shop/photo/<slug:name>": everybody(name="goods_picture"),
    "desk/points/shop/items/<int:item_id>/": at(
        "points.count_stock", "village", ("worker",), item_id="shop_item"
    ),
    "desk/points/shop/disputes/<int:dispute_id>/": at("points.answer_dispute", "grid", ("worker",)),
    "desk/points/fund": own("points.see", "worker", "supervisor", ask=GET),
    "desk/points/openings": own("points.see", "worker", "supervisor"),
    "desk/points/balances": own("points.export_balances", ask=POST),
    "desk/points/seen": own("points.see_pairs", "worker", "supervisor"),
    "desk/points/due": own("points.book_due", ask=POST),
    "c/<int:place_id>/points": everybody("guest", "resident"),
    "c/<int:place_id>/points/print": everybody("guest"),
    "desk/points/": own("points.see", "worker", "grid", "township"),
    "desk/points/new": own("points.tell", "worker", ask=("GET", "POST")),
    "desk/points/list": own("points.tell_list", "worker", "grid", ask=("GET", "POST")),
    "desk/points/list/<int:roster_id>/": at("points.see", "grid", ("worker", "grid"), ask=GET),
    "desk/points/taking": own("points.propose_taking", "worker", ask=("GET", "POST")),
    "desk/points/claims/<int:claim_id>/": at("points.see", "grid", ("worker", "grid")),
    "desk/points/claims/<int:claim_id>/object": at("points.see", "grid", ("worker",)),
    "desk/points/claims/<int:claim_id>/photo/<slug:name>": at(
        "points.see", "grid", ask=GET, name="claim_photo"
    ),
    "desk/points/book/": own("points.see", "worker", "township"),
    "desk/points/book/ratify": own("points.ratify_book", ask=POST),
    "desk/points/book/edit": own("points.adopt_book", "worker", ask=("GET", "POST")),
    "desk/points/panel": own("points.seat_panel", "worker", ask=("GET", "POST")),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/points/places/{place_id}/book": everybody(),
    "GET /api/points/places/{place_id}/list": everybody(),
    "GET /api/points/places/{place_id}/waiting": at("points.see", "village"),
    "GET /api/points/mine": signed_in(),
    "POST /api/points/places/{place_id}/book": at("points.adopt_book", "village"),
    "POST /api/points/places/{place_id}/panel": at("points.seat_panel", "village"),
    "POST /api/points/places/{place_id}/kin": at("points.declare_kin", "village"),
    "POST /api/points/hazards/{matter_id}/tell": mine("resident", matter_id="own_hazard"),
    "POST /api/points/places/{place_id}/rosters": at("points.tell_list", "claim"),
    "POST /api/points/rosters/{roster_id}/check": at("points.check_list", "claim"),
    "POST /api/points/households/{household_id}/tell": at(
        "points.tell", "claim", household_id="claim_home"
    ),
    "POST /api/points/households/{household_id}/choose_name": at(
        "points.choose_name", "claim", household_id="claim_home"
    ),
    "POST /api/points/households/{household_id}/propose_taking": at(
        "points.propose_taking", "claim", household_id="claim_home"
    ),
    "POST /api/points/claims/{claim_id}/object_to": signed_in(),
    "POST /api/points/objections/{objection_id}/answer": at(
        "points.answer_objection", "claim", objection_id="points_objection"
    ),
    "GET /api/points/purse": signed_in(),
    "GET /api/points/places/{place_id}/figures": everybody(),
    "GET /api/points/places/{place_id}/shop": everybody(),
    "GET /api/points/places/{place_id}/openings": at("points.see", "village"),
    "POST /api/points/places/{place_id}/balances": at("points.export_balances", "village"),
    "POST /api/points/places/{place_id}/budget": at("points.set_budget", "village"),
    "POST /api/points/places/{place_id}/book_due": at("points.book_due", "village"),
    "POST /api/points/claims/{claim_id}/book": at("points.book", "claim"),
    "POST /api/points/places/{place_id}/items": at(
        "points.keep_item", "village", item_id="shop_item"
    ),
    "POST /api/points/items/{item_id}/stock_up": at(
        "points.stock_up", "village", item_id="shop_item"
    ),
    "POST /api/points/items/{item_id}/count": at(
        "points.count_stock", "village", item_id="shop_item"
    ),
    "POST /api/points/counts/{stocktake_id}/agree": at("points.agree_stock", "village"),
    "POST /api/points/households/{household_id}/reserve": at(
        "points.reserve", "deal", household_id="claim_home", item_id="shop_item"
    ),
    "POST /api/points/deals/{deal_id}/give_back": at("points.give_back", "deal"),
    "POST /api/points/deals/{deal_id}/dispute": at("points.dispute", "deal"),
    "POST /api/points/disputes/{dispute_id}/answer": at("points.answer_dispute", "deal"),
    "GET /api/points/places/{place_id}/shop_hours": everybody(),
    "POST /api/points/places/{place_id}/shop_hours": at("points.set_hours", "village"),
    "POST /api/points/deals/{deal_id}/undo": at("points.undo_deal", "deal"),
    "POST /api/points/places/{place_id}/slips": at("points.print_slips", "village"),
    "POST /api/points/places/{place_id}/enter_slip": at(
        "points.enter_slip", "deal", household_id="claim_home"
    ),
    "POST /api/points/places/{place_id}/enter_slips": at("points.enter_slips", "village"),
    "POST /api/points/places/{place_id}/hand_out": at("points.hand_out", "village"),
    **{
        f"POST /api/points/claims/{{claim_id}}/{act}": at(f"points.{act}", "claim")
        for act in ("withdraw", "check", "reply", "decide")
    },
}
