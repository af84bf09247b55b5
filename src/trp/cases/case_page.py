"""Everything that the page of a case shows, worked out from its lines and its surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from django.urls import reverse

from trp.cases import waits, why
from trp.cases.chances import PERSONAL, Chance, chances
from trp.cases.staff import Staff
from trp.casework.acts import ACTS
from trp.casework.assessing import StartAssessment
from trp.casework.checks import of
from trp.casework.events import Assigned, NoteAdded
from trp.casework.files import CaseFile, Line, moves, replay
from trp.casework.found import Finding, Found, explained
from trp.casework.gcms import note, title
from trp.casework.opening import ReceiveRequest
from trp.casework.queue import working_days
from trp.casework.recording import RecordGrounds
from trp.casework.roles import acting_under, titled
from trp.casework.spans import days_held, in_words
from trp.casework.stages import RESULTS, STAGES, Standing, standing
from trp.desk import about
from trp.desk.acting import Door, Shown, door_of, shown
from trp.desk.reader import Reader
from trp.journal.cases import Head
from trp.journal.permits import Permit, permits
from trp.rulebook.language import Both
from trp.rulebook.speech import Speech
from trp.rulebook.words import NO_BREAK

FINDINGS = {
    "fee": Both("Fee", "Frais"),
    "gate": Both("Can assessment start?", "L’évaluation peut-elle commencer?"),
    "bar": Both("Bars", "Interdictions"),
    "interview": Both("Interview", "Entrevue"),
    "disclosure": Both("Information for the client", "Renseignements à communiquer"),
    "authority": Both("Who decides", "Qui décide"),
    "route": Both("Where it belongs", "Qui traite la demande"),
    "permit": Both("Which permit", "Quel permis"),
    "remission": Both("Remission", "Remise"),
}
"""The findings in the order of the page."""

FEE_ACTS = (
    "RequestFee", "RecordReceipt", "AllocateReceipt", "TakeBackReceipt", "ReverseAllocation", "RecordExemption",
    "ClaimExemption", "ProposeExemption", "ConfirmExemption", "DecideDoubt", "LapseClaim", "RecordAbilityToPay",
    "RecordMinisterInstruction", "CloseUnpaid", "ReturnIncomplete", "WithdrawAtBorder",
)  # fmt: skip
"""Acts of the chapter on fees."""

_FIRST = 7

RARE = (
    "CorrectRequest", "CorrectLine", "TakeBackReceipt", "ReverseAllocation", "ProposeExemption", "LapseClaim",
    "WithdrawRequest", "RecordGrounds", "RecordConvictions", "RecordCircumstances", "AskForDocuments",
    "ReceiveDocuments", "RecordMissingDocuments", "RecordCompletion", "RecordAbilityToPay", "RecordReceipt",
    "RequestFee", "AllocateReceipt", "RecordMinisterInstruction", "Assign", "AddNote",
)  # fmt: skip
"""Acts that can be wanted at any time; the page lists those of the reader that are not offered above."""


@dataclass(frozen=True)
class Row:
    """An act on the page: how it stands for the reader."""

    act: str
    called: str
    state: str  # mine, others, nobody
    says: str
    stops: tuple[Shown, ...]
    door: Door | None


@dataclass(frozen=True)
class Moment:
    """A line of the timeline."""

    number: int
    on: date
    title: str
    by: str
    detail: str
    milestone: bool
    note: str = ""


@dataclass
class CasePage:
    """One case as the reader sees it. `on`: the day it is looked at as of; `past`: that day is not today."""

    head: Head
    file: CaseFile
    reader: Reader
    staff: Staff
    speech: Speech
    whole: CaseFile = field(repr=False)
    past: bool = False

    @cached_property
    def on(self) -> date:
        assert self.file.moved_on is not None
        return self.file.lines[-1].on if self.past else self.reader.day

    @cached_property
    def said(self) -> Found:
        return of(self.file, self.staff.look(self.file, StartAssessment(), self.reader.who))

    @cached_property
    def found_chances(self) -> list[Chance]:
        if self.past:
            return []
        return list(
            chances(self.file, self.said, self.reader.who, self.staff.there, self.reader.day,
                    lambda act, who: self.staff.look(self.file, act, who))
        )  # fmt: skip

    @cached_property
    def stands(self) -> Standing:
        if self.past:
            return standing(self.file)
        return waits.stands(self.head, self.file, self.said)

    @property
    def stage(self) -> str:
        told = STAGES[self.stands.stage].in_(self.speech.language)
        if self.file.result:
            told += self.speech(": ", "\N{NO-BREAK SPACE}: ") + RESULTS[self.file.result].in_(
                self.speech.language
            )
        return told

    @property
    def waits(self) -> str:
        """Whom the case waits for and what for; why it ended, where it has."""
        if self.file.result is not None:
            return " ".join(why.said(self.file, self.staff, self.speech))
        if self.past:
            return ""
        return waits.waits_for(
            self.file, self.stands, self.said, self.found_chances, self.reader.day, self.speech
        )

    @property
    def since(self) -> int:
        """Days since something last moved the case."""
        assert self.file.moved_on is not None
        return max((self.on - self.file.moved_on).days, 0)

    # Can I act? ---------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(one) for one in self.found_chances]

    def _row(self, chance: Chance) -> Row:
        name, called = type(chance.act).__name__, chance.act.title.in_(self.speech.language)
        door = door_of(name, self.head.number, self.reader)
        if not chance.mine:
            return Row(name, called, "mine", self.speech("You can, now.", "Vous le pouvez, maintenant."), (), door)  # fmt: skip
        if chance.others:
            return Row(name, called, "others", self._others(chance), self._personal(chance), None)
        stops = [one for one in chance.common if one.code not in PERSONAL] or list(chance.common)
        count = len(stops)
        told = self.speech(
            f"{count} thing{'s stand' if count > 1 else ' stands'} in the way.",
            f"{count} élément{'s l’empêchent' if count > 1 else ' l’empêche'}.",
        )
        held = shown(stops, self.head.number, self.reader, self.staff.roles)
        return Row(name, called, "nobody", told, held, None)

    def _others(self, chance: Chance) -> str:
        names = [self.staff.called(one, self.speech) for one in chance.others[:3]]
        more = len(chance.others) - 3
        told = ", ".join(names)
        if more > 0:
            told += self.speech(f" and {more} more", f" et {more} autre{'s' if more > 1 else ''}")
        return self.speech(f"Not you. Open now to {told}.", f"Pas vous. Possible dès maintenant pour {told}.")

    def _personal(self, chance: Chance) -> tuple[Shown, ...]:
        if any(one.code == "not-your-role" for one in chance.mine):
            return ()
        return shown(chance.mine, self.head.number, self.reader, self.staff.roles)

    @cached_property
    def besides(self) -> list[Door]:
        """The other acts of the reader's role, each a page of its own that says what stops it."""
        if self.past:
            return []
        offered = {row.act for row in self.rows}
        names = ("CorrectLine", "AddNote") if self.file.result is not None else RARE
        found = (self.door(name) for name in names if name not in offered)
        return [*self._facts(), *(door for door in found if door), *self._family()]

    def _facts(self) -> list[Door]:
        """One page for all the facts that are needed."""
        if self.file.result is not None or not self.reader.who.roles & set(RecordGrounds.roles):
            return []
        called = self.speech("Record the facts on one page", "Consigner les faits sur une page")
        return [Door(called, reverse("record-facts", args=[self.head.number]))]

    def _family(self) -> list[Door]:
        """A case for another member of the family."""
        if not self.reader.who.roles & set(ReceiveRequest.roles):
            return []
        called = self.speech(
            "Open a case for a member of this family", "Ouvrir un dossier pour un membre de cette famille"
        )
        return [Door(called, f"{reverse('open-request')}?family={self.head.number}")]

    def door(self, name: str) -> Door | None:
        """The page of an act for the reader; None: it is not theirs, or can never be done again."""
        if self._is_over(name):
            return None
        return door_of(name, self.head.number, self.reader)

    def _is_over(self, name: str) -> bool:
        """Whether the case has its result, and the act is none that is done after it. An allocation is reversed only
        where assessment never started."""
        if self.file.result is None:
            return False
        return not ACTS[name].after_end or (name == "ReverseAllocation" and self.file.started_on is not None)

    # The record ---------------------------------------------------------------------------------------

    @property
    def request(self) -> list[tuple[str, str]]:
        return about.request(self.file, self.staff.names, self.speech)

    @cached_property
    def permits(self) -> tuple[Permit, ...]:
        assert self.file.opening is not None
        return permits(self.reader.who, UUID(self.file.opening.client))

    @property
    def held(self) -> str:
        """How long permits were held in all, up to the day."""
        days = days_held([(one.valid_from, one.valid_to) for one in self.permits], self.on)
        return in_words(days, self.speech) if days else ""

    @cached_property
    def moments(self) -> list[Moment]:
        """The timeline, the latest first."""
        return [self._moment(line) for line in reversed(self.file.lines)]

    @property
    def milestones(self) -> list[Moment]:
        """The latest steps, as many as the first screen holds."""
        return [one for one in self.moments if one.milestone][:_FIRST]

    @property
    def earlier(self) -> int:
        """How many lines the first screen leaves out."""
        return len(self.moments) - len(self.milestones)

    def _moment(self, line: Line) -> Moment:
        language = self.speech.language
        who = self.staff.names.get(line.officer, line.officer)
        text = str(getattr(line.event, "text", "") or "")
        return Moment(
            line.number, line.on, title(line.event).in_(language),
            f"{who}, {acting_under(line.acting_under, language)}", text, moves(line.event),
        )  # fmt: skip

    @cached_property
    def notes(self) -> list[Moment]:
        """The note of each line for GCMS, as the file showed with it, the latest first."""
        found = []
        for n, moment in enumerate(reversed(self.moments)):
            line = self.file.lines[n]
            text = note(line, replay(self.file.lines[: n + 1])).in_(self.speech.language)
            for key, name in self.staff.names.items():
                text = text.replace(key, name)
            if isinstance(line.event, Assigned) and line.event.office in self.staff.offices:
                name = self.staff.offices[line.event.office].in_(self.speech.language)
                text = text.replace(f" {line.event.office}.", f" {name}.", 1)
            found.append(Moment(line.number, line.on, moment.title, moment.by, "", True, text))
        return found[::-1]

    @property
    def written(self) -> int:
        """How many notes somebody wrote."""
        return sum(isinstance(line.event, NoteAdded) for line in self.file.lines)

    def explained(self) -> dict[str, object]:
        """The whole determination with its reasons, in the language of the page."""
        granted = self.staff.look(self.file, StartAssessment(), self.reader.who).register
        taken = self.on if granted.claimed_elsewhere else None
        return explained(
            self.file, self.on, self.speech.language, granted_on=granted.granted_on or taken
        )  # fmt: skip

    @cached_property
    def tabs(self) -> list[tuple[str, str, int]]:
        """The parts of the case; a count means: needs you."""
        say = self.speech
        mine = sum(row.state == "mine" and row.act in FEE_ACTS for row in self.rows)
        return [
            ("fee", say("Fee", "Frais"), mine),
            ("findings", say("Findings", "Constatations"), 0),
            ("notes", say("GCMS notes", "Notes SMGC"), 0),
            ("record", say("Record", "Registre"), 0),
        ]

    @property
    def words(self) -> dict[str, str]:
        say = self.speech
        return {"others": say("A colleague", "Un collègue"), "nobody": say("Not yet", "Pas encore")}

    @property
    def office(self) -> str:
        return self.staff.offices[self.head.office].in_(self.speech.language)

    @property
    def holder(self) -> str:
        return self.staff.names.get(self.file.holder or "", "")

    @property
    def since_said(self) -> str:
        """Calendar days, with the working days by which the lists tell the age."""
        assert self.file.moved_on is not None
        working = working_days(self.file.moved_on, self.on)
        told = in_words(self.since, self.speech, days_up_to=99)
        return self.speech(
            f"{told} ({working} working day{'s' if working != 1 else ''})",
            f"{told} ({working} j{NO_BREAK}ouvrable{'s' if working > 1 else ''})",
        )

    @property
    def why_names(self) -> list[tuple[str, Both]]:
        return [(name, FINDINGS[name]) for name in ("gate", "fee")]

    @property
    def findings(self) -> list[tuple[tuple[str, Both], Finding, Both]]:
        """Each finding with its sentence."""
        found = {name: self.said.finding(name) for name in FINDINGS}
        says = {name: one.says for name, one in found.items()} | {"fee": self.fee_says}
        return [((name, called), found[name], says[name]) for name, called in FINDINGS.items()]

    @property
    def fee(self) -> Finding:
        return self.said.finding("fee")

    @property
    def fee_says(self) -> Both:
        """The finding on the fee; of a case that is over, what became of the one-time exemption."""
        return about.fee_said(self.file, self.said)

    @property
    def money(self) -> list[tuple[str, str]]:
        return about.money(self.file, self.said, self.speech)

    @cached_property
    def fee_doors(self) -> list[Door]:
        if self.past:
            return []
        return [door for name in FEE_ACTS if (door := self.door(name))]

    @property
    def assign(self) -> Door | None:
        return self.door("Assign")

    @property
    def add_note(self) -> Door | None:
        return self.door("AddNote")

    @property
    def you(self) -> str:
        who = self.reader.who
        office = self.staff.offices[who.office].in_(self.speech.language)
        return f"{who.name}, {titled(who.roles, self.speech.language)}, {office}"


def lines_until(file: CaseFile, day: date) -> Sequence[Line]:
    """The lines of a case up to a day, that day included."""
    return [line for line in file.lines if line.on <= day]
