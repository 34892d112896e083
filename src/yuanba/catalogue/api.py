"""Disclosure over JSON: what a village published and what it is asked, for everybody; the way of an issue,
for the desks."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.asked import Id, asked, number
from yuanba.base.asked import key as key_of
from yuanba.base.errors import Denied
from yuanba.catalogue import acts
from yuanba.catalogue.models import Asked, Issue, Part, Voucher
from yuanba.catalogue.queries import board, data, over
from yuanba.catalogue.rules.items import Cycle
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.people.acts import tries

router = Router(tags=["open"])


class AnnouncedOut(Schema):
    """An issue, and where it stands."""

    id: Id
    cycle: str
    since: date
    until: date
    due: date
    state: str
    published_at: datetime | None
    hung_until: date | None

    @staticmethod
    def resolve_id(row: Issue) -> str:
        return str(row.pk)


class AnnouncedItemOut(Schema):
    id: Id
    words: str

    @staticmethod
    def resolve_id(row: Part) -> str:
        return str(row.pk)


class PublicQuestionOut(Schema):
    id: Id
    due: date
    answer: str
    above_due: date | None
    above_answer: str

    @staticmethod
    def resolve_id(row: Asked) -> str:
        return str(row.pk)


class DraftIn(Schema):
    cycle: Cycle
    day: date
    procedure_id: Id | None = None


class ItemWordsIn(Schema):
    words: str = ""


class BoardReviewIn(Schema):
    agree: bool
    words: str = ""


class VoucherLookIn(Schema):
    verdict: Literal["right", "back"]
    remark: str = ""


class VoucherOut(Schema):
    id: Id
    what: str
    fen: int
    verdict: str
    remark: str

    @staticmethod
    def resolve_id(row: Voucher) -> str:
        return str(row.pk)


class MeetingIn(Schema):
    on: date
    present: int
    agreed: int


class HangIn(Schema):
    since: date
    where: str = ""


class HangAgainIn(Schema):
    since: date
    why: str = ""


class CorrectionIn(Schema):
    words: str = ""
    why: str = ""


class ArchivedIn(Schema):
    place: str = ""


class PublicQuestionIn(Schema):
    kind: Literal["ask", "object"] = "ask"
    words: str = ""
    phone: str = ""


class PublicAnswerIn(Schema):
    answer: str = ""


@router.get("/{place_id}", response=dict[str, Any])
def published(request: HttpRequest, place_id: Id, period: str = "") -> dict[str, Any]:
    """What hangs or hung of a village: words, figures, rows. Of a township or county the figures of a period
    (2026-11, 2026-Q4, 2026; this month if none is named), and of each place below. With the dictionary of
    every key."""
    place = over.place(number(place_id))
    if place is None:
        raise Denied("catalogue.see")
    return data.of(place, period, clock.day_of(clock.now()))


@router.get("/{place_id}/issues", response=list[AnnouncedOut])
def issues(request: HttpRequest, place_id: Id) -> list[Issue]:
    """The issues of a village that are out, the newest first."""
    village = where.village_of(number(place_id))
    return board.public(village) if village else []


@router.post("/items/{part_id}/ask", response={200: PublicQuestionOut})
def ask(request: HttpRequest, part_id: Id, body: PublicQuestionIn) -> Status[Asked]:
    """有疑问，问一句: without an account; as often from one address as on the page."""
    tries.take("contest-from", door.address(request), now=clock.now())
    run: dict[str, Any] = {"actor": door.Guest(), "now": clock.now(), "key": key_of(request)}
    return Status(200, acts.ask(part_id=number(part_id), **body.dict(), **run))


@router.post("/asked/{asked_id}/above", response={200: PublicQuestionOut})
def ask_above(request: HttpRequest, asked_id: Id) -> Status[Asked]:
    """请镇街再看, once."""
    tries.take("contest-from", door.address(request), now=clock.now())
    run: dict[str, Any] = {"actor": door.Guest(), "now": clock.now(), "key": key_of(request)}
    return Status(200, acts.ask_above(asked_id=number(asked_id), **run))


@router.post("/{place_id}/draft", response=AnnouncedOut, auth=django_auth)
def draft(request: HttpRequest, place_id: Id, body: DraftIn) -> Issue:
    """起草."""
    question = number(body.procedure_id) if body.procedure_id else None
    said: dict[str, Any] = {"cycle": body.cycle, "day": body.day, "procedure_id": question}
    return acts.draft(place_id=number(place_id), **said, **asked(request))


@router.post("/issues/{issue_id}/redraw", response=AnnouncedOut, auth=django_auth)
def redraw(request: HttpRequest, issue_id: Id) -> Issue:
    """重新取数."""
    return acts.redraw(issue_id=number(issue_id), **asked(request))


@router.post("/items/{part_id}/words", response=AnnouncedItemOut, auth=django_auth)
def edit_part(request: HttpRequest, part_id: Id, body: ItemWordsIn) -> Part:
    """改文字: no figure that the ledger does not have."""
    return acts.edit_part(part_id=number(part_id), words=body.words, **asked(request))


@router.post("/issues/{issue_id}/send", response=AnnouncedOut, auth=django_auth)
def send(request: HttpRequest, issue_id: Id) -> Issue:
    """送监督委员会."""
    return acts.send(issue_id=number(issue_id), **asked(request))


@router.post("/issues/{issue_id}/review", response=AnnouncedOut, auth=django_auth)
def review(request: HttpRequest, issue_id: Id, body: BoardReviewIn) -> Issue:
    """监督委员会审查."""
    return acts.review(issue_id=number(issue_id), **body.dict(), **asked(request)).issue


@router.post("/issues/{issue_id}/reply", response=AnnouncedOut, auth=django_auth)
def answer_review(request: HttpRequest, issue_id: Id, body: ItemWordsIn) -> Issue:
    """答复监督委员会."""
    return acts.answer_review(issue_id=number(issue_id), words=body.words, **asked(request))


@router.post("/issues/{issue_id}/decide", response=AnnouncedOut, auth=django_auth)
def decide(request: HttpRequest, issue_id: Id, body: MeetingIn) -> Issue:
    """村（居）委会定."""
    return acts.decide(issue_id=number(issue_id), **body.dict(), **asked(request))


@router.post("/issues/{issue_id}/publish", response=AnnouncedOut, auth=django_auth)
def publish(request: HttpRequest, issue_id: Id, body: HangIn) -> Issue:
    """公开."""
    return acts.publish(issue_id=number(issue_id), **body.dict(), **asked(request))


@router.post("/issues/{issue_id}/hang", response=AnnouncedOut, auth=django_auth)
def hang_again(request: HttpRequest, issue_id: Id, body: HangAgainIn) -> Issue:
    """重新张贴."""
    return acts.hang_again(issue_id=number(issue_id), **body.dict(), **asked(request))


@router.post("/issues/{issue_id}/file", response=AnnouncedOut, auth=django_auth)
def file(request: HttpRequest, issue_id: Id) -> Issue:
    """镇街备案."""
    return acts.file(issue_id=number(issue_id), **asked(request))


@router.post("/vouchers/{voucher_id}/look", response=VoucherOut, auth=django_auth)
def look_at_voucher(request: HttpRequest, voucher_id: Id, body: VoucherLookIn) -> Voucher:
    """核对凭据: by the supervision committee; its picture comes by page alone."""
    return acts.look_at_voucher(voucher_id=number(voucher_id), **body.dict(), **asked(request))


@router.post("/items/{part_id}/correct", response=AnnouncedItemOut, auth=django_auth)
def correct(request: HttpRequest, part_id: Id, body: CorrectionIn) -> Part:
    """更正."""
    return acts.correct(part_id=number(part_id), **body.dict(), **asked(request)).part


@router.post("/issues/{issue_id}/archive", response=AnnouncedOut, auth=django_auth)
def archive(request: HttpRequest, issue_id: Id, body: ArchivedIn) -> Issue:
    """存档."""
    return acts.archive(issue_id=number(issue_id), place=body.place, **asked(request))


@router.post("/asked/{asked_id}/answer", response=PublicQuestionOut, auth=django_auth)
def answer(request: HttpRequest, asked_id: Id, body: PublicAnswerIn) -> Asked:
    """答复."""
    return acts.answer(asked_id=number(asked_id), answer=body.answer, **asked(request))


@router.post("/asked/{asked_id}/answer_above", response=PublicQuestionOut, auth=django_auth)
def answer_above(request: HttpRequest, asked_id: Id, body: PublicAnswerIn) -> Asked:
    """镇街答复."""
    return acts.answer_above(asked_id=number(asked_id), answer=body.answer, **asked(request))
