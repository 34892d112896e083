"""小事: the topic on a body's list, the work order, the call for volunteers and who signed up."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.permits import Reach
from yuanba.lanes.rules.communal import Topic as Stands
from yuanba.matters.models import Matter, Photo
from yuanba.people.models import Person, Unit


class Topic(models.Model):
    """议题: what a body is asked to talk through, when it meets, and how that ended."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="topics")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=200)
    meeting = models.CharField(max_length=60, blank=True)  # 社区评议会, as the county calls it
    meets_on = models.DateField()
    put_at = models.DateTimeField()
    put_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=[(x, x) for x in Stands], default=Stands.OPEN)
    words = models.CharField(max_length=1000, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(state=Stands.OPEN), name="topic_one_open_a_matter"
            ),
            models.CheckConstraint(
                name="topic_settled_in_words_by_somebody",
                condition=Q(state=Stands.OPEN)
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(words="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "meets_on", "id"],
                name="topic_open",
                condition=Q(state=Stands.OPEN),
            )
        ]

    def __str__(self) -> str:
        return self.question


class Order(models.Model):
    """工单: what a body has done by whom on which day; done with words and photos, or not and why."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="orders")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=500)
    who = models.CharField(max_length=120)
    on = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    done = models.BooleanField(null=True)
    text = models.CharField(max_length=1000, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    photos = models.ManyToManyField(Photo, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="order_ended_in_words_by_somebody",
                condition=Q(ended_at__isnull=True)
                | (Q(done__isnull=False, ended_by__isnull=False) & ~Q(text="")),
            )
        ]
        indexes = [
            models.Index(
                fields=["unit", "on", "id"], name="order_open", condition=Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.what[:40]

    @property
    def reach(self) -> Reach:
        """Whose post reaches it: its matter's, the body's, and those of the body's place."""
        return self.matter.reach | {self.unit_id, self.unit.place_id}


class Call(models.Model):
    """招募: a body asks for volunteers: what, where to meet, when, how many; in the end, what was done."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="calls")
    village_id = models.BigIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=300)
    where = models.CharField(max_length=120)
    wanted = models.IntegerField()
    starts_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="call_wants_somebody", condition=Q(wanted__gte=1)),
            models.CheckConstraint(
                name="call_ended_says_what", condition=Q(ended_at__isnull=True) | ~Q(text="")
            ),
        ]
        indexes = [models.Index(fields=["village_id", "starts_at", "id"], name="call_village")]

    def __str__(self) -> str:
        return self.what[:40]

    @property
    def place_id(self) -> int:
        return self.village_id


class Signup(models.Model):
    """报名: one volunteer of a call: somebody with an account, or a name the desk wrote down."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="signups")
    person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="volunteering"
    )
    name = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    came = models.BooleanField(null=True)
    minutes = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "person"], condition=Q(left_at=None), name="signup_once"
            ),
            models.CheckConstraint(
                name="signup_is_somebody", condition=Q(person__isnull=False) | ~Q(name="")
            ),
            models.CheckConstraint(
                name="signup_came_for_some_time",
                condition=~Q(came=True) | Q(minutes__gte=1, minutes__lte=1440),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.person_id)
