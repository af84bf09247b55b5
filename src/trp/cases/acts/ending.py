"""Two ends of a case that are not about the fee: the client withdraws, or the Act bars the request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from trp.casework.acts import Act
from trp.casework.checks import long_day
from trp.casework.endings import CloseBarred, WithdrawRequest
from trp.casework.files import CaseFile
from trp.casework.found import found
from trp.desk.acting import ActView
from trp.desk.forms import ActForm, text
from trp.desk.reader import Reader
from trp.desk.words import later, said, speech
from trp.journal.cases import Head
from trp.rulebook.language import Both


class WithdrawRequestForm(ActForm):
    about = WithdrawRequest

    reason = text(
        later("What did the client say?", "Qu’a dit le client?"), long=True,
        wrong=later("Give the reason, as the client gave it.", "Donnez la raison, telle que le client l’a donnée."),
    )  # fmt: skip


class WithdrawRequestView(ActView):
    act = WithdrawRequest
    form_class = WithdrawRequestForm
    will = Both("You are about to put on record that the client takes the request back: the case ends. A fee that was paid is not refunded here.",
                "Vous allez consigner que le client retire sa demande : le dossier prend fin. Les frais payés ne sont pas remboursés ici.")  # fmt: skip
    under = ("Fee instruction",)
    done = Both(
        "The case is closed: the request was withdrawn.", "Le dossier est fermé : la demande a été retirée."
    )

    def tries(self) -> Sequence[Act]:
        return [WithdrawRequest(reason="–")]


class CloseBarredForm(ActForm):
    about = CloseBarred


class CloseBarredView(ActView):
    act = CloseBarred
    form_class = CloseBarredForm
    will = Both("You are about to close the case because the Act bars the request. The record says which provision, and the first day on which a request may be made.",
                "Vous allez fermer le dossier parce que la Loi interdit la demande. Le dossier dit quelle disposition s’applique, et le premier jour où une demande pourra être faite.")  # fmt: skip
    under = ("A24(3.1)", "A24(4)", "A24(5)")
    done = Both(
        "The case is closed: the Act bars the request.", "Le dossier est fermé : la Loi interdit la demande."
    )

    def tries(self) -> Sequence[Act]:
        return [CloseBarred()]

    def says(self, file: CaseFile, reader: Reader) -> tuple[Both, tuple[str, ...]]:
        """With the provision that bars it, where one does."""
        bar = found(file, reader.day).finding("bar")
        return self.will, bar.under if bar.outcome not in ("NONE", "UNDETERMINED") else self.under

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        say = speech()
        bar = found(file, reader.day).finding("bar")
        rows = [(say("Bars", "Interdictions"), said(bar.says))]
        if first := bar.fields.get("first_day_open"):
            day = said(long_day(date.fromisoformat(first)))
            rows.append(
                (
                    say(
                        "First day on which a request may be made",
                        "Premier jour où une demande pourra être faite",
                    ),
                    day,
                )
            )
        return rows
