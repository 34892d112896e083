"""What is shown of it: the catalogue that holds, the plan of a year, an issue, what is late."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Prefetch, Q

from yuanba.base import clock
from yuanba.catalogue.models import Asked, Catalogue, Correction, Issue, Item, Part, Voucher
from yuanba.catalogue.queries.drawing import untold
from yuanba.catalogue.rules import items as rules
from yuanba.catalogue.rules.issues import OUT, State
from yuanba.catalogue.rules.items import Cycle, Slot
from yuanba.councils.models import Procedure
from yuanba.people.queries import below
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import Calendar

MOST = 60


def standing(place: Place, year: int) -> Catalogue | None:
    """The catalogue of this year that holds here: the village's own, else the township's, else the
    county's; of each the last version. One statement."""
    above = [place.pk, place.township_id, place.county_id]
    found = Catalogue.objects.filter(place__in=[pk for pk in above if pk], year=year)
    rows = sorted(found.order_by("n"), key=lambda c: (above.index(c.place_id), -c.n))
    return rows[0] if rows else None


def versions(place: Place, year: int) -> list[Catalogue]:
    above = [pk for pk in (place.pk, place.township_id, place.county_id) if pk]
    rows = Catalogue.objects.filter(place__in=above, year=year).select_related("place", "made_by")
    return list(rows.order_by("-made_at"))


def items(catalogue: Catalogue) -> list[Item]:
    return list(catalogue.items.order_by("code"))


# ---- the plan of a year


@dataclass(frozen=True)
class Planned:
    """An issue that the year asks for, with what there is of it."""

    slot: Slot
    issue: Issue | None
    late: bool
    days_late: int

    @property
    def out(self) -> bool:
        return self.issue is not None and self.issue.state in OUT


def planned(place: Place, year: int, today: date) -> tuple[Catalogue | None, list[Planned]]:
    """Five statements."""
    found = standing(place, year)
    if found is None:
        return None, []
    issues = {
        (i.cycle, i.since): i
        for i in Issue.objects.filter(place=place, since__year=year).exclude(cycle=Cycle.ONCE)
    }
    return found, plan_of(found, cycles_of(found), issues, today, places.calendar())


def cycles_of(found: Catalogue) -> list[Cycle]:
    return [Cycle(c) for c in found.items.order_by().values_list("cycle", flat=True).distinct()]


def plan_of(
    found: Catalogue,
    cycles: list[Cycle],
    issues: dict[tuple[str, date], Issue],
    today: date,
    calendar: Calendar,
) -> list[Planned]:
    begun = clock.day_of(found.made_at)
    rows = []
    for slot in rules.plan(found.year, found.terms, calendar, cycles):
        issue = issues.get((slot.cycle.value, slot.since))
        if slot.until <= begun and issue is None:
            continue  # before there was a catalogue
        done = clock.day_of(issue.published_at) if issue and issue.published_at else today
        over = (done - slot.due).days
        rows.append(Planned(slot, issue, over > 0, max(0, over)))
    return rows


def waits_for(issue: Issue, own: Catalogue) -> tuple[str, date] | None:
    """Whose turn it is between village and supervisors, and until when."""
    if issue.state == State.SENT and issue.sent_at is not None:
        day = clock.day_of(issue.sent_at)
        return "review", rules.days_after(day, own.review_days, places.calendar())
    if issue.state == State.OBJECTED:
        last = max(
            (r for r in issue.reviews.all() if not r.agree), key=lambda r: r.at, default=None
        )
        return ("reply", last.due) if last else None
    return None


# ---- one issue


def issue(issue_id: int) -> Issue | None:
    rows = Issue.objects.select_related(
        "place__parent__parent", "catalogue__place", "procedure", "sent_by", "agreed_by",
        "published_by", "filed_by",
    )  # fmt: skip
    return rows.filter(pk=issue_id).first()


def parts(found: Issue) -> list[Part]:
    """With item, questions, corrections, vouchers. Four statements."""
    rows = found.parts.select_related("item").prefetch_related(
        Prefetch("asked", Asked.objects.order_by("id")),
        Prefetch("corrections", Correction.objects.order_by("id")),
        Prefetch("vouchers", Voucher.objects.select_related("replaced_by")),
    )
    return list(rows.order_by("item__code"))


def part(part_id: int) -> Part | None:
    rows = Part.objects.select_related(
        "item", "issue__place__parent__parent", "issue__catalogue", "issue__procedure"
    )
    return rows.filter(pk=part_id).first()


def asked(asked_id: int) -> Asked | None:
    rows = Asked.objects.select_related(
        "part__issue__place", "part__issue__catalogue", "part__item"
    )
    return rows.filter(pk=asked_id).first()


def public(place: Place, *, year: int | None = None, many: int = MOST) -> list[Issue]:
    """What hangs or hung of a village, the newest first, with how much is asked of it. One statement."""
    rows = Issue.objects.filter(place=place, state__in=sorted(OUT)).select_related("procedure")
    if year is not None:
        rows = rows.filter(since__year=year)
    open_q = Count("parts__asked", filter=Q(parts__asked__answered_at=None), distinct=True)
    rows = rows.annotate(asks=Count("parts__asked", distinct=True), open_asks=open_q)
    return list(rows.order_by("-until", "-pk")[:many])


# ---- the desk


@dataclass(frozen=True)
class Desk:
    """What a village's disclosure waits for."""

    catalogue: Catalogue | None
    going: list[Issue]
    coming: list[Planned]  # its period is over, nobody drafted it
    untold: list[tuple[Procedure, date]]  # passed, to be told at once, and by which day
    asked: list[Asked]
    above: list[Asked]
    hanging: list[Issue]


def desk(place: Place, now: datetime, today: date) -> Desk:
    """Fourteen statements at most."""
    found, rows = planned(place, today.year, today)
    if today.month <= 3:
        before, earlier = planned(place, today.year - 1, today)
        found, rows = found or before, [*earlier, *rows]
    going = Issue.objects.filter(place=place).exclude(state__in=sorted(OUT))
    hanging = Issue.objects.filter(place=place, state=State.PUBLISHED)
    open_asks = Asked.objects.filter(part__issue__place=place).select_related("part__item")
    told: list[tuple[Procedure, date]] = []
    if found is not None and any(c is Cycle.ONCE for c in cycles_of(found)):
        calendar = places.calendar()
        for question in untold(place, clock.day_of(found.made_at)):
            ended = question.ended_at or question.begun_at
            due = rules.days_after(clock.day_of(ended), found.once_days, calendar)
            told.append((question, due))
    return Desk(
        catalogue=found,
        going=list(going.select_related("procedure").order_by("due", "pk")[:MOST]),
        coming=[one for one in rows if one.issue is None and one.slot.until <= today],
        untold=told,
        asked=list(open_asks.filter(answered_at=None).order_by("due", "pk")[:MOST]),
        above=list(open_asks.filter(raised_at__isnull=False, above_at=None).order_by("above_due")),
        hanging=list(hanging.select_related("procedure").order_by("-hung_until")[:12]),
    )


def to_review(over: list[int]) -> list[Issue]:
    """What waits for the supervision committees of these places. One statement."""
    rows = Issue.objects.filter(below(over, "place__"), state=State.SENT)
    return list(rows.select_related("place", "catalogue", "procedure").order_by("sent_at")[:MOST])


def raised(over: list[int]) -> list[Asked]:
    """What was asked one level up and waits for the township. One statement."""
    rows = Asked.objects.filter(
        below(over, "part__issue__place__"), raised_at__isnull=False, above_at=None
    )
    return list(
        rows.select_related("part__issue__place", "part__item").order_by("above_due")[:MOST]
    )


def unfiled(over: list[int]) -> list[Issue]:
    """Published and not yet noted by the township. One statement."""
    rows = Issue.objects.filter(below(over, "place__"), state__in=sorted(OUT), filed_at=None)
    return list(rows.select_related("place", "procedure").order_by("published_at")[:MOST])
