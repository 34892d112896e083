"""Needs, resources, projects, bought services and associations over JSON."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.asked import Id, asked, number
from yuanba.matters.queries import where
from yuanba.projects import acts, queries
from yuanba.projects.models import Association, Contract, Deliverable, Need, Project, Resource
from yuanba.projects.rules import Entry, Field, Promise, Source

router = Router(tags=["projects"])


class NeedOut(Schema):
    id: Id
    title: str
    text: str
    field: str
    source: str
    state: str
    reason: str

    @staticmethod
    def resolve_id(row: Need) -> str:
        return str(row.pk)


class OfferOut(Schema):
    id: Id
    title: str
    text: str
    field: str
    unit: str
    until: date | None

    @staticmethod
    def resolve_id(row: Resource) -> str:
        return str(row.pk)

    @staticmethod
    def resolve_unit(row: Resource) -> str:
        return row.unit.name


class ProjectOut(Schema):
    id: Id
    need: str
    unit: str
    plan: str
    why: str
    due: date
    result: str

    @staticmethod
    def resolve_id(row: Project) -> str:
        return str(row.pk)

    @staticmethod
    def resolve_need(row: Project) -> str:
        return row.need.title

    @staticmethod
    def resolve_unit(row: Project) -> str:
        return row.unit.name


class DeliverableOut(Schema):
    id: Id
    n: int
    what: str
    due: date
    delivered: str
    accepted: bool | None
    words: str

    @staticmethod
    def resolve_id(row: Deliverable) -> str:
        return str(row.pk)


class ContractOut(Schema):
    id: Id
    provider: str
    what: str
    way: str
    paper: str
    fen: int
    starts: date
    ends: date
    deliverables: list[DeliverableOut]

    @staticmethod
    def resolve_id(row: Contract) -> str:
        return str(row.pk)

    @staticmethod
    def resolve_provider(row: Contract) -> str:
        return row.provider.name

    @staticmethod
    def resolve_deliverables(row: Contract) -> list[Deliverable]:
        return sorted(row.deliverables.all(), key=lambda one: one.n)


class AssociationOut(Schema):
    id: Id
    name: str
    entry: str
    number: str
    field: str
    since: date
    valid_until: date | None
    until: date | None

    @staticmethod
    def resolve_id(row: Association) -> str:
        return str(row.pk)


class ProjectsOut(Schema):
    """What everybody reads of it in one place."""

    needs: list[NeedOut]
    offers: list[OfferOut]
    contracts: list[ContractOut]
    associations: list[AssociationOut]


class NeedIn(Schema):
    title: str = ""
    text: str = ""
    field: Field
    source: Source
    matter_id: Id | None = None
    unit_id: Id | None = None  # told by a unit, through who works in it


class NeedReasonIn(Schema):
    reason: str = ""


class OfferIn(Schema):
    title: str = ""
    text: str = ""
    field: Field
    until: date | None = None


class AdoptIn(Schema):
    unit_id: Id
    plan: str = ""
    why: str = ""
    due: date
    resource_id: Id | None = None


class ProjectEndIn(Schema):
    done: bool
    result: str = ""


class PromiseIn(Schema):
    what: str = ""
    due: date


class ContractIn(Schema):
    provider_id: Id
    what: str = ""
    way: str = ""
    paper: str = ""
    fen: int
    starts: date
    ends: date
    promises: list[PromiseIn]
    need_id: Id | None = None


class DeliveredIn(Schema):
    delivered: str = ""


class DeliveryJudgedIn(Schema):
    accepted: bool
    words: str = ""


class AssociationIn(Schema):
    entry: Entry
    name: str = ""
    number: str = ""
    field: str = ""
    since: date
    valid_until: date | None = None


class AssociationRenewIn(Schema):
    entry: Entry
    number: str = ""
    valid_until: date | None = None


class AssociationStrikeIn(Schema):
    paper: str = ""


def _id(said: str | None) -> int | None:
    return number(said) if said else None


@router.get("/{place_id}", response=ProjectsOut)
def projects(request: HttpRequest, place_id: Id) -> dict[str, Any]:
    """需求、资源、项目 of a village, as on its page."""
    village = where.village_of(number(place_id))
    if village is None:
        return {"needs": [], "offers": [], "contracts": [], "associations": []}
    here = {"place__village_id": village.pk}
    return {
        "needs": queries.needs(here),
        "offers": queries.resources(village, clock.day_of(clock.now())),
        "contracts": queries.contracts({"place__in": village.reach}),
        "associations": queries.associations(village),
    }


@router.post("/{place_id}/needs", response=NeedOut, auth=django_auth)
def raise_need(request: HttpRequest, place_id: Id, body: NeedIn) -> Need:
    """记需求."""
    said = body.dict() | {"matter_id": _id(body.matter_id), "unit_id": _id(body.unit_id)}
    return acts.raise_need(place_id=number(place_id), **said, **asked(request))


@router.post("/needs/{need_id}/drop", response=NeedOut, auth=django_auth)
def drop_need(request: HttpRequest, need_id: Id, body: NeedReasonIn) -> Need:
    """不做了."""
    return acts.drop_need(need_id=number(need_id), reason=body.reason, **asked(request))


@router.post("/units/{unit_id}/offer", response=OfferOut, auth=django_auth)
def offer(request: HttpRequest, unit_id: Id, body: OfferIn) -> Resource:
    """提供资源."""
    return acts.offer(unit_id=number(unit_id), **body.dict(), **asked(request))


@router.post("/resources/{resource_id}/take_back", response=OfferOut, auth=django_auth)
def take_back(request: HttpRequest, resource_id: Id) -> Resource:
    """收回资源."""
    return acts.take_back(resource_id=number(resource_id), **asked(request))


@router.post("/needs/{need_id}/adopt", response=ProjectOut, auth=django_auth)
def adopt(request: HttpRequest, need_id: Id, body: AdoptIn) -> Project:
    """认领."""
    said = body.dict() | {"unit_id": number(body.unit_id), "resource_id": _id(body.resource_id)}
    return acts.adopt(need_id=number(need_id), **said, **asked(request))


@router.post("/{project_id}/end", response=ProjectOut, auth=django_auth)
def end(request: HttpRequest, project_id: Id, body: ProjectEndIn) -> Project:
    """项目有结果."""
    return acts.end(project_id=number(project_id), **body.dict(), **asked(request))


@router.post("/{place_id}/contracts", response=ContractOut, auth=django_auth)
def buy(request: HttpRequest, place_id: Id, body: ContractIn) -> Contract:
    """购买社会服务."""
    said = body.dict() | {
        "provider_id": number(body.provider_id),
        "need_id": _id(body.need_id),
        "promises": [Promise(what=one.what, due=one.due) for one in body.promises],
    }
    return acts.buy(place_id=number(place_id), **said, **asked(request))


@router.post("/deliverables/{deliverable_id}/note", response=DeliverableOut, auth=django_auth)
def note_delivery(request: HttpRequest, deliverable_id: Id, body: DeliveredIn) -> Deliverable:
    """记交付."""
    run = asked(request)
    return acts.note_delivery(
        deliverable_id=number(deliverable_id), delivered=body.delivered, **run
    )


@router.post("/deliverables/{deliverable_id}/judge", response=DeliverableOut, auth=django_auth)
def accept_delivery(
    request: HttpRequest, deliverable_id: Id, body: DeliveryJudgedIn
) -> Deliverable:
    """验收, by another person."""
    run = asked(request)
    return acts.accept_delivery(deliverable_id=number(deliverable_id), **body.dict(), **run)


@router.post("/{place_id}/associations", response=AssociationOut, auth=django_auth)
def enter_association(request: HttpRequest, place_id: Id, body: AssociationIn) -> Association:
    """登记、备案社会组织."""
    return acts.enter_association(place_id=number(place_id), **body.dict(), **asked(request))


@router.post("/associations/{association_id}/renew", response=AssociationOut, auth=django_auth)
def renew_association(
    request: HttpRequest, association_id: Id, body: AssociationRenewIn
) -> Association:
    """换证、备案转登记."""
    run = asked(request)
    return acts.renew_association(association_id=number(association_id), **body.dict(), **run)


@router.post("/associations/{association_id}/strike", response=AssociationOut, auth=django_auth)
def strike_association(
    request: HttpRequest, association_id: Id, body: AssociationStrikeIn
) -> Association:
    """注销社会组织, by a paper."""
    run = asked(request)
    return acts.strike_association(association_id=number(association_id), paper=body.paper, **run)
