"""小事不出格，大事不出网: at which level a matter came to its end, as figures like the others."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base.permits import Role
from yuanba.disclosure import jobs
from yuanba.insight import queries
from yuanba.matters import acts, rules
from yuanba.matters.models import Matter
from yuanba.matters.rules import EndedIn, Level

SPAN = {"since": date(2026, 9, 1), "until": date(2026, 10, 1)}
END = {"outcome": rules.Outcome.SOLVED, "result": "该换的都换了，当晚看过。", "now": THURSDAY}


@pytest.mark.parametrize(
    ("level", "unit", "role", "ended"),
    [
        (Level.VILLAGE, Level.VILLAGE, Role.GRID, EndedIn.GRID),
        (Level.VILLAGE, Level.VILLAGE, Role.GRIDLEAD, EndedIn.GRID),
        (Level.VILLAGE, Level.VILLAGE, Role.WORKER, EndedIn.VILLAGE),
        (Level.TOWNSHIP, Level.VILLAGE, Role.GRID, EndedIn.TOWNSHIP),  # it had gone up before
        (Level.VILLAGE, Level.COUNTY, Role.WORKER, EndedIn.COUNTY),  # a county office did it
        (Level.COUNTY, Level.TOWNSHIP, Role.HANDLER, EndedIn.COUNTY),
    ],
)
def test_the_highest_that_had_it_counts_and_the_grid_where_its_own_people_ended_it(
    level: Level, unit: Level, role: Role, ended: EndedIn
):
    assert rules.ended_in(level=level, unit=unit, role=role) is ended


def ended(world: World, who: Any) -> Matter:
    told = world.sorted(lane="communal", category=world.clutter, unit=world.committee)
    assigned = {"matter_id": told.pk, "owner_id": world.colleague.pk, "now": THURSDAY}
    acts.assign(actor=world.worker, **assigned)
    return acts.finish(actor=who, matter_id=told.pk, **END)


def shares(world: World) -> dict[str, tuple[int, int, int]]:
    jobs.retally(now=THURSDAY)
    found = queries.rates(world.village.pk, **SPAN).rates
    return {r.id: (r.numerator, r.denominator, r.excluded) for r in found if r.id[:3] == "I10"}


def test_each_level_has_its_share_and_the_four_add_up(world: World):
    ended(world, world.gridworker)
    ended(world, world.worker)
    up = world.assigned()
    street = world.street
    acts.hand_up(
        actor=world.worker, matter_id=up.pk, unit_id=street.pk, reason="村里办不了。", now=THURSDAY
    )  # fmt: skip
    acts.assign(actor=world.township, matter_id=up.pk, owner_id=world.township.pk, now=THURSDAY)
    acts.finish(actor=world.township, matter_id=up.pk, **END)
    world.told()  # open: no level yet
    assert shares(world) == {
        "I10": (2, 3, 0),
        "I10a": (1, 3, 0),
        "I10b": (1, 3, 0),
        "I10c": (1, 3, 0),
        "I10d": (0, 3, 0),
    }


def test_what_is_done_again_counts_where_it_ends_in_the_end(world: World):
    matter = ended(world, world.gridworker)
    assert matter.ended_in == EndedIn.GRID
    acts.reply(actor=world.worker, matter_id=matter.pk, text="办好了，请您看看。", now=THURSDAY)
    acts.ask_reopen(actor=world.worker, matter_id=matter.pk, why="又堆上了。", now=THURSDAY)
    acts.grant_reopen(actor=world.colleague, matter_id=matter.pk, now=THURSDAY)
    assert shares(world)["I10"] == (0, 0, 0)
    acts.assign(actor=world.worker, matter_id=matter.pk, owner_id=world.colleague.pk, now=THURSDAY)
    acts.finish(
        actor=world.colleague, matter_id=matter.pk, **END | {"now": THURSDAY + timedelta(hours=1)}
    )
    assert (shares(world)["I10a"], shares(world)["I10b"]) == ((0, 1, 0), (1, 1, 0))


def test_what_ended_elsewhere_is_left_out_and_said(world: World):
    matter = ended(world, world.worker)
    Matter.objects.filter(pk=matter.pk).update(ended_in="")
    assert shares(world)["I10"] == (0, 0, 1)


def test_a_small_base_shows_its_counts_and_no_share(world: World, client: Any):
    ended(world, world.gridworker)
    jobs.retally(now=THURSDAY)
    page = client.get(f"/figures/{world.village.pk}/?since=2026-09-01&last=2026-09-30")
    said = page.content.decode()
    assert "网格办结占比（小事不出格）" in said
    rate = next(r for r in queries.rates(world.village.pk, **SPAN).rates if r.id == "I10a")
    assert (rate.percent, rate.shown) == ("", False)
