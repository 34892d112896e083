"""The register of proofs that were issued, and how often one was asked that is not issued here."""

import secrets

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import Sealed
from yuanba.base.permits import Reach
from yuanba.lists.models import Line
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.proofs.rules import Standing


def _code() -> str:
    return secrets.token_hex(16)  # 128 bits: nobody finds one by trying


class Proof(models.Model):
    """One proof that a village issued (开出的证明). Its words are sealed; the check page shows none."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    year = models.IntegerField()
    n = models.IntegerField()
    code = models.CharField(max_length=32, unique=True, default=_code, editable=False)
    holder = Sealed()
    text = Sealed()
    to_whom = Sealed()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "year", "n"], name="proof_number_once"),
            models.CheckConstraint(
                name="proof_withdrawn_by_somebody_with_a_reason",
                condition=Q(withdrawn_at=None) | (Q(withdrawn_by__isnull=False) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """石桥-证-2026-0007."""
        return f"{self.place.short or self.place.name}-证-{self.year}-{self.n:04d}"

    @property
    def after(self) -> "Proof | None":
        """The one that was issued in its place; one statement unless it was read along."""
        return getattr(self, "replaced_by", None)

    @property
    def standing(self) -> Standing:
        return Standing.WITHDRAWN if self.withdrawn_at else Standing.VALID

    @property
    def reach(self) -> Reach:
        return self.place.reach


class Turned(models.Model):
    """Somebody asked for a proof that is not issued here (指路条). Who asked is not written down."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.place_id} {self.line_id}"

    @property
    def reach(self) -> Reach:
        return self.place.reach
