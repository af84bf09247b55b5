"""What may be done on several cases at a time: lines that name their batch, and the same bytes as before where there is none."""

import pytest

from tests.casework.office import INTAKE, OFFICER, SUPERVISOR, Case, inland
from trp.casework import events as e
from trp.casework.acts import ACTS
from trp.casework.gcms import note
from trp.casework.recording import MOST_TOGETHER, AddNote, Assign
from trp.casework.wire import read, written

BATCH = {"batch": "3f2a", "batch_size": 12}


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (e.NoteAdded(text="x"), '{"text":"x"}'),
        (e.Assigned(officer=None, office="PARIS"), '{"office":"PARIS","officer":null}'),
        (AddNote(text="x"), '{"text":"x"}'),
        (Assign(officer=None, office="PARIS"), '{"office":"PARIS","officer":null}'),
    ],
)
def test_what_is_in_no_batch_is_written_as_it_was_before_there_were_any(record, text):
    """The hashes of lines and of requests under a key rest on these bytes."""
    assert written(record) == text


def test_lines_of_before_are_read_and_those_of_a_batch_come_back():
    assert read("NoteAdded", 1, '{"text":"x"}') == e.NoteAdded(text="x")
    assert read("Assigned", 1, '{"office":"PARIS","officer":null}') == e.Assigned(
        officer=None, office="PARIS"
    )
    for event in (e.NoteAdded(text="x", **BATCH), e.Assigned(officer="a", office="PARIS", **BATCH)):
        text = written(event)
        assert '"batch":"3f2a","batch_size":12' in text
        assert read(type(event).__name__, 1, text) == event


def test_no_field_of_before_is_left_out():
    """Of an act or event, only fields that came later may be missing in its text."""
    late = {name: act.later for name, act in ACTS.items() if act.later}
    assert late == {
        "AddNote": ("batch", "batch_size"),
        "Assign": ("seen_with", "note", "batch", "batch_size"),
    }
    assert {name: one.later for name, one in e.EVENTS.items() if one.later} == {
        "NoteAdded": ("batch", "batch_size"), "Assigned": ("batch", "batch_size"),
    }  # fmt: skip


def test_each_line_of_a_batch_says_so_in_its_note():
    case = Case().does(OFFICER, inland())
    case.does(SUPERVISOR, Assign(officer="officer", office="OTTAWA", note="Left the office.", **BATCH))
    given, noted = case.lines[-2:]
    assert (given.event, noted.event) == (
        e.Assigned(officer="officer", office="OTTAWA", **BATCH), e.NoteAdded(text="Left the office.", **BATCH),
    )  # fmt: skip
    assert note(noted, case.file).en == "Left the office.\n(Done on 12 cases together, batch 3f2a.)"
    assert note(given, case.file).fr.endswith("(Accompli sur 12 dossiers à la fois, lot 3f2a.)")


@pytest.mark.parametrize(
    ("act", "codes"),
    [
        (AddNote(text="x", batch="b", batch_size=MOST_TOGETHER), []),
        (AddNote(text="x", batch="b", batch_size=MOST_TOGETHER + 1), ["too-many-together"]),
        (AddNote(text="x", batch="b"), ["too-many-together"]),
        (AddNote(text="x", batch_size=3), ["too-many-together"]),
        (Assign(officer="a", office="OTTAWA", batch="b", batch_size=0), ["too-many-together"]),
        (Assign(officer="a", office="OTTAWA", seen_with=(None, "OFFICE")), []),
        (Assign(officer="a", office="OTTAWA", seen_with=("b", "OFFICE")), ["given-meanwhile"]),
        (Assign(officer="a", office="OTTAWA", seen_with=(None, "OTTAWA")), ["given-meanwhile"]),
        (Assign(officer=None, office="OFFICE", seen_with=(None, "OFFICE")), ["there-already"]),
        (Assign(officer="a", office="OTTAWA", note=" "), ["nothing-written"]),
    ],
)
def test_what_stops_them(act, codes):
    case = Case().does(INTAKE, inland())
    assert (case.file.holder, case.file.office) == (None, "OFFICE")
    assert case.codes(INTAKE, act) == codes
