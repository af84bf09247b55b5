"""Where a case stands, as a sentence in both languages: what happened, on which day, and who goes on."""

import re

from tests.casework.french import faults
from tests.casework.test_blockers import walks
from trp.casework.checks import long_day
from trp.casework.ended import last
from trp.casework.files import replay
from trp.casework.stages import standing


def files():
    """Every file of every walk, after each line."""
    for walk in walks():
        for n in range(1, len(walk.case.lines) + 1):
            yield replay(walk.case.lines[:n])


def test_an_end_says_what_happened_and_on_which_day():
    said = {}
    for file in files():
        if file.result is not None:
            says = standing(file).says
            day = long_day(file.closed_on)
            assert day.en in says.en and day.fr in says.fr, says
            said.setdefault((file.result, type(last(file).event).__name__, file.ability), says)
    assert {kind for _, kind, _ in said} == {
        "PermitIssued", "PermitRefused", "ClosedUnpaid", "ReturnedIncomplete", "WithdrawnAtBorder", "ClosedBarred",
        "RequestWithdrawn", "OfferDeclined",
    }  # fmt: skip
    assert {one: faults(says) for one, says in said.items() if faults(says)} == {}


def test_where_a_case_stands_is_said_well_in_both_languages():
    said = {standing(file).says for file in files()}
    assert len({re.sub(r"\d+", "", one.en) for one in said}) > 15
    assert [fault for says in said for fault in faults(says)] == []
