"""A need is entered once, matched with reasons, adopted, followed to its end; services are bought and accepted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.projects import acts, jobs, queries, rules
from yuanba.projects.models import Association, Contract, Need, Project, Reminder
from yuanba.projects.rules import Entry, Field, Promise, Side, Source
from yuanba.projects.tests.ground import DUE, Three


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


@pytest.fixture
def three(world: World) -> Three:
    return Three(world)


def test_an_open_need_and_an_older_offer_are_not_pushed_out_by_newer_ones(
    three: Three, monkeypatch
):
    monkeypatch.setattr(queries, "MOST", 2)
    world, need, offer = three.world, three.raised(), three.offered()
    for n in range(3):
        over = three.raised(title=f"别的需求{n}号")
        acts.drop_need(need_id=over.pk, reason="并到别处了", **three.by())
        three.offered(title=f"老年课堂{n}号", text="老师上门", field=Field.TEACH)
    assert queries.needs({"place": world.village})[0] == need
    assert [m.resource for m in queries.matches(need, THURSDAY.date())] == [offer]
    assert three.adopted(need, resource_id=offer.pk).resource == offer


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


def test_what_is_known_is_not_typed_again_of_a_matter_a_visit_a_unit(three: Three, client: Client):
    world = three.world
    matter = world.told()
    client.force_login(world.worker)
    new = "/desk/projects/needs/new/"
    page = client.get(f"{new}?matter={matter.pk}").content.decode()
    assert f'value="{matter.title}"' in page
    assert 'name="source"' not in page  # it is known
    place = str(world.village.pk)
    said = {
        "place": place,
        "title": "缺一台除草机",
        "text": "路边草长得高，镰刀割不过来。",
        "field": "goods",
    }
    client.post(f"{new}?matter={matter.pk}", said)
    assert Need.objects.get(matter=matter).source == "matter"
    need = Need.objects.get(matter=matter)
    again = client.post(f"{new}?matter={matter.pk}", said)
    assert again.status_code == 422
    assert "已经记进需求清单了：“缺一台除草机”" in again.content.decode()
    page = client.get(f"/desk/projects/needs/{need.pk}/").content.decode()
    assert f'href="/desk/matters/{matter.pk}/"' in page
    acts.drop_need(need_id=need.pk, reason="村里自己买了一台", **three.by())
    assert three.raised(matter_id=matter.pk).matter == matter  # what was dropped may come again
    seen = client.get(f"{new}?source=visit&text=路边草长得高&place={place}").content.decode()
    assert "路边草长得高" in seen
    assert '<option value="visit" selected>' in seen
    client.force_login(world.handler)
    assert client.post(new, said | {"title": "缺一台高压枪"}).status_code == 302
    need = Need.objects.get(title="缺一台高压枪")
    assert need.source == "unit"
    assert records.about(need)[0].facts["unit_name"] == world.lamps.name
    with pytest.raises(Denied):  # for a unit that is not his
        three.raised(actor=world.handler, unit_id=world.housing.pk)
    with pytest.raises(Denied):
        three.raised(actor=world.handler)


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


def test_a_service_is_bought_for_a_need_and_a_refused_delivery_says_so_until_it_comes_again(
    three: Three, client: Client
):
    world, need = three.world, three.raised()
    contract = three.bought(need_id=need.pk)
    client.force_login(world.worker)
    assert contract.what in client.get(f"/desk/projects/needs/{need.pk}/").content.decode()
    form = client.get(f"/desk/projects/bought/new/?need={need.pk}").content.decode()
    assert f'<option value="{need.pk}" selected>' in form
    here = f"/desk/projects/bought/{contract.pk}/"
    thing = {"thing": str(contract.deliverables.get().pk)}
    client.post(here, thing | {"do": "note", "delivered": "签到表和照片"})
    client.force_login(world.colleague)
    client.post(here, thing | {"do": "judge", "accepted": "no", "words": "只来了二十人次"})
    assert "不合，重来" in client.get(f"/c/{world.village.pk}/projects").content.decode()
    client.force_login(world.worker)
    client.post(here, thing | {"do": "note", "delivered": "补了二十人次"})
    assert "上次不合：只来了二十人次" in client.get(here).content.decode()


def test_whoever_has_a_day_to_keep_is_reminded_before_and_after_each_once(three: Three):
    world = three.world
    project, contract = three.adopted(), three.bought()
    paper = three.entered(number="桂备2026-9", valid_until=DUE)
    day = timedelta(days=1)

    def told(moment) -> list[tuple[str, bool]]:
        jobs.remind_due(now=moment)
        jobs.remind_due(now=moment)  # twice does no harm
        return [(r.about, r.late) for r in Reminder.objects.filter(at=moment).order_by("about")]

    thing = contract.deliverables.get()
    assert told(THURSDAY) == []
    assert told(THURSDAY + 27 * day) == [("delivery", False)]
    assert told(THURSDAY + 31 * day) == [("delivery", True)]
    before = THURSDAY + (DUE - THURSDAY.date()) - 2 * day
    assert told(before) == [("paper", False), ("project", False)]
    by = three.by(world.handler) | {"now": before}
    acts.end(project_id=project.pk, done=True, result="十盏灯都装好了。", **by)
    assert told(before + 3 * day) == [("paper", True)]  # what is over is not reminded of
    assert {r.subject_id for r in Reminder.objects.all()} == {project.pk, thing.pk, paper.pk}


def test_an_association_gets_a_new_paper_or_is_registered_and_an_old_paper_signs_nothing(
    three: Three, client: Client
):
    world, entered = three.world, three.entered(valid_until=date(2025, 1, 1))
    with refused("expired"):
        three.bought(entered)
    by = three.by(world.township) | {"association_id": entered.pk}
    code = "52500112MJ0000001X"
    with refused("valid_until"):
        acts.renew_association(
            entry=Entry.FILED, number=entered.number, valid_until=THURSDAY.date(), **by
        )
    with refused("number"):
        acts.renew_association(entry=Entry.REGISTERED, number="桂备1", **by)
    with pytest.raises(Denied):
        acts.renew_association(entry=Entry.FILED, number="桂备1", **by | {"actor": world.worker})
    client.force_login(world.township)
    here = "/desk/projects/associations/"
    assert "证书、备案过期了" in client.get(here).content.decode()
    sent = {"do": "renew", "association": str(entered.pk), "entry": "registered", "number": "123"}
    wrong = client.post(here, sent)
    assert (wrong.status_code, 'value="123"' in wrong.content.decode()) == (422, True)
    client.post(here, sent | {"number": code, "valid_until": "2030-01-01"})
    entered.refresh_from_db()
    assert (entered.entry, entered.number) == ("registered", code)
    assert records.about(entered)[-1].facts["before"] == "桂备2026-3"
    assert three.bought(entered).provider == entered
    client.post(here, {"do": "strike", "association": str(entered.pk), "paper": ""})
    assert Association.objects.get(until=None)


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


def test_the_wall_says_what_is_lacking_and_what_is_done_about_it(client: Client, world: World):
    wall = f"/wall/{world.village.pk}/"
    assert "需求和项目" not in client.get(wall).content.decode()
    acts.raise_need(
        actor=world.worker, place_id=world.village.pk, title="三组院坝晚上太黑", text="老人怕摔。",
        field=Field.WORKS, source=Source.VISIT, now=clock.now(),
    )  # fmt: skip
    for page in (wall, f"{wall}print"):
        said = client.get(page).content.decode()
        assert "三组院坝晚上太黑" in said
        assert "等人认领" in said
    month_before = clock.day_of(clock.now()).replace(day=1) - timedelta(days=1)
    assert "需求和项目" not in client.get(f"{wall}?month={month_before:%Y-%m}").content.decode()
