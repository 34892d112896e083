"""Mapping files: which column is what, which word means what. Shipped as data beside this code."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from yuanba.base.cells import Kind
from yuanba.base.errors import Refused
from yuanba.base.tables_in import Column
from yuanba.base.text import _
from yuanba.people.rules import UnitKind

OTHER = "L08"
KINDS = {
    "lat": Kind.NUMBER,
    "lng": Kind.NUMBER,
    "day": Kind.MOMENT,
    "sent": Kind.MOMENT,
    "number": Kind.CODE,
}


@dataclass(frozen=True)
class Mapping:
    """One way of reading a table of matters."""

    key: str
    said: dict[str, Any] = field(repr=False)

    @property
    def name(self) -> str:
        return str(self.said["name"])

    @property
    def source(self) -> str:
        """Stands before the outside number: two systems may count alike."""
        return str(self.said["source"])

    @property
    def closed(self) -> bool:
        """Rows that were dealt with elsewhere, not to be worked on here."""
        return bool(self.said["state"] == "closed")

    @cached_property
    def columns(self) -> list[Column]:
        needed = set(self.said["needed"]["columns"])
        return [
            Column(key, tuple(names), KINDS.get(key, Kind.TEXT), key in needed)
            for key, names in self.said["columns"].items()
        ]

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
    """The mappings that came with the house, by name of their file."""
    found = files("yuanba.exchange").joinpath("mappings").iterdir()
    named = sorted(f.name.removesuffix(".toml") for f in found if f.name.endswith(".toml"))
    return [load(name) for name in named]


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
    """The shipped mapping all of whose needed columns the table has."""
    for mapping in shipped():
        if all(headings & set(c.names) for c in mapping.columns if c.needed):
            return mapping
    return None
