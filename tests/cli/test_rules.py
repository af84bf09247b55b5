"""`trp rules`: what there is, one table, and everything that rests on a provision."""

import json
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from trp.cli import naming_tests, rules
from trp.cli.main import main
from trp.rulebook.book import current
from trp.rulebook.edition import read, version, written
from trp.rulebook.notation import PROVISION

ROOT = Path(__file__).resolve().parents[2]
BOOK = current()
ROWS = [row for table in BOOK.tables.values() for row in table.rows]


@pytest.fixture
def show(monkeypatch, capsys):
    """Run `trp rules`; give its exit code, its output with single spaces, and its faults."""

    def shown(*arguments):
        monkeypatch.setenv("COLUMNS", "100")
        code = main(["rules", *arguments])
        told = capsys.readouterr()
        return code, " ".join(told.out.split()), told.err

    return shown


@pytest.fixture
def found(show):
    """The same as JSON."""

    def held(*arguments):
        code, out, err = show(*arguments, "--format", "json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return held


# ---------------------------------------------------------------------------------------- everything, one table


def test_everything_is_listed(show, found):
    code, out, err = show()
    assert (code, err) == (0, "")
    held = found()
    assert [one["name"] for one in held["findings"]] == [finding.name for finding in BOOK.findings]
    assert [one["id"] for table in held["tables"] for one in table["rules"]] == [row.id for row in ROWS]
    for row in ROWS:
        assert " ".join(f"{row.id} → {row.outcome} in force since".split()) in out or row.until
    assert "Is the permit fee owed?" in out
    _, out, _ = show("--lang", "fr")
    assert "Les frais de permis sont-ils dus?" in out
    assert "en vigueur depuis le 4 novembre 2010" in out


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("table", BOOK.tables.values(), ids=BOOK.tables)
def test_a_table_shows_its_hit_policy_and_every_row_with_its_clauses(show, table, language):
    code, out, err = show(table.name, "--lang", language)
    assert (code, err) == (0, "")
    sentences = [row.says for row in table.rows] + [clause.says for row in table.rows for clause in row.when]
    if hasattr(table.policy, "reading"):
        sentences.append(table.policy.reading)
    for says in sentences:
        assert " ".join(says.en.split()) in out
        assert " ".join(says.fr.split()) in out


def test_a_finding_names_its_table(found):
    assert found("permit") == found("permit_kind")
    assert found("FEE")["table"] == "fee"
    assert found("fee")["hit_policy"]["policy"] == "first"
    assert found("remission")["hit_policy"] == {"policy": "unique"}


# ---------------------------------------------------------------------------------------- one provision


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_provision_shows_every_rule_that_rests_on_it(show, language):
    code, out, err = show("R298(2)(a.1)", "--lang", language)
    assert (code, err) == (0, "")
    row = next(row for row in ROWS if row.id == "R298(2)(a.1)")
    for said in (row.says.en, row.says.fr, row.when[0].says.en, row.when[0].says.fr):
        assert " ".join(said.split()) in out
    if language == "en":
        assert "in force since 4 November 2010" in out
        assert "Last checked on 21 November 2026; verified" in out
        assert "[R298(2)(a.1)]" in out
        assert "Tests that name R298(2)(a.1)" in out
    else:
        assert "en vigueur depuis le 4 novembre 2010" in out
        assert "Dernière consultation le 21 novembre 2026; vérifié" in out
        assert "[R298(2)a.1)]" in out
        assert "Essais qui nomment R298(2)(a.1)" in out
    assert "Immigration and Refugee Protection Regulations" in out
    assert "Règlement sur l’immigration et la protection des réfugiés" in out
    assert "https://laws-lois.justice.gc.ca/eng/regulations/sor-2002-227/" in out
    assert "basis: R298(2)(a.1)" in out or "basis : R298(2)(a.1)" in out


def test_the_same_in_json(found):
    held = found("R298(2)(a)")
    assert held["asked"] == "R298(2)(a)"
    ids = [rule["id"] for rule in held["rules"]]
    assert {"R298(2)(a)", "R298(2)(a): UPP", "R298(2)(a): R296(2)(d)", "fee: R298(2)(a)", "UPP"} <= set(ids)
    assert "R298(2)(a.1)" not in ids
    fee = next(rule for rule in held["rules"] if rule["id"] == "fee: R298(2)(a)")
    assert fee["gives"]["basis"] == "R298(2)(a)"
    assert fee["in_force"] == {"from": "2010-11-04", "to": None}
    assert set(fee["says"]) == {"en", "fr"}
    assert all(clause["under"] for clause in fee["when"])
    assert {source["key"] for source in held["sources"]} >= {"IRPR", "S-FEE"}
    assert held["tests"]["tests/scenarios/scenarios.json"]
    assert held["tests"]["tests/rulebook/test_pages.py"]


@pytest.mark.parametrize(
    ("asked", "same"),
    [("L24(4)", "A24(4)"), ("r298(2)a)", "R298(2)(a)"), ("instruction sur les entrevues", "Interview instruction"),
     ("t4", "T4"), ("m31", "M31"), ("S-INT", "Interview instruction")],
)  # fmt: skip
def test_a_name_may_be_written_as_in_either_language(found, asked, same):
    one, other = found(asked), found(same)
    assert one["rules"] == other["rules"]
    assert one["rules"]


def test_a_provision_holds_what_lies_below_it(found):
    whole = {rule["id"] for rule in found("R298(2)")["rules"]}
    assert whole > {rule["id"] for rule in found("R298(2)(b)")["rules"]}
    assert {rule["id"] for rule in found("A35")["rules"]}.isdisjoint({"R298(2)(a)"})


def test_a_class_that_r298_2_a_carries_over_and_a_ground_rest_rules_too(found):
    assert "R298(2)(a)" in {rule["id"] for rule in found("R300(2)(f)")["rules"]}
    assert "M31" in {rule["id"] for rule in found("A36(2)")["rules"]}


def test_a_reading_is_shown_with_the_table_whose_order_it_gives(found, show):
    held = found("T6")
    assert "fee" in {policy["table"] for policy in held["hit_policies"]}
    assert {reading["key"] for reading in held["readings"]} >= {"T6"}
    _, out, _ = show("T6", "--lang", "fr")
    assert "Interprétations (les nôtres, et non le droit)" in out
    assert BOOK.readings["T6"].says.en in out


def test_an_amount_says_whether_it_is_verified(show, found):
    held = found("R298(1)")
    assert {one["amount"] for one in held["amounts"]} >= {"200.00", "246.25"}
    assert {one["verified"] for one in held["amounts"]} == {True, False}
    _, out, _ = show("R298(1)", "--lang", "fr")
    assert "246,25 $" in out
    assert "(non vérifié)" in out


@pytest.mark.parametrize(("name", "key"), [("COUNSEL_ONE_TIME", "duties"), ("FEE_CHANGE_NEAR", "notices"),
                                           ("P03", "listed_fees"), ("SI/2025-120", "measures")])  # fmt: skip
def test_duties_notices_fees_and_measures_are_found_by_their_code(found, show, name, key):
    assert found(name)[key]
    for language in ("en", "fr"):
        assert show(name, "--lang", language)[0] == 0


def test_everything_that_is_cited_can_be_asked_for(found):
    cited = {under for row in ROWS for under in row.under}
    cited |= {under for row in ROWS for clause in row.when for under in clause.under}
    for name in [*sorted(cited), *(row.id for row in ROWS)]:
        if name not in BOOK.tables:
            assert rules.resting(name, BOOK)["rules"], name


# ---------------------------------------------------------------------------------------- the tests that name it


def test_the_tests_that_name_a_provision_are_found_in_this_checkout():
    assert naming_tests.folder() == ROOT / "tests"
    named = naming_tests.tests_naming("R298(2)(a.1)", ROOT / "tests")
    here = Path(__file__).resolve().relative_to(ROOT).as_posix()
    assert "test_a_provision_shows_every_rule_that_rests_on_it" in named[here]
    assert "test_a_table_shows_its_hit_policy_and_every_row_with_its_clauses" not in named[here]


def test_a_name_is_not_found_within_another(tmp_path):
    (tmp_path / "test_one.py").write_text(
        'def test_below():\n    """A36(2)(b), T14, R298(2)(a.1)"""\n', "utf-8"
    )
    (tmp_path / "test_two.py").write_text('CASES = ["A36(2)"]\n\n\ndef test_it():\n    "T1."\n', "utf-8")
    (tmp_path / "scenarios.json").write_text(
        '[{"id": "P1", "basis": "T1"}, {"id": "P2", "basis": "T12"}]', "utf-8"
    )
    folder = tmp_path.name
    assert naming_tests.tests_naming("A36(2)", tmp_path) == {f"{folder}/test_two.py": ["l. 1"]}
    assert naming_tests.tests_naming("T1", tmp_path) == {
        f"{folder}/scenarios.json": ["P1"],
        f"{folder}/test_two.py": ["test_it"],
    }


@pytest.mark.parametrize(("language", "says"), [("en", "The tests are not part of this installation."),
                                                ("fr", "Les essais ne font pas partie de cette installation.")])  # fmt: skip
def test_an_installation_without_tests_says_so(show, found, monkeypatch, tmp_path, language, says):
    package = tmp_path / "site-packages" / "trp" / "__init__.py"
    monkeypatch.setattr(naming_tests.trp, "__file__", str(package))
    assert says in show("T4", "--lang", language)[1]
    assert found("T4")["tests"] is None


# ---------------------------------------------------------------------------------------- unknown names


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["R298(2)(z)"], "R298(2)(z): no rule rests on it; did you mean R298(2)(e)"),
        (["L36(2)b)", "--lang", "fr"], "aucune règle ne s’y rattache; vouliez-vous dire L36(2)"),
        (["M32"], "did you mean M31?"),
        (["zzzzzzzzzzzz"], "no rule rests on it"),
        ([""], "no rule rests on it"),
        (["gates"], "gate"),
        (["T4", "--edition"], "take no name"),
    ],
)
def test_an_unknown_name_is_one_line_with_what_is_near_and_exit_2(show, arguments, told):
    code, out, err = show(*arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert told in err


# ---------------------------------------------------------------------------------------- the edition


def test_the_edition_is_canonical_and_its_version_is_its_sha_256(monkeypatch, capsys):
    assert main(["rules", "--edition"]) == 0
    edition = capsys.readouterr().out
    assert edition == written(BOOK)
    assert main(["rules", "--version-of-law"]) == 0
    told = capsys.readouterr().out
    assert told == f"{sha256(edition.encode()).hexdigest()}\n" == f"{version(edition)}\n"
    assert written(read(edition, expected=told.strip())) == edition


def test_a_provision_is_found_in_a_sentence():
    assert PROVISION.findall("R298(2)(a.1), A36(2) and A35.1; R299(2)(g)(iii).") == [
        "R298(2)(a.1)", "A36(2)", "A35.1", "R299(2)(g)(iii)",
    ]  # fmt: skip
    assert PROVISION.findall("T4, TRP 298 and IRPA24") == []


def test_nothing_is_coloured_where_nobody_sees_it(show):
    assert "\x1b" not in show("T4")[1]
    assert not sys.stdout.isatty()
