"""This house as a witness of others: c2sp.org/tlog-witness under /api/witness/. Text, as the spec says."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from yuanba.base import clock
from yuanba.base.log import asking, note, witness
from yuanba.base.log.faults import Untrue
from yuanba.base.log.request import Request

router = Router(tags=["witness"])
# A refusal's status, as the spec gives it; with the first two the size of the head seen last.
STATUS = {
    "old_head": 409,
    "other_start": 409,
    "two_heads": 409,
    "not_a_proof": 400,
    "unknown_log": 404,
    "forked": 422,
}
LONGEST = 16 * 1024  # bytes: a head and 63 steps are under 4 KB


@router.post("/add-checkpoint", response={200: str}, auth=None)
def add_checkpoint(request: HttpRequest) -> HttpResponse:
    """联署: the head of another house's record, with the proof that it follows from the one seen last;
    answers with our line. A house without YUANBA_WITNESS_NAME is nobody's witness."""
    body = request.body
    try:
        asked = Request.read(body.decode() if len(body) <= LONGEST else "")
        if not settings.WITNESS_NAME:
            return _text(404, "")
        line = witness.cosign(asked, settings.WITNESS_NAME, int(clock.now().timestamp()))
    except UnicodeDecodeError:
        return _text(400, "")
    except Untrue as wrong:
        if wrong.code in {"old_head", "other_start"}:
            seen = witness.seen(note.parse(asked.note)[0].origin).size
            return _text(409, f"{seen}\n", asking.SIZE)
        return _text(STATUS.get(wrong.code, 403), f"{wrong.english}\n")
    return _text(200, line)


def _text(status: int, said: str, kind: str = "text/plain; charset=utf-8") -> HttpResponse:
    return HttpResponse(said, status=status, content_type=kind)
