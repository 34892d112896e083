"""X-LIST (trust.md 28): whatever is pressed in whatever order on whatever day, a line hangs only after every step
before it, for its days and not one longer; the acts, the clock and a model that only counts always agree."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.world import World
from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.councils.models import Procedure
from yuanba.councils.tests.village import Village
from yuanba.honours import acts
from yuanba.honours.models import Listing
from yuanba.honours.queries import naming as queries
from yuanba.honours.rules import naming as rules
from yuanba.honours.tests.village import HEARD, NAMING, Honours
from yuanba.people import door
from yuanba.places import queries as places

NEXT = {
    "second": "proposed", "notify": "seconded", "reply": "noticed", "judge": "noticed",
    "review": "judged", "check": "reviewed", "hang": "checked", "doubt": "hung", "mended": "hung",
}  # fmt: skip
AFTER = {
    "second": "seconded", "notify": "noticed", "judge": "judged", "review": "reviewed",
    "check": "checked", "hang": "hung",
}  # fmt: skip


class NamingList(RuleBasedStateMachine):
    honours: Honours  # set below, for one test
    question: Procedure
    last: date  # of the rule

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now, self.calendar = NAMING, places.calendar()
        self.listing = self.honours.proposed()
        self.state = "proposed"
        self.replied = self.doubted = self.mended = False
        self.noticed = self.until = self.answer_by = self.mended_by = date.max

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @property
    def today(self) -> date:
        return clock.day_of(self.now)

    def tried(self, may: bool, run: Any) -> bool:
        """Done if the model says that it may be, refused if not."""
        try:
            with transaction.atomic():
                run()
        except Refused:
            assert not may
            return False
        assert may, "done, though the model says no"
        return True

    @rule(days=st.sampled_from([0, 1, 2, 6, 9, 31]))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(what=st.sampled_from(sorted(NEXT)), days=st.sampled_from([1, 10, 30, 31]))
    def press(self, what: str, days: int) -> None:
        if not self.tried(self.may(what, days), lambda: self.run(what, days)):
            return
        self.state = AFTER.get(what, self.state)
        if what == "notify":
            self.noticed = self.today
        elif what == "reply":
            self.replied = True
        elif what == "hang":
            self.until = self.today + timedelta(days=days - 1)
        elif what == "doubt":
            self.doubted, self.answer_by = True, self.calendar.after(self.today, 5)
        elif what == "mended":
            self.mended, self.mended_by = True, self.calendar.after(self.today, 1)

    def may(self, what: str, days: int) -> bool:
        """The rules once more, from trust.md 28 and domain.md 9.4."""
        if self.state != NEXT[what]:
            return False
        if what in {"notify", "judge", "hang"} and self.today > self.last:
            return False
        if what == "judge":
            week, work = self.noticed + timedelta(days=7), self.calendar.after(self.noticed, 5)
            return self.replied or self.today > max(week, work)
        if what == "review":
            return self.noticed <= clock.day_of(HEARD)
        if what == "hang":
            return days <= 30
        return not (what == "doubt" and self.doubted) and not (what == "mended" and self.mended)

    def run(self, what: str, days: int) -> Any:
        honours, world = self.honours, self.honours.world
        go: dict[str, Any] = {"listing_id": self.listing.pk, "now": self.now}
        votes, said = honours.points.votes(), {"words": "板子已经拉走了。"}
        return {
            "second": lambda: acts.second_naming(actor=world.colleague, **go),
            "notify": lambda: acts.notify_named(
                **honours.go(on=self.today, how="上门送到，网格员在场", **go)
            ),
            "reply": lambda: acts.reply_to_naming(actor=world.resident, **said, **go),
            "judge": lambda: acts.judge_naming(**honours.go(votes=votes, **go)),
            "review": lambda: acts.review_naming(
                **honours.go(procedure_id=self.question.pk, **go)
            ),
            "check": lambda: acts.check_naming(
                actor=world.supervisor, right=True, words="", **go
            ),
            "hang": lambda: acts.hang_naming(**honours.go(days=days, **go)),
            "doubt": lambda: acts.doubt_naming(actor=world.resident, **said, **go),
            "mended": lambda: acts.tell_mended(actor=world.resident, **go),
        }[what]()  # fmt: skip

    def over(self) -> bool:
        return (
            self.today > min(self.until, self.last)
            or self.today > self.answer_by
            or self.today > self.mended_by
        )

    @rule()
    def clockwork(self) -> None:
        may = self.state == "hung" and self.over()
        go: dict[str, Any] = {"listing_id": self.listing.pk, "now": self.now}
        if self.tried(may, lambda: acts.end_naming(actor=door.FOUNDER, **go)):
            self.state = "down"

    @invariant()
    def agrees(self) -> None:
        village = self.honours.world.village.pk
        shown = queries.hanging(village, self.today)
        assert len(shown) == (self.state == "hung" and not self.over())
        for one in shown:
            assert one.who == "罗**"
            assert one.until <= one.since + timedelta(days=89)
            assert (one.doubted, one.mended) == (self.doubted, self.mended)
        assert Listing.objects.get().state == self.state


def machine_of(world: World) -> type[NamingList]:
    honours = Honours(world)
    honours.filed(honours.decided(Village(world, households=6)))
    question = honours.points.appraised(at=HEARD)
    last = clock.day_of(NAMING) + timedelta(days=180)
    said = {"honours": honours, "question": question, "last": last}
    return type("NamingListHere", (NamingList,), said)


def test_a_line_hangs_only_after_every_step_and_not_a_day_longer(world: World):
    said: dict[str, Any] = {"max_examples": 8, "stateful_step_count": 16, "deadline": None}
    kind = machine_of(world)
    walk(kind())
    run_state_machine_as_test(kind, settings=settings(**said))


WALK = ("second", "notify", "judge", "reply", "judge", "review", "check", "hang", "doubt")


def walk(machine: NamingList) -> None:
    """The whole way, judged once too early, hung and doubted; nobody answers, and it comes down."""
    try:
        for what in WALK:
            machine.press(what, 30)
            machine.agrees()
        for days in (1, 9):
            machine.wait(days)
            machine.agrees()
            machine.clockwork()
            machine.agrees()
        assert machine.state == "down"
    finally:
        machine.teardown()


@pytest.mark.parametrize("fault", ["not heard", "never over"])
def test_a_planted_fault_is_found(world: World, monkeypatch: pytest.MonkeyPatch, fault: str):
    kind = machine_of(world)
    if fault == "not heard":
        monkeypatch.setattr(rules, "heard", lambda **_said: None)
    else:
        monkeypatch.setattr(rules, "due", lambda **_said: None)
    with pytest.raises(AssertionError):
        walk(kind())
