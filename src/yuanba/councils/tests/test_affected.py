"""Who is affected: worked out from the places that the question names, corrected by hand with a reason."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock, records
from yuanba.base.errors import Refused
from yuanba.councils import acts, queries
from yuanba.councils.models import Meeting
from yuanba.councils.queries.affected import _stands_in
from yuanba.councils.tests.village import Village, settle
from yuanba.exchange.demo.homes import Home
from yuanba.places.rules import Kind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "said", "named"),
    [
        ("一组", "一组门口的路", True),
        ("一组", "十一组门口的路", False),
        ("一组", "十一组和一组之间的路", True),
        ("1号院", "11号院的下水道", False),
        ("三角院", "到三角院为止", True),
        ("三角院", "修路", False),
    ],
)
def test_a_place_is_named_but_not_inside_a_longer_number(name, said, named):
    assert _stands_in(name, said) is named


def test_the_homes_of_the_places_a_question_names_are_affected_and_a_line_is_corrected_with_a_reason(
    world: World, client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries
):
    village = Village(world, households=4)
    far = world.place(Kind.GRID, "石桥村第二网格", world.village)
    settle(world, [Home(far.pk, f"坡上{n}号", date(2020, 1, 1), [(f"坡{n}", "")]) for n in (1, 2)])
    question = village.proposed("xiangshang", title="第二网格门口河道怎么治")
    for n in (1, 2):
        village.step(question, n)
    client.force_login(world.worker)
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)

    # the rehearsal knows them: of two affected homes two come, of four others three: too few
    look = reverse("councils:rehearse", args=[question.pk])
    said = {"rule": "N1", "held_on": "2026-10-04", "come": "5", "agree": "5"}
    page = client.get(look, said).content.decode()
    assert "其中 2 人利益相关" in page
    assert "照这样不行" in page
    assert "照这样，开得成" in client.get(look, said | {"come": "4"}).content.decode()
    assert "照这样不行" in client.get(look, said | {"come": "4", "affected": "1"}).content.decode()

    # the page that calls the meeting has ticked it
    page = client.get(reverse("councils:call", args=[question.pk])).content.decode()
    assert re.search(rf'value="{far.pk}"[^>]*checked', page)
    with pytest.raises(Refused, match="elsewhere"):
        village.called(question, days=10, rule="V1", touches=[world.county.pk])
    meeting = village.called(question, days=10, rule="V1")
    assert meeting.touches == ["第二网格"]
    marked = meeting.roll.filter(affected=True)
    assert sorted(marked.values_list("name", flat=True)) == ["坡1", "坡2"]
    facts = records.about(meeting)[-1].facts
    assert (facts["affected"], facts["touches"]) == (2, ["第二网格"])
    with django_assert_max_num_queries(17):
        page = client.get(reverse("councils:meeting", args=[meeting.pk])).content.decode()
    assert "利益相关：到 0 / 2 户" in page
    assert "住在第二网格的" in page

    # one of the four farms there: by hand, with a reason, recorded and shown
    other = meeting.roll.filter(affected=False).order_by("n").first()
    assert other is not None
    here = reverse("councils:correct", args=[meeting.pk, other.pk])
    change = {"adults": "1", "affected": "on"}
    assert client.post(here, change).status_code == 422
    assert client.post(here, change | {"why": "地在河边"}).status_code == 302
    other.refresh_from_db()
    assert (other.affected, other.affected_why) == (True, "地在河边")
    assert records.about(other)[-1].facts["why"] == "地在河边"
    assert "地在河边" in client.get(reverse("councils:roll", args=[meeting.pk])).content.decode()
    assert queries.attendance(Meeting.objects.get(pk=meeting.pk)).affected == 3


def test_nobody_is_affected_where_the_question_names_no_place_and_the_caller_may_name_them(
    village: Village,
):
    first = village.called()
    assert (first.touches, first.roll.filter(affected=True).count()) == ([], 0)
    acts.cancel(**village.go(meeting_id=first.pk, reason="改天再开"))
    grid = village.world.grid.pk
    again = village.called(first.procedure, touches=[grid])
    assert (again.touches, again.roll.filter(affected=True).count()) == (["第一网格"], 2)


@pytest.fixture
def village(world: World) -> Village:
    return Village(world, households=2)
