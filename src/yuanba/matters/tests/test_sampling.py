"""抽查: nobody chooses who is rung up about, and anybody can do the draw again."""

from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.matters import acts, jobs, sight
from yuanba.matters.models import Draw, Drawn, Matter
from yuanba.matters.queries import sampling as queries
from yuanba.matters.rules import sampling
from yuanba.matters.rules.sampling import Answer, Skip
from yuanba.people.door import Founder

ALL = sight.Stand()  # nothing is kept from the house itself
MONDAY = THURSDAY + timedelta(days=11)
# A busy machine is slow at making up numbers; that says nothing about the draw.
patient = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
ids = st.lists(st.integers(1, 2**62), min_size=1, max_size=60, unique=True)


def close(world: World, **said: Any) -> Matter:
    said = {"contact_phone": "13800000126", "contact_name": "罗大娘"} | said
    return world.closed(**said)


def drawn_week(world: World, n: int = 3) -> Draw:
    """A week in which n matters were struck off, drawn on the Monday after."""
    jobs.draw_samples(now=THURSDAY)
    for _n in range(n):
        close(world)
    jobs.draw_samples(now=MONDAY)
    return Draw.objects.get(drawn_at=MONDAY)


@patient
@given(ids, st.integers(1, 1000))
def test_the_draw_takes_the_share_rounded_up_and_at_least_one(listed: list[int], per_mille: int):
    n = sampling.size(len(listed), per_mille)
    assert 1 <= n <= len(listed)
    assert n * 1000 >= len(listed) * per_mille > (n - 1) * 1000


@patient
@given(ids, st.randoms())
def test_the_draw_does_not_depend_on_how_the_list_was_written(listed: list[int], random: Any):
    shuffled = listed[:]
    random.shuffle(shuffled)
    week: Any = {"county_id": 7, "first": date(2026, 9, 21), "last": date(2026, 9, 27)}
    one = sampling.seed(**week, salt="s", ids=listed)
    assert one == sampling.seed(**week, salt="s", ids=shuffled)
    assert sampling.order(one, listed) == sampling.order(one, shuffled)
    assert sampling.seed(**week, salt="t", ids=listed) != one
    assert sampling.seed(**week, salt="s", ids=[*listed, 2**62 + 1]) != one


def test_a_supervisor_can_draw_again_with_pencil_and_sha256sum(world: World):
    draw = drawn_week(world, 3)
    row = Drawn.objects.get(draw=draw)
    closed = sorted(Matter.objects.values_list("pk", flat=True))
    text = ["yuanba sample 1", str(world.county.pk), "2026-09-21", "2026-09-27", draw.salt]
    text += [str(pk) for pk in closed]
    seed = sha256("\n".join(text).encode()).hexdigest()
    lots = {pk: sha256(f"{seed}\n{pk}".encode()).hexdigest() for pk in closed}
    assert (draw.seed, draw.closed, draw.wanted) == (seed, 3, 1)
    assert row.matter_id == min(lots, key=lambda pk: lots[pk])
    assert sha256(draw.salt.encode()).hexdigest() == draw.commitment


def test_the_hash_of_the_salt_is_there_before_the_week_is_over(world: World):
    jobs.draw_samples(now=THURSDAY)
    draw = Draw.objects.get()
    assert (draw.begun_at, draw.drawn_at, draw.last) == (THURSDAY, None, date(2026, 9, 27))
    jobs.draw_samples(now=THURSDAY)
    assert Draw.objects.get().commitment == draw.commitment
    with pytest.raises(Refused, match="not_now"):
        acts.draw_sample(actor=Founder(), draw_id=draw.pk, now=THURSDAY)


def test_a_week_is_drawn_once(world: World):
    draw = drawn_week(world)
    jobs.draw_samples(now=MONDAY + timedelta(hours=1))
    assert Drawn.objects.filter(draw=draw).count() == 1
    with pytest.raises(Refused, match="not_now"):
        acts.draw_sample(actor=Founder(), draw_id=draw.pk, now=MONDAY)
    assert [r.act for r in records.about(draw)] == ["matters.begin_draw", "matters.draw_sample"]


def test_what_must_not_be_asked_stays_in_the_list_with_the_reason_and_the_next_is_drawn(
    world: World,
):
    jobs.draw_samples(now=THURSDAY)
    silent, hidden = world.closed(), close(world)
    Matter.objects.filter(pk=hidden.pk).update(restricted=True)
    again = close(world)
    acts.ask_reopen(actor=world.worker, matter_id=again.pk, why="又不亮了", now=THURSDAY)
    acts.grant_reopen(actor=world.worker, matter_id=again.pk, now=THURSDAY)
    asked = close(world)
    acts.set_share(
        actor=world.admin,
        county_id=world.county.pk,
        per_mille=1000,
        source="县里定的",
        now=THURSDAY,
    )
    jobs.draw_samples(now=MONDAY)
    found = dict(Drawn.objects.values_list("matter_id", "why"))
    assert found == {
        silent.pk: Skip.NOBODY,
        hidden.pk: Skip.RESTRICTED,
        again.pk: Skip.AGAIN,
        asked.pk: "",
    }


def test_no_asks_for_a_reopening_and_is_answered_once(world: World):
    row = Drawn.objects.get(draw=drawn_week(world))
    run: Any = {"actor": world.supervisor, "drawn_id": row.pk, "now": MONDAY}
    acts.spot_check(**run, answer=Answer.UNREACHED, why="打了没人接")
    acts.spot_check(**run, answer=Answer.UNSOLVED, why="还是一闪一闪的")
    row.refresh_from_db()
    matter = Matter.objects.get(pk=row.matter_id)
    assert (row.state, row.tries, row.asked_by_id) == (Answer.UNSOLVED, 2, world.supervisor.pk)
    assert (matter.state, matter.reopen_reason) == ("closed", "还是一闪一闪的")
    with pytest.raises(Refused, match="answered"):
        acts.spot_check(**run, answer=Answer.SOLVED)
    assert records.about(matter)[-1].act == "matters.spot_check"


@pytest.mark.parametrize("who", ["worker", "handler"])
def test_who_closed_or_handled_it_does_not_ask_about_it(world: World, who: str):
    """The handler of a department holds no right to it at all; the closer is told to leave it."""
    row = Drawn.objects.get(draw=drawn_week(world))
    with pytest.raises((Refused, Denied)):
        acts.spot_check(
            actor=getattr(world, who), drawn_id=row.pk, answer=Answer.SOLVED, now=MONDAY
        )
    row.refresh_from_db()
    assert (row.state, row.tries) == (Answer.WAITING, 0)


def test_a_stranger_worker_cannot_answer_for_this_village(world: World):
    row = Drawn.objects.get(draw=drawn_week(world))
    with pytest.raises(Denied):
        acts.spot_check(
            actor=world.neighbour_worker, drawn_id=row.pk, answer=Answer.SOLVED, now=MONDAY
        )


def test_a_no_or_an_unreached_says_why(world: World):
    row = Drawn.objects.get(draw=drawn_week(world))
    for answer in (Answer.UNSOLVED, Answer.UNREACHED):
        with pytest.raises(Refused, match="why"):
            acts.spot_check(actor=world.colleague, drawn_id=row.pk, answer=answer, now=MONDAY)


def test_a_changed_list_is_found_out(world: World):
    """The planted fault: somebody drew another one than the lots say."""
    draw = drawn_week(world, 3)
    assert queries.again(draw, ALL).same
    other = Matter.objects.exclude(pk__in=Drawn.objects.values("matter_id")).first()
    Drawn.objects.filter(draw=draw).update(matter=other)
    assert not queries.again(draw, ALL).same


def test_a_share_of_nothing_or_without_a_source_is_refused(world: World):
    for said in ({"per_mille": 0, "source": "县里"}, {"per_mille": 50, "source": ""}):
        with pytest.raises(Refused):
            acts.set_share(actor=world.admin, county_id=world.county.pk, now=THURSDAY, **said)
    with pytest.raises(Denied):
        acts.set_share(
            actor=world.worker, county_id=world.county.pk, per_mille=9, source="我", now=THURSDAY
        )


def test_the_command_draws_again_and_says_whether_it_is_the_same(world: World, capsys: Any):
    from yuanba import cli

    draw = drawn_week(world, 3)
    assert cli.main(["sample", "--week", "2026-09-21", "--list"]) == 0
    said = capsys.readouterr().out
    assert draw.seed in said
    assert "一样" in said
    Draw.objects.filter(pk=draw.pk).update(seed="0" * 64)
    assert cli.main(["sample"]) == 1
    assert cli.main(["sample", "--week", "2020-01-06"]) == 1
