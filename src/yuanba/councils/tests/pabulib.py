"""Reads a `.pb` file (pabulib.org): what was asked, what was voted, and what the city chose."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from yuanba.councils.rules.counting.budget import Project

CENTS = 100


@dataclass(frozen=True)
class Vote:
    name: str
    rule: str
    projects: list[Project]
    money: int
    ballots: dict[tuple[str, ...], int]  # as they were written, best first where that counts
    support: dict[str, int]
    least: int
    official: set[str] | None  # None: the file does not say


def read(file: Path) -> Vote:
    parts: dict[str, list[list[str]]] = {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.reader(lines, delimiter=";"):
            if row and row[0] in {"META", "PROJECTS", "VOTES"}:
                rows = parts.setdefault(row[0], [])
            elif row:
                rows.append(row)
    said = dict(row[:2] for row in parts["META"])
    head, *rest = parts["PROJECTS"]
    projects = [dict(zip(head, row, strict=False)) for row in rest]
    head, *rest = parts["VOTES"]
    votes = [dict(zip(head, row, strict=False)) for row in rest]
    ballots: dict[tuple[str, ...], int] = {}
    points: dict[str, int] = {}
    for vote in votes:
        names = tuple(vote["vote"].split(",")) if vote["vote"] else ()
        ballots[names] = ballots.get(names, 0) + 1
        for name, worth in zip(names, vote.get("points", "").split(","), strict=False):
            points[name] = points.get(name, 0) + int(worth or 1)
    if said["vote_type"] == "ordinal":
        points = by_rank(ballots, (3, 2, 1))  # found from the files' own column `score`
    ids = [project["project_id"] for project in projects]
    if said["vote_type"] in {"approval", "choose-1"}:
        points = {name: sum(n for b, n in ballots.items() if name in b) for name in ids}
    marked = any(project.get("selected") for project in projects)
    return Vote(
        file.stem,
        said["rule"],
        [Project(one["project_id"], int(Decimal(one["cost"]) * CENTS)) for one in projects],
        int(Decimal(said["budget"]) * CENTS),
        ballots,
        {name: points.get(name, 0) for name in ids},
        int(said.get("min_project_score_threshold", 0)),
        {one["project_id"] for one in projects if one["selected"] == "1"} if marked else None,
    )


def by_rank(ballots: Mapping[Sequence[str], int], points: Sequence[int]) -> dict[str, int]:
    """Support from ranked ballots: `points` for the first, the second … on each of them."""
    support: dict[str, int] = {}
    for ranks, number in ballots.items():
        for name, worth in zip(ranks, points, strict=False):
            support[name] = support.get(name, 0) + worth * number
    return support
