"""Addresses of `notices`."""

from .kinds import GET, POST, Address, at, own, signed_in

PAGES: dict[str, Address] = {
    "desk/outbox": own("notices.see", "worker", "township"),
    "desk/outbox/<int:message_id>/called": at("notices.mark_called", "message", ask=POST),
    "desk/outbox/<int:message_id>/printed": at("notices.mark_printed", "message", ask=POST),
    "notices": signed_in("resident"),
    "notices/language": signed_in(ask=POST),
    "notices/read": signed_in(ask=POST),
    "outbox": Address(looks=("guest",), ask=GET, demo=True),
    "desk/visits": own("notices.visit", "worker", "grid"),
    "desk/visits/<int:visit_id>": at("notices.visit", "visit"),
    "desk/visits/<int:visit_id>/look": at("notices.look", "visit"),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/notices/visits": signed_in(),  # none for who may not visit
    "GET /api/notices/tasks": signed_in(),
    "POST /api/notices/language": signed_in(),
    "GET /api/notices/mine": signed_in(),
    "POST /api/notices/read": signed_in(),
    "GET /api/notices/visits/{visit_id}": at("notices.visit", "visit"),
    "POST /api/notices/visits/{visit_id}": at("notices.visit", "visit"),
    "POST /api/notices/visits/{visit_id}/look": at("notices.look", "visit"),
    "POST /api/notices/{message_id}/called": at("notices.mark_called", "message"),
    "POST /api/notices/{message_id}/printed": at("notices.mark_printed", "message"),
}
