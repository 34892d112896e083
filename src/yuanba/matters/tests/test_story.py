"""One matter from the first word to the struck-off row."""

from tests.world import World
from yuanba.base import records
from yuanba.matters.rules import State


def test_a_matter_walks_all_the_way(world: World):
    matter = world.closed()
    assert matter.state == State.CLOSED
    assert matter.confirmed is True
    assert matter.number == "石桥-2026-0001"
    assert [r.act.split(".")[1] for r in records.about(matter)] == [
        "report",
        "triage",
        "assign",
        "finish",
        "reply",
        "evaluate",
        "close",
    ]
