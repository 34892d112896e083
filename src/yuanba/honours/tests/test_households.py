"""What becomes of honours when households merge or split: they go along; nobody is named who did not say so."""

from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.honours import acts
from yuanba.honours.models import Nominee
from yuanba.honours.queries import campaigns as queries
from yuanba.honours.rules.campaigns import NomineeState, Shown, Whom
from yuanba.honours.tests.village import JUDGING, PRESENTING, Honours
from yuanba.people import acts as people
from yuanba.people.models import Household


@pytest.fixture
def honours(world: World) -> Honours:
    return Honours(world)


def home_of(honours: Honours, n: int) -> Household:
    return Household.objects.get(members__person=honours.points.others[n])


def merge(honours: Honours, ended: Household, into: Household) -> None:
    go = {"household_id": ended.pk, "into_id": into.pk, "now": PRESENTING}
    people.merge_households(**honours.go(**go))


def read(honours: Honours) -> tuple[list[str], int]:
    """The names of the newest campaign as everybody reads them, and how many stand without."""
    told = queries.told(honours.world.village.pk)[0]
    return [name for name, _one in told.names], told.unnamed


def test_an_honour_goes_along_with_the_name_it_was_agreed_for(honours: Honours, world: World):
    honours.awarded(Shown.NAME)
    into = home_of(honours, 5)
    merge(honours, honours.points.home, into)
    assert read(honours) == (["罗大娘"], 0)
    one = Nominee.objects.get()
    assert one.household == into
    assert world.resident.pk in one.reach
    # she says it anew: the honour is that of her new household now, whose head is another
    acts.consent(actor=world.resident, nominee_id=one.pk, shown=Shown.FAMILY, now=PRESENTING)
    assert read(honours)[0] == ["村**"]


def test_no_name_stands_that_did_not_agree(honours: Honours, world: World):
    """Who it stood for lives elsewhere now: the household keeps the honour, without a name."""
    honours.awarded(Shown.NAME)
    son = honours.points.home
    joined = people.enrol(**honours.go(household_id=son.pk, name="罗小龙"))
    split = {"household_id": son.pk, "person_ids": [world.resident.pk], "address": "二组9号"}
    people.split_household(**honours.go(now=PRESENTING, **split))
    one = Nominee.objects.get()
    assert (one.household, read(honours)) == (son, ([], 1))
    page = queries.nominee(one.pk)
    assert queries.public_name(page) == ""
    acts.consent(actor=joined.person, nominee_id=one.pk, shown=Shown.NAME, now=PRESENTING)
    assert read(honours) == (["罗小龙"], 0)


def test_what_names_one_person_goes_where_the_person_goes(honours: Honours, world: World):
    whom = {"name": "热心邻居", "whom": Whom.PERSON}
    one = honours.agreed(honours.called(**whom), person_id=world.resident.pk, actor=world.worker)
    old = honours.points.home
    people.enrol(**honours.go(household_id=old.pk, name="罗小龙"))
    split = {"household_id": old.pk, "person_ids": [world.resident.pk], "address": "二组9号"}
    new = people.split_household(**honours.go(**split))
    one.refresh_from_db()
    assert one.household == new
    merge(honours, new, home_of(honours, 5))
    one.refresh_from_db()
    assert (one.household, one.state) == (home_of(honours, 5), NomineeState.AGREED)


def test_both_named_in_one_campaign_one_of_them_goes_on(honours: Honours, world: World):
    campaign, into = honours.called(), home_of(honours, 5)
    agreed = honours.agreed(campaign)
    other = honours.named(campaign, household_id=into.pk, actor=world.worker)
    merge_now: dict[str, Any] = {"household_id": agreed.household_id, "into_id": into.pk}
    people.merge_households(**honours.go(now=THURSDAY, **merge_now))
    states = dict(Nominee.objects.values_list("pk", "state"))
    assert states == {agreed.pk: NomineeState.AGREED, other.pk: NomineeState.DECLINED}
    assert set(Nominee.objects.values_list("household", flat=True)) == {into.pk}


def test_two_honours_of_one_year_come_together(honours: Honours, world: World):
    campaign, into = honours.called(), home_of(honours, 5)
    for home in (honours.points.home, into):
        honours.judged(honours.agreed(campaign, household_id=home.pk, actor=world.worker))
    go = honours.go(campaign_id=campaign.pk)
    acts.post_chosen(**go | {"now": JUDGING})
    acts.present(**go | {"now": PRESENTING})
    merge(honours, honours.points.home, into)
    assert sorted(Nominee.objects.values_list("number", "household")) == [
        (1, into.pk), (2, into.pk),
    ]  # fmt: skip
    assert len(read(honours)[0]) == 2
