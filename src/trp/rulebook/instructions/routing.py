"""Where the request belongs, by stream, place and channel.

Source: Fee instruction, Inside and Outside Canada, Port of entry; the pages of the streams. The French names of
two offices are not verified (docs/glossary.md).
"""

from __future__ import annotations

from trp.rulebook import facts as f
from trp.rulebook.language import Both, Clause, First, Row, Table
from trp.rulebook.sources import FIRST_DAY

_ABROAD, _INLAND, _POE = (
    "Fee instruction, Outside Canada",
    "Fee instruction, Inside Canada",
    "Fee instruction, Port of entry",
)

OFFICES = {
    "MISSION": Both("Visa office", "Bureau des visas"),
    "CPC-E": Both("Case Processing Centre in Edmonton", "Centre de traitement des demandes d’Edmonton"),
    "VPU": Both("Vulnerable Persons Unit, Humanitarian and Identity Operations Branch", "Unité des personnes vulnérables, Direction générale des opérations humanitaires et de l’identité"),
    "HM-V": Both("Humanitarian Migration Office in Vancouver", "Bureau de migration humanitaire de Vancouver"),
    "POE-BSO": Both("Port of entry: border services officer", "Point d’entrée : agent des services frontaliers"),
    "POE-SUPT": Both("Port of entry: superintendent", "Point d’entrée : surintendant"),
    "MD": Both("Minister’s delegate", "Délégué du ministre"),
}  # fmt: skip

_VICTIM = f.STREAM.is_(
    "trafficking_victim",
    "family_violence_victim",
    under=("VTIP policy", "FMV policy"),
    en="the person is a victim of trafficking or of family violence",
    fr="la personne est victime de la traite ou de violence familiale",
)
_CARE = f.STREAM.is_(
    "state_care",
    under="State-care policy",
    en="the person was in state care",
    fr="la personne a été sous la responsabilité légale du système de protection de l’enfance",
)
_NOT_OUTSIDE = f.PLACE.is_not(
    "outside_canada",
    under=_INLAND,
    en="the person is not outside Canada",
    fr="la personne n’est pas à l’extérieur du Canada",
)
_INLAND_OFFICE = f.MADE_TO.is_(
    "inland_office",
    under=_INLAND,
    en="the request is made to an office in Canada",
    fr="la demande est faite à un bureau au Canada",
)
_BORDER = f.MADE_TO.is_(
    "port_of_entry",
    under=_POE,
    en="the request is made at a port of entry",
    fr="la demande est faite à un point d’entrée",
)


def _row(name: str, outcome: str, en: str, fr: str, under: tuple[str, ...], *when: Clause) -> Row:
    return Row(
        f"route: {name}", outcome, Both(en, fr), under, when, FIRST_DAY, gives={"office": OFFICES[outcome]}
    )


ROUTE = Table(
    "route",
    Both("Where the request belongs", "De quel bureau relève la demande?"),
    First(Both("The offices of a stream come before the channel.", "Les bureaux d’un volet passent avant le bureau saisi."), (_INLAND,)),
    "on",
    OFFICES,
    (
        _row("victims", "VPU", "The request belongs to the Vulnerable Persons Unit, never to CPC-E.", "La demande relève de l’Unité des personnes vulnérables, jamais du CTD-E.", (_INLAND, "VTIP policy", "FMV policy"), _VICTIM, _NOT_OUTSIDE),
        _row("state care", "HM-V", "The request belongs to the Humanitarian Migration Office in Vancouver.", "La demande relève du Bureau de migration humanitaire de Vancouver.", (_INLAND, "State-care policy"),
             _CARE, f.PLACE.is_("in_canada", under="State-care policy", en="the person is in Canada", fr="la personne est au Canada")),
        _row("outside Canada", "MISSION", "The request belongs to the visa office: the person is outside Canada.", "La demande relève du bureau des visas : la personne est à l’extérieur du Canada.", (_ABROAD,),
             f.PLACE.is_("outside_canada", under=_ABROAD, en="the person is outside Canada", fr="la personne est à l’extérieur du Canada")),
        _row("visa office", "MISSION", "The request belongs to the visa office to which it is made.", "La demande relève du bureau des visas auquel elle est faite.", (_ABROAD,),
             f.MADE_TO.is_("visa_office", under=_ABROAD, en="the request is made to a visa office", fr="la demande est faite à un bureau des visas")),
        _row("border, superintendent", "POE-SUPT", "The request belongs to a superintendent: a border services officer may not decide it.", "La demande relève d’un surintendant : un agent des services frontaliers ne peut la trancher.", (_POE, "Delegation instrument, item 118", "Delegation instrument, item 119"),
             _BORDER, f.DELEGATION_GROUND.is_("item_118", "item_119", under="Delegation instrument, item 118", en="a ground of item 118 or 119 is found", fr="un motif du point 118 ou 119 est constaté")),
        _row("border", "POE-BSO", "The request belongs to the border services officer at the port of entry.", "La demande relève de l’agent des services frontaliers au point d’entrée.", (_POE, "Delegation instrument, item 120"),
             _BORDER, f.DELEGATION_GROUND.is_not("item_118", "item_119", under="Delegation instrument, item 120", en="no ground of item 118 or 119 is found", fr="aucun motif du point 118 ou 119 n’est constaté")),
        _row("report", "MD", "The request goes to the Minister’s delegate: an A44(1) report prompts it.", "La demande est transmise au délégué du ministre : un rapport L44(1) en est à l’origine.", (_INLAND, "A44(1)"),
             _INLAND_OFFICE, f.ORIGIN.is_("a44_report", under="A44(1)", en="an A44(1) report prompts the request", fr="un rapport L44(1) est à l’origine de la demande")),
        _row("ordinary", "CPC-E", "The request belongs to the Case Processing Centre in Edmonton.", "La demande relève du Centre de traitement des demandes d’Edmonton.", (_INLAND,),
             _INLAND_OFFICE, f.ORIGIN.is_not("a44_report", under="A44(1)", en="no A44(1) report prompts the request", fr="aucun rapport L44(1) n’est à l’origine de la demande")),
    ),
)  # fmt: skip
