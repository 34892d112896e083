"""A post at a place that is no more, held again at the place that goes on for it: asked by the act and by the
page that offers it."""

from collections.abc import Iterable
from datetime import date

from yuanba.base.permits import Role
from yuanba.people import rules
from yuanba.people.models import Post
from yuanba.places.models import Place
from yuanba.places.rules import Kind


def held(post: Post) -> rules.Held:
    return rules.Held(Role(post.role), post.place_id, post.unit_id, post.since, post.until)


def at(
    here: Place, post: Post, others: Iterable[Post], *, by: int | None, today: date
) -> rules.Held:
    """The post as it would be held here from today; `others` are the person's other posts that have not
    ended. Raises Refused where the rules do not let them go together."""
    return rules.carry_on(
        held(post),
        to=here.pk,
        kind=Kind(here.kind),
        unit_place_id=post.unit.place_id if post.unit else None,
        others=[held(other) for other in others],
        oneself=by == post.person_id,
        active=post.person.is_active,
        today=today,
    )
