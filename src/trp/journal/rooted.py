"""The tree over all lines, grown again from its leaves, against every head that was signed, here or outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from trp.journal.findings import Finding
from trp.journal.heads import SignedHead, origin, public_key
from trp.journal.keys import KeyMissing
from trp.journal.snapshot import Snapshot
from trp.journal.tree import Edge
from trp.journal.whole import Tally

_HEADS = "SELECT size, root, at_us, signature FROM journal_head ORDER BY size"
_LEAVES = "SELECT position, hash FROM journal_leaf ORDER BY position"
_AT = "SELECT {case} FROM journal_leaf WHERE position = %s"


@dataclass(slots=True)
class Grown:
    """The tree as its leaves tell it.

    Attributes:
        size: How many leaves stand in their places.
        roots: The root at every size at which a head was signed.
        astray: Positions of leaves that stand in no place; `gaps`: places without a leaf.
    """

    size: int = 0
    roots: dict[int, bytes] = field(default_factory=dict)
    astray: list[Any] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Signed:
    """The heads kept here, those kept outside, and the key that they must be signed with."""

    heads: Sequence[SignedHead]
    outside: Sequence[SignedHead]
    key: bytes


def findings(view: Snapshot, tally: Tally, outside: Sequence[SignedHead]) -> Iterator[Finding]:
    """What is wrong with the tree and its heads.

    Raises:
        KeyMissing: There are signed heads, and no key to check them under.
    """
    signed = _signed(view, outside)
    tally.heads = len(signed.heads)
    sizes = {one.size for one in (*signed.heads, *outside) if isinstance(one.size, int)}
    bound = max(
        [
            view.number("SELECT count(*) FROM journal_leaf"),
            *(one.size for one in signed.heads if isinstance(one.size, int)),
        ]
    )
    grown = _grow(view, sizes, bound)
    tally.size = grown.size
    for check in ROOT_CHECKS.values():
        yield from check(view, grown, signed)


def _signed(view: Snapshot, outside: Sequence[SignedHead]) -> Signed:
    rows = view.all(_HEADS)
    if not rows and not outside:
        return Signed((), (), b"")
    try:
        key = public_key()
    except KeyMissing:
        if not outside:
            raise
        key = outside[0].public_key
    heads = [SignedHead(origin(), size, root, at_us, signature, key) for size, root, at_us, signature in rows]
    return Signed(heads, outside, key)


def _grow(view: Snapshot, sizes: set[int], bound: int) -> Grown:
    """Grow the tree; a leaf that stands beyond every place there can be is astray, any other after a gap."""
    grown, edge = Grown(), Edge()
    wanted = iter([*sorted(size for size in sizes if size >= 0), -1])
    place, target = 0, next(wanted)
    if target == 0:
        grown.roots[0], target = edge.root(), next(wanted)
    for position, found in view.rows(_LEAVES):
        if position != place:
            if not isinstance(position, int) or not place < position < bound:
                grown.astray.append(position)
                continue
            grown.gaps.append(place)
            place = position
        try:
            edge.add(found)
        except TypeError:
            grown.astray.append(position)
            continue
        place += 1
        if edge.size == target:
            grown.roots[target], target = edge.root(), next(wanted)
    grown.size = edge.size
    return grown


def _places(view: Snapshot, grown: Grown, signed: Signed) -> Iterator[Finding]:
    for position in grown.astray:
        rows = view.all(_AT.format(case=view.key("case_id")), [position]) if isinstance(position, int) else []
        yield Finding("leaf-place", view.name(rows[0][0]) if rows else None, size=position)
    for position in grown.gaps:
        yield Finding("leaf-gap", size=position)


def _roots(view: Snapshot, grown: Grown, signed: Signed) -> Iterator[Finding]:
    for head in signed.heads:
        if head.size in grown.roots and grown.roots[head.size] != head.root:
            yield Finding("root", size=head.size)


def _signatures(view: Snapshot, grown: Grown, signed: Signed) -> Iterator[Finding]:
    for head in signed.heads:
        if not head.genuine:
            yield Finding("signature", size=head.size)


def _cut(view: Snapshot, grown: Grown, signed: Signed) -> Iterator[Finding]:
    for head in signed.heads:
        if head.size not in grown.roots:
            yield Finding("leaves-cut", size=head.size)


def _unsigned(view: Snapshot, grown: Grown, signed: Signed) -> Iterator[Finding]:
    last = max((head.size for head in signed.heads if isinstance(head.size, int)), default=0)
    if grown.size > last:
        yield Finding("unsigned", size=last)


def _outside_cut(view: Snapshot, grown: Grown, signed: Signed) -> Iterator[Finding]:
    for head in signed.outside:
        if head.size > grown.size:
            yield Finding("outside-cut", size=head.size)


def _outside_roots(view: Snapshot, grown: Grown, signed: Signed) -> Iterator[Finding]:
    for head in signed.outside:
        if head.size in grown.roots and grown.roots[head.size] != head.root:
            yield Finding("outside-root", size=head.size)


def _outside_keys(view: Snapshot, grown: Grown, signed: Signed) -> Iterator[Finding]:
    for head in signed.outside:
        if (head.public_key, head.origin) != (signed.key, origin()):
            yield Finding("outside-key", size=head.size)


ROOT_CHECKS: dict[str, Callable[[Snapshot, Grown, Signed], Iterator[Finding]]] = {
    "leaf-place": _places,
    "root": _roots,
    "signature": _signatures,
    "leaves-cut": _cut,
    "unsigned": _unsigned,
    "outside-cut": _outside_cut,
    "outside-root": _outside_roots,
    "outside-key": _outside_keys,
}
"""Each gives its findings, under its own code (that on places under `leaf-gap` too)."""
