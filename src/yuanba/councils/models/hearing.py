"""听意见: a large question before it is decided. Short statements, each answered by whoever lives here; at
the end a map of who answers alike, and no answer with a name."""

import secrets

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import Facts, Sealed, choices
from yuanba.base.permits import Reach
from yuanba.councils.models.procedure import Procedure
from yuanba.councils.rules.hearing import StatementState


class Hearing(models.Model):
    """One collection of opinions on one question. `result` is written when it closes; then the answers
    are gone."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="hearings")
    question = models.CharField(max_length=80)
    closes_on = models.DateField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    result = Facts(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(closed_at__isnull=True), name="one_open_hearing"
            )
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def reach(self) -> Reach:
        return self.procedure.place.reach


class HearingKey(models.Model):
    """What makes a person's voice of his number, sealed with the server's secret and gone when the hearing
    closes: without both nobody joins an answer to who gave it."""

    hearing = models.OneToOneField(
        Hearing, on_delete=models.PROTECT, primary_key=True, related_name="key"
    )
    secret = Sealed()

    def __str__(self) -> str:
        return "key"


class Statement(models.Model):
    """一句话. Its author's voice is kept only until the hearing closes, so that nobody floods it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="statements")
    n = models.IntegerField()
    text = models.CharField(max_length=80)
    voice = models.CharField(max_length=43, blank=True)  # of who added it; of nobody by name
    state = models.CharField(max_length=7, choices=choices(StatementState))
    why = models.CharField(max_length=120, blank=True)  # why it is not shown

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hearing", "n"], name="statement_number_once"),
            models.CheckConstraint(
                name="statement_refused_says_why",
                condition=~Q(state=StatementState.REFUSED) | ~Q(why=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text


def unordered() -> int:
    """An id that says nothing of when: ids of other rows grow with time, and would tell beside which record
    an answer was written."""
    return secrets.randbits(62)


class Stance(models.Model):
    """What one voice answers to one statement: 1 agrees, -1 does not, 0 passes. Gone when it closes."""

    id = models.BigIntegerField(primary_key=True, default=unordered, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="stances")
    voice = models.CharField(max_length=43)
    answer = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "voice"], name="one_stance_each"),
            models.CheckConstraint(
                name="stance_is_yes_no_or_pass", condition=Q(answer__in=[-1, 0, 1])
            ),
        ]

    def __str__(self) -> str:
        return "stance"
