"""What the documentation promises: what it names is there, its examples work, its pages say what the rulebook says.

The parts of a manual page between `<!-- rulebook: ... -->` and `<!-- end -->` are computed here. When one differs,
the test prints what to paste between the two marks.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
from itertools import combinations
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from trp.rulebook.book import current
from trp.rulebook.derive import grounds
from trp.rulebook.derive.reader import Reader
from trp.rulebook.determine import determine
from trp.rulebook.language import UNDETERMINED
from trp.rulebook.prove import cases, holding, size
from trp.rulebook.request import faults
from trp.rulebook.sources import cited

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
EXAMPLES = ROOT / "examples"
README = ROOT / "README.md"
BOOK = current()
PAGES = sorted([README, EXAMPLES / "README.md", *DOCS.glob("*.md"), *(DOCS / "manual").glob("*.md")])


def text(path):
    return path.read_text("utf-8")


# ------------------------------------------------------------------------------- pages kept equal to the rulebook


def table(head, rows):
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def say(language, en, fr):
    return en if language == "en" else fr


COLON = "\N{NO-BREAK SPACE}: "


def under(citations, language):
    return ", ".join(cited(one, language) for one in citations)


PLACES = {
    "en": {"money": "[amount]", "day": "[date]", "text": "[reference]"},
    "fr": {"money": "[montant]", "day": "[date]", "text": "[référence]"},
}


def said(both, language):
    """A sentence of the rulebook, with the kind of each value in its place."""
    return re.sub(
        r"\{(\w+)\}", lambda found: PLACES[language][BOOK.values[found[1]].kind], both.in_(language)
    )


# -- interviews

INTERVIEW = BOOK.tables["interview"]
FIRST_LIST = tuple(row for row in INTERVIEW.rows if row.outcome == "REQUIRED")
[WAIVED] = [row for row in INTERVIEW.rows if row.outcome == "MAY_WAIVE"]
[NEITHER] = [row for row in INTERVIEW.rows if row.outcome == "DISCRETION"]
SECOND_LIST = [c for c in WAIVED.when if c.fact in ("sole_ground", "credibility_in_issue", "merit_in_issue")]

GROUNDS = {
    "none": ("no ground is found", "aucun motif n’est constaté"),
    "criminality": ("A36(2) alone, by conviction", "L36(2) seul, par déclaration de culpabilité"),
    "criminality_act": ("A36(2) alone, with A36(2)(c)", "L36(2) seul, avec L36(2)c)"),
    "non_compliance": ("A41 alone", "L41 seul"),
    "health_or_non_compliance": ("A38 alone, or A38 and A41", "L38 seul, ou L38 et L41"),
    "other": ("A36(2.1), A39, A40, A40.1 or A42, alone or with others; or A36(2) beside A38 or A41",
              "L36(2.1), L39, L40, L40.1 ou L42, seul ou avec d’autres; ou L36(2) accompagné de L38 ou de L41"),
}  # fmt: skip
SOME_GROUNDS = ("A34", "A35", "A35.1", "A36(1)", "A36(2)(a)", "A36(2)(c)", "A36(2.1)", "A37", "A38", "A39", "A40",
                "A40.1", "A41", "A42")  # fmt: skip


def grounds_that_come_up():
    """Every pair of serious ground and sole ground that a list of grounds can come to."""
    found = set()
    for number in range(3):
        for held in combinations(SOME_GROUNDS, number):
            facts = {}
            grounds.read(Reader({"grounds": list(held)}), facts)
            found.add((facts["serious_ground"], facts["sole_ground"]))
    return found


def interview_cases():
    """Every case of the table that can come up: its facts, the rows of the first list that hold, the second list."""
    possible = grounds_that_come_up()
    for day, case in cases(INTERVIEW, BOOK):
        if (case["serious_ground"], case["sole_ground"]) in possible:
            rows = holding(INTERVIEW, day, case)
            first = tuple(row for row in rows if row in FIRST_LIST)
            second = all(case[clause.fact] in clause.values for clause in SECOND_LIST)
            yield case, first, second, rows[0].outcome


def interview_numbers(language):
    """How many cases there are of each kind."""
    found = list(interview_cases())
    count = {
        (one, two): sum((bool(first), second) == (one, two) for _, first, second, _ in found)
        for one in (True, False)
        for two in (True, False)
    }
    return table(
        say(
            language,
            ["The first list", "The second list", "Cases", "Answer"],
            ["Première liste", "Seconde liste", "Cas", "Réponse"],
        ),
        [
            say(language, ["speaks", "is silent", count[True, False], "`REQUIRED`"],
                ["se prononce", "muette", count[True, False], "`REQUIRED`"]),
            say(language, ["is silent", "speaks", count[False, True], "`MAY_WAIVE`"],
                ["muette", "se prononce", count[False, True], "`MAY_WAIVE`"]),
            say(language, ["speaks", "speaks", count[True, True], "`REQUIRED` (T5)"],
                ["se prononce", "se prononce", count[True, True], "`REQUIRED` (T5)"]),
            say(language, ["is silent", "is silent", count[False, False], "`DISCRETION` (T5)"],
                ["muette", "muette", count[False, False], "`DISCRETION` (T5)"]),
        ],
    )  # fmt: skip


def streams(held, language):
    """The streams of some cases, as few words as will do."""
    if held == set(BOOK.facts["stream"].domain) - {"trafficking_victim"}:
        return say(language, "every stream but trafficking", "tout volet, sauf la traite")
    return ", ".join(f"`{stream}`" for stream in BOOK.facts["stream"].domain if stream in held)


def neither_list(language):
    """The corners that neither list reaches."""
    held = {}
    for case, first, second, _ in interview_cases():
        if not first and not second:
            held.setdefault(case["sole_ground"], []).append(case["stream"])
    fixed = [clause for clause in NEITHER.when if clause.fact not in ("sole_ground", "stream")]
    lead = say(language, "In each of them:", f"Dans chacun de ces cas{COLON.rstrip()}")
    conditions = "\n".join(f"- {said(c.says, language)} ({under(c.under, language)})" for c in fixed)
    rows = [
        [GROUNDS[ground][language == "fr"], streams(set(held[ground]), language), len(held[ground])]
        for ground in GROUNDS
        if ground in held
    ]
    head = say(
        language, ["Grounds found", "Stream", "Cases"], ["Motifs constatés", "Volet", "Cas"]
    )  # fmt: skip
    return f"{lead}\n\n{conditions}\n\n{table(head, rows)}"


def both_lists(language):
    """The cases of which one list says that an interview is necessary and the other that it may not be."""
    held = {}
    for case, first, second, _ in interview_cases():
        if first and second:
            found = tuple(n for n, row in enumerate(FIRST_LIST) if row in first)
            held.setdefault((len(found), found), []).append(case["sole_ground"])
    speaking = sorted({n for _, found in held for n in found})
    letters = dict(zip(speaking, "abcdefg", strict=False))
    legend = "\n".join(
        f"- **{letters[n]}**{say(language, ': ', COLON)}{said(FIRST_LIST[n].when[0].says, language)} "
        f"({under(FIRST_LIST[n].under, language)})"
        for n in speaking
    )
    rows = [
        [
            *("✓" if n in found else "" for n in speaking),
            "; ".join(
                GROUNDS[ground][language == "fr"] for ground in GROUNDS if ground in held[length, found]
            ),
            len(held[length, found]),
        ]
        for length, found in sorted(held)
    ]
    head = [*letters.values(), *say(language, ["Grounds found", "Cases"], ["Motifs constatés", "Cas"])]
    lead = say(language, "What the first list says:", f"Ce que dit la première liste{COLON.rstrip()}")
    return f"{lead}\n\n{legend}\n\n{table(head, rows)}"


# -- findings, duties, notices


def findings(language):
    """Every finding with its outcomes and its own fields."""
    parts = []
    for finding in BOOK.findings:
        rules = BOOK.tables[finding.table]
        fields = [*finding.fields]
        fields += {"fee": ["also_due", "not_charged"], "disclosure": ["items"]}.get(finding.name, [])
        own = say(language, "Own fields", "Champs propres")
        colon = say(language, ": ", COLON)
        parts.append(
            f"### `{finding.name}`{colon}{finding.says.in_(language)}\n\n"
            + table(
                say(language, ["Outcome", "In one sentence"], ["Résultat", "En une phrase"]),
                [[f"`{outcome}`", said(both, language)] for outcome, both in rules.outcomes.items()],
            )
            + (f"\n\n{own}{colon}{', '.join(f'`{name}`' for name in fields)}." if fields else "")
        )
    items = BOOK.tables["item"]
    parts.append(
        say(language, "### `items`: each piece of information", f"### `items`{COLON}chaque renseignement")
        + "\n\n"
        + table(
            say(language, ["Outcome", "In one sentence"], ["Résultat", "En une phrase"]),
            [[f"`{outcome}`", said(both, language)] for outcome, both in items.outcomes.items()],
        )
    )
    return "\n\n".join(parts)


def entries(held, language):
    """Every code with each of its sentences, in the order of the rulebook."""
    found = {}
    for one in held:
        found.setdefault((one.code, said(one.says, language)), []).extend(one.under)
    rows = [(f"`{code}`", says, under(dict.fromkeys(by), language)) for (code, says), by in found.items()]
    head = say(
        language, ["Code", "What it says", "Under"], ["Code", "Ce qu’il dit", "En vertu de"]
    )  # fmt: skip
    return table(head, rows)


def duties(language):
    return entries(BOOK.duties, language)


def notices(language):
    return entries(BOOK.notices, language)


BLOCKS = {
    "numbers": interview_numbers,
    "neither list": neither_list,
    "both lists": both_lists,
    "findings": findings,
    "duties": duties,
    "notices": notices,
}
MANUAL = {
    "interviews.md": ("en", ["numbers", "neither list", "both lists"]),
    "entrevues.md": ("fr", ["numbers", "neither list", "both lists"]),
    "findings.md": ("en", ["findings", "duties", "notices"]),
    "constatations.md": ("fr", ["findings", "duties", "notices"]),
    "self-check.md": ("en", []),
    "autoverification.md": ("fr", []),
}
_BLOCK = re.compile(r"<!-- rulebook: ([a-z ]+) -->\n\n(.*?)\n\n<!-- end -->", re.DOTALL)


def filled(page, language):
    """A manual page with its computed parts as they ought to be."""
    return _BLOCK.sub(
        lambda found: f"<!-- rulebook: {found[1]} -->\n\n{BLOCKS[found[1]](language)}\n\n<!-- end -->", page
    )


@pytest.mark.parametrize("name", MANUAL)
def test_a_manual_page_says_what_the_rulebook_says(name):
    language, blocks = MANUAL[name]
    held = dict(_BLOCK.findall(text(DOCS / "manual" / name)))
    assert list(held) == blocks
    for block in blocks:
        right = BLOCKS[block](language)
        if held[block] != right:
            pytest.fail(f"docs/manual/{name}, part {block!r}: paste this between its marks\n\n{right}\n")


def test_every_page_of_the_manual_is_checked():
    assert {path.name for path in (DOCS / "manual").glob("*.md")} == set(MANUAL)


def test_the_manual_has_words_for_every_kind_of_ground():
    assert set(GROUNDS) == set(BOOK.facts["sole_ground"].domain)


def test_every_case_of_the_two_tables_says_that_it_rests_on_T5():
    """What the pages say of the notice `INTERPRETATION`."""
    notices_of_t5 = [one for one in BOOK.notices if one.under == ("T5",)]
    for case, first, second, outcome in interview_cases():
        known = case | {"interview": outcome}
        said_so = any(all(known[c.fact] in c.values for c in one.when) for one in notices_of_t5)
        assert said_so == (bool(first) == second), case


def test_the_corners_of_the_lists_come_out_as_T5_says():
    """T5: necessary prevails; where neither list speaks the officer decides. I1: the second list asks for both."""
    wanted = {(True, True): "REQUIRED", (True, False): "REQUIRED", (False, True): "MAY_WAIVE",
              (False, False): "DISCRETION"}  # fmt: skip
    found = list(interview_cases())
    assert [one for one in found if one[3] != wanted[bool(one[1]), one[2]]] == []
    assert {(bool(first), second) for _, first, second, _ in found} == set(wanted)
    assert len(found) < size(INTERVIEW, BOOK)  # what cannot come up is left out


# ------------------------------------------------------------------------------- what the pages name

NO_PATH = re.compile(r"https?://|^[$-]|[<>{}…*]|^(SI|TR|trp-determination)/")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def paths_named(page):
    """Every path of this project that a page names: in backticks, or in a command in a block of code."""
    for named in re.findall(r"`([^`\n]+)`", FENCED.sub("", page)):
        for word in named.split():
            if "/" in word and not NO_PATH.search(word):
                yield word.partition(":")[0]
    for block in FENCED.findall(page):
        yield from re.findall(r"(?<![\w/.])(?:docs|examples|src|tests)/[\w./-]*\w", block)


def made_by_install(path):
    return path.startswith(".venv/")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_that_a_page_names_exists(page):
    """A path stands from the root of the project, or from the folder of the page."""
    lacking = [
        path
        for path in paths_named(text(page))
        if not made_by_install(path) and not (ROOT / path).exists() and not (page.parent / path).exists()
    ]
    assert lacking == []


def test_the_readme_and_the_map_name_paths():
    for page, least in ((README, 3), (DOCS / "map.md", 40)):
        assert len(set(paths_named(text(page)))) >= least


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text(page))
    assert [to for to in links if "://" not in to and not (page.parent / to).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_target_that_a_page_names_exists(page):
    targets = set(re.findall(r"^([a-z][a-z-]*):(?!=)", text(ROOT / "Makefile"), re.MULTILINE))
    named = re.findall(r"`make ([a-z][a-z-]*)", text(page)) + re.findall(
        r"^\s*make ([a-z][a-z-]*)", text(page), re.MULTILINE
    )
    assert set(named) - targets == set()


def test_the_map_names_what_the_code_calls_so():
    """`NAME` in file.py: a name that the map gives is in one of the files that its line names."""
    for line in text(DOCS / "map.md").splitlines():
        files = [path for path in paths_named(line) if path.endswith(".py")]
        for name in re.findall(r"`([A-Z][A-Z_]{3,}|[a-z_]+\(\))`", line) if files else ():
            assert any(name.rstrip("()") in text(ROOT / path) for path in files), f"{name}: {line}"


def test_every_reading_of_the_rulebook_is_decided_with_its_reasons():
    decided = "\n".join(text(path) for path in sorted((DOCS / "decisions").glob("*.md")))
    assert set(re.findall(r"^(?:### |- \*\*)([TI]\d+)\. ", decided, re.MULTILINE)) == set(BOOK.readings)


# ------------------------------------------------------------------------------- codes that programs rely on

CODES = {
    "duties": {
        "CONTACT_CLIENT_FOR_FEE", "ENTER_AND_ALLOCATE_RECEIPT", "REQUEST_DIFFERENCE", "COLLECT_FEE_BEFORE_ISSUE",
        "CREATE_TRP_FILE", "WEIGH_MERITS_AND_SERIOUSNESS", "ADVISE_CANNOT_PROCESS", "NOTE_ON_UNDERLYING_APPLICATION",
        "DECIDE_UNDERLYING_APPLICATION", "REQUEST_FEE_BEFORE_RECOMMENDATION", "ADVISE_WITHDRAWAL", "RECORD_EXEMPTION",
        "COUNSEL_ONE_TIME", "DISCLOSE", "RECORD_REASON_FOR_NOT_DISCLOSING", "KEEP_EVIDENCE_ON_FILE",
        "REFER_CLASSIFIED", "RECORD_WAIVER_REASON",
    },
    "notices": {
        "NO_EXTENSION", "NOT_CONTINUOUS_STATUS", "PAYMENT_PROMISES_NOTHING", "FEE_NON_REFUNDABLE",
        "MAY_OFFER_CONSIDERATION", "SEE_UPP_INSTRUCTIONS", "MAY_REFUSE_TO_CONSIDER", "POLICY_LIST_MAY_BE_OUTDATED",
        "FEE_CHANGE_NEAR", "SERIOUS_CRIMINALITY_POSSIBLE", "INTERPRETATION",
    },
}  # fmt: skip
"""The codes that were agreed on with those who call us. None is ever renamed; ours come on top of them."""


def test_the_contract_page_names_the_readings_that_a_notice_names():
    named = {key for one in BOOK.notices if one.code == "INTERPRETATION" for key in one.under}
    [given] = re.findall(
        r"`INTERPRETATION` is given under these readings[^:]*: ([^.]*)\.", text(DOCS / "contract.md")
    )
    assert set(re.findall(r"[TI]\d+", given.replace("T1 to T6", "T1 T2 T3 T4 T5 T6"))) == named


@pytest.mark.parametrize("kind", CODES)
def test_the_contract_page_lists_every_code_that_we_added(kind):
    ours = {one.code for one in getattr(BOOK, kind)}
    assert CODES[kind] - ours == set()
    [part] = re.findall(
        rf"<!-- {kind} of our own -->(.*?)<!-- end -->", text(DOCS / "contract.md"), re.DOTALL
    )
    listed = re.findall(r"^\| `([A-Z_]+)`", part, re.MULTILINE)
    assert sorted(listed) == sorted(ours - CODES[kind])


# ------------------------------------------------------------------------------- the examples

SCHEMA = json.loads(text(ROOT / "tests" / "scenarios" / "request.schema.json"))
VALID = Draft202012Validator(SCHEMA, format_checker=FormatChecker(["date"]))
SINGLE = sorted(EXAMPLES.glob("*.json"))
MANY = text(EXAMPLES / "many.jsonl").splitlines()
REQUESTS = {path.stem: json.loads(text(path)) for path in SINGLE} | {
    f"many, line {number}": json.loads(line) for number, line in enumerate(MANY, 1)
}


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_an_example_is_valid_and_is_answered(request_):
    assert [error.message for error in VALID.iter_errors(request_)] == []
    assert faults(request_, BOOK.first_day) == ()
    for language in ("en", "fr"):
        told = determine(request_, language)
        assert set(told["findings"]) == {finding.name for finding in BOOK.findings}


def test_every_example_is_told_of():
    named = set(re.findall(r"`([^`]+\.jsonl?)`", text(EXAMPLES / "README.md")))
    assert named == {path.name for path in EXAMPLES.iterdir() if path.suffix in (".json", ".jsonl")}


def test_nothing_that_the_readme_has_written_can_be_committed():
    """Lines of the journal hold personal facts: they go where Git does not look."""
    written = re.findall(r"(?:--out|trp export) (\S+)", text(README))
    assert len(written) == 2 and all(name.startswith("var/") for name in written), written
    assert "/var/" in text(ROOT / ".gitignore").splitlines()
    verified = re.findall(r"verify_lines\.py (.*)", text(README))
    assert [set(names.split()) for names in verified] == [set(written)]


def test_what_make_run_shows_is_there():
    shown = re.findall(r"examples/[^ ]+\.json", text(ROOT / "Makefile"))
    assert [name for name in shown if not (ROOT / name).exists()] == []
    assert len(shown) == 3


# What the page of the examples says of each: findings and codes.
SHOWS = {
    "1-visa-office-fee-due": ("DUE", "HOLD_FEE", "CONTACT_CLIENT_FOR_FEE"),
    "2-border-one-time-exemption": ("EXEMPT", "ASSESS", "COUNSEL_ONE_TIME"),
    "3-what-is-still-missing": (UNDETERMINED, UNDETERMINED, None),
    "4-family-violence-in-canada": ("EXEMPT", "ASSESS", "RECORD_EXEMPTION"),
    "5-trafficking-in-canada": ("EXEMPT", "ASSESS", "DISCLOSE"),
    "6-work-permit-with-counterfoil-abroad": ("EXEMPT", "ASSESS", "CREATE_TRP_FILE"),
    "7-border-unable-to-pay-report-begun": ("DUE", "MD_FIRST", None),
    "8-subsequent-permit-in-time": ("DUE", "ASSESS", "REMARK_CONTINUITY"),
}


@pytest.mark.parametrize("path", SINGLE, ids=lambda path: path.stem)
def test_an_example_shows_what_it_is_named_after(path):
    fee, gate, duty = SHOWS[path.stem]
    told = determine(REQUESTS[path.stem])
    assert (told["findings"]["fee"]["outcome"], told["findings"]["gate"]["outcome"]) == (fee, gate)
    assert duty is None or duty in {one["code"] for one in told["duties"]}


def test_the_third_example_asks_for_a_few_facts_only():
    found = determine(REQUESTS["3-what-is-still-missing"])["findings"]
    assert found["fee"]["needs"] == ["other_inadmissible_acts", "one_time_exemption_granted_on"]
    assert found["gate"]["needs"] == [*found["fee"]["needs"], "ability_to_pay"]
    assert [name for name in found if found[name]["outcome"] == UNDETERMINED] == ["fee", "gate"]


# ------------------------------------------------------------------------------- the screens that pages quote


_COMMAND = re.compile(r"\$ (?:echo '([^']*)' \| )?\.venv/bin/trp (.*)")


def screens(page):
    """Every block of code that begins with a `trp` command: its arguments, its input, and what is quoted of it."""
    for block in re.findall(r"^```text\n(.*?)^```", page, flags=re.DOTALL | re.MULTILINE):
        first, _, rest = block.partition("\n")
        if command := _COMMAND.fullmatch(first):
            yield shlex.split(command[2]), command[1], rest.splitlines()


def printed(arguments, given=None):
    """What the command prints, in a terminal of 100 columns without colour."""
    clean = {key: value for key, value in os.environ.items() if key != "FORCE_COLOR"}
    return subprocess.run(
        [sys.executable, "-m", "trp.cli.main", *arguments],
        cwd=ROOT,
        env={**clean, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        input=given or "",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=60,
    ).stdout.splitlines()


def first_not_printed(quoted, lines):
    """The first quoted line that the command does not print, in its order.

    `…` alone stands for lines that are left out; empty lines do not count.
    """
    lines = [line for line in lines if line.strip()]
    at, gap = 0, False
    for line in quoted:
        if line.strip() == "…":
            gap = True
        if line.strip() in ("", "…"):
            continue
        found = next((n for n in range(at, len(lines)) if lines[n].rstrip() == line.rstrip()), None)
        if found is None or (not gap and found != at):
            return line
        at, gap = found + 1, False
    return None if gap or at == len(lines) else "(the end: put … after the last line)"


SCREENS = [
    (page, *screen)
    for page in PAGES
    for screen in screens(text(page))
]  # fmt: skip


def test_the_readme_shows_a_screen():
    assert [arguments[0] for page, arguments, *_ in SCREENS if page == README] == ["determine"]


@pytest.mark.parametrize(
    ("page", "arguments", "given", "quoted"),
    SCREENS,
    ids=lambda one: one.name if isinstance(one, Path) else None,
)
def test_a_screen_is_what_the_command_prints_today(page, arguments, given, quoted):
    lines = printed(arguments, given)
    lacking = first_not_printed(quoted, lines)
    shown = textwrap.indent("\n".join(lines), "    ")
    assert lacking is None, f"{page.name} quotes a line that is not printed: {lacking!r}\n{shown}"


def test_a_line_that_is_not_printed_is_found():
    assert first_not_printed(["a", "…", "c"], ["a", "b", "c"]) is None
    assert first_not_printed(["a", "c"], ["a", "b", "c"]) == "c"
    assert first_not_printed(["a", "…", "x"], ["a", "b", "c"]) == "x"
    assert first_not_printed(["b", "…"], ["a", "b", "c"]) == "b"
    assert first_not_printed(["a", "", "b"], ["a", "b", "", "c"]) == "(the end: put … after the last line)"
