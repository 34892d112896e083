"""Household cards (户卡): a QR code and a PIN, for a family without a telephone of its own."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.people.models.household import Household
from yuanba.people.models.person import Person


class Card(models.Model):
    """A card signs in as one person of the household, whom the household chose.

    Neither its 128-bit key nor its PIN is kept: digests only. A new print has a new key.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="cards")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cards")
    key = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  SHA-256; none before the print
    first_code = models.CharField(max_length=64, blank=True)  # of the tear-off, keyed
    pin = models.CharField(max_length=128, blank=True)  # Argon2id
    # A card in place of one that was in use opens an account with a past: two people (trust.md T20).
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    printed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)  # the household chose its PIN
    ended_at = models.DateTimeField(null=True)  # lost, replaced, given back

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(ended_at=None), name="one_card_each_household"
            ),
            models.CheckConstraint(
                name="card_in_use_has_key_and_pin",
                condition=Q(opened_at=None)
                | (Q(key__isnull=False) & ~Q(pin="") & Q(printed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="card_in_place_of_another_needs_two",
                condition=Q(replaces=None) | Q(printed_at=None) | Q(agreed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="card_is_agreed_by_somebody_else",
                condition=Q(agreed_by=None) | Q(asked_by=None) | ~Q(agreed_by=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"card {self.id}"

    @property
    def place_id(self) -> int:
        return self.household.place_id
