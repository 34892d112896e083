"""What is forgotten, and not a day early."""

from datetime import timedelta

from tests.world import THURSDAY, World
from yuanba.base import upkeep
from yuanba.base.models import Key, Record


def test_a_key_is_kept_thirty_days_and_not_one_more(world: World):
    world.told(key="k" * 32)
    upkeep.sweep(now=THURSDAY + timedelta(days=30))
    assert Key.objects.count() == 1
    upkeep.sweep(now=THURSDAY + timedelta(days=30, seconds=1))
    assert Key.objects.count() == 0
    assert Record.objects.filter(act="matters.report").count() == 1
