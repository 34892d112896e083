"""大家的事 while it is open: by leave of who told it, looked over by a worker, taken back at any time."""

from datetime import timedelta
from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.disclosure import acts, shared
from yuanba.disclosure.models import Row
from yuanba.duties.rules import Lane
from yuanba.matters import acts as matters
from yuanba.matters import follow
from yuanba.matters.models import Matter
from yuanba.matters.rules import Spoken, Who
from yuanba.people.door import Guest
from yuanba.places.rules import Kind

TEXT = "桥头的护栏松了，几家都怕，我叫罗小兰，电话13800000126。"


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(hours=1))


def agreed(matter: Matter) -> Matter:
    return matters.let_show(actor=Guest(holds=matter.pk), matter_id=matter.pk, now=THURSDAY)


def hung(world: World, matter: Matter) -> Row:
    agreed(matter)
    row = Row.objects.get(matter_id=matter.pk)
    return acts.publish(actor=world.worker, row_id=row.pk, now=THURSDAY)


def wall(world: World, client: Any, **asked: str) -> str:
    return str(client.get(f"/wall/{world.village.pk}/shared", asked).content.decode())


def test_it_hangs_there_after_a_worker_read_it_masked_and_no_finer_than_the_grid(
    world: World, client: Any
):
    building = world.place(Kind.BUILDING, "3号楼", world.grid)
    matter = world.told(TEXT, place_id=building.pk, spot="2单元门口", contact_name="罗小兰")
    assert "护栏" not in wall(world, client)
    agreed(matter)
    assert "护栏" not in wall(world, client), "nobody has read it yet"
    row = Row.objects.get(matter_id=matter.pk)
    assert row.corner_id == world.grid.pk
    acts.publish(actor=world.worker, row_id=row.pk, now=THURSDAY)
    shown = wall(world, client)
    assert "护栏" in shown
    assert world.grid.name in shown
    for private in ("罗小兰", "13800000126", "3号楼", "2单元", matter.number):
        assert private not in shown


def test_it_is_taken_back_at_any_time(world: World, client: Any):
    matter = world.sorted()
    hung(world, matter)
    assert "路灯" in wall(world, client)
    matters.stop_showing(actor=Guest(holds=matter.pk), matter_id=matter.pk, now=THURSDAY)
    assert "路灯" not in wall(world, client)
    row = Row.objects.get()
    assert (row.state, row.held_because) == ("held", "withdrawn")
    assert [r.act for r in records.about(matter)][-2:] == [
        "matters.let_show",
        "matters.stop_showing",
    ]
    with pytest.raises(Refused, match="not_shown"):
        matters.stop_showing(actor=Guest(holds=matter.pk), matter_id=matter.pk, now=THURSDAY)
    hung(world, matter)
    assert "路灯" in wall(world, client)


def test_a_closed_one_is_read_anew_and_hangs_as_a_closed_one(world: World, client: Any):
    matter = world.replied()
    hung(world, matter)
    before = Row.objects.get().pk
    later = {"now": THURSDAY + timedelta(days=2)}
    matters.evaluate(actor=Guest(holds=matter.pk), matter_id=matter.pk, solved=True, **later)
    matters.close(actor=world.worker, matter_id=matter.pk, evidence="说亮了，有照片。", **later)
    row = Row.objects.get()
    assert (row.pk, row.state, row.corner_name) == (before, "draft", "")
    assert row.closed is not None
    assert "路灯" not in wall(world, client)
    matters.stop_showing(actor=Guest(holds=matter.pk), matter_id=matter.pk, **later)
    assert Row.objects.get().state == "draft", "what hangs there as done needs no leave"


@pytest.mark.parametrize("end", ["refused", "concerned", "personal"])
def test_it_leaves_by_itself_when_it_may_not_be_known_of(world: World, client: Any, end: str):
    matter = world.told()
    hung(world, matter)
    by: dict[str, Any] = {"actor": world.worker, "matter_id": matter.pk, "now": THURSDAY}
    if end == "refused":
        matters.refuse(kind="outside", reason="不归社区管。", **by)
    elif end == "concerned":
        matters.name_concern(about=f"person:{world.colleague.pk}", why="说的是他。", **by)
    else:
        said = {"category_id": world.chores.pk, "unit_id": world.self_help.pk}
        matters.triage(lane=Lane.PERSONAL, reason="家里的事。", **said, **by)
    assert "路灯" not in wall(world, client)
    assert client.get(f"/wall/rows/{Row.objects.get().pk}/also").status_code == 404


def test_only_the_person_agrees_and_the_desk_writes_down_how_he_did(world: World):
    matter = world.sorted()
    with pytest.raises(Denied):
        matters.let_show(actor=world.resident, matter_id=matter.pk, now=THURSDAY)
    by: dict[str, Any] = {"actor": world.worker, "matter_id": matter.pk, "now": THURSDAY}
    with pytest.raises(Refused, match="reason_needed"):
        matters.let_show(**by)
    assert not Row.objects.exists()
    matters.let_show(said="当面说的，同意。", **by)
    assert Row.objects.get().state == "draft"


def test_anonymous_confidential_and_private_ones_are_not_shown(world: World):
    nameless = matters.report(
        actor=world.guest, place_id=world.grid.pk, text="有人占了公共菜地。",
        spoken=Spoken(Who.ANONYMOUS), now=THURSDAY,
    ).pk  # fmt: skip
    private = world.sorted(lane=Lane.PERSONAL, category=world.chores, unit=world.self_help).pk
    for pk in (nameless, private):
        with pytest.raises(Refused):
            matters.let_show(actor=Guest(holds=pk), matter_id=pk, now=THURSDAY)
    assert not Row.objects.exists()


def test_one_s_own_is_read_by_somebody_else(world: World):
    matter = world.told(actor=world.worker)
    agreed(matter)
    with pytest.raises(Refused, match="second_person"):
        acts.publish(actor=world.worker, row_id=Row.objects.get().pk, now=THURSDAY)


def test_my_house_too_is_one_press_and_goes_along_even_before_it_is_sorted(
    world: World, client: Any
):
    main = world.told()
    row = hung(world, main)
    here = f"/wall/rows/{row.pk}/also"
    assert here in wall(world, client)
    assert "路灯" in client.get(here).content.decode()
    sent = client.post(here, {"key": "a" * 32})
    again = client.post(here, {"key": "a" * 32})
    assert sent.url == again.url
    mine = Matter.objects.exclude(pk=main.pk).get()
    assert follow.token(mine.pk) in sent.url
    assert (mine.state, mine.goes_with.into_id, mine.place_id) == ("merged", main.pk, world.grid.pk)
    assert "还有 1 家也是" in wall(world, client)
    wrong = client.post(here, {"contact_phone": "12", "text": "我家门口也是"})
    assert wrong.status_code == 422
    assert "我家门口也是" in wrong.content.decode()
    answer = client.post(f"/api{here}", {"text": "还有我家"}, content_type="application/json")
    assert answer.json()["along"]


def test_ticked_while_telling_and_taken_back_on_the_page_of_the_matter(world: World, client: Any):
    told = {"text": "公共水池的龙头关不上。", "show": "on", "seen": "1"}
    there = client.post(f"/c/{world.village.pk}/report", told).url
    matter = Matter.objects.get()
    assert Row.objects.get().state == "draft"
    page = f"/f/{follow.token(matter.pk)}/"
    assert follow.token(matter.pk) in there
    assert "收回，不公开" in client.get(page).content.decode()
    client.post(f"{page}show", {"do": "stop"})
    assert "同意，让邻居看到" in client.get(page).content.decode()
    client.post(f"{page}show", {"do": "show"})
    assert Row.objects.get().state == "draft"


def test_the_page_and_the_json_say_the_same_in_five_statements(
    world: World, client: Any, django_assert_num_queries: Any
):
    for text in ("路灯不亮。", "水池漏水。"):
        hung(world, world.sorted(text=text))
    with django_assert_num_queries(5):
        shown = wall(world, client)
    ones = client.get(f"/api/wall/{world.village.pk}/open").json()
    assert [one["title"] in shown for one in ones] == [True, True]
    assert "number" not in ones[0]
    assert wall(world, client, lane="communal").count("水池") == 0
    assert shared.open_ones(world.elsewhere.pk) == []
    assert client.get(f"/wall/rows/{Row.objects.first().pk}/contest").status_code == 404
