"""What stands about ballots. Of a secret one never more than who has voted and, at the end, how many."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, Sum

from yuanba.base.permits import Reach
from yuanba.councils.models import Ballot, Entry, Mark, Meeting
from yuanba.councils.rules import deciding, terms
from yuanba.councils.rules.counting import sealed
from yuanba.councils.rules.counting.sealed import Way
from yuanba.councils.rules.deciding import For
from yuanba.councils.rules.kinds import TWO_TELLERS, Channel, Measure, Stage
from yuanba.people.models import Membership

YES = ("同意", "赞成", "同意罢免")


def reach_of(entry: Entry) -> Reach:
    """Whose this line is: whoever holds its link, the person it names, who lives in the household."""
    mine = {entry.pk} | ({entry.person_id} if entry.person_id else set())
    if entry.household_id:
        rows = Membership.objects.filter(household_id=entry.household_id, until=None)
        mine |= set(rows.values_list("person_id", flat=True))
    return frozenset(mine)


def stood_for(entry: Entry) -> bool:
    """Whether somebody who is here stands for this line."""
    holder = entry.holder
    return entry.came_at is None and holder is not None and holder.here and not holder.out


def named_votes(ballot: Ballot, numbers: Iterable[int]) -> dict[int, For]:
    """The votes given with a name, in heads, area and shares. One statement."""
    rows = ballot.marks.exclude(choice=None).values("choice__n")
    summed = rows.annotate(
        votes=Count("id"), area=Sum("entry__area"), shares=Sum("entry__shares")
    ).order_by()
    found = {
        r["choice__n"]: For(r["votes"], int(r["area"] or 0), int(r["shares"] or 0)) for r in summed
    }
    return {n: found.get(n, For(0)) for n in numbers}


def channels(ballot: Ballot) -> dict[str, int]:
    """How many have voted over each channel: turnout, never what."""
    rows = ballot.marks.values("channel").annotate(n=Count("id")).order_by()
    found = {r["channel"]: r["n"] for r in rows}
    return {channel.value: found.get(channel.value, 0) for channel in Channel}


def at_table(ballot: Ballot) -> int:
    """How many vote on paper or with beans, over all channels but the telephone. One statement."""
    return ballot.marks.exclude(channel=Channel.PHONE).count()


def given(ballot: Ballot) -> set[int]:
    """The numbers on the roll of those who took a paper. One statement."""
    rows = ballot.marks.exclude(channel=Channel.PHONE)
    return set(rows.values_list("entry__n", flat=True))


def weights_of(meeting: Meeting) -> tuple[Measure, ...]:
    """By which weights the rule of this meeting asks."""
    rule = meeting.rule
    return deciding.weights(terms.read(rule.valid), terms.read(rule.decides))


def without_weight(meeting: Meeting) -> list[int]:
    """The numbers of those lines that lack a weight which the rule asks for. One statement."""
    lacking = Q(pk__in=[])
    for measure in weights_of(meeting):
        lacking |= Q(**{f"{measure.value}__lte": 0})
    rows = meeting.roll.filter(lacking, out="").order_by("n")
    return list(rows.values_list("n", flat=True))


def numbers(ballot: Ballot) -> dict[str, int]:
    """The choices in the order of the paper: text → number. One statement."""
    return dict(ballot.choices.order_by("n").values_list("text", "n"))


def sealed_mark(mark: Mark) -> sealed.Mark:
    """A mark with its envelope, as the rules of the sealed ballot know it."""
    if mark.channel != Channel.PHONE:
        return sealed.Mark(str(mark.entry_id), Way.TABLE)
    return sealed.Mark(str(mark.entry_id), Way.PHONE, bytes(mark.envelope.sealed))


# ── sheets of the tellers ──


def tellers(ballot: Ballot) -> int:
    """How many count, each on his own."""
    return 2 if ballot.kind in TWO_TELLERS else 1


def sheets(ballot: Ballot, stage: Stage) -> tuple[int, list[dict[str, Any]]]:
    """The round that is being counted, and what was handed in in it. One statement."""
    rows = list(
        ballot.tallies.filter(stage=stage).order_by("round", "id").values_list("round", "counts")
    )
    last = rows[-1][0] if rows else 1
    return last, [dict(counts) for n, counts in rows if n == last]


def teller_names(ballot: Ballot, stage: Stage = Stage.PAPER) -> list[str]:
    rows = ballot.tallies.filter(stage=stage).select_related("teller").order_by("-round", "id")
    last = rows.first()
    return [t.teller.name for t in rows if last is not None and t.round == last.round]
