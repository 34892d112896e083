"""Days as people say them, in the reader's language.

The texts here are Django date formats, translated like words: n月j日 is "j F" in English.
"""

from datetime import date, datetime

from django.utils import dateformat, timezone
from django.utils.translation import gettext


def day(told: date | datetime, today: date | None = None) -> str:
    """11月27日, with the year when `today` lies in another one. A moment counts by its day in
    Shanghai."""
    shown = timezone.localdate(told) if isinstance(told, datetime) else told
    if today is not None and shown.year != today.year:
        return dateformat.format(shown, gettext("Y年n月j日"))
    return dateformat.format(shown, gettext("n月j日"))


def month(told: datetime) -> str:
    """9月, by the month in Shanghai."""
    return dateformat.format(timezone.localdate(told), gettext("n月"))


def moment(told: datetime) -> str:
    """11月12日 10:24, in Shanghai."""
    return dateformat.format(timezone.localtime(told), gettext("n月j日 H:i"))
