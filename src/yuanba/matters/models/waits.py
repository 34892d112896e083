"""What a matter waits for: a clock that stands, a question to the person."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.matters.models.matter import Matter
from yuanba.people.models import Person


class Pause(models.Model):
    """The clock of a matter stood, or somebody asked that it should (暂停计时).

    It stands from `since` to `ended_at`, or by itself to 0:00 of `review_on`. Without `since` leave
    was asked for and not given (yet).
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="pauses")
    ground = models.CharField(max_length=12)  # code of the list "pause" (duties.ListItem)
    ground_name = models.CharField(max_length=60)  # as it read then
    reason = models.CharField(max_length=300)
    review_on = models.DateField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(ended_at__isnull=True), name="pause_one_at_a_time"
            ),
            models.CheckConstraint(
                name="pause_ends_after_it_begins",
                condition=Q(ended_at__isnull=True)
                | Q(since__isnull=True)
                | Q(ended_at__gte=F("since")),
            ),
            models.CheckConstraint(
                name="pause_leave_by_another",
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("asked_by")),
            ),
            models.CheckConstraint(name="pause_says_why", condition=~Q(reason="")),
        ]
        indexes = [
            models.Index(
                fields=["review_on", "id"], name="pause_open", condition=Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"pause of {self.matter_id} to {self.review_on}"


class Question(models.Model):
    """What the person is asked to add (请补充), and what he said. The answer may come late."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField(max_length=500)
    answer_by = models.DateField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=2000, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)  # never answered, and another was asked
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(answered_at__isnull=True, replaced_at__isnull=True),
                name="question_one_at_a_time",
            ),
            models.CheckConstraint(
                name="question_answered_in_words",
                condition=Q(answered_at__isnull=True) | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"question on {self.matter_id}"
