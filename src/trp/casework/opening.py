"""How a case begins: a request is received, or an officer offers to consider a permit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from trp.casework import events as e
from trp.casework.acts import Act
from trp.casework.around import CASE_OFFICERS, Around
from trp.casework.assessing import lapsed
from trp.casework.blockers import Blocker
from trp.casework.checks import long_day
from trp.casework.events import Event, Facts
from trp.casework.files import CaseFile, Line, corrected, replay
from trp.casework.found import wrong_facts
from trp.rulebook.language import Both


def _made_on_a_day_to_come(made_on: date, around: Around) -> Iterator[Blocker]:
    if made_on > around.on:
        said = long_day(made_on)
        yield Blocker(
            "day-to-come",
            Both(f"The request cannot be made on {said.en}: that day has not come.",
                 f"La demande ne peut être faite le {said.fr} : ce jour n’est pas venu."),
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Opening(Act):
    opens = True
    reads = ("number",)

    client: str
    place: str
    made_to: str
    made_on: date
    stream: str = "ordinary"
    mailed_on: date | None = None
    permit: str = "first"
    document: str = "permit"
    application: Facts | None = None
    underlying: str | None = None
    group: str | None = None
    language: str = "en"

    def _origin(self) -> str:
        raise NotImplementedError

    def _received(self, around: Around) -> e.RequestReceived:
        return e.RequestReceived(
            number=around.number, client=self.client, office=around.actor.office, origin=self._origin(),
            place=self.place, made_to=self.made_to, made_on=self.made_on, stream=self.stream,
            mailed_on=self.mailed_on, permit=self.permit, document=self.document,
            application=self.application, underlying=self.underlying, group=self.group,
            language=self.language,
        )  # fmt: skip

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if self.made_on > around.on:
            said = long_day(self.made_on)
            yield Blocker(
                "day-to-come",
                Both(f"The request cannot be made on {said.en}: that day has not come.",
                     f"La demande ne peut être faite le {said.fr} : ce jour n’est pas venu."),
            )  # fmt: skip
        if self.language not in ("en", "fr"):
            yield Blocker("wrong-fact", Both("language: en or fr.", "language : en ou fr."))
        as_opened = replay([Line(1, around.on, around.actor.id, "", self._received(around))])
        for path, says in wrong_facts(as_opened, around.on, {}):
            yield Blocker("wrong-fact", Both(f"{path}: {says.en}", f"{path} : {says.fr}"))


@dataclass(frozen=True, kw_only=True)
class ReceiveRequest(_Opening):
    """Open a case for a request that somebody made. `origin`: client, minister or a44_report."""

    title = Both("Receive a request", "Recevoir une demande")
    roles = ("intake", *CASE_OFFICERS)

    origin: str = "client"

    def _origin(self) -> str:
        return self.origin

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if self.origin == "officer":
            yield Blocker(
                "offer-instead",
                Both("On your own initiative you offer consideration; you do not receive a request.",
                     "De votre propre initiative, vous offrez un examen; vous ne recevez pas de demande."),
                cleared_by=("OfferConsideration",),
                who=CASE_OFFICERS,
            )  # fmt: skip
        yield from super().stops(file, around)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [self._received(around)]


@dataclass(frozen=True, kw_only=True)
class OfferConsideration(_Opening):
    """On the officer's own initiative: open a case and offer the client the possibility of a permit."""

    title = Both("Offer consideration", "Offrir un examen")

    def _origin(self) -> str:
        return "officer"

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [self._received(around), e.ConsiderationOffered(offered_on=around.on)]


def _offer_open(file: CaseFile) -> Iterator[Blocker]:
    if file.offered_on is None or file.accepted_on is not None:
        yield Blocker(
            "no-offer-open",
            Both("No offer waits for an answer.", "Aucune offre n’attend de réponse."),
            since=file.accepted_on,
        )


@dataclass(frozen=True, kw_only=True)
class AcceptOffer(Act):
    """The client wants to be considered."""

    title = Both("Record that the offer is accepted", "Consigner que l’offre est acceptée")

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        return _offer_open(file)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.OfferAccepted(accepted_on=around.on)]


@dataclass(frozen=True, kw_only=True)
class DeclineOffer(Act):
    """The client does not want to be considered: the case ends, the underlying application goes on."""

    title = Both("Record that the offer is declined", "Consigner que l’offre est déclinée")

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        return _offer_open(file)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.OfferDeclined(declined_on=around.on), *lapsed(file, "declined")]


CORRECTABLE = (
    "place", "made_to", "made_on", "mailed_on", "stream", "permit", "document", "application", "underlying",
    "group", "language",
)  # fmt: skip
"""What can turn out wrong in a request, or change: who it is about and its number never do."""


def _wrong_kind(changed: Any) -> Iterator[Blocker]:
    """What the rulebook cannot even be asked with, and what only the record holds."""
    if not isinstance(changed.made_on, date):
        yield Blocker(
            "wrong-fact",
            Both("made_on: a day, as YYYY-MM-DD.", "made_on\u00a0: un jour, sous la forme AAAA-MM-JJ."),
        )
    if not isinstance(changed.application, Mapping | None):
        yield Blocker(
            "wrong-fact",
            Both("application: its facts, or null.", "application\u00a0: ses faits, ou null."),
        )
    for name in ("underlying", "group"):
        if not isinstance(getattr(changed, name), str | None):
            yield Blocker("wrong-fact", Both(f"{name}: text, or null.", f"{name}\u00a0: du texte, ou null."))


@dataclass(frozen=True, kw_only=True)
class CorrectRequest(Act):
    """Say what is right where the request was received otherwise, or has changed; the first line stays.

    Another document is issued (T3), or another stream turns out to be the right one: the findings follow.

    Attributes:
        changes: What changes, by the names of `CORRECTABLE`; days as `YYYY-MM-DD`.
    """

    title = Both("Correct the request", "Corriger la demande")
    roles = ("intake", *CASE_OFFICERS)

    changes: Facts
    reason: str

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        assert file.opening is not None
        names = ", ".join(CORRECTABLE)
        if not self.changes or not set(self.changes) <= set(CORRECTABLE):
            yield Blocker(
                "not-correctable",
                Both(f"Say what changes: {names}.", f"Dites ce qui change\u00a0: {names}."),
            )
            return
        if not self.reason.strip():
            yield Blocker("reason-missing", Both("Give the reason.", "Donnez la raison."))
        try:
            changed = corrected(file.opening, self.changes)
        except (TypeError, ValueError):
            yield Blocker(
                "wrong-fact",
                Both("made_on, mailed_on: a day that exists, as YYYY-MM-DD.",
                     "made_on, mailed_on\u00a0: un jour qui existe, sous la forme AAAA-MM-JJ."),
            )  # fmt: skip
            return
        if wrong := tuple(_wrong_kind(changed)):
            yield from wrong
            return
        yield from _made_on_a_day_to_come(changed.made_on, around)
        facts = {name: fact for name, fact in file.facts.items() if name not in self.changes}
        if changed == file.opening and facts == file.facts:
            yield Blocker("nothing-changed", Both("The record says so already.", "Le dossier le dit déjà."))
        if changed.language not in ("en", "fr"):
            yield Blocker("wrong-fact", Both("language: en or fr.", "language\u00a0: en ou fr."))
        as_changed = replay([Line(1, around.on, around.actor.id, "", changed)])
        for path, says in wrong_facts(as_changed, around.on, facts):
            yield Blocker("wrong-fact", Both(f"{path}: {says.en}", f"{path}\u00a0: {says.fr}"))

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.RequestCorrected(changes=self.changes, reason=self.reason)]
