"""Meetings: when they are called, who was told, who is entitled, who came, who stands for whom."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import Facts, choices
from yuanba.base.permits import Reach
from yuanba.councils.models.body import Body
from yuanba.councils.models.law import RuleRow
from yuanba.councils.models.procedure import Procedure
from yuanba.councils.rules.kinds import Ending, How, Measure, MeetingState
from yuanba.people.models import Household, Person
from yuanba.places.models import Place


class Meeting(models.Model):
    """会议: called for a step of a procedure, or on its own. Judged by one rule row."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="meetings")
    county_id = models.BigIntegerField()
    procedure = models.ForeignKey(
        Procedure, null=True, on_delete=models.PROTECT, related_name="meetings"
    )
    step = models.IntegerField(default=0)
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="meetings")
    rule = models.ForeignKey(RuleRow, on_delete=models.PROTECT, related_name="+")
    confirmed = models.BooleanField(default=False)  # was the row confirmed when it was called?
    unit = models.CharField(max_length=10, choices=choices(Measure))
    title = models.CharField(max_length=80)
    agenda = models.CharField(max_length=1000)
    venue = models.CharField(max_length=60)
    host = models.CharField(max_length=40, blank=True)
    starts_at = models.DateTimeField()
    again_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="again")
    state = models.CharField(
        max_length=9, choices=choices(MeetingState), default=MeetingState.CALLED
    )
    called_at = models.DateTimeField()
    called_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)  # the roll, from the first ballot on
    ended_at = models.DateTimeField(null=True)
    minutes = models.CharField(max_length=4000, blank=True)
    ending = models.CharField(max_length=7, choices=choices(Ending), blank=True)
    touches = Facts(default=list)  # the places whose households the question affects, by name
    checks = Facts(default=list)  # notice and quorum as they were judged at the end

    class Meta:
        indexes = [
            models.Index(fields=["place", "-starts_at"], name="meeting_place"),
            models.Index(fields=["county_id", "-starts_at"], name="meeting_county"),
        ]
        constraints = [
            models.CheckConstraint(
                name="meeting_over_was_ended",
                condition=Q(state__in=[MeetingState.CALLED, MeetingState.OPEN])
                | Q(ended_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reach(self) -> Reach:
        return self.place.reach

    @property
    def closed(self) -> bool:
        """Whether it is held about somebody."""
        return self.procedure is not None and self.procedure.closed


class Told(models.Model):
    """通知: who was told how, on which day."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="told")
    on = models.DateField()
    how = models.CharField(max_length=60)
    whom = models.CharField(max_length=120)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.on}"


class Entry(models.Model):
    """名册上的一行: a household, a member, an owner: one vote. Came, left, or stood for by another."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="roll")
    n = models.IntegerField()
    name = models.CharField(max_length=40)
    where = models.CharField(max_length=120, blank=True)
    group = models.CharField(max_length=60, blank=True)  # the grid or subgroup, for the sums
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    adults = models.IntegerField(default=1)
    area = models.BigIntegerField(default=0)  # 0.01 m²
    shares = models.BigIntegerField(default=0)
    affected = models.BooleanField(default=False)
    affected_why = models.CharField(max_length=120, blank=True)  # why that was corrected by hand
    out = models.CharField(max_length=200, blank=True)  # why it is not counted
    came_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=4, choices=choices(How), blank=True)
    persons = models.IntegerField(default=0)  # how many adults of it are here
    who = models.CharField(max_length=40, blank=True)  # who came for the household
    second = models.CharField(
        max_length=40, blank=True
    )  # who signed beside the one who wrote it in
    holder = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="holds")
    written_on = models.DateField(null=True)  # the day of the written authority
    kin = models.CharField(max_length=20, blank=True)  # in an election: what relative the holder is

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "n"], name="entry_number_once"),
            models.UniqueConstraint(
                fields=["meeting", "household"],
                condition=Q(household__isnull=False),
                name="household_once_on_a_roll",
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False),
                name="person_once_on_a_roll",
            ),
            models.CheckConstraint(
                name="entry_persons_fit",
                condition=Q(persons__gte=0) & Q(persons__lte=F("adults")) & Q(adults__gte=0),
            ),
            models.CheckConstraint(
                name="entry_holder_is_another",
                condition=Q(holder__isnull=True)
                | (~Q(holder=F("id")) & Q(written_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="entry_by_two_has_a_second",
                condition=~Q(how__in=[How.TWO, How.BOX]) | ~Q(second=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_id(self) -> int:
        return self.meeting.place_id

    @property
    def here(self) -> bool:
        return self.came_at is not None and self.left_at is None


class Suggestion(models.Model):
    """What somebody said at the meeting, and whether it was adopted, with why."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="suggestions")
    who = models.CharField(max_length=40, blank=True)
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    adopted = models.BooleanField(null=True)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="suggestion_answered_says_why", condition=Q(adopted__isnull=True) | ~Q(why="")
            )
        ]

    def __str__(self) -> str:
        return self.text
