"""The naming list as it is shown: to the desk that handles it, to the person himself, to the people of the
village. What came down is for those who supervise."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from yuanba.base import words_in
from yuanba.councils import queries as councils
from yuanba.councils.models import Procedure
from yuanba.councils.rules.flows import StepKind
from yuanba.councils.rules.kinds import BodyKind
from yuanba.honours.models import Listing, NamingRule, NamingVote
from yuanba.honours.rules import naming as rules
from yuanba.honours.rules.naming import Down, State
from yuanba.people.models import Person
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import Calendar
from yuanba.points.queries import council

MORAL = (
    "moral"  # the procedure of a 道德评议会: closed, with hearing, telling and a right of review
)
ASSEMBLY = {BodyKind.ASSEMBLY, BodyKind.DELEGATES}
SORRY_DAYS = 30  # how long a correction stands


def rule_of(village: int) -> NamingRule | None:
    """The rule that a village has now, whether it is filed, runs, or is over. One statement."""
    rows = NamingRule.objects.filter(place=village, ended_at=None)
    return rows.select_related("procedure", "place", "made_by", "filed_by").first()


def rule(rule_id: int) -> NamingRule | None:
    return NamingRule.objects.select_related("place").filter(pk=rule_id).first()


def calendar() -> Calendar:
    return places.calendar()


def is_on(rule: NamingRule | None, today: date) -> bool:
    return rule is not None and rules.is_on(
        filed=rule.filed_at is not None,
        ended=rule.ended_at is not None,
        since=rule.since,
        until=rule.until,
        today=today,
    )


def by_assembly(question: Procedure) -> bool:
    """Whether the people themselves, or their delegates, decided it in a meeting."""
    kinds = {
        row.body
        for step in question.steps
        if step["kind"] == StepKind.MEETING and step.get("rule")
        and (row := councils.row_for(step["rule"], question.county_id, question.begun_at.date()))
    }  # fmt: skip
    return bool(kinds & {str(kind) for kind in ASSEMBLY})


def assemblies(village: Place) -> list[Procedure]:
    """What an assembly of this village decided openly. For the form that turns the list on."""
    rows = Procedure.objects.filter(place=village, closed=False).order_by("-pk")[:60]
    return [p for p in rows if councils.stands(p) and by_assembly(p)]


def appraisals(listing: Listing) -> list[Procedure]:
    """道德评议: begun after the person was told, decided, and used for no other line."""
    if listing.noticed_on is None:
        return []
    used = set(Listing.objects.exclude(procedure=None).values_list("procedure_id", flat=True))
    found = council.appraisals(listing.place_id, listing.noticed_on)
    return [one for one in found if one.pk not in used]


def _rows(found: Any) -> Any:
    return found.select_related(
        "person", "household__place", "place__parent__parent", "rule", "procedure"
    )


def under_way(village: int) -> list[Listing]:
    """What waits or hangs, oldest first. One statement."""
    rows = Listing.objects.filter(place=village, state__in=[str(s) for s in sorted(rules.OPEN)])
    return list(_rows(rows).order_by("pk")[:60])


def over(village: int) -> list[Listing]:
    """What came down or never went up: for the desk without a name."""
    rows = Listing.objects.filter(place=village).exclude(
        state__in=[str(s) for s in sorted(rules.OPEN)]
    )
    return list(_rows(rows).order_by("-pk")[:60])


def listing(listing_id: int) -> Listing | None:
    rows = _rows(Listing.objects.all()).select_related(
        "proposed_by", "seconded_by", "judged_by", "checked_by"
    )
    found: Listing | None = rows.filter(pk=listing_id).first()
    return found


def sittings(found: Listing) -> list[NamingVote]:
    rows = NamingVote.objects.filter(listing=found).select_related("member__person")
    return list(rows.order_by("round", "member"))


def mine(person: Person) -> list[Listing]:
    """What is told to the person himself: from the notice on. One statement."""
    told = Q(noticed_on__isnull=False)
    return list(_rows(Listing.objects.filter(told, person=person)).order_by("-pk")[:20])


@dataclass(frozen=True)
class Shown:
    """A line as the village reads it: masked name, one of the house's own sentences, two dates."""

    who: str
    ground: Any
    since: date
    until: date
    doubted: bool
    mended: bool


def doubt_open(one: Listing) -> bool:
    return one.doubted_at is not None and one.answered_at is None


def decision_stands(one: Listing) -> bool:
    """False once the person has asked that the whole council appraise again, until it has."""
    return one.procedure is not None and councils.stands(one.procedure)


def due(one: Listing, today: date) -> Down | None:
    """Why a line that hangs comes down today, or None."""
    return rules.due(
        until=one.until or today,
        doubted=doubt_open(one),
        answer_by=one.answer_by,
        mended_by=one.mended_by,
        on=is_on(one.rule, today),
        stands=decision_stands(one),
        today=today,
    )


def hanging(village: int, today: date) -> list[Shown]:
    """What hangs today; a day too long is not shown, whether or not the clock has run. One statement."""
    rows = Listing.objects.filter(place=village, state=State.HUNG, until__gte=today)
    found = []
    for one in rows.select_related("person", "rule", "procedure").order_by("until", "pk")[:60]:
        doubted, why = doubt_open(one), due(one, today)
        if why is None and one.hung_on is not None and one.until is not None:
            shown = Shown(
                who=words_in.mask_name(one.person.name),
                ground=rules.GROUND_WORDS[rules.Ground(one.ground)],
                since=one.hung_on,
                until=one.until,
                doubted=doubted,
                mended=one.mended_at is not None,
            )
            found.append(shown)
    return found


def corrections(village: int, today: date) -> list[Listing]:
    """更正: lines that were wrong, for as long as a line usually hangs; without a name."""
    since = today - timedelta(days=SORRY_DAYS)
    rows = Listing.objects.filter(place=village, state=State.DOWN, down=Down.WRONG)
    return list(rows.filter(hung_on__isnull=False, down_on__gte=since).order_by("-down_on", "-pk"))


def clocked(village: int | None = None) -> list[Listing]:
    """Everything that hangs, for the clock."""
    rows = Listing.objects.filter(state=State.HUNG)
    rows = rows.filter(place=village) if village else rows
    return list(rows.select_related("rule", "procedure").order_by("pk"))
