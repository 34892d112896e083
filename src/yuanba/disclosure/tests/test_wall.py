"""What everybody can read: the month's figures, what is open, what was struck off."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.disclosure import acts, jobs, queries, rules
from yuanba.disclosure.models import COUNTED, Row
from yuanba.matters import acts as matters
from yuanba.matters.rules import Refusal

MONTH = date(2026, 9, 1)
LATER = THURSDAY + timedelta(days=4)


@pytest.fixture
def month(world: World) -> World:
    """Three struck off and public, one being worked on, one refused, one in the next village."""
    for _n in range(3):
        row = Row.objects.get(matter_id=world.closed().pk)
        acts.publish(actor=world.colleague, row_id=row.pk, now=LATER)
    world.assigned()
    told = world.told()
    matters.refuse(
        actor=world.worker,
        matter_id=told.pk,
        kind=Refusal.PRIVACY,
        reason="说的是别人的私事。",
        now=THURSDAY,
    )
    world.told(place_id=world.elsewhere.pk)
    jobs.rebuild(now=LATER)
    return world


def page_of(client: Any, place: Any, **asked: Any) -> str:
    here = reverse("disclosure:wall", args=[place.pk])
    return str(client.get(here, {"month": "2026-09"} | asked).content.decode())


def test_the_month_is_said_in_one_sentence(month: World, client: Any):
    page = page_of(client, month.village)
    assert "2026年9月村务公开" in page
    assert "这个月大家说了 5 件事，办完 3 件，本人认可 3 件。" in page


def test_the_township_sums_its_villages_and_links_to_them(month: World, client: Any):
    page = page_of(client, month.town)
    assert "这个月大家说了 6 件事" in page
    assert reverse("disclosure:wall", args=[month.village.pk]) in page
    assert "柳湾社区" in page
    assert "这个月大家说了 6 件事" in page_of(client, month.county)


def test_what_is_open_is_counted_by_unit_and_never_by_person(month: World, client: Any):
    wall = queries.wall(month.town.pk, first=MONTH)
    assert [(s.unit_name, s.n) for s in wall.standing] == [("云岭县城市管理局", 1), ("", 1)]
    page = page_of(client, month.town)
    for person in (month.handler, month.worker, month.supervisor):
        assert person.name not in page


def test_drafts_and_held_rows_are_not_on_the_wall(month: World, client: Any):
    before = len(queries.wall(month.village.pk, first=MONTH).rows)
    row = Row.objects.get(matter_id=month.closed(text="楼道灯坏了，换一个吧。").pk)
    assert len(queries.wall(month.village.pk, first=MONTH).rows) == before
    acts.publish(actor=month.colleague, row_id=row.pk, now=LATER)
    assert "楼道灯坏了" in page_of(client, month.village)
    acts.hold(actor=month.colleague, row_id=row.pk, reason="再看看。", now=LATER)
    assert "楼道灯坏了" not in page_of(client, month.village)


def test_page_paper_and_api_say_the_same(month: World, client: Any):
    page = page_of(client, month.village)
    paper = client.get(
        reverse("disclosure:wall_print", args=[month.village.pk]), {"month": "2026-09"}
    ).content.decode()
    answer = client.get(f"/api/wall/{month.village.pk}", {"month": "2026-09"}).json()
    assert answer["counts"]["received"] == 5
    assert (answer["open"], answer["place"]) == (1, str(month.village.pk))
    for row in answer["rows"]:
        assert row["number"] in page
        assert row["number"] in paper
    assert len(answer["rows"]) == 3


@pytest.mark.parametrize("size", [1, 2])
def test_the_pages_of_rows_miss_none_and_repeat_none(month: World, size: int):
    seen: list[str] = []
    after = ""
    while True:
        wall = queries.wall(month.village.pk, first=MONTH, after=after, size=size)
        seen += [row.number for row in wall.rows]
        after = wall.next_after
        if not after:
            break
    assert sorted(seen) == sorted(Row.objects.values_list("number", flat=True))


@pytest.mark.parametrize("level", ["village", "town", "county"])
def test_the_wall_costs_eight_statements(
    month: World, client: Any, django_assert_max_num_queries: Any, level: str
):
    with django_assert_max_num_queries(8):  # what hangs from the councils; needs and projects
        client.get(reverse("disclosure:wall", args=[getattr(month, level).pk]))


def test_a_rate_with_a_base_under_five_is_not_shown(month: World, client: Any):
    by_id = {rate.id: rate for rate in queries.wall(month.village.pk, first=MONTH).rates}
    assert (by_id["I4"].denominator, by_id["I4"].percent) == (3, "")
    assert by_id["I1"].percent == "60.0%"
    assert "3/3" in page_of(client, month.village)


def test_refusing_does_not_lift_the_closing_rate():
    n = dict.fromkeys(COUNTED, 0)
    half = rules.rates(n | {"received": 10, "finished": 5})[0]
    refused = rules.rates(n | {"received": 10, "finished": 5, "refused": 5})[0]
    assert (half.percent, refused.percent) == ("50.0%", "50.0%")


@pytest.mark.parametrize(
    ("n", "of", "percent"), [(1, 3, ""), (2, 6, "33.3%"), (5, 5, "100.0%"), (0, 9, "0.0%")]
)
def test_rates_are_rounded_without_floats(n: int, of: int, percent: str):
    assert rules.Rate("x", "", "", n, of, 0, "").percent == percent


def test_code_in_what_was_told_hangs_there_as_words(world: World, client: Any):
    row = Row.objects.get(
        matter_id=world.closed(text="<script>a()</script>\"'>路灯<b onclick=x>").pk
    )
    acts.publish(actor=world.colleague, row_id=row.pk, now=LATER)
    for page in (
        page_of(client, world.village),
        client.get(
            reverse("disclosure:wall_print", args=[world.village.pk]), {"month": "2026-09"}
        ).content.decode(),
    ):
        assert "&lt;script&gt;" in page
        assert "<script>a" not in page
        assert "<b onclick" not in page


def test_a_grid_shows_the_wall_of_its_village(world: World, client: Any):
    answer = client.get(reverse("disclosure:wall", args=[world.grid.pk]))
    assert answer.headers["Location"] == reverse("disclosure:wall", args=[world.village.pk])
    assert client.get(reverse("disclosure:wall", args=[1])).status_code == 404


def test_the_first_page_of_the_wall_leads_to_the_only_county(world: World, client: Any):
    answer = client.get(reverse("disclosure:walls"))
    assert answer.headers["Location"] == reverse("disclosure:wall", args=[world.county.pk])


@pytest.mark.parametrize(
    "month", ["", "2026", "2026-13", "9999-99", "２０２６-09", "1999-01", "3000-01", "<x>"]
)
def test_a_month_that_is_none_shows_this_month(world: World, client: Any, month: str):
    assert (
        client.get(
            reverse("disclosure:wall", args=[world.village.pk]), {"month": month}
        ).status_code
        == 200
    )


@pytest.mark.parametrize(
    "after", ["x", ".", "2026-09-01.x", "2026-99-01.1", "2026-09-01." + "9" * 40]
)
def test_a_broken_cursor_starts_at_the_top(month: World, client: Any, after: str):
    assert "这个月大家说了 5 件事" in page_of(client, month.village, after=after)


def test_what_was_closed_elsewhere_names_no_days_nobody_knows(month: World, client: Any):
    """A row brought in from another system has no closing day of its own."""
    assert "用了" in page_of(client, month.village)
    Row.objects.update(confirmed=None)
    assert "用了" not in page_of(client, month.village)
