"""The second factor of staff: a secret their telephone shares with us, and ten codes on paper."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.people.models.person import Person


class SecondFactor(models.Model):
    """A TOTP secret (RFC 6238): offered, confirmed by a first right code, ended by the next one."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="factors")
    sealed = models.TextField()  # base.sealing; readable only with the server's secret
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # The 30-second step of the last code that was taken: the same code is never taken again.
    last_step = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at=None, confirmed_at__isnull=False),
                name="one_second_factor_each",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at=None, confirmed_at=None),
                name="one_second_factor_offered",
            ),
        ]

    def __str__(self) -> str:
        return f"second factor of {self.person_id}"

    @property
    def place_id(self) -> int | None:
        return self.person.home_id


class RecoveryCode(models.Model):
    """A code on paper for the day the telephone is lost; good once.

    79 random bits: a plain SHA-256 is enough, and it still works when the server's secret is gone.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    place_id = None

    def __str__(self) -> str:
        return f"recovery code {self.id}"
