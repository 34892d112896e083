"""Ids grow, never repeat, and two processes have different nodes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base import ids


@pytest.mark.django_db
def test_ids_grow_and_never_repeat():
    made = [ids.new() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert made[-1] < 2**63


@pytest.mark.django_db
def test_each_process_takes_its_own_node(monkeypatch):
    monkeypatch.setattr(ids, "_node", None)
    first = ids.take_node()
    assert ids.take_node() == (first + 1) % 1024


@given(st.integers(0, 2**41 - 1), st.integers(0, 1023), st.integers(0, 4095))
def test_the_three_parts_never_overlap(ms, node, count):
    made = ms << 22 | node << 12 | count
    assert (made >> 22, made >> 12 & 1023, made & 4095) == (ms, node, count)
