"""What a table that only repeats the journal says otherwise than the journal does."""

from __future__ import annotations

from dataclasses import dataclass

from trp.rulebook.language import Both, Language

SAYS: dict[str, Both] = {
    "case": Both("the row did not repeat its lines ({columns})", "la rangée ne répétait pas ses lignes ({columns})"),
    "case-missing": Both("the row was missing", "la rangée manquait"),
    "case-empty": Both("the case has no line to replay; run trp verify",
                       "le cas n’a aucune ligne à rejouer; lancez trp verify"),
    "case-unreadable": Both("its lines cannot be replayed; run trp verify",
                            "ses lignes ne peuvent être rejouées; lancez trp verify"),
    "claim-missing": Both("its live claim of the one-time exemption was not in the register",
                          "la dispense unique qui y est invoquée n’était pas au registre"),
    "claim-extra": Both("the register showed a live claim that its lines do not tell",
                        "le registre montrait une dispense invoquée que ses lignes ne disent pas"),
    "grant-missing": Both("the one-time exemption granted in it is not in the register, or not as granted",
                          "la dispense unique qui y a été accordée n’est pas au registre, ou pas telle qu’accordée"),
    "grant-extra": Both("the register shows a one-time exemption that its lines do not grant",
                        "le registre montre une dispense unique que ses lignes n’accordent pas"),
    "who": Both("client number {columns}: its record stands for another person than the merges in the journal say",
                "numéro de client {columns} : la fiche n’est pas celle de la personne que disent les fusions du journal"),
    "meeting-missing": Both("a merge met two one-time exemptions, and the register does not report it",
                            "une fusion a fait se rencontrer deux dispenses uniques, et le registre ne le signale pas"),
    "duty": Both("who took its money and who assessed it did not stand as its lines say",
                 "qui en a reçu l’argent et qui l’a évalué n’étaient pas inscrits comme le disent ses lignes"),
    "review": Both("its acts under the exception of a small post were not those that a review is noted for",
                   "ses actes visés par l’exception des petits bureaux n’étaient pas ceux qu’un examen doit suivre"),
    "receipt": Both("receipt {columns}, of which it took a part: the amount allocated was not what the journals say",
                    "reçu {columns}, dont il a pris une part : le montant attribué n’était pas celui que disent les journaux"),
    "receipt-unclaimed": Both("receipt {columns}: an amount was allocated that no journal tells",
                              "reçu {columns} : un montant était attribué sans qu’aucun journal le dise"),
    "receipt-missing": Both("receipt {columns}, of which it took a part, is not on record, or is smaller than that",
                            "le reçu {columns}, dont il a pris une part, n’est pas inscrit, ou est inférieur à cette part"),
    "receipt-lost": Both("receipt {columns} was not in the register", "le reçu {columns} n’était pas au registre"),
    "receipt-office": Both("receipt {columns}: another office had it reserved than its lines say",
                           "reçu {columns} : il était réservé par un autre bureau que ne le disent ses lignes"),
    "receipt-altered": Both("receipt {columns} is not as its source listed it, or no source listed it",
                            "le reçu {columns} n’est pas tel que sa source l’a indiqué, ou aucune source ne l’a indiqué"),
    "transfer-missing": Both("a transfer of money that its lines tell was not in the ledger",
                             "un transfert d’argent que ses lignes disent n’était pas au grand livre"),
    "transfer-altered": Both("the ledger holds a transfer of money otherwise than its lines tell it",
                             "le grand livre contient un transfert d’argent autrement que ses lignes ne le disent"),
    "day-altered": Both("the close of a day stands otherwise than its lines tell it",
                        "la clôture d’une journée figure autrement que ses lignes ne le disent"),
    "refund-altered": Both("a refund stands otherwise than its lines tell it",
                           "un remboursement figure autrement que ses lignes ne le disent"),
}  # fmt: skip
"""What is found; a value is never told, so that a restricted case is not told either beyond its number."""

LEFT = ("case-empty", "case-unreadable", "grant-missing", "grant-extra", "who", "meeting-missing", "receipt-missing",
        "receipt-altered", "transfer-altered", "refund-altered", "day-altered")  # fmt: skip
"""What a rebuild reports and leaves as it is: a grant is for ever, and what is gone cannot be replayed."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    Attributes:
        code: One of `SAYS`.
        case: The number of the case; empty: no case took part.
        columns: The names of the columns that differed, or the number of the receipt.
    """

    code: str
    case: str
    columns: str = ""

    def said(self, language: Language) -> str:
        """The difference on one line."""
        says = SAYS[self.code].in_(language).format(columns=self.columns)
        if not self.case:
            return says[0].upper() + says[1:] + "."
        return f"{self.case}{': ' if language == 'en' else ' : '}{says}."
