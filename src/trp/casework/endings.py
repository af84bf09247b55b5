"""The other ends of a case: unpaid abroad, returned, withdrawn at the border, barred, withdrawn by the client."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from trp.casework import events as e
from trp.casework.acts import Act
from trp.casework.around import CASE_OFFICERS, Around
from trp.casework.assessing import lapsed
from trp.casework.blockers import Blocker
from trp.casework.checks import facts_needed, of, shut
from trp.casework.events import Event
from trp.casework.files import CaseFile
from trp.rulebook.language import UNDETERMINED, Both


def _gate_is(file: CaseFile, around: Around, outcome: str) -> Iterator[Blocker]:
    """An end that the gate must call for; also after assessment started, where what opened the gate has fallen."""
    said = of(file, around)
    if said.outcome("gate") == UNDETERMINED:
        yield from facts_needed(said, "gate")
    elif said.outcome("gate") == "MD_FIRST":
        finding = said.finding("gate")
        clears, who = ("RecordCircumstances",), ("delegate", "border_officer")
        yield Blocker("delegate-first", finding.says, finding.under, cleared_by=clears, who=who)
    elif said.outcome("gate") != outcome:
        says, under = shut(said)
        not_so = Both(
            f"The request does not end that way. {says.en}", f"La demande ne prend pas fin ainsi. {says.fr}"
        )
        yield Blocker("not-this-end", not_so, under)


@dataclass(frozen=True, kw_only=True)
class CloseUnpaid(Act):
    """Outside Canada, unable or unwilling to pay: advise that the request cannot be processed.

    The fact is noted on the underlying application, which can then be decided.
    """

    title = Both("Close: the client does not pay", "Fermer : le client ne paie pas")
    roles = ("officer",)
    reads = ("register",)

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        return _gate_is(file, around, "CLOSED_UNPAID")

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        assert file.opening is not None
        return [
            e.ClosedUnpaid(advised_on=around.on, underlying=file.opening.underlying),
            *lapsed(file, "closed"),
        ]


@dataclass(frozen=True, kw_only=True)
class ReturnIncomplete(Act):
    """In Canada: send back an application that came without its fee. It is no refusal."""

    title = Both("Return as incomplete", "Renvoyer la demande incomplète")
    roles = ("intake", "officer")
    reads = ("register",)

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        return _gate_is(file, around, "RETURN_INCOMPLETE")

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.ReturnedIncomplete(returned_on=around.on), *lapsed(file, "returned")]


@dataclass(frozen=True, kw_only=True)
class WithdrawAtBorder(Act):
    """At a port of entry: the person withdraws and may return when able to pay; not while R42(2) stops it."""

    title = Both("Record the withdrawal at the border", "Consigner le retrait à la frontière")
    roles = ("border_officer",)
    reads = ("register",)

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        return _gate_is(file, around, "WITHDRAW_POE")

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.WithdrawnAtBorder(withdrawn_on=around.on), *lapsed(file, "withdrawn")]


@dataclass(frozen=True, kw_only=True)
class CloseBarred(Act):
    """The Act closes the request: say which provision, and the first day on which a request may be made."""

    title = Both("Close: the Act bars the request", "Fermer : la Loi interdit la demande")
    reads = ("register",)

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        return _gate_is(file, around, "BARRED")

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        bar = of(file, around).finding("bar")
        first = bar.fields["first_day_open"]
        return [
            e.ClosedBarred(
                provision=bar.under[0], first_day_open=date.fromisoformat(first) if first else None
            ),
            *lapsed(file, "barred"),
        ]


@dataclass(frozen=True, kw_only=True)
class WithdrawRequest(Act):
    """The client takes the request back."""

    title = Both("Record that the request is withdrawn", "Consigner le retrait de la demande")
    roles = ("intake", *CASE_OFFICERS)

    reason: str

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if not self.reason.strip():
            yield Blocker("reason-missing", Both("Give the reason.", "Donnez la raison."))

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.RequestWithdrawn(withdrawn_on=around.on, reason=self.reason), *lapsed(file, "withdrawn")]
