"""Sessions: seen by their owner, ended by him, and a form that outlives one."""

from datetime import timedelta

import pytest
from django.test import Client

from yuanba.base import clock
from yuanba.base.models import Record
from yuanba.base.permits import Role
from yuanba.people import acts
from yuanba.people.models import Person, Session
from yuanba.people.tests.village import PASSWORD, THURSDAY, Village

ME = "/me/"
CHROME = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/120 Safari/537"}


@pytest.fixture(autouse=True)
def by_password_only(settings):
    settings.STAFF_TOTP = False


@pytest.fixture
def clocked(monkeypatch: pytest.MonkeyPatch) -> list:
    now = [clock.now()]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    return now


def staff(village: Village, username: str) -> Person:
    person = acts.add_person(
        actor=village.security,
        place_id=village.village.pk,
        username=username,
        name=username,
        password=PASSWORD,
        now=THURSDAY,
    )
    village.appoint(person, Role.WORKER, village.village)
    return person


def enter(client: Client, username: str = "zhou", **more):
    return client.post("/signin/", {"username": username, "password": PASSWORD, "next": ME}, **more)


def test_one_sees_where_one_is_signed_in_and_ends_the_others(client: Client, village: Village):
    zhou, stranger = staff(village, "zhou"), staff(village, "li")
    other, strange = Client(), Client()
    enter(client, headers=CHROME)
    enter(other)
    enter(strange, "li")
    page = client.get(ME).content.decode()
    assert "Chrome · Windows" in page
    assert "退出别处的登录" in page
    client.post("/me/others/")
    assert other.get(ME).status_code == 302
    assert client.get(ME).status_code == 200
    assert strange.get(ME).status_code == 200
    assert "退出别处的登录" not in client.get(ME).content.decode()
    last = Record.objects.get(act="people.sign_out_others")
    assert (last.actor_id, last.facts) == (zhou.pk, {"ended": 1})
    assert Session.objects.filter(person=stranger).exists()


def test_a_session_knows_its_person_and_a_strangers_knows_none(client: Client, village: Village):
    zhou = staff(village, "zhou")
    client.post("/signin/phone/", {"phone": "13900000999"})
    assert not Session.objects.exclude(person=None).exists()
    enter(client)
    assert Session.objects.filter(person=zhou).count() == 1


@pytest.mark.parametrize(("hours", "status"), [(13, 200), (24 * 8, 302)])
def test_a_residents_telephone_is_remembered_for_days(
    client: Client, village: Village, clocked: list, hours: int, status: int
):
    sent = acts.send_code(actor=village.resident, phone="13800000126", now=clocked[0])
    session = client.session
    session["phone"] = "13800000126"
    session.save()
    client.post("/signin/code/", {"code": sent.code})
    clocked[0] += timedelta(hours=hours)
    assert client.get(ME).status_code == status


# ---- a form being filled

FORM = "/desk/households/add/"


def typed(village: Village) -> dict[str, str]:
    place = str(village.grid.pk)
    return {
        "place_id": place,
        "address": "三组12号老院子",
        "code": "H7",
        "csrfmiddlewaretoken": "x",
    }


def test_a_form_sent_after_the_session_ended_is_shown_again_as_typed(
    client: Client, village: Village, clocked: list
):
    staff(village, "zhou")
    enter(client)
    clocked[0] += timedelta(minutes=31)
    away = client.post(FORM, typed(village))
    assert away.url.startswith("/signin/?next=")
    assert enter(client).status_code == 302
    page = client.get(FORM).content.decode()
    assert "三组12号老院子" in page
    assert "您填的还在" in page
    assert not Record.objects.filter(act="people.found_household").exists()  # looking sends nothing
    assert "三组12号老院子" not in client.get(FORM).content.decode()  # shown once
    assert client.post(FORM, typed(village)).status_code == 302


def test_after_twelve_hours_too(client: Client, village: Village, clocked: list):
    staff(village, "zhou")
    enter(client)
    for _i in range(26):
        clocked[0] += timedelta(minutes=28)
        client.get(ME)
    client.post(FORM, typed(village))
    enter(client)
    assert "三组12号老院子" in client.get(FORM).content.decode()


def test_the_next_person_at_this_computer_does_not_see_it(
    client: Client, village: Village, clocked: list
):
    staff(village, "zhou"), staff(village, "li")
    enter(client)
    clocked[0] += timedelta(minutes=31)
    client.post(FORM, typed(village))
    enter(client, "li")
    assert "三组12号老院子" not in client.get(FORM).content.decode()
    enter(client)
    assert "三组12号老院子" not in client.get(FORM).content.decode()


def test_a_password_is_never_kept(client: Client, village: Village, clocked: list):
    staff(village, "zhou")
    enter(client)
    clocked[0] += timedelta(minutes=31)
    new = "山那边的云朵又高又白又远"
    client.post("/me/password/", {"old": PASSWORD, "password": new, "again": new})
    (row,) = Session.objects.exclude(person=None)
    assert "kept" not in row.get_decoded()
