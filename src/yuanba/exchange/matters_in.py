"""`yuanba import matters FILE`: tables of matters from other systems, by a mapping."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.report import Report
from yuanba.base.tables_in import Table, open_table
from yuanba.base.text import _
from yuanba.disclosure import jobs as wall
from yuanba.duties import acts as duties
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane, may_lead
from yuanba.exchange import acts, mapping
from yuanba.exchange.mapping import Mapping
from yuanba.exchange.places_for import Ground
from yuanba.exchange.reading import Line, lines
from yuanba.matters.models import Matter
from yuanba.people.door import FOUNDER
from yuanba.people.models import Unit
from yuanba.people.rules import LOCAL, UnitKind
from yuanba.places import queries as places

BATCH = 1_000
Progress = Callable[[int, int], object]  # rows done, of about how many


@dataclass
class Brought(Report):
    """The report, and what the preview shows besides: what would be made, and by which unit kinds."""

    places: dict[str, int] = field(default_factory=dict)  # kind → made
    lanes: Counter[str] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    county: str = ""
    mapping: str = ""


def run(
    path: Path | bytes,
    *,
    mapping: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    actor: Actor = FOUNDER,
    name: str = "",
    now: datetime | None = None,
) -> Brought:
    """Take in one table; with `dry_run` only say what would happen. Safe to run twice.

    Raises Refused for a file that cannot be read, Denied if the actor may not import here.
    Single rows that do not fit are in the report with their line and the reason.
    """
    began, now = time.perf_counter(), now or clock.now()
    table = open_table(path, name or (path.name if isinstance(path, Path) else ""))
    chosen = choose(table, mapping)
    report = Brought(mapping=chosen.name)
    found: list[Line] = []
    for line in lines(table, chosen, now):
        report.rows += 1
        if isinstance(line, Line):
            found.append(line)
        else:
            report.refused.append(line)
    if found:
        data = path.read_bytes() if isinstance(path, Path) else path
        importer = _Importer(actor, chosen, report, now, dry_run, progress)
        importer.take(found, digest=hashlib.sha256(data).hexdigest())
    report.refused.sort()
    report.seconds = time.perf_counter() - began
    return report


def choose(table: Table, name: str | None) -> Mapping:
    """The mapping asked for, or the shipped one that fits the table's columns."""
    if name:
        return mapping.load(name)
    for _number, cells in table.lines():
        if fits := mapping.fitting({str(cell).strip() for cell in cells}):
            return fits
        if _number > 20:
            break
    raise Refused("mapping", _("看不出这张表用哪种对应，请选一种。"), field="mapping")


@dataclass
class _Importer:
    actor: Actor
    mapping: Mapping
    report: Brought
    now: datetime
    dry: bool
    progress: Progress | None

    def take(self, found: list[Line], *, digest: str) -> None:
        found.sort(key=lambda line: (line.at, line.row))  # numbers follow the days
        first = found[0].at
        ground = Ground(self.actor, self.mapping, clock.day_of(first), self.now, self.dry)
        said = self.mapping.said.get("county", {})
        county = ground.enter(found[0].county or str(said.get("name", "")))
        self.report.county, self.report.places = county.name, ground.made
        leaves = self._leaves()
        known = self._known(county.pk, found)
        about = {"source": self.mapping.source, "mapping": self.mapping.key, "sha256": digest}
        calendar = places.calendar()
        made: list[int] = []
        for start in range(0, len(found), BATCH):
            ready = []
            for line in found[start : start + BATCH]:
                if line.number in known:
                    self.report.unchanged += 1
                elif one := self._ready(line, ground, leaves, county.name):
                    ready.append(one)
            if self.dry:
                self.report.made += len(ready)
            elif ready:
                batch = acts.import_matters(
                    actor=self.actor,
                    county_id=county.pk,
                    lines=ready,
                    about=about,
                    calendar=calendar,
                    now=self.now,
                )
                made += batch.made
                self.report.unchanged += batch.unchanged
            if self.progress:
                self.progress(min(start + BATCH, len(found)), len(found))
        if made:
            self.report.made = len(made)
            wall.rebuild(now=self.now)

    def _leaves(self) -> dict[str, Category]:
        leaves = {c.code: c for c in Category.objects.exclude(branch="")}
        if not leaves and not self.dry:
            duties.load_categories(actor=self.actor, now=self.now)
            leaves = {c.code: c for c in Category.objects.exclude(branch="")}
        if not leaves:  # a preview on an empty house: as they would be
            shipped = [row for row in duties.shipped() if row["branch"]]
            leaves = {
                row["code"]: Category(code=row["code"], lane=row["lane"], branch=row["branch"])
                for row in shipped
            }
        return leaves

    def _known(self, county_id: int, found: list[Line]) -> set[str]:
        """The numbers that are there already. One statement for a thousand lines."""
        numbers, known = [line.number for line in found], set[str]()
        for start in range(0, len(numbers), BATCH):
            some = Matter.objects.filter(
                county_id=county_id, outside_number__in=numbers[start : start + BATCH]
            )
            known |= set(some.values_list("outside_number", flat=True))
        return known

    def _ready(
        self, line: Line, ground: Ground, leaves: dict[str, Category], county: str
    ) -> acts.Ready | None:
        try:
            if line.county and line.county != county:
                raise Refused("county", _("这一行是另一个区县的，请分开导入。"))
            village = ground.village(line)
            leaf = leaves[line.code]
            if not self.mapping.closed:
                return acts.Ready(line, village, leaf)
            unit = ground.unit(line.unit)
        except (Refused, Denied) as refused:
            why = refused.message if isinstance(refused, Refused) else _("这件事不归您办。")
            self.report.refused.append((line.row, str(why)))
            return None
        for name in ("reason", "result", "evidence"):
            line.facts[name] = self.mapping.said[name].format(outcome_said=line.outcome)
        lane = lane_of(leaf, unit)
        self.report.lanes[lane] += 1
        self.report.months[f"{line.at:%Y-%m}"] += 1
        return acts.Ready(line, village, leaf, unit, lane)


def lane_of(leaf: Category, unit: Unit) -> Lane:
    """The leaf's lane, if a unit of this kind may lead in it; else the lane of who did lead.

    A personal matter needs guidance and a hardship check that no other system kept: what an office
    dealt with is taken as that office's.
    """
    lane, kind = Lane(leaf.lane), UnitKind(unit.kind)
    if lane is not Lane.PERSONAL and may_lead(lane, kind):
        return lane
    return Lane.COMMUNAL if kind in LOCAL else Lane.GOVERNMENT
