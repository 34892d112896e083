"""The telephone and the host's page while a meeting votes."""

import pytest
from django.db import connection
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.councils import links
from yuanba.councils.tests.village import Village, in_the_hall
from yuanba.people import acts as people

pytestmark = pytest.mark.django_db
DAY = THURSDAY.date()


@pytest.fixture
def village(world: World) -> Village:
    return Village(world, households=12)


def test_a_phone_votes_with_the_slip_and_then_reads_that_it_is_in(
    village: Village, client, django_assert_num_queries
):
    ballot = in_the_hall(village)
    lines = village.lines(ballot.meeting)
    here = reverse("councils:vote", args=[links.token(lines[0].pk)])
    page = client.get(here).content.decode()
    assert page.index("甲线") < page.index("乙线") < page.index("丙线")
    empty = client.post(here, {})
    assert empty.status_code == 422
    with django_assert_num_queries(2):  # a whole hall opens it at once: its line, what it may give
        client.get(here)
    # with the savepoint of a test round the act, and its leaf (three statements, or two)
    with django_assert_num_queries(14 if connection.vendor == "sqlite" else 13):
        assert client.post(here, {"choice": "2"}).status_code == 302
    again = client.post(here, {"choice": "1"})
    assert "已入箱" in again.content.decode()
    assert ballot.marks.count() == 1
    absent = client.get(reverse("councils:vote", args=[links.token(lines[11].pk)]))
    assert "还没有签到" in absent.content.decode()
    assert client.get(reverse("councils:vote", args=[f"{lines[0].pk}:wrong"])).status_code == 404


def test_a_vote_for_a_question_that_was_stopped_is_not_counted_for_the_next(
    village: Village, client
):
    ballot = in_the_hall(village)
    here = reverse("councils:vote", args=[links.token(village.lines(ballot.meeting)[0].pk)])
    assert 'name="ballot" value="1"' in client.get(here).content.decode()
    village.stopped(ballot)
    second = village.voting(ballot.meeting, title="先修哪一段好呢")
    late = client.post(here, {"ballot": "1", "choice": "2"}, follow=True)
    assert "您这一票没有投上" in late.content.decode()
    third = village.voting(ballot.meeting, title="后修哪一段好呢")
    for _press in range(2):  # the second press is not a vote for the third question
        client.post(here, {"ballot": "2", "choice": "2"})
    assert [b.marks.count() for b in (ballot, second, third)] == [0, 1, 0]


def test_no_page_shows_a_running_total(village: Village, client):
    ballot = in_the_hall(village)
    for entry in village.lines(ballot.meeting)[:7]:
        village.phone(ballot, entry, 2)
    client.force_login(village.world.worker)
    for name, pk in (
        ("ballot", ballot.pk),
        ("meeting", ballot.meeting_id),
        ("screen", ballot.meeting_id),
    ):
        page = client.get(reverse(f"councils:{name}", args=[pk])).content.decode()
        assert "已投 7" in page
        assert "得票" not in page
    shown = client.get(reverse("councils:screen", args=[ballot.meeting_id])).content.decode()
    assert "户1人0" not in shown


def test_somebody_signed_in_votes_for_the_household_he_lives_in(village: Village, client):
    world = village.world
    ballot = in_the_hall(village)
    entry = village.lines(ballot.meeting)[0]
    people.join_household(
        actor=world.worker,
        household_id=entry.household_id,
        person_id=world.resident.pk,
        now=THURSDAY,
    )
    client.force_login(world.resident)
    here = reverse("councils:my_vote", args=[entry.pk])
    assert client.post(here, {"choice": "1"}).status_code == 302
    other = reverse("councils:my_vote", args=[village.lines(ballot.meeting)[1].pk])
    assert client.get(other).status_code == 404


def test_page_and_api_refuse_alike(village: Village, client):
    meeting = village.begun()
    ballot = village.drafted(meeting)
    client.force_login(village.world.worker)
    page = client.post(reverse("councils:ballot_open", args=[ballot.pk]), follow=True)
    json = client.post(f"/api/councils/ballots/{ballot.pk}/open")
    assert "到会人数还不够" in page.content.decode()
    assert (json.status_code, json.json()["code"]) == (409, "quorum")


def test_the_host_page_costs_the_same_for_any_number_of_households(
    village: Village, client, django_assert_max_num_queries
):
    ballot = in_the_hall(village)
    client.force_login(village.world.worker)
    here = reverse("councils:meeting", args=[ballot.meeting_id])
    with django_assert_max_num_queries(17):
        assert client.get(here).status_code == 200
    with django_assert_max_num_queries(10):
        live = client.get(here, headers={"HX-Request": "true"})
    assert "到会 10 / 12 户" in live.content.decode()
