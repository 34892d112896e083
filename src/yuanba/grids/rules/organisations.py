"""Organisations of the network as data (data/organisations.toml), and what an appointment must keep to."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _, either
from yuanba.places.rules import Kind


class Chosen(StrEnum):
    ELECTED = "elected"  # 推选
    APPOINTED = "appointed"  # 聘任
    VOLUNTEER = "volunteer"  # 志愿


HOW_WORDS: dict[str, Any] = {
    Chosen.ELECTED: _("推选"),
    Chosen.APPOINTED: _("聘任、派驻"),
    Chosen.VOLUNTEER: _("自愿报名"),
}


@dataclass(frozen=True)
class Position:
    """A post of an organisation: between `least` and `most` people (None: as many as come)."""

    key: str
    name: str
    name_en: str
    least: int
    most: int | None
    paid: bool
    elected: bool
    contact: bool
    term_years: int  # 0: no term is prescribed

    @property
    def label(self) -> Any:
        return either(self.name, self.name_en)


@dataclass(frozen=True)
class Organisation:
    key: str
    name: str
    name_en: str
    stands: frozenset[Kind]
    covers: frozenset[Kind]  # empty: it covers the place where it stands
    under: str  # the organisation that leads it, and must cover the same place
    source: str
    verified: bool
    posts: tuple[Position, ...]

    @property
    def label(self) -> Any:
        return either(self.name, self.name_en)

    def post(self, key: str) -> Position | None:
        return next((one for one in self.posts if one.key == key), None)


@dataclass(frozen=True)
class Size:
    """Chosen many households a grid has (户), and at most how many people."""

    key: str
    name: str
    name_en: str
    least: int
    most: int
    people: int
    source: str
    verified: bool

    @property
    def label(self) -> Any:
        return either(self.name, self.name_en)


@cache
def read() -> dict[str, Any]:
    return tomllib.loads(
        files("yuanba.grids").joinpath("data/organisations.toml").read_text(encoding="utf-8")
    )


@cache
def organisations() -> dict[str, Organisation]:
    return {
        row["key"]: Organisation(
            row["key"],
            row["name"],
            row["name_en"],
            frozenset(Kind(k) for k in row["stands"]),
            frozenset(Kind(k) for k in row.get("covers", ())),
            row.get("under", ""),
            row["source"],
            row["verified"],
            tuple(
                Position(
                    p["key"],
                    p["name"],
                    p["name_en"],
                    p["least"],
                    p.get("most"),
                    p["paid"],
                    p.get("elected", False),
                    p.get("contact", False),
                    p.get("term_years", 0),
                )
                for p in row["post"]
            ),
        )
        for row in read()["organisation"]
    }


@cache
def sizes() -> dict[str, Size]:
    return {key: Size(key, **row) for key, row in read()["size"].items()}


def suggested_duties() -> tuple[list[str], str]:
    """The published ten without those that name groups of people, and where they come from."""
    said = read()["duties"]
    return [one for one in said["lines"] if one not in said["by_group"]], str(said["source"])


def duties_by_group() -> list[str]:
    """Those of the ten that a county writes in itself if it wants them."""
    return list(read()["duties"]["by_group"])


def found(*, template: str, kind: Kind, there: Iterable[str]) -> Organisation:
    """May this organisation stand here? `there` are the living ones at this place."""
    shape = organisations().get(template)
    if shape is None or kind not in shape.stands:
        raise Refused("not_here", _("这种组织不设在这一级，请另选一种。"), field="template")
    if template in there:
        raise Refused("there_already", _("这里已经有这个组织了。"), field="template")
    return shape


def called(shape: Organisation, place: str) -> str:
    """What it is called where nobody says: 三组党支部, but 黄桷院坝, 第一网格 and 老街3栋 as they are."""
    said = place if place[-1:] == shape.name[-1:] else f"{place}{shape.name}"
    return said[-60:]


def covers(shape: Organisation, own: int, chosen: dict[int, Kind]) -> set[int]:
    """What it covers: its own place, or those chosen below. Raises Refused if that is nothing."""
    if not shape.covers:
        return {own}
    if any(kind not in shape.covers for kind in chosen.values()):
        raise Refused("covers", _("它管不到选的这些地方，请重新选。"), field="covers")
    if not chosen:
        raise Refused("covers", _("请选它管哪几个地方，可以选一个，也可以选几个。"), field="covers")
    return set(chosen)


@dataclass(frozen=True)
class Vote:
    """The election of a head: on which day, how many might vote, came, and voted for this one."""

    on: date
    entitled: int
    present: int
    votes: int


def vote(
    *, needed: bool, on: date | None, entitled: int | None, present: int | None, votes: int | None,
    today: date,
) -> Vote | None:  # fmt: skip
    """The record of an election, whole or not at all."""
    given = (on, entitled, present, votes)
    if all(one is None for one in given):
        if needed:
            raise Refused(
                "vote_needed",
                _("推选的要写哪天推选、应到、到会和赞成各多少人。"),
                field="elected_on",
            )
        return None
    if on is None or entitled is None or present is None or votes is None:
        raise Refused("vote_part", _("推选的四项请都填上。"), field="elected_on")
    if on > today:
        raise Refused("vote_day", _("推选的日子还没到。"), field="elected_on")
    if not 0 < votes <= present <= entitled:
        raise Refused(
            "vote_count", _("赞成的不能多于到会的，到会的不能多于应到的，请核对。"), field="votes"
        )
    return Vote(on, entitled, present, votes)


def seat(
    *, shape: Organisation, post: str, held: int, how: Chosen, phone: str, until: date | None,
    since: date,
) -> Position:  # fmt: skip
    """May somebody more hold this post? `held` hold it now. Raises Refused with the clause."""
    position = shape.post(post)
    if position is None:
        raise Refused("no_post", _("这个组织没有这个岗位，请重新选。"), field="post")
    if position.most is not None and held >= position.most:
        said = {"post": position.label, "most": position.most, "source": shape.source}
        raise Refused(
            "full", _("%(post)s最多 %(most)s 人，已经满了。依据：%(source)s") % said, field="post"
        )
    if not position.paid and how is Chosen.APPOINTED:
        raise Refused("volunteer", _("这是不拿补贴的岗位，请选“推选”或“自愿报名”。"), field="how")
    if position.paid and how is Chosen.VOLUNTEER:
        raise Refused(
            "paid", _("这是有补贴的岗位，不能算志愿者，请选“推选”或“聘任”。"), field="how"
        )
    if position.contact and not phone:
        raise Refused("phone_needed", _("大家要找他，请写一个可以公开的电话。"), field="phone")
    if until is not None and until <= since:
        raise Refused("ends_too_soon", _("任期要在上任以后才满，请核对。"), field="term_until")
    return position


def term(position: Position, since: date, said: date | None) -> date | None:
    """The day on which the term is over: as said, or as the law has it; none where there is none."""
    if said is not None or not position.term_years:
        return said
    year = since.year + position.term_years
    try:
        return since.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)


MOST_DUTIES = 20


def duties(said: str) -> list[str]:
    """职责: one a line. Raises Refused for none, too many, or one twice."""
    lines = [
        words_in.clean(line, most=60, field="lines", ask=_("请一行写一项职责。"))
        for line in said.splitlines()
        if line.strip()
    ]
    if not lines:
        raise Refused("none", _("请一行写一项职责。"), field="lines")
    if len(lines) > MOST_DUTIES:
        raise Refused("many", _("最多二十项，请合并几项。"), field="lines")
    if len(set(lines)) < len(lines):
        raise Refused("twice", _("有一项写了两遍，请删掉一个。"), field="lines")
    return lines
