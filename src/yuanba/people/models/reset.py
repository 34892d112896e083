"""Resets: a colleague's password and second factor begin anew when two others agree (trust.md T20)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.people.models.person import Person
from yuanba.places.models import Place


class Reset(models.Model):
    """Asked by one administrator, agreed to by another; each gets half of the code that opens it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="resets")
    # The place of the post, or home, over which leave was asked: who reaches it sees the reset.
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: asked at the server's own command line
    asked_at = models.DateTimeField()
    first_half = models.CharField(max_length=64)  # keyed digests of the halves, never the halves
    second_half = models.CharField(max_length=64, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    marked_until = models.DateTimeField(null=True)  # acts of the person until then are marked
    ended_at = models.DateTimeField(null=True)  # refused, withdrawn, or too late
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reset_is_agreed_by_somebody_else",
                condition=Q(agreed_at=None, agreed_by=None)
                | (
                    Q(agreed_at__isnull=False, agreed_by__isnull=False)
                    & (Q(asked_by=None) | ~Q(agreed_by=F("asked_by")))
                    & ~Q(agreed_by=F("person"))
                ),
            ),
            models.CheckConstraint(
                name="reset_is_not_asked_for_oneself",
                condition=Q(asked_by=None) | ~Q(asked_by=F("person")),
            ),
            models.CheckConstraint(
                name="reset_opens_only_when_agreed",
                condition=Q(used_at=None, marked_until=None)
                | Q(used_at__isnull=False, marked_until__isnull=False, agreed_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(used_at=None, ended_at=None),
                name="one_open_reset_each",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "used_at"],
                name="reset_marks",
                condition=Q(used_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"reset of {self.person_id}"
