"""What the rulebook promises of itself: cited, in both languages, tested, small, and of one shape with its contract."""

import copy
import json
import random
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.scenarios.requests import random_request, thin
from trp.rulebook.book import current
from trp.rulebook.determine import determine
from trp.rulebook.frozen import fields, is_record
from trp.rulebook.language import Both, Clause, First, Row
from trp.rulebook.prove import domain, segments, size
from trp.rulebook.request import QUESTIONS, REQUEST, faults
from trp.rulebook.shape import Choice, ListOf, Part
from trp.rulebook.sources import source_of

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "tests" / "scenarios" / "request.schema.json").read_text("utf-8"))
BOOK = current()
TABLES = BOOK.tables.values()
MOST_FACTS, MOST_CASES = 12, 300_000

# -------------------------------------------------------------------------------- everything in the book


def walk(value, path):
    """Give every part of a value with where it stands, from the outside in."""
    yield path, value
    if isinstance(value, dict):
        for key, held in value.items():
            yield from walk(held, f"{path}.{key}")
    elif isinstance(value, tuple | list):
        for n, held in enumerate(value):
            inner = (
                getattr(held, "id", None) or getattr(held, "code", None) or getattr(held, "name", None) or n
            )
            yield from walk(held, f"{path}[{inner}]")
    elif is_record(value):
        for name in fields(value):
            yield from walk(getattr(value, name), f"{path}.{name}")


PARTS = [*walk(BOOK, "book"), *walk(QUESTIONS, "questions"), *walk(REQUEST, "request")]
SENTENCES = {path: part for path, part in PARTS if isinstance(part, Both)}
ROWS = {row.id: row for table in TABLES for row in table.rows}


def wrong(promise):
    """Where a promise about the sentences is broken, with the sentence."""
    return {path: said for path, said in SENTENCES.items() if not promise(said)}


# -------------------------------------------------------------------------------------------- citations


def test_every_citation_is_found_in_the_sources():
    cited = {(path, under) for path, part in PARTS for under in getattr(part, "under", ())}
    cited |= {(f"series {s.name}", s.under) for s in BOOK.series.values()}
    cited -= {(path, letter) for path, letter in cited if path.startswith("book.series")}
    assert len(cited) > 500
    assert sorted((path, under) for path, under in cited if source_of(under, BOOK.sources) is None) == []


def test_every_amount_and_measure_has_a_source():
    cited = {amount.source for series in BOOK.series.values() for amount in series.amounts}
    cited |= {measure.source for measure in BOOK.measures}
    assert sorted(one for one in cited if source_of(one, BOOK.sources) is None) == []


def test_an_amount_is_verified_exactly_if_its_source_is():
    for series in BOOK.series.values():
        for amount in series.amounts:
            assert amount.verified == source_of(amount.source, BOOK.sources).verified, amount


def test_nothing_is_said_without_a_citation():
    cited = (Clause, Row, First, *(type(one[0]) for one in (BOOK.listed_fees, BOOK.duties, BOOK.notices)))
    assert [path for path, part in PARTS if isinstance(part, cited) and not part.under] == []


def test_every_source_has_a_title_an_address_and_the_day_it_was_checked():
    for source in BOOK.sources:
        assert source.address
        assert source.checked > BOOK.first_day
    assert len({source.key for source in BOOK.sources}) == len(BOOK.sources)


def test_every_reading_that_is_cited_is_written_down():
    cited = {u for _, part in PARTS for u in getattr(part, "under", ()) if re.fullmatch(r"[TI][0-9]+", u)}
    assert cited - set(BOOK.readings) == set()


def test_a_measure_names_the_row_that_applies_it():
    named = {measure.decided_by for measure in BOOK.measures} - {None}
    assert named - set(ROWS) == set()


# -------------------------------------------------------------------------------------------- both languages


def placeholders(text):
    return sorted(re.findall(r"\{[^}]*\}", text))


# A sentence that is the same in both languages: a proper name, a loan word.
ALIKE = {"information", "question"}


def test_every_sentence_is_in_both_languages():
    assert len(SENTENCES) > 500
    assert wrong(lambda said: said.en.strip() and said.fr.strip()) == {}
    assert wrong(lambda said: said.en != said.fr or said.en in ALIKE) == {}


def test_both_languages_hold_the_same_values():
    assert wrong(lambda said: placeholders(said.en) == placeholders(said.fr)) == {}
    named = {name[1:-1] for said in SENTENCES.values() for name in placeholders(said.en)}
    assert named - set(BOOK.values) == set()


NO_BREAK = "\N{NO-BREAK SPACE}"
FRENCH = {
    "the apostrophe is ’": r"'",
    "quotation marks are « »": r"[\"“”]",
    "a no-break space stands before a colon": rf"(?<!{NO_BREAK}):(?![0-9])",
    "no-break spaces stand inside « »": rf"«(?!{NO_BREAK})|(?<!{NO_BREAK})»",
    "no space stands before ; ? !": r"\s[;?!]",
    "a section of the Act is L, and a letter has no opening parenthesis": r"\bA[0-9]+(\.[0-9]+)?(\(|\b)|\([0-9.]+\)\([a-h](\.[0-9])?\)",
    "the first of a month is 1er": r"\b1 (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)",
    "no space stands twice": rf"[ {NO_BREAK}]{{2}}",
}  # fmt: skip


@pytest.mark.parametrize("pattern", FRENCH.values(), ids=FRENCH)
def test_french_is_written_as_in_canada(pattern):
    found = wrong(lambda said: not re.search(pattern, said.fr))
    assert {path: said.fr for path, said in found.items()} == {}


def sayings(answer):
    """Every sentence of an answer."""
    if isinstance(answer, dict):
        for key, held in answer.items():
            if key in ("says", "office", "opens_when") and held is not None:
                yield held
            else:
                yield from sayings(held)
    elif isinstance(answer, list):
        for held in answer:
            yield from sayings(held)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_told_in_french_is_written_so_too(seed):
    """With the values put in: amounts, days, references."""
    rng = random.Random(seed)
    for request in (whole := random_request(rng), thin(whole, rng)):
        told = set(sayings(determine(request, "fr")))
        assert len(told) > 20
        assert [said for said in told if any(re.search(one, said) for one in FRENCH.values())] == []


@pytest.mark.parametrize("seed", range(20))
def test_no_placeholder_is_left_in_what_is_told(seed):
    rng = random.Random(seed)
    for request in (whole := random_request(rng), thin(whole, rng)):
        for language in ("en", "fr"):
            assert [said for said in sayings(determine(request, language)) if "{" in said] == []


# Values and examples in a fault are JSON: they keep their quotes and the notation of the contract.
JSON_AS_WELL = {
    "quotation marks are « »",
    "a section of the Act is L, and a letter has no opening parenthesis",
}


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"on": "2026-02-30", "plaec": 1, "zzz": 2},
        {"on": "2010-11-03"},
        {"on": "2026-03-02", "paid": "-1", "grounds": ["A99"], "fee_classes": ["X"], "made_on": None},
        {"on": "2026-03-02", "visa_exemption_lost_in_transit": {"hours_until_entry": "x"}, "fee_measure": {}},
        {"on": "2026-03-02", "place": "outside_canada", "made_to": "port_of_entry"},
        {"on": "2026-03-02", "document": "counterfoil", "application": None},
        {"on": "2026-03-02", "permit": "subsequent", "previous_permit": None},
    ],
    ids=str,
)
def test_a_fault_is_told_in_both_languages(request_):
    found = faults(request_, BOOK.first_day)
    assert found
    patterns = [pattern for name, pattern in FRENCH.items() if name not in JSON_AS_WELL]
    for fault in found:
        assert fault.says.en != fault.says.fr
        assert not any(re.search(pattern, fault.says.fr) for pattern in patterns), fault.says.fr


def test_english_quotes_are_typographic():
    assert {p: s.en for p, s in wrong(lambda said: not re.search(r"[«»]|[a-z]'[a-z]", said.en)).items()} == {}


# -------------------------------------------------------------------------------------------- rows and tests

THIS = Path(__file__)
TESTED = "\n".join(
    path.read_text("utf-8") for path in sorted((ROOT / "tests").rglob("*.py")) if path != THIS
)  # fmt: skip


def provisions(row):
    """The provisions of the Act and the Regulations that a row rests on."""
    return [under for under in row.under if re.fullmatch(r"[AR][0-9.]+(\([0-9a-z.]+\))*", under)]


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_every_rule_has_a_test_that_names_its_provision(row):
    assert [one for one in provisions(row) if one not in TESTED] == []


def test_every_table_has_a_theorem():
    theorems = (ROOT / "tests" / "rulebook" / "test_theorems.py").read_text("utf-8")
    assert [name for name in BOOK.tables if f'"{name}"' not in theorems] == []


def test_the_id_of_a_row_is_its_own():
    """Two rows of one id stand in one table, and are in force on different days."""
    assert sum(len(table.rows) for table in TABLES) == len(ROWS)


def test_every_fact_that_a_clause_reads_exists():
    for path, part in PARTS:
        if isinstance(part, Clause):
            assert set(part.values) <= set(domain(part.fact, BOOK)), path
            assert part.values, path


def test_every_fact_is_read_by_something():
    read = {part.fact for _, part in PARTS if isinstance(part, Clause)}
    assert (set(BOOK.facts) | set(BOOK.item_facts)) - read == set()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_small_enough_to_prove(table):
    assert len(table.reads()) <= MOST_FACTS
    assert size(table, BOOK) * len(segments(table, BOOK)) <= MOST_CASES


def test_findings_take_their_fields_from_what_exists():
    for finding in BOOK.findings:
        assert finding.table in BOOK.tables
        own = {name for name, given in finding.fields.items() if given is None}
        given = {name for row in BOOK.tables[finding.table].rows for name in row.gives}
        assert given == own, finding.name


def test_amounts_follow_each_other_without_a_gap():
    for series in BOOK.series.values():
        for one, next_one in zip(series.amounts, series.amounts[1:], strict=False):
            assert (next_one.since - one.until).days == 1, series.name


# -------------------------------------------------------------------------------- the request and its contract


def inner(schema):
    """The object inside a property of the schema, if there is one."""
    return schema.get("items", schema) if schema.get("type") == "array" else schema


def paths_of(schema, path=""):
    """Every path of the JSON Schema; `[]` stands for the entries of a list of objects."""
    for key, held in schema["properties"].items():
        here = f"{path}{key}"
        yield here
        if "properties" in inner(held):
            yield from paths_of(inner(held), f"{here}{'[]' if held.get('type') == 'array' else ''}.")


PATHS = set(paths_of(SCHEMA))


def test_every_question_asks_for_a_path_of_the_schema_and_every_path_has_its_question():
    assert set(QUESTIONS) == PATHS


def test_every_fact_is_read_from_paths_that_have_a_question():
    facts = (*BOOK.facts.values(), *BOOK.item_facts.values(), *BOOK.values.values())
    assert {(fact.name, path) for fact in facts for path in fact.paths if path not in QUESTIONS} == set()


def shape_of(kind):
    """The options of every choice in the hand-written shape, by path."""

    def found(part, path):
        for key, held in part.facts.items():
            here = f"{path}{key}"
            entry = held.entry if isinstance(held, ListOf) else held
            if isinstance(held, Choice):
                yield here, (set(held.options), held.null)
            elif isinstance(entry, Part):
                yield from found(entry, f"{here}{'[]' if isinstance(held, ListOf) else ''}.")

    return dict(found(kind, ""))


def test_every_choice_has_the_options_of_the_schema():
    def found(schema, path=""):
        for key, held in schema["properties"].items():
            here = f"{path}{key}"
            if "enum" in held:
                yield here, (set(held["enum"]) - {None}, None in held["enum"])
            elif "properties" in inner(held):
                yield from found(inner(held), f"{here}{'[]' if held.get('type') == 'array' else ''}.")

    assert shape_of(REQUEST) == dict(found(SCHEMA))


VALID = Draft202012Validator(SCHEMA, format_checker=FormatChecker(["date"]))
ODD = [
    None, True, False, 0, 1, -1, 1.5, 1e300, "", "none", "no", "2026-02-29", "2024-02-29", "2026-3-2", "20260302",
    "2026-03-02T00:00", "0000-01-01", "9999-12-31", "\uff12026-03-02", "246.25", "-1.00", "246.255", ".25", "246", "1e3",
    " 246.25", "A36(2)(b)", "A36", "A36(3)", "A41(", "R298(2)(a.1)", "R296(2)(D)", "R", "client", "port_of_entry",
    [], [None], [1], [""], ["A41"], ["A41", "A43"], {}, {"kind": "other"}, {"reference": "x"},
    {"reference": "", "code": None}, {"reference": "x", "code": None}, {"reference": "x", "dated": "2026-13-01"},
    {"hours_until_entry": 48}, {"hours_until_entry": "48"}, {"hours_until_entry": True}, [{}], [{"id": "a", "kind": "x"}],
    [{"id": "a", "kind": "recommendation"}], [{"id": 1, "kind": "recommendation"}], [[]], [{"sentence": "fine"}],
]  # fmt: skip


def broken(request, rng):
    """The same request with some values replaced, some keys gone and some that do not belong there."""
    found = copy.deepcopy(request)
    for _ in range(rng.choice([1, 1, 2])):
        holders = [found, *(v for v in found.values() if isinstance(v, dict))]
        holders += [
            v for held in found.values() if isinstance(held, list) for v in held if isinstance(v, dict)
        ]
        holder = rng.choice(holders)
        key = rng.choice([*holder, "unknown_key"])
        if rng.random() < 0.2:
            holder.pop(key, None)
        else:
            holder[key] = copy.deepcopy(rng.choice(ODD))
    return found


def differing(request):
    """Say where shape and schema differ on a request, None where they agree."""
    faults = [fault.path for fault in REQUEST.faults(request, "")]
    errors = [error.message for error in VALID.iter_errors(request)]
    fits = REQUEST.fits(request)
    if fits == (not faults) == (not errors):
        return None
    return {"fits": fits, "faults": faults, "errors": errors}


@pytest.mark.parametrize("seed", range(40))
def test_the_shape_agrees_with_the_schema(seed):
    rng = random.Random(seed)
    refused = 0
    for _ in range(20):
        whole = random_request(rng)
        assert differing(whole) is None
        assert REQUEST.fits(whole)
        assert differing(thin(whole, rng)) is None
        spoiled = broken(whole, rng)
        assert differing(spoiled) is None, spoiled
        refused += not REQUEST.fits(spoiled)
    assert refused > 5


@pytest.mark.parametrize("path", sorted(PATHS - {"on"}))
def test_the_shape_agrees_with_the_schema_on_every_odd_value(path):
    for odd in ODD:
        *outer, key = path.replace("[]", "").split(".")
        request = {"on": "2026-03-02"}
        if outer:
            held = {"id": "a", "kind": "recommendation"} if outer == ["information"] else {}
            held = {"reference": "x", "code": None} if outer == ["fee_measure"] else held
            held = (
                {"reference": "x", "dated": "2026-03-02"} if outer == ["minister_fee_instruction"] else held
            )
            request[outer[0]] = [{**held, key: odd}] if "[]" in path else {**held, key: odd}
        else:
            request[key] = odd
        assert differing(request) is None, request
