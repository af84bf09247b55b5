"""The pages of who looks after an office: what is stuck, since when, under which rule, with whom; and no more than the
reader may know."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.desk import ABROAD, AUDITOR, SUPERVISOR, Desk
from tests.web.markup import Markup
from trp.casework.recording import Assign
from trp.desk.words import alphabetical
from trp.journal.models import Case, SecurityEvent
from trp.officers.models import Office, Officer
from trp.oversight.suppressing import FEWEST

pytestmark = pytest.mark.slow

NAIROBI, UNIT = "p.otieno", "l.gauthier"
"""Supervisors: of the visa office at which A. Roy works, and of the vulnerable persons unit."""
PAGES = (
    (NAIROBI, "team/"), (NAIROBI, "team/a.roy/"), (NAIROBI, "team/a.roy/?list=held"), (NAIROBI, "exemptions/?over=2026-Q1"),
    (SUPERVISOR, "team/"), (AUDITOR, "team/"), (AUDITOR, "team/?office=NAIROBI"), (AUDITOR, "exemptions/?over=2026-Q1"),
    (UNIT, "team/"),
)  # fmt: skip

SignIn = Callable[[str], Client]


def words(text: str) -> str:
    return " ".join(Markup(text).words.split())


def row(page: str, what: str) -> str | None:
    """What a table says in the row that begins with these words."""
    for found in re.findall(r"<tr>.*?</tr>", page, re.DOTALL):
        said = " ".join(html.unescape(re.sub("<[^>]+>", " ", found)).split())
        if said.startswith(what):
            return said
    return None


@pytest.mark.parametrize("language", ("en", "fr"))
@pytest.mark.parametrize(("who", "path"), PAGES)
def test_a_page_is_well_formed_in_both_languages(
    signed_in: SignIn, who: str, path: str, language: str
) -> None:
    answer = signed_in(who).get(f"/{language}/{path}")
    assert answer.status_code == 200
    page = Markup(answer.text)
    assert page.wrong == [] and page.missing() == set()
    assert "style=" not in answer.text
    assert ("Équipe" if language == "fr" else "Team") in page.words


# What, since when, which rule, with whom ----------------------------------------------------------------


def test_the_four_answers_of_a_case_that_was_blocked_by_hand(desk: Desk) -> None:
    """A permit is asked for at a visa office, and there is no application that it would accompany."""
    assert row(desk.page(NAIROBI, "team/").text, "Accompanies no application") is None
    case, number = desk.abroad(application=None, underlying=None)
    desk.facts(case, ABROAD)
    for language, told in (
        ("en", "Accompanies no application 1 2 March 2026 officer: 1 Fee instruction, Outside Canada"),
        ("fr", "N’accompagne aucune demande 1 2 mars 2026 agent : 1 Instruction sur les frais, À l’extérieur du Canada"),
    ):  # fmt: skip
        page = desk.page(NAIROBI, "team/", language).text
        assert row(page, told[:18]) == told
    [href] = re.findall(
        r'href="(/en/queue/\?[^"]*no-standalone-request[^"]*)"', desk.page(NAIROBI, "team/").text
    )
    client = desk.sign_in(NAIROBI)
    assert re.findall(r'data-case="(T-\d+)"', client.get(html.unescape(href)).text) == [number]


def test_what_nobody_here_can_do_is_said(desk: Desk) -> None:
    """The case waits for an officer, and those who were there have left."""
    told = row(desk.page(NAIROBI, "team/").text, "Facts are missing") or ""
    desk.abroad()
    more = row(desk.page(NAIROBI, "team/").text, "Facts are missing") or ""
    assert more != told and "officer" in more and "nobody here" not in more
    Officer.objects.filter(office_id="NAIROBI", roles__contains="officer").update(is_active=False)
    assert "nobody here" in (row(desk.page(NAIROBI, "team/").text, "Facts are missing") or "")


def test_every_open_case_is_in_one_row_of_what_is_stuck(signed_in: SignIn) -> None:
    page = signed_in(NAIROBI).get("/en/team/").text
    [table] = re.findall(r'aria-labelledby="stuck"><table.*?</table>', page, re.DOTALL)
    counts = [int(one) for one in re.findall(r'<td class="number" data-label="Cases:">(\d+)', table)]
    assert sum(counts) == Case.every.filter(office="NAIROBI", result__isnull=True).count() > 0


def test_what_waits_for_the_client_counts_against_no_officer(desk: Desk) -> None:
    def load() -> tuple[int, ...]:
        told = re.findall(
            rf'<a href="[^"]*/team/{ABROAD}/">.*?</tr>', desk.page(NAIROBI, "team/").text, re.DOTALL
        )[0]
        return tuple(map(int, re.findall(r'<td class="number"[^>]*>(\d+)', told)))

    before = load()
    case, _ = desk.abroad(offered=True)
    desk.do(case, ABROAD, Assign(officer=str(desk.id(ABROAD)), office="NAIROBI"))
    after = load()
    changed = [then - now for then, now in zip(after, before, strict=True)]
    assert changed == [0, 0, 0, 0, 1, 1]  # to act, overdue, this week, a colleague, outside the team, held


# Officers -----------------------------------------------------------------------------------------------


def test_the_queue_of_an_officer_is_what_the_officer_sees_without_acts(signed_in: SignIn) -> None:
    own = signed_in(ABROAD).get("/en/queue/?tab=mine").text
    theirs = signed_in(NAIROBI).get(f"/en/team/{ABROAD}/").text
    numbers = re.findall(r'data-case="(T-\d+)"', own)
    assert numbers and re.findall(r'data-case="(T-\d+)"', theirs) == numbers
    assert 'data-key="assign"' in own and 'data-key="assign"' not in theirs and "/acts/" not in theirs


def test_to_read_a_restricted_row_of_an_officer_is_logged(signed_in: SignIn) -> None:
    officer = next(one for one in Officer.objects.filter(office_id="VPU", roles__contains="vulnerable"))
    before = SecurityEvent.objects.filter(kind="read").count()
    page = signed_in(UNIT).get(f"/en/team/{officer.username}/").text
    shown = page.count('tag-no">restricted')
    assert shown and SecurityEvent.objects.filter(kind="read").count() == before + shown


def test_an_office_is_looked_after_by_its_own_supervisor_and_by_who_looks_after_all(
    signed_in: SignIn,
) -> None:
    for path in (f"/en/team/{ABROAD}/", "/en/team/?office=NAIROBI", "/en/exemptions/?office=NAIROBI"):
        assert signed_in(UNIT).get(path).status_code == 404
        for who in (NAIROBI, SUPERVISOR, AUDITOR):
            assert signed_in(who).get(path).status_code == 200, (who, path)
        assert signed_in(ABROAD).get(path).status_code == 403
    for who in (SUPERVISOR, AUDITOR, NAIROBI):
        assert signed_in(who).get("/en/team/?office=NOWHERE").status_code == 404
        assert signed_in(who).get("/en/team/nobody.there/").status_code == 404
    assert signed_in(UNIT).get("/en/exemptions/?office=all").status_code == 404


def test_what_somebody_who_leaves_holds_is_there_with_the_way_to_hand_it_over(signed_in: SignIn) -> None:
    client = signed_in(NAIROBI)
    held = Case.every.filter(office="NAIROBI", result__isnull=True, holder__isnull=False).first()
    assert held is not None
    leaver = Officer.objects.get(id=held.holder)
    assert "Who leaves" not in client.get("/en/team/").text
    Officer.objects.filter(id=leaver.id).update(is_active=False)
    page, link = client.get("/en/team/").text, f"/en/hand-over/{leaver.username}/"
    assert "Who leaves, and still holds cases" in page and f'href="{link}"' in page
    held_page = client.get(f"/en/team/{leaver.username}/?list=held").text
    assert "has to be handed over" in html.unescape(held_page) and held.number in held_page
    assert held.number in client.get(link).text
    auditors = signed_in(AUDITOR).get("/en/team/?office=NAIROBI").text  # reads, and hands over nothing
    assert "Who leaves, and still holds cases" in auditors and link not in auditors


# Exemptions ---------------------------------------------------------------------------------------------


def test_small_numbers_of_exemptions_are_withheld(signed_in: SignIn) -> None:
    page = signed_in(AUDITOR).get("/en/exemptions/?over=2026-Q1").text
    [table] = re.findall(r'aria-labelledby="table-title"><table class="counts">.*?</table>', page, re.DOTALL)
    shown = [html.unescape(one) for one in re.findall(r'<td class="number">([^<]*(?:&lt;\d)?)</td>', table)]
    assert f"<{FEWEST}" in shown
    assert [one for one in shown if one.isdigit() and 0 < int(one) < FEWEST] == []


def _rows(page: str) -> dict[str, list[str]]:
    """The figures of each row of the table of exemptions, with those that are withheld."""
    [table] = re.findall(r'<table class="counts">.*?</table>', page, re.DOTALL)
    rows = re.findall(r'<tr class="\w+"><th scope="row">(.*?)</th>(.*?)</tr>', table, re.DOTALL)
    return {name: [html.unescape(one) for one in re.findall(r">([^<]+)</td>", cells)] for name, cells in rows}


def test_an_office_is_shown_as_it_stands_in_the_table_of_all(signed_in: SignIn) -> None:
    """Else what one of the two withholds could be read in the other."""
    client = signed_in(AUDITOR)
    whole = _rows(client.get("/en/exemptions/?over=2026-Q1&office=all").text)
    seen = 0
    for office in Office.objects.order_by("code"):
        answer = client.get(f"/en/exemptions/?over=2026-Q1&office={office.code}").text
        if '<table class="counts">' not in answer:
            continue
        part = _rows(answer)
        assert [one for one in part.pop("All") if one != "0"] == [
            one for one in whole[office.name_en] if one != "0"
        ]
        for name, figures in part.items():
            assert [one for one in figures if one != "0"] == [one for one in whole[name] if one != "0"], name
        seen += len(part)
    assert seen >= 6


def test_a_period_that_is_none_is_told_and_the_quarter_is_shown(signed_in: SignIn) -> None:
    client = signed_in(NAIROBI)
    for wrong in ("2026-13", "March", "1999-Q1", "2026-Q5", "2026"):
        told = html.unescape(client.get(f"/en/exemptions/?over={wrong}").text)
        assert f"“{wrong}” is no quarter" in told and "Quarter 1 of 2026" in told
    assert "is no quarter" not in client.get("/en/exemptions/?over=2025-Q4").text


# What nobody may know of --------------------------------------------------------------------------------


def bare(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def sql(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)


def test_a_hidden_case_changes_nothing_on_any_page(signed_in: SignIn) -> None:
    """A page with cases that are hidden is, byte for byte, the page without them."""
    paths = [(who, f"/en/{path}") for who, path in PAGES if who != UNIT]
    of_nairobi = "result IS NULL AND office = 'NAIROBI'"
    before = [bare(signed_in(who).get(path).text) for who, path in paths]
    sql(
        f"UPDATE journal_case SET access = 'hidden', unit = 'VPU' WHERE {of_nairobi} AND CAST(substr(number, 3) AS integer) % 3 = 0"
    )
    hidden = [bare(signed_in(who).get(path).text) for who, path in paths]
    assert Case.every.filter(access="hidden", office="NAIROBI").count() > 3
    sql("DELETE FROM journal_case WHERE access = 'hidden' AND unit = 'VPU'")
    assert [bare(signed_in(who).get(path).text) for who, path in paths] == hidden
    assert hidden[0] != before[0]  # the twin: those that are not hidden are counted


# Statements ---------------------------------------------------------------------------------------------


def grow(times: int) -> None:
    """So many copies of each case, as a test alone makes them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM journal_case")
        rows, names = cursor.fetchall(), [one[0] for one in cursor.description]
        key, number = names.index("id"), names.index("number")
        made: list[Any] = []
        for n in range(1, times + 1):
            for held in rows:
                one = list(held)
                one[key] = (
                    f"{n:02x}{held[key][2:]}"
                    if not held[key].startswith(f"{n:02x}")
                    else f"ff{n:02x}{held[key][4:]}"
                )
                one[number] = f"T-{n}{held[number][3:]}"
                made.append(one)
        marks = ", ".join(["%s"] * len(names))
        cursor.executemany(f"INSERT INTO journal_case ({', '.join(names)}) VALUES ({marks})", made)


def test_a_page_takes_as_many_statements_among_many_cases_as_among_few(signed_in: SignIn) -> None:
    def asked() -> dict[str, int]:
        told = {}
        for who, path in PAGES:
            client = signed_in(who)
            client.get(f"/en/{path}")
            with CaptureQueriesContext(connection) as found:
                client.get(f"/en/{path}")
            told[f"{who} {path}"] = len(found)
        return told

    few, before = asked(), Case.every.count()
    grow(9)
    assert Case.every.count() == 10 * before >= 2_000
    many = asked()  # one fewer where nobody holds any of the rows: then no name is asked for
    assert {path for path in few if many[path] > few[path]} == set() and max(few.values()) <= 20, (few, many)


# In the browser -----------------------------------------------------------------------------------------


def test_by_keyboard_and_without_a_script(opened_by: Callable[..., Any]) -> None:
    """From what is stuck to its list, from an officer to their queue and back, and another period."""
    page = opened_by(NAIROBI, "/en/team/", javascript=False)
    page.get_by_role("link", name="Fee not settled").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue/?tab=all&blocked=fee-not-settled&sort=age")
    page.goto("/fr/team/")
    page.locator("#officers ~ .scroll a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/team/*/")
    page.get_by_role("link", name="Équipe").last.click()
    page.goto("/fr/exemptions/")
    page.get_by_label("Trimestre", exact=True).select_option("2025-Q4")
    page.get_by_role("button", name="Afficher").click()
    assert "over=2025-Q4" in page.url and page.locator("main").inner_text().count("4e trimestre de 2025") >= 1


def test_a_chart_says_what_it_shows_and_has_its_table(opened_by: Callable[..., Any]) -> None:
    page = opened_by(NAIROBI, "/en/team/")
    charts = page.locator("svg.chart")
    assert charts.count() == 3
    for n in range(3):
        chart = charts.nth(n)
        assert chart.get_attribute("role") == "img"
        told = [
            page.locator(f"#{one}").text_content() for one in chart.get_attribute("aria-labelledby").split()
        ]
        assert all(told) and len(set(told)) == 2
        assert chart.locator("xpath=ancestor::section//table").count() >= 1
        assert chart.locator("rect[class^=bar-]").count() >= 1
    fills = page.locator("#chart-loads rect[width='14']").evaluate_all(
        "all => all.map(one => one.getAttribute('fill'))"
    )
    drawn = page.locator("#chart-loads pattern").evaluate_all("all => all.map(one => one.innerHTML)")
    assert len(set(fills)) == 3 and len(set(drawn)) == 3  # told apart by the pattern, not by the colour


# The manual ---------------------------------------------------------------------------------------------


def test_what_is_overdue_for_checking_is_at_the_top_of_the_manual_and_on_the_page_of_the_team(
    signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import date

    from trp.cases import manual
    from trp.oversight import team
    from trp.rulebook.checking import overdue

    later = lambda book, on: overdue(book, date(2027, 3, 1))  # noqa: E731
    for path, module, name in (("manual/", manual, "overdue"), ("team/", team, "to_check")):
        assert "to-check" not in signed_in(NAIROBI).get(f"/en/{path}").text
        monkeypatch.setattr(module, name, later)
        told = signed_in(NAIROBI).get(f"/fr/{path}").text
        assert "sources sont à revérifier" in words(told) and "Instruction sur les entrevues" in words(told)
        assert told.index("to-check") < told.index("<h2", told.index("to-check") + 60)


def test_gaps_stand_beside_the_rules_that_rest_on_them_and_are_found(signed_in: SignIn) -> None:
    client = signed_in(ABROAD)
    table = client.get("/en/manual/interview/").text
    assert "Contradiction between the pages" in table and "Neither list on interviews speaks" in table
    about = client.get("/fr/manual/?about=g6").text
    assert "Lacune des pages" in about and "about=T5" in about
    for text in ("G6", "lacune entrevues", "neither list"):
        assert "?about=G6" in client.get("/fr/manual/", {"q": text}).text, text
    assert "Réglée par" in about and "rien" not in words(about).split("Réglée par")[1][:40]
    assert "vérifiez avant d’agir" in client.get("/fr/manual/?about=G18").text


# What agrees with what -----------------------------------------------------------------------------------


def test_what_is_overdue_of_an_officer_counts_all_they_hold(desk: Desk) -> None:
    """So that the officers' figures agree with the list of what is overdue above them."""
    case = Case.every.filter(office="NAIROBI", result__isnull=True, next_actor="client", due_by__lt="2026-03-02").first()  # fmt: skip
    assert case is not None
    Case.every.filter(id=case.id).update(holder=str(desk.id(ABROAD)), desk=str(desk.id(ABROAD)))
    told = row(desk.page(NAIROBI, "team/").text, "Amélie Roy")
    assert told == "Amélie Roy 0 – 1 0 0 1 1"
    assert "Overdue: 1" in words(desk.page(NAIROBI, f"team/{ABROAD}/").text)


def test_what_nobody_holds_is_told_in_two_numbers_and_the_second_is_that_of_the_queue(
    signed_in: SignIn,
) -> None:
    client = signed_in(NAIROBI)
    page = words(client.get("/en/team/").text)
    [(to_take, nobodys)] = re.findall(r"For the team to take: (\d+) of (\d+) that nobody holds", page)
    queue = words(client.get("/en/queue/?tab=unassigned").text)
    assert f"Unassigned {nobodys}" in queue and int(to_take) < int(nobodys)
    assert "Waiting for the client, for the fee or something else" in page
    assert "For the client, fee aside" in queue and "Overdue or due this week" in queue
    french = words(client.get("/fr/queue/").text)
    assert "Échus ou à échéance cette semaine" in french and "demandeur" not in french


@pytest.mark.parametrize(
    ("language", "told"), (("en", "Age in working days"), ("fr", "Âge en jours ouvrables"))
)
def test_an_age_says_that_it_is_in_working_days(signed_in: SignIn, language: str, told: str) -> None:
    client = signed_in(NAIROBI)
    for path in ("team/", "queue/?tab=all", f"team/{ABROAD}/?list=held"):
        page = client.get(f"/{language}/{path}").text
        cells = re.findall(rf'<td class="number" data-label="{told}[^"]*">([^<]*)<', page)
        assert all(one.isdigit() for one in cells) and (cells or "held" in path)
        assert not cells or f">{told}</th>" in page
    assert ">38</td>" in client.get(f"/{language}/team/").text
    case = words(client.get(f"/{language}/cases/T-000067/").text.replace("\u00a0", " "))
    assert {"en": "For 54 days (38 working days).", "fr": "Depuis 54 jours (38 j ouvrables)."}[
        language
    ] in case


def test_many_provisions_are_folded_behind_the_first_three(signed_in: SignIn) -> None:
    page = signed_in(NAIROBI).get("/en/team/").text
    [told] = [one for one in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if ">Fee not settled<" in one]
    shown, _, folded = told.partition("<details>")
    assert shown.count("?about=") == 3 and folded.count("?about=") > 3
    assert f"<summary>{folded.count('?about=')}\u00a0more</summary>" in folded


def test_what_only_the_register_tells_is_said_where_it_is_counted(signed_in: SignIn) -> None:
    client = signed_in(NAIROBI)
    told = "each row of a list says it"
    assert told in client.get("/en/team/").text
    queue = client.get("/en/queue/?tab=all").text
    assert re.search(rf'<option value="exemption_open" title="[^"]*{told}', queue)
    assert (
        '<span class="tag tag-wait">Exemption not on record</span>' in queue
    )  # a row knows, and says it if so
    assert told not in words(queue)
    assert told in words(client.get("/en/queue/?tab=all&fee=exemption_open").text)
    chip = client.get("/en/queue/?tab=all&not=blocked:exemption-not-recorded").text
    assert re.search(rf'<a class="tag" [^>]*title="[^"]*{told}', chip)


def test_the_french_of_the_team_is_its_own(signed_in: SignIn) -> None:
    page = signed_in(NAIROBI).get("/fr/team/").text
    for told in (
        "Charge de chaque agent", "À prendre par le premier disponible, selon le rôle",
        "Hors de l’équipe\u00a0: n’est imputé à personne ici", "client\u00a0: <b>2</b>; agent\u00a0: <b>1</b>",
    ):  # fmt: skip
        assert told in page, told
    exemptions = signed_in(AUDITOR).get("/fr/exemptions/?over=2026-Q1").text
    assert "Dispense unique (M31)\u00a0: doublons et cas douteux" in exemptions
    assert "comptent comme jours ouvrables" in signed_in(NAIROBI).get("/fr/queue/").text


# All offices --------------------------------------------------------------------------------------------


def test_all_offices_have_a_total_and_stand_by_name(signed_in: SignIn) -> None:
    for language, total in (("en", "All offices"), ("fr", "Tous les bureaux")):
        client = signed_in(SUPERVISOR)
        page = client.get(f"/{language}/team/").text
        lines = re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]*).*?>(\d+)</td>.*?>(\d+)</td></tr>', page)
        *offices, last = [(html.unescape(name), int(n), int(late)) for name, n, late in lines]
        assert last == (total, sum(one[1] for one in offices), sum(one[2] for one in offices))
        names = [one[0] for one in offices]
        assert names == sorted(names, key=alphabetical) and len(names) > 5
        select = client.get(f"/{language}/team/?office=NAIROBI").text
        options = re.findall(r'<option value="[\w-]+"[^>]*>([^<]*)</option>', select)
        assert [html.unescape(one) for one in options] == names


def test_doubts_are_counted_by_office_where_all_are_shown(signed_in: SignIn) -> None:
    client = signed_in(SUPERVISOR)
    page = client.get("/en/exemptions/?office=all").text
    told = dict(re.findall(r'/team/\?office=([\w-]+)#stuck">[^<]*</a>: <b>(\d+)</b>', page))
    found = Case.every.filter(result__isnull=True, blocked="a-person-must-decide")
    assert told and {code: int(n) for code, n in told.items()} == {
        code: found.filter(office=code).count() for code in {one.office for one in found}
    }
    assert "by office" not in words(client.get("/en/exemptions/?office=NAIROBI").text)


def test_a_small_number_is_written_as_french_writes_it(signed_in: SignIn) -> None:
    page = html.unescape(signed_in(AUDITOR).get("/fr/exemptions/?over=2026-Q1").text)
    assert ">< 5<".replace(" ", "\u00a0") in page and "<5" not in page


# On paper -----------------------------------------------------------------------------------------------

LETTER = round((8.5 - 2 * 14 / 25.4) * 96)
"""The width of a Letter page without its margins, as `desk.css` sets them, in pixels."""


@pytest.mark.parametrize("path", ("/fr/team/", "/fr/exemptions/", "/fr/queue/?tab=all"))
def test_no_table_is_cut_on_paper_and_what_leads_on_is_not_printed(
    opened_by: Callable[..., Any], path: str
) -> None:
    page = opened_by(NAIROBI, path)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": LETTER, "height": 900})
    right = page.locator("main table").evaluate_all(
        "all => all.flatMap(one => [one, ...one.querySelectorAll('th, td')]).map(one => one.getBoundingClientRect().right)"
    )
    assert right and max(right) <= LETTER
    assert set(
        page.locator(".scroll").evaluate_all("all => all.map(one => getComputedStyle(one).overflowX)")
    ) == {"visible"}
    assert page.locator("nav .chips:visible, .filters:visible, .views:visible").count() == 0
    split = page.locator("main tr").evaluate_all("all => all.map(one => getComputedStyle(one).breakInside)")
    assert set(split) == {"avoid"}


def test_the_pages_on_paper_are_counted() -> None:
    styles = Path("src/trp/desk/static/desk/desk.css").read_text("utf-8")
    assert re.search(r"@page \{ margin: 14mm[^}]*@bottom-right \{ content: counter\(page\)", styles)
