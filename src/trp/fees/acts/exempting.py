"""The exemption that applies is recorded; a policy that the register lacks is proposed, and confirmed by a second person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trp.casework.acts import Act
from trp.casework.checks import long_day
from trp.casework.exemptions import ClaimExemption, ConfirmExemption, ProposeExemption, RecordExemption
from trp.casework.fees import RequestFee
from trp.casework.files import CaseFile
from trp.casework.gcms.words import NONE, fill, listed, provision
from trp.desk.forms import ActForm, day, text
from trp.desk.reader import Reader
from trp.desk.words import later, speech
from trp.fees.acts.page import ENTRY, FeeView
from trp.fees.looking import names
from trp.journal.cases import Head
from trp.rulebook.language import Both

_MEASURES = ("A25.2(2)", "Fee instruction, public policies")


_WRITTEN = Both(
    "The exemption found is written with code {code} and its authority: {under}. The fee is then settled.",
    "La dispense constatée est consignée avec le code {code} et son fondement : {under}. Les frais sont alors réglés.",
)
_WITHOUT_CODE = Both(
    "The exemption found has no code; it is written with its authority: {under}. The fee is then settled.",
    "La dispense constatée n’a pas de code; elle est consignée avec son fondement : {under}. Les frais sont alors réglés.",
)


class RecordExemptionForm(ActForm):
    about = RecordExemption


class RecordExemptionView(FeeView):
    """What the rulebook found is written as it was found: there is nothing to choose."""

    act = RecordExemption
    form_class = RecordExemptionForm
    template_name = "fees/nothing_typed.html"
    will = Both(
        "As the record stands, no exemption is found that could be written.",
        "Selon le dossier, aucune dispense n’est constatée qui puisse être consignée.",
    )
    done = Both("The exemption is on record.", "La dispense est au dossier.")

    def tries(self) -> Sequence[Act]:
        return [RecordExemption()]

    def instead(self) -> Sequence[Act]:
        return [RequestFee(), ConfirmExemption(), ProposeExemption(reference=ENTRY, citation=ENTRY, since=self.reader.day)]  # fmt: skip

    def says(self, file: CaseFile, reader: Reader) -> tuple[Both, tuple[str, ...]]:
        fee = self.said.finding("fee")
        if fee.outcome != "EXEMPT":
            return self.will, fee.under
        code, under = fee.fields["code"], listed(map(provision, fee.under))
        return fill(_WRITTEN if code else _WITHOUT_CODE, code=code or "", under=under), (
            "Fee instruction, Fee exemptions",
        )

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        fee, say = self.said.finding("fee"), speech()
        rows = super().facts(head, file, reader)
        if fee.outcome == "EXEMPT":
            under = listed(map(provision, fee.under)).in_(say.language)
            rows[1:1] = [
                (say("Code that is written", "Code qui est consigné"), fee.fields["code"] or NONE.in_(say.language)),
                (say("Authority that is written", "Fondement qui est consigné"), under),
            ]  # fmt: skip
        return rows


class ProposeForm(ActForm):
    about = ProposeExemption

    reference = text(
        later("Which policy or remission order?", "Quelle politique ou quel décret de remise?"),
        help_text=later("Its title or number, as it is published.", "Son titre ou son numéro, tel qu’il est publié."),
        wrong=later("Give its title or number: a colleague has to find it again (A25.2(2)).", "Donnez son titre ou son numéro : un collègue doit pouvoir le retrouver (L25.2(2))."),
    )  # fmt: skip
    citation = text(
        later("Where is it published?", "Où est-elle publiée?"), most=500,
        help_text=later("The address of the page, or the issue of the Canada Gazette.", "L’adresse de la page, ou le numéro de la Gazette du Canada."),
        wrong=later("Say where it is published: what cannot be read cannot be confirmed (A25.2(2)).", "Dites où elle est publiée : ce qui ne peut être lu ne peut être confirmé (L25.2(2))."),
    )  # fmt: skip
    since = day(later("First day in force, that day included", "Premier jour en vigueur, ce jour compris"))
    until = day(
        later("Last day in force, that day included", "Dernier jour en vigueur, ce jour compris"), required=False,
        help_text=later("Leave empty if none is set. Year-month-day, e.g. 2026-03-02.", "Laissez vide si aucun n’est fixé. Année-mois-jour, p. ex. 2026-03-02."),
    )  # fmt: skip
    code = text(
        later("Cost-recovery code", "Code de recouvrement des coûts"), required=False, most=20,
        help_text=later("Leave empty if the policy gives none.", "Laissez vide si la politique n’en donne pas."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", later("The last day lies before the first: one of the two is wrong.", "Le dernier jour précède le premier : l’un des deux est erroné."))  # fmt: skip
        return found

    def entered(self) -> dict[str, Any]:
        told = super().entered()
        return {**told, "code": told["code"] or None}


class ProposeExemptionView(FeeView):
    """A policy that the register lacks is proposed; it counts once a second person has confirmed it."""

    act = ProposeExemption
    form_class = ProposeForm
    about_entries = frozenset({"citation-missing", "policy-not-in-force"})
    under = _MEASURES
    done = Both("The policy is proposed, and waits for a second person.", "La politique est proposée, et attend une deuxième personne.")  # fmt: skip
    will = Both(
        "A public policy or remission order that the register lacks is proposed as freeing this person from the fee. It counts once a second person has confirmed it.",
        "Une politique d’intérêt public ou un décret de remise absent du registre est proposé comme dispensant cette personne des frais. Il compte une fois qu’une deuxième personne l’a confirmé.",
    )

    def tries(self) -> Sequence[Act]:
        return [ProposeExemption(reference=ENTRY, citation=ENTRY, since=self.reader.day)]

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        assert file.opening is not None
        say = speech()
        made = (say("Made on; the policy must be in force that day", "Faite le; la politique doit être en vigueur ce jour-là"), long_day(file.opening.made_on).in_(say.language))  # fmt: skip
        return [made, *super().facts(head, file, reader)]


class ConfirmForm(ActForm):
    about = ConfirmExemption


class ConfirmExemptionView(FeeView):
    """A second person confirms what a colleague proposed, as it was proposed."""

    act = ConfirmExemption
    form_class = ConfirmForm
    template_name = "fees/nothing_typed.html"
    under = _MEASURES
    will = Both(
        "You confirm, as the second person, that the policy below exists, was in force on the day of the request and covers this person. The exemption is recorded next.",
        "Vous confirmez, à titre de deuxième personne, que la politique ci-dessous existe, était en vigueur le jour de la demande et vise cette personne. La dispense est consignée ensuite.",
    )
    done = Both("The policy is confirmed.", "La politique est confirmée.")

    def tries(self) -> Sequence[Act]:
        return [ConfirmExemption()]

    def instead(self) -> Sequence[Act]:
        return [RecordExemption(), ClaimExemption(counselled_on=self.reader.day), RequestFee()]

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        one, say = file.proposed, speech()
        if one is None:
            return super().facts(head, file, reader)
        by = names({file.proposed_by or ""}).get(file.proposed_by or "", "–")
        until = long_day(one.until) if one.until else Both("none set", "aucun jour fixé")
        return [
            (say("Policy or order", "Politique ou décret"), one.reference),
            (say("Published", "Publication"), one.citation),
            (say("First day in force", "Premier jour en vigueur"), long_day(one.since).in_(say.language)),
            (say("Last day in force", "Dernier jour en vigueur"), until.in_(say.language)),
            (say("Code", "Code"), one.code or NONE.in_(say.language)),
            (say("Proposed by", "Proposée par"), by),
            *super().facts(head, file, reader),
        ]
