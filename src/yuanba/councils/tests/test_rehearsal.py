"""演练: which check would fail, on the real roll, without a trace."""

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base.models import Record
from yuanba.councils import acts
from yuanba.councils.rules.kinds import BodyKind
from yuanba.councils.tests.village import Village

pytestmark = pytest.mark.django_db
DAY = THURSDAY.date()


@pytest.fixture
def village(world: World) -> Village:
    return Village(world, households=12)


def test_a_rehearsal_says_what_would_fail_and_leaves_no_trace(village: Village, client):
    question = village.ready()
    client.force_login(village.world.worker)
    here = reverse("councils:rehearse", args=[question.pk])
    before = Record.objects.count()
    said = {"rule": "V1", "held_on": "2027-12-01", "come": "7", "adults": "9", "agree": "7"}
    page = client.get(here, said).content.decode()
    assert "至少还要来 1 户" in page
    assert "2027" not in page or "11月21日" in page
    good = client.get(here, said | {"come": "8", "agree": "5"}).content.decode()
    assert "开得成，也通得过" in good
    nobody = client.get(here, said | {"rule": "O1"})
    assert nobody.status_code == 422  # owners are on no register: how many there are is asked
    assert "请填一共多少" in nobody.content.decode()
    owners = client.get(here, said | {"rule": "O1", "entitled": "9", "come": "6"}).content.decode()
    assert "名册上应到 9 户业主" in owners
    assert "开得成，也通得过" in owners
    assert Record.objects.count() == before
    assert not question.meetings.exists()


def test_a_rehearsal_is_on_the_roll_of_the_body_or_of_the_meeting_that_is_called(
    village: Village, client
):
    body = acts.found_body(
        **village.go(
            place_id=village.world.village.pk, kind=BodyKind.DELEGATES, name="村民代表会议"
        )
    )
    for n in range(9):
        acts.seat(**village.go(body_id=body.pk, name=f"代表{n}"))
    question = village.ready()
    client.force_login(village.world.worker)
    here = reverse("councils:rehearse", args=[question.pk])
    said = {"rule": "V2", "body_id": body.pk, "held_on": "2027-12-01", "come": "5", "agree": "4"}
    assert "至少还要来 1 人" in client.get(here, said).content.decode()
    assert "通得过" in client.get(here, said | {"come": "6"}).content.decode()

    meeting = village.called(question, rule="V2", body_id=body.pk)
    acts.enter(**village.go(meeting_id=meeting.pk, lines=[acts.Line(f"后加{n}") for n in range(3)]))
    page = client.get(here, said).content.decode()
    assert "那次会的名册" in page
    assert "名册上应到 12 人" in page
    assert "至少还要来 3 人" in page
