"""The desk over JSON: one matter, and every act on it under its own name, `POST /{id}/accept` …"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number
from yuanba.duties.rules import Lane
from yuanba.matters import acts, queries, rules
from yuanba.matters.api.shapes import AnswerIn, JudgeIn, MatterOut, Seen, TextIn, Why, ids
from yuanba.matters.models import Matter
from yuanba.people import door

router = Router(tags=["matters"])


class RefuseIn(Why):
    kind: rules.Refusal


class TriageIn(Why):
    lane: Lane
    category_id: Id
    unit_id: Id
    title: str = ""


class ToUnitIn(Why):
    unit_id: Id


class AssignIn(Seen):
    owner_id: Id
    supervisor_id: Id | None = None
    method: rules.Method = rules.Method.DUTY


class NoteIn(Seen):
    text: str = ""
    inside: bool = False


class ReplyIn(TextIn):
    how: str = Field("sms", max_length=20)


class ExtensionIn(Why):
    days: int


class FinishIn(Seen):
    outcome: rules.Outcome
    result: str = ""
    guidance: str = ""
    review_on: date | None = None
    referred_to: str = ""
    despite: str = ""


class CallBackIn(JudgeIn, Seen):
    pass


class DuplicateIn(Why):
    number: str = Field("", max_length=60)


class AskExclusionIn(Schema):
    ground_id: Id
    reason: str = ""


class ExcludeIn(Schema):
    answer: str = ""


class OnlyWhy(Schema):
    reason: str = ""


class ReplyToContest(Schema):
    reply: str = ""


class Nothing(Schema):
    pass


class SaidIn(Schema):
    said: str = ""


class HardshipIn(TextIn):
    hardship: rules.Hardship


class LiftIn(Why):
    concern_id: Id


class CloseIn(Seen):
    evidence: str = ""


class PauseIn(Why):
    ground: str = Field(max_length=12)
    review_on: date


class VoidIn(Why):
    ground: str = Field(max_length=12)
    other_number: str = Field("", max_length=40)


class SendBackIn(Why):
    item: str = Field(max_length=12)


class ReviewIn(TextIn):
    review_on: date


class HelpIn(TextIn):
    unit_id: Id
    due_on: date


class QuestionIn(TextIn):
    answer_by: date


@router.get("/{matter_id}", response=MatterOut, auth=django_auth)
def one(request: HttpRequest, matter_id: Id) -> Matter:
    return queries.one(door.actor(request), number(matter_id))


OFFERED: dict[str, type[Schema]] = {
    "accept": Seen,
    "refuse": RefuseIn,
    "triage": TriageIn,
    "assign": AssignIn,
    "transfer": ToUnitIn,
    "take_back": Seen,
    "hand_up": ToUnitIn,
    "hand_down": ToUnitIn,
    "note": NoteIn,
    "ask_extension": ExtensionIn,
    "grant_extension": Seen,
    "deny_extension": Why,
    "finish": FinishIn,
    "reply": ReplyIn,
    "attempt": TextIn,
    "call_back": CallBackIn,
    "check_hardship": HardshipIn,
    "grant_reopen": Seen,
    "deny_reopen": Why,
    "close": CloseIn,
    "lift_concern": LiftIn,
    "keep_class": Why,
    "pause": PauseIn,
    "grant_pause": Seen,
    "deny_pause": Why,
    "resume": Why,
    "ask_reporter": QuestionIn,
    "answer": AnswerIn,
    "merge": DuplicateIn,
    "unmerge": Why,
    "grant_contest": Nothing,
    "answer_contest": ReplyToContest,
    "ask_exclusion": AskExclusionIn,
    "exclude": ExcludeIn,
    "deny_exclusion": OnlyWhy,
    "uphold_exclusion": OnlyWhy,
    "lift_exclusion": OnlyWhy,
    "keep_waiting": ReviewIn,
    "take_up": TextIn,
    "ask_help": HelpIn,
    "send_back": SendBackIn,
    "ask_void": VoidIn,
    "grant_void": Seen,
    "deny_void": Why,
    "decide_unit": ToUnitIn,
    "let_show": SaidIn,
    "stop_showing": Nothing,
    "renew_link": OnlyWhy,
}


def _offer(name: str, body: type[Schema]) -> None:
    """POST /matters/{id}/NAME does the act of that name."""
    run: Callable[..., Matter] = getattr(acts, name)

    def carry_out(request: HttpRequest, matter_id: Id, body: Any) -> Matter:
        return run(matter_id=number(matter_id), **asked(request), **ids(body))

    carry_out.__name__ = name
    carry_out.__doc__ = run.__doc__
    carry_out.__annotations__["body"] = body
    router.post(f"/{{matter_id}}/{name}", response=MatterOut, auth=django_auth)(carry_out)


for _name, _body in OFFERED.items():
    _offer(_name, _body)
