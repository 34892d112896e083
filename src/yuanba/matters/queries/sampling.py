"""抽查 as it is shown: what is still to ask, how a draw was done, and the same draw done again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
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


def draws(county_id: int) -> list[Draw]:
    """The last weeks of a county with what came of them. One statement."""
    answers = {str(a.value): Count("rows", filter=Q(rows__state=a)) for a in Answer}
    named = {f"n_{name}": count for name, count in answers.items()}
    return list(
        Draw.objects.filter(county_id=county_id).annotate(**named).order_by("-first")[:WEEKS]
    )


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

    @property
    def same(self) -> bool:
        """Whether the list, the seed and everybody drawn are what they were."""
        ordered = [pk for _rank, pk, _lot in self.lots]
        return self.salt_fits and self.seed == self.draw.seed and ordered == self.drawn


def again(draw: Draw) -> Again:
    """Draw once more: by the published method, from the 销号 records. Two statements."""
    listed = frame(draw)
    seed = sampling.seed(
        county_id=draw.county_id, first=draw.first, last=draw.last, salt=draw.salt, ids=listed
    )
    drawn = list(Drawn.objects.filter(draw=draw).order_by("rank").values_list("matter_id", "rank"))
    ordered = sampling.order(seed, listed)
    lots = [(n, pk, sampling.lot(seed, pk)) for n, pk in enumerate(ordered, 1)]
    return Again(
        draw=draw,
        ids=listed,
        seed=seed,
        lots=lots[: len(drawn)],
        drawn=[pk for pk, _rank in drawn],
        salt_fits=sampling.commitment(draw.salt) == draw.commitment,
    )


def whole(draw: Draw) -> list[dict[str, Any]]:
    """Every matter of the list with its lot, in the order of the lots: to check by hand."""
    done = again(draw)
    drawn = set(done.drawn)
    return [
        {"rank": n, "id": pk, "lot": sampling.lot(done.seed, pk), "drawn": pk in drawn}
        for n, pk in enumerate(sampling.order(done.seed, done.ids), 1)
    ]
