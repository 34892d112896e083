"""Saved views: a name for a filter, for oneself."""

from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.matters import rules
from yuanba.matters.models import SavedView
from yuanba.matters.queries import views
from yuanba.matters.rules.views import ViewOf
from yuanba.people.models import Person, Post


@act
def save_view(
    *,
    actor: Actor,
    post_id: int,
    name: str,
    query: str,
    now: datetime,
    page: ViewOf = ViewOf.REGISTER,
) -> SavedView:
    """存成视图: the filter under a name; the same name again replaces what stood under it."""
    post = _post(actor, post_id)
    permits.require(actor, "matters.save_view", reach=post.place.reach | {post.over})
    assert isinstance(actor, Person)
    there = set(SavedView.objects.filter(person=actor, page=page).values_list("name", flat=True))
    said, kept = rules.save_view(name=name, query=views.plain(query, page), there=there)
    view, _made = SavedView.objects.update_or_create(
        person=actor, page=page, name=said, defaults={"query": kept, "place_id": post.place_id}
    )
    records.write("matters.save_view", view, actor=actor, at=now, name=said, query=kept)
    return view


@act
def drop_view(*, actor: Actor, view_id: int, now: datetime) -> SavedView:
    """删去视图: only one's own."""
    view = SavedView.objects.select_for_update().filter(pk=view_id).first()
    if view is None or view.person_id != actor.pk:
        raise Denied("matters.drop_view")
    held = actor.held() if isinstance(actor, Person) else []
    permits.require(actor, "matters.drop_view", reach={post.over for post in held})
    records.write("matters.drop_view", view, actor=actor, at=now, name=view.name)
    SavedView.objects.filter(pk=view_id).delete()
    return view


def _post(actor: Actor, post_id: int) -> Post:
    held = actor.held() if isinstance(actor, Person) else []
    post = next((post for post in held if post.pk == post_id), None)
    if post is None:
        raise Denied("matters.save_view")
    return post
