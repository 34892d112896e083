"""Who told it and how to reach them, kept apart from the matter."""

from django.db import models
from django.db.models import Q

from yuanba.matters.models.matter import Matter


class Contact(models.Model):
    """How to reach the person, kept apart from the matter (trust.md P6). May be empty."""

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, primary_key=True, related_name="contact"
    )
    name = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    how = models.CharField(max_length=8, blank=True)  # sms, call, visit, paper

    class Meta:
        indexes = [models.Index(fields=["phone"], name="contact_phone", condition=~Q(phone=""))]

    def __str__(self) -> str:
        return f"contact of {self.matter_id}"
