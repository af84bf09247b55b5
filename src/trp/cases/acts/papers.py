"""Papers: asked for, received, or gone without; the request complete and paid; the acknowledgement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from trp.cases.papers import to_come
from trp.casework.acts import Act
from trp.casework.blockers import Blocker
from trp.casework.checks import amount, long_day
from trp.casework.files import CaseFile
from trp.casework.recording import (
    AskForDocuments,
    ReceiveDocuments,
    RecordCompletion,
    RecordMissingDocuments,
    SendAcknowledgement,
)
from trp.desk.acting import ActView
from trp.desk.forms import ActForm, day, text
from trp.desk.reader import Reader
from trp.desk.words import language, later, said, speech
from trp.journal.cases import Head
from trp.rulebook.language import Both

_STANDARD = ("Service Fees Act, s. 7",)


def lines_of(text: str) -> tuple[str, ...]:
    """What stands on lines of its own, each once."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class PapersView(ActView):
    """An act about papers: those that were asked for and have not come are shown."""

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        say = speech()
        held = to_come(file, reader.day, say) if file.asked_for else say("none", "aucun")
        return [
            (say("Documents that were asked for and have not come", "Documents demandés et non reçus"), held)
        ]


class AskForDocumentsForm(ActForm):
    about = AskForDocuments

    documents = text(
        later("Which documents?", "Quels documents?"), long=True,
        help_text=later("One on each line, as the client is to read it.", "Un par ligne, dans les termes que lira le client."),
        wrong=later("Name at least one document.", "Nommez au moins un document."),
    )  # fmt: skip
    due_on = day(later("By which day?", "Au plus tard à quelle date?"), required=False)

    def clean_documents(self) -> tuple[str, ...]:
        return lines_of(self.cleaned_data["documents"])

    def clean_due_on(self) -> Any:
        due = self.cleaned_data["due_on"]
        if due is not None and due < self.reader.day:
            shown = said(long_day(due))
            raise forms.ValidationError(speech()(f"{shown} has passed: give a day from today on.",
                                                 f"Le {shown} est passé : donnez une date à compter d’aujourd’hui."))  # fmt: skip
        return due


class AskForDocumentsView(PapersView):
    act = AskForDocuments
    form_class = AskForDocumentsForm
    will = Both("You are about to ask the client for documents in support of the request.",
                "Vous allez demander au client des documents à l’appui de sa demande.")  # fmt: skip
    under = ("Fee instruction, Outside Canada",)
    done = Both("The documents were asked for.", "Les documents ont été demandés.")

    def tries(self) -> Sequence[Act]:
        return [AskForDocuments(documents=("–",))]


class _AskedForForm(ActForm):
    """Chooses among the documents that were asked for."""

    def build(self) -> None:
        self.fields["documents"] = forms.MultipleChoiceField(
            label=later("Which of them?", "Lesquels?"), choices=[(one, one) for one in self.file.asked_for],
            widget=forms.CheckboxSelectMultiple, required=not isinstance(self, ReceiveDocumentsForm),
            error_messages={
                "required": later("Choose at least one document.", "Choisissez au moins un document."),
                "invalid_choice": later("“%(value)s” was not asked for, or came already.", "« %(value)s » n’a pas été demandé, ou est déjà arrivé."),
            },
        )  # fmt: skip
        if not self.file.asked_for:
            del self.fields["documents"]


class ReceiveDocumentsForm(_AskedForForm):
    about = ReceiveDocuments

    others = text(
        later("Others that came", "Autres documents reçus"), long=True, required=False,
        help_text=later("One on each line.", "Un par ligne."),
    )  # fmt: skip
    received_on = day(later("On which day did they come?", "À quelle date sont-ils arrivés?"))

    def build(self) -> None:
        super().build()
        self.fields["received_on"].initial = self.reader.day
        self.order_fields(["documents", "others", "received_on"])

    def clean(self) -> None:
        if not self._came() and not self.errors:
            first = "documents" if "documents" in self.fields else "others"
            self.add_error(
                first, later("Name at least one document that came.", "Nommez au moins un document reçu.")
            )

    def _came(self) -> tuple[str, ...]:
        told = self.cleaned_data
        return tuple(dict.fromkeys((*told.get("documents", ()), *lines_of(told.get("others", "")))))

    def make(self) -> Act:
        return ReceiveDocuments(documents=self._came(), received_on=self.cleaned_data["received_on"])


class ReceiveDocumentsView(PapersView):
    act = ReceiveDocuments
    form_class = ReceiveDocumentsForm
    will = Both("You are about to put on record that documents came.", "Vous allez consigner que des documents sont arrivés.")  # fmt: skip
    done = Both("The documents are on record.", "Les documents sont au dossier.")

    def tries(self) -> Sequence[Act]:
        return [ReceiveDocuments(documents=("–",), received_on=self.reader.day)]


class RecordMissingDocumentsForm(_AskedForForm):
    about = RecordMissingDocuments

    def make(self) -> Act:
        return RecordMissingDocuments(documents=tuple(self.cleaned_data.get("documents", ())))


class RecordMissingDocumentsView(PapersView):
    act = RecordMissingDocuments
    form_class = RecordMissingDocumentsForm
    will = Both("You are about to put on record that documents did not come: the request goes on without them.",
                "Vous allez consigner que des documents ne sont pas arrivés : la demande suit son cours sans eux.")  # fmt: skip
    done = Both("The missing documents are on record.", "Les documents manquants sont consignés.")

    def beforehand(self, head: Head, file: CaseFile, reader: Reader) -> tuple[Blocker, ...]:
        stops = self.stopped(RecordMissingDocuments(documents=tuple(file.asked_for)))
        return stops if file.asked_for or stops else (_NONE_WAITS,)


_NONE_WAITS = Blocker(
    "not-asked-for",
    Both("No document waits to come.", "Aucun document n’est attendu."),
    cleared_by=("AskForDocuments",),
    who=RecordMissingDocuments.roles,
)


class RecordCompletionForm(ActForm):
    about = RecordCompletion

    complete_on = day(later("On which day was the request complete and paid?", "À quelle date la demande a-t-elle été complète et payée?"))  # fmt: skip

    def build(self) -> None:
        self.fields["complete_on"].initial = self.reader.day


class RecordCompletionView(PapersView):
    act = RecordCompletion
    form_class = RecordCompletionForm
    about_entries = frozenset({"complete-before-paid", "day-to-come"})
    will = Both("You are about to put on record that the request is complete and paid: the 30 days for the acknowledgement run from that day.",
                "Vous allez consigner que la demande est complète et payée : les 30 jours de l’accusé de réception courent à compter de ce jour.")  # fmt: skip
    under = _STANDARD
    done = Both(
        "The request is on record as complete and paid.", "La demande est consignée comme complète et payée."
    )

    def tries(self) -> Sequence[Act]:
        return [RecordCompletion(complete_on=self.reader.day)]

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        say = speech()
        return [*super().facts(head, file, reader), (say("Paid", "Payé"), amount(file.paid).in_(language()))]


class SendAcknowledgementForm(ActForm):
    about = SendAcknowledgement


class SendAcknowledgementView(ActView):
    act = SendAcknowledgement
    form_class = SendAcknowledgementForm
    will = Both("You are about to put on record that the acknowledgement of processing is sent today; the clock of the 30 days stops.",
                "Vous allez consigner que l’accusé de réception du traitement est envoyé aujourd’hui; le délai de 30 jours cesse de courir.")  # fmt: skip
    under = _STANDARD
    done = Both("The acknowledgement is on record.", "L’accusé de réception est consigné.")

    def tries(self) -> Sequence[Act]:
        return [SendAcknowledgement()]

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        if file.complete_on is None:
            return []
        return [(speech()("Complete and paid on", "Complète et payée le"), said(long_day(file.complete_on)))]
