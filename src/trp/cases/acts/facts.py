"""Grounds, convictions and circumstances: a page for each, and one page for all that is still needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from trp.cases.acts.circumstances import CircumstanceFields, on_record
from trp.cases.acts.convictions import ConvictionFields
from trp.cases.acts.grounds import GroundFields
from trp.casework.acts import Act
from trp.casework.blockers import Blocker
from trp.casework.files import CaseFile, Line, extend, replay
from trp.casework.found import found
from trp.casework.recording import RecordCircumstances, RecordConvictions, RecordGrounds
from trp.desk import about
from trp.desk.acting import ActView
from trp.desk.forms import ActForm
from trp.desk.reader import Reader
from trp.desk.words import later, speech
from trp.journal.asked import Refused
from trp.journal.cases import Head, actor, surroundings
from trp.journal.door import perform
from trp.rulebook.language import Both


class GroundsForm(GroundFields):
    about = RecordGrounds

    def build(self) -> None:
        self.ask_grounds()

    def clean(self) -> None:
        if self.said_of_grounds() is None and "other_grounds" not in self.errors:
            self.add_error("grounds", later("Choose every ground that was found, or say that none was.",
                                            "Choisissez chaque motif constaté, ou dites qu’il n’y en a aucun."))  # fmt: skip

    def make(self) -> Act:
        return RecordGrounds(grounds=self.said_of_grounds() or ())


class ConvictionsForm(ConvictionFields):
    about = RecordConvictions

    def build(self) -> None:
        self.ask_convictions()

    def clean(self) -> None:
        if self.said_of_convictions() is None and not self.errors:
            self.add_error("no_convictions", later("Enter what is known of each conviction, or say that none was found.",
                                                   "Inscrivez ce qui est connu de chaque déclaration de culpabilité, ou dites qu’il n’y en a aucune."))  # fmt: skip

    def make(self) -> Act:
        return RecordConvictions(convictions=self.said_of_convictions() or ())


class CircumstancesForm(CircumstanceFields):
    about = RecordCircumstances
    findings = ("gate", "fee", "authority", "interview", "permit")

    def build(self) -> None:
        self.ask_circumstances()

    def clean(self) -> None:
        if not self.said_of_circumstances() and not self.errors:
            self.add_error(None, later("Answer at least one question; what is not known yet stays open.",
                                       "Répondez à au moins une question; ce qui n’est pas encore connu reste ouvert."))  # fmt: skip

    def make(self) -> Act:
        return RecordCircumstances(facts=self.said_of_circumstances())


class GroundsView(ActView):
    act = RecordGrounds
    form_class: ClassVar[type[ActForm]] = GroundsForm
    template_name = "cases/acts/grounds.html"
    will = Both(
        "You are about to put on record every ground of inadmissibility found so far: the fee, the bars, and who decides, follow from them.",
        "Vous allez consigner tous les motifs d’interdiction de territoire constatés jusqu’ici : les frais, les interdictions et le pouvoir de décider en découlent.",
    )
    under = ("A24(1)", "Delegation instrument")
    done = Both("The grounds are on record.", "Les motifs sont au dossier.")

    def tries(self) -> Sequence[Act]:
        return [RecordGrounds(grounds=())]

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        say = speech()
        return [(say("Grounds", "Motifs"), about.grounds(file, say))]


class ConvictionsView(ActView):
    act = RecordConvictions
    form_class = ConvictionsForm
    template_name = "cases/acts/convictions.html"
    will = Both(
        "You are about to put on record every conviction found so far: whether the one-time exemption is open turns on them.",
        "Vous allez consigner toutes les déclarations de culpabilité constatées jusqu’ici : la dispense unique en dépend.",
    )
    under = ("One-time exemption policy", "Fee instruction, M31")
    done = Both("The convictions are on record.", "Les déclarations de culpabilité sont au dossier.")

    def tries(self) -> Sequence[Act]:
        return [RecordConvictions(convictions=())]

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        say = speech()
        return [(say("Convictions", "Déclarations de culpabilité"), about.convictions(file, say))]


class CircumstancesView(ActView):
    act = RecordCircumstances
    form_class = CircumstancesForm
    template_name = "cases/acts/circumstances.html"
    will = Both(
        "You are about to put on record what you know of these facts; what is not known yet stays open.",
        "Vous allez consigner ce que vous savez de ces faits; ce qui n’est pas encore connu reste ouvert.",
    )
    done = Both("The circumstances are on record.", "Les circonstances sont au dossier.")

    def says(self, file: CaseFile, reader: Reader) -> tuple[Both, tuple[str, ...]]:
        gate = found(file, reader.day).finding("gate")
        return self.will, gate.under if gate.needs else ()

    def tries(self) -> Sequence[Act]:
        return [RecordCircumstances(facts={})]

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        return on_record(file, reader.day)


# All in one page --------------------------------------------------------------------------------------


class EverythingForm(GroundFields, ConvictionFields, CircumstanceFields):
    """Every fact that is still needed, in one page; nothing has to be said of any of them."""

    about = RecordGrounds

    def build(self) -> None:
        self.ask_grounds()
        self.ask_convictions()
        self.ask_circumstances()

    def clean(self) -> None:
        self.said_of_grounds(), self.said_of_convictions(), self.said_of_circumstances()
        if not self.errors and not self.acts():
            self.add_error(None, later("Nothing new is said: enter at least one fact.", "Rien de nouveau n’est dit : inscrivez au moins un fait."))  # fmt: skip

    def acts(self) -> tuple[Act, ...]:
        """What puts on record whatever is not on record so already."""
        return tuple(self._acts())

    def _acts(self) -> Iterator[Act]:
        held = self.file.facts
        grounds, convictions = self.said_of_grounds(), self.said_of_convictions()
        if grounds is not None and list(grounds) != held.get("grounds"):
            yield RecordGrounds(grounds=grounds)
        if convictions is not None and list(convictions) != held.get("convictions"):
            yield RecordConvictions(convictions=convictions)
        if facts := self.said_of_circumstances():
            yield RecordCircumstances(facts=facts)


class EverythingView(GroundsView):
    """Grounds, convictions and circumstances at once: up to three acts, of which all are done or none."""

    form_class = EverythingForm
    template_name = "cases/acts/facts.html"
    will = Both(
        "You are about to put on record the grounds, the convictions and the other facts that the next step turns on; what you leave open stays open.",
        "Vous allez consigner les motifs, les déclarations de culpabilité et les autres faits dont dépend la suite; ce que vous laissez ouvert reste ouvert.",
    )
    done = Both("The facts are on record.", "Les faits sont au dossier.")

    @property
    def called(self) -> Both:
        return Both("Record the facts", "Consigner les faits")

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        say = speech()
        return [
            (say("Grounds", "Motifs"), about.grounds(file, say)),
            (say("Convictions", "Déclarations de culpabilité"), about.convictions(file, say)),
            *on_record(file, reader.day),
        ]

    def does(self, form: ActForm, head: Head, file: CaseFile, reader: Reader, key: str) -> None:
        """Each act in its turn, once none of them is stopped; the last under the key by which the form is known."""
        assert isinstance(form, EverythingForm)
        acts = form.acts()
        if stops := self._stopped(acts, head, file, reader):
            raise Refused(stops)
        for n, act in enumerate(acts, 1):
            part = key if n == len(acts) else f"{key} {n}"
            perform(act, head.key, UUID(reader.who.id), at=reader.at, on=reader.day, key=part)

    def _stopped(
        self, acts: tuple[Act, ...], head: Head, file: CaseFile, reader: Reader
    ) -> tuple[Blocker, ...]:
        """What would stop any of them, each tried on the case as those before it leave it."""
        who, then = actor(UUID(reader.who.id), reader.day, head.number), replay(file.lines)
        stops: list[Blocker] = []
        for act in acts:
            around = surroundings(head, then, act, who, reader.day)
            stops += act.blockers(then, around, reader.at)
            for event in act.events(then, around):
                extend(then, Line(then.head + 1, reader.day, who.id, "", event))
        return tuple({(one.code, one.says.en): one for one in stops}.values())


def are_needed(file: CaseFile, on: date) -> bool:
    """Whether facts are missing before assessment can start."""
    return bool(found(file, on).finding("gate").needs)
