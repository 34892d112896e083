"""Ballots: the question, who has voted, and what was counted. Of a secret one no name stands beside a
choice once voting has stopped: marks say who voted, sheets say how many."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids, photos
from yuanba.base.fields import Facts, Sealed, choices
from yuanba.councils.models.meeting import Entry, Meeting
from yuanba.councils.rules.kinds import BallotKind, BallotState, Channel, Method, Stage
from yuanba.people.models import Person


class Ballot(models.Model):
    """表决. `present` and the other wholes are taken down when voting stops."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="ballots")
    n = models.IntegerField()
    kind = models.CharField(max_length=8, choices=choices(BallotKind))
    title = models.CharField(max_length=60)
    note = models.CharField(max_length=300, blank=True)
    seats = models.IntegerField(default=1)  # how many are carried; beans for each voter
    money_fen = models.BigIntegerField(default=0)  # of a budget: what there is to share out
    method = models.CharField(max_length=6, choices=choices(Method), blank=True)
    motion = models.BooleanField(default=False)  # yes or no: only the first choice can be carried
    state = models.CharField(max_length=7, choices=choices(BallotState), default=BallotState.DRAFT)
    opened_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    key = Facts(default=dict)  # of a sealed one: the key file; it opens nothing without two codes
    keepers = Facts(default=list)  # who keeps the code with this number, from the first
    bases = Facts(default=dict)
    phone = Facts(default=dict)  # choice → how many by telephone; empty while voting goes on
    result = Facts(default=dict)
    passed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "n"], name="ballot_number_once"),
            models.CheckConstraint(name="ballot_seats_from_one", condition=Q(seats__gte=1)),
            models.CheckConstraint(
                name="budget_has_money_and_a_method",
                condition=Q(kind=BallotKind.BUDGET, money_fen__gt=0) & ~Q(method="")
                | ~Q(kind=BallotKind.BUDGET) & Q(money_fen=0, method=""),
            ),
            models.CheckConstraint(
                name="ballot_settled_says_what",
                condition=~Q(state=BallotState.SETTLED) | Q(passed__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_id(self) -> int:
        return self.meeting.place_id

    @property
    def most(self) -> int:
        """How many choices one voter may mark."""
        return len(self.choices.all()) if self.free else self.seats

    @property
    def free(self) -> bool:
        """Whether a voter may mark as many as he likes."""
        return self.kind in {BallotKind.APPROVAL, BallotKind.RANKED}

    @property
    def piled(self) -> bool:
        """Whether whole ballots are counted, not each choice by itself."""
        return self.kind == BallotKind.RANKED or self.method == Method.SHARES


class Choice(models.Model):
    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="choices")
    n = models.IntegerField()
    text = models.CharField(max_length=40)
    note = models.CharField(max_length=120, blank=True)
    cost_fen = models.BigIntegerField(default=0)  # of a budget: what the project costs

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "n"], name="choice_number_once")]

    def __str__(self) -> str:
        return self.text


class Mark(models.Model):
    """This line of the roll has its ballot: once over all channels. `choice` only where votes are
    given with the name (记名)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="marks")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="marks")
    channel = models.CharField(max_length=5, choices=choices(Channel))
    choice = models.ForeignKey(Choice, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "entry"], name="one_vote_each_ballot")
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.entry_id}"


class Slip(models.Model):
    """The inner envelope of a vote by telephone, sealed with the server's secret. It lies with its mark
    so that a vote at the table can take its place; when voting stops all are counted and gone."""

    mark = models.OneToOneField(
        Mark, on_delete=models.CASCADE, primary_key=True, related_name="slip"
    )
    chosen = Sealed()

    def __str__(self) -> str:
        return "slip"


class Envelope(models.Model):
    """The envelope of a sealed vote (144 bytes): what is in it nobody reads here. It lies with its mark so
    that a later vote takes its place; when voting stops it is cut off and this row is gone."""

    mark = models.OneToOneField(
        Mark, on_delete=models.CASCADE, primary_key=True, related_name="envelope"
    )
    sealed = models.BinaryField(max_length=144)

    def __str__(self) -> str:
        return "envelope"


class Box(models.Model):
    """封好的票箱: the envelopes without names, as the file that is carried to the opening."""

    ballot = models.OneToOneField(
        Ballot, on_delete=models.PROTECT, primary_key=True, related_name="box"
    )
    content = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of the file; posted when voting stops

    def __str__(self) -> str:
        return self.digest


class Tally(models.Model):
    """点票单: what one teller counted, on his own; or the result of the opening as he hands it in. A later
    round is a new sheet."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="tallies")
    stage = models.CharField(max_length=5, choices=choices(Stage), default=Stage.PAPER)
    round = models.IntegerField(default=1)
    teller = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    counts = Facts(default=dict)  # number of the choice → how many; "spoiled"
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "stage", "round", "teller"], name="teller_once_a_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.round}"


photos.KEPT_IN.append("councils.SheetPhoto")


class SheetPhoto(models.Model):
    """The paper on which a teller counted, as he photographed it; one for each sheet. For the desk alone."""

    tally = models.OneToOneField(
        Tally, on_delete=models.PROTECT, primary_key=True, related_name="photo"
    )
    name = models.CharField(max_length=64)  # of the file (base.photos): random
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest
