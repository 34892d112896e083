"""私事: the way that was shown, when it is asked after, and whether it helped."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.lanes.rules.personal import Aid, Stands
from yuanba.lanes.rules.personal import Way as Kind
from yuanba.matters.models import Matter
from yuanba.people.models import Person, Unit

DUE = Q(state__in=[Stands.WAITING, Stands.MISSED])


class Way(models.Model):
    """办法: guidance, a neighbour, a firm, or a referral to aid. Its places are copied from the
    matter, so that what is to be asked today is found by one index."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="ways")
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    village_id = models.BigIntegerField()
    grid_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=6, choices=[(x, x) for x in Kind])
    aid = models.CharField(max_length=9, choices=[(x, x) for x in Aid], blank=True)
    text = models.CharField(max_length=500)
    contact = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    ask_on = models.DateField()
    shown_at = models.DateTimeField()
    shown_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=[(x, x) for x in Stands], default=Stands.WAITING)
    asked = models.IntegerField(default=0)  # how often somebody asked without a clear answer
    reminded_on = models.DateField(null=True)  # the ask_on for which the person was written to
    said = models.CharField(max_length=300, blank=True)
    said_by = models.CharField(max_length=6, blank=True)  # person: himself; desk: written down
    said_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="way_to_aid_names_kind_and_unit",
                condition=~Q(kind=Kind.AID) | (~Q(aid="") & Q(unit__isnull=False)),
            ),
            models.CheckConstraint(
                name="way_answered_by_somebody",
                condition=~Q(state=Stands.ARRIVED) | (Q(said_at__isnull=False) & ~Q(said_by="")),
            ),
        ]
        indexes = [
            *(
                models.Index(fields=[f"{s}_id", "ask_on", "id"], name=f"way_due_{s}", condition=DUE)
                for s in ("county", "township", "village", "grid")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.matter_id}"
