"""What an election adds to a meeting: lists that hang out, objections to the roll, candidates."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.councils.models.meeting import Entry, Meeting
from yuanba.councils.rules.kinds import Listed
from yuanba.people.models import Person


class ListPosted(models.Model):
    """公布名单: the roll of voters, or the candidates; once each."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="lists")
    what = models.CharField(max_length=10, choices=choices(Listed))
    on = models.DateField()
    where = models.CharField(max_length=120)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "what"], name="list_posted_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.what}"


class Objection(models.Model):
    """对选民名单的异议: who said what, and what was decided, with the reason."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="objections")
    who = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    on = models.DateField()
    upheld = models.BooleanField(null=True)
    why = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField(null=True)
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="objection_decided_says_why",
                condition=Q(upheld__isnull=True) | (~Q(why="") & Q(decided_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="objection_upheld_changes_a_line",
                condition=~Q(upheld=True) | Q(entry__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.on}"


class Candidate(models.Model):
    """候选人: named by voters, looked at, then posted."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="candidates")
    n = models.IntegerField()
    name = models.CharField(max_length=40)
    named_by = models.CharField(max_length=120)
    accepted = models.BooleanField(null=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "n"], name="candidate_number_once"),
            models.UniqueConstraint(fields=["meeting", "name"], name="candidate_once"),
            models.CheckConstraint(
                name="candidate_refused_says_why", condition=~Q(accepted=False) | ~Q(why="")
            ),
        ]

    def __str__(self) -> str:
        return self.name
