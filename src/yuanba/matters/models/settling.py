"""Who has to do it: how a matter went from unit to unit, who was convened, who decides in the end."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.matters.models.matter import Matter
from yuanba.matters.rules import HELD
from yuanba.people.models import Person, Post, Unit
from yuanba.places.models import Place


class Hop(models.Model):
    """A matter went from one unit to another, or was sent back (退回). Counted by unit and by list
    item, never by person."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="hops")
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    act = models.CharField(
        max_length=12
    )  # triage, transfer, hand_up, hand_down, send_back, decide_unit
    at = models.DateTimeField()
    from_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=12, blank=True, default="")
    item_name = models.CharField(max_length=60, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")
    settled_at = models.DateTimeField(null=True)  # of a return: when it was clear whose it is

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hop_back_cites_an_item_and_says_why",
                condition=~Q(act="send_back")
                | (~Q(item_code="") & ~Q(reason="") & Q(from_unit__isnull=False)),
            )
        ]
        indexes = [
            models.Index(fields=["county_id", "at"], name="hop_county"),
            models.Index(fields=["township_id", "at"], name="hop_township"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.matter_id}"


class Convening(models.Model):
    """The level above settles whose a matter is (协调): the units, a day, and in the end one unit."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="convenings")
    settling = models.CharField(max_length=8, choices=[(x, x) for x in sorted(HELD)])
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    leader = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    units = models.ManyToManyField(Unit, related_name="+")
    meet_on = models.DateField()
    convened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(decided_at=None), name="convening_one_at_a_time"
            ),
            models.CheckConstraint(
                name="convening_decided_by_somebody_with_a_reason",
                condition=Q(decided_at=None)
                | (Q(decided_by__isnull=False, unit__isnull=False) & ~Q(reason="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["place", "meet_on", "id"],
                name="convening_open",
                condition=Q(decided_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.settling} {self.matter_id}"


class Arbiter(models.Model):
    """The post that decides in the end for a township or county (定责的人), by whose paper."""

    place = models.OneToOneField(
        Place, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200)
    since = models.DateField()

    def __str__(self) -> str:
        return f"{self.place_id}: {self.post_id}"
