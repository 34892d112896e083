"""Entering and taking back: what is refused kindly, and what the database refuses whoever writes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.world import THURSDAY, World
from yuanba.base.errors import Refused
from yuanba.books import queries, store
from yuanba.books.models import Account, Book, Entry, Posting
from yuanba.books.rules import MOST, AccountKind, Known, Line, Unit, enter
from yuanba.books.tests.ground import Ledger

KNOWN = {1: Known(9, 10, 0), 2: Known(9, 0, None), 3: Known(8, 0, None), 4: Known(9, 5, 0, True)}


@pytest.fixture
def ledger(world: World) -> Ledger:
    return Ledger(world)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([(1, -10), (2, 10)], ""),
        ([(1, -11), (2, 11)], "not_enough"),
        ([(1, -1), (2, 2)], "unbalanced"),
        ([(1, 0), (2, 0)], "nothing"),
        ([(1, -1), (1, 1)], "two_sides"),
        ([(2, 5)], "two_sides"),
        ([], "two_sides"),
        ([(2, -1), (3, 1)], "other_book"),
        ([(2, -1), (7, 1)], "other_book"),
        ([(4, -1), (2, 1)], "closed"),
        ([(2, -MOST - 1), (1, MOST + 1)], "too_much"),
        ([(2, -(10**18)), (1, 10**18)], "too_much"),
        ([(2, -MOST), (1, MOST)], ""),
        ([(1, -4), (2, 1), (2, 3)], "two_sides"),
    ],
)
def test_what_may_be_entered(lines: list[tuple[int, int]], code: str):
    said = [Line(a, n) for a, n in lines]
    if not code:
        assert enter(said, KNOWN, book_id=9, why=" 帮工 ") == "帮工"
        return
    with pytest.raises(Refused) as no:
        enter(said, KNOWN, book_id=9, why="帮工")
    assert no.value.code == code


@pytest.mark.parametrize("why", ["", "  ", "长" * 201])
def test_every_entry_has_a_reason(why: str):
    with pytest.raises(Refused, match="why"):
        enter([Line(1, -1), Line(2, 1)], KNOWN, book_id=9, why=why)


def test_points_come_and_go_and_the_book_counts(ledger: Ledger):
    first = ledger.award(0, 5, why="院坝干净")
    second = ledger.move(ledger.homes[0], ledger.spent, 3, why="换肥皂")
    assert (first.seq, second.seq) == (1, 2)
    assert queries.balance(ledger.homes[0].pk) == 2
    assert queries.sums(ledger.book.pk) == {
        AccountKind.ISSUE: -5, AccountKind.HELD: 2, AccountKind.REDEEMED: 3,
    }  # fmt: skip
    told = queries.lines(ledger.homes[0].pk)
    assert [(t.posting.amount, t.after) for t in told] == [(-3, 2), (5, 5)]
    (older,) = queries.lines(ledger.homes[0].pk, before=told[0].posting.pk)
    assert (older.posting.amount, older.after) == (5, 5)
    assert queries.faults(ledger.book.pk) == []


def test_a_refusal_says_what_there_is_and_leaves_no_number_behind(ledger: Ledger):
    ledger.award(0, 5)
    with pytest.raises(Refused) as no, transaction.atomic():
        ledger.move(ledger.homes[0], ledger.spent, 6)
    assert str(no.value.message) == "不够：只有 5。"
    assert ledger.award(0, 1).seq == 2


def test_a_mistake_is_taken_back_once_by_its_opposite(ledger: Ledger):
    entry = ledger.award(0, 5)
    back = ledger.back(entry)
    assert back.reverses == entry
    assert queries.balance(ledger.homes[0].pk) == 0
    with pytest.raises(Refused, match="reversed"):
        ledger.back(entry)


def test_what_is_spent_cannot_be_taken_back(ledger: Ledger):
    entry = ledger.award(0, 5)
    ledger.move(ledger.homes[0], ledger.spent, 1)
    with pytest.raises(Refused, match="not_enough"):
        ledger.back(entry)


def test_first_in_is_first_out_and_what_was_taken_back_never_came(ledger: Ledger):
    later = THURSDAY + timedelta(days=30)
    ledger.award(0, 5)
    wrong = ledger.award(0, 100)
    ledger.back(wrong)
    ledger.award(0, 7, at=later)
    held = ledger.move(ledger.homes[0], ledger.spent, 2, at=later)
    home = ledger.homes[0].pk
    assert queries.fifo(home, until=THURSDAY) == 3
    assert queries.fifo(home, until=later) == 10
    ledger.back(held)
    assert queries.fifo(home, until=THURSDAY) == 5
    ledger.move(ledger.homes[0], ledger.spent, 6, at=later)
    assert queries.fifo(home, until=THURSDAY) == 0


def test_books_of_two_places_do_not_mix(ledger: Ledger, world: World):
    other = store.book_of(place_id=world.elsewhere.pk, unit=Unit.POINTS)
    theirs = store.account(other, AccountKind.ISSUE)
    with pytest.raises(Refused, match="other_book"):
        ledger.move(theirs, ledger.homes[0], 1)
    assert store.book_of(place_id=world.village.pk, unit=Unit.FEN) != ledger.book


# ---- whoever writes, past all our code: the database itself

HARM = {
    "an entry that does not add up": [(1, 5), (2, -4)],
    "an entry of one side": [(1, 5)],
    "an entry of nothing": [],
}


def by_hand(ledger: Ledger, seq: int, postings: list[tuple[Account, int]]) -> None:
    """An entry written past the store."""
    entry = Entry(book=ledger.book, seq=seq, kind="x", why="x", at=THURSDAY)
    for account, amount in postings:
        Posting.objects.create(entry_id=entry.pk, account=account, amount=amount)
    entry.save(force_insert=True)


@pytest.mark.parametrize("name", HARM)
def test_the_database_closes_no_entry_that_does_not_add_up(ledger: Ledger, name: str):
    accounts = {1: ledger.homes[0], 2: ledger.issue}
    Book.objects.filter(pk=ledger.book.pk).update(seq=1)
    with pytest.raises(IntegrityError, match="add up"), transaction.atomic():
        by_hand(ledger, 1, [(accounts[n], amount) for n, amount in HARM[name]])


def test_the_database_adds_nothing_to_a_closed_entry(ledger: Ledger):
    entry = ledger.award(0, 5)
    with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
        Posting.objects.create(entry=entry, account=ledger.spent, amount=1)


def test_the_database_keeps_the_numbers_without_gaps(ledger: Ledger):
    with pytest.raises(IntegrityError, match="gaps"), transaction.atomic():
        by_hand(ledger, 7, [(ledger.issue, -1), (ledger.spent, 1)])


def test_the_database_lets_no_account_fall_below_its_floor(ledger: Ledger):
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(entry_id=1, account=ledger.homes[0], amount=-1)


def test_a_false_reversal_is_refused_by_the_database(ledger: Ledger):
    entry = ledger.award(0, 5)
    with pytest.raises(IntegrityError, match="opposite"), transaction.atomic():
        ledger.move(ledger.homes[0], ledger.issue, 4, reverses=entry)


@pytest.mark.parametrize("table", ["books_entry", "books_posting"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_nothing_is_changed_or_deleted(ledger: Ledger, table: str, change: str):
    ledger.award(0, 5)
    with (
        pytest.raises(Exception, match="add-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(table))


def test_an_entry_costs_a_known_number_of_statements(ledger: Ledger, django_assert_num_queries):
    ledger.award(0, 5)
    with django_assert_num_queries(4):
        ledger.award(0, 5)
    assert Account.objects.get(pk=ledger.homes[0].pk).balance == 10
