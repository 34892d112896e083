"""The published JSON API: the same acts; refusals and denials become JSON in one place."""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from yuanba.admissions.api import router as admissions
from yuanba.base.errors import Denied, Refused
from yuanba.books.api import router as books
from yuanba.catalogue.api import router as catalogue
from yuanba.charters.api import router as charters
from yuanba.councils.api import router as councils
from yuanba.disclosure.api import router as wall
from yuanba.disclosure.witness_api import router as witness
from yuanba.duties.api import router as duties
from yuanba.exchange.api import router as exchange
from yuanba.grids.api import router as grids
from yuanba.grids.venues_api import router as venues
from yuanba.honours.api import router as honours
from yuanba.insight.api import router as insight
from yuanba.lanes.api import router as lanes
from yuanba.lists.api import router as lists
from yuanba.maps.api import router as maps
from yuanba.matters import quick
from yuanba.matters.api import desk, follow, helping, telling, watching
from yuanba.matters.api_closing import router as closing
from yuanba.matters.looks_api import router as looks
from yuanba.matters.receipt_api import router as receipt
from yuanba.matters.returns_api import router as returns
from yuanba.matters.search_api import router as search
from yuanba.matters.views_api import router as views
from yuanba.neighbours.api import router as neighbours
from yuanba.notices.api import router as notices
from yuanba.patrols.api import router as patrols
from yuanba.people.accounts_api import router as accounts
from yuanba.people.api import router as people
from yuanba.people.households_api import router as households
from yuanba.places.api import calendar_router as calendar
from yuanba.places.api import router as places
from yuanba.places.ground_api import router as ground
from yuanba.points.api import claims as points
from yuanba.points.api import counter as points_counter
from yuanba.points.api import openings as points_openings
from yuanba.points.api import shop as points_shop
from yuanba.problems.api import router as problems
from yuanba.projects.api import router as projects
from yuanba.proofs.api import router as proofs
from yuanba.rights.api import router as rights
from yuanba.rights.desk_api import router as keeping
from yuanba.service.api import router as service
from yuanba.supervision.api import router as supervision
from yuanba.triage.api import router as triage

# What every operation may answer besides its own: said once, published with each of them.
ANSWERS = {
    400: "The body is no JSON.",
    403: "Not signed in, not allowed here, or no such thing: all three look alike.",
    404: "Nothing stands at this address.",
    409: "A rule says no: `message` tells why and what to do; `field` names the field, if one is meant.",
    422: "A value has the wrong shape, or a key was sent before with other content.",
    503: "Not saved: the database is away, full or locked. Send it again with the same key.",
}
SIGN_IN = {401: "Sign in first."}
CHAPTER = re.compile(r"^yuanba_matters_api_(telling|desk|helping|follow|watching)_")


class PublishedAPI(NinjaAPI):
    """The API whose OpenAPI document names every status that an operation can answer."""

    document: OpenAPISchema | None = None

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        if self.document is None:  # half a second of work, the same for everybody
            self.document = super().get_openapi_schema(**kwargs)
            for methods in self.document["paths"].values():
                for operation in methods.values():
                    also = ANSWERS | (SIGN_IN if operation.get("security") else {})
                    for status, why in also.items():
                        operation["responses"].setdefault(status, {"description": why})
        return self.document

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name that clients are made with: it stays when a function moves to another chapter."""
        return CHAPTER.sub("yuanba_matters_api_", super().get_openapi_operation_id(operation))


api = PublishedAPI(title="院坝 Yuanba", version="1")
api.add_router("/people", people)
api.add_router("/households", households)
api.add_router("/accounts", accounts)
api.add_router("/duties", duties)
api.add_router("/books", books)
api.add_router("/lists", lists)
for chapter in (telling, desk, helping, watching):
    api.add_router("/matters", chapter)
api.add_router("/triage", triage)
api.add_router("/search", search)
api.add_router("/returns", returns)
api.add_router("/views", views)
api.add_router("/looks", looks)
api.add_router("/exchange", exchange)
api.add_router("/follow", follow)
api.add_router("/receipt", receipt)
api.add_router("/closing", closing)
api.add_router("/places", places)
api.add_router("/places", ground)
api.add_router("/calendar", calendar)
api.add_router("/service", service)
api.add_router("/patrols", patrols)
api.add_router("/problems", problems)
api.add_router("/councils", councils)
api.add_router("/lanes", lanes)
api.add_router("/grids", grids)
api.add_router("/venues", venues)
api.add_router("/neighbours", neighbours)
api.add_router("/maps", maps)
api.add_router("/tasks", admissions)
api.add_router("/points", points)
api.add_router("/points", points_shop)
api.add_router("/points", points_openings)
api.add_router("/points", points_counter)
api.add_router("/honours", honours)
api.add_router("/rights", rights)
api.add_router("/rights", keeping)
api.add_router("/wall", wall)
api.add_router("/witness", witness)
api.add_router("/open", catalogue)
api.add_router("/supervision", supervision)
api.add_router("/charters", charters)
api.add_router("/proofs", proofs)
api.add_router("/projects", projects)
api.add_router("/insight", insight)
api.add_router("/notices", notices)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    answer = {"ok": False, "code": refusal.code, "field": refusal.field}
    status = 422 if refusal.code == "key_reused" else 409
    return api.create_response(request, answer | {"message": str(refusal.message)}, status=status)


@api.exception_handler(Denied)
def denied(request: HttpRequest, _denial: Denied) -> HttpResponse:
    return api.create_response(request, {"ok": False, "code": "denied"}, status=403)


addresses = api.urls
_careful: Callable[[HttpRequest], HttpResponse] = next(
    row.callback
    for row in addresses[0]
    if isinstance(row, URLPattern) and row.pattern.match("matters")
)


@csrf_exempt  # a resident has no session, so there is nothing that a foreign page could use
def report(request: HttpRequest) -> HttpResponse:
    """The hot address, /api/matters: quick where it can be, careful where it must."""
    if (told := quick.read(request)) is None:
        return _careful(request)
    try:
        return quick.answer(request, told)
    except (Refused, Denied) as no:
        return api.on_exception(request, no)
