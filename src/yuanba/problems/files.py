"""Common problems of a file of texts, without a database: `yuanba cluster` (the same rules as the
county's own tables)."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from yuanba.problems.rules.groups import Decision, Kept, decide
from yuanba.problems.rules.texts import Said, compared, named, pairs

NEWEST = 400  # of a term's texts that are looked at
BUSIEST = timedelta(days=30)


class Memory:
    """Texts, terms and groups in memory. All terms of a file are counted before its first text is
    placed: a file is known whole."""

    def __init__(self, texts: Iterable[Said] = ()) -> None:
        self.numbers: Counter[str] = Counter()
        self.total = 0
        self.by_key: dict[str, list[int]] = defaultdict(list)
        self.all: dict[int, Kept] = {}
        self.groups: dict[int, list[int]] = {}
        self.digests: dict[str, int] = {}
        for said in texts:
            self.total += 1
            self.numbers.update(said.counts)

    def copies(self, digest: str) -> int | None:
        twin = self.digests.get(digest)
        return self.all[twin].group if twin is not None else None

    def rare(self, terms: Iterable[str]) -> tuple[int, Mapping[str, int]]:
        """One less of each: the text itself was counted already. What stands in no other text says
        nothing, and makes a text neither longer nor rarer."""
        found = {term: self.numbers[term] - 1 for term in terms}
        return self.total - 1, {term: n for term, n in found.items() if n}

    def newest(self, keys: Sequence[str]) -> Mapping[str, Sequence[int]]:
        return {key: self.by_key[key][-NEWEST:] for key in keys if key in self.by_key}

    def kept(self, ids: Sequence[int]) -> Mapping[int, Kept]:
        return {pk: self.all[pk] for pk in ids}

    def members(self, group: int, most: int) -> Sequence[int]:
        return self.groups[group][-most:]

    def put(self, decision: Decision) -> None:
        said = decision.weighed.said
        group = said.id if decision.group is None else decision.group
        for other in decision.also:
            for pk in self.groups.pop(other):
                kept = self.all[pk]
                self.all[pk] = Kept(kept.said, kept.length, group)
                self.groups[group].append(pk)
        self.all[said.id] = Kept(said, decision.weighed.length, group)
        self.groups.setdefault(group, []).append(said.id)
        self.digests.setdefault(said.digest, said.id)
        for key in decision.weighed.keys:
            self.by_key[key].append(said.id)


@dataclass(frozen=True)
class Issue:
    """One issue of a file: which rows, its title and place, since when, how hot."""

    rows: list[int]
    title: str
    place: str
    first: datetime
    last: datetime
    heat: int


def issues(texts: Sequence[Said], times: Mapping[int, datetime]) -> list[Issue]:
    """Every text in exactly one issue, the hottest first."""
    shelf = Memory(texts)
    for said in sorted(texts, key=lambda one: (times[one.id], one.id)):
        shelf.put(decide(said, shelf))
    found = [
        _described(ids, [shelf.all[pk].said for pk in ids], [times[pk] for pk in ids])
        for ids in shelf.groups.values()
    ]
    return sorted(found, key=lambda one: (-one.heat, -len(one.rows), one.first, one.rows[0]))


def _described(ids: list[int], texts: list[Said], times: list[datetime]) -> Issue:
    return Issue(ids, title_of(texts), place_of(texts), min(times), max(times), heat_of(times))


def heat_of(times: Sequence[datetime]) -> int:
    """热度: how many told it within the thirty days in which most did."""
    ordered = sorted(times)
    return max(bisect_right(ordered, at + BUSIEST) - i for i, at in enumerate(ordered))


def place_of(texts: Sequence[Said], share: float = 1 / 3) -> str:
    """The place that most of them name, each text once; empty when not even this share names one."""
    places = Counter(
        name
        for said in texts
        for name in {whole for _stem, whole in named(said.head) or named(said.plain[:150])}
    )
    best = min(places, key=lambda name: (-places[name], -len(name), name), default="")
    return best if places[best] >= share * len(texts) else ""


def title_of(texts: Sequence[Said]) -> str:
    """The title whose words most others share; of several alike the shortest."""
    titles = [(said.title.strip(), set(pairs(compared(said.title)))) for said in texts]
    numbers = Counter(term for _title, terms in titles for term in terms)

    def shares(one: tuple[str, set[str]]) -> tuple[float, int, str]:
        title, terms = one
        return sum(numbers[term] for term in terms) / (len(terms) + 4), -len(title), title

    return max(titles, key=shares)[0]
