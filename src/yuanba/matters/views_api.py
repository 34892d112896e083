"""Saved views over JSON: the same two acts as the pages."""

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.matters import acts
from yuanba.matters.models import SavedView
from yuanba.matters.queries import views as saved
from yuanba.matters.rules.views import ViewOf
from yuanba.people import door

router = Router(tags=["views"], auth=django_auth)


class ViewIn(Schema):
    post_id: str
    name: str
    query: str
    page: ViewOf = ViewOf.REGISTER


class ViewOut(Schema):
    id: str
    name: str
    query: str
    page: ViewOf


def _out(view: SavedView) -> ViewOut:
    return ViewOut(id=str(view.pk), name=view.name, query=view.query, page=ViewOf(view.page))


@router.get("", response=list[ViewOut])
def mine(request: HttpRequest) -> list[ViewOut]:
    """One's own saved views, of the register and of the queue."""
    return [_out(view) for view in saved.every(door.actor(request))]


@router.post("", response=ViewOut)
def save_view(request: HttpRequest, body: ViewIn) -> ViewOut:
    """存成视图."""
    if not (body.post_id.isdecimal() and len(body.post_id) < 20):
        raise Denied("matters.save_view")
    view = acts.save_view(
        actor=door.actor(request),
        post_id=int(body.post_id),
        name=body.name,
        query=body.query,
        page=body.page,
        now=clock.now(),
    )
    return _out(view)


@router.post("/{int:view_id}/drop", response=ViewOut)
def drop_view(request: HttpRequest, view_id: int) -> ViewOut:
    """删去视图."""
    view = acts.drop_view(actor=door.actor(request), view_id=view_id, now=clock.now())
    view.pk = view_id
    return _out(view)
