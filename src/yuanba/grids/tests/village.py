"""A village with its network: a grid with its team, a hamlet, a courtyard, households; by the acts."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tests.world import THURSDAY, World
from yuanba.base.models import Record
from yuanba.grids import acts, jobs
from yuanba.grids.models import Plan, Seat, Team
from yuanba.grids.rules.organisations import Chosen
from yuanba.people import acts as people
from yuanba.people.models import Household
from yuanba.places.models import Place
from yuanba.places.rules import Kind

BEFORE = THURSDAY - timedelta(days=30)
PAPER = "桂溪镇网格员名册"
ELECTED: dict[str, Any] = {
    "how": Chosen.ELECTED, "elected_on": date(2026, 8, 1), "entitled": 60, "present": 48, "votes": 41,
}  # fmt: skip


class Network:
    """`world.grid` has a grid team; a hamlet and a courtyard stand beside, with nobody seated."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.hamlet = world.place(Kind.SUBGROUP, "三组", world.village)
        self.courtyard = world.place(Kind.COURTYARD, "黄桷院", self.hamlet)
        self.team = self.founded(world.grid, "grid")

    def founded(self, place: Place, template: str, **said: Any) -> Team:
        by: dict[str, Any] = {"actor": self.world.worker, "source": PAPER, "now": BEFORE}
        return acts.found_team(place_id=place.pk, template=template, **by | said)

    def seated(self, team: Team, post: str, name: str, **said: Any) -> Seat:
        usual: dict[str, Any] = {
            "actor": self.world.worker, "how": Chosen.APPOINTED, "phone": "13800000555", "now": THURSDAY,
        }  # fmt: skip
        return acts.seat(team_id=team.pk, post=post, name=name, **usual | said)

    def home(self, place: Place, address: str) -> Household:
        return people.found_household(
            actor=self.world.worker, place_id=place.pk, address=address, now=THURSDAY
        )

    @cached_property
    def worker(self) -> Seat:
        return self.seated(self.team, "worker", "陈大山")

    @cached_property
    def branch(self) -> Team:
        return self.founded(self.world.village, "branch", covers=[self.hamlet.pk])

    def ground(self, homes: int = 3) -> list[Place]:
        """Twelve buildings in a row within the grid, with a position and so many households each."""
        made = []
        for n in range(12):
            at = {"lat": 29.5 + n % 2 / 500, "lng": 106.5 + n / 500}
            made.append(self.world.place(Kind.BUILDING, f"{n + 1}栋", self.world.grid))
            Place.objects.filter(pk=made[-1].pk).update(**at)
            for m in range(homes):
                self.home(made[-1], f"{n + 1}栋{m + 1}号")
        return made

    @cached_property
    def plan(self) -> Plan:
        """Drawn: two grids where one was."""
        self.ground(1)
        asked = acts.ask_plan(
            actor=self.world.township, place_id=self.world.village.pk, size="city", many=2,
            now=THURSDAY,
        )  # fmt: skip
        record = Record.objects.filter(act="grids.ask_plan").latest("id")
        jobs.draw(now=THURSDAY, record=str(record.pk))
        asked.refresh_from_db()
        return asked
