"""The fields of the convictions: a group for each, another one at the press of a button, what matters first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from trp.casework.events import ConvictionsRecorded
from trp.casework.files import Line, extend, replay
from trp.casework.found import found
from trp.desk.forms import ActForm, asked, fact
from trp.desk.words import later
from trp.rulebook.request import ORDER, REQUEST, kind
from trp.rulebook.shape import ListOf, Part

MOST = 20
"""Convictions that one form takes."""


def _facts() -> tuple[str, ...]:
    shape = REQUEST.facts["convictions"]
    assert isinstance(shape, ListOf) and isinstance(shape.entry, Part)
    return tuple(sorted(shape.entry.facts, key=lambda name: ORDER[f"convictions[].{name}"]))


FACTS = _facts()
"""What there is to know of a conviction, in the order in which it is best asked."""


class ConvictionFields(ActForm):
    """Asks for convictions. Each field is named `c0.offence`, `c1.sentence` and so on."""

    count = 0

    def ask_convictions(self, *, least: int = 1) -> None:
        """Put a group there for each conviction on record or typed, and at least so many."""
        held: list[dict[str, Any]] = list(self.file.facts.get("convictions", ()))
        self.count = max(len(held), least)
        if self.is_bound:
            self.count = _number(self.data.get("convictions", ""), self.count)
            if self.data.get("again") == "conviction":
                self.count = min(self.count + 1, MOST)
            self.put(convictions=str(self.count))
        self.fields["convictions"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        self.fields["convictions"].initial = self.count
        self.first = self._that_matter()
        for n in range(self.count):
            self._group(n, held[n] if n < len(held) else {})
        self.fields["no_convictions"] = forms.BooleanField(
            label=later("No conviction was found", "Aucune déclaration de culpabilité n’a été constatée"),
            required=False, initial=self.file.facts.get("convictions") == [],
        )  # fmt: skip

    def _that_matter(self) -> tuple[str, ...]:
        """The facts of a conviction that the gate turns on, as the case stands."""
        file = replay(self.file.lines)
        extend(file, Line(file.head + 1, self.reader.day, "", "", ConvictionsRecorded(convictions=({},))))
        needs = found(file, self.reader.day).finding("gate").needs
        return tuple(path.split("].")[1] for path in needs if path.startswith("convictions["))

    def _group(self, n: int, held: dict[str, Any]) -> None:
        for name in FACTS:
            field = asked(
                f"convictions[0].{name}", unknown=name != "offence", required=False, drop=name == "sentence"
            )
            field.initial = _as_typed(held.get(name))
            self.fields[f"c{n}.{name}"] = field
        self.fields[f"c{n}.left_out"] = forms.BooleanField(
            label=later("Leave this conviction out", "Retirer cette déclaration de culpabilité"), required=False,
        )  # fmt: skip

    @property
    def groups(self) -> Iterator[dict[str, Any]]:
        """For the page: each conviction with the fields that matter first, and the rest."""
        for n in range(self.count):
            first = ("offence", *self.first)
            rest = [name for name in FACTS if name not in first]
            yield {
                "n": n + 1,
                "first": [self[f"c{n}.{name}"] for name in FACTS if name in first],
                "rest": [self[f"c{n}.{name}"] for name in rest],
                "open": any(self[f"c{n}.{name}"].errors or self[f"c{n}.{name}"].value() for name in rest),
                "left_out": self[f"c{n}.left_out"],
            }

    def said_of_convictions(self) -> tuple[dict[str, Any], ...] | None:
        """Every conviction of which something was said; None: nothing was said of any."""
        told = self.cleaned_data
        groups = []
        for n in range(self.count):
            if told.get(f"c{n}.left_out"):
                continue
            typed = {name: told.get(f"c{n}.{name}") for name in FACTS}
            if one := {name: fact(kind(f"convictions[0].{name}"), value) for name, value in typed.items() if value not in (None, "")}:  # fmt: skip
                groups.append(one)
        if groups and told.get("no_convictions"):
            self.add_error("no_convictions", later(
                "Convictions are entered above, and here that there are none: leave one of the two out.",
                "Des déclarations de culpabilité sont inscrites ci-dessus, et ici qu’il n’y en a aucune : retirez l’un des deux.",
            ))  # fmt: skip
        return tuple(groups) or (() if told.get("no_convictions") else None)


def _number(typed: str, otherwise: int) -> int:
    return min(int(typed), MOST) if typed.isascii() and typed.isdigit() and len(typed) < 4 else otherwise


def _as_typed(value: Any) -> Any:
    """A fact on record, as its field shows it."""
    return {True: "yes", False: "no", None: ""}.get(value, value) if not isinstance(value, str) else value
