"""线索: told without a name, heard by supervisors alone, each look a record; handed over, answered."""

from datetime import datetime

from django.utils.crypto import salted_hmac

from yuanba.base import permits, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM
from yuanba.supervision import rules
from yuanba.supervision.acts.common import person, take
from yuanba.supervision.models import Clue
from yuanba.supervision.rules import ClueState, Heard, Result

DIGITS = 16


def digits_for(nonce: str) -> str:
    """The receipt of a form, from the form's own key: sent twice, it shows the same digits. Without the
    server's secret nobody guesses them."""
    drawn = salted_hmac("yuanba.clue.digits", nonce, algorithm="sha256").digest()
    return str(int.from_bytes(drawn, "big") % 10**DIGITS).zfill(DIGITS)


def digest(receipt: str) -> str:
    """What is kept of a receipt: without the server's secret nobody finds the digits."""
    plain = "".join(sign for sign in receipt if sign.isdecimal())
    return salted_hmac("yuanba.clue", plain, algorithm="sha256").hexdigest()


@act
def tell_clue(
    *,
    actor: Actor,
    place_id: int,
    heard: Heard,
    words: str,
    contact: str,
    receipt: str,
    now: datetime,
) -> Clue:
    """说线索: sealed. The digits of the receipt are shown once; a keyed digest of them is kept."""
    place = Place.objects.filter(pk=place_id, until=None).first()
    if place is None or place.kind not in BOTTOM or place.county_id is None:
        raise Denied("supervision.tell_clue")
    permits.require(actor, "supervision.tell_clue", reach=place.reach)
    kept = words_in.clean(words, most=2000, field="words", ask=_("请写您看到了什么。"))
    found = Clue.objects.create(
        place=place,
        county_id=place.county_id,
        heard=heard,
        receipt=digest(receipt),
        words=kept,
        contact=words_in.clean(contact, most=100, least=0, field="contact"),
        at=now,
    )
    records.write("supervision.tell_clue", found, actor=actor, at=now, heard=Heard(heard).value)
    return found


@act
def open_clue(*, actor: Actor, clue_id: int, now: datetime) -> Clue:
    """看线索: each look leaves its record."""
    found = take(actor, Clue, clue_id, "supervision.open_clue")
    records.write("supervision.open_clue", found, actor=actor, at=now)
    return found


@act
def hand_clue(*, actor: Actor, clue_id: int, to: str, now: datetime) -> Clue:
    """移交线索: to the office whose duty it is (纪检监察、巡察、部门)."""
    found = take(actor, Clue, clue_id, "supervision.hand_clue")
    found.state = rules.hand_clue(ClueState(found.state))
    found.handed_to = rules.said(to, field="to", ask=_("请写移交给哪个单位。"), most=80)
    found.handed_at, found.handed_by = now, person(actor, "supervision.hand_clue")
    found.save(update_fields=["state", "handed_to", "handed_at", "handed_by"])
    records.write("supervision.hand_clue", found, actor=actor, at=now, to=found.handed_to)
    return found


@act
def close_clue(*, actor: Actor, clue_id: int, result: Result, answer: str, now: datetime) -> Clue:
    """线索有结果: read by who holds the receipt."""
    found = take(actor, Clue, clue_id, "supervision.close_clue")
    found.state = rules.close_clue(ClueState(found.state))
    found.answer = rules.said(answer, field="answer", ask=_("请写结果，让反映的人看。"))
    found.result, found.closed_at = Result(result), now
    found.closed_by = person(actor, "supervision.close_clue")
    found.save(update_fields=["state", "result", "answer", "closed_at", "closed_by"])
    facts = {"result": Result(result).value, "answer": found.answer}
    records.write("supervision.close_clue", found, actor=actor, at=now, **facts)
    return found
