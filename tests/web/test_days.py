"""The close of a day in the browser: what the ledger shows, what was counted, two signatures, and what each refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.desk import ABROAD, AUDITOR, CLERK, Desk, Page
from tests.web.looking import complaints
from tests.web.receipts import waiting_case
from trp.casework.registers.days import CountersignDay, SignDay
from trp.casework.registers.receipts import ReceiveBatch
from trp.cli.caseload.script import FIRST_DAY
from trp.fees.models import DayClose
from trp.journal.entering import enter

pytestmark = pytest.mark.slow

CASHIER, FAR = "p.otieno", "n.garnier"  # of the same office; of another
DAY = date(2026, 2, 22)  # a Sunday on which nothing of the demo was received
PATH = f"days/NAIROBI/{DAY}/"
FILE = (
    "Receipt number,Date,Amount,Method,Office\n"
    f"S-1,{DAY},246.25,online,NAIROBI\nS-2,{DAY},246.25,online,NAIROBI\nS-3,{DAY},85.00,cash,NAIROBI\n"
    f"S-4,{DAY},99.00,cash,PARIS\nS-5,2026-02-21,1.00,cash,NAIROBI\nS-6,{DAY},246.2,cash,NAIROBI\n"
)


def received(desk: Desk, number: str, method: str = "online", cents: int = 246_25, on: date = DAY) -> None:
    row = [number, on.isoformat(), method, "NAIROBI", "", [["biometrics", 1, cents]]]
    enter(ReceiveBatch(source=f"list {number}", rows=(row,)), desk.id(CLERK), at=desk.moment, on=FIRST_DAY, key=uuid4().hex)  # fmt: skip


def signed(desk: Desk, who: str = CLERK, **counted: int) -> None:
    entry = SignDay(office="NAIROBI", day=DAY, counted=counted or {"online": 492_50, "cash": 85_00}, explained="–")  # fmt: skip
    enter(entry, desk.id(who), at=desk.moment, on=FIRST_DAY, key=uuid4().hex)


@pytest.fixture
def day(desk: Desk) -> Desk:
    """Three receipts of a day at Nairobi: two online, one in cash."""
    received(desk, "D-1")
    received(desk, "D-2")
    received(desk, "D-3", "cash", 85_00)
    return desk


def plain(page: Page) -> str:
    return page.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "short", "own", "closed"),
    [
        ("en", "online short by $0.25", "You signed this day: a second person countersigns it.", "Closed"),
        ("fr", "en ligne en moins, 0,25 $", "Vous avez signé cette journée : une deuxième personne la contresigne.", "Close"),
    ],
)  # fmt: skip
def test_a_difference_is_named_explained_and_signed_by_two(day: Desk, language: str, short: str, own: str, closed: str) -> None:  # fmt: skip
    cents = {"en": "492.25", "fr": "492,25"}[language]
    page = day.page(CLERK, f"{PATH}sign", language)
    refused = page.send(counted_online=cents, counted_cash="85")
    assert refused.status == 409 and short in plain(refused)
    assert f'value="{cents}"' in refused.text and DayClose.objects.count() == 0  # what was typed is there
    done = refused.send(explained="A coin was lost.").next()
    assert (
        done.path == f"/{language}/{PATH}"
        and "A coin was lost." in done.text
        and "Grace Wanjiru" in done.text
    )
    kept = DayClose.objects.get()
    assert (kept.counted, kept.explained, kept.countersigned_by) == ('{"cash": 8500, "online": 49225}', "A coin was lost.", None)  # fmt: skip

    # Her own signature is refused before she types, and when she tries all the same.
    assert f'href="/{language}/{PATH}countersign"' not in done.text and own in plain(done)
    mine = day.page(CLERK, f"{PATH}countersign", language)
    assert own in plain(mine) and mine.send().status == 409
    assert DayClose.objects.get().countersigned_by is None

    theirs = day.page(CASHIER, PATH, language)
    assert f'href="/{language}/{PATH}countersign"' in theirs.text and own not in plain(theirs)
    end = day.page(CASHIER, f"{PATH}countersign", language)
    assert "A coin was lost." in end.text and "Grace Wanjiru" in end.text
    over = end.send().next()
    assert f">{closed}</span>" in over.text and "Peter Otieno" in over.text
    assert DayClose.objects.get().countersigned_by == str(day.id(CASHIER))
    again = day.page(CLERK, f"{PATH}sign", language).send(counted_online="492.50", counted_cash="85")
    assert again.status == 409 and DayClose.objects.count() == 1  # closed, and nothing came since


def test_the_list_has_what_is_not_closed_first_the_oldest_at_the_top(day: Desk) -> None:
    received(day, "D-9", on=date(2026, 2, 15))
    signed(day)
    page = day.page(CLERK, "days/").text
    top, rest = page.split('id="empty"')
    assert 'id="closed"' not in top and 'datetime="2026-03-02"' in rest
    assert top.index('datetime="2026-02-15"') < top.index(f'datetime="{DAY}"')
    assert "Waits for a second person" in top and "Grace Wanjiru" in top
    entry = CountersignDay(office="NAIROBI", day=DAY)
    enter(entry, day.id(CASHIER), at=day.moment, on=FIRST_DAY, key=uuid4().hex)
    top, rest = day.page(CLERK, "days/").text.split('id="closed"')
    assert (
        f'datetime="{DAY}"' not in top
        and f'datetime="{DAY}"' in rest
        and "Grace Wanjiru, Peter Otieno" in rest
    )
    earlier = day.page(CLERK, "days/?until=2026-02-15").text
    assert 'datetime="2026-02-15"' in earlier and f'datetime="{DAY}"' not in earlier
    for wrong in ("yesterday", "2026-02-30", "2126-01-01", "0001-01-01"):
        assert day.page(CLERK, f"days/?until={wrong}").status == 200


def test_what_came_late_asks_for_another_signature(day: Desk) -> None:
    signed(day)
    received(day, "D-4", "cash", 1_00)
    page = day.page(CASHIER, PATH)
    assert "To be signed again" in page.text and f"{PATH}countersign" not in page.text
    refused = day.page(CASHIER, f"{PATH}countersign").send()
    assert refused.status == 409 and "The ledger moved since the day was signed" in refused.text
    day.page(CASHIER, f"{PATH}sign").send(counted_online="492.50", counted_cash="86.00", explained="")
    assert DayClose.objects.count() == 2


def test_nobody_countersigns_another_signature_than_they_were_shown(day: Desk) -> None:
    signed(day)
    page = day.page(CASHIER, f"{PATH}countersign")
    signed(day, online=492_50, cash=0)  # the cash is missing now
    sent = page.send()
    assert sent.status == 422 and "The day was signed anew since you opened this page." in sent.text
    assert not DayClose.objects.exclude(countersigned_by=None).exists()
    assert sent.send().status == 302  # what is shown now can be countersigned
    assert DayClose.objects.exclude(countersigned_by=None).count() == 1


def uploaded(text: str | bytes, name: str = "settlement.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def test_a_settlement_file_is_counted_and_shown_before_anything_is_signed(day: Desk) -> None:
    page = day.page(CLERK, f"{PATH}sign").send(settlement=uploaded(FILE))
    assert page.status == 200 and DayClose.objects.count() == 0
    assert page.holds["counted_online"] == ["492.50"] and page.holds["counted_cash"] == ["85.00"]
    assert "Counted from the file: 3 receipts of this office and day." in plain(page)
    assert "Refused as they stand in the file, and not counted: 1 receipt." in plain(page)
    assert "What was counted agrees with the ledger." in page.text
    assert page.send(settlement=None).status == 302
    assert DayClose.objects.get().counted == '{"cash": 8500, "online": 49250}'


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (uploaded(b"\x00\x01\x02", "x.csv"), "this is no CSV file"),
        (uploaded(b"not a book", "x.xlsx"), "the spreadsheet cannot be read"),
        (uploaded("Number,Date,Amount,Colour\n1,2,3,4\n"), "column Colour. Name its columns as follows"),
        (uploaded("Number,Amount\nS-1,3.00\n"), "There must be: receipt number, day of payment, amount."),
        (uploaded("Number,Date,Amount,Office\nS-1,2026-02-20,3.00,NAIROBI\n"), "The file has no receipt of NAIROBI"),
        (uploaded(""), "The file is empty: choose another one."),
    ],
    ids=("octets", "no spreadsheet", "a column", "a missing column", "another day", "empty"),
)  # fmt: skip
def test_a_file_that_cannot_be_counted_is_told_and_what_was_typed_is_kept(day: Desk, file: Any, says: str) -> None:  # fmt: skip
    file.seek(0)
    sent = day.page(CLERK, f"{PATH}sign").send(settlement=file, counted_cash="84.00", explained="Not yet.")
    assert sent.status == 422 and any(says in one for one in sent.wrong), sent.wrong
    assert 'value="84.00"' in sent.text and "Not yet." in sent.text and DayClose.objects.count() == 0


@pytest.mark.parametrize("typed", ["abc", "1.234", "-1", "99999999999"])
@pytest.mark.parametrize("button", [{}, {"again": "compare"}], ids=("sign", "compare"))
def test_an_amount_that_is_none_is_told_beside_its_field(day: Desk, typed: str, button: dict[str, str]) -> None:  # fmt: skip
    sent = day.page(CLERK, f"{PATH}sign").send(
        counted_online="492.50", counted_cash=typed, explained="x", **button
    )
    assert sent.status == 422 and len(sent.wrong) == 1 and DayClose.objects.count() == 0


def test_comparing_signs_nothing(day: Desk) -> None:
    sent = day.page(CLERK, f"{PATH}sign").send(counted_online="500", again="compare")
    assert sent.status == 200 and "$7.50 over" in plain(sent) and "$85.00 short" in plain(sent)
    assert DayClose.objects.count() == 0


def test_the_day_of_another_office_is_looked_at_and_signed_there(day: Desk) -> None:
    page = day.page(FAR, PATH)
    assert "The day of NAIROBI is signed there." in page.text and f"{PATH}sign" not in page.text
    sent = day.page(FAR, f"{PATH}sign").send(counted_online="492.50", counted_cash="85")
    assert sent.status == 409 and DayClose.objects.count() == 0


def test_who_may_and_what_is_no_day(day: Desk) -> None:
    for who in (ABROAD, AUDITOR):
        for path in ("days/", PATH, f"{PATH}sign", f"{PATH}countersign"):
            assert day.page(who, path).status == 403, (who, path)
    for path in ("days/ATLANTIS/2026-02-22/", "days/NAIROBI/2026-02-30/", "days/ATLANTIS/2026-02-22/sign"):
        assert day.page(CLERK, path).status == 404, path
    to_come = day.page(CLERK, "days/NAIROBI/2026-03-03/")
    assert "is still to come" in to_come.text and "sign" not in [
        one.rpartition("/")[2] for one in to_come.holds
    ]
    assert day.page(CLERK, "days/NAIROBI/2026-03-03/sign").send().status == 409


def test_the_places_in_the_bar_are_those_of_fee_clerks(day: Desk) -> None:
    assert 'data-place="days"' in day.page(CLERK, "days/").text
    assert 'data-place="days"' not in day.page(ABROAD, "queue/").text


def test_no_page_asks_more_often_where_there_is_more(day: Desk) -> None:
    def asked(path: str) -> int:
        client = day.sign_in(CLERK)
        client.get(f"/en/{path}")
        with CaptureQueriesContext(connection) as held:
            assert client.get(f"/en/{path}").status_code == 200
        return len(held)

    paths = ("days/", PATH, f"{PATH}sign")
    before = [asked(path) for path in paths]
    for n in range(12):
        received(day, f"M-{n}", ("card", "cheque", "transfer")[n % 3], on=date(2026, 2, 17 + n % 6))
    signed(day, online=492_50, cash=85_00, card=246_25 * 4, transfer=0)
    after = [asked(path) for path in paths]
    # One more, once somebody signed: their names.
    assert all(b - a <= 1 for a, b in zip(before, after, strict=True)) and max(after) < 20, (before, after)


@pytest.mark.parametrize(
    ("language", "javascript"), (("en", True), ("fr", False)), ids=("en-scripts", "fr-plain")
)
def test_a_morning_in_the_browser(day: Desk, opened_by: Callable[..., Any], language: str, javascript: bool) -> None:  # fmt: skip
    """With and without scripts: the file is counted, the day signed; a colleague countersigns."""
    sign, count, countersign, closed = {
        "en": ("Sign the day", "Count the file, compare with the ledger", "Countersign the day", "Closed"),
        "fr": (
            "Signer la journée",
            "Compter le fichier, comparer au grand livre",
            "Contresigner la journée",
            "Close",
        ),
    }[language]
    page = opened_by(CLERK, f"/{language}/days/", javascript=javascript)
    told = complaints(page)
    page.locator(f'table a[href$="{PATH}"]').click()
    page.get_by_role("link", name=sign, exact=True).click()
    page.set_input_files("#id_settlement", {"name": "settlement.csv", "mimeType": "text/csv", "buffer": FILE.encode()})  # fmt: skip
    page.get_by_role("button", name=count).click()
    assert page.input_value("#id_counted_cash") == {"en": "85.00", "fr": "85,00"}[language]
    page.get_by_role("button", name=sign, exact=True).click()
    assert page.locator(".done").count() == 1
    other = opened_by(CASHIER, f"/{language}/{PATH}", javascript=javascript)
    told_other = complaints(other)
    other.get_by_role("link", name=countersign, exact=True).click()
    other.get_by_role("button", name=countersign, exact=True).click()
    assert other.locator(".tag-yes", has_text=closed).count() == 1
    assert told == [] and told_other == []


def test_focus_goes_to_what_stops_it_and_the_keyboard_is_enough(day: Desk, opened_by: Callable[..., Any]) -> None:  # fmt: skip
    page = opened_by(CLERK, f"/en/{PATH}sign")
    page.focus("#id_counted_online")
    page.keyboard.type("1")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("85")
    page.focus("form.act-form .actions button")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.evaluate("document.activeElement.matches('[data-focus]')")
    assert page.input_value("#id_counted_online") == "1" and page.input_value("#id_counted_cash") == "85"


def permit_money(desk: Desk, number: str, *, office: str | None = "NAIROBI", payer: str = "") -> None:
    """Money for a permit fee, paid today."""
    row = [number, FIRST_DAY.isoformat(), "online", office, payer, [["trp", 1, 246_25]]]
    enter(ReceiveBatch(source=f"list {number}", rows=(row,)), desk.id(CLERK), at=desk.moment, on=FIRST_DAY, key=uuid4().hex)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
def test_money_that_no_office_reserved_is_not_hidden_from_who_signs(desk: Desk, language: str) -> None:
    title = {"en": "Money that no office reserved", "fr": "Sommes qu’aucun bureau n’a réservées"}[language]
    today = f"days/NAIROBI/{FIRST_DAY}/"
    permit_money(desk, "U-1", office=None)
    permit_money(desk, "U-2")
    assert title not in unescape(desk.page(CLERK, today, language).text), "nobody has moved it yet"
    for number in ("U-1", "U-2"):
        assert desk.page(CLERK, f"receipts/{number}/refund").send(reason="unallocated").status == 302
    page = unescape(desk.page(CASHIER, today, language).text)
    part = page.partition('id="unreserved"')[2]
    assert title in part and "/receipts/U-1/" in part and "Grace Wanjiru" in part and "<time" in part
    assert "/receipts/U-2/" not in part
    assert title not in unescape(desk.page(FAR, f"days/PARIS/{FIRST_DAY}/", language).text)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_count_left_blank_is_not_signed_as_nothing(day: Desk, language: str) -> None:
    says = {"en": "write what was counted, 0 if it was nothing", "fr": "inscrivez ce qui a été compté, 0 s’il n’y avait rien"}[language]  # fmt: skip
    typed = {"en": "492.50", "fr": "492,50"}[language]
    sent = day.page(CLERK, f"{PATH}sign", language).send(counted_online=typed, explained="The till.")
    assert sent.status == 422 and DayClose.objects.count() == 0
    assert [one for one in sent.wrong if says in one] and len(sent.wrong) == 1
    assert sent.holds["counted_online"] == [typed] and sent.holds["explained"] == ["The till."]
    assert sent.send(counted_cash="0").status == 302
    assert DayClose.objects.get().counted == '{"cash": 0, "online": 49250}'


@pytest.mark.parametrize(("language", "says"), [
    ("en", "Left as you typed it: card (not in the file), cash ($85.00 in the file)."),
    ("fr", "Laissé tel que vous l’avez inscrit : carte (absent du fichier), comptant (85,00 $ au fichier)."),
])  # fmt: skip
def test_a_file_fills_what_is_empty_and_leaves_what_was_counted_by_hand(day: Desk, language: str, says: str) -> None:  # fmt: skip
    page = day.page(CLERK, f"{PATH}sign", language).send(
        settlement=uploaded(FILE), counted_cash="84", counted_card="0"
    )
    held = page.holds
    assert held["counted_online"] == [{"en": "492.50", "fr": "492,50"}[language]]
    assert held["counted_cash"] == ["84"] and held["counted_card"] == ["0"]
    assert says in plain(page), plain(page)


@pytest.mark.parametrize(("language", "title", "warned"), [
    ("en", "After the day was closed", "The day is closed at your office: this will stand under it as moved after the close."),
    ("fr", "Après la clôture de la journée", "La journée est close à votre bureau : ceci y figurera comme ayant bougé après la clôture."),
])  # fmt: skip
def test_what_moves_after_the_close_stands_apart_with_who_and_when(desk: Desk, language: str, title: str, warned: str) -> None:  # fmt: skip
    today, case = f"days/NAIROBI/{FIRST_DAY}/", waiting_case()
    permit_money(desk, "A-1")
    permit_money(desk, "A-2")
    assert desk.page(CLERK, "receipts/A-1/refund").send(reason="unallocated").status == 302
    form = desk.act(CLERK, case["number"], "AllocateReceipt", language, query="?receipt=A-2")
    assert warned not in plain(form)
    counted = {name: "0" for name in desk.page(CLERK, f"{today}sign").holds if name.startswith("counted_")}
    assert desk.page(CLERK, f"{today}sign").send(**counted, explained="–").status == 302
    assert desk.page(CASHIER, f"{today}countersign").send().status == 302
    assert title not in unescape(desk.page(CLERK, today, language).text)

    form = desk.act(CLERK, case["number"], "AllocateReceipt", language, query="?receipt=A-2")
    assert warned in plain(form) and form.send().status == 302, "told, and not stopped"
    page = unescape(desk.page(CASHIER, today, language).text)
    part = page.partition('id="after"')[2]
    assert (
        title in part
        and "/receipts/A-2/" in part
        and "Grace Wanjiru" in part
        and "/receipts/A-1/" not in part
    )
    back = desk.act(CASHIER, case["number"], "ReverseAllocation", language, query="?receipt=A-2")
    assert warned in plain(back) and back.send(reason="The wrong case.").status == 302
    part = unescape(desk.page(CLERK, today, language).text).partition('id="after"')[2]
    assert part.count("/receipts/A-2/") == 2 and "Peter Otieno" in part


@pytest.mark.parametrize(("language", "short", "again"), [
    ("en", "$0.25 short", "The ledger moved since: the day has to be signed again."),
    ("fr", "0,25 $ en moins", "Le grand livre a bougé depuis : la journée doit être signée de nouveau."),
])  # fmt: skip
def test_the_last_row_is_the_total_and_signing_again_begins_anew(day: Desk, language: str, short: str, again: str) -> None:  # fmt: skip
    signed(day, online=492_25, cash=85_00)
    page = plain(day.page(CLERK, PATH, language))
    last = page.partition('<th scope="row">Total</th>')[2].partition("</tr>")[0]
    assert ("$577.25" if language == "en" else "577,25 $") in last and short in last
    received(day, "D-9", "cash", 1_00)
    assert again in plain(day.page(CLERK, PATH, language))
    form = day.page(CLERK, f"{PATH}sign", language)
    assert form.holds["explained"] == [""] and form.holds["counted_online"] == [""]
