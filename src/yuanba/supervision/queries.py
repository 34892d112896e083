"""What is read: the lists a sample is drawn from, the desk, what everybody sees."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import get_default_timezone

from yuanba.base.masking import mask
from yuanba.base.permits import Actor, Role, may
from yuanba.books.models import Entry
from yuanba.catalogue.models import Asked, Review
from yuanba.disclosure.models import PUBLIC, Row
from yuanba.people.models import Person, Post
from yuanba.people.queries import below, places_over
from yuanba.places.models import Place
from yuanba.points.models import Claim
from yuanba.points.rules.claims import State
from yuanba.supervision import rules
from yuanba.supervision.models import Clue, Finding, Pick, Report, Sample, Suggestion
from yuanba.supervision.rules import ClueState, Heard, Kind, Verdict

MOST = 60


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(0), get_default_timezone())


def frame(place: Place, kind: Kind, since: date, until: date) -> dict[int, str]:
    """Everything of this kind and period, each with a title that names nobody. One statement."""
    begin, end = _moment(since), _moment(until + timedelta(days=1))
    if kind is Kind.MATTERS:
        rows = Row.objects.filter(PUBLIC, village_id=place.pk, closed__gte=since, closed__lte=until)
        return {r.pk: f"{r.number} {r.title}" for r in rows}
    if kind is Kind.POINTS:
        claims = Claim.objects.filter(
            place=place, state=State.BOOKED, booked_at__gte=begin, booked_at__lt=end
        )
        return {c.pk: f"{c.code} {c.line.name}" for c in claims.select_related("line")}
    entries = Entry.objects.filter(book__place=place, at__gte=begin, at__lt=end)
    return {e.pk: f"{e.seq} {mask(e.why)}" for e in entries}


# ---- the desk


def samples(place: Place, many: int = 24) -> list[Sample]:
    """The newest first, with what was found. One statement."""
    named: dict[str, Any] = {
        f"n_{v.value}": Count("picks", filter=Q(picks__verdict=v)) for v in Verdict
    }
    unanswered = Q(picks__verdict=Verdict.DOUBT, picks__answered_at=None)
    rows = Sample.objects.filter(place=place).select_related("by")
    rows = rows.annotate(**named, n=Count("picks"), unanswered=Count("picks", filter=unanswered))
    return list(rows.order_by("-until", "-pk")[:many])


def sample(sample_id: int) -> Sample | None:
    return Sample.objects.select_related("place__parent__parent", "by").filter(pk=sample_id).first()


def picks(found: Sample) -> list[Pick]:
    return list(found.picks.select_related("by", "answered_by").order_by("n"))


def pick(pick_id: int) -> Pick | None:
    rows = Pick.objects.select_related("sample__place", "by", "answered_by")
    return rows.filter(pk=pick_id).first()


def again(found: Sample) -> bool:
    """The same draw done once more from what is kept: does it give the same picks?"""
    ids = [int(one) for one in found.frame]
    seed = rules.seed(
        place_id=found.place_id, kind=found.kind, since=found.since, until=found.until,
        salt=found.salt, ids=ids,
    )  # fmt: skip
    drawn = [p.subject_id for p in found.picks.order_by("n")]
    return seed == found.seed and rules.order(seed, ids)[: len(drawn)] == drawn


def program(found: Sample) -> str:
    return rules.program(
        place_id=found.place_id, kind=found.kind, since=found.since, until=found.until,
        salt=found.salt, ids=[int(one) for one in found.frame], many=found.picks.count(),
    )  # fmt: skip


def suggestions(place: Place) -> list[Suggestion]:
    rows = Suggestion.objects.filter(place=place).select_related("by", "answered_by")
    return list(rows.order_by("-at")[:MOST])


def findings(place: Place) -> list[Finding]:
    return list(Finding.objects.filter(place=place).select_related("by").order_by("-at")[:MOST])


def suggestion(suggestion_id: int) -> Suggestion | None:
    return Suggestion.objects.select_related("place").filter(pk=suggestion_id).first()


def finding(finding_id: int) -> Finding | None:
    return Finding.objects.select_related("place").filter(pk=finding_id).first()


def reports(place: Place) -> list[Report]:
    return list(Report.objects.filter(place=place).select_related("by").order_by("-until")[:MOST])


def figures(place: Place, since: date, until: date) -> dict[str, int]:
    """What the committee did in a period, counted. Five statements."""
    begin, end = _moment(since), _moment(until + timedelta(days=1))
    within = {"at__gte": begin, "at__lt": end}
    seen = Pick.objects.filter(sample__place=place, **within)
    found: Counter[str] = Counter(seen.values_list("verdict", flat=True))
    doubts = seen.filter(verdict=Verdict.DOUBT)
    reviews = Review.objects.filter(issue__place=place, **within)
    given = reviews.aggregate(n=Count("id"), objected=Count("id", filter=Q(agree=False)))
    hints = Suggestion.objects.filter(place=place, **within)
    told = hints.aggregate(n=Count("id"), adopted=Count("id", filter=Q(adopted=True)))
    return {
        "checked": found[Verdict.RIGHT] + found[Verdict.DOUBT],
        "doubts": found[Verdict.DOUBT],
        "unanswered": doubts.filter(answered_at=None).count(),
        "reviews": given["n"],
        "objected": given["objected"],
        "suggestions": told["n"],
        "adopted": told["adopted"],
        "asked": Asked.objects.filter(part__issue__place=place, **within).count(),
    }


def clues(reader: Person) -> list[Clue]:
    """Those that this reader may hear: never more than date, place and state. One statement."""
    over = places_over(reader, "supervision.see_clues")
    if not over:
        return []
    heard = Q(heard=Heard.COUNTY, county_id__in=over) | (
        Q(heard=Heard.VILLAGE) & below(over, "place__")
    )
    rows = Clue.objects.filter(heard).defer("words", "contact").select_related("place")
    return list(rows.order_by("state", "-at")[:MOST])


def clue(reader: Actor, clue_id: int) -> Clue | None:
    """Without its words: those are opened by an act."""
    rows = Clue.objects.defer("words", "contact").select_related("place", "handed_by")
    found = rows.filter(pk=clue_id).first()
    if found is None or may(reader, "supervision.see_clues", reach=found.reach) is None:
        return None
    return found


def followed(digest: str) -> Clue | None:
    """For who holds the receipt."""
    return Clue.objects.defer("words", "contact").filter(receipt=digest).first()


# ---- everybody


@dataclass(frozen=True)
class Shown:
    """Who supervises a village, and what they found."""

    people: list[str]
    samples: list[Sample]
    doubts: list[Pick]
    suggestions: list[Suggestion]
    findings: list[Finding]
    reports: list[Report]
    clues: tuple[int, int]  # told, with a result; never fewer than five are told apart


def shown(place: Place) -> Shown:
    """Seven statements."""
    posts = Post.objects.filter(place=place, role=Role.SUPERVISOR, until=None)
    doubts = Pick.objects.filter(sample__place=place, verdict=Verdict.DOUBT)
    of_clues = Clue.objects.filter(place=place, heard=Heard.VILLAGE).aggregate(
        n=Count("id"), closed=Count("id", filter=Q(state=ClueState.CLOSED))
    )
    return Shown(
        people=list(posts.order_by("person__name").values_list("person__name", flat=True)),
        samples=samples(place, 12),
        doubts=list(doubts.select_related("sample").order_by("-at")[:MOST]),
        suggestions=suggestions(place),
        findings=findings(place),
        reports=reports(place),
        clues=(of_clues["n"], of_clues["closed"]),
    )
