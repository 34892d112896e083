"""Village rules, charters, systems: texts in versions, none of which is ever changed after it was passed."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids, voices
from yuanba.base.fields import choices
from yuanba.base.permits import Reach
from yuanba.charters import rules
from yuanba.councils.models import Procedure
from yuanba.people.models import Person
from yuanba.places.models import Place


class Charter(models.Model):
    """One text of a village, with its versions."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=choices(rules.Kind))
    title = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "title"], name="charter_title_once")
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """`short` is the rhyme (顺口溜) that is read aloud. In force from `since`, once filed."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="versions")
    n = models.IntegerField()
    text = models.CharField(max_length=rules.TEXT)
    short = models.CharField(max_length=rules.SHORT, blank=True)
    state = models.CharField(max_length=7, choices=choices(rules.State), default=rules.State.DRAFT)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey(Procedure, null=True, on_delete=models.PROTECT, related_name="+")
    adopted_on = models.DateField(null=True)
    since = models.DateField(null=True)
    filed_at = models.DateTimeField(null=True)
    filed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, blank=True)  # of the filing
    clause = models.CharField(max_length=120, blank=True)  # which law it breaks, says the township
    back_words = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charter", "n"], name="charter_version_once"),
            models.UniqueConstraint(
                fields=["charter"],
                condition=Q(state=rules.State.DRAFT),
                name="charter_one_draft",
            ),
            models.CheckConstraint(
                name="charter_in_force_was_passed",
                condition=Q(state=rules.State.DRAFT)
                | Q(procedure__isnull=False, adopted_on__isnull=False, since__isnull=False),
            ),
            models.CheckConstraint(
                name="charter_back_says_the_law",
                condition=~Q(state=rules.State.BACK) | (~Q(clause="") & ~Q(back_words="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.charter_id} {self.n}"

    @property
    def heard(self) -> "Recording | None":
        """The newest recording that was not taken down."""
        rows = [one for one in self.recordings.all() if one.ended_at is None]
        return max(rows, key=lambda one: one.at, default=None)

    @property
    def place_id(self) -> int:
        return self.charter.place_id

    @property
    def reach(self) -> Reach:
        return self.charter.place.reach


voices.KEPT_IN.append("charters.Recording")


class Recording(models.Model):
    """录音 of a version, as somebody of the village speaks it, with the words that are heard."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="recordings")
    name = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=4)  # the container: base.voices.TYPES
    digest = models.CharField(max_length=64)
    bytes = models.IntegerField()
    seconds = models.IntegerField(null=True)  # None: the recording does not say
    words = models.CharField(max_length=rules.HEARD)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)  # taken down
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name

    @property
    def place_id(self) -> int:
        return self.version.place_id

    @property
    def reach(self) -> Reach:
        return self.version.reach
