"""One receipt and what is entered on it; refunds, remissions, and the counts of the morning."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.journal.play import JAIL
from tests.web.desk import ABROAD, Desk, Page
from tests.web.receipts import CASHIER, CLERK, FAR, count, received, row, waiting_case
from trp.casework.fees import RequestFee
from trp.fees.models import Receipt, ReceiptLine, Refund
from trp.journal.demo import demo, mark

pytestmark = pytest.mark.slow


def entry(desk: Desk, who: str, number: str, name: str, language: str = "en", query: str = "") -> Page:
    return desk.page(who, f"receipts/{number}/{name}{query}", language)


def office(number: str) -> str | None:
    return Receipt.objects.get(number=number).office


def done(page: Page) -> Page:
    after = page.next()
    assert '<p class="done"' in after.text
    return after


# One receipt ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ("en", "fr"))
def test_where_each_cent_of_a_receipt_went(desk: Desk, language: str) -> None:
    case = waiting_case()
    received(desk, row("P-1", payer="Zoé Côté", lines=[["biometrics", 1, 85_00], ["trp", 1, case["due"]]]))
    desk.act(CLERK, case["number"], "AllocateReceipt", query="?receipt=P-1").send().next()
    page = desk.page(CLERK, "receipts/P-1/", language)
    said = unescape(page.text)
    for one in (("Where each cent went", "the payment system", "suspense", "Payment system", "test.csv") if language == "en"
                else ("Où est allé chaque cent", "le système de paiement", "les fonds en attente", "test.csv")):  # fmt: skip
        assert one in said or one == "Payment system"
    assert f"/cases/{case['number']}/" in said and "Zoé Côté" in said and "Grace Wanjiru" in said
    assert "reverse-allocation?receipt=P-1" in page.text
    for who in ("t.baker", "a.roy"):
        assert desk.page(who, "receipts/P-1/").status == 200


def test_a_receipt_that_nobody_listed_is_told(desk: Desk) -> None:
    page = desk.page(CLERK, "receipts/R-0/", "fr")
    assert page.status == 404 and "n’a indiqué aucun reçu R-0" in unescape(page.text)
    assert entry(desk, CLERK, "R-0", "reserve").status == 404


def test_a_number_with_a_slash_has_its_page_and_its_entries(desk: Desk) -> None:
    received(desk, row("2026/03/reserve", office=None), row("match"), row("import"))
    assert "Receipt 2026/03/reserve" in desk.page(CLERK, "receipts/2026/03/reserve/").text
    assert entry(desk, CLERK, "2026/03/reserve", "reserve").send().status == 302
    assert office("2026/03/reserve") == "NAIROBI"
    assert "Receipt match" in desk.page(CLERK, "receipts/match/").text
    assert "Receipt import" in desk.page(CLERK, "receipts/import/").text


def test_a_case_that_one_may_not_know_of_is_not_named(desk: Desk) -> None:
    case = waiting_case()
    received(desk, row("P-2", lines=[["trp", 1, case["due"]]]))
    desk.act(CLERK, case["number"], "AllocateReceipt", query="?receipt=P-2").send().next()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_case SET access = 'hidden', unit = 'VPU' WHERE id = %s", [case["key"].hex]
        )
    page = desk.page(CLERK, "receipts/P-2/")
    assert case["number"] not in page.text and "a case that you may not know of" in page.text
    assert "reverse-allocation" not in page.text


def test_a_receipt_is_reserved_released_and_taken_by_another_office(desk: Desk) -> None:
    received(desk, row("P-3", office=None))
    assert "Reserve a receipt" in desk.page(CLERK, "receipts/P-3/").text
    form = entry(desk, CLERK, "P-3", "reserve")
    again = entry(desk, FAR, "P-3", "reserve")
    done(form.send())
    assert office("P-3") == "NAIROBI"
    late = again.send()
    assert late.status == 409 and "is reserved by NAIROBI" in late.text and office("P-3") == "NAIROBI"
    assert "is reserved by NAIROBI" in entry(desk, FAR, "P-3", "release").text, "told before anybody types"
    empty = entry(desk, CLERK, "P-3", "release").send(reason="")
    assert empty.status == 422 and office("P-3") == "NAIROBI"
    done(empty.send(reason="Sent to Paris."))
    assert office("P-3") is None
    done(entry(desk, FAR, "P-3", "reserve", "fr").send())
    assert office("P-3") == "PARIS"


def test_the_same_form_sent_twice_is_entered_once(desk: Desk) -> None:
    received(desk, row("P-4", office=None))
    form = entry(desk, CLERK, "P-4", "reserve")
    before = count("journal_line")
    assert form.send().status == form.send().status == 302
    assert count("journal_line") == before + 1


@pytest.mark.parametrize("language", ("en", "fr"))
def test_a_refund_takes_two_persons(desk: Desk, language: str) -> None:
    received(desk, row("P-5", lines=[["trp", 1, 246_25], ["visitor_visa", 1, 100_00]]))
    form = entry(desk, CLERK, "P-5", "refund", language, "?fee=visitor_visa")
    assert form.holds["fee"] == ["visitor_visa"] and form.holds["cents"] == [
        "100.00" if language == "en" else "100,00"
    ]
    assert form.send(reason="").status == 422
    much = form.send(reason="unallocated", cents="500")
    assert (
        much.status == 409
        and much.holds["cents"] == ["500"]
        and not Refund.objects.filter(receipt="P-5").exists()
    )
    done(much.send(cents="60,00"))
    own = entry(desk, CLERK, "P-5", "approve-refund", language)
    assert (
        "a second person approves it" if language == "en" else "une deuxième personne l’approuve"
    ) in own.text
    assert own.send(cents="60.00").status == 409
    open_still = entry(desk, CASHIER, "P-5", "withdraw-refund")
    other = entry(desk, CASHIER, "P-5", "approve-refund", language)
    assert other.holds.get("cents") == [""], "the second person reads the amount for themselves"
    differs = other.send(cents="66.00")
    assert (
        differs.status == 409
        and ("one of the two is wrong" if language == "en" else "l’un des deux est erroné") in differs.text
    )
    done(differs.send(cents="60.00"))
    assert Refund.objects.get(receipt="P-5").approved_by == str(desk.id(CASHIER))
    for late in (entry(desk, CASHIER, "P-5", "withdraw-refund"), open_still):
        nothing = late.send(reason="x")
        assert nothing.status == 409 and "No refund of this fee waits to be approved" in nothing.text


def test_a_refund_is_withdrawn_with_a_reason(desk: Desk) -> None:
    received(desk, row("P-6"))
    done(entry(desk, CLERK, "P-6", "refund").send(reason="unallocated"))
    assert "A refund of it waits to be approved" in entry(desk, CLERK, "P-6", "release").text
    page = desk.page(CASHIER, "receipts/refunds")
    links = re.findall(r'href="([^"]*(?:approve|withdraw)-refund[^"]*)"', unescape(page.text))
    assert len([one for one in links if "/P-6/" in one]) == 2
    form = Page(page.client, links[-1], page.client.get(next(one for one in links if "/P-6/withdraw" in one)))
    form.path = next(one for one in links if "/P-6/withdraw" in one)
    assert done(form.send(reason="The case was found.")).path == "/en/receipts/refunds"
    assert Refund.objects.get(receipt="P-6").withdrawn


def test_an_own_refund_is_not_offered_to_be_approved(desk: Desk) -> None:
    received(desk, row("P-7"))
    done(entry(desk, CLERK, "P-7", "refund").send(reason="unallocated"))
    own, theirs = desk.page(CLERK, "receipts/refunds"), desk.page(CASHIER, "receipts/refunds")
    assert "/P-7/approve-refund" not in own.text and "Yours: a colleague approves it." in own.text
    assert "/P-7/approve-refund" in theirs.text
    own, theirs = desk.page(CLERK, "receipts/P-7/"), desk.page(CASHIER, "receipts/P-7/")
    assert "/P-7/approve-refund" not in own.text and "You proposed this refund" in own.text
    assert "/P-7/approve-refund" in theirs.text
    assert "/receipts/P-7/" not in desk.page(FAR, "receipts/refunds").text


@pytest.mark.parametrize(("language", "hidden"), [
    ("en", "an amount that a second person reads for themselves"),
    ("fr", "un montant qu’une deuxième personne lit par elle-même"),
])  # fmt: skip
def test_the_second_reading_of_a_refund_is_blind(desk: Desk, language: str, hidden: str) -> None:
    received(desk, row("P-20"))
    done(entry(desk, CLERK, "P-20", "refund").send(reason="unallocated", cents="53.75"))
    tell = ("53.75", "53,75", "192.50", "192,50")  # the amount, and what is left, which tells it as well
    approve = entry(desk, CASHIER, "P-20", "approve-refund", language)
    differs = approve.send(cents="63.75")
    again = entry(desk, CASHIER, "P-20", "refund", language)
    pages = {
        "receipt": desk.page(CASHIER, "receipts/P-20/", language),
        "list": desk.page(CASHIER, "receipts/refunds", language),
        "approve": approve, "differs": differs, "propose": again,
        "much": again.send(fee="trp", cents="300", reason="unallocated"),
        "withdraw": entry(desk, CASHIER, "P-20", "withdraw-refund", language),
    }  # fmt: skip
    for name, page in pages.items():
        assert not [one for one in tell if one in page.text], name
    assert hidden in unescape(pages["receipt"].text) and hidden in unescape(pages["list"].text)
    assert differs.status == 409
    own = {"en": "$53.75", "fr": "53,75\u00a0$"}[language]
    for who in (CLERK, "t.baker", FAR):
        assert own in unescape(desk.page(who, "receipts/P-20/", language).text), "they cannot approve it"
    assert own in unescape(desk.page(CLERK, "receipts/refunds", language).text)
    done(differs.send(cents="53.75"))
    assert own in unescape(desk.page(CASHIER, "receipts/P-20/", language).text), "nothing waits any more"


@pytest.mark.parametrize(("language", "says"), [("en", "Give more than nothing."), ("fr", "Donnez plus que zéro.")])  # fmt: skip
def test_a_refund_of_nothing_is_told_to_be_one(desk: Desk, language: str, says: str) -> None:
    received(desk, row("P-21"))
    sent = entry(desk, CLERK, "P-21", "refund", language).send(reason="unallocated", cents="0")
    assert sent.status == 409 and says in sent.text
    assert "can be refunded" not in sent.text and "peuvent être remboursés" not in sent.text


def test_a_number_of_a_case_leads_from_the_receipt_to_its_allocation(desk: Desk) -> None:
    case = waiting_case()
    received(desk, row("P-8"))
    answer = desk.sign_in(CLERK).get(f"/en/receipts/P-8/allocate?case={case['number'].lower()}")
    assert answer.status_code == 302 and answer["Location"].endswith(
        f"/{case['number']}/acts/allocate-receipt?receipt=P-8"
    )
    for wrong in ("", "T-999999", "<b>", "x" * 500):
        page = desk.page(CLERK, f"receipts/P-8/allocate?case={wrong}").next()
        assert "is no case that you may know of" in page.text and "<b>”" not in page.text


def test_the_statements_of_a_receipt_do_not_grow_with_its_moves(desk: Desk) -> None:
    received(desk, row("P-9"), row("P-10"))
    for _ in range(4):
        done(entry(desk, CLERK, "P-10", "refund").send(reason="unallocated", cents="10.00"))
        done(entry(desk, CLERK, "P-10", "withdraw-refund").send(reason="no"))

    def statements(number: str) -> int:
        client = desk.sign_in(CLERK)
        client.get(f"/en/receipts/{number}/")
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/en/receipts/{number}/")
        return len(caught)

    assert statements("P-9") == statements("P-10")


def test_an_allocation_is_taken_back_by_a_second_person(desk: Desk) -> None:
    case = waiting_case()
    received(desk, row("P-11", lines=[["trp", 1, case["due"]]]))
    desk.act(CLERK, case["number"], "AllocateReceipt", query="?receipt=P-11").send().next()
    path = re.search(r'href="([^"]*reverse-allocation[^"]*)"', desk.page(CASHIER, "receipts/P-11/").text)
    assert path is not None
    query = path[1].removeprefix(f"/en/cases/{case['number']}/acts/reverse-allocation")
    own = desk.act(CLERK, case["number"], "ReverseAllocation", query=query).send(reason="x")
    assert own.status == 409 and "a colleague reverses it" in own.text
    form = desk.act(CASHIER, case["number"], "ReverseAllocation", query=query)
    assert form.holds["receipt"] == ["P-11"]
    assert form.send(reason="The wrong case.").status == 302
    assert "reverse-allocation" not in desk.page(CASHIER, "receipts/P-11/").text
    assert ReceiptLine.objects.get(receipt="P-11").allocated == 0


def test_the_statements_of_the_refunds_do_not_grow_with_them(desk: Desk) -> None:
    def statements() -> int:
        client = desk.sign_in(CASHIER)
        client.get("/en/receipts/refunds")
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/en/receipts/refunds").status_code == 200
        return len(caught)

    received(desk, *(row(f"S-{n}") for n in range(8)))
    done(entry(desk, CLERK, "S-0", "refund").send(reason="unallocated"))
    few = statements()
    for n in range(1, 8):
        done(entry(desk, CLERK, f"S-{n}", "refund").send(reason="unallocated"))
    assert statements() == few


def test_a_holder_fee_paid_with_r208b_is_listed_and_its_refund_is_filled_in(desk: Desk) -> None:
    case, number = desk.abroad(application={"kind": "work_permit", "r208b": True})
    desk.facts(case, ABROAD, convictions=(JAIL,))
    desk.do(case, CLERK, RequestFee())
    received(desk, row("P-12", lines=[["open_work_permit_holder", 1, 100_00], ["trp", 1, 246_25]]))
    title = "Holder fees not charged with R208(b)"
    assert title not in many(desk.page(CLERK, "receipts/")), "it pays no request yet"
    assert desk.act(CLERK, number, "AllocateReceipt", query="?receipt=P-12").send().status == 302
    assert many(desk.page(CLERK, "receipts/"))[title] == 1
    path = re.search(r'href="([^"]*/P-12/refund[^"]*)"', unescape(desk.page(CLERK, "receipts/refunds").text))
    assert path is not None
    form = desk.page(CLERK, path[1].removeprefix("/en/"))
    assert (form.holds["fee"], form.holds["cents"], form.holds["reason"]) == (
        ["open_work_permit_holder"],
        ["100.00"],
        ["holder_fee"],
    )
    done(form.send())
    assert title not in many(desk.page(CLERK, "receipts/"))


# Remissions -------------------------------------------------------------------------------------------


def owed(desk: Desk) -> tuple[str, str, str]:
    """A remission that is owed: who may record it, the path of the form, the case."""
    page_of = {who: desk.page(who, "receipts/remissions") for who in ("z.ahmed", "v.leblanc", CASHIER)}
    for who, page in page_of.items():
        if found := re.search(r'href="(/en/receipts/[^"]+/remission\?case=(T-\d+))"', page.text):
            return who, found[1], found[2]
    raise AssertionError("nobody of the demo is owed a remission")


def test_a_remission_is_recorded_with_what_states_its_amount(desk: Desk) -> None:
    held = demo()
    assert held is not None
    mark(replace(held, day=date(2026, 7, 2)))  # the 30 days of every complete request have run out
    who, path, case = owed(desk)
    client = desk.sign_in(who)
    form = Page(client, path, client.get(path))
    assert form.holds["case"] == [case]
    empty = form.send(cents="10.00", reference="")
    assert empty.status == 422
    much = empty.send(cents="9999", reference="NHQ notice 7")
    assert much.status == 409
    done(much.send(cents="10.00"))
    assert path not in desk.page(who, "receipts/remissions").text
    hidden = form.send(case="T-999999", cents="10.00", reference="x")
    assert hidden.status == 409 and "There is no such case." in hidden.text


# The morning ------------------------------------------------------------------------------------------


def many(page: Page) -> dict[str, int]:
    found = re.findall(r'<span class="many">([\d,]+)\+?</span> ([^<]+)</h3>', unescape(page.text))
    return {title: int(number.replace(",", "")) for number, title in found}


def test_the_morning_counts_what_there_is_to_do_and_says_what_is_done(desk: Desk) -> None:
    before = many(desk.page(CLERK, "receipts/"))
    received(desk, row("C-1"), row("C-2", paid_on="2026-02-01"), row("C-3", office="PARIS"))
    done(entry(desk, CLERK, "C-1", "refund").send(reason="unallocated"))
    page = desk.page(CLERK, "receipts/")
    after = many(page)
    assert after["Money without a case"] == before.get("Money without a case", 0) + 1
    late = "Money in suspense for more than 5 working days"
    assert after[late] == before.get(late, 0) + 1
    waits = "Refunds that wait for a second person"
    assert (
        after[waits] == before.get(waits, 0) + 1 and "1 proposed by you: a colleague approves." in page.text
    )
    assert after["Cases that wait for money"] > 0
    assert "Receipts came last on" in page.text


@pytest.mark.parametrize("language", ("en", "fr"))
def test_days_to_close_are_to_do_and_what_is_not_to_do_is_still_a_link(desk: Desk, language: str) -> None:
    title = {"en": "Days to close", "fr": "Journées à clore"}[language]
    before = many(desk.page(CLERK, "receipts/", language)).get(title, 0)
    received(desk, row("E-1", paid_on="2026-02-22"))  # a Sunday on which nothing of the demo was received
    page = desk.page(CLERK, "receipts/", language)
    assert many(page)[title] == before + 1
    listed = desk.page(CLERK, "days/", language).text.partition('id="to-close"')[2].partition("</table>")[0]
    assert listed.count("<tr>") - 1 == before + 1, "as many as the list of days shows"
    assert f'href="/{language}/days/"' in page.text
    calm = page.text.partition('<ul class="plain-list quiet">')[2].partition("</ul>")[0]
    assert calm.count("<li>") == calm.count('<a href="/') > 0


def test_the_place_is_in_the_bar_of_those_who_may(desk: Desk) -> None:
    assert 'data-place="receipts"' in desk.page(CLERK, "queue/").text
    assert 'data-place="receipts"' not in desk.page("a.roy", "queue/").text
    assert desk.page("a.roy", "receipts/").status == 403


def test_a_receipt_is_found_by_its_number_and_a_wrong_one_is_told(desk: Desk) -> None:
    received(desk, row("F-1"))
    assert "Receipt F-1" in desk.page(CLERK, "receipts/?number=F-1").next().text
    wrong = desk.page(CLERK, "receipts/?number=%3Cb%3E%20x")
    assert wrong.status == 200 and "is no receipt number" in wrong.text and "<b> x" not in wrong.text


def test_a_number_in_small_letters_is_known_and_the_register_keeps_what_the_file_says(desk: Desk) -> None:
    case = waiting_case()
    received(desk, row("LOW-1", lines=[["trp", 1, case["due"]]]), row("mixed-2"), row("MIXED-2"))
    assert "Receipt LOW-1" in desk.page(CLERK, "receipts/?number=low-1").next().text
    assert "Receipt mixed-2" in desk.page(CLERK, "receipts/?number=mixed-2").next().text, "as it was typed"
    form = desk.act(CLERK, case["number"], "AllocateReceipt", query="?receipt=low-1")
    assert form.holds["receipt"] == ["LOW-1"]
    bare = desk.act(CLERK, case["number"], "AllocateReceipt")
    name = {"receipt": "other", "other": "low-1"} if "other" in bare.holds else {"receipt": "low-1"}
    assert bare.send(**name, cents=f"{case['due'] / 100:.2f}").status == 302
    assert ReceiptLine.objects.get(receipt="LOW-1").allocated == case["due"]
    assert not Receipt.objects.filter(number="low-1").exists()


def test_the_statements_of_the_morning_do_not_grow_with_the_rows(desk: Desk) -> None:
    def statements() -> int:
        client = desk.sign_in(CLERK)
        client.get("/en/receipts/")
        with CaptureQueriesContext(connection) as caught:
            client.get("/en/receipts/")
        return len(caught)

    few = statements()
    received(desk, *(row(f"Q-{n}") for n in range(40)))
    for n in range(3):
        done(entry(desk, CLERK, f"Q-{n}", "refund").send(reason="unallocated"))
    assert statements() <= few + 1, "the names of who proposed are read once there is a refund"


def test_the_day_before_nothing_waits_is_calm(desk: Desk) -> None:
    page: Any = desk.page("c.dyck", "receipts/", "fr")
    assert page.status == 200 and "Rien à faire" in page.text
