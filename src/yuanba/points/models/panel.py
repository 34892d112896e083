"""The review panel of a village, and who has declared that he is kin to whom."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.people.models import Person
from yuanba.places.models import Place


class Panel(models.Model):
    """评议组: one at a time in a village."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200)  # how it was chosen
    since = models.DateField()
    until = models.DateField(null=True)  # first day on which another one sits
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(until__isnull=True), name="panel_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.since}"


class Member(models.Model):
    """One seat, and as whom somebody sits on it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    supervision = models.BooleanField(default=False)  # 村务监督委员会成员
    woman = models.BooleanField(default=False)  # 妇女
    group = models.BooleanField(default=False)  # 村民小组代表

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panel", "person"], name="panel_person_once")
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class Kin(models.Model):
    """亲属关系, as declared by the people themselves or known to the village. Only for stepping aside."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="kin_once"),
            models.CheckConstraint(name="kin_in_order", condition=Q(one__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"
