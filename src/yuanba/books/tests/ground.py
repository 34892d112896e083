"""A village with its book and a few accounts."""

from typing import Any

from tests.world import THURSDAY, World
from yuanba.books import store
from yuanba.books.models import Account, Entry
from yuanba.books.rules import AccountKind, Line, Unit


class Ledger:
    def __init__(self, world: World, households: int = 2) -> None:
        self.world = world
        self.book = store.book_of(place_id=world.village.pk, unit=Unit.POINTS)
        self.issue = store.account(self.book, AccountKind.ISSUE)
        self.spent = store.account(self.book, AccountKind.REDEEMED)
        names = [f"户{n}" for n in range(households)]
        # named accounts stand for households: what a household is does not matter here
        self.homes = [store.account(self.book, AccountKind.HELD, name=n, floor=0) for n in names]

    def move(self, off: Account, to: Account, many: int, **said: Any) -> Entry:
        said = {"kind": "test", "why": "试一试", "actor": self.world.worker, "at": THURSDAY} | said
        return store.enter(self.book, [Line(off.pk, -many), Line(to.pk, many)], **said)

    def award(self, n: int, many: int, **said: Any) -> Entry:
        return self.move(self.issue, self.homes[n], many, **said)

    def back(self, entry: Entry, **said: Any) -> Entry:
        said = {"kind": "test", "why": "记错了", "actor": self.world.worker, "at": THURSDAY} | said
        return store.reverse(entry, **said)
