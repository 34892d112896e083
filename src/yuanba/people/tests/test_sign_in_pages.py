"""The doors as a browser meets them."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from yuanba.base import clock
from yuanba.base.models import Record
from yuanba.base.permits import Role
from yuanba.people import acts
from yuanba.people.models import Person
from yuanba.people.tests.village import PASSWORD, THURSDAY, Village

ME = "/me/"


class Told:
    """A gateway that keeps what it was told to send."""

    messages: list[tuple[str, str]] = []

    def send(self, *, phone: str, text: str) -> None:
        self.messages.append((phone, text))


class Broken:
    def send(self, *, phone: str, text: str) -> None:
        raise ConnectionError


@pytest.fixture(autouse=True)
def gateway(settings):
    Told.messages.clear()
    settings.SMS_GATEWAY = f"{__name__}.Told"
    settings.STAFF_TOTP = False  # the second step has its own file: test_second_factor.py


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
    return person


def enter(client: Client, password: str = PASSWORD, **said: str):
    return client.post("/signin/", {"username": "zhou", "password": password, "next": ME} | said)


def test_staff_sign_in_and_come_back_to_their_page(client: Client, zhou: Person):
    sent_away = client.get(ME)
    assert sent_away.status_code == 302
    assert sent_away.url == "/signin/?next=%2Fme%2F"
    answer = enter(client)
    assert (answer.status_code, answer.url) == (302, ME)
    page = client.get(ME).content.decode()
    assert "周文" in page
    assert "石桥村 · 社区工作者" in page


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"]
)
def test_nobody_is_sent_to_another_site(client: Client, zhou: Person, elsewhere: str):
    page = client.get("/signin/", {"next": elsewhere}).content.decode()
    assert '<input type="hidden" name="next" value="">' in page
    answer = enter(client, next=elsewhere)
    assert answer.status_code == 302
    assert "evil" not in answer.url


def test_a_wrong_password_is_said_beside_the_field_and_the_name_is_kept(
    client: Client, zhou: Person
):
    answer = enter(client, password="wrong-password")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "用户名或密码不对" in page
    assert 'value="zhou"' in page
    assert "wrong-password" not in page
    assert client.get(ME).status_code == 302


def test_the_name_of_the_session_changes_at_the_door(client: Client, zhou: Person):
    client.post("/signin/phone/", {"phone": "13900000999"})  # opens a session for a stranger
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    enter(client)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_signing_out_ends_the_session_and_needs_a_post(client: Client, zhou: Person):
    enter(client)
    assert client.get("/signout/").status_code == 405
    assert client.get(ME).status_code == 200
    client.post("/signout/")
    assert client.get(ME).status_code == 302


@pytest.mark.parametrize(
    ("steps", "status"),
    [([29], 200), ([31], 302), ([20] * 5, 200), ([29] * 24, 200), ([29] * 24 + [25], 302)],
)
def test_half_an_hour_of_rest_or_twelve_hours_end_a_session(
    client: Client, zhou: Person, monkeypatch, steps: list[int], status: int
):
    now = [clock.now()]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    enter(client)
    for minutes in steps:
        now[0] += timedelta(minutes=minutes)
        answer = client.get(ME)
    assert answer.status_code == status


def test_a_block_a_lost_post_and_a_new_password_act_on_the_next_request(
    client: Client, village: Village, zhou: Person
):
    enter(client)
    assert client.get("/desk/households/").status_code == 200
    acts.end_post(
        actor=village.security, post_id=zhou.posts.get().pk, reason="调走。", now=clock.now()
    )
    assert client.get("/desk/households/").status_code == 403
    other = Client()
    enter(other)
    acts.set_password(
        actor=zhou, old=PASSWORD, password="山那边的云朵又高又白又远", now=clock.now()
    )
    assert other.get(ME).status_code == 302
    enter(client, password="山那边的云朵又高又白又远")
    assert client.get(ME).status_code == 200
    acts.block(actor=village.security, person_id=zhou.pk, reason="停。", now=clock.now())
    assert client.get(ME).status_code == 302


def test_a_signed_in_reader_costs_three_statements(
    client: Client, zhou: Person, django_assert_num_queries
):
    enter(client)
    with django_assert_num_queries(3):  # session, person, posts
        assert client.get("/api/people/me").json()["name"] == "周文"


def test_a_stranger_costs_none(client: Client, db: None, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/api/people/me").status_code == 403


def test_htmx_moves_the_whole_window_to_the_door(client: Client, db: None):
    answer = client.get(ME, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/signin/")


# ---- residents


def code_sent() -> str:
    (_phone, text) = Told.messages[-1]
    found = re.search(r"\d{6}", text)
    assert found is not None
    return found[0]


def test_a_resident_signs_in_with_the_telephone_only(client: Client, village: Village):
    answer = client.post("/signin/phone/", {"phone": "１３８ ００００ ０１２６", "next": ME})
    assert answer.status_code == 302
    assert "138" not in answer.url  # nothing personal in addresses
    page = client.get(answer.url).content.decode()
    assert "138****0126" in page
    assert code_sent() not in page
    answer = client.post(answer.url, {"code": code_sent(), "next": ME})
    assert (answer.status_code, answer.url) == (302, ME)
    page = client.get(ME).content.decode()
    assert "罗大娘" in page
    assert "138****0126" in page
    assert "13800000126" not in page


def test_a_wrong_code_is_said_beside_the_field(client: Client, village: Village):
    client.post("/signin/phone/", {"phone": "13800000126"})
    wrong = f"{(int(code_sent()) + 1) % 10**6:06d}"
    answer = client.post("/signin/code/", {"code": wrong})
    assert answer.status_code == 422
    assert "验证码不对或者过期了" in answer.content.decode()
    assert client.get(ME).status_code == 302


def test_a_code_that_did_not_leave_is_said(client: Client, db: None, settings):
    settings.SMS_GATEWAY = f"{__name__}.Broken"
    answer = client.post("/signin/phone/", {"phone": "13900000999"})
    assert answer.status_code == 422
    assert "短信没有发出去" in answer.content.decode()


def test_without_a_number_there_is_no_code_to_type(client: Client, db: None):
    answer = client.get("/signin/code/")
    assert (answer.status_code, answer.url) == (302, "/signin/phone/")


def test_a_resident_says_how_to_be_called(client: Client, village: Village):
    client.force_login(village.resident)
    assert client.post(ME, {"name": "罗桂花"}).status_code == 302
    assert client.post(ME, {"name": " "}).status_code == 422
    village.resident.refresh_from_db()
    assert village.resident.name == "罗桂花"


def test_staff_change_their_password_and_stay_signed_in(client: Client, zhou: Person):
    enter(client)
    new = "山那边的云朵又高又白又远"
    unlike = client.post("/me/password/", {"old": PASSWORD, "password": new, "again": new + "了"})
    assert "两遍写得不一样" in unlike.content.decode()
    weak = client.post("/me/password/", {"old": PASSWORD, "password": "短", "again": "短"})
    assert weak.status_code == 422
    client.post("/me/password/", {"old": PASSWORD, "password": new, "again": new})
    assert client.get(ME).status_code == 200
    zhou.refresh_from_db()
    assert zhou.check_password(new)


# ---- the demo


def test_one_click_signs_in_as_any_role_in_the_demo(client: Client, village: Village, settings):
    settings.DEMO = True
    page = client.get("/signin/as/").content.decode()
    assert "区县协调员" in page
    answer = client.post("/signin/as/", {"person": str(village.coordinator.pk), "next": ME})
    assert answer.status_code == 302
    assert "孙平" in client.get(ME).content.decode()
    assert Record.objects.filter(act="people.sign_in").get().facts == {"how": "demo"}


def test_outside_the_demo_there_is_no_such_page(client: Client, village: Village):
    assert client.get("/signin/as/").status_code == 404
    somebody = {"person": str(village.security.pk)}
    assert client.post("/signin/as/", somebody).status_code == 404
    assert "/signin/as/" not in client.get("/signin/").content.decode()
    assert client.get(ME).status_code == 302


def test_pages_speak_english_and_elder(client: Client, zhou: Person):
    client.cookies["mode"] = "elder"
    assert 'data-mode="elder"' in client.get("/signin/phone/").content.decode()
