"""What is kept about forgetting: periods, batches, wishes. None of it names who was forgotten."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import Facts, choices
from yuanba.people.models import Person
from yuanba.rights.rules import BatchState, Erasable, WishState


class Period(models.Model):
    """How long this house keeps one kind of thing, from a day on; the last row holds."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    kind = models.CharField(max_length=10, choices=choices(Erasable))
    days = models.IntegerField()
    source = models.CharField(max_length=200)
    since = models.DateTimeField()

    place_id = None

    class Meta:
        constraints = [
            models.CheckConstraint(name="period_never_below_90_days", condition=Q(days__gte=90))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.days}"


class Batch(models.Model):
    """删除批次: what is over its time, looked at by one person, carried out by another."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    kind = models.CharField(max_length=10, choices=choices(Erasable))
    before = models.DateTimeField()  # closed before this moment
    found = models.IntegerField()  # matters, when it was drafted
    erased = models.IntegerField(default=0)  # matters, so far
    last = models.BigIntegerField(default=0)  # the last matter looked at
    # ids of those among them that are about somebody: counted only for who may see them
    about = Facts(default=list)
    state = models.CharField(max_length=8, choices=choices(BatchState))
    drafted_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    carried_out_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)  # why dropped

    place_id = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(state__in=["draft", "agreed", "running"]),
                name="one_open_batch_of_a_kind",
            ),
            models.CheckConstraint(
                name="batch_takes_two_people",
                condition=Q(carried_out_by__isnull=True)
                | (Q(agreed_by__isnull=False) & ~Q(agreed_by=F("carried_out_by"))),
            ),
            models.CheckConstraint(
                name="batch_is_done_by_somebody",
                condition=~Q(state__in=["running", "done"]) | Q(carried_out_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Wish(models.Model):
    """请求删除: somebody asks to be forgotten; answered by another within the set days."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="wishes")
    state = models.CharField(max_length=9, choices=choices(WishState))
    why = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    due = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="asked"), name="one_open_wish_a_person"
            ),
            models.CheckConstraint(
                name="wish_refused_says_why", condition=~Q(state="refused") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="wish_answered_by_another",
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("person")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.person_id}"

    @property
    def place_id(self) -> int | None:
        return self.person.home_id
