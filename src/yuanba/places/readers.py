"""Reads the public lists of divisions: one function per shape of file, all give taking_in.Row.

The kind comes from the level and the words of the name, never from the code alone: a few names
break the pattern of the codes (domain.md 7.1).
"""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.places.acts.taking_in import List, Row
from yuanba.places.rules import Kind

BATCH = 20_000  # rows of one act: whole counties of one province
LISTED = {"code", "name", "parent_code", "level"}
REORGANISED = {"old_county", "old_code", "name", "new_county", "new_code"}
# Not places but fillers of the numbering: 市辖区, 县, 省直辖县级行政区划 …
FILLERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
# A villagers' committee may sit in what calls itself 新村社区: its last word decides.
COMMUNITY_ENDS = (
    "社区",
    "居",
    "居委",
    "居委会",
    "居民委",
    "居民委员会",
    "居民委会",
    "居民会",
    "家委会",
)
VILLAGE_ENDS = ("村委会", "村民委员会", "牧委会", "渔委会")


@dataclass(frozen=True)
class Change:
    """One line of a reorganisation table: a township that went to another county, with its codes."""

    line: int
    old_county: str
    old_code: str
    name: str
    new_county: str
    new_code: str


def shape(path: Path) -> str:
    """divisions, ministry, villages or reorganisation. Raises Refused for any other file."""
    if path.suffix == ".parquet":
        return "villages"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = set(next(csv.reader(file), []))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise Refused("unreadable", _("读不了这个文件，请确认是 UTF-8 的表格。")) from fault
    if header >= REORGANISED:
        return "reorganisation"
    if header >= LISTED:
        return "ministry" if "type" in header else "divisions"
    raise Refused("unknown_file", _("表头不认识：需要代码、名称、上级代码和级别这几列。"))


def about(path: Path, form: str) -> List:
    """The list a file belongs to. Cut-off days are those the lists themselves state."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if form in {"ministry", "reorganisation"}:
        return List("admin", "2025", date(2025, 12, 31), path.name, digest)
    return List("stat", "2023", date(2023, 6, 30), path.name, digest)


def batches(path: Path, form: str, roots: Sequence[str]) -> Iterator[list[Row]]:
    """The rows in order of their codes, parents first, cut between counties."""
    prefixes = tuple(root_prefix(root) for root in roots)
    rows = _villages(path, prefixes) if form == "villages" else _divisions(path, prefixes)
    batch: list[Row] = []
    for row in rows:
        if batch and row.code[:6] != batch[-1].code[:6]:
            other_province = row.code[:2] != batch[-1].code[:2]
            if len(batch) >= BATCH or other_province:
                yield batch
                batch = []
        batch.append(row)
    if batch:
        yield batch


def count(path: Path, form: str) -> int:
    """About how many rows the file has, for a progress bar."""
    if form == "villages":
        return int(_file(path).metadata.num_rows)
    with path.open("rb") as file:
        return sum(1 for _line in file) - 1


def root_prefix(root: str) -> str:
    """500108, 500108000000 and 50 0000: what every code under it begins with."""
    code = root.strip()
    if not (code.isascii() and code.isdigit()):
        raise Refused("root", _("区划代码只能是数字。"))
    if len(code) == 12:
        code = code[:9]
    while len(code) > 6 and code.endswith("000"):
        code = code[:-3]
    while len(code) in (4, 6) and code.endswith("00"):
        code = code[:-2]
    return code


def changes(path: Path) -> list[Change]:
    """The lines of a reorganisation table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Change(line, *(row[name].strip() for name in
                           ("old_county", "old_code", "name", "new_county", "new_code")))
            for line, row in enumerate(csv.DictReader(file), start=2)
        ]  # fmt: skip


def county_names(folder: Path) -> dict[str, str]:
    """Names by six digits from the ministry's list in this folder, if one lies there. A
    reorganisation table gives new counties by code only."""
    names: dict[str, str] = {}
    for path in sorted(folder.glob("*.csv")):
        try:
            if shape(path) != "ministry":
                continue
        except Refused:
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            names |= {r["code"]: r["name"] for r in csv.DictReader(file) if r["level"] == "3"}
    return names


def village_kind(name: str) -> Kind:
    """居委会 and 社区 are communities; villages, and everything else of that level, are villages.

    新村社区村委会 is a village, 东风村社区居委会 a community: the last word says who runs it.
    """
    bare = name.split("（")[0] or name
    if bare.endswith(VILLAGE_ENDS):
        return Kind.VILLAGE
    if bare.endswith(COMMUNITY_ENDS):
        return Kind.COMMUNITY
    if "居委" in bare or "居民委" in bare:
        return Kind.COMMUNITY
    return Kind.COMMUNITY if "社区" in bare and "村" not in bare else Kind.VILLAGE


def _divisions(path: Path, prefixes: tuple[str, ...]) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            read = [
                (
                    row["code"].strip(),
                    row["name"].strip(),
                    row["parent_code"].strip(),
                    row["level"],
                    n,
                )
                for n, row in enumerate(csv.DictReader(file), start=2)
            ]
        except (UnicodeDecodeError, csv.Error, AttributeError) as fault:
            raise Refused("unreadable", _("读不了这个文件，请确认是 UTF-8 的表格。")) from fault
    names = {code: (name, parent) for code, name, parent, level, _n in read if level in "12"}
    # Dongguan and its like have no county level: there the prefecture is the root of the tree.
    roots = {parent for _c, _n, parent, level, _l in read if level == "4"} & set(names)
    for code, name, parent, level, line in sorted(read):
        if prefixes and not code.startswith(prefixes):
            continue
        if level == "3" or (level in "12" and code in roots):
            region = _region(parent, names)
            yield Row(line, code, name, "", Kind.COUNTY, region)
        elif level == "4":
            yield Row(line, code, name, parent, Kind.TOWNSHIP)
        elif level == "5":
            yield Row(line, code, name, parent, village_kind(name))


def _region(code: str, names: dict[str, tuple[str, str]]) -> str:
    """The names above a county: 甘肃省 庆阳市."""
    above: list[str] = []
    while code in names:
        name, code = names[code]
        if name not in FILLERS:
            above.insert(0, name)
    return " ".join(above)


def _villages(path: Path, prefixes: tuple[str, ...]) -> Iterator[Row]:
    table = _parquet(path).sort_by("code")
    line = 0
    for part in table.to_batches(max_chunksize=BATCH):
        columns = (part.column(name).to_pylist() for name in ("code", "name", "parent_code"))
        for code, name, parent in zip(*columns, strict=True):
            line += 1
            if not prefixes or code.startswith(prefixes):
                yield Row(line, code, name.strip(), parent, village_kind(name))


def _parquet(path: Path) -> Any:
    import pyarrow

    try:
        return _file(path).read(columns=["code", "name", "parent_code"])
    except (pyarrow.ArrowException, OSError, KeyError) as fault:
        raise Refused("unreadable", _("读不了这个文件，它可能没有下载完整。")) from fault


def _file(path: Path) -> Any:
    """The opened parquet file. Raises Refused without pyarrow, or if it is no such file."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as missing:
        raise Refused(
            "no_pyarrow", _("读这种文件要装 pyarrow，请运行：pip install 'yuanba[analytics]'。")
        ) from missing
    try:
        return pyarrow.parquet.ParquetFile(path)
    except (pyarrow.ArrowException, OSError) as fault:
        raise Refused("unreadable", _("读不了这个文件，它可能没有下载完整。")) from fault
