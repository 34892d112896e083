"""A small county for the tests of this context, built with the acts."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from yuanba.base.permits import Reach, Role
from yuanba.places import acts
from yuanba.places.models import Place
from yuanba.places.rules import Kind

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # a Monday, 10:00 in the village
TODAY = date(2026, 11, 23)
BEGAN = date(2020, 1, 1)


@dataclass(frozen=True)
class Holder:
    """Somebody with roles over ids, as a post gives them."""

    over: dict[int, Role]
    pk: int | None = None

    def roles_in(self, reach: Reach) -> set[Role]:
        return {role for i, role in self.over.items() if i in reach}


@dataclass
class Tree:
    """清溪县: two townships, a village, a community, a grid with a courtyard and a building."""

    county: Place = field(init=False)
    admin: Holder = field(init=False)

    def __post_init__(self) -> None:
        founding = {"actor": acts.FOUNDER, "source": "县志", "now": NOW, "on": BEGAN}
        self.county = acts.found_county(name="清溪县", region="南山市", **founding)
        self.admin = Holder({self.county.pk: Role.ADMIN})
        self.east = self.found(self.county, Kind.TOWNSHIP, "东河镇", code="500199100")
        self.west = self.found(self.county, Kind.TOWNSHIP, "西坪镇", code="500199101")
        self.village = self.found(self.east, Kind.VILLAGE, "柳湾村", short="柳湾")
        self.other = self.found(self.east, Kind.VILLAGE, "石桥村", short="石桥")
        self.community = self.found(self.west, Kind.COMMUNITY, "南湖社区", short="南湖")
        self.grid = self.found(self.village, Kind.GRID, "第一网格")
        self.group = self.found(self.village, Kind.SUBGROUP, "一组")
        self.courtyard = self.found(self.grid, Kind.COURTYARD, "老槐院")
        self.building = self.found(self.courtyard, Kind.BUILDING, "一号楼")

    def found(
        self, parent: Place, kind: Kind, name: str, *, short: str = "", code: str = ""
    ) -> Place:
        return acts.found(
            actor=self.admin,
            parent_id=parent.pk,
            kind=kind,
            name=name,
            short=short,
            code=("admin", "2020", code) if code else None,
            source="县志",
            now=NOW,
            on=BEGAN,
        )

    def paper(self, **more: object) -> dict[str, object]:
        """What every act wants: who, by what paper, when."""
        return {"actor": self.admin, "source": "县政府〔2026〕8号", "now": NOW} | more
