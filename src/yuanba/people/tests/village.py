"""A small county for the tests of people, built with the acts people use."""

from datetime import UTC, date, datetime

from yuanba.base.permits import Role
from yuanba.people import acts
from yuanba.people.door import FOUNDER, with_posts
from yuanba.people.models import Person, Unit
from yuanba.people.rules import UnitKind
from yuanba.places import acts as places
from yuanba.places.models import Place
from yuanba.places.rules import Kind

THURSDAY = datetime(2026, 9, 24, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
FOUNDED = date(2020, 1, 1)
PASSWORD = "石桥村的井水很甜又很凉啊"


class Village:
    def __init__(self) -> None:
        source = "test"
        self.county = places.found_county(
            actor=FOUNDER, name="云岭县", source=source, now=THURSDAY, on=FOUNDED
        )
        self.town = self.place(self.county, Kind.TOWNSHIP, "桂溪镇")
        self.village = self.place(self.town, Kind.VILLAGE, "石桥村")
        self.grid = self.place(self.village, Kind.GRID, "第一网格")
        self.elsewhere = self.place(self.town, Kind.COMMUNITY, "柳湾社区")
        self.lamps = self.unit(self.county, UnitKind.URBAN, "云岭县城市管理局")
        self.admin = self.staff("admin", "高明", Role.ADMIN, self.county)
        self.security = self.staff("security", "安然", Role.SECURITY, self.county)
        self.audit = self.staff("audit", "沈明", Role.AUDIT, self.county)
        self.village_admin = self.staff("cunxi", "康宁", Role.ADMIN, self.village)
        self.village_security = self.staff("cunguan", "韩松", Role.SECURITY, self.village)
        self.other_security = self.staff("liuguan", "何静", Role.SECURITY, self.elsewhere)
        self.worker = self.staff("worker", "王小芹", Role.WORKER, self.village)
        self.neighbour = self.staff("neighbour", "李远", Role.WORKER, self.elsewhere)
        self.coordinator = self.staff("county", "孙平", Role.COUNTY, self.county)
        self.supervisor = self.staff("supervisor", "罗正", Role.SUPERVISOR, self.village)
        self.resident = acts.register_resident(
            actor=self.worker,
            name="罗大娘",
            phone="13800000126",
            home_id=self.grid.pk,
            now=THURSDAY,
        )

    def place(self, parent: Place, kind: Kind, name: str) -> Place:
        return places.found(
            actor=FOUNDER,
            parent_id=parent.pk,
            kind=kind,
            name=name,
            source="test",
            now=THURSDAY,
            on=FOUNDED,
        )

    def unit(self, place: Place, kind: UnitKind, name: str) -> Unit:
        return acts.found_unit(actor=FOUNDER, place_id=place.pk, kind=kind, name=name, now=THURSDAY)

    def staff(self, username: str, name: str, role: Role, place: Place) -> Person:
        person = acts.add_person(
            actor=FOUNDER, place_id=place.pk, username=username, name=name, now=THURSDAY
        )
        self.appoint(person, role, place)
        return self.now(person)

    def appoint(self, person: Person, role: Role, place: Place, **said: object) -> None:
        said = {"since": FOUNDED} | said
        acts.appoint(
            actor=FOUNDER, person_id=person.pk, role=role, place_id=place.pk, now=THURSDAY, **said
        )

    def now(self, person: Person) -> Person:
        """The person as the door sees him at the next request."""
        found = with_posts(person.pk)
        assert found is not None
        return found
