"""`trp questions`: asks only what still matters, understands what is typed, never loses an answer."""

import io
import json
import random
import sys
from datetime import date

import pytest

from tests.scenarios.requests import random_request, thin
from trp.cli import questions
from trp.cli.answers import MOST_ENTRIES, Unfit, way
from trp.cli.interview import UNKNOWN, Interview
from trp.cli.main import main
from trp.cli.why_asked import readers
from trp.rulebook.book import current
from trp.rulebook.determine import determine
from trp.rulebook.language import UNDETERMINED
from trp.rulebook.notation import officers
from trp.rulebook.request import QUESTIONS, faults, kind
from trp.rulebook.shape import ListOf, Part

FINDINGS = [finding.name for finding in current().findings]
ON = "2026-03-02"


@pytest.fixture
def ask(monkeypatch, capsys):
    """Answer an interview line by line; give its exit code, its output with single spaces, and its faults."""

    def asked(arguments, *lines):
        text = "".join(f"{line}\n" for line in lines)
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        monkeypatch.setenv("COLUMNS", "100")
        code = main(["questions", *arguments])
        told = capsys.readouterr()
        return code, " ".join(told.out.split()), told.err

    return asked


@pytest.fixture
def saved(ask, tmp_path):
    """Answer an interview, and give the request it saves."""

    def found(arguments, *lines):
        path = tmp_path / "saved.json"
        code, _, err = ask([*arguments, "--save", str(path)], *lines)
        assert (code, err) == (0, "")
        return json.loads(path.read_text("utf-8"))

    return found


# ---------------------------------------------------------------------------------------- one interview

PERMIT = ["permit", "--on", ON]


def test_it_asks_until_the_finding_is_determined_and_then_explains_it(ask):
    code, out, err = ask(PERMIT, "in_canada", "2", "2026-05-01", "n", "0", "0")
    assert (code, err) == (0, "")
    assert "Which permit would it be?" in out
    assert "As of 2 March 2026" in out
    assert "Question 1, about 2 more Where is the person when the request is made?" in out
    assert "1 outside Canada 2 in Canada 3 at a port of entry > in_canada" in out
    assert "What is asked for?" in out
    assert "Was a permit held before?" not in out  # one was, since a subsequent permit is asked for
    assert "0 did not leave" in out
    assert "perhaps the last" in out
    assert "SUBSEQUENT: A subsequent permit, by a new request with its own fee" in out
    assert "✓ the request is made on or before the last valid day of that permit" in out
    assert "Still needed" not in out


def test_it_does_the_same_in_french(ask):
    code, out, err = ask(
        [*PERMIT, "--lang", "fr"], "2", "2", "2026-05-01", "n", "n’a pas quitté le Canada", "0"
    )
    assert (code, err) == (0, "")
    assert "De quel permis s’agirait-il?" in out
    assert "Au 2 mars 2026" in out
    assert "Question 1, il en reste environ 2 Où se trouve la personne au moment de la demande?" in out
    assert "o oui n non" in out
    assert "AAAA-MM-JJ" in out
    assert "peut-être la dernière" in out
    assert "SUBSEQUENT : Un permis subséquent, par une nouvelle demande assortie de ses propres frais" in out


def test_what_is_known_at_the_end_can_be_saved(saved):
    assert saved(PERMIT, "2", "3", "y", "2026-05-01", "n", "2026-02-01", "y", "0") == {
        "on": ON,
        "place": "in_canada",
        "permit": "extension",
        "previous_permit": {
            "expires_on": "2026-05-01",
            "new_ground": False,
            "left_on": "2026-02-01",
            "reentry_authorized": True,
            "removal_order_made_on": None,
        },
    }


def test_the_request_can_be_printed_below_the_finding(ask):
    code, out, _ = ask(["disclosure", "--on", ON, "--save", "-"], "0")
    assert code == 0
    assert out.endswith(f'{{ "on": "{ON}", "information": [] }}')


def test_what_a_file_says_is_not_asked(ask, tmp_path):
    path = tmp_path / "request.json"
    path.write_text(json.dumps({"on": ON, "place": "in_canada", "permit": "first"}), "utf-8")
    code, out, _ = ask(["permit", "--from", str(path)])
    assert code == 0
    assert "Question" not in out
    assert "FIRST: A first permit" in out


class Clock(date):
    @classmethod
    def today(cls):
        return cls(2026, 7, 15)


def test_the_day_is_that_of_the_option_else_of_the_file_else_today(saved, tmp_path, monkeypatch):
    monkeypatch.setattr(questions, "date", Clock)
    path = tmp_path / "request.json"
    path.write_text(json.dumps({"on": "2025-01-02"}), "utf-8")
    assert saved(["permit", "--from", str(path)])["on"] == "2025-01-02"
    assert saved(["permit", "--from", str(path), "--on", ON])["on"] == ON
    assert saved(["permit"])["on"] == "2026-07-15"


# ---------------------------------------------------------------------------------------- wrong, back, why, unknown


def test_a_wrong_answer_is_told_what_would_be_right_and_asked_again(ask, saved):
    _, out, _ = ask(PERMIT, "9", "", "nowhere", "2", "2", "2026-02-30", "2 March", "2026-05-01", "maybe", "n")
    assert "“9” is no answer: give 1, 2 or 3." in out
    assert "Nothing was given: give 1, 2 or 3." in out
    assert "“2026-02-30” is no answer: give a day as YYYY-MM-DD, e.g. 2026-03-02." in out
    assert "“maybe” is no answer: give y or n." in out
    found = saved(PERMIT, "9", "2", "x", "2", "2026-02-30", "2026-05-01")
    assert found["previous_permit"] == {"expires_on": "2026-05-01"}


def test_a_wrong_answer_in_french(ask):
    _, out, _ = ask([*PERMIT, "--lang", "fr"], "9", "", "2", "2", "hier", "2026-05-01", "peut-être")
    assert "« 9 » n’est pas une réponse : donnez 1, 2 ou 3." in out
    assert "Rien n’a été indiqué : donnez 1, 2 ou 3." in out
    assert "« hier » n’est pas une réponse : donnez une date AAAA-MM-JJ, p. ex. 2026-03-02." in out
    assert "« peut-être » n’est pas une réponse : donnez o ou n." in out


def test_one_question_back(ask, saved):
    _, out, _ = ask(PERMIT, "<", "1", "<", "2", "2", "2026-05-01", "<", "2026-01-01")
    assert "This is the first question." in out
    assert out.count("Where is the person") == 2
    assert "NEW" in out
    found = saved(PERMIT, "1", "<", "2", "2", "2026-05-01", "<", "<", "1")
    assert found == {"on": ON, "place": "in_canada", "permit": "first"}


def test_what_nobody_knows_stays_open_and_is_not_asked_again(ask, saved):
    _, out, _ = ask(PERMIT, "-", "-", "-")
    assert out.count("Where is the person when the request is made?") == 2  # asked once, listed once
    assert "What is known does not settle it." in out
    assert "UNDETERMINED: Not determined yet" in out
    assert "Still needed, best asked in this order: ? Where is the person" in out
    assert saved(PERMIT, "-", "-", "-") == {"on": ON}


def test_leaving_open_what_belongs_to_an_answer_leaves_it_all_open(ask, saved):
    fee = ["fee", "--on", ON]
    _, out, _ = ask(fee, *_to("fee_measure"), "y", "PP-1", "-")
    assert "Then the whole answer stays open" in out
    assert "fee_measure" not in saved(fee, *_to("fee_measure"), "y", "PP-1", "-")


def _to(path, finding="fee"):
    """Answers that lead to the question for a path: everything before it is left open."""
    interview, lines = Interview(finding, {"on": ON}), []
    while interview.asked.path != path:
        interview.answer(UNKNOWN)
        lines.append("-")
    return lines


def test_the_end_of_the_answers_is_a_clean_end(ask, saved):
    code, out, err = ask(PERMIT, "2")
    assert (code, err) == (0, "")
    assert "UNDETERMINED" in out
    assert saved(PERMIT, "2") == {"on": ON, "place": "in_canada"}
    assert saved(PERMIT) == {"on": ON}


def test_why_it_is_asked_names_the_provisions(ask):
    _, out, _ = ask(PERMIT, "2", "2", "?")
    assert "Asked because these rules depend on it: Which permit this would be" in out
    assert "[Subsequent-permit instruction" in out
    _, out, _ = ask([*PERMIT, "--lang", "fr"], "2", "2", "?")
    assert "La question est posée parce que ces règles dépendent de la réponse :" in out
    assert "[Instruction sur les permis subséquents" in out


# ---------------------------------------------------------------------------------------- lists and objects


def test_convictions_are_counted_and_then_asked_about_one_by_one(ask, saved):
    fee = ["fee", "--on", ON]
    lines = [*_to("convictions"), "21", "2", "y"]
    _, out, _ = ask(fee, *lines)
    assert "“21” is no answer: give how many there are, from 0 to 20 (for more," in out
    assert "Conviction 1 of 2 Does it make the person inadmissible" in out
    assert saved(fee, *lines)["convictions"] == [{"makes_inadmissible": True}, {}]


def test_information_is_named_at_once(ask, saved):
    disclosure = ["disclosure", "--on", ON]
    lines = ["2", "letter", "1", "report", "internal report", "2", "n"]
    _, out, _ = ask(disclosure, *lines)
    assert "Information 2 of 2 What is it called?" in out
    assert "“letter” Would the decision rest on it?" in out
    assert "“internal report” is no answer: give 1, 2 or 3." in out
    assert saved(disclosure, *lines)["information"] == [
        {"id": "letter", "kind": "third_party", "relied_on": False},
        {"id": "report", "kind": "internal_report"},
    ]
    assert saved(disclosure, *lines, "<", "<", "1", "y")["information"] == [
        {"id": "letter", "kind": "third_party", "relied_on": True},
        {"id": "report", "kind": "third_party"},
    ]
    assert saved(disclosure, "1", "-") == {"on": ON}


def test_grounds_are_a_list_in_the_notation_of_either_language(saved):
    to = _to("grounds", "interview")
    interview = ["interview", "--on", ON]
    assert saved(interview, *to, "L36(2)b), a41")["grounds"] == ["A36(2)(b)", "A41"]
    assert saved(interview, *to, "A99", "36(1); 40.1")["grounds"] == ["A36(1)", "A40.1"]
    assert saved(interview, *to, "")["grounds"] == []


def test_a_required_reference_and_a_null_code(saved):
    to = _to("fee_measure")
    found = saved(["fee", "--on", ON], *to, "y", "", "SI/2025-120", "0")
    assert found["fee_measure"] == {"reference": "SI/2025-120", "code": None}
    assert saved(["fee", "--on", ON], *to, "looked for, none found")["fee_measure"] is None


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("paid", "246,25 $", "246.25"),
        ("paid", "$1,246.25", "1246.25"),
        ("paid", "1\N{NO-BREAK SPACE}246,25\N{NO-BREAK SPACE}$", "1246.25"),
        ("paid", "0", "0.00"),
        ("visa_exemption_lost_in_transit.hours_until_entry", "47,99", 47.99),
        ("unallocated_receipts", " R-1 ,R-2,", ["R-1", "R-2"]),
        ("unallocated_receipts", "", []),
        ("fee_classes", "R299(2)g)(iii), r298(2)(a.1)", ["R299(2)(g)(iii)", "R298(2)(a.1)"]),
        ("convictions[0].sentence", "none", "none"),
        ("convictions[0].sentence", "une amende", "fine"),
        ("complete_on", "0", None),
        ("complete_on", "pas encore", None),
        ("refugee_claim", "oui", {}),
        ("refugee_claim", "NON", None),
        ("pending", "nothing", None),
        ("delegate_decided", "Y", True),
        ("delegate_decided", "n", False),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_a_value(path, typed, value):
    assert way(kind(path)).read(typed) == value


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("paid", "-1.00"), ("paid", "246.255"), ("paid", "246,250"), ("paid", "lots"), ("paid", ""),
        ("visa_exemption_lost_in_transit.hours_until_entry", "nan"),
        ("visa_exemption_lost_in_transit.hours_until_entry", "1e999"),
        ("on", "2026-02-29"), ("on", "20260302"), ("complete_on", ""), ("complete_on", "1"),
        ("grounds", "A43"), ("grounds", "A41, theft"), ("fee_classes", "A41"),
        ("convictions", "-1"), ("convictions", "seven"), ("convictions", "99"), ("convictions", ""),
        ("information[0].id", ""), ("pending", "4"), ("delegate_decided", "1"), ("delegate_decided", ""),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_with_what_would_be_right(path, typed):
    with pytest.raises(Unfit) as refused:
        way(kind(path)).read(typed)
    assert refused.value.says.en != refused.value.says.fr


@pytest.mark.parametrize("path", QUESTIONS)
def test_every_fact_can_be_asked_for_and_says_in_both_languages_what_is_right(path):
    found = way(kind(path.replace("[]", "[0]")))
    assert found.options or found.parse
    for language in ("en", "fr"):
        assert found.right.in_(language)
        marks = [option.mark.in_(language) for option in found.options]
        assert len(set(marks)) == len(marks)


def test_notation():
    assert officers("L36(2)b)") == "A36(2)(b)"
    assert officers("r 298 (2) A.1)") == "R298(2)(a.1)"
    assert officers("R299(2)g)(iii)") == "R299(2)(g)(iii)"
    assert officers("A35.1") == "A35.1"
    assert officers("208b)", bare="R") == "R208(b)"
    assert officers("Fee instruction, M31 ") == "Fee instruction, M31"


# ---------------------------------------------------------------------------------------- contradictions


CONTRADICTIONS = [
    ({"made_to": "port_of_entry"}, "place", "outside_canada"),
    ({"place": "outside_canada"}, "made_to", "port_of_entry"),
    ({"application": None}, "document", "counterfoil"),
    ({"previous_permit": None}, "permit", "subsequent"),
]


@pytest.mark.parametrize(("known", "path", "never"), CONTRADICTIONS)
def test_an_answer_that_would_contradict_is_not_offered(known, path, never):
    for finding in FINDINGS:
        interview = Interview(finding, {"on": ON, **known})
        while asked := interview.asked:
            if asked.path == path:
                assert asked.way.options
                assert never not in {option.value for option in asked.way.options}
                with pytest.raises(Unfit):
                    asked.way.read(never)
            interview.answer(UNKNOWN)


def test_an_object_that_must_be_there_is_not_asked_for():
    interview = Interview("fee", {"on": ON, "document": "counterfoil"})
    asked = set()
    while interview.asked:
        asked.add(interview.asked.path)
        interview.answer(UNKNOWN)
    assert "application" not in asked
    assert "application.kind" in asked


# ---------------------------------------------------------------------------------------- faults


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["fees"], "fee"),
        (["fee", "--on", "2026-02-30"], "--on"),
        (["fee", "--on", "2010-11-03"], "on"),
        (["fee", "--from", "nowhere.json"], "nowhere.json"),
    ],
)
def test_a_fault_is_one_line_and_exit_2(ask, arguments, told, language):
    code, out, err = ask([*arguments, "--lang", language])
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert told in err


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"on": 1}', '{"plaec": 1}', '{"permit": "subsequent", "previous_permit": null}']
)
def test_a_faulty_file_is_told(ask, tmp_path, text):
    path = tmp_path / "request.json"
    path.write_text(text, "utf-8")
    code, out, err = ask(["fee", "--from", str(path)])
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_a_request_that_cannot_be_saved_is_printed(ask, tmp_path):
    code, out, err = ask(["disclosure", "--on", ON, "--save", str(tmp_path)], "0")
    assert code == 2
    assert '"information": []' in out
    assert "cannot be written" in err


# ---------------------------------------------------------------------------------------- every finding, any answers

LINES = ["1", "2", "3", "y", "n", "0", "-", "?", "", "2026-03-02", "2025-01-31", "A41", "246.25", "x"]


class Anybody(io.StringIO):
    """Answers at random, rightly or not, and sometimes goes back; falls silent after many lines."""

    def __init__(self, rng):
        super().__init__()
        self._rng, self._left = rng, 300

    def readline(self, size=-1):
        self._left -= 1
        if self._left < 0:
            return ""
        return ("<" if self._rng.random() < 0.03 else self._rng.choice(LINES)) + "\n"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("finding", FINDINGS)
def test_every_finding_can_be_interviewed_to_an_end(finding, language, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", Anybody(random.Random(f"{finding} {language}")))
    assert main(["questions", finding, "--on", ON, "--lang", language]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    title = next(one.says.in_(language) for one in current().findings if one.name == finding)
    assert told.out.count(title) == 2


def any_answer(asked, rng):
    """An answer that the question accepts; sometimes nobody knows."""
    if rng.random() < 0.1:
        return UNKNOWN
    if asked.way.options and (asked.way.parse is None or rng.random() < 0.4):
        return rng.choice(asked.way.options).value
    what = kind(asked.path)
    if isinstance(what, ListOf) and isinstance(what.entry, Part):
        return asked.way.read(str(rng.choice([0, 1, 1, 2])))
    tries = ["2026-03-02", "2025-12-01", "2021-03-02", "2012-05-05", "246.25", "0", "48", "49", "A41", "A36(2)",
             "R298(2)(d)", "R299(2)(c)", "", "some text"]  # fmt: skip
    rng.shuffle(tries)
    for typed in tries:
        try:
            return asked.way.read(typed)
        except Unfit:
            continue
    raise AssertionError(asked.path)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("finding", FINDINGS)
def test_every_question_is_needed_when_it_is_asked(finding, seed):
    """Each path stands first among the needs that nobody left open; the request never contradicts itself."""
    rng = random.Random(f"{finding} {seed}")
    start = {"on": ON} if seed < 2 else thin(random_request(rng), rng)
    interview = Interview(finding, start)
    left_open, last = [], None
    while asked := interview.asked:
        found = determine(asked.request, brief=True)["findings"][finding]
        assert found["outcome"] == UNDETERMINED
        needed = [path for path in found["needs"] if path not in left_open]
        assert asked.need == needed[0]
        assert asked.more == len(needed) - 1
        assert asked.path == asked.need or asked.path.startswith(asked.need)
        assert asked.number >= (last.number if last else 1)
        assert readers(finding, asked.need, asked.request), asked.path
        value = any_answer(asked, rng)
        interview.answer(value)
        assert faults(interview.known().request, current().first_day) == ()
        if value is UNKNOWN:
            left_open.append(asked.need)
        last = asked
    known = interview.known()
    assert known.left_open == tuple(left_open)
    found = determine(known.request, brief=True)["findings"][finding]
    assert set(found.get("needs", ())) <= set(left_open)


@pytest.mark.parametrize("finding", FINDINGS)
def test_going_back_comes_to_the_same_question_and_forgets_nothing_else(finding):
    rng = random.Random(finding)
    interview, asked = Interview(finding, {"on": ON}), []
    while interview.asked and len(asked) < 12:
        asked.append((interview.asked.path, interview.asked.request))
        interview.answer(any_answer(interview.asked, rng))
    while asked:
        assert interview.back()
        assert (interview.asked.path, interview.asked.request) == asked.pop()
    assert not interview.back()


def test_the_longest_list_that_is_asked_for_is_weighed():
    interview = Interview("fee", {"on": ON, "convictions": [{}] * MOST_ENTRIES})
    assert interview.asked is not None
