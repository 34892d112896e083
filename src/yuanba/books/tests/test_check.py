"""Adding up: what somebody changed past the program is found, stops the book and is said to people."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.books import acts, jobs, queries
from yuanba.books.models import Account, Book, Entry
from yuanba.books.tests.ground import Ledger


@pytest.fixture
def ledger(world: World) -> Ledger:
    ledger = Ledger(world)
    ledger.award(0, 5)
    ledger.award(1, 7)
    ledger.back(ledger.award(1, 9))
    ledger.move(ledger.homes[0], ledger.spent, 2)
    return ledger


def past_the_guards(sql: str) -> None:
    """What somebody with the database's own tools can do: the triggers are off while he does it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(sql)
            cursor.execute("SET LOCAL session_replication_role = origin")
            return
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'books_%%'"
        )
        guards = cursor.fetchall()
        for name, _sql in guards:
            cursor.execute(f"DROP TRIGGER {name}")  # names of our own
        cursor.execute(sql)
        for _name, made in guards:
            cursor.execute(made)


# What is done behind our back → what is found. {home}, {entry}: an account, an entry of the village.
HARM = {
    "UPDATE books_account SET balance = balance + 100 WHERE id = {home}": {"balance", "sum"},
    "UPDATE books_posting SET amount = 6 WHERE entry_id = {entry} AND amount = 5": {
        "entry", "balance",
    },
    "DELETE FROM books_posting WHERE entry_id = {entry} AND amount = 5": {"entry", "balance"},
    "DELETE FROM books_posting WHERE entry_id = {entry}": {"open", "balance"},
    "UPDATE books_book SET seq = seq - 1": {"numbers"},
    "UPDATE books_account SET floor = balance + 1 WHERE id = {home} AND 1 = 0": set(),
    "UPDATE books_posting SET amount = amount * 2 WHERE entry_id = {back}": {
        "balance", "reversal",
    },
}  # fmt: skip


@pytest.mark.parametrize("harm", HARM)
def test_whatever_is_changed_by_hand_is_found(ledger: Ledger, harm: str):
    entry, back = Entry.objects.get(seq=1), Entry.objects.get(seq=4)
    assert queries.faults(ledger.book.pk) == []
    past_the_guards(harm.format(home=ledger.homes[0].pk, entry=entry.pk, back=back.pk))
    assert {fault.what for fault in queries.faults(ledger.book.pk)} == HARM[harm]


def test_a_book_that_does_not_add_up_stops_and_says_so(ledger: Ledger, world: World):
    past_the_guards("UPDATE books_account SET balance = 105 WHERE balance = 3")
    book = acts.check(actor=world.supervisor, book_id=ledger.book.pk, now=THURSDAY)
    assert (book.sound, book.faults) == (False, 2)
    record = records.about(book)[-1]
    assert record.facts["faults"] == 2
    assert record.facts["found"][0][0] == "balance"
    with pytest.raises(Refused, match="book_stopped"):
        ledger.award(0, 5)
    past_the_guards("UPDATE books_account SET balance = 3 WHERE balance = 105")
    assert acts.check(actor=world.worker, book_id=ledger.book.pk, now=THURSDAY).sound
    assert ledger.award(0, 5).seq == 6


def test_every_night_each_book_is_added_up_once(ledger: Ledger):
    for _twice in range(2):
        jobs.check_books(now=THURSDAY)
    assert Book.objects.get().checked_at == THURSDAY
    assert len(records.about(ledger.book)) == 1


def test_who_has_no_business_with_the_book_does_not_check_it(ledger: Ledger, world: World):
    for who in (world.neighbour_worker, world.handler, world.resident):
        with pytest.raises(Denied):
            acts.check(actor=who, book_id=ledger.book.pk, now=THURSDAY)


def test_the_pages_show_the_book_and_what_is_wrong_with_it(
    ledger: Ledger, world: World, client: Client, django_assert_max_num_queries: Any
):
    client.force_login(world.supervisor)
    address = f"/desk/books/{ledger.book.pk}/"
    assert address in client.get("/desk/books/").content.decode()
    with django_assert_max_num_queries(14):
        page = client.get(address).content.decode()
    assert "试一试" in page
    assert "冲销第 3 笔" in page
    assert "被第 4 笔冲销" in page
    key = re.findall(r'name="once" value="([0-9a-f]{32})"', page)[0]
    said = client.post(f"{address}check", {"once": key}, follow=True).content.decode()
    assert "都对得上" in said
    past_the_guards("UPDATE books_account SET balance = 105 WHERE balance = 3")
    said = client.post(f"{address}check", follow=True).content.decode()
    assert "2 处对不上，已停记" in said
    assert "现在 105，应是 3" in said


def test_others_do_not_see_it(ledger: Ledger, world: World, client: Client):
    address = f"/desk/books/{ledger.book.pk}/"
    client.force_login(world.neighbour_worker)
    assert client.get(address).status_code == 403
    assert client.get(f"{address}file/journal").status_code == 403
    assert client.get(f"/api/books/{ledger.book.pk}").status_code == 403
    assert client.get("/api/books/").json() == []


def test_over_json(ledger: Ledger, world: World, client: Client):
    client.force_login(world.worker)
    (row,) = client.get("/api/books/").json()
    assert (row["unit"], row["entries"], row["sound"]) == ("points", 5, True)
    book = client.get(f"/api/books/{row['id']}").json()
    assert book["sums"] == {"held": 10, "issue": -12, "redeemed": 2}
    assert client.post(f"/api/books/{row['id']}/check").json()["faults"] == 0
    assert Account.objects.count() == 4
