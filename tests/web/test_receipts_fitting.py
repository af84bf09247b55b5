"""Which case some money may be for: only what somebody can check speaks for it. The columns of a file. Files that are kept."""

from __future__ import annotations

import io
import os
import time
import zipfile
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from trp.fees.looking import Suspended
from trp.fees.morning import keeping
from trp.fees.morning.columns import chosen
from trp.fees.morning.fitting import SAYS, Fitting, Waiting, Why
from trp.fees.tabular import WrongFile

DAY = date(2026, 3, 2)


def money(payer: str = "", *, number: str = "R1", free: int = 246_25, office: str | None = "NAIROBI", paid_on: date = DAY) -> Suspended:  # fmt: skip
    return Suspended(number, paid_on, office, "online", payer, "trp", free, free, False)


def case(number: str = "T-000039", family: str = "Tremblay", given: str = "Jeanne Élise", client: str = "8812-4410", *, since: date = DAY, due: int = 246_25, receipts: frozenset[str] = frozenset(), office: str = "NAIROBI") -> Waiting:  # fmt: skip
    return Waiting(uuid4(), number, family, given, client, since, office, due, receipts)


def whys(paid: Suspended, *cases: Waiting) -> list[tuple[str, set[Why]]]:
    return [(one.case.number, set(one.why)) for one in Fitting(cases).of(paid)]


BESIDE = {Why.AMOUNT, Why.DAY, Why.OFFICE}


@pytest.mark.parametrize(
    ("payer", "why"),
    [
        ("JEANNE TREMBLAY", {Why.NAME}),
        ("tremblay, elise", {Why.NAME}),
        ("Mme Trémblay", {Why.FAMILY}),
        ("T-000039", {Why.NUMBER}),
        ("frais t000039 merci", {Why.NUMBER}),
        ("T 000039", {Why.NUMBER}),
        ("client 8812-4410", {Why.CLIENT}),
        ("88124410", {Why.CLIENT}),
        ("8812 4410 J. Tremblay T-000039", {Why.NUMBER, Why.CLIENT, Why.FAMILY}),
    ],
)
def test_what_the_payer_wrote_points_to_a_case_and_is_told(payer: str, why: set[Why]) -> None:
    assert whys(money(payer), case()) == [("T-000039", why | BESIDE)]


@pytest.mark.parametrize(
    "payer", ["", "Nobody", "Trembl", "T-00003", "T-0000399", "881244101", "XT-000039", "Jeanne"]
)
def test_amount_day_and_office_alone_point_to_nothing(payer: str) -> None:
    assert whys(money(payer), case()) == []


def test_the_receipt_on_the_file_of_a_case_points_to_it() -> None:
    assert whys(money(), case(receipts=frozenset({"R1"})), case("T-000040")) == [
        ("T-000039", {Why.RECEIPT} | BESIDE)
    ]


def test_a_family_name_of_several_words_is_met_whole() -> None:
    assert whys(money("de la Cruz"), case(family="De La Cruz", given=""))[0][1] == {Why.FAMILY} | BESIDE
    assert whys(money("de la Tour"), case(family="De La Cruz", given="")) == []


def test_the_case_with_the_most_reasons_comes_first() -> None:
    one, two, three = (
        case("T-000001"),
        case("T-000002", given="Paul", due=100_00),
        case("T-000003", family="Autre", given="X", since=date(2026, 1, 1)),
    )
    found = Fitting([two, three, one]).of(money("Jeanne Tremblay"))
    assert [fit.case.number for fit in found] == ["T-000001", "T-000002"]
    assert len(found[0].why) > len(found[1].why)


def test_what_would_be_short_or_over_is_told_before() -> None:
    [short], [over] = (
        Fitting([case()]).of(money("Tremblay", free=200_00)),
        Fitting([case(due=100_00)]).of(money("Tremblay")),
    )
    assert (short.cents, short.short, short.over) == (200_00, 46_25, 0)
    assert (over.cents, over.short, over.over) == (100_00, 0, 146_25)
    assert Why.AMOUNT not in {*short.why, *over.why}


def test_the_day_and_the_office_speak_only_where_they_fit() -> None:
    found = Fitting([case(since=date(2026, 2, 15))]).of(money("Tremblay", office=None))
    assert set(found[0].why) == {Why.FAMILY, Why.AMOUNT}
    before = Fitting([case(since=date(2026, 3, 3))]).of(money("Tremblay", office="PARIS"))
    assert set(before[0].why) == {Why.FAMILY, Why.AMOUNT}


def test_every_reason_is_said() -> None:
    assert set(SAYS) == set(Why)
    assert all(one.en and one.fr and one.en != one.fr for one in SAYS.values())


# Columns ----------------------------------------------------------------------------------------------


def test_columns_are_known_by_their_names_in_either_language_and_can_be_corrected() -> None:
    found = chosen(
        ["Numéro de reçu", "Jour du paiement", "Montant", "x"], ["R1", "2026-03-02", "1,00", ""], {"c3": "-"}
    )
    assert found.is_right and found.fields == {
        "Numéro de reçu": "number",
        "Jour du paiement": "paid_on",
        "Montant": "amount",
        "x": "-",
    }
    other = chosen(
        ["Receipt", "Date", "Amount", "Total"],
        ["", "", "", ""],
        {"c2": "-", "c3": "amount", "c0": "nonsense"},
    )
    assert other.is_right and other.fields["Total"] == "amount" and other.fields["Receipt"] == "number"


def test_a_column_that_is_unknown_twice_or_missing_is_told() -> None:
    found = chosen(["Receipt", "Amount", "Total", "Sesame"], ["", "", "", ""], {})
    told = " ".join(one.en for _, one in found.wrong)
    assert not found.is_right and found.missing == ("paid_on",)
    assert "Columns “Amount” and “Total” are both the amount" in told
    assert "“Sesame” is not known" in told and "No column is the day of payment" in told
    assert [key for key, _ in found.wrong] == ["c2", "c3", "c0"]


def test_columns_of_one_name_are_left_out_together_or_told() -> None:
    names = ["Receipt", "", "Date", "", "Amount"]
    assert chosen(names, [""] * 5, {"c1": "-"}).is_right
    assert not chosen(names, [""] * 5, {"c1": "payer"}).is_right


# Files that are kept ----------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return tmp_path / "uploads"


def test_a_file_is_found_again_by_whoever_kept_it_and_nobody_else(home: Path) -> None:
    held = keeping.keep("me", "été.CSV", [b"a,b\n", b"1,2\n"])
    assert keeping.kept("me", held.digest) == held and held.name == "été.CSV"
    assert keeping.kept("you", held.digest) is None
    assert keeping.kept("me", "0" * 64) is None
    assert (home / "me").stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_not_what_it_was_is_not_given(home: Path) -> None:
    held = keeping.keep("me", "a.csv", [b"a,b\n"])
    held.path.write_bytes(b"a,c\n")
    assert keeping.kept("me", held.digest) is None


def test_a_file_goes_with_time_whosever_it_was_and_when_it_is_let_go(home: Path) -> None:
    old, new = keeping.keep("me", "a.csv", [b"1"]), keeping.keep("you", "b.csv", [b"2"])
    before = time.time() - keeping.KEPT_FOR - 1
    for path in (home / "me").iterdir():
        os.utime(path, (before, before))
    assert keeping.kept("me", old.digest) is None
    keeping.keep("you", "c.csv", [b"3"])
    assert list((home / "me").iterdir()) == [] and keeping.kept("you", new.digest) is not None
    keeping.let_go(new)
    assert keeping.kept("you", new.digest) is None and len(list((home / "you").iterdir())) == 2


def test_an_account_keeps_a_few_files_alone(home: Path) -> None:
    for n in range(keeping.MOST_FILES + 3):
        held = keeping.keep("me", f"{n}.csv", [str(n).encode()])
        os.utime(held.path.with_suffix(".json"), (time.time() - 100 + n,) * 2)
    assert len(list((home / "me").glob("*.csv"))) == keeping.MOST_FILES


def test_too_large_and_empty_leave_nothing_behind(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 10)
    for chunks, said in (([b"x" * 6, b"x" * 6], "larger than 64 MB"), ([], "empty")):
        with pytest.raises(WrongFile, match=said):
            keeping.keep("me", "a.csv", chunks)
    assert list((home / "me").iterdir()) == []


def test_a_spreadsheet_that_unpacks_without_end_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_UNPACKED", 1_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", "0" * 2_000)
    with pytest.raises(WrongFile, match="unpacks to more"):
        keeping.keep("me", "a.xlsx", [packed.getvalue()])
    assert keeping.keep("me", "a.xlsx", [b"no zip at all"]).path.suffix == ".xlsx"


def test_the_name_of_a_file_says_no_path(home: Path) -> None:
    held = keeping.keep("me", "../../etc/passwd", [b"1"])
    assert held.path.parent == home / "me" and held.path.suffix == ".csv"
