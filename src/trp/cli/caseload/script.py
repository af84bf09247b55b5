"""What a household lives through, written as a script: who does which act on which day, and who pays when.

A script follows from the seed and the number of the household alone. It reaches beyond the first day of the demo:
what lies ahead happens when the clock is moved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from trp.casework.acts import Act
from trp.casework.found import fee_on
from trp.casework.opening import OfferConsideration, ReceiveRequest
from trp.cli.caseload import names
from trp.cli.caseload.offices import OFFICES, parts
from trp.cli.caseload.seeds import dice, key
from trp.rulebook.language import Language

FIRST_DAY = date(2026, 3, 2)
"""Where the clock of the demo starts."""

_FRENCH = {"PARIS": 0.8, "DAKAR": 0.9, "MONTREAL": 0.7, "LACOLLE": 0.5, "VPU": 0.3, "HM-V": 0.2}
_STANDS_IN = {"clerk": "officer", "cashier": "manager", "officer2": "manager", "intake": "officer"}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a case is about."""

    key: UUID
    client_id: str
    family_name: str
    given_names: str
    birth_date: date


@dataclass(frozen=True, slots=True)
class Paid:
    """The payment system lists a receipt. `cents`: CAD of permit fee; `people`: for so many."""

    day: date
    number: str
    cents: int
    office: str
    people: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody does an act, or tries one that is going to be refused.

    Attributes:
        name: Of the step within the demo; it is the key under which the act is done, and seeds its salts.
        at: The moment; `day`: the calendar day at the office.
        who: The username.
    """

    name: str
    day: date
    at: datetime
    case: UUID
    who: str
    act: Act
    stopped: bool = False


def workday(day: date) -> date:
    """That day, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def opening(first: date, offset: int) -> date:
    """The day on which a case of a household is opened."""
    return workday(first + timedelta(days=offset))


class Script:
    """A household's script while it is written. `day` is the day that the next line is about."""

    def __init__(
        self, seed: int, index: int, first: date, offices: Sequence[str], opens: Sequence[int]
    ) -> None:
        self.seed, self.index, self.first, self.offsets = seed, index, first, opens
        self.dice = dice(seed, "life", index)
        self.office = self.dice.choice(offices)
        self.region = OFFICES[self.office].region if self.dice.random() < 0.8 else "anywhere"
        self.language: Language = "fr" if self.dice.random() < _FRENCH.get(self.office, 0.15) else "en"
        self.family = names.family_name(self.dice, self.region)
        self.day = opening(first, opens[0])
        self.people: list[Person] = []
        self.lines: list[Paid | Step] = []
        self.cases: list[UUID] = []
        self._minute = 0
        self._made_on = self.day
        self._cast: dict[str, str] = {}

    # Time -------------------------------------------------------------------------------------------------

    def wait(self, least: int, most: int | None = None) -> None:
        """Some working days pass."""
        for _ in range(self.dice.randint(least, most or least)):
            self._to(workday(self.day + timedelta(days=1)))

    def ahead(self, least: int, most: int) -> None:
        """Here the case stands on the first day of the demo; the rest lies that many days ahead of it."""
        self._to(workday(max(self.day, FIRST_DAY) + timedelta(days=self.dice.randint(least, most))))

    def _to(self, day: date) -> None:
        assert day >= self.day
        if day > self.day:
            self.day, self._minute = day, 0

    # People and money -------------------------------------------------------------------------------------

    def person(self, *, child: bool = False) -> str:
        """One more member of the household; gives the key."""
        n = len(self.people)
        made = Person(
            key(self.seed, "person", self.index, n),
            f"{8000 + self.index // 1000:04d}-{self.index % 1000:03d}{n}",
            self.family,
            names.given_name(self.dice, self.region),
            names.birth(self.dice, child=child),
        )
        self.people.append(made)
        return str(made.key)

    def pays(self, cents: int, people: int = 1) -> str:
        """The payment system lists a receipt today; gives its number."""
        n = sum(isinstance(line, Paid) for line in self.lines)
        number = f"R{70_000_000 + self.index * 10 + n}"
        self.lines.append(Paid(self.day, number, cents, self.office, people))
        return number

    @property
    def fee(self) -> int:
        """Cents of permit fee for the request that was made last."""
        found = fee_on(self._made_on)
        assert found is not None
        return found

    # Acts -------------------------------------------------------------------------------------------------

    def request(self, part: str, *, offered: bool = False, **facts: Any) -> UUID:
        """A case is opened; gives its key. What is not said: a member of the household asks for it today."""
        case = key(self.seed, "case", self.index, len(self.cases))
        assert self.day == opening(self.first, self.offsets[len(self.cases)])
        self.cases.append(case)
        self._made_on = self.day
        told = {"made_on": self.day, "language": self.language, **facts}
        if "client" not in told:
            told["client"] = self.person()
        self.does(case, part, OfferConsideration(**told) if offered else ReceiveRequest(**told))
        return case

    def later(self) -> None:
        """Go on to the day on which the next case is opened."""
        self._to(opening(self.first, self.offsets[len(self.cases)]))

    def does(self, case: UUID, part: str, *acts: Act) -> None:
        """Acts that nothing stops, one after the other."""
        for act in acts:
            self._add(case, self.cast(part), act, stopped=False)

    def tries(self, case: UUID, part: str, act: Act) -> None:
        """An act that is refused."""
        self._add(case, self.cast(part), act, stopped=True)

    def _add(self, case: UUID, who: str, act: Act, *, stopped: bool) -> None:
        self._minute += self.dice.randint(4, 25)
        hour = 8 - OFFICES[self.office].zone
        at = datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC) + timedelta(
            hours=hour, minutes=self._minute
        )
        self.lines.append(Step(f"{self.index}-{len(self.lines)}", self.day, at, case, who, act, stopped))

    def cast(self, part: str) -> str:
        """Who plays a part in this household, always the same; `officer2` is a colleague of `officer`.

        A username stands for itself.
        """
        if "." in part:
            return part
        if part not in self._cast:
            found = list(_players(self.office, part))
            self._cast[part] = self.dice.choice(found)
        return self._cast[part]


@cache
def _players(office: str, part: str) -> tuple[str, ...]:
    """Halves of those with a part, so that `officer` and `officer2` are never one person."""
    all_of_them = parts(office, part.rstrip("2"))
    second = all_of_them[1::2]
    found = second if part.endswith("2") else (all_of_them[::2] or all_of_them)
    return found or _players(office, _STANDS_IN[part])


Play = Callable[[Script], None]
