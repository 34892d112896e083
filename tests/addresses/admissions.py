"""Addresses of `admissions`."""

from .kinds import Address, at, everybody, own

PAGES: dict[str, Address] = {
    "c/<int:place_id>/tasks": everybody("guest"),
    "c/<int:place_id>/tasks/table.xlsx": everybody(),
    "desk/tasks/": own("admissions.see", "worker", "handler", "county"),
    "desk/tasks/new/": own("admissions.hand", "handler", ask=("GET", "POST")),
    "desk/tasks/figures/": own("admissions.see", "county"),
    "desk/tasks/rule/": own("admissions.set_rule", "county", ask=("GET", "POST")),
    "desk/tasks/<int:task_id>/": at(
        "admissions.see", "task", ("handler", "county"), task_id="village_task"
    ),
    "desk/tasks/parts/<int:share_id>/": at("admissions.see", "village", ("worker",)),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/tasks/{place_id}": everybody(),
    "POST /api/tasks/units/{unit_id}/hand": at("admissions.hand", "task"),
    "POST /api/tasks/units/{unit_id}/ask": at("admissions.ask", "task"),
}
