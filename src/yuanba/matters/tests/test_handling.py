"""跟进、补充、延期、办结、反馈、查看联系方式."""

from datetime import date, timedelta

import pytest

from tests.world import THURSDAY, World
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.matters import acts
from yuanba.matters.models import Photo
from yuanba.matters.rules import Outcome, State
from yuanba.people.door import Guest


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def test_the_first_note_says_work_has_begun(world: World):
    matter = world.assigned()
    inside = acts.note(
        actor=world.worker, matter_id=matter.pk, text="先问过物业", inside=True, now=THURSDAY
    )
    assert inside.state == State.ASSIGNED
    open_ = acts.note(actor=world.handler, matter_id=matter.pk, text="上门看过", now=THURSDAY)
    assert open_.state == State.DOING


def test_the_person_adds_words_and_nobody_else_does(world: World):
    matter = world.assigned()
    acts.add(actor=Guest(holds=matter.pk), matter_id=matter.pk, text="还有一盏也坏了", now=THURSDAY)
    with pytest.raises(Denied):
        acts.add(actor=Guest(holds=matter.pk + 1), matter_id=matter.pk, text="看看", now=THURSDAY)
    assert [r.act for r in records.about(matter)][-1] == "matters.add"


def test_an_extension_is_granted_by_somebody_else_and_moves_the_day(world: World):
    matter = world.assigned()
    before = clock.day_of(matter.due_at)
    go = {"matter_id": matter.pk, "now": THURSDAY}
    acts.ask_extension(actor=world.worker, days=5, reason="等配件到货", **go)
    with refused("already_asked"):
        acts.ask_extension(actor=world.handler, days=3, reason="等配件", **go)
    with refused("second_person"):
        acts.grant_extension(actor=world.worker, **go)
    granted = acts.grant_extension(actor=world.colleague, **go)
    assert before == date(2026, 9, 29)
    assert clock.day_of(granted.due_at) == date(2026, 10, 5)  # 4 October is a Sunday
    assert (granted.extension_days, granted.extra_days) == (0, 5)


def test_a_denied_extension_leaves_the_day(world: World):
    matter = world.assigned()
    go = {"matter_id": matter.pk, "now": THURSDAY}
    acts.ask_extension(actor=world.handler, days=5, reason="等配件到货", **go)
    denied = acts.deny_extension(actor=world.worker, reason="库里有配件", **go)
    assert (denied.due_at, denied.extension_days) == (matter.due_at, 0)


def test_finished_in_time_or_late_is_noted_once_and_for_all(world: World):
    assert world.finished().late is False
    matter = world.assigned()
    late = acts.finish(
        actor=world.handler,
        matter_id=matter.pk,
        outcome=Outcome.EXPLAINED,
        result="规划里没有这条路，不能装灯。",
        now=matter.due_at + timedelta(seconds=1),
    )
    assert late.late is True


def test_pictures_hang_on_the_matter_as_told_and_as_done(world: World):
    picture = acts.Picture(name="a" * 32 + ".jpg", digest="0" * 64, width=640, height=480)
    after = acts.Picture(name="b" * 32 + ".jpg", digest="1" * 64, width=640, height=480)
    matter = world.assigned(pictures=[picture])
    acts.finish(
        actor=world.handler,
        matter_id=matter.pk,
        outcome=Outcome.SOLVED,
        result="修好了",
        pictures=[after],
        now=THURSDAY,
    )
    assert list(Photo.objects.order_by("id").values_list("done", flat=True)) == [False, True]


def test_a_reply_needs_a_finished_matter(world: World):
    matter = world.assigned()
    with refused("wrong_state"):
        acts.reply(actor=world.handler, matter_id=matter.pk, text="快好了", now=THURSDAY)


def test_looking_at_a_number_leaves_who_and_why(world: World):
    matter = world.told(contact_phone="13800000126", contact_name="罗大娘")
    with refused("reason_needed"):
        acts.reveal(actor=world.worker, matter_id=matter.pk, reason="", now=THURSDAY)
    contact = acts.reveal(
        actor=world.worker, matter_id=matter.pk, reason="约上门时间", now=THURSDAY
    )
    assert contact.phone == "13800000126"
    last = records.about(matter)[-1]
    assert (last.act, last.actor, last.facts) == (
        "matters.reveal",
        world.worker,
        {"reason": "约上门时间"},
    )
    with pytest.raises(Denied):
        acts.reveal(actor=world.neighbour_worker, matter_id=matter.pk, reason="看看", now=THURSDAY)
