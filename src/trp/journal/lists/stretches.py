"""What a tab is made of: lanes (`trp.casework.queue.LANES`) of an office or of a desk."""

from __future__ import annotations

from dataclasses import dataclass

from trp.casework.around import CASE_OFFICERS, Actor
from trp.casework.queue import HELD, LANES, NATIONAL, deciders, lanes
from trp.casework.stages import ACTORS
from trp.journal.lists.shown import Tab
from trp.journal.models import Case


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lanes of an office or of a desk. `elsewhere`: without what lies at this office."""

    column: str
    value: str
    lanes: tuple[str, ...]
    elsewhere: str = ""

    def holds(self, row: Case) -> bool:
        return (
            getattr(row, self.column) == self.value
            and row.lane in self.lanes
            and row.office != self.elsewhere
        )


def stretches(reader: Actor, tab: Tab) -> list[Stretch]:
    """What a tab is made of; no case is in two of them."""
    if tab is Tab.MINE:
        return mine(reader)
    if tab is Tab.UNASSIGNED:
        return [Stretch("desk", reader.office, LANES)]
    if tab is Tab.DECIDER and decides_for_all(reader):
        return [*_for_all(reader), Stretch("office", reader.office, (HELD,))]
    wanted: dict[Tab, tuple[str, ...]] = {
        Tab.FEE: tuple(lane for lane in LANES if lane.startswith("fee ")),
        Tab.APPLICANT: ("client",),
        Tab.DECIDER: ("delegate", HELD),
    }
    return [Stretch("office", reader.office, wanted.get(tab, LANES))]


def mine(reader: Actor) -> list[Stretch]:
    """What waits for a role of the reader: what a case officer holds waits for that officer, and so does what was
    given to one decision maker; the rest waits for whoever of the office comes first."""
    found: list[Stretch] = []
    for role in sorted(reader.roles & (ACTORS.keys() - {"client", "nobody"})):
        if role in CASE_OFFICERS:
            found += [Stretch("desk", desk, lanes(role)) for desk in (reader.id, reader.office)]
        elif role == "delegate" and decides_for_all(reader):
            found += _for_all(reader)
        else:
            found.append(Stretch("office", reader.office, lanes(role)))
            found.append(Stretch("desk", reader.id, lanes(role), elsewhere=reader.office))
    if "delegate" in reader.roles:
        found.append(Stretch("desk", reader.id, (HELD,)))
    return found


def at_the_client(reader: Actor) -> list[Stretch]:
    """What waits for the client, the fee aside, of what the reader holds or nobody of the office does: once its day has
    passed, a case officer goes on with it."""
    if not reader.roles & set(CASE_OFFICERS):
        return []
    return [Stretch("desk", desk, ("client",)) for desk in (reader.id, reader.office)]


def decides_for_all(reader: Actor) -> bool:
    return "delegate" in reader.roles and reader.office == NATIONAL


def _for_all(reader: Actor) -> list[Stretch]:
    return [Stretch("desk", deciders(unit), ("delegate",)) for unit in ("", reader.office)]
