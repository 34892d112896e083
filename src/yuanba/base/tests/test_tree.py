"""The tree against two others: the published vectors of Certificate Transparency, and pymerkle."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from yuanba.base.log import tree

# The eight entries of the reference tests of Certificate Transparency (RFC 6962) and the roots over
# the first n of them.
ENTRIES = [
    bytes.fromhex(h)
    for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


class Grown:
    """Leaves added one by one; whole subtrees remembered as they became whole."""

    def __init__(self, entries: list[bytes]) -> None:
        self.peaks: list[bytes] = []
        self.whole: dict[tuple[int, int], bytes] = {}
        for n, entry in enumerate(entries):
            leaf = tree.leaf_hash(entry)
            self.whole[0, n] = leaf
            for height, index, found in tree.grow(n, self.peaks, leaf):
                self.whole[height, index] = found

    def get(self, height: int, index: int) -> bytes:
        return self.whole[height, index]


@pytest.mark.parametrize("n", range(1, 9))
def test_the_roots_of_certificate_transparency_come_out(n: int):
    grown = Grown(ENTRIES[:n])
    assert tree.root_of(grown.peaks).hex() == ROOTS[n - 1]
    assert tree.root(grown.get, n).hex() == ROOTS[n - 1]


def test_a_tree_without_leaves_has_the_root_the_rfc_gives_it():
    assert tree.root_of([]).hex() == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


@cache
def _village(n: int) -> tuple[Grown, InmemoryTree]:
    entries = [f"leaf {i}".encode() for i in range(n)]
    return Grown(entries), InmemoryTree.init_from_entries(entries, algorithm="sha256")


@settings(max_examples=120, deadline=None)
@given(data=st.data(), size=st.integers(1, 300))
def test_every_root_and_proof_is_what_pymerkle_makes(data: st.DataObject, size: int):
    ours, theirs = _village(size)
    m = data.draw(st.integers(1, size), label="an earlier size")
    index = data.draw(st.integers(0, size - 1), label="a leaf")
    root = tree.root_of(ours.peaks)
    assert root == theirs.get_root()
    assert tree.root(ours.get, m) == theirs.get_root(m)
    path = tree.inclusion(ours.get, index, size)
    assert path == theirs.prove_inclusion(index + 1, size).path[1:]  # theirs begins with the leaf
    assert tree.root_by_path(ours.whole[0, index], index, size, path) == root
    steps = tree.consistency(ours.get, m, size)
    assert tree.extends(m, tree.root(ours.get, m), size, root, steps)


@settings(max_examples=120, deadline=None)
@given(data=st.data(), size=st.integers(2, 200))
def test_a_proof_with_one_thing_wrong_proves_nothing(data: st.DataObject, size: int):
    ours, _theirs = _village(size)
    m = data.draw(st.integers(1, size - 1))
    index = data.draw(st.integers(0, size - 1))
    root, old = tree.root_of(ours.peaks), tree.root(ours.get, m)
    path, steps = tree.inclusion(ours.get, index, size), tree.consistency(ours.get, m, size)
    leaf = ours.whole[0, index]
    other = (index + data.draw(st.integers(1, size - 1))) % size
    assert tree.root_by_path(leaf, other, size, path) != root
    assert tree.root_by_path(leaf, size, size, path) is None
    assert tree.root_by_path(leaf, index, size, [*path, leaf]) != root
    at = data.draw(st.integers(0, len(path) - 1))
    turned = bytes(b ^ (i == 7) for i, b in enumerate(path[at]))
    assert tree.root_by_path(leaf, index, size, [*path[:at], turned, *path[at + 1 :]]) != root
    assert not tree.extends(m, leaf if leaf != old else root, size, root, steps)
    assert not tree.extends(m, old, size, old, steps)
    assert not tree.extends(m, old, size, root, steps[:-1])
    assert not tree.extends(m, old, size, root, [*steps, leaf])
