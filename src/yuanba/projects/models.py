"""What is kept of needs, offers, projects, contracts and associations. Nothing of a person."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.base.permits import Reach
from yuanba.matters.models import Matter
from yuanba.people.models import Person, Unit
from yuanba.places.models import Place
from yuanba.projects.rules import Due, Entry, Field, Source, State


class Need(models.Model):
    """需求: what a village lacks."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=500)
    field = models.CharField(max_length=6, choices=choices(Field))
    source = models.CharField(max_length=7, choices=choices(Source))
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=choices(State), default=State.OPEN)
    reason = models.CharField(max_length=500, blank=True)
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="need_dropped_with_a_reason",
                condition=~Q(state=State.DROPPED) | ~Q(reason=""),
            )
        ]
        indexes = [models.Index(fields=["place", "state", "-id"], name="need_of_place")]

    def __str__(self) -> str:
        return self.title

    @property
    def reach(self) -> Reach:
        return self.place.reach


class Resource(models.Model):
    """资源: what a unit can give, in the place where it may be used."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=500)
    field = models.CharField(max_length=6, choices=choices(Field))
    until = models.DateField(null=True)  # the first day on which it is no longer there
    offered_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title

    @property
    def reach(self) -> Reach:
        return frozenset({self.unit_id}) | self.place.reach


class Project(models.Model):
    """项目: a unit adopted a need, with or without an offer, and follows it to its end."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    need = models.OneToOneField(Need, on_delete=models.PROTECT, related_name="project")
    resource = models.ForeignKey(Resource, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    plan = models.CharField(max_length=500)
    why = models.CharField(max_length=300)
    due = models.DateField()
    adopted_at = models.DateTimeField()
    result = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="project_ended_with_its_result",
                condition=Q(ended_at=None) | ~Q(result=""),
            )
        ]

    def __str__(self) -> str:
        return self.need.title

    @property
    def place_id(self) -> int:
        return self.need.place_id

    @property
    def reach(self) -> Reach:
        return self.need.place.reach | {self.unit_id}


class Association(models.Model):
    """社会组织: registered with civil affairs, or filed with the street or town."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    entry = models.CharField(max_length=10, choices=choices(Entry))
    number = models.CharField(max_length=40)
    field = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField(null=True)
    valid_until = models.DateField(null=True)  # the last day of its certificate or filing
    paper = models.CharField(max_length=200, blank=True)  # by which it was struck off

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="association_number_once"),
            models.CheckConstraint(
                name="association_struck_off_by_a_paper", condition=Q(until=None) | ~Q(paper="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reach(self) -> Reach:
        return self.place.reach


class Reminder(models.Model):
    """提醒: a day comes near or has passed; each is told once."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=8, choices=choices(Due))
    subject_id = models.BigIntegerField()
    due = models.DateField()
    late = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about", "subject_id", "due", "late"], name="project_reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.subject_id}"


class Contract(models.Model):
    """购买社会服务: what is bought of whom, how it was chosen, for how much."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="contracts")
    need = models.ForeignKey(Need, null=True, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=300)
    way = models.CharField(max_length=120)
    paper = models.CharField(max_length=200)
    fen = models.BigIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    bought_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="contract_costs_something", condition=Q(fen__gt=0)),
            models.CheckConstraint(
                name="contract_ends_after_it_starts", condition=Q(ends__gte=F("starts"))
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def reach(self) -> Reach:
        return self.place.reach

    @property
    def yuan(self) -> float:
        return self.fen / 100


class Deliverable(models.Model):
    """One thing promised: delivered (noted by one), accepted or not (by another)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="deliverables")
    n = models.IntegerField()
    what = models.CharField(max_length=120)
    due = models.DateField()
    delivered = models.CharField(max_length=300, blank=True)
    delivered_at = models.DateTimeField(null=True)
    noted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    accepted = models.BooleanField(null=True)
    words = models.CharField(max_length=300, blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "n"], name="deliverable_number_once"),
            models.CheckConstraint(
                name="deliverable_judged_by_another",
                condition=Q(judged_by=None) | ~Q(judged_by=F("noted_by")),
            ),
            models.CheckConstraint(
                name="deliverable_judged_after_delivery",
                condition=Q(accepted=None) | Q(delivered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def place_id(self) -> int:
        return self.contract.place_id
