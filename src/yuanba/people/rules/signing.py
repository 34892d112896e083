"""Signing in: codes, tries that slow down, sessions that end."""

from datetime import datetime, timedelta

from yuanba.base.errors import Refused
from yuanba.base.text import _

CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
CODES_AN_HOUR = 3  # for one number (trust.md T22)
IDLE = timedelta(minutes=30)  # staff (trust.md rule 13)
ABSOLUTE = timedelta(hours=12)

FREE_TRIES = 5
FORGOTTEN_AFTER = timedelta(minutes=15)
WAITS = (5, 10, 20, 40, 60)  # seconds after the 5th, 6th … failure


def wait_after(tries: int) -> timedelta:
    """How long the next guess has to wait after so many failures. At most a minute: guessing gets
    slow, and the rightful owner is never locked out (trust.md T22)."""
    if tries < FREE_TRIES:
        return timedelta(0)
    return timedelta(seconds=WAITS[min(tries - FREE_TRIES, len(WAITS) - 1)])


def send_code(*, sent_last_hour: int) -> None:
    if sent_last_hour >= CODES_AN_HOUR:
        message = _("这个号码一小时里已经发过三次验证码，请过一会儿再试，或者打电话给社区。")
        raise Refused("code_limit", message, field="phone")


def code_lives(*, tries: int, used: bool, until: datetime, now: datetime) -> bool:
    return not used and tries < CODE_TRIES and now < until


def still_signed_in(*, since: datetime, seen: datetime, now: datetime, idle: timedelta) -> bool:
    """A session ends half an hour after the last page and twelve hours after sign-in."""
    return since <= now < since + ABSOLUTE and now < seen + idle
