"""A village's own table of points: `yuanba import points FILE`, or the page 导入.

One row a household with what it has, or one row a deed (a column with the day or the deed says so): then
the rows of a household are summed. All or nothing: a row that does not fit stands in the report with
its line and the reason, and nothing at all is booked until every row fits. The same file twice
changes nothing.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from yuanba.base import clock, permits, words_in
from yuanba.base.cells import Kind as Cell
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.report import Report
from yuanba.base.tables_in import Column, Row, open_table
from yuanba.base.tables_out import write_xlsx
from yuanba.base.text import _
from yuanba.exchange.people_rows import Known as Places
from yuanba.people.door import FOUNDER
from yuanba.people.models import Household, Membership, Person
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM
from yuanba.points import acts
from yuanba.points.queries import opening as queries
from yuanba.points.rules import opening as rules

COLUMNS = (
    Column("place", ("村社区", "村", "社区", "place")),
    Column("code", ("户号", "门牌户号", "家庭编号", "household", "code")),
    Column("address", ("住址", "地址", "门牌", "家庭住址", "详细地址", "address")),
    Column("name", ("户主", "户主姓名", "姓名", "name", "head")),
    Column(
        "points",
        ("积分", "现有积分", "剩余积分", "积分余额", "余额", "结余", "得分", "分值", "points", "balance"),
        Cell.WHOLE,
        needed=True,
    ),
    Column("on", ("日期", "时间", "date")),
    Column("item", ("事项", "积分项目", "项目", "内容", "item")),
)  # fmt: skip
BY_DEED = {"on", "item"}  # one of these columns: the rows of a household are summed


@dataclass
class Brought(Report):
    """`sheet`: the sum of the column as it stands; `homes`: what each household of each village gets."""

    sheet: int = 0
    homes: dict[int, dict[int, int]] = field(default_factory=dict)

    @property
    def sums(self) -> dict[str, int]:
        return {"sheet": self.sheet, "homes": sum(len(some) for some in self.homes.values())}


@dataclass
class _Village:
    """The households of one village by what a table may call them, and what was read for each."""

    place: Place
    by_code: dict[str, int] = field(default_factory=dict)
    by_address: dict[str, list[int]] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    names: dict[int, set[str]] = field(default_factory=dict)
    opened: set[int] = field(default_factory=set)
    rows: dict[int, list[int]] = field(default_factory=dict)  # household → its lines in the file
    points: dict[int, int] = field(default_factory=dict)
    seen: dict[tuple[object, ...], int] = field(default_factory=dict)  # a deed → its line

    @classmethod
    def of(cls, place: Place) -> "_Village":
        """Three statements, however many households there are."""
        found = cls(place, opened=queries.opened(place.pk))
        homes = Household.objects.filter(place__village_id=place.pk, until=None)
        for pk, code, address in homes.values_list("pk", "code", "address"):
            if code:
                found.by_code[code.lower()] = pk
            found.by_address.setdefault(_plain(address), []).append(pk)
        living = Membership.objects.filter(household__in=homes, until=None)
        for pk, name in living.values_list("household_id", "person__name"):
            found.names.setdefault(pk, set()).add(name)
            found.by_name.setdefault(name, []).append(pk)
        return found

    def home(self, said: dict[str, str]) -> int:
        """The one household that a row names. Raises Refused beside its column."""
        code, address, name = said.get("code", ""), said.get("address", ""), said.get("name", "")
        found, field = self._found(code, address, name)
        if not found:
            say = _("村里没有这一户：%(said)s。请先登记住户，或者改成登记的户号、住址。")
            raise Refused("no_home", say % {"said": code or address or name}, field=field)
        if len(found) > 1:
            say = _("不止一户叫这个：%(said)s。请写户号。")
            raise Refused("several_homes", say % {"said": code or address or name}, field=field)
        if name and not self._lives(name, found[0]):
            say = _("对不上：登记里 %(name)s 不住这一户。请看看是不是串了行。")
            raise Refused("other_name", say % {"name": name}, field="name")
        return found[0]

    def _found(self, code: str, address: str, name: str) -> tuple[list[int], str]:
        if code:
            one = self.by_code.get(code.lower())
            return ([one] if one is not None else []), "code"
        if address:
            there = self.by_address.get(_plain(address), [])
            if len(there) > 1 and name:
                there = [pk for pk in there if self._lives(name, pk)]
            return there, "address"
        if name:
            return self.by_name.get(name, []), "name"
        raise Refused(
            "no_home", _("这一行没有写哪一户：户号、住址、户主至少写一样。"), field="name"
        )

    def _lives(self, name: str, home: int) -> bool:
        """A masked name, as our own files have it, fits by its family name."""
        names = self.names.get(home, set())
        return name in names or ("*" in name and name in {words_in.mask_name(n) for n in names})


def _plain(address: str) -> str:
    return "".join(address.split())


def run(
    file: Path | bytes,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], object] | None = None,
    actor: Actor = FOUNDER,
    second: Person | None = None,
    place: Place | None = None,
    name: str = "",
    now: datetime | None = None,
) -> Brought:
    """Look at every row; book them all if every one fits. `place`: the village of rows that name none.
    Raises Refused for an unreadable file."""
    began, report = time.perf_counter(), Brought()
    data = file if isinstance(file, bytes) else file.read_bytes()
    name = name or (file.name if isinstance(file, Path) else "")
    digest = hashlib.sha256(data).hexdigest()
    reading = _Reading(Places(actor, now or clock.now()), place, digest, report)
    table = open_table(data, name)
    for row in table.rows(COLUMNS):
        reading.take(row)
        if progress and report.rows % 100 == 0:
            progress(report.rows, max(table.about, report.rows))
    reading.sum_up()
    report.refused.sort()
    if report.refused:
        report.made = 0
    elif not dry_run and report.homes:
        with transaction.atomic():  # several villages in one file: all of them or none
            for pk, homes in report.homes.items():
                acts.import_opening(
                    actor=actor, place_id=pk, homes=homes, digest=digest, source=name,
                    second=second, now=reading.known.now,
                )  # fmt: skip
    report.seconds = time.perf_counter() - began
    return report


@dataclass
class _Reading:
    known: Places
    home: Place | None
    digest: str
    report: Brought
    villages: dict[int, _Village] = field(default_factory=dict)
    done: set[int] = field(default_factory=set)  # villages into which this file has come before

    def take(self, row: Row) -> None:
        self.report.rows += 1
        if row.wrong:
            self._back(row.number, row.wrong[0])
            return
        said = {key: str(value or "").strip() for key, value in row.values.items()}
        points = row.values.get("points")
        summed = bool(BY_DEED & row.values.keys())
        try:
            village = self._village(said.get("place", ""))
            if village.place.pk in self.done:
                self.report.unchanged += 1
                return
            many = rules.line(points if isinstance(points, int) else None, summed=summed)
            home = village.home(said)
            self._once(village, home, row, said, summed=summed)
        except Refused as refusal:
            self._back(row.number, refusal)
            return
        self.report.sheet += many
        village.rows.setdefault(home, []).append(row.number)
        village.points[home] = village.points.get(home, 0) + many
        self.report.made += bool(many)
        self.report.unchanged += not many

    def _once(
        self, village: _Village, home: int, row: Row, said: dict[str, str], *, summed: bool
    ) -> None:
        if home in village.opened:
            raise Refused("opened", _("这一户的旧积分已经带进来过了。"), field="points")
        key = (home, said.get("on"), said.get("item"), said.get("points")) if summed else (home,)
        first = village.seen.setdefault(key, row.number)
        if first == row.number:
            return
        say = _("这一户写了两次，第一次在第 %(n)s 行。请只留一行。")
        if summed:
            say = _("和第 %(n)s 行一模一样。真有两次的，请在事项里写清楚。")
        raise Refused("twice", say % {"n": first}, field="points")

    def _village(self, said: str) -> _Village:
        place = self.known.place(said) if said else self.home
        if place is None or place.kind not in BOTTOM:
            say = _("请加一列“村社区”，写清是哪个村。")
            raise Refused("no_village", say, field="place")
        if place.pk not in self.villages:
            if permits.may(self.known.actor, "points.import_opening", reach=place.reach) is None:
                raise Refused("not_yours", _("这个地方不归您管。"), field="place")
            self.villages[place.pk] = _Village.of(place)
            if queries.of(place.pk, self.digest):
                self.done.add(place.pk)
        return self.villages[place.pk]

    def sum_up(self) -> None:
        """What each household comes to; a sum below nothing is said at its last row."""
        for village in self.villages.values():
            for home, many in village.points.items():
                try:
                    rules.total(many)
                except Refused as refusal:
                    self._back(village.rows[home][-1], refusal)
            gets = {home: many for home, many in village.points.items() if many}
            if gets:
                self.report.homes[village.place.pk] = gets

    def _back(self, line: int, refusal: Refused) -> None:
        self.report.refused.append((line, str(refusal.message)))


# ---- by the command line


def village(said: str) -> Place | None:
    """The village of this name or code; None where nothing was said. Raises Refused."""
    return Places(FOUNDER, clock.now()).place(said) if said else None


def write_out(target: Path, *, scope: str) -> int:
    """`yuanba export FILE --points --scope VILLAGE`: in the columns in which it comes in."""
    place = village(scope)
    if place is None or place.kind not in BOTTOM:
        raise Refused("scope", _("写明是哪个村。"), field="scope")
    acts.export_balances(actor=FOUNDER, place_id=place.pk, now=clock.now())
    header = [str(words) for words in queries.HEADER]
    return write_xlsx(target, header, queries.balances(place.pk), sheet=str(_("积分")))
