"""Near and like matters, offered before one more is sent: cheap however many are stored.

The newest open ones of the village are compared by pairs of characters; three at most are shown. A
stranger sees only what may hang on a wall: communal and public ones, title masked, nobody named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from yuanba.base import permits
from yuanba.base.masking import mask, tidy
from yuanba.base.permits import Actor
from yuanba.duties.rules import Lane
from yuanba.matters import sight
from yuanba.matters.models import Matter
from yuanba.matters.queries import labels, words
from yuanba.matters.queries.one import NAMED, sees
from yuanba.matters.rules import duplicates

SHOWABLE = Q(lane__in=[Lane.GOVERNMENT, Lane.COMMUNAL], restricted=False)
LONGEST = 4000  # characters compared at most: a longer text is cut before anything looks at it


@dataclass(frozen=True, slots=True)
class Like:
    """One matter that may be the same, as this reader may know of it."""

    id: int
    number: str  # empty for a stranger: with the number others could be asked about it
    title: str
    place: str
    day: str
    state: Any
    others: int  # households that already go along


def near(
    village_id: int,
    text: str,
    now: datetime,
    *,
    corner: int | None = None,
    reader: Actor | None = None,
    but: int | None = None,
) -> list[Like]:
    """The likest open matters of the village or community, best first; none for few words.

    `corner` is the grid or courtyard it was told of: what was told there is a little likelier. One
    statement, two when something is found. `reader` is somebody who works there: he is shown
    everything he may see; without one, what a stranger may know of.
    """
    told = duplicates.pairs(text[:LONGEST])
    if len(told) < 3:
        return []
    found = _candidates(village_id, now, reader)
    scored = []
    for pk, title, said, at, grid in found:
        if pk == but:
            continue
        like = max(
            duplicates.alike(told, duplicates.pairs(said)),
            duplicates.alike(told, duplicates.pairs(title)),
        )
        here = corner is not None and corner in {at, grid}
        score = like + duplicates.SAME_CORNER * here if like else 0.0
        if score >= duplicates.LIKE:
            scored.append((-score, pk))
    best = [pk for _score, pk in sorted(scored)[: duplicates.OFFERED]]
    return _shown(best, reader)


def _candidates(
    village_id: int, now: datetime, reader: Actor | None
) -> Sequence[tuple[int, str, str, int, int | None]]:
    found = Matter.objects.filter(
        village_id=village_id,
        reported_at__gte=now - duplicates.RECENT,
        state__in=sorted(duplicates.MAIN),
    )
    if reader is None:
        found = found.filter(SHOWABLE, concerned=False)
    else:
        found = found.filter(sight.open_to(sight.stand_of(reader)))
    if reader is not None and not _named(reader, village_id):
        found = found.filter(restricted=False)
    newest = found.order_by("-reported_at", "-id")[: duplicates.LOOKED_AT]
    return list(newest.values_list("id", "title", "text", "place_id", "grid_id"))


def _named(reader: Actor, village_id: int) -> bool:
    return bool(reader.roles_in(frozenset({village_id})) & NAMED)


def _shown(best: list[int], reader: Actor | None) -> list[Like]:
    if not best:
        return []
    rows = (
        Matter.objects.filter(pk__in=best)
        .select_related("place", "category", "contact", "reporter", "owner", "supervisor")
        .annotate(others=Count("duplicates"))
        .in_bulk(best)
    )
    seen = [rows[pk] for pk in best if pk in rows]
    if reader is None:
        seen = [m for m in seen if not hidden(m)]
    else:
        may = [m for m in seen if permits.may(reader, "matters.see", reach=m.reach)]
        seen = [m for m in may if sees(reader, m)]
    return [_like(matter, stranger=reader is None) for matter in seen]


def hidden(matter: Matter) -> bool:
    """Whether a stranger may not even know of it: confidential, or about somebody."""
    return bool(matter.restricted or getattr(matter, "concerned", False))


def _like(matter: Matter, *, stranger: bool) -> Like:
    return Like(
        id=matter.pk,
        number="" if stranger else matter.number,
        title=public_title(matter) if stranger else matter.title,
        place=matter.place.name,
        day=words.day(matter.reported_at),
        state=labels.STATES[matter.state][1],
        others=int(getattr(matter, "others", 0)),
    )


def public_title(matter: Matter) -> str:
    """The title as a stranger may read it: masked as for the wall, else only the category."""
    category = matter.category.label if matter.category else ""
    contact = getattr(matter, "contact", None)
    known = [contact.name, contact.phone] if contact else []
    known += [p.name for p in (matter.reporter, matter.owner, matter.supervisor) if p is not None]
    return tidy(mask(matter.title, known=[word for word in known if word])) or category
