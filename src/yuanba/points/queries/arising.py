"""What happened in Yuanba that may earn points: who came to a meeting, whose suggestion was adopted, which
of one's own hazards were dealt with."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from yuanba.councils.models import Entry, Meeting, Suggestion
from yuanba.matters.models import Matter
from yuanba.matters.rules import Outcome, State
from yuanba.people.models import Household, Membership, Person, Post
from yuanba.points.models import Claim
from yuanba.points.rules import arising as rules
from yuanba.points.rules.claims import DEED_DAYS

CAME = Q(came_at__isnull=False, how__in=sorted(rules.CAME), holder__isnull=True)


def meeting(meeting_id: int) -> Meeting | None:
    """A meeting that counts: neither about somebody nor an election."""
    rows = Meeting.objects.select_related("procedure", "rule", "called_by", "place")
    found = rows.filter(pk=meeting_id).first()
    if found is None:
        return None
    fits = rules.counts(closed=found.closed, election=found.rule.paper_only)
    return found if fits else None


def came(found: Meeting) -> list[tuple[int, Person | None]]:
    """The households of whom somebody came, each once, with the person where the roll names one."""
    rows = Entry.objects.filter(CAME, meeting=found).select_related("person").order_by("n")
    return _homes(list(rows))


def _homes(entries: list[Entry]) -> list[tuple[int, Person | None]]:
    """Two statements, however many entries there are."""
    alone = [e.person_id for e in entries if e.household_id is None and e.person_id is not None]
    stays = Membership.objects.filter(person__in=alone, until=None)
    lives = dict(stays.values_list("person_id", "household_id"))
    homes: dict[int, Person | None] = {}
    for entry in entries:
        home = entry.household_id or lives.get(entry.person_id or 0)
        if home is not None:
            homes.setdefault(home, entry.person)
    living = Household.objects.filter(pk__in=homes, until=None).values_list("pk", flat=True)
    return [(pk, homes[pk]) for pk in sorted(living)]


def suggestion(suggestion_id: int) -> Suggestion | None:
    found = Suggestion.objects.select_related("meeting", "entry__person")
    return found.filter(pk=suggestion_id).first()


def home_of(found: Suggestion) -> tuple[int, Person | None] | None:
    """Whose suggestion it was, where it was said with a number of the roll."""
    homes = _homes([found.entry]) if found.entry is not None else []
    return homes[0] if homes else None


def hazards(me: Person, now: datetime) -> list[Matter]:
    """Dangers that this person told of in his own name and that were dealt with, not claimed yet. One
    statement. Whoever holds a post finds dangers on duty; what is about somebody is left out."""
    claimed = Claim.objects.filter(source_id=OuterRef("pk"))
    posts = Post.objects.filter(person=me, until=None)
    found = Matter.objects.filter(
        ~Exists(posts),
        ~Exists(claimed),
        reporter=me,
        state=State.CLOSED,
        outcome=Outcome.SOLVED,
        category__branch=rules.HAZARDS,
        restricted=False,
        concerned=False,
        closed_at__gte=now - timedelta(days=DEED_DAYS),
    )
    return list(found.order_by("closed_at", "pk")[:6])
