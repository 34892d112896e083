"""What is proposed to whoever sorts a matter: at most three ways, each with its grounds.

The text speaks (triage.proposing); past matters that this reader may see say which lane and unit the
like went to and how it ended; places of the village that the text names are pointed at.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from yuanba.base import clock
from yuanba.base.text import _
from yuanba.duties.models import Category
from yuanba.duties.rules import LANE_WORDS, Lane, limit_words, may_lead
from yuanba.matters.models import Matter
from yuanba.matters.queries import labels, pick
from yuanba.matters.queries.examples import case_of
from yuanba.matters.queries.lists import Scope
from yuanba.matters.queries.words import day as day_words
from yuanba.matters.rules import duplicates
from yuanba.people.models import Unit
from yuanba.people.rules import UnitKind
from yuanba.places import queries as places
from yuanba.triage import proposing, queries
from yuanba.triage.proposing import By
from yuanba.triage.rules import table
from yuanba.triage.rules.dispatch import History
from yuanba.triage.rules.normal import mapped, plain
from yuanba.triage.rules.urgent import Sign

PAST = 300  # of the newest sorted matters in the scope
EARLIER = 3
KEYS = "abc"
URGENT: dict[Sign, Any] = {
    Sign.FIRE: _("可能着火：先打 119。"),
    Sign.GAS: _("可能漏气、漏电：先打电话叫人避开，再报抢修。"),
    Sign.FALLING: _("可能要垮、要掉：先打电话叫人避开。"),
    Sign.WATER: _("可能有人被水困住：先打 119。"),
    Sign.HURT: _("可能有人受伤：先打电话问，急的打 120。"),
    Sign.LIFE: _("可能有人活不下去：马上打电话、上门。"),
    Sign.VIOLENCE: _("可能有人正受伤害：先打 110。"),
}


@dataclass(frozen=True)
class Weighed:
    """Where matters went, and how much each circle and clock counts (fitted by `yuanba train`)."""

    history: History
    weights: Sequence[float] | None


@dataclass(frozen=True)
class Way:
    """One way to sort it, as the card shows it."""

    key: str
    category: Category
    lane: Lane
    unit: Unit | None
    lane_words: Any
    sure: str  # 83%, or nothing where nothing was measured
    limit: str  # 3个工作日
    grounds: list[tuple[str, str]]  # icon, sentence
    earlier: list[dict[str, Any]]
    reason: str  # what the resident would read
    by: str

    @property
    def fact(self) -> str:
        """As the record keeps it."""
        unit = self.unit.pk if self.unit else ""
        return f"{self.category.code} {self.lane} {unit} {self.sure} {self.by}"


@dataclass(frozen=True)
class Card:
    ways: list[Way] = field(default_factory=list)
    unsure: bool = True
    enough: bool = False  # learned from the county's own register
    urgent: list[Any] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    others: int = 0  # other households of the village that told the like within sixty days
    said: list[tuple[str, bool]] = field(default_factory=list)  # the text in pieces; marked or not

    def way(self, key: str) -> Way | None:
        return next((way for way in self.ways if way.key == key), None)


def card(
    matter: Matter,
    scope: Scope,
    units: Sequence[Unit],
    leaves: Mapping[str, Category],
    now: datetime,
) -> Card:
    """The proposals for one matter. At most five statements."""
    over = (
        matter.place_id,
        matter.grid_id,
        matter.village_id,
        matter.township_id,
        matter.county_id,
    )
    told = table.Told(
        text=mapped(matter.text),
        places=frozenset(pk for pk in over if pk),
        door=matter.channel,
        nature=matter.nature,
    )
    rules = queries.table_of(matter.county_id, clock.day_of(now))
    learned = queries.learned(matter.county_id)
    read = proposing.read(matter.text, told, rules, learned.model if learned else None)
    proposed = [p for p in read.proposed if p.code in leaves]
    past = _past(scope, matter) if proposed else []
    history = _history(learned, past)
    ways = [
        _way(key, p, leaves[p.code], matter, units, past, history)
        for key, p in zip(KEYS, proposed, strict=False)
    ]
    marked = [span for p in proposed[:1] for span in p.spans] + [at for _sign, at in read.urgent]
    return Card(
        ways=ways,
        unsure=read.unsure or not ways,
        enough=read.enough,
        urgent=[URGENT[sign] for sign, _at in read.urgent],
        places=_places(matter, told.text.text),
        others=_others(scope, matter, now),
        said=_pieces(matter.text, marked),
    )


def _past(scope: Scope, matter: Matter) -> list[Matter]:
    """The newest sorted matters of this scope before this one. One statement."""
    found = scope.rows().filter(category__isnull=False, unit__isnull=False, restricted=False)
    found = found.exclude(pk=matter.pk).select_related("category")
    only = ("number", "title", "lane", "state", "outcome", "unit_id", "channel", "reported_at")
    places = ("township_id", "village_id", "grid_id", "category__code", "category__branch")
    return list(found.only(*only, *places).order_by("-reported_at", "-id")[:PAST])


def _way(
    key: str,
    p: proposing.Proposed,
    leaf: Category,
    matter: Matter,
    units: Sequence[Unit],
    past: Sequence[Matter],
    history: Weighed,
) -> Way:
    like = [m for m in past if m.category and m.category.code == p.code]
    lane = Lane(p.lane or _usual_lane(like) or leaf.lane)
    unit = _unit(matter, leaf, lane, units, history)
    words = [matter.text[a:b] for a, b in p.spans[:3]]
    return Way(
        key=key,
        category=leaf,
        lane=lane,
        unit=unit,
        lane_words=LANE_WORDS[lane],
        sure=f"{p.probability:.0%}" if p.probability is not None else "",
        limit=limit_words(leaf.limit),
        grounds=_grounds(p, leaf, words, like),
        earlier=_earlier(matter, like),
        reason=_reason(leaf, unit, words),
        by=f"{p.by} {p.rule}".strip(),
    )


def _usual_lane(like: Sequence[Matter]) -> str:
    """The lane people chose for this leaf here, where they chose often enough and mostly alike."""
    most = Counter(m.lane for m in like).most_common(1)
    return most[0][0] if most and len(like) >= 5 and most[0][1] >= 0.7 * len(like) else ""


def _history(learned: queries.InUse | None, past: Sequence[Matter]) -> Weighed:
    """What the county learned of its units, and what was sorted in this scope since then."""
    upto = learned.upto if learned else 0
    fresh = [
        (case_of(m, m.category.branch, m.category.code), str(m.unit_id))
        for m in past
        if m.category and clock.day_of(m.reported_at).toordinal() > upto
    ]
    return Weighed(
        History(fresh, learned.history if learned else None),
        learned.weights or None if learned else None,
    )


def _unit(
    matter: Matter, leaf: Category, lane: Lane, units: Sequence[Unit], known: Weighed
) -> Unit | None:
    """Where the like went lately, of those that may lead; else the unit the leaf names."""
    by_id = {str(u.pk): u for u in units if may_lead(lane, UnitKind(u.kind))}
    case = case_of(matter, leaf.branch, leaf.code)
    if known.history.knows(("k", leaf.code)):
        for guess in known.history.ranked(case, known.weights):
            if guess.label in by_id and guess.probability >= 0.5:
                return by_id[guess.label]
    return pick.proposed(units, leaf, lane)


def _grounds(
    p: proposing.Proposed, leaf: Category, words: Sequence[str], like: Sequence[Matter]
) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if p.by is By.RULE:
        found.append(("check", gettext("区县规则：%(name)s") % {"name": p.rule}))
    if words:
        found.append(("sound", gettext("话里说：%(words)s") % {"words": "、".join(words)}))
    item = {"item": f"{leaf.code} {leaf.label}"}
    found.append(("list", gettext("职责清单：%(item)s") % item))
    if like:
        n = len(like)
        said = {"n": n}
        found.append(("book", ngettext("以前这样分过 %(n)d 件", "以前这样分过 %(n)d 件", n) % said))
    return found


def _earlier(matter: Matter, like: Sequence[Matter]) -> list[dict[str, Any]]:
    """The likest of them, and how they ended."""
    told = duplicates.pairs(matter.text)
    likest = sorted(like, key=lambda m: -duplicates.alike(told, duplicates.pairs(m.title)))
    return [
        {
            "id": m.pk,
            "title": m.title,
            "day": day_words(m.reported_at),
            "ended": labels.OUTCOMES.get(m.outcome) or labels.STATES[m.state][1],
        }
        for m in likest[:EARLIER]
    ]


def _others(scope: Scope, matter: Matter, now: datetime) -> int:
    """不止一户: how many other households told the like here lately (by telephone, else by account, else
    each counts), of those this reader may see. One statement."""
    told = duplicates.pairs(matter.text)
    if len(told) < 3:
        return 0
    found = scope.rows().filter(
        village_id=matter.village_id, reported_at__gte=now - duplicates.RECENT, restricted=False
    )
    columns = ("pk", "text", "contact__mark", "reporter_id")
    newest = found.exclude(pk=matter.pk).order_by("-reported_at", "-id")
    contact = getattr(matter, "contact", None)
    own = (contact.mark if contact else None) or matter.reporter_id
    tellers = {
        mark or reporter or pk
        for pk, text, mark, reporter in newest.values_list(*columns)[: duplicates.LOOKED_AT]
        if duplicates.alike(told, duplicates.pairs(text)) >= duplicates.LIKE
    }
    return len(tellers - {own})


def _reason(leaf: Category, unit: Unit | None, words: Sequence[str]) -> str:
    """What the resident reads if this way is taken, in Chinese whatever the desk's language: the words,
    the list item, who leads."""
    who = f"，由{unit.name}牵头" if unit else ""
    item = f"按职责清单 {leaf.code} {leaf.name}{who}。"
    return f"您说的“{'、'.join(words)}”，{item}" if words and not leaf.restricted else item


def _places(matter: Matter, said: str) -> list[str]:
    """Grids, estates, buildings and courtyards of the village that the text names, also by an old
    name or as people call them. One statement."""
    known = places.words_for_places(matter.village_id)
    village = next((name for _word, pk, name in known if pk == matter.village_id), "")
    shown: dict[str, None] = {}
    for word, pk, name in known:
        short = plain(word.removeprefix(village))
        if pk not in (matter.village_id, matter.place_id) and len(short) >= 2 and short in said:
            shown.setdefault(name if plain(name) in plain(word) else f"{name}（{word}）")
    return list(shown)[:3]


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text cut where words are to be marked."""
    on = [False] * len(text)
    for a, b in spans:
        on[a:b] = [True] * (b - a)
    pieces: list[tuple[str, bool]] = []
    for sign, marked in zip(text, on, strict=True):
        if pieces and pieces[-1][1] == marked:
            pieces[-1] = (pieces[-1][0] + sign, marked)
        else:
            pieces.append((sign, marked))
    return pieces
