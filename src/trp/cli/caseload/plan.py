"""Which households there are, which life each leads, and in which order everything happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter

from trp.cli.caseload import abroad, abroad_rarer, border, exempt, inland
from trp.cli.caseload.lives import LIVES, Life
from trp.cli.caseload.script import FIRST_DAY, Paid, Script, Step, opening, workday
from trp.cli.caseload.seeds import dice

_ = (abroad, abroad_rarer, border, exempt, inland)  # each registers its lives


@dataclass(frozen=True)
class Plan:
    """A caseload of so many cases, from a seed. Households are numbered from 0."""

    seed: int
    cases: int

    @cached_property
    def households(self) -> tuple[str, ...]:
        """The life of each household: every life once where there is room, the rest by weight, shuffled."""
        cards = dice(self.seed, "lives")
        by_weight = [life.name for life in LIVES.values() for _ in range(life.weight)]
        drawn: list[str] = []
        room = self.cases
        for name in LIVES:
            size = len(LIVES[name].opens)
            if size < room:
                drawn.append(name)
                room -= size
        while room:
            name = cards.choice(by_weight)
            if len(LIVES[name].opens) <= room:
                drawn.append(name)
                room -= len(LIVES[name].opens)
        cards.shuffle(drawn)
        return tuple(drawn)

    def begins(self, household: int) -> date:
        """The day on which a household's first case is opened, or the weekend before it."""
        most, least = self.life(household).ago
        ago = dice(self.seed, "begins", household).randint(least, most)
        return workday(FIRST_DAY - timedelta(days=ago))

    def life(self, household: int) -> Life:
        """The life of a household."""
        return LIVES[self.households[household]]

    def script(self, household: int) -> Script:
        """What a household lives through."""
        life = self.life(household)
        script = Script(self.seed, household, self.begins(household), life.offices, life.opens)
        life.play(script)
        return script

    def scripts(self) -> Iterator[Script]:
        """Every script, one after the other."""
        return map(self.script, range(len(self.households)))

    def numbers(self) -> Iterator[tuple[int, ...]]:
        """The numbers of each household's cases: in the order in which they are opened, as the door gives them."""
        days: dict[date, int] = {}
        opened: list[tuple[date, ...]] = []
        for household in range(len(self.households)):
            first = self.begins(household)
            held = tuple(opening(first, offset) for offset in self.life(household).opens)
            opened.append(held)
            for day in held:
                days[day] = days.get(day, 0) + 1
        free, number = {}, 1
        for day in sorted(days):
            free[day], number = number, number + days[day]
        for held in opened:
            taken = []
            for day in held:
                taken.append(free[day])
                free[day] += 1
            yield tuple(taken)


def in_order(scripts: Iterable[Script], after: date | None, until: date) -> list[Paid | Step]:
    """What happens after one day and until another (included): day by day, in each the households in their order."""
    found = [
        line
        for script in scripts
        for line in script.lines
        if (after is None or line.day > after) and line.day <= until
    ]
    return sorted(found, key=attrgetter("day"))
