"""Councils over JSON: what is on its way (for everybody), and the same acts for those who hold them."""

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.councils import acts, links
from yuanba.councils.api.offered import offer
from yuanba.councils.api.shapes import (
    AddRuleIn,
    AppraiseIn,
    BallotOut,
    CallMeetingIn,
    CastIn,
    CastOut,
    CertificateOut,
    ConfirmRuleIn,
    CountIn,
    CountPilesIn,
    EnterIn,
    EntryOut,
    FoundBodyIn,
    HallIn,
    HandOutIn,
    IdOut,
    KeepFlowIn,
    KeepKeyIn,
    MeetingOut,
    ModerateIn,
    OpenBoxIn,
    OpenHearingIn,
    ProcedureOut,
    ProposeIn,
    QuestionOut,
    ReadPapersIn,
    SayVoteIn,
    SeatIn,
    SettleBallotIn,
    StanceIn,
    StateViewIn,
    TaskDoneIn,
    UnseatIn,
    WeighIn,
)
from yuanba.councils.models import (
    Ballot,
    Body,
    Confirmed,
    CountyFlow,
    Entry,
    Meeting,
    Member,
    Procedure,
    RuleRow,
    Suggestion,
    Task,
)
from yuanba.councils.queries import boards, certificate, hearings
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.people.door import Guest
from yuanba.people.models import Person

router = Router(tags=["councils"])
offer(router)


def _id(said: str) -> int:
    if not said.isdecimal() or len(said) > 18:
        raise Denied("councils.see")
    return int(said)


def _go(request: HttpRequest) -> dict[str, Any]:
    person: Person | None = door.signed_in(request)
    if person is None:
        raise Denied("councils.see")
    return {"actor": person, "now": clock.now()}


def _maybe(said: str | None) -> int | None:
    return _id(said) if said else None


# ── for everybody ──


@router.get("/places/{place_id}", response=list[QuestionOut])
def questions(request: HttpRequest, place_id: str) -> list[dict[str, Any]]:
    """What is being decided at a village or community, and what was."""
    village = where.village_of(_id(place_id))
    if village is None:
        raise Denied("councils.see")
    return [
        {
            "id": str(p.pk),
            "title": p.title,
            "state": p.state,
            "step": p.at,
            "steps": [step["name"] for step in p.steps],
        }
        for p in boards.openly(village)
    ]


@router.get("/procedures/{procedure_id}/certificate", response=CertificateOut)
def certificate_of(request: HttpRequest, procedure_id: str) -> certificate.Sheet:
    """Whether every step up to the decision was taken as the rules ask, as it was judged then."""
    found = boards.one(_id(procedure_id))
    if found is None or found.closed:
        raise Denied("councils.see")
    return certificate.sheet(found)


@router.post("/votes/{token}/appraise", response=IdOut)
def appraise(request: HttpRequest, token: str, body: AppraiseIn) -> Any:
    """How the holder of a slip finds what became of the decision, once."""
    entry_id = links.entry_of(token)
    if entry_id is None:
        raise Denied("councils.appraise")
    guest = Guest(holds=entry_id)
    return acts.appraise(actor=guest, entry_id=entry_id, now=clock.now(), **body.dict())


@router.post("/votes/{token}/{ballot_id}", response=CastOut)
def cast(request: HttpRequest, token: str, ballot_id: str, body: CastIn) -> Any:
    """The ballot on a telephone: whoever holds the link of a line of the roll votes for it, once."""
    entry_id = links.entry_of(token)
    if entry_id is None:
        raise Denied("councils.cast")
    return acts.cast(
        actor=Guest(holds=entry_id),
        ballot_id=_id(ballot_id),
        entry_id=entry_id,
        choice=body.choice,
        now=clock.now(),
    )


@router.post("/halls/{token}/sign_in", response=EntryOut)
def sign_in(request: HttpRequest, token: str, body: HallIn) -> Entry:
    """签到 with the code of the hall: by the number and the six digits of a slip."""
    meeting = boards.meeting(links.meeting_of(token) or 0)
    if meeting is None:
        raise Denied("councils.sign_in")
    address = door.address(request)
    return acts.sign_in_with_slip(meeting, address=address, now=clock.now(), **body.dict())


# ── procedures ──


@router.post("/procedures", response=ProcedureOut, auth=django_auth)
def propose(request: HttpRequest, body: ProposeIn) -> Procedure:
    said = body.dict() | {"place_id": _id(body.place_id), "problem_id": _maybe(body.problem_id)}
    return acts.propose(**_go(request), **said)


@router.post("/procedures/{procedure_id}/finish_task", response=IdOut, auth=django_auth)
def finish_task(request: HttpRequest, procedure_id: str, body: TaskDoneIn) -> Task:
    if not boards.task_in(_id(procedure_id), _id(body.task_id)):
        raise Denied("councils.finish_task")
    return acts.finish_task(**_go(request), task_id=_id(body.task_id), result=body.result)


@router.post("/procedures/{procedure_id}/call", response=MeetingOut, auth=django_auth)
def call(request: HttpRequest, procedure_id: str, body: CallMeetingIn) -> Meeting:
    said = body.dict() | {"body_id": _maybe(body.body_id), "again_of": _maybe(body.again_of)}
    said["touches"] = None if body.touches is None else [_id(one) for one in body.touches]
    return acts.call(**_go(request), procedure_id=_id(procedure_id), **said)


# ── meetings ──


@router.post("/meetings/{meeting_id}/enter", response=MeetingOut, auth=django_auth)
def enter(request: HttpRequest, meeting_id: str, body: EnterIn) -> Meeting:
    lines = [acts.Line(**line.dict()) for line in body.lines]
    return acts.enter(**_go(request), meeting_id=_id(meeting_id), lines=lines)


@router.post("/meetings/{meeting_id}/weigh", response=IdOut, auth=django_auth)
def weigh(request: HttpRequest, meeting_id: str, body: WeighIn) -> Suggestion:
    if not boards.suggestion_in(_id(meeting_id), _id(body.suggestion_id)):
        raise Denied("councils.weigh")
    said: dict[str, Any] = {"adopted": body.adopted, "why": body.why}
    return acts.weigh(**_go(request), suggestion_id=_id(body.suggestion_id), **said)


# ── ballots ──


@router.post("/ballots/{ballot_id}/open", response=BallotOut, auth=django_auth)
def open_ballot(request: HttpRequest, ballot_id: str) -> Ballot:
    return acts.open_ballot(**_go(request), ballot_id=_id(ballot_id))


@router.post("/ballots/{ballot_id}/hand_out", response=BallotOut, auth=django_auth)
def hand_out(request: HttpRequest, ballot_id: str, body: HandOutIn) -> Ballot:
    return acts.hand_out(**_go(request), ballot_id=_id(ballot_id), entries=body.entries)


@router.post("/ballots/{ballot_id}/say_vote", response=IdOut, auth=django_auth)
def say_vote(request: HttpRequest, ballot_id: str, body: SayVoteIn) -> Any:
    return acts.say_vote(**_go(request), ballot_id=_id(ballot_id), **body.dict())


@router.post("/ballots/{ballot_id}/stop", response=BallotOut, auth=django_auth)
def stop_ballot(request: HttpRequest, ballot_id: str) -> Ballot:
    return acts.stop_ballot(**_go(request), ballot_id=_id(ballot_id))


@router.post("/ballots/{ballot_id}/count", response=IdOut, auth=django_auth)
def count(request: HttpRequest, ballot_id: str, body: CountIn) -> Any:
    counts = {int(n): c for n, c in body.counts.items() if n.isdecimal() and len(n) < 4}
    said: dict[str, Any] = {"counts": counts, "spoiled": body.spoiled}
    return acts.count(**_go(request), ballot_id=_id(ballot_id), **said)


@router.post("/ballots/{ballot_id}/count_piles", response=IdOut, auth=django_auth)
def count_piles(request: HttpRequest, ballot_id: str, body: CountPilesIn) -> Any:
    piles = [(pile.choices, pile.papers) for pile in body.piles]
    said: dict[str, Any] = {"piles": piles, "spoiled": body.spoiled}
    return acts.count_piles(**_go(request), ballot_id=_id(ballot_id), **said)


@router.post("/ballots/{ballot_id}/read_papers", response=IdOut, auth=django_auth)
def read_papers(request: HttpRequest, ballot_id: str, body: ReadPapersIn) -> Any:
    papers = {int(n): said for n, said in body.papers.items() if n.isdecimal() and len(n) < 4}
    said: dict[str, Any] = {"papers": papers, "spoiled": body.spoiled}
    return acts.read_papers(**_go(request), ballot_id=_id(ballot_id), **said)


@router.post("/ballots/{ballot_id}/keep_key", response=BallotOut, auth=django_auth)
def keep_key(request: HttpRequest, ballot_id: str, body: KeepKeyIn) -> Ballot:
    said: dict[str, Any] = {"content": body.content.encode(), "keepers": body.keepers}
    return acts.keep_key(**_go(request), ballot_id=_id(ballot_id), **said)


@router.post("/ballots/{ballot_id}/open_box", response=IdOut, auth=django_auth)
def open_box(request: HttpRequest, ballot_id: str, body: OpenBoxIn) -> Any:
    said: dict[str, Any] = {"content": body.content.encode()}
    return acts.open_box(**_go(request), ballot_id=_id(ballot_id), **said)


@router.post("/ballots/{ballot_id}/settle", response=BallotOut, auth=django_auth)
def settle(request: HttpRequest, ballot_id: str, body: SettleBallotIn | None = None) -> Ballot:
    seed = body.seed if body is not None else ""
    return acts.settle(**_go(request), ballot_id=_id(ballot_id), seed=seed)


# ── hearings ──


@router.post("/procedures/{procedure_id}/hearing", response=IdOut, auth=django_auth)
def open_hearing(request: HttpRequest, procedure_id: str, body: OpenHearingIn) -> Any:
    return acts.open_hearing(**_go(request), procedure_id=_id(procedure_id), **body.dict())


@router.post("/hearings/{hearing_id}/moderate", response=IdOut, auth=django_auth)
def moderate(request: HttpRequest, hearing_id: str, body: ModerateIn) -> Any:
    if not hearings.statement_in(_id(hearing_id), _id(body.statement_id)):
        raise Denied("councils.moderate")
    said: dict[str, Any] = {"shown": body.shown, "why": body.why}
    return acts.moderate(**_go(request), statement_id=_id(body.statement_id), **said)


@router.post("/hearings/{hearing_id}/close", response=IdOut, auth=django_auth)
def close_hearing(request: HttpRequest, hearing_id: str) -> Any:
    return acts.close_hearing(**_go(request), hearing_id=_id(hearing_id))


@router.post("/hearings/{hearing_id}/state_view", response=IdOut, auth=django_auth)
def state_view(request: HttpRequest, hearing_id: str, body: StateViewIn) -> Any:
    return acts.state_view(**_go(request), hearing_id=_id(hearing_id), text=body.text)


@router.post("/hearings/{hearing_id}/take_stance", response=IdOut, auth=django_auth)
def take_stance(request: HttpRequest, hearing_id: str, body: StanceIn) -> Any:
    if not hearings.statement_in(_id(hearing_id), _id(body.statement_id)):
        raise Denied("councils.take_stance")
    said: dict[str, Any] = {"statement_id": _id(body.statement_id), "answer": body.answer}
    return acts.take_stance(**_go(request), **said)


# ── rules, procedures, bodies ──


@router.post("/rules/{row_id}/confirm", response=IdOut, auth=django_auth)
def confirm_rule(request: HttpRequest, row_id: str, body: ConfirmRuleIn) -> Confirmed:
    said: dict[str, Any] = {
        "row_id": _id(row_id),
        "county_id": _id(body.county_id),
        "read": body.read,
    }
    return acts.confirm_rule(**_go(request), **said)


@router.post("/rules", response=IdOut, auth=django_auth)
def add_rule(request: HttpRequest, body: AddRuleIn) -> RuleRow:
    return acts.add_rule(**_go(request), **body.dict() | {"county_id": _id(body.county_id)})


@router.post("/flows", response=IdOut, auth=django_auth)
def keep_flow(request: HttpRequest, body: KeepFlowIn) -> CountyFlow:
    return acts.keep_flow(**_go(request), county_id=_id(body.county_id), text=body.text)


@router.post("/bodies", response=IdOut, auth=django_auth)
def found_body(request: HttpRequest, body: FoundBodyIn) -> Body:
    return acts.found_body(**_go(request), **body.dict() | {"place_id": _id(body.place_id)})


@router.post("/bodies/{body_id}/seat", response=IdOut, auth=django_auth)
def seat(request: HttpRequest, body_id: str, body: SeatIn) -> Member:
    return acts.seat(**_go(request), body_id=_id(body_id), **body.dict())


@router.post("/bodies/{body_id}/unseat", response=IdOut, auth=django_auth)
def unseat(request: HttpRequest, body_id: str, body: UnseatIn) -> Member:
    if not boards.member_in(_id(body_id), _id(body.member_id)):
        raise Denied("councils.unseat")
    return acts.unseat(**_go(request), member_id=_id(body.member_id), reason=body.reason)
