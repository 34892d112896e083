"""A county's own roster of grids: `yuanba import roster FILE`, or the page 导入.

One row a person; the grid, what lies in it and its outline on one of its rows, or on all. All or nothing:
a row that does not fit stands in the report with its line and the reason. What nobody covers, and what two
grids cover, is told before anything is taken. The same file twice changes nothing.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from yuanba.base import clock, permits
from yuanba.base.cells import Kind as Cell
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.report import Report
from yuanba.base.tables_in import Column, Row, open_table
from yuanba.base.text import _
from yuanba.exchange.people_rows import Known as Places
from yuanba.grids import acts
from yuanba.grids.models import Seat
from yuanba.grids.queries.board import households_by_place
from yuanba.grids.rules.organisations import Chosen, organisations
from yuanba.people.door import FOUNDER
from yuanba.places import outlines
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM, Kind
from yuanba.places.rules.ground import samples, share_inside

COLUMNS = (
    Column("village", ("村社区", "村", "社区", "所属村社区", "village")),
    Column("grid", ("网格", "网格名称", "所属网格", "grid"), needed=True),
    Column("code", ("网格代码", "网格编码", "网格编号")),
    Column("covers", ("包含地方", "范围", "网格范围", "小组、小区", "管辖范围", "covers")),
    Column("homes", ("户数", "住户数", "households"), Cell.WHOLE),
    Column("post", ("岗位", "职务", "角色", "post")),
    Column("name", ("姓名", "name")),
    Column("phone", ("电话", "手机", "手机号", "联系电话", "phone")),
    Column("how", ("怎么定的", "产生方式", "how")),
    Column("since", ("从哪天起", "任职时间", "上岗时间", "since"), Cell.DAY),
    Column("outline", ("边界", "边界坐标", "outline")),
)
HOW = {
    "": Chosen.APPOINTED, "聘任": Chosen.APPOINTED, "派驻": Chosen.APPOINTED,
    "聘任、派驻": Chosen.APPOINTED, "任命": Chosen.APPOINTED, "志愿": Chosen.VOLUNTEER,
    "自愿报名": Chosen.VOLUNTEER, "推选": Chosen.ELECTED, "选举": Chosen.ELECTED,
}  # fmt: skip
WORDS = {
    "phone": _("电话"), "name": _("姓名"), "since": _("从哪天起"), "post": _("岗位"), "homes": _("户数"),
    "how": _("怎么定的"), "text": _("边界"), "code": _("网格代码"),
}  # fmt: skip
APART = "、，,；;/ "
MOST_TOLD = 40
LEAST = 2  # per cent of an outline over another that is told


@dataclass
class Brought(Report):
    """`gaps`: what somebody should look at before he agrees, in sentences."""

    gaps: list[str] = field(default_factory=list)

    @property
    def sums(self) -> dict[str, Any]:
        return {"gaps": self.gaps[:MOST_TOLD], "more": max(0, len(self.gaps) - MOST_TOLD)}


@dataclass
class _Village:
    place: Place
    by_name: dict[str, list[Place]]
    given: dict[int, tuple[int, str]] = field(default_factory=dict)  # place → line, grid
    grids: set[str] = field(default_factory=set)
    homes: dict[str, tuple[int, int]] = field(default_factory=dict)  # grid → line, as written


def run(
    file: Path | bytes,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], object] | None = None,
    actor: Actor = FOUNDER,
    place: Place | None = None,
    name: str = "",
    now: datetime | None = None,
) -> Brought:
    """Try every row; keep them all if every one fits. Raises Refused for an unreadable file."""
    began, report = time.perf_counter(), Brought()
    data = file if isinstance(file, bytes) else file.read_bytes()
    name = name or (file.name if isinstance(file, Path) else "")
    reading = _Reading(Places(actor, now or clock.now()), place, name or str(_("花名册")), report)
    table = open_table(data, name)
    with transaction.atomic():
        for row in table.rows(COLUMNS):
            reading.take(row)
            if progress and report.rows % 20 == 0:
                progress(report.rows, max(table.about, report.rows))
        reading.look_for_gaps()
        if dry_run or report.refused:
            transaction.set_rollback(True)
    report.refused.sort()
    if report.refused:
        report.made = 0
    report.seconds = time.perf_counter() - began
    return report


@dataclass
class _Reading:
    known: Places
    home: Place | None
    source: str
    report: Brought
    villages: dict[int, _Village] = field(default_factory=dict)
    before: tuple[_Village, str] | None = None  # merged cells: blank means as above

    def take(self, row: Row) -> None:
        self.report.rows += 1
        said = {key: str(value or "").strip() for key, value in row.values.items()}
        try:
            if row.wrong:
                raise row.wrong[0]
            village, grid = self._where(said)
            covers = self._covers(village, grid, said.get("covers", ""), row.number)
            since = row.values.get("since")
            day = since.date() if isinstance(since, datetime) else since
            homes = row.values.get("homes")
            if isinstance(homes, int):
                village.homes.setdefault(grid, (row.number, homes))
            with transaction.atomic():
                changed = self._row(
                    village, grid, covers, said, day if isinstance(day, date) else None
                )
        except (Refused, Denied) as no:
            self.report.refused.append((row.number, _words(no)))
            return
        self.report.made += changed
        self.report.unchanged += not changed

    def _where(self, said: dict[str, str]) -> tuple[_Village, str]:
        named, grid = said.get("village", ""), said.get("grid", "")
        if not grid and self.before and not named:
            return self.before
        place = (
            self.known.place(named)
            if named
            else (self.before[0].place if self.before else self.home)
        )
        if place is None or place.kind not in BOTTOM:
            raise Refused("no_village", _("村社区：请写清是哪个村、哪个社区。"))
        if not grid:
            raise Refused("no_grid", _("网格：没有写是哪个网格。"))
        if permits.may(self.known.actor, "grids.take_roster_row", reach=place.reach) is None:
            raise Refused("not_yours", _("村社区：这个地方不归您管。"))
        if place.pk not in self.villages:
            inside = Place.objects.filter(village_id=place.pk, until=None).exclude(pk=place.pk)
            by_name: dict[str, list[Place]] = {}
            for one in inside.exclude(kind=Kind.GRID):
                by_name.setdefault(one.name, []).append(one)
            self.villages[place.pk] = _Village(place, by_name)
        village = self.villages[place.pk]
        village.grids.add(grid)
        self.before = village, grid
        return self.before

    def _covers(self, village: _Village, grid: str, said: str, line: int) -> list[int]:
        """The places a row names; each lies in one grid alone."""
        found = []
        for word in "".join("、" if c in APART else c for c in said).split("、"):
            if not word:
                continue
            there = village.by_name.get(word, [])
            if len(there) != 1:
                many = _("包含地方：这里有几处叫“%(name)s”，请先在“地方”里改得分得清。")
                none = _("包含地方：%(village)s没有“%(name)s”，请先建好，或者改成全名。")
                words = {"name": word, "village": village.place.name}
                raise Refused("no_place", (many if there else none) % words)
            first = village.given.setdefault(there[0].pk, (line, grid))
            if first[1] != grid:
                told = _("包含地方：“%(name)s”第 %(line)s 行已经划给%(grid)s，两个网格重了。")
                raise Refused("twice", told % {"name": word, "line": first[0], "grid": first[1]})
            found.append(there[0].pk)
        return found

    def _row(
        self,
        village: _Village,
        grid: str,
        covers: list[int],
        said: dict[str, str],
        since: date | None,
    ) -> bool:
        """True if it changed anything."""
        post = _post(said.get("post", ""), said.get("name", ""))
        how = HOW.get(said.get("how", ""))
        if how is None:
            raise Refused("how", _("怎么定的：请写“聘任”“推选”或者“志愿”。"))
        if self._stands(village, grid, covers, post, said):
            return False
        acts.take_roster_row(
            village_id=village.place.pk, grid=grid, code=said.get("code", ""), covers=covers,
            outline=said.get("outline", ""), post=post, name=said.get("name", ""),
            phone=said.get("phone", ""), how=how, since=since, source=self.source, **self.known.by,
        )  # fmt: skip
        return True

    def _stands(
        self, village: _Village, grid: str, covers: list[int], post: str, said: dict[str, str]
    ) -> bool:
        place = Place.objects.filter(
            village_id=village.place.pk, kind=Kind.GRID, name=grid, until=None
        ).first()
        if place is None or (said.get("outline") and not outlines.of([place.pk])):
            return False
        inside = Place.objects.filter(pk__in=covers, grid_id=place.pk).count()
        seats = Seat.objects.filter(
            team__place=place,
            team__template="grid",
            until=None,
            post=post,
            name=said.get("name", ""),
        )
        return inside == len(covers) and (not post or seats.exists())

    def look_for_gaps(self) -> None:
        """As it would be: what lies in no grid, grids that the file does not name, other figures than the
        register's, outlines over one another. Some six statements a village."""
        tell = self.report.gaps.append
        for village in self.villages.values():
            inside = Place.objects.filter(village_id=village.place.pk, until=None)
            grids = {p.pk: p for p in inside.filter(kind=Kind.GRID).order_by("name")}
            at = dict(inside.values_list("pk", "grid_id"))
            names = dict(inside.values_list("pk", "name"))
            homes: dict[int | None, int] = {}
            for pk, n in households_by_place(place__village_id=village.place.pk).items():
                homes[at.get(pk)] = homes.get(at.get(pk), 0) + n
                if at.get(pk) is None:
                    tell(
                        _("漏了：%(place)s有 %(n)s 户，不在哪个网格里。")
                        % {"place": names[pk], "n": n}
                    )
            for grid in grids.values():
                if grid.name not in village.grids:
                    tell(_("花名册里没有%(grid)s，它照旧。") % {"grid": grid.name})
                line, said = village.homes.get(grid.name, (0, -1))
                if line and said != (have := homes.get(grid.pk, 0)):
                    words = _("第 %(line)s 行：%(grid)s写的 %(said)s 户，登记的有 %(have)s 户。")
                    tell(words % {"line": line, "grid": grid.name, "said": said, "have": have})
            _over(grids, tell)


def _over(grids: dict[int, Place], tell: Callable[[str], object]) -> None:
    drawn = list(outlines.of(grids).items())
    for n, (one, shape) in enumerate(drawn):
        spread = samples(shape)
        for other, beside in drawn[n + 1 :]:
            if (share := round(100 * share_inside(spread, beside))) >= LEAST:
                words = _("重了：%(one)s的边界有 %(n)s%% 和%(other)s重叠。")
                tell(words % {"one": grids[one].name, "n": share, "other": grids[other].name})


def _words(no: Refused | Denied) -> str:
    if isinstance(no, Denied):
        return str(_("这个地方不归您管。"))
    column = WORDS.get(no.field or "")
    return f"{column}：{no.message}" if column else str(no.message)


def _post(said: str, name: str) -> str:
    """The key of a post by its Chinese name."""
    if not said:
        if name:
            raise Refused("no_post", _("岗位：写了姓名，没有写什么岗位。"))
        return ""
    if not name:
        raise Refused("no_name", _("姓名：写了岗位，没有写是谁。"))
    posts = {p.name: p.key for p in organisations()["grid"].posts}
    if said not in posts:
        names = "、".join(posts)
        raise Refused(
            "post", _("岗位：没有“%(said)s”，请写：%(names)s。") % {"said": said, "names": names}
        )
    return posts[said]
