"""Addresses of `honours`."""

from .kinds import DESK, GET, Address, at, everybody, mine, own, signed_in

PAGES: dict[str, Address] = {
    "c/<int:place_id>/honours": everybody("guest", "resident"),
    "honours/": signed_in("resident"),
    "honours/<int:nominee_id>/": mine("resident", ask=("GET", "POST")),
    "honours/awards/<int:nominee_id>/": everybody("guest", ask=("GET", "POST")),
    "honours/campaigns/<int:campaign_id>/nominate": mine("resident", ask=("GET", "POST")),
    "desk/honours/": own("honours.see", "worker", "grid", "township"),
    "desk/honours/new": own("honours.call", "worker", ask=("GET", "POST")),
    "desk/honours/<int:campaign_id>/": at("honours.see", "grid", DESK),
    "desk/honours/<int:campaign_id>/nominate": at("honours.see", "grid", DESK),
    "desk/honours/<int:campaign_id>/drop": at("honours.drop", "village", DESK),
    "desk/honours/nominees/<int:nominee_id>/": at("honours.see", "grid", DESK),
    "desk/honours/nominees/<int:nominee_id>/consent": at("honours.see", "grid", DESK),
    "desk/honours/nominees/<int:nominee_id>/object": at("honours.see", "grid", DESK),
    "desk/honours/nominees/<int:nominee_id>/revoke": at("honours.revoke", "village", DESK),
    "desk/honours/nominees/<int:nominee_id>/certificate": at("honours.see", "grid", DESK, GET),
    # the naming list: behind sign-in for everybody, off in most places
    "c/<int:place_id>/named": mine(
        "resident", "worker", "township", "supervisor", place_id="naming_place"
    ),
    "named/<int:listing_id>/": mine("resident", ask=("GET", "POST")),
    "desk/naming/": own("honours.see_naming", "worker", "township", "supervisor"),
    "desk/naming/on": own("honours.turn_on_naming", "worker", ask=("GET", "POST")),
    "desk/naming/rules/<int:rule_id>/file": at(
        "honours.file_naming", "village", ("township",), rule_id="naming_rule"
    ),
    "desk/naming/rules/<int:rule_id>/off": at(
        "honours.turn_off_naming", "village", DESK, rule_id="naming_rule"
    ),
    "desk/naming/new": own("honours.propose_naming", "worker", ask=("GET", "POST")),
    "desk/naming/wall": own("honours.see_naming", "worker"),
    "desk/naming/<int:listing_id>/": at("honours.see_naming", "village", DESK),
    "desk/naming/<int:listing_id>/notice": at("honours.notify_named", "village", DESK, GET),
    "desk/naming/<int:listing_id>/<slug:what>": at(
        "honours.reply_to_naming", "village", DESK, what="naming_reply"
    ),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/honours/places/{place_id}/red_list": everybody(),
    "GET /api/honours/mine": signed_in(),
    "POST /api/honours/places/{place_id}/campaigns": at("honours.call", "village"),
    "POST /api/honours/campaigns/{campaign_id}/nominate": signed_in(),
    "POST /api/honours/campaigns/{campaign_id}/post": at("honours.post_chosen", "village"),
    "POST /api/honours/campaigns/{campaign_id}/present": at("honours.present", "village"),
    "POST /api/honours/campaigns/{campaign_id}/drop": at("honours.drop", "village"),
    "POST /api/honours/nominees/{nominee_id}/object": signed_in(),
    "POST /api/honours/objections/{objection_id}/answer": at(
        "honours.answer_award_objection", "claim", objection_id="award_objection"
    ),
    **{
        f"POST /api/honours/nominees/{{nominee_id}}/{act}": at(f"honours.{act}", "claim")
        for act in ("consent", "judge", "revoke")
    },
}
