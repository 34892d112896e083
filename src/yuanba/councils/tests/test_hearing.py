"""听意见: opened by the secretary, added to and answered by those who live there, closed with a map in which
no name and nothing of fewer than ten is left."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.base.models import Key, Record
from yuanba.councils import acts
from yuanba.councils.models import Hearing, HearingKey, Stance, Statement
from yuanba.councils.queries import hearings
from yuanba.councils.rules import hearing as rules
from yuanba.councils.tests.village import Village, no
from yuanba.people.door import Guest
from yuanba.people.models import Membership, Person

pytestmark = pytest.mark.django_db
TEXTS = [f"第{n}句话说的是这块空地" for n in range(1, 9)]
UNTIL = THURSDAY.date() + timedelta(days=20)


def opened(village: Village, **said) -> Hearing:
    question = village.proposed("courtyard", title="空地怎么用才好")
    said = {"question": "村口的空地怎么用", "statements": TEXTS, "closes_on": UNTIL} | said
    return acts.open_hearing(**village.go(procedure_id=question.pk, **said))


def residents(village: Village) -> list[Person]:
    rows = Membership.objects.filter(household__place__county_id=village.world.county.pk)
    return [m.person for m in rows.select_related("person").order_by("person_id")]


def answer(person, statement: Statement, said: int):
    return acts.take_stance(actor=person, statement_id=statement.pk, answer=said, now=THURSDAY)


def closed(village: Village, hearing: Hearing) -> Hearing:
    return acts.close_hearing(**village.go(hearing_id=hearing.pk))


@pytest.fixture
def village(world: World) -> Village:
    return Village(world, households=26, people=1)


def test_two_camps_and_what_both_agree_on_are_found_and_no_answer_is_left(
    village: Village, client, django_assert_max_num_queries
):
    hearing = opened(village)
    statements = list(hearing.statements.order_by("n"))
    people = residents(village)
    for n, person in enumerate(people):
        for statement in statements:
            side = 1 if (n < 13) == (statement.n <= 4) else -1
            answer(person, statement, 1 if statement.n == 8 else side)
    before = client.get(reverse("councils:voices", args=[hearing.pk])).content.decode()
    assert "先登录" in before
    hearing = closed(village, hearing)
    assert (hearing.result["people"], hearing.result["sizes"]) == (26, [13, 13])
    assert hearing.result["common"] == ["8"]
    sides = hearing.result["statements"]["1"]["groups"]
    assert sorted(side[0] for side in sides) == [0, 13]
    assert not Stance.objects.exists()
    assert not Statement.objects.exclude(voice="").exists()
    assert not HearingKey.objects.exists()
    assert not Key.objects.filter(subject_kind="councils.hearing").exists()
    for record in Record.objects.filter(act="councils.take_stance"):
        assert (record.facts, record.actor_id) == ({}, None)
    assert not any(str(person.pk) in str(hearing.result) for person in people)
    with django_assert_max_num_queries(8):
        page = client.get(reverse("councils:voices", args=[hearing.pk])).content.decode()
    assert page.index("都认的") < page.index(TEXTS[7]) < page.index(TEXTS[0])
    assert "第 1 群：赞成" in page
    with no("closed"):
        answer(people[0], statements[0], 1)
    question = reverse("councils:question", args=[hearing.procedure_id])
    assert "大家的意见怎么分的" in client.get(question).content.decode()


def beside(person: Person, hearing: Hearing) -> list[str]:
    """The tables in which a row holds this person and this hearing, a statement of it, or an answer to one;
    or, of those, his number in the place of a voice."""
    opinions = {hearing.pk, *hearing.statements.values_list("pk", flat=True)}
    opinions |= set(Stance.objects.values_list("pk", flat=True))
    found = []
    for model in apps.get_models():
        for row in model._default_manager.all().values_list():
            words = {str(value) for value in row}
            if str(person.pk) in words and words & {str(pk) for pk in opinions}:
                found.append(model.__name__)
    return found


def test_while_it_is_open_no_row_of_any_table_joins_a_person_to_an_opinion(
    village: Village, client, monkeypatch
):
    hearing = opened(village)
    person, other = residents(village)[:2]
    client.force_login(person)
    here = reverse("councils:voices", args=[hearing.pk])
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    for statement in hearing.statements.all()[:3]:
        client.post(here, {"statement": statement.pk, "answer": "1", "once": f"k{statement.n}"})
    client.post(here, {"text": "留一半晒谷子", "once": "k9"})
    assert (Stance.objects.count(), hearing.statements.count()) == (3, 9)
    assert beside(person, hearing) == []
    key = HearingKey.objects.get()
    assert Stance.objects.filter(voice=rules.voice(key.secret, person.pk)).count() == 3
    with connection.cursor() as cursor:  # on the disk the key itself lies sealed
        cursor.execute("SELECT secret FROM councils_hearingkey")
        assert key.secret.encode() not in bytes(cursor.fetchone()[0])
    # the planted fault: a voice that is the number
    monkeypatch.setattr(rules, "voice", lambda _secret, pk: str(pk))
    answer(other, hearing.statements.get(n=1), 1)
    assert beside(other, hearing) == ["Stance"]


def test_fewer_than_ten_are_not_shown(village: Village, client):
    hearing = opened(village)
    for person in residents(village)[:9]:
        for statement in hearing.statements.all():
            answer(person, statement, 1)
    hearing = closed(village, hearing)
    assert {one["all"] is None for one in hearing.result["statements"].values()} == {True}
    page = client.get(reverse("councils:voices", args=[hearing.pk])).content.decode()
    assert "不到十个人" in page
    assert TEXTS[0] not in page


def test_who_does_not_live_here_and_who_is_not_signed_in_is_told_why(village: Village):
    world, hearing = village.world, opened(village)
    first = hearing.statements.get(n=1)
    with no("sign_in"):
        answer(Guest(), first, 1)
    with no("not_of_here"):
        answer(world.neighbour_worker, first, 1)
    with no("not_of_here"):
        acts.state_view(
            actor=world.neighbour_worker, hearing_id=hearing.pk, text="我也来说一句", now=THURSDAY
        )
    person = residents(village)[0]
    with no("answer"):
        answer(person, first, 2)
    answer(person, first, 1)
    answer(person, first, -1)  # the last answer counts
    assert Stance.objects.get().answer == -1
    with pytest.raises(Denied):
        acts.close_hearing(actor=world.neighbour_worker, hearing_id=hearing.pk, now=THURSDAY)


def test_what_people_add_is_looked_at_and_refused_only_with_a_reason(village: Village):
    hearing = opened(village)
    person, other = residents(village)[:2]

    def add(text: str, who: Person = person) -> Statement:
        return acts.state_view(actor=who, hearing_id=hearing.pk, text=text, now=THURSDAY)

    def look(statement: Statement, shown: bool, why: str = "") -> Statement:
        said = {"statement_id": statement.pk, "shown": shown, "why": why}
        return acts.moderate(**village.go(**said))

    first = add("种一排桂花树")
    with pytest.raises(Denied):
        answer(other, first, 1)  # nobody answers what is not shown yet
    with no("same"):
        add("种一排桂花树", other)
    look(first, True)
    answer(other, first, 1)
    with no("seen"):
        look(first, True)
    second = add("某某家占了一半")
    with no("why"):
        look(second, False)
    assert look(second, False, "点了人的名").state == "refused"
    for n in range(3):
        add(f"再添一句第{n}次")
    with no("own"):
        add("第六句了还想说")
    assert hearings.turn(hearing, person).own[1].why == "点了人的名"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"statements": TEXTS[:2]}, "statements"),
        ({"statements": [*TEXTS[:2], TEXTS[0]]}, "same"),
        ({"closes_on": THURSDAY.date()}, "closes_on"),
        ({"closes_on": THURSDAY.date() + timedelta(days=91)}, "closes_on"),
        ({"question": "？"}, "say"),
    ],
)
def test_a_hearing_that_cannot_be_is_not_opened(village: Village, said, code):
    with no(code):
        opened(village, **said)
    assert not Hearing.objects.exists()


def test_the_pages_from_opening_to_the_map(
    village: Village, client, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    world = village.world
    question = village.proposed("courtyard", title="空地怎么用才好")
    client.force_login(world.worker)
    desk = reverse("councils:hearing", args=[question.pk])
    said = {"question": "村口的空地怎么用", "statements": "种树好", "closes_on": UNTIL}
    wrong = client.post(desk, said)
    assert (wrong.status_code, "三句到四十句" in wrong.content.decode()) == (422, True)
    assert "种树好" in wrong.content.decode()
    assert client.post(desk, said | {"statements": "\n".join(TEXTS)}).url == desk
    hearing = Hearing.objects.get()
    person = residents(village)[3]
    client.force_login(person)
    here = reverse("councils:voices", args=[hearing.pk])
    first = hearings.turn(hearing, person).next
    assert first is not None
    with django_assert_max_num_queries(12):
        page = client.get(here).content.decode()
    assert first.text in page
    assert client.post(here, {"statement": first.pk}).status_code == 422
    assert client.post(here, {"statement": first.pk, "answer": "-1"}).status_code == 302
    assert "答了 1 句，一共 8 句" in client.get(here).content.decode()
    empty = client.post(here, {"text": ""})
    assert empty.status_code == 422
    assert client.post(here, {"text": "留一半晒谷子"}).status_code == 302
    assert "等着看" in client.get(here).content.decode()
    client.force_login(world.worker)
    with django_assert_max_num_queries(16):
        page = client.get(desk).content.decode()
    assert "留一半晒谷子" in page
    waiting = hearing.statements.get(state="waiting")
    moderate = reverse("councils:moderate", args=[hearing.pk, waiting.pk])
    assert "要写为什么" in client.post(moderate, {"shown": "no"}, follow=True).content.decode()
    client.post(moderate, {"shown": "yes"})
    client.post(reverse("councils:close_hearing", args=[hearing.pk]))
    hearing.refresh_from_db()
    assert hearing.result["people"] == 1
    assert "看分布" in client.get(desk).content.decode()
    procedure = client.get(reverse("councils:procedure", args=[question.pk])).content.decode()
    assert desk in procedure
