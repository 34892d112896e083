"""Reads trees: any whole subtree's hash from at most 256 rows, so that a proof of any length of history
costs a handful of statements."""

from yuanba.base.log import tree
from yuanba.base.log.models import Leaf, Node, Tree
from yuanba.base.log.store import STEP


class Stored:
    """The whole subtrees of one stored tree, as `tree` asks for them; read by blocks of 256."""

    def __init__(self, tree_id: int) -> None:
        self.tree_id = tree_id
        self.blocks: dict[tuple[int, int], list[bytes]] = {}

    def __call__(self, height: int, index: int) -> bytes:
        below = height // STEP * STEP  # the kept height under it
        many = 1 << height - below
        first = index * many
        block = self._block(below, first >> STEP)
        at = first & ((1 << STEP) - 1)
        return _fold(block[at : at + many])

    def _block(self, height: int, number: int) -> list[bytes]:
        if (height, number) not in self.blocks:
            seats = (number << STEP, (number + 1 << STEP) - 1)
            self.blocks[height, number] = (
                self._leaves(seats) if height == 0 else self._nodes(height, seats)
            )
        return self.blocks[height, number]

    def _leaves(self, seats: tuple[int, int]) -> list[bytes]:
        found = Leaf.objects.filter(tree_id=self.tree_id, n__range=seats).order_by("n")
        return [tree.leaf_hash(body.encode()) for body in found.values_list("body", flat=True)]

    def _nodes(self, height: int, seats: tuple[int, int]) -> list[bytes]:
        found = Node.objects.filter(tree_id=self.tree_id, height=height, n__range=seats)
        return [bytes(hash_) for hash_ in found.order_by("n").values_list("hash", flat=True)]


def _fold(hashes: list[bytes]) -> bytes:
    if not hashes:
        raise LookupError("a part of the tree is not there")
    while len(hashes) > 1:
        hashes = [tree.node_hash(a, b) for a, b in zip(hashes[::2], hashes[1::2], strict=True)]
    return hashes[0]


def root_now(row: Tree) -> bytes:
    """The root over the peaks that the tree's row keeps."""
    peaks = bytes(row.peaks)
    return tree.root_of([peaks[i : i + 32] for i in range(0, len(peaks), 32)])
