"""Tables of matters from other systems and from a village's own Excel. Two passes: `gather` reads the
file into lines sorted by day; `Bringing` shows what they would become (dry) or writes them, a batch an act.
Used by `yuanba import matters` and by the jobs behind the import page."""

import hashlib
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
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
from yuanba.exchange import acts, mapping, spool
from yuanba.exchange.mapping import OTHER, Mapping
from yuanba.exchange.places_for import Ground
from yuanba.exchange.reading import Line, lines
from yuanba.matters.models import Matter
from yuanba.people.door import FOUNDER
from yuanba.people.models import Unit
from yuanba.people.rules import LOCAL, UnitKind
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import Calendar

BATCH = 1_000
Progress = Callable[[int, int], object]  # rows done, of about how many
OTHERWISE = _("这个编号已经有了，内容不一样，台账里是“%(title)s”。请核对编号。")
NO_LEAF = _("没有能放的类别，请管理员先设好类别。")


@dataclass
class Brought(Report):
    """The report, and what the preview shows besides: what would be made, and in which lanes."""

    places: dict[str, int] = field(default_factory=dict)  # kind → made
    lanes: Counter[str] = field(default_factory=Counter)
    told: int = 0  # still to be worked on here
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
    """Take in one table at once; with `dry_run` only say what would happen. Safe to run twice.

    Raises Refused for a file that cannot be read, Denied if the actor may not import here.
    Single rows that do not fit are in the report with their line and the reason.
    """
    began, now = time.perf_counter(), now or clock.now()
    table = open_table(path, name or (path.name if isinstance(path, Path) else ""))
    chosen = choose(table, mapping)
    report = Brought(mapping=chosen.name)
    data = path.read_bytes() if isinstance(path, Path) else path
    about = {"source": chosen.source, "mapping": chosen.key}
    about["sha256"] = hashlib.sha256(data).hexdigest()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lines"
        n = gather(table, chosen, file, report, now=now, place="")
        bringing = Bringing(actor, chosen, report, now, dry=dry_run, about=about)
        for some in spool.batches(file, BATCH):
            bringing.take(some)
            if progress:
                progress(min(report.rows, bringing.seen), n)
    if report.made and not dry_run:
        wall.rebuild(now=now)
    report.refused.sort()
    report.seconds = time.perf_counter() - began
    return report


def gather(
    table: Table, chosen: Mapping, file: Path, report: Report, *, now: datetime, place: str
) -> int:
    """Read the table into a file of lines; what cannot be a line is in the report. Returns how many
    lines there are."""

    def good() -> Iterator[Line]:
        for line in lines(table, chosen, now, place=place):
            report.rows += 1
            if isinstance(line, Line):
                yield line
            else:
                report.refused.append(line)

    return spool.keep(file, good())


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
class Bringing:
    """One table on its way in. With `dry` nothing is written: it is only counted."""

    actor: Actor
    mapping: Mapping
    report: Brought
    now: datetime
    dry: bool
    about: dict[str, str]
    home: Place | None = None
    table_id: int | None = None  # the table of the page, which counts how far it is
    seen: int = 0
    ground: Ground | None = None
    leaves: dict[str, Category] = field(default_factory=dict)
    by_name: dict[str, Category] = field(default_factory=dict)
    calendar: Calendar | None = None

    def take(self, some: list[Line]) -> None:
        """One batch of lines in order of their day."""
        ground, known = self._ground(some[0]), {}
        assert ground.county is not None
        numbers = [line.number for line in some]
        stored = Matter.objects.filter(county_id=ground.county.pk, outside_number__in=numbers)
        for number, text, title in stored.values_list("outside_number", "text", "title"):
            known[number] = text, title
        ready = []
        for line in some:
            if line.number in known:
                self._again(line, *known[line.number])
            elif one := self._ready(line, ground):
                ready.append(one)
        at, self.seen = self.seen, self.seen + len(some)
        if self.dry:
            self.report.made += len(ready)
            return
        if not ready and self.table_id is None:
            return
        batch = acts.import_matters(
            actor=self.actor,
            county_id=ground.county.pk,
            lines=ready,
            about=self.about,
            calendar=self.calendar,
            table_id=self.table_id,
            since=at,
            until=self.seen,
            now=self.now,
        )
        self.report.made += len(batch.made)
        self.report.unchanged += batch.unchanged

    def _again(self, line: Line, text: str, title: str) -> None:
        """The number is there already: the same row, or another that would be lost without a word."""
        if text == line.text:
            self.report.unchanged += 1
        else:
            self.report.refused.append((line.row, str(OTHERWISE) % {"title": title}))

    def _ground(self, first: Line) -> Ground:
        if self.ground is None:
            since = clock.day_of(first.at)
            self.ground = Ground(self.actor, self.mapping, since, self.now, self.dry, self.home)
            said = self.mapping.said.get("county", {})
            county = self.ground.enter(first.county or str(said.get("name", "")))
            self.report.county, self.report.places = county.name, self.ground.made
            self.leaves = self._leaves()
            self.by_name = {leaf.name: leaf for leaf in self.leaves.values() if leaf.name}
            self.calendar = places.calendar()
        return self.ground

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

    def _ready(self, line: Line, ground: Ground) -> acts.Ready | None:
        try:
            if line.county and ground.county and line.county != ground.county.name:
                raise Refused("county", _("这一行是另一个区县的，请分开导入。"))
            village, leaf = ground.village(line), self._leaf(line)
            place, channel = ground.grid(village, line), self.mapping.channel(line.channel)
            if not line.closed:
                self.report.told += 1
                return acts.Ready(line, village, place, leaf, channel)
            unit = ground.unit(line.unit, village)
        except (Refused, Denied) as refused:
            why = refused.message if isinstance(refused, Refused) else _("这件事不归您办。")
            self.report.refused.append((line.row, str(why)))
            return None
        for name in ("reason", "result", "evidence"):
            own = str(getattr(line, name))
            said = own or self.mapping.said[name].format(outcome_said=line.outcome)
            line.facts[name] = said
        lane = lane_of(leaf, unit, line.lane)
        self.report.lanes[lane] += 1
        return acts.Ready(line, village, place, leaf, channel, unit, lane)

    def _leaf(self, line: Line) -> Category:
        """The leaf of the mapping's tables; else the one whose name the row says; else "other"."""
        leaf = self.leaves.get(line.code) if line.code != OTHER else None
        for words in line.kind.replace("／", "/").replace("/", "|").split("|"):
            leaf = leaf or self.by_name.get(words.strip())
        leaf = leaf or self.leaves.get(OTHER)
        if leaf is None:
            raise Refused("no_leaf", NO_LEAF)
        return leaf


def lane_of(leaf: Category, unit: Unit, said: str = "") -> Lane:
    """The lane the table says, or the leaf's, if a unit of this kind may lead in it; else the lane of
    who did lead.

    A personal matter needs guidance and a hardship check that no other system kept: what an office
    dealt with is taken as that office's.
    """
    kind = UnitKind(unit.kind)
    for lane in filter(None, [said, leaf.lane]):
        if lane != Lane.PERSONAL and may_lead(Lane(lane), kind):
            return Lane(lane)
    return Lane.COMMUNAL if kind in LOCAL else Lane.GOVERNMENT
