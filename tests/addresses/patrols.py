"""Addresses of `patrols`."""

from .kinds import DESK, GET, POST, SEES_SERVICE, Address, R, at, everybody, mine, own

PAGES: dict[str, Address] = {
    "patrol/": everybody("guest"),
    "patrol/sw.js": everybody(),
    "patrol/app.webmanifest": everybody(),
    "desk/patrols/phones": own("patrols.revoke_device", "grid", "security"),
    "desk/patrols/phones/<int:device_id>/revoke": mine("grid", "security", ask=POST),
    "desk/patrols/": own("patrols.see", "grid", "worker"),
    "desk/patrols/points": own("patrols.see", "worker", "township"),
    "desk/patrols/points/new": own("patrols.add_point", "worker", ask=("GET", "POST")),
    "desk/patrols/points/<int:point_id>/": at("patrols.see", "grid", ("grid",), GET),
    "desk/patrols/points/<int:point_id>/same": at("patrols.look", "grid", ask=POST),
    "desk/patrols/points/<int:point_id>/better": at("patrols.look", "grid", ask=POST),
    "desk/patrols/points/<int:point_id>/change": at("patrols.change_point", "grid", DESK),
    "desk/patrols/points/<int:point_id>/end": at("patrols.retire_point", "grid", ask=POST),
    "desk/patrols/findings/<int:finding_id>/": at("patrols.see", "grid", ("worker",), GET),
    "desk/patrols/findings/<int:finding_id>/up": at("patrols.raise_finding", "grid", ask=POST),
    "desk/patrols/findings/<int:finding_id>/photo/<slug:name>": at(
        "patrols.see", "grid", ask=GET, finding_id="found_kept", name="found_photo"
    ),
    "desk/patrols/findings/<int:finding_id>/voice/<slug:name>": at(
        "patrols.see", "grid", ask=GET, finding_id="found_kept", name="found_voice"
    ),
    "desk/patrols/findings/<int:finding_id>/hand": at("patrols.hand_over", "grid", DESK),
    "desk/patrols/steps/<int:step_id>/take": at(
        "patrols.take_step", "village", ask=POST, step_id="patrol_step"
    ),
    "desk/patrols/handovers/<int:handover_id>/": at("patrols.answer_handover", "grid", DESK),
    "desk/patrols/rungs": own(SEES_SERVICE | {R.ADMIN}, "county"),
    "desk/patrols/pace": own(SEES_SERVICE | {R.ADMIN}, "county", "worker"),
    "desk/patrols/pace/<slug:kind>/": own(
        "patrols.set_lines", "county", county=True, ask=("GET", "POST"), kind="point_kind"
    ),
    "desk/patrols/sheets": own("patrols.see", "worker"),
    "desk/patrols/sheets/<int:place_id>/": at(
        "patrols.type_sheet", "grid", DESK, GET, place_id="closable"
    ),
    "desk/patrols/sheets/<str:signed>/photo": at(
        "patrols.photograph_sheet", "grid", ask=POST, signed="paper_signed"
    ),
    "desk/patrols/sheets/<int:place_id>/photo/<slug:name>": at(
        "patrols.type_sheet", "grid", (), GET, place_id="closable", name="sheet_shot"
    ),
    "desk/patrols/sheets/<str:signed>/typing": at(
        "patrols.type_sheet", "grid", DESK, signed="paper_signed"
    ),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/patrols/{place_id}/points": at("patrols.see", "village"),
    "GET /api/patrols/phone/round": own("patrols.enroll_device"),
    "POST /api/patrols/phone/devices": own("patrols.enroll_device"),
    "POST /api/patrols/phone/devices/{device_id}/revoke": mine("grid", "security"),
    "GET /api/patrols/phone/devices/{token}": everybody(),
    "GET /api/patrols/phone/pieces/{name}": own("patrols.look"),
    "POST /api/patrols/phone/pieces/{name}": own("patrols.look"),
    "POST /api/patrols/phone/looks": at("patrols.look", "grid"),
    "POST /api/patrols/points": at("patrols.add_point", "village"),
    "POST /api/patrols/points/{point_id}": at("patrols.change_point", "grid"),
    "POST /api/patrols/points/{point_id}/end": at("patrols.retire_point", "grid"),
    "POST /api/patrols/points/{point_id}/look": at("patrols.look", "grid"),
    "POST /api/patrols/findings/{finding_id}/fix": at("patrols.fix_finding", "grid"),
    "POST /api/patrols/findings/{finding_id}/raise": at("patrols.raise_finding", "grid"),
    "POST /api/patrols/findings/{finding_id}/handovers": at("patrols.hand_over", "grid"),
    "POST /api/patrols/handovers/{handover_id}/answer": at("patrols.answer_handover", "grid"),
    "POST /api/patrols/steps/{step_id}/take": at(
        "patrols.take_step", "village", step_id="patrol_step"
    ),
    "POST /api/patrols/{county_id}/rungs/{weight}/{level}": at(
        "patrols.set_rung", "county", weight="weight", level="rung_level"
    ),
    "POST /api/patrols/{county_id}/pace/{pace}": at("patrols.set_pace", "county", pace="pace"),
    "POST /api/patrols/{county_id}/lines/{kind}": at(
        "patrols.set_lines", "county", kind="point_kind"
    ),
    "POST /api/patrols/{place_id}/sheets": at("patrols.type_sheet", "village"),
}
