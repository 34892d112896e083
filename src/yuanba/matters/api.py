"""The same acts over JSON. A key in the header `Idempotency-Key` makes a repeat harmless."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.matters import acts, follow, outside, queries, rules, store
from yuanba.matters.models import Matter
from yuanba.matters.queries import speaking
from yuanba.matters.queries.alike import near
from yuanba.people import door

router = Router(tags=["matters"])
KEY = "Idempotency-Key"
Id = str  # 64-bit ids are strings in JSON: JavaScript numbers stop at 2^53


class SpokenIn(Schema):
    """Who spoke where it was not the person himself: the person stands in contact_*."""

    who: Literal["proxy", "typed"] = "proxy"
    relation: rules.Relation
    speaker: str = Field(max_length=40)
    speaker_phone: str = Field("", max_length=20)
    present: bool | None = None
    to_speaker: bool = False


class ReportIn(Schema):
    """A resident's words. Only place and text are needed."""

    place_id: Id
    text: str = Field(max_length=20_000)
    spot: str = ""
    happened_on: date | None = None
    contact_name: str = ""
    contact_phone: str = ""
    contact_how: str = ""
    about: str = Field("", max_length=40)  # whom it is about: as in ConcernIn
    about_said: str = Field("", max_length=80)
    language: Literal["", "zh-hans", "en"] = ""
    spoken: SpokenIn | None = None


class Received(Schema):
    """The receipt: number and query code follow the matter without an account."""

    id: Id
    number: str
    code: str
    follow: str
    due: date


class LineIn(Schema):
    key: str = Field(min_length=8, max_length=64)
    place_id: Id
    text: str = Field(max_length=20_000)
    spot: str = ""
    title: str = ""
    channel: rules.Channel = rules.Channel.PATROL
    contact_name: str = ""
    contact_phone: str = ""
    contact_how: str = ""
    captured_at: datetime | None = None
    spoken: SpokenIn | None = None


class LineOut(Schema):
    key: str
    id: Id | None
    number: str
    code: str | None
    message: str | None


class MatterOut(Schema):
    id: Id
    number: str
    version: int
    state: str
    level: str
    lane: str
    title: str
    due: date
    outcome: str

    @staticmethod
    def resolve_id(matter: Matter) -> str:
        return str(matter.pk)

    @staticmethod
    def resolve_due(matter: Matter) -> date:
        return clock.day_of(matter.due_at)


class Told(Schema):
    """What the person who holds the follow link sees."""

    number: str
    state: str
    due: date
    outcome: str
    result: str
    reply: str


class Seen(Schema):
    """The version of the matter that the sender looked at; a newer one is answered with 409."""

    version: int | None = None


class Why(Seen):
    reason: str = ""


class RefuseIn(Why):
    kind: rules.Refusal


class TriageIn(Why):
    lane: Lane
    category_id: Id
    unit_id: Id
    title: str = ""


class UnitIn(Why):
    unit_id: Id


class AssignIn(Seen):
    owner_id: Id
    supervisor_id: Id | None = None
    method: rules.Method = rules.Method.DUTY


class NoteIn(Seen):
    text: str = ""
    inside: bool = False


class TextIn(Seen):
    text: str = ""


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


class JudgeIn(Schema):
    solved: bool
    satisfied: bool | None = None
    why: str = ""


class CallBackIn(JudgeIn, Seen):
    pass


class MergeIn(Why):
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


class HardshipIn(TextIn):
    hardship: rules.Hardship


class ConcernIn(Seen):
    """Whom it is about: person:12, unit:12, household:12, place:12, level:village or other."""

    about: str = Field(max_length=40)
    said: str = Field("", max_length=80)
    why: str = Field("", max_length=300)


class LiftIn(Why):
    concern_id: Id


class RevealIn(Schema):
    reason: str = ""


class Reached(Schema):
    """How to reach the person, in clear. That it was asked for, and why, is kept."""

    name: str
    phone: str
    how: str
    speaker: str  # who spoke or typed for the person, where somebody did
    speaker_phone: str


class CloseIn(Seen):
    evidence: str = ""


class RateIn(Schema):
    satisfied: bool


class WhyIn(Schema):
    why: str = ""


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


class OutsideIn(TextIn):
    name: str = Field(max_length=60)
    days: int


class OutsideOut(Schema):
    """The address of a new link, shown once. Empty when the same request came before."""

    address: str
    until: datetime | None


class HelpAnswerIn(Schema):
    done: bool
    text: str = ""


class AskIn(TextIn):
    answer_by: date


class AnswerIn(Schema):
    text: str = ""


def number_of(said: str) -> int:
    """An id from outside. Raises Denied for anything that cannot be one."""
    if not said.isascii() or not said.isdigit() or len(said) > 19:
        raise Denied("no such thing")
    return int(said)


def _key(request: HttpRequest) -> str:
    return request.headers.get(KEY, "")[:64]


def _ids(body: Schema) -> dict[str, Any]:
    """The body as arguments of the act: ids become numbers."""
    return _numbered(body.dict())


def _numbered(said: dict[str, Any]) -> dict[str, Any]:
    for name in [n for n in said if n.endswith("_id") and said[n] is not None]:
        said[name] = number_of(said[name])
    return said


def _spoken(said: dict[str, Any] | None, language: str = "") -> rules.Spoken | None:
    language = "" if language == "zh-hans" else language
    if said is None:
        return rules.Spoken(language=language) if language else None
    return rules.Spoken(language=language, **said | {"who": rules.Who(said["who"])})


@router.post("", response={201: Received}, auth=None)
def report(request: HttpRequest, body: ReportIn) -> Status[dict[str, Any]]:
    """A resident tells something. No account, no cookie."""
    return Status(201, take_in(request, body.dict()))


def take_in(request: HttpRequest, said: dict[str, Any]) -> dict[str, Any]:
    """The act, and its receipt; for this layer and for the quick one (matters.quick)."""
    said = _numbered(said)
    spoken = _spoken(said.pop("spoken"), said.pop("language"))
    concern = acts.chosen(said.pop("about"), said.pop("about_said").strip())
    guest, now = door.Guest(), clock.now()
    run = acts.report(
        actor=guest, now=now, key=_key(request), spoken=spoken, concern=concern, **said
    )
    return {
        "id": str(run.pk),
        "number": run.number,
        "code": follow.code(run.pk),
        "follow": follow.token(run.pk),
        "due": clock.day_of(run.due_at),
    }


def _noted(line: LineIn) -> acts.Noted:
    said = _ids(line)
    return acts.Noted(**said | {"spoken": _spoken(said["spoken"])})


class LikeOut(Schema):
    """A matter like the words asked with, as a stranger may know of it."""

    id: Id
    title: str
    place: str
    day: str
    state: str
    others: int


@router.get("/alike", response=list[LikeOut], auth=None)
def alike(request: HttpRequest, place_id: Id, text: str) -> list[dict[str, Any]]:
    """Near and like matters, before one more is told: go along with one by /follow/{token}/join."""
    where = store.address(number_of(place_id))
    if where is None:
        return []
    found = near(where.village_id, text, clock.now(), corner=where.grid_id or where.place_id)
    return [
        {"id": str(like.id), "title": like.title, "place": like.place, "day": like.day}
        | {"state": str(like.state), "others": like.others}
        for like in found
    ]


@router.post("/batch", response=list[LineOut], auth=django_auth)
def report_batch(request: HttpRequest, body: list[LineIn]) -> list[dict[str, Any]]:
    """Up to 200 lines that a phone kept while there was no signal."""
    lines = [_noted(line) for line in body[:200]]
    sent = acts.report_batch(actor=door.actor(request), lines=lines, now=clock.now())
    return [
        {
            "key": line.key,
            "id": str(line.matter_id) if line.matter_id else None,
            "number": line.number,
            "code": follow.code(line.matter_id) if line.matter_id else None,
            "message": str(line.refusal.message) if line.refusal else None,
        }
        for line in sent
    ]


@router.get("/{matter_id}", response=MatterOut, auth=django_auth)
def one(request: HttpRequest, matter_id: Id) -> Matter:
    return queries.one(door.actor(request), number_of(matter_id))


def _offer(name: str, body: type[Schema]) -> None:
    """POST /matters/{id}/NAME does the act of that name."""
    run: Callable[..., Matter] = getattr(acts, name)

    def carry_out(request: HttpRequest, matter_id: Id, body: Any) -> Matter:
        actor, now = door.actor(request), clock.now()
        pk, key = number_of(matter_id), _key(request)
        return run(actor=actor, matter_id=pk, now=now, key=key, **_ids(body))

    carry_out.__name__ = name
    carry_out.__doc__ = run.__doc__
    carry_out.__annotations__["body"] = body
    router.post(f"/{{matter_id}}/{name}", response=MatterOut, auth=django_auth)(carry_out)


OFFERED: dict[str, type[Schema]] = {
    "accept": Seen,
    "refuse": RefuseIn,
    "triage": TriageIn,
    "assign": AssignIn,
    "transfer": UnitIn,
    "take_back": Seen,
    "hand_up": UnitIn,
    "hand_down": UnitIn,
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
    "ask_reporter": AskIn,
    "answer": AnswerIn,
    "merge": MergeIn,
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
    "decide_unit": UnitIn,
}
for _name, _body in OFFERED.items():
    _offer(_name, _body)


@router.post("/{matter_id}/ask_outside", response=OutsideOut, auth=django_auth)
def ask_outside(request: HttpRequest, matter_id: Id, body: OutsideIn) -> dict[str, Any]:
    """问外单位: a link by which a firm without an account answers for this one matter."""
    said = _ids(body) | {"matter_id": number_of(matter_id), "key": _key(request)}
    made = acts.ask_outside(actor=door.actor(request), now=clock.now(), **said)
    if not isinstance(made, acts.Made):
        return {"address": "", "until": None}
    return {"address": outside.address(made.token), "until": made.link.expires_at}


@router.post("/outside/{link_id}/revoke", response=MatterOut, auth=django_auth)
def revoke_outside(request: HttpRequest, link_id: Id) -> Matter:
    """收回链接: from now on it opens nothing."""
    said: dict[str, Any] = {"link_id": number_of(link_id), "key": _key(request)}
    return acts.revoke_outside(actor=door.actor(request), now=clock.now(), **said)


@router.post("/help/{helper_id}/answer", response=MatterOut, auth=django_auth)
def answer_help(request: HttpRequest, helper_id: Id, body: HelpAnswerIn) -> Matter:
    """协办答复: what the helping unit did, or why it cannot."""
    said: dict[str, Any] = body.dict() | {"helper_id": number_of(helper_id), "key": _key(request)}
    return acts.answer_help(actor=door.actor(request), now=clock.now(), **said)


@router.post("/help/{helper_id}/withdraw", response=MatterOut, auth=django_auth)
def withdraw_help(request: HttpRequest, helper_id: Id, body: Why) -> Matter:
    """不用协办了, and why."""
    said: dict[str, Any] = {
        "helper_id": number_of(helper_id),
        "reason": body.reason,
        "key": _key(request),
    }
    return acts.withdraw_help(actor=door.actor(request), now=clock.now(), **said)


@router.post("/{matter_id}/name_concern", response=MatterOut, auth=django_auth)
def name_concern(request: HttpRequest, matter_id: Id, body: ConcernIn) -> Matter:
    """记为反映某人: from now on kept from those named and theirs."""
    named = acts.chosen(body.about, body.said, body.why)
    if named is None:
        raise Refused("about", _("请写明反映的是谁。"), field="about")
    return acts.name_concern(
        actor=door.actor(request),
        matter_id=number_of(matter_id),
        kind=named.kind,
        whom_id=named.id,
        level=named.level,
        said=named.said,
        why=named.why,
        version=body.version,
        now=clock.now(),
        key=_key(request),
    )


@router.post("/{matter_id}/reveal", response=Reached, auth=django_auth)
def reveal(request: HttpRequest, matter_id: Id, body: RevealIn) -> dict[str, str]:
    """查看联系方式: each request is one look, and one line."""
    actor, pk = door.actor(request), number_of(matter_id)
    contact = acts.reveal(actor=actor, matter_id=pk, reason=body.reason, now=clock.now())
    spoke = speaking.beside(pk)
    return {
        "name": contact.name,
        "phone": contact.phone,
        "how": contact.how,
        "speaker": spoke.speaker if spoke else "",
        "speaker_phone": spoke.speaker_phone if spoke else "",
    }


follow_router = Router(tags=["follow"])


def _held(token: str) -> tuple[door.Guest, int]:
    matter_id = follow.matter_of(token)
    if matter_id is None or speaking.anonymous(matter_id):
        raise Denied("no such link")
    return door.Guest(holds=matter_id), matter_id


@follow_router.get("/{token}", response=Told, auth=None)
def where_it_stands(request: HttpRequest, token: str) -> dict[str, Any]:
    """Where the matter stands, for whoever holds its follow link."""
    guest, matter_id = _held(token)
    matter = queries.one(guest, matter_id)
    return {
        "number": matter.number,
        "state": matter.state,
        "due": clock.day_of(matter.due_at),
        "outcome": matter.outcome,
        "result": matter.result,
        "reply": matter.reply,
    }


@follow_router.post("/{token}/add", response=MatterOut, auth=None)
def add(request: HttpRequest, token: str, body: TextIn) -> Matter:
    """补充: more words to what was told."""
    guest, pk = _held(token)
    return acts.add(actor=guest, matter_id=pk, text=body.text, now=clock.now(), key=_key(request))


@follow_router.post("/{token}/answer", response=MatterOut, auth=None)
def answer_question(request: HttpRequest, token: str, body: AnswerIn) -> Matter:
    """回答: what the person says to the question; kept whenever it comes."""
    guest, pk = _held(token)
    said = {"text": body.text, "key": _key(request)}
    return acts.answer(actor=guest, matter_id=pk, now=clock.now(), **said)


@follow_router.post("/{token}/evaluate", response=MatterOut, auth=None)
def evaluate(request: HttpRequest, token: str, body: JudgeIn) -> Matter:
    """评价: solved or not yet."""
    guest, pk = _held(token)
    return acts.evaluate(
        actor=guest, matter_id=pk, now=clock.now(), key=_key(request), **body.dict()
    )


@follow_router.post("/{token}/ask_reopen", response=MatterOut, auth=None)
def ask_reopen(request: HttpRequest, token: str, body: WhyIn) -> Matter:
    """请求重办: it is not done, or came back."""
    guest, pk = _held(token)
    return acts.ask_reopen(
        actor=guest, matter_id=pk, now=clock.now(), key=_key(request), why=body.why
    )


@follow_router.post("/{token}/urge", response=MatterOut, auth=None)
def urge(request: HttpRequest, token: str) -> Matter:
    """催一催: once in three days."""
    guest, pk = _held(token)
    return acts.urge(actor=guest, matter_id=pk, now=clock.now(), key=_key(request))


@follow_router.post("/{token}/object_to_class", response=MatterOut, auth=None)
def object_to_class(request: HttpRequest, token: str, body: WhyIn) -> Matter:
    """我觉得分得不对: with a word of why."""
    guest, pk = _held(token)
    return acts.object_to_class(
        actor=guest, matter_id=pk, now=clock.now(), key=_key(request), why=body.why
    )


@follow_router.post("/{token}/rate", response=MatterOut, auth=None)
def rate(request: HttpRequest, token: str, body: RateIn) -> Matter:
    """满意度: after judging, apart from whether it is solved."""
    guest, pk = _held(token)
    return acts.rate(
        actor=guest, matter_id=pk, now=clock.now(), key=_key(request), satisfied=body.satisfied
    )


class JoinIn(Schema):
    into_id: Id


@follow_router.post("/{token}/join", response=MatterOut, auth=None)
def join(request: HttpRequest, token: str, body: JoinIn) -> Matter:
    """我家也是: what was told goes along with a neighbour's matter."""
    guest, pk = _held(token)
    return acts.join(
        actor=guest,
        matter_id=pk,
        into_id=number_of(body.into_id),
        now=clock.now(),
        key=_key(request),
    )


@follow_router.post("/{token}/object_exclusion", response=MatterOut, auth=None)
def object_exclusion(request: HttpRequest, token: str, body: WhyIn) -> Matter:
    """我有不同意见: the person objects to being left out of the figures."""
    guest, pk = _held(token)
    return acts.object_exclusion(
        actor=guest, matter_id=pk, now=clock.now(), key=_key(request), why=body.why
    )
