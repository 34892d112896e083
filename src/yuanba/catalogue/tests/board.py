"""A village with a catalogue and an issue at each point of its way, built by the acts."""

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.catalogue import acts
from yuanba.catalogue.models import Asked, Catalogue, Issue, Part
from yuanba.catalogue.rules import items
from yuanba.catalogue.rules.items import Cycle

TODAY = clock.day_of(THURSDAY)
AUGUST = date(2026, 8, 1)


def adopted(world: World, *, now: datetime = THURSDAY, **said: Any) -> Catalogue:
    example = items.shipped()
    told: dict[str, Any] = {
        "actor": world.coordinator, "place_id": world.county.pk, "year": 2026,
        "items": example.items, "terms": example.terms, "source": example.source,
        "verified": False, "now": now,
    }  # fmt: skip
    return acts.adopt(**(told | said))


class Board:
    """The catalogue is the county's; the issue is August's."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.catalogue = adopted(world)

    def go(self, **said: Any) -> dict[str, Any]:
        return {"actor": self.world.worker, "now": THURSDAY} | said

    def drafted(self, day: date = AUGUST, cycle: Cycle = Cycle.MONTH) -> Issue:
        return acts.draft(place_id=self.world.village.pk, cycle=cycle, day=day, **self.go())

    def sent(self, day: date = AUGUST) -> Issue:
        found = self.drafted(day)
        money = found.parts.get(item__code="B1")
        acts.edit_part(part_id=money.pk, words="集体账没有收支。", **self.go())
        return acts.send(issue_id=found.pk, **self.go())

    def decided(self, day: date = AUGUST) -> Issue:
        pk = self.sent(day).pk
        acts.review(actor=self.world.supervisor, issue_id=pk, agree=True, words="", now=THURSDAY)
        return acts.decide(issue_id=pk, on=TODAY, present=5, agreed=4, **self.go())

    def published(self, day: date = AUGUST) -> Issue:
        pk = self.decided(day).pk
        return acts.publish(issue_id=pk, where="村委会公开栏", since=TODAY, **self.go())

    @cached_property
    def out(self) -> Issue:
        return self.published()

    @cached_property
    def part(self) -> Part:
        return self.out.parts.get(item__code="A1")

    @cached_property
    def asked(self) -> Asked:
        return acts.ask(
            actor=self.world.guest, part_id=self.part.pk, kind="ask",
            words="路灯算在里面没有？", now=THURSDAY + timedelta(hours=1),
        )  # fmt: skip
