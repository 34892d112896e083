"""The places and units a file speaks of: found, or made through the acts of places and people."""

from dataclasses import dataclass, field
from datetime import date, datetime

from yuanba.base import permits
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.exchange.mapping import Mapping
from yuanba.exchange.reading import Line
from yuanba.people import acts as people
from yuanba.people.models import Unit
from yuanba.people.rules import UnitKind
from yuanba.places import acts as places
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM, Kind

NO_PLACE = _("没有这个地方：%(name)s。请先建这个地方，或者请管理员来导入。")
NOT_YOURS = _("这一行是%(name)s的，不归您导入。")
SEVERAL = _("叫%(name)s的不止一个，请加一列写明是哪个街道或乡镇。")
NO_COMMITTEE = _("没有写责任单位，这里也没有村（居）委会这个单位。")
NO_UNIT = _("没有这个单位：%(name)s。请先设立，或者请管理员来导入。")
NO_ADDRESS = _("地址里看不出是哪个村或社区，请在地址前面写上村或社区的名字。")
STEM = len("街道")


@dataclass
class Ground:
    """One county as the import sees it. What is missing is made, if the actor may; in a preview it
    is only counted."""

    actor: Actor
    mapping: Mapping
    since: date  # of what has to be made: the first day in the file
    now: datetime
    dry: bool
    home: Place | None = None  # whose table it is; None for the command line
    county: Place | None = None
    towns: dict[str, Place] = field(default_factory=dict)
    villages: dict[tuple[str, str], Place] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)  # kind → how many
    grids: dict[int, dict[str, Place]] = field(default_factory=dict)  # of each village asked for
    yours: dict[int, bool] = field(default_factory=dict)

    def enter(self, name: str) -> Place:
        """The county of the file. Raises Refused if there is none and it may not be made."""
        found = Place.objects.filter(kind=Kind.COUNTY, until=None)
        if self.home is not None:
            named = found.filter(pk=self.home.county_id or 0).first()
        else:
            named = found.filter(name=name).first() if name else None
            if named is None and not name and found.count() == 1:
                named = found.first()
        if named is None:
            named = self._county(name)
        self.county = named
        below = Place.objects.filter(county_id=named.pk, until=None)
        self.towns = {p.name: p for p in below.filter(kind=Kind.TOWNSHIP)}
        self.villages = {
            (p.parent.name, p.name): p
            for p in below.filter(kind__in=BOTTOM).select_related("parent")
            if p.parent is not None
        }
        units = Unit.objects.filter(place__county_id=named.pk, active=True).order_by("id")
        self.units = {unit.name: unit for unit in units}
        return named

    def _county(self, name: str) -> Place:
        if not name:
            raise Refused("county", _("请写明是哪个区县。"), field="file")
        self._count(Kind.COUNTY)
        if self.dry:
            unmade = Place(kind=Kind.COUNTY, name=name, since=self.since)
            unmade.county_id = unmade.pk
            return unmade
        try:
            return places.found_county(
                actor=self.actor, name=name, source=self._source, on=self.since, now=self.now
            )
        except Denied:
            message = NO_PLACE % {"name": name}
            raise Refused("county", message, field="file") from None

    @property
    def _source(self) -> str:
        return str(_("随文件导入：%(name)s") % {"name": self.mapping.name})

    def _count(self, kind: str) -> None:
        self.made[kind] = self.made.get(kind, 0) + 1

    def village(self, line: Line) -> Place:
        """The community or village of a line, if the actor may bring matters into it. Raises
        Refused."""
        village = self._village(line)
        if village.pk not in self.yours:
            # One that is only counted lies where it would be made: who may make it may fill it.
            over = village.reach if village.county_id else None
            may = over is None or permits.may(self.actor, "exchange.import_matters", reach=over)
            self.yours[village.pk] = bool(may)
        if not self.yours[village.pk]:
            raise Refused("not_yours", str(NOT_YOURS) % {"name": village.name})
        return village

    def _village(self, line: Line) -> Place:
        if not line.village:
            if self.home is not None and self.home.kind in BOTTOM:
                return self.home
            return self._from_address(line.address)
        if not line.township:
            return self._by_name(line.village)
        known = self.villages.get((line.township, line.village))
        if known is None:
            kind = Kind.VILLAGE if line.village.endswith("村") else Kind.COMMUNITY
            known = self._place(self._town(line.township), kind, line.village)
            self.villages[line.township, line.village] = known
        return known

    def _by_name(self, name: str) -> Place:
        """A village of which the table does not say the township: there must be just one."""
        below = list(self.villages.values())
        named = [place for place in below if place.name == name]
        if not named:  # 石桥 for 石桥村, as people write
            named = [p for p in below if name in {p.short, p.name.removesuffix("村")} - {""}]
            named = named or [p for p in below if p.name.removesuffix("社区") == name]
        if len(named) > 1:
            raise Refused("several", str(SEVERAL) % {"name": name})
        if not named:
            raise Refused("no_place", str(NO_PLACE) % {"name": name})
        return named[0]

    def grid(self, village: Place, line: Line) -> Place:
        """The grid of a line, if the table names one of this village's; else the village itself."""
        if village.pk not in self.grids:
            found = Place.objects.filter(village_id=village.pk, kind=Kind.GRID, until=None)
            self.grids[village.pk] = {place.name: place for place in found}
        named = {
            pk: place
            for name, place in self.grids[village.pk].items()
            for said in (line.grid, line.address)
            if said and (name in said or name.removeprefix(village.name) in said)
            for pk in [place.pk]
        }
        return next(iter(named.values())) if len(named) == 1 else village

    def _town(self, name: str) -> Place:
        known = self.towns.get(name)
        if known is None:
            assert self.county is not None
            known = self.towns[name] = self._place(self.county, Kind.TOWNSHIP, name)
        return known

    def _place(self, parent: Place, kind: Kind, name: str) -> Place:
        reach = parent.reach
        if permits.may(self.actor, "places.found", reach=reach) is None:
            raise Refused("no_place", NO_PLACE % {"name": name})
        self._count(kind)
        if self.dry:
            return Place(kind=kind, name=name, parent=parent, since=self.since)
        return places.found(
            actor=self.actor,
            parent_id=parent.pk,
            kind=kind,
            name=name,
            source=self._source,
            on=max(self.since, parent.since),
            now=self.now,
        )

    def _from_address(self, address: str) -> Place:
        """The village whose name stands in the address; the longest name if there are several."""
        named = [p for (_town, name), p in self.villages.items() if name in address]
        if not named:
            raise Refused("no_place", NO_ADDRESS)
        longest = max(len(p.name) for p in named)
        best = [p for p in named if len(p.name) == longest]
        if len(best) > 1:
            best = [p for p in best if p.parent is not None and p.parent.name in address]
        if len(best) != 1:
            raise Refused("no_place", NO_ADDRESS)
        return best[0]

    def unit(self, name: str, village: Place) -> Unit:
        """The unit of this name: spelled as in the file, so two spellings are two units. What a
        village's own register does not say was done by its committee."""
        if not name:
            return self._committee(village)
        known = self.units.get(name)
        if known is None:
            kind, own = self.mapping.unit_kind(name)
            known = self.units[name] = self._unit(name, kind, self._seat(name, own))
        return known

    def _committee(self, village: Place) -> Unit:
        for unit in self.units.values():
            if unit.place_id == village.pk and unit.kind == UnitKind.COMMITTEE:
                return unit
        raise Refused("no_unit", NO_COMMITTEE)

    def _unit(self, name: str, kind: UnitKind, seat: Place) -> Unit:
        if permits.may(self.actor, "people.found_unit", reach=seat.reach) is None:
            raise Refused("no_unit", NO_UNIT % {"name": name})
        self._count("unit")
        if self.dry:
            return Unit(kind=kind, name=name, place=seat)
        return people.found_unit(
            actor=self.actor, place_id=seat.pk, kind=kind, name=name, now=self.now
        )

    def _seat(self, name: str, own: bool) -> Place:
        """Where a unit sits: in the village or the street it is named for, else in the county."""
        assert self.county is not None
        if own:
            for (_town, village), place in self.villages.items():
                if name.startswith(village.removesuffix("社区")):
                    return place
        for town, place in self.towns.items():
            stem = town[:-STEM]
            if town in name or f"{stem}办事处" in name or f"（{stem}" in name:
                return place
        return self.county
