"""What is kept about messages: every word sent to a person, and whether it left the house."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import Sealed
from yuanba.base.language import LANGUAGES
from yuanba.base.permits import Reach
from yuanba.matters.models import Matter
from yuanba.notices.rules import OPEN, Channel, Kind, State, VisitState

STILL_OPEN = Q(state__in=sorted(OPEN))


class Message(models.Model):
    """One message to one person (告知): made with what it is about, sent outside the transaction."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="messages")
    record_id = models.BigIntegerField(null=True)  # what it tells about; none for a sign-in code
    kind = models.CharField(max_length=9, choices=[(k, k) for k in Kind])
    county_id = models.BigIntegerField(null=True)
    township_id = models.BigIntegerField(null=True)
    village_id = models.BigIntegerField(null=True)
    # Whose inbox it is, where it is about no matter of his own (staff); and the page it speaks of.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="inbox"
    )
    link = models.CharField(max_length=120, blank=True, default="")
    channel = models.CharField(max_length=5, choices=[(c, c) for c in Channel])
    to_name = Sealed(blank=True, default="")  # as in the contact: sealed on the disk
    to_phone = Sealed(blank=True, default="")
    text = models.CharField(max_length=600)
    state = models.CharField(max_length=8, choices=[(s, s) for s in State])
    tries = models.IntegerField(default=0)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)  # when it left, or was said or handed over

    class Meta:
        constraints = [
            # A job that runs twice makes one message.
            models.UniqueConstraint(
                fields=["record_id", "kind"],
                condition=Q(person__isnull=True),
                name="message_once_per_record",
            ),
            models.UniqueConstraint(
                fields=["record_id", "person"],
                condition=Q(person__isnull=False),
                name="message_once_per_person",
            ),
            models.CheckConstraint(
                name="message_of_a_matter_has_its_record",
                condition=Q(matter__isnull=True) | Q(record_id__isnull=False),
            ),
            models.CheckConstraint(
                name="message_done_has_a_time",
                condition=STILL_OPEN | Q(state=State.REPLACED) | Q(sent_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "-id"], name="message_inbox", condition=Q(person__isnull=False)
            ),
            *(
                models.Index(
                    fields=[f"{s}_id", "id"], name=f"message_open_{s}", condition=STILL_OPEN
                )
                for s in ("county", "township", "village")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def place_id(self) -> int | None:
        return self.village_id

    @property
    def reach(self) -> Reach:
        """The places whose posts reach this message."""
        over = (self.county_id, self.township_id, self.village_id)
        return frozenset(i for i in over if i is not None)


class Preference(models.Model):
    """How a signed-in person wants to be written to (R14), and how far he has read."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="preference",
    )
    language = models.CharField(  # empty: none chosen
        max_length=8, choices=[(x, x) for x in LANGUAGES], blank=True, default=""
    )
    seen = models.BigIntegerField(default=0, db_default=0)  # the newest message he has read
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="seen_has_a_time", condition=Q(seen=0) | Q(seen_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"preference of {self.person_id}"


class Visit(models.Model):
    """上门任务: somebody whom no message reaches is told at the door, and asked."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="visit")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="visits")
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    village_id = models.BigIntegerField()
    grid_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=[(s, s) for s in VisitState])
    tries = models.IntegerField(default=0)  # how often somebody went there
    said = models.CharField(max_length=500, blank=True)  # what the person said
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(state=VisitState.WAITING),
                name="visit_waits_once_per_matter",
            ),
            models.CheckConstraint(
                name="visit_done_by_somebody",
                condition=~Q(state=VisitState.DONE)
                | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]
        indexes = [
            *(
                models.Index(
                    fields=[f"{s}_id", "id"],
                    name=f"visit_waits_{s}",
                    condition=Q(state=VisitState.WAITING),
                )
                for s in ("county", "township", "village", "grid")
            ),
        ]

    def __str__(self) -> str:
        return f"visit {self.id}"

    @property
    def place_id(self) -> int:
        return self.grid_id or self.village_id

    @property
    def reach(self) -> Reach:
        """The places whose posts reach this visit."""
        over = (self.county_id, self.township_id, self.village_id, self.grid_id)
        return frozenset(i for i in over if i is not None)
