"""抽查 as it is shown: what is still to ask, how a draw was done, and the same draw done again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from yuanba.base import permits
from yuanba.base.errors import Denied
from yuanba.base.models import Record
from yuanba.base.permits import Actor
from yuanba.matters import sight
from yuanba.matters.models import TO_ASK, Draw, Drawn, Matter, Share
from yuanba.matters.queries.lists import Scope
from yuanba.matters.rules import Channel, sampling
from yuanba.matters.rules.sampling import Answer

PAGE = 25
WEEKS = 12  # draws shown at once


def here(scope: Scope) -> dict[str, int]:
    """The column of a scope; whoever looks after less than a village is not asked to look again."""
    if scope.column not in {"county_id", "township_id", "village_id"}:
        raise Denied("matters.spot_check")
    return {scope.column: scope.id}


def rows(scope: Scope, *, asked: bool, after: int | None = None) -> list[Drawn]:
    """What is still to ask, the oldest first; or what was answered, the newest first. One statement."""
    seen = sight.open_to(scope.stand, "matter__")
    found = Drawn.objects.filter(seen, **here(scope)).select_related(
        "matter__place", "matter__category", "asked_by", "draw"
    )
    if asked:
        done = found.filter(state__in=[Answer.SOLVED, Answer.UNSOLVED, Answer.SKIPPED])
        done = done.filter(id__lt=after) if after else done
        return list(done.order_by("-id")[: PAGE + 1])
    open_ = found.filter(TO_ASK)
    open_ = open_.filter(id__gt=after) if after else open_
    return list(open_.order_by("id")[: PAGE + 1])


def one(reader: Actor, drawn_id: int) -> Drawn:
    """One drawn matter, for somebody who may ask about it. Raises Denied alike for "none"."""
    found = Drawn.objects.select_related("draw", "asked_by", "matter").filter(pk=drawn_id).first()
    if found is None:
        raise Denied("matters.spot_check")
    permits.require(reader, "matters.spot_check", reach=found.reach)
    if sight.shut(found.matter, reader):
        raise Denied("matters.spot_check")
    return found


def draws(county_id: int, stand: sight.Stand | None = None) -> list[Draw]:
    """The last weeks of a county with what came of them, without what is kept from this reader; for
    everybody (no stand) without all that is about somebody. Two statements, two more if there is any."""
    answers = {str(a.value): Count("rows", filter=Q(rows__state=a)) for a in Answer}
    named = {f"n_{name}": count for name, count in answers.items()}
    rows = list(
        Draw.objects.filter(county_id=county_id).annotate(**named).order_by("-first")[:WEEKS]
    )
    if hidden := sight.kept(stand, county_id):
        _without(rows, hidden)
    return rows


def _without(rows: list[Draw], hidden: list[int]) -> None:
    """Count as if these had never been struck off."""
    drawn = Drawn.objects.filter(draw__in=rows, matter_id__in=hidden)
    closings = _closings(hidden)
    for draw in rows:
        if draw.closed is not None and draw.wanted is not None:
            draw.closed -= len({pk for pk, at in closings if draw.first <= at <= draw.last})
    by_id = {draw.pk: draw for draw in rows}
    for pk, state in drawn.values_list("draw_id", "state"):
        draw, name = by_id[pk], f"n_{state}"
        setattr(draw, name, getattr(draw, name) - 1)
        if state != Answer.SKIPPED and draw.wanted is not None:
            draw.wanted -= 1


def _closings(ids: list[int]) -> list[tuple[int, date]]:
    """On which days these were struck off here. One statement."""
    closed = Record.objects.filter(act="matters.close", subject_id__in=ids)
    ours = closed.exclude(subject_id__in=_elsewhere(ids))
    return [(pk, timezone.localdate(at)) for pk, at in ours.values_list("subject_id", "at")]


def _elsewhere(ids: list[int]) -> "QuerySet[Matter, int]":
    """Those that another system had closed: they are in no list (frame)."""
    return Matter.objects.filter(pk__in=ids, channel=Channel.IMPORT).values_list("pk", flat=True)


def share(county_id: int) -> Share | None:
    """The share in force, or None for the usual one. One statement."""
    return Share.objects.filter(county_id=county_id).order_by("-since").first()


def frame(draw: Draw) -> list[int]:
    """The ids of the matters struck off in the draw's week, by their records. One statement.

    What another system had closed before it came to us is not in it: there the other office asks.
    """
    midnight = datetime.min.time()
    start = timezone.make_aware(datetime.combine(draw.first, midnight))
    end = timezone.make_aware(datetime.combine(draw.last + timedelta(days=1), midnight))
    closed = Record.objects.filter(act="matters.close", at__gte=start, at__lt=end)
    found = Matter.objects.filter(county_id=draw.county_id, pk__in=closed.values("subject_id"))
    found = found.exclude(channel=Channel.IMPORT)
    return list(found.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True)
class Again:
    """The same draw, done once more from the records."""

    draw: Draw
    ids: list[int]
    seed: str
    lots: list[tuple[int, int, str]]  # rank, matter id, lot: as far down as rows were drawn
    drawn: list[int]
    salt_fits: bool
    shown: list[tuple[int, int, str]]  # the lots as this reader may see them

    @property
    def same(self) -> bool:
        """Whether the list, the seed and everybody drawn are what they were."""
        ordered = [pk for _rank, pk, _lot in self.lots]
        return self.salt_fits and self.seed == self.draw.seed and ordered == self.drawn


def again(draw: Draw, stand: sight.Stand) -> Again:
    """Draw once more: by the published method, from the 销号 records. Three statements."""
    listed = frame(draw)
    seed = sampling.seed(
        county_id=draw.county_id, first=draw.first, last=draw.last, salt=draw.salt, ids=listed
    )
    drawn = list(Drawn.objects.filter(draw=draw).order_by("rank").values_list("matter_id", "rank"))
    ordered = sampling.order(seed, listed)
    lots = [(n, pk, sampling.lot(seed, pk)) for n, pk in enumerate(ordered, 1)]
    hidden = set(sight.kept(stand, draw.county_id))
    seen = [(pk, lot) for _n, pk, lot in lots[: len(drawn)] if pk not in hidden]
    return Again(
        draw=draw,
        ids=listed,
        seed=seed,
        lots=lots[: len(drawn)],
        drawn=[pk for pk, _rank in drawn],
        salt_fits=sampling.commitment(draw.salt) == draw.commitment,
        shown=[(n, pk, lot) for n, (pk, lot) in enumerate(seen, 1)],
    )


def whole(draw: Draw, stand: sight.Stand) -> list[dict[str, Any]]:
    """Every matter of the list that this reader may see, with its lot, in the order of the lots: to
    check by hand. A supervisor of the county reads it whole."""
    done, hidden = again(draw, stand), set(sight.kept(stand, draw.county_id))
    drawn = set(done.drawn)
    seen = [pk for pk in sampling.order(done.seed, done.ids) if pk not in hidden]
    return [
        {"rank": n, "id": pk, "lot": sampling.lot(done.seed, pk), "drawn": pk in drawn}
        for n, pk in enumerate(seen, 1)
    ]
