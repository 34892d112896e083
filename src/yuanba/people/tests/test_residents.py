"""登记居民、迁居、改称呼。"""

import pytest

from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.people import acts
from yuanba.people.models import Person
from yuanba.people.rules import Verified
from yuanba.people.tests.village import THURSDAY, Village


def test_a_registered_resident_is_not_yet_verified_and_has_no_password(village: Village):
    person = village.resident
    assert (person.verified, person.phone) == (Verified.NONE, "13800000126")
    assert not person.has_usable_password()
    (left,) = records.about(person)
    assert "罗大娘" not in str(left.facts)


def test_one_number_belongs_to_one_person(village: Village):
    before = Person.objects.count()
    with pytest.raises(Refused, match="phone_known"):
        acts.register_resident(
            actor=village.worker,
            name="别人",
            phone="138-0000-0126",
            home_id=village.grid.pk,
            now=THURSDAY,
        )
    assert Person.objects.count() == before


@pytest.mark.parametrize("who", ["neighbour", "supervisor", "resident"])
def test_a_stranger_registers_nobody_here(village: Village, who: str):
    with pytest.raises(Denied):
        acts.register_resident(
            actor=getattr(village, who), name="某人", home_id=village.grid.pk, now=THURSDAY
        )


def test_a_resident_moves_himself_and_the_worker_there_can_enter_it(village: Village):
    acts.move_home(
        actor=village.resident,
        person_id=village.resident.pk,
        place_id=village.elsewhere.pk,
        now=THURSDAY,
    )
    village.resident.refresh_from_db()
    assert village.resident.home == village.elsewhere
    acts.move_home(
        actor=village.worker,
        person_id=village.resident.pk,
        place_id=village.village.pk,
        now=THURSDAY,
    )
    last = records.about(village.resident)[-1]
    assert last.facts["before"] == str(village.elsewhere.pk)
    with pytest.raises(Denied):
        acts.move_home(
            actor=village.neighbour,
            person_id=village.resident.pk,
            place_id=village.village.pk,
            now=THURSDAY,
        )


def test_one_says_how_one_is_called(village: Village):
    acts.change_me(actor=village.resident, name="罗桂花", now=THURSDAY)
    village.resident.refresh_from_db()
    assert village.resident.name == "罗桂花"
    assert "罗大娘" not in str([r.facts for r in records.about(village.resident)])
