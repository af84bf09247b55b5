"""Whether an interview is necessary: the two lists of the instruction, with their gaps and contradictions shown.

Source: Interview instruction, "When an interview is necessary" and "When an interview may not be necessary".
Unsettled: the lists overlap and leave cases out. "Necessary" prevails, and where neither speaks the officer
decides (T5); both conditions of the second list are required (I1).
"""

from __future__ import annotations

from trp.rulebook import facts as f
from trp.rulebook.language import NO, YES, Both, Clause, Fact, First, Row, Table, Unique
from trp.rulebook.sources import FIRST_DAY

_NECESSARY = "Interview instruction, necessary"
_NOT_NECESSARY = "Interview instruction, may not be necessary"

_WAIVABLE = f.SOLE_GROUND.is_("non_compliance", "health_or_non_compliance", under=(_NOT_NECESSARY, "I1"), en="every ground found is health or non-compliance",
                              fr="chaque motif constaté est d’ordre sanitaire ou tient à un manquement à la loi")  # fmt: skip


def _necessary(row: str, fact: Fact, value: str, under: tuple[str, ...], en: str, fr: str) -> Row:
    clause = fact.is_(value, under=under, en=en, fr=fr)
    says = Both(f"An interview is necessary: {en}.", f"Une entrevue est nécessaire : {fr}.")
    return Row(f"interview: {row}", "REQUIRED", says, under, (clause,), FIRST_DAY)


_NEITHER: tuple[Clause, ...] = (
    f.SERIOUS_GROUND.is_(NO, under=(_NECESSARY, "I3"), en="no ground is serious by itself", fr="aucun motif n’est grave en soi"),
    f.CONSIDERED_SERIOUS.is_(NO, under=_NECESSARY, en="the officer does not consider the inadmissibility serious", fr="l’agent ne juge pas l’interdiction de territoire grave"),
    f.FLAGRANT.is_(NO, under=_NECESSARY, en="no violation is flagrant or intentional", fr="aucune infraction à la Loi n’est flagrante ni intentionnelle"),
    f.STREAM.is_not("trafficking_victim", under=_NECESSARY, en="no trafficking is determined, suspected or possible", fr="la personne n’est pas une victime confirmée, présumée ou potentielle de la traite"),
    f.CREDIBILITY.is_(NO, under=(_NECESSARY, _NOT_NECESSARY, "I1", "I2"), en="credibility is not in issue", fr="la crédibilité n’est pas en cause"),
    f.MERIT.is_(NO, under=(_NECESSARY, _NOT_NECESSARY, "I1", "I2"), en="merit is not in issue", fr="le bien-fondé n’est pas en cause"),
    f.RISK.is_(NO, under=(_NECESSARY, "I2"), en="risk and the degree of contrition need not be assessed with the client", fr="le risque et le degré de repentir n’ont pas à être évalués avec le client"),
)  # fmt: skip

INTERVIEW = Table(
    "interview",
    Both("Whether an interview is necessary", "Une entrevue est-elle nécessaire?"),
    First(
        Both("What makes it necessary goes before what lets it be waived; where neither list speaks the officer decides (T5).",
             "Ce qui rend l’entrevue nécessaire passe avant ce qui permet d’y renoncer; lorsqu’aucune des deux listes ne se prononce, l’agent décide (T5)."),
        ("T5", _NECESSARY, _NOT_NECESSARY),
    ),
    "on",
    {
        "REQUIRED": Both("An interview is necessary.", "Une entrevue est nécessaire."),
        "MAY_WAIVE": Both("An interview may not be necessary.", "Une entrevue peut ne pas être nécessaire."),
        "DISCRETION": Both("The officer decides whether to interview.", "L’agent décide s’il mène une entrevue."),
    },
    (
        _necessary("serious ground", f.SERIOUS_GROUND, YES, (_NECESSARY, "I3"), "a ground found is serious inadmissibility (A34, A35, A35.1, A36(1) or A37)", "un motif constaté est une interdiction de territoire grave (L34, L35, L35.1, L36(1) ou L37)"),
        _necessary("considered serious", f.CONSIDERED_SERIOUS, YES, (_NECESSARY, "I3"), "the officer considers the inadmissibility serious", "l’agent juge l’interdiction de territoire grave"),
        _necessary("flagrant or intentional", f.FLAGRANT, YES, (_NECESSARY,), "a violation is flagrant or intentional", "une infraction à la Loi est flagrante ou intentionnelle"),
        _necessary("trafficking", f.STREAM, "trafficking_victim", (_NECESSARY, "VTIP policy"), "the person is a determined, suspected or possible victim of trafficking", "la personne est une victime confirmée, présumée ou potentielle de la traite"),
        _necessary("credibility", f.CREDIBILITY, YES, (_NECESSARY, "I2"), "credibility has to be assessed", "la crédibilité doit être évaluée"),
        _necessary("merit", f.MERIT, YES, (_NECESSARY, "I2"), "merit has to be assessed", "le bien-fondé doit être évalué"),
        _necessary("risk and contrition", f.RISK, YES, (_NECESSARY, "I2"), "risk and the degree of contrition have to be assessed", "le risque et le degré de repentir doivent être évalués"),
        Row("interview: may be waived", "MAY_WAIVE",
            Both("An interview may not be necessary: every ground is health or non-compliance, and neither credibility nor merit is in issue.",
                 "Une entrevue peut ne pas être nécessaire : chaque motif est d’ordre sanitaire ou tient à un manquement à la loi, et ni la crédibilité ni le bien-fondé ne sont en cause."),
            (_NOT_NECESSARY, "I1"), (*_NEITHER, _WAIVABLE), FIRST_DAY),
        Row("interview: neither list", "DISCRETION",
            Both("The officer decides whether to interview: neither list of the instruction speaks of this case.",
                 "L’agent décide s’il mène une entrevue : aucune des deux listes de l’instruction ne vise ce cas."),
            ("T5", _NECESSARY, _NOT_NECESSARY),
            (*_NEITHER, f.SOLE_GROUND.is_not(*_WAIVABLE.values, under=_NOT_NECESSARY, en="a ground other than health or non-compliance is found, or none", fr="un motif autre que les motifs sanitaires ou le manquement à la loi est constaté, ou aucun ne l’est")), FIRST_DAY),
    ),
)  # fmt: skip

GUIDELINES = Table(
    "interview_guidelines",
    Both("Which interview guidelines apply", "Quelles lignes directrices sur les entrevues s’appliquent?"),
    Unique(),
    "on",
    {
        "TRAFFICKING": Both("The guidelines on victims of trafficking.", "Les lignes directrices sur les victimes de la traite."),
        "GENERAL": Both("The general guidelines.", "Les lignes directrices générales."),
    },
    (
        Row("guidelines: trafficking", "TRAFFICKING", Both("The interview guidelines specific to victims of trafficking apply.", "Les lignes directrices propres aux victimes de la traite s’appliquent."),
            ("Interview instruction, Note", "VTIP policy"),
            (f.STREAM.is_("trafficking_victim", under="Interview instruction, Note", en="the person is a determined, suspected or possible victim of trafficking", fr="la personne est une victime confirmée, présumée ou potentielle de la traite"),), FIRST_DAY),
        Row("guidelines: general", "GENERAL", Both("The general policies and procedures on interviews apply.", "Les politiques et procédures générales sur les entrevues s’appliquent."),
            ("Interview instruction, Note",),
            (f.STREAM.is_not("trafficking_victim", under="Interview instruction, Note", en="no trafficking is in question", fr="il n’est pas question de traite"),), FIRST_DAY),
    ),
)  # fmt: skip
