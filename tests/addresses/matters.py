"""Addresses of `matters`."""

from yuanba.matters.api import OFFERED

from .kinds import (
    ADMIN,
    ALL,
    DESK,
    GET,
    POST,
    SEES,
    STAFF,
    Address,
    R,
    at,
    everybody,
    held,
    mine,
    own,
    signed_in,
)

PAGES: dict[str, Address] = {
    "c/<int:place_id>/report": everybody("guest", "resident", ask=("GET", "POST")),
    "c/<int:place_id>/anonymous": everybody("guest", ask=("GET", "POST")),
    "receipt": everybody("guest", ask=("GET", "POST")),
    "kept/<str:signed>": everybody(),
    "follow": everybody("guest", ask=("GET", "POST")),
    "mine": everybody("guest", "resident"),
    "mine/forget": everybody(ask=POST),
    "f/<str:token>": held(ask=GET),
    "f/<str:token>/": held(ask=GET),
    "f/<str:token>/received": held(ask=GET),
    "f/<str:token>/add": held(),
    "f/<str:token>/answer": held(),
    "f/<str:token>/evaluate": held(token="replied"),
    "f/<str:token>/reopen": held(token="struck_off"),
    "f/<str:token>/slip": held(ask=GET),
    "f/<str:token>/proof": held(ask=GET),
    "f/<str:token>/proof/file": everybody(),
    "f/<str:token>/object": held(token="sorted_token"),
    "f/<str:token>/rate": held(token="unrated"),
    "f/<str:token>/urge": everybody(ask=POST),
    "f/<str:token>/show": everybody(ask=POST),
    "f/<str:token>/photo/<str:name>": everybody(),
    "f/<str:token>/photo/<str:name>/small": everybody(),
    "desk/queue": own(SEES, *ALL),
    "desk/queue/several": own(STAFF, ask=POST),
    "desk/triage": own("matters.triage", "worker", "township"),
    "desk/new": own("matters.report", "worker", "grid", ask=("GET", "POST")),
    "desk/register": own(SEES, *ALL),
    "desk/concerns": own(
        frozenset({R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR}), "township", "supervisor"
    ),
    "desk/looks": own("matters.note_alarm", "supervisor", "security", ask=("GET", "POST")),
    "desk/decoys": own("matters.plant_decoy", "security", ask=("GET", "POST")),
    "desk/decoys/<int:matter_id>/end": own("matters.end_decoy", ask=POST, matter_id="decoy"),
    "desk/matters/<int:matter_id>/instruction/": at("matters.assign", "matter", DESK, GET),
    "desk/search": own(SEES, "worker", "handler"),
    "desk/stuck": own(SEES, "township", "county", "supervisor"),
    "desk/matters/<int:matter_id>/": at("matters.see", "matter", ALL, GET),
    "desk/matters/<int:matter_id>/triage/": at("matters.triage", "matter", DESK, matter_id="told"),
    "desk/matters/<int:matter_id>/triage-again/": at("matters.triage", "matter", DESK),
    "desk/matters/<int:matter_id>/photo/<slug:name>": at(
        "matters.see", "told", ask=GET, matter_id="told"
    ),
    "f/<str:token>/uncounted": held(token="uncounted"),
    "desk/checks": own("matters.spot_check", *DESK, "township", "supervisor"),
    "desk/checks/<int:drawn_id>/": at("matters.spot_check", "drawn"),
    "desk/checks/draws/<int:draw_id>/": own("matters.spot_check"),
    "desk/checks/draws/<int:draw_id>/list.csv": own("matters.spot_check"),
    "desk/grounds": own("matters.set_share", "county"),
    "desk/rules": own("triage.see_rules", "county", county=True),
    "desk/rules/new": own("triage.add_rule", "county", ask=("GET", "POST"), county=True),
    "desk/rules/<int:rule_id>": own(
        "triage.change_rule", "county", ask=("GET", "POST"), county=True, rule_id="rule_id"
    ),
    "desk/queue/undo": own(STAFF, ask=POST),
    "desk/register/views": own("matters.save_view", ask=POST),
    "desk/register/views/<int:view_id>/drop": mine("worker", ask=POST),
    "desk/settling": own(frozenset({R.TOWNSHIP, R.COUNTY, R.HANDLER}), "county", "handler"),
    "desk/returns": own(frozenset({R.TOWNSHIP, R.COUNTY}), "county", "township"),
    "desk/arbiters": own(frozenset({R.ADMIN, R.SUPERVISOR, R.COUNTY}), "admin"),
    "desk/arbiters/<int:place_id>": at("matters.name_arbiter", "county", ADMIN, place_id="county"),
    "desk/help": own("matters.answer_help", "worker", "handler"),
    "desk/help/<int:helper_id>/": at("matters.answer_help", "helper", ("other",)),
    "desk/help/<int:helper_id>/withdraw": at("matters.withdraw_help", "matter", ("handler",)),
    "desk/help/<int:helper_id>/photo/<slug:name>": at(
        "matters.answer_help", "helper", ask=GET, name="assigned_photo"
    ),
    "desk/outside/<int:link_id>/revoke": at("matters.revoke_outside", "matter", ask=POST),
    "o/<str:token>": everybody(token="outside"),
    "o/<str:token>/": everybody("guest", ask=("GET", "POST"), token="outside"),
    "desk/matters/<int:matter_id>/voice/<slug:name>": at(
        "matters.see", "spoken", ask=GET, matter_id="spoken_id", name="spoken_name"
    ),
    "desk/matters/<int:matter_id>/voice/<slug:name>/words": at(
        "matters.write_down", "spoken", matter_id="spoken_id", name="spoken_name"
    ),
    "f/<str:token>/voice/<str:name>": everybody(token="spoken_token", name="spoken_name"),
    "kept/voice/<str:signed>": everybody(signed="spoken_signed"),
}
OPERATIONS: dict[str, Address] = {
    "POST /api/matters": everybody(),
    "POST /api/matters/batch": own("matters.report_batch"),
    "GET /api/matters/{matter_id}": at("matters.see", "matter"),
    "POST /api/matters/{matter_id}/name_concern": at("matters.name_concern", "matter"),
    "POST /api/matters/{matter_id}/reveal": at("matters.reveal", "matter"),
    "GET /api/follow/{token}": everybody(),
    "POST /api/follow/{token}/add": everybody(),
    "POST /api/follow/{token}/evaluate": everybody(token="replied"),
    "POST /api/follow/{token}/ask_reopen": everybody(token="struck_off"),
    "POST /api/follow/{token}/urge": everybody(),
    "POST /api/follow/{token}/let_show": everybody(),
    "POST /api/follow/{token}/stop_showing": everybody(),
    "POST /api/follow/{token}/object_to_class": everybody(token="sorted_token"),
    "POST /api/follow/{token}/rate": everybody(token="unrated"),
    "POST /api/follow/{token}/answer": everybody(),
    "POST /api/matters/{matter_id}/ask_outside": at("matters.ask_outside", "matter"),
    "POST /api/matters/outside/{link_id}/revoke": at("matters.revoke_outside", "matter"),
    "POST /api/matters/help/{helper_id}/answer": at("matters.answer_help", "helper"),
    "POST /api/matters/help/{helper_id}/withdraw": at("matters.withdraw_help", "matter"),
    "POST /api/receipt/tell": everybody(),
    "GET /api/search": own(SEES),
    "GET /api/returns": own(frozenset({R.TOWNSHIP, R.COUNTY})),
    # one's own saved views, by the id of one's own post
    "GET /api/views": signed_in(),
    "POST /api/views": own("matters.save_view", post_id="own_post"),
    "GET /api/looks": own("matters.note_alarm"),
    "POST /api/looks/{alarm_id}/note": at("matters.note_alarm", "village"),
    "POST /api/matters/arbiters/{place_id}": at(
        "matters.name_arbiter", "county", place_id="county"
    ),
    "POST /api/matters/{matter_id}/voices/{name}/write_down": at(
        "matters.write_down", "spoken", matter_id="spoken_id", name="spoken_name"
    ),
    "POST /api/matters/outside/{token}/answer": everybody(ask=POST, token="outside"),
    "GET /api/looks/decoys": own("matters.plant_decoy"),
    "POST /api/looks/decoys": at("matters.plant_decoy", "village"),
    "POST /api/looks/decoys/{matter_id}/end": at("matters.end_decoy", "village", matter_id="decoy"),
    "GET /api/closing/draws/{county_id}": everybody(),
    "GET /api/closing/grounds/{county_id}": everybody(),
    "GET /api/matters/alike": everybody(),
    "POST /api/closing/drawn/{drawn_id}/spot_check": at("matters.spot_check", "drawn"),
    "POST /api/closing/grounds": at("matters.publish_ground", "county"),
    "POST /api/closing/grounds/{ground_id}/retire": at("matters.retire_ground", "county"),
    "POST /api/closing/share": at("matters.set_share", "county"),
    "POST /api/follow/{token}/join": everybody(into_id="matter_id"),
    "POST /api/follow/{token}/object_exclusion": everybody(),
    "GET /api/matters/{matter_id}/proposals": at("matters.triage", "matter"),
    **{
        f"POST /api/matters/{{matter_id}}/{name}": at(f"matters.{name}", "matter")
        for name in OFFERED
    },
    # the receipt in the body is the right
    **{
        f"POST /api/receipt/{name}": everybody()
        for name in (
            "see",
            "add",
            "urge",
            "object_to_class",
            "evaluate",
            "rate",
            "ask_reopen",
        )
    },
    "POST /api/views/{view_id}/drop": mine("worker"),
}
