"""The only place that asks what time it is. Pages, API and jobs call it; acts are told."""

from datetime import date, datetime, time

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def day_of(moment: datetime) -> date:
    """The day in Shanghai on which this moment falls."""
    return timezone.localdate(moment)


def at(day: date, hour: int) -> datetime:
    """That hour of that day in Shanghai."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def said(moment: datetime) -> str:
    """A moment as a log or a message says it: 2026-11-27 18:00, in Shanghai."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
