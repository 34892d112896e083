"""What signing in keeps."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids


class PhoneCode(models.Model):
    """A sign-in code sent to a phone: 6 digits, 10 minutes, 5 tries, once (trust.md T22)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    phone = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    until = models.DateTimeField()
    tries = models.IntegerField(default=0)
    used = models.BooleanField(default=False)

    place_id = None

    class Meta:
        constraints = [
            models.CheckConstraint(name="phonecode_five_tries", condition=Q(tries__lte=5))
        ]
        indexes = [models.Index(fields=["phone", "-at"], name="phonecode_phone")]

    def __str__(self) -> str:
        return f"code {self.id}"
