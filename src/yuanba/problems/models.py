"""What is kept of common problems: the problem, which matters tell of it, its programme of work; and
beside it the terms of the county's texts, by which like ones are found."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.base.permits import Reach
from yuanba.duties.models import Category
from yuanba.matters.models import Matter
from yuanba.people.models import Person, Unit
from yuanba.places.models import Place
from yuanba.problems.rules.states import State


class Problem(models.Model):
    """共性问题: one trouble that many tell. Proposed by likeness, confirmed by a person.

    `place` is the smallest place over all that tell it: who acts there acts on it.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    county_id = models.BigIntegerField()
    state = models.CharField(
        max_length=9, choices=choices(State), db_default=State.PROPOSED, default=State.PROPOSED
    )
    title = models.CharField(max_length=60)
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    named = models.CharField(max_length=60, blank=True)  # the estate or street that most name
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)  # why not, or why joined to another
    joined = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(null=True)  # 一月一题: the month of which it is the county's problem

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county_id", "month"],
                condition=Q(month__isnull=False),
                name="one_problem_a_month",
            ),
            models.CheckConstraint(
                name="problem_decided_by_somebody",
                condition=Q(state=State.PROPOSED) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="problem_dropped_says_why", condition=~Q(state=State.DROPPED) | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["county_id", "state", "-last_at"], name="problem_board"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reach(self) -> Reach:
        return self.place.reach


class Text(models.Model):
    """A matter as it is compared, and the group it lies in. One row a matter, placed once.

    `group` is the id of the first text of its group; `problem` when the group has become one.
    """

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, primary_key=True, related_name="likeness"
    )
    county_id = models.BigIntegerField()
    group = models.BigIntegerField()
    problem = models.ForeignKey(
        Problem, null=True, on_delete=models.PROTECT, related_name="members"
    )
    digest = models.CharField(max_length=24)  # the same for exact copies
    length = models.FloatField()
    score = models.FloatField(null=True)  # how well it fitted; None: put there by a person
    words = models.CharField(max_length=120, blank=True)  # what it shares with the likest
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["group", "-matter"], name="text_group"),
            models.Index(fields=["county_id", "digest"], name="text_copies"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} in {self.group}"


class Term(models.Model):
    """How many texts of a county have a pair of signs, and the newest for which it was rare. The
    empty term counts all texts."""

    pk = models.CompositePrimaryKey("county_id", "term")
    county_id = models.BigIntegerField()
    term = models.CharField(max_length=24)
    n = models.IntegerField()
    newest = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return self.term


class Programme(models.Model):
    """专项: the work that ends a common problem for all who told it, and for those who did not."""

    problem = models.OneToOneField(
        Problem, on_delete=models.PROTECT, primary_key=True, related_name="programme"
    )
    main = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="+"
    )  # the others go along
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    plan = models.CharField(max_length=2000)
    fen = models.BigIntegerField()
    budget_line = models.CharField(max_length=120, blank=True)
    households = models.IntegerField()  # to be served
    due = models.DateField()
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=2000, blank=True)
    served = models.IntegerField(null=True)  # households, when it was done

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="programme_serves_somebody", condition=Q(households__gte=1, fen__gte=0)
            ),
            models.CheckConstraint(
                name="programme_done_says_what",
                condition=Q(done_at__isnull=True) | (~Q(result="") & Q(served__gte=1)),
            ),
        ]

    def __str__(self) -> str:
        return f"programme of {self.problem_id}"


class Step(models.Model):
    """一步: what is to be done, until when; done, or left out with a reason."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="steps")
    n = models.IntegerField()
    text = models.CharField(max_length=120)
    done_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "n"], name="step_number_once"),
            models.CheckConstraint(
                name="step_done_says_what", condition=Q(done_at__isnull=True) | ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Suggestion(models.Model):
    """意见建议: what the level above should change, a policy or an office (P004-07)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="suggestions")
    text = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:40]
