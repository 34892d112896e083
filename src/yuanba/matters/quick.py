"""The hot address: a well-formed report is read and answered here in a fifth of the time that the
general JSON layer needs. What this strict reader does not understand it leaves to that layer, whose
operation of the same address (`api.report`) documents it and says what is wrong."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from django.http import HttpRequest, HttpResponse

from yuanba.matters import api


class Report(msgspec.Struct):
    """`api.ReportIn`, as a structure that msgspec fills; a test holds the two together."""

    place_id: str
    text: Annotated[str, msgspec.Meta(max_length=20_000)]
    spot: str = ""
    happened_on: date | None = None
    contact_name: str = ""
    contact_phone: str = ""
    contact_how: str = ""
    about: Annotated[str, msgspec.Meta(max_length=40)] = ""
    about_said: Annotated[str, msgspec.Meta(max_length=80)] = ""
    lane: Literal["", "government", "communal", "personal"] = ""
    language: Literal["", "zh-hans", "en"] = ""
    spoken: None = None  # who spoke for another is read by the general layer


_decoder = msgspec.json.Decoder(Report)


def read(request: HttpRequest) -> Report | None:
    """What the body says, or None if it must be read with care."""
    if request.method != "POST":
        return None
    try:
        return _decoder.decode(request.body)
    except msgspec.MsgspecError:
        return None


def answer(request: HttpRequest, report: Report) -> HttpResponse:
    """Take it in. Raises what the act raises."""
    receipt = api.take_in(request, msgspec.structs.asdict(report))
    body = msgspec.json.encode(receipt)
    return HttpResponse(body, status=201, content_type="application/json; charset=utf-8")
