"""The matter itself, and the numbers given out."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.base.permits import Reach
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.matters.rules import (
    OVER,
    WAITING_STATES,
    WORKING,
    Channel,
    EndedIn,
    Hardship,
    Level,
    Method,
    Outcome,
    Refusal,
    Settling,
    State,
)
from yuanba.people.models import Person, Unit
from yuanba.places.models import Place
from yuanba.places.rules import Unit as LimitUnit

OPEN = ~Q(state__in=sorted(OVER))
SORTED = ~Q(state__in=sorted({*WAITING_STATES, State.REFUSED, State.MERGED}))
SCOPES = ("county", "township", "village", "grid", "unit")


def _indexes(scope: str) -> list[models.Index]:
    """What every scope needs to be answered at once, however many matters are stored: open ones by
    time left, also within one state; those that wait for a decision; the register, newest first."""
    column = "unit" if scope == "unit" else f"{scope}_id"
    asked, extend = Q(reopen_asked_at__isnull=False), Q(extension_by__isnull=False)
    by_time = ["due_at", "id"]
    return [
        models.Index(fields=[column, *by_time], name=f"matter_open_{scope}", condition=OPEN),
        models.Index(
            fields=[column, "state", *by_time], name=f"matter_state_{scope}", condition=OPEN
        ),
        models.Index(fields=[column, *by_time], name=f"matter_again_{scope}", condition=asked),
        models.Index(fields=[column, *by_time], name=f"matter_extend_{scope}", condition=extend),
        models.Index(fields=[column, "-reported_at", "-id"], name=f"matter_reg_{scope}"),
    ]


class Matter(models.Model):
    """One thing somebody asks for (事项), from the first word to the struck-off, published row."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    version = models.IntegerField(db_default=1, default=1)
    # where: the place itself, and the ids above it as plain columns (a scope is an equality)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    village_id = models.BigIntegerField()
    grid_id = models.BigIntegerField(null=True)
    spot = models.CharField(max_length=120, blank=True, db_default="", default="")
    # its number: gapless per register and year. The register is the village where it was told; it
    # stays when villages merge and village_id moves on. What is about officials when it is told
    # stands in the register of who hears it, so that no hole in the village's row gives it away.
    register_id = models.BigIntegerField()
    year = models.IntegerField()
    seq = models.IntegerField()
    number = models.CharField(max_length=40)
    # what was told, by whom, how
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=2000)
    channel = models.CharField(max_length=8, choices=choices(Channel))
    nature = models.CharField(max_length=12, blank=True, db_default="", default="")
    outside_number = models.CharField(max_length=60, blank=True, db_default="", default="")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="reported"
    )
    recorder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reported_at = models.DateTimeField()
    happened_on = models.DateField(null=True)
    # where it stands
    state = models.CharField(max_length=9, choices=choices(State), default=State.REPORTED)
    level = models.CharField(
        max_length=8, choices=choices(Level), db_default=Level.VILLAGE, default=Level.VILLAGE
    )
    lane = models.CharField(
        max_length=10, choices=choices(Lane), blank=True, db_default="", default=""
    )
    # which lane the reporter chose by the chart (duties/chart.py); whoever sorts may correct it
    chosen_lane = models.CharField(
        max_length=10, choices=choices(Lane), blank=True, db_default="", default=""
    )
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    restricted = models.BooleanField(db_default=False, default=False)
    # about an official, a unit or a neighbour: who sees it is asked of matters.sight
    concerned = models.BooleanField(db_default=False, default=False)
    reason = models.CharField(max_length=300, blank=True, db_default="", default="")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="owned")
    supervisor = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(
        max_length=8, choices=choices(Method), blank=True, db_default="", default=""
    )
    # the clock
    clock_at = models.DateTimeField()
    amount = models.IntegerField()
    limit_unit = models.CharField(max_length=9, choices=choices(LimitUnit))
    extra_days = models.IntegerField(db_default=0, default=0)  # granted extension, natural days
    due_at = models.DateTimeField()
    provisional = models.BooleanField(db_default=False, default=False)
    extension_days = models.IntegerField(db_default=0, default=0)  # asked for, not yet decided
    extension_reason = models.CharField(max_length=300, blank=True, db_default="", default="")
    extension_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # The clock stands, or leave to let it stand was asked for; the pauses themselves: models/waits.py.
    pause_since = models.DateTimeField(null=True)
    paused_until = models.DateField(null=True)  # it stands until 0:00 of that day; None: only asked
    pause_ground = models.CharField(max_length=12, blank=True, db_default="", default="")
    pause_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # It was sent back, and whose it is has been open since then (models/settling.py).
    settling = models.CharField(
        max_length=8, choices=choices(Settling), blank=True, db_default="", default=""
    )
    settling_since = models.DateTimeField(null=True)
    unit_fixed = models.BooleanField(
        db_default=False, default=False
    )  # decided in the last instance
    # How many rows of models/waits.py hang on it: nought means that nobody has to look there.
    sides = models.IntegerField(db_default=0, default=0)
    # what came of it
    accepted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    late = models.BooleanField(null=True)  # finished after its limit; None while open
    finished_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(
        max_length=9, choices=choices(Outcome), blank=True, db_default="", default=""
    )
    # the level that brought it to its end; empty while open, and where nobody here saw it end
    ended_in = models.CharField(
        max_length=8, choices=choices(EndedIn), blank=True, db_default="", default=""
    )
    result = models.CharField(max_length=2000, blank=True, db_default="", default="")
    guidance = models.CharField(max_length=2000, blank=True, db_default="", default="")
    review_on = models.DateField(null=True)
    referred_to = models.CharField(max_length=120, blank=True, db_default="", default="")
    refusal = models.CharField(
        max_length=9, choices=choices(Refusal), blank=True, db_default="", default=""
    )
    replied_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=2000, blank=True, db_default="", default="")
    reply_how = models.CharField(max_length=20, blank=True, db_default="", default="")
    attempts = models.IntegerField(db_default=0, default=0)
    evaluated_at = models.DateTimeField(null=True)
    solved = models.BooleanField(null=True)
    satisfied = models.BooleanField(null=True)
    rated_by = models.CharField(max_length=8, blank=True, db_default="", default="")
    hardship = models.CharField(
        max_length=5, choices=choices(Hardship), blank=True, db_default="", default=""
    )
    reopen_asked_at = models.DateTimeField(null=True)
    reopen_reason = models.CharField(max_length=300, blank=True, db_default="", default="")
    disputed = models.BooleanField(
        db_default=False, default=False
    )  # reopening denied, person disagrees
    reopened = models.IntegerField(db_default=0, default=0)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed = models.BooleanField(null=True)
    evidence = models.CharField(max_length=500, blank=True, db_default="", default="")
    # how often its link was taken back: the links and codes given out before open nothing (follow.py)
    links = models.SmallIntegerField(db_default=0, default=0)

    class Meta:
        indexes = [
            *(index for scope in SCOPES for index in _indexes(scope)),
            models.Index(fields=["number"], name="matter_number"),
            models.Index(
                fields=["outside_number"], name="matter_outside", condition=~Q(outside_number="")
            ),
            # few at any time, so one small index serves every scope
            models.Index(
                fields=["due_at", "id"],
                name="matter_paused",
                condition=Q(pause_since__isnull=False),
            ),
            models.Index(
                fields=["due_at", "id"],
                name="matter_waiting",
                condition=Q(review_on__isnull=False),
            ),
            models.Index(
                fields=["due_at", "id"],
                name="matter_settling",
                condition=Q(settling_since__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["register_id", "year", "seq"], name="matter_number_once"
            ),
            models.CheckConstraint(name="matter_seq_from_one", condition=Q(seq__gte=1)),
            models.CheckConstraint(
                name="matter_sorted_has_lane_category_unit_reason",
                condition=~SORTED
                | (
                    ~Q(lane="")
                    & Q(category__isnull=False)
                    & Q(unit__isnull=False)
                    & ~Q(reason="")
                    & Q(accepted_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="matter_owner_is_not_supervisor",
                condition=Q(owner__isnull=True)
                | Q(supervisor__isnull=True)
                | ~Q(owner=F("supervisor")),
            ),
            models.CheckConstraint(
                name="matter_refused_says_why",
                condition=~Q(state=State.REFUSED) | (~Q(refusal="") & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="matter_paused_only_while_it_runs",
                condition=Q(pause_since__isnull=True, paused_until__isnull=True)
                | (
                    Q(pause_since__isnull=False, pause_by__isnull=False)
                    & ~Q(pause_ground="")
                    & Q(state__in=sorted(WAITING_STATES | WORKING))
                ),
            ),
            models.CheckConstraint(
                name="matter_settling_since_when",
                condition=Q(settling="", settling_since__isnull=True)
                | (~Q(settling="") & Q(settling_since__isnull=False)),
            ),
            models.CheckConstraint(
                name="matter_replied_has_an_ending",
                condition=~Q(
                    state__in=[State.FINISHED, State.REPLIED, State.EVALUATED, State.CLOSED]
                )
                | (~Q(outcome="") & (Q(finished_at__isnull=False) | Q(channel=Channel.IMPORT))),
            ),
            models.CheckConstraint(
                name="matter_evaluated_by_somebody",
                condition=Q(solved__isnull=True) | ~Q(rated_by=""),
            ),
            models.CheckConstraint(
                name="matter_closed_is_confirmed_or_tried",
                condition=~Q(state=State.CLOSED)
                | (
                    Q(closed_at__isnull=False)
                    & ~Q(evidence="")
                    & (
                        Q(confirmed=True, solved=True)
                        | Q(confirmed=False, solved__isnull=True, attempts__gte=2)
                        | Q(confirmed=False, solved=False, disputed=True)
                        # closed in another system before it came to us: nobody asked, counted apart
                        | Q(confirmed__isnull=True, solved__isnull=True, channel=Channel.IMPORT)
                    )
                ),
            ),
            models.CheckConstraint(
                name="matter_personal_closed_with_guidance_and_check",
                condition=~Q(state=State.CLOSED, lane=Lane.PERSONAL)
                | (~Q(guidance="") & ~Q(hardship="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def reach(self) -> Reach:
        """The ids whose posts reach this matter: its places, its unit, itself, its reporter."""
        over = (
            self.county_id,
            self.township_id,
            self.village_id,
            self.grid_id,
            self.place_id,
            self.unit_id,
            self.pk,
            self.reporter_id,
        )
        return frozenset(i for i in over if i is not None)


class Register(models.Model):
    """The last number given out in one village and year (台账编号)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    register_id = models.BigIntegerField()
    year = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register_id", "year"], name="register_once")
        ]

    def __str__(self) -> str:
        return f"{self.register_id} {self.year}: {self.last}"
