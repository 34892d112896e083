"""A small county to test in, built with the same acts people use (where there are acts)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model
from django.test import Client

from yuanba.base.permits import Role
from yuanba.duties import acts as duties
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.matters import acts
from yuanba.matters.models import Matter
from yuanba.matters.rules import Outcome
from yuanba.people import acts as people
from yuanba.people.door import FOUNDER, Guest
from yuanba.people.models import Household, Membership, Person, Post, Unit
from yuanba.people.rules import UnitKind
from yuanba.places.models import Place
from yuanba.places.rules import Kind

THURSDAY = datetime(2026, 9, 24, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai, the day before a festival
FOUNDED = date(2020, 1, 1)
Row = TypeVar("Row", bound=Model)


def signed(person: Any) -> Client:
    """The browser of somebody who has signed in."""
    client = Client()
    client.force_login(person)
    return client


class World:
    def __init__(self) -> None:
        self._waiting: (
            list[Model] | None
        ) = []  # written together at the end: every test begins here
        self.county = self.place(Kind.COUNTY, "云岭县", None)
        self.town = self.place(Kind.TOWNSHIP, "桂溪镇", self.county)
        self.village = self.place(Kind.VILLAGE, "石桥村", self.town, short="石桥")
        self.grid = self.place(Kind.GRID, "石桥村第一网格", self.village)
        self.elsewhere = self.place(Kind.COMMUNITY, "柳湾社区", self.town, short="柳湾")
        self.committee = self.unit(UnitKind.COMMITTEE, "石桥村村民委员会", self.village)
        self.council = self.unit(UnitKind.COUNCIL, "石桥村议事会", self.village)
        self.street = self.unit(UnitKind.STREET, "桂溪镇人民政府", self.town)
        self.lamps = self.unit(UnitKind.URBAN, "云岭县城市管理局", self.county)
        self.housing = self.unit(UnitKind.HOUSING, "云岭县住房和城乡建设局", self.county)
        self.self_help = self.unit(UnitKind.SELF, "自助互助", self.county)
        self.worker = self.person("worker", "王小芹", Role.WORKER, self.village)
        self.colleague = self.person("colleague", "周文", Role.WORKER, self.village)
        self.gridworker = self.person("grid", "陈大山", Role.GRID, self.grid)
        self.neighbour_worker = self.person("neighbour", "李远", Role.WORKER, self.elsewhere)
        self.township = self.person("township", "赵敏", Role.TOWNSHIP, self.town)
        self.coordinator = self.person("county", "孙平", Role.COUNTY, self.county)
        self.handler = self.person("handler", "李工", Role.HANDLER, self.county, self.lamps)
        self.other_handler = self.person("other", "吴工", Role.HANDLER, self.county, self.housing)
        self.supervisor = self.person("supervisor", "罗正", Role.SUPERVISOR, self.village)
        self.admin = self.person("admin", "高管", Role.ADMIN, self.county)
        self.security = self.person("security", "安管", Role.SECURITY, self.county)
        self.audit = self.person("audit", "审管", Role.AUDIT, self.county)
        self.resident = self._keep(Person(username="resident", name="罗大娘", phone="13800000126"))
        self.guest = Guest()
        self._write()
        self.lamp = self.category("B01", "路灯不亮", Lane.GOVERNMENT, UnitKind.URBAN, 3)
        self.clutter = self.category(
            "A06", "楼道院坝乱堆乱放", Lane.COMMUNAL, UnitKind.COMMITTEE, 3
        )
        self.chores = self.category("J08", "家政、陪护、搬抬", Lane.PERSONAL, UnitKind.SELF, 3)
        self.family = self.category(
            "I02", "婚姻家庭、赡养继承", Lane.PERSONAL, UnitKind.MEDIATION, 20, restricted=True
        )

        duties.load_lists(actor=FOUNDER, now=THURSDAY)

    def place(self, kind: Kind, name: str, parent: Place | None, short: str = "") -> Place:
        place = Place(kind=kind, name=name, parent=parent, short=short, since=FOUNDED)
        for column in ("county_id", "township_id", "village_id", "grid_id"):
            setattr(place, column, getattr(parent, column) if parent else None)
        own = {Kind.VILLAGE: "village", Kind.COMMUNITY: "village"}.get(kind, kind.value)
        if own in {"county", "township", "village", "grid"}:
            setattr(place, f"{own}_id", place.pk)
        return self._keep(place)

    def _keep(self, row: Row) -> Row:
        if self._waiting is None:
            row.save(force_insert=True)
        else:
            self._waiting.append(row)
        return row

    def _write(self) -> None:
        rows, self._waiting = self._waiting or [], None
        for model in (Place, Unit, Person, Post):
            model._default_manager.bulk_create([row for row in rows if isinstance(row, model)])

    def place_of_another_town(self) -> Place:
        return self.place(Kind.TOWNSHIP, "清水镇", self.county)

    def unit(self, kind: UnitKind, name: str, place: Place) -> Unit:
        return self._keep(Unit(kind=kind, name=name, place=place))

    def person(
        self, username: str, name: str, role: Role, place: Place, unit: Unit | None = None
    ) -> Person:
        person = self._keep(Person(username=username, name=name, staff=True))
        self._keep(Post(person=person, place=place, role=role, unit=unit, since=FOUNDED))
        return person

    def category(
        self, code: str, name: str, lane: Lane, kind: UnitKind, days: int, restricted: bool = False
    ) -> Category:
        """A leaf as this test wants it; a house that was begun has the real ones already."""
        said = {
            "branch": code[0],
            "name": name,
            "name_en": code,
            "lane": lane,
            "unit_kind": kind,
            "amount": days,
            "restricted": restricted,
            "source": "test",
        }
        leaf = Category.objects.filter(code=code).first() or Category(code=code)
        for field, value in said.items():
            setattr(leaf, field, value)
        leaf.save()
        return leaf

    def at_home(self, person: Person) -> Household:
        """The household he lives in: one, whoever asks for it first."""
        living = Membership.objects.filter(person=person, until=None).first()
        if living is not None:
            return living.household
        by: dict[str, Any] = {"actor": self.worker, "now": THURSDAY}
        home = people.found_household(place_id=self.grid.pk, address="五组3号", **by)
        people.join_household(household_id=home.pk, person_id=person.pk, **by)
        return home

    # A matter at each point of its way, brought there by the acts.

    def told(self, text: str = "村口路灯三天不亮，老人晚上摔了一跤。", **said: Any) -> Matter:
        said = {"actor": self.guest, "place_id": self.grid.pk, "now": THURSDAY} | said
        matter = acts.report(text=text, **said)
        return Matter.objects.get(pk=matter.pk)

    def sorted(
        self,
        lane: Lane = Lane.GOVERNMENT,
        category: Category | None = None,
        unit: Unit | None = None,
        **said: Any,
    ) -> Matter:
        matter = self.told(**said)
        return acts.triage(
            actor=self.worker,
            matter_id=matter.pk,
            lane=lane,
            category_id=(category or self.lamp).pk,
            unit_id=(unit or self.lamps).pk,
            reason="公共路灯，由城管负责。",
            now=THURSDAY,
        )

    def assigned(self, **said: Any) -> Matter:
        matter = self.sorted(**said)
        return acts.assign(
            actor=self.worker,
            matter_id=matter.pk,
            owner_id=self.handler.pk,
            supervisor_id=self.supervisor.pk,
            now=THURSDAY,
        )

    def finished(self, **said: Any) -> Matter:
        matter = self.assigned(**said)
        return acts.finish(
            actor=self.handler,
            matter_id=matter.pk,
            outcome=Outcome.SOLVED,
            result="换了两盏灯头和一段线，当晚已亮。",
            now=THURSDAY + timedelta(days=1),
        )

    def replied(self, **said: Any) -> Matter:
        matter = self.finished(**said)
        return acts.reply(
            actor=self.handler,
            matter_id=matter.pk,
            text="路灯修好了，请您看看。",
            now=THURSDAY + timedelta(days=1),
        )

    def evaluated(self, **said: Any) -> Matter:
        matter = self.replied(**said)
        return acts.evaluate(
            actor=Guest(holds=matter.pk),
            matter_id=matter.pk,
            solved=True,
            satisfied=True,
            now=THURSDAY + timedelta(days=2),
        )

    def closed(self, **said: Any) -> Matter:
        matter = self.evaluated(**said)
        return acts.close(
            actor=self.worker,
            matter_id=matter.pk,
            evidence="居民回话说亮了，照片两张。",
            now=THURSDAY + timedelta(days=3),
        )
