"""What is shown of common problems. Every count leaves out what is confidential or about somebody, for
every reader alike, so that no figure gives it away; the matters themselves are read within the
reader's own scope."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When

from yuanba.base.permits import Reach
from yuanba.matters.queries import labels
from yuanba.matters.queries.lists import Scope
from yuanba.matters.queries.words import day
from yuanba.matters.rules import WAITING_STATES, WORKING
from yuanba.matters.rules import State as Stands
from yuanba.people.models import Unit
from yuanba.problems.models import Problem, Step, Suggestion, Text
from yuanba.problems.rules.states import OPEN, STATE_WORDS, State

MOST = 50  # problems on the board; members shown on one page
WEEKS = 8
COUNTED = Q(matter__concerned=False, matter__restricted=False)
VIEWS: dict[str, frozenset[State]] = {
    "open": frozenset(OPEN),
    "proposed": frozenset({State.PROPOSED}),
    "running": frozenset({State.RUNNING}),
    "done": frozenset({State.DONE}),
    "dropped": frozenset({State.DROPPED}),
}
FIRST = Case(When(state=State.PROPOSED, then=1), default=0)
TONES = {
    State.PROPOSED: "warn",
    State.CONFIRMED: "own",
    State.RUNNING: "own",
    State.DONE: "ok",
    State.DROPPED: "",
}


@dataclass(frozen=True)
class Spread:
    """How many told it, and how far it reaches."""

    told: int = 0
    families: int = 0
    places: int = 0
    villages: int = 0
    open: int = 0  # not yet answered


@dataclass(frozen=True)
class Row:
    """One problem on the board."""

    id: int
    title: str
    where: str
    state: Any
    tone: str
    spread: Spread
    weeks: list[int]
    last: str
    lead: str
    done: int  # steps
    steps: int
    month: str


def within(scope: Scope) -> QuerySet[Problem]:
    """The problems that somebody in this scope told, or whose work lies with this unit."""
    if scope.column == "unit_id":
        there = Text.objects.filter(COUNTED, problem=OuterRef("pk"), matter__unit=scope.id)
        return Problem.objects.filter(Exists(there) | Q(programme__lead=scope.id))
    if scope.column == "county_id":
        return Problem.objects.filter(county_id=scope.id)
    here = {f"matter__{scope.column}": scope.id}
    there = Text.objects.filter(COUNTED, problem=OuterRef("pk"), **here)
    return Problem.objects.filter(Exists(there) | Q(place_id=scope.id))


def board(scope: Scope, view: str, now: datetime) -> list[Row]:
    """The problems of this scope, what people decided on first, then what most told in the last
    weeks; a proposal that nobody told again for so long is over by itself. Four statements."""
    since = now - timedelta(weeks=WEEKS)
    found = within(scope).filter(state__in=sorted(VIEWS[view]))
    found = found.exclude(state=State.PROPOSED, last_at__lt=since)
    fresh = Q(members__matter__reported_at__gt=since)
    rows = list(
        found.select_related("place", "programme__lead")
        .annotate(fresh=Count("members", filter=fresh))
        .order_by(FIRST, "-fresh", "-last_at", "-pk")[:MOST]
    )
    ids = [problem.pk for problem in rows]
    spreads, weeks, steps = spread_of(ids), trend_of(ids, now), _steps(ids)
    return [_row(problem, spreads, weeks, steps) for problem in rows]


def _steps(ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Done and all. One statement."""
    counted = Step.objects.filter(programme__in=ids).values("programme_id")
    found = counted.annotate(done=Count("done_at"), all=Count("pk"))
    return {row["programme_id"]: (row["done"], row["all"]) for row in found}


def _row(
    problem: Problem,
    spreads: dict[int, Spread],
    weeks: dict[int, list[int]],
    steps: dict[int, tuple[int, int]],
) -> Row:
    done, of = steps.get(problem.pk, (0, 0))
    programme = getattr(problem, "programme", None)
    return Row(
        id=problem.pk,
        title=problem.title,
        where=problem.named or problem.place.name,
        state=STATE_WORDS[problem.state],
        tone=TONES[State(problem.state)],
        spread=spreads.get(problem.pk, Spread()),
        weeks=weeks.get(problem.pk, [0] * WEEKS),
        last=day(problem.last_at),
        lead=programme.lead.name if programme else "",
        done=done,
        steps=of,
        month=month_words(problem.month),
    )


def month_words(month: date | None) -> str:
    return f"{month.year}-{month.month:02d}" if month else ""


def spread_of(ids: Sequence[int]) -> dict[int, Spread]:
    """One statement. A family is a telephone; who left none counts as one each."""
    counted = (
        Text.objects.filter(COUNTED, problem_id__in=ids)
        .values("problem_id")
        .annotate(
            told=Count("pk"),
            phones=Count("matter__contact__mark", distinct=True),
            without=Count("pk", filter=Q(matter__contact__mark=None)),
            places=Count("matter__place", distinct=True),
            villages=Count("matter__village_id", distinct=True),
            open=Count("pk", filter=Q(matter__state__in=sorted(WAITING_STATES | WORKING))),
        )
    )
    return {
        row["problem_id"]: Spread(
            row["told"], row["phones"] + row["without"], row["places"], row["villages"], row["open"]
        )
        for row in counted
    }


def trend_of(ids: Sequence[int], now: datetime) -> dict[int, list[int]]:
    """How many told it in each of the last eight weeks, the latest last. One statement."""
    since = now - timedelta(weeks=WEEKS)
    rows = Text.objects.filter(COUNTED, problem_id__in=ids, matter__reported_at__gt=since)
    weeks = {pk: [0] * WEEKS for pk in ids}
    for pk, at in rows.values_list("problem_id", "matter__reported_at"):
        ago = max(0, (now - at).days // 7)
        if ago < WEEKS:
            weeks[pk][WEEKS - 1 - ago] += 1
    return weeks


# ---- one problem


@dataclass(frozen=True)
class Member:
    """One matter of it that this reader may see."""

    id: int
    number: str
    title: str
    where: str
    day: str
    state: Any
    words: str  # why it lies here
    by_hand: bool
    main: bool


def one(scope: Scope, problem_id: int) -> Problem | None:
    """A problem of this scope. One statement."""
    found = within(scope).select_related(
        "place", "category", "decided_by", "joined", "programme__lead", "programme__main"
    )
    return found.filter(pk=problem_id).first()


def reach_of(problem: Problem) -> Reach:
    """Everything it belongs to: the place over all, and the unit in the lead."""
    programme = getattr(problem, "programme", None)
    return problem.reach | (frozenset({programme.lead_id}) if programme else frozenset())


def members(scope: Scope, problem: Problem) -> list[Member]:
    """The newest of its matters that this reader may see. One statement."""
    programme = getattr(problem, "programme", None)
    held = Text.objects.filter(COUNTED, problem=problem, matter__in=scope.rows())
    found = held.select_related("matter__place").order_by("-matter__reported_at", "-pk")[:MOST]
    return [
        Member(
            id=text.matter_id,
            number=text.matter.number,
            title=text.matter.title,
            where=" ".join(filter(None, [text.matter.place.name, text.matter.spot])),
            day=day(text.matter.reported_at),
            state=labels.STATES[text.matter.state][1],
            words=text.words,
            by_hand=text.by_id is not None,
            main=programme is not None and programme.main_id == text.matter_id,
        )
        for text in found
    ]


@dataclass(frozen=True)
class Why:
    """Why these lie together."""

    words: list[tuple[str, int]]  # with how many share them
    places: list[tuple[str, int]]
    category: str


def why(problem: Problem) -> Why:
    """The words most of them share, and where they were told. Two statements."""
    held = Text.objects.filter(COUNTED, problem=problem)
    said = Counter(
        word
        for words in held.values_list("words", flat=True)[:200]
        for word in words.split("、")
        if word
    )
    where = held.values_list("matter__place__name").annotate(n=Count("pk")).order_by("-n")[:8]
    return Why(
        words=[(word, n) for word, n in said.most_common(6) if n > 1] or said.most_common(2),
        places=[(name, n) for name, n in where],
        category=problem.category.label if problem.category else "",
    )


def steps_of(problem: Problem) -> list[Step]:
    return list(Step.objects.filter(programme__problem=problem).order_by("n"))


@dataclass(frozen=True)
class Asked:
    """What the reporters said when the programme was done. Counted over all members."""

    told: int
    solved: int
    unsolved: int
    waiting: int
    open: int


def asked(problem: Problem) -> Asked:
    """One statement."""
    held = Text.objects.filter(COUNTED, problem=problem)
    counted = held.aggregate(
        told=Count("pk"),
        solved=Count("pk", filter=Q(matter__solved=True)),
        unsolved=Count("pk", filter=Q(matter__solved=False)),
        waiting=Count("pk", filter=Q(matter__state=Stands.REPLIED)),
        open=Count("pk", filter=Q(matter__state__in=sorted(WAITING_STATES | WORKING))),
    )
    return Asked(**counted)


def suggestions(scope: Scope, most: int = 20) -> list[Suggestion]:
    """What was suggested from problems of this scope, the newest first. One statement."""
    found = Suggestion.objects.filter(problem__in=within(scope).values("pk"))
    return list(found.select_related("problem__place").order_by("-at", "-pk")[:most])


def suggestions_of(problem: Problem) -> list[Suggestion]:
    return list(problem.suggestions.select_related("by").order_by("-at", "-pk"))


def months(scope: Scope, most: int = 12) -> list[Problem]:
    """一月一题: the county's problem of each month, the newest first. One statement."""
    found = within(scope).filter(month__isnull=False).select_related("place", "programme__lead")
    return list(found.order_by("-month")[:most])


def others(scope: Scope, problem: Problem) -> list[tuple[str, str]]:
    """Into which other problem it could be joined: the latest of this scope. One statement."""
    states = [State.PROPOSED, State.CONFIRMED]
    found = within(scope).filter(state__in=states).exclude(pk=problem.pk)
    return [(str(p.pk), p.title) for p in found.order_by("-last_at", "-pk")[:MOST]]


def leads(problem: Problem) -> list[tuple[str, str]]:
    """The units that can lead: those of its place and above. One statement."""
    place = problem.place
    above = [i for i in (place.village_id, place.township_id, place.county_id) if i is not None]
    rows = Unit.objects.filter(place_id__in=above, active=True)
    found = sorted(rows, key=lambda u: (above.index(u.place_id), u.name))
    return [(str(unit.pk), unit.name) for unit in found]
