"""What is kept about service days: the rhythm, the working groups, each day with who came, whom
they received, what they did and heard. A matter told there is a matter like any other; here stands
only that it was told on that day, so nothing is entered twice."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.base.permits import Reach
from yuanba.duties.rules import Lane
from yuanba.matters.models import Matter
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.service.rules import Deed, Holiday, Question, Rhythm, Seat, Series


class Schedule(models.Model):
    """The rhythm of a county, or of a township that has its own."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=8, choices=choices(Series))
    weekday = models.SmallIntegerField()  # 0 is Monday
    holiday = models.CharField(max_length=4, choices=choices(Holiday))
    opens = models.TimeField()
    closes = models.TimeField()
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)  # first day on which it no longer holds

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "series"],
                condition=Q(until__isnull=True),
                name="one_rhythm_at_a_time",
            ),
            models.CheckConstraint(
                name="schedule_has_a_weekday", condition=Q(weekday__gte=0, weekday__lte=6)
            ),
            models.CheckConstraint(name="schedule_opens_first", condition=Q(opens__lt=F("closes"))),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.weekday}"

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(self.weekday, Holiday(self.holiday), self.since, self.until)


class Change(models.Model):
    """One day that is not held, or held on another day."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="changes")
    day = models.DateField()
    moved_to = models.DateField(null=True)
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "day"], name="change_once_a_day"),
            models.CheckConstraint(
                name="change_moves_to_another_day",
                condition=Q(moved_to__isnull=True) | ~Q(moved_to=F("day")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} → {self.moved_to}"

    @property
    def place_id(self) -> int:
        return self.schedule.place_id


class Taskforce(models.Model):
    """A working group (服务群众工作组): typed members, one place, a term."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="taskforces")
    series = models.CharField(max_length=8, choices=choices(Series))
    name = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "series"],
                condition=Q(until__isnull=True),
                name="one_group_for_one_place",
            ),
            models.CheckConstraint(
                name="taskforce_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """Somebody's seat in a group. Leaders need no account; those who have one are linked."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    taskforce = models.ForeignKey(Taskforce, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    office = models.CharField(max_length=60, blank=True)  # 县民政局局长: as it is published
    seat = models.CharField(max_length=10, choices=choices(Seat))
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["taskforce", "name", "office"],
                condition=Q(until__isnull=True),
                name="one_seat_in_a_group",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_id(self) -> int:
        return self.taskforce.place_id


class ServiceDay(models.Model):
    """One day as it was held: the nth at this place."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    village_id = models.BigIntegerField()
    series = models.CharField(max_length=8, choices=choices(Series))
    day = models.DateField()
    n = models.IntegerField()
    taskforce = models.ForeignKey(
        Taskforce, null=True, on_delete=models.PROTECT, related_name="days"
    )
    venue = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=200, blank=True)  # why outside the rhythm
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    summary = models.CharField(max_length=500, blank=True)
    present = models.ManyToManyField(Member, related_name="days", through="Present")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "series", "day"], name="one_day_a_day"),
            models.UniqueConstraint(fields=["place", "series", "n"], name="day_number_once"),
            models.CheckConstraint(name="day_number_from_one", condition=Q(n__gte=1)),
        ]
        indexes = [
            models.Index(fields=["village_id", "series", "-day"], name="serviceday_village"),
            models.Index(fields=["county_id", "series", "-day"], name="serviceday_county"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.day}"

    @property
    def reach(self) -> Reach:
        return frozenset({self.county_id, self.township_id, self.village_id, self.place_id})


class Present(models.Model):
    """A member came on that day."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    day = models.ForeignKey(ServiceDay, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "member"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.day_id}"


class Reception(models.Model):
    """A matter was told on that day. Who told it stands with the matter, not here."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    day = models.ForeignKey(ServiceDay, on_delete=models.PROTECT, related_name="receptions")
    village_id = models.BigIntegerField()
    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="reception")
    lane = models.CharField(max_length=10, choices=choices(Lane), blank=True)  # 先分: a first guess
    spot = models.BooleanField(default=False)  # 当场办了
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["village_id", "-at"], name="reception_village")]

    def __str__(self) -> str:
        return f"{self.matter_id} on {self.day_id}"

    @property
    def place_id(self) -> int:
        return self.day.place_id


class Opinion(models.Model):
    """What people answered to one of the five questions. Nobody's name stands here."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    day = models.ForeignKey(ServiceDay, on_delete=models.PROTECT, related_name="opinions")
    question = models.CharField(max_length=8, choices=choices(Question))
    text = models.CharField(max_length=500)
    upward = models.BooleanField(default=False)  # goes to the county as a suggestion (P004-07)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.question} {self.day_id}"


class DeedDone(models.Model):
    """What the group did besides receiving people (P004-05)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    day = models.ForeignKey(ServiceDay, on_delete=models.PROTECT, related_name="deeds")
    deed = models.CharField(max_length=8, choices=choices(Deed))
    text = models.CharField(max_length=300)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.deed} {self.day_id}"
