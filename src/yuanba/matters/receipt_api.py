"""匿名 over JSON: told without a name, followed by the receipt in the body, never in an address."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from yuanba.base import clock
from yuanba.base.asked import Id, key, number
from yuanba.base.errors import Denied
from yuanba.matters import acts, queries
from yuanba.matters.api import shapes
from yuanba.matters.api.shapes import MatterOut, Told
from yuanba.matters.models import Matter
from yuanba.matters.pages.anonymous import find
from yuanba.matters.queries.resident import digits
from yuanba.matters.rules import Spoken, Who
from yuanba.people import door

router = Router(tags=["receipt"])


class NamelessIn(Schema):
    """Words and a place; nothing that says who."""

    place_id: Id
    text: str = Field(max_length=20_000)
    spot: str = ""
    happened_on: date | None = None
    language: Literal["", "zh-hans", "en"] = ""


class ReceiptOut(Schema):
    """Shown once: whoever holds these digits is the reporter, and nobody can find them again."""

    receipt: str
    number: str
    due: date


class ReceiptIn(Schema):
    receipt: str = Field(max_length=40)


class AddIn(ReceiptIn):
    text: str = ""


class ReceiptJudgeIn(ReceiptIn):
    solved: bool
    why: str = ""
    satisfied: bool | None = None


class ReceiptRateIn(ReceiptIn):
    satisfied: bool


class ReceiptWhyIn(ReceiptIn):
    why: str = ""


@router.post("/tell", response={201: ReceiptOut}, auth=None)
def tell(request: HttpRequest, body: NamelessIn) -> Status[dict[str, Any]]:
    """匿名说件事. No account, no cookie, no address kept."""
    said = body.dict()
    language = said.pop("language")
    said["place_id"] = number(said["place_id"])
    spoken = Spoken(Who.ANONYMOUS, language="" if language == "zh-hans" else language)
    who: dict[str, Any] = {"actor": door.Guest(), "now": clock.now(), "key": key(request)}
    told = acts.report(spoken=spoken, **who, **said)
    answer = {"receipt": told.receipt, "number": told.number, "due": clock.day_of(told.due_at)}
    return Status(201, answer)


def _held(request: HttpRequest, receipt: str) -> tuple[door.Guest, int]:
    """Raises Refused when guesses come too fast, Denied alike for wrong and none."""
    matter_id = find(request, digits(receipt))
    if matter_id is None:
        raise Denied("no such receipt")
    return door.Guest(holds=matter_id), matter_id


@router.post("/see", response=Told, auth=None)
def see(request: HttpRequest, body: ReceiptIn) -> dict[str, Any]:
    """Where the matter stands, for whoever holds its receipt."""
    guest, matter_id = _held(request, body.receipt)
    return shapes.told(queries.one(guest, matter_id))


def _offer(name: str, body: type[ReceiptIn]) -> None:
    """POST /receipt/NAME does the act of that name for the holder of the receipt."""
    run: Callable[..., Matter] = getattr(acts, name)

    def carry_out(request: HttpRequest, body: Any) -> Matter:
        said = body.dict()
        guest, pk = _held(request, said.pop("receipt"))
        who = {"actor": guest, "now": clock.now(), "key": key(request)}
        return run(matter_id=pk, **who, **said)

    carry_out.__name__ = f"receipt_{name}"
    carry_out.__doc__ = run.__doc__
    carry_out.__annotations__["body"] = body
    router.post(f"/{name}", response=MatterOut, auth=None)(carry_out)


OFFERED: dict[str, type[ReceiptIn]] = {
    "add": AddIn,
    "evaluate": ReceiptJudgeIn,
    "rate": ReceiptRateIn,
    "ask_reopen": ReceiptWhyIn,
    "urge": ReceiptIn,
    "object_to_class": ReceiptWhyIn,
}
for _name, _body in OFFERED.items():
    _offer(_name, _body)
