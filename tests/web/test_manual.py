"""The manual inside the product: every citation lands on something, every rule is there in both languages."""

import ast
import html
import re
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

import trp
from tests.web.markup import Markup
from trp.cases import turning
from trp.cases.contents import anchor, chapters, rested_on, search
from trp.casework.assessing import StartAssessment
from trp.casework.found import explained
from trp.journal.cases import actor, opened, surroundings
from trp.journal.models import Case, SecurityEvent
from trp.officers.models import Officer
from trp.rulebook.book import current
from trp.rulebook.gaps import GAPS
from trp.rulebook.language import First
from trp.rulebook.readings_why import WHY
from trp.rulebook.sources import address_of, addressed, cited, source_of
from trp.rulebook.words import day as in_words

pytestmark = pytest.mark.slow  # all of it: `make check` looks at the frame and the opening alone

BOOK = current()
ROWS = [(table, row) for table in BOOK.tables.values() for row in table.rows]


def one_spaced(text):
    """A text with every run of spaces, no-break ones too, made one."""
    return " ".join(text.split())


def words(page):
    """What a page says, with such spaces."""
    return one_spaced(Markup(page.content.decode()).words)


def citations():
    """Every citation of the rulebook, and every text of the casework and of the pages that is one."""
    found = set(BOOK.readings)
    clauses = [c for _, row in ROWS for c in row.when]
    for one in (*BOOK.duties, *BOOK.notices, *BOOK.listed_fees):
        clauses += [*one.when, *getattr(one, "done", ()), *getattr(one, "unless", ())]
        found |= set(one.under)
    for held in (*clauses, *(row for _, row in ROWS), *BOOK.terms.values()):
        found |= set(held.under)
    for table in BOOK.tables.values():
        found |= set(table.policy.under) if isinstance(table.policy, First) else set()
    for series in BOOK.series.values():
        found |= {series.under, *(amount.source for amount in series.amounts)}
    found |= {one.source for one in BOOK.measures}
    return found | {text for text in constants() if is_citation(text)}


def constants():
    """Every text in the code of acts, blockers and pages."""
    for room in ("casework", "desk", "cases", "fees", "oversight", "powers"):
        for path in (Path(trp.__file__).parent / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def is_citation(text):
    """Whether a text is written as a citation, and is no sentence."""
    return len(text) < 80 and not text.endswith((".", " ")) and (text in BOOK.readings or source_of(text) is not None)  # fmt: skip


def test_every_citation_lands_on_a_rule_or_a_source(signed_in):
    client, asked = signed_in("a.roy"), sorted(citations())
    assert len(asked) > 110
    nothing = []
    for n, citation in enumerate(asked):
        language = ("en", "fr")[n % 2]
        page = client.get(f"/{language}/manual/?about={quote(citation, safe='')}")
        told = page.content.decode()
        if page.status_code != 200 or not ('class="card rule' in told or addressed(address_of(source_of(citation), language)[0], language) in html.unescape(told)):  # fmt: skip
            nothing.append(citation)
    assert nothing == []


def test_every_link_of_a_page_of_the_manual_and_of_a_tree_goes_somewhere(signed_in):
    client = signed_in("a.roy")
    held = client.get("/en/manual/").content.decode() + client.get("/en/manual/fee/").content.decode()
    links = {one.partition("#")[0] for one in Markup(held).links if "/manual/" in one}
    assert len(links) > 60
    wrong = [one for one in sorted(links) if "/cases" not in one and client.get(one).status_code != 200]
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_rule_stands_on_its_table_in_both_languages_with_its_clauses(signed_in, language):
    client = signed_in("a.roy")
    for table in BOOK.tables.values():
        page = client.get(f"/{language}/manual/{table.name}/")
        read = Markup(page.content.decode())
        assert read.wrong == [] and read.missing() == set()
        told = words(page)
        for row in table.rows:
            assert anchor(row.id) in read.ids
            for says in (row.says, *(clause.says for clause in row.when)):
                assert one_spaced(says.en) in told and one_spaced(says.fr) in told
            for under in (*row.under, *(one for clause in row.when for one in clause.under)):
                assert one_spaced(cited(under, language)) in told
            since = in_words(row.since, language)
            assert one_spaced(since) in told


def test_rules_stand_in_their_order(signed_in):
    told = signed_in("a.roy").get("/en/manual/fee/").content.decode()
    places = [told.index(f'id="{anchor(row.id)}"') for row in BOOK.tables["fee"].rows]
    assert places == sorted(places)


def test_every_rule_has_a_place_of_its_own():
    assert len({anchor(row.id) for _, row in ROWS}) == len(ROWS)
    assert all(re.fullmatch("r-[a-z0-9-]+", anchor(row.id)) for _, row in ROWS)


def test_every_table_stands_in_one_chapter():
    held = [table.name for chapter in chapters(BOOK) for table in chapter.tables]
    assert sorted(held) == sorted(BOOK.tables)


def test_what_rests_on_a_code_is_told_with_its_sources_and_when_they_were_read(signed_in):
    page = signed_in("a.roy").get("/fr/manual/?about=M31")
    told = words(page)
    assert "Ce qui repose sur M31" in told
    source = source_of("Fee instruction, M31")
    assert (
        source.address in told and one_spaced(source.title.fr) in told and one_spaced(source.title.en) in told
    )
    assert one_spaced(in_words(source.checked, "fr")) in told
    assert "Vérifiée le" in told
    assert "la nôtre, et non le droit" in told  # I7 and T6 are ours
    assert one_spaced(WHY["I7"].fr) in told and one_spaced(WHY["I7"].en) in told


def test_every_reading_is_marked_as_ours_and_says_why(signed_in):
    assert set(WHY) == set(BOOK.readings)
    client = signed_in("a.roy")
    for key, reading in BOOK.readings.items():
        told = words(client.get(f"/en/manual/?about={key}"))
        assert "Interpretation" in told and "ours, never the law" in told
        for says in (reading.says, WHY[key]):
            assert one_spaced(says.en) in told and one_spaced(says.fr) in told


def test_a_source_that_is_second_hand_says_so(signed_in):
    assert "not verified: from a secondary source" in words(signed_in("a.roy").get("/en/manual/?about=IRCC fee notice"))  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("entrevue necessaire", "interview: serious ground"),
        ("ENTREVUE NÉCESSAIRE", "interview: serious ground"),
        ("interview necessary", "interview: serious ground"),
        ("M31", "M31"),
        ("i8", "I8"),
        ("T4", "T4"),
        ("R298(2)(a.1)", "R298(2)(a.1)"),
        ("R298(2)a.1)", "R298(2)(a.1)"),
        ("L24(3.1)", "A24(3.1)"),
        ("trafficking victim", "VTIP"),
        ("victime traite", "VTIP"),
        ("l'agent décide", "interview: neither list"),
        ("COLLECT_FEE_BEFORE_ISSUE", "COLLECT_FEE_BEFORE_ISSUE"),
    ],
)
def test_search_finds_citations_codes_readings_and_words_without_accents(asked, expected):
    assert expected in [one.name for one in search(BOOK, asked, most=200).entries]


def test_search_gives_what_is_called_so_first_and_says_how_many_there_are(signed_in):
    found = search(BOOK, "m31", most=5)
    assert found.entries[0].name == "M31" and found.total > 5
    told = words(signed_in("a.roy").get("/en/manual/?q=the"))
    assert "The first 60 are shown" in told


def test_search_leads_to_everything_that_rests_on_a_citation(signed_in):
    page = signed_in("a.roy").get("/fr/manual/?q=L24(3.1)")
    assert "Tout ce qui repose sur L24(3.1)" in words(page)
    assert "/fr/manual/?about=A24%283.1%29" in page.content.decode()


@pytest.mark.parametrize("asked", ["<script>alert(1)</script>", '" onfocus="x', "%s{}{0}", "’" * 300, "\u202e", "a\x00b"])  # fmt: skip
def test_what_is_asked_for_appears_as_text(signed_in, asked):
    client = signed_in("a.roy")
    for address, expected in (("q", 200), ("about", 404)):
        page = client.get("/en/manual/", {address: asked})
        assert page.status_code == expected
        assert "<script>alert" not in page.content.decode()
        assert Markup(page.content.decode()).wrong == []


def test_nothing_rests_on_it_is_said_with_what_was_meant(signed_in):
    page = signed_in("a.roy").get("/en/manual/?about=R298(2)(aa)")
    assert page.status_code in (200, 404)
    page = signed_in("a.roy").get("/en/manual/?about=gatee")
    assert page.status_code == 404 and "Did you mean: gate" in words(page)
    assert signed_in("a.roy").get("/en/manual/?about=").status_code == 404
    assert signed_in("a.roy").get("/en/manual/nothing/").status_code == 404


# The cases that turn on a rule -----------------------------------------------------------------------

DAY = date(2026, 3, 2)


def address(rule, language="en"):
    table = next(table for table, row in ROWS if row.id == rule)
    return f"/{language}/manual/{table.name}/cases?rule={quote(rule, safe='')}"


def told_cases(page):
    return re.findall(r'<tr data-case="(T-[0-9]+)"', page.content.decode())


def open_cases(reader):
    found = {}
    for case in Case.visible_to(reader).filter(office=reader.office, result__isnull=True):
        head, file = opened(reader, case.number, at=datetime(2026, 3, 2, 12, tzinfo=UTC))
        register = surroundings(head, file, StartAssessment(), reader, DAY).register
        granted = register.granted_on or (DAY if register.claimed_elsewhere else None)
        found[case.number] = explained(file, DAY, "en", granted_on=granted)
    return found


def test_the_cases_are_those_whose_tree_has_the_rule_as_its_answer(signed_in):
    """Told by the trees of reasons, which are written by another way."""
    client = signed_in("a.roy")
    trees = open_cases(actor(Officer.objects.get(username="a.roy").id, DAY))
    assert len(trees) > 5
    some = 0
    for table in ("gate", "route", "interview", "authority"):
        finding = next(one.name for one in BOOK.findings if one.table == table)
        for row in BOOK.tables[table].rows:
            expected = {
                number for number, told in trees.items()
                if told["findings"][finding]["outcome"] == row.outcome
                and told["findings"][finding]["under"] == list(row.under)
                and any(node["holds"] is True and [c["says"] for c in node["because"]] == [c.says.en for c in row.when]
                        for node in told["findings"][finding]["because"])
            }  # fmt: skip
            page = client.get(address(row.id))
            assert set(told_cases(page)) == expected, row.id
            some += bool(expected)
    assert some > 5


def test_a_rule_below_a_finding_is_found_too(signed_in):
    """That nothing bars the request rests on tables below, and so does a fee."""
    found = told_cases(signed_in("a.roy").get(address("standalone: accompanied")))
    assert found


def test_how_many_cases_were_looked_at_is_said_and_never_more_than_that(signed_in, monkeypatch):
    client = signed_in("a.roy")
    page = client.get(address("route: outside Canada", "fr"))
    reader = actor(Officer.objects.get(username="a.roy").id, DAY)
    held = Case.visible_to(reader).filter(office=reader.office, result__isnull=True)
    assert f"Examinés : {held.count()} dossiers ouverts, soit tous ceux de votre bureau" in words(page)
    monkeypatch.setattr(turning, "LOOKED_AT", 2)
    page = client.get(address("route: outside Canada"))
    assert "Looked at: 2 open cases, those of your office that moved last" in words(page)
    newest = list(held.order_by("-since", "-number").values_list("number", flat=True)[:2])
    assert set(told_cases(page)) <= set(newest)


def test_restricted_cases_are_shown_only_to_who_may_know_of_them_and_that_is_logged(demo_site, signed_in):
    held = Case.every.exclude(access="normal").filter(result__isnull=True).order_by("number")
    case = next(one for one in held if one.office == one.unit)
    reads = SecurityEvent.objects.filter(kind="read", act="ReadCase", case_id=case.id)
    rules = [row.id for name in ("bar", "route") for row in BOOK.tables[name].rows]
    reader = Officer.objects.filter(office=case.unit, is_active=True).first()
    pages = [signed_in(reader.username).get(address(rule)) for rule in rules]
    assert any(case.number in told_cases(page) and "restricted" in words(page) for page in pages)
    assert reads.count() == len(rules)
    for other in Officer.objects.exclude(office=case.unit).filter(is_active=True)[:3]:
        pages = [signed_in(other.username).get(address(rule)) for rule in rules]
        assert not any(case.number in page.content.decode() for page in pages)
    assert reads.count() == len(rules)


def test_only_rules_on_which_a_finding_can_rest_have_such_a_page(signed_in):
    client = signed_in("a.roy")
    assert {"settled", "item_keep"} & set(rested_on(BOOK)) == set()
    assert client.get("/en/manual/settled/cases?rule=settled%3A+paid").status_code == 404
    assert client.get("/en/manual/gate/cases?rule=nothing").status_code == 404
    assert "/cases?rule=" not in client.get("/en/manual/settled/").content.decode()


def test_the_manual_is_for_who_is_signed_in(demo_site):
    from django.test import Client

    for place in ("", "?about=M31", "fee/", "fee/cases?rule=x"):
        assert Client(HTTP_HOST="localhost").get(f"/en/manual/{place}").status_code == 302


# What a search and a source say ---------------------------------------------------------------------------


@pytest.mark.parametrize(("asked", "expected"), [("rembourser", "G13"), ("remboursement", "I13")])
def test_a_long_word_is_found_by_its_beginning(asked, expected):
    found = search(BOOK, asked, most=200)
    assert expected in [one.name for one in found.entries]


def test_what_says_so_in_those_very_words_comes_first():
    found = search(BOOK, "remboursement", most=200).entries
    exact = ["remboursement" in one.words for one in found]
    assert exact == sorted(exact, reverse=True) and False in exact


def test_results_stand_by_kind_with_their_numbers(signed_in):
    page = signed_in("a.roy").get("/fr/manual/?q=entrevue").content.decode()
    heads = [(unescape(kind), int(n)) for kind, n in re.findall(r'<h3>([^<]*) <span class="quiet">\((\d+)\)</span></h3>', page)]  # fmt: skip
    assert ("Règles", 32) in heads and len(heads) >= 4
    assert sum(n for _, n in heads) == search(BOOK, "entrevue", most=1).total


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("interview: serious ground", "Une entrevue est nécessaire"),
        ("fee: M31 in doubt", "Une personne doit décider"),
        ("FEE_NON_REFUNDABLE", "Les frais ne sont pas remboursés"),
    ],
)
def test_a_name_of_our_own_is_no_title(signed_in, name, told):
    client = signed_in("a.roy")
    about = client.get("/fr/manual/", {"about": name}).content.decode()
    [title] = re.findall(r"<h1>([^<]*)</h1>", about)
    assert unescape(title).startswith(told) and name not in about[: about.index("</title>")]
    assert f"<code>{name}</code>" in about
    found = client.get("/fr/manual/", {"q": name}).content.decode()
    assert not re.search(rf">[^<]*{name}[^<]*</a>", found)
    assert "Ce qui repose sur R298(1)" in words(client.get("/fr/manual/", {"about": "R298(1)"}))


def test_the_page_of_m31_opens_with_what_it_is_and_says_where_the_missing_tests_are(signed_in):
    client = signed_in("a.roy")
    page = words(client.get("/fr/manual/?about=M31"))
    assert page.index("M31 est le code de la dispense unique") < page.index("critère 1")
    assert "Le critère 2, être au 1er mars 2012 ou après" in page and "le critère 8" in page
    assert "M31 is the code of the one-time exemption" in words(client.get("/en/manual/?about=M31"))
    assert "M31 est le code" not in words(client.get("/fr/manual/?about=R298(1)"))


def test_a_source_says_when_it_is_to_be_checked_again_and_that_it_is_overdue(signed_in, monkeypatch):
    from trp.cases import manual

    client = signed_in("a.roy")
    page = words(client.get("/fr/manual/?about=S-INT"))
    assert "à revérifier le 19 février 2027" in page.replace("\u00a0", " ") and "en retard" not in page
    monkeypatch.setattr(manual, "due", lambda *_: (date(2026, 3, 1), None))
    for path in ("/fr/manual/", "/fr/manual/?about=S-INT", "/fr/manual/interview/"):
        page = words(client.get(path)).replace("\u00a0", " ")
        assert "à revérifier le 1er mars 2026 en retard" in page, path


def test_sources_are_french_on_a_french_page(signed_in):
    page = words(signed_in("a.roy").get("/fr/manual/"))
    assert "(adresse de la page non conservée)" in page and "is not held" not in page
    assert "visaverge.com et rcicnews.com" in page
    titles = [one.title.fr for one in BOOK.sources]
    assert not [one for one in titles if re.search(r"\d{4}-\d{2}-\d{2}", one)]
    assert "visaverge.com and rcicnews.com" in words(signed_in("a.roy").get("/en/manual/"))


def test_a_gap_cites_a_provision_once_and_time_served_has_one_wording():
    assert GAPS["G3"].under == ("R298(2)(a)", "Fee instruction, R296(2)(d)")
    served = "égale au temps déjà passé sous garde"
    assert served in GAPS["G11"].says.fr and served in BOOK.readings["I7"].says.fr and served in WHY["I7"].fr
