"""Acts in any order, by anybody: what the pages forbid never happens, and nothing is lost."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.casework.office import ALONE, BORDER, COLLEAGUE, EVERYBODY, OFFICER
from tests.casework.walking import OFTEN, OPENINGS, POOL, RECORDS, REGISTERS, WAYS, begin, end, step
from trp.casework.files import CaseFile, extend, replay
from trp.casework.gcms import note, title
from trp.casework.stages import ACTORS, STAGES, standing
from trp.casework.wire import read, written

ANY_STEP = st.tuples(
    st.sampled_from(EVERYBODY),
    st.one_of(st.sampled_from(OFTEN), st.sampled_from(OFTEN), st.sampled_from(POOL)),
)


def walked(opening, record, steps, register):
    walk = begin(register)
    step(walk, OFFICER, opening)
    for act in record:
        step(walk, COLLEAGUE, act)
    for actor, act in steps:
        step(walk, actor, act)
    end(walk)
    return walk.case


def disturbed(way, between, left_out, alone, register):
    """A way to an end, with other acts in between, perhaps a step left out, perhaps all of it by one person."""
    opening, record, steps = way
    held = [(alone or who, act) for n, (who, act) in enumerate(steps) if n != left_out]
    for where, one in between:
        held.insert(where % (len(held) + 1), one)
    return walked(opening, record, held, register)


ANY_CASE = st.one_of(
    st.builds(
        walked,
        st.sampled_from(OPENINGS),
        st.sampled_from(RECORDS),
        st.lists(ANY_STEP, max_size=25),
        st.sampled_from(REGISTERS),
    ),
    st.builds(
        disturbed,
        st.sampled_from(WAYS),
        st.lists(st.tuples(st.integers(0, 20), ANY_STEP), max_size=8),
        st.none() | st.integers(0, 5),
        st.none() | st.sampled_from((OFFICER, BORDER, ALONE)),
        st.sampled_from(REGISTERS),
    ),
)
QUICK = settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(ANY_CASE)
def test_what_the_pages_forbid_never_happens_in_any_order(case):
    """The invariants stand in `walking.watch`; here the file is made again from its lines as they are stored."""
    stored = [(type(one.event).__name__, one.event.version, written(one.event)) for one in case.lines]
    read_again = [replace(line, event=read(*held)) for line, held in zip(case.lines, stored, strict=True)]
    assert read_again == case.lines
    assert replay(read_again) == case.file
    file = CaseFile()
    for n, line in enumerate(read_again):
        extend(file, line)
        assert file == replay(case.lines[: n + 1])
        assert note(line, file).en and title(line.event).fr
        if file.opening is not None:
            stands = standing(file)
            assert stands.stage in STAGES and stands.next in ACTORS
