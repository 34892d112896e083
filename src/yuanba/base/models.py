"""What the floor keeps: records, idempotency keys, jobs, counters, failed tries."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import Facts
from yuanba.base.log.models import Cosignature as Cosignature
from yuanba.base.log.models import Head as Head
from yuanba.base.log.models import Leaf as Leaf
from yuanba.base.log.models import Node as Node
from yuanba.base.log.models import Tree as Tree
from yuanba.base.log.models import Verification as Verification

# What the audit administrator reads: every act of an administrator, and whatever befell an account.
# One expression for the index and for its readers; "/" is the sign after "." .
WATCHED = Q(role__in=["admin", "security", "audit"]) | Q(act__gte="people.", act__lt="people/")


class Record(models.Model):
    """One line of what happened (留痕). Written by acts; the database refuses to change or delete it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    act = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    place_id = models.BigIntegerField(null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    role = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    facts = Facts(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "id"], name="record_subject"),
            models.Index(fields=["at"], name="record_at"),
            # partial: a matter told by a resident or worked on by staff does not touch it
            models.Index(fields=["id", "place_id"], name="record_watched", condition=WATCHED),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject_kind} {self.subject_id}"


class Key(models.Model):
    """An idempotency key and what the first request with it did. Kept 30 days."""

    key = models.CharField(max_length=64, primary_key=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.key


class Job(models.Model):
    """Work that follows a record, or that the clock starts. Leased, retried, never lost."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    kind = models.CharField(max_length=80)
    data = Facts(default=dict)
    key = models.CharField(max_length=120, unique=True, null=True)  # noqa: DJ001  many have none
    run_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    locked_by = models.CharField(max_length=60, blank=True, default="")
    done_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["run_at", "id"], name="job_open", condition=models.Q(done_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Counter(models.Model):
    """A number that only grows (the node numbers of ids)."""

    name = models.CharField(max_length=40, primary_key=True)
    n = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.n}"


class Tries(models.Model):
    """Failed guesses at a code or password, so that guessing slows down (trust.md T22)."""

    what = models.CharField(max_length=120, primary_key=True)
    n = models.IntegerField(default=0)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.what
