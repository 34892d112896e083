"""The review panel of a village, who has declared that he is kin to whom; what every sitting and every
disagreement keeps, whatever it is about."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.points.rules.claims import Aside


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


class PanelVote(models.Model):
    """What one member of the panel said in one sitting, or why he stepped aside."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    round = models.IntegerField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    yes = models.BooleanField(null=True)
    aside = models.CharField(max_length=9, choices=choices(Aside), blank=True)

    class Meta:
        abstract = True


class Disagreement(models.Model):
    """我有不同意见: somebody's words about a thing, and the answer to them, in words too."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500)
    at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.words[:40]
