"""退回与定由谁办: a return cites the list, the second convenes, the third is the leader's."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.world import THURSDAY, World, signed
from yuanba.base import clock, jobs, records
from yuanba.base.errors import Denied, Refused
from yuanba.matters import acts, follow
from yuanba.matters.models import Arbiter, Convening, Hop, Matter
from yuanba.matters.rules import Outcome, State
from yuanba.notices.models import Message
from yuanba.people.models import Post

DAY = timedelta(days=1)


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def send_back(world: World, matter: Matter, **said: Any) -> Matter:
    usual = {
        "actor": world.handler,
        "matter_id": matter.pk,
        "item": "C07",  # renewal of old estates: housing leads
        "reason": "灯在小区改造范围里，由住建负责。",
        "now": THURSDAY,
    }
    return acts.send_back(**usual | said)


def give(world: World, matter: Matter, unit: Any, **said: Any) -> Matter:
    usual = {
        "actor": world.worker,
        "matter_id": matter.pk,
        "lane": "government",
        "category_id": world.lamp.pk,
        "unit_id": unit.pk,
        "reason": "按清单重新分。",
        "now": THURSDAY + DAY,
    }
    return acts.triage(**usual | said)


def twice(world: World) -> Matter:
    """Sent back by the lamps' people and by housing: the units are convened."""
    matter = world.sorted()
    send_back(world, matter)
    give(world, matter, world.housing)
    return send_back(
        world, matter, actor=world.other_handler, item="B01", reason="路灯归城管。",
        now=THURSDAY + 2 * DAY,
    )  # fmt: skip


def decide(world: World, matter: Matter, **said: Any) -> Matter:
    usual = {
        "actor": world.coordinator,
        "matter_id": matter.pk,
        "unit_id": world.housing.pk,
        "reason": "改造没有验收，先由住建修好。",
        "now": THURSDAY + 3 * DAY,
    }
    return acts.decide_unit(**usual | said)


def thrice(world: World, **named: Any) -> Matter:
    matter = twice(world)
    decide(world, matter)
    return send_back(
        world, matter, actor=world.other_handler, item="B01", reason="还是不归我们。",
        now=THURSDAY + 4 * DAY, **named,
    )  # fmt: skip


def name(world: World, who: Any, place: Any) -> None:
    post = Post.objects.get(person=who)
    acts.name_arbiter(
        actor=world.admin, place_id=place.pk, post_id=post.pk, source="县府办〔2026〕3号",
        now=THURSDAY,
    )  # fmt: skip


def test_the_first_return_goes_back_to_whoever_sorts(world: World):
    matter = world.sorted()
    back = send_back(world, matter)
    assert (back.state, back.unit, back.owner) == (State.ACCEPTED, None, None)
    assert (back.settling, back.settling_since) == ("again", THURSDAY)
    assert back.due_at == matter.due_at, "the limit runs on"
    hop = Hop.objects.get()
    assert (hop.from_unit, hop.item_code, hop.reason) == (
        world.lamps,
        "C07",
        "灯在小区改造范围里，由住建负责。",
    )
    assert records.about(back)[-1].facts["item_name"] == "老旧小区改造、加装电梯"


def test_it_is_settled_when_somebody_takes_it(world: World):
    matter = world.sorted()
    send_back(world, matter)
    given = give(world, matter, world.housing)
    assert given.settling_since == THURSDAY, "not before somebody has it"
    taken = acts.assign(
        actor=world.other_handler, matter_id=matter.pk, owner_id=world.other_handler.pk,
        now=THURSDAY + DAY,
    )  # fmt: skip
    assert (taken.settling, taken.settling_since) == ("", None)
    assert Hop.objects.get(act="send_back").settled_at == THURSDAY + DAY


def test_the_second_return_convenes_the_units_at_the_level_above_all_of_them(world: World):
    matter = twice(world)
    assert (matter.settling, matter.settling_since) == ("convened", THURSDAY)
    row = Convening.objects.get()
    assert row.place == world.county, "a township does not tell county departments"
    assert set(row.units.all()) == {world.lamps, world.housing}
    assert row.meet_on == date(2026, 9, 30), "three working days from Saturday"
    go = {"matter_id": matter.pk, "now": THURSDAY + 2 * DAY}
    with refused("being_settled"):
        give(world, matter, world.lamps)
    with refused("being_settled"):
        acts.refuse(actor=world.worker, kind="outside", reason="不归这里", **go)


def test_units_of_one_township_are_convened_by_the_township(world: World):
    matter = world.sorted(lane="communal", category=world.clutter, unit=world.committee)
    send_back(world, matter, actor=world.worker, item="C01", reason="屋面归业主。")
    give(
        world, matter, world.council, lane="communal", category_id=world.clutter.pk,
    )  # fmt: skip
    send_back(world, matter, actor=world.worker, item="A06", reason="归居委会。")
    row = Convening.objects.get()
    assert (row.place, row.settling) == (world.town, "convened")
    with refused("level"):
        decide(world, matter, unit_id=world.committee.pk)
    done = decide(world, matter, actor=world.township, unit_id=world.committee.pk)
    assert (done.state, done.unit, done.settling) == (State.TRIAGED, world.committee, "")


def test_the_decision_names_a_unit_with_a_reason_and_ends_the_settling(world: World):
    matter = twice(world)
    with refused("level"):
        decide(world, matter, actor=world.township)
    with refused("reason_needed"):
        decide(world, matter, reason="")
    with refused("unit_may_not_lead"):
        decide(world, matter, unit_id=world.committee.pk)
    with pytest.raises(Denied):
        decide(world, matter, actor=world.handler)
    done = decide(world, matter)
    assert (done.state, done.unit, done.settling_since) == (State.TRIAGED, world.housing, None)
    assert done.unit_fixed is False
    row = Convening.objects.get()
    assert (row.decided_by, row.unit) == (world.coordinator, world.housing)
    assert not Hop.objects.filter(act="send_back", settled_at=None).exists()
    with refused("not_settling"):
        decide(world, matter)


def test_the_third_return_is_decided_by_the_named_leader_and_cannot_be_sent_back(world: World):
    chief = world.person("chief", "何县长", "county", world.county)
    name(world, chief, world.county)
    matter = thrice(world)
    assert (matter.settling, matter.settling_since) == ("leader", THURSDAY)
    row = Convening.objects.get(settling="leader")
    assert row.leader == chief
    with refused("the_leader"):
        decide(world, matter)
    done = decide(world, matter, actor=chief, unit_id=world.lamps.pk)
    assert (done.unit, done.unit_fixed) == (world.lamps, True)
    with refused("fixed"):
        send_back(world, matter)


def test_where_nobody_is_named_the_county_s_coordinators_decide_in_the_end(world: World):
    matter = thrice(world)
    row = Convening.objects.get(settling="leader")
    assert (row.leader, row.place) == (None, world.county)
    assert decide(world, matter).unit_fixed is True


def test_a_leader_who_left_his_post_decides_nothing(world: World):
    chief = world.person("chief", "何县长", "county", world.county)
    name(world, chief, world.county)
    Post.objects.filter(person=chief).update(until=date(2026, 9, 1))
    thrice(world)
    assert Convening.objects.get(settling="leader").leader is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"item": "B01"}, "own_duty"),
        ({"item": "Z99"}, "item"),
        ({"reason": " "}, "reason_needed"),
        ({"version": 0}, "changed"),
    ],
)
def test_a_return_without_grounds_changes_nothing(world: World, said: dict[str, Any], code: str):
    matter = world.sorted()
    with refused(code):
        send_back(world, matter, **said)
    now = Matter.objects.get(pk=matter.pk)
    assert (now.version, now.unit, Hop.objects.count()) == (matter.version, world.lamps, 0)


def test_only_the_unit_that_got_it_sends_it_back(world: World):
    matter = world.sorted()
    with refused("not_your_unit"):
        send_back(world, matter, actor=world.worker)
    for who in (world.other_handler, world.supervisor, world.neighbour_worker):
        with pytest.raises(Denied):
            send_back(world, matter, actor=who)
    for early in (world.told(), world.finished()):
        with pytest.raises((Refused, Denied)):
            send_back(world, early)


def test_a_paused_matter_is_not_sent_back(world: World):
    matter = world.assigned()
    acts.pause(
        actor=world.handler, matter_id=matter.pk, ground="parts", reason="等货。",
        review_on=date(2026, 10, 8), now=THURSDAY,
    )  # fmt: skip
    with refused("paused"):
        send_back(world, matter)


def test_who_may_name_who_decides_in_the_end(world: World):
    chief = Post.objects.get(person=world.coordinator)
    go = {"place_id": world.county.pk, "post_id": chief.pk, "now": THURSDAY}
    with pytest.raises(Denied):
        acts.name_arbiter(actor=world.coordinator, source="县府办3号", **go)
    with refused("source_needed"):
        acts.name_arbiter(actor=world.admin, source="", **go)
    worker = Post.objects.get(person=world.worker)
    with refused("no_post"):
        acts.name_arbiter(actor=world.admin, source="县府办3号", **go | {"post_id": worker.pk})
    with pytest.raises(Denied):
        acts.name_arbiter(actor=world.admin, source="县府办3号", **go | {"place_id": world.grid.pk})
    acts.name_arbiter(actor=world.admin, source="县府办3号", **go)
    acts.name_arbiter(actor=world.admin, source="县府办4号", **go)
    assert Arbiter.objects.get().source == "县府办4号"


def test_the_database_refuses_a_return_without_its_item_and_two_convenings(world: World):
    twice(world)
    hop = Hop.objects.filter(act="send_back").first()
    assert hop is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Hop.objects.filter(pk=hop.pk).update(item_code="")
    twin = Convening.objects.get()
    twin.pk += 1
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


# ---- pages


@pytest.fixture
def thursday(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + 3 * DAY)


def words(page: Any) -> str:
    return str(page.content.decode())


@pytest.mark.usefixtures("thursday")
def test_the_department_sends_back_at_its_desk_and_the_resident_reads_since_when(world: World):
    matter, handler = world.sorted(), signed(world.handler)
    here = f"/desk/matters/{matter.pk}/send-back/"
    form = handler.get(here)
    assert "C07" in words(form)
    assert ">B01 " not in words(form), "its own duty is no ground"
    assert handler.post(here, {"item": "C07", "reason": ""}).status_code == 422
    assert handler.post(here, {"item": "C07", "reason": "归住建。"}).status_code == 302
    told = words(Client().get(f"/f/{follow.token(matter.pk)}/"))
    assert "正在定由谁来办，从9月27日起" in told
    assert "云岭县城市管理局说清单上“老旧小区改造、加装电梯”不归他们办" in told
    worker = signed(world.worker)
    assert len(worker.get("/desk/queue?view=settle").context["page"].rows) == 1
    assert "看过退回的理由" in words(worker.get(f"/desk/matters/{matter.pk}/"))


@pytest.mark.usefixtures("thursday")
def test_the_coordinator_sees_what_is_convened_and_decides(world: World):
    matter = twice(world)
    county, handler, town = (
        signed(world.coordinator), signed(world.handler), signed(world.township),
    )  # fmt: skip
    page = words(county.get("/desk/settling"))
    assert matter.number in page
    assert "引清单：C07" in page
    assert f"/desk/matters/{matter.pk}/decide-unit/" in page
    called = words(handler.get("/desk/settling"))
    assert matter.number in called
    assert "decide-unit" not in called
    assert matter.number not in words(town.get("/desk/settling"))
    assert signed(world.worker).get("/desk/settling").status_code == 403
    answer = county.post(
        f"/desk/matters/{matter.pk}/decide-unit/",
        {"unit": world.housing.pk, "reason": "先由住建修好。"},
    )
    assert answer.status_code == 302
    assert "没有要定的" in words(county.get("/desk/settling"))
    assert "定下来了，由云岭县住房和城乡建设局办" in words(
        Client().get(f"/f/{follow.token(matter.pk)}/")
    )


@pytest.mark.usefixtures("thursday")
def test_hops_and_returns_are_counted_by_unit_and_item_never_by_person(world: World):
    matter = twice(world)
    decide(world, matter)
    for client in (signed(world.coordinator), signed(world.township)):
        found = client.get("/desk/returns").context["found"]
        assert (found.matters, found.returns, found.settled, found.open) == (1, 2, 1, 0)
        assert [(u.name, u.returns) for u in found.units] == [
            (world.housing.name, 1),
            (world.lamps.name, 1),
        ]
        assert [i.name.split()[0] for i in found.items] == ["B01", "C07"]
        assert found.middle == 3 * DAY
        assert [(u.open, u.middle is not None) for u in found.units] == [(0, True), (0, True)]
        told = client.get("/api/returns").json()
        assert (told["returns"], told["hours"], told["moved"]["3"]) == (2, 72.0, 0)
        assert [line["name"] for line in told["units"]] == [u.name for u in found.units]
    assert signed(world.worker).get("/desk/returns").status_code == 403
    assert signed(world.worker).get("/api/returns").status_code == 403
    assert "李工" not in words(signed(world.coordinator).get("/desk/returns?days=30"))


@pytest.mark.usefixtures("thursday")
def test_pages_about_settling_cost_a_known_number_of_statements(
    world: World, django_assert_num_queries
):
    for _i in range(5):
        twice(world)
    client = signed(world.coordinator)
    with django_assert_num_queries(8):
        client.get("/desk/settling")
    with django_assert_num_queries(9):
        client.get("/desk/returns")
    with django_assert_num_queries(7):
        client.get("/desk/queue?view=settle")


@pytest.mark.usefixtures("thursday")
def test_the_administrator_names_who_decides_in_the_end(world: World):
    admin = signed(world.admin)
    assert "没有指定" in words(admin.get("/desk/arbiters"))
    here = f"/desk/arbiters/{world.town.pk}"
    post = Post.objects.get(person=world.township)
    assert admin.post(here, {"post": post.pk, "source": ""}).status_code == 422
    assert admin.post(here, {"post": post.pk, "source": "镇党委会议纪要"}).status_code == 302
    assert "赵敏" in words(admin.get("/desk/arbiters"))
    assert signed(world.coordinator).get("/desk/arbiters").status_code == 200
    assert signed(world.coordinator).get(here).status_code == 403
    assert signed(world.worker).get("/desk/arbiters").status_code == 403
    assert admin.get("/desk/arbiters/1").status_code == 404


@pytest.mark.usefixtures("thursday")
def test_page_and_api_refuse_alike(world: World):
    matter, client = world.sorted(), signed(world.handler)
    said = {"item": "B01", "reason": "不归我们。"}
    answer = client.post(
        f"/api/matters/{matter.pk}/send_back", json.dumps(said), "application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "own_duty")
    assert client.post(f"/desk/matters/{matter.pk}/send-back/", said).status_code == 422


def test_the_person_is_told_in_words(world: World):
    matter = world.sorted(contact_phone="13800000126", contact_how="sms")
    send_back(world, matter)
    jobs.run_due(THURSDAY, most=500)
    assert "正在定由谁来办" in Message.objects.get(matter=matter, kind="settling").text


def test_a_matter_finished_after_all_that_is_as_late_as_it_is(world: World):
    matter = twice(world)
    decide(world, matter)
    acts.assign(
        actor=world.other_handler, matter_id=matter.pk, owner_id=world.other_handler.pk,
        now=THURSDAY + 3 * DAY,
    )  # fmt: skip
    done = acts.finish(
        actor=world.other_handler, matter_id=matter.pk, outcome=Outcome.SOLVED,
        result="换了两盏灯头和一段线，当晚已亮。", now=THURSDAY + 20 * DAY,
    )  # fmt: skip
    assert done.late is True
