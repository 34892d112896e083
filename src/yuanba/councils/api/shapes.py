"""What goes in and out over JSON. Shape only."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from yuanba.councils.models import Ballot, Mark, Meeting
from yuanba.councils.rules.counting import open as box_tool
from yuanba.councils.rules.kinds import BallotKind, BodyKind, Ending, How, Mark3, Measure

Id = str


class IdOut(Schema):
    id: Id

    @staticmethod
    def resolve_id(row: Any) -> str:
        return str(row.pk)


class ProcedureOut(IdOut):
    flow: str
    version: int
    title: str
    state: str
    at: int
    due: date | None  # a standing meeting: by when it is to be held


class MeetingOut(IdOut):
    state: str
    starts_at: datetime
    unit: str
    frozen: bool

    @staticmethod
    def resolve_frozen(meeting: Meeting) -> bool:
        return meeting.frozen_at is not None


class BallotOut(IdOut):
    state: str
    kind: str
    passed: bool | None
    votes: dict[str, int]  # empty until it is settled
    open_seats: int  # of an election: how many are still to be elected

    @staticmethod
    def resolve_open_seats(ballot: Ballot) -> int:
        return int(ballot.result.get("open", 0))

    @staticmethod
    def resolve_votes(ballot: Ballot) -> dict[str, int]:
        return dict(ballot.result.get("votes", {}))


class EntryOut(IdOut):
    n: int
    here: bool


class QuestionOut(Schema):
    id: Id
    title: str
    state: str
    step: int
    steps: list[str]


class CertificateOut(Schema):
    valid: bool
    unconfirmed: bool
    missing: list[str]


class ProposeIn(Schema):
    place_id: Id
    flow: str = Field(max_length=24)
    title: str = Field(max_length=60)
    text: str = Field(max_length=1000)
    cost_fen: int = Field(0, ge=0, le=10**15)
    levy_fen: int = Field(0, ge=0, le=10**9, description="of each person (一事一议)")
    levy_days: int = Field(0, ge=0, le=1000, description="workdays of each labourer")
    number: str = Field("", max_length=40)
    problem_id: Id | None = None


class RecordStepIn(Schema):
    n: int = Field(ge=1, le=12)
    on: date
    who: str = Field(max_length=120)
    note: str = Field(max_length=500)
    expected: int | None = Field(None, ge=0, le=1_000_000)
    attended: int | None = Field(None, ge=0, le=1_000_000)
    agreed: int | None = Field(None, ge=0, le=1_000_000)
    with_next: bool = False


class PostingIn(Schema):
    n: int = Field(ge=1, le=12)
    text: str = Field(max_length=1500)
    where: str = Field(max_length=120)
    since: date
    days: int = Field(ge=1, le=400)


class GiveTaskIn(Schema):
    text: str = Field(max_length=200)
    owner: str = Field(max_length=60)
    due: date


class TaskDoneIn(Schema):
    task_id: Id
    result: str = Field(max_length=300)


class CouncilReasonIn(Schema):
    reason: str = Field(max_length=300)


class CallMeetingIn(Schema):
    rule: str = Field(max_length=12)
    starts_at: datetime
    venue: str = Field(max_length=60)
    agenda: str = Field(max_length=1000)
    told_how: str = Field(max_length=60)
    told_on: date | None = None
    host: str = Field("", max_length=40)
    body_id: Id | None = None
    again_of: Id | None = None
    asked: Measure | None = None
    asking: int = Field(0, ge=0, le=1_000_000)
    asked_of: int | None = Field(None, ge=0, le=1_000_000)
    asked_on: date | None = None
    touches: list[Id] | None = Field(
        None,
        max_length=300,
        description="places whose households are affected; as the words say if left out",
    )


class AppraiseIn(Schema):
    mark: Mark3
    words: str = Field("", max_length=200)


class HallIn(Schema):
    n: int = Field(ge=1, le=99_999, description="the number on the slip")
    code: str = Field(max_length=12, description="the six digits on the slip")


class TellIn(Schema):
    on: date
    how: str = Field(max_length=60)
    whom: str = Field(max_length=120)


class RollLine(Schema):
    name: str = Field(max_length=40)
    where: str = Field("", max_length=120)
    adults: int = Field(1, ge=0, le=99)
    area: int = Field(0, ge=0, le=10**11, description="in 0.01 m²")
    shares: int = Field(0, ge=0, le=10**11)
    affected: bool = False


class EnterIn(Schema):
    lines: list[RollLine] = Field(max_length=6000)


class CorrectIn(Schema):
    adults: int = Field(ge=0, le=99)
    area: int = Field(0, ge=0, le=10**11)
    shares: int = Field(0, ge=0, le=10**11)
    affected: bool = False
    why: str = Field("", max_length=120)


class LeaveOutIn(Schema):
    reason: str = Field("", max_length=200)


class ArriveIn(Schema):
    persons: int = Field(1, ge=1, le=99)
    who: str = Field("", max_length=40)
    how: How = How.LIST
    second: str = Field("", max_length=40)


class EntrustIn(Schema):
    holder: int = Field(ge=1, le=99_999)
    written_on: date
    kin: str = Field("", max_length=20, description="in an election: what relative the holder is")


class SayIn(Schema):
    who: str = Field("", max_length=40)
    n: int | None = Field(None, ge=1, le=99_999, description="the speaker's number on the roll")
    text: str = Field(max_length=300)


class WeighIn(Schema):
    suggestion_id: Id
    adopted: bool
    why: str = Field(max_length=300)


class EndMeetingIn(Schema):
    minutes: str = Field(max_length=4000)
    ending: Ending = Ending.BALLOTS


class DraftBallotIn(Schema):
    kind: BallotKind
    title: str = Field(max_length=60)
    choices: list[str] = Field(max_length=12)
    note: str = Field("", max_length=300)
    seats: int = Field(1, ge=1, le=12)
    money_fen: int = Field(0, ge=0, le=10**15)
    costs_fen: list[int] = Field([], max_length=12)
    method: str = Field("", max_length=6)


class HandOutIn(Schema):
    entries: list[int] = Field(max_length=6000)


class SayVoteIn(Schema):
    entry: int = Field(ge=1, le=99_999)
    choice: int = Field(ge=1, le=12)


class CountIn(Schema):
    counts: dict[str, int]
    spoiled: int = Field(0, ge=0, le=1_000_000)


class OpenHearingIn(Schema):
    question: str = Field(max_length=80)
    statements: list[str] = Field(max_length=40)
    closes_on: date


class StateViewIn(Schema):
    text: str = Field(max_length=80)


class ModerateIn(Schema):
    statement_id: Id
    shown: bool
    why: str = Field("", max_length=120)


class StanceIn(Schema):
    statement_id: Id
    answer: int = Field(ge=-1, le=1, description="1 agrees, -1 does not, 0 passes")


class KeepKeyIn(Schema):
    content: str = Field(max_length=64 * 1024, description="the key file")
    keepers: list[str] = Field(max_length=9)


class PileIn(Schema):
    choices: list[int] = Field(max_length=12)
    papers: int = Field(ge=0, le=1_000_000)


class CountPilesIn(Schema):
    piles: list[PileIn] = Field(max_length=2000)
    spoiled: int = Field(0, ge=0, le=1_000_000)


class SettleBallotIn(Schema):
    seed: str = Field("", max_length=40)


class ReadPapersIn(Schema):
    papers: dict[str, list[int]] = Field(description="number of the choice: numbers on the roll")
    spoiled: list[int] = Field([], max_length=6000)


class OpenBoxIn(Schema):
    content: str = Field(max_length=2 * 1024 * 1024, description="the result file")


class CastOut(IdOut):
    tracker: str = Field(description="of a sealed ballot, to be found again on the posted list")

    @staticmethod
    def resolve_tracker(mark: Mark) -> str:
        envelope = getattr(mark, "envelope", None)
        return box_tool.tracker(bytes(envelope.sealed)) if envelope is not None else ""


class CastIn(Schema):
    choice: list[int] = Field(max_length=12)


class ConfirmRuleIn(Schema):
    county_id: Id
    read: str = Field(max_length=200)


class AddRuleIn(Schema):
    county_id: Id
    code: str = Field(max_length=12)
    name: str = Field(max_length=60)
    body: BodyKind
    unit: Measure
    valid: str = Field("", max_length=200)
    decides: str = Field(max_length=200)
    source: str = Field(max_length=120)
    article: str = Field(max_length=120)
    since: date
    initiative: str = Field("", max_length=200)
    notice_days: int = Field(0, ge=0, le=90)
    publicity_days: int = Field(0, ge=0, le=400)
    proxies: int = Field(0, ge=0, le=9)
    leave_out: bool = False
    paper_only: bool = False
    note: str = Field("", max_length=300)
    numbers: str = Field("", max_length=1000, description="one a line: roll_days = 20")
    composition: str | None = Field(None, max_length=400, description="one a line: women = 1/3")


class KeepFlowIn(Schema):
    county_id: Id
    text: str = Field(max_length=20_000)


class FoundBodyIn(Schema):
    place_id: Id
    kind: BodyKind
    name: str = Field(max_length=60)
    rule: str = Field("", max_length=12)
    term_ends: date | None = None


class SeatIn(Schema):
    name: str = Field(max_length=40)
    lead: bool = False
    woman: bool = False
    delegate: bool = False
    relative: bool = False


class UnseatIn(Schema):
    member_id: Id
    reason: str = Field(max_length=200)
