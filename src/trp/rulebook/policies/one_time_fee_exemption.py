"""M31: the one-time fee exemption for a foreign national inadmissible solely for A36(2) criminality.

Eight tests, all of which must hold. The eighth, that a permit is granted, lies in the future: T1.
Source: public policy of 2012-01-13 under A25.2, in force 2012-03-01; Fee instruction; ENF 4, 15.6.
Unsettled: what counts as a term of imprisonment imposed (I7); both words are read in I6.
"""

from __future__ import annotations

from datetime import date

from trp.rulebook import facts as f
from trp.rulebook.language import NO, YES, Both, Clause, Fact, First, Row, Table, Unique
from trp.rulebook.sources import FIRST_DAY

IN_FORCE = date(2012, 3, 1)
_M31 = "Fee instruction, M31"
_POLICY = ("One-time exemption policy", _M31, "A25.2(2)")

_PLACE = f.PLACE.is_(
    "outside_canada",
    "port_of_entry",
    under=_M31,
    en="test 1: the person is at a port of entry or outside Canada, not already in Canada",
    fr="critère 1 : la personne est à un point d’entrée ou à l’extérieur du Canada, et non déjà au Canada",
)
_SOLE = f.SOLE_GROUND.is_(
    "criminality",
    under=_M31,
    en="test 3: the only ground is A36(2), by conviction",
    fr="critère 3 : le seul motif est L36(2), par déclaration de culpabilité",
)
_OFFENCE = f.EXCLUDED_OFFENCE.is_(
    NO,
    under=_M31,
    en="test 4: the offence is neither child pornography nor a sexual offence",
    fr="critère 4 : l’infraction n’est ni une infraction de pornographie juvénile ni une infraction sexuelle",
)
_ONE = f.CONVICTIONS.is_(
    "one",
    under=(_M31, "I6"),
    en="tests 4 and 6: there is one conviction that counts, and no other",
    fr="critères 4 et 6 : une déclaration de culpabilité compte, et aucune autre",
)
_NO_TERM = f.SENTENCE.is_(
    "clear",
    under=_M31,
    en="test 5: no term of imprisonment was part of the sentence imposed",
    fr="critère 5 : aucune peine d’emprisonnement ne faisait partie de la peine infligée",
)
_NO_OTHER_ACTS = f.OTHER_ACTS.is_(
    NO,
    under=_M31,
    en="test 6: the person committed no other act that would make them inadmissible",
    fr="critère 6 : la personne n’a commis aucun autre acte qui emporterait interdiction de territoire",
)
_NOT_GRANTED = f.ONE_TIME_GRANTED.is_(
    NO,
    under=(_M31, "I9"),
    en="test 7: code M31 has not been granted to the person before",
    fr="critère 7 : le code M31 n’a jamais été accordé à la personne",
)
_NOT_IMPAIRED = f.IMPAIRED.is_(
    NO,
    under=("Criminal Code, 320.19(1)(a)", "I7"),
    en="the offence is not impaired driving, which may be serious criminality",
    fr="l’infraction n’est pas la conduite avec capacités affaiblies, qui peut relever de la grande criminalité",
)
_TESTS = (_PLACE, _SOLE, _ONE, _OFFENCE, _NO_OTHER_ACTS, _NOT_GRANTED)


def _fails(
    row: str, clause: Clause, fact: Fact, en: str, fr: str, values: tuple[str, ...] | None = None
) -> Row:
    failing = fact.is_(
        *(values or tuple(v for v in fact.domain if v not in clause.values)), under=clause.under, en=en, fr=fr
    )
    return Row(
        f"M31: {row}",
        "NOT_AVAILABLE",
        Both(f"not available: {en}", f"ne peut être accordée : {fr}"),
        (_M31,),
        (failing,),
        IN_FORCE,
    )


ONE_TIME = Table(
    "one_time",
    Both("Whether the one-time fee exemption (code M31) is available", "La dispense unique des frais (code M31) peut-elle être accordée?"),
    First(
        Both(
            "First whether every test holds; then any test that fails settles the matter; only where none fails does a doubt go to a person.",
            "On vérifie d’abord si chaque critère est rempli; ensuite, tout critère non rempli règle la question; un doute n’est soumis à une personne que si aucun critère ne fait défaut.",
        ),
        (_M31, "I7"),
    ),
    "made_on",
    {
        "AVAILABLE": Both("The one-time exemption is available.", "La dispense unique peut être accordée."),
        "REFER": Both("Whether the one-time exemption is available has to be decided by a person.", "Une personne doit décider si la dispense unique peut être accordée."),
        "NOT_AVAILABLE": Both("The one-time exemption is not available.", "La dispense unique ne peut être accordée."),
    },
    (
        Row("M31", "AVAILABLE", Both("available: every test of the policy holds (test 8, that a permit is granted, follows)", "peut être accordée : chaque critère de la politique est rempli (le critère 8, la délivrance d’un permis, suivra)"),
            _POLICY, (_PLACE, _SOLE, _ONE, _OFFENCE, _NO_TERM, _NOT_IMPAIRED, _NO_OTHER_ACTS, _NOT_GRANTED), IN_FORCE),
        _fails("in Canada", _PLACE, f.PLACE, "the person is already in Canada", "la personne est déjà au Canada"),
        _fails("another ground", _SOLE, f.SOLE_GROUND, "A36(2), by conviction, is not the only ground", "L36(2), par déclaration de culpabilité, n’est pas le seul motif"),
        _fails("not one conviction", _ONE, f.CONVICTIONS, "there is no conviction that counts, or there are several", "aucune déclaration de culpabilité ne compte, ou plusieurs comptent"),
        _fails("excluded offence", _OFFENCE, f.EXCLUDED_OFFENCE, "the offence is child pornography or a sexual offence", "l’infraction est une infraction de pornographie juvénile ou une infraction sexuelle"),
        _fails("imprisonment", _NO_TERM, f.SENTENCE, "a term of imprisonment was imposed", "une peine d’emprisonnement a été infligée", ("custodial",)),
        _fails("other acts", _NO_OTHER_ACTS, f.OTHER_ACTS, "the person committed another act that would make them inadmissible", "la personne a commis un autre acte qui emporterait interdiction de territoire"),
        _fails("granted before", _NOT_GRANTED, f.ONE_TIME_GRANTED, "code M31 was granted to the person before", "le code M31 a déjà été accordé à la personne"),
        Row("M31: doubtful sentence", "REFER",
            Both("a suspended prison term, a conditional sentence or time served: a person must decide whether a term of imprisonment was imposed",
                 "peine d’emprisonnement dont l’exécution est suspendue, emprisonnement avec sursis ou peine égale au temps déjà passé sous garde : une personne doit décider si une peine d’emprisonnement a été infligée"),
            (_M31, "I7"),
            (*_TESTS, f.SENTENCE.is_("doubtful", under=(_M31, "I7"), en="the sentence held a suspended prison term, a conditional sentence or time served", fr="la peine comportait un emprisonnement dont l’exécution est suspendue, un emprisonnement avec sursis ou une peine égale au temps déjà passé sous garde")),
            IN_FORCE),
        Row("M31: impaired driving", "REFER",
            Both("impaired driving given under A36(2): the officer’s equivalence decides, since its maximum rose",
                 "conduite avec capacités affaiblies invoquée au titre de L36(2) : c’est l’équivalence établie par l’agent qui tranche, la peine maximale ayant augmenté"),
            (_M31, "Criminal Code, 320.19(1)(a)", "I7"),
            (*_TESTS, f.SENTENCE.is_("clear", under=_M31, en="no term of imprisonment was part of the sentence imposed", fr="aucune peine d’emprisonnement ne faisait partie de la peine infligée"),
             f.IMPAIRED.is_(YES, under=("Criminal Code, 320.19(1)(a)", "I7"), en="the offence is impaired driving", fr="l’infraction est la conduite avec capacités affaiblies")),
            IN_FORCE),
        Row("M31: not yet in force", "NOT_AVAILABLE",
            Both("not available: the policy is in force from 1 March 2012", "ne peut être accordée : la politique est en vigueur depuis le 1er mars 2012"),
            ("One-time exemption policy", _M31), (), FIRST_DAY, date(2012, 2, 29)),
    ),
)  # fmt: skip

ONE_TIME_LEVEL = Table(
    "one_time_level",
    Both("Who may grant the one-time exemption", "Qui peut accorder la dispense unique?"),
    Unique(),
    "made_on",
    {
        "OFFICER": Both("An officer of the department outside Canada.", "Un agent du ministère à l’extérieur du Canada."),
        "POE-BSO": Both("A border services officer, for a port-of-entry examination only.", "Un agent des services frontaliers, pour un contrôle au point d’entrée seulement."),
    },
    (
        Row("M31: at a port of entry", "POE-BSO", Both("a border services officer may grant it, in a port-of-entry examination", "un agent des services frontaliers peut l’accorder, lors d’un contrôle au point d’entrée"),
            (_M31, "Delegation instrument, item 80"), (f.MADE_TO.is_("port_of_entry", under=_M31, en="the request is made at a port of entry", fr="la demande est faite à un point d’entrée"),), FIRST_DAY),
        Row("M31: abroad", "OFFICER", Both("an officer of the department outside Canada may grant it", "un agent du ministère à l’extérieur du Canada peut l’accorder"),
            (_M31, "Delegation instrument, item 80"), (f.MADE_TO.is_("visa_office", under=_M31, en="the request is made to a visa office", fr="la demande est faite à un bureau des visas"),), FIRST_DAY),
        Row("M31: inland office, person at a port of entry", "POE-BSO", Both("a border services officer may grant it, in a port-of-entry examination", "un agent des services frontaliers peut l’accorder, lors d’un contrôle au point d’entrée"),
            (_M31, "Delegation instrument, item 80"), (
                f.MADE_TO.is_("inland_office", under=_M31, en="the request is made to an office in Canada", fr="la demande est faite à un bureau au Canada"),
                f.PLACE.is_("port_of_entry", under=_M31, en="the person is at a port of entry", fr="la personne est à un point d’entrée")), FIRST_DAY),
        Row("M31: inland office, person elsewhere", "OFFICER", Both("an officer of the department outside Canada may grant it", "un agent du ministère à l’extérieur du Canada peut l’accorder"),
            (_M31, "Delegation instrument, item 80"), (
                f.MADE_TO.is_("inland_office", under=_M31, en="the request is made to an office in Canada", fr="la demande est faite à un bureau au Canada"),
                f.PLACE.is_not("port_of_entry", under=_M31, en="the person is not at a port of entry", fr="la personne n’est pas à un point d’entrée")), FIRST_DAY),
    ),
)  # fmt: skip
