"""Whom a matter is about, when it is about an official, a unit or a neighbour (涉及对象)."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.matters.models.matter import Matter
from yuanba.matters.rules.concerns import ConcernKind, Hearing
from yuanba.people.models import Household, Person, Unit
from yuanba.places.models import Place

STANDS = Q(lifted_at__isnull=True)
TARGETS = {
    ConcernKind.PERSON: "person",
    ConcernKind.UNIT: "unit",
    ConcernKind.HOUSEHOLD: "household",
    ConcernKind.PLACE: "place",
}


def _one_target() -> Q:
    """The one column that the kind names is filled, and no other; words for somebody unknown."""
    wanted = Q(kind=ConcernKind.OTHER) & ~Q(said="")
    for name in TARGETS.values():
        wanted &= Q(**{f"{name}__isnull": True})
    for kind, own in TARGETS.items():
        one = Q(kind=kind)
        for name in TARGETS.values():
            one &= Q(**{f"{name}__isnull": name != own})
        wanted |= one
    return wanted


class Concern(models.Model):
    """A matter is about somebody: kept from him and his subordinates until it is lifted."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="concerns")
    kind = models.CharField(max_length=9, choices=choices(ConcernKind))
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    said = models.CharField(max_length=80, blank=True)  # as the person said it
    why = models.CharField(max_length=300)
    hearing = models.CharField(max_length=8, choices=choices(Hearing))
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    lift_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="concern_names_one", condition=_one_target()),
            models.CheckConstraint(
                name="concern_lifted_by_somebody_else_with_a_reason",
                condition=Q(lifted_at__isnull=True)
                | (
                    Q(lifted_by__isnull=False)
                    & ~Q(lift_reason="")
                    & (Q(by__isnull=True) | ~Q(by=models.F("lifted_by")))
                ),
            ),
        ]
        indexes = [models.Index(fields=["matter"], name="concern_stands", condition=STANDS)]

    def __str__(self) -> str:
        return f"{self.kind} of {self.matter_id}"
