"""Importing a file in the browser: looked at first, entered part by part, the same file twice changing nothing."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.desk import Desk, Page, holds
from tests.web.receipts import (
    CASHIER,
    CLERK,
    FAR,
    HEADER,
    count,
    many,
    morning_of,
    received,
    row,
    text_of,
    upload,
)
from trp.fees.models import Receipt
from trp.fees.morning import upload as uploading

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "HOME", tmp_path / "home")
    return tmp_path / "home" / "uploads"


def numbers() -> int:
    return count("fees_receipt")


@pytest.mark.parametrize("language", ("en", "fr"))
def test_a_morning_is_looked_at_then_entered_and_a_second_time_known(
    desk: Desk, home: Path, language: str
) -> None:
    rows, pays = morning_of()
    before = numbers()
    page = upload(desk, text_of(rows), language=language)
    said = unescape(page.text)
    assert page.status == 200 and "morning.csv" in said and numbers() == before
    new = len(pays) + 2
    assert (
        f"Enter {new}\u00a0new receipts" if language == "en" else f"Inscrire {new}\u00a0nouveaux reçus"
    ) in said
    assert (
        "ATLANTIS" in said
        and ("246.2 is no amount" if language == "en" else "246.2 n’est pas le montant") in said
    )
    assert ("On record:" if language == "en" else "Au registre\u00a0:") in said
    done = page.send()
    assert done.status == 200 and numbers() == before + new
    assert (
        f"{new}\u00a0receipts are entered" if language == "en" else f"{new}\u00a0reçus sont inscrits"
    ) in unescape(done.text)
    assert "ATLANTIS" in done.text
    assert not [path for path in home.rglob("*") if path.is_file()], "the file goes once it is entered"
    again = upload(desk, text_of(rows), language=language)
    assert ("there is nothing to enter" if language == "en" else "il n’y a rien à inscrire") in unescape(
        again.text
    )
    assert again.holds == {} and numbers() == before + new


def test_a_file_of_10_000_rows_is_entered_in_parts_each_by_a_press(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = numbers()
    page = upload(desk, text_of(many(10_000)), "large.csv")
    assert "Enter 10,000\u00a0new receipts" in page.text
    part = page.send()
    presses = 1
    while part.status == 302:
        part = part.next()
        assert "<progress" in part.text and "Go on" in part.text and 'hx-trigger="load' in part.text
        part = part.send()
        presses += 1
        assert presses < 30
    assert (
        numbers() == before + 10_000
        and "10,000\u00a0receipts are entered, $2,462,500.00 in all." in part.text
    )


def test_a_part_is_a_request_of_its_own_and_what_is_entered_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "SECONDS", 0.0)
    before = numbers()
    page = upload(desk, text_of(many(1_200)), "parts.csv")
    first = page.send().next()
    assert numbers() == before + 500 and "500 of 1,200 receipts are done." in first.text
    # The page is closed; the same file is chosen again, and goes on where it was.
    anew = upload(desk, text_of(many(1_200)), "parts.csv")
    assert "Enter 700\u00a0new receipts" in anew.text
    second = anew.send().next().send().next().send()
    assert (
        second.status == 200
        and numbers() == before + 1_200
        and "700\u00a0receipts are entered" in second.text
    )


def test_the_file_of_this_morning_is_at_hand_in_a_demo_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.page(CLERK, "receipts/import")
    assert "Take the file of this morning" in page.text
    client = desk.sign_in(CLERK)
    preview = Page(client, page.path, client.post(page.path, {"demo": "1"})).next()
    assert "2026-03-02.csv" in preview.text and "ATLANTIS" in preview.text
    monkeypatch.setattr(settings, "DEMO", False)
    assert "Take the file of this morning" not in client.get(page.path).text
    assert client.post(page.path, {"demo": "1"}).status_code == 422


def test_what_must_be_pressed_does_not_grow_the_statements_of_a_preview(desk: Desk) -> None:
    def statements(rows: list[Any]) -> int:
        page = upload(desk, text_of(rows))
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert page.client.get(page.path).status_code == 200
        return len(caught)

    assert statements(many(10)) == statements(many(400))


def test_a_second_page_of_the_same_file_enters_nothing_twice(desk: Desk) -> None:
    before = numbers()
    one = upload(desk, text_of(many(5)))
    two = upload(desk, text_of(many(5)))
    assert one.path == two.path
    assert one.send().status == 200 and numbers() == before + 5
    gone = two.send()
    assert gone.status == 410 and "no longer kept" in gone.text and numbers() == before + 5


def test_a_receipt_that_came_meanwhile_is_known_and_one_that_came_otherwise_is_refused(desk: Desk) -> None:
    page = upload(desk, text_of(many(3)))
    received(desk, row("B000001", payer="Nobody"), row("B000002", payer="Somebody else"))
    done = page.send()
    assert "1\u00a0receipt is entered" in done.text and "1\u00a0receipt was known before." in done.text
    assert "1\u00a0receipt is refused" in done.text and "Somebody else" in done.text


def test_the_file_of_somebody_else_is_not_there(desk: Desk) -> None:
    page = upload(desk, text_of(many(3)))
    other = desk.sign_in(FAR).get(page.path)
    assert other.status_code == 410 and "B000001" not in other.text
    assert desk.sign_in("a.roy").get(page.path).status_code == 403


def test_columns_that_are_not_known_are_chosen_and_hold_until_the_end(desk: Desk) -> None:
    rows = [
        ("Kwittung", "Tag", "Betrag", "Betrag 2"),
        ("K-1", "2026-03-02", "246.25", ""),
        ("K-2", "2026-03-01", "1", ""),
    ]
    before = numbers()
    page = upload(desk, text_of(rows, ";"), "fremd.csv")
    said = unescape(page.text)
    assert (
        page.status == 200
        and "Column “Kwittung” is not known" in said
        and "No column is the receipt number" in said
    )
    assert "K-1" in page.text, "the first row helps to choose"
    wrong = page.client.get(page.path, {"c0": "number", "c1": "number", "c2": "amount", "c3": "-"})
    assert wrong.status_code == 422 and "are both the receipt number" in wrong.text
    right = page.client.get(page.path, {"c0": "number", "c1": "paid_on", "c2": "amount", "c3": "-"})
    assert "Enter 2\u00a0new receipts" in right.text and holds(right.text)["c1"] == ["paid_on"]
    assert Page(page.client, page.path, right).send().status == 200 and numbers() == before + 2


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "none.csv", "file is empty"),
        (b"\x00\x01\x02binary\x00", "what.csv", "this is no CSV file"),
        (b"PK\x03\x04 no spreadsheet", "what.xlsx", "spreadsheet cannot be read"),
        ('<script>alert(1)</script>,"b\n', "<b>.csv", ""),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_and_nothing_is_kept(
    desk: Desk, home: Path, content: bytes, name: str, says: str
) -> None:
    before = numbers()
    page = upload(desk, content, name)
    assert says in unescape(page.text) and numbers() == before and "<script>alert" not in page.text
    if says:
        assert page.status == 422 and not [path for path in home.rglob("*") if path.is_file()]


def test_no_file_is_told(desk: Desk) -> None:
    answer = desk.sign_in(CLERK).post("/fr/receipts/import", {})
    assert answer.status_code == 422 and "Choisissez un fichier." in answer.text


def test_a_file_that_is_too_large_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "MOST", 100)
    page = upload(desk, text_of(many(10)))
    assert page.status == 422 and "has more than 64 MB" in page.text


def test_a_spreadsheet_is_read_as_a_file_of_text_is(desk: Desk) -> None:
    before = numbers()
    page = upload(desk, (Path(__file__).parents[1] / "registers" / "receipts.xlsx").read_bytes(), "book.xlsx")
    assert page.status == 200 and "new receipt" in page.text
    assert page.send().status == 200 and numbers() > before


def test_columns_of_one_name_that_are_left_out_shift_nothing(desk: Desk) -> None:
    rows = [("Receipt", "", "Date", "", "Amount"), ("S-1", "junk", "2026-03-01", "junk", "246.25")]
    page = upload(desk, text_of(rows))
    right = Page(page.client, page.path, page.client.get(page.path, {"c1": "-"}))
    assert "Enter 1\u00a0new receipt<" in right.text and "2026-03-01" in right.text
    assert right.send().status == 200


def test_every_refused_row_can_be_seen(desk: Desk) -> None:
    rows = [HEADER, *((f"W-{n}", "2026-03-02", "online", "ATLANTIS", "", "trp", "1", "1") for n in range(80))]
    page = upload(desk, text_of(rows))
    assert page.text.count("there is no office ATLANTIS") == 50 and "Show 30 more" in page.text
    every = page.client.get(f"{page.path}?all=1")
    assert every.text.count("there is no office ATLANTIS") == 80


NO_OFFICE = [("Receipt", "Date", "Fee", "Amount"), ("O-1", "2026-03-02", "trp", "246.25")]


def reserved(number: str) -> str | None:
    return Receipt.objects.get(number=number).office


@pytest.mark.parametrize(("language", "asked"), [("en", "Which office did the money come to?"), ("fr", "À quel bureau les sommes sont-elles arrivées?")])  # fmt: skip
def test_a_file_without_offices_is_of_the_clerk_s_own_unless_they_say_otherwise(desk: Desk, language: str, asked: str) -> None:  # fmt: skip
    page = upload(desk, text_of(NO_OFFICE), language=language)
    said = unescape(page.text)
    assert asked in said and '<option value="NAIROBI" selected>' in said
    assert "<dd>NAIROBI" in said and "NAIROBI, –" in said, "the preview shows it"
    assert page.send().status == 200 and reserved("O-1") == "NAIROBI"


def test_money_of_no_office_in_particular_stays_so_through_every_part(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "SECONDS", 0.0)
    rows = [NO_OFFICE[0], *((f"O-{n}", "2026-03-02", "trp", "1.00") for n in range(600))]
    page = upload(desk, text_of(rows))
    chosen = Page(page.client, page.path, page.client.get(f"{page.path}?c0=number&c1=paid_on&c2=fee&c3=amount&office="))  # fmt: skip
    assert "<dd>no office in particular" in chosen.text
    done = chosen.send().next().send()
    assert done.status == 200 and reserved("O-0") is None and reserved("O-599") is None
    wrong = upload(desk, text_of([NO_OFFICE[0], ("O-X", "2026-03-02", "trp", "1.00")]))
    other = wrong.client.get(f"{wrong.path}?office=PARIS")
    assert "<dd>no office in particular" in other.text, "money comes to one’s own office, or to none"


def test_a_file_with_a_column_of_offices_is_asked_nothing(desk: Desk) -> None:
    page = upload(desk, text_of(many(1)))
    assert "Which office did the money come to?" not in page.text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_figures_say_what_they_count_and_add_up(desk: Desk, language: str) -> None:
    received(desk, row("B000001", payer="Nobody"), row("B000002", payer="Somebody else"))
    bad = ("W-1", "2026-03-02", "online", "ATLANTIS", "", "trp", "1", "1")
    page = upload(desk, text_of([*many(4), many(4)[3], bad]), language=language)
    told = unescape(page.text).replace("\u00a0", " ")
    for one in {
        "en": ("<strong>2 receipts</strong>", "<dd>1 receipt</dd>", "<dd>5 receipts</dd>", "<dd>6 rows</dd>", "1 row · line 6 repeats line 4"),
        "fr": ("<strong>2 reçus</strong>", "<dd>1 reçu</dd>", "<dd>5 reçus</dd>", "<dd>6 rangées</dd>", "1 rangée · la ligne 6 répète la ligne 4"),
    }[language]:  # fmt: skip
        assert one in told, one
    record, as_they_stand = {
        "en": ("Changed: what is on record stays as it is", "Refused as they stand in the file"),
        "fr": ("Modifiés : ce qui est au registre demeure", "Refusés tels qu’ils figurent au fichier"),
    }[language]
    changed, refused = told.partition(record)[2].split(as_they_stand)
    assert "B000002" in changed and "W-1" not in changed.partition("</table>")[0] and "W-1" in refused


def test_columns_that_were_chosen_are_remembered_for_the_same_names_and_for_nobody_else(desk: Desk) -> None:
    def sent(client: Any, number: str, first: str = "Kwittung") -> Page:
        file = SimpleUploadedFile("fremd.csv", text_of([(first, "Tag", "Betrag"), (number, "2026-03-02", "1.00")]).encode())  # fmt: skip
        path = client.post("/en/receipts/import", {"file": file})["Location"]
        return Page(client, path, client.get(path))

    client, other = desk.sign_in(CLERK), desk.sign_in(CASHIER)
    page = sent(client, "K-1")
    assert "Column “Kwittung” is not known" in page.text
    assert client.get(f"{page.path}?c0=number&c1=paid_on&c2=amount").status_code == 200
    again = sent(client, "K-2")
    assert "Enter 1\u00a0new receipt" in again.text and "as you chose them for the last file" in again.text
    assert again.send().status == 200
    assert "is not known" in sent(client, "K-3", "Beleg").text and "is not known" in sent(other, "K-4").text
    changed = sent(client, "K-5")
    wrong = client.get(f"{changed.path}?c0=payer&c1=paid_on&c2=amount")
    assert wrong.status_code == 422, "what is chosen now goes before what was"
