"""Opening a case: who it is about, the channel, and no question that does not matter; from request to outcome in five."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from tests.web.desk import ABROAD, AUDITOR, BORDER, CLERK, INLAND, INTAKE, Desk, Page
from tests.web.test_case_acts import ALL_FACTS, HOSTILE, kinds
from trp.casework.exemptions import ClaimExemption
from trp.casework.opening import ReceiveRequest
from trp.cli.caseload.script import FIRST_DAY
from trp.desk.acting import VIEWS
from trp.journal.models import Case
from trp.people.models import Person

NEW = "cases/new"
NEEDLE = "Vraisemblable"


def number_of(page: Page) -> str:
    """The number of the case that was opened."""
    assert page.status == 302, (page.status, page.wrong)
    found = re.search("T-[0-9]+", page.answer["Location"])
    assert found
    return found[0]


def cases() -> int:
    return Case.every.count()


@pytest.mark.parametrize("language", ("en", "fr"))
@pytest.mark.parametrize("who", (BORDER, ABROAD, INTAKE, INLAND))
def test_the_page_answers_whoever_opens_cases(desk: Desk, who: str, language: str) -> None:
    page = desk.page(who, NEW, language)
    assert page.status == 200
    assert {"en": "You are about to open a case", "fr": "Vous allez ouvrir un dossier"}[language] in page.text


@pytest.mark.parametrize("path", (NEW, "people/new", "people/find?who=x"))
@pytest.mark.parametrize("who", (AUDITOR, CLERK))
def test_the_pages_are_closed_to_other_roles(desk: Desk, path: str, who: str) -> None:
    page = desk.page(who, path)
    assert page.status == 403
    assert page.client.post(page.path, {}).status_code == 403


def test_each_channel_asks_only_what_matters_there(desk: Desk) -> None:
    border = desk.page(BORDER, NEW).holds
    assert (border["made_to"], border["place"], border["made_on"]) == (
        ["port_of_entry"],
        ["port_of_entry"],
        ["2026-03-02"],
    )
    assert not {"application.kind", "underlying", "document", "mailed_on"} & set(border)
    inland = desk.page(INTAKE, NEW).holds
    assert (inland["made_to"], inland["place"], inland["application.kind"]) == (
        ["inland_office"],
        ["in_canada"],
        ["none"],
    )
    assert "mailed_on" in inland and "document" not in inland
    abroad = desk.page(ABROAD, NEW).holds
    assert (abroad["made_to"], abroad["place"], abroad["document"]) == (
        ["visa_office"],
        ["outside_canada"],
        ["permit"],
    )
    assert abroad["application.kind"] == [""] and "mailed_on" not in abroad


def test_the_questions_come_in_the_rulebooks_order_and_words(desk: Desk) -> None:
    page = unescape(desk.page(ABROAD, NEW, "fr").text)
    asked = (
        "De qui s’agit-il?", "À quelle date la demande est-elle faite?", "Qui a soulevé la question d’un permis?",
        "Où se trouve la personne au moment de la demande?", "La demande concerne-t-elle l’une de ces personnes?",
        "Y a-t-il une demande d’immigration que la demande de permis accompagne?", "Numéro de cette demande",
        "Quel document serait délivré?", "Que demande-t-on?", "Dans quelle langue écrit-on au client?",
    )  # fmt: skip
    places = [page.find(one) for one in asked]
    assert -1 not in places and places == sorted(places)


def test_only_a_case_officer_offers_consideration(desk: Desk) -> None:
    assert 'value="officer"' not in desk.page(INTAKE, NEW).text
    client = desk.person(client_id="OFFER-1")
    page = desk.page(ABROAD, f"{NEW}?offer=1&client={client}")
    assert page.holds["origin"] == ["officer"] and ">Offer consideration</button>" in page.text
    number = number_of(page.send(**{"application.kind": "visitor_visa", "language": "fr"}))
    assert kinds(number) == ["RequestReceived", "ConsiderationOffered"]


# Who --------------------------------------------------------------------------------------------------


def test_a_client_number_is_enough(desk: Desk) -> None:
    client = desk.person(client_id="8812-4410")
    page = desk.page(BORDER, NEW).send(who=" 8812-4410 ", language="en")
    number = number_of(page)
    assert f"Case {number} is open." in page.next().text
    opening = desk.file(number).opening
    assert opening is not None and opening.client == client
    assert (opening.made_to, opening.place, opening.origin, opening.office) == ("port_of_entry", "port_of_entry", "client", "LACOLLE")  # fmt: skip


def test_a_name_finds_without_accents_and_somebody_is_chosen_never_guessed(desk: Desk) -> None:
    client = desk.person()
    page = desk.page(BORDER, NEW).send(who="vraisembl zelie", language="fr", again="find")
    assert page.status == 200 and page.wrong == [] and page.holds["language"] == ["fr"]
    assert "client" not in page.holds, "nobody is chosen beforehand"
    undecided = page.send(again=None)
    assert undecided.status == 422 and "Choose the person" in " ".join(undecided.wrong)
    assert undecided.holds["who"] == ["vraisembl zelie"]
    number = number_of(undecided.send(client=client))
    opening = desk.file(number).opening
    assert opening is not None and opening.client == client and opening.language == "fr"


def test_nobody_and_nobody_found_are_told_apart(desk: Desk) -> None:
    nobody = desk.page(BORDER, NEW).send(language="en")
    assert nobody.status == 422 and "Say who the request is about." in nobody.wrong
    none = desk.page(BORDER, NEW, "fr").send(who=HOSTILE[:70], language="fr")
    assert none.status == 422 and "ne trouve personne" in " ".join(none.wrong)
    assert none.holds["who"] == [HOSTILE[:70]] and "<script>alert" not in none.text


def test_whoever_is_hidden_from_the_reader_is_not_found_shown_or_taken(desk: Desk) -> None:
    client = desk.person("Cachottier", client_id="HIDE-1")
    case = uuid4()
    desk.do(case, "n.whiteduck", ReceiveRequest(client=client, place="in_canada", made_to="inland_office", made_on=FIRST_DAY, stream="trafficking_victim"))  # fmt: skip
    before = cases()
    for typed in ({"who": "cachottier"}, {"who": "HIDE-1"}, {"client": client}):
        page = desk.page(BORDER, NEW).send(language="en", **typed)
        assert page.status == 422 and "Cachottier" not in page.text
    assert "Cachottier" not in desk.page(BORDER, f"{NEW}?client={client}").text
    assert "Cachottier" not in desk.page(BORDER, "people/find?who=cachot").text
    assert "Cachottier" in desk.page("n.whiteduck", "people/find?who=cachot").text
    assert cases() == before


def test_a_forged_key_of_a_person_is_no_person(desk: Desk) -> None:
    for key in (str(uuid4()), "x", "'; --"):
        page = desk.page(BORDER, NEW).send(client=key, language="en")
        assert page.status == 422


def test_open_cases_of_the_person_are_shown_and_somebody_else_can_be_named(desk: Desk) -> None:
    client = desk.person()
    _, number = desk.at_border(client=client)
    page = desk.page(BORDER, f"{NEW}?client={client}")
    assert "There are open cases of this person" in page.text and number in page.text
    other = page.send(again="other", language="fr")
    assert other.status == 200 and "who" in other.holds and other.holds["language"] == ["fr"]
    assert other.holds.get("client", [""]) == [""]


def test_while_a_name_is_typed_those_found_are_shown_to_choose_from(desk: Desk) -> None:
    client = desk.person()
    found = desk.page(BORDER, "people/find?who=vraisemb")
    assert f'name="client" value="{client}"' in found.text and "<html" not in found.text
    assert 'hx-get="/en/people/find"' in desk.page(BORDER, NEW).text
    assert "Nobody that you may know of" in desk.page(BORDER, "people/find?who=qqqqzz").text


# A person who is not on record ------------------------------------------------------------------------


def test_a_person_who_is_not_on_record_is_entered_on_the_way_and_nothing_is_lost(desk: Desk) -> None:
    page = desk.page(BORDER, NEW).send(who="Nouvelle-Venue", language="fr", permit="first", made_on="2026-02-27", again="person")  # fmt: skip
    small = page.next()
    assert small.path.startswith("/en/people/new?") and small.holds["family_name"] == ["Nouvelle-Venue"]
    wrong = small.send(client_id="", birth_date="2030-01-01")
    assert wrong.status == 422 and wrong.holds["family_name"] == ["Nouvelle-Venue"] and len(wrong.wrong) == 2
    back = wrong.send(client_id="NEW-77", given_names="Éva", birth_date="1990-02-03").next()
    assert "Éva Nouvelle-Venue is on record." in back.text
    assert back.holds["language"] == ["fr"] and back.holds["made_on"] == ["2026-02-27"]
    number = number_of(back.send())
    opening, person = desk.file(number).opening, Person.objects.get(client_id="NEW-77")
    assert (
        opening is not None
        and opening.client == str(person.id)
        and opening.made_on.isoformat() == "2026-02-27"
    )


def test_who_looks_like_the_person_is_shown_before_anything_is_entered(desk: Desk) -> None:
    client = desk.person("Pareille", "Maïa")
    people = Person.objects.count()
    typed = {
        "client_id": "NEW-78",
        "family_name": "PAREILLE",
        "given_names": "Maia",
        "birth_date": "1980-05-05",
    }
    page = desk.page(BORDER, "people/new?language=fr").send(**typed)
    assert page.status == 200 and "Is it one of these?" in page.text
    assert f"/en/cases/new?language=fr&amp;client={client}" in page.text
    assert Person.objects.count() == people
    page.send(another="yes").next()
    assert Person.objects.count() == people + 1


def test_a_client_number_that_is_taken_is_told_and_all_that_was_typed_is_kept(desk: Desk) -> None:
    desk.person("Premier", client_id="TAKEN-1")
    page = desk.page(BORDER, "people/new").send(client_id="TAKEN-1", family_name="Second", another="yes")
    assert page.status == 409 and "Client number TAKEN-1 is another record’s" in unescape(page.text)
    assert page.holds["family_name"] == ["Second"] and page.holds["another"] == ["yes"]


def test_a_person_sent_twice_is_entered_once(desk: Desk) -> None:
    form = desk.page(BORDER, "people/new")
    sent = {**form.holds, "client_id": "TWICE-1", "family_name": "Deuxfois"}
    assert form.client.post(form.path, sent).status_code == 302
    again = form.client.post(form.path, {**sent, "another": "yes"})
    assert again.status_code == 302
    assert Person.objects.filter(client_id="TWICE-1").count() == 1


# The steps --------------------------------------------------------------------------------------------


def test_another_channel_asks_other_questions_and_keeps_what_was_typed(desk: Desk) -> None:
    page = desk.page(BORDER, NEW).send(who="Somebody", language="fr", again="channel")
    assert page.status == 200 and 'type="radio" name="made_to"' in page.text
    other = page.send(made_to="visa_office", again=None)
    assert other.status == 200 and other.wrong == []
    assert "document" in other.holds and other.holds["place"] == ["outside_canada"]
    assert other.holds["who"] == ["Somebody"] and other.holds["language"] == ["fr"]


def test_a_subsequent_permit_is_asked_about_the_one_before_and_a_first_is_not(desk: Desk) -> None:
    client = desk.person()
    form = desk.page(BORDER, f"{NEW}?client={client}")
    assert "previous_permit.expires_on" not in form.holds
    page = form.send(permit="subsequent", language="en")
    assert page.status == 200 and page.wrong == []
    assert "What was the last valid day of that permit?" in page.text and page.holds["permit"] == [
        "subsequent"
    ]
    number = number_of(page.send(**{"previous_permit.expires_on": "2026-03-20"}))
    assert kinds(number) == ["RequestReceived", "CircumstancesRecorded"]
    assert desk.file(number).facts == {"previous_permit": {"expires_on": "2026-03-20"}}


def test_a_work_permit_application_is_asked_about_what_r298_2_a_turns_on(desk: Desk) -> None:
    client = desk.person()
    form = desk.page(ABROAD, f"{NEW}?client={client}")
    page = form.send(
        **{
            "application.kind": "work_permit",
            "document": "counterfoil",
            "language": "en",
            "underlying": "W-3021",
        }
    )
    assert page.status == 200 and "application.asked_with_visitor_visa" in page.holds
    number = number_of(
        page.send(
            **{"application.asked_with_visitor_visa": "yes", "application.performing_artist_group": "no"}
        )
    )
    opening = desk.file(number, ABROAD).opening
    assert opening is not None and opening.underlying == "W-3021"
    assert opening.application == {
        "kind": "work_permit",
        "asked_with_visitor_visa": True,
        "performing_artist_group": False,
    }


def test_what_contradicts_itself_is_told_beside_the_field_with_its_rule(desk: Desk) -> None:
    client = desk.person()
    page = desk.page(ABROAD, f"{NEW}?client={client}").send(
        **{"application.kind": "none", "document": "counterfoil", "language": "en"}
    )
    assert page.status == 422 and "R298(2)(a)" in " ".join(page.wrong)
    late = desk.page(ABROAD, f"{NEW}?client={client}", "fr").send(
        **{"application.kind": "none", "made_on": "2026-12-01", "language": "fr"}
    )
    assert late.status == 422 and "Le 1er\u00a0décembre\u00a02026 n’est pas venu" in " ".join(
        late.wrong
    ).replace(" décembre ", "\u00a0décembre\u00a0")
    assert late.holds["made_on"] == ["2026-12-01"]


def test_a_request_sent_twice_opens_one_case(desk: Desk) -> None:
    client = desk.person()
    form = desk.page(BORDER, f"{NEW}?client={client}")
    before, sent = cases(), {**form.holds, "language": "en"}
    first, second = (form.client.post(form.path, sent) for _ in range(2))
    assert first["Location"] == second["Location"] and cases() == before + 1
    other = form.client.post(form.path, {**sent, "language": "fr"})
    assert other.status_code == 409 and "sent before with other entries" in other.text
    assert cases() == before + 1


def test_a_refused_request_keeps_everything_and_opens_nothing(desk: Desk) -> None:
    client = desk.person()
    before = cases()
    form = desk.page(INTAKE, f"{NEW}?client={client}&family=")
    page = form.send(language="en", origin="officer", underlying="U-1")
    assert page.status == 422 and page.holds["underlying"] == ["U-1"] and cases() == before


def test_another_member_of_a_family_has_the_group_and_the_application(desk: Desk) -> None:
    _, number = desk.abroad(group="G-5", underlying="V-99", language="fr")
    page = desk.page(ABROAD, f"{NEW}?family={number}")
    assert (
        page.holds["group"] == ["G-5"]
        and page.holds["underlying"] == ["V-99"]
        and page.holds["language"] == ["fr"]
    )
    assert page.holds["application.kind"] == ["visitor_visa"] and page.holds["who"] == [NEEDLE]
    client = desk.person(given="Petite")
    opened = number_of(page.send(client=client))
    opening = desk.file(opened, ABROAD).opening
    assert opening is not None and (opening.group, opening.underlying, opening.client) == (
        "G-5",
        "V-99",
        client,
    )
    _, alone = desk.abroad()
    assert desk.page(ABROAD, f"{NEW}?family={alone}").holds["group"] == [alone]
    assert f"?family={alone}" in desk.page(ABROAD, f"cases/{alone}/").text


def test_the_family_of_a_case_that_is_hidden_is_not_told(desk: Desk) -> None:
    case = uuid4()
    number = desk.do(case, "n.whiteduck", ReceiveRequest(client=desk.person(), place="in_canada", made_to="inland_office", made_on=FIRST_DAY, stream="trafficking_victim"))  # fmt: skip
    assert desk.page(BORDER, f"{NEW}?family={number}").status == 404


@pytest.mark.parametrize("language", ("en", "fr"))
def test_hostile_words_in_the_address_are_text(desk: Desk, language: str) -> None:
    from urllib.parse import quote

    for name in ("who", "client", "made_to", "underlying", "group", "permit", "made_on", "application.kind"):
        page = desk.page(BORDER, f"{NEW}?{name}={quote(HOSTILE)}", language)
        assert page.status == 200 and "<script>alert" not in page.text, name


# The border -------------------------------------------------------------------------------------------


class Pressed:
    """Counts the pages on which a button is pressed."""

    def __init__(self) -> None:
        self.pages = 0

    def press(self, page: Page, **typed: Any) -> Page:
        self.pages += 1
        return page.send(**typed).next()


@pytest.mark.parametrize("language", ("en", "fr"))
def test_a_border_officer_comes_from_the_request_to_the_permit_in_five_pages(
    desk: Desk, language: str
) -> None:
    """Open (who; channel, place and day are known) → the facts on one page → M31 → start → issue."""
    desk.person(client_id="FIVE-5")
    done = Pressed()
    case_page = done.press(desk.page(BORDER, NEW, language), who="FIVE-5", language="fr")
    found = re.search("T-[0-9]+", case_page.path)
    assert found
    number = found[0]
    assert f"cases/{number}/facts" in case_page.text
    done.press(desk.page(BORDER, f"cases/{number}/facts", language), **ALL_FACTS)
    if "ClaimExemption" in VIEWS:
        form = desk.act(BORDER, number, "ClaimExemption", language)
        done.press(form, **dict.fromkeys(re.findall('type="checkbox" name="([^"]+)"', form.text), "on"))
    else:
        key = Case.every.values_list("id", flat=True).get(number=number)
        desk.do(key, BORDER, ClaimExemption(counselled_on=FIRST_DAY))
        done.pages += 1
    done.press(desk.act(BORDER, number, "StartAssessment", language))
    done.press(
        desk.act(BORDER, number, "IssuePermit", language),
        valid_from="2026-03-02", valid_to="2026-03-09", reasons="Un enterrement.",
    )  # fmt: skip
    assert kinds(number)[-2:] == ["PermitIssued", "ClaimConsumed"]
    assert done.pages == 5
