"""登录: guesses slow down, nobody learns who exists, a code is good once."""

from datetime import timedelta

import pytest

from yuanba.base.errors import Refused
from yuanba.base.models import Record, Tries
from yuanba.base.permits import Role
from yuanba.people import acts, jobs, rules
from yuanba.people.door import Guest
from yuanba.people.models import Person, PhoneCode
from yuanba.people.rules import Verified
from yuanba.people.tests.village import PASSWORD, THURSDAY, Village

HERE = "10.0.0.7"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def zhou(village: Village) -> Person:
    return acts.add_person(
        actor=village.security,
        place_id=village.village.pk,
        username="zhou",
        name="周文",
        password=PASSWORD,
        now=THURSDAY,
    )


def enter(username: str = "zhou", password: str = PASSWORD, address: str = HERE, now=THURSDAY):
    entered = acts.enter(username=username, password=password, address=address, now=now)
    assert entered.then == ""  # somebody without a post is asked for nothing more
    return entered.person


def test_staff_sign_in_and_it_is_on_record(zhou: Person):
    assert enter(" ＺＨＯＵ") == zhou
    last = Record.objects.filter(act="people.sign_in").get()
    assert (last.actor_id, last.facts) == (zhou.pk, {"how": "password"})


def test_unknown_name_wrong_password_and_stopped_account_sound_the_same(
    village: Village, zhou: Person
):
    said = set()
    for i, name in enumerate(["nobody", "zhou", "worker"]):  # worker has no password at all
        with pytest.raises(Refused) as no:
            enter(name, "wrong-password", address=f"10.0.0.{i}")
        said.add((no.value.code, str(no.value.message), no.value.field))
    acts.block(actor=village.security, person_id=zhou.pk, reason="调走。", now=THURSDAY)
    with pytest.raises(Refused) as no:
        enter()
    assert said == {(no.value.code, str(no.value.message), no.value.field)}


@pytest.mark.parametrize("name", ["zhou", "nobody"])
def test_after_five_failures_one_waits_even_with_the_right_password(zhou: Person, name: str):
    for _i in range(5):
        with pytest.raises(Refused, match="sign_in_wrong"):
            enter(name, "wrong-password")
    with pytest.raises(Refused, match="slow_down"):
        enter(name)
    if name == "zhou":  # the owner is slowed down, not locked out
        assert enter(now=THURSDAY + MINUTE) == zhou


def test_one_address_cannot_try_a_hundred_names(zhou: Person):
    for i in range(5):
        with pytest.raises(Refused, match="sign_in_wrong"):
            enter(f"name{i}", "wrong-password")
    with pytest.raises(Refused, match="slow_down"):
        enter("name6", "wrong-password")
    assert enter(address="10.0.0.8") == zhou


def test_an_office_that_signs_in_rightly_is_not_slowed(zhou: Person):
    for _i in range(8):
        assert enter() == zhou


def test_waits_grow_and_never_pass_a_minute():
    waits = [rules.USUAL.wait_after(n) for n in range(40)]
    assert waits == sorted(waits)
    assert waits[4] == timedelta(0)
    assert waits[5] > timedelta(0)
    assert waits[-1] == MINUTE


def test_no_name_or_address_stands_in_the_counters(zhou: Person):
    with pytest.raises(Refused):
        enter("my-password-typed-in-the-wrong-box", "x")
    kept = " ".join(Tries.objects.values_list("what", flat=True))
    assert HERE not in kept
    assert "my-password" not in kept


# ---- by telephone


def code(phone: str = "13800000126", now=THURSDAY) -> str:
    return acts.send_code(actor=Guest(), phone=phone, now=now).code


def open_with(code: str, phone: str = "13800000126", address: str = HERE, now=THURSDAY):
    return acts.open_with_code(phone=phone, code=code, address=address, now=now)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_resident_signs_in_with_the_code_on_the_telephone(village: Village):
    sent = code("１３８００００ ０１２６")
    person = open_with("".join(chr(ord(digit) + 0xFEE0) for digit in sent))  # full-width digits
    assert (person, person.verified) == (village.resident, Verified.PHONE)
    with pytest.raises(Refused, match="code_wrong"):
        open_with(sent)  # once


def test_a_number_nobody_knows_opens_a_new_resident(db: None):
    person = open_with(code("13900000999"), phone="13900000999")
    assert (person.name, person.phone, person.verified) == (
        "居民0999",
        "13900000999",
        Verified.PHONE,
    )


def test_neither_number_nor_code_is_on_record(db: None):
    sent = code("13900000999")
    row = PhoneCode.objects.get()
    record = Record.objects.get(act="people.send_code")
    assert record.facts == {}
    assert sent not in row.digest
    assert record.subject_id == row.pk


def test_three_codes_an_hour_for_one_number(db: None):
    for i in range(3):
        code(now=THURSDAY + i * MINUTE)
    with pytest.raises(Refused, match="code_limit"):
        code(now=THURSDAY + 3 * MINUTE)
    code("13900000999", now=THURSDAY + 3 * MINUTE)
    code(now=THURSDAY + 61 * MINUTE)


def test_only_the_last_code_counts(db: None):
    first = code()
    second = code(now=THURSDAY + MINUTE)
    if first != second:
        with pytest.raises(Refused, match="code_wrong"):
            open_with(first, now=THURSDAY + MINUTE)
    assert open_with(second, now=THURSDAY + MINUTE)


def test_a_code_is_over_after_ten_minutes(db: None):
    sent = code()
    with pytest.raises(Refused, match="code_wrong"):
        open_with(sent, now=THURSDAY + 10 * MINUTE)


def test_a_code_is_over_after_five_tries(db: None):
    sent = code()
    for i in range(5):
        with pytest.raises(Refused, match="code_wrong"):
            open_with(wrong(sent), address=f"10.0.1.{i}")
    assert PhoneCode.objects.get().tries == 5
    with pytest.raises(Refused, match="code_wrong"):
        open_with(sent, address="10.0.2.1")


def test_ten_thousand_numbers_cannot_be_tried_from_one_address(db: None):
    for i in range(5):
        with pytest.raises(Refused, match="code_wrong"):
            open_with("000000", phone=f"1390000000{i}")
    with pytest.raises(Refused, match="slow_down"):
        open_with("000000", phone="13900000009")


def test_staff_are_sent_to_their_password(village: Village):
    acts.add_person(
        actor=village.security,
        place_id=village.village.pk,
        username="zhou",
        name="周文",
        phone="13900000777",
        now=THURSDAY,
    )
    zhou = Person.objects.get(username="zhou")
    village.appoint(zhou, Role.WORKER, village.village)
    with pytest.raises(Refused, match="staff_by_password"):
        open_with(code("13900000777"), phone="13900000777")


@pytest.mark.parametrize("number", ["023-62800000", "12345", "", "１２３"])
def test_a_code_goes_to_a_mobile_only(db: None, number: str):
    with pytest.raises(Refused, match=r"mobile_needed|phone_wrong"):
        code(number)
    assert not PhoneCode.objects.exists()


def test_old_codes_and_counters_are_forgotten(db: None):
    code()
    jobs.forget_codes(now=THURSDAY + timedelta(hours=2))
    assert PhoneCode.objects.exists()
    jobs.forget_codes(now=THURSDAY + timedelta(days=2))
    assert not PhoneCode.objects.exists()
    assert not Tries.objects.exists()
