"""X-POINTS on the acts: claims booked once within their cap and the budget, taken away down to zero,
reserved, given back, handed out, objected to; the ledger and a model that only counts always agree."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.world import World
from yuanba.base.errors import Refused
from yuanba.books import queries as books
from yuanba.books.models import Account, Entry
from yuanba.points import acts
from yuanba.points.models import Claim, Item, Redemption
from yuanba.points.rules import book, claims
from yuanba.points.rules.claims import State
from yuanba.points.rules.shop import Deal
from yuanba.points.tests.village import LATER, Points

BUDGET, STOCK, PRICE, CAP = 40, 2, 7, 12
WHICH = st.integers(0, 9)


class Village(RuleBasedStateMachine):
    village: Points  # set below, for one test
    item: Item

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.balance = self.issued = self.month = 0
        self.stock = STOCK
        self.posted: list[Claim] = []
        self.booked: list[Claim] = []
        self.deals: list[Redemption] = []

    def teardown(self) -> None:
        entry = Entry.objects.first()
        assert entry is None or books.faults(entry.book_id) == []
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def tried(self, may: bool, run: Any) -> Any:
        """Done if the model says that it may be, refused if not, and then nothing is half done."""
        try:
            with transaction.atomic():
                made = run()
        except Refused:
            assert not may
            return None
        assert may, "done, though the model says no"
        return made

    @rule(item=st.sampled_from(["E3", "H2"]))
    def tell(self, item: str) -> None:
        """Three for a clean-up day, twelve a month at most; ten for an honour, without a cap."""
        may = item == "H2" or self.month + 3 <= CAP
        if claim := self.tried(may, lambda: self.village.posted(item)):
            self.month += 3 if item == "E3" else 0
            self.posted.append(claim)

    @rule(which=WHICH)
    def book(self, which: int) -> None:
        if not self.posted:
            return
        claim = self.posted[which % len(self.posted)]
        may = self.issued + claim.points <= BUDGET
        if self.tried(may, lambda: self._book(claim)):
            self.posted.remove(claim)
            self.booked.append(claim)
            self.balance += claim.points
            self.issued += claim.points

    def _book(self, claim: Claim) -> Claim:
        return acts.book(actor=self.village.world.colleague, claim_id=claim.pk, now=LATER)

    @rule(which=WHICH)
    def book_again(self, which: int) -> None:
        if self.booked:
            claim = self.booked[which % len(self.booked)]
            self.tried(False, lambda: self._book(claim))

    @rule(which=WHICH)
    def put_right(self, which: int) -> None:
        """The household says that it was not theirs, and the panel agrees."""
        if not self.booked:
            return
        claim = self.booked.pop(which % len(self.booked))
        world, village = self.village.world, self.village
        said = {"words": "不是我家的。", "actor": world.resident, "now": LATER}
        objection = acts.object_to(claim_id=claim.pk, **said)
        answer = {"objection_id": objection.pk, "upheld": True, "answer": "改过来。"}
        votes = village.votes(True, True, True)
        acts.answer_objection(votes=votes, **answer, **village.go(now=LATER))
        whole = self.balance >= claim.points
        self.balance -= claim.points if whole else self.balance
        self.issued -= claim.points if whole else 0
        self.month -= 3 if claim.code == "E3" else 0

    @rule()
    def reserve(self) -> None:
        may = self.balance >= PRICE and self.stock > 0
        go = {"actor": self.village.world.resident, "now": LATER, "item_id": self.item.pk}
        if deal := self.tried(may, lambda: acts.reserve(household_id=self.village.home.pk, **go)):
            self.balance -= PRICE
            self.stock -= 1
            self.deals.append(deal)

    @rule(which=WHICH, out=st.booleans())
    def end(self, which: int, out: bool) -> None:
        """Handed out or given back, once, whatever was done with it before."""
        if not self.deals:
            return
        deal = self.deals[which % len(self.deals)]
        world, on = self.village.world, {"redemption_id": deal.pk, "now": LATER}
        may = deal.state == Deal.RESERVED

        def run() -> Redemption:
            if out:
                return acts.hand_out(actor=world.worker, code=deal.code, **on)
            return acts.give_back(actor=world.resident, **on)

        if done := self.tried(may, run):
            self.deals[self.deals.index(deal)] = done
            if not out:
                self.balance += PRICE
                self.stock += 1

    @invariant()
    def agrees(self) -> None:
        assert self.village.balance() == self.balance >= 0
        assert Item.objects.values_list("stock", flat=True).get(pk=self.item.pk) == self.stock
        accounts = Account.objects.values_list("balance", flat=True)
        assert sum(accounts) == 0


def machine_of(village: Points) -> type[Village]:
    village.budget(BUDGET)
    item = village.item(points=PRICE, stock=STOCK)
    return type("VillageHere", (Village,), {"village": village, "item": item})


def test_whatever_is_done_the_points_add_up(world: World):
    said: dict[str, Any] = {"max_examples": 8, "stateful_step_count": 12, "deadline": None}
    run_state_machine_as_test(machine_of(Points(world)), settings=settings(**said))
    assert not Claim.objects.exists()


WALK = [*[("tell", "E3")] * 5, ("book", 0), ("book_again", 0)]


def walk(machine: Village) -> None:
    """A walk that Hypothesis finds sooner or later, the same every time, looked at after each step."""
    try:
        for step, said in WALK:
            getattr(machine, step)(said)
            machine.agrees()
    finally:
        machine.teardown()


@pytest.mark.parametrize("fault", ["booked twice", "no cap"])
def test_a_planted_fault_is_found(world: World, monkeypatch: pytest.MonkeyPatch, fault: str):
    kind = machine_of(Points(world))
    walk(kind())
    if fault == "booked twice":
        monkeypatch.setattr(claims, "book", lambda **_said: None)
    else:
        monkeypatch.setattr(book, "within_cap", lambda *_said: None)
    with pytest.raises(AssertionError, match="the model says no"):
        walk(kind())


def test_the_states_that_count_for_a_cap_are_those_that_may_still_be_booked():
    gone = {State.REFUSED, State.WITHDRAWN, State.DROPPED, State.REVERSED}
    assert set(State) - claims.ALIVE == gone
