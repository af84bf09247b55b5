"""Files of receipts: each row is new, known, changed or refused with its line; nothing is lost or half-written."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.journal.truth import faults, tables
from tests.world import DAY, World
from trp.fees import importing, tabular
from trp.fees.importing import Outcome
from trp.fees.rebuild import rebuild
from trp.fees.tabular import WrongFile, cents, mapped, read
from trp.journal.asked import Refused
from trp.rulebook.language import Both

OFFICES = {"PARIS": Both("Visa office in Paris", "Bureau des visas à Paris")}
HEADER = ["Receipt", "Date", "Fee", "Amount", "Office"]


def written(path: Path, rows: list[list[Any]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def line(number: str, amount: str = "246.25", fee: str = "trp", day: str = "2026-03-02", office: str = "PARIS") -> list[str]:  # fmt: skip
    return [number, day, fee, amount, office]


def imported(world: World, path: Path, who: str = "clerk") -> Outcome:
    octets, sheet = path.read_bytes(), read(path, DAY, importing.offices())
    world.clock = world.clock.replace(hour=15)
    source = importing.source_of(path.name, octets)
    return importing.apply(sheet.receipts, source, world.officers[who], at=world.clock, on=DAY)


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("246.25", 24625), ("246,25", 24625), ("$246.25", 24625), ("1,246.25", 124625), ("1 246,25 $", 124625),
        ("1\u00a0246,25\u00a0$", 124625), ("1\u202f246,25", 124625), ("985", 98500), ("CAD 5.00", 500), (246.25, 24625),
        (0.1 + 0.2, 0.1 + 0.2), (19.99, 1999), (985, 98500), ("1,234", "1,234"), ("246.2", "246.2"), ("-5.00", "-5.00"),
        ("1,246,25", "1,246,25"), ("", ""), ("١٢", "١٢"), ("1e3", "1e3"), (True, "True"), (float("inf"), "inf"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_either_language_writes_them_or_not_at_all(text: Any, worth: Any) -> None:
    assert cents(text) == worth and type(cents(text)) is type(worth)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_files_as_spreadsheets_save_them(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["Numéro de reçu", "Date de paiement", "Montant payé", "Payeur"], ["R-1", "2026-03-02", "246,25", "Zoé Côté"]]  # fmt: skip
    sheet = read(written(tmp_path / "f.csv", rows, delimiter, encoding), DAY, OFFICES)
    assert [one.row for one in sheet.receipts] == [
        ["R-1", "2026-03-02", "other", None, "Zoé Côté", [["unknown", 1, 24625]]]
    ]
    assert list(sheet.mapping.values()) == ["number", "paid_on", "amount", "payer"]


def test_a_spreadsheet_with_days_and_numbers_of_its_own(tmp_path: Path) -> None:
    sheet = read(Path(__file__).parent / "receipts.xlsx", DAY, OFFICES)
    assert [one.row for one in sheet.receipts] == [
        ["R-1", "2026-03-02", "card", "PARIS", "Zoé Côté", [["biometrics", 1, 8500], ["trp", 4, 98500]]],
        ["R-2", "2026-03-01", "online", "PARIS", "", [["trp", 1, 24625]]],
    ]
    [faulty] = sheet.refused
    assert faulty.number == "R-3" and [one.code for one in faulty.why] == ["amount-wrong"]
    (tmp_path / "no.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    with pytest.raises(WrongFile, match="cannot be read"):
        read(tmp_path / "no.xlsx", DAY, OFFICES)


def test_each_refused_row_is_told_with_its_line_and_the_rest_is_taken(tmp_path: Path) -> None:
    rows = [
        HEADER, line("R-1"), line("R-2", "246.2"), line("R-3", day="2026-03-09"), line("R-4", office="ATLANTIS"),
        line("R-5", fee="toll"), line(""), [], line("R-6"), line("R-6", "85.00", "biometrics"), line("R-1"),
        line("R-7"), line("R-7", "1.00"), line("R-8"), line("R-8", "85.00", "biometrics", day="2026-03-01"),
    ]  # fmt: skip
    sheet = read(written(tmp_path / "f.csv", rows), DAY, OFFICES)
    assert [(one.row[0], one.lines) for one in sheet.receipts] == [("R-1", (2, 11)), ("R-6", (9, 10))]
    assert (sheet.rows, sheet.repeats) == (13, [(11, 2)])
    assert [(one.lines, [why.code for why in one.why]) for one in sheet.refused] == [
        ((3,), ["amount-wrong"]), ((4,), ["day-to-come"]), ((5,), ["office-unknown"]), ((6,), ["fee-unknown"]),
        ((7,), ["receipt-number-wrong"]), ((12, 13), ["rows-contradict"]), ((14, 15), ["rows-contradict"]),
    ]  # fmt: skip
    for one in sheet.refused:
        for why in one.why:
            assert why.says.en != why.says.fr and "None" not in why.says.en


@pytest.mark.parametrize("office", ["PARIS", "paris", "Visa office in Paris", "bureau des visas à\u00a0Paris ", " Visa  Office in paris"])  # fmt: skip
def test_an_office_is_known_by_its_code_and_by_its_names(tmp_path: Path, office: str) -> None:
    sheet = read(written(tmp_path / "f.csv", [HEADER, line("R-1", office=office)]), DAY, OFFICES)
    assert [one.row[3] for one in sheet.receipts] == ["PARIS"], sheet.refused


def test_what_is_wrong_is_told_in_the_words_of_the_desk(tmp_path: Path) -> None:
    rows = [
        [*HEADER, "Method"],
        [*line("R-1", day="31/02/2026"), "sms"],
        [*line("R-2", day="2026-03-09"), "card"],
    ]
    one, two = read(written(tmp_path / "f.csv", rows), DAY, OFFICES).refused
    day, method = one.why
    assert day.says == Both(
        "R-1: 31/02/2026 is no day; write it year-month-day, such as 2026-03-02.",
        "R-1\u00a0: 31/02/2026 n’est pas un jour; écrivez-le année-mois-jour, comme 2026-03-02.",
    )
    assert method.says == Both(
        "R-1: sms is no method; give one of these: online, card, cash, cheque, bank transfer (transfer), another way (other).",
        "R-1\u00a0: sms n’est pas un mode; donnez l’un de ceux-ci\u00a0: en ligne (online), carte (card), comptant (cash), chèque (cheque), virement (transfer), autrement (other).",
    )
    [late] = two.why
    assert late.says.en.endswith("that day is still to come.")
    assert late.says.fr.endswith("\u00a0: cette date est à venir.")


@pytest.mark.parametrize(
    ("header", "chosen", "says"),
    [
        (["Receipt", "Date", "Amount", "Colour"], {}, "column Colour"),
        (["Receipt", "Date"], {}, "no column is the field amount"),
        (["Receipt", "Date", "Amount", "Total"], {}, "two columns are the field amount"),
        (["Receipt", "Date", "Amount"], {"Day": "paid_on"}, "no such column"),
        (["Receipt", "Date", "Amount"], {"Date": "when"}, "column Date"),
    ],
)
def test_a_column_that_is_not_known_stops_the_file(
    header: list[str], chosen: dict[str, str], says: str
) -> None:
    with pytest.raises(WrongFile, match=says) as wrong:
        mapped(header, chosen)
    assert wrong.value.says.fr != wrong.value.says.en


def test_columns_are_mapped_by_hand_where_their_names_do_not_tell() -> None:
    found = mapped(["Nr", "Date", "$", "Colour"], {"Nr": "number", "$": "amount", "Colour": "-"})
    assert found == {"Nr": "number", "Date": "paid_on", "$": "amount", "Colour": "-"}


def test_what_is_no_table_is_said(tmp_path: Path) -> None:
    for name, octets in (("empty.csv", b""), ("image.csv", b"\x89PNG\x00\x01")):
        (tmp_path / name).write_bytes(octets)
        with pytest.raises(WrongFile):
            read(tmp_path / name, DAY, OFFICES)
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.csv", DAY, OFFICES)


def test_twice_changes_nothing_and_a_changed_row_is_refused_and_logged_once(
    world: World, database: str, tmp_path: Path
) -> None:
    rows = [HEADER, *(line(f"R-{n}") for n in range(1200))]
    path = written(tmp_path / "f.csv", rows)
    first = imported(world, path)
    assert (len(first.new), len(first.known), len(first.changed)) == (1200, 0, 0)
    assert first.cents == 1200 * 24625
    held = tables(database)
    assert len([one for one in held["journal_line"] if one["kind"] == "ReceiptsReceived"]) == 3
    again = imported(world, path)
    assert (len(again.new), len(again.known), len(again.changed)) == (0, 1200, 0)
    assert tables(database) == held
    rows[7] = line("R-6", "1.00")
    rows.append(line("R-new"))
    changed = imported(world, written(tmp_path / "g.csv", rows))
    assert (len(changed.new), len(changed.known)) == (1, 1199)
    [one] = changed.changed
    assert (one.number, one.lines) == ("R-6", (8,)) and "$246.25" in one.why[0].says.en
    imported(world, tmp_path / "g.csv")
    logged = [row for row in tables(database)["journal_securityevent"] if row["codes"] == "receipt-changed"]
    assert len(logged) == 1
    assert not faults(database) and not list(rebuild(check=True))


def test_who_may_not_import_is_told_so(world: World, database: str, tmp_path: Path) -> None:
    path = written(tmp_path / "f.csv", [HEADER, line("R-1")])
    with pytest.raises(Refused):
        imported(world, path, "officer")
    assert not tables(database)["fees_receipt"]


def test_an_import_that_broke_off_goes_on(
    world: World, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "f.csv", [HEADER, *(line(f"R-{n}") for n in range(1100))])
    enter, calls = importing.enter, []

    def breaks(*given: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return enter(*given, **more)

    monkeypatch.setattr(importing, "enter", breaks)
    with pytest.raises(KeyboardInterrupt):
        imported(world, path)
    assert len(tables(database)["fees_receipt"]) == 500
    told = imported(world, path)
    assert (len(told.new), len(told.known)) == (600, 500)
    assert not faults(database) and isinstance(world.officers["clerk"], UUID)
    assert tabular.REQUIRED == ("number", "paid_on", "amount")


def test_columns_of_one_name_that_are_left_out_shift_nothing(tmp_path: Path) -> None:
    rows = [["Receipt", "", "Date", "", "Amount"], ["R-1", "junk", "2026-03-02", "1.00", "246.25"]]
    path = written(tmp_path / "f.csv", rows)
    assert tabular.beginning(path) == (rows[0], rows[1])
    [one] = read(path, DAY, OFFICES, {"": "-"}).receipts
    assert one.row == ["R-1", "2026-03-02", "other", None, "", [["unknown", 1, 24625]]]
    with pytest.raises(WrongFile):
        read(path, DAY, OFFICES, {"": "payer"})
