"""重置: neither administrator alone opens a colleague's account (trust.md T20)."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.base.permits import Role
from yuanba.people import acts, queries
from yuanba.people.door import FOUNDER
from yuanba.people.models import Person, Reset, SecondFactor, Session
from yuanba.people.tests.test_second_factor import enrolled
from yuanba.people.tests.village import PASSWORD, THURSDAY, Village

HOUR = timedelta(hours=1)
NEW = "山那边的云朵又高又白又远"
HERE = "10.0.0.7"


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


def asked(village: Village, person: Person, who: str = "village_security", now=THURSDAY):
    told: list[str] = []
    actor = FOUNDER if who == "founder" else getattr(village, who)
    said = {"person_id": person.pk, "reason": "手机掉水里了。", "now": now}
    return acts.ask_reset(actor=actor, told=told.append, **said), told


def agreed(village: Village, person: Person, who: str = "security", now=THURSDAY):
    reset, halves = asked(village, person, now=now)
    acts.agree_reset(actor=getattr(village, who), reset_id=reset.pk, now=now, told=halves.append)
    return reset, halves[0] + halves[1]


def use(code: str, username: str = "zhou", now=THURSDAY, password: str = NEW) -> Person:
    return acts.open_with_reset(
        username=username, code=code, password=password, address=HERE, now=now
    )


def test_two_ask_and_agree_and_the_person_chooses_a_new_password(village: Village, zhou: Person):
    enrolled(zhou)
    reset, code = agreed(village, zhou)
    zhou.refresh_from_db()
    assert not zhou.has_usable_password()  # the old password opens nothing any more
    assert not SecondFactor.objects.filter(person=zhou, ended_at=None).exists()
    assert queries.codes_left(zhou) == 0
    assert use(f"{code[:5].lower()} {code[5:]}") == zhou
    zhou.refresh_from_db()
    assert zhou.check_password(NEW)
    reset.refresh_from_db()
    assert reset.marked_until == THURSDAY + timedelta(hours=24)
    assert [r.act for r in records.about(reset)] == [
        "people.ask_reset",
        "people.agree_reset",
        "people.use_reset",
    ]
    with pytest.raises(Refused, match="reset_wrong"):
        use(code)  # once


def test_the_asking_administrator_does_not_agree_and_nobody_for_himself(
    village: Village, zhou: Person
):
    reset, told = asked(village, zhou)
    with pytest.raises(Refused, match="another_person"):
        acts.agree_reset(
            actor=village.village_security, reset_id=reset.pk, now=THURSDAY, told=told.append
        )
    with pytest.raises(Refused, match="not_yourself"):
        asked(village, village.security, "security")
    assert len(told) == 1


@pytest.mark.parametrize("who", ["security", "admin", "village_admin"])
def test_the_other_of_that_place_or_a_higher_one_agrees(village: Village, zhou: Person, who: str):
    _reset, code = agreed(village, zhou, who)
    assert use(code) == zhou


@pytest.mark.parametrize(
    "who", ["worker", "supervisor", "audit", "other_security", "coordinator", "resident", "admin"]
)
def test_others_do_not_ask(village: Village, zhou: Person, who: str):
    before = Record.objects.count()
    with pytest.raises(Denied):
        asked(village, zhou, who)
    assert (Reset.objects.count(), Record.objects.count()) == (0, before)


@pytest.mark.parametrize("who", ["worker", "audit", "other_security", "coordinator", "resident"])
def test_others_do_not_agree(village: Village, zhou: Person, who: str):
    reset, told = asked(village, zhou)
    with pytest.raises(Denied):
        acts.agree_reset(
            actor=getattr(village, who), reset_id=reset.pk, now=THURSDAY, told=told.append
        )
    reset.refresh_from_db()
    assert reset.agreed_at is None


def test_a_village_administrator_does_not_reset_the_county(village: Village):
    with pytest.raises(Denied):
        asked(village, village.coordinator)


def test_the_command_line_asks_and_an_administrator_agrees(village: Village):
    """The last security administrator of a village lost everything: the server's keeper asks."""
    person = village.village_security
    person.set_password(PASSWORD)
    person.save()
    reset, halves = asked(village, person, "founder")
    acts.agree_reset(
        actor=village.village_admin, reset_id=reset.pk, now=THURSDAY, told=halves.append
    )
    assert use("".join(halves), "cunguan") == person


def test_one_half_alone_opens_nothing(village: Village, zhou: Person):
    _reset, code = agreed(village, zhou)
    for guess in (code[:5], code[5:], code[:5] + "22222", "22222" + code[5:], code[5:] + code[:5]):
        with pytest.raises(Refused, match=r"reset_wrong|slow_down"):
            use(guess)
    assert use(code, now=THURSDAY + HOUR) == zhou


def test_unknown_name_wrong_code_and_no_reset_sound_the_same(village: Village, zhou: Person):
    agreed(village, zhou)
    said = set()
    for name in ("zhou", "nobody", "worker"):
        with pytest.raises(Refused) as no:
            acts.open_with_reset(
                username=name, code="2222233333", password=NEW, address=name, now=THURSDAY
            )
        said.add((no.value.code, str(no.value.message), no.value.field))
    assert len(said) == 1


def test_neither_half_is_kept(village: Village, zhou: Person):
    reset, code = agreed(village, zhou)
    reset.refresh_from_db()
    facts = str([r.facts for r in records.about(reset)])
    for half in (code[:5], code[5:]):
        assert half not in reset.first_half + reset.second_half + facts


def test_a_reset_is_over_after_a_day(village: Village, zhou: Person):
    reset, told = asked(village, zhou)
    with pytest.raises(Refused, match="reset_over"):
        acts.agree_reset(
            actor=village.security, reset_id=reset.pk, now=THURSDAY + 24 * HOUR, told=told.append
        )
    _again, code = agreed(village, zhou, now=THURSDAY + 25 * HOUR)
    with pytest.raises(Refused, match="reset_wrong"):
        use(code, now=THURSDAY + 49 * HOUR)


def test_one_at_a_time(village: Village, zhou: Person):
    asked(village, zhou)
    with pytest.raises(Refused, match="reset_open"):
        asked(village, zhou, "security")


def test_a_refused_reset_leaves_the_account_as_it_was(village: Village, zhou: Person):
    reset, _told = asked(village, zhou)
    acts.end_reset(actor=village.admin, reset_id=reset.pk, reason="本人说没有申请。", now=THURSDAY)
    zhou.refresh_from_db()
    assert zhou.check_password(PASSWORD)
    with pytest.raises(Refused, match="reset_over"):
        acts.agree_reset(actor=village.security, reset_id=reset.pk, now=THURSDAY, told=_told.append)


def test_a_password_that_a_reset_took_away_is_not_given_by_one_alone(
    village: Village, zhou: Person
):
    agreed(village, zhou)
    with pytest.raises(Refused, match="reset_needed"):
        acts.give_password(
            actor=village.security,
            person_id=zhou.pk,
            username="zhou",
            password=NEW,
            now=THURSDAY,
        )


def test_a_weak_new_password_is_refused_and_the_code_still_good(village: Village, zhou: Person):
    _reset, code = agreed(village, zhou)
    with pytest.raises(Refused, match="password_weak"):
        use(code, password="123456789012")
    assert use(code) == zhou


@pytest.mark.parametrize(
    "said",
    [{"agreed_by": "asker"}, {"agreed_by": "person"}, {"asked_by": "person"}, {"used_at": "now"}],
)
def test_the_database_refuses_one_person_alone(village: Village, zhou: Person, said: dict):
    people = {"asker": village.village_security, "person": zhou, "now": THURSDAY}
    row = {
        "asked_by": village.village_security,
        "agreed_by": village.security,
        "agreed_at": THURSDAY,
    } | {name: people[who] for name, who in said.items()}
    if "used_at" in said:
        row |= {"agreed_by": None, "agreed_at": None, "marked_until": THURSDAY + HOUR}
    with pytest.raises(IntegrityError), transaction.atomic():
        Reset.objects.create(
            person=zhou, place=village.village, reason="x", asked_at=THURSDAY, **row
        )


# ---- the mark


def test_what_the_account_does_in_the_day_after_is_marked(village: Village, zhou: Person):
    reset, code = agreed(village, zhou)
    use(code)
    for hours in (1, 23, 25):
        acts.found_household(
            actor=village.now(zhou),
            place_id=village.grid.pk,
            address=f"三组{hours}号",
            now=THURSDAY + hours * HOUR,
        )
    row = queries.reset(village.security, reset.pk, now=THURSDAY + 30 * HOUR)
    assert row is not None
    assert [one.words for one in queries.acts_after(row)] == ["用重置码", "立户", "立户"]
    marks = Record.objects.filter(act="people.found_household").annotate(m=queries.marked())
    assert list(marks.order_by("id").values_list("m", flat=True)) == [True, True, False]


# ---- the pages


@pytest.fixture
def clocked(monkeypatch: pytest.MonkeyPatch) -> list:
    now = [clock.now()]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    return now


def half(answer) -> str:
    found = re.search(r'<p class="h1 num">([2-9A-Z]{5})</p>', answer.content.decode())
    assert found is not None
    return found[1]


def test_from_the_staff_sheet_to_a_new_telephone(
    client: Client, village: Village, zhou: Person, clocked: list
):
    client.force_login(village.village_security)
    sheet = f"/desk/people/{zhou.pk}/"
    assert sheet + "reset/" in client.get(sheet).content.decode()
    first = half(client.post(sheet + "reset/", {"reason": "手机掉水里了。"}))
    assert "看正在办的重置" in client.get(sheet).content.decode()
    reset = Reset.objects.get()
    page = f"/desk/resets/{reset.pk}/"
    assert "要另一位管理员来同意" in client.get(page).content.decode()
    assert client.post(page + "agree/").status_code == 422
    other = Client()
    other.force_login(village.admin)
    assert "手机掉水里了" in other.get("/desk/resets/").content.decode()
    second = half(other.post(page + "agree/"))
    person = Client()
    assert "/signin/reset/" in person.get("/signin/").content.decode()
    said = {"username": "zhou", "password": NEW, "again": NEW}
    assert person.post("/signin/reset/", said | {"code": second + first}).status_code == 422
    done = person.post("/signin/reset/", said | {"code": first + second})
    assert done.url == "/signin/second/set-up/"  # and at once a second factor
    assert "data:image/svg+xml" in person.get(done.url).content.decode()
    audit = Client()
    audit.force_login(village.audit)
    shown = audit.get(page).content.decode()
    assert "用重置码" in shown
    assert "agree/" not in shown
    assert audit.post(page + "agree/").status_code == 403


def test_the_owner_reads_who_did_it(client: Client, village: Village, zhou: Person, clocked: list):
    agreed(village, zhou, now=clocked[0])
    zhou.refresh_from_db()
    client.force_login(zhou)
    shown = client.get("/me/").content.decode()
    assert "韩松申请，安然同意" in shown


def test_open_sessions_end_with_the_agreement(
    client: Client, village: Village, zhou: Person, settings
):
    settings.STAFF_TOTP = False
    client.post("/signin/", {"username": "zhou", "password": PASSWORD})
    assert Session.objects.filter(person=zhou).exists()
    agreed(village, zhou, now=clock.now())
    assert not Session.objects.filter(person=zhou).exists()
    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize("who", ["worker", "supervisor", "resident"])
def test_resets_are_not_for_others(client: Client, village: Village, zhou: Person, who: str):
    reset, _told = asked(village, zhou)
    client.force_login(getattr(village, who))
    assert client.get("/desk/resets/").status_code == 403
    assert client.get(f"/desk/resets/{reset.pk}/").status_code == 404
    assert client.post(f"/desk/resets/{reset.pk}/agree/").status_code == 404


def test_the_list_costs_six_statements(
    client: Client, village: Village, zhou: Person, django_assert_num_queries
):
    asked(village, zhou)
    client.force_login(village.security)
    # session, person, posts, resets; inbox and alarms in the rail
    with django_assert_num_queries(6):
        client.get("/desk/resets/")
