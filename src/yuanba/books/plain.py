"""A book as plain text that accounting programs read: hledger and ledger (`journal`), beancount.

Accounts are named by kind and id, never by person: whoever checks the sums learns no names.
"""

from collections.abc import Iterator

from yuanba.base import clock
from yuanba.books.models import Book, Entry
from yuanba.books.rules import AccountKind, Unit

FORMATS = ("journal", "beancount")
# Where each kind stands in the programs' five classes.
CLASSES: dict[AccountKind, str] = {
    AccountKind.HOUSEHOLD: "Liabilities:Household",
    AccountKind.HELD: "Liabilities:Held",
    AccountKind.ISSUE: "Expenses:Issued",
    AccountKind.REDEEMED: "Income:Redeemed",
    AccountKind.EXPIRED: "Income:Expired",
    AccountKind.OPENING: "Equity:Opening",
}
COMMODITIES: dict[Unit, str] = {Unit.POINTS: "POINTS", Unit.FEN: "FEN"}
STEP = 2000  # entries read at once


def write(book: Book, form: str) -> Iterator[str]:
    """The lines of the file, entry by entry in the order of their numbers, then what each account
    must hold (an assertion both kinds of program check).

    Signs are turned: a household's points are owed to it, and these programs write what is owed
    below zero.
    """
    accounts = list(book.accounts.order_by("pk"))
    named = {a.pk: f"{CLASSES[AccountKind(a.kind)]}:A{a.pk}" for a in accounts}
    unit = COMMODITIES[Unit(book.unit)]
    beans = form == "beancount"
    if beans:
        first = Entry.objects.filter(book=book).order_by("seq").first()
        day = clock.day_of(first.at) if first else clock.day_of(clock.now())
        for name in named.values():
            yield f"{day:%Y-%m-%d} open {name} {unit}\n"
    last = None
    for entry in _entries(book):
        day = clock.day_of(entry.at)
        last = max(last or day, day)
        why = entry.why.replace('"', "'").replace(";", "；").replace("\n", " ")
        head = (
            f'{day:%Y-%m-%d} * "{entry.seq} {why}"'
            if beans
            else f"{day:%Y-%m-%d} ({entry.seq}) {why}"
        )
        yield f"\n{head}\n"
        for posting in entry.postings.all():
            yield f"    {named[posting.account_id]}  {-posting.amount} {unit}\n"
    if last is None:
        return
    if beans:
        from datetime import timedelta

        yield "\n"
        for account in accounts:  # a balance in beancount holds at the beginning of its day
            yield f"{last + timedelta(days=1):%Y-%m-%d} balance {named[account.pk]} {-account.balance} {unit}\n"
    else:
        yield f"\n{last:%Y-%m-%d} balances\n"
        for account in accounts:
            yield f"    {named[account.pk]}  0 {unit} = {-account.balance} {unit}\n"


def _entries(book: Book) -> Iterator[Entry]:
    """In order, a few thousand at a time."""
    after = 0
    while True:
        found = Entry.objects.filter(book=book, seq__gt=after).prefetch_related("postings")
        some = list(found.order_by("seq")[:STEP])
        if not some:
            return
        yield from some
        after = some[-1].seq
