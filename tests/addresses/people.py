"""Addresses of `people`."""

from .kinds import ADMIN, DESK, GET, POST, SECURITY, Address, at, everybody, mine, own, signed_in

PAGES: dict[str, Address] = {
    "signin/": everybody("guest", ask=("GET", "POST")),
    "signin/phone/": everybody("guest", ask=("GET", "POST")),
    "signin/code/": everybody(),
    "signin/as/": Address(looks=("guest",), ask=GET, demo=True),
    "signin/second/": everybody(),  # the second step, for who took the first
    "signin/second/set-up/": everybody(),
    "signin/reset/": everybody("guest", ask=("GET", "POST")),
    "signin/card/": everybody("guest", ask=("GET", "POST")),
    "signin/card": everybody(ask=("GET", "POST")),
    "signin/card/another/": everybody(ask=POST),
    "k/<slug:key>/": everybody(key="card_key"),
    "me/card/": mine("resident", ask=("GET", "POST"), own="own_card"),
    "me/card/lost/": mine("resident", ask=POST, own="own_card"),
    "me/others/": signed_in(ask=POST),
    "me/second/": signed_in("worker"),
    "me/second/begin/": signed_in(ask=POST),
    "me/second/set-up/": signed_in(ask=("GET", "POST")),
    "signout/": everybody(ask=POST),
    "me/": signed_in("resident", "worker"),
    "me/password/": signed_in("worker", ask=("GET", "POST")),
    "desk/people/": own("people.see_staff", "security", "supervisor"),
    "desk/people/add/": own("people.add_person", "security", ask=("GET", "POST")),
    "desk/people/left-behind/": own("people.carry_on", "security"),
    "desk/people/left-behind/<int:place_id>/": at("people.carry_on", "village", ask=POST),
    "desk/people/<int:person_id>/": at("people.see_staff", "village", ("security", "audit"), GET),
    "desk/people/<int:person_id>/appoint/": at("people.appoint", "village", SECURITY),
    "desk/people/<int:person_id>/password/": at("people.give_password", "village", SECURITY),
    "desk/people/<int:person_id>/reset/": at("people.ask_reset", "village", SECURITY),
    "desk/records/": own("people.see_records", "audit"),
    "desk/resets/": own("people.see_resets", "security", "admin", "audit"),
    "desk/resets/<int:reset_id>/": at("people.see_resets", "village", ("security", "audit"), GET),
    "desk/resets/<int:reset_id>/agree/": at("people.agree_reset", "village", ask=POST),
    "desk/resets/<int:reset_id>/end/": at("people.end_reset", "village", SECURITY),
    "desk/cards/": own("people.see_cards", "worker", "grid"),
    "desk/cards/print/": own("people.print_card", ask=POST),
    "desk/cards/<int:card_id>/agree/": at("people.agree_card", "household", ask=POST),
    "desk/cards/<int:card_id>/stop/": at("people.stop_card", "household", DESK),
    "desk/households/<int:household_id>/card/": at("people.ask_card", "household", DESK),
    "desk/people/<int:person_id>/block/": at("people.block", "village", SECURITY),
    "desk/people/<int:person_id>/unblock/": at(
        "people.unblock", "county", SECURITY, person_id="blocked"
    ),
    "desk/posts/<int:post_id>/end/": at("people.end_post", "village", SECURITY),
    "desk/units/": own("people.see_units", "admin", "audit"),
    "desk/units/add/": own("people.found_unit", "admin", ask=("GET", "POST")),
    "desk/units/<int:unit_id>/": at("people.change_unit", "county", ADMIN),
    "desk/households/": own("people.see_households", "worker", "grid"),
    "desk/households/add/": own("people.found_household", "worker", ask=("GET", "POST")),
    "desk/households/<int:household_id>/": at(
        "people.see_households", "household", ("worker", "grid"), GET
    ),
    "desk/households/<int:household_id>/enrol/": at("people.enrol", "household", DESK),
    "desk/households/<int:household_id>/split/": at("people.split_household", "household", DESK),
    "desk/households/<int:household_id>/move/": at("people.move_household", "household", DESK),
    "desk/households/<int:household_id>/merge/": at("people.merge_households", "household", DESK),
    "desk/households/<int:household_id>/vouch/<int:membership_id>/": at(
        "people.vouch", "household", DESK
    ),
    "desk/households/<int:household_id>/leave/<int:membership_id>/": at(
        "people.leave_household", "household", DESK
    ),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/people/me": signed_in(),
    "POST /api/people": at("people.add_person", "village"),
    "POST /api/people/{person_id}/appoint": at("people.appoint", "village"),
    "POST /api/people/places/{place_id}/carry-on": at("people.carry_on", "village"),
    "POST /api/people/posts/{post_id}/end": at("people.end_post", "village"),
    "POST /api/people/me": signed_in(),
    "POST /api/households": at("people.found_household", "village"),
    "POST /api/households/{household_id}/move": at("people.move_household", "household"),
    "POST /api/households/{household_id}/merge": at(
        "people.merge_households", "household", into_id="household_id"
    ),
    "POST /api/households/stays/{membership_id}/leave": at("people.leave_household", "household"),
    "POST /api/people/stays/{membership_id}/vouch": at("people.vouch", "household"),
    "POST /api/people/{person_id}/password": at("people.give_password", "village"),
    "POST /api/people/{person_id}/block": at("people.block", "village"),
    "POST /api/people/{person_id}/unblock": at("people.unblock", "county", person_id="blocked"),
    "POST /api/accounts/people/{person_id}/reset": at("people.ask_reset", "village"),
    "POST /api/accounts/resets/{reset_id}/agree": at("people.agree_reset", "village"),
    "POST /api/accounts/resets/{reset_id}/end": at("people.end_reset", "village"),
    "POST /api/accounts/households/{household_id}/card": at("people.ask_card", "household"),
    "POST /api/accounts/cards/{card_id}/agree": at("people.agree_card", "household"),
    "POST /api/accounts/cards/{card_id}/print": at("people.print_card", "household"),
    "POST /api/accounts/cards/{card_id}/stop": at("people.stop_card", "household"),
    "POST /api/accounts/me/sign-out-others": signed_in(),
    "POST /api/people/units": at("people.found_unit", "village"),
    "POST /api/people/units/{unit_id}": at("people.change_unit", "county"),
    **{
        f"POST /api/households/{{household_id}}/{name}": at(f"people.{act}", "household")
        for name, act in {"enrol": "enrol", "split": "split_household"}.items()
    },
}
