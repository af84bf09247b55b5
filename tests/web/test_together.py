"""Take next, the same on several cases, and the files of somebody who leaves: as the pages do it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.desk import ABROAD, AUDITOR, CLERK, MANAGER, SUPERVISOR, Desk, Page
from tests.web.looking import complaints, findings, is_wider_than_the_screen
from trp.casework.recording import MOST_TOGETHER, AddNote, Assign
from trp.casework.registers.conflicts import DeclareConflict
from trp.cli.caseload.script import FIRST_DAY
from trp.journal.entering import enter
from trp.journal.models import Case, Line
from trp.officers.models import Officer

COLLEAGUE, HERE = "d.mutua", "p.otieno"
_ROW = re.compile('data-case="(T-[0-9]+)"')


def numbers(desk: Desk, tab: str, who: str = ABROAD) -> list[str]:
    return _ROW.findall(desk.page(who, f"queue/?tab={tab}").text)


def key_of(number: str) -> Any:
    return Case.every.get(number=number).id


def holder(number: str) -> str:
    key = Case.every.get(number=number).holder
    return Officer.objects.get(id=key).username if key else ""


def gives(desk: Desk, number: str, to: str) -> None:
    """A supervisor gives a file to somebody of Nairobi."""
    desk.do(key_of(number), HERE, Assign(officer=str(desk.id(to)), office="NAIROBI"))


def torn(desk: Desk, who: str, number: str) -> None:
    entry = DeclareConflict(officer=str(desk.id(who)), case=number, why="A cousin.")
    enter(entry, desk.id(who), at=desk.moment, on=FIRST_DAY, key=uuid4().hex)


def asks(desk: Desk, what: str, chosen: list[str], who: str = MANAGER, language: str = "en") -> Page:
    return desk.page(who, f"queue/{what}?" + "&".join(f"case={one}" for one in chosen), language)


def results(page: Page) -> dict[str, str]:
    """What the page of results says of each case."""
    rows = re.findall(
        r'<tr><th scope="row"><a href="[^"]*">(T-\d+)</a></th>\s*<td>(.*?)</td></tr>', page.text, re.S
    )
    return {number: unescape(" ".join(re.sub("<[^>]+>", " ", told).split())) for number, told in rows}


# Take next --------------------------------------------------------------------------------------------


def test_take_next_gives_the_first_of_the_published_order_and_says_the_order(desk: Desk) -> None:
    for number in numbers(desk, "unassigned")[3:]:
        gives(desk, number, MANAGER)
    first, second, *_ = numbers(desk, "unassigned")
    torn(desk, ABROAD, first)
    page = desk.page(ABROAD, "queue/?tab=unassigned&sort=number")
    assert "the day that is due, then the oldest, then the number" in page.text
    key = re.search('name="key" value="([0-9a-f]{32})"', page.text)
    assert key
    told = []
    for _ in range(2):  # sent twice, it is done once
        answer = page.client.post("/en/queue/take-next", {"key": key[1]})
        assert answer["Location"] == f"/en/cases/{second}/"
        told.append(page.client.get(answer["Location"]).text)
    assert holder(second) == ABROAD and holder(first) == ""
    for text in told:
        assert f"{second} is assigned to you: it came first in the order. Skipped: {first}: You declared a conflict of interest" in text  # fmt: skip
    french = page.client.post("/fr/queue/take-next", {"key": "autre"}, follow=True).text
    assert (
        "vous est confié\u00a0: il venait en premier dans l’ordre" in french
        or "Aucun dossier n’a été pris" in french
    )


def test_take_next_says_that_none_is_left(desk: Desk) -> None:
    for number in numbers(desk, "unassigned"):
        gives(desk, number, MANAGER)
    client = desk.sign_in(ABROAD)
    for key in ("k", "", "\x00"):
        assert "No case was taken" in client.post("/en/queue/take-next", {"key": key}, follow=True).text


def test_who_may_take_and_when_the_button_is_there(desk: Desk) -> None:
    assert "take-next" in desk.page(ABROAD, "queue/?tab=unassigned").text
    assert "take-next" not in desk.page(ABROAD, "queue/?tab=all").text
    assert "take-next" not in desk.page(CLERK, "queue/?tab=unassigned").text
    assert desk.sign_in(CLERK).post("/en/queue/take-next", {"key": "k"}).status_code == 403
    assert desk.sign_in(ABROAD).get("/en/queue/take-next").status_code == 405


# The same on several cases ----------------------------------------------------------------------------


def test_files_are_given_after_a_preview_and_each_line_names_the_batch(desk: Desk) -> None:
    chosen = numbers(desk, "all")[:4]
    for number in chosen:
        gives(desk, number, ABROAD)
    torn(desk, COLLEAGUE, chosen[1])
    form = asks(desk, "assign", chosen)
    assert form.holds["case"] == chosen
    before = Line.objects.count()
    preview = form.send(officer=str(desk.id(COLLEAGUE)), note="Leave until April.", step="preview")
    assert preview.status == 200 and Line.objects.count() == before
    assert [one.split()[0] for one in preview.holds["ticket"]] == [chosen[0], *chosen[2:]]
    assert (
        "Daniel Mutua declared a conflict of interest" in preview.text
        and "goes to Daniel Mutua" in preview.text
    )
    assert "Assign the files (3)" in preview.text and "Leave until April." in preview.text
    done = preview.send(step="do", case=None)
    assert done.status == 200 and "3\u00a0cases are assigned." in done.text
    assert [holder(one) for one in chosen] == [COLLEAGUE, ABROAD, COLLEAGUE, COLLEAGUE]
    lines = Line.objects.count()
    assert lines == before + 6
    batches = set()
    for number in (chosen[0], *chosen[2:]):
        *_, given, noted = (line.event for line in desk.file(number, MANAGER).lines)
        assert given.batch == noted.batch and given.batch_size == noted.batch_size == 3
        assert noted.text == "Leave until April."
        batches.add(given.batch)
    [batch] = batches
    assert (
        batch[:8] in done.text
        and f"batch {batch[:8]}.)" in desk.page(MANAGER, f"cases/{chosen[0]}/?tab=notes").text
    )
    again = preview.send(step="do", case=None)
    assert Line.objects.count() == lines and results(again) == results(done)


def test_a_note_goes_onto_each_and_a_clerk_may_write_it(desk: Desk) -> None:
    chosen = numbers(desk, "all")[:3]
    preview = asks(desk, "note", chosen, CLERK, "fr").send(note="Courriel d’avril <b>", step="preview")
    assert (
        "Aperçu\u00a0: rien n’est encore fait" in preview.text
        and "<b>" not in preview.text.split("<pre")[1].split("</pre>")[0]
    )
    done = preview.send(step="do")
    assert set(results(done)) == set(chosen) and set(results(done).values()) == {"note ajoutée"}
    assert all(desk.file(one, CLERK).lines[-1].event.text == "Courriel d’avril <b>" for one in chosen)
    assert asks(desk, "assign", chosen, CLERK).status == 403
    assert asks(desk, "note", chosen, AUDITOR).status == 403


def test_what_moved_since_the_preview_is_left_alone_and_told(desk: Desk) -> None:
    chosen = numbers(desk, "all")[:3]
    preview = asks(desk, "assign", chosen).send(officer="nobody", step="preview")
    free = [one.split()[0] for one in preview.holds.get("ticket", [])]
    preview = asks(desk, "assign", chosen).send(officer=str(desk.id(COLLEAGUE)), step="preview")
    sent = [one.split()[0] for one in preview.holds["ticket"]]
    desk.do(key_of(sent[0]), HERE, AddNote(text="meanwhile"))
    done = preview.send(step="do")
    told = results(done)
    assert "has moved since the preview: nothing was done" in told[sent[0]]
    assert {told[one] for one in sent[1:]} == {"assigned to Daniel Mutua"}
    assert f"case={sent[0]}" in done.text and "Choose these again" in done.text
    assert set(free) <= set(chosen)


def test_a_preview_that_was_tampered_with_gives_nothing_away(desk: Desk) -> None:
    hidden = Case.every.filter(access="hidden", result__isnull=True).exclude(unit="NAIROBI").first()
    assert hidden is not None
    shown = asks(desk, "note", [hidden.number])
    absent = asks(desk, "note", ["T-999999"])
    strip = re.compile('name="(key|csrfmiddlewaretoken)" value="[^"]*"')
    assert strip.sub("", shown.text).replace(hidden.number, "#") == strip.sub("", absent.text).replace(
        "T-999999", "#"
    )
    [number] = numbers(desk, "all")[:1]
    auditor, office = str(desk.id(AUDITOR)), Case.every.get(number=number).office
    preview = asks(desk, "assign", [number]).send(officer=str(desk.id(COLLEAGUE)), step="preview")
    before = Line.objects.count()
    for ticket in (
        f"{hidden.number} {hidden.head} - {hidden.office} {desk.id(COLLEAGUE)}",
        f"T-999999 1 - NAIROBI {desk.id(COLLEAGUE)}",
        f"{number} {Case.every.get(number=number).head} - {office} {auditor}",
    ):
        done = preview.send(step="do", ticket=ticket, case=None)
        assert done.status == 200 and "0\u00a0cases are assigned, 1\u00a0is not." in done.text
    for ticket in ("T-1 <script>", f"{number} 1 - \x00 -", f"{number} 1 - NAIROBI x"):
        assert preview.send(step="do", ticket=ticket, case=None).status == 422
    assert Line.objects.count() == before


def test_limits_and_empty_forms_are_told_and_nothing_is_lost(desk: Desk) -> None:
    none = asks(desk, "assign", [])
    assert none.status == 200 and "No case is chosen" in none.text
    many = asks(desk, "note", [f"T-{n:06d}" for n in range(1, MOST_TOGETHER + 2)], language="fr")
    assert "Vous avez choisi 101 dossiers" in many.text
    chosen = numbers(desk, "all")[:2]
    wrong = asks(desk, "note", chosen).send(note=" ", step="preview")
    assert wrong.status == 422 and wrong.holds["case"] == chosen and "Write why" in unescape(wrong.text)
    wrong = asks(desk, "assign", chosen).send(officer="", note="kept", step="preview")
    assert wrong.status == 422 and wrong.holds["note"] == ["kept"]
    preview = asks(desk, "note", chosen).send(note="first", step="preview")
    changed = preview.send(step="change")
    assert changed.status == 200 and changed.holds["note"] == ["first"] and changed.holds["case"] == chosen


def test_as_many_statements_for_many_cases_as_for_few(desk: Desk) -> None:
    every = numbers(desk, "all")
    for number in every[:2]:
        gives(desk, number, ABROAD)
    client = desk.sign_in(MANAGER)
    told = []
    for chosen in (every[:2], every[:2], every[:30]):
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/en/queue/assign", {"case": chosen}).status_code == 200
            answer = client.post("/en/queue/assign", {"case": chosen, "officer": str(desk.id(COLLEAGUE)), "key": "k", "step": "preview"})  # fmt: skip
            assert answer.status_code == 200 and "Preview" in answer.text
        told.append(len(asked))
    assert told[1] == told[2], told


# The files of somebody who leaves ---------------------------------------------------------------------


def test_the_files_of_a_leaver_are_dealt_to_colleagues(desk: Desk) -> None:
    for number in numbers(desk, "unassigned", MANAGER)[:5]:
        gives(desk, number, COLLEAGUE)
    held = list(
        Case.every.filter(holder=str(desk.id(COLLEAGUE)), result__isnull=True)
        .order_by("due_by", "since", "number").values_list("number", flat=True)
    )  # fmt: skip
    assert len(held) >= 5
    torn(desk, ABROAD, held[0])
    path = f"hand-over/{COLLEAGUE}/"
    page = desk.page(HERE, path)
    assert page.holds["case"] == held and "Before the account can be closed" in page.text
    preview = page.send(
        to=[str(desk.id(ABROAD)), str(desk.id(MANAGER))], note="Daniel leaves.", step="preview"
    )
    dealt = {one.split()[0]: one.split()[-1] for one in preview.holds["ticket"]}
    turns = [dealt[one] for one in held]
    assert turns[0] == str(desk.id(MANAGER))  # who declared a conflict is passed over
    assert turns[1:] == [str(desk.id(ABROAD if n % 2 == 0 else MANAGER)) for n in range(len(held) - 1)]
    done = preview.send(step="do")
    assert set(results(done).values()) == {
        "handed over to Amélie Roy",
        "handed over to Simon Bouchard",
    } and set(results(done)) == set(held)
    assert {one: str(desk.id(holder(one))) for one in held} == dealt
    assert desk.file(held[1], HERE).lines[-1].event.text == "Daniel leaves."
    assert f"{len(held)}\u00a0cases are handed over." in done.text
    empty = desk.page(HERE, path, "fr")
    assert "Le compte ne peut pas encore être fermé" not in empty.text
    assert "Vous ne connaissez aucun dossier ouvert" in empty.text


def test_in_french_a_file_is_assigned_and_the_name_of_its_holder_elides(desk: Desk) -> None:
    number = numbers(desk, "unassigned", MANAGER)[0]
    gives(desk, number, ABROAD)
    page = desk.page(HERE, f"hand-over/{ABROAD}/", "fr")
    assert "Les dossiers d’Amélie Roy" in page.text and "Transmettre" not in page.text
    assert "transmett" not in desk.page(HERE, "hand-over/", "fr").text.lower()
    given = desk.page(HERE, f"queue/assign?case={number}", "fr")
    assert re.search(r">Note <span class=\"optional\">\(facultative\)<", given.text)
    offices = re.findall(r'<optgroup label="([^"]*)"', given.text)
    assert offices[0] == "Bureau des visas à Nairobi" and len(offices) > 3
    done = given.send(officer=str(desk.id(COLLEAGUE)), step="preview").send(step="do", case=None)
    assert "1\u00a0dossier est confié." in done.text and results(done)[number] == "confié à Daniel Mutua"
    [note] = [one for one in re.findall(r'<pre class="note-text"[^>]*>([^<]*)<', desk.page(HERE, f"cases/{number}/?tab=notes", "fr").text) if "Dossier confié" in one][:1]  # fmt: skip
    assert note.startswith("Dossier confié à Daniel Mutua, Bureau des visas à Nairobi.")


def test_a_file_that_went_elsewhere_is_not_handed_over(desk: Desk) -> None:
    number = numbers(desk, "unassigned", MANAGER)[0]
    gives(desk, number, COLLEAGUE)
    page = desk.page(HERE, f"hand-over/{COLLEAGUE}/")
    gives(desk, number, MANAGER)
    preview = page.send(to=str(desk.id(ABROAD)), note="Daniel leaves.", step="preview")
    assert number not in [one.split()[0] for one in preview.holds.get("ticket", [])]
    assert "Somebody gave this file to another officer" in preview.text


def test_more_than_a_batch_are_handed_over_in_parts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trp.cases.hand_over.MOST_TOGETHER", 2)
    for number in numbers(desk, "unassigned", MANAGER)[:3]:
        gives(desk, number, COLLEAGUE)
    count = Case.every.filter(holder=str(desk.id(COLLEAGUE)), result__isnull=True).count()
    page = desk.page(HERE, f"hand-over/{COLLEAGUE}/")
    assert len(page.holds["case"]) == 2 and f"These are the first 2 of {count}" in page.text


def test_hidden_files_are_handed_over_by_a_supervisor_of_their_office_alone(desk: Desk) -> None:
    hidden = Case.every.filter(access="hidden", result__isnull=True, unit="VPU").first()
    assert hidden is not None
    desk.do(hidden.id, "n.whiteduck", Assign(officer=str(desk.id("c.osei")), office="VPU"))
    path = "hand-over/c.osei/"
    outside, inside = desk.page(SUPERVISOR, path), desk.page("l.gauthier", path)
    assert hidden.number not in outside.text and hidden.number in inside.text


def test_who_may_hand_over(desk: Desk) -> None:
    path = f"hand-over/{COLLEAGUE}/"
    assert [desk.page(who, path).status for who in (HERE, SUPERVISOR, MANAGER, ABROAD, AUDITOR)] == [
        200,
        200,
        403,
        403,
        403,
    ]
    assert desk.page(HERE, "hand-over/no.one/").status == desk.page(HERE, "hand-over/a%00b/").status == 404
    assert f"/en/hand-over/{COLLEAGUE}/" in desk.page(HERE, "hand-over/").text
    assert (
        "hand-over" in desk.page(HERE, "queue/").text and "hand-over" not in desk.page(ABROAD, "queue/").text
    )


# In the browser ---------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("language", ("en", "fr"))
def test_choosing_and_assigning_without_scripts(opened_by: Callable[..., Any], language: str) -> None:
    """By keyboard alone, on every page of the way: nothing that axe finds, nothing wider than a phone."""
    page = opened_by(MANAGER, f"/{language}/queue/?tab=all", javascript=False)
    boxes = page.locator("tbody input[type=checkbox]")
    number = boxes.nth(1).get_attribute("value")
    for n in range(2):
        boxes.nth(n).focus()
        page.keyboard.press("Space")
    page.locator("#together button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue/assign?**")
    assert page.locator("tbody input:checked").count() == 2
    page.locator("#id_officer").select_option(index=2)
    page.keyboard.press("Tab")
    page.keyboard.type("Note – été")
    page.locator("button[value=preview]").press("Enter")
    assert page.locator("h2").first.inner_text() in (
        "Preview: nothing is done yet",
        "Aperçu\u00a0: rien n’est encore fait",
    )
    if page.locator("button[value=do]").count():
        page.locator("button[value=do]").press("Enter")
        assert page.locator("[role=status]").count() == 1
    assert number


@pytest.mark.slow
def test_all_on_a_page_are_chosen_without_scripts(opened_by: Callable[..., Any]) -> None:
    page = opened_by(MANAGER, "/en/queue/?tab=all", javascript=False)
    every = page.locator("tbody input[type=checkbox]").count()
    page.get_by_role("link", name="Choose all on this page").click()
    assert page.locator("tbody input:checked").count() == every > 2
    page.get_by_role("link", name="Choose none").click()
    assert page.locator("tbody input:checked").count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("language", ("en", "fr"))
def test_the_pages_of_a_batch_have_no_finding(opened_by: Callable[..., Any], language: str) -> None:
    page = opened_by(HERE, f"/{language}/queue/?tab=all&chosen=all")
    told = complaints(page)

    def looks() -> None:
        for width in (1366, 320):
            page.set_viewport_size({"width": width, "height": 768})
            assert findings(page) == [], (page.url, width)
            assert not is_wider_than_the_screen(page), page.url

    looks()
    page.locator("#together button").first.click()
    page.wait_for_url("**/queue/assign?**")
    looks()
    page.locator("button[value=preview]").click()
    page.locator(".summary").wait_for()
    told.clear()  # the console repeats the 422
    looks()
    page.locator("#id_officer").select_option(index=2)
    page.locator("button[value=preview]").click()
    page.locator("button[value=change]").wait_for()
    looks()
    page.locator("button[value=do]").click()
    page.locator("[role=status]").first.wait_for()
    looks()
    assert told == []
