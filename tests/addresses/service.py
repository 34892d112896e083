"""Addresses of `service`."""

from .kinds import GET, POST, SEES_SERVICE, Address, R, at, everybody, own

PAGES: dict[str, Address] = {
    "service/<int:place_id>/": everybody("guest"),
    "service/day/<int:day_id>/": everybody("guest", day_id="ended_day"),
    "desk/service/": own("service.see", "worker"),
    "desk/service/day/<int:day_id>/": at("service.see", "village", ("worker", "supervisor"), GET),
    "desk/service/day/<int:day_id>/known": at("service.see", "village", ask=GET),
    "desk/service/day/<int:day_id>/came": at("service.mark_present", "village", ask=POST),
    "desk/service/day/<int:day_id>/heard": at("service.see", "village", ask=POST),
    "desk/service/day/<int:day_id>/did": at("service.see", "village", ask=POST),
    "desk/service/day/<int:day_id>/end": at("service.end_day", "village", ask=POST),
    "desk/service/day/<int:day_id>/lists": at("service.see", "village", ("worker",), GET),
    "desk/service/ticks/<int:tick_id>/": at("service.see", "village", ("worker",), GET),
    "desk/service/ticks/<int:tick_id>/back": at("service.untick", "village", ask=POST),
    "desk/service/month": own("service.see", "worker", "county"),
    "desk/service/lists": own(SEES_SERVICE | {R.ADMIN}, "worker", "admin"),
    "desk/service/lists/<slug:checklist>/": own(
        "service.revise_checklist", "county", county=True, ask=("GET", "POST")
    ),
    "desk/service/lists/<slug:checklist>/end": own(
        "service.retire_checklist", county=True, ask=POST, checklist="kept_list"
    ),
    "desk/service/days": own("service.see", "township", "worker"),
    "desk/service/days/arrange": own("service.arrange", "township", ask=("GET", "POST")),
    "desk/service/days/<int:schedule_id>/<isoday:day>/": at(
        "service.change_day", "county", ("county",)
    ),
    "desk/service/groups": own("service.see", "township", "worker"),
    "desk/service/groups/new/<int:place_id>/": at("service.form_group", "village", ("township",)),
    "desk/service/groups/<int:group_id>/": at("service.see", "village", ("township",), GET),
    "desk/service/groups/<int:group_id>/end": at("service.see", "village", ask=POST),
    "desk/service/groups/<int:group_id>/out/<int:member_id>": at(
        "service.unseat_member", "village", ask=POST
    ),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/service/places/{place_id}/next": everybody(),
    "POST /api/service/schedules": at("service.arrange", "village"),
    "POST /api/service/schedules/{schedule_id}/change": at("service.change_day", "county"),
    "POST /api/service/groups": at("service.form_group", "village"),
    "POST /api/service/groups/{group_id}/dissolve": at("service.dissolve_group", "village"),
    "POST /api/service/groups/{group_id}/seat": at("service.seat_member", "village"),
    "POST /api/service/members/{member_id}/unseat": at("service.unseat_member", "village"),
    "GET /api/service/lists/{county_id}": everybody(),
    "POST /api/service/lists/{county_id}/{checklist}": at("service.revise_checklist", "county"),
    "POST /api/service/lists/{county_id}/{checklist}/retire": at(
        "service.retire_checklist", "county", checklist="kept_list"
    ),
    "GET /api/service/months/{place_id}": at("service.see", "village"),
    "POST /api/service/days/{day_id}/ticks": at("service.tick", "village"),
    "POST /api/service/ticks/{tick_id}/back": at("service.untick", "village"),
    "POST /api/service/ticks/{tick_id}/settle": at("service.settle_tick", "village"),
    "POST /api/service/days": at("service.open_day", "village"),
    "POST /api/service/days/{day_id}/receive": at("service.receive", "village"),
    "POST /api/service/days/{day_id}/came": at("service.mark_present", "village"),
    "POST /api/service/days/{day_id}/heard": at("service.note_opinion", "village"),
    "POST /api/service/days/{day_id}/did": at("service.note_deed", "village"),
    "POST /api/service/days/{day_id}/end": at("service.end_day", "village"),
}
