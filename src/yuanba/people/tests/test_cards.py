"""户卡: a family without a telephone signs in with a card and a PIN of its own."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.base.permits import Role
from yuanba.people import acts, rules
from yuanba.people.models import Card, Household, Person
from yuanba.people.tests.village import THURSDAY, Village

PIN = "295173"
HERE = "10.0.0.7"
DAY = timedelta(days=1)


@pytest.fixture
def home(village: Village) -> Household:
    found = acts.found_household(
        actor=village.worker, place_id=village.grid.pk, address="三组12号", now=THURSDAY
    )
    acts.join_household(
        actor=village.worker,
        household_id=found.pk,
        person_id=village.resident.pk,
        head=True,
        now=THURSDAY,
    )
    return found


@pytest.fixture
def colleague(village: Village) -> Person:
    return village.staff("colleague", "周文", Role.WORKER, village.village)


def ask(village: Village, home: Household, who: str = "worker", person: Person | None = None):
    person_id = (person or village.resident).pk
    actor = getattr(village, who)
    return acts.ask_card(actor=actor, household_id=home.pk, person_id=person_id, now=THURSDAY)


def printed(village: Village, card: Card) -> tuple[str, str]:
    told: list[tuple[str, str]] = []

    def hear(_card: Card, key: str, first: str) -> None:
        told.append((key, first))

    acts.print_card(actor=village.worker, card_id=card.pk, now=THURSDAY, told=hear)
    return told[0]


def opened(village: Village, home: Household) -> tuple[Card, str]:
    card = ask(village, home)
    key, first = printed(village, card)
    start(key, first)
    return card, key


def start(key: str, first: str, pin: str = PIN, now=THURSDAY) -> Person:
    return acts.open_card(number=key, code=first, pin=pin, again=pin, address=HERE, now=now)


def enter(key: str, pin: str = PIN, now=THURSDAY, address: str = HERE) -> Person:
    return acts.open_with_card(number=key, pin=pin, address=address, now=now)


def test_the_household_sets_its_own_pin_and_signs_in(village: Village, home: Household):
    card = ask(village, home)
    key, first = printed(village, card)
    assert len(key) == 26
    assert start(key, first) == village.resident
    assert enter(key) == village.resident
    assert enter(rules.grouped(key).lower()) == village.resident  # typed by hand
    card.refresh_from_db()
    assert card.pin.startswith("argon2$argon2id$")
    assert key not in str(card.key)
    with pytest.raises(Refused, match="first_code_wrong"):
        start(key, first)  # the tear-off is good once
    ways = Record.objects.filter(act="people.sign_in").order_by("id")
    assert {r.facts["how"] for r in ways} == {"card"}


def test_a_new_print_makes_the_old_one_void(village: Village, home: Household):
    card = ask(village, home)
    old, first = printed(village, card)
    printed(village, card)
    with pytest.raises(Refused, match="card_unknown"):
        start(old, first)


def test_a_wrong_first_code_is_refused_and_slowed(village: Village, home: Household):
    key, first = printed(village, ask(village, home))
    wrong = f"{(int(first) + 1) % 10**6:06d}"
    for _i in range(5):
        with pytest.raises(Refused, match="first_code_wrong"):
            start(key, wrong)
    with pytest.raises(Refused, match="slow_down"):
        start(key, first)
    assert start(key, first, now=THURSDAY + timedelta(minutes=1)) == village.resident


def test_a_print_nobody_opened_is_over_after_two_months(village: Village, home: Household):
    key, first = printed(village, ask(village, home))
    with pytest.raises(Refused, match="first_code_wrong"):
        start(key, first, now=THURSDAY + 60 * DAY)


def test_a_lost_card_opens_nothing_at_once(village: Village, home: Household, client: Client):
    card, key = opened(village, home)
    client.get(f"/k/{key}/")
    client.post("/signin/card/", {"pin": PIN})
    assert client.get("/me/").status_code == 200
    by_phone = Client()
    by_phone.force_login(village.resident)
    acts.stop_card(actor=village.worker, card_id=card.pk, reason="丢了。", now=clock.now())
    assert client.get("/me/").status_code == 302  # who is inside is out at the next request
    assert by_phone.get("/me/").status_code == 200
    with pytest.raises(Refused, match="card_over"):
        enter(key)


def test_a_card_in_place_of_one_in_use_needs_a_second_person(
    village: Village, home: Household, colleague: Person
):
    card, _key = opened(village, home)
    with pytest.raises(Refused, match="card_there"):
        ask(village, home)
    acts.stop_card(actor=village.worker, card_id=card.pk, reason="丢了。", now=THURSDAY)
    new = ask(village, home)
    with pytest.raises(Refused, match="card_waits"):
        printed(village, new)
    with pytest.raises(Refused, match="another_person"):
        acts.agree_card(actor=village.worker, card_id=new.pk, now=THURSDAY)
    acts.agree_card(actor=colleague, card_id=new.pk, now=THURSDAY)
    key, first = printed(village, new)
    assert start(key, first) == village.resident


def test_stopping_the_new_card_unprinted_does_not_make_the_next_one_a_first(
    village: Village, home: Household
):
    card, _key = opened(village, home)
    for _again in range(2):
        acts.stop_card(actor=village.worker, card_id=card.pk, reason="丢了。", now=THURSDAY)
        card = ask(village, home)
        with pytest.raises(Refused, match="card_waits"):
            printed(village, card)


@pytest.mark.parametrize("who", ["neighbour", "supervisor", "resident", "security", "audit"])
def test_others_give_no_cards(village: Village, home: Household, who: str):
    with pytest.raises(Denied):
        ask(village, home, who)
    assert not Card.objects.exists()


@pytest.mark.parametrize("who", ["neighbour", "supervisor", "coordinator", "audit"])
def test_others_stop_none(village: Village, home: Household, who: str):
    card, _key = opened(village, home)
    with pytest.raises(Denied):
        acts.stop_card(actor=getattr(village, who), card_id=card.pk, reason="试。", now=THURSDAY)


def test_a_card_is_for_somebody_who_lives_there_and_does_not_work_here(
    village: Village, home: Household
):
    with pytest.raises(Refused, match="not_a_member"):
        ask(village, home, person=village.coordinator)
    acts.join_household(
        actor=village.worker, household_id=home.pk, person_id=village.worker.pk, now=THURSDAY
    )
    with pytest.raises(Refused, match="staff_by_password"):
        ask(village, home, person=village.worker)


def test_who_moved_out_or_works_here_now_does_not_use_the_card(village: Village, home: Household):
    _card, key = opened(village, home)
    village.appoint(village.resident, Role.GRID, village.grid)
    with pytest.raises(Refused, match="card_out_of_date"):
        enter(key)
    acts.end_post(
        actor=village.security,
        post_id=village.resident.posts.get().pk,
        reason="期满。",
        now=THURSDAY,
    )
    assert enter(key) == village.resident
    membership = village.resident.memberships.get()
    acts.leave_household(
        actor=village.worker, membership_id=membership.pk, reason="搬走。", now=THURSDAY
    )
    with pytest.raises(Refused, match="card_out_of_date"):
        enter(key)


@pytest.mark.parametrize(
    "pin", ["123456", "000000", "135791", "121212", "780213", "130278", "999000"]
)
def test_a_pin_that_finders_try_first_is_none(pin: str):
    with pytest.raises(Refused, match="pin_weak"):
        rules.new_pin(pin, pin)


@given(st.text(max_size=8))
def test_a_pin_is_six_digits(text: str):
    if not (len(text) == 6 and text.isascii() and text.isdigit()):
        with pytest.raises(Refused, match="pin_six_digits"):
            rules.new_pin(text, text)


def test_the_household_changes_its_pin(village: Village, home: Household):
    _card, key = opened(village, home)
    with pytest.raises(Refused, match="pin_wrong"):
        acts.change_pin(
            actor=village.resident, old="000001", pin="481526", again="481526", now=THURSDAY
        )
    acts.change_pin(actor=village.resident, old=PIN, pin="481526", again="481526", now=THURSDAY)
    assert enter(key, "481526") == village.resident
    with pytest.raises(Refused, match="pin_wrong"):
        enter(key)


def test_the_database_keeps_one_card_each_and_no_print_without_the_second(
    village: Village, home: Household
):
    card, _key = opened(village, home)
    said = {"household": home, "person": village.resident, "asked_at": THURSDAY}
    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.create(**said)
    acts.stop_card(actor=village.worker, card_id=card.pk, reason="丢了。", now=THURSDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.create(replaces=card, printed_at=THURSDAY, **said)
    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.create(opened_at=THURSDAY, printed_at=THURSDAY, key="x", **said)


# ---- the pages


def test_from_the_household_page_to_the_sign_in(
    client: Client, village: Village, home: Household, colleague: Person
):
    client.force_login(village.worker)
    page = f"/desk/households/{home.pk}/"
    assert page + "card/" in client.get(page).content.decode()
    answer = client.post(page + "card/", {"person_id": str(village.resident.pk)})
    assert answer.url == "/desk/cards/"
    card = Card.objects.get()
    assert f'name="card" value="{card.pk}"' in client.get("/desk/cards/").content.decode()
    sheet = client.post("/desk/cards/print/", {"card": str(card.pk), "size": "a4"})
    shown = sheet.content.decode()
    assert "data:image/svg+xml" in shown
    assert "no-store" in sheet.headers["Cache-Control"]
    number = shown.partition('hcard__number num">')[2].partition("<")[0]
    first = shown.partition('<strong class="num">')[2].partition("<")[0]
    family = Client()
    scan = family.get(f"/k/{number.replace('-', '')}/")
    assert scan.url == "/signin/card/"  # the number is out of the address at once
    said = {"code": first, "pin": PIN, "again": PIN, "next": "/me/"}
    assert family.post(scan.url, said).url == "/me/"
    shown = family.get("/me/").content.decode()
    assert "罗大娘" in shown
    assert "卡丢了，马上停用" in shown
    assert "在用" in client.get(page).content.decode()
    assert family.post("/me/card/lost/").status_code == 302
    assert family.get("/me/").status_code == 302
    client.post(page + "card/", {"person_id": str(village.resident.pk)})
    new = Card.objects.get(ended_at=None)
    client.post("/desk/cards/print/", {"card": str(new.pk)})
    assert Card.objects.get(pk=new.pk).printed_at is None
    other = Client()
    other.force_login(colleague)
    other.post(f"/desk/cards/{new.pk}/agree/")
    assert Card.objects.get(pk=new.pk).agreed_by == colleague


def test_an_unknown_number_and_a_wrong_pin_stay_outside(
    client: Client, village: Village, home: Household
):
    _card, key = opened(village, home)
    for number, pin in (("A" * 26, PIN), (key, "000001"), ("", PIN), ("短", PIN)):
        assert client.post("/signin/card/", {"number": number, "pin": pin}).status_code == 422
    assert client.get("/me/").status_code == 302
    client.get("/k/" + "a" * 26 + "/")
    assert client.post("/signin/card/", {"pin": PIN}).status_code == 422
    assert client.post("/signin/card/another/").url == "/signin/card/"


@pytest.mark.parametrize("who", ["supervisor", "security", "resident"])
def test_cards_are_not_for_others(client: Client, village: Village, home: Household, who: str):
    card = ask(village, home)
    client.force_login(getattr(village, who))
    assert client.get("/desk/cards/").status_code == 403
    assert client.post("/desk/cards/print/", {"card": str(card.pk)}).status_code == 403
    assert client.post(f"/desk/cards/{card.pk}/agree/").status_code == 404
    assert client.get(f"/desk/cards/{card.pk}/stop/").status_code == 404


def test_a_neighbour_prints_nothing_here(client: Client, village: Village, home: Household):
    card = ask(village, home)
    client.force_login(village.neighbour)
    client.post("/desk/cards/print/", {"card": str(card.pk)})
    card.refresh_from_db()
    assert card.printed_at is None


def test_the_list_costs_a_known_number_of_statements(
    client: Client, village: Village, home: Household, django_assert_num_queries
):
    ask(village, home)
    client.force_login(village.worker)
    client.get("/desk/")
    # session, person, posts, what is kept from him, the figures of the rail, cards
    with django_assert_num_queries(6):
        client.get("/desk/cards/")
