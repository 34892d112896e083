"""Posts at places that are no more, with the place that goes on for each."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from yuanba.base.errors import Refused
from yuanba.people import going_on
from yuanba.people.models import Person, Post
from yuanba.people.queries.common import below, places_over, post_words
from yuanba.places.models import Place, Succession

MOST = 200  # posts on the page


@dataclass(frozen=True)
class Left:
    """A post that its place left behind."""

    id: int
    person_id: int
    name: str
    words: str
    why_not: str  # why it cannot go on here; empty: it can


@dataclass
class Ended:
    """A place that is no more, and one that goes on for it (none: a grid that was closed)."""

    place: str
    heir_id: int | None
    heir: str
    posts: list[Left] = field(default_factory=list)

    @property
    def movable(self) -> bool:
        return self.heir_id is not None and any(not post.why_not for post in self.posts)


def _left(actor: Person, today: date) -> QuerySet[Post]:
    over = places_over(actor, "people.carry_on")
    inherited = Succession.objects.filter(below(over, "after__"), before=OuterRef("place"))
    rows = Post.objects.filter(Q(until=None) | Q(until__gt=today), place__until__isnull=False)
    return rows.filter(below(over, "place__") | Exists(inherited))


def left_behind(actor: Person, *, today: date) -> int:
    """How many posts within reach stand at places that are no more. One statement."""
    return _left(actor, today).count() if places_over(actor, "people.carry_on") else 0


def ended(actor: Person, *, today: date) -> list[Ended]:
    """Those posts by place, with whom each can go on; a statement more for every step of a chain of
    mergers."""
    living = Post.objects.filter(Q(until=None) | Q(until__gt=today))
    rows = _left(actor, today).select_related("person", "place", "unit")
    rows = rows.prefetch_related(Prefetch("person__posts", living)).order_by("place_id", "pk")
    posts = list(rows[:MOST])
    heirs = _heirs({post.place_id for post in posts})
    groups: dict[tuple[int, int | None], Ended] = {}
    for post in posts:
        going: list[Place | None] = [*heirs[post.place_id]] or [None]
        for heir in going:
            key = (post.place_id, heir.pk if heir else None)
            group = groups.setdefault(
                key, Ended(post.place.name, key[1], heir.name if heir else "")
            )
            group.posts.append(_line(post, heir, actor, today))
    return list(groups.values())


def _line(post: Post, heir: Place | None, actor: Person, today: date) -> Left:
    why = ""
    if heir is not None:
        others = [one for one in post.person.posts.all() if one.pk != post.pk]
        try:
            going_on.at(heir, post, others, by=actor.pk, today=today)
        except Refused as no:
            why = str(no.message)
    return Left(post.pk, post.person_id, post.person.name, post_words(post), why)


def _heirs(gone: set[int]) -> dict[int, list[Place]]:
    """Place → the living places that go on for it, however many steps later."""
    found: dict[int, list[Place]] = defaultdict(list)
    step = {(pk, pk) for pk in gone}
    while step:
        rows = Succession.objects.filter(before__in={at for _, at in step}).select_related("after")
        after = defaultdict(list)
        for row in rows.order_by("pk"):
            after[row.before_id].append(row.after)
        further = set()
        for first, at in step:
            for place in after[at]:
                if place.until is not None:
                    further.add((first, place.pk))
                elif place not in found[first]:
                    found[first].append(place)
        step = further
    return found
