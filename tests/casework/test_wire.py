"""Events as canonical JSON and back: the same event, or a clear refusal."""

import json
from dataclasses import fields
from datetime import date
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.samples import SAMPLES
from trp.casework import events as e
from trp.casework.wire import UnknownLine, read, written

_PLAIN = st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.text())
_FACTS = st.dictionaries(st.text(), st.one_of(_PLAIN, st.lists(_PLAIN, max_size=3)), max_size=4)
_OF = {
    str: st.text(),
    bool: st.booleans(),
    int: st.integers(-(2**53), 2**53),
    date: st.dates(),
    e.Facts: _FACTS,
    tuple[str, ...]: st.lists(st.text(), max_size=4).map(tuple),
    tuple[e.Facts, ...]: st.lists(_FACTS, max_size=3).map(tuple),
}


def any_event(kind: type[e.Event]) -> st.SearchStrategy[e.Event]:
    hints = get_type_hints(kind)
    held = {}
    for field in fields(kind):
        hint = hints[field.name]
        optional = type(None) in getattr(hint, "__args__", ()) and "|" in str(hint).replace("Optional", "|")
        plain = next(one for one in hint.__args__ if one is not type(None)) if optional else hint
        held[field.name] = st.none() | _OF[plain] if optional else _OF[plain]
    return st.builds(kind, **held)


@given(st.sampled_from(sorted(e.EVENTS)).flatmap(lambda name: any_event(e.EVENTS[name])))
def test_every_event_comes_back_as_it_was(event):
    text = written(event)
    again = read(type(event).__name__, event.version, text)
    assert again == event and type(again) is type(event)
    assert written(again) == text


@pytest.mark.parametrize("event", SAMPLES, ids=lambda one: type(one).__name__)
def test_samples_come_back_as_they_were(event):
    assert read(type(event).__name__, event.version, written(event)) == event


def test_the_text_is_canonical():
    """Sorted keys, no spaces, no escapes that are not needed: the very bytes that are hashed."""
    event = e.AllocationReversed(receipt="88", cents=1, reason="é “x”")
    assert written(event) == '{"cents":1,"reason":"é “x”","receipt":"88"}'


@pytest.mark.parametrize(
    ("kind", "version", "text", "says"),
    [
        ("PermitGranted", 1, "{}", "PermitGranted version 1 is not known"),
        ("Event", 1, "{}", "Event version 1 is not known"),
        ("NoteAdded", 2, '{"text":"x"}', "NoteAdded version 2 is not known"),
        ("NoteAdded", 0, '{"text":"x"}', "NoteAdded version 0 is not known"),
        ("NoteAdded", 1, '{"text":"x","colour":"red"}', "unexpected keyword argument 'colour'"),
        ("NoteAdded", 1, "{}", "missing 1 required keyword-only argument: 'text'"),
        ("NoteAdded", 1, "{", "a line of kind NoteAdded cannot be read"),
        ("NoteAdded", 1, "[]", "a line of kind NoteAdded cannot be read"),
        ("NoteAdded", 1, "null", "a line of kind NoteAdded cannot be read"),
        ("ReturnedIncomplete", 1, '{"returned_on":"2026-02-30"}', "a line of kind ReturnedIncomplete cannot be read"),
        ("ReturnedIncomplete", 1, '{"returned_on":5}', "a line of kind ReturnedIncomplete cannot be read"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused_clearly(kind, version, text, says):
    with pytest.raises(UnknownLine, match=says.replace("(", r"\(")):
        read(kind, version, text)


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, b"x"], ids=str)
def test_what_json_cannot_hold_exactly_is_not_written(value):
    with pytest.raises((TypeError, ValueError)):
        written(e.NoteAdded(text=value))


def test_a_field_left_out_gets_its_default():
    """A field is added with a default, so that older lines can still be read."""
    body = {k: v for k, v in json.loads(written(SAMPLES[0])).items() if k != "group"}
    assert read("RequestReceived", 1, json.dumps(body)) == SAMPLES[0]
