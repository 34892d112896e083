"""Calling a meeting, and coming in by the code on the wall."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.councils import acts, links
from yuanba.councils.queries import certificate
from yuanba.councils.rules import calling, terms
from yuanba.councils.rules.kinds import BodyKind, Measure
from yuanba.councils.tests.village import Village, no
from yuanba.people import acts as people
from yuanba.people.door import Guest
from yuanba.people.rules.signing import PACES, Pace
from yuanba.places.rules import Kind

pytestmark = pytest.mark.django_db
DAY = THURSDAY.date()
V1 = terms.read("adults >= 1/10 or members >= 1/3")
R1 = terms.read("adults >= 1/5 or households >= 1/5 or groups >= 1/3")


@pytest.mark.parametrize(
    ("measure", "asking", "base", "code"),
    [
        (Measure.ADULTS, 39, 400, "initiative"),
        (Measure.ADULTS, 40, 400, ""),
        (Measure.ADULTS, 41, 401, ""),  # a tenth of 401 is 40.1: 41 are needed
        (Measure.ADULTS, 40, 401, "initiative"),
        (Measure.MEMBERS, 10, 31, "initiative"),
        (Measure.MEMBERS, 11, 31, ""),
        (Measure.HOUSEHOLDS, 99, 100, "not_theirs"),
        (Measure.ADULTS, 9, 8, "numbers"),
        (Measure.ADULTS, 9, 0, "asked_of"),
    ],
)
def test_who_may_have_a_meeting_called_and_how_many(measure, asking, base, code):
    if not code:
        assert calling.initiative(V1, measure=measure, asking=asking, base=base).ok
        return
    with no(code):
        calling.initiative(V1, measure=measure, asking=asking, base=base)


@pytest.mark.parametrize(
    ("asking", "of", "enough"), [(3, 12, False), (4, 12, True), (4, 13, False), (5, 13, True)]
)
def test_a_third_of_the_groups_of_residents_may_ask(asking, of, enough):
    if enough:
        assert calling.initiative(R1, measure=Measure.GROUPS, asking=asking, base=of).ok
        return
    with no("initiative"):
        calling.initiative(R1, measure=Measure.GROUPS, asking=asking, base=of)


def test_the_groups_of_a_community_are_counted_and_its_delegates_meet_for_them(
    world: World, client
):
    village = Village(world, households=0)
    for n in range(1, 5):
        world.place(Kind.SUBGROUP, f"第{n}居民小组", world.village)
    body = acts.found_body(
        **village.go(place_id=world.village.pk, kind=BodyKind.DELEGATES, name="小组代表")
    )
    for n in range(5):
        acts.seat(**village.go(body_id=body.pk, name=f"代表{n}"))
    question = village.ready()
    said = {"rule": "R1", "body_id": body.pk, "asked": Measure.GROUPS}
    with no("initiative") as refusal:  # of four a third is two
        village.called(question, asking=1, **said)
    assert "一共 4，要 2 提议" in str(refusal.value.message)
    client.force_login(world.worker)
    call = reverse("councils:call", args=[question.pk])
    assert "居民小组提议" in client.get(call).content.decode()
    meeting = village.begun(village.called(question, asking=2, **said))
    assert (meeting.unit, meeting.roll.count()) == (Measure.MEMBERS, 5)
    village.come(meeting, 3)
    village.voting(meeting)  # three of five delegates: the third way of the row
    checks = [(c["measure"], c["ok"]) for c in meeting.checks if c["what"] == "initiative"]
    assert checks == [(Measure.GROUPS, True)]


def test_those_who_ask_are_counted_against_the_register_and_stand_on_the_certificate(world: World):
    village = Village(world, households=30)  # 60 people
    question = village.ready()
    with no("initiative") as refusal:
        village.called(question, asked=Measure.ADULTS, asking=5)
    assert "一共 60，要 6 提议" in str(refusal.value.message)
    with no("no_initiative"):
        village.called(question, rule="V3", asked=Measure.ADULTS, asking=60)
    with no("asked_of"):  # no register of delegates here
        village.called(question, asked=Measure.MEMBERS, asking=5)
    body = acts.found_body(
        **village.go(place_id=world.village.pk, kind=BodyKind.DELEGATES, name="村民代表会议")
    )
    for n in range(9):
        acts.seat(**village.go(body_id=body.pk, name=f"代表{n}"))
    with no("initiative"):  # of nine a third is three
        village.called(question, asked=Measure.MEMBERS, asking=2)
    meeting = village.begun(village.called(question, asked=Measure.MEMBERS, asking=3))
    village.come(meeting, 5)
    village.ended(meeting)
    lines = certificate.sheet(question).taken[-1].checks
    assert (lines[0].what, lines[0].inputs) == ("提议召开的人 · 成员", "一共 9，其中 3")
    assert len(lines) == 4  # notice, and both ways of the quorum


def test_too_late_a_notice_says_by_when_it_had_to_go_out(world: World):
    village = Village(world, households=3)
    with no("notice") as refusal:
        village.called(days=9)
    said = str(refusal.value.message)
    assert "要在 2026-10-03 开，最晚 2026-09-23 就要通知到" in said
    assert "2026-09-24 才通知的，最早 2026-10-04 开" in said


def test_a_phone_comes_in_by_the_code_on_the_wall(
    world: World, client, monkeypatch: pytest.MonkeyPatch
):
    village = Village(world, households=4)
    meeting = village.called()
    monkeypatch.setattr(clock, "now", lambda: meeting.starts_at)
    hall = reverse("councils:hall", args=[links.hall(meeting.pk)])
    first, second, third, fourth = village.lines(meeting)
    assert "还没有开会" in client.get(hall).content.decode()
    typed = {"n": str(first.n), "code": links.slip_code(first.pk)}
    assert client.post(hall, typed).status_code == 422
    meeting = village.begun(meeting)

    # a slip: its number and its six digits, and the ballot follows
    wrong = client.post(hall, typed | {"code": links.slip_code(second.pk)})
    assert wrong.status_code == 422
    assert "对不上" in wrong.content.decode()
    come = client.post(hall, typed | {"code": " ".join(typed["code"])})
    assert come.url == reverse("councils:vote", args=[links.token(first.pk)])
    first.refresh_from_db()
    assert (first.here, first.how, first.persons) == (True, "code", 1)
    assert "已经签到了" in client.post(hall, typed).content.decode()

    # the slip's own code scanned: the four digits of the wall are asked
    slip = reverse("councils:vote", args=[links.token(second.pk)])
    assert "墙上的四位数" in client.get(slip).content.decode()
    code = links.hall_code(meeting.pk)
    assert client.post(slip, {"hall": "12" if code != "12" else "13"}).status_code == 422
    assert client.post(slip, {"hall": code}).status_code == 302
    second.refresh_from_db()
    assert second.here

    # who is signed in (a household card) comes in for the household he lives in, and for no other
    people.join_household(
        actor=world.worker,
        household_id=third.household_id,
        person_id=world.resident.pk,
        now=THURSDAY,
    )
    client.force_login(world.resident)
    assert f'value="{third.pk}"' in client.get(hall).content.decode()
    assert client.post(hall, {"entry": str(fourth.pk)}).status_code == 404
    assert client.post(hall, {"entry": str(third.pk)}).url == reverse(
        "councils:my_vote", args=[third.pk]
    )
    third.refresh_from_db()
    assert (third.here, third.who) == (True, world.resident.name)
    with pytest.raises(Denied):
        acts.sign_in(actor=Guest(holds=first.pk), entry_id=fourth.pk, now=meeting.starts_at)
    assert client.get(reverse("councils:hall", args=[f"{meeting.pk}:no"])).status_code == 404

    # guessing the digits of a slip gets slow
    for n in range(6):
        last = client.post(hall, {"n": str(fourth.n), "code": f"00000{n}"})
    assert "试的次数多了" in last.content.decode()
    fourth.refresh_from_db()
    assert not fourth.here

    # and so does trying one line after the other from one place
    monkeypatch.setitem(PACES, "slip-from", Pace(1, (60,), timedelta(hours=1)))
    for n in (first.n, second.n):
        last = client.post(hall, {"n": str(n), "code": "000000"})
    assert "试的次数多了" in last.content.decode()


def test_the_host_prints_the_code_and_the_slips(world: World, client):
    village = Village(world, households=2)
    meeting = village.begun()
    client.force_login(world.worker)
    poster = client.get(reverse("councils:poster", args=[meeting.pk])).content.decode()
    assert links.hall_code(meeting.pk) in poster
    slips = client.get(reverse("councils:slips", args=[meeting.pk])).content.decode()
    code = links.slip_code(village.lines(meeting)[0].pk)
    assert f"{code[:3]} {code[3:]}" in slips
    screen = reverse("councils:screen", args=[meeting.pk])
    assert links.hall_code(meeting.pk) in client.get(screen).content.decode()
    said = {"n": 1, "code": code}
    here = f"/api/councils/halls/{links.hall(meeting.pk)}/sign_in"
    answer = client.post(here, said, content_type="application/json")
    assert (answer.status_code, answer.json()["here"]) == (200, True)
    assert meeting.starts_at > THURSDAY + timedelta(days=9)


def test_a_long_roll_prints_its_slips_in_parts(
    world: World, client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("yuanba.councils.pages.meeting.SLIPS", 3)
    meeting = Village(world, households=5).called()
    client.force_login(world.worker)
    here = reverse("councils:slips", args=[meeting.pk])
    first, rest = client.get(here).content.decode(), client.get(f"{here}?after=3").content.decode()
    assert first.count('class="one"') == 3
    assert "?after=3" in first
    assert rest.count('class="one"') == 2
    assert "?after=" not in rest


@pytest.mark.parametrize(("after", "ok"), [(14, True), (15, True), (16, False)])
def test_a_meeting_that_was_asked_for_is_held_in_time_or_the_certificate_says_so(
    world: World, after, ok
):
    village = Village(world, households=0)
    body = acts.found_body(
        **village.go(place_id=world.village.pk, kind=BodyKind.DELEGATES, name="村民代表会议")
    )
    for n in range(10):
        acts.seat(**village.go(body_id=body.pk, name=f"代表{n}"))
    asked = {"asked": Measure.MEMBERS, "asking": 2, "body_id": body.pk, "rule": "V2cq"}
    question = village.ready()
    with no("future"):
        village.called(question, days=5, asked_on=DAY + timedelta(days=1), **asked)
    meeting = village.called(question, days=5, asked_on=DAY - timedelta(days=after - 5), **asked)
    village.begun(meeting)
    village.ended(meeting)
    lines = certificate.sheet(question).taken[-1].checks
    assert [(x.what, x.ok) for x in lines[:2]] == [
        ("提议召开的人 · 成员", True),
        ("提议后及时召开", ok),
    ]
