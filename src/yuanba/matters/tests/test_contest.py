"""还没好: a neighbour contests a closed matter at the wall; what was first promised stays known."""

from datetime import timedelta
from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.disclosure import acts as wall
from yuanba.disclosure.models import Row
from yuanba.matters import acts, rules
from yuanba.matters.models import Contest, Ending, Matter
from yuanba.matters.rules.contest import MOST_WAITING
from yuanba.people.door import Guest

LATER = THURSDAY + timedelta(days=5)


def public(world: World) -> Row:
    """A closed matter that hangs on the wall."""
    row = Row.objects.get(matter_id=world.closed().pk)
    return wall.publish(actor=world.colleague, row_id=row.pk, now=LATER)


def contest(world: World, row: Row, why: str = "我们这一头的灯还是黑的。") -> Contest:
    return acts.contest(actor=world.guest, matter_id=row.matter_id, why=why, now=LATER)


def test_a_neighbour_says_not_done_and_the_wall_says_that_somebody_looks(world: World):
    row = public(world)
    contest(world, row)
    row.refresh_from_db()
    matter = Matter.objects.get(pk=row.matter_id)
    assert (row.contests, row.contest_reply, row.state) == (1, "", "published")
    assert (matter.state, matter.reopen_asked_at) == ("closed", None)
    assert records.about(matter)[-1].act == "matters.contest"


def test_granted_it_is_worked_on_again_under_its_number_and_leaves_the_wall(world: World):
    row = public(world)
    contest(world, row)
    before = Matter.objects.get(pk=row.matter_id)
    matter = acts.grant_contest(actor=world.worker, matter_id=row.matter_id, now=LATER)
    row.refresh_from_db()
    assert (matter.state, matter.number, matter.reopened) == ("triaged", before.number, 1)
    assert (row.state, row.held_because) == ("held", "reopened")
    assert Contest.objects.get().state == "granted"


def test_answered_without_reopening_the_wall_shows_why(world: World):
    row = public(world)
    contest(world, row)
    acts.answer_contest(
        actor=world.colleague, matter_id=row.matter_id, reply="两头都看过，灯都亮。", now=LATER
    )
    row.refresh_from_db()
    assert (row.contests, row.contest_reply) == (1, "两头都看过，灯都亮。")
    with pytest.raises(Refused, match="nothing_said"):
        acts.answer_contest(
            actor=world.colleague, matter_id=row.matter_id, reply="又看了一次。", now=LATER
        )


def test_who_closed_it_may_grant_but_not_turn_a_neighbour_away(world: World):
    row = public(world)
    contest(world, row)
    with pytest.raises(Refused, match="involved"):
        acts.answer_contest(
            actor=world.worker, matter_id=row.matter_id, reply="明明修好了。", now=LATER
        )
    with pytest.raises(Denied):
        acts.answer_contest(
            actor=world.supervisor, matter_id=row.matter_id, reply="监督员不改。", now=LATER
        )
    assert Contest.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("reply", "code"), [("", "reason_needed"), ("打13800000126问", "personal")]
)
def test_an_answer_for_the_wall_says_why_and_holds_nothing_personal(world: World, reply, code):
    row = public(world)
    contest(world, row)
    with pytest.raises(Refused, match=code):
        acts.answer_contest(actor=world.colleague, matter_id=row.matter_id, reply=reply, now=LATER)


def test_what_is_not_closed_or_is_hidden_cannot_be_contested(world: World):
    for matter in (world.told(), world.replied()):
        with pytest.raises(Refused, match="not_closed"):
            acts.contest(actor=Guest(), matter_id=matter.pk, why="没好", now=LATER)


def test_a_flood_ends_at_twenty_voices(world: World):
    row = public(world)
    for _n in range(MOST_WAITING):
        contest(world, row)
    with pytest.raises(Refused, match="many"):
        contest(world, row)


def test_the_same_press_twice_is_one_voice(world: World):
    row = public(world)
    for _n in range(2):
        acts.contest(
            actor=Guest(), matter_id=row.matter_id, why="没好", now=LATER, key="neighbour-press-1"
        )
    assert Contest.objects.count() == 1


def test_a_reopening_keeps_the_first_dates_and_the_missed_limit(world: World):
    matter = world.assigned()
    late = matter.due_at + timedelta(hours=1)
    acts.finish(
        actor=world.handler, matter_id=matter.pk, outcome=rules.Outcome.SOLVED,
        result="换了灯头，当晚已经亮了。", now=late,
    )  # fmt: skip
    acts.reply(actor=world.handler, matter_id=matter.pk, text="修好了，请看看。", now=late)
    me: Any = Guest(holds=matter.pk)
    acts.evaluate(actor=me, matter_id=matter.pk, solved=False, why="又灭了", now=late)
    again = acts.grant_reopen(actor=world.worker, matter_id=matter.pk, now=late)
    first = Ending.objects.get(matter=matter)
    assert (first.n, first.late, first.finished_at, first.due_at) == (1, True, late, matter.due_at)
    assert (first.solved, first.rated_by) == (False, "person")
    assert (again.number, again.reported_at, again.late) == (
        matter.number,
        matter.reported_at,
        None,
    )
    assert again.accepted_at == matter.accepted_at


def test_asked_once_answerable_once_by_several_channels(world: World):
    """The link, the call-back and the random call: the first answer counts, the next is refused."""
    matter = world.evaluated()
    me: Any = Guest(holds=matter.pk)
    with pytest.raises(Refused, match="wrong_state"):
        acts.evaluate(actor=me, matter_id=matter.pk, solved=False, why="没好", now=LATER)
    with pytest.raises(Refused, match="wrong_state"):
        acts.call_back(actor=world.supervisor, matter_id=matter.pk, solved=True, now=LATER)
