"""What every act promises: a title in both languages, a docstring, what it reads, who may do it."""

import inspect
from dataclasses import fields
from datetime import date
from typing import Any, ClassVar

import pytest

from tests.casework.french import faults
from tests.casework.office import COLLEAGUE, EVERYBODY, OFFICER, Case
from tests.casework.walking import OFTEN, OPENINGS, POOL, RECORDS
from trp.casework.acts import ACTS, Act
from trp.casework.around import ROLES, Around, Register
from trp.rulebook.language import Both

ALL = pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)


@ALL
def test_every_act_has_a_title_in_both_languages(act):
    assert faults(act.title) == []
    assert len(act.title.en) <= 60 and len(act.title.fr) <= 60 and not act.title.en.endswith(".")


@ALL
def test_every_act_says_what_it_is(act):
    said = act.__dict__.get("__doc__") or ""
    assert len(said) > 20 and not said.startswith(act.__name__ + "("), "a docstring of its own"
    # A field whose name says too little is explained.
    for field in fields(act):
        if field.name in ("ability", "recommends", "cents", "counselled_on", "due_on"):
            assert field.name in said


@ALL
def test_every_act_is_for_roles_that_there_are(act):
    assert act.roles and set(act.roles) <= set(ROLES)
    assert set(act.reads) <= {"register", "receipt", "number", "identity"}


def test_titles_are_told_apart():
    for language in ("en", "fr"):
        titles = [act.title.in_(language) for act in ACTS.values()]
        assert len(set(titles)) == len(titles)


def test_the_pool_holds_every_act():
    assert {type(act).__name__ for act in (*OPENINGS, *OFTEN, *POOL)} == set(ACTS)


class Unread(Register):
    """A register that fails when it is read."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:
        if name in ("granted_on", "claimed_elsewhere", "duplicates"):
            raise AssertionError("the act reads the register and does not say so")
        return super().__getattribute__(name)


@pytest.mark.parametrize("opening", range(len(OPENINGS)))
@pytest.mark.parametrize("record", range(len(RECORDS)))
def test_an_act_reads_nothing_that_it_does_not_name(opening, record):
    """The door hands an act what `reads` names and nothing else: what is not named must not matter."""
    case = Case()
    for act in (OPENINGS[opening], *RECORDS[record]):
        if not case.stopped(OFFICER, act):
            case.does(OFFICER, act)
    if case.file.opening is None:
        return
    for act in (*OFTEN, *POOL):
        if "register" in act.reads:
            continue
        for actor in (OFFICER, COLLEAGUE):
            around = Around(case.on, actor, register=Unread(), receipt=case.around(actor, act).receipt)
            if not act.blockers(case.file, around, None):  # type: ignore[arg-type]
                act.events(case.file, around)
                act.acting_under(case.file, around)


def test_an_act_needs_its_fields_by_name():
    for act in ACTS.values():
        parameters = list(inspect.signature(act).parameters.values())
        assert all(one.kind is inspect.Parameter.KEYWORD_ONLY for one in parameters)


def test_nobody_acts_without_a_role():
    case = Case().does(OFFICER, OPENINGS[0])
    for actor in EVERYBODY:
        for act in (*OFTEN, *POOL):
            if not actor.roles & set(act.roles):
                assert "not-your-role" in case.codes(actor, act)


def test_an_act_that_is_defined_is_known_by_its_name():
    class Wave(Act):
        """Wave at the client across the counter."""

        title: ClassVar[Both] = Both("Wave", "Saluer")

    try:
        assert ACTS["Wave"] is Wave
        with pytest.raises(NotImplementedError):
            Wave().events(Case().file, Around(date(2026, 3, 2), OFFICER))
    finally:
        del ACTS["Wave"]
