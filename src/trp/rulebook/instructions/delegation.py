"""Who may decide: the lines of the delegation instrument by ground, with the powers that reach a refusal only.

Source: Instrument of Designation and Delegation, Fall 2025, items 118 to 120; ENF 4. An earlier instrument is not
held: a request of an earlier day is answered by this one, and a notice says so.
Unsettled: several grounds (I19), none (I18), A36(2.1) and A40.1, which the instrument does not name (I17).
"""

from __future__ import annotations

from trp.rulebook import facts as f
from trp.rulebook.language import Both, Clause, First, From, Given, Row, Table, Unique
from trp.rulebook.sources import FIRST_DAY

_118, _119, _120 = (f"Delegation instrument, item {n}" for n in (118, 119, 120))

_G119 = f.DELEGATION_GROUND.is_(
    "item_119", under=_119, en="a ground is A34, A35, A35.1 or A37", fr="un motif est L34, L35, L35.1 ou L37"
)
_G118 = f.DELEGATION_GROUND.is_(
    "item_118",
    under=_118,
    en="the highest ground is A36(1) or A38",
    fr="le motif le plus élevé est L36(1) ou L38",
)
_G120 = f.DELEGATION_GROUND.is_(
    "item_120",
    under=(_120, "I18"),
    en="the grounds are A36(2), A39, A40, A41 or A42 only, or none",
    fr="les seuls motifs sont L36(2), L39, L40, L41 ou L42, ou il n’y en a aucun",
)
_TRANSBORDER = f.DELEGATION_GROUND.is_(
    "transborder",
    under="I17",
    en="the highest ground is A36(2.1), which the instrument does not name",
    fr="le motif le plus élevé est L36(2.1), que l’instrument ne mentionne pas",
)
_UNNAMED = f.DELEGATION_GROUND.is_(
    "unnamed",
    under="I17",
    en="the highest ground is A40.1, which the instrument does not name",
    fr="le motif le plus élevé est L40.1, que l’instrument ne mentionne pas",
)

ITEM_LINE = Table(
    "delegation_item",
    Both("Which line of the delegation instrument applies", "Quel point de l’instrument de délégation s’applique?"),
    Unique(),
    "on",
    {
        "118": Both("Item 118.", "Point 118."),
        "119": Both("Item 119.", "Point 119."),
        "120": Both("Item 120.", "Point 120."),
        "UNNAMED": Both("None: the instrument does not name the ground.", "Aucun : l’instrument ne mentionne pas le motif."),
    },
    (
        Row("item 119", "119", Both("Item 119: security, human or international rights, sanctions, organized criminality.", "Point 119 : sécurité, atteinte aux droits humains ou internationaux, sanctions, activités de criminalité organisée."), (_119, "I19"), (_G119,), FIRST_DAY),
        Row("item 118", "118", Both("Item 118: serious criminality, health grounds.", "Point 118 : grande criminalité, motifs sanitaires."), (_118, "I19"), (_G118,), FIRST_DAY),
        Row("item 120", "120", Both("Item 120: criminality, finances, misrepresentation, non-compliance, family member only, or no ground.", "Point 120 : seulement criminalité, motifs financiers, fausses déclarations, manquement à la loi, inadmissibilité familiale, ou aucun motif."), (_120, "I18"), (_G120,), FIRST_DAY),
        Row("item 120: A36(2.1)", "120", Both("Item 120, by our reading: the instrument does not name A36(2.1).", "Point 120, selon notre interprétation : l’instrument ne mentionne pas L36(2.1)."), (_120, "I17"), (_TRANSBORDER,), FIRST_DAY),
        Row("no item: A40.1", "UNNAMED", Both("The instrument does not name A40.1.", "L’instrument ne mentionne pas L40.1."), ("I17",), (_UNNAMED,), FIRST_DAY),
    ),
)  # fmt: skip

_VICTIM = f.STREAM.is_(
    "trafficking_victim",
    "family_violence_victim",
    under=("VTIP policy", "FMV policy"),
    en="the person is a victim of trafficking or of family violence",
    fr="la personne est victime de la traite ou de violence familiale",
)
_NOT_OUTSIDE = f.PLACE.is_not(
    "outside_canada",
    under="VTIP policy",
    en="the person is not outside Canada",
    fr="la personne n’est pas à l’extérieur du Canada",
)
_NOT_119 = f.DELEGATION_GROUND.is_not(
    "item_119",
    under=_119,
    en="no ground is A34, A35, A35.1 or A37",
    fr="aucun motif n’est L34, L35, L35.1 ni L37",
)
_BORDER = f.MADE_TO.is_(
    "port_of_entry",
    under="ENF 4",
    en="the request is made at a port of entry",
    fr="la demande est faite à un point d’entrée",
)
_ELSEWHERE = f.MADE_TO.is_not(
    "port_of_entry",
    under="Delegation instrument, IRCC",
    en="the request is made to an office of the department",
    fr="la demande est faite à un bureau du ministère",
)
_ITEM = From(outcome="delegation_item", null=("UNNAMED",))


def _row(
    name: str,
    outcome: str,
    en: str,
    fr: str,
    under: tuple[str, ...],
    *when: Clause,
    refuse: str | None = None,
    named: bool = True,
) -> Row:
    gives: dict[str, Given] = (
        {"issue": (outcome,), "refuse": (refuse or outcome,), "item": _ITEM} if named else {}
    )
    return Row(f"authority: {name}", outcome, Both(en, fr), under, when, FIRST_DAY, gives=gives)


AUTHORITY = Table(
    "authority",
    Both("The lowest level that may issue the permit", "Quel est le niveau le moins élevé qui peut délivrer le permis?"),
    First(Both("Item 119 reserves the decision whatever the stream; then the unit for victims; then the item by ground.", "Le point 119 réserve la décision quel que soit le volet; puis l’unité chargée des victimes; puis le point selon le motif."), (_119, "VTIP policy", "FMV policy")),
    "on",
    {
        "OFFICER": Both("An officer may decide.", "Un agent peut décider."),
        "MANAGER": Both("A manager may decide.", "Un gestionnaire peut décider."),
        "ADM": Both("Only an Assistant Deputy Minister may issue.", "Seul un sous-ministre adjoint peut délivrer le permis."),
        "POE-BSO": Both("A border services officer may decide.", "Un agent des services frontaliers peut décider."),
        "POE-SUPT": Both("A superintendent may decide.", "Un surintendant peut décider."),
        "VPU": Both("The Vulnerable Persons Unit decides.", "L’Unité des personnes vulnérables décide."),
        "REFER": Both("A person must find out who may decide.", "Une personne doit établir qui peut décider."),
    },
    (
        _row("item 119", "ADM", "Only an Assistant Deputy Minister may issue; a manager may refuse, but not issue.", "Seul un sous-ministre adjoint peut délivrer le permis; un gestionnaire peut le refuser, mais non le délivrer.", (_119,), _G119, refuse="MANAGER"),
        _row("victims", "VPU", "The Vulnerable Persons Unit decides; the border agency may neither issue nor cancel.", "L’Unité des personnes vulnérables décide; l’ASFC ne peut ni délivrer ni annuler le permis.", ("VTIP policy", "FMV policy"), _NOT_119, _VICTIM, _NOT_OUTSIDE),
        _row("item 118", "MANAGER", "A manager may issue or refuse.", "Un gestionnaire peut délivrer ou refuser le permis.", (_118,), _G118, _ELSEWHERE),
        _row("item 118, border", "POE-SUPT", "A superintendent may issue or refuse, in a port-of-entry examination and with the prescribed training.", "Un surintendant peut délivrer ou refuser le permis, lors d’un contrôle au point d’entrée et s’il a la formation prescrite.", (_118, "ENF 4"), _G118, _BORDER),
        _row("item 120", "OFFICER", "An officer may issue or refuse.", "Un agent peut délivrer ou refuser le permis.", (_120,), _G120, _ELSEWHERE),
        _row("item 120, border", "POE-BSO", "A border services officer may issue or refuse, in a port-of-entry examination.", "Un agent des services frontaliers peut délivrer ou refuser le permis, lors d’un contrôle au point d’entrée.", (_120, "ENF 4"), _G120, _BORDER),
        _row("A36(2.1)", "OFFICER", "An officer may issue or refuse, by our reading: the instrument does not name A36(2.1).", "Un agent peut délivrer ou refuser le permis, selon notre interprétation : l’instrument ne mentionne pas L36(2.1).", (_120, "I17"), _TRANSBORDER, _ELSEWHERE),
        _row("A36(2.1), border", "POE-BSO", "A border services officer may issue or refuse, by our reading: the instrument does not name A36(2.1).", "Un agent des services frontaliers peut délivrer ou refuser le permis, selon notre interprétation : l’instrument ne mentionne pas L36(2.1).", (_120, "I17"), _TRANSBORDER, _BORDER),
        _row("A40.1", "REFER", "A person must find out who may decide: the instrument does not name A40.1.", "Une personne doit établir qui peut décider : l’instrument ne mentionne pas L40.1.", ("I17",), _UNNAMED, named=False),
    ),
)  # fmt: skip
