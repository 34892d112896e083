"""第二步验证: what a stolen password does not open (trust.md rule 13)."""

import re
from base64 import b32decode
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base import clock, sealing
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.base.permits import Role
from yuanba.people import acts, queries, rules
from yuanba.people.acts.second import generator
from yuanba.people.models import Person, RecoveryCode, SecondFactor
from yuanba.people.tests.village import PASSWORD, THURSDAY, Village

ME = "/me/"
HERE = "10.0.0.7"


class Telephone:
    """An authenticator app: it scanned the secret and shows six digits."""

    def __init__(self, person: Person) -> None:
        offered = queries.offered_secret(person)
        assert offered is not None
        spelled = offered.spelled.replace(" ", "")
        self.shows = generator(b32decode(spelled))

    def code(self, now=THURSDAY, steps: int = 0) -> str:
        return self.shows(int(now.timestamp()) // 30 + steps)


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


@pytest.fixture
def clocked(monkeypatch: pytest.MonkeyPatch) -> list:
    now = [clock.now()]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    return now


def enrolled(person: Person, now=THURSDAY) -> tuple[Telephone, list[str]]:
    acts.offer_second_factor(actor=person, now=now)
    phone = Telephone(person)
    return phone, acts.confirm(actor=person, code=phone.code(now), address=HERE, now=now)


def prove(person: Person, code: str, now=THURSDAY, address: str = HERE) -> str:
    return acts.prove(actor=person, code=code, address=address, now=now)


LATER = THURSDAY + timedelta(minutes=2)


# ---- the arithmetic


def test_our_codes_are_those_of_the_standard():
    """RFC 6238, appendix B: the SHA-1 column, its last six digits."""
    shows = generator(b"12345678901234567890")
    said = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
    assert {at: shows(at // 30) for at in said} == said


@given(st.integers(0, 2**31), st.integers(-4, 4))
def test_a_code_counts_half_a_minute_before_and_after_and_not_longer(at: int, off: int):
    def shows(step: int) -> str:
        return f"{step % 10**6:06d}"

    step = at // 30 + off
    found = rules.step_of(shows(step), at=at, last=-1, generate=shows)
    assert found == (step if abs(off) <= rules.DRIFT and step >= 0 else None)
    assert rules.step_of(shows(step), at=at, last=step, generate=shows) is None


@pytest.mark.parametrize("written", ["123 456", "１２３４５６", "123-456", " 123456 "])
def test_a_code_is_read_as_people_type_it(written: str):
    assert rules.typed(written) == "123456"


# ---- the acts


def test_a_code_opens_once(zhou: Person):
    phone, _paper = enrolled(zhou)
    with pytest.raises(Refused, match="second_wrong"):
        prove(zhou, phone.code())  # it confirmed the secret: used
    assert prove(zhou, phone.code(LATER), LATER) == "totp"
    with pytest.raises(Refused, match="second_wrong"):
        prove(zhou, phone.code(LATER), LATER + timedelta(seconds=20))


def test_a_wrong_code_after_a_right_password_stays_on_record(zhou: Person):
    enrolled(zhou)
    with pytest.raises(Refused, match="second_wrong"):
        prove(zhou, "000000", LATER)
    last = Record.objects.filter(act="people.pass_second_factor").get()
    assert (last.actor_id, last.facts) == (zhou.pk, {"by": ""})


def test_ten_codes_on_paper_each_good_once(zhou: Person):
    _phone, paper = enrolled(zhou)
    assert len(set(paper)) == 10
    assert all(re.fullmatch(r"([2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}", code) for code in paper)
    kept = " ".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert not any(code.replace("-", "") in kept for code in paper)
    assert prove(zhou, paper[3].lower(), LATER) == "recovery"
    with pytest.raises(Refused, match="second_wrong"):
        prove(zhou, paper[3], LATER)
    assert queries.codes_left(zhou) == 9


def test_new_codes_make_the_old_paper_void_and_need_proof(zhou: Person):
    phone, old = enrolled(zhou)
    with pytest.raises(Refused, match="second_wrong"):
        acts.renew(actor=zhou, code="111111", address=HERE, now=LATER)
    code = phone.code(LATER)
    new = acts.renew(actor=zhou, code=code, address=HERE, now=LATER)
    assert len(new) == 10
    with pytest.raises(Refused, match="second_wrong"):
        prove(zhou, old[0], LATER)
    assert prove(zhou, new[0], LATER) == "recovery"


def test_a_new_telephone_ends_the_old_one(zhou: Person):
    old, _paper = enrolled(zhou)
    new, _paper = enrolled(zhou, LATER)
    later = LATER + timedelta(minutes=2)
    with pytest.raises(Refused, match="second_wrong"):
        prove(zhou, old.code(later), later)
    assert prove(zhou, new.code(later), later) == "totp"


def test_the_database_keeps_one_second_factor_each(zhou: Person):
    enrolled(zhou)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondFactor.objects.create(person=zhou, sealed="x", made_at=LATER, confirmed_at=LATER)


def test_nobody_confirms_what_was_not_offered(zhou: Person):
    with pytest.raises(Refused, match="nothing_offered"):
        acts.confirm(actor=zhou, code="123456", address=HERE, now=THURSDAY)


def test_a_guest_has_nothing_to_offer(village: Village):
    from yuanba.people.door import Guest

    with pytest.raises(Denied):
        acts.offer_second_factor(actor=Guest(), now=THURSDAY)


def test_the_secret_lies_sealed_and_survives_a_new_server_secret(zhou: Person, settings):
    phone, _paper = enrolled(zhou)
    factor = SecondFactor.objects.get(person=zhou)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret-of-the-server-" + "1" * 30
    with pytest.raises(Refused, match="second_unreadable"):
        prove(zhou, phone.code(LATER), LATER)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert prove(zhou, phone.code(LATER), LATER) == "totp"
    settings.SECRET_KEY_FALLBACKS = []  # opening it sealed it anew: the old secret can go
    factor.refresh_from_db()
    assert sealing.unseal(rules.SEALED_FOR, factor.sealed)


def test_a_paper_code_opens_even_when_the_servers_secret_is_lost(zhou: Person, settings):
    _phone, paper = enrolled(zhou)
    settings.SECRET_KEY = "another-secret-of-the-server-" + "1" * 30
    assert prove(zhou, paper[0], LATER) == "recovery"


def test_guessing_is_slowed_and_from_far_away_does_not_keep_the_owner_out(zhou: Person):
    phone, _paper = enrolled(zhou)
    for _i in range(5):
        with pytest.raises(Refused, match="second_wrong"):
            prove(zhou, "000000", LATER, address="203.0.113.9")
    with pytest.raises(Refused, match="slow_down"):
        prove(zhou, "000000", LATER, address="203.0.113.9")
    minute = LATER + timedelta(minutes=1)
    assert prove(zhou, phone.code(minute), minute) == "totp"


# ---- the pages


def enter(client: Client, **said: str):
    return client.post("/signin/", {"username": "zhou", "password": PASSWORD, "next": ME} | said)


def test_the_first_sign_in_sets_the_second_step_up(client: Client, zhou: Person, clocked: list):
    answer = enter(client)
    assert answer.url == "/signin/second/set-up/?next=%2Fme%2F"
    assert client.get(ME).status_code == 302  # the password alone opens nothing
    page = client.get(answer.url).content.decode()
    assert "data:image/svg+xml" in page  # drawn here: no other host learns the secret
    phone = Telephone(zhou)
    wrong = client.post(answer.url, {"code": "000000", "next": ME})
    assert wrong.status_code == 422
    paper = client.post(answer.url, {"code": phone.code(clocked[0]), "next": ME})
    assert len(re.findall(r'<li class="code num">', paper.content.decode())) == 10
    assert client.get(ME).status_code == 200


def test_from_then_on_the_code_is_asked(client: Client, zhou: Person, clocked: list):
    phone, paper = enrolled(zhou, clocked[0] - timedelta(days=1))
    answer = enter(client)
    assert answer.url == "/signin/second/?next=%2Fme%2F"
    assert client.get(ME).status_code == 302
    assert client.post(answer.url, {"code": "000000"}).status_code == 422
    done = client.post(answer.url, {"code": phone.code(clocked[0]), "next": ME})
    assert (done.status_code, done.url) == (302, ME)
    assert client.get(ME).status_code == 200
    other = Client()
    enter(other)
    done = other.post("/signin/second/?paper=1", {"code": paper[0], "next": ME})
    assert done.url == ME
    assert "备用码还剩9个" in other.get(ME).content.decode()


def test_the_step_in_between_lasts_ten_minutes(client: Client, zhou: Person, clocked: list):
    phone, _paper = enrolled(zhou, clocked[0] - timedelta(days=1))
    enter(client)
    clocked[0] += timedelta(minutes=11)
    answer = client.post("/signin/second/", {"code": phone.code(clocked[0])})
    assert answer.url == "/signin/"
    assert client.get(ME).status_code == 302


def test_without_a_password_there_is_no_second_step(client: Client, db: None):
    for page in ("/signin/second/", "/signin/second/set-up/"):
        assert client.get(page).url == "/signin/"
        assert client.post(page, {"code": "123456"}).url == "/signin/"


def test_blocked_between_the_steps_is_blocked(
    client: Client, village: Village, zhou: Person, clocked: list
):
    phone, _paper = enrolled(zhou, clocked[0] - timedelta(days=1))
    enter(client)
    acts.block(actor=village.security, person_id=zhou.pk, reason="停。", now=clocked[0])
    assert client.post("/signin/second/", {"code": phone.code(clocked[0])}).url == "/signin/"


def test_who_gets_a_post_while_signed_in_sets_it_up_before_he_uses_it(
    client: Client, village: Village, clocked: list
):
    acts.add_person(
        actor=village.security,
        place_id=village.village.pk,
        username="zhou",
        name="周文",
        password=PASSWORD,
        now=THURSDAY,
    )
    enter(client)
    assert client.get(ME).status_code == 200
    village.appoint(Person.objects.get(username="zhou"), Role.WORKER, village.village)
    assert client.get("/desk/households/").url.startswith("/signin/")
    assert client.get("/api/people/me").status_code == 403
    assert enter(client).url.startswith("/signin/second/set-up/")


def test_a_residents_session_never_opens_a_desk(client: Client, village: Village, settings):
    """He signed in by telephone; then he is given a post. Even where no second step is asked."""
    settings.STAFF_TOTP = False
    sent = acts.send_code(actor=village.resident, phone="13800000126", now=clock.now())
    session = client.session
    session["phone"] = "13800000126"
    session.save()
    client.post("/signin/code/", {"code": sent.code})
    assert client.get(ME).status_code == 200
    village.appoint(village.resident, Role.WORKER, village.village)
    assert client.get("/desk/households/").url.startswith("/signin/")


def test_one_changes_the_telephone_and_the_paper_on_ones_own_page(
    client: Client, zhou: Person, clocked: list
):
    phone, _paper = enrolled(zhou, clocked[0] - timedelta(days=1))
    enter(client)
    client.post("/signin/second/", {"code": phone.code(clocked[0])})
    clocked[0] += timedelta(minutes=1)
    assert client.post("/me/second/begin/", {"code": "000000"}).status_code == 422
    answer = client.post("/me/second/begin/", {"code": phone.code(clocked[0])})
    assert answer.url == "/me/second/set-up/"
    new = Telephone(zhou)
    paper = client.post("/me/second/set-up/", {"code": new.code(clocked[0])})
    assert paper.status_code == 200
    clocked[0] += timedelta(minutes=1)
    again = client.post("/me/second/", {"code": new.code(clocked[0])})
    assert len(re.findall(r'<li class="code num">', again.content.decode())) == 10
    assert client.get("/me/second/").status_code == 200


def test_a_signed_in_reader_still_costs_three_statements(
    client: Client, zhou: Person, clocked: list, django_assert_num_queries
):
    phone, _paper = enrolled(zhou, clocked[0] - timedelta(days=1))
    enter(client)
    client.post("/signin/second/", {"code": phone.code(clocked[0])})
    with django_assert_num_queries(3):  # session, person, posts
        assert client.get("/api/people/me").json()["name"] == "周文"
