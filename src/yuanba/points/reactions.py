"""What happens to points when households are split or merged: in the same transaction.

Merged: everything goes along, what is in the ledger and what is under way. Split: what is in the ledger
is shared by heads, whole points, the rest stays; what is under way stays where it was told.
"""

from django.db.models import Q

from yuanba.base.models import Record
from yuanba.base.text import _
from yuanba.books import store
from yuanba.books.rules import Line
from yuanba.people import door
from yuanba.people.models import Household, Person
from yuanba.points.acts.ledger import home_account, ledger_of
from yuanba.points.models import Claim, Redemption
from yuanba.points.queries.home import account_of
from yuanba.points.rules.claims import State

UNDER_WAY = (State.TOLD, State.CHECKED, State.NOTICED, State.POSTED)


def follow_merge(record: Record) -> None:
    """并户: the points of the one that ended go into the other's account."""
    into = Household.objects.select_related("place").get(pk=record.subject_id)
    ended = Household.objects.select_related("place").get(pk=int(record.facts["ended"]))
    if ended.place.village_id != into.place.village_id:
        return  # each village has a book of its own: they stay where they were earned
    many = _balance(ended)
    if many:
        _move(ended, into, many, record, str(_("并户")))
    mine = Claim.objects.filter(household=ended)
    # Both were at the same meeting: the one that moves keeps its claim and no longer names the meeting.
    both = Claim.objects.filter(household=into, source_id__isnull=False)
    mine.filter(source_id__in=both.values("source_id")).update(source_id=None)
    # Checked by somebody who is now of the same home: to be checked once more, by another.
    mine.filter(checked_home=into.pk, state__in=UNDER_WAY).update(
        state=State.TOLD, checked_by=None, checked_home=None, checked_at=None, household=into
    )
    mine.filter(Q(checked_home__isnull=True) | ~Q(checked_home=into.pk)).update(household=into)
    Redemption.objects.filter(household=ended).update(household=into)


def follow_split(record: Record) -> None:
    """分户: by heads. Of five who had eleven points two leave: four points go with them."""
    new = Household.objects.select_related("place").get(pk=record.subject_id)
    old = Household.objects.select_related("place").get(pk=int(record.facts["out_of"]))
    leaving = len(record.facts["persons"])
    staying = old.members.filter(until=None).count()
    share = _balance(old) * leaving // (leaving + staying)
    if share:
        _move(old, new, share, record, str(_("分户，按人口分")))


def _balance(home: Household) -> int:
    """What a household has, its ledger locked: what the clock lets lapse meanwhile is not moved as well."""
    account = account_of(home)
    if account is None or home.place.village_id is None:
        return 0
    ledger_of(home.place.village_id)
    account.refresh_from_db(fields=["balance"])
    return account.balance


def _move(before: Household, after: Household, many: int, record: Record, why: str) -> None:
    assert before.place.village_id is not None
    ledger = ledger_of(before.place.village_id)
    gives, takes = home_account(ledger, before.pk), home_account(ledger, after.pk)
    store.enter(
        ledger,
        [Line(gives.pk, -many), Line(takes.pk, many)],
        kind=record.act,
        why=why,
        actor=Person.objects.filter(pk=record.actor_id or 0).first() or door.FOUNDER,
        at=record.at,
        source=after,
    )
