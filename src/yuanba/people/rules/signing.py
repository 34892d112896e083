"""Signing in: codes, tries that slow down, sessions that end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from yuanba.base.errors import Refused
from yuanba.base.text import _

CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
CODES_AN_HOUR = 3  # for one number (trust.md T22)


@dataclass(frozen=True)
class Pace:
    """How guessing slows down: after `free` failures the waits, in seconds; then it is forgotten."""

    free: int
    waits: tuple[int, ...]
    forgotten: timedelta

    def wait_after(self, tries: int) -> timedelta:
        """How long the next guess has to wait after so many failures."""
        if tries < self.free:
            return timedelta(0)
        return timedelta(seconds=self.waits[min(tries - self.free, len(self.waits) - 1)])


# At most a minute: guessing gets slow, and the rightful owner is never locked out (trust.md T22).
USUAL = Pace(free=5, waits=(5, 10, 20, 40, 60), forgotten=timedelta(minutes=15))
# Only somebody who has the password or the card gets as far as these six digits. At one guess in a
# quarter of an hour a stranger finds one of three good codes in a million once in some nine years.
SIX_DIGITS = Pace(free=5, waits=(30, 60, 300, 900), forgotten=timedelta(days=1))
# A hall full of people behind one address: wrong digits of forty slips, then slowly.
HALL = Pace(free=40, waits=(5, 10, 30, 60), forgotten=timedelta(hours=1))
PACES = {"second": SIX_DIGITS, "card": SIX_DIGITS, "slip": SIX_DIGITS, "slip-from": HALL}


def pace(what: str) -> Pace:
    return PACES.get(what, USUAL)


def send_code(*, sent_last_hour: int) -> None:
    if sent_last_hour >= CODES_AN_HOUR:
        message = _("这个号码一小时里已经发过三次验证码，请过一会儿再试，或者打电话给社区。")
        raise Refused("code_limit", message, field="phone")


def code_lives(*, tries: int, used: bool, until: datetime, now: datetime) -> bool:
    return not used and tries < CODE_TRIES and now < until


@dataclass(frozen=True)
class Lasts:
    """How long a session lasts: without a page, and altogether (trust.md rule 13)."""

    idle: timedelta
    whole: timedelta


def still_signed_in(*, since: datetime, seen: datetime, now: datetime, lasts: Lasts) -> bool:
    return since <= now < since + lasts.whole and now < seen + lasts.idle


# The doors of residents: a code on the telephone, or the card of the household.
RESIDENTS = frozenset({"phone", "card"})

BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device(agent: str) -> str:
    """Chrome · Windows: enough for a person to know his own computer; never more of it is kept."""
    named = [
        next((name for sign, name in known if sign in agent), "") for known in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, named))
