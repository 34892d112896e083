"""A plan is asked for, drawn, changed by hand, adopted: grids founded and coded, places moved, history kept."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.world import FOUNDED, THURSDAY, World
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.grids import acts, queries
from yuanba.grids.models import Plan
from yuanba.grids.tests.village import PAPER, Network
from yuanba.places.models import Place, PlaceCode, PlacePast, Succession
from yuanba.places.rules import Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(world: World, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(minutes=5))
    return Network(world)


def test_a_plan_becomes_grids_with_codes_and_nothing_is_forgotten(
    network: Network, django_assert_num_queries
):
    world = network.world
    PlaceCode.objects.create(
        place=world.village, system="stat", edition="2023", code="500999001201", since=FOUNDED
    )
    plan = network.plan
    with django_assert_num_queries(2):
        drawn = queries.drawn(plan)
    assert [row.households for row in drawn.parts] == [6, 6]
    assert drawn.after.whole
    assert drawn.before is not None
    assert (drawn.before.grids, drawn.after.moved) == (1, 6)
    fresh = next(row for row in drawn.parts if row.part.grid_id is None)
    kept = next(row for row in drawn.parts if row.part.grid_id == world.grid.pk)
    by = {"plan_id": plan.pk, "now": THURSDAY}
    with pytest.raises(Denied):
        acts.adopt_plan(actor=world.township, source=PAPER, **by)
    acts.adopt_plan(actor=world.admin, source=PAPER, **by)
    plan.refresh_from_db()
    made = Place.objects.get(pk=plan.parts.get(pk=fresh.part.pk).grid_id)
    assert (made.kind, made.village_id) == (Kind.GRID, world.village.pk)
    assert PlaceCode.objects.get(place=made, system="grid").code == "500999001201001"
    assert set(
        Place.objects.filter(grid_id=made.pk, kind=Kind.BUILDING).values_list("pk", flat=True)
    ) == {s.place_id for s in fresh.spots}
    assert PlacePast.objects.filter(parent=world.grid).count() == len(fresh.spots)
    assert Place.objects.filter(grid_id=world.grid.pk, kind=Kind.BUILDING).count() == len(
        kept.spots
    )
    assert [r.act for r in records.about(plan)] == ["grids.ask_plan", "grids.adopt_plan"]
    with pytest.raises(Refused, match="over"):
        acts.drop_plan(actor=world.township, **by)


def test_a_grid_that_nothing_lies_in_goes_into_its_heir(network: Network):
    world = network.world
    network.ground(1)
    other = world.place(Kind.GRID, "石桥村第二网格", world.village)
    Place.objects.filter(pk=other.pk).update(lat=29.501, lng=106.52)
    Place.objects.filter(pk=world.grid.pk).update(lat=29.5, lng=106.5)
    own = network.home(other, "二网格散户")
    for n in range(2):
        network.home(world.grid, f"一网格散户{n}")
    last = Place.objects.filter(kind=Kind.BUILDING).latest("lng")
    Place.objects.filter(pk=last.pk).update(parent=other, grid_id=other.pk)
    said = {"actor": world.township, "place_id": world.village.pk, "size": "city", "now": THURSDAY}
    plan = acts.ask_plan(many=1, **said)
    with pytest.raises(Refused, match="open"):
        acts.ask_plan(many=1, **said)
    with pytest.raises(Refused, match="not_drawn"):
        acts.adopt_plan(actor=world.admin, plan_id=plan.pk, source=PAPER, now=THURSDAY)
    _draw()
    network.home(last, "12栋又一户")
    with pytest.raises(Refused, match="changed"):
        acts.adopt_plan(actor=world.admin, plan_id=plan.pk, source=PAPER, now=THURSDAY)
    acts.drop_plan(actor=world.township, plan_id=plan.pk, now=THURSDAY)
    again = acts.ask_plan(many=1, **said)
    _draw()
    acts.adopt_plan(actor=world.admin, plan_id=again.pk, source=PAPER, now=THURSDAY)
    other.refresh_from_db()
    own.refresh_from_db()
    assert (other.until is not None, own.place_id) == (True, world.grid.pk)  # they follow the grid
    assert queries.village(world.village.pk, THURSDAY.date()).covered.households == 16
    assert Succession.objects.get(before=other).after_id == world.grid.pk


def _draw() -> None:
    from yuanba.base.models import Record
    from yuanba.grids import jobs

    record = Record.objects.filter(act="grids.ask_plan").latest("id")
    jobs.draw(now=THURSDAY, record=str(record.pk))
    jobs.draw(now=THURSDAY, record=str(record.pk))  # killed and begun again: nothing twice


def test_households_written_at_the_grid_itself_hold_it(network: Network):
    world = network.world
    Place.objects.filter(pk=world.grid.pk).update(lat=29.5, lng=106.5)
    network.home(world.grid, "一组9号")
    plan = network.plan
    own = plan.spots.get(place=world.grid)
    assert own.part.grid_id == world.grid.pk
    to = plan.parts.exclude(pk=own.part_id).get()
    said = {"plan_id": plan.pk, "part_id": to.pk, "now": THURSDAY}
    with pytest.raises(Refused, match="fixed"):
        acts.shift(actor=world.township, place_id=world.grid.pk, **said)


def test_a_plan_is_asked_for_changed_and_adopted_by_clicks(
    network: Network, client, django_assert_max_num_queries
):
    world = network.world
    page = reverse("grids:plan", args=[world.village.pk])
    client.force_login(world.worker)
    assert client.get(page).status_code == 403
    client.force_login(world.township)
    assert "一处不拆开" in client.get(page).content.decode()
    wrong = client.post(page, {"size": "city", "many": "99"})
    assert wrong.status_code == 302  # shape is right; the job says why not
    _draw()
    assert (
        "网格数要在" in client.get(page).content.decode()
        or "没有又有住户" in client.get(page).content.decode()
    )
    client.post(reverse("grids:drop_plan", args=[Plan.objects.get().pk]))
    plan = network.plan
    with django_assert_max_num_queries(9):
        shown = client.get(page).content.decode()
    assert "<polygon" in shown
    parts = list(plan.parts.order_by("n"))
    spot = plan.spots.filter(part=parts[0]).first()
    assert spot is not None
    shift = reverse("grids:shift", args=[plan.pk])
    same = client.post(shift, {"place_id": spot.place_id, "part_id": parts[0].pk})
    json = client.post(
        f"/api/grids/plans/{plan.pk}/shift", {"place_id": str(spot.place_id), "part_id": str(parts[0].pk)},
        content_type="application/json",
    )  # fmt: skip
    assert "本来就在" in same.content.decode()
    assert json.json()["code"] == "same"
    assert (
        client.post(shift, {"place_id": spot.place_id, "part_id": parts[1].pk}).status_code == 302
    )
    spot.refresh_from_db()
    assert spot.part_id == parts[1].pk
    assert (
        client.post(reverse("grids:adopt_plan", args=[plan.pk]), {"source": PAPER}).status_code
        == 403
    )
    client.post(shift, {"place_id": spot.place_id, "part_id": parts[0].pk})
    client.force_login(world.admin)
    empty = client.post(reverse("grids:adopt_plan", args=[plan.pk]), {"source": ""})
    assert empty.status_code == 422
    client.post(reverse("grids:adopt_plan", args=[plan.pk]), {"source": PAPER})
    plan.refresh_from_db()
    assert plan.adopted_at is not None
