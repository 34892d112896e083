"""A power cut in the middle of stopping, counting or settling: wherever it comes, what was there is there, nothing
is half there, and the count goes on from it."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.db import connection

from tests.world import World
from yuanba.base.models import Record
from yuanba.councils import acts
from yuanba.councils.models import Ballot, Box, Envelope, Mark, Slip, StepDone, Tally
from yuanba.councils.rules.kinds import BallotKind
from yuanba.councils.tests.village import Village, in_the_hall

pytestmark = pytest.mark.django_db
FRAME = (
    "SAVEPOINT",
    "RELEASE",
    "ROLLBACK",
)  # of the test itself: a power cut leaves no transaction to end


class PowerCut(BaseException):
    """Nobody catches it, as nobody catches a dark room."""


def everything() -> list[list[dict[str, Any]]]:
    kept = (Ballot, Mark, Slip, Envelope, Box, Tally, StepDone, Record)
    return [list(model.objects.order_by("pk").values()) for model in kept]


def cut_anywhere(act: Callable[[], Any]) -> int:
    """The power goes before the first statement of this act, before the second …, until it gets through. Says how
    often it went."""
    before = everything()
    for n in count():
        left = n

        def dark(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal left
            if not sql.lstrip().upper().startswith(FRAME):
                left -= 1
                if left < 0:
                    raise PowerCut
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(dark):
                act()
        except PowerCut:
            assert everything() == before
        else:
            return n
    raise AssertionError


def test_beans_on_phones_and_in_bowls_are_all_there_after_any_power_cut(world: World):
    village = Village(world, households=12)
    ballot = in_the_hall(village)
    lines = village.lines(ballot.meeting)
    for entry, choice in zip(lines[:7], (1, 1, 1, 1, 2, 2, 3), strict=True):
        village.phone(ballot, entry, choice)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[8, 9, 10]))
    assert cut_anywhere(lambda: village.stopped(ballot)) > 3
    ballot.refresh_from_db()
    assert Slip.objects.count() == 0
    # the first sheet lies there while the second is lost
    for teller in (world.worker, world.supervisor):
        cut_anywhere(lambda one=teller: village.counted(ballot, {1: 2, 2: 1, 3: 0}, by=one))
    assert cut_anywhere(lambda: village.settled(ballot)) > 1
    ballot.refresh_from_db()
    assert ballot.result["votes"] == {"1": 6, "2": 3, "3": 1}


def test_a_sealed_box_is_closed_and_opened_whole_or_not_at_all(world: World):
    village = Village(world, households=14)
    meeting = village.begun(village.hung(village.called()))
    village.come(meeting, 13)
    ballot, codes = village.sealed(meeting)
    assert ballot.kind == BallotKind.SEALED
    for n, entry in enumerate(village.lines(meeting)[:13]):
        village.phone(ballot, entry, 1 if n < 9 else 2)
    assert cut_anywhere(lambda: village.stopped(ballot)) > 3
    ballot.refresh_from_db()
    assert (Envelope.objects.count(), Box.objects.count()) == (0, 1)
    result = village.opened(ballot, codes)
    for one in (world.worker, world.supervisor):
        cut_anywhere(lambda by=one: village.handed_in(ballot, result, by))
    cut_anywhere(lambda: village.settled(ballot))
    ballot.refresh_from_db()
    assert ballot.result["votes"]["1"] == 9
