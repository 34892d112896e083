"""A follower of the records reads again only what somebody may still slip in before."""

from datetime import timedelta

import pytest

from yuanba.base import following, ids
from yuanba.base.models import Record

pytestmark = pytest.mark.django_db


def test_an_id_made_before_is_smaller_than_all_made_since():
    assert ids.made_before(timedelta(0)) <= ids.new()
    assert ids.made_before(timedelta(minutes=2)) < ids.made_before(timedelta(minutes=1))


def test_the_mark_stays_behind_what_is_young_and_comes_up_with_what_is_old():
    young, old = ids.new(), ids.made_before(timedelta(minutes=3))
    following.read("words", young, 0)
    assert old < following.mark("words") < young  # read once more: a slower act may come before it
    following.read("sums", old, 0)
    assert following.mark("sums") == old  # all was read for good: an idle house reads nothing again
    assert not following.after(old).filter(id__lte=old).exists()
    following.read("sums", old - 1, old)
    assert following.mark("sums") == old
    assert following.mark("never") == 0
    assert Record.objects.count() == 0
