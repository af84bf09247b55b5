"""The acts that somebody must now do. A duty stands until known facts show it done."""

from __future__ import annotations

from trp.rulebook import facts as f
from trp.rulebook.instructions.disclosure import ITEM, KEEP
from trp.rulebook.instructions.fees import FEE
from trp.rulebook.instructions.gate import GATE, SETTLED
from trp.rulebook.instructions.interviews import INTERVIEW
from trp.rulebook.language import YES, Both, Clause, Duty
from trp.rulebook.regulations.r63_permits import PERMIT

_ABROAD, _INLAND, _POE = (
    "Fee instruction, Outside Canada",
    "Fee instruction, Inside Canada",
    "Fee instruction, Port of entry",
)
_THIRD = "Interview instruction, Third-party information"

_VISA_OFFICE = f.MADE_TO.is_(
    "visa_office",
    under=_ABROAD,
    en="the request is made to a visa office",
    fr="la demande est faite à un bureau des visas",
)
_DUE = FEE.fact().is_("DUE", under="R298(1)", en="the fee is owed", fr="les frais sont dus")
_EXEMPT = FEE.fact().is_(
    "EXEMPT", under="Fee instruction, Fee exemptions", en="no fee is owed", fr="aucuns frais ne sont dus"
)
_PAID = f.PAYMENT.is_(
    "whole", under="Fee instruction", en="the fee is paid in whole", fr="les frais sont payés en totalité"
)
_REQUESTED = f.FEE_REQUESTED.is_(
    YES, under=_ABROAD, en="the fee was asked for", fr="les frais ont été demandés"
)
_RECEIPT = f.RECEIPT_WAITS.is_(
    YES,
    under="Fee instruction, IPRMS",
    en="a receipt waits to be allocated",
    fr="un reçu est en attente d’attribution",
)
_MINISTER = f.ORIGIN.is_(
    "minister",
    under="Fee instruction",
    en="the Minister asked for the permit",
    fr="le ministre a demandé le permis",
)
_CLOSED = GATE.fact().is_(
    "CLOSED_UNPAID",
    under=_ABROAD,
    en="the request cannot be processed unpaid",
    fr="la demande ne peut être traitée sans paiement des frais",
)
_FILE = f.FILE_CREATED.is_(
    YES, under=_ABROAD, en="the permit file is created", fr="le dossier de permis est créé"
)
_NO_APPLICATION = f.APPLICATION.is_(
    "none", under=_ABROAD, en="there is no underlying application", fr="il n’y a pas de demande sous-jacente"
)
_DISCLOSED = f.DISCLOSED.is_(
    YES, under=_THIRD, en="the client was informed of it", fr="le client en a été informé"
)
_REASON = f.REASON_RECORDED.is_(YES, under=_THIRD, en="a reason is recorded", fr="un motif est consigné")
_JUDGMENT = ITEM.fact().is_(
    "JUDGMENT",
    under=(_THIRD, "I11"),
    en="disclosure is a matter of judgment",
    fr="la divulgation relève du jugement de l’agent",
)

_DISCLOSE = Both(
    "Inform the client of what the decision would rest on, and let them respond.",
    "Informer le client de ce sur quoi la décision s’appuierait, et lui permettre de répondre.",
)


def _duty(
    code: str,
    en: str,
    fr: str,
    under: tuple[str, ...],
    *when: Clause,
    done: tuple[Clause, ...] = (),
    each_item: bool = False,
) -> Duty:
    return Duty(code, Both(en, fr), under, when, done, each_item)


DUTIES = (
    _duty("CONTACT_CLIENT_FOR_FEE", "Contact the client for the fee and for the supporting documents, and say that payment does not promise a permit.",
          "Communiquer avec le client pour qu’il acquitte les frais et fournisse les documents à l’appui, en précisant que le paiement ne garantit pas la délivrance d’un permis.", (_ABROAD,),
          _VISA_OFFICE, f.ORIGIN.is_("client", under=_ABROAD, en="the client asked for the permit", fr="le client a demandé le permis"), _DUE,
          done=(_PAID, _REQUESTED, _RECEIPT)),
    _duty("ENTER_AND_ALLOCATE_RECEIPT", "Enter the receipt number under the client’s application and allocate the payment.",
          "Inscrire le numéro du reçu dans le dossier de demande du client et attribuer le paiement.", ("Fee instruction, IPRMS",), _RECEIPT),
    _duty("REQUEST_DIFFERENCE", "Ask the client for the difference of {balance}: the request was mailed before the amount changed.",
          "Demander au client la différence de {balance} : la demande a été postée avant le changement de montant.", ("R294", "Fee instruction"),
          _DUE, f.PAYMENT.is_("earlier_amount", under="R294", en="the whole earlier fee was paid with paper mailed before the change", fr="la totalité des frais antérieurs a été payée avec une demande postée avant le changement")),
    _duty("COLLECT_FEE_BEFORE_ISSUE", "Collect the fee when issuing the permit: the Minister asked, and no instruction lifts the fee.",
          "Percevoir les frais lors de la délivrance du permis : le ministre a demandé le permis, et aucune instruction ne dispense des frais.", ("Fee instruction", "T4", "I14"), _MINISTER, _DUE, done=(_PAID,)),
    _duty("TELL_FINANCE", "Tell finance of the written instruction not to collect the fee, with its reference and date.",
          "Aviser le service des finances de l’instruction écrite de ne pas percevoir les frais, en indiquant sa référence et sa date.", ("Fee instruction", "I4"),
          FEE.row_fact().is_("fee: the Minister’s instruction", under="I4", en="the Minister’s written instruction lifts the fee", fr="l’instruction écrite du ministre dispense des frais")),
    _duty("CREATE_TRP_FILE", "Create the permit file now, and start the assessment only after it.",
          "Créer maintenant le dossier de permis, et ne commencer l’évaluation qu’ensuite.", (_ABROAD,),
          _VISA_OFFICE, SETTLED.fact().is_("SETTLED", under=_ABROAD, en="the fee is settled, or none is owed", fr="les frais sont réglés, ou ne sont pas dus"), done=(_FILE,)),
    _duty("WEIGH_MERITS_AND_SERIOUSNESS", "Weigh the merits of the case in relation to the seriousness of the inadmissibility or violation.",
          "Évaluer le bien-fondé du cas par rapport à la gravité de l’interdiction de territoire ou de l’infraction à la Loi.", (_THIRD, "A24(1)"),
          GATE.fact().is_("ASSESS", under="Fee instruction", en="the request may be assessed", fr="la demande peut être évaluée")),
    _duty("ADVISE_CANNOT_PROCESS", "Advise the client that the request cannot be processed.", "Aviser le client que la demande ne peut être traitée.", (_ABROAD,), _CLOSED),
    _duty("NOTE_ON_UNDERLYING_APPLICATION", "Note in GCMS, in the notes of the underlying application, that the client is unable or unwilling to pay.",
          "Consigner au SMGC, dans les notes de la demande sous-jacente, que le client ne peut pas ou ne veut pas payer.", (_ABROAD,), _CLOSED, done=(_NO_APPLICATION,)),
    _duty("DECIDE_UNDERLYING_APPLICATION", "Proceed with a decision on the underlying application.", "Rendre une décision sur la demande sous-jacente.", (_ABROAD,), _CLOSED,
          done=(_NO_APPLICATION, f.APPLICATION_DECIDED.is_(YES, under=_ABROAD, en="the underlying application is decided", fr="la demande sous-jacente est tranchée"))),
    _duty("REQUEST_FEE_BEFORE_RECOMMENDATION", "Ask for the fee before the recommendation is sent to the Minister’s delegate.",
          "Demander les frais avant d’envoyer la recommandation au délégué du ministre.", (_INLAND, "T2"),
          f.ORIGIN.is_("a44_report", under=_INLAND, en="an A44(1) report prompts the request", fr="un rapport L44(1) est à l’origine de la demande"), _DUE, done=(_PAID, _REQUESTED, _RECEIPT)),
    _duty("ADVISE_WITHDRAWAL", "Advise the client to withdraw the request to enter Canada and to return when able to pay (form IMM 1282B).",
          "Conseiller au client de retirer sa demande d’entrée au Canada et de revenir lorsqu’il pourra payer (formulaire IMM 1282B).", (_POE, "ENF 4", "R42(2)"),
          GATE.fact().is_("WITHDRAW_POE", under=_POE, en="the client does not pay and withdrawal is open", fr="le client ne paie pas et le retrait est possible")),
    _duty("RETURN_APPLICATION", "Return the request with its documents as incomplete: no decision is made, and the fee has to accompany it.",
          "Renvoyer la demande incomplète et les documents à l’appui : aucune décision n’est rendue, et les frais doivent accompagner la demande.", (_INLAND, "R12", "I12"),
          GATE.fact().is_("RETURN_INCOMPLETE", under=_INLAND, en="the fee does not accompany the request", fr="les frais n’accompagnent pas la demande")),
    _duty("COLLECT_FEE_AT_BORDER", "Collect the fee at the port of entry before anything is assessed.",
          "Percevoir les frais au point d’entrée avant toute évaluation.", (_POE, "ENF 4"),
          GATE.row_fact().is_("gate: border, waiting", under=_POE, en="the client is able to pay at the port of entry", fr="le client peut payer au point d’entrée")),
    _duty("AWAIT_DELEGATE", "Do not allow withdrawal: the Minister’s delegate decides on the report first.",
          "Ne pas permettre le retrait : le délégué du ministre statue d’abord sur le rapport.", ("R42(2)", "A44(1)"),
          GATE.fact().is_("MD_FIRST", under="R42(2)", en="the delegate has not decided on the report", fr="le délégué n’a pas statué sur le rapport")),
    _duty("RECORD_EXEMPTION", "Enter in GCMS the exemption code and the paragraph of R298(2) or the public policy.",
          "Inscrire au SMGC le code de dispense et l’alinéa de R298(2) ou la politique d’intérêt public.", ("Fee instruction, Fee exemptions",), _EXEMPT),
    _duty("COUNSEL_ONE_TIME", "Counsel the client that the exemption will not apply again, and towards a lasting remedy for the inadmissibility; record it.",
          "Informer le client que la dispense ne s’appliquera pas une seconde fois et l’orienter vers une solution durable à son interdiction de territoire; consigner cette démarche.", ("Fee instruction, M31",),
          FEE.row_fact().is_("fee: M31", under="Fee instruction, M31", en="the one-time exemption frees from the fee", fr="la personne bénéficie de la dispense unique des frais")),
    _duty("DISCLOSE", _DISCLOSE.en, _DISCLOSE.fr, (_THIRD,), ITEM.fact().is_("DISCLOSE", under=_THIRD, en="it must be put to the client", fr="il doit être soumis au client"), done=(_DISCLOSED,), each_item=True),
    _duty("DISCLOSE", _DISCLOSE.en, _DISCLOSE.fr, (_THIRD, "I11"), _JUDGMENT, done=(_DISCLOSED, _REASON), each_item=True),
    _duty("RECORD_REASON_FOR_NOT_DISCLOSING", "Record why the client can take part meaningfully without it, or disclose it.",
          "Consigner pourquoi le client peut participer utilement au processus décisionnel sans ce renseignement, ou divulguer celui-ci.", (_THIRD, "I11"), _JUDGMENT, done=(_DISCLOSED, _REASON), each_item=True),
    _duty("KEEP_EVIDENCE_ON_FILE", "Put documentary evidence of the third-party information on file.", "Verser au dossier la preuve documentaire des renseignements fournis par une tierce partie.", (_THIRD,),
          KEEP.fact().is_("KEEP", under=_THIRD, en="it comes from a third party", fr="il provient d’une tierce partie"),
          done=(f.ON_FILE.is_(YES, under=_THIRD, en="its evidence is on file", fr="sa preuve est au dossier"),), each_item=True),
    _duty("REFER_CLASSIFIED", "Refer the classified information: it is not disclosed, and no reason may rest on it until that is settled.",
          "Soumettre à qui de droit les renseignements classifiés : ils ne sont pas divulgués, et aucun motif de décision ne peut s’y appuyer tant que la question n’est pas réglée.", ("I10", "ENF 5, 12.4.2"),
          f.RELIED_ON.is_(YES, under=_THIRD, en="the decision would rest on it", fr="la décision s’appuierait sur ce renseignement"),
          f.CLASSIFIED.is_("part", "yes", under="I10", en="it is classified, wholly or in part", fr="il est classifié, en tout ou en partie"), each_item=True),
    _duty("RECORD_WAIVER_REASON", "If no interview is held, record the reason.", "Si aucune entrevue n’est menée, en consigner le motif.", ("Interview instruction, may not be necessary",),
          INTERVIEW.fact().is_("MAY_WAIVE", under="Interview instruction, may not be necessary", en="an interview may not be necessary", fr="une entrevue peut ne pas être nécessaire")),
    _duty("RECORD_BREAK", "If a permit is issued, record the break in continuity and the number of the permit before, and explain the consequences in the letter.",
          "Si un permis est délivré, consigner l’interruption de la continuité et le numéro du permis précédent, et expliquer les conséquences dans la lettre.", ("Subsequent-permit instruction",),
          PERMIT.fact().is_("NEW", under="Subsequent-permit instruction", en="this would be a new permit", fr="il s’agirait d’un nouveau permis")),
    _duty("REMARK_CONTINUITY", "If a permit is issued after the one before has ended, enter the remark “No break in continuity”.",
          "Si un permis est délivré après la fin du précédent, inscrire la remarque « No break in continuity ».", ("Subsequent-permit instruction",),
          PERMIT.fact().is_("SUBSEQUENT", under="Subsequent-permit instruction", en="this would be a subsequent permit", fr="il s’agirait d’un permis subséquent")),
)  # fmt: skip
