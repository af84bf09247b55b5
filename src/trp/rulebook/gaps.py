"""Where the source pages leave a gap, or contradict each other: what they say, where, and the reading that we take.

It is not part of an edition: a gap can be described better without a change of law. What is read into it is (`readings`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from trp.rulebook.frozen import frozen
from trp.rulebook.language import Both

Kind = Literal["gap", "contradiction"]

KINDS: dict[Kind, Both] = {
    "gap": Both("Gap in the pages", "Lacune des pages"),
    "contradiction": Both("Contradiction between the pages", "Contradiction entre les pages"),
}


@frozen
class Gap:
    """Something that the pages leave open, or say in two ways.

    Attributes:
        key: G1 and so on; a number does not change.
        under: The passages that it lies in or between.
        readings: Those by which it is settled; none: it stays open, and whoever meets it looks it up.
    """

    key: str
    kind: Kind
    says: Both
    under: tuple[str, ...]
    readings: tuple[str, ...]


_NECESSARY, _NOT_NECESSARY = "Interview instruction, necessary", "Interview instruction, may not be necessary"
_FEE, _ABROAD, _INLAND, _POE = "Fee instruction", "Fee instruction, Outside Canada", "Fee instruction, Inside Canada", "Fee instruction, Port of entry"  # fmt: skip

GAPS = {
    gap.key: gap
    for gap in (
        Gap("G1", "contradiction", Both(
            "The fee comes before any assessment; the one-time exemption is for a person to whom a permit is being issued, which nobody knows before the assessment.",
            "Les frais précèdent toute évaluation; la dispense unique vise une personne à qui un permis est délivré, ce que nul ne sait avant l’évaluation."),
            (_FEE, "Fee instruction, M31", "One-time exemption policy"), ("T1",)),
        Gap("G2", "contradiction", Both(
            "One sentence has the fee requested before the recommendation goes to the Minister’s delegate; another has it collected before the assessment.",
            "Une phrase veut que les frais soient demandés avant l’envoi de la recommandation au délégué du ministre; une autre, qu’ils soient perçus avant l’évaluation."),
            (_INLAND, _FEE), ("T2",)),
        Gap("G3", "contradiction", Both(
            "The exemption of a person who applies with a visitor visa depends on a counterfoil that is issued at the end; the fee is settled at the beginning.",
            "La dispense de la personne qui demande aussi un visa de visiteur dépend d’une vignette délivrée à la fin; les frais se règlent au début."),
            ("R298(2)(a)", "Fee instruction, R296(2)(d)"), ("T3", "I5")),
        Gap("G4", "contradiction", Both(
            "At the Minister’s request the fee is taken at issuance unless otherwise instructed; every other sentence takes it before the assessment, and R298(1) knows no such instruction.",
            "Si le ministre demande le permis, les frais sont perçus à la délivrance, sauf instruction contraire; toutes les autres phrases les exigent avant l’évaluation, et R298(1) ne prévoit aucune instruction de ce genre."),
            (_FEE, "R298(1)"), ("T4", "I4", "I14")),
        Gap("G5", "contradiction", Both(
            "Both lists on interviews speak: the grounds are health or non-compliance alone, with neither credibility nor merit in issue, and yet something makes an interview necessary, such as an intentional overstay.",
            "Les deux listes sur les entrevues se prononcent : seuls des motifs sanitaires ou un manquement à la loi sont en cause, ni la crédibilité ni le fond ne sont contestés, et pourtant une circonstance rend l’entrevue nécessaire, par exemple un séjour prolongé intentionnel."),
            (_NECESSARY, _NOT_NECESSARY), ("T5",)),
        Gap("G6", "gap", Both(
            "Neither list on interviews speaks: A36(2) criminality by itself, for example, is not serious and is neither health nor non-compliance.",
            "Aucune des deux listes sur les entrevues ne se prononce : la criminalité visée à L36(2), à elle seule, n’est pas grave et n’est ni un motif sanitaire ni un manquement à la loi."),
            (_NECESSARY, _NOT_NECESSARY), ("T5",)),
        Gap("G7", "contradiction", Both(
            "The English text of the second list joins its two conditions with “and”; the French text lists them with no joining word.",
            "Le texte anglais de la seconde liste relie ses deux conditions par « and »; le texte français les énumère sans mot de liaison."),
            (_NOT_NECESSARY,), ("I1",)),
        Gap("G8", "gap", Both(
            "“Serious inadmissibility” makes an interview necessary and is defined nowhere.",
            "L’« interdiction de territoire grave » rend l’entrevue nécessaire et n’est définie nulle part."),
            (_NECESSARY,), ("I3",)),
        Gap("G9", "gap", Both(
            "Several exemptions can hold for one person, and no page gives their order.",
            "Plusieurs dispenses peuvent s’appliquer à une même personne, et aucune page n’en donne l’ordre."),
            ("Fee instruction, Fee exemptions", "R298(2)"), ("T6",)),
        Gap("G10", "gap", Both(
            "Assessment may not start before the fee is settled, and no page says where it starts.",
            "L’évaluation ne peut commencer avant le règlement des frais, et aucune page ne dit où elle commence."),
            (_FEE,), ("T7",)),
        Gap("G11", "gap", Both(
            "A term of imprisonment defeats the one-time exemption; the policy does not say what becomes of a term that is suspended, conditional, or equal to the time served.",
            "Une peine d’emprisonnement fait obstacle à la dispense unique; la politique ne dit rien de celle qui est suspendue, avec sursis ou égale au temps déjà passé sous garde."),
            ("Fee instruction, M31", "One-time exemption policy"), ("I7",)),
        Gap("G12", "contradiction", Both(
            "One page says “rejected as incomplete”, another “returned as incomplete”.",
            "Une page parle de demande « rejetée comme incomplète », une autre de demande « renvoyée comme incomplète »."),
            (_INLAND, "R12"), ("I12",)),
        Gap("G13", "gap", Both(
            "The page says that the fee is “non-refundable” without saying from which day.",
            "La page dit que les frais ne sont pas remboursables, sans préciser à compter de quel jour."),
            ("Refund instruction",), ("I13",)),
        Gap("G14", "contradiction", Both(
            "The Regulations want a permit that is valid six months; pages of instructions say 180 days, which never reach them.",
            "Le Règlement exige un permis valide six mois; des pages d’instructions disent 180 jours, qui n’y suffisent jamais."),
            ("R208(b)", "R199(d)", "R208 instruction"), ("I16",)),
        Gap("G15", "gap", Both(
            "The delegation instrument names neither A36(2.1) nor A40.1.",
            "L’instrument de délégation ne nomme ni L36(2.1) ni L40.1."),
            ("Delegation instrument", "A36(2.1)", "A40.1"), ("I17",)),
        Gap("G16", "gap", Both(
            "The delegation instrument has no item for a person against whom no ground was found, and does not say which item governs where there are several grounds.",
            "L’instrument de délégation n’a aucun point pour la personne contre qui aucun motif n’a été constaté, et ne dit pas lequel l’emporte lorsqu’il y a plusieurs motifs."),
            ("Delegation instrument",), ("I18", "I19")),
        Gap("G17", "gap", Both(
            "The disclosure instruction does not speak of classified information on which the decision would rest.",
            "L’instruction sur la divulgation ne parle pas du renseignement classifié sur lequel la décision s’appuierait."),
            ("Interview instruction, Disclosure of information",), ("I10",)),
        Gap("G18", "gap", Both(
            "The pages state no permit-fee exemption code for family violence, state care or transit, nor for most paragraphs of R298(2).",
            "Les pages n’indiquent aucun code de dispense des frais de permis pour la violence familiale, la protection de l’enfance ou le transit, ni pour la plupart des alinéas de R298(2)."),
            ("Fee instruction, Fee exemptions", "FMV policy", "State-care policy", "Transit policy"), ()),
        Gap("G19", "gap", Both(
            "The list of public policies and remission orders is, in its own words, not exhaustive and may be outdated.",
            "La liste des politiques d’intérêt public et des décrets de remise n’est, selon ses propres termes, pas exhaustive et peut être périmée."),
            ("Fee instruction, public policies",), ()),
        Gap("G20", "gap", Both(
            "At a port of entry the page gives no authority to accept a request before the fee is paid, and does not say what an unpaid one is.",
            "À un point d’entrée, la page ne donne aucun pouvoir d’accepter une demande avant le paiement des frais, et ne dit pas ce qu’est une demande impayée."),
            (_POE,), ("I15",)),
    )
}  # fmt: skip
"""By their keys."""


def beside(citations: Iterable[str]) -> tuple[Gap, ...]:
    """The gaps on which something rests that cites these: those whose reading is among them.

    One that no reading settles belongs to whatever cites one of its passages.
    """
    cited = set(citations)
    return tuple(
        gap for gap in GAPS.values()
        if cited.intersection(gap.readings) or (not gap.readings and cited.intersection(gap.under))
    )  # fmt: skip
