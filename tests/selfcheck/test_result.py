"""The page of the result: what is said of the law, to whom, and nothing that another sentence of it contradicts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.selfcheck.test_pages import send
from tests.selfcheck.walks import LIGHT_CRIME, PAYS, VICTIM
from trp.rulebook.sources import SOURCES, address_of
from trp.selfcheck import plain
from trp.selfcheck.table import BY_KEY

NBSP = "\N{NO-BREAK SPACE}"
REFUGE = {**PAYS, "special": "refuge"}
BARRED = {**REFUGE, "claim": "ended", "claim_ended": "recent"}
WITH_VISA = {**PAYS, "place": "outside", "application": "work", "together": "yes", "artists": "no"}
NOTHING = dict.fromkeys(BY_KEY, "unknown")


def told(client: Client, way: dict[str, Any], language: str = "en") -> str:
    """What the page says, without its tags and what stands around it."""
    page = send(client, way, language).text
    body = re.search("<main.*</main>", page, re.S)
    assert body is not None and "answer-says" in page
    return " ".join(re.sub("<[^>]+>", " ", body[0]).split())


# The law -----------------------------------------------------------------------------------------------


def test_a_victim_with_status_is_told_whom_the_exemption_is_for_and_to_ask_first(client: Client) -> None:
    """FMV and state-care policies: both free those without other valid status."""
    page = told(client, {**PAYS, "special": "harm", "situation": "harmed", "status": "yes"})
    assert "You pay $246.25. Victims of violence at home pay nothing if they have no valid status." in page
    assert "You said that you have one. Ask the unit before you pay." in page
    assert "nothing you told us" not in page
    page = told(client, {**PAYS, "special": "care", "status": "yes"}, "fr")
    assert "Vous avez dit en avoir un. Demandez au bureau avant de payer." in page
    page = told(client, {**PAYS, "place": "border", "special": "harm", "situation": "forced"})
    assert "Victims of trafficking pay nothing if they are in Canada." in page


@pytest.mark.parametrize("way", [{"special": "harm", "situation": "harmed"}, {"special": "care"}])
def test_only_edmonton_is_said_to_send_back_what_comes_without_the_fee(
    client: Client, way: dict[str, str]
) -> None:
    """Fee instruction, Inside Canada: “sent directly to CPC-E” is what is rejected as incomplete."""
    assert "comes back to you" in told(client, PAYS)
    page = told(client, {**PAYS, **way, "status": "yes"})
    assert "comes back" not in page and "if they tell you to pay" in page


def test_who_was_offered_the_permit_is_led_to_that_officer(client: Client) -> None:
    page = told(client, {**PAYS, "origin": "officer"})
    assert "Ask the officer who offered it where to pay and what to send." in page
    assert "we are not sure" in page
    assert "A letter that asks for this permit" not in page and "comes back to you" not in page
    assert "IMM 5708" not in page
    page = told(client, {**PAYS, "origin": "officer"}, "fr")
    assert "Demandez à l’agent qui vous l’a proposé où payer" in page and "renvoyée" not in page


def test_after_a_report_nothing_is_sent_and_the_receipt_waits_for_the_officer(client: Client) -> None:
    page = told(client, {**PAYS, "origin": "report"})
    assert "Have these ready for the officer" in page and "What to include" not in page
    assert "when the officer asks for the fee" in page and "A letter" not in page
    assert "À tenir prêt pour l’agent" in told(client, {**PAYS, "origin": "report"}, "fr")


@pytest.mark.parametrize(
    ("way", "paragraph", "until"),
    [
        (BARRED, "A24(4)", "Wait until 12 months have passed since the last decision. The day after, you can ask."),
        ({**REFUGE, "claim": "ineligible", "danger": "yes"}, "A24(3.1)", "Until it comes, a request for this permit is not looked at."),
    ],
)  # fmt: skip
def test_who_is_barred_is_told_under_which_paragraph_and_until_when(
    client: Client, way: dict[str, str], paragraph: str, until: str
) -> None:
    page = told(client, way)
    assert until in page and "An officer may still offer you this permit." in page
    cites = set(re.findall(r"A24\([0-9.]+\)", page))
    assert cites == {paragraph}
    assert "interview" not in page.split("Your answers")[0]
    cites = set(re.findall(r"L24\([0-9.]+\)", told(client, way, "fr")))
    assert cites == {paragraph.replace("A", "L")}


def test_at_the_border_somebody_who_may_pay_nothing_once_brings_what_pays_the_fee(client: Client) -> None:
    assert "Bring a way to pay $246.25, in case the officer finds that you do not fit." in told(client, LIGHT_CRIME)  # fmt: skip
    doubtful = {**LIGHT_CRIME, "convictions": "doubtful"}
    assert f"Apportez de quoi payer 246,25{NBSP}$".replace(NBSP, " ") in told(client, doubtful, "fr")
    assert "Bring a way" not in told(client, {**PAYS, "place": "border"})


def test_a_visa_and_a_permit_together_may_be_free(client: Client) -> None:
    page = told(client, WITH_VISA)
    assert "If you ask for a visitor visa and a work or study permit together, you may not have to pay. An officer checks." in page  # fmt: skip
    assert "in one from it" not in page and "you told us that you are in one" not in page
    page = told(client, {**PAYS, "special": "service", "group": "religious"})
    assert "you told us that you are in one of them. An officer will check." in page
    assert "Un agent le vérifie." in told(client, WITH_VISA, "fr")


def test_a_class_that_exempts_is_told_though_a_visa_is_asked_for_too(client: Client) -> None:
    """A preacher is free as such: that a visa and a permit together may be free weakens nothing."""
    page = told(client, {**WITH_VISA, "special": "service", "group": "religious"})
    assert "You pay no fee." in page and "You may pay no fee" not in page
    assert "An officer will check." in page


@pytest.mark.parametrize(
    "way",
    [{**PAYS, "special": "designated"}, {**LIGHT_CRIME, "convictions": "doubtful"}, {**LIGHT_CRIME, "free_before": "unknown"}],
    ids=["designated", "doubt", "not-known"],
)  # fmt: skip
def test_nobody_is_told_to_pay_first_where_the_fee_is_not_sure(client: Client, way: dict[str, str]) -> None:
    """A fee is not refunded once work has begun."""
    page = told(client, way)
    assert "Pay first" not in page and "You pay there" not in page
    assert "Ask the office about the fee before you pay." in page or "Bring a way to pay" in page


def test_a_request_that_cannot_be_made_asks_nothing_more(client: Client) -> None:
    page = told(client, {key: value for key, value in BARRED.items() if key != "reason"})
    assert "You cannot ask for this permit now." in page


def test_no_paper_is_asked_of_a_victim_who_pays_nothing(client: Client) -> None:
    page = told(client, VICTIM)
    assert "Papers, if you have some." in page and "A line that says why you pay no fee." in page
    assert "papers that show it" not in page


def test_the_papers_of_a_court_are_asked_for_where_there_may_be_a_crime(client: Client) -> None:
    assert "papers of the court" in told(client, LIGHT_CRIME)
    assert "papers of the court" in told(client, {**LIGHT_CRIME, "reason": "unknown"})
    assert "papers of the court" not in told(client, {**PAYS, "place": "border"})


# What is not known -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_who_knows_nothing_is_told_nothing_twice(client: Client, language: str) -> None:
    page = told(client, NOTHING, language)
    for says in (plain.FEE_OPEN, plain.ROUTE_OPEN):
        assert says.in_(language) not in page  # type: ignore[arg-type]
    for says in (plain.INTERVIEW_OPEN, *plain.FEE_SHORT.values()):
        assert page.count(says.in_(language)) <= 1  # type: ignore[arg-type]
    assert all(page.count(name) == 1 for name in ("Edmonton", "Vancouver"))
    assert plain.FEE["R298(1): payable"].because.in_(language) not in page  # type: ignore[union-attr,arg-type]


# The rules and the sources -----------------------------------------------------------------------------


@pytest.mark.parametrize("way", [PAYS, BARRED, LIGHT_CRIME, WITH_VISA], ids=["pays", "barred", "once", "visa"])  # fmt: skip
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_rules_are_folded_after_the_answers_and_name_nothing_of_ours(
    client: Client, way: dict[str, str], language: str
) -> None:
    page = send(client, way, language).text
    if "<details" in page:
        assert page.index('class="yours"') < page.index("<details")
    assert not re.search("docs/|loaded|recueil", page)


def test_a_day_in_the_title_of_a_source_is_written_as_the_language_does(client: Client) -> None:
    english, french = told(client, PAYS), told(client, PAYS, "fr")
    assert f"11{NBSP}June{NBSP}2025" in send(client, PAYS).text
    assert f"11{NBSP}juin{NBSP}2025" in send(client, PAYS, "fr").text
    assert not re.search(r"\d{4}-\d{2}-\d{2}", english + french)


def test_a_french_page_leads_to_french_sources_and_says_which_are_english(client: Client) -> None:
    page = send(client, PAYS, "fr").text
    assert "https://laws-lois.justice.gc.ca/fra/reglements/dors-2002-227/" in page
    assert "laws-lois.justice.gc.ca/eng/" not in page
    for link in re.findall(r'<a href="https://www.canada.ca/en/[^>]*>[^<]*</a>[^<]*', page):
        assert 'hreflang="en"' in link and "(en anglais)" in link
    assert "(en anglais)" not in send(client, PAYS).text and "hreflang" not in told(client, PAYS)


def test_a_french_address_is_held_for_every_text_of_the_justice_department_and_no_other_is_guessed() -> None:
    for source in SOURCES:
        address, language = address_of(source, "fr")
        if "laws-lois" in source.address:
            assert language == "fr" and address.startswith("https://laws-lois.justice.gc.ca/fra/")
            assert address.count("/") == source.address.count("/")
        else:
            assert (address, language) == (source.address, "en")
        assert address_of(source, "en") == (source.address, "en")


# On paper ----------------------------------------------------------------------------------------------


def test_a_sheet_says_what_it_rests_on_and_where_it_is_from(client: Client) -> None:
    page = told(client, {**PAYS, "special": "service", "group": "unknown"})
    sheet = page[page.index("Not an official product of the Government of Canada. It rests") :]
    assert "It rests on these answers alone" in sheet and "http://localhost/en/check/" in sheet
    assert f"2{NBSP}March{NBSP}2026" in send(client, PAYS).text
    assert BY_KEY["place"].says.en in sheet and "In Canada" in sheet
    assert BY_KEY["group"].says.en not in sheet
    assert "Il ne repose que sur ces réponses" in told(client, PAYS, "fr")
