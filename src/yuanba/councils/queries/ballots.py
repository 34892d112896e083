"""What stands about ballots. Of a secret one never more than who has voted and, at the end, how many."""

from collections.abc import Iterable

from django.db.models import Count, Sum

from yuanba.base.permits import Reach
from yuanba.councils.models import Ballot, Entry
from yuanba.councils.rules.deciding import For
from yuanba.councils.rules.kinds import Channel
from yuanba.people.models import Membership

SPOILED = "spoiled"
YES = ("同意", "赞成")


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
    """The votes given with a name, in heads and area. One statement."""
    rows = ballot.marks.exclude(choice=None).values("choice__n")
    summed = rows.annotate(votes=Count("id"), area=Sum("entry__area")).order_by()
    found = {r["choice__n"]: For(r["votes"], int(r["area"] or 0)) for r in summed}
    return {n: found.get(n, For(0)) for n in numbers}


def channels(ballot: Ballot) -> dict[str, int]:
    """How many have voted over each channel: turnout, never what."""
    rows = ballot.marks.values("channel").annotate(n=Count("id")).order_by()
    found = {r["channel"]: r["n"] for r in rows}
    return {channel.value: found.get(channel.value, 0) for channel in Channel}


def teller_names(ballot: Ballot) -> list[str]:
    rows = ballot.tallies.select_related("teller").order_by("-round", "id")
    last = rows.first()
    return [t.teller.name for t in rows if last is not None and t.round == last.round]
