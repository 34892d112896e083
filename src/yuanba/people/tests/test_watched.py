"""留痕: the auditor reads what the other administrators did; nobody else does, and he changes nothing."""

from datetime import timedelta

import pytest
from django.test import Client

from yuanba.base.errors import Refused
from yuanba.base.permits import Role
from yuanba.people import acts, queries
from yuanba.people.models import Person
from yuanba.people.tests.test_second_factor import enrolled
from yuanba.people.tests.village import PASSWORD, THURSDAY, Village

PAGE = "/desk/records/"


@pytest.fixture
def zhou(village: Village) -> Person:
    person = acts.add_person(
        actor=village.security,
        place_id=village.village.pk,
        username="zhou",
        name="周文",
        password=PASSWORD,
        now=THURSDAY,
    )
    village.appoint(person, Role.WORKER, village.village)
    return village.now(person)


def lines(village: Village, who: str = "audit", view: str = "") -> list[tuple[str, str, str]]:
    found = queries.watched(getattr(village, who), view=view).rows
    return [(one.who, one.what, one.about) for one in found]


def test_the_auditor_reads_what_the_security_administrator_did(village: Village, zhou: Person):
    acts.block(actor=village.security, person_id=zhou.pk, reason="调走。", now=THURSDAY)
    newest = queries.watched(village.audit).rows[0]
    assert (newest.who, newest.what, newest.about, newest.reason) == (
        "安然",
        "停用账号",
        "周文",
        "调走。",
    )


def test_and_not_what_was_done_elsewhere(village: Village, zhou: Person):
    auditor = village.staff("audit2", "严查", Role.AUDIT, village.elsewhere)
    village.audit2 = auditor
    acts.block(actor=village.security, person_id=zhou.pk, reason="调走。", now=THURSDAY)
    assert "停用账号" not in [what for _who, what, _about in lines(village, "audit2")]


def test_a_right_password_with_a_wrong_second_step_has_a_page_of_its_own(
    village: Village, zhou: Person
):
    """Somebody may know the password: the first thing an auditor wants to see."""
    later = THURSDAY + timedelta(minutes=2)
    phone, _paper = enrolled(zhou)
    with pytest.raises(Refused):
        acts.prove(actor=zhou, code="000000", address="10.0.0.9", now=later)
    acts.prove(actor=zhou, code=phone.code(later), address="10.0.0.1", now=later)
    assert lines(village, view="wrong") == [("周文", "第二步验证", "")]


def test_the_page_in_its_three_views(client: Client, village: Village, zhou: Person):
    client.force_login(village.audit)
    assert "任职" in client.get(PAGE).content.decode()
    assert client.get(PAGE, {"view": "accounts"}).status_code == 200
    assert "这里还没有" in client.get(PAGE, {"view": "wrong"}).content.decode()
    assert client.get(PAGE, {"view": "other"}).status_code == 404
    assert client.post(PAGE).status_code == 405
    assert client.get("/desk/people/").status_code == 200
    assert client.get("/desk/people/add/").status_code == 403


@pytest.mark.parametrize("who", ["security", "admin", "worker", "supervisor", "resident"])
def test_it_is_not_for_others(client: Client, village: Village, who: str):
    client.force_login(getattr(village, who))
    assert client.get(PAGE).status_code == 403


def test_it_costs_seven_statements(
    client: Client, village: Village, zhou: Person, django_assert_num_queries
):
    client.force_login(village.audit)
    # session, person, posts, records, names; inbox and what does not add up in the rail
    with django_assert_num_queries(7):
        client.get(PAGE)
