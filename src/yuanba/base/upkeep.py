"""What the house forgets by itself, once a day (trust.md 7)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.module_loading import import_string

from yuanba.base.models import Job, Key, Tries

KEYS = timedelta(days=30)  # idempotency keys; done jobs are kept as long


def sweep(*, now: datetime) -> None:
    """Forget keys and done jobs after 30 days, sessions and failed tries when they have ended."""
    Key.objects.filter(at__lt=now - KEYS).delete()
    Job.objects.filter(done_at__lt=now - KEYS, key__isnull=True).delete()
    Tries.objects.filter(until__lt=now).delete()
    sessions = import_string(f"{settings.SESSION_ENGINE}.SessionStore").get_model_class()
    sessions.objects.filter(expire_date__lt=now).delete()
