"""What is kept: books, accounts, entries, postings. The database itself refuses what does not add up
(migrations/0001: triggers): postings come first, the entry that closes them last and only if they
sum to nothing; after that neither can be added to, changed or deleted. Balances follow postings.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.books.rules import MOST, WORDS, AccountKind, Unit
from yuanba.people.models import Household
from yuanba.places.models import Place


class Book(models.Model):
    """账簿: of one place and one unit. Its row is locked while something is entered."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=8, choices=choices(Unit))
    seq = models.BigIntegerField(default=0)  # the number of its last entry
    sound = models.BooleanField(default=True)  # False: nothing is entered until it adds up again
    checked_at = models.DateTimeField(null=True)
    faults = models.IntegerField(default=0)  # found at the last check

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "unit"], name="book_once")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.unit}"


class Account(models.Model):
    """户头. The balance is the sum of its postings; a trigger keeps it, nobody types it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="accounts")
    kind = models.CharField(max_length=12, choices=choices(AccountKind))
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(max_length=60, blank=True, default="")
    floor = models.BigIntegerField(null=True)  # no lower than this; null: no floor
    balance = models.BigIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "household", "kind"],
                condition=Q(household__isnull=False),
                name="account_once_a_household",
            ),
            models.UniqueConstraint(
                fields=["book", "kind", "name"],
                condition=Q(household__isnull=True),
                name="account_once_a_name",
            ),
            models.CheckConstraint(
                condition=Q(floor__isnull=True) | Q(balance__gte=F("floor")),
                name="account_not_below_its_floor",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AccountKind.HOUSEHOLD.value) | Q(household__isnull=False),
                name="account_of_a_household_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.household_id or self.name}"


class Entry(models.Model):
    """一笔账: numbered without gaps in its book; never changed."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="entries")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=40)  # which act entered it: points.award …
    why = models.CharField(max_length=WORDS)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    second = models.ForeignKey(  # who agreed, where two are wanted
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    source_kind = models.CharField(max_length=60, blank=True, default="")
    source_id = models.BigIntegerField(null=True)
    reverses = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="reversals", null=True, db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "seq"], name="entry_once_a_number"),
            # partial: an index of nearly nothing but NULL would make SQLite read the whole table
            models.UniqueConstraint(
                fields=["reverses"], condition=Q(reverses__isnull=False), name="entry_reversed_once"
            ),
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(second=F("actor")),
                name="entry_second_is_another",
            ),
        ]
        indexes = [models.Index(fields=["source_id"], name="entry_source")]

    def __str__(self) -> str:
        return f"{self.book_id} {self.seq}"


class Posting(models.Model):
    """One line of an entry."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="postings", db_index=False
    )
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "account"], name="posting_once_an_account"),
            models.CheckConstraint(
                condition=Q(amount__gte=-MOST, amount__lte=MOST) & ~Q(amount=0),
                name="posting_moves_something",
            ),
        ]
        indexes = [models.Index(fields=["account", "id"], name="posting_account")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.amount:+d}"
