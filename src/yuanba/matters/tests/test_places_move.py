"""A matter stays with its place when villages merge, townships move or the calendar changes."""

from datetime import date, timedelta

from tests.world import THURSDAY, World
from yuanba.base import clock, jobs, records
from yuanba.matters.models import Matter
from yuanba.places import acts as places
from yuanba.places.rules import DayKind, Kind


def test_a_merged_village_takes_its_matters_along(world: World):
    told = world.told(place_id=world.village.pk)
    in_grid = world.told()
    places.merge(
        actor=world.admin,
        place_ids=[world.village.pk],
        into_id=world.elsewhere.pk,
        source="县政发〔2026〕9号",
        now=THURSDAY,
    )
    for matter in (told, in_grid):
        matter.refresh_from_db()
        assert matter.village_id == world.elsewhere.pk
        assert matter.number.startswith("石桥-2026-")
    assert world.told(place_id=world.elsewhere.pk).number == "柳湾-2026-0001"


def test_a_village_that_moves_to_another_township_moves_its_matters(world: World):
    other = world.place(Kind.TOWNSHIP, "清溪镇", world.county)
    matter = world.told()
    places.move(
        actor=world.admin,
        place_id=world.village.pk,
        parent_id=other.pk,
        source="县政发〔2026〕10号",
        now=THURSDAY,
    )
    matter.refresh_from_db()
    assert matter.township_id == other.pk


def test_a_new_holiday_moves_open_limits_and_says_which(world: World):
    matter, done = world.sorted(), world.closed()
    before, kept = clock.day_of(matter.due_at), done.due_at
    places.set_day(
        actor=world.admin,
        day=date(2026, 9, 25),
        kind=DayKind.OFF,
        source="国务院办公厅通知",
        now=THURSDAY,
    )
    while jobs.run_due(THURSDAY + timedelta(seconds=1)):
        pass
    matter = Matter.objects.get(pk=matter.pk)
    assert (before, clock.day_of(matter.due_at)) == (date(2026, 9, 29), date(2026, 9, 30))
    last = records.about(matter)[-1]
    assert last.act == "matters.move_limit"
    assert last.facts["source"].startswith("places.set_day")
    assert Matter.objects.get(pk=done.pk).due_at == kept
