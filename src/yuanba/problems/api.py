"""Common problems over JSON: the board, one problem, and the same acts."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import django_auth

from yuanba.base import clock, permits
from yuanba.base.errors import Denied
from yuanba.matters.pages import posts
from yuanba.matters.queries.lists import Scope
from yuanba.people import door
from yuanba.people.models import Person
from yuanba.problems import acts, queries
from yuanba.problems.models import Problem
from yuanba.problems.rules.states import State

router = Router(tags=["problems"], auth=django_auth)
Id = str


class SpreadOut(Schema):
    told: int
    families: int
    places: int
    villages: int
    open: int


class ProblemOut(Schema):
    id: Id
    title: str
    state: State
    place_id: Id
    named: str
    first: date
    last: date
    month: date | None

    @staticmethod
    def resolve_id(problem: Problem) -> str:
        return str(problem.pk)

    @staticmethod
    def resolve_place_id(problem: Problem) -> str:
        return str(problem.place_id)

    @staticmethod
    def resolve_first(problem: Problem) -> date:
        return clock.day_of(problem.first_at)

    @staticmethod
    def resolve_last(problem: Problem) -> date:
        return clock.day_of(problem.last_at)


class OnBoardOut(Schema):
    id: Id
    title: str
    where: str
    spread: SpreadOut
    weeks: list[int]
    lead: str

    @staticmethod
    def resolve_id(row: queries.Row) -> str:
        return str(row.id)


class WholeProblemOut(Schema):
    problem: ProblemOut
    spread: SpreadOut
    weeks: list[int]
    words: list[str]


class ConfirmIn(Schema):
    title: str = Field(max_length=60)


class DropProblemIn(Schema):
    reason: str = Field(max_length=300)


class NumberIn(Schema):
    number: str = Field(max_length=40)


class TakeOutIn(Schema):
    matter_id: Id
    reason: str = Field(max_length=200)


class JoinProblemsIn(Schema):
    into_id: Id
    reason: str = Field(max_length=300)


class BeginProgrammeIn(Schema):
    lead_id: Id
    plan: str = Field(max_length=2000)
    steps: list[str] = Field(max_length=12)
    households: int = Field(ge=1, le=10_000_000)
    fen: int = Field(0, ge=0, le=9_999_999_999_999)
    budget_line: str = Field("", max_length=120)
    due: date


class StepDoneIn(Schema):
    step_id: Id
    note: str = Field(max_length=300)


class ProgrammeDoneIn(Schema):
    result: str = Field(max_length=2000)
    reply: str = Field(max_length=1000)
    households: int = Field(ge=1, le=10_000_000)


class SuggestIn(Schema):
    text: str = Field(max_length=500)


class MonthIn(Schema):
    month: date


def _id(said: str) -> int:
    if not said.isdecimal() or len(said) > 18:
        raise Denied("problems.see")
    return int(said)


def _person(request: HttpRequest) -> Person:
    person = door.signed_in(request)
    if person is None:
        raise Denied("problems.see")
    return person


def _scope(request: HttpRequest) -> Scope:
    here = posts.find(request)
    if here is None or here.scope is None or here.role not in permits.TABLE["problems.see"]:
        raise Denied("problems.see")
    return here.scope


def _go(request: HttpRequest, problem_id: str) -> dict[str, Any]:
    return {"actor": _person(request), "problem_id": _id(problem_id), "now": clock.now()}


@router.get("", response=list[OnBoardOut])
def board(request: HttpRequest, view: str = "open") -> list[queries.Row]:
    """The problems of one's own scope, the latest told first."""
    return queries.board(_scope(request), view if view in queries.VIEWS else "open", clock.now())


@router.get("/{problem_id}", response=WholeProblemOut)
def problem(request: HttpRequest, problem_id: str) -> dict[str, Any]:
    found = queries.one(_scope(request), _id(problem_id))
    if found is None:
        raise Denied("problems.see")
    return {
        "problem": found,
        "spread": queries.spread_of([found.pk]).get(found.pk, queries.Spread()),
        "weeks": queries.trend_of([found.pk], clock.now())[found.pk],
        "words": [word for word, _n in queries.why(found).words],
    }


@router.post("/{problem_id}/confirm", response=ProblemOut)
def confirm(request: HttpRequest, problem_id: str, body: ConfirmIn) -> Problem:
    return acts.confirm(**_go(request, problem_id), title=body.title)


@router.post("/{problem_id}/drop", response=ProblemOut)
def drop(request: HttpRequest, problem_id: str, body: DropProblemIn) -> Problem:
    return acts.drop(**_go(request, problem_id), reason=body.reason)


@router.post("/{problem_id}/add_matter", response=ProblemOut)
def add_matter(request: HttpRequest, problem_id: str, body: NumberIn) -> Problem:
    return acts.add_matter(**_go(request, problem_id), number=body.number)


@router.post("/{problem_id}/take_out", response=ProblemOut)
def take_out(request: HttpRequest, problem_id: str, body: TakeOutIn) -> Problem:
    matter_id = _id(body.matter_id)
    return acts.take_out(**_go(request, problem_id), matter_id=matter_id, reason=body.reason)


@router.post("/{problem_id}/join", response=ProblemOut)
def join(request: HttpRequest, problem_id: str, body: JoinProblemsIn) -> Problem:
    into_id = _id(body.into_id)
    return acts.join(**_go(request, problem_id), into_id=into_id, reason=body.reason)


@router.post("/{problem_id}/begin", response=ProblemOut)
def begin(request: HttpRequest, problem_id: str, body: BeginProgrammeIn) -> Problem:
    said = body.dict() | {"lead_id": _id(body.lead_id)}
    return acts.begin(**_go(request, problem_id), **said)


@router.post("/{problem_id}/advance", response=ProblemOut)
def advance(request: HttpRequest, problem_id: str, body: StepDoneIn) -> Problem:
    return acts.advance(**_go(request, problem_id), step_id=_id(body.step_id), note=body.note)


@router.post("/{problem_id}/finish", response=ProblemOut)
def finish(request: HttpRequest, problem_id: str, body: ProgrammeDoneIn) -> Problem:
    return acts.finish(**_go(request, problem_id), **body.dict())


@router.post("/{problem_id}/suggest", response=ProblemOut)
def suggest(request: HttpRequest, problem_id: str, body: SuggestIn) -> Problem:
    return acts.suggest(**_go(request, problem_id), text=body.text)


@router.post("/{problem_id}/choose", response=ProblemOut)
def choose(request: HttpRequest, problem_id: str, body: MonthIn) -> Problem:
    return acts.choose(**_go(request, problem_id), month=body.month)
