"""The words of the categories: what proposes where nothing has been learned yet (words.csv)."""

import csv
from functools import cache
from importlib.resources import files

Hit = tuple[str, list[tuple[int, int]]]


def hits(said: str) -> list[Hit]:
    """The leaves whose words stand in the text, with where; the one with the longest words first."""
    found: list[tuple[int, str, list[tuple[int, int]]]] = []
    for code, words in _words():
        spans = [(said.index(word), said.index(word) + len(word)) for word in words if word in said]
        if spans:
            found.append((-sum((b - a) ** 2 for a, b in spans), code, spans))
    return [(code, spans) for _weight, code, spans in sorted(found)]


@cache
def _words() -> list[tuple[str, tuple[str, ...]]]:
    with files("yuanba.triage").joinpath("words.csv").open(encoding="utf-8") as lines:
        return [(row["code"], tuple(row["words"].split())) for row in csv.DictReader(lines)]
