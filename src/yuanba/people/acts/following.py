"""转岗: a place has ended and another goes on for it. Who held a post there holds it here by the hand of the
security administrator, never by the merger itself: who draws places gives nobody rights (trust.md T21)."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.people import going_on, rules
from yuanba.people.acts.staff import place, said
from yuanba.people.models import Person, Post
from yuanba.places import queries as places
from yuanba.places.rules import living


@act
def carry_on(*, actor: Actor, place_id: int, post_ids: Sequence[int], now: datetime) -> Post:
    """转岗: these posts at places that this one goes on for are held here from today, and the old ones end.
    All of them or none: whom the rules do not let is named. The last new one is returned."""
    here, today = place(place_id), clock.day_of(now)
    permits.require(actor, "people.carry_on", reach=here.reach)
    living(here.until)
    asked = Post.objects.filter(Q(until=None) | Q(until__gt=today), pk__in=list(post_ids))
    whose = set(asked.values_list("person_id", flat=True))
    list(Person.objects.select_for_update().filter(pk__in=whose).order_by("pk"))
    gone = asked.filter(place__until__isnull=False).select_related("person", "unit")
    posts = [post for post in gone.order_by("pk") if here.pk in places.successors([post.place_id])]
    if not post_ids:
        raise Refused("none", _("请先勾选要转的岗位。"), field="post")
    if len(posts) != len(set(post_ids)):
        raise Refused("moved", _("有的岗位已经转走或结束了，请重新勾选。"), field="post")
    made = []
    for post in posts:
        others = post.person.posts.filter(Q(until=None) | Q(until__gt=today)).exclude(pk=post.pk)
        try:
            new = going_on.at(here, post, others, by=actor.pk, today=today)
        except Refused as no:
            words = _("%(name)s：%(why)s") % {"name": post.person.name, "why": no.message}
            raise Refused(no.code, words, field="post") from None
        post.until = rules.end_post(since=post.since, until=post.until, on=today, oneself=False)
        post.save(update_fields=["until"])
        fresh = Post.objects.create(
            person=post.person, place=here, unit=post.unit, role=new.role, title=post.title,
            since=new.since, until=new.until,
        )  # fmt: skip
        facts = said(
            person=post.person_id, role=new.role, unit=post.unit_id, since=new.since,
            until=new.until, before=post.pk, of=post.place_id,
        )  # fmt: skip
        records.write("people.carry_on", fresh, actor=actor, at=now, **facts)
        made.append(fresh)
    return made[-1]
