"""The public policies of a stream that free from the permit fee, each with the day it began.

Source: Fee instruction, public policy fee exemptions; the pages of each policy. Where the day a policy began is
not held, the row begins with the first law held and the register (`register`) says so.
"""

from __future__ import annotations

from datetime import date

from trp.rulebook import facts as f
from trp.rulebook.language import NO, YES, Both, Clause, Row, Table, Unique
from trp.rulebook.sources import FIRST_DAY

TRANSIT_SINCE = date(2012, 1, 11)
STATE_CARE_SINCE = date(2023, 9, 29)
_DAY_BEFORE = {TRANSIT_SINCE: date(2012, 1, 10), STATE_CARE_SINCE: date(2023, 9, 28)}

_NONE_EN, _NONE_FR = (
    "no policy of a stream frees from the fee",
    "aucune politique propre à un volet ne dispense des frais",
)


_TRAFFICKING = f.STREAM.is_(
    "trafficking_victim",
    under="VTIP policy",
    en="the person is a determined, suspected or possible victim of trafficking",
    fr="la personne est une victime confirmée, présumée ou potentielle de la traite",
)
_VIOLENCE = f.STREAM.is_(
    "family_violence_victim",
    under="FMV policy",
    en="the person is a victim of family violence",
    fr="la personne est une victime de violence familiale",
)
_CARE = f.STREAM.is_(
    "state_care",
    under="State-care policy",
    en="the person was in state care",
    fr="la personne a été sous la responsabilité légale du système de protection de l’enfance",
)
_TRANSIT = f.STREAM.is_(
    "transit_without_visa",
    under="Transit policy",
    en="a transit traveller improperly documented through no fault of their own",
    fr="un voyageur en transit dont les documents ne sont pas en règle pour des raisons indépendantes de sa volonté",
)


def _in_canada(under: str) -> Clause:
    return f.PLACE.is_("in_canada", under=under, en="the person is in Canada", fr="la personne est au Canada")


def _elsewhere(under: str) -> Clause:
    return f.PLACE.is_not(
        "in_canada", under=under, en="the person is not in Canada", fr="la personne n’est pas au Canada"
    )


def _no_status(under: str) -> Clause:
    return f.HAS_VALID_STATUS.is_(
        NO,
        under=under,
        en="the person holds no other valid status",
        fr="la personne n’a aucun autre statut valide",
    )


def _status(under: str) -> Clause:
    return f.HAS_VALID_STATUS.is_(
        YES,
        under=under,
        en="the person holds some other valid status",
        fr="la personne a un autre statut valide",
    )


STREAM_POLICY = Table(
    "stream_policy",
    Both("Which policy of the stream frees from the fee, if any", "Quelle politique du volet dispense des frais, le cas échéant?"),
    Unique(),
    "made_on",
    {
        "VTIP": Both("The policy on victims of trafficking frees from the fee.", "La politique sur les victimes de la traite dispense des frais."),
        "FMV": Both("The policy on victims of family violence frees from the fee.", "La politique sur les victimes de violence familiale dispense des frais."),
        "STATE_CARE": Both("The state-care policy frees from the fee.", "La politique sur la protection de l’enfance dispense des frais."),
        "TRANSIT": Both("The transit policy frees from the fee.", "La politique de transit dispense des frais."),
        "NONE": Both("No policy of a stream frees from the fee.", "Aucune politique propre à un volet ne dispense des frais."),
    },
    (
        Row("VTIP", "VTIP", Both("free as a victim of trafficking in persons in Canada", "dispensée à titre de victime de la traite de personnes au Canada"),
            ("VTIP policy", "A25.2(2)"), (_TRAFFICKING, _in_canada("VTIP policy")), FIRST_DAY),
        Row("VTIP: not in Canada", "NONE", Both(_NONE_EN, _NONE_FR), ("VTIP policy",), (_TRAFFICKING, _elsewhere("VTIP policy")), FIRST_DAY),
        Row("FMV", "FMV", Both("free as a victim of family violence in Canada, without other valid status", "dispensée à titre de victime de violence familiale au Canada, sans autre statut valide"),
            ("FMV policy", "A25.2(2)"), (_VIOLENCE, _in_canada("FMV policy"), _no_status("FMV policy")), FIRST_DAY),
        Row("FMV: not in Canada", "NONE", Both(_NONE_EN, _NONE_FR), ("FMV policy",), (_VIOLENCE, _elsewhere("FMV policy")), FIRST_DAY),
        Row("FMV: other status", "NONE", Both(_NONE_EN, _NONE_FR), ("FMV policy",), (_VIOLENCE, _in_canada("FMV policy"), _status("FMV policy")), FIRST_DAY),
        Row("State care", "STATE_CARE", Both("free as a person who was in state care, in Canada, without valid status", "dispensée à titre de personne qui a été sous la responsabilité légale du système de protection de l’enfance, au Canada, sans statut valide"),
            ("State-care policy", "A25.2(2)"), (_CARE, _in_canada("State-care policy"), _no_status("State-care policy")), STATE_CARE_SINCE),
        Row("State care: not in Canada", "NONE", Both(_NONE_EN, _NONE_FR), ("State-care policy",), (_CARE, _elsewhere("State-care policy")), STATE_CARE_SINCE),
        Row("State care: other status", "NONE", Both(_NONE_EN, _NONE_FR), ("State-care policy",), (_CARE, _in_canada("State-care policy"), _status("State-care policy")), STATE_CARE_SINCE),
        Row("State care: not yet in force", "NONE", Both("the state-care policy is in force from 29 September 2023", "la politique sur la protection de l’enfance est en vigueur depuis le 29 septembre 2023"),
            ("State-care policy",), (_CARE,), FIRST_DAY, _DAY_BEFORE[STATE_CARE_SINCE]),
        Row("Transit", "TRANSIT", Both("free as a transit traveller improperly documented through no fault of their own", "dispensée à titre de voyageur en transit dont les documents ne sont pas en règle pour des raisons indépendantes de sa volonté"),
            ("Transit policy", "A25.2(2)"), (_TRANSIT,), TRANSIT_SINCE),
        Row("Transit: not yet in force", "NONE", Both("the transit policy dates from 11 January 2012", "la politique de transit date du 11 janvier 2012"),
            ("Transit policy",), (_TRANSIT,), FIRST_DAY, _DAY_BEFORE[TRANSIT_SINCE]),
        Row("No stream with a policy", "NONE", Both(_NONE_EN, _NONE_FR), ("Fee instruction, public policies",),
            (f.STREAM.is_("ordinary", "urgent_protection", under="Fee instruction, public policies", en="the request belongs to no stream that has a fee policy", fr="la demande ne relève d’aucun volet doté d’une politique sur les frais"),), FIRST_DAY),
    ),
)  # fmt: skip
