"""The county's rules tried on what was sorted lately: which fires, whether people decided so, and where
two rules say different things."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from yuanba.matters.queries.lists import Scope
from yuanba.triage.rules import table
from yuanba.triage.rules.normal import mapped

LOOKED_AT = 500
SHOWN = 12


@dataclass
class Tried:
    """What became of one rule."""

    rule: table.Rule
    fires: int = 0  # it fits
    first: int = 0  # it fits and none before it does
    agreed: int = 0  # it was first, and people chose the same leaf


@dataclass
class Run:
    """The whole try."""

    looked_at: int = 0
    none: int = 0  # no rule fits
    rows: list[Tried] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    most_conflicts: int = 0  # how many there were in all
    examples: list[dict[str, Any]] = field(default_factory=list)  # first, and people chose another


def dry_run(scope: Scope, rules: Sequence[table.Rule]) -> Run:
    """Tried on the newest sorted matters this reader may see; nothing is changed. One statement."""
    tried = {rule.id: Tried(rule) for rule in rules}
    run = Run(rows=list(tried.values()))
    pairs: Counter[tuple[str, str]] = Counter()
    found = scope.rows().exclude(category=None).order_by("-reported_at", "-id")
    columns = ("id", "number", "title", "text", "channel", "nature", "category__code")
    places = ("place_id", "grid_id", "village_id", "township_id", "county_id")
    for row in found.values(*columns, *places)[:LOOKED_AT]:
        run.looked_at += 1
        told = table.Told(
            text=mapped(f"{row['title']}\n{row['text']}"),
            places=frozenset(row[name] for name in places if row[name]),
            door=row["channel"],
            nature=row["nature"],
        )
        firing = table.all_firing(rules, told)
        if not firing:
            run.none += 1
            continue
        for rule in firing:
            tried[rule.id].fires += 1
        first = tried[firing[0].id]
        first.first += 1
        shown = {"id": row["id"], "number": row["number"], "title": row["title"]}
        if first.rule.category == row["category__code"]:
            first.agreed += 1
        elif len(run.examples) < SHOWN:
            chosen = {"rule": first.rule.name, "chosen": row["category__code"]}
            run.examples.append(shown | chosen | {"proposed": first.rule.category})
        other = next(
            (r for r in firing[1:] if table.results([firing[0], r]) != table.results(firing[:1])),
            None,
        )
        if other is not None:
            run.most_conflicts += 1
            pairs[firing[0].name, other.name] += 1
            if len(run.conflicts) < SHOWN:
                run.conflicts.append(shown | {"first": firing[0].name, "other": other.name})
    return run
