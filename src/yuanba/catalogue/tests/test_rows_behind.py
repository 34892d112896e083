"""What opens under a figure adds up to it: parts of the time, rows, places below; and a row leads to its proof."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.catalogue.pages import kept
from yuanba.catalogue.queries import drawing, over, spans
from yuanba.catalogue.rules.figures import Drawn
from yuanba.charters.tests.passing import passed
from yuanba.councils.models import Meeting
from yuanba.councils.tests.village import Village
from yuanba.disclosure import acts as wall
from yuanba.disclosure import recounting
from yuanba.disclosure.models import Row
from yuanba.places.models import Place
from yuanba.points import acts as points_acts
from yuanba.points.tests.village import LATER, Points

OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))
PERIODS = [
    (date(2026, 9, 1), date(2026, 10, 1)), OCTOBER,
    (date(2026, 7, 1), date(2026, 10, 1)), (date(2026, 1, 1), date(2027, 1, 1)),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _later(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    monkeypatch.setattr(kept, "SOON", 0)
    monkeypatch.setattr(kept, "LATER", 0)


def figures(told: Drawn) -> dict[str, int | None]:
    return {one.key: one.n for one in told.figures}


def column(told: Drawn, head: str) -> list[float]:
    return [float(row[told.heads.index(head)]) for row in told.rows]


@pytest.mark.parametrize("period", PERIODS)
def test_the_parts_of_a_period_add_up_to_it(world: World, period: tuple[date, date]):
    for text in ("村口路灯三天不亮。", "水沟堵了。"):
        world.told(text=text)
    world.closed(text="楼道灯坏了。")
    recounting.recount_all()
    whole = figures(drawing.matters(world.village, *period))
    parts = spans.matters(world.village, *period, clock.day_of(LATER))
    assert [sum(n) for n in zip(*(part.n for part in parts), strict=True)] == list(whole.values())
    assert parts[0].since == period[0]
    assert all(a.until == b.since for a, b in pairwise(parts))


def test_the_rows_of_points_add_up_to_what_was_issued_and_redeemed(world: World):
    points = Points(world)
    points.budget()
    points.booked("H4")
    item = points.item(points=5)
    home = points.home
    deal = points_acts.reserve(
        actor=world.resident, item_id=item.pk, household_id=home.pk, now=LATER
    )
    points_acts.hand_out(
        actor=world.worker, redemption_id=deal.pk, code=deal.code, now=LATER + timedelta(hours=1)
    )
    told = drawing.points(world.village, *OCTOBER)
    ways = [row[0] for row in told.rows]
    sums = dict(zip(ways, column(told, "points"), strict=True))
    assert sums == {"发出": figures(told)["issued"], "换掉": figures(told)["redeemed"]}
    assert sums["换掉"] == 5
    guest, here = Client(), f"/open/{world.village.pk}/now?period=2026-10&sheet=1"
    assert "洗衣皂" in guest.get(here).content.decode()
    english = guest.get(here, headers={"Accept-Language": "en"}).content.decode()
    assert "redeemed" in english
    assert f'href="/c/{world.village.pk}/points?month=2026-10"' in english


def test_what_is_not_listed_is_counted_all_the_same(world: World, monkeypatch: pytest.MonkeyPatch):
    """More rows than are shown: the figures of a village are those that its township adds up."""
    passed(world)
    called = Village(world, households=0).called(days=12)
    Meeting.objects.filter(pk=called.pk).update(state="held", ended_at=called.starts_at)
    year = PERIODS[-1]
    whole = [drawing.meetings(world.village, *year), drawing.decisions(world.village, *year)]
    monkeypatch.setattr(drawing, "MOST", 0)
    cut = [drawing.meetings(world.village, *year), drawing.decisions(world.village, *year)]
    assert len(whole[0].rows) > 1
    assert [figures(one) for one in cut] == [figures(one) for one in whole]
    assert [len(one.rows) + one.cut for one in cut] == [len(one.rows) for one in whole]
    assert sum(column(whole[0], "came")) == figures(whole[0])["attended"]
    assert round(sum(column(whole[1], "cost")) * 100) == figures(whole[1])["cost"]


def test_a_row_leads_to_the_wall_of_its_own_month(world: World):
    matter = world.closed(text="路灯不亮。")
    row = Row.objects.get(matter_id=matter.pk)
    wall.publish(actor=world.colleague, row_id=row.pk, now=THURSDAY)
    guest = Client()
    page = guest.get(f"/open/{world.village.pk}/now?period=2026&sheet=1").content.decode()
    there = f"/wall/{world.village.pk}/?month={row.closed:%Y-%m}"
    assert f'href="{there}#rows"' in page
    assert row.number in guest.get(there).content.decode()


def test_a_place_that_is_over_is_in_the_sums_of_its_time_and_says_so(world: World):
    called = Village(world, households=0).called(days=12)
    Meeting.objects.update(state="held", ended_at=called.starts_at)
    Place.objects.filter(pk=world.village.pk).update(until=date(2026, 12, 1))
    year, after = PERIODS[-1], (date(2027, 1, 1), date(2028, 1, 1))
    for period, many in ((year, 1), (after, 0)):
        (told,) = [s for s in over.summed(world.town, *period) if s.draws == "meetings"]
        assert told.figures[0].n == sum(p.figures[0].n or 0 for p in told.parts) == many
    page = Client().get(f"/open/{world.village.pk}/now").content.decode()
    assert "起不再单设" in page
    assert Client().get(f"/open/{world.village.pk}/data.csv").status_code == 200


def test_a_place_of_its_first_day_has_its_pages_and_files(world: World):
    """Nothing told, nothing decided, no record yet."""
    guest = Client()
    for place in (world.elsewhere, world.town, world.county):
        for tail in ("now", "now?sheet=1&period=2026", "data.csv", "data.json", "feed.atom"):
            assert guest.get(f"/open/{place.pk}/{tail}").status_code == 200
    page = guest.get(f"/open/{world.elsewhere.pk}/now").content.decode()
    assert "还没有用积分" in page
    assert "这里还没有记录" in page
