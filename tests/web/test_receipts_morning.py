"""A fee clerk’s morning in the browser, from the file to the refund: in both languages, with and without scripts, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.web.desk import Desk
from tests.web.looking import complaints, findings, is_wider_than_the_screen
from tests.web.receipts import (
    CASHIER,
    CLERK,
    HEADER,
    many,
    morning_of,
    reader,
    received,
    row,
    text_of,
    waiting_case,
)
from trp.cli.caseload.script import FIRST_DAY
from trp.fees.models import Receipt, ReceiptLine, Refund
from trp.fees.morning import match as matching
from trp.fees.morning import upload as uploading

pytestmark = pytest.mark.slow

WORDS = {
    "en": {
        "receipts": "Receipts", "import": "Import receipts", "file": "File of receipts", "take": "Take the file of this morning", "look": "Look at the file", "enter": "Enter",
        "match": "Find the cases of the money", "allocate": "Allocate", "act": "Allocate a receipt", "propose": "Propose a refund",
        "approve": "Approve a refund", "amount": "Amount to refund", "why": "paid for another fee than the one that is owed",
        "rests": "What it rests on", "read": "Amount, as you read it", "on": "Go on",
    },
    "fr": {
        "receipts": "Reçus", "import": "Importer des reçus", "file": "Fichier de reçus", "take": "Prendre le fichier de ce matin", "look": "Examiner le fichier", "enter": "Inscrire",
        "match": "Trouver le dossier des sommes", "allocate": "Attribuer", "act": "Attribuer un reçu", "propose": "Proposer un remboursement",
        "approve": "Approuver un remboursement", "amount": "Montant à rembourser", "why": "payé pour d’autres frais que ceux qui sont dus",
        "rests": "Sur quoi cela repose", "read": "Montant, tel que vous le lisez", "on": "Poursuivre",
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path / "home")


@pytest.mark.parametrize(
    ("language", "javascript"), (("en", True), ("fr", False)), ids=("en-scripts", "fr-plain")
)
def test_a_morning_from_the_file_to_the_refund(
    opened_by: Callable[..., Any], tmp_path: Path, language: str, javascript: bool
) -> None:
    say = WORDS[language]
    rows, pays = morning_of()
    path = tmp_path / "morning.csv"
    path.write_text(text_of(rows), "utf-8")
    page = opened_by(CLERK, f"/{language}/queue/", javascript=javascript)
    told = complaints(page)

    # The file: looked at, then entered.
    page.locator(".bar").get_by_role("link", name=say["receipts"], exact=True).click()
    page.get_by_role("link", name=say["import"], exact=True).click()
    if javascript:
        page.get_by_label(say["file"]).set_input_files(path)
        page.get_by_role("button", name=say["look"], exact=True).click()
    else:  # a demo has the same file at hand
        page.get_by_role("button", name=say["take"], exact=True).click()
    assert "ATLANTIS" in page.locator("#main").inner_text()
    assert not Receipt.objects.filter(number=pays[0][0]).exists()
    page.get_by_role("button", name=say["enter"]).click()
    assert page.locator(".done").count() == 1
    assert Receipt.objects.filter(number__in=[number for number, _, _ in pays]).count() == len(pays)

    # The money finds its cases: the one that is suggested, by its page.
    page.get_by_role("link", name=say["match"], exact=True).click()
    for number, case, _ in pays[:3]:
        page.goto(f"/{language}/receipts/match?receipt={number}")
        card = page.locator("li.card", has=page.get_by_role("link", name=number, exact=True))
        link = card.locator(f'a[href*="/{case}/acts/allocate-receipt"]')
        assert link.count() == 1, (number, case, card.inner_text())
        link.click()
        page.get_by_role("button", name=say["act"], exact=True).click()
        assert page.locator(".done").count() == 1 and "/receipts/match" in page.url
        assert ReceiptLine.objects.get(receipt=number, fee="trp").allocated > 0

    # The holder fee is to be refunded: proposed here, approved by a second person.
    number = pays[1][0]
    page.goto(f"/{language}/receipts/{number}/")
    page.locator("ul.acts li").filter(has_text=say["propose"]).get_by_role("link").click()
    page.get_by_label(say["why"], exact=True).check()
    page.get_by_label(say["rests"]).fill("R208(b)")
    page.get_by_role("button", name=say["propose"], exact=True).click()
    assert page.locator(".done").count() == 1
    second = opened_by(CASHIER, f"/{language}/receipts/refunds", javascript=javascript)
    second.locator(f'a[href*="/{number}/approve-refund"]').click()
    second.get_by_label(say["read"]).fill("100.00" if language == "en" else "100,00")
    second.get_by_role("button", name=say["approve"], exact=True).click()
    assert second.locator(".done").count() == 1
    assert Refund.objects.get(receipt=number).approved_by is not None
    assert told == []


@pytest.mark.parametrize("javascript", (True, False), ids=("scripts", "plain"))
def test_a_large_file_goes_on_by_itself_or_by_a_press(
    opened_by: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, javascript: bool
) -> None:
    monkeypatch.setattr(uploading, "SECONDS", 0.0)
    path = tmp_path / "large.csv"
    path.write_text(text_of(many(1_700)), "utf-8")
    page = opened_by(CLERK, "/en/receipts/import", javascript=javascript)
    told = complaints(page)
    page.get_by_label("File of receipts").set_input_files(path)
    page.get_by_role("button", name="Look at the file", exact=True).click()
    page.get_by_role("button", name="Enter 1,700").click()
    if not javascript:
        for done in ("500", "1,000", "1,500"):
            assert f"{done} of 1,700 receipts are done." in page.locator("#main").inner_text()
            page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_text("receipts are entered, $418,625.00 in all.").wait_for(timeout=20_000)
    assert Receipt.objects.filter(number__startswith="B").count() == 1_700
    assert told == []


def test_by_keyboard_alone(opened_by: Callable[..., Any], desk: Desk) -> None:
    case = waiting_case()
    received(desk, row("K-1", payer=case["number"], lines=[["trp", 1, case["due"]]]))
    page = opened_by(CLERK, "/en/receipts/")

    def tab_to(text: str) -> None:
        for _ in range(150):
            page.keyboard.press("Tab")
            if text in " ".join(page.evaluate("document.activeElement.textContent").split()):
                assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
                return
        raise AssertionError(f"{text} is not reached")

    tab_to("Open Money without a case")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipts/match")
    page.goto("/en/receipts/match?receipt=K-1")
    tab_to("of K-1 to")
    page.keyboard.press("Enter")
    page.wait_for_url("**/allocate-receipt*")
    tab_to("Allocate a receipt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipts/match*")
    assert "The receipt is allocated." in page.locator(".done").inner_text()


# Every page and state ---------------------------------------------------------------------------------


def look(page: Any) -> None:
    assert findings(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert not is_wider_than_the_screen(page)
    assert findings(page) == []
    page.emulate_media(color_scheme="dark")
    assert findings(page) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1366, "height": 768})


@pytest.mark.parametrize("language", ("en", "fr"))
def test_every_page_of_the_morning_has_no_finding(
    opened_by: Callable[..., Any], desk: Desk, language: str
) -> None:
    case = waiting_case()
    received(
        desk, row("A-1", payer=f"{case['given']} {case['family']} {case['number']}", lines=[["trp", 1, case["due"] + 1_00], ["visitor_visa", 1, 100_00]]),
        row("A-2", office=None, payer="x" * 120), row("A" * 40, paid_on="2026-01-02", lines=[["unknown", 1, 246_25]]),
    )  # fmt: skip
    desk.page(CLERK, "receipts/A-1/refund?fee=visitor_visa").send(reason="unallocated").next()
    page = opened_by(CLERK, "")
    told = complaints(page)
    for path in (
        "receipts/", "receipts/?number=%3F", "receipts/import", "receipts/match", "receipts/match?late=1", "receipts/match?receipt=none",
        "receipts/refunds", "receipts/remissions", "receipts/A-1/", "receipts/A-2/", "receipts/A-1/release", "receipts/A-2/reserve",
        "receipts/A-1/refund", "receipts/A-1/approve-refund", "receipts/A-1/withdraw-refund", "receipts/A-1/remission?case=T-000140",
    ):  # fmt: skip
        assert page.goto(f"/{language}/{path}").status == 200, path
        look(page)
    assert told == []
    page.goto(f"/{language}/receipts/R-0/")
    look(page)


@pytest.mark.parametrize("language", ("en", "fr"))
def test_every_state_of_an_import_has_no_finding(
    opened_by: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(uploading, "SECONDS", 0.0)
    say, page = WORDS[language], opened_by(CLERK, f"/{language}/receipts/import", javascript=True)

    def upload(name: str, content: str) -> None:
        path = tmp_path / name
        path.write_text(content, "utf-8")
        page.goto(f"/{language}/receipts/import")
        page.get_by_label(say["file"]).set_input_files(path)
        page.get_by_role("button", name=say["look"], exact=True).click()
        page.wait_for_load_state()

    upload("empty.csv", "")
    assert page.locator(".summary").evaluate("(one) => one === document.activeElement")
    look(page)
    upload("unknown.csv", text_of([("Kwittung", "Tag"), ("1", "2")]))
    look(page)
    rows, _ = morning_of()
    upload("un-fichier-dont-le-nom-est-vraiment-tres-long-pour-un-telephone.csv", text_of(rows))
    look(page)
    page.locator("details summary").first.click()
    look(page)
    page.get_by_role("button", name=say["enter"]).click()
    page.wait_for_load_state()
    look(page)
    upload("same.csv", text_of(rows))
    look(page)
    upload("large.csv", text_of([*many(1_100), ("", *HEADER[1:])]))
    page.route("**/htmx.min.js", lambda route: route.abort())
    page.get_by_role("button", name=say["enter"]).click()
    page.get_by_role("button", name=say["on"], exact=True).wait_for()
    assert page.locator("progress").count() == 1
    look(page)


@pytest.mark.parametrize("language", ("en", "fr"))
def test_what_moved_late_is_hidden_or_left_over_has_no_finding(
    opened_by: Callable[..., Any], desk: Desk, language: str
) -> None:
    case, today = waiting_case(), f"days/NAIROBI/{FIRST_DAY}/"
    other = next(
        one for one in matching.waiting(reader())[0] if one.number != case["number"] and one.family_name
    )
    received(
        desk, row("Z-1", lines=[["trp", 1, case["due"] + 53_75]]), row("Z-2", office=None), row("Z-3", payer=case["number"]),
        row("Z-4", payer=other.number), row("Z-5", payer=other.number), row("Z-6", lines=[["biometrics", 1, 85_00]]),
    )  # fmt: skip
    desk.page(CLERK, "receipts/Z-2/refund").send(reason="unallocated", cents="53.75").next()
    zeros = {name: "0" for name in desk.page(CLERK, f"{today}sign").holds if name.startswith("counted_")}
    desk.page(CLERK, f"{today}sign").send(**zeros, explained="–").next()
    desk.page(CASHIER, f"{today}countersign").send().next()
    allocate = f"cases/{case['number']}/acts/allocate-receipt?receipt=Z-1"
    page = opened_by(CASHIER, "")
    told = complaints(page)
    page.goto(f"/{language}/{allocate}")
    look(page)
    desk.page(CLERK, allocate).send().next()
    for path in (today, "receipts/match", "receipts/match?receipt=Z-1", "receipts/Z-2/", "receipts/refunds", "receipts/Z-2/approve-refund",
                 f"cases/{case['number']}/acts/reverse-allocation?receipt=Z-1"):  # fmt: skip
        assert page.goto(f"/{language}/{path}").status == 200, path
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        look(page)
    assert told == []
