"""A Merkle tree over the lines of all cases, as RFC 6962 and RFC 9162 (section 2.1) define it: pure.

A head of the tree (size and root) stands for everything before it: any later head can be shown to continue it, and
any leaf can be shown to be under it, with a few dozen hashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY = sha256().digest()
"""The root of a tree without a leaf."""


def leaf(entry: bytes) -> bytes:
    """The hash of a leaf. Here the entry is the hash of a line."""
    return sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return sha256(b"\x01" + left + right).digest()


class Edge:
    """The right edge of a tree that grows: the roots of its whole subtrees, the largest first.

    It holds as many hashes as the size has binary ones, so that a tree of a million leaves is continued from a
    dozen hashes, without reading a leaf again.
    """

    __slots__ = ("hashes", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size, self.hashes = size, list(hashes)
        if len(self.hashes) != size.bit_count():
            raise ValueError(
                f"an edge of {size} leaves has {size.bit_count()} hashes, not {len(self.hashes)}"
            )

    def add(self, leaf_hash: bytes) -> None:
        """One more leaf at the right."""
        size, hashes = self.size, self.hashes
        self.size = size + 1
        while size & 1:
            leaf_hash = sha256(b"\x01" + hashes.pop() + leaf_hash).digest()
            size >>= 1
        hashes.append(leaf_hash)

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        if not self.hashes:
            return EMPTY
        *others, found = self.hashes
        for left in reversed(others):
            found = node(left, found)
        return found


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes."""
    edge = Edge()
    for one in leaves:
        edge.add(one)
    return edge.root()


def inclusion(leaves: Sequence[bytes], position: int) -> list[bytes]:
    """The proof that a leaf stands at a position under the root over all the leaves.

    Raises:
        IndexError: There is no such position.
    """
    if not 0 <= position < len(leaves):
        raise IndexError(f"the tree has {len(leaves)} leaves, none at position {position}")
    if len(leaves) == 1:
        return []
    half = _split(len(leaves))
    if position < half:
        return [*inclusion(leaves[:half], position), root(leaves[half:])]
    return [*inclusion(leaves[half:], position - half), root(leaves[:half])]


def consistency(leaves: Sequence[bytes], older: int) -> list[bytes]:
    """The proof that the tree over the first `older` leaves is continued by the tree over all of them.

    Raises:
        ValueError: `older` is no size that the tree had (1 to its size).
    """
    if not 0 < older <= len(leaves):
        raise ValueError(
            f"the tree has {len(leaves)} leaves; it is continued from 1 to that many, not from {older}"
        )
    return _consistency(leaves, older, whole=True)


def _consistency(leaves: Sequence[bytes], older: int, *, whole: bool) -> list[bytes]:
    if older == len(leaves):
        return [] if whole else [root(leaves)]
    half = _split(len(leaves))
    if older <= half:
        return [*_consistency(leaves[:half], older, whole=whole), root(leaves[half:])]
    return [*_consistency(leaves[half:], older - half, whole=False), root(leaves[:half])]


def _split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)


def included(leaf_hash: bytes, position: int, size: int, proof: Sequence[bytes], under: bytes) -> bool:
    """Whether a proof shows a leaf at a position of the tree of that size and root (RFC 9162, 2.1.3.2)."""
    if not 0 <= position < size:
        return False
    first, last, found = position, size - 1, leaf_hash
    for sibling in proof:
        if last == 0:
            return False
        if first & 1 or first == last:
            found = node(sibling, found)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            found = node(found, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and found == under


def continued(older: int, older_root: bytes, size: int, newer_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the older head is continued by the newer one (RFC 9162, 2.1.4.2)."""
    if older == size:
        return not proof and older_root == newer_root
    if not 0 < older < size or not proof:
        return False
    path = list(proof) if older & (older - 1) else [older_root, *proof]
    first, last = older - 1, size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            before, after = node(sibling, before), node(sibling, after)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            after = node(after, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and before == older_root and after == newer_root
