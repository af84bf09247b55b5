"""Every source that a rule cites: instrument, title in both languages, address, the day it was last checked.

`verified` is False where what we hold comes from a secondary source; a finding that rests on it says so.
"""

from __future__ import annotations

import re
from datetime import date

from trp.rulebook.language import Both, Language, Source

FIRST_DAY = date(2010, 11, 4)
"""The first day of law held here: the text of R298(1) in force today has been in force since that day."""

_READ = date(2026, 11, 21)  # the day on which the stored texts were last held against the rows
_MANUAL = "https://www.canada.ca/en/immigration-refugees-citizenship/corporate/publications-manuals/operational-bulletins-manuals"

SOURCES = (
    Source(
        "IRPA",
        Both(
            "Immigration and Refugee Protection Act, to 2026-03-31",
            "Loi sur l’immigration et la protection des réfugiés, au 31 mars 2026",
        ),
        "https://laws-lois.justice.gc.ca/eng/acts/i-2.5/",
        _READ,
        cites=("A",),
    ),
    Source(
        "IRPR",
        Both(
            "Immigration and Refugee Protection Regulations, to 2026-06-14",
            "Règlement sur l’immigration et la protection des réfugiés, au 14 juin 2026",
        ),
        "https://laws-lois.justice.gc.ca/eng/regulations/sor-2002-227/",
        _READ,
        cites=("R",),
    ),
    Source(
        "SFA",
        Both("Service Fees Act", "Loi sur les frais de service"),
        "https://laws-lois.justice.gc.ca/eng/acts/s-8.4/",
        _READ,
        cites=("Service Fees Act",),
    ),
    Source(
        "INTERP",
        Both("Interpretation Act", "Loi d’interprétation"),
        "https://laws-lois.justice.gc.ca/eng/acts/i-21/",
        _READ,
        cites=("Interpretation Act",),
    ),
    Source(
        "CC",
        Both("Criminal Code", "Code criminel"),
        "https://laws-lois.justice.gc.ca/eng/acts/c-46/",
        _READ,
        cites=("Criminal Code",),
    ),
    Source(
        "S-FEE",
        Both(
            "Fee instruction: Temporary resident permit [section R298 and subsection A24(1)], 2025-06-11",
            "Instruction sur les frais : Permis de séjour temporaire [R298 et L24(1)], 11 juin 2025",
        ),
        f"{_MANUAL}/fees/immigration/temporary-resident-permit-r298-a24-1.html",
        _READ,
        cites=("Fee instruction",),
    ),
    Source(
        "S-INT",
        Both(
            "Interview instruction: Temporary Resident Permits: Information-gathering (including interviews), 2017-10-16",
            "Instruction sur les entrevues : Permis de séjour temporaire (PST) : collecte de renseignements (y compris lors d’entrevues), 16 octobre 2017",
        ),
        f"{_MANUAL}/temporary-residents/permits/information-gathering-including-interviews.html",
        _READ,
        cites=("Interview instruction",),
    ),
    Source(
        "IL3",
        Both(
            "Instrument of Designation and Delegation, Fall 2025",
            "Instrument de désignation et de délégation, automne 2025",
        ),
        "canada.ca, il3-eng.pdf",
        _READ,
        cites=("Delegation instrument",),
    ),
    Source(
        "ENF4",
        Both("ENF 4, Port of Entry Examinations", "ENF 4, Contrôles aux points d’entrée"),
        "canada.ca, enf04-eng.pdf",
        _READ,
        cites=("ENF 4",),
    ),
    Source(
        "ENF5",
        Both("ENF 5, Writing 44(1) Reports", "ENF 5, Rédaction des rapports en vertu du L44(1)"),
        "canada.ca, enf05-eng.pdf",
        _READ,
        cites=("ENF 5",),
    ),
    Source(
        "ONE-TIME",
        Both(
            "Public policy of 2012-01-13: one-time fee exemption, A36(2) criminality",
            "Politique d’intérêt public du 13 janvier 2012 : dispense unique des frais, criminalité visée à L36(2)",
        ),
        f"{_MANUAL}/fees/immigration/temporary-resident-permit-r298-a24-1.html",
        _READ,
        cites=("One-time exemption policy",),
    ),
    Source(
        "VTIP",
        Both(
            "Public policy on victims of trafficking in persons, with MI81 (page of 2025-04-04)",
            "Politique d’intérêt public sur les victimes de la traite de personnes, avec les IM81 (page du 4 avril 2025)",
        ),
        f"{_MANUAL}/temporary-residents/permits/considerations-specific-victims-human-trafficking.html",
        _READ,
        cites=("VTIP policy",),
    ),
    Source(
        "FMV",
        Both(
            "Public policy on victims of family violence, with MI82 (page of 2025-04-04)",
            "Politique d’intérêt public sur les victimes de violence familiale, avec les IM82 (page du 4 avril 2025)",
        ),
        f"{_MANUAL}/temporary-residents/permits/family-violence.html",
        _READ,
        cites=("FMV policy",),
    ),
    Source(
        "STATE",
        Both(
            "Public policy on foreign nationals who were in state care (instructions of 2023-07-25, in force 2023-09-29)",
            "Politique d’intérêt public sur les étrangers qui ont été sous la responsabilité légale du système de protection de l’enfance (instructions du 25 juillet 2023, en vigueur le 29 septembre 2023)",
        ),
        f"{_MANUAL}/temporary-residents/permits/state-care.html",
        _READ,
        cites=("State-care policy",),
    ),
    Source(
        "TRANSIT",
        Both(
            "Public policy of 2012-01-11 on transit without visa, the China Transit Program and emergency landings",
            "Politique d’intérêt public du 11 janvier 2012 sur le transit sans visa, le Programme sur le transit des Chinois et les atterrissages d’urgence",
        ),
        "canada.ca, enf04-eng.pdf",
        _READ,
        cites=("Transit policy",),
    ),
    Source(
        "R208",
        Both("Humanitarian reasons: R208, 2022-12-06", "Motifs humanitaires : R208, 6 décembre 2022"),
        f"{_MANUAL}/foreign-workers/humanitarian-reasons-r208.html",
        _READ,
        cites=("R208 instruction",),
    ),
    Source(
        "SUBSEQ",
        Both("Instruction on subsequent permits", "Instruction sur les permis subséquents"),
        f"{_MANUAL}/temporary-residents/permits/subsequent-permits.html",
        _READ,
        cites=("Subsequent-permit instruction",),
    ),
    Source(
        "UPP",
        Both(
            "Instructions on the Urgent Protection Program",
            "Instructions sur le Programme de protection d’urgence",
        ),
        "canada.ca (the address of the page is not held)",
        _READ,
        cites=("UPP instructions",),
    ),
    Source(
        "REMIT-H",
        Both(
            "Temporary resident permit remission policy, under the Service Fees Act",
            "Politique de remise pour les permis de séjour temporaire, en vertu de la Loi sur les frais de service",
        ),
        f"{_MANUAL}/remissions-policy-service-fees-act/temporary-resident-permit-remission-policy.html",
        _READ,
        cites=("Remission policy",),
    ),
    Source(
        "REFUND",
        Both("Instruction on refunds", "Instruction sur les remboursements"),
        f"{_MANUAL}/fees/refunds.html",
        _READ,
        cites=("Refund instruction",),
    ),
    Source(
        "REMOVAL",
        Both(
            "Instruction on removal orders and immigration warrants",
            "Instruction sur les mesures de renvoi et les mandats d’immigration",
        ),
        f"{_MANUAL}/temporary-residents/permits/removal-orders-immigration-warrants.html",
        _READ,
        cites=("Removal-order instruction",),
    ),
    Source(
        "SI",
        Both("Remission orders (SI)", "Décrets de remise (TR)"),
        "https://laws-lois.justice.gc.ca/eng/regulations/",
        _READ,
        cites=("SI",),
    ),
    Source(
        "FEE-NOTICE",
        Both(
            "IRCC fee notices of 2023, 2024 and 2025, as republished by others",
            "Avis de frais d’IRCC de 2023, 2024 et 2025, tels que reproduits par des tiers",
        ),
        "workglobalcanada.com (2023), nairametrics.com (2024), visaverge.com and rcicnews.com (2025)",
        _READ,
        cites=("IRCC fee notice",),
        verified=False,
    ),
    Source(
        "READINGS",
        Both(
            "This rulebook’s own readings (docs/decisions)",
            "Les interprétations propres à ce recueil (docs/decisions)",
        ),
        "docs/decisions/",
        _READ,
        cites=("T", "I"),
    ),
)

_JUSTICE = "https://laws-lois.justice.gc.ca/fra"
_IN_FRENCH = {
    "IRPA": f"{_JUSTICE}/lois/i-2.5/",
    "IRPR": f"{_JUSTICE}/reglements/dors-2002-227/",
    "SFA": f"{_JUSTICE}/lois/s-8.4/",
    "INTERP": f"{_JUSTICE}/lois/i-21/",
    "CC": f"{_JUSTICE}/lois/c-46/",
    "SI": f"{_JUSTICE}/reglements/",
}
"""The French address of a source, by its key, where the site forms it by one rule. Those of canada.ca follow none, and
are not guessed. They stand beside the sources, since an edition of the rulebook holds one address of each."""

_SHORT_FR = {
    "Fee instruction": "Instruction sur les frais",
    "Interview instruction": "Instruction sur les entrevues",
    "Delegation instrument": "Instrument de délégation",
    "One-time exemption policy": "Politique de dispense unique",
    "VTIP policy": "Politique sur les VTP",
    "FMV policy": "Politique sur la violence familiale",
    "State-care policy": "Politique sur la protection de l’enfance",
    "Transit policy": "Politique de transit",
    "R208 instruction": "Instruction sur R208",
    "Subsequent-permit instruction": "Instruction sur les permis subséquents",
    "UPP instructions": "Instructions du PPU",
    "Remission policy": "Politique de remise",
    "Refund instruction": "Instruction sur les remboursements",
    "Removal-order instruction": "Instruction sur les mesures de renvoi",
    "IRCC fee notice": "Avis de frais d’IRCC",
    "Service Fees Act": "Loi sur les frais de service",
    "Interpretation Act": "Loi d’interprétation",
    "Criminal Code": "Code criminel",
}
_IN_FR = {"Outside Canada": "À l’extérieur du Canada", "Inside Canada": "À l’intérieur du Canada",
          "Port of entry": "Point d’entrée", "Third-party information": "Renseignements fournis par une tierce partie", "may not be necessary": "entrevue pouvant ne pas être nécessaire",
          "necessary": "entrevue nécessaire", "Fee exemptions": "Dispenses des frais", "public policies": "politiques d’intérêt public",
          "Note": "Remarque", "UPP": "PPU", "s. ": "art. ", "R298(2)(a)": "R298(2)a)", "320.19(1)(a)": "320.19(1)a)",
          "Disclosure of information": "Divulgation de renseignements", "item": "point", "Temporary inability or refusal to pay":
          "Incapacité temporaire ou refus de payer"}  # fmt: skip


def source_of(citation: str, sources: tuple[Source, ...] = SOURCES) -> Source | None:
    """The source that a citation in the officer's notation names; None if there is none."""
    for source in sources:
        for prefix in source.cites:
            if len(prefix) == 1:
                if re.fullmatch(rf"{prefix}[0-9.]+(\([0-9a-z.]+\))*", citation):
                    return source
            elif citation == prefix or citation.startswith((f"{prefix},", f"{prefix} ", f"{prefix}/")):
                return source
    return None


_ADDRESS_FR = {
    "(the address of the page is not held)": "(adresse de la page non conservée)",
    " and ": " et ",
}


def addressed(address: str, language: Language) -> str:
    """Where a source is found, as a page prints it; what can be followed is the same in both languages."""
    if language == "fr" and "://" not in address:
        for en, fr in _ADDRESS_FR.items():
            address = address.replace(en, fr)
    return address


def address_of(source: Source, language: Language) -> tuple[str, Language]:
    """Where a source is read in that language, or in English where no other address is held; with the language there."""
    french = _IN_FRENCH.get(source.key) if language == "fr" else None
    return (french, "fr") if french else (source.address, "en")


def cited(citation: str, language: Language) -> str:
    """A citation as an officer writes it in that language: A36(2)(b) is L36(2)b) in French."""
    if language == "en":
        return citation
    if re.fullmatch(r"[AR][0-9.]+(\([0-9a-z.]+\))*", citation):
        act = "L" if citation[0] == "A" else "R"
        # The letter of a paragraph drops its first parenthesis: (2)(i) is (2)i); a subparagraph (i) below it keeps both.
        return act + re.sub(r"(^[0-9.]+|\([0-9.]+\))\(([a-z](?:\.[0-9]+)?)\)", r"\1\2)", citation[1:])
    name, comma, rest = citation.partition(", ")
    for en, fr in _IN_FR.items():
        rest = rest.replace(en, fr)
    if name.startswith("SI/"):
        return "TR/" + name[3:]
    return _SHORT_FR.get(name, name) + comma + rest
