"""A village's own tables: `yuanba import corners|units|staff|households FILE`.

Each row goes through the acts people use, and stands for itself: one that does not fit is in the
report with its line and the reason. The same file twice changes nothing.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from yuanba.base import clock
from yuanba.base.cells import Kind as Cell
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor, Role
from yuanba.base.report import Report
from yuanba.base.tables_in import Column, Row, open_table
from yuanba.base.text import _
from yuanba.people import acts
from yuanba.people.door import FOUNDER
from yuanba.people.models import Household, Membership, Person, Post, Unit
from yuanba.people.rules import ROLE_WORDS, UNIT_WORDS, UnitKind
from yuanba.places import acts as found
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import CLOSABLE, KIND_WORDS, Kind

BATCH = 100  # rows a transaction
Progress = Callable[[int, int], object]

PLACE = Column(
    "place", ("地点", "网格", "小组", "村民小组", "所属网格", "村社区", "村", "社区", "place", "grid"),
    needed=True,
)  # fmt: skip
HOMES = (
    PLACE,
    Column("code", ("户号", "门牌户号", "家庭编号", "household", "code")),
    Column("address", ("住址", "地址", "门牌", "家庭住址", "详细地址", "address"), needed=True),
    Column("name", ("姓名", "家庭成员", "name"), needed=True),
    Column("phone", ("电话", "手机", "手机号", "联系电话", "phone"), Cell.TEXT),
    Column("head", ("户主", "是否户主", "与户主关系", "关系", "head")),
)
STAFF = (
    PLACE,
    Column("name", ("姓名", "name"), needed=True),
    Column("username", ("用户名", "登录名", "账号", "username")),
    Column("phone", ("电话", "手机", "手机号", "联系电话", "phone"), Cell.TEXT),
    Column("role", ("岗位", "角色", "职责", "role"), needed=True),
    Column("unit", ("单位", "所在单位", "unit")),
    Column("title", ("职务", "title")),
)
CORNERS = (
    PLACE,
    Column("name", ("名称", "名字", "name"), needed=True),
    Column("kind", ("类型", "种类", "kind"), needed=True),
    Column("source", ("依据", "source")),
)
UNITS = (
    PLACE,
    Column("name", ("单位", "单位名称", "名称", "name"), needed=True),
    Column("kind", ("类型", "单位类型", "kind"), needed=True),
    Column("phone", ("电话", "联系电话", "phone"), Cell.TEXT),
)
HEAD = {"是", "户主", "本人", "√", "1", "yes", "y"}


def households(
    path: Path | bytes,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    actor: Actor = FOUNDER,
    name: str = "",
    now: datetime | None = None,
) -> Report:
    """Take in a register of households, one row a person. Raises Refused for an unreadable file."""
    return _run(path, name, HOMES, _Homes(actor, now or clock.now()), dry_run, progress)


def staff(
    path: Path | bytes,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    actor: Actor = FOUNDER,
    name: str = "",
    now: datetime | None = None,
) -> Report:
    """Take in a list of staff with their posts. Passwords are given face to face afterwards."""
    return _run(path, name, STAFF, _Staff(actor, now or clock.now()), dry_run, progress)


def units(
    path: Path | bytes,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    actor: Actor = FOUNDER,
    name: str = "",
    now: datetime | None = None,
) -> Report:
    """Take in the units that matters can be given to: departments, committees, property firms …"""
    return _run(path, name, UNITS, _Units(actor, now or clock.now()), dry_run, progress)


def corners(
    path: Path | bytes,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    actor: Actor = FOUNDER,
    name: str = "",
    now: datetime | None = None,
) -> Report:
    """Take in the grids, groups, estates, buildings and courtyards of villages and communities."""
    return _run(path, name, CORNERS, _Corners(actor, now or clock.now()), dry_run, progress)


class _Preview(Exception):
    pass


def _run(
    path: Path | bytes,
    name: str,
    columns: tuple[Column, ...],
    taker: "_Taker",
    dry: bool,
    progress: Progress | None,
) -> Report:
    began, report = time.perf_counter(), Report()
    table = open_table(path, name or (path.name if isinstance(path, Path) else ""))
    for some in _batches(table.rows(columns)):
        try:
            with transaction.atomic():
                for row in some:
                    _one(row, taker, report)
                if dry:
                    raise _Preview
        except _Preview:
            taker.forget()
        if progress:
            progress(report.rows, max(table.about, report.rows))
    report.refused.sort()
    report.seconds = time.perf_counter() - began
    return report


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == BATCH:
            yield some
            some = []
    if some:
        yield some


def _one(row: Row, taker: "_Taker", report: Report) -> None:
    report.rows += 1
    if row.wrong:
        report.refused.append((row.number, str(row.wrong[0].message)))
        return
    try:
        with transaction.atomic():  # a refused row leaves nothing half written
            made = taker.take({key: str(value or "").strip() for key, value in row.values.items()})
    except Refused as refusal:
        report.refused.append((row.number, str(refusal.message)))
    except Denied:
        report.refused.append((row.number, str(_("这个地方不归您管。"))))
    else:
        report.made += made
        report.unchanged += not made


@dataclass
class _Taker:
    actor: Actor
    now: datetime

    def __post_init__(self) -> None:
        self.known: dict[str, Place] = {}

    def forget(self) -> None:
        """What was remembered of rows that a preview has undone."""

    def place(self, said: str) -> Place:
        """The living place of this name or code. Raises Refused beside its column."""
        if said not in self.known:
            found = [p for p in places.find(said) if p.until is None]
            if not found:
                message = _("没有这个地方：%(name)s。请先在“地方”里建好，或者改成全名。")
                raise Refused("no_place", message % {"name": said}, field="place")
            if len(found) > 1:
                message = _("有几个地方叫“%(name)s”，请改写代码。")
                raise Refused("many_places", message % {"name": said}, field="place")
            self.known[said] = found[0]
        return self.known[said]

    def take(self, said: dict[str, str]) -> bool:
        raise NotImplementedError


class _Homes(_Taker):
    def __post_init__(self) -> None:
        super().__post_init__()
        self.homes: dict[tuple[int, str], int] = {}

    def forget(self) -> None:
        self.homes.clear()

    def take(self, said: dict[str, str]) -> bool:
        """One person into his household; both are made if they are not there. True if anything was."""
        where = self.place(said["place"])
        home_id, made = self._home(where, said)
        living = Membership.objects.filter(household_id=home_id, until=None)
        if living.filter(person__name=said["name"]).exists():
            return made
        acts.enrol(
            actor=self.actor,
            household_id=home_id,
            name=said["name"],
            phone=said.get("phone", ""),
            head=said.get("head", "").lower() in HEAD,
            now=self.now,
        )
        return True

    def _home(self, where: Place, said: dict[str, str]) -> tuple[int, bool]:
        code, address = said.get("code", ""), " ".join(said["address"].split())
        key = (where.pk, code or address)
        if key in self.homes:
            return self.homes[key], False
        found = Household.objects.filter(until=None)
        found = found.filter(code=code) if code else found.filter(place=where, address=address)
        home = found.first()
        made = home is None
        if home is None:
            home = acts.found_household(
                actor=self.actor, place_id=where.pk, address=address, code=code, now=self.now
            )
        self.homes[key] = home.pk
        return home.pk, made


class _Staff(_Taker):
    def take(self, said: dict[str, str]) -> bool:
        """Somebody with his post; one who is known by this user name or number gets the post."""
        where, role = self.place(said["place"]), role_of(said["role"])
        unit = self._unit(where, said.get("unit", ""), needed=role is Role.HANDLER)
        person = self._person(said)
        made = person is None
        if person is None:
            person = acts.add_person(
                actor=self.actor,
                place_id=where.pk,
                username=said.get("username") or said["name"],
                name=said["name"],
                phone=said.get("phone", ""),
                now=self.now,
            )
        held = Post.objects.filter(person=person, place=where, role=role, unit=unit, until=None)
        if held.exists():
            return made
        acts.appoint(
            actor=self.actor,
            person_id=person.pk,
            role=role,
            place_id=where.pk,
            unit_id=unit.pk if unit else None,
            title=said.get("title", ""),
            since=_today(self.now),
            now=self.now,
        )
        return True

    def _person(self, said: dict[str, str]) -> Person | None:
        username = said.get("username") or said["name"]
        found = Person.objects.filter(username=username).first()
        if found is not None and found.name != said["name"]:
            message = _("用户名“%(name)s”已经是别人的，请换一个。") % {"name": username}
            raise Refused("username_taken", message, field="username")
        return found

    def _unit(self, where: Place, name: str, *, needed: bool) -> Unit | None:
        if not name:
            if needed:
                raise Refused("unit_needed", _("部门经办人要写在哪个单位。"), field="unit")
            return None
        unit = Unit.objects.filter(place=where, name=name, active=True).first()
        if unit is None:
            message = _("这里没有单位“%(name)s”，请先设立。") % {"name": name}
            raise Refused("no_unit", message, field="unit")
        return unit


class _Corners(_Taker):
    def take(self, said: dict[str, str]) -> bool:
        above, kind = self.place(said["place"]), corner_of(said["kind"])
        if Place.objects.filter(parent=above, name=said["name"], until=None).exists():
            return False
        found.found(
            actor=self.actor,
            parent_id=above.pk,
            kind=kind,
            name=said["name"],
            source=said.get("source") or str(_("建库时导入")),
            now=self.now,
        )
        return True


def corner_of(said: str) -> Kind:
    """The kind as people call it (网格), or its own word (grid)."""
    below = [kind for kind in Kind if kind in CLOSABLE]
    for kind in below:
        if said in {str(kind), str(KIND_WORDS[kind])}:
            return kind
    message = _("没有“%(said)s”这种地方。可以写：%(all)s。")
    every = "、".join(str(KIND_WORDS[kind]) for kind in below)
    raise Refused("no_kind", message % {"said": said, "all": every}, field="kind")


class _Units(_Taker):
    def take(self, said: dict[str, str]) -> bool:
        where, kind = self.place(said["place"]), kind_of(said["kind"])
        if Unit.objects.filter(place=where, name=said["name"]).exists():
            return False
        acts.found_unit(
            actor=self.actor,
            place_id=where.pk,
            kind=kind,
            name=said["name"],
            phone=said.get("phone", ""),
            now=self.now,
        )
        return True


def kind_of(said: str) -> UnitKind:
    """The kind as people call it (物业), or its own word (property)."""
    for kind, words in UNIT_WORDS.items():
        if said in {str(kind), str(words)}:
            return kind
    message = _("没有“%(said)s”这种单位。可以写：%(all)s。")
    every = "、".join(str(words) for words in UNIT_WORDS.values())
    raise Refused("no_kind", message % {"said": said, "all": every}, field="kind")


def role_of(said: str) -> Role:
    """The post as people call it (社区工作者), or its own word (worker)."""
    for role, words in ROLE_WORDS.items():
        if said in {str(role), str(words)}:
            return role
    message = _("没有“%(said)s”这个岗位。可以写：%(all)s。")
    usual = [str(ROLE_WORDS[r]) for r in ROLE_WORDS if r not in {Role.RESIDENT, Role.REPORTER}]
    raise Refused("no_role", message % {"said": said, "all": "、".join(usual)}, field="role")


def _today(now: datetime) -> date:
    return clock.day_of(now)
