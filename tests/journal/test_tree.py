"""The tree of RFC 6962 and RFC 9162: the published vectors, every size to 33, and damaged proofs refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from trp.journal.tree import EMPTY, Edge, consistency, continued, included, inclusion, leaf, node, root

INPUTS = [bytes.fromhex(text) for text in
          ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The roots of the first 0 to 8 inputs, as the reference implementation of RFC 6962 publishes them."""

INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): INCLUSION[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
LEAVES = [leaf(str(n).encode()) for n in range(33)]
SIZES = range(1, len(LEAVES) + 1)


def by_definition(leaves: list[bytes]) -> bytes:
    """The root as RFC 6962 defines it, written a second time."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY
    half = max(2**n for n in range(6) if 2**n < len(leaves))
    return node(by_definition(leaves[:half]), by_definition(leaves[half:]))


def damaged(proof: list[bytes]) -> Iterator[list[bytes]]:
    """The proof with one bit turned in each of its hashes, cut, lengthened, and with two hashes exchanged."""
    for n, one in enumerate(proof):
        yield [*proof[:n], bytes([one[0] ^ 1]) + one[1:], *proof[n + 1 :]]
        yield [*proof[:n], *proof[n + 1 :]]
    for n in range(len(proof) - 1):
        yield [*proof[:n], proof[n + 1], proof[n], *proof[n + 2 :]]
    yield [*proof, LEAVES[0]]
    yield [LEAVES[0], *proof]


def test_the_published_roots_and_proofs() -> None:
    leaves = [leaf(one) for one in INPUTS]
    assert [root(leaves[:size]).hex() for size in range(9)] == ROOTS
    for (position, size), proof in INCLUSION.items():
        assert [one.hex() for one in inclusion(leaves[:size], position)] == proof
        assert included(
            leaves[position], position, size, list(map(bytes.fromhex, proof)), root(leaves[:size])
        )
    for (older, size), proof in CONSISTENCY.items():
        assert [one.hex() for one in consistency(leaves[:size], older)] == proof
        assert continued(
            older, root(leaves[:older]), size, root(leaves[:size]), list(map(bytes.fromhex, proof))
        )


def test_an_edge_has_the_root_of_every_size_and_holds_few_hashes() -> None:
    edge = Edge()
    for size in SIZES:
        edge.add(LEAVES[size - 1])
        assert edge.root() == by_definition(LEAVES[:size])
        assert len(edge.hashes) == size.bit_count() <= size.bit_length()
        resumed = Edge(edge.size, edge.hashes)
        resumed.add(LEAVES[0])
        assert resumed.root() == by_definition([*LEAVES[:size], LEAVES[0]])
    with pytest.raises(ValueError, match="2 hashes"):
        Edge(3, [LEAVES[0]])


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_is_included_and_no_damaged_proof_is_taken(size: int) -> None:
    leaves, under = LEAVES[:size], by_definition(LEAVES[:size])
    for position, one in enumerate(leaves):
        proof = inclusion(leaves, position)
        assert included(one, position, size, proof, under)
        assert not included(node(one, one), position, size, proof, under)
        assert not included(one, position, size, proof, LEAVES[0] if size > 1 else LEAVES[1])
        assert not included(one, size, size, proof, under)
        assert not included(one, -1, size, proof, under)
        for elsewhere in range(size):
            assert included(one, elsewhere, size, proof, under) == (elsewhere == position)
        assert not any(included(one, position, size, other, under) for other in damaged(proof))
    with pytest.raises(IndexError):
        inclusion(leaves, size)


@pytest.mark.parametrize("size", SIZES)
def test_every_older_head_is_continued_and_no_damaged_proof_is_taken(size: int) -> None:
    leaves, newer = LEAVES[:size], by_definition(LEAVES[:size])
    for older in range(1, size + 1):
        proof, before = consistency(leaves, older), by_definition(leaves[:older])
        assert continued(older, before, size, newer, proof)
        for other in damaged(proof):
            assert not continued(older, before, size, newer, other)
        assert not continued(older, LEAVES[0] if older > 1 else LEAVES[1], size, newer, proof)
        assert not continued(older, before, size, node(newer, newer), proof)
        assert not continued(0, EMPTY, size, newer, proof)
        assert not continued(size + 1, before, size, newer, proof)
    for wrong in (0, size + 1):
        with pytest.raises(ValueError, match="continued"):
            consistency(leaves, wrong)
