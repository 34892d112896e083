"""院坝六站 (P004-19): what a room or a corner of the courtyard is for. Which six, stands in
data/organisations.toml; a venue has one of them or several, and a function is had once at a place."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _, either
from yuanba.grids.rules.organisations import read

NAME, SPOT, HOURS = 40, 60, 60  # signs


@dataclass(frozen=True)
class Station:
    """One function of a venue: its name, and what people come there for."""

    key: str
    name: str
    name_en: str
    does: str
    does_en: str

    @property
    def label(self) -> Any:
        return either(self.name, self.name_en)

    @property
    def what(self) -> Any:
        return either(self.does, self.does_en)


@cache
def stations() -> dict[str, Station]:
    return {row["key"]: Station(**row) for row in read()["station"]}


def source() -> str:
    """Where the six come from."""
    return str(read()["stations"]["source"])


@dataclass(frozen=True)
class Room:
    """A venue as it is written down: what it is called, where, for what, when open, whom to call."""

    name: str
    spot: str
    functions: list[str]
    hours: str
    keeper: str
    phone: str


def room(
    *, name: str, spot: str, functions: Iterable[str], hours: str, keeper: str, phone: str,
    there: Collection[str],
) -> Room:  # fmt: skip
    """场所: `there` are the functions that other venues of this place have."""
    known = stations()
    chosen = [key for key in known if key in set(functions)]
    if not chosen:
        raise Refused("functions", _("请选这里做哪几站。"), field="functions")
    if twice := [known[key].name for key in chosen if key in there]:
        said = {"names": "、".join(twice)}
        raise Refused(
            "twice", _("这个院坝别处已经有%(names)s了，请先在那里去掉。") % said, field="functions"
        )
    return Room(
        name=words_in.clean(name, most=NAME, field="name", ask=_("请写这个场所叫什么。")),
        spot=words_in.clean(spot, most=SPOT, field="spot", ask=_("请写在哪里，大家找得到。")),
        functions=chosen,
        hours=words_in.clean(hours, most=HOURS, least=0, field="hours"),
        keeper=words_in.clean(keeper, most=40, least=0, field="keeper"),
        phone=words_in.phone(phone) if phone.strip() else "",
    )
