"""Township and county: sums of their villages by the same definitions; what is too small stays hidden in every
sum; a page is made once and follows the record."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.log.models import Leaf
from yuanba.catalogue.pages import kept
from yuanba.catalogue.queries import drawing, marks, over
from yuanba.catalogue.rules.figures import total, whole
from yuanba.charters.tests.passing import passed
from yuanba.councils.models import Procedure
from yuanba.councils.tests.village import Village
from yuanba.disclosure import recounting
from yuanba.disclosure.models import DayTally
from yuanba.points.tests.village import Points

SEPTEMBER = (date(2026, 9, 1), date(2026, 10, 1))


@pytest.fixture(autouse=True)
def _thursday(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    monkeypatch.setattr(kept, "SOON", 0)
    monkeypatch.setattr(kept, "LATER", 0)


homes = st.frozensets(st.integers(0, 9), max_size=9)  # which of them got points in a month
years = st.lists(st.lists(homes, min_size=12, max_size=12), min_size=1, max_size=4)


def portal(villages: list[list[frozenset[int]]]) -> dict[tuple[str, int, int], int | None]:
    """Everything that the portal shows of these homes: of villages, of two towns, of the county; months,
    quarters and the year."""
    shown: dict[tuple[str, int, int], int | None] = {}
    for months in (1, 3, 12):
        for since in range(0, 12, months):
            own = []
            for n, year in enumerate(villages):
                some = year[since : since + months]
                own.append(whole([len(one) for one in some], len(frozenset().union(*some))))
                shown[f"village {n}", months, since] = own[-1]
            towns = [total(own[::2]), total(own[1::2])]
            shown["town 0", months, since], shown["town 1", months, since] = towns
            shown["county", months, since] = total(own)
    return shown


@given(years, st.integers(0, 3), st.integers(0, 11), st.integers(1, 4))
def test_whatever_is_hidden_could_be_any_small_number(
    villages: list[list[frozenset[int]]], which: int, month: int, other: int
):
    """No sum, no difference and nothing else made of what is shown tells it: with another number in its
    place every page of the village, the township and the county is the same to the last figure."""
    village = villages[which % len(villages)]
    assume(0 < len(village[month]) < 5)
    before = portal(villages)
    assert before[f"village {which % len(villages)}", 1, month] is None
    village[month] = frozenset(range(other))
    assert portal(villages) == before


def busy(world: World) -> None:
    for text in ("村口路灯三天不亮。", "水沟堵了。"):
        world.told(text=text)
    world.told(text="柳湾的栏杆松了。", place_id=world.elsewhere.pk)
    Village(world, households=0).called(days=12)
    recounting.recount_all()


def test_a_township_and_a_county_are_the_sums_of_their_villages(world: World):
    busy(world)
    points = Points(world)
    points.budget()
    points.booked("H4")
    villages = [world.village, world.elsewhere]
    for place in (world.town, world.county):
        for one in over.summed(place, *SEPTEMBER):
            drawn = [drawing.draw(one.draws, village, *SEPTEMBER) for village in villages]
            own = [{f.key: f.n for f in told.figures} for told in drawn]
            for figure in one.figures:
                assert figure.n == total(told.get(figure.key, 0) for told in own), figure.key
    (matters,) = [s for s in over.summed(world.town, *SEPTEMBER) if s.draws == "matters"]
    assert [p.place.name for p in matters.parts] == sorted(p.place.name for p in matters.parts)
    assert matters.figures[0].n == 3


def test_the_page_of_a_township_leads_to_its_villages_and_never_ranks(world: World):
    busy(world)
    guest = Client()
    with CaptureQueriesContext(connection) as seen:
        page = guest.get(f"/open/{world.town.pk}/now?period=2026-09").content.decode()
    assert len(seen) <= 22
    for village in (world.village, world.elsewhere):
        assert f'href="/open/{village.pk}/now?period=2026-09#hmatters"' in page
    assert "不排名次" in page
    above = guest.get(f"/open/{world.county.pk}/now").content.decode()
    assert f'href="/open/{world.town.pk}/now' in above
    assert f'href="/open/{world.town.pk}/data.csv?period=2026-09"' in page
    assert f'href="/record/{world.village.pk}/"' in page
    assert f'href="/supervision/{world.village.pk}/"' in page


def test_a_row_says_by_which_leaf_it_is_vouched_for(world: World):
    passed(world)
    here = f"/open/{world.village.pk}/now?period=2026&sheet=1"
    page = Client().get(here).content.decode()
    (leaf,) = marks.leaves([f"councils.procedure:{Procedure.objects.get().pk}"]).values()
    assert Leaf.objects.filter(tree_id=leaf[0], n=leaf[1]).exists()
    assert f"第 {leaf[1]} 条" in page
    assert '<details class="noread mt3" open>' in page
    assert f'href="/record/{world.village.pk}/"' in page


def test_a_page_is_made_once_and_anew_after_an_act(world: World):
    here = f"/open/{world.village.pk}/now"
    guest = Client()
    first = guest.get(here)
    assert first.cookies == {}
    assert first.headers["Cache-Control"].startswith("public")
    with CaptureQueriesContext(connection) as seen:
        again = guest.get(here)
    assert len(seen) <= 4
    assert again.content == first.content
    etag, at = first.headers["ETag"], first.headers["Last-Modified"]
    for said in ({"If-None-Match": etag}, {"If-Modified-Since": at}):
        nothing = guest.get(here, headers=said)
        assert (nothing.status_code, nothing.content) == (304, b"")
    world.told()
    recounting.recount_all()
    anew = guest.get(here, headers={"If-None-Match": etag})
    assert anew.status_code == 200
    assert DayTally.objects.exists()
    english = guest.get(here, headers={"Accept-Language": "en"})
    assert 'lang="en"' in english.content.decode()


def test_a_moment_later_nothing_is_asked_of_the_database(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(kept, "SOON", 60)
    guest, here = Client(), f"/open/{world.village.pk}/now"
    first = guest.get(here)
    with CaptureQueriesContext(connection) as seen:
        again = guest.get(here)
    assert (len(seen), again.content) == (0, first.content)


def test_whoever_has_signed_in_gets_it_for_himself_alone(world: World):
    client = Client()
    client.force_login(world.worker)
    page = client.get(f"/open/{world.village.pk}/now")
    assert page.headers["Cache-Control"].startswith("private")
    assert world.worker.name not in page.content.decode()


def test_the_buttons_for_language_work_from_a_page_without_cookies(world: World):
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"/open/{world.village.pk}/now").content.decode()
    assert "csrfmiddlewaretoken" not in page
    said = {"language": "en", "next": "/"}
    own = client.post("/look", said, headers={"Origin": "http://testserver"})
    assert (own.status_code, own.cookies["language"].value) == (303, "en")
    assert client.post("/look", said, headers={"Origin": "https://else.example"}).status_code == 403
    assert client.post("/look", said).status_code == 403
