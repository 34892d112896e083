"""A need is entered once, matched with reasons, adopted, followed to its end; services are bought and accepted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.projects import acts, queries, rules
from yuanba.projects.models import Association, Contract, Need, Project
from yuanba.projects.rules import Entry, Field, Promise, Side
from yuanba.projects.tests.ground import Three


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


@pytest.fixture
def three(world: World) -> Three:
    return Three(world)


def test_two_sides_fit_by_kind_or_by_words_where_it_may_be_used():
    need = Side(Field.WORKS, "院坝太黑，想装太阳能路灯", frozenset({1, 2}))
    lamps = Side(Field.GOODS, "换下来的太阳能路灯", frozenset({2}))
    found = rules.fit(need, lamps)
    assert found
    assert not found.field
    assert {"太阳", "路灯"} <= set(found.shared)
    assert rules.fit(need, replace(lamps, places=frozenset({9}))) is None  # usable elsewhere
    assert rules.fit(need, Side(Field.CARE, "陪老人看病", frozenset({2}))) is None


def test_a_need_goes_from_entry_to_its_end_by_a_unit_that_adopts_it(three: Three):
    world, need = three.world, three.raised()
    near, far = three.offered(), three.offered(title="老年课堂", text="老师上门", field=Field.TEACH)
    assert [m.resource for m in queries.matches(need, THURSDAY.date())] == [near]
    with pytest.raises(Denied):  # not his unit
        three.adopted(need, unit_id=world.housing.pk)
    with refused("due"):
        three.adopted(need, due=THURSDAY.date())
    project = three.adopted(need, resource_id=near.pk)
    with refused("taken"):
        three.adopted(need)
    said = {"done": True, "result": "十盏灯都装好了。", "now": THURSDAY}
    with pytest.raises(Denied):
        acts.end(actor=world.other_handler, project_id=project.pk, **said)
    acts.end(actor=world.handler, project_id=project.pk, **said)
    with refused("over"):
        acts.end(actor=world.handler, project_id=project.pk, **said)
    need.refresh_from_db()
    assert (need.state, need.reason) == ("done", "十盏灯都装好了。")
    assert [r.act for r in records.about(project)] == ["projects.adopt", "projects.end"]
    acts.take_back(resource_id=far.pk, **three.by(world.handler))
    assert queries.resources(world.village, THURSDAY.date()) == [near]
    other = three.raised(title="院坝排水不畅")
    with refused("resource"):
        three.adopted(other, resource_id=far.pk)
    acts.drop_need(need_id=other.pk, reason="并到村道工程里了", **three.by())
    for person in (world.neighbour_worker, world.resident, world.supervisor):
        with pytest.raises(Denied):
            three.raised(actor=person)


def test_a_need_from_a_matter_never_tells_of_somebody(three: Three):
    world = three.world
    matter = world.told()
    assert three.raised(matter_id=matter.pk).source == "matter"
    hidden = world.sorted(category=world.family, lane="personal", unit=world.self_help)
    with pytest.raises((Refused, Denied)):
        three.raised(matter_id=hidden.pk)


def test_what_is_bought_is_delivered_and_accepted_by_another(three: Three):
    world, contract = three.world, three.bought()
    far = THURSDAY.date() + timedelta(days=900)
    for said, code in (
        ({"fen": 0}, "money"),
        ({"promises": []}, "no_promise"),
        ({"promises": [Promise("理发", far)]}, "due"),
        ({"ends": date(2026, 1, 1)}, "ends"),
    ):
        with refused(code):
            three.bought(contract.provider, **said)
    thing = contract.deliverables.get().pk
    judged = {"deliverable_id": thing, "words": "四十人签了字，看过照片。"}
    with refused("not_delivered"):
        acts.accept_delivery(accepted=True, **judged, **three.by(world.colleague))
    note = {"deliverable_id": thing, "delivered": "签到表和照片"}
    acts.note_delivery(**note, **three.by())
    with refused("second_person"):
        acts.accept_delivery(accepted=True, **judged, **three.by())
    acts.accept_delivery(accepted=False, **judged, **three.by(world.colleague))
    acts.note_delivery(**note, **three.by())  # it comes again
    acts.accept_delivery(accepted=True, **judged, **three.by(world.colleague))
    with refused("accepted"):
        acts.note_delivery(**note, **three.by())


def test_the_register_of_associations_holds_each_number_once(three: Three):
    world, entered = three.world, three.entered()
    with refused("number_taken"):
        three.entered()
    with refused("number"):
        three.entered(entry=Entry.REGISTERED, number="123")
    with pytest.raises(Denied):
        three.entered(actor=world.worker, number="桂备2026-4")
    by = three.by(world.township)
    acts.strike_association(association_id=entered.pk, paper="镇街公告第2号", **by)
    with refused("struck_off"):
        three.bought(entered)


def test_the_desk_enters_matches_adopts_and_everybody_reads_it(
    three: Three, client: Client, django_assert_max_num_queries
):
    world = three.world
    offer = three.offered()
    client.force_login(world.worker)
    new = {"place": str(world.village.pk), "title": "院坝路灯不够亮", "field": "works",
           "text": "三组院坝晚上太黑，想装太阳能路灯。", "source": "visit"}  # fmt: skip
    wrong = client.post("/desk/projects/needs/new/", new | {"title": ""})
    assert (wrong.status_code, "晚上太黑" in wrong.content.decode()) == (422, True)
    client.post("/desk/projects/needs/new/", new)
    need = Need.objects.get()
    with django_assert_max_num_queries(12):
        board = client.get("/desk/projects/").content.decode()
    assert "院坝路灯不够亮" in board
    client.force_login(world.handler)
    here = f"/desk/projects/needs/{need.pk}/"
    page = client.get(here).content.decode()
    assert "都写到：" in page
    take = {"do": "adopt", "unit": str(world.lamps.pk), "resource": str(offer.pk), "plan": "送十盏灯来装",
            "why": "现成的，不用买", "due": "2027-12-31"}  # fmt: skip
    assert client.post(here, take | {"plan": ""}).status_code == 422
    client.post(here, take)
    project = Project.objects.get()
    done = {"done": "yes", "result": "十盏灯都装好了，亮了。"}
    client.post(f"/desk/projects/{project.pk}/", done)
    client.force_login(world.township)
    entered = {"do": "enter", "place": str(world.town.pk), "entry": "filed", "name": "互助会",
               "number": "桂备3", "field": "陪老人", "since": "2024-01-01"}  # fmt: skip
    client.post("/desk/projects/associations/", entered)
    client.force_login(world.worker)
    buying = {"provider": str(Association.objects.get().pk), "what": "上门给老人理发", "way": "询价三家",
              "paper": "会议纪要8号", "yuan": "6000", "starts": "2026-10-01", "ends": "2026-12-31",
              "what_1": "四十人次", "due_1": "2026-12-01"}  # fmt: skip
    assert client.post("/desk/projects/bought/new/", buying | {"due_1": ""}).status_code == 422
    client.post("/desk/projects/bought/new/", buying)
    contract = Contract.objects.get()
    thing = str(contract.deliverables.get().pk)
    at = f"/desk/projects/bought/{contract.pk}/"
    assert client.post(at, {"do": "note", "thing": thing, "delivered": ""}).status_code == 422
    client.post(at, {"do": "note", "thing": thing, "delivered": "签到表和照片"})
    client.force_login(world.colleague)
    judge = {"do": "judge", "thing": thing, "accepted": "yes", "words": "看过签到表"}
    client.post(at, judge)
    assert "验收了" in client.get("/desk/projects/bought/").content.decode()
    with django_assert_max_num_queries(8):
        wall = client.get(f"/c/{world.village.pk}/projects").content.decode()
    for said in ("十盏灯都装好了", "旧太阳能路灯二十盏", "上门给老人理发", "验收了", "互助会"):
        assert said in wall
