"""抽查: the share, each week's draw, and who was drawn."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.base.permits import Reach
from yuanba.matters.models.matter import Matter
from yuanba.matters.rules.sampling import STILL, Answer
from yuanba.places.models import Place

TO_ASK = Q(state__in=sorted(STILL))


class Share(models.Model):
    """How many of a thousand closed matters a county asks about again, from a day on, and by what."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    per_mille = models.IntegerField()
    source = models.CharField(max_length=200)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "since"], name="share_once_a_day"),
            models.CheckConstraint(
                name="share_is_some_of_all", condition=Q(per_mille__gte=1, per_mille__lte=1000)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.per_mille}/1000 {self.since}"


class Draw(models.Model):
    """One county's draw for one week (抽签). The salt is published with the draw, its hash before."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    salt = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    per_mille = models.IntegerField(null=True)
    source = models.CharField(max_length=200, blank=True, default="")
    closed = models.IntegerField(null=True)  # how many were in the list
    wanted = models.IntegerField(null=True)  # how many were to be drawn
    seed = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "first"], name="draw_once_a_week"),
            models.CheckConstraint(
                name="draw_week_has_seven_days", condition=Q(last__gt=F("first"))
            ),
            models.CheckConstraint(
                name="draw_done_says_how",
                condition=Q(drawn_at__isnull=True)
                | (Q(closed__isnull=False) & Q(per_mille__isnull=False) & ~Q(seed="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county_id} {self.first}"

    @property
    def place_id(self) -> int:
        return self.county_id


class Drawn(models.Model):
    """A closed matter in the draw: asked about, or left out with the reason."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="rows")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    village_id = models.BigIntegerField()
    rank = models.IntegerField()  # its place in the order of the lots, from 1
    state = models.CharField(max_length=9, choices=choices(Answer), default=Answer.WAITING)
    why = models.CharField(max_length=300, blank=True, default="")
    tries = models.IntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "matter"], name="drawn_once"),
            models.UniqueConstraint(fields=["draw", "rank"], name="drawn_in_order"),
            models.CheckConstraint(
                name="drawn_answer_has_an_asker",
                condition=Q(state__in=[Answer.WAITING, Answer.SKIPPED])
                | (Q(asked_at__isnull=False) & Q(asked_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="drawn_no_says_why",
                condition=Q(state__in=[Answer.WAITING, Answer.SOLVED]) | ~Q(why=""),
            ),
        ]
        indexes = [
            *(
                models.Index(fields=[f"{s}_id", "id"], name=f"drawn_to_ask_{s}", condition=TO_ASK)
                for s in ("county", "township", "village")
            ),
            models.Index(fields=["township_id", "-id"], name="drawn_township"),
            models.Index(fields=["village_id", "-id"], name="drawn_village"),
            models.Index(fields=["county_id", "-id"], name="drawn_county"),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.rank}"

    @property
    def reach(self) -> Reach:
        return frozenset({self.county_id, self.township_id, self.village_id})
