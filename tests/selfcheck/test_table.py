"""The table of questions and the plain sentences: whole, in both languages, in plain words, and in step with the rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.casework.french import faults as faulty
from tests.selfcheck.reading_level import ease, grade
from trp.rulebook.book import current
from trp.rulebook.language import Both
from trp.rulebook.request import QUESTIONS as OF_THE_RULEBOOK
from trp.rulebook.request import faults
from trp.selfcheck import places, plain
from trp.selfcheck.places import Office
from trp.selfcheck.plain import Plain
from trp.selfcheck.questions import UNKNOWN, Question, When, with_answer
from trp.selfcheck.sent import BUTTONS
from trp.selfcheck.table import BY_KEY, BY_PATH, QUESTIONS, TRIAGE
from trp.selfcheck.triage import BEHIND

BOOK = current()
TODAY = date(2026, 3, 2)
HARDEST = 6.0
"""The grade of the hardest question. Public pages in plain language aim at grades 6 to 8; adults who read English as
a second language, as most who come here do, are helped by less."""
HARDEST_SENTENCE = 8.0
"""Of the sentences of the result, which have to name things: a visa office, human trafficking."""
LEAST_EASY = 60.0
"""Of the hardest question in French: 60 to 70 is plain, and silent syllables count here."""
LEAST_EASY_SENTENCE = 50.0


# In step with the rulebook -----------------------------------------------------------------------------


def test_every_row_office_and_outcome_has_its_sentence_and_no_other_has() -> None:
    tables = BOOK.tables
    assert set(plain.FEE) == {row.id for row in tables["fee"].rows}
    assert set(plain.FEE_SHORT) == set(tables["fee"].outcomes)
    assert set(places.ROUTE) == set(tables["route"].outcomes)
    assert frozenset().union(*plain.INTERVIEW) == set(tables["interview"].outcomes)
    assert set(plain.BARRED) == {row.id for row in tables["bar"].rows if row.outcome != "NONE"}
    missed = {row.id for row in tables["stream_policy"].rows if row.outcome == "NONE"}
    assert set(plain.PAYS_THOUGH) == {
        one for one in missed if "not in Canada" in one or "other status" in one
    }
    assert set(plain.ONE_TIME) == {row for row in plain.FEE if "M31" in row}
    assert set(plain.NOTICES) <= {notice.code for notice in BOOK.notices}
    assert set(plain.CANNOT_KNOW) <= set(OF_THE_RULEBOOK)


def test_what_the_words_say_of_terms_is_what_the_rulebook_holds() -> None:
    """12 months, 48 hours and five years stand in sentences here: a change of law has to change them."""
    assert (
        BOOK.number("claim_bar_months"),
        BOOK.number("transit_hours"),
        BOOK.number("designation_bar_months"),
    ) == (12, 48, 60)
    assert (
        "12 months" in BY_KEY["claim_ended"].why.en
        and "12 months" in plain.BARRED["bar: A24(4)"].en
        and "48 hours" in BY_KEY["hours"].why.en
    )
    assert "five years" in plain.CANNOT_KNOW["designated_on"].en


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.key)
def test_a_question_asks_for_facts_of_a_request_and_every_answer_gives_some(question: Question) -> None:
    assert set(question.paths) <= set(OF_THE_RULEBOOK)
    keys = [answer.key for answer in question.answers]
    assert len(set(keys)) == len(keys) >= 2 and UNKNOWN not in keys
    for answer in question.answers:
        before: dict[str, Any] = {"on": TODAY.isoformat(), "application": {}, "refugee_claim": {}, "convictions": [{}],
                                  "visa_exemption_lost_in_transit": {}}  # fmt: skip
        assert set(answer.facts) or answer.key == "designated" or question is TRIAGE
        assert faults(with_answer(before, question, (answer.key,), TODAY), BOOK.first_day) == ()
        assert before["convictions"] == [{}]


def test_a_path_is_asked_by_one_question_and_names_of_the_form_are_free() -> None:
    assert len(BY_PATH) == sum(len(question.paths) for question in QUESTIONS)
    assert len(BY_KEY) == len(QUESTIONS)
    assert not {"at", "go", "change"} & set(BY_KEY) and UNKNOWN in BUTTONS


def test_the_triage_names_in_a_word_every_answer_behind_it_and_nothing_else() -> None:
    named = {one for question in BEHIND for answer in question.answers for one in answer.of}
    assert named | {TRIAGE.alone} == {answer.key for answer in TRIAGE.answers}
    assert TRIAGE.paths == () and TRIAGE not in BEHIND
    for (
        question
    ) in BEHIND:  # who chose nothing that belongs to a question has its one answer for “none of these”
        assert [answer.key for answer in question.answers if not answer.of] in (["none"], ["never"])
    assert [question.key for question in QUESTIONS if question.alone] == [TRIAGE.key]


def test_days_stand_for_all_others() -> None:
    for today in (date(2024, 2, 29), date(2026, 1, 1), date(2026, 12, 31)):
        assert When.NOW.on(today) == today.isoformat()
        assert (today - date.fromisoformat(When.LONG_AGO.on(today))).days > 2 * 365 - 1


def test_nobody_is_asked_for_what_only_an_officer_knows_or_for_what_tells_who_they_are() -> None:
    never = {
        "fee_measure", "minister_fee_instruction", "document", "considered_serious", "credibility_in_issue", "merit_in_issue",
        "risk_to_assess", "flagrant_or_intentional_violation", "convictions[].offence", "convictions[].committed_on", "on", "made_on",
    }  # fmt: skip
    assert not never & set(BY_PATH)
    asked = " ".join(f"{one.says.en} {one.hint.en if one.hint else ''}" for one in QUESTIONS).lower()
    assert not re.search(
        r"\b(your name|born|birth|passport|number|address|city|which country|when did)\b", asked
    )


# In both languages, in plain words ---------------------------------------------------------------------


def _of_question(question: Question) -> Iterator[Both]:
    yield from (question.says, question.why, *(answer.says for answer in question.answers))
    for asks, says in question.terms:
        yield from (asks, says)
    if question.hint:
        yield question.hint


def _sentences() -> dict[str, Both]:
    """Every sentence of the result, with where it stands."""
    found: dict[str, Both] = {}

    def add(at: str, value: Any) -> None:
        if isinstance(value, Both):
            found[at] = value
        elif isinstance(value, Plain):
            found[f"{at}.says"], found[f"{at}.because"] = value.says, value.because
        elif isinstance(value, Office):
            for name in ("says", "name", "pay", "proof", "head"):
                found[f"{at}.{name}"] = getattr(value, name)
            for n, one in enumerate(value.include):
                found[f"{at}.{n}"] = one

    for name, held in (*vars(plain).items(), *vars(places).items()):
        if isinstance(held, dict):
            for key, value in held.items():
                told = (
                    " ".join(sorted(key)) if isinstance(key, frozenset) else key
                )  # each run calls a test the same
                add(f"{name}[{told}]", value)
        elif isinstance(held, Both | Plain | Office):
            add(name, held)
    return {at: one for at, one in found.items() if not at.startswith("__")}


SENTENCES = _sentences()


def test_there_are_many_sentences() -> None:
    assert len(SENTENCES) > 80 and sum(1 for question in QUESTIONS for _ in _of_question(question)) > 100


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.key)
def test_a_question_is_right_in_both_languages(question: Question) -> None:
    assert [fault for says in _of_question(question) for fault in faulty(says)] == []


def test_a_sentence_of_the_result_is_right_in_both_languages() -> None:
    filled = {
        at: Both(*(re.sub(r"\{\w+\}", "x", text) for text in (one.en, one.fr)))
        for at, one in SENTENCES.items()
    }
    assert {at: wrong for at, one in filled.items() if (wrong := faulty(one))} == {}


NAMES = re.compile(
    r"Humanitarian Migration Office|Vulnerable Persons Unit|Case Processing Centre|Urgent Protection Program|"
    r"electronic travel authorization|designated foreign national|Bureau de migration humanitaire|"
    r"Unité des personnes vulnérables|Centre de traitement des demandes|Programme de protection d’urgence|"
    r"autorisation de voyage électronique|étranger désigné"
)
"""Names that stand on letters and doors: they are said as they are, and no sentence gets easier without them."""


def _read(says: Both) -> tuple[str, str]:
    """A sentence as it is measured: a name is a word, and a line without a stop ends like one."""
    texts = (NAMES.sub("X", text) for text in (says.en, says.fr))
    en, fr = (text if text[-1] in ".?" else f"{text}." for text in texts)
    return en, fr


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.key)
def test_a_question_is_in_plain_words(question: Question) -> None:
    english, french = zip(*map(_read, _of_question(question)), strict=True)
    assert grade(" ".join(english)) <= HARDEST
    assert ease(" ".join(french)) >= LEAST_EASY


@pytest.mark.parametrize("at", SENTENCES)
def test_a_sentence_of_the_result_is_in_plain_words(at: str) -> None:
    en, fr = _read(SENTENCES[at])
    assert grade(en) <= HARDEST_SENTENCE or len(en.split()) < 8
    assert ease(fr) >= LEAST_EASY_SENTENCE or len(fr.split()) < 8


def test_the_measures_tell_hard_from_easy() -> None:
    """The readings of the rulebook are for officers: measured alike they are far beyond these bounds."""
    readings = [reading.says for reading in BOOK.readings.values()]
    assert grade(" ".join(one.en for one in readings)) > 1.5 * HARDEST
    assert ease(" ".join(one.fr for one in readings)) < LEAST_EASY
    assert grade("The cat sat on the mat.") < 1 and ease("Le chat est sur le lit.") > 100
    assert (
        grade("Notwithstanding inadmissibility considerations, authorization necessitates documentation.")
        > 18
    )


# As a reader takes them --------------------------------------------------------------------------------


def test_nobody_can_read_that_a_fee_is_levied_or_that_all_without_status_are_free() -> None:
    """“Levés” is said of taxes that are raised too; and an ordinary person without status pays."""
    why = BY_KEY["status"].why
    assert "levés" not in why.fr and "violence" in why.en and "violence" in why.fr


def test_an_answer_is_not_said_to_be_seen_by_nobody() -> None:
    """It stands on the screen of somebody who may be watched: that is told, and what to do about it."""
    [(_, says)] = TRIAGE.terms
    assert "Nobody" not in says.en and "until you close the page" in says.en
    assert "Personne" not in says.fr and "fermiez la page" in says.fr


def test_none_of_these_comes_last_behind_the_triage() -> None:
    """Whoever comes there chose something that is about them: they are not to pass by it at the first glance."""
    for question in (TRIAGE, *BEHIND):
        keys = [answer.key for answer in question.answers]
        assert "none" not in keys[:-1]
