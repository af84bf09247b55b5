"""The permit fee and who is exempt from it in the Regulations: R298, and R296(2)(d) as it imports it.

Source: R298(1), (2); R294(a), (b): per person, payable when the request is made. R298(2)(c) (Costa Rica, May
2004) is spent. Not carried over from the visa, work-permit and study-permit fees, so no row: R296(2)(a), (b),
(e), (f), (g); R299(2)(c), (g)(i), (g)(ii), (l).
"""

from __future__ import annotations

from trp.rulebook import facts as f
from trp.rulebook.language import NO, YES, Both, Clause, Fact, First, Row, Table, Unique
from trp.rulebook.sources import FIRST_DAY

_INSTRUCTION = "Fee instruction, R298(2)(a)"

_OUTSIDE = f.PLACE.is_(
    "outside_canada",
    under=_INSTRUCTION,
    en="the person is outside Canada",
    fr="la personne est à l’extérieur du Canada",
)
_WORK_OR_STUDY = f.APPLICATION.is_(
    "work_permit",
    "study_permit",
    under=("R296(2)(d)", _INSTRUCTION),
    en="a work or study permit is applied for",
    fr="un permis de travail ou d’études est demandé",
)
_WITH_VISA = f.ASKED_WITH_VISITOR_VISA.is_(
    YES,
    under="R296(2)(d)",
    en="the visitor visa was asked for at the same time and place",
    fr="le visa de visiteur a été demandé au même moment et au même endroit",
)
_NO_GROUP = f.PERFORMING_ARTIST_GROUP.is_(
    NO,
    under="R296(2)(d)",
    en="the person is not one of a group of performing artists or their staff",
    fr="la personne ne fait pas partie d’un groupe d’artistes de spectacle ni de son personnel",
)
_COUNTERFOIL = f.DOCUMENT.is_("counterfoil", under=_INSTRUCTION, en="a TRP counterfoil replaces the visitor-visa counterfoil",
                              fr="une vignette de PST remplace la vignette de visa de visiteur")  # fmt: skip


def _not(fact: Fact, clause: Clause, en: str, fr: str) -> Clause:
    return fact.is_not(*clause.values, under=clause.under, en=en, fr=fr)


WITH_A_PERMIT = Table(
    "visa_with_permit",
    Both(
        "Whether R296(2)(d), through R298(2)(a), exempts",
        "R296(2)d), par le jeu de R298(2)a), dispense-t-il des frais?",
    ),
    First(
        Both(
            "Every condition has to hold, so the first that fails settles it.",
            "Chaque condition doit être remplie; la première qui ne l’est pas règle la question.",
        ),
        ("R296(2)(d)", "Fee instruction, R298(2)(a)"),
    ),
    "made_on",
    {
        "EXEMPTS": Both("R296(2)(d) exempts.", "R296(2)d) dispense des frais."),
        "DOES_NOT_EXEMPT": Both("R296(2)(d) does not exempt.", "R296(2)d) ne dispense pas des frais."),
    },
    (
        Row(
            "R296(2)(d)",
            "EXEMPTS",
            Both(
                "A work or study permit and a visitor visa were applied for together outside Canada, and a TRP counterfoil is issued instead of the visa counterfoil.",
                "Un permis de travail ou d’études et un visa de visiteur ont été demandés ensemble à l’extérieur du Canada, et une vignette de PST est délivrée au lieu de la vignette de visa.",
            ),
            ("R298(2)(a)", "R296(2)(d)", _INSTRUCTION),
            (_OUTSIDE, _WORK_OR_STUDY, _WITH_VISA, _NO_GROUP, _COUNTERFOIL),
            FIRST_DAY,
        ),
        Row(
            "R296(2)(d): not outside Canada",
            "DOES_NOT_EXEMPT",
            Both(
                "The exemption does not apply to issuance inside Canada.",
                "La dispense ne vise pas la délivrance au Canada.",
            ),
            (_INSTRUCTION,),
            (
                _not(
                    f.PLACE,
                    _OUTSIDE,
                    "the person is not outside Canada",
                    "la personne n’est pas à l’extérieur du Canada",
                ),
            ),
            FIRST_DAY,
        ),
        Row(
            "R296(2)(d): no work or study permit",
            "DOES_NOT_EXEMPT",
            Both(
                "No work or study permit is applied for.",
                "Aucun permis de travail ou d’études n’est demandé.",
            ),
            ("R296(2)(d)",),
            (
                _not(
                    f.APPLICATION,
                    _WORK_OR_STUDY,
                    "no work or study permit is applied for",
                    "aucun permis de travail ou d’études n’est demandé",
                ),
            ),
            FIRST_DAY,
        ),
        Row(
            "R296(2)(d): not asked together",
            "DOES_NOT_EXEMPT",
            Both(
                "The visitor visa was not asked for at the same time and place.",
                "Le visa de visiteur n’a pas été demandé au même moment et au même endroit.",
            ),
            ("R296(2)(d)",),
            (
                _not(
                    f.ASKED_WITH_VISITOR_VISA,
                    _WITH_VISA,
                    "the visitor visa was not asked for at the same time and place",
                    "le visa de visiteur n’a pas été demandé au même moment et au même endroit",
                ),
            ),
            FIRST_DAY,
        ),
        Row(
            "R296(2)(d): performing artists",
            "DOES_NOT_EXEMPT",
            Both(
                "A group of performing artists and its staff are excluded.",
                "Les groupes d’artistes de spectacle et leur personnel sont exclus.",
            ),
            ("R296(2)(d)",),
            (
                _not(
                    f.PERFORMING_ARTIST_GROUP,
                    _NO_GROUP,
                    "the person is one of a group of performing artists or their staff",
                    "la personne fait partie d’un groupe d’artistes de spectacle ou de son personnel",
                ),
            ),
            FIRST_DAY,
        ),
        Row(
            "R296(2)(d): no counterfoil",
            "DOES_NOT_EXEMPT",
            Both(
                "No TRP counterfoil replaces the visa counterfoil.",
                "Aucune vignette de PST ne remplace la vignette de visa.",
            ),
            (_INSTRUCTION,),
            (
                _not(
                    f.DOCUMENT,
                    _COUNTERFOIL,
                    "no TRP counterfoil replaces the visitor-visa counterfoil",
                    "aucune vignette de PST ne remplace la vignette de visa de visiteur",
                ),
            ),
            FIRST_DAY,
        ),
    ),
)

_URGENT = f.STREAM.is_(
    "urgent_protection",
    under="Fee instruction, UPP",
    en="the Urgent Protection Program applies",
    fr="le Programme de protection d’urgence s’applique",
)
_OVERSEAS = f.PLACE.is_(
    "outside_canada",
    under="Fee instruction, UPP",
    en="the refugee is overseas",
    fr="le réfugié est à l’étranger",
)

URGENT_PROTECTION = Table(
    "urgent_protection",
    Both(
        "Whether the Urgent Protection Program brings the person under R298(2)(a)",
        "Le Programme de protection d’urgence fait-il entrer la personne dans une catégorie de R298(2)a)?",
    ),
    Unique(),
    "made_on",
    {
        "EXEMPTS": Both("It does.", "C’est le cas."),
        "DOES_NOT_EXEMPT": Both("It does not.", "Ce n’est pas le cas."),
    },
    (
        Row(
            "UPP",
            "EXEMPTS",
            Both(
                "A refugee overseas under the Urgent Protection Program is a person of R295(2).",
                "Un réfugié à l’étranger visé par le Programme de protection d’urgence est une personne visée à R295(2).",
            ),
            ("R298(2)(a)", "R295(2)", "Fee instruction, UPP"),
            (_URGENT, _OVERSEAS),
            FIRST_DAY,
        ),
        Row(
            "UPP: another stream",
            "DOES_NOT_EXEMPT",
            Both(
                "The request is not under the Urgent Protection Program.",
                "La demande ne relève pas du Programme de protection d’urgence.",
            ),
            ("Fee instruction, UPP",),
            (
                _not(
                    f.STREAM,
                    _URGENT,
                    "the Urgent Protection Program does not apply",
                    "le Programme de protection d’urgence ne s’applique pas",
                ),
            ),
            FIRST_DAY,
        ),
        Row(
            "UPP: not overseas",
            "DOES_NOT_EXEMPT",
            Both("The refugee is not overseas.", "Le réfugié n’est pas à l’étranger."),
            ("Fee instruction, UPP",),
            (
                _URGENT,
                _not(f.PLACE, _OVERSEAS, "the refugee is not overseas", "le réfugié n’est pas à l’étranger"),
            ),
            FIRST_DAY,
        ),
    ),
)

_IN_TRANSIT = f.TRANSIT.is_("within_48_hours", under="R298(2)(e)", en="the visa exemption of R190(1)(a) was lost in transit, and entry is sought within the first 48 hours",
                            fr="la dispense de visa de R190(1)a) a pris fin en transit, et l’entrée est demandée dans les 48 premières heures")  # fmt: skip
_ONLY_A41 = f.SOLE_GROUND.is_(
    "non_compliance",
    under="R298(2)(e)",
    en="the only ground is A41, for lack of a visa",
    fr="le seul motif est L41, faute de visa",
)
_WITH = WITH_A_PERMIT.fact()
_UPP = URGENT_PROTECTION.fact()

_CLASS_A_EN = "the person is of a class that R298(2)(a) names: R295(2), R296(2)(c), R299(2)(a), (b), (d) to (f), (h) to (k), R300(2)(f) to (i)"
_CLASS_A_FR = "la personne est d’une catégorie énumérée à R298(2)a) : R295(2), R296(2)c), R299(2)a), b), d) à f), h) à k), R300(2)f) à i)"


def _paragraph(
    letter: str, outcome: str, en: str, fr: str, *when: Clause, under: tuple[str, ...] = ()
) -> Row:
    """One paragraph of R298(2) that exempts."""
    return Row(f"R298(2)({letter})", outcome, Both(en, fr), (f"R298(2)({letter})", *under), when, FIRST_DAY)


EXEMPT_BY_REGULATION = Table(
    "regulation",
    Both("Which paragraph of R298(2) exempts, if any", "Quel alinéa de R298(2) dispense des frais, le cas échéant?"),
    First(
        Both("The paragraphs in the order of the Regulations; which of several applies changes nothing in what is owed.", "Les alinéas dans l’ordre du Règlement; si plusieurs s’appliquent, cela ne change rien à ce qui est dû."),
        ("R298(2)",),
    ),
    "made_on",
    {
        **{
            outcome: Both(f"R298(2)({letter}) exempts.", f"R298(2){letter}) dispense des frais.")
            for outcome, letter in (("A", "a"), ("A1", "a.1"), ("A2", "a.2"), ("A3", "a.3"), ("B", "b"), ("D", "d"), ("E", "e"))
        },
        "NONE": Both("No paragraph of R298(2) exempts.", "Aucun alinéa de R298(2) ne dispense des frais."),
    },
    (
        _paragraph("a", "A", "exempt as a person of a class that R298(2)(a) names", "dispensée à titre de personne d’une catégorie énumérée à R298(2)a)",
                   f.CLASS_A.is_(YES, under="R298(2)(a)", en=_CLASS_A_EN, fr=_CLASS_A_FR)),
        Row(
            "R298(2)(a): UPP",
            "A",
            Both("exempt as a refugee overseas under the Urgent Protection Program", "dispensée à titre de réfugié à l’étranger visé par le Programme de protection d’urgence"),
            ("R298(2)(a)", "R295(2)", "Fee instruction, UPP"),
            (_UPP.is_("EXEMPTS", under=("R298(2)(a)", "R295(2)"), en="a refugee overseas under the Urgent Protection Program", fr="un réfugié à l’étranger visé par le Programme de protection d’urgence"),),
            FIRST_DAY,
        ),
        Row(
            "R298(2)(a): R296(2)(d)",
            "A",
            Both("exempt as a person of R296(2)(d) to whom a TRP counterfoil is issued outside Canada", "dispensée à titre de personne visée à R296(2)d) à qui une vignette de PST est délivrée à l’extérieur du Canada"),
            ("R298(2)(a)", "R296(2)(d)", _INSTRUCTION),
            (_WITH.is_("EXEMPTS", under=("R298(2)(a)", "R296(2)(d)"), en="a work or study permit and a visitor visa asked for together outside Canada, with a TRP counterfoil", fr="un permis de travail ou d’études et un visa de visiteur demandés ensemble à l’extérieur du Canada, avec une vignette de PST"),),
            FIRST_DAY,
        ),
        _paragraph("a.1", "A1", "exempt as an accredited diplomat, a United Nations or intergovernmental official, or of their suite or family", "dispensée à titre de diplomate accrédité, de fonctionnaire des Nations Unies ou d’un organisme intergouvernemental, ou de membre de leur suite ou de leur famille",
                   f.CLASS_A1.is_(YES, under="R298(2)(a.1)", en="the person is of a class of R298(2)(a.1)", fr="la personne est d’une catégorie de R298(2)a.1)")),
        _paragraph("a.2", "A2", "exempt as a member of visiting forces or their civilian component, or of their family", "dispensée à titre de membre de forces étrangères présentes au Canada ou de leur élément civil, ou de leur famille",
                   f.CLASS_A2.is_(YES, under="R298(2)(a.2)", en="the person is of a class of R298(2)(a.2)", fr="la personne est d’une catégorie de R298(2)a.2)")),
        _paragraph("a.3", "A3", "exempt as a family member, in reciprocal employment, of an exchange officer of R299(2)(g)(iii)", "dispensée à titre de membre de la famille d’un agent en échange visé à R299(2)g)(iii), dont le travail crée ou conserve un emploi réciproque",
                   f.CLASS_A3.is_(YES, under=("R298(2)(a.3)", "R299(2)(g)(iii)"), en="the person is of the class of R298(2)(a.3)", fr="la personne est de la catégorie de R298(2)a.3)")),
        _paragraph("b", "B", "exempt while an application or a decision is pending: permanent residence, A25(1), A25.1(1) or A25.2(1)", "dispensée tant qu’une demande ou une décision est en instance : résidence permanente, L25(1), L25.1(1) ou L25.2(1)",
                   f.PENDING.is_not("none", under="R298(2)(b)", en="a permanent-residence application, a humanitarian request or a decision under a public policy is pending",
                                    fr="une demande de résidence permanente, une demande pour motif d’ordre humanitaire ou une décision fondée sur l’intérêt public est en instance")),
        _paragraph("d", "D", "exempt as a participant in a meeting hosted by Canada, the United Nations or the Organization of American States, as invited to it, or as a representative of the OAS or the Caribbean Development Bank", "dispensée à titre de participant ou d’invité à une réunion organisée par le Canada, les Nations Unies ou l’Organisation des États américains, ou de représentant de l’OEA ou de la Banque de développement des Caraïbes",
                   f.CLASS_D.is_(YES, under="R298(2)(d)", en="the person is of a class of R298(2)(d)", fr="la personne est d’une catégorie de R298(2)d)")),
        _paragraph("e", "E", "exempt as a traveller whose visa exemption ended in transit, inadmissible only for lack of a visa", "dispensée à titre de voyageur dont la dispense de visa a pris fin en transit et qui n’est interdit de territoire que faute de visa",
                   _IN_TRANSIT, _ONLY_A41),
        Row(
            "R298(2): none, no transit",
            "NONE",
            Both("no paragraph of R298(2) exempts", "aucun alinéa de R298(2) ne dispense des frais"),
            ("R298(2)",),
            (
                *(none := (
                    f.CLASS_A.is_(NO, under="R298(2)(a)", en="the person is of no class that R298(2)(a) names", fr="la personne n’est d’aucune catégorie énumérée à R298(2)a)"),
                    _UPP.is_("DOES_NOT_EXEMPT", under="R298(2)(a)", en="the Urgent Protection Program does not bring the person under it", fr="le Programme de protection d’urgence n’y fait pas entrer la personne"),
                    _WITH.is_("DOES_NOT_EXEMPT", under="R296(2)(d)", en="R296(2)(d) does not exempt", fr="R296(2)d) ne dispense pas des frais"),
                    f.CLASS_A1.is_(NO, under="R298(2)(a.1)", en="the person is of no class of R298(2)(a.1)", fr="la personne n’est d’aucune catégorie de R298(2)a.1)"),
                    f.CLASS_A2.is_(NO, under="R298(2)(a.2)", en="the person is of no class of R298(2)(a.2)", fr="la personne n’est d’aucune catégorie de R298(2)a.2)"),
                    f.CLASS_A3.is_(NO, under="R298(2)(a.3)", en="the person is not of the class of R298(2)(a.3)", fr="la personne n’est pas de la catégorie de R298(2)a.3)"),
                    f.PENDING.is_("none", under="R298(2)(b)", en="nothing is pending for the person", fr="rien n’est en instance pour la personne"),
                    f.CLASS_D.is_(NO, under="R298(2)(d)", en="the person is of no class of R298(2)(d)", fr="la personne n’est d’aucune catégorie de R298(2)d)"),
                )),
                f.TRANSIT.is_not("within_48_hours", under="R298(2)(e)", en="no visa exemption was lost in transit within the last 48 hours", fr="aucune dispense de visa n’a pris fin en transit dans les 48 dernières heures"),
            ),
            FIRST_DAY,
        ),
        Row(
            "R298(2): none, another ground",
            "NONE",
            Both("no paragraph of R298(2) exempts", "aucun alinéa de R298(2) ne dispense des frais"),
            ("R298(2)",),
            (*none, _IN_TRANSIT, f.SOLE_GROUND.is_not("non_compliance", under="R298(2)(e)", en="the lack of a visa is not the only ground", fr="le défaut de visa n’est pas le seul motif")),
            FIRST_DAY,
        ),
    ),
)  # fmt: skip
