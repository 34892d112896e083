"""红白理事会: the village's own standards, in versions, and what a family plans beside them."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import Facts, choices
from yuanba.councils.models.procedure import Procedure
from yuanba.councils.rules.customs import Event
from yuanba.people.models import Person
from yuanba.places.models import Place


class Standard(models.Model):
    """红白事标准: one event's table, in force from a day on until the next. A village rule with its source;
    nobody is punished by it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    event = models.CharField(max_length=8, choices=choices(Event))
    items = Facts(default=list)
    source = models.CharField(max_length=120)
    since = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "event", "since"], name="standard_version_once"
            ),
            models.CheckConstraint(name="standard_names_its_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.since}"


class Ceremony(models.Model):
    """事前告知: what a family plans beside the standard of that day, and how it was in the end."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    procedure = models.OneToOneField(Procedure, on_delete=models.PROTECT, related_name="ceremony")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    plan = Facts(default=dict)  # thing → how many
    was = Facts(default=dict)
    saved_fen = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ceremony_saves_nothing_below_zero",
                condition=Q(saved_fen__isnull=True) | Q(saved_fen__gte=0),
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}"
