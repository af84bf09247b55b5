"""Files of receipts: CSV or XLSX, whose columns are mapped to fields; each row is read, or refused with its line."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from trp.casework.blockers import Blocker
from trp.casework.registers.receipts import FEES, METHODS, Row, faults
from trp.rulebook.language import Both

FIELDS: dict[str, Both] = {
    "number": Both("receipt number", "numéro de reçu"),
    "paid_on": Both("day of payment", "jour du paiement"),
    "fee": Both("fee", "frais"),
    "amount": Both("amount", "montant"),
    "quantity": Both("quantity", "quantité"),
    "method": Both("method", "mode"),
    "office": Both("office", "bureau"),
    "payer": Both("payer", "payeur"),
}
"""What a column may be, in the order in which they are shown."""
REQUIRED = ("number", "paid_on", "amount")
LEFT_OUT = "-"
"""What a column is mapped to that holds nothing of ours."""

_NAMES: dict[str, tuple[str, ...]] = {
    "number": ("number", "receipt", "receipt number", "receipt no", "iprms", "numero", "recu", "numero de recu", "no de recu"),
    "paid_on": ("paid on", "date", "day", "payment date", "date paid", "day of payment", "jour", "date de paiement", "jour du paiement", "paye le"),
    "fee": ("fee", "fee type", "fee kind", "product", "frais", "type de frais", "produit"),
    "amount": ("amount", "total", "amount cad", "paid", "montant", "montant paye"),
    "quantity": ("quantity", "qty", "quantite", "qte"),
    "method": ("method", "payment method", "mode", "mode de paiement"),
    "office": ("office", "bureau", "unit"),
    "payer": ("payer", "paid by", "client", "payeur", "paye par"),
}  # fmt: skip
_MONEY = re.compile(r"([0-9]{1,9}|[0-9]{1,3}(?:[ ,][0-9]{3}){1,2}(?=[.])|[0-9]{1,3}(?: [0-9]{3}){1,2})(?:[.,]([0-9]{2}))?")  # fmt: skip
MOST = 64 * 2**20
"""Octets of a file, at most."""
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
"""How the name of a spreadsheet ends; every other file is read as text."""


class WrongFile(ValueError):
    """A file that holds no receipts: what is wrong with it."""

    def __init__(self, en: str, fr: str) -> None:
        super().__init__(en)
        self.says = Both(en, fr)


@dataclass(frozen=True, slots=True)
class Faulty:
    """A receipt that is refused as it stands in the file: its lines there, and everything that is wrong."""

    lines: tuple[int, ...]
    number: str
    why: tuple[Blocker, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A receipt of the file and the lines it stands on."""

    row: Row
    lines: tuple[int, ...]


@dataclass
class Sheet:
    """A file that was read.

    Attributes:
        mapping: Each column of the file, and the field that it is; `LEFT_OUT` for none.
        repeats: Lines that say word for word what another line of the file says, each with the first that does.
    """

    mapping: dict[str, str]
    rows: int = 0
    repeats: list[tuple[int, int]] = field(default_factory=list)
    receipts: list[Placed] = field(default_factory=list)
    refused: list[Faulty] = field(default_factory=list)


Cells = dict[str, Any]


def read(
    path: Path, on: date, offices: Mapping[str, Both], chosen: Mapping[str, str] | None = None, office: str | None = None
) -> Sheet:  # fmt: skip
    """Read a file of receipts.

    Args:
        on: The day of the import; nothing was paid later.
        offices: The names of the offices there are, by their codes: a file may have either.
        chosen: Columns by their names, and the field that each is; the others are known by their names.
        office: To which office the money came, where no column says so; None: to none in particular.

    Raises:
        WrongFile: It is no table, or a column is not known.
        OSError: It cannot be read.
    """
    header, table = _opened(path)
    mapping = mapped(header, chosen or {})
    sheet, names = Sheet(mapping), [mapping[column] for column in header]
    beside = {} if "office" in names or office is None else {"office": office}
    found: dict[str, list[tuple[int, Cells]]] = {}
    for line, cells in table:
        if not any(str(cell).strip() for cell in cells):
            continue
        sheet.rows += 1
        told = beside | {name: cell for name, cell in zip(names, cells, strict=False) if name != LEFT_OUT}
        found.setdefault(str(told.get("number", "")).strip(), []).append((line, told))
    called = {word.casefold(): code for code, says in offices.items() for word in (code, says.en, says.fr)}
    for number, rows in found.items():
        _receipt(sheet, number, rows, on, called)
    return sheet


def beginning(path: Path) -> tuple[list[str], list[str]]:
    """The names of the columns of a file, and what its first row holds in each.

    Raises:
        WrongFile: It is no table.
        OSError: It cannot be read.
    """
    header, table = _opened(path)
    _, first = next(table, (0, ()))
    told = [str(cell).strip() for cell in first]
    return header, (told + [""] * len(header))[: len(header)]


def _opened(path: Path) -> tuple[list[str], Iterator[tuple[int, Sequence[Any]]]]:
    """The names of the columns, and the rows after them, each with its line."""
    if path.stat().st_size > MOST:
        raise WrongFile("the file is larger than 64 MB: split it", "le fichier dépasse 64 Mo : divisez-le")
    table = _spreadsheet(path) if path.suffix.lower() in SPREADSHEETS else _text(path)
    header = next(table, None)
    if header is None:
        raise WrongFile("the file is empty", "le fichier est vide")
    return [str(cell).strip() for cell in header[1]], table


def mapped(header: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Which field each column is.

    Raises:
        WrongFile: A column is not known, two are the same field, or one is missing that must be there.
    """
    unknown = [column for column in chosen if column not in header]
    if unknown:
        raise WrongFile(f"--map {unknown[0]}: the file has no such column; it has {', '.join(header)}",
                        f"--map {unknown[0]} : le fichier n’a pas cette colonne; il a {', '.join(header)}")  # fmt: skip
    found: dict[str, str] = {}
    for column in header:
        name = chosen.get(column) or recognised(column)
        if name is None or (name not in FIELDS and name != LEFT_OUT):
            raise WrongFile(f"column {column}: name the field it is with --map {column}=FIELD ({', '.join(FIELDS)}), or leave it out with --map {column}=-",
                            f"colonne {column} : nommez le champ qu’elle représente avec --map {column}=CHAMP ({', '.join(FIELDS)}), ou omettez-la avec --map {column}=-")  # fmt: skip
        if name != LEFT_OUT and name in found.values():
            raise WrongFile(f"two columns are the field {name}: leave one out with --map COLUMN=-",
                            f"deux colonnes représentent le champ {name} : omettez-en une avec --map COLONNE=-")  # fmt: skip
        found[column] = name
    if missing := [name for name in REQUIRED if name not in found.values()]:
        raise WrongFile(f"no column is the field {missing[0]} ({FIELDS[missing[0]].en}): name it with --map COLUMN={missing[0]}",
                        f"aucune colonne ne représente le champ {missing[0]} ({FIELDS[missing[0]].fr}) : nommez-la avec --map COLONNE={missing[0]}")  # fmt: skip
    return found


def recognised(column: str) -> str | None:
    """The field that a column is by its name, in either language; None: it is none that is known."""
    plain = unicodedata.normalize("NFKD", column.casefold())
    plain = " ".join(re.sub(r"[^a-z ]", " ", "".join(c for c in plain if not unicodedata.combining(c))).split())  # fmt: skip
    return next((name for name, names in _NAMES.items() if plain in names), None)


def _text(path: Path) -> Iterator[tuple[int, Sequence[Any]]]:
    octets = path.read_bytes()
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = octets.decode("utf-16", "replace")
    else:
        try:
            text = octets.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = octets.decode("cp1252", "replace")
    if "\0" in text:
        raise WrongFile("this is no CSV file; a spreadsheet must end in .xlsx",
                        "ce n’est pas un fichier CSV; un chiffrier doit se terminer par .xlsx")  # fmt: skip
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as wrong:
        raise WrongFile(f"line {reader.line_num}: {wrong}", f"ligne {reader.line_num} : {wrong}") from None


def _spreadsheet(path: Path) -> Iterator[tuple[int, Sequence[Any]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        yield from enumerate(sheet.to_python(skip_empty_area=False), 1)
    except (CalamineError, IndexError) as wrong:
        raise WrongFile(f"the spreadsheet cannot be read: {wrong}", f"le chiffrier est illisible : {wrong}") from None  # fmt: skip


def _receipt(
    sheet: Sheet, number: str, rows: list[tuple[int, Cells]], on: date, called: Mapping[str, str]
) -> None:
    """The rows of one number as one receipt; or refused as a whole, since half a receipt is none.

    `called`: the codes of the offices by what they may be called, in small letters.
    """
    lines = tuple(line for line, _ in rows)
    told = [_cells(number, cells, called) for _, cells in rows]
    first: dict[tuple[Any, ...], int] = {}
    for line, one in zip(lines, told, strict=True):
        if first.setdefault(one, line) != line:
            sheet.repeats.append((line, first[one]))
    distinct = list(first)
    heads = {one[:5] for one in distinct}
    fees = [one[5] for one in distinct]
    if len(heads) > 1 or len(set(fees)) < len(fees):
        sheet.refused.append(Faulty(lines, number, (_contradicts(number, lines),)))
        return
    paid_on, method, office, payer = distinct[0][1:5]
    row = [number, paid_on, method, office, payer, sorted([fee, many, cents] for *_, fee, many, cents in distinct)]  # fmt: skip
    if why := tuple(faults(row, on, frozenset(called.values()))):
        sheet.refused.append(Faulty(lines, number, why))
    else:
        sheet.receipts.append(Placed(row, lines))


def _contradicts(number: str, lines: tuple[int, ...]) -> Blocker:
    told = ", ".join(map(str, lines))
    return Blocker(
        "rows-contradict",
        Both(f"{number}: lines {told} say different things of one receipt; none of them is taken.",
             f"{number} : les lignes {told} disent des choses différentes d’un même reçu; aucune n’est retenue."),
    )  # fmt: skip


def _cells(number: str, cells: Cells, called: Mapping[str, str]) -> tuple[Any, ...]:
    """A row as its values: number, day, method, office, payer, fee, quantity, cents; what is wrong stays as it is."""
    return (
        number,
        _day(cells.get("paid_on", "")),
        _word(cells.get("method", ""), METHODS, "other"),
        _office(cells.get("office", ""), called),
        str(cells.get("payer", "")).strip(),
        _word(cells.get("fee", ""), FEES, "unknown"),
        _whole(cells.get("quantity", "")),
        cents(cells.get("amount", "")),
    )


def _office(cell: Any, called: Mapping[str, str]) -> str | None:
    """The code of an office, from its code or its name in either language; nothing: None."""
    text = " ".join(str(cell).split())
    return called.get(text.casefold(), text.upper()) or None


def _day(cell: Any) -> str:
    if isinstance(cell, datetime):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def _word(cell: Any, known: Mapping[str, Both], otherwise: str) -> str:
    """A code, or a code by its name in either language; nothing: what stands for it."""
    text = str(cell).strip()
    if not text:
        return otherwise
    plain = text.casefold()
    for code, says in known.items():
        if plain in (code, says.en.casefold(), says.fr.casefold()):
            return code
    return text


def _whole(cell: Any) -> Any:
    text = str(cell).strip().removesuffix(".0")
    return 1 if not text else int(text) if re.fullmatch("[0-9]{1,6}", text) else text


def cents(cell: Any) -> Any:
    """An amount as whole cents (CAD), as either language writes it; what is no amount stays as it is.

    `1,234` is none: it would be a thousand to one reader and less than two dollars to another.
    """
    if isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
        try:
            exact = Decimal(str(cell)) * 100
            return int(exact) if exact == exact.to_integral_value() else cell
        except (InvalidOperation, ValueError, OverflowError):
            return str(cell)
    text = re.sub(r"^(?:CAD|\$)\s*|\s*(?:CAD|\$)$", "", str(cell).replace("\u00a0", " ").replace("\u202f", " ").strip()).strip()  # fmt: skip
    found = _MONEY.fullmatch(text)
    return int(re.sub("[ ,]", "", found[1]) + (found[2] or "00")) if found else text
