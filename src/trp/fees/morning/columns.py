"""Which field each column of a file is: as its name says, or as somebody chose; what does not fit is told at once.

A file without a column of offices is money that stands in the day of no office, unless whoever imports it says which
office it came to: so that is asked beside the columns, and their own office stands there first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trp.fees.tabular import FIELDS, LEFT_OUT, REQUIRED, recognised
from trp.rulebook.language import Both

OFFICE = "office"
"""The field, and in an address the office of a file that has no column for it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file.

    Attributes:
        key: What its choice is called in an address. `first`: what the first row holds in it.
        field: One of `FIELDS`, `LEFT_OUT`, or empty where nobody has said.
        wrong: What is wrong with it, if something is.
    """

    key: str
    name: str
    first: str
    field: str
    wrong: Both | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The columns of a file with their fields.

    Attributes:
        missing: Fields that must be there and are not.
        office: To which office the money came, where no column says so; empty: to none in particular.
    """

    columns: tuple[Column, ...]
    missing: tuple[str, ...]
    office: str = ""

    @property
    def asks_office(self) -> bool:
        """No column says to which office the money came."""
        return all(one.field != OFFICE for one in self.columns)

    @property
    def is_right(self) -> bool:
        return not self.missing and not any(one.wrong for one in self.columns)

    @property
    def fields(self) -> dict[str, str]:
        """The field of each column, by the name of the column."""
        return {one.name: one.field for one in self.columns}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The choices as an address has them."""
        office = [(OFFICE, self.office)] if self.asks_office else []
        return [*((one.key, one.field) for one in self.columns), *office]

    @property
    def wrong(self) -> list[tuple[str, Both]]:
        """Everything that is wrong, each with the field of the page that it is about."""
        first = self.columns[0].key if self.columns else "c0"
        missing = [
            Both(f"No column is the {FIELDS[name].en}: choose which one it is.",
                 f"Aucune colonne n’est désignée pour ce champ : {FIELDS[name].fr}. Choisissez-la.")
            for name in self.missing
        ]  # fmt: skip
        return [(one.key, one.wrong) for one in self.columns if one.wrong] + [(first, one) for one in missing]


def chosen(names: list[str], first: list[str], given: Mapping[str, str], own: str = "") -> Chosen:
    """The columns of a file.

    Args:
        names: As the file has them. `first`: its first row.
        given: What somebody chose, by the keys of the columns.
        own: The office of whoever imports: the only one that money without an office can be said to have come to.
    """
    columns: list[Column] = []
    for name, cell in zip(names, first, strict=True):
        if any(one.name == name for one in columns):
            continue  # columns of the same name are one choice
        key = f"c{len(columns)}"
        field = given[key] if given.get(key) in (*FIELDS, LEFT_OUT) else recognised(name) or ""
        taken = next((one for one in columns if one.field == field and field in FIELDS), None)
        columns.append(Column(key, name, cell[:60], field, _wrong(name, field, taken, names)))
    held = {one.field for one in columns}
    office = own if given.get(OFFICE, own) == own else ""
    return Chosen(tuple(columns), tuple(name for name in REQUIRED if name not in held), office)


def _wrong(name: str, field: str, taken: Column | None, names: list[str]) -> Both | None:
    if not field:
        return Both(f"Column “{name}” is not known: choose what it is, or leave it out.",
                    f"La colonne « {name} » n’est pas reconnue : choisissez ce qu’elle représente, ou omettez-la.")  # fmt: skip
    if taken is not None:
        said = FIELDS[field]
        return Both(f"Columns “{taken.name}” and “{name}” are both the {said.en}: leave one of them out.",
                    f"Les colonnes « {taken.name} » et « {name} » représentent le même champ ({said.fr}) : omettez-en une.")  # fmt: skip
    if field != LEFT_OUT and names.count(name) > 1:
        return Both(f"{names.count(name)} columns are called “{name}”: leave them out, or name them apart in the file.",
                    f"{names.count(name)} colonnes se nomment « {name} » : omettez-les, ou donnez-leur des noms distincts dans le fichier.")  # fmt: skip
    return None
