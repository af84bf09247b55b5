"""Names in French sentences."""

from __future__ import annotations

import pytest

from trp.rulebook.words import of_name


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Amélie Roy", "d’Amélie Roy"),
        ("Otieno", "d’Otieno"),
        ("Hélène Tremblay", "d’Hélène Tremblay"),
        ("Roy", "de Roy"),
        ("Élise", "d’Élise"),
        ("Œnone", "d’Œnone"),
        ("Yves", "d’Yves"),
        ("Yasmine", "de Yasmine"),
        ("Hassan Ruth", "de Hassan Ruth"),
        ("Henri-Paul", "d’Henri-Paul"),
    ],
)
def test_de_elides_before_a_vowel_and_before_a_mute_h(name: str, told: str) -> None:
    assert of_name(name) == told
