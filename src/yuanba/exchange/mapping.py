"""Mapping files: which column is what, which word means what. Shipped as data beside this code; a
person may say for one table which of its columns is what (`Mapping.chosen`)."""

import re
import tomllib
from collections.abc import Mapping as Words
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from yuanba.base.cells import Kind
from yuanba.base.errors import Refused
from yuanba.base.tables_in import Column
from yuanba.base.text import _
from yuanba.matters.rules import Channel
from yuanba.people.rules import UnitKind

OTHER = "L08"
KINDS = {
    "lat": Kind.NUMBER,
    "lng": Kind.NUMBER,
    "day": Kind.MOMENT,
    "sent": Kind.MOMENT,
    "ended": Kind.MOMENT,
    "number": Kind.CODE,
    "phone": Kind.CODE,
}
# The shipped ones, so that they are translated; a file of one's own names itself.
NAMES: dict[str, Any] = {
    "hotline": _("热线工单（待办）"),
    "pingshan": _("城市事件（已办结）"),
    "register": _("自己的台账"),
}
STATES = ("column", "reported", "closed")


@dataclass(frozen=True)
class Mapping:
    """One way of reading a table of matters."""

    key: str
    said: dict[str, Any] = field(repr=False)

    @property
    def name(self) -> str:
        return str(NAMES.get(self.key, self.said["name"]))

    @property
    def source(self) -> str:
        """Stands before the outside number: two systems may count alike."""
        return str(self.said["source"])

    @property
    def own(self) -> bool:
        """A village's own register: its numbers begin anew each year, or are missing."""
        return self.said.get("numbering") == "own"

    def closed(self, said: Words[str, str]) -> bool:
        """Was this row dealt with elsewhere, or is it still to be worked on here?"""
        state = self.said["state"]
        if state != "column":
            return bool(state == "closed")
        words = self.said.get("closed", {"yes": [], "no": []})
        for key in ("done", "result_said"):
            told = said.get(key, "")
            if told.startswith(tuple(words["yes"])):
                return True  # 已办结，待回访
            if any(word in told for word in words["no"]):
                return False
            if told and (key == "result_said" or any(word in told for word in words["yes"])):
                return True
        return bool(said.get("ended"))

    def channel(self, said: str) -> Channel:
        """How it was told, in our words; a word nobody knows stays in the record."""
        for channel, words in self.said.get("channel", {}).items():
            if any(word in said for word in words):
                return Channel(channel)
        return Channel.IMPORT if self.own else Channel.HOTLINE

    @cached_property
    def columns(self) -> list[Column]:
        needed = set(self.said["needed"]["columns"])
        return [
            Column(key, tuple(names), KINDS.get(key, Kind.TEXT), key in needed)
            for key, names in self.said["columns"].items()
        ]

    def chosen(self, columns: Words[str, str], state: str = "") -> "Mapping":
        """The same mapping, with the columns as a person said (heading → what it is)."""
        named = {key: [heading] for heading, key in columns.items() if key}
        needed = self.said["needed"] | {"columns": list(named)}
        said = self.said | {"columns": named, "needed": needed}
        if state in STATES and self.own:
            said["state"] = state
        return Mapping(self.key, said)

    @property
    def needed(self) -> list[str]:
        return list(self.said["needed"]["columns"])

    @property
    def needed_in_rows(self) -> list[str]:
        """What must stand in each row, beside its day."""
        return list(self.said["needed"].get("rows", []))

    @cached_property
    def empty(self) -> frozenset[str]:
        return frozenset(self.said["needed"]["empty"])

    def category(self, event: str, main: str, sub: str) -> str:
        """The code of the leaf: the most exact word that is known, else "other"."""
        tables = self.said.get("category", {})
        for table, word in (
            ("exact", f"{main}|{sub}"), ("sub", sub), ("main", main), ("event", event),
        ):  # fmt: skip
            if word in tables.get(table, {}):
                return str(tables[table][word])
        return OTHER

    @cached_property
    def _units(self) -> list[tuple[re.Pattern[str], UnitKind, bool]]:
        return [
            (
                re.compile("|".join(one["words"])),
                UnitKind(one["kind"]),
                one.get("where") == "village",
            )
            for one in self.said.get("unit", [])
        ]

    def unit_kind(self, name: str) -> tuple[UnitKind, bool]:
        """What kind of unit a name means, and whether it is one of a village's own."""
        for pattern, kind, own in self._units:
            if pattern.search(name):
                return kind, own
        return UnitKind.STREET, False


def shipped() -> list[Mapping]:
    """The mappings that came with the house; the one that asks for most columns first."""
    found = files("yuanba.exchange").joinpath("mappings").iterdir()
    named = sorted(f.name.removesuffix(".toml") for f in found if f.name.endswith(".toml"))
    return sorted((load(name) for name in named), key=lambda m: -len(m.needed))


def load(name: str) -> Mapping:
    """A shipped mapping by its name, or a file of one's own. Raises Refused."""
    try:
        if name.endswith(".toml"):
            text = Path(name).read_text(encoding="utf-8")
        else:
            file = files("yuanba.exchange").joinpath("mappings", f"{Path(name).name}.toml")
            text = file.read_text(encoding="utf-8")
        said = tomllib.loads(text)
        missing = {"name", "source", "state", "columns", "needed"} - set(said)
    except (OSError, UnicodeError, tomllib.TOMLDecodeError):
        missing, said = {name}, {}
    if missing:
        message = _("没有这个对应表，或者它写得不全：%(name)s。")
        raise Refused("mapping", message % {"name": name}, field="mapping")
    return Mapping(Path(name).name.removesuffix(".toml"), said)


def fitting(headings: set[str]) -> Mapping | None:
    """The shipped mapping all of whose needed columns the table has; the most exact one."""
    for mapping in shipped():
        if all(headings & set(c.names) for c in mapping.columns if c.needed):
            return mapping
    return None
