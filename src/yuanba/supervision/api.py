"""Supervision over JSON: what was found and answered, for everybody; samples, remarks, findings and clues, for
those who may. A clue is told on its page alone: no program stands between a person and the receipt."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number
from yuanba.base.errors import Denied
from yuanba.matters.queries import where
from yuanba.supervision import acts, queries
from yuanba.supervision.models import Clue, Finding, Pick, Report, Sample, Suggestion
from yuanba.supervision.rules import Verdict

router = Router(tags=["supervision"])


class CheckOut(Schema):
    """One of a sample."""

    id: Id
    n: int
    title: str
    verdict: str
    words: str
    answer: str

    @staticmethod
    def resolve_id(row: Pick) -> str:
        return str(row.pk)


class SeededDrawOut(Schema):
    """A sample with all that is needed to draw it again."""

    id: Id
    kind: str
    since: date
    until: date
    salt: str
    seed: str
    frame: list[str]
    picks: list[CheckOut]

    @staticmethod
    def resolve_id(row: Sample) -> str:
        return str(row.pk)

    @staticmethod
    def resolve_picks(row: Sample) -> list[Pick]:
        return queries.picks(row)


class RemarkOut(Schema):
    id: Id
    words: str
    due: date
    adopted: bool | None
    answer: str

    @staticmethod
    def resolve_id(row: Suggestion) -> str:
        return str(row.pk)


class InspectionOut(Schema):
    id: Id
    source: str
    words: str
    due: date
    put_right: str
    check_words: str
    closed: bool

    @staticmethod
    def resolve_id(row: Finding) -> str:
        return str(row.pk)

    @staticmethod
    def resolve_closed(row: Finding) -> bool:
        return row.closed_at is not None


class SupervisorsReportOut(Schema):
    id: Id
    since: date
    until: date
    words: str
    figures: dict[str, int]

    @staticmethod
    def resolve_id(row: Report) -> str:
        return str(row.pk)


class WatchedOut(Schema):
    """Who supervises a village, what they found, what was answered."""

    people: list[str]
    samples: list[SeededDrawOut]
    suggestions: list[RemarkOut]
    findings: list[InspectionOut]
    reports: list[SupervisorsReportOut]


class ClueStateOut(Schema):
    """Where a clue stands; never a word of it."""

    id: Id
    state: str
    handed_to: str

    @staticmethod
    def resolve_id(row: Clue) -> str:
        return str(row.pk)


class ClueWordsOut(ClueStateOut):
    words: str
    contact: str


class DrawIn(Schema):
    kind: Literal["matters", "points", "vouchers"]
    since: date
    until: date
    many: int


class VerdictIn(Schema):
    verdict: Verdict
    words: str = ""


class ExplainIn(Schema):
    answer: str = ""


class RemarkIn(Schema):
    words: str = ""
    due: date


class RemarkAnswerIn(Schema):
    adopted: bool
    answer: str = ""


class SupervisorsReportIn(Schema):
    since: date
    until: date
    words: str = ""


class InspectionIn(Schema):
    source: str = ""
    words: str = ""
    due: date


class PutRightIn(Schema):
    words: str = ""


class InspectedIn(Schema):
    done: bool
    words: str = ""


class HandClueIn(Schema):
    to: str = ""


class CloseClueIn(Schema):
    result: Literal["found", "partly", "not", "elsewhere"]
    answer: str = ""


@router.get("/{place_id}", response=WatchedOut)
def watched(request: HttpRequest, place_id: Id) -> Any:
    """监督: as everybody reads it on the page."""
    village = where.village_of(number(place_id))
    if village is None:
        raise Denied("supervision.see")
    return queries.shown(village)


@router.get("/samples/{sample_id}", response=SeededDrawOut)
def sample(request: HttpRequest, sample_id: Id) -> Sample:
    """One draw, to be drawn again."""
    found = queries.sample(number(sample_id))
    if found is None:
        raise Denied("supervision.see")
    return found


@router.post("/{place_id}/draw", response=SeededDrawOut, auth=django_auth)
def draw(request: HttpRequest, place_id: Id, body: DrawIn) -> Sample:
    """抽查."""
    return acts.draw(place_id=number(place_id), **body.dict(), **asked(request))


@router.post("/picks/{pick_id}/judge", response=CheckOut, auth=django_auth)
def judge(request: HttpRequest, pick_id: Id, body: VerdictIn) -> Pick:
    """核对."""
    return acts.judge(pick_id=number(pick_id), **body.dict(), **asked(request))


@router.post("/picks/{pick_id}/explain", response=CheckOut, auth=django_auth)
def explain(request: HttpRequest, pick_id: Id, body: ExplainIn) -> Pick:
    """说明."""
    return acts.explain(pick_id=number(pick_id), answer=body.answer, **asked(request))


@router.post("/{place_id}/suggest", response=RemarkOut, auth=django_auth)
def suggest(request: HttpRequest, place_id: Id, body: RemarkIn) -> Suggestion:
    """提建议."""
    return acts.suggest(place_id=number(place_id), **body.dict(), **asked(request))


@router.post("/suggestions/{suggestion_id}/answer", response=RemarkOut, auth=django_auth)
def answer_suggestion(request: HttpRequest, suggestion_id: Id, body: RemarkAnswerIn) -> Suggestion:
    """答复建议."""
    run = asked(request)
    return acts.answer_suggestion(suggestion_id=number(suggestion_id), **body.dict(), **run)


@router.post("/{place_id}/report", response=SupervisorsReportOut, auth=django_auth)
def report(request: HttpRequest, place_id: Id, body: SupervisorsReportIn) -> Report:
    """监督报告."""
    return acts.report(place_id=number(place_id), **body.dict(), **asked(request))


@router.post("/{place_id}/findings", response=InspectionOut, auth=django_auth)
def hand_finding(request: HttpRequest, place_id: Id, body: InspectionIn) -> Finding:
    """交办巡察反馈: from above the village alone."""
    return acts.hand_finding(place_id=number(place_id), **body.dict(), **asked(request))


@router.post("/findings/{finding_id}/put_right", response=InspectionOut, auth=django_auth)
def put_right(request: HttpRequest, finding_id: Id, body: PutRightIn) -> Finding:
    """报整改."""
    return acts.put_right(finding_id=number(finding_id), words=body.words, **asked(request))


@router.post("/findings/{finding_id}/check", response=InspectionOut, auth=django_auth)
def check_finding(request: HttpRequest, finding_id: Id, body: InspectedIn) -> Finding:
    """核对整改."""
    return acts.check_finding(finding_id=number(finding_id), **body.dict(), **asked(request))


@router.post("/clues/{clue_id}/open", response=ClueWordsOut, auth=django_auth)
def open_clue(request: HttpRequest, clue_id: Id) -> Clue:
    """看线索: each look leaves its record."""
    return acts.open_clue(clue_id=number(clue_id), **asked(request))


@router.post("/clues/{clue_id}/hand", response=ClueStateOut, auth=django_auth)
def hand_clue(request: HttpRequest, clue_id: Id, body: HandClueIn) -> Clue:
    """移交线索."""
    return acts.hand_clue(clue_id=number(clue_id), to=body.to, **asked(request))


@router.post("/clues/{clue_id}/close", response=ClueStateOut, auth=django_auth)
def close_clue(request: HttpRequest, clue_id: Id, body: CloseClueIn) -> Clue:
    """线索有结果."""
    return acts.close_clue(clue_id=number(clue_id), **body.dict(), **asked(request))
