"""What the clock starts: telephone codes and counted tries are forgotten when they are over."""

from datetime import datetime, timedelta

from yuanba.base.models import Tries
from yuanba.people.models import PhoneCode


def forget_codes(*, now: datetime) -> None:
    """Codes go after a day (the hourly limit needs an hour), counted tries when they are over."""
    PhoneCode.objects.filter(at__lt=now - timedelta(days=1)).delete()
    Tries.objects.filter(until__lt=now - timedelta(days=1)).delete()
