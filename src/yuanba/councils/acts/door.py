"""At the door of the hall: by a slip's digits, or by the hall's. Guessing gets slow (people.acts.tries)."""

from datetime import datetime

from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import links
from yuanba.councils.acts.roll import sign_in
from yuanba.councils.models import Entry, Meeting
from yuanba.people.acts import tries
from yuanba.people.door import Guest


def sign_in_with_slip(meeting: Meeting, *, n: int, code: str, address: str, now: datetime) -> Entry:
    """The line with this number, if these are the six digits of its slip. Guesses are counted for the line,
    and more patiently for the address: a whole hall may share one."""
    whose = f"{meeting.pk}:{n}"
    tries.take("slip-from", address, now=now)
    tries.take("slip", whose, now=now)
    entry = meeting.roll.filter(n=n).first()
    if entry is None or not links.same(code, links.slip_code(entry.pk)):
        raise Refused(
            "slip",
            _("号和六位数对不上，请照着票签再填；票签没带，到签到桌说一声。"),
            field="code",
        )
    tries.forget("slip", whose)
    tries.give_back("slip-from", address)
    return sign_in(actor=Guest(holds=entry.pk), entry_id=entry.pk, now=now)


def sign_in_with_hall(entry: Entry, actor: Actor, *, hall: str, now: datetime) -> Entry:
    """Whoever opened his slip shows by the four digits on the wall that he is there."""
    tries.take("hall", str(entry.pk), now=now)
    if not links.same(hall, links.hall_code(entry.meeting_id)):
        raise Refused("hall", _("不是这四位数，请看会场墙上或者大屏上的。"), field="hall")
    tries.forget("hall", str(entry.pk))
    return sign_in(actor=actor, entry_id=entry.pk, now=now)
