"""The shop: what it has, what was reserved and handed out, what two people counted."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from yuanba.base import clock, ids, photos
from yuanba.base.fields import Facts, choices
from yuanba.base.permits import Reach
from yuanba.people.models import Household, Person
from yuanba.places.models import Place
from yuanba.points.models.panel import Disagreement
from yuanba.points.rules.shop import Deal, Ware


class Shop(models.Model):
    """积分超市 of a village: where it is and when it is open. The newest row counts."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    where = models.CharField(max_length=60)
    days = Facts(default=list)  # seven, from Monday: "09:00-17:30", or "" for closed
    note = models.CharField(max_length=60, blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["place", "-id"], name="shop_hours")]

    def __str__(self) -> str:
        return self.where


class Item(models.Model):
    """货品, or a service (stock None: as often as it is asked for)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=choices(Ware), default=Ware.GOODS.value)
    points = models.IntegerField()
    unit = models.CharField(max_length=4, blank=True)  # 桶, 袋
    stock = models.IntegerField(null=True)
    note = models.CharField(max_length=60, blank=True)  # 周四服务日
    supplier = models.CharField(max_length=60, blank=True)
    offered = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="shop_item_once"),
            models.CheckConstraint(name="shop_price_above_nothing", condition=Q(points__gt=0)),
            models.CheckConstraint(
                name="shop_stock_not_below_nothing",
                condition=Q(stock__isnull=True) | Q(stock__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.name


photos.KEPT_IN.append("points.Shot")


class Shot(models.Model):
    """The picture of a thing in the shop; a new one takes its place."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="shot")
    name = models.CharField(max_length=32, unique=True)
    digest = models.CharField(max_length=64)
    width = models.IntegerField()
    height = models.IntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Redemption(models.Model):
    """兑换: reserved with a code of its own, handed out once, or given back."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    points = models.IntegerField()  # the price on the day of reserving
    state = models.CharField(max_length=8, choices=choices(Deal), default=Deal.RESERVED)
    code = models.CharField(max_length=4)
    reserved_at = models.DateTimeField()
    reserved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # put right after it was handed over, by a third person
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    undone_why = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="shop_undone_by_a_third",
                condition=Q(undone_by__isnull=True)
                | (
                    ~Q(undone_by=F("ended_by"))
                    & ~Q(undone_by=F("reserved_by"))
                    & ~Q(undone_why="")
                    & Q(undone_at__isnull=False)
                ),
            ),
            models.UniqueConstraint(
                fields=["place", "code"],
                condition=Q(state=Deal.RESERVED),
                name="shop_code_once_while_open",
            ),
            models.CheckConstraint(name="shop_deal_has_a_price", condition=Q(points__gt=0)),
            # The one who hands out is not the one who reserved (trust.md T6).
            models.CheckConstraint(
                name="shop_two_hands",
                condition=~Q(state=Deal.HANDED)
                | (Q(ended_by__isnull=False) & ~Q(ended_by=F("reserved_by"))),
            ),
        ]
        indexes = [
            models.Index(fields=["place", "state", "ended_at"], name="shop_day"),
            models.Index(fields=["household", "-id"], name="shop_of_home"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.state}"

    @property
    def last(self) -> date:
        """The last day on which it can be fetched."""
        return clock.day_of(self.until - timedelta(seconds=1))

    @property
    def reach(self) -> Reach:
        """Those who work there, and whoever lives in the household. One statement."""
        living = self.household.members.filter(until=None).values_list("person_id", flat=True)
        return self.household.place.reach | set(living)


class SlipDay(models.Model):
    """一天的纸券, entered at one go: what did not fit is named."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    handed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    done = models.IntegerField(default=0)
    left = Facts(default=list)  # [{"slip", "home": id, "item": id, "why": sentence}]
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="slips_entered_by_another", condition=~Q(handed_by=F("made_by"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.on}"


class Slip(models.Model):
    """纸券: printed with a number and two letters, used once, entered when there is signal again."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    n = models.IntegerField()
    sign = models.CharField(max_length=2)
    sheet = models.IntegerField()  # number of the first slip printed with it
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    deal = models.OneToOneField(
        Redemption, null=True, on_delete=models.PROTECT, related_name="slip"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "n"], name="slip_number_once")]
        indexes = [models.Index(fields=["place", "sheet"], name="slip_sheet")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.n:04}{self.sign}"


class Dispute(Disagreement):
    """我有不同意见 about something handed out: one open at a time, answered by somebody else."""

    deal = models.ForeignKey(Redemption, on_delete=models.PROTECT, related_name="disputes")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deal"], condition=Q(answered_at__isnull=True), name="dispute_one_open"
            ),
            models.CheckConstraint(
                name="dispute_answered_in_words_by_another",
                condition=Q(answered_at__isnull=True)
                | (
                    Q(upheld__isnull=False, answered_by__isnull=False)
                    & ~Q(answer="")
                    & ~Q(answered_by=F("person"))
                ),
            ),
        ]


class Stocktake(models.Model):
    """盘点: two people count by themselves; only the same number counts."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="stocktakes")
    expected = models.IntegerField()  # in the register when the first counted
    counted = models.IntegerField()
    why = models.CharField(max_length=200)
    first_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    second_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    second_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(second_at__isnull=True),
                name="shop_one_count_at_a_time",
            ),
            models.CheckConstraint(
                name="shop_counted_by_two",
                condition=Q(second_by__isnull=True) | ~Q(second_by=F("first_by")),
            ),
            models.CheckConstraint(name="shop_counts_things", condition=Q(counted__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.counted}"

    @property
    def place_id(self) -> int:
        return self.item.place_id
