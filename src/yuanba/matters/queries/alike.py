"""Near and like matters, offered before one more is sent: cheap however many are stored.

The newest open ones of the village are compared by pairs of characters; three at most are shown. Of
what others told a stranger learns the category, the grid, the month and how many go along; the words
only where the person agreed to show them and somebody has read them for the wall (disclosure).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.module_loading import import_string

from yuanba.base import permits
from yuanba.base.permits import Actor
from yuanba.duties.rules import Lane
from yuanba.matters import sight
from yuanba.matters.models import Matter, Speaking
from yuanba.matters.queries import labels, words
from yuanba.matters.queries.one import NAMED, sees
from yuanba.matters.rules import Who, duplicates
from yuanba.places.models import Place

SHOWABLE = Q(lane__in=[Lane.GOVERNMENT, Lane.COMMUNAL], restricted=False)
# Nobody is to guess who told it without a name.
NAMELESS = Exists(Speaking.objects.filter(matter=OuterRef("pk"), who=Who.ANONYMOUS))
# Never finer than a grid: a building says who lives there.
AROUND = Subquery(
    Place.objects.filter(pk=Coalesce(OuterRef("grid_id"), OuterRef("village_id"))).values("name")[
        :1
    ]
)
LONGEST = 4000  # characters compared at most: a longer text is cut before anything looks at it


@dataclass(frozen=True, slots=True)
class Like:
    """One matter that may be the same, as this reader may know of it."""

    id: int
    number: str  # empty for a stranger: with the number others could be asked about it
    title: str
    place: str
    when: str
    state: Any  # empty for a stranger
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
    statement, two when something is found, three when some of it hangs on the wall. `reader` is
    somebody who works there: he is shown everything he may see; without one, what a stranger may
    know of.
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
        found = found.filter(SHOWABLE, ~NAMELESS, concerned=False)
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
        .select_related("place", "category", "showing")
        .annotate(others=Count("duplicates"), around=AROUND)
        .in_bulk(best)
    )
    seen = [rows[pk] for pk in best if pk in rows]
    if reader is None:
        seen = [m for m in seen if not hidden(m)]
        said = _said([m.pk for m in seen if agreed(m)])
        return [_to_stranger(matter, said.get(matter.pk, "")) for matter in seen]
    may = [m for m in seen if permits.may(reader, "matters.see", reach=m.reach)]
    return [_to_reader(matter) for matter in may if sees(reader, matter)]


def hidden(matter: Matter) -> bool:
    """Whether a stranger may not even know of it: confidential, or about somebody."""
    return bool(matter.restricted or getattr(matter, "concerned", False))


def agreed(matter: Matter) -> bool:
    """Whether the person who told lets the neighbours know while it is open."""
    showing = getattr(matter, "showing", None)
    return showing is not None and showing.until is None


def _said(ids: list[int]) -> dict[int, str]:
    """The words that hang on the wall for these, as somebody there has read them: who keeps the wall
    stands above this context (wiring.SHOWN). No statement for none."""
    found: dict[int, str] = import_string(f"{settings.WIRING}.SHOWN")(ids) if ids else {}
    return found


def _to_reader(matter: Matter) -> Like:
    return Like(
        id=matter.pk,
        number=matter.number,
        title=matter.title,
        place=matter.place.name,
        when=words.day(matter.reported_at),
        state=labels.STATES[matter.state][1],
        others=int(getattr(matter, "others", 0)),
    )


def _to_stranger(matter: Matter, said: str) -> Like:
    """No words of somebody who has not agreed: what kind of thing, in which grid, in which month."""
    return Like(
        id=matter.pk,
        number="",
        title=said or (matter.category.label if matter.category else ""),
        place=str(getattr(matter, "around", "")),
        when=words.month(matter.reported_at),
        state="",
        others=int(getattr(matter, "others", 0)),
    )
