"""What a careful colleague would mention. A notice is given only where known facts call for it."""

from __future__ import annotations

from trp.rulebook import facts as f
from trp.rulebook.instructions.disclosure import DISCLOSURE
from trp.rulebook.instructions.fees import FEE
from trp.rulebook.instructions.gate import GATE
from trp.rulebook.instructions.interviews import INTERVIEW
from trp.rulebook.language import NO, YES, Both, Clause, Notice
from trp.rulebook.policies.one_time_fee_exemption import ONE_TIME
from trp.rulebook.policies.streams import STREAM_POLICY
from trp.rulebook.readings import READINGS
from trp.rulebook.regulations.r298_fee import EXEMPT_BY_REGULATION

_ABROAD, _NOTE = "Fee instruction, Outside Canada", "Fee instruction, Note"
_FEE, _FEE_ROW = FEE.fact(), FEE.row_fact()
_DUE = _FEE.is_("DUE", under="R298(1)", en="the fee is owed", fr="les frais sont dus")
_OPEN = _FEE.is_(
    "DUE", "REFER", under="R298(1)", en="no exemption was found", fr="aucune dispense n’a été constatée"
)
_PAID = f.PAYMENT.is_(
    "whole", under="Fee instruction", en="the fee is paid in whole", fr="les frais sont payés en totalité"
)
_CLIENT = f.ORIGIN.is_(
    "client", under="A24(7)", en="the client asks for the permit", fr="le client demande le permis"
)

_STREAM_ROWS = ("fee: VTIP", "fee: FMV", "fee: STATE_CARE", "fee: TRANSIT")
_PARAGRAPH_ROWS = tuple(row for row in _FEE_ROW.domain if row.startswith("fee: R298(2)"))
_BEFORE_M31 = (*_PARAGRAPH_ROWS, *_STREAM_ROWS, "fee: another measure", "fee: the Minister’s instruction")


def _row(*rows: str, under: str, en: str, fr: str) -> Clause:
    return _FEE_ROW.is_(*rows, under=under, en=en, fr=fr)


def _notice(
    code: str, en: str, fr: str, under: tuple[str, ...], *when: Clause, unless: tuple[Clause, ...] = ()
) -> Notice:
    return Notice(code, Both(en, fr), under, when, unless)


def _reading(key: str, *when: Clause) -> Notice:
    """The notice that one of our readings shaped an outcome."""
    says = READINGS[key].says
    return Notice(
        "INTERPRETATION",
        Both(f"Our reading {key}: {says.en}", f"Notre interprétation {key} : {says.fr}"),
        (key,),
        when,
    )


_READ = (
    _reading("T1", _row("fee: M31", under="T1", en="the one-time exemption frees from the fee", fr="la personne bénéficie de la dispense unique des frais")),
    _reading("T2", f.ORIGIN.is_("a44_report", under="T2", en="an A44(1) report prompts the request", fr="un rapport L44(1) est à l’origine de la demande"),
             GATE.fact().is_("HOLD_FEE", under="T2", en="the request waits for the fee", fr="la demande est en attente des frais"),
             f.FEE_REQUESTED.is_(YES, under="T2", en="the fee was asked for", fr="les frais ont été demandés")),
    *(
        _reading(key, _row("fee: R298(2)(a)", under=key, en="R298(2)(a) exempts", fr="R298(2)a) dispense des frais"),
                 EXEMPT_BY_REGULATION.row_fact().is_("R298(2)(a): R296(2)(d)", under=key, en="through R296(2)(d)", fr="par le jeu de R296(2)d)"))
        for key in ("T3", "I5")
    ),
    _reading("T4", GATE.row_fact().is_("gate: the Minister asked", under="T4", en="the assessment may start unpaid since the Minister asked", fr="l’évaluation peut commencer sans paiement puisque le ministre a demandé le permis")),
    _reading("T5", INTERVIEW.fact().is_("DISCRETION", under="T5", en="neither list of the instruction speaks", fr="aucune des deux listes de l’instruction ne se prononce")),
    _reading("T5", INTERVIEW.fact().is_("REQUIRED", under="T5", en="an interview is necessary", fr="une entrevue est nécessaire"),
             f.SOLE_GROUND.is_("non_compliance", "health_or_non_compliance", under="T5", en="every ground is health or non-compliance", fr="chaque motif est d’ordre sanitaire ou tient à un manquement à la loi"),
             f.CREDIBILITY.is_(NO, under="T5", en="credibility is not in issue", fr="la crédibilité n’est pas en cause"),
             f.MERIT.is_(NO, under="T5", en="merit is not in issue", fr="le bien-fondé n’est pas en cause")),
    _reading("T6", _row(*_BEFORE_M31, under="T6", en="another exemption frees from the fee", fr="une autre dispense s’applique"),
             ONE_TIME.fact().is_("AVAILABLE", under="T6", en="the one-time exemption would be available", fr="la dispense unique pourrait être accordée")),
    _reading("T6", _row(*_PARAGRAPH_ROWS, under="T6", en="R298(2) exempts", fr="R298(2) dispense des frais"),
             STREAM_POLICY.fact().is_not("NONE", under="T6", en="a policy of the stream would free from the fee as well", fr="une politique du volet dispenserait elle aussi des frais")),
    _reading("I4", _row("fee: the Minister’s instruction", under="I4", en="a written instruction lifts the fee", fr="une instruction écrite dispense des frais")),
    _reading("I7", _row("fee: M31 in doubt", under="I7", en="the one-time exemption is in doubt", fr="la possibilité d’accorder la dispense unique est incertaine")),
    _reading("I10", DISCLOSURE.fact().is_("REFER", under="I10", en="protected information has to be referred", fr="des renseignements protégés doivent être soumis à qui de droit")),
    _reading("I17", f.DELEGATION_GROUND.is_("transborder", "unnamed", under="I17", en="the highest ground is one the instrument does not name", fr="le motif le plus élevé n’est pas mentionné dans l’instrument")),
)  # fmt: skip

NOTICES = (
    _notice("NO_EXTENSION", "The Act knows no extension of a permit: the request is read as one for a subsequent or a new permit, with its own fee.",
            "La Loi ne prévoit aucune prolongation de permis : la demande est traitée comme visant un permis subséquent ou un nouveau permis, avec ses propres frais.", (_NOTE,),
            f.PERMIT.is_("extension", under=_NOTE, en="an extension is asked for", fr="une prolongation est demandée")),
    _notice("NOT_CONTINUOUS_STATUS", "A permit is not a means of status over long periods, above all where the inadmissibility can be resolved.",
            "Un permis n’est pas un moyen d’obtenir un statut pour de longues périodes, surtout si l’interdiction de territoire peut être levée.", (_NOTE,),
            f.PERMIT.is_("subsequent", "extension", under=_NOTE, en="a subsequent permit or an extension is asked for", fr="un permis subséquent ou une prolongation est demandé")),
    _notice("PAYMENT_PROMISES_NOTHING", "Payment of the fee does not guarantee that a permit is issued.", "Le paiement des frais ne garantit pas la délivrance d’un permis.", (_ABROAD,), _DUE),
    _notice("FEE_NON_REFUNDABLE", "The fee is not refunded once processing has begun.", "Les frais ne sont pas remboursés une fois le traitement commencé.", ("Fee instruction", "Refund instruction", "I13"), _DUE),
    _notice("MAY_OFFER_CONSIDERATION", "On your own initiative you may contact the client and offer that a permit be considered; the fee comes before any assessment.",
            "De votre propre initiative, vous pouvez communiquer avec le client et lui offrir d’examiner la possibilité de délivrer un permis; les frais doivent être acquittés avant toute évaluation.", (_ABROAD,),
            f.MADE_TO.is_("visa_office", under=_ABROAD, en="the case is at a visa office", fr="le dossier est à un bureau des visas"),
            f.ORIGIN.is_("officer", under=_ABROAD, en="the officer considers a permit on their own initiative", fr="l’agent envisage, de sa propre initiative, la délivrance d’un permis"), _DUE,
            f.PAYMENT.is_not("whole", under=_ABROAD, en="the fee is not settled", fr="les frais ne sont pas réglés"),
            f.FEE_REQUESTED.is_(NO, under=_ABROAD, en="the fee was not asked for", fr="les frais n’ont pas été demandés"),
            unless=(f.RECEIPT_WAITS.is_(YES, under="Fee instruction, IPRMS", en="a receipt waits", fr="un reçu est en attente"),)),
    _notice("SEE_UPP_INSTRUCTIONS", "See the instructions on the Urgent Protection Program.", "Consultez les instructions sur le Programme de protection d’urgence.", ("Fee instruction, UPP", "UPP instructions"),
            f.STREAM.is_("urgent_protection", under="Fee instruction, UPP", en="the Urgent Protection Program applies", fr="le Programme de protection d’urgence s’applique")),
    _notice("MAY_REFUSE_TO_CONSIDER", "The officer may refuse to consider the request: a condition was breached without reasonable excuse, less than twelve months after the period ended.",
            "L’agent peut refuser d’examiner la demande : la personne a manqué à une condition sans excuse valable, et moins de douze mois se sont écoulés depuis la fin de la période.", ("A24(7)", "Delegation instrument, item 126"),
            _CLIENT, f.CONDITIONS_BREACHED.is_(YES, under="A24(7)", en="a condition was breached without reasonable excuse", fr="la personne a manqué à une condition sans excuse valable"),
            f.DESIGNATION.is_not("never", under="A24(7)", en="the person is a designated foreign national", fr="la personne est un étranger désigné"),
            f.DESIGNATION_CLOCK.is_("year_after", under="A24(7)", en="less than twelve months have passed since the period of A24(5) or (6) ended", fr="moins de douze mois se sont écoulés depuis la fin de la période de L24(5) ou (6)")),
    _notice("POLICY_LIST_MAY_BE_OUTDATED", "The lists of public policies on the page are not exhaustive and may be outdated: check the current register.",
            "Les listes de politiques d’intérêt public de la page ne sont pas exhaustives et peuvent être périmées : vérifiez le registre actuel.", ("Fee instruction, public policies",),
            _row(*_STREAM_ROWS, "fee: another measure", "fee: M31", under="Fee instruction, public policies", en="a public policy frees from the fee", fr="une politique d’intérêt public dispense des frais")),
    _notice("POLICY_LIST_MAY_BE_OUTDATED", "No policy was found; the lists on the page are not exhaustive and may be outdated: check the current register.",
            "Aucune politique n’a été trouvée; les listes de la page ne sont pas exhaustives et peuvent être périmées : vérifiez le registre actuel.", ("Fee instruction, public policies",),
            _OPEN, f.FEE_MEASURE.is_(NO, under="Fee instruction, public policies", en="policies were searched and none found", fr="une recherche n’a révélé aucune politique")),
    *(
        _notice("REMISSION_ORDER_MAY_APPLY", f"Remission order {order} covers the day of this request; whether it covers the person depends on facts that are not asked here.",
                f"Le décret de remise {order.replace('SI', 'TR')} couvre le jour de cette demande; il peut viser la personne ou non, selon des faits qui ne sont pas demandés ici.", (order,),
                _OPEN, f.MEASURE_WINDOW.is_(order, under=order, en="the day of the request falls in the period of the order", fr="le jour de la demande tombe dans la période visée par le décret"))
        for order in f.MEASURE_WINDOW.domain[1:]
    ),
    _notice("FEE_CHANGE_NEAR", "The fee changes on {next_fee_change}; the new amount is not loaded yet.", "Les frais changent le {next_fee_change}; le nouveau montant n’est pas encore inscrit au recueil.", ("Service Fees Act, s. 17",),
            f.FEE_CHANGE_NEAR.is_(YES, under="Service Fees Act, s. 17", en="the request is made within 30 days before a yearly change that is not loaded", fr="la demande est faite dans les 30 jours qui précèdent un changement annuel qui n’est pas inscrit au recueil")),
    _notice("SERIOUS_CRIMINALITY_POSSIBLE", "Impaired driving may be serious criminality, A36(1): its maximum rose to ten years on 18 December 2018 (a day recalled, not verified). The equivalence decides.",
            "La conduite avec capacités affaiblies peut relever de la grande criminalité, L36(1) : la peine maximale est passée à dix ans le 18 décembre 2018 (date citée de mémoire, non vérifiée). C’est l’équivalence établie qui tranche.", ("Criminal Code, 320.19(1)(a)", "A36(1)"),
            f.IMPAIRED_SINCE_CHANGE.is_(YES, under="Criminal Code, 320.19(1)(a)", en="impaired driving committed since then is given under A36(2)", fr="une conduite avec capacités affaiblies commise depuis lors est invoquée au titre de L36(2)")),
    _notice("CLASS_FREES_NOBODY", "A class that is listed does not free from the permit fee: an exemption from the visa, work-permit or study-permit fee does not imply it.",
            "L’une des catégories indiquées ne dispense pas des frais de permis : une dispense des frais de visa, de permis de travail ou de permis d’études n’y suffit pas.", ("R298(2)",),
            f.STRANGE_CLASS.is_(YES, under="R298(2)", en="a class is listed that R298(2) does not carry over", fr="une catégorie que R298(2) ne reprend pas est indiquée")),
    _notice("CODE_NOT_STATED", "Our sources state no exemption code for this case: look it up before it is entered.", "Nos sources n’indiquent aucun code de dispense pour ce cas : cherchez-le avant de l’inscrire.", ("Fee instruction, Fee exemptions",),
            _row(*_PARAGRAPH_ROWS, "fee: FMV", "fee: STATE_CARE", "fee: TRANSIT", under="Fee instruction, Fee exemptions", en="the exemption has a code that our sources do not state", fr="la dispense a un code que nos sources n’indiquent pas")),
    _notice("NOT_VERIFIED", "The amount of {amount} comes from a secondary source: check it in the department’s fee list.", "Le montant de {amount} provient d’une source secondaire : vérifiez-le dans la liste des frais du ministère.", ("IRCC fee notice",),
            _DUE, f.AMOUNT_VERIFIED.is_(NO, under="IRCC fee notice", en="the amount was not checked against an official text", fr="le montant n’a pas été vérifié dans un texte officiel")),
    _notice("NO_POLICE_REPORT_NEEDED", "A report to the police is never required of a victim of trafficking, and its absence is never a ground to refuse.",
            "Une victime de la traite n’est jamais tenue de signaler les faits à la police, et l’absence de signalement n’est jamais un motif de refus.", ("VTIP policy",),
            f.STREAM.is_("trafficking_victim", under="VTIP policy", en="the person is a determined, suspected or possible victim of trafficking", fr="la personne est une victime confirmée, présumée ou potentielle de la traite")),
    _notice("SAFE_CONTACT_FIRST", "Confirm a safe way of contact first, and write only to the person.", "Confirmez d’abord un moyen de communication sûr, et n’écrivez qu’à la personne elle-même.", ("FMV policy",),
            f.STREAM.is_("family_violence_victim", under="FMV policy", en="the person is a victim of family violence", fr="la personne est une victime de violence familiale")),
    _notice("SIX_MONTHS_FOR_WORK_PERMIT", "A work permit under R208(b) needs a permit valid at least six calendar months; 180 days never reach them.",
            "Un permis de travail visé à R208b) exige un permis de séjour temporaire valide pendant au moins six mois, comptés de date à date; 180 jours n’y suffisent jamais.", ("R208(b)", "R199(d)", "I16"),
            f.R208B.is_(YES, under="R208(b)", en="an open work permit under R208(b) is asked for", fr="un permis de travail ouvert visé à R208b) est demandé")),
    _notice("CONSULT_ON_REMOVAL_ORDER", "A removal order exists: consult the border agency before a permit is issued.", "Une mesure de renvoi a été prise : consultez l’ASFC avant de délivrer un permis.", ("Removal-order instruction", "R243.1"),
            f.REMOVAL_ORDER.is_(YES, under="R243.1", en="a removal order cancelled the permit before", fr="une mesure de renvoi a annulé le permis précédent")),
    _notice("EARLIER_LAW_NOT_HELD", "The request is made before the first law held here, and is answered under that law: check what applied on its day.",
            "La demande est antérieure au plus ancien texte de loi conservé ici, et la réponse est fondée sur ce texte : vérifiez ce qui s’appliquait au jour de la demande.", ("I20",),
            f.BEFORE_FIRST_LAW.is_(YES, under="I20", en="the request is made before the first law held here", fr="la demande est antérieure au plus ancien texte de loi conservé ici")),
    _notice("EARLIER_INSTRUMENT_NOT_HELD", "Who may decide is answered by the delegation instrument of Fall 2025: the one in force on that day is not held here.",
            "La question de savoir qui peut décider est tranchée selon l’instrument de délégation de l’automne 2025 : celui qui était en vigueur au jour de la question n’est pas conservé ici.", ("I20", "Delegation instrument"),
            f.BEFORE_INSTRUMENT.is_(YES, under="I20", en="the delegation instrument of that day is not held", fr="l’instrument de délégation en vigueur ce jour-là n’est pas conservé")),
    _notice("AMOUNT_NOT_HELD", "The amount of the work-permit or study-permit fee on the day of the request is not held here.",
            "Le montant des frais de permis de travail ou d’études en vigueur au jour de la demande n’est pas inscrit au recueil.", ("R299(1)", "R300(1)"),
            f.OTHER_FEE_HELD.is_(NO, under="R299(1)", en="the amount of that day is not held", fr="le montant en vigueur ce jour-là n’est pas inscrit au recueil")),
    *_READ,
)  # fmt: skip
