"""Our frozen records keep the promises that dataclasses make."""

from __future__ import annotations

import pytest

from trp.rulebook.frozen import fields, frozen, is_record, replace


@frozen
class Pair:
    """Two things."""

    one: int
    other: str = "b"

    def both(self) -> str:
        return f"{self.one}{self.other}"


@frozen(eq=False)
class Alone:
    one: int


def test_a_record_holds_its_fields_and_defaults() -> None:
    assert (Pair(1).one, Pair(1).other, Pair(1, "c").other, Pair(one=2, other="d").both()) == (
        1,
        "b",
        "c",
        "2d",
    )
    assert fields(Pair) == fields(Pair(1)) == ("one", "other")
    assert is_record(Pair(1))
    assert not is_record((1, "b"))
    assert Pair.__doc__ == "Two things."
    assert repr(Pair(1)) == "Pair(one=1, other='b')"


def test_records_are_equal_by_content_unless_they_are_not_to_be() -> None:
    assert Pair(1) == Pair(1)
    assert Pair(1) != Pair(2)
    assert Pair(1) != (1, "b")
    assert len({Pair(1), Pair(1), Pair(2)}) == 2
    assert Alone(1) != Alone(1)


def test_a_record_is_never_changed() -> None:
    pair = Pair(1)
    with pytest.raises(AttributeError, match="replace"):
        pair.one = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del pair.one
    with pytest.raises(AttributeError):
        pair.third = 3  # type: ignore[attr-defined]
    assert replace(pair, one=2) == Pair(2)
    assert pair == Pair(1)
    for call in (lambda: replace(pair, third=3), lambda: Pair(), lambda: Pair(1, "b", 3)):  # type: ignore[call-arg]
        with pytest.raises(TypeError):
            call()
