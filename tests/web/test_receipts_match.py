"""Money without a case beside cases without money: what points where, and that nothing happens by itself."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.desk import Desk, Page
from tests.web.receipts import CASHIER, CLERK, FAR, NOW, count, reader, received, row, waiting_case
from trp.casework.registers.conflicts import DeclareConflict
from trp.cli.caseload.script import FIRST_DAY
from trp.fees.morning import match as matching
from trp.journal.entering import enter

pytestmark = pytest.mark.slow


@pytest.fixture
def case(desk: Desk) -> dict[str, Any]:
    return waiting_case()


def line(page: Page, number: str) -> str:
    """What a page shows of one receipt."""
    parts = re.split(r'<li class="card">', unescape(page.text))
    return next(part for part in parts if f"/receipts/{number}/" in part)


@pytest.mark.parametrize("language", ("en", "fr"))
def test_a_suggestion_says_why_and_one_press_opens_the_page_that_allocates(
    desk: Desk, case: dict[str, Any], language: str
) -> None:
    received(
        desk,
        row(
            "M-1", payer=f"{case['given']} {case['family']} {case['number']}", lines=[["trp", 1, case["due"]]]
        ),
    )
    page = desk.page(CLERK, "receipts/match?receipt=M-1", language)
    said = line(page, "M-1")
    assert case["number"] in said
    for one in (("payer wrote the case number", "same family and given name", "same amount", "same office") if language == "en"
                else ("payeur a écrit le numéro du dossier", "mêmes nom et prénom", "même montant", "même bureau")):  # fmt: skip
        assert one in said
    before = count("fees_transfer")
    path = re.search(r'href="([^"]*allocate-receipt[^"]*)"', said)
    assert path and "receipt=M-1" in path[1]
    form = Page(page.client, path[1], page.client.get(path[1]))
    assert form.holds["receipt"] == ["M-1"] and count("fees_transfer") == before
    done = form.send().next()
    assert done.path.startswith(f"/{language}/receipts/match") and count("fees_transfer") == before + 1
    assert ("The receipt is allocated." if language == "en" else "Le reçu est attribué.") in done.text
    assert "M-1" not in desk.page(CLERK, "receipts/match", language).text


def test_short_is_told_before_and_after(desk: Desk, case: dict[str, Any]) -> None:
    received(desk, row("M-2", payer=case["number"], lines=[["trp", 1, case["due"] - 46_25]]))
    page = desk.page(CLERK, "receipts/match?receipt=M-2")
    assert "Short: $46.25 would still be owed." in line(page, "M-2")
    done = desk.act(CLERK, case["number"], "AllocateReceipt", query="?receipt=M-2&from=match").send().next()
    assert "Short: $46.25 is still to pay." in done.text


def test_over_is_told_before_and_after(desk: Desk, case: dict[str, Any]) -> None:
    received(desk, row("M-3", payer=case["number"], lines=[["trp", 1, case["due"] + 100_00]]))
    assert "Over: $100.00 would stay without a case." in line(
        desk.page(CLERK, "receipts/match?receipt=M-3"), "M-3"
    )
    done = desk.act(CLERK, case["number"], "AllocateReceipt", query="?receipt=M-3").send().next()
    assert (
        "Over: $100.00 of the receipt stands in suspense." in done.text
        and f"/cases/{case['number']}/" in done.path
    )


def test_a_receipt_that_was_allocated_meanwhile_is_refused_with_what_is_left(
    desk: Desk, case: dict[str, Any]
) -> None:
    received(desk, row("M-4", payer=case["number"], lines=[["trp", 1, case["due"]]]))
    form = desk.act(CLERK, case["number"], "AllocateReceipt", query="?receipt=M-4&from=match")
    other = next(
        one
        for one in matching.waiting(reader())[0]
        if one.number != case["number"] and one.due == case["due"]
    )
    desk.act(CASHIER, other.number, "AllocateReceipt", query="?receipt=M-4").send().next()
    refused = form.send()
    assert refused.status == 409 and "has $0.00 left" in refused.text
    again = refused.send()
    assert again.status == 409 and "M-4" not in desk.page(CLERK, "receipts/match").text


def test_what_another_office_reserved_is_not_shown_and_what_nobody_reserved_is(
    desk: Desk, case: dict[str, Any]
) -> None:
    received(
        desk, row("M-5", office="PARIS", payer=case["number"]), row("M-6", office=None, payer=case["number"])
    )
    page = desk.page(CLERK, "receipts/match")
    assert "/receipts/M-5/" not in page.text
    assert "same office" not in line(desk.page(CLERK, "receipts/match?receipt=M-6"), "M-6")
    far = desk.page(FAR, "receipts/match?receipt=M-5")
    assert "/receipts/M-5/" in far.text and f"/cases/{case['number']}/" not in line(far, "M-5"), (
        "a case of another office is not suggested"
    )


@pytest.mark.parametrize("access", ("hidden", "unit"))
def test_a_case_that_one_may_not_know_of_is_not_suggested(
    desk: Desk, case: dict[str, Any], access: str
) -> None:
    received(desk, row("M-7", payer=f"{case['given']} {case['family']} {case['number']} {case['client']}"))
    there = desk.page(CLERK, "receipts/match?receipt=M-7")
    assert case["number"] in line(there, "M-7").replace(f"{case['family']} {case['number']}", "", 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_case SET access = %s, unit = 'VPU' WHERE id = %s", [access, case["key"].hex]
        )
    for path in ("receipts/match?receipt=M-7", "receipts/match", "receipts/M-7/"):
        page = desk.page(CLERK, path)
        assert page.status == 200 and f"/cases/{case['number']}/" not in page.text
    gone = desk.page(CLERK, f"receipts/M-7/allocate?case={case['number']}").next()
    none = desk.page(CLERK, "receipts/M-7/allocate?case=T-999999").next()
    assert "is no case that you may know of" in gone.text
    assert gone.path == none.path


def test_a_case_that_one_declared_a_conflict_for_is_not_suggested(desk: Desk, case: dict[str, Any]) -> None:
    received(desk, row("M-8", payer=case["number"]))
    enter(
        DeclareConflict(officer=str(desk.id(CLERK)), case=case["number"], why="A neighbour."),
        desk.id(CLERK),
        at=NOW,
        on=FIRST_DAY,
        key="conflict",
    )
    page = desk.page(CLERK, "receipts/match?receipt=M-8")
    assert f"/cases/{case['number']}/" not in page.text


def test_money_whose_fee_is_not_stated_cannot_be_allocated_and_says_so(
    desk: Desk, case: dict[str, Any]
) -> None:
    received(desk, row("M-9", payer=case["number"], lines=[["unknown", 1, 246_25]]))
    said = line(desk.page(CLERK, "receipts/match?receipt=M-9"), "M-9")
    assert "does not state its fee" in said and "allocate-receipt" not in said


def test_the_statements_do_not_grow_with_the_rows(
    desk: Desk, case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def statements() -> int:
        client = desk.sign_in(CLERK)
        client.get("/en/receipts/match")
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/en/receipts/match").status_code == 200
        return len(caught)

    few = statements()
    received(desk, *(row(f"N-{n}", payer=f"{case['family']} {case['number']}") for n in range(60)))
    assert statements() == few and few < 20
    assert len(matching.waiting(reader())[0]) > 2
    monkeypatch.setattr(matching, "CASES", 2)
    assert statements() == few, "nor with the cases"


def test_long_lists_have_pages_and_late_money_its_own(desk: Desk) -> None:
    received(
        desk,
        *(row(f"L-{n:03d}", paid_on="2026-03-02") for n in range(60)),
        row("OLD-1", paid_on="2026-02-01"),
    )
    late = desk.page(CLERK, "receipts/match?late=1")
    assert "OLD-1" in late.text and "L-000" not in late.text
    page, seen = desk.page(CLERK, "receipts/match"), set[str]()
    for _ in range(20):
        seen |= set(re.findall(r"/receipts/(L-\d+)/", page.text))
        onward = re.search(r'href="([^"]+)" rel="next"', page.text)
        if not onward:
            break
        page = desk.page(CLERK, f"receipts/match{unescape(onward[1])}")
    assert len(seen) == 60
    for start in ("x", "-1", "99999", "9" * 30):
        assert desk.page(CLERK, f"receipts/match?start={start}").status == 200


def test_what_a_payer_wrote_is_text(desk: Desk) -> None:
    received(desk, row("H-1", payer='<script>alert(1)</script> "&'))
    page = desk.page(CLERK, "receipts/match?receipt=H-1")
    assert "<script>alert" not in page.text and "&lt;script&gt;alert" in page.text


def bare(text: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(re.sub("<[^>]*>", "", text).split())


@pytest.mark.parametrize("language", ("en", "fr"))
def test_what_is_left_over_from_a_paid_case_says_so_and_leads_to_the_refund(desk: Desk, case: dict[str, Any], language: str) -> None:  # fmt: skip
    received(desk, row("X-1", payer="Nobody", lines=[["trp", 1, case["due"] + 53_75]]))
    desk.act(CLERK, case["number"], "AllocateReceipt", query="?receipt=X-1").send().next()
    page = desk.page(CLERK, "receipts/match?receipt=X-1", language)
    says = {
        "en": f"Left over from {case['number']}, which is paid: propose a refund",
        "fr": f"Reste du paiement du dossier {case['number']}, qui est payé\u00a0: proposer un remboursement",
    }[language]
    assert says.replace("\u00a0", " ") in bare(line(page, "X-1"))
    path = re.search(r'href="([^"]*/X-1/refund[^"]*)"', line(page, "X-1"))
    assert path and Page(page.client, path[1], page.client.get(path[1])).holds["cents"] == [
        "53.75" if language == "en" else "53,75"
    ]


@pytest.mark.parametrize("payer", ("{given} {family}", "{number}", "client {client}"))
def test_a_second_payment_for_a_case_that_is_settled_says_so(desk: Desk, case: dict[str, Any], payer: str) -> None:  # fmt: skip
    wrote = payer.format(**case)
    received(desk, row("X-2", lines=[["trp", 1, case["due"]]]), row("X-3", payer=wrote), row("X-4", payer=case["family"]))  # fmt: skip
    desk.act(CLERK, case["number"], "AllocateReceipt", query="?receipt=X-2").send().next()
    page = desk.page(CLERK, "receipts/match")
    assert f"Paid again by somebody of {case['number']}, which is paid: propose a refund" in bare(
        line(page, "X-3")
    )
    assert case["number"] not in line(page, "X-4"), "a family name alone points to nobody who paid"
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_case SET access = 'hidden', unit = 'VPU' WHERE id = %s", [case["key"].hex]
        )
    hidden = line(desk.page(CLERK, "receipts/match?receipt=X-3"), "X-3")
    assert f"/cases/{case['number']}/" not in hidden and "Nothing points to a case" in hidden


@pytest.mark.parametrize("language", ("en", "fr"))
def test_a_case_that_is_suggested_for_two_receipts_says_so_on_each(desk: Desk, case: dict[str, Any], language: str) -> None:  # fmt: skip
    received(
        desk, row("X-5", payer=case["number"]), row("X-6", payer=case["number"]), row("X-7", payer="Nobody")
    )
    also = {"en": "Also suggested for", "fr": "Aussi proposé pour"}[language]
    for one, other in (("X-5", "X-6"), ("X-6", "X-5")):
        page = desk.page(CLERK, f"receipts/match?receipt={one}", language)
        assert f"{also} {other}" in bare(line(page, one))
    assert also not in line(desk.page(CLERK, "receipts/match?receipt=X-7", language), "X-7")


@pytest.mark.parametrize("language", ("en", "fr"))
def test_other_fees_are_counted_and_listed_so_that_the_file_adds_up(desk: Desk, language: str) -> None:
    def others() -> tuple[int, int, str]:
        said = unescape(desk.page(CLERK, "receipts/match", language).text).partition('<details id="others">')[
            2
        ]
        told = re.search(r"<summary>([\d,\xa0]+?)\xa0\w+ \w+, \$?([\d,.\xa0]+?)(?:\xa0\$)? ", said)
        number, cents = (re.sub(r"\D", "", one) for one in told.groups()) if told else ("0", "0")
        return int(number), int(cents), said.partition("</details>")[0]

    before = others()
    received(desk, row("Y-1", lines=[["biometrics", 1, 85_00], ["trp", 1, 246_25]]), row("Y-2", lines=[["work_permit", 1, 155_00]], office=None), row("Y-3", lines=[["biometrics", 1, 85_00]], office="PARIS"), row("Y-4", lines=[["biometrics", 1, 85_00]], paid_on="2026-01-02"))  # fmt: skip
    count, cents, said = others()
    assert (count, cents) == (before[0] + 2, before[1] + 240_00)
    assert (
        "/receipts/Y-1/" in said
        and "/receipts/Y-2/" in said
        and "/receipts/Y-3/" not in said
        and "/receipts/Y-4/" not in said
    )
