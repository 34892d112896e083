"""A matter stays with its place when villages merge, townships move or the calendar changes."""

from datetime import date, timedelta

from tests.world import THURSDAY, World
from yuanba.base import clock, jobs, records
from yuanba.matters import indexing
from yuanba.matters.models import Matter
from yuanba.matters.queries import lists, register, search
from yuanba.people.models import Post
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


def coded(world: World, code: str, day: date) -> None:
    places.recode(
        actor=world.admin, place_id=world.town.pk, system="stat", edition=str(day.year), code=code,
        source="区划调整", on=day, now=THURSDAY,
    )  # fmt: skip


def test_a_matter_is_found_under_the_code_before_and_after_the_reorganisation(world: World):
    """As one of 木耳镇, whose code was 500112139 and is 500157100."""
    coded(world, "500112139", date(2025, 1, 1))
    matter = world.told()
    coded(world, "500157100", date(2025, 12, 1))
    post = Post.objects.select_related("place").get(person=world.coordinator)
    scope = lists.scope_of(post)
    assert scope is not None
    indexing.follow_records()
    for code in ("500112139", "500157100", "500157100000"):
        listed = register.register(scope, register.read({"q": code}), THURSDAY)
        assert [row.number for row in listed.rows] == [matter.number], code
        hits = search.search(scope, code, THURSDAY).hits
        assert [hit.row.number for hit in hits] == [matter.number], code
    assert not register.register(scope, register.read({"q": "500112140"}), THURSDAY).rows
