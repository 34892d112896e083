"""Acts over JSON that need no more than their name, their subject and their body: one line each."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number
from yuanba.councils import acts
from yuanba.councils.api.shapes import IdOut
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


# the address, and the argument its id fills; the act; what it is told
OFFERED: list[tuple[str, str, str, type[Schema]]] = [
    ("meetings", "meeting_id", "post_roll", PostListIn),
    ("meetings", "meeting_id", "object_to_roll", ObjectIn),
    ("objections", "objection_id", "decide_objection", DecideIn),
    ("meetings", "meeting_id", "nominate", NominateIn),
    ("procedures", "procedure_id", "exempt", ExemptIn),
    ("places", "place_id", "set_standard", StandardIn),
    ("procedures", "procedure_id", "plan_ceremony", PlanIn),
    ("procedures", "procedure_id", "close_ceremony", CloseCeremonyIn),
    ("procedures", "procedure_id", "ask_review", AskReviewIn),
    ("exemptions", "exemption_id", "decide_exemption", DecideExemptionIn),
    ("candidates", "candidate_id", "judge_candidate", JudgeCandidateIn),
    ("meetings", "meeting_id", "post_candidates", PostListIn),
]


def offer(router: Router) -> None:
    """POST /councils/meetings/{meeting_id}/post_roll does the act of that name, and so on."""
    for where, subject, name, body in OFFERED:
        _offer(router, where, subject, name, body)


def _offer(router: Router, where: str, subject: str, name: str, body: type[Schema]) -> None:
    run: Callable[..., Any] = getattr(acts, name)

    def carry_out(request: HttpRequest, subject_id: Id, body: Any) -> Any:
        return run(**{subject: number(subject_id)}, **asked(request), **body.dict())

    carry_out.__name__ = name
    carry_out.__doc__ = run.__doc__
    carry_out.__annotations__["body"] = body
    path = f"/{where}/{{subject_id}}/{name}"
    router.post(path, response=IdOut, auth=django_auth)(carry_out)
