"""What is shown of a hearing: to each his own next statement; at the end the map, without anybody's name."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from yuanba.councils.models import Hearing, HearingKey, Procedure, Stance, Statement
from yuanba.councils.rules import hearing as rules
from yuanba.councils.rules.counting.opinions import Answer
from yuanba.councils.rules.hearing import StatementState
from yuanba.people.models import Membership, Person
from yuanba.people.queries.common import below
from yuanba.places.models import Place


def lives_at(person: Person, place: Place) -> bool:
    """Whether this person is registered in a household of the place. One statement."""
    rows = Membership.objects.filter(person=person, until=None, household__until=None)
    return rows.filter(below([place.pk], "household__place__")).exists()


def voice(hearing: Hearing, person: Person) -> str:
    """By what name this person's answers lie in this hearing; his number in one that was opened before there
    were keys. One statement."""
    key = HearingKey.objects.filter(hearing=hearing).first()
    return rules.voice(key.secret, person.pk) if key is not None else str(person.pk)


def stances(hearing: Hearing) -> dict[str, dict[str, Answer]]:
    """Voice → statement → answer, for the map. One statement."""
    rows = Stance.objects.filter(
        statement__hearing=hearing, statement__state=StatementState.SHOWN
    ).values_list("voice", "statement__n", "answer")
    found: dict[str, dict[str, Answer]] = defaultdict(dict)
    for one, n, answer in rows:
        found[one][str(n)] = Answer(answer)
    return dict(found)


def hearing(hearing_id: int) -> Hearing | None:
    rows = Hearing.objects.select_related("procedure__place__parent__parent")
    return rows.filter(pk=hearing_id).first()


def hearings_of(procedure: Procedure) -> list[Hearing]:
    return list(Hearing.objects.filter(procedure=procedure).order_by("-id"))


@dataclass(frozen=True)
class Turn:
    """Where one person is: the statement that comes next, how many are answered, what became of his own."""

    next: Statement | None
    answered: int
    every: int
    own: list[Statement]


def turn(hearing_: Hearing, person: Person | None) -> Turn:
    """Three statements. In an order of its own for each person: the first ones are not answered most."""
    rows = list(hearing_.statements.order_by("n"))
    shown = [s for s in rows if s.state == StatementState.SHOWN]
    if person is None:
        return Turn(None, 0, len(shown), [])
    mine = voice(hearing_, person)
    done = Stance.objects.filter(statement__hearing=hearing_, voice=mine)
    known = set(done.values_list("statement_id", flat=True))
    left = [s for s in shown if s.pk not in known]
    at = person.pk % max(1, len(shown))
    left.sort(key=lambda s: (s.n - 1 - at) % max(1, len(shown)))
    own = [s for s in rows if s.voice == mine]
    return Turn(left[0] if left else None, len(shown) - len(left), len(shown), own)


def people(hearing_: Hearing) -> int:
    """How many have answered something: turnout, never what."""
    rows = Stance.objects.filter(statement__hearing=hearing_)
    return rows.values("voice").distinct().count()


@dataclass(frozen=True)
class Side:
    """Figures of one group, or of all, on one statement."""

    name: str
    agree: int
    disagree: int
    answered: int

    @property
    def percent(self) -> int:
        return round(100 * self.agree / self.answered) if self.answered else 0


@dataclass(frozen=True)
class Shown:
    text: str
    every: Side | None
    groups: list[Side]
    common: bool


def group(at: int) -> str:
    return gettext("第 %(n)d 群") % {"n": at + 1}


def drawn(hearing_: Hearing) -> list[Shown]:
    """The statements with their figures: common ground first, then those on which people part most."""
    texts = {str(s.n): s.text for s in hearing_.statements.all()}
    result = hearing_.result
    found = []
    for n, figures in result["statements"].items():
        sides = [Side(group(at), *side) for at, side in enumerate(figures["groups"])]
        every = Side("", *figures["all"]) if figures["all"] else None
        found.append(Shown(texts[n], every, sides, n in result["common"]))
    return sorted(found, key=lambda one: (not one.common, -_apart(one)))


def _apart(one: Shown) -> int:
    shares = [side.percent for side in one.groups]
    return max(shares) - min(shares) if shares else -1


def late(hearing_: Hearing, today: date) -> bool:
    return hearing_.closed_at is None and hearing_.closes_on < today


def statement_in(hearing_id: int, statement_id: int) -> bool:
    return Statement.objects.filter(pk=statement_id, hearing_id=hearing_id).exists()
