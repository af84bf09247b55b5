"""`trp determine` under bad input: one clear line for each fault, exit 2, nothing on standard output, no traceback.

The tables are read from left to right: what is given, the path that must be named, what must be said.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from trp.cli.main import main

TRP = Path(sys.executable).with_name("trp")
ON = '"on": "2026-03-02"'
SECRET = "\ue000\ue001\ue002\ue003"  # private use: a program may mean something by them


class Ran(NamedTuple):
    code: int
    out: bytes
    err: str

    @property
    def lines(self) -> list[str]:
        return self.err.splitlines()


Run = Callable[..., Ran]


@pytest.fixture
def ask(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run the command on some bytes in this process."""

    def asked(held: bytes | str, *options: str) -> Ran:
        path = tmp_path / "request.json"
        path.write_bytes(held if isinstance(held, bytes) else held.encode())
        code = main(["determine", str(path), *options])
        told = capsysbinary.readouterr()
        return Ran(code, told.out, told.err.decode().replace(f"{path}", "FILE"))

    return asked


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return env | {"PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("bytecode"))}


@pytest.fixture
def shell(tmp_path: Path, environment: dict[str, str]) -> Run:
    """Run a line of the shell in a process of its own; TRP stands for the command."""

    def ran(line: str, given: bytes = b"", *, timeout: float = 60, **env: str) -> Ran:
        done = subprocess.run(
            ["bash", "-c", line.replace("TRP", f"{TRP} determine")],
            input=given, capture_output=True, cwd=tmp_path, env=environment | env, timeout=timeout,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout, done.stderr.decode())

    return ran


@pytest.fixture(autouse=True)
def collecting_garbage() -> Iterator[None]:
    """`--lines` turns it off for its process: this one goes on."""
    import gc

    yield
    gc.enable()


def refused(ran: Ran, *paths: str) -> list[str]:
    """Exit 2, nothing on standard output, one printable line a fault; each begins with the path (in any order)."""
    assert (ran.code, ran.out) == (2, b""), ran.err
    printable(ran)
    assert sorted(line.partition(":")[0] for line in ran.lines) == sorted(paths)
    return ran.lines


def printable(ran: Ran) -> None:
    assert "Traceback" not in ran.err
    strange = re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", ran.err)
    assert not strange, f"written raw to a terminal: {strange!r}"
    assert all(len(line) < 2000 for line in ran.lines), "a line nobody can read"


# ------------------------------------------------------------------------------ keys, types, values


@pytest.mark.parametrize(
    ("given", "path", "says"),
    [
        ('"foo": 1', "foo", "not a fact"),
        ('"plaec": "in_canada"', "plaec", "did you mean place?"),
        ('"previous_permit": {"x": 1}', "previous_permit.x", "expires_on"),
        ('"application": {"x": 1}', "application.x", "kind"),
        ('"refugee_claim": {"x": 1}', "refugee_claim.x", "outcome"),
        ('"visa_exemption_lost_in_transit": {"x": 1}', "visa_exemption_lost_in_transit.x", "hours_until_entry"),
        ('"convictions": [{}, {"sentense": "fine"}]', "convictions[1].sentense", "sentence"),
        ('"information": [{"id": "a", "kind": "third_party", "x": 1}]', "information[0].x", "relied_on"),
        ('"fee_measure": {"reference": "X", "code": null, "x": 1}', "fee_measure.x", "reference"),
        ('"minister_fee_instruction": {"reference": "X", "dated": "2026-01-01", "x": 1}',
         "minister_fee_instruction.x", "dated"),
        ('"fee_measure": {"reference": "X"}', "fee_measure.code", "null"),
        ('"fee_measure": {"code": null}', "fee_measure.reference", "is missing"),
        ('"minister_fee_instruction": {"reference": "X"}', "minister_fee_instruction.dated", "YYYY-MM-DD"),
        ('"information": [{"id": "a"}]', "information[0].kind", "third_party"),
        ('"has_valid_status": 1', "has_valid_status", "true or false"),
        ('"has_valid_status": 0', "has_valid_status", "true or false"),
        ('"has_valid_status": "true"', "has_valid_status", "true or false"),
        ('"has_valid_status": null', "has_valid_status", "true or false"),
        ('"place": "moon"', "place", "outside_canada"),
        ('"place": null', "place", "outside_canada"),
        ('"place": ["in_canada"]', "place", "outside_canada"),
        ('"pending": "x"', "pending", "null"),
        ('"convictions": null', "convictions", "a list"),
        ('"convictions": {}', "convictions", "a list"),
        ('"convictions": [null]', "convictions[0]", "an object"),
        ('"information": "x"', "information", "a list"),
        ('"application": []', "application", "an object"),
        ('"unallocated_receipts": [""]', "unallocated_receipts[0]", "not empty"),
        ('"fee_measure": {"reference": "", "code": null}', "fee_measure.reference", "not empty"),
        ('"grounds": ["A41", "A33"]', "grounds[1]", "A34 to A42"),
        ('"grounds": ["A36"]', "grounds[0]", "A36(2)(b)"),
        ('"grounds": ["L36(2)"]', "grounds[0]", "A36(2)(b)"),
        ('"grounds": ["A36(2)\\n"]', "grounds[0]", "A36(2)(b)"),
        ('"fee_classes": ["296(2)(c)"]', "fee_classes[0]", "R296(2)(c)"),
        ('"fee_classes": [1]', "fee_classes[0]", "R296(2)(c)"),
        ('"paid": "-1.00"', "paid", "not negative"),
        ('"paid": "1.000"', "paid", "two decimals"),
        ('"paid": "246,25"', "paid", '"246.25"'),
        ('"paid": "1.00\\n"', "paid", '"246.25"'),
        ('"paid": "\u0663.\u0660\u0660"', "paid", '"246.25"'),
        ('"paid": 246.25', "paid", "as text"),
        ('"paid": true', "paid", "as text"),
        ('"made_on": 20260302', "made_on", "YYYY-MM-DD"),
        ('"made_on": 1.5', "made_on", "YYYY-MM-DD"),
        ('"made_on": null', "made_on", "YYYY-MM-DD"),
        ('"visa_exemption_lost_in_transit": {"hours_until_entry": "48"}',
         "visa_exemption_lost_in_transit.hours_until_entry", "48.0"),
        ('"visa_exemption_lost_in_transit": {"hours_until_entry": true}',
         "visa_exemption_lost_in_transit.hours_until_entry", "48.0"),
        ('"visa_exemption_lost_in_transit": {"hours_until_entry": 1e999}',
         "visa_exemption_lost_in_transit.hours_until_entry", "48.0"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_one_line_with_its_path_and_what_is_right(
    ask: Run, given: str, path: str, says: str
) -> None:
    (line,) = refused(ask(f"{{{ON}, {given}}}"), path)
    assert says in line


@pytest.mark.parametrize(
    "value",
    ["2026-02-29", "2026-2-3", "2026-02-03\\n", " 2026-02-03", "\uff12\uff10\uff12\uff16-02-03", "2026-W01-1", "20260203", "2026-060",
     "0000-01-01", "10000-01-01", "-2026-01-01", "2026-13-01", "2026-02-03T00:00", "", "today"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["on", "previous_permit.expires_on"])
def test_a_day_that_is_not_in_the_calendar(ask: Run, value: str, path: str) -> None:
    given = f'"on": "{value}"' if path == "on" else f'{ON}, "previous_permit": {{"expires_on": "{value}"}}'
    (line,) = refused(ask(f"{{{given}}}"), path)
    assert "YYYY-MM-DD" in line


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "9" * 5000])
def test_what_is_no_number_is_named_with_its_path(ask: Run, number: str) -> None:
    ran = ask(f'{{{ON}, "visa_exemption_lost_in_transit": {{"hours_until_entry": {number}}}}}')
    assert (ran.code, ran.out) == (2, b"")
    (line,) = ran.lines
    assert "visa_exemption_lost_in_transit.hours_until_entry" in line
    assert "give a number" in line


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ('"place": "in_canada", "place": "in_canada"', "place"),
        ('"place": "in_canada", "pl\\u0061ce": "outside_canada"', "place"),
        ('"application": {"kind": "other", "kind": "other"}', "application.kind"),
        ('"convictions": [{}, {"offence": "a:b", "youth": true, "youth": false}]', "convictions[1].youth"),
    ],
)
def test_a_fact_given_twice_is_named_with_its_path(ask: Run, given: str, path: str) -> None:
    ran = ask(f"{{{ON}, {given}}}")
    assert (ran.code, ran.out) == (2, b"")
    (line,) = ran.lines
    assert "twice" in line
    assert path in line


def test_every_fault_has_its_line(ask: Run) -> None:
    refused(
        ask('{"paid": 1, "foo": 1, "convictions": [{"youth": 1}, {"sexual": 2, "x": 3}], "grounds": ["A1", "A2"]}'),
        "on", "paid", "foo", "convictions[0].youth", "convictions[1].sexual", "convictions[1].x", "grounds[0]",
        "grounds[1]",
    )  # fmt: skip


CONTRADICTIONS = [
    ('"made_to": "port_of_entry", "place": "outside_canada"', "place"),
    ('"document": "counterfoil", "application": null', "document"),
    ('"permit": "subsequent", "previous_permit": null', "permit"),
]


@pytest.mark.parametrize(("given", "path"), CONTRADICTIONS)
def test_a_contradiction_is_one_line(ask: Run, given: str, path: str) -> None:
    (line,) = refused(ask(f"{{{ON}, {given}}}"), path)
    assert "contradicts" in line


def test_contradictions_have_a_line_each(ask: Run) -> None:
    given = ", ".join(given for given, _ in CONTRADICTIONS)
    refused(ask(f"{{{ON}, {given}}}"), "place", "document", "permit")


def test_a_contradiction_is_not_hidden_by_another_fault(ask: Run) -> None:
    """Contract: "one line per fault"; else a correction is answered with the next fault."""
    refused(ask(f'{{{ON}, {CONTRADICTIONS[2][0]}, "paid": 1}}'), "permit", "paid")
    refused(ask(f'{{"on": "2000-01-01", {CONTRADICTIONS[2][0]}}}'), "on", "permit")


@pytest.mark.parametrize(
    "given",
    ['"made_to": "visa_office", "place": "in_canada"', '"made_to": "inland_office", "place": "outside_canada"',
     '"document": "counterfoil"', '"permit": "subsequent"', '"permit": "extension", "previous_permit": null',
     '"permit": "first", "previous_permit": {}', '"made_on": "2027-01-01"', '"mailed_on": "9999-12-31"',
     '"stream": "state_care", "place": "outside_canada"', '"convictions": [], "grounds": ["A36(1)"]',
     '"minister_fee_instruction": {"reference": "x", "dated": "2026-01-01"}, "origin": "client"',
     '"visa_exemption_lost_in_transit": {"hours_until_entry": -5}',
     '"information": [{"id": "a", "kind": "third_party"}, {"id": "a", "kind": "recommendation"}]'],
)  # fmt: skip
def test_any_other_combination_is_answered(ask: Run, given: str) -> None:
    ran = ask(f"{{{ON}, {given}}}", "--brief")
    assert (ran.code, ran.err) == (0, "")
    assert len(json.loads(ran.out)["findings"]) == 9


def test_the_first_day_of_the_law_is_answered_and_the_day_before_is_not(ask: Run) -> None:
    assert ask('{"on": "2010-11-04"}', "--brief").code == 0
    (line,) = refused(ask('{"on": "2010-11-03"}'), "on")
    assert "4\xa0November\xa02010" in line


# ------------------------------------------------------------------------------ bytes that are no request


@pytest.mark.parametrize(
    ("held", "says"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (f"{{{ON}}}".encode("utf-16"), "UTF-8"),
        (f"{{{ON}}}".encode("utf-32"), "UTF-8"),
        (b'{"on": "2026-03-02", "paid": "\xff"}', "byte 31 is not UTF-8"),
        (b'{"on": "\xed\xa0\x80"}', "UTF-8"),
        (b'\x00{"on": "2026-03-02"}', "not JSON at line 1, column 1"),
        (b'{"on": "2026-03-02\x00"}', "not JSON"),
        (b'{"on": "2026-03-02",}', "not JSON"),
        (b'{"on": "2026-03-02"} {}', "not JSON"),
        (b"{'on': '2026-03-02'}", "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deeply"),
        (b'{"on": "2026-03-02", "paid": ' + b"[" * 5000 + b"]" * 5000 + b"}", "nested too deeply"),
    ],
)
def test_bytes_that_are_no_request(ask: Run, held: bytes, says: str) -> None:
    (line,) = refused(ask(held), "FILE")
    assert says in line


@pytest.mark.parametrize("held", ["[]", "3", '"x"', "null", "true", f"[{{{ON}}}]"])
def test_json_that_is_no_object(ask: Run, held: str) -> None:
    (line,) = refused(ask(held), "$")
    assert "a JSON object" in line


def test_a_byte_order_mark_is_passed_over(ask: Run) -> None:
    assert ask(b"\xef\xbb\xbf" + f"{{{ON}}}".encode(), "--brief").out == ask(f"{{{ON}}}", "--brief").out


# ------------------------------------------------------------------------------ text that means mischief


@pytest.mark.parametrize(
    "given",
    [r'"\u001b[31mred": 1', r'"place": "\u001b[2J\u0007"', r'"\u001b[2J": 1, "\u001b[2J": 2', r'"a\nb\rc": 1',
     r'"a\u2028b\u0085c\u000bd": 1', r'"place": "a\u2028b"', r'"\ud800": 1', r'"place": "\udfff"', r'"\u202e": 1',
     r'"grounds": ["\u009b31m"]', f'"{"k" * 100_000}": 1', f'"place": "{"k" * 100_000}"', '"": 1'],
)  # fmt: skip
@pytest.mark.parametrize("options", [(), ("--lines",)])
def test_a_fault_is_one_printable_line_whatever_it_quotes(
    ask: Run, given: str, options: tuple[str, ...]
) -> None:
    ran = ask(f"{{{ON}, {given}}}", *options)
    assert (ran.code, ran.out) == (1 if options else 2, b"")
    assert ran.err.count("\n") == len(ran.lines) == 1
    printable(ran)


FEE_KNOWN = {
    "on": "2026-03-02", "made_to": "visa_office", "place": "outside_canada", "origin": "officer", "stream": "ordinary",
    "application": None, "fee_classes": [], "pending": None, "visa_exemption_lost_in_transit": None,
    "document": "permit", "permit": "first",
}  # fmt: skip
MISCHIEF = ["{amount}", "{0}", "{", "{{}}", "%s %(x)s", "$amount", SECRET, f"{SECRET[0]}amount{SECRET[1]}", "\x1b[2J\x07",
            "\x00", "\ud800", "\udfff\ud83d", "a\nb\rc\u2028d", "\\u0041", '"', "\u202e", "\U0010ffff"]  # fmt: skip


@pytest.mark.parametrize("text", MISCHIEF, ids=[ascii(text) for text in MISCHIEF])
@pytest.mark.parametrize("options", [(), ("--brief",), ("--lines",), ("--lines", "--brief", "--lang", "fr")])
def test_text_of_the_request_comes_back_as_it_was(ask: Run, text: str, options: tuple[str, ...]) -> None:
    request: dict[str, Any] = {
        **FEE_KNOWN,
        "fee_measure": {"reference": text, "code": text},
        "unallocated_receipts": [text],
        "information": [{"id": text, "kind": "recommendation"}],
        "convictions": [{"offence": text}],
    }
    ran = ask(json.dumps(request), *options)
    assert (ran.code, ran.err) == (0, "")
    held = json.loads(ran.out)["findings"]
    assert (held["fee"]["basis"], held["fee"]["code"]) == (text, text)
    assert held["disclosure"]["items"][0]["id"] == text
    assert text in held["fee"]["says"]
    if "--lines" in options:
        assert ran.out.count(b"\n") == 1


@pytest.mark.parametrize("text", MISCHIEF, ids=[ascii(text) for text in MISCHIEF])
def test_text_for_a_person_never_commands_the_terminal(ask: Run, text: str) -> None:
    request = {**FEE_KNOWN, "fee_measure": {"reference": text, "code": text}, "unallocated_receipts": [text],
               "information": [{"id": text, "kind": "recommendation"}]}  # fmt: skip
    ran = ask(json.dumps(request), "--format", "text")
    assert (ran.code, ran.err) == (0, "")
    assert not re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f]", ran.out.decode())


# ------------------------------------------------------------------------------ far days, long lists


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("form", ["json", "text"])
def test_the_ends_of_the_calendar_are_days_like_any_other(ask: Run, day: str, form: str) -> None:
    request = {
        **FEE_KNOWN, "on": max(day, "2026-03-02"), "made_on": day, "mailed_on": day, "complete_on": day,
        "acknowledged_on": day, "fee_requested_on": day, "trp_file_created_on": day, "designated_on": day,
        "one_time_exemption_granted_on": day, "origin": "client", "grounds": ["A36(2)"],
        "minister_fee_instruction": {"reference": "x", "dated": day}, "permit": "subsequent",
        "previous_permit": {"expires_on": day, "left_on": day, "reentry_authorized": False,
                            "removal_order_made_on": day, "new_ground": False},
        "convictions": [{"committed_on": day, "impaired_driving": True}],
        "refugee_claim": {"outcome": "rejected", "rpd_on": day, "rad_on": day, "federal_court_on": day,
                          "prra_pending": False, "prra_on": day},
        "information": [{"id": "a", "kind": "recommendation", "relied_on": True, "disclosed_on": day,
                         "response_due_on": day, "response_received_on": day, "reason_recorded_on": day}],
    }  # fmt: skip
    for given in (request, {**request, "acknowledged_on": None}, {"on": request["on"], "complete_on": day}):
        for lang in ("en", "fr"):
            ran = ask(json.dumps(given), "--format", form, "--lang", lang)
            assert (ran.code, ran.err) == (0, "")


def test_a_long_list_of_known_facts_is_answered(ask: Run) -> None:
    paper = {"kind": "third_party", "relied_on": True, "classified": "no", "on_file": True, "disclosed_on": None,
             "response_due_on": None, "response_received_on": None, "reason_recorded_on": None,
             "prepared_for_decision_maker": False, "known_to_client": False, "specialized_expertise": False}  # fmt: skip
    past = {"sentence": "fine", "impaired_driving": False, "child_pornography": False, "sexual": False,
            "youth": False, "makes_inadmissible": True, "committed_on": "2020-01-01"}  # fmt: skip
    request = {**FEE_KNOWN, "information": [{"id": "same", **paper}] * 500, "convictions": [past] * 200}
    ran = ask(json.dumps(request), "--brief")
    assert (ran.code, ran.err) == (0, "")
    assert len(json.loads(ran.out)["findings"]["disclosure"]["items"]) == 500


@pytest.mark.parametrize(
    "given",
    [{"information": [{"id": f"i{n}", "kind": "third_party"} for n in range(500)]},
     {"convictions": [{} for _ in range(200)]}],
    ids=["information", "convictions"],
)  # fmt: skip
@pytest.mark.parametrize("options", ["", "--lines --brief"])
def test_a_long_list_of_unknown_facts_is_answered(shell: Run, given: dict[str, Any], options: str) -> None:
    ran = shell(f"TRP - {options}", json.dumps({"on": "2026-03-02", **given}).encode(), timeout=60)
    assert (ran.code, ran.err) == (0, "")


# ------------------------------------------------------------------------------ size


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (512 * 2**20,) * 2)


@pytest.mark.slow
@pytest.mark.parametrize("held", ["object", "spaces", "text"])
@pytest.mark.parametrize("options", [(), ("--lines",)])
def test_a_hundred_megabytes_are_refused_within_bounded_memory(
    tmp_path: Path, environment: dict[str, str], held: str, options: tuple[str, ...]
) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.write(
            b'{"on": "2026-03-02", "information": [' if held == "object" else b'"' if held == "text" else b""
        )
        file.write(
            {"object": b'{"id":"x","kind":"third_party"},', "spaces": b" " * 32, "text": b"x" * 32}[held]
            * 3_300_000
        )
    done = subprocess.run([TRP, "determine", path, *options], capture_output=True, env=environment, timeout=60,
                          preexec_fn=bounded)  # fmt: skip
    ran = Ran(done.returncode, done.stdout, done.stderr.decode())
    assert (ran.code, ran.out) == (1 if options else 2, b"")
    (line,) = ran.lines
    assert "longer than 16 MB" in line
    assert line.startswith("line 1: " if options else str(path))


@pytest.mark.slow
@pytest.mark.parametrize(
    "held",
    ["{" + ",".join(f'"k{n}":1' for n in range(100_000)) + ',"z":1,"z":1}',
     f'{{{ON},"{"k" * 15_000_000}":1}}', f'{{{ON},"paid":"{"9" * 15_000_000}.00"}}'],
    ids=["a fact twice among many", "a long key", "a long amount"],
)  # fmt: skip
def test_what_is_large_but_not_too_large_takes_seconds_and_bounded_memory(
    tmp_path: Path, environment: dict[str, str], held: str
) -> None:
    path = tmp_path / "large"
    path.write_text(held)
    done = subprocess.run([TRP, "determine", path], capture_output=True, env=environment, timeout=15,
                          preexec_fn=bounded)  # fmt: skip
    ran = Ran(done.returncode, b"", done.stderr.decode())
    assert "MemoryError" not in ran.err
    printable(ran)


# ------------------------------------------------------------------------------ files and streams


@pytest.mark.parametrize("name", ["missing.json", ".", "", "a\nb\x1b[31m", "x" * 5000])
@pytest.mark.parametrize("options", [(), ("--lines",)])
def test_a_file_that_cannot_be_read(
    capsys: pytest.CaptureFixture[str], name: str, options: tuple[str, ...]
) -> None:
    code = main(["determine", name, *options])
    told = capsys.readouterr()
    ran = Ran(code, told.out.encode(), told.err)
    assert (code, ran.out) == (2, b"")
    assert "cannot be read" in ran.err
    assert ran.err.count("\n") == len(ran.lines) == 1
    assert not re.findall("[\x00-\x09\x0b-\x1f]", ran.err)


@pytest.mark.parametrize("options", ["", "--lines"])
def test_a_file_that_fails_while_it_is_read_is_not_taken_for_the_answer(shell: Run, options: str) -> None:
    ran = shell(f"TRP /proc/self/mem {options}")
    assert (ran.code, ran.out) == (2, b"")
    (line,) = ran.lines
    assert line.startswith("/proc/self/mem")
    assert "give" in line


REQUEST = f"{{{ON}}}".encode()

# No file of this shell may grow, so that every write to one fails: /dev/full is not on every machine.
FULL = "export PYTHONDONTWRITEBYTECODE=1; ulimit -f 0;"


@pytest.mark.parametrize("options", ["", "--lines", "--format text"])
@pytest.mark.parametrize("target", [">full", ">&-"])
def test_an_answer_that_cannot_be_written(shell: Run, options: str, target: str) -> None:
    ran = shell(f"{FULL} TRP - --brief {options} {target}", REQUEST)
    assert ran.code == 2
    assert len(ran.lines) == 1
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("options", ["--version", "--help"])
@pytest.mark.parametrize("target", [">full", ">&-"])
def test_help_that_cannot_be_written_is_no_traceback(shell: Run, options: str, target: str) -> None:
    assert "Traceback" not in shell(f"{FULL} {TRP} {options} {target}").err


@pytest.mark.parametrize("options", ["", "--lines"])
def test_closed_standard_input(shell: Run, options: str) -> None:
    ran = shell(f"TRP - {options} <&-")
    assert (ran.code, ran.out) == (2, b"")
    assert len(ran.lines) == 1
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(("line", "code"), [("TRP missing.json 2>&-", 2), ("echo x | TRP - 2>&-", 2),
                                            ("echo x | TRP - --lines 2>&-", 1), (FULL + " echo x | TRP - 2>full", 2)])  # fmt: skip
def test_a_fault_never_lands_on_standard_output(shell: Run, line: str, code: int) -> None:
    ran = shell(line)
    assert (ran.out, ran.code) == (b"", code)


@pytest.mark.parametrize("options", ["", "--format text", "--lines"])
def test_who_has_read_enough_is_not_told_of_a_fault(shell: Run, options: str) -> None:
    ran = shell(
        f"TRP - {options} | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}",
        (REQUEST + b"\n") * (50 if "--lines" in options else 1),
    )
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    "env",
    [{"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"},
     {"PYTHONIOENCODING": "utf-16"}, {"PYTHONWARNINGS": "error"}],
)  # fmt: skip
def test_the_answer_is_utf_8_in_any_locale(shell: Run, ask: Run, env: dict[str, str]) -> None:
    right = ask(REQUEST, "--brief", "--lang", "fr")
    ran = shell("TRP - --brief --lang fr", REQUEST, **env)
    assert (ran.code, ran.err, ran.out) == (0, "", right.out)


def test_a_fault_is_utf_8_in_any_locale(shell: Run) -> None:
    ran = shell(
        "TRP - --lang fr",
        f'{{{ON}, "paid": 1}}'.encode(),
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )
    assert "un montant en dollars canadiens, en texte, à deux décimales" in ran.err


@pytest.mark.parametrize("columns", ["20", "1", "0", "-5", "x", "99999999"])
def test_any_width(ask: Run, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    ran = ask(json.dumps(FEE_KNOWN), "--format", "text")
    assert (ran.code, ran.err) == (0, "")
    assert b"\x1b" not in ran.out  # nobody sees the colour


# ------------------------------------------------------------------------------ --lines


def test_faulty_lines_are_numbered_and_the_rest_answered_in_order(ask: Run) -> None:
    given = [
        '{"on": "2026-03-01"}', "nope", "", "   ", '{"on": "2026-03-05", "paid": 1, "foo": 2}', '{"on": "2026-03-06"}\r',
        "[]", '{"on": "2000-01-01"}', "[" * 100_000, f'{{{ON}, "permit": "subsequent", "previous_permit": null}}',
        '{"on": "2026-03-11", "information": [{"id": "\\ud800", "kind": "third_party"}]}', '{"on": "2026-03-12"}',
    ]  # fmt: skip
    held = "\n".join(given).encode() + b"\n\xff\n" + b'{"on": "2026-03-14"}'  # no line feed at the end
    ran = ask(held, "--lines", "--brief")
    assert ran.code == 1
    answers = [json.loads(line)["on"] for line in ran.out.splitlines()]
    assert answers == ["2026-03-01", "2026-03-06", "2026-03-11", "2026-03-12", "2026-03-14"]
    assert [line.partition(":")[0] for line in ran.lines] == [
        "line 2", "line 5", "line 5", "line 7", "line 8", "line 9", "line 10", "line 13",
    ]  # fmt: skip
    assert [line.split(": ")[1] for line in ran.lines[1:3]] == ["paid", "foo"]
    printable(ran)


def test_lines_without_a_fault_exit_0_and_one_answer_a_line_is_the_same_as_alone(ask: Run) -> None:
    ran = ask(REQUEST + b"\n" + json.dumps(FEE_KNOWN).encode(), "--lines")
    assert (ran.code, ran.err) == (0, "")
    first, second = map(json.loads, ran.out.splitlines())
    assert first == json.loads(ask(REQUEST).out)
    assert second == json.loads(ask(json.dumps(FEE_KNOWN)).out)


def test_no_lines_are_no_fault(ask: Run) -> None:
    assert ask(b"", "--lines") == ask(b"\n\n", "--lines") == Ran(0, b"", "")


def test_the_place_of_a_syntax_error_is_not_another_line(ask: Run) -> None:
    """The file is at its second line, so "line 1" would mislead."""
    (line,) = ask(REQUEST + b"\n{x}\n", "--lines").lines
    assert line.startswith("line 2")
    assert "line 1" not in line
    assert "column 2" in line


@pytest.mark.slow
def test_a_line_of_a_hundred_megabytes_does_not_stop_the_rest(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    path = tmp_path / "lines"
    with path.open("wb") as file:
        file.write(REQUEST + b"\n")
        for _ in range(100):
            file.write(b" " * 2**20)
        file.write(b"\n" + REQUEST + b"\nnope\n" + REQUEST)
    done = subprocess.run([TRP, "determine", path, "--lines", "--brief"], capture_output=True, env=environment,
                          timeout=60)  # fmt: skip
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 3
    assert [line.partition(":")[0] for line in done.stderr.decode().splitlines()] == ["line 2", "line 4"]


@pytest.mark.slow
def test_a_large_file_keeps_its_order(tmp_path: Path, environment: dict[str, str]) -> None:
    """Large enough to be shared out among processes."""
    path = tmp_path / "lines"
    whole = {
        **FEE_KNOWN,
        "fee_measure": {"reference": "SI/2025-120", "code": None},
        "grounds": [],
        "convictions": [],
    }
    line = json.dumps(whole) + " " * 4000
    count = 3000
    with path.open("w") as file:
        for n in range(count):
            file.write("nope\n" if n % 1000 == 77 else line.replace("SI/2025-120", f"R-{n}") + "\n")
    done = subprocess.run([TRP, "determine", path, "--lines", "--brief"], capture_output=True, env=environment,
                          timeout=120)  # fmt: skip
    assert done.returncode == 1
    references = [json.loads(line)["findings"]["fee"]["basis"] for line in done.stdout.splitlines()]
    assert references == [f"R-{n}" for n in range(count) if n % 1000 != 77]
    assert [line.partition(":")[0] for line in done.stderr.decode().splitlines()] == [
        "line 78",
        "line 1078",
        "line 2078",
    ]


# ------------------------------------------------------------------------------ in French


@pytest.mark.parametrize(
    ("held", "says"),
    [
        ("", "est vide"),
        ("{x}", "n’est pas du JSON"),
        (f'{{{ON}, "foo": 1}}', "n’est pas un fait"),
        (f'{{{ON}, "paid": 1}}', "ne convient pas"),
        ('{"on": "2000-01-01"}', "est antérieur au plus ancien texte"),
        (f'{{{ON}, "fee_measure": {{"reference": "x"}}}}', "manque"),
        (f'{{{ON}, "place": "in_canada", "place": "in_canada"}}', "deux fois"),
        *((f"{{{ON}, {given}}}", "contredit") for given, _ in CONTRADICTIONS),
    ],
)
@pytest.mark.parametrize("language", [("--lang", "fr"), ("--lang=fr",)])
def test_faults_in_french_are_french(ask: Run, held: str, says: str, language: tuple[str, ...]) -> None:
    ran = ask(held, *language)
    assert (ran.code, ran.out) == (2, b"")
    assert says in ran.err
    assert not re.findall(r"\b(Expecting|property name|does not|give|missing|delimiter|the)\b", ran.err)


def test_a_missing_file_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["determine", "absent.json", "--lang", "fr"]) == 2
    said = capsys.readouterr().err
    assert "lecture impossible" in said
    assert "No such file" not in said
