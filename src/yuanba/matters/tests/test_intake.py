"""上报、受理、不予受理, from the words to the row."""

from datetime import date

import pytest

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.matters import acts
from yuanba.matters.models import Matter, Register
from yuanba.matters.rules import Channel, Refusal, State


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def test_what_was_told_gets_a_number_a_day_and_one_record(world: World):
    matter = world.told(spot="3栋2单元门口")
    assert (matter.number, matter.state) == ("石桥-2026-0001", State.REPORTED)
    assert (matter.village_id, matter.grid_id) == (world.village.pk, world.grid.pk)
    assert matter.title == "村口路灯三天不亮，老人晚上摔了一跤。"
    assert [r.act for r in records.about(matter)] == ["matters.report"]
    # Friday is a holiday, so are Saturday and Sunday: two working days end on Tuesday (by weekday
    # alone Monday; the world has no calendar loaded).
    assert matter.provisional is True


def test_numbers_have_no_hole_and_each_village_its_own(world: World):
    first = [world.told().number for _ in range(3)]
    other = world.told(place_id=world.elsewhere.pk).number
    with refused("no_place"):
        world.told(place_id=world.town.pk)
    assert [*first, world.told().number] == [f"石桥-2026-000{i}" for i in (1, 2, 3, 4)]
    assert other == "柳湾-2026-0001"


def test_a_report_sent_twice_is_one_matter(world: World):
    first, again = world.told(key="k" * 32), world.told(key="k" * 32)
    assert first.pk == again.pk
    assert Matter.objects.count() == Record.objects.filter(act="matters.report").count() == 1


def test_the_same_key_with_other_words_is_refused(world: World):
    world.told(key="k" * 32)
    with refused("key_reused"):
        world.told(key="k" * 32, text="其实是井盖坏了。")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "😀😀😀"}, "text"),
        ({"text": "\x00\x07"}, "text"),
        ({"text": "灯" * 2001}, "text"),
        ({"contact_phone": "12345"}, "contact_phone"),
        ({"happened_on": date(1999, 12, 31)}, "happened_on"),
        ({"happened_on": date(2026, 9, 25)}, "happened_on"),
        ({"place_id": 12}, "place"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field_and_writes_nothing(
    world: World, said, field
):
    with pytest.raises(Refused) as answer:
        world.told(**said)
    assert answer.value.field == field
    assert not Matter.objects.exists()
    assert not Register.objects.exists()


def test_a_number_in_full_width_digits_is_understood(world: World):
    matter = world.told(contact_phone="１３８ ００００ ０１２６")
    assert matter.contact.phone == "13800000126"


def test_who_writes_for_another_is_recorder_never_reporter(world: World):
    matter = world.told(actor=world.worker, for_other=True, channel=Channel.WINDOW)
    assert (matter.recorder, matter.reporter) == (world.worker, None)


def test_a_worker_of_the_village_takes_it_in(world: World):
    matter = acts.accept(actor=world.worker, matter_id=world.told().pk, now=THURSDAY)
    assert (matter.state, matter.accepted_at) == (State.ACCEPTED, THURSDAY)


@pytest.mark.parametrize("who", ["resident", "neighbour_worker", "supervisor", "admin", "handler"])
def test_nobody_else_takes_it_in(world: World, who):
    matter = world.told()
    with pytest.raises(Denied):
        acts.accept(actor=getattr(world, who), matter_id=matter.pk, now=THURSDAY)
    matter.refresh_from_db()
    assert (matter.state, len(records.about(matter))) == (State.REPORTED, 1)


def test_the_second_of_two_workers_is_told(world: World):
    matter = world.told()
    acts.accept(actor=world.worker, matter_id=matter.pk, now=THURSDAY, version=1)
    with refused("changed"):
        acts.accept(actor=world.colleague, matter_id=matter.pk, now=THURSDAY, version=1)


def test_a_refusal_names_its_ground_and_the_right_door(world: World):
    matter = acts.refuse(
        actor=world.worker,
        matter_id=world.told().pk,
        kind=Refusal.PETITION,
        reason="区信访局已受理，编号见来信。",
        now=THURSDAY,
    )
    assert matter.state == State.REFUSED
    assert "信访" in matter.result


def test_a_batch_from_the_phone_names_the_bad_line_and_keeps_the_others(world: World):
    def line(key, **said):
        plain = {"place_id": world.grid.pk, "text": "坡上石头松了，要看看。"}
        return acts.Noted(key=key, **plain | said)

    lines = [line("key-0001"), line("key-0002", text=""), line("key-0003")]
    sent = acts.report_batch(actor=world.gridworker, lines=lines, now=THURSDAY)
    assert [s.number for s in sent] == ["石桥-2026-0001", "", "石桥-2026-0002"]
    assert sent[1].refusal is not None
    assert sent[1].refusal.field == "text"
    again = acts.report_batch(actor=world.gridworker, lines=lines[::-1], now=THURSDAY)
    assert [s.number for s in again] == ["石桥-2026-0002", "", "石桥-2026-0001"]
    assert Matter.objects.count() == 2


def test_one_by_one_and_in_a_batch_leave_the_same_rows(world: World):
    """The road of many and the road of one write alike (they share nothing on PostgreSQL)."""
    one = world.told(actor=world.gridworker, for_other=True, channel=Channel.PATROL)
    line = acts.Noted(key="key-0001", place_id=world.grid.pk, text=one.text)
    acts.report_batch(actor=world.gridworker, lines=[line], now=THURSDAY)
    rows = list(Matter.objects.order_by("seq").values())
    own = {"id", "seq", "number"}
    assert {k: v for k, v in rows[0].items() if k not in own} == {
        k: v for k, v in rows[1].items() if k not in own
    }
    facts = Record.objects.filter(act="matters.report").order_by("id").values("role", "facts", "at")
    assert facts[0] == facts[1]
