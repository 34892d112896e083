"""The files for accounting programs, read by one that is not ours."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.world import THURSDAY, World
from yuanba import cli
from yuanba.books import plain, queries
from yuanba.books.rules import AccountKind
from yuanba.books.tests.ground import Ledger


@pytest.fixture
def ledger(world: World) -> Ledger:
    ledger = Ledger(world, households=4)
    for n in range(12):
        ledger.award(n % 4, 5 + n, why=f'第 {n} 次 "清洁"; 院坝', at=THURSDAY + timedelta(days=n))
    ledger.back(
        ledger.award(0, 100, at=THURSDAY + timedelta(days=12)), at=THURSDAY + timedelta(days=13)
    )
    ledger.move(ledger.homes[1], ledger.spent, 9, at=THURSDAY + timedelta(days=14))
    return ledger


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_beancount_accepts_the_book_and_agrees_to_the_last_point(ledger: Ledger, tmp_path: Path):
    loader = pytest.importorskip("beancount.loader")
    realization = pytest.importorskip("beancount.core.realization")
    file = tmp_path / "book.beancount"
    file.write_text("".join(plain.write(ledger.book, "beancount")))
    entries, errors, _options = loader.load_file(str(file))
    assert errors == []
    root = realization.realize(entries)
    kept = {}
    for account in ledger.book.accounts.all():
        name = f"{plain.CLASSES[AccountKind(account.kind)]}:A{account.pk}"
        inventory = realization.get(root, name).balance
        kept[account.pk] = sum(int(position.units.number) for position in inventory)
    assert kept == {a.pk: -a.balance for a in ledger.book.accounts.all()}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_beancount_finds_a_book_that_was_changed(ledger: Ledger, tmp_path: Path):
    loader = pytest.importorskip("beancount.loader")
    file = tmp_path / "book.beancount"
    said = "".join(plain.write(ledger.book, "beancount"))
    file.write_text(said.replace("-16 POINTS", "-17 POINTS", 1))
    assert loader.load_file(str(file))[1]


def test_the_journal_holds_every_entry_and_what_each_account_must_hold(ledger: Ledger):
    said = "".join(plain.write(ledger.book, "journal"))
    assert said.count("\n2026-") == ledger.book.entries.count() + 1
    for account in ledger.book.accounts.all():
        assert f"A{account.pk}  0 POINTS = {-account.balance} POINTS" in said
    assert not {'"', ";"} & set(said)  # they would mean something to a program


def test_it_is_fetched_from_the_page_without_names(ledger: Ledger, world: World, client: Client):
    client.force_login(world.supervisor)
    told = client.get(f"/desk/books/{ledger.book.pk}/file/journal")
    words = b"".join(told.streaming_content).decode()  # type: ignore[attr-defined]
    assert told["Content-Disposition"].startswith("attachment")
    assert "POINTS" in words
    assert world.worker.name not in words
    assert client.get(f"/desk/books/{ledger.book.pk}/file/xml").status_code == 404


def test_an_empty_book_is_an_empty_file(world: World):
    ledger = Ledger(world)
    assert "".join(plain.write(ledger.book, "journal")) == ""
    assert queries.newest(ledger.book.pk) == []


def test_the_command_adds_up_and_writes(ledger: Ledger, tmp_path: Path, capsys: Any):
    assert cli.main(["books"]) == 0
    assert "对得上：石桥村 points，15 笔、30 行" in capsys.readouterr().out
    out = tmp_path / "book.txt"
    said = ["books", "--out", str(out), "--place", "石桥村", "--form", "beancount"]
    assert cli.main(said) == 0
    assert out.read_text() == "".join(plain.write(ledger.book, "beancount"))
    assert cli.main(["books", "--out", str(out), "--place", "没有的村"]) == 1
    assert "石桥村" in capsys.readouterr().err
