"""巡查 by its acts: the round, what is found, what becomes a matter, what is refused; the paper sheet."""

from datetime import timedelta

import pytest

from tests.ground import picture
from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.matters import acts as matters
from yuanba.matters.models import Matter, Photo
from yuanba.patrols import acts, queries
from yuanba.patrols.models import Finding, FindingPicture, Look, PaperSheet
from yuanba.patrols.rules import Pace, PointKind, Risk
from yuanba.patrols.rules.findings import Result, Then
from yuanba.patrols.tests.hills import MONDAY, NAMES, Hills

TODAY = THURSDAY.date()
TOMORROW = THURSDAY + timedelta(days=1)


@pytest.fixture
def hills(world: World) -> Hills:
    return Hills(world)


@pytest.mark.django_db
def test_a_round_is_what_is_due_in_the_order_of_walking(hills: Hills, django_assert_num_queries):
    world, way = hills.world, hills.way()
    with django_assert_num_queries(3):  # points, rows of time, what is open
        stops = queries.stops(world.grid, TODAY, world.gridworker)
    assert [stop.point.name for stop in stops] == list(NAMES)
    assert all(stop.due and stop.late == 3 for stop in stops)
    look = hills.look(way[0])
    assert (look.day, look.before, look.after) == (TODAY, 1, 1)
    left = records.about(look)[0]
    assert (left.act, left.facts["result"]) == ("patrols.look", "same")
    first = queries.stops(world.village, TODAY, world.worker)[0]
    assert (first.done, first.due, first.next_on) == (True, False, TODAY + timedelta(days=7))
    acts.set_pace(
        actor=world.coordinator, county_id=world.county.pk, pace=Pace.LOOK_RAISED, days=2,
        source="县应急局8号", now=THURSDAY,
    )  # fmt: skip
    first = queries.stops(world.village, TODAY, world.worker)[0]
    assert first.next_on == TODAY + timedelta(days=2)
    for who in (world.neighbour_worker, world.supervisor, world.resident, world.handler):
        with pytest.raises(Denied):
            hills.look(way[1], actor=who)
    month = queries.counts(world.village, TODAY.replace(day=1), TODAY + timedelta(days=1))
    assert (month.rounds, month.looks, month.found) == (1, 1, 0)


@pytest.mark.django_db
def test_findings_are_fixed_watched_or_become_matters_by_their_weight(hills: Hills):
    world, way = hills.world, hills.way()
    shot = picture()
    spot = hills.found(way[0], "楼道纸箱", then=Then.SPOT, fix="当场搬走了", pictures=[shot])
    watch = hills.found(way[1], "墙根有点湿")
    needs = hills.found(way[2], "路灯不亮两盏", then=Then.NEEDS, pictures=[picture("#a00")])
    major = hills.found(way[3], "井盖塌了", hurts=True, soon=True, then=Then.SPOT, fix="拉了警戒带")
    assert (spot.matter, spot.fixed_on, spot.how) == (None, TODAY, "当场搬走了")
    assert spot.pictures.get().name == shot.name
    assert (watch.matter, watch.recheck_on) == (None, TODAY + timedelta(days=7))
    told = Matter.objects.get(pk=needs.matter_id)
    assert (told.channel, told.recorder_id, told.reporter_id) == (
        "patrol", world.gridworker.pk, None,
    )  # fmt: skip
    assert Photo.objects.filter(matter=told).count() == 1
    assert told.due_at > THURSDAY  # its clock runs
    assert major.matter.text.startswith("重大隐患：庙坡井盖")
    assert major.recheck_on == TODAY + timedelta(days=1)
    month = queries.counts(world.county, TODAY, TODAY + timedelta(days=1))
    assert (month.rounds, month.looks, month.found, month.on_spot) == (1, 4, 4, 2)
    assert (month.matters, month.fixed, month.in_time, month.open) == (2, 2, 2, 2)
    # on the next round whoever comes sees the answer, and looks whether it is true
    matters.triage(
        actor=world.worker, matter_id=told.pk, lane="government", category_id=world.lamp.pk,
        unit_id=world.lamps.pk, reason="公共路灯，由城管负责。", now=THURSDAY,
    )  # fmt: skip
    by = {"matter_id": told.pk, "now": TOMORROW}
    matters.assign(
        actor=world.worker, owner_id=world.handler.pk, supervisor_id=world.supervisor.pk, **by
    )
    matters.finish(actor=world.handler, outcome="solved", result="换了两盏灯头，当晚已亮。", **by)
    stop = queries.stops(world.grid, TOMORROW.date(), world.gridworker)[2]
    assert stop.open[0].answer == "换了两盏灯头，当晚已亮。"
    done = hills.look(way[2], Result.FIXED, text="去看了，亮了", now=TOMORROW)
    needs.refresh_from_db()
    assert (needs.fixed_on, needs.how, done.after) == (TOMORROW.date(), "去看了，亮了", 3)
    with pytest.raises(Refused, match="open"):
        acts.retire_point(actor=world.worker, point_id=way[1].pk, why="坡修好了", now=TOMORROW)
    raised = acts.raise_finding(actor=world.gridworker, finding_id=watch.pk, now=TOMORROW)
    assert raised.matter.text.startswith("青石坡边坡，墙根有点湿")
    with pytest.raises(Refused, match="told"):
        acts.raise_finding(actor=world.gridworker, finding_id=watch.pk, now=TOMORROW)
    fixed = acts.fix_finding(
        actor=world.worker, finding_id=watch.pk, how="挖了排水沟", now=TOMORROW
    )
    assert fixed.recheck_on is None
    with pytest.raises(Refused, match="fixed"):
        acts.fix_finding(actor=world.worker, finding_id=watch.pk, how="又挖", now=TOMORROW)
    gone = acts.retire_point(actor=world.worker, point_id=way[1].pk, why="坡修好了", now=TOMORROW)
    assert gone.until == TOMORROW.date()
    with pytest.raises(Denied):
        hills.look(way[1], now=TOMORROW)


@pytest.mark.django_db
def test_the_same_look_sent_again_is_one_whenever_it_comes_and_a_clash_writes_nothing(hills: Hills):
    world, point = hills.world, hills.point()
    sent = {"key": "a" * 32, "saw": 1, "text": "裂缝宽了", "then": Then.NEEDS}
    first = hills.look(point, Result.FOUND, **sent)
    months = THURSDAY + timedelta(days=90)  # the house's own keys are kept thirty days
    again = hills.look(point, Result.FOUND, now=months, **sent)
    assert (again.pk, Look.objects.count(), Matter.objects.count()) == (first.pk, 1, 1)
    with pytest.raises(Refused, match="key_reused"):
        hills.look(point, Result.FOUND, **sent | {"text": "别的"})
    other = {"key": "b" * 32, "saw": 1}
    with pytest.raises(Refused, match="conflict"):  # another telephone, that had heard of nothing
        hills.look(point, Result.SAME, **other)
    assert (Look.objects.count(), Finding.objects.count()) == (1, 1)
    assert hills.look(point, Result.SAME, **other | {"key": "c" * 32, "saw": 2}).after == 2
    late = hills.look(
        point, key="d" * 32, saw=2, seen_at=THURSDAY + timedelta(days=400), now=TOMORROW
    )
    assert (late.doubtful, late.day) == (True, TOMORROW.date())
    acts.fix_finding(
        actor=world.worker, finding_id=first.finding.pk, how="镇里灌了浆", now=TOMORROW
    )
    with pytest.raises(Refused, match="conflict"):
        hills.look(point, Result.FOUND, text="还裂着", saw=2, key="e" * 32, now=TOMORROW)
    assert (
        hills.look(point, Result.FIXED, text="好了", saw=2, key="f" * 32, now=TOMORROW).after == 3
    )


@pytest.mark.django_db
def test_points_and_rows_are_kept_by_those_above(hills: Hills):
    world, point = hills.world, hills.point()
    with pytest.raises(Refused, match="named"):
        hills.point()
    with pytest.raises(Refused, match="wrong_place"):
        acts.add_point(
            actor=world.coordinator, place_id=world.town.pk, name="镇口", kind=PointKind.ROAD,
            risk=Risk.LOW, now=THURSDAY,
        )  # fmt: skip
    changed = acts.change_point(
        actor=world.worker, point_id=point.pk, name="青石坡", kind=PointKind.SLOPE, risk=Risk.MAJOR,
        n=3, now=THURSDAY,
    )  # fmt: skip
    assert records.about(changed)[-1].facts["changed"] == {
        "name": ["青石坡边坡", "青石坡"], "risk": ["raised", "major"], "n": [1, 3],
    }  # fmt: skip
    for who in (world.gridworker, world.neighbour_worker, world.supervisor):
        with pytest.raises(Denied):
            hills.point("别处", actor=who)
    go = {"county_id": world.county.pk, "source": "县应急局8号", "now": THURSDAY}
    for who in (world.worker, world.township, world.security):
        with pytest.raises(Denied):
            acts.set_lines(actor=who, kind=PointKind.SLOPE, text="裂缝", **go)
        with pytest.raises(Denied):
            acts.set_pace(actor=who, pace=Pace.LOOK_LOW, days=9, **go)
    acts.set_lines(actor=world.admin, kind=PointKind.SLOPE, text="裂缝", **go)
    acts.set_lines(actor=world.coordinator, kind=PointKind.SLOPE, text="裂缝\n水", **go)
    assert queries.lines_of(world.county.pk)["slope"].text == "裂缝\n水"


@pytest.mark.django_db
def test_a_paper_sheet_is_typed_in_once_all_or_none(hills: Hills):
    world, way = hills.world, hills.way()
    rows = [
        acts.Row(way[0].pk, Result.SAME),
        acts.Row(way[1].pk, Result.FOUND, "裂缝宽了", then=Then.NEEDS),
        acts.Row(way[2].pk, Result.FOUND, ""),
    ]
    go = {"actor": world.gridworker, "place_id": world.grid.pk, "code": "c0de" * 4}
    go |= {"day": MONDAY.date(), "now": THURSDAY}
    with pytest.raises(Refused) as no:
        acts.type_sheet(rows=rows, **go)
    assert no.value.field == f"text_{way[2].pk}"
    assert (Look.objects.count(), PaperSheet.objects.count()) == (0, 0)
    acts.type_sheet(rows=rows[:2], **go)
    assert {look.day for look in Look.objects.all()} == {MONDAY.date()}
    assert Matter.objects.count() == 1
    with pytest.raises(Refused, match="typed"):
        acts.type_sheet(rows=rows[:1], **go)
    for said, code in (({"rows": []}, "nothing"), ({"day": TOMORROW.date()}, "day")):
        with pytest.raises(Refused, match=code):
            acts.type_sheet(**{"rows": rows[:1]} | go | {"code": "beef" * 4} | said)
    assert FindingPicture.objects.count() == 0
