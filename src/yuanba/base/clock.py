"""The only place that asks what time it is. Pages, API and jobs call it; acts are told."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def day_of(moment: datetime) -> date:
    """The day in Shanghai on which this moment falls."""
    return timezone.localdate(moment)
