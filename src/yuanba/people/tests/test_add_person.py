"""添加人员、改密码、停用与恢复。"""

import pytest

from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.people import acts
from yuanba.people.door import with_posts
from yuanba.people.models import Person
from yuanba.people.tests.village import PASSWORD, THURSDAY, Village

NEW = {"username": "zhou.wen", "name": "周文", "password": PASSWORD, "now": THURSDAY}


def test_the_county_adds_a_person_who_can_sign_in(village: Village):
    person = acts.add_person(
        actor=village.security, place_id=village.village.pk, **NEW | {"username": "ＺＨＯＵ.wen "}
    )
    person.refresh_from_db()
    assert (person.username, person.name, person.home_id) == (
        "zhou.wen",
        "周文",
        village.village.pk,
    )
    assert person.password.startswith("argon2")
    assert [r.act for r in records.about(person)] == ["people.add_person"]
    assert PASSWORD not in str(records.about(person)[0].facts)


@pytest.mark.parametrize(
    "who", ["worker", "supervisor", "coordinator", "other_security", "resident"]
)
def test_only_the_administrator_of_the_place_adds_people(village: Village, who: str):
    with pytest.raises(Denied):
        acts.add_person(actor=getattr(village, who), place_id=village.village.pk, **NEW)
    assert not Person.objects.filter(username="zhou.wen").exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"username": "worker"}, "username_taken"),
        ({"username": "x"}, "username_wrong"),
        ({"username": "a b<script>"}, "username_wrong"),
        ({"name": " \u200b "}, "words_missing"),
        ({"phone": "12345"}, "phone_wrong"),
        ({"phone": "１３８００００ ０１２６"}, "phone_known"),
        ({"password": "short"}, "password_weak"),
        ({"password": "password1234"}, "password_weak"),
        *(({"password": weak}, "password_weak") for weak in ("123456789012", "abababababab")),
    ],
)
def test_a_person_badly_described_is_refused(village: Village, said: dict, code: str):
    before = Person.objects.count()
    with pytest.raises(Refused, match=f"^{code}$"):
        acts.add_person(actor=village.security, place_id=village.village.pk, **NEW | said)
    assert Person.objects.count() == before


def test_one_changes_ones_own_password_knowing_the_old_one(village: Village):
    person = acts.add_person(actor=village.security, place_id=village.village.pk, **NEW)
    with pytest.raises(Refused, match="old_password_wrong"):
        acts.set_password(actor=person, old="guess", password="山那边的云又高又白", now=THURSDAY)
    with pytest.raises(Refused, match="password_weak"):
        acts.set_password(actor=person, old=PASSWORD, password="1234", now=THURSDAY)
    acts.set_password(actor=person, old=PASSWORD, password="山那边的云朵又高又白又远", now=THURSDAY)
    person.refresh_from_db()
    assert person.check_password("山那边的云朵又高又白又远")


def test_a_blocked_person_is_nobody_at_the_next_request(village: Village):
    acts.block(actor=village.security, person_id=village.worker.pk, reason="已调走。", now=THURSDAY)
    assert with_posts(village.worker.pk) is None
    acts.unblock(
        actor=village.security, person_id=village.worker.pk, reason="回来了。", now=THURSDAY
    )
    assert with_posts(village.worker.pk) is not None
    acts_left = [r.act for r in records.about(village.worker)]
    assert acts_left[-2:] == ["people.block", "people.unblock"]


def test_a_village_securityistrator_does_not_reach_above_or_beside(village: Village):
    for someone in (village.coordinator, village.neighbour, village.other_security):
        with pytest.raises(Denied):
            acts.block(
                actor=village.village_security, person_id=someone.pk, reason="试试。", now=THURSDAY
            )
    acts.block(
        actor=village.village_security, person_id=village.worker.pk, reason="调走。", now=THURSDAY
    )


def test_a_co_ordinator_who_lives_in_the_village_is_not_in_its_hands(village: Village):
    acts.move_home(
        actor=village.coordinator,
        person_id=village.coordinator.pk,
        place_id=village.grid.pk,
        now=THURSDAY,
    )
    with pytest.raises(Denied):
        acts.block(
            actor=village.village_security,
            person_id=village.coordinator.pk,
            reason="试试。",
            now=THURSDAY,
        )


def test_blocking_needs_a_reason_and_another_person(village: Village):
    with pytest.raises(Refused, match="words_missing"):
        acts.block(actor=village.security, person_id=village.worker.pk, reason="  ", now=THURSDAY)
    with pytest.raises(Refused, match="not_yourself"):
        acts.block(
            actor=village.security, person_id=village.security.pk, reason="歇歇。", now=THURSDAY
        )
    with pytest.raises(Refused, match="not_blocked"):
        acts.unblock(actor=village.security, person_id=village.worker.pk, reason="无", now=THURSDAY)
    with pytest.raises(Denied):
        acts.block(actor=village.security, person_id=1, reason="没这个人。", now=THURSDAY)
    assert not Person.objects.filter(is_active=False).exists()


def test_a_resident_who_begins_to_work_here_gets_his_first_password(village: Village):
    village.appoint(village.resident, Role.GRID, village.grid)
    person = village.now(village.resident)
    assert person.staff
    acts.give_password(
        actor=village.village_security,
        person_id=person.pk,
        username="罗桂花",
        password=PASSWORD,
        now=THURSDAY,
    )
    person.refresh_from_db()
    assert (person.username, person.check_password(PASSWORD)) == ("罗桂花", True)
    assert PASSWORD not in str([r.facts for r in records.about(person)])


@pytest.mark.parametrize("who", ["worker", "other_security", "supervisor", "resident"])
def test_nobody_else_gives_passwords(village: Village, who: str):
    with pytest.raises(Denied):
        acts.give_password(
            actor=getattr(village, who),
            person_id=village.worker.pk,
            username="taken.over",
            password=PASSWORD,
            now=THURSDAY,
        )
    village.worker.refresh_from_db()
    assert not village.worker.has_usable_password()


def test_no_administrator_takes_over_an_account(village: Village):
    person = acts.add_person(actor=village.security, place_id=village.village.pk, **NEW)
    with pytest.raises(Refused, match="has_password"):
        acts.give_password(
            actor=village.security,
            person_id=person.pk,
            username="zhou",
            password="另外一个很长的密码句子",
            now=THURSDAY,
        )
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
