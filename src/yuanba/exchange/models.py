"""Tables on their way in and out, and how columns were read before."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import Facts
from yuanba.exchange.rules import OutKind, OutState, TableState, What
from yuanba.matters.models import Matter
from yuanba.people.models import Post
from yuanba.places.models import Place


class TableIn(models.Model):
    """A table somebody brought (导入单): from the file to the receipt. The file itself lies in a folder
    under a random name and is taken away after seven days."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    brought_at = models.DateTimeField()
    language = models.CharField(max_length=8)  # in which its report is written
    name = models.CharField(max_length=120)  # what its owner calls the file
    token = models.CharField(max_length=32, unique=True)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=[(s, s) for s in TableState])
    what = models.CharField(
        max_length=10, choices=[(w, w) for w in What], default=What.MATTERS, db_default=What.MATTERS
    )
    # how it is read
    mapping = models.CharField(max_length=40, blank=True, default="")
    kind = models.CharField(max_length=8, blank=True, default="")  # "", reported, closed
    headings = Facts(default=list)
    samples = Facts(default=list)
    digest = models.CharField(max_length=64, blank=True, default="")  # of the headings
    columns = Facts(default=dict)  # heading → what it is
    remembered = models.BooleanField(default=False)  # the columns were known from before
    trouble = models.CharField(max_length=300, blank=True, default="")
    # what was found, and what was written
    rows = models.IntegerField(default=0)
    lines = models.IntegerField(default=0)  # rows that can be read
    ready = models.IntegerField(default=0)  # new ones among them
    told = models.IntegerField(default=0)  # of these, still to be worked on here
    unchanged = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    made_places = Facts(default=dict)
    sums = Facts(default=dict)  # of a table of points: its own sum, and how many households
    done = models.IntegerField(default=0)  # lines behind us
    made = models.IntegerField(default=0)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["place", "-id"], name="table_in_place")]
        constraints = [
            models.CheckConstraint(
                name="table_in_written_by_agreement",
                condition=Q(made=0) | (Q(agreed_by__isnull=False) & Q(agreed_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class Layout(models.Model):
    """How the columns of such a table were read the last time, in this place."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    mapping = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, blank=True, default="")
    columns = Facts(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "digest"], name="layout_once")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.mapping}"


class TableOut(models.Model):
    """A file for somebody to fetch (导出单): asked for, written by a job, fetched within a day. With
    contacts in it another person agreed first."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    kind = models.CharField(max_length=8, choices=[(k, k) for k in OutKind])
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")  # whose view it is
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    language = models.CharField(max_length=8)
    filters = Facts(default=dict)
    reason = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=8, choices=[(s, s) for s in OutState])
    rows = models.IntegerField()  # as counted when asked; as written when ready
    done = models.IntegerField(default=0)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=200, blank=True, default="")  # why not
    token = models.CharField(max_length=32, unique=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    ready_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_by", "-id"], name="table_out_mine"),
            models.Index(
                fields=["place", "id"],
                name="table_out_asked",
                condition=Q(state=OutState.ASKED),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="contacts_leave_by_two_persons",
                condition=~Q(kind=OutKind.CONTACTS)
                | Q(state__in=[OutState.ASKED, OutState.DENIED])
                | (Q(agreed_by__isnull=False) & ~Q(agreed_by=models.F("asked_by")) & ~Q(reason="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Answered(models.Model):
    """An answer that went back to the hotline, and in which file. An answer given anew goes again."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    table = models.ForeignKey(TableOut, on_delete=models.PROTECT, related_name="answers")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    replied_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "replied_at"], name="answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.table_id} {self.matter_id}"
