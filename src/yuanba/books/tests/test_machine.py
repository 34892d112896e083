"""X-POINTS on the ledger: whatever is entered, taken back and tried, nothing is made or lost, no account
falls below its floor, and the book agrees with a model that only adds and subtracts."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.world import World
from yuanba.base.errors import Refused
from yuanba.books import queries, rules
from yuanba.books.models import Account, Entry, Posting
from yuanba.books.tests.ground import Ledger

HOMES = 3
WHO = st.integers(0, HOMES - 1)
MANY = st.integers(-2, 12)


class Points(RuleBasedStateMachine):
    world: World  # set below, for one test

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.ledger = Ledger(self.world, HOMES)
        self.model = [0] * HOMES
        self.entries: list[tuple[Entry, int, int]] = []  # with whose and how many
        self.taken_back: set[int] = set()

    def teardown(self) -> None:
        assert queries.faults(self.ledger.book.pk) == []
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def tried(self, may: bool, run: Any) -> Entry | None:
        """Done if the model says that it may be, refused if not."""
        try:
            with transaction.atomic():
                made: Entry = run()
        except Refused:
            assert not may
            return None
        assert may
        return made

    @rule(who=WHO, many=MANY)
    def award(self, who: int, many: int) -> None:
        may = many != 0 and self.model[who] + many >= 0
        if made := self.tried(may, lambda: self.ledger.award(who, many)):
            self.model[who] += many
            self.entries.append((made, who, many))

    @rule(who=WHO, many=MANY)
    def redeem(self, who: int, many: int) -> None:
        may = many != 0 and many <= self.model[who]
        home, spent = self.ledger.homes[who], self.ledger.spent
        if made := self.tried(may, lambda: self.ledger.move(home, spent, many)):
            self.model[who] -= many
            self.entries.append((made, who, -many))

    @rule(which=st.integers(0, 30))
    def take_back(self, which: int) -> None:
        if not self.entries:
            return
        entry, who, many = self.entries[which % len(self.entries)]
        may = entry.pk not in self.taken_back and self.model[who] - many >= 0
        if self.tried(may, lambda: self.ledger.back(entry)):
            self.model[who] -= many
            self.taken_back.add(entry.pk)

    @invariant()
    def agrees(self) -> None:
        found = [queries.balance(home.pk) for home in self.ledger.homes]
        assert found == self.model
        assert min(found) >= 0
        accounts = Account.objects.filter(book=self.ledger.book)
        assert sum(accounts.values_list("balance", flat=True)) == 0


def run(world: World, **more: Any) -> None:
    said: dict[str, Any] = {"max_examples": 15, "stateful_step_count": 12, "deadline": None} | more
    machine = type("PointsHere", (Points,), {"world": world})
    run_state_machine_as_test(machine, settings=settings(**said))


def test_whatever_is_entered_the_book_adds_up(world: World):
    run(world)
    assert Posting.objects.count() == 0


def test_a_floor_that_does_not_hold_would_be_found(world: World, monkeypatch: pytest.MonkeyPatch):
    """The planted fault: the rule forgets the floor. The database refuses, and the machine sees it."""
    told = rules.enter

    def careless(lines: Any, known: Any, **said: Any) -> str:
        free = {pk: rules.Known(k.book_id, k.balance, None) for pk, k in known.items()}
        return told(lines, free, **said)

    monkeypatch.setattr(rules, "enter", careless)
    with pytest.raises(IntegrityError):
        run(world, phases=[Phase.generate], max_examples=60)
