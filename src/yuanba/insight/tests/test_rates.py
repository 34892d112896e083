"""A rate says what it is made of."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from tests.world import THURSDAY, World
from yuanba.base.errors import Refused
from yuanba.disclosure import jobs
from yuanba.insight import queries

SPAN = {"since": date(2026, 9, 1), "until": date(2026, 10, 1)}


def test_every_rate_shows_what_is_divided_by_what_and_what_was_left_out(world: World):
    for _n in range(5):
        world.closed()
    world.replied()
    jobs.rebuild(now=THURSDAY)
    found = queries.rates(world.county.pk, **SPAN)
    by_id = {r.id: (r.numerator, r.denominator, r.excluded, r.percent) for r in found.rates}
    assert by_id["I1"] == (6, 6, 0, "100.0%")
    assert by_id["I2"] == (6, 6, 0, "100.0%")
    assert by_id["I4"] == (5, 5, 1, "100.0%")  # one has not judged yet
    assert by_id["I5"] == (5, 5, 0, "100.0%")
    assert by_id["I8"] == (5, 6, 0, "83.3%")
    assert (found.formula_version, found.as_of) == ("2026-11-3", THURSDAY)


def test_another_month_is_not_counted(world: World):
    world.closed()
    jobs.rebuild(now=THURSDAY)
    found = queries.rates(world.village.pk, since=date(2026, 8, 1), until=date(2026, 9, 1))
    assert found.counts["received"] == 0
    assert all(rate.percent == "" for rate in found.rates)


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        (date(2026, 9, 1), date(2026, 9, 1), "span_empty"),
        (date(2000, 1, 1), date(2026, 1, 1), "span_long"),
    ],
)
def test_a_span_that_makes_no_sense_is_refused(world: World, since: date, until: date, code: str):
    with pytest.raises(Refused, match=code):
        queries.rates(world.village.pk, since=since, until=until)


def test_a_place_that_is_none_has_no_rates(world: World):
    with pytest.raises(Http404):
        queries.rates(1, **SPAN)


def test_the_api_tells_the_same_in_four_statements(
    world: World, client: Any, django_assert_max_num_queries: Any
):
    world.closed()
    jobs.rebuild(now=THURSDAY)
    asked = {"place": world.village.pk, "since": "2026-09-01", "until": "2026-10-01"}
    with django_assert_max_num_queries(4):
        answer = client.get("/api/insight/rates", asked)
    said = answer.json()
    found = queries.rates(world.village.pk, **SPAN)
    assert said["counts"] == found.counts
    assert [r["numerator"] for r in said["rates"]] == [r.numerator for r in found.rates]
    assert said["rates"][0]["percent"] is None  # one matter is no base for a rate
    assert client.get("/api/insight/rates", asked | {"until": "2026-09-01"}).status_code == 409
