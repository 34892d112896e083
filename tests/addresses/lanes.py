"""Addresses of `lanes`."""

from .kinds import DESK, GET, POST, Address, at, everybody, held, own, signed_in

PAGES: dict[str, Address] = {
    "c/<int:place_id>/which": everybody("guest", "resident"),
    "c/<int:place_id>/volunteer": everybody("guest", "resident"),
    "c/<int:place_id>/volunteer/<int:call_id>": everybody(ask=POST),
    "f/<str:token>/ways": held(token="helped"),
    "desk/lanes/": own("lanes.see", "worker", "grid", "supervisor"),
    "desk/lanes/topics/<int:topic_id>/": at("lanes.settle_topic", "shared", DESK),
    "desk/lanes/orders/<int:order_id>/": at("lanes.finish_order", "shared", DESK),
    "desk/lanes/calls/<int:call_id>/": at("lanes.end_call", "shared", DESK),
    "desk/lanes/calls/<int:call_id>/off/<int:signup_id>": at("lanes.end_call", "shared", ask=POST),
    "desk/lanes/ways/<int:way_id>/": at("lanes.answer_way", "personal", DESK),
    "desk/lanes/doubts/<int:doubt_id>/": at("lanes.say_view", "shared", DESK),
    "desk/matters/<int:matter_id>/lane/": at("lanes.see", "matter", ("worker", "handler"), GET),
    **{
        f"desk/matters/<int:matter_id>/lane/{slug}/": at(
            f"lanes.{act}", "shared", DESK, matter_id="shared"
        )
        for slug, act in {
            "topic": "put_topic",
            "order": "give_order",
            "call": "call_volunteers",
            "way": "show_way",
            "doubt": "doubt_class",
        }.items()
    },
}
OPERATIONS: dict[str, Address] = {
    "GET /api/lanes/matters/{matter_id}": at("lanes.see", "matter"),
    "GET /api/lanes/places/{place_id}/calls": everybody(),
    "POST /api/lanes/topics/{topic_id}/settle": at("lanes.settle_topic", "shared"),
    "POST /api/lanes/orders/{order_id}/finish": at("lanes.finish_order", "shared"),
    "POST /api/lanes/calls/{call_id}/sign_up": signed_in(),
    "POST /api/lanes/calls/{call_id}/leave": signed_in(),
    "POST /api/lanes/calls/{call_id}/end": at("lanes.end_call", "shared"),
    "POST /api/lanes/ways/{way_id}/ask_later": at("lanes.ask_later", "personal"),
    "POST /api/lanes/ways/{way_id}/answer": at("lanes.answer_way", "personal"),
    "POST /api/lanes/follow/{token}/ways/{way_id}": everybody(token="helped"),
    "POST /api/lanes/doubts/{doubt_id}/say_view": at("lanes.say_view", "shared"),
    "POST /api/lanes/doubts/{doubt_id}/settle": at("lanes.settle_class", "shared"),
    **{
        f"POST /api/lanes/matters/{{matter_id}}/{act}": at(
            f"lanes.{act}", "shared", matter_id="shared"
        )
        for act in ("put_topic", "give_order", "call_volunteers", "show_way", "doubt_class")
    },
}
