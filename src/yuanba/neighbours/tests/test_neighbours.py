"""Neighbours help each other: who reads what, who finds whom, and that all of it goes away again."""

from datetime import timedelta
from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.neighbours import acts, jobs, queries
from yuanba.neighbours.models import Favour
from yuanba.neighbours.rules import CLEARED, MOST_OPEN, Kind, State
from yuanba.neighbours.tests.street import Street
from yuanba.people.door import Guest


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)


@pytest.fixture
def street(world: World) -> Street:
    return Street(world)


def later(days: int) -> dict[str, Any]:
    return {"now": THURSDAY + timedelta(days=days)}


def test_a_need_finds_a_hand_and_is_thanked_for(street: Street):
    note = street.put_up()
    acts.answer(actor=street.chen, favour_id=note.pk, now=THURSDAY)
    done = acts.finish(actor=street.luo, favour_id=note.pk, thanks="谢谢陈师傅。", **later(1))
    assert (done.state, done.helper, done.thanks) == (State.DONE, street.chen, "谢谢陈师傅。")
    said = [r.act for r in records.about(note)]
    assert said == ["neighbours.put_up", "neighbours.answer", "neighbours.finish"]


def test_what_is_offered_is_done_when_the_one_who_was_helped_says_so(street: Street):
    offer = street.put_up(street.chen, kind=Kind.OFFER, text="会修电器，下午在家。")
    acts.answer(actor=street.luo, favour_id=offer.pk, now=THURSDAY)
    with pytest.raises(Denied):
        acts.finish(actor=street.chen, favour_id=offer.pk, now=THURSDAY)
    assert acts.finish(actor=street.luo, favour_id=offer.pk, now=THURSDAY).state == State.DONE


def test_no_record_holds_a_name_a_telephone_or_a_word(street: Street):
    street.for_other(phone="13800000555")
    facts = str(list(Record.objects.filter(act="neighbours.put_up").values_list("facts")))
    assert not any(word in facts for word in ("李婆婆", "13800000555", "拿药"))


def test_telephones_are_seen_with_consent_or_between_the_two(street: Street):
    shy, open_ = street.put_up(), street.put_up(show_phone=True)
    assert queries.seen(shy, street.chen).phone == ""
    assert queries.seen(open_, street.chen).phone == "13800000901"
    acts.answer(actor=street.chen, favour_id=shy.pk, now=THURSDAY)
    found = queries.one(shy.pk)
    assert found is not None
    assert queries.seen(found, street.chen).phone == "13800000901"
    assert queries.seen(found, street.luo).helper == ("陈师傅", "13800000902")
    third = street.lives("王婶", "13800000904", street.yard)
    assert (queries.seen(found, third).phone, queries.seen(found, third).helper) == ("", None)


def test_who_lives_elsewhere_puts_nothing_up_and_takes_nothing_on(street: Street):
    note = street.put_up()
    for who in (street.far, Guest()):
        with pytest.raises(Denied):
            street.put_up(who)
        with pytest.raises(Denied):
            acts.answer(actor=who, favour_id=note.pk, now=THURSDAY)
    with pytest.raises(Denied):
        acts.take_down(actor=street.chen, favour_id=note.pk, now=THURSDAY)


def test_for_an_elder_the_grid_worker_writes_it_down_with_her_word(street: Street):
    with pytest.raises(Refused, match="agreed"):
        street.for_other(agreed=False)
    note = street.for_other(phone="13800000555")
    assert (note.person, note.name, note.phone) == (None, "李婆婆", "13800000555")
    acts.answer(
        actor=street.world.gridworker, favour_id=note.pk, name="陈师傅", phone="", now=THURSDAY
    )
    assert acts.finish(
        actor=street.world.gridworker, favour_id=note.pk, now=THURSDAY
    ).helper_name == "陈师傅"  # fmt: skip


def test_a_worker_of_another_village_may_nothing(street: Street):
    note = street.put_up()
    with pytest.raises(Denied):
        acts.take_down(
            actor=street.world.neighbour_worker, favour_id=note.pk, why="不合适", now=THURSDAY
        )


def test_the_desk_takes_down_only_with_a_reason(street: Street):
    note = street.put_up()
    down = {"actor": street.world.worker, "favour_id": note.pk, "now": THURSDAY}
    with pytest.raises(Refused, match="words_missing"):
        acts.take_down(**down)
    assert acts.take_down(**down, why="这是做买卖的。").state == State.DOWN


def test_nobody_takes_on_his_own_or_what_is_taken(street: Street):
    note = street.put_up()
    with pytest.raises(Refused, match="own"):
        acts.answer(actor=street.luo, favour_id=note.pk, now=THURSDAY)
    acts.answer(actor=street.chen, favour_id=note.pk, now=THURSDAY)
    third = street.lives("王婶", "13800000904", street.yard)
    with pytest.raises(Refused, match="not_open"):
        acts.answer(actor=third, favour_id=note.pk, now=THURSDAY)


def test_what_came_to_nothing_hangs_again_with_time_to_find_another(street: Street):
    note = street.put_up(days=1)
    acts.answer(actor=street.chen, favour_id=note.pk, now=THURSDAY)
    back = acts.give_back(actor=street.chen, favour_id=note.pk, **later(1))
    assert (back.state, back.helper, back.helper_phone) == (State.OPEN, None, "")
    assert back.until == (THURSDAY + timedelta(days=4)).date()


def test_a_note_runs_out_and_can_be_put_up_longer(street: Street):
    note = street.put_up(days=2)
    assert queries.many(street.yard, (THURSDAY + timedelta(days=2)).date())["ask"] == 0
    acts.longer(actor=street.luo, favour_id=note.pk, days=5, **later(2))
    assert queries.many(street.yard, (THURSDAY + timedelta(days=3)).date())["ask"] == 1
    with pytest.raises(Refused, match="days"):
        acts.longer(actor=street.luo, favour_id=note.pk, days=61, now=THURSDAY)


def test_five_at_a_time(street: Street):
    for n in range(MOST_OPEN):
        street.put_up(text=f"第{n}件要帮忙的事")
    with pytest.raises(Refused, match="many"):
        street.put_up()


def test_a_month_after_its_end_nothing_is_left_of_it(street: Street):
    note, running = street.put_up(), street.put_up(days=60)
    acts.take_down(actor=street.luo, favour_id=note.pk, now=THURSDAY)
    jobs.clear_notes(**later(CLEARED - 1))
    assert Favour.objects.count() == 2
    jobs.clear_notes(**later(CLEARED))
    jobs.clear_notes(**later(CLEARED))
    assert list(Favour.objects.values_list("pk", flat=True)) == [running.pk]


# ── pages ──


def test_who_has_not_signed_in_reads_how_many_and_no_word_of_it(street: Street, client: Any):
    street.put_up()
    page = client.get(f"/c/{street.world.village.pk}/neighbours/").content.decode()
    assert "现在有 1 家要帮忙" in page
    assert "拿药" not in page
    assert "罗大娘" not in page


def test_who_lives_elsewhere_reads_nothing_either(street: Street, client: Any):
    note = street.put_up()
    client.force_login(street.far)
    page = client.get(f"/c/{street.world.village.pk}/neighbours/").content.decode()
    assert "拿药" not in page
    assert client.get(f"/neighbours/{note.pk}/").status_code == 404


def test_neighbours_find_each_other_on_the_page(
    street: Street, client: Any, django_assert_max_num_queries: Any
):
    for n in range(4):
        street.put_up(text=f"第{n}件要帮忙的事")
    client.force_login(street.chen)
    with django_assert_max_num_queries(9):
        page = client.get(f"/c/{street.yard.pk}/neighbours/").content.decode()
    assert page.count("data-row") == 4
    note = Favour.objects.order_by("id")[0]
    answer = client.post(f"/neighbours/{note.pk}/answer", follow=True).content.decode()
    assert "tel:13800000901" in answer
    client.force_login(street.luo)
    done = client.post(f"/neighbours/{note.pk}/done", {"thanks": "多谢"}, follow=True)
    assert "多谢" in done.content.decode()


def test_what_was_typed_is_not_lost_with_a_refusal(street: Street, client: Any):
    client.force_login(street.luo)
    said = {"kind": "ask", "text": "要帮我搬一下米", "place_id": street.yard.pk, "days": 90}
    page = client.post(f"/c/{street.yard.pk}/neighbours/new", said).content.decode()
    assert "要帮我搬一下米" in page
    assert Favour.objects.count() == 0


def test_the_grid_worker_writes_it_down_at_the_desk(street: Street, client: Any):
    client.force_login(street.world.gridworker)
    said = {
        "kind": "ask", "text": "灯泡坏了，够不着。", "place_id": street.yard.pk, "days": 7,
        "name": "李婆婆", "phone": "", "agreed": "on",
    }  # fmt: skip
    client.post("/desk/neighbours/new", said)
    assert "灯泡坏了" in client.get("/desk/neighbours/").content.decode()
    note = Favour.objects.get()
    page = client.get(f"/neighbours/{note.pk}/").content.decode()
    assert "替人记下谁来" in page
