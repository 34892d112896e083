"""The invented county: places, units and staff, all made by the acts people use."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.base.permits import Role
from yuanba.duties import acts as duties
from yuanba.exchange.demo.data import read
from yuanba.people import acts as people
from yuanba.people.door import FOUNDER
from yuanba.people.models import Person, Unit
from yuanba.people.rules import ROLE_WORDS, UnitKind
from yuanba.places import acts as places
from yuanba.places import official
from yuanba.places.models import Place
from yuanba.places.rules import Kind

PASSWORD = "yuanba-demo-2026"  # noqa: S105  shown on the demo's own first screen
YEARS_BACK = 3
GRIDS = "一二三四五六"
SIDES = "东西南北"
NUMERALS = "一二三四五六七八九十"


@dataclass
class Village:
    """One village or community and those who work in it."""

    place: Place
    town: Place
    grids: list[Place] = field(default_factory=list)
    spots: dict[int, list[Place]] = field(default_factory=dict)  # grid → buildings, courtyards …
    more: dict[int, list[Place]] = field(
        default_factory=dict
    )  # grid → small ones, to be planned with
    units: dict[UnitKind, Unit] = field(default_factory=dict)
    workers: list[Person] = field(default_factory=list)
    gridworkers: dict[int, Person] = field(default_factory=dict)
    mediator: Person | None = None
    supervisor: Person | None = None

    @property
    def rural(self) -> bool:
        return self.place.kind == Kind.VILLAGE


@dataclass
class County:
    """Everything the histories of matters need to know."""

    place: Place
    units: dict[str, Unit] = field(default_factory=dict)  # departments; utility.water …
    streets: dict[int, dict[UnitKind, Unit]] = field(default_factory=dict)  # by township
    handlers: dict[int, Person] = field(default_factory=dict)  # by unit
    coordinators: dict[int, Person] = field(default_factory=dict)  # by place
    villages: list[Village] = field(default_factory=list)
    residents: list[Person] = field(default_factory=list)  # who sign in by telephone


class Founding:
    """Builds the county; keeps names, numbers and who has a password apart from the rest."""

    def __init__(self, rng: random.Random, now: datetime) -> None:
        self.rng, self.now = rng, now
        self.since = date(clock.day_of(now).year - YEARS_BACK, 1, 1)
        self.said = read("county")
        self.taken: set[str] = set()
        self.phones = 0
        self.opened: set[Role] = set()

    def build(self) -> County:
        """The whole county. About 700 acts."""
        duties.load_categories(actor=FOUNDER, now=self.now)
        duties.load_lists(actor=FOUNDER, now=self.now)
        for_calendar = clock.day_of(self.now).year
        self.county = County(self._county())
        known = official.years()
        for year in range(for_calendar - 1, for_calendar + 2):
            if year in known:
                places.load_calendar_year(actor=FOUNDER, year=year, now=self.now)
        top = self.county.place
        for role in (Role.ADMIN, Role.SECURITY, Role.AUDIT, Role.COUNTY, Role.SUPERVISOR):
            person = self.staff(role, top)
            self.county.coordinators.setdefault(top.pk, person)
            if role is Role.COUNTY:
                self.county.coordinators[top.pk] = person
        self._departments()
        for one in self.said["township"]:
            self._township(one)
        return self.county

    def _county(self) -> Place:
        return places.found_county(
            actor=FOUNDER,
            name=self.said["name"],
            region=self.said["region"],
            phone=self.said["phone"],
            source=self.said["source"],
            on=self.since,
            now=self.now,
        )

    def place(self, parent: Place, kind: Kind, name: str, **more: Any) -> Place:
        rng = self.rng
        lat = (parent.lat or self.said["lat"]) + rng.uniform(-1, 1) * SPREAD[kind]
        lng = (parent.lng or self.said["lng"]) + rng.uniform(-1, 1) * SPREAD[kind]
        return places.found(
            actor=FOUNDER,
            parent_id=parent.pk,
            kind=kind,
            name=name,
            source=self.said["source"],
            lat=round(lat, 6),
            lng=round(lng, 6),
            on=self.since,
            now=self.now,
            **more,
        )

    def unit(self, place: Place, kind: UnitKind, name: str) -> Unit:
        return people.found_unit(
            actor=FOUNDER, place_id=place.pk, kind=kind, name=name, phone=self.phone(), now=self.now
        )

    def phone(self) -> str:
        """138-0000-xxxx: nobody's number."""
        self.phones += 1
        return f"1380000{self.phones:04d}"

    def name(self) -> str:
        """An invented name nobody on the staff has yet."""
        names = self.said["names"]
        while True:
            family, given = self.rng.choice(names["family"]), self.rng.choice(names["given"])
            more = self.rng.choice(names["given"]) if self.rng.random() < 0.6 else ""
            name = f"{family}{given}{more}"
            if name not in self.taken:
                self.taken.add(name)
                return name

    def staff(self, role: Role, place: Place, unit: Unit | None = None) -> Person:
        """Somebody new with one post; the first of each role can sign in with the password."""
        first = role not in self.opened
        self.opened.add(role)
        name = self.name()
        person = people.add_person(
            actor=FOUNDER,
            place_id=place.pk,
            username=name,
            name=name,
            phone=self.phone(),
            password=PASSWORD if first else "",
            now=self.now,
        )
        people.appoint(
            actor=FOUNDER,
            person_id=person.pk,
            role=role,
            place_id=place.pk,
            unit_id=unit.pk if unit else None,
            title="",
            since=self.since + timedelta(days=self.rng.randrange(300)),
            now=self.now,
        )
        return person

    def _departments(self) -> None:
        top = self.county.place
        for kind, name in self.said["departments"].items():
            unit = self.unit(top, UnitKind(kind), top.name + name)
            self.county.units[kind] = unit
            if kind != UnitKind.SELF:
                self.county.handlers[unit.pk] = self.staff(Role.HANDLER, top, unit)
        for what, name in self.said["utility"].items():
            unit = self.unit(top, UnitKind.UTILITY, top.name + name)
            self.county.units[f"utility.{what}"] = unit
            self.county.handlers[unit.pk] = self.staff(Role.HANDLER, top, unit)

    def _township(self, said: dict[str, Any]) -> None:
        town = self.place(self.county.place, Kind.TOWNSHIP, said["name"])
        street = self.unit(town, UnitKind.STREET, said["street"])
        window = self.unit(town, UnitKind.WINDOW, said["window"])
        self.county.streets[town.pk] = {UnitKind.STREET: street, UnitKind.WINDOW: window}
        self.county.coordinators[town.pk] = self.staff(Role.TOWNSHIP, town)
        for unit in (street, window):
            self.county.handlers[unit.pk] = self.staff(Role.HANDLER, town, unit)
        for one in said["villages"]:
            self.county.villages.append(self._village(town, one))

    def _village(self, town: Place, said: dict[str, Any]) -> Village:
        kind, short = Kind(said["kind"]), said["short"]
        here = self.place(town, kind, said["name"], short=short, phone=said["phone"])
        village = Village(here, town)
        for unit_kind, names in self.said["local"].items():
            village.units[UnitKind(unit_kind)] = self.unit(
                here, UnitKind(unit_kind), said["name"] + names[kind]
            )
        village.workers = [self.staff(Role.WORKER, here) for _again in range(2)]
        village.mediator = self.staff(Role.MEDIATOR, here)
        village.supervisor = self.staff(Role.SUPERVISOR, here)
        self.staff(Role.GRIDLEAD, here)
        for i, numeral in enumerate(GRIDS):
            grid = self.place(here, Kind.GRID, f"{said['name']}第{numeral}网格")
            village.grids.append(grid)
            village.gridworkers[grid.pk] = self.staff(Role.GRID, grid)
            village.spots[grid.pk] = self._below(village, grid, i, said.get("estates", []))
            kind = Kind.COURTYARD if village.rural else Kind.BUILDING
            names = [
                f"{NUMERALS[i]}组{said}院" if village.rural else f"{numeral}格{said}楼"
                for said in SIDES
            ]
            village.more[grid.pk] = [self.place(grid, kind, name) for name in names]
        return village

    def _below(self, village: Village, grid: Place, i: int, estates: list[str]) -> list[Place]:
        """What stands in a grid: two buildings of an estate, or a subgroup with a courtyard."""
        if estates:
            if i % 2:  # every second grid is the other half of the estate before it
                parent = village.spots[village.grids[i - 1].pk][0].parent
                assert parent is not None
                return [self.place(grid, Kind.BUILDING, f"{parent.name}{i + 3}栋")]
            estate = self.place(grid, Kind.ESTATE, estates[i // 2 % len(estates)])
            if called := self.said["called"].get(estate.name):
                places.call_also(actor=FOUNDER, place_id=estate.pk, name=called, now=self.now)
            return [self.place(estate, Kind.BUILDING, f"{estate.name}{n}栋") for n in (1, 2)]
        group = self.place(grid, Kind.SUBGROUP, f"{NUMERALS[i]}组")
        yard = self.place(group, Kind.COURTYARD, f"{NUMERALS[i]}组院坝")
        return [group, yard]


SPREAD = {
    Kind.TOWNSHIP: 0.06,
    Kind.VILLAGE: 0.025,
    Kind.COMMUNITY: 0.012,
    Kind.GRID: 0.004,
    Kind.SUBGROUP: 0.002,
    Kind.ESTATE: 0.0015,
    Kind.BUILDING: 0.0006,
    Kind.COURTYARD: 0.0008,
}


def role_words(role: Role) -> str:
    return str(ROLE_WORDS[role])
