"""Notes of neighbours: a need or an offer, and who took it on. Cleared a month after they end."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import Sealed, choices
from yuanba.base.permits import Reach
from yuanba.neighbours import rules
from yuanba.people.models import Person
from yuanba.places.models import Place


class Favour(models.Model):
    """One note (互助条). Name and telephone are sealed; only who lives there or helps there reads it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=choices(rules.Kind))
    text = models.CharField(max_length=rules.TEXT)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = Sealed()
    phone = Sealed()
    show_phone = models.BooleanField(default=False)  # neighbours who signed in may read it
    put_at = models.DateTimeField()
    until = models.DateField()  # the first day on which it no longer hangs
    state = models.CharField(max_length=7, choices=choices(rules.State), default=rules.State.OPEN)
    ended_on = models.DateField(null=True)
    thanks = models.CharField(max_length=rules.THANKS, blank=True, default="")
    why = models.CharField(max_length=rules.WHY, blank=True, default="")  # taken down by the desk
    # who took it on
    helper = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    helper_name = Sealed(default="")
    helper_phone = Sealed(default="")
    matched_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["place", "until"], name="favour_open", condition=Q(state=rules.State.OPEN)
            ),
            models.Index(fields=["ended_on"], name="favour_over"),
        ]
        constraints = [
            models.CheckConstraint(
                name="favour_matched_with_somebody",
                condition=~Q(state__in=[rules.State.MATCHED, rules.State.DONE])
                | Q(matched_at__isnull=False),
            ),
            models.CheckConstraint(
                name="favour_over_has_its_day",
                condition=Q(state__in=[rules.State.DONE, rules.State.DOWN])
                ^ Q(ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.place_id}"

    @property
    def reach(self) -> Reach:
        """Its place and those above it, and the two it is between."""
        two = {pk for pk in (self.person_id, self.helper_id) if pk is not None}
        return self.place.reach | frozenset(two)
