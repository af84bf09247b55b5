"""The course of the self-check: it answers as `trp determine` does, and asks only what the rulebook still needs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.selfcheck.walks import PAYS, NotExpressible, as_the_scenario_says, day_of, walked
from trp.rulebook.book import current
from trp.rulebook.determine import determine
from trp.rulebook.language import UNDETERMINED
from trp.rulebook.request import ORDER, faults
from trp.selfcheck import plain
from trp.selfcheck.course import Course, course, is_last, length, remaining
from trp.selfcheck.questions import UNKNOWN, Answer, Question, pattern
from trp.selfcheck.result import result
from trp.selfcheck.standing import FINDINGS, TAKEN, stand
from trp.selfcheck.table import BY_KEY, BY_PATH, QUESTIONS, TRIAGE
from trp.selfcheck.triage import BEHIND, settled

SCENARIOS = json.loads((Path(__file__).parents[1] / "scenarios" / "scenarios.json").read_text("utf-8"))
NOT_EXPRESSIBLE = {"P09", "P10", "P36"}
"""At the Minister’s request, and on an order that an officer found: nobody is asked about either here."""
LEFT_OPEN = {"P21"}
"""The fee turns on the sticker that would be issued."""
MOST = 18
"""No way through the self-check has more questions: of all there are, two belong to claims that ended differently."""
ORDINARY = 5
"""Somebody in Canada, or on their way to it, without a crime or a refugee claim, has no more than these."""
DAYS = (date(2026, 3, 2), date(2026, 11, 22), date(2026, 12, 5))


# As `trp determine` ------------------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[one["id"] for one in SCENARIOS])
def test_a_scenario_is_answered_as_trp_determine_answers_it(scenario: dict[str, Any]) -> None:
    told = scenario["given"]
    try:
        *_, held = walked(as_the_scenario_says(told), day_of(told))
    except NotExpressible:
        assert scenario["id"] in NOT_EXPRESSIBLE
        return
    assert scenario["id"] not in NOT_EXPRESSIBLE
    right, standing = determine(told)["findings"], held.standing
    assert (standing.fee.outcome is None) == (
        right["fee"]["outcome"] == UNDETERMINED or scenario["id"] in LEFT_OPEN
    )
    if standing.fee.outcome is None:
        assert right["fee"]["outcome"] in (UNDETERMINED, *standing.fee.outcomes)
    else:
        assert standing.fee.outcome == right["fee"]["outcome"]
        if standing.fee.outcome == "DUE":
            assert standing.amount == right["fee"]["amount"]
    assert standing.route.outcome == right["route"]["outcome"]
    # What an officer thinks is never known here, so that an interview is at most found to be necessary.
    assert right["interview"]["outcome"] in (UNDETERMINED, *standing.interview.outcomes)
    if standing.interview.outcome is not None:
        assert right["interview"]["outcome"] == standing.interview.outcome


def test_most_scenarios_can_be_expressed() -> None:
    assert len(SCENARIOS) - len(NOT_EXPRESSIBLE) == 52


def _chosen(data: Any, question: Question) -> tuple[str, ...]:
    keys = [answer.key for answer in question.answers]
    if question.many:
        several = st.lists(st.sampled_from(sorted({*keys} - {question.alone})), min_size=1, unique=True)
        by_itself = st.just((question.alone or UNKNOWN,))
        return tuple(data.draw(st.one_of(several.map(tuple), by_itself, st.just((UNKNOWN,)))))
    return (data.draw(st.sampled_from([*keys, UNKNOWN])),)


def _needs(request: dict[str, Any]) -> set[str]:
    """The patterns of the paths that `trp determine` says are still needed for the three findings."""
    found = determine(request, brief=True)["findings"]
    return {pattern(path) for name in FINDINGS for path in found[name].get("needs", ())}


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(DAYS))
def test_whatever_is_answered_it_asks_only_what_is_needed_and_answers_as_the_rulebook(
    data: Any, today: date
) -> None:
    for held in walked(lambda question: _chosen(data, question), today):
        needed = _needs(held.request)
        assert faults(held.request, current().first_day) == ()
        if held.asked is not None:
            question = held.asked.question
            given = {step.question.key: step.given for step in held.steps}
            passed = {*given, *settled(given.get(TRIAGE.key, ()))}
            first = min(
                (path for path in needed if path in BY_PATH and BY_PATH[path].key not in passed),
                key=ORDER.__getitem__,
            )
            asked = BY_PATH[first]
            if asked in BEHIND and TRIAGE.key not in given:
                assert question is TRIAGE
            else:
                assert question.key == asked.key and needed & set(question.paths)
                assert all(one in asked.answers for one in question.answers) and len(question.answers) > 1
    assert len(held.steps) <= MOST
    found = determine(held.request, brief=True)["findings"]
    for name in FINDINGS:
        assert (held.standing.of(name).outcome or UNDETERMINED) == found[name]["outcome"]
        assert held.standing.of(name).needs == tuple(found[name].get("needs", ()))
    for language in ("en", "fr"):
        shown = result(held, today, language)
        assert shown.fee and shown.cannot and shown.interview and shown.sources
        assert not any(
            "{" in one.in_(language) for one in (*shown.include, *shown.notices, *(f.says for f in shown.fee))
        )


# The triage ----------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(DAYS))
def test_who_passes_by_the_triage_learns_what_they_learn_who_are_asked_everything(
    data: Any, today: date
) -> None:
    """Somebody who knows what is true of them, once through the triage and once with “I don’t know” there."""
    true = {key: one.key for key, one in _true(data).items()}
    named = {one for key, value in true.items() if key in _BEHIND for one in BY_KEY[key].answer(value).of[:1]}  # type: ignore[union-attr]
    ticked = tuple(sorted(named)) or (TRIAGE.alone,)

    def end(triage: tuple[str, ...]) -> Course:
        *_, last = walked(lambda question: triage if question is TRIAGE else (true[question.key],), today)
        return last

    short, long = end(ticked), end((UNKNOWN,))
    assert set(short.answers) <= set(long.answers)
    for name in FINDINGS:
        assert short.standing.of(name).outcomes == long.standing.of(name).outcomes
        # The triage may settle what the long way never had to ask: of rows that say the same, fewer are left.
        assert {row.id for row in short.standing.of(name).rows} <= {
            row.id for row in long.standing.of(name).rows
        }
    assert short.standing.amount == long.standing.amount


_BEHIND = {question.key for question in BEHIND}


def _true(data: Any) -> dict[str, Answer]:
    return {
        question.key: data.draw(st.sampled_from(question.answers))
        for question in QUESTIONS
        if question is not TRIAGE
    }


@pytest.mark.parametrize(
    ("ticked", "asked"),
    [
        (("none",), set()),
        (("care",), {"status"}),
        (("urgent",), set()),
        (("passing",), set()),
        (("designated",), set()),
        (("student",), set()),
        (("harm",), {"situation"}),
        (("harm", "care"), {"situation"}),
        (("refuge",), {"claim", "group"}),
        (("waiting",), {"pending", "claim"}),
        (("service",), {"group"}),
        (("visa",), {"hours"}),
        (("student", "visa"), {"group"}),
        ((UNKNOWN,), {"situation", "claim", "pending", "group"}),
    ],
    ids=lambda one: "-".join(sorted(one)) or "nothing",
)
def test_what_is_ticked_brings_its_own_questions_alone(ticked: tuple[str, ...], asked: set[str]) -> None:
    ordinary = {"origin": "client", "place": "inside", "status": "no", "reason": "papers", "hours": "within"}
    *_, held = walked(
        lambda question: ticked if question is TRIAGE else (ordinary.get(question.key, question.answers[0].key if question.key in ("claim", "group") else "none"),),
        DAYS[0],
    )  # fmt: skip
    assert set(held.answers) - {"origin", "place", "special", "reason"} == asked


def test_a_question_behind_the_triage_shows_only_what_belongs_to_what_was_ticked() -> None:
    held = course({"origin": ("client",), "place": ("inside",), "special": ("harm",)}, DAYS[0])
    assert held.asked is not None and [one.key for one in held.asked.question.answers] == [
        "forced",
        "harmed",
        "none",
    ]
    # An answer that was given before the triage was changed, and that is shown no more, is asked for again.
    again = course({**held.answers, "situation": ("care",)}, DAYS[0])
    assert again.asked == held.asked


# How many questions ------------------------------------------------------------------------------------


def test_nobody_is_asked_more_than_a_few_questions_on_an_ordinary_way() -> None:
    ordinary = {"origin": "client", "special": "none", "application": "visa", "reason": "papers"}
    for place in ("outside", "border", "inside"):
        *_, held = walked(
            lambda question, place=place: ({**ordinary, "place": place}[question.key],), DAYS[0]
        )
        assert len(held.steps) <= ORDINARY
        assert held.standing.fee.outcome == "DUE"


def test_the_longest_way() -> None:
    """Nobody who knows where they will be is asked for their status and for an application: those are two ways."""
    told = {
        "origin": "client", "place": UNKNOWN, "special": UNKNOWN, "situation": "harmed", "status": "yes", "application": "work", "together": "yes",
        "artists": "no", "claim": "ended", "claim_ended": "older", "pending": "none", "group": "visa", "hours": "within",
        "reason": "crime", "convictions": "light", "offence": "another", "other_acts": "no", "free_before": "no",
    }  # fmt: skip
    *_, held = walked(lambda question: (told[question.key],), DAYS[0])
    assert len(held.steps) == MOST
    assert set(BY_KEY) - set(held.answers) == {"danger"}


# What is open stays open -------------------------------------------------------------------------------


def test_i_do_not_know_is_never_taken_for_an_answer() -> None:
    *_, held = walked(lambda question: (UNKNOWN,), DAYS[0])
    assert held.request == {"on": "2026-03-02", **TAKEN}
    assert held.standing.fee.outcome is None and held.standing.route.outcome is None
    assert len({step.question.key for step in held.steps}) == len(held.steps)


def test_what_is_not_known_is_told_with_what_it_would_change() -> None:
    told = {"origin": "client", "place": "border", "special": "none", "reason": "crime", "convictions": "light", "offence": "another",
            "other_acts": "no", "free_before": UNKNOWN}  # fmt: skip
    *_, held = walked(lambda question: (told[question.key],), DAYS[0])
    shown = result(held, DAYS[0], "en")
    [left] = shown.left
    assert left.question is BY_KEY["free_before"].says
    brings = {says.en: [one.en for one in short] for answers, short in left.answers for says in answers}
    assert brings == {"Yes": ["You pay $246.25."], "No": ["You pay no fee."]}
    assert [one.says.en for one in shown.fee] == ["You may pay no fee this one time.", "You pay $246.25."]


def test_what_only_an_officer_knows_is_told_where_it_could_change_the_answer() -> None:
    told = {"origin": "client", "place": "outside", "special": "none", "application": "work", "together": "yes",
            "artists": "no", "reason": "papers"}  # fmt: skip
    *_, held = walked(lambda question: (told[question.key],), DAYS[0])
    shown = result(held, DAYS[0], "en")
    assert held.standing.fee.outcomes == ("EXEMPT", "DUE")
    assert plain.CANNOT_KNOW["document"] in shown.cannot and plain.CANNOT_KNOW["fee_measure"] in shown.cannot
    free = course(
        {
            "origin": ("client",),
            "place": ("inside",),
            "special": ("harm", "waiting"),
            "situation": ("forced",),
            "claim": ("never",),
            "pending": ("residence",),
        },
        DAYS[0],
    )
    assert free.standing.fee.outcome == "EXEMPT"
    assert plain.CANNOT_KNOW["fee_measure"] not in result(free, DAYS[0], "en").cannot


def test_a_designated_foreign_national_is_told_that_a_wait_is_not_known() -> None:
    told = {**PAYS, "special": "designated"}
    *_, held = walked(lambda question: (told[question.key],), DAYS[0])
    assert set(held.standing.fee.outcomes) == {"NOT_ASKED", "DUE"}
    assert plain.CANNOT_KNOW["designated_on"] in result(held, DAYS[0], "en").cannot


# Answers that are changed ------------------------------------------------------------------------------


def test_an_answer_that_is_changed_keeps_those_that_still_matter_and_lets_go_of_the_others() -> None:
    answers = {"origin": ("client",), "place": ("outside",), "special": ("none",), "application": ("work",),
               "together": ("no",), "reason": ("papers",)}  # fmt: skip
    assert course(answers, DAYS[0]).asked is None
    inside = course({**answers, "place": ("inside",)}, DAYS[0])
    assert inside.asked is None and set(inside.answers) == {"origin", "place", "special", "reason"}
    assert "application" not in inside.request


def test_the_question_before_is_found_from_any_question() -> None:
    held = course({"origin": ("client",), "place": ("inside",)}, DAYS[0])
    assert held.asked is not None and held.asked.question.key == "special" and held.asked.number == 3
    before = held.before("special")
    assert before is not None and before.question.key == "place"
    assert held.before("origin") is None and held.before("artists") is None


def test_the_fee_of_the_day_and_its_change_are_told() -> None:
    shown = {}
    for day in DAYS:
        *_, held = walked(lambda question: (PAYS[question.key],), day)
        shown[day] = result(held, day, "fr")
    march, november, december = (shown[day] for day in DAYS)
    assert [one.says.fr for one in march.fee] == ["Vous payez 246,25\N{NO-BREAK SPACE}$."]
    assert plain.NOTICES["NOT_VERIFIED"] in march.notices
    # That nothing stands in a register was only taken to be so: it is no reason, and is told as what is not known.
    assert len(march.reasons) >= 5 and not any("register" in one.says.en for one in march.reasons)
    assert not any("1er" in one.fr for one in march.notices)
    assert any("1er\N{NO-BREAK SPACE}décembre\N{NO-BREAK SPACE}2026" in one.fr for one in november.notices)
    assert december.fee == (plain.FEE["fee: amount not loaded"],)
    assert "Avis de frais d’IRCC de 2023, 2024 et 2025, tels que reproduits par des tiers" in [
        one.title for one in march.sources
    ]


def test_stand_and_course_agree_on_nothing_known() -> None:
    held: Course = course({}, DAYS[0])
    assert held.standing is stand({"on": "2026-03-02", **TAKEN})
    assert held.asked is not None and held.asked.question is QUESTIONS[0]


def test_how_many_are_left_is_right_for_most_people_and_is_reckoned_anew_with_each_answer() -> None:
    answers: dict[str, tuple[str, ...]] = {}
    for key, value in PAYS.items():
        assert length(answers, DAYS[0]) == len(PAYS)
        answers[key] = (value,)
    assert length({"place": ("outside",)}, DAYS[0]) == len(PAYS) + 1
    assert length({"special": ("harm",)}, DAYS[0]) == len(PAYS) + 1
    assert length({"special": (UNKNOWN,)}, DAYS[0]) == len(PAYS) + 4
    assert length({"place": ("border",), "reason": ("crime",), "convictions": ("light",)}, DAYS[0]) == 8


def _shown(answers: dict[str, tuple[str, ...]]) -> tuple[int | None, bool]:
    held = course(answers, DAYS[0])
    assert held.asked is not None
    return remaining(answers, held.asked, DAYS[0]), is_last(answers, held.asked, DAYS[0])


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_the_number_of_questions_that_are_left_never_rises_and_the_last_is_the_last(data: Any) -> None:
    said: list[int] = []
    last = False
    for held in walked(lambda question: _chosen(data, question), DAYS[0]):
        if held.asked is None:
            return
        assert not last
        more, last = _shown(dict(held.answers))
        if more is not None:
            assert more > 0 and all(more <= one for one in said)
            said.append(more)


def test_a_question_after_which_others_may_come_is_not_called_the_last() -> None:
    """Most people have a reason that ends it; a crime brings more questions."""
    answers = {key: (value,) for key, value in PAYS.items() if key != "reason"}
    assert _shown(answers) == (None, False)
    crime = {"origin": "client", "place": "border", "special": "none", "reason": "crime", "convictions": "light", "offence": "another", "other_acts": "no"}  # fmt: skip
    assert _shown({key: (value,) for key, value in crime.items()}) == (None, True)
