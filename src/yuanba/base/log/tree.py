"""A Merkle tree as RFC 6962 section 2 defines it, over SHA-256. Plain Python, no tables.

`Get` gives the hash of a whole subtree: of height h (2^h leaves), the i-th from the left.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

Get = Callable[[int, int], bytes]
EMPTY = sha256(b"").digest()  # the root of a tree without leaves


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def grow(size: int, peaks: list[bytes], leaf: bytes) -> list[tuple[int, int, bytes]]:
    """Add one leaf's hash to the peaks of a tree of this size (its whole subtrees, the largest first).

    Changes `peaks`; returns the subtrees that became whole above the leaf: height, index, hash.
    """
    whole, height, index = [], 0, size
    while index & 1:
        leaf = node_hash(peaks.pop(), leaf)
        index, height = index >> 1, height + 1
        whole.append((height, index, leaf))
    peaks.append(leaf)
    return whole


def root_of(peaks: Sequence[bytes]) -> bytes:
    """The root over these peaks."""
    if not peaks:
        return EMPTY
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def root(get: Get, size: int) -> bytes:
    """The root that the tree had at this size."""
    return _over(get, 0, size) if size else EMPTY


def inclusion(get: Get, index: int, size: int) -> list[bytes]:
    """The audit path of a leaf, from its sibling to the child of the root (RFC 6962 2.1.1)."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    path, low, high = [], 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_over(get, middle, high))
            high = middle
        else:
            path.append(_over(get, low, middle))
            low = middle
    return path[::-1]


def consistency(get: Get, old: int, size: int) -> list[bytes]:
    """That the tree of size `old` is the beginning of the one of `size` (RFC 6962 2.1.2)."""
    if not 0 < old <= size:
        raise ValueError("no such tree")
    path, low, high, seen = [], 0, size, True  # seen: the old root is known to who checks
    while old != high - low:
        middle = _split(high - low)
        if old <= middle:
            path.append(_over(get, low + middle, high))
            high = low + middle
        else:
            path.append(_over(get, low, low + middle))
            low, old, seen = low + middle, old - middle, False
    if not seen:
        path.append(_over(get, low, high))
    return path[::-1]


def root_by_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that this path leads to; None if a tree of this size has no such path (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    at, last, found = index, size - 1, leaf
    for step in path:
        if not last:
            return None
        if at & 1 or at == last:
            found = node_hash(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    return None if last else found


def extends(old: int, old_root: bytes, size: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Does the path show that the old tree is the beginning of the new one? (RFC 9162 2.1.4.2)"""
    if old == size:
        return not path and old_root == new_root
    if not 0 < old < size or not path:
        return False
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if not last:
            return False
        if at & 1 or at == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, step)
        at, last = at >> 1, last >> 1
    return not last and before == old_root and after == new_root


def _split(n: int) -> int:
    """The largest power of two below n."""
    return 1 << (n - 1).bit_length() - 1


def _over(get: Get, low: int, high: int) -> bytes:
    """The hash over the leaves from `low` up to `high`; `low` stands where a subtree begins."""
    peaks = []
    while low < high:
        height = (high - low).bit_length() - 1
        peaks.append(get(height, low >> height))
        low += 1 << height
    return root_of(peaks)
