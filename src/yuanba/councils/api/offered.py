"""Acts over JSON that need no more than their name, their subject and their body: one line each."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number
from yuanba.councils import acts
from yuanba.councils.api.shapes import (
    ArriveIn,
    BallotOut,
    CorrectIn,
    CouncilReasonIn,
    DraftBallotIn,
    EndMeetingIn,
    EntrustIn,
    EntryOut,
    GiveTaskIn,
    IdOut,
    LeaveOutIn,
    MeetingOut,
    PostingIn,
    ProcedureOut,
    RecordStepIn,
    SayIn,
    TellIn,
)
from yuanba.councils.rules.customs import Event
from yuanba.councils.rules.electing import Change
from yuanba.councils.rules.levying import From, Ground


class PostListIn(Schema):
    on: date
    where: str = Field(max_length=120)


class ObjectIn(Schema):
    who: str = Field(max_length=40)
    text: str = Field(max_length=300)
    on: date


class DecideIn(Schema):
    upheld: bool
    why: str = Field(max_length=300)
    change: Change = Change.ADD
    name: str = Field("", max_length=40)
    where: str = Field("", max_length=120)
    n: int | None = Field(None, ge=1, le=99_999)


class NominateIn(Schema):
    name: str = Field(max_length=40)
    named_by: str = Field(max_length=120)


class JudgeCandidateIn(Schema):
    accepted: bool
    why: str = Field("", max_length=300)


class StandardIn(Schema):
    event: Event
    items: str = Field(max_length=2000, description="one a line: 桌数，20，桌")
    source: str = Field(max_length=120)
    since: date


class PlanIn(Schema):
    event: Event
    on: date
    plan: dict[str, int]


class CloseCeremonyIn(Schema):
    was: dict[str, int]
    saved_fen: int = Field(0, ge=0, le=10**12)


class AskReviewIn(Schema):
    reason: str = Field(max_length=300)


class ExemptIn(Schema):
    what: From
    name: str = Field(max_length=40)
    ground: Ground
    where: str = Field("", max_length=120)
    note: str = Field("", max_length=200)


class DecideExemptionIn(Schema):
    granted: bool
    why: str = Field(max_length=200)


# the address, and the argument its id fills; the act; what it is told, and what it answers
OFFERED: list[tuple[str, str, str, type[Schema] | None, type[Schema]]] = [
    ("procedures", "procedure_id", "record_step", RecordStepIn, ProcedureOut),
    ("procedures", "procedure_id", "post", PostingIn, IdOut),
    ("procedures", "procedure_id", "give_task", GiveTaskIn, IdOut),
    ("procedures", "procedure_id", "drop", CouncilReasonIn, ProcedureOut),
    ("meetings", "meeting_id", "tell", TellIn, MeetingOut),
    ("meetings", "meeting_id", "cancel", CouncilReasonIn, MeetingOut),
    ("meetings", "meeting_id", "begin", None, MeetingOut),
    ("meetings", "meeting_id", "suggest", SayIn, IdOut),
    ("meetings", "meeting_id", "end", EndMeetingIn, MeetingOut),
    ("meetings", "meeting_id", "draft_ballot", DraftBallotIn, BallotOut),
    ("entries", "entry_id", "correct", CorrectIn, EntryOut),
    ("entries", "entry_id", "leave_out", LeaveOutIn, EntryOut),
    ("entries", "entry_id", "arrive", ArriveIn, EntryOut),
    ("entries", "entry_id", "leave", None, EntryOut),
    ("entries", "entry_id", "entrust", EntrustIn, EntryOut),
    ("entries", "entry_id", "take_back", None, EntryOut),
    ("meetings", "meeting_id", "post_roll", PostListIn, IdOut),
    ("meetings", "meeting_id", "object_to_roll", ObjectIn, IdOut),
    ("objections", "objection_id", "decide_objection", DecideIn, IdOut),
    ("meetings", "meeting_id", "nominate", NominateIn, IdOut),
    ("procedures", "procedure_id", "exempt", ExemptIn, IdOut),
    ("places", "place_id", "set_standard", StandardIn, IdOut),
    ("procedures", "procedure_id", "plan_ceremony", PlanIn, IdOut),
    ("procedures", "procedure_id", "close_ceremony", CloseCeremonyIn, IdOut),
    ("procedures", "procedure_id", "ask_review", AskReviewIn, IdOut),
    ("exemptions", "exemption_id", "decide_exemption", DecideExemptionIn, IdOut),
    ("candidates", "candidate_id", "judge_candidate", JudgeCandidateIn, IdOut),
    ("meetings", "meeting_id", "post_candidates", PostListIn, IdOut),
]


def offer(router: Router) -> None:
    """POST /councils/meetings/{meeting_id}/post_roll does the act of that name, and so on."""
    for where, subject, name, body, out in OFFERED:
        run = _told(subject, name, body) if body else _bare(subject, name)
        run.__name__ = name
        run.__doc__ = getattr(acts, name).__doc__
        path = f"/{where}/{{subject_id}}/{name}"
        router.post(path, response=out, auth=django_auth)(run)


def _bare(subject: str, name: str) -> Callable[..., Any]:
    run: Callable[..., Any] = getattr(acts, name)

    def carry_out(request: HttpRequest, subject_id: Id) -> Any:
        return run(**{subject: number(subject_id)}, **asked(request))

    return carry_out


def _told(subject: str, name: str, body: type[Schema]) -> Callable[..., Any]:
    run: Callable[..., Any] = getattr(acts, name)

    def carry_out(request: HttpRequest, subject_id: Id, body: Any) -> Any:
        return run(**{subject: number(subject_id)}, **asked(request), **body.dict())

    carry_out.__annotations__["body"] = body
    return carry_out
