"""户: 立户、入户、迁出、分户、并户。"""

from datetime import date

import pytest

from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.people import acts
from yuanba.people.models import Household, HouseholdLink, Membership, Person
from yuanba.people.tests.village import THURSDAY, Village
from yuanba.places.rules import Kind

TODAY = date(2026, 9, 24)


def home(village: Village, *names: str) -> tuple[Household, list[Person]]:
    """A household in the grid; the first of the names is its head."""
    house = acts.found_household(
        actor=village.worker,
        place_id=village.grid.pk,
        address="三组12号",
        since=date(2021, 3, 1),
        now=THURSDAY,
    )
    people = [
        acts.register_resident(
            actor=village.worker, name=name, home_id=village.grid.pk, now=THURSDAY
        )
        for name in names
    ]
    for i, person in enumerate(people):
        acts.join_household(
            actor=village.worker,
            household_id=house.pk,
            person_id=person.pk,
            head=i == 0,
            since=date(2021, 3, 1),
            now=THURSDAY,
        )
    return house, people


def living(house: Household) -> set[str]:
    return {m.person.name for m in house.members.filter(until=None).select_related("person")}


def test_a_household_is_founded_and_joined(village: Village):
    house, _people = home(village, "罗大爷", "罗小妹")
    assert living(house) == {"罗大爷", "罗小妹"}
    assert house.members.get(head=True, until=None).person.name == "罗大爷"
    assert house.code.startswith("H")


def test_a_new_head_follows_the_old_and_both_are_known(village: Village):
    house, (elder, _sister) = home(village, "罗大爷", "罗小妹")
    acts.join_household(
        actor=village.worker,
        household_id=house.pk,
        person_id=village.resident.pk,
        head=True,
        now=THURSDAY,
    )
    assert house.members.get(head=True, until=None).person == village.resident
    was = house.members.get(person=elder, head=True)
    assert (was.since, was.until) == (date(2021, 3, 1), TODAY)
    assert len(living(house)) == 3


def test_nobody_lives_in_two_households(village: Village):
    _house, (elder,) = home(village, "罗大爷")
    other, _people = home(village)
    with pytest.raises(Refused, match="elsewhere_in"):
        acts.join_household(
            actor=village.worker, household_id=other.pk, person_id=elder.pk, now=THURSDAY
        )
    stay = elder.memberships.get()
    acts.leave_household(actor=village.worker, membership_id=stay.pk, reason="搬走。", now=THURSDAY)
    acts.join_household(
        actor=village.worker, household_id=other.pk, person_id=elder.pk, now=THURSDAY
    )
    assert elder.memberships.count() == 2


def test_a_son_splits_off_and_the_history_is_kept(village: Village):
    house, (father, son, wife) = home(village, "罗大爷", "罗小明", "周霞")
    new = acts.split_household(
        actor=village.worker,
        household_id=house.pk,
        person_ids=[son.pk, wife.pk],
        head_id=son.pk,
        address="三组14号",
        now=THURSDAY,
    )
    assert (living(house), living(new)) == ({"罗大爷"}, {"罗小明", "周霞"})
    assert new.members.get(head=True).person == son
    assert Membership.objects.get(household=house, person=son).until == TODAY
    link = HouseholdLink.objects.get()
    assert (link.before, link.after, link.how, link.on) == (house, new, "split", TODAY)
    assert records.about(new)[0].facts["out_of"] == str(house.pk)
    assert father.memberships.get().until is None


def test_two_households_become_one(village: Village):
    gone, (elder,) = home(village, "罗大爷")
    into, (niece,) = home(village, "罗小妹")
    acts.merge_households(actor=village.worker, household_id=gone.pk, into_id=into.pk, now=THURSDAY)
    gone.refresh_from_db()
    assert (gone.until, living(gone), living(into)) == (TODAY, set(), {"罗大爷", "罗小妹"})
    assert into.members.get(head=True, until=None).person == niece
    with pytest.raises(Refused, match="household_over"):
        acts.merge_households(
            actor=village.worker, household_id=gone.pk, into_id=into.pk, now=THURSDAY
        )
    assert elder.memberships.count() == 2


@pytest.mark.parametrize(
    ("leaving", "code"), [([], "nobody_leaves"), ([0, 1], "nobody_stays"), ([9], "not_a_member")]
)
def test_a_split_that_is_none_is_refused(village: Village, leaving: list[int], code: str):
    house, people = home(village, "罗大爷", "罗小明")
    ids = [people[i].pk if i < 2 else village.resident.pk for i in leaving]
    with pytest.raises(Refused, match=code):
        acts.split_household(
            actor=village.worker,
            household_id=house.pk,
            person_ids=ids,
            address="三组14号",
            now=THURSDAY,
        )
    assert (Household.objects.count(), len(living(house))) == (1, 2)


@pytest.mark.parametrize(
    ("since", "code"),
    [(date(1999, 12, 31), "day_before_founding"), (date(2026, 9, 25), "day_in_future")],
)
def test_a_household_begins_between_the_founding_and_today(
    village: Village, since: date, code: str
):
    with pytest.raises(Refused, match=code):
        acts.found_household(
            actor=village.worker,
            place_id=village.grid.pk,
            address="三组12号",
            since=since,
            now=THURSDAY,
        )


@pytest.mark.parametrize("who", ["neighbour", "supervisor", "coordinator", "resident"])
def test_only_those_who_keep_the_register_change_households(village: Village, who: str):
    house, (elder,) = home(village, "罗大爷")
    someone = getattr(village, who)
    with pytest.raises(Denied):
        acts.found_household(
            actor=someone, place_id=village.grid.pk, address="三组1号", now=THURSDAY
        )
    with pytest.raises(Denied):
        acts.join_household(
            actor=someone, household_id=house.pk, person_id=village.resident.pk, now=THURSDAY
        )
    with pytest.raises(Denied):
        acts.leave_household(
            actor=someone,
            membership_id=elder.memberships.get().pk,
            reason="试试。",
            now=THURSDAY,
        )
    with pytest.raises(Denied):
        acts.split_household(
            actor=someone,
            household_id=house.pk,
            person_ids=[elder.pk],
            address="三组1号",
            now=THURSDAY,
        )
    with pytest.raises(Denied):
        acts.merge_households(actor=someone, household_id=house.pk, into_id=house.pk, now=THURSDAY)
    assert living(house) == {"罗大爷"}


def test_the_register_of_another_village_cannot_be_merged_away(village: Village):
    mine, _people = home(village, "罗大爷")
    theirs = acts.found_household(
        actor=village.neighbour, place_id=village.elsewhere.pk, address="一号楼", now=THURSDAY
    )
    with pytest.raises(Denied):
        acts.merge_households(
            actor=village.worker, household_id=theirs.pk, into_id=mine.pk, now=THURSDAY
        )


def test_a_household_moves_within_its_village_and_where_it_lived_stays(village: Village):
    house, (elder,) = home(village, "罗大爷")
    block = village.place(village.grid, Kind.BUILDING, "2栋")
    by = {"actor": village.worker, "household_id": house.pk, "now": THURSDAY}
    with pytest.raises(Refused, match="same_place"):
        acts.move_household(place_id=village.grid.pk, **by)
    with pytest.raises(Denied):
        acts.move_household(place_id=village.elsewhere.pk, **by)
    with pytest.raises(Refused, match="other_village"):
        acts.move_household(
            **by | {"actor": village.admin}, place_id=village.elsewhere.pk, address="柳湾1号"
        )
    acts.move_household(place_id=block.pk, address="2栋301", on=date(2026, 9, 1), **by)
    house.refresh_from_db()
    elder.refresh_from_db()
    assert (house.place_id, house.address, elder.home_id) == (block.pk, "2栋301", block.pk)
    was = house.past.get()
    assert (was.place_id, was.address) == (village.grid.pk, "三组12号")
    assert (was.since, was.until) == (date(2021, 3, 1), date(2026, 9, 1))
    assert records.about(house)[-1].facts["place"] == [str(village.grid.pk), str(block.pk)]
    acts.move_household(place_id=village.grid.pk, **by)
    assert house.past.latest("id").since == date(2026, 9, 1)
