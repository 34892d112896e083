"""What happens to honours when households are split or merged: in the same transaction.

What a household was given goes along with it into the household it merges into, and so does its yes; its name
only as long as whoever it stood for lives there (queries/campaigns.py). What names one person goes where the
person goes. A household that splits keeps what it has.
"""

from yuanba.base.models import Record
from yuanba.honours.models import Listing, Nominee
from yuanba.honours.rules.campaigns import UNDER_WAY, NomineeState
from yuanba.people.models import Household


def follow_merge(record: Record) -> None:
    """并户. Both named in one campaign: the further of the two stays, the other is not judged again."""
    into = Household.objects.select_related("place").get(pk=record.subject_id)
    ended = Household.objects.select_related("place").get(pk=int(record.facts["ended"]))
    if ended.place.village_id != into.place.village_id:
        return  # given by the village, and stays there
    order = [NomineeState.NAMED, NomineeState.AGREED, NomineeState.CHOSEN]
    whole = Nominee.objects.filter(person=None, state__in=[str(s) for s in UNDER_WAY])
    theirs = {one.campaign_id: one for one in whole.filter(household=into)}
    for one in whole.filter(household=ended, campaign__in=list(theirs)):
        other = theirs[one.campaign_id]
        less = min(one, other, key=lambda n: order.index(NomineeState(n.state)))
        less.state = (
            NomineeState.DECLINED if less.state != NomineeState.CHOSEN else NomineeState.LEFT
        )
        less.save(update_fields=["state"])
    Nominee.objects.filter(household=ended).update(household=into)
    Listing.objects.filter(household=ended).update(household=into)


def follow_split(record: Record) -> None:
    """分户: what names one of those who leave goes along."""
    new = Household.objects.get(pk=record.subject_id)
    leaving = [int(pk) for pk in record.facts["persons"]]
    old = int(record.facts["out_of"])
    Nominee.objects.filter(household=old, person__in=leaving).update(household=new)
    Listing.objects.filter(household=old, person__in=leaving).update(household=new)
