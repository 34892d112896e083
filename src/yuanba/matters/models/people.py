"""Who told it and how to reach them, kept apart from the matter."""

from django.db import models
from django.db.models import Q, QuerySet

from yuanba.base import at_rest
from yuanba.base.fields import Mark, Sealed
from yuanba.matters.models.matter import Matter


class Contact(models.Model):
    """How to reach the person, kept apart from the matter (trust.md P6). May be empty.

    Name and number lie sealed on the disk; `mark` finds a number without opening the rows.
    """

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, primary_key=True, related_name="contact"
    )
    name = Sealed(blank=True, default="")
    phone = Sealed(blank=True, default="")
    mark = Mark(of="phone", null=True)
    how = models.CharField(max_length=8, blank=True)  # sms, call, visit, paper
    disowned_at = models.DateTimeField(null=True)  # whose number it was said: not me (trust.md T7)

    class Meta:
        indexes = [
            models.Index(fields=["mark"], name="contact_mark", condition=Q(mark__isnull=False))
        ]

    def __str__(self) -> str:
        return f"contact of {self.matter_id}"

    @classmethod
    def of_phone(cls, phone: str) -> "QuerySet[Contact]":
        """The contacts with this number."""
        return cls.objects.filter(mark__in=at_rest.marks(phone))
