"""What the rulebook finds, said to the person it is about, in plain words.

No rule stands here: each sentence says again, for one row, office or notice of the rulebook, what that row decides. A
test holds the keys to the rulebook, so that a new row without its sentence is found.
"""

from __future__ import annotations

from dataclasses import dataclass

from trp.rulebook.language import Both


@dataclass(frozen=True)
class Plain:
    """An answer, and the reason for it in one or two sentences, if there is one. `{amount}` is the fee of the day."""

    says: Both
    because: Both | None


_FREE = Both("You pay no fee.", "Vous ne payez pas de frais.")
_DUE = Plain(
    Both("You pay {amount}.", "Vous payez {amount}."),
    Both("Each person pays this fee for each request, and nothing in your answers exempts you.",
         "Chacun paie ces frais pour chaque demande, et rien dans vos réponses ne vous en dispense."),
)  # fmt: skip


def _free(en: str, fr: str) -> Plain:
    return Plain(_FREE, Both(en, fr))


def _named(en: str, fr: str) -> Plain:
    return _free(f"The law frees {en} from it. An officer will check that you are one of them.",
                 f"La loi en dispense {fr}. Un agent vérifiera que c’est votre cas.")  # fmt: skip


FEE = {
    "fee: barred": Plain(
        Both("You cannot ask for this permit now. Do not pay.", "Vous ne pouvez pas demander ce permis maintenant. Ne payez pas."),
        Both("The law makes you wait after a refugee claim. A request that comes too soon is not looked at.",
             "La loi vous fait attendre après une demande d’asile. Une demande faite trop tôt n’est pas examinée."),
    ),
    "fee: no standalone request": Plain(
        Both("You cannot ask for this permit alone. Do not pay yet.", "Vous ne pouvez pas demander ce permis seul. Ne payez pas encore."),
        Both("Outside Canada, first ask for a visa or for another permit. Then ask for this permit along with it.",
             "Hors du Canada, demandez d’abord un visa ou un autre permis. Demandez ensuite ce permis en même temps."),
    ),
    "fee: R298(2)(a)": _free("The law frees some groups of people from it, and you told us that you are in one of them. An officer will check.",
                             "La loi en dispense certains groupes de personnes, et vous nous avez dit en faire partie. Un agent le vérifiera."),
    "fee: R298(2)(a.1)": _named("diplomats, officials of states or the UN, and their family and staff", "les diplomates, le personnel des États et de l’ONU, leur famille et leur suite"),
    "fee: R298(2)(a.2)": _named("foreign armed forces in Canada and their families", "les forces armées étrangères au Canada et leurs familles"),
    "fee: R298(2)(a.3)": _named("the families of some foreign officers on exchange here", "les familles de certains agents étrangers en échange ici"),
    "fee: R298(2)(b)": _free("You are waiting for an answer to a request to stay in Canada. As long as you wait, this permit is free.",
                             "Vous attendez une réponse à une demande pour rester au Canada. Pendant ce temps, ce permis est gratuit."),
    "fee: R298(2)(d)": _named("people who come to some meetings between states", "les personnes qui viennent à certaines réunions entre États"),
    "fee: R298(2)(e)": _free("Canada began to ask you for a visa while you were on your way, and you come within 48 hours.",
                             "Le Canada a commencé à exiger un visa pendant votre voyage, et vous arrivez dans les 48 heures."),
    "fee: VTIP": _free("Someone may have trafficked you, and you are in Canada. A public policy frees victims of trafficking from it.",
                       "Vous êtes peut-être victime de la traite, et vous êtes au Canada. Une politique d’intérêt public en dispense les victimes de la traite."),
    "fee: FMV": _free("A policy frees victims of family violence in Canada from it, if they have no valid status. An officer will check.",
                      "Une politique en dispense les victimes de violence en famille, si elles sont ici sans statut valide. Un agent le vérifiera."),
    "fee: STATE_CARE": _free("You were in the care of the state here as a child, and you have no valid status now. A public policy frees such people from it. An officer will check.",
                             "L’État vous a pris en charge ici dans votre enfance, et vous n’avez pas de statut valide. Une politique d’intérêt public en dispense ces personnes. Un agent le vérifiera."),
    "fee: TRANSIT": _free("You are only passing through Canada, and it is not your fault that your papers are not in order. A public policy frees such travellers from it.",
                          "Vous ne faites que passer par le Canada, et si vos papiers ne sont pas en règle, ce n’est pas votre faute. Une politique d’intérêt public en dispense ces voyageurs."),
    "fee: another measure": _free("A measure that is in force now frees you from it.", "Une mesure en vigueur vous en dispense."),
    "fee: the Minister’s instruction": _free("The Minister asked for the permit and said in writing that you do not pay.",
                                             "Le ministre a demandé le permis et a écrit que vous ne payez pas."),
    "fee: M31": Plain(
        Both("You may pay no fee this one time.", "Vous pourriez ne pas payer de frais, cette seule fois."),
        Both("You have one conviction for a crime that is not serious, and you got no prison. The officer checks that you never had this before, and decides along with the permit. Next time, you pay.",
             "Vous avez été déclaré coupable d’un seul délit qui n’est pas grave, sans prison. L’agent vérifie que c’est la première fois, et en décide avec le permis. La prochaine fois, vous paierez."),
    ),
    "fee: M31 in doubt": Plain(
        Both("An officer must decide if you pay the {amount}.", "Un agent doit décider si vous payez les {amount}."),
        Both("One conviction without prison can free you from the fee, once. With some sentences and some crimes, a person has to look at it.",
             "Une seule déclaration de culpabilité sans prison peut vous dispenser des frais, une fois. Pour certaines peines et certains délits, une personne doit l’examiner."),
    ),
    "fee: amount not loaded": Plain(
        Both("You pay the fee, but we do not know how much it is today.", "Vous payez les frais, mais nous n’en connaissons pas le montant aujourd’hui."),
        Both("The fee changes once a year, and we do not have the new amount. Look in the fee list of the department before you pay.",
             "Les frais changent une fois par année, et nous n’avons pas le nouveau montant. Consultez la liste des frais du ministère avant de payer."),
    ),
    "R298(1): payable": _DUE,
    "R298(1): payable at the Minister’s request": _DUE,
}  # fmt: skip
"""By the rows of the rulebook’s table `fee`."""

TOGETHER = Plain(
    Both("You may pay no fee.", "Vous pourriez ne pas payer de frais."),
    Both("If you ask for a visitor visa and a work or study permit together, you may not have to pay. An officer checks.",
         "Si vous demandez ensemble un visa de visiteur et un permis de travail ou d’études, vous n’aurez peut-être pas à payer. Un agent le vérifie."),
)  # fmt: skip
"""In place of `fee: R298(2)(a)` where the visa with a permit, and no group, may bring it."""


def _wait(en: str, fr: str) -> Both:
    return Both(f"{en} An officer may still offer you this permit.", f"{fr} Un agent peut quand même vous proposer ce permis.")  # fmt: skip


_FIVE_YEARS = _wait("The law makes a designated foreign national wait five years, from a day that an officer can tell you.",
                    "La loi fait attendre un étranger désigné cinq ans, à partir d’un jour qu’un agent peut vous indiquer.")  # fmt: skip
BARRED = {
    "bar: A24(3.1)": _wait("You wait for a decision on the danger at home (PRRA). Until it comes, a request for this permit is not looked at.",
                           "Vous attendez une décision sur le danger dans votre pays (ERAR). Avant cette décision, une demande de permis n’est pas examinée."),
    "bar: A24(4)": _wait("Your refugee claim has ended. Wait until 12 months have passed since the last decision. The day after, you can ask. A request that comes sooner is not looked at.",
                         "Votre demande d’asile a pris fin. Attendez que 12 mois aient passé depuis la dernière décision. Dès le lendemain, vous pourrez demander le permis. Une demande faite plus tôt n’est pas examinée."),
    "bar: A24(5)": _FIVE_YEARS,
    "bar: A24(6)": _FIVE_YEARS,
}  # fmt: skip
"""In place of the reason of `fee: barred`, until when: by the rows of the rulebook’s table `bar` that close the request."""

PAYS_THOUGH = {
    "VTIP: not in Canada": Both("Victims of trafficking pay nothing if they are in Canada. You will ask at the border or from abroad. Ask the office before you pay.",
                                "Les victimes de la traite ne paient pas si elles sont au Canada. Vous ferez la demande à la frontière ou à l’étranger. Demandez au bureau avant de payer."),
    "FMV: not in Canada": Both("Victims of violence at home pay nothing if they are in Canada with no valid status. You will ask at the border or from abroad. Ask the office before you pay.",
                               "Les victimes de violence familiale ne paient pas si elles sont au Canada sans statut valide. Vous ferez la demande à la frontière ou à l’étranger. Demandez au bureau avant de payer."),
    "FMV: other status": Both("Victims of violence at home pay nothing if they have no valid status. You said that you have one. Ask the unit before you pay.",
                              "Les victimes de violence familiale ne paient pas si elles n’ont pas de statut valide. Vous avez dit en avoir un. Demandez à l’unité avant de payer."),
    "State care: not in Canada": Both("People who were in care here pay nothing if they are in Canada with no valid status. You will ask at the border or from abroad. Ask the office before you pay.",
                                      "Les personnes que l’État a prises en charge ici ne paient pas si elles sont au Canada sans statut valide. Vous ferez la demande à la frontière ou à l’étranger. Demandez au bureau avant de payer."),
    "State care: other status": Both("People who were in care here pay nothing if they have no valid status. You said that you have one. Ask the office before you pay.",
                                     "Les personnes que l’État a prises en charge ici ne paient pas si elles n’ont pas de statut valide. Vous avez dit en avoir un. Demandez au bureau avant de payer."),
}  # fmt: skip
"""In place of the reason why a fee is due, by the rows of the rulebook’s table `stream_policy` that just miss."""

FEE_SHORT = {
    "NOT_ASKED": Both("You cannot ask now, and you do not pay.", "Vous ne pouvez pas faire de demande maintenant, et vous ne payez pas."),
    "EXEMPT": _FREE,
    "REFER": Both("An officer decides on the fee.", "Un agent décide des frais."),
    "DUE": _DUE.says,
}  # fmt: skip
FEE_OPEN = Both("The fee is still not clear.", "Les frais restent incertains.")

ROUTE_OPEN = Both("Where it goes is not clear yet.", "On ne sait pas encore où elle va.")
WHY_FREE_ALONE = Both(
    "A line that says why you pay no fee.", "Une phrase qui dit pourquoi vous ne payez pas."
)
"""To victims, of whom no paper is asked."""
WHY_FREE = Both("A line that says why you pay no fee, and papers that show it.", "Une phrase qui dit pourquoi vous ne payez pas, et des papiers qui le montrent.")  # fmt: skip
IN_CASE = Both("Bring a way to pay {amount}, in case the officer finds that you do not fit.",
               "Apportez de quoi payer {amount}, au cas où l’agent jugerait que vous ne remplissez pas les conditions.")  # fmt: skip
ONE_TIME = ("fee: M31", "fee: M31 in doubt")
"""The rows of the one-time exemption, which an officer decides along with the permit."""
ASK_FIRST = Both(
    "Ask the office about the fee before you pay.",
    "Demandez au bureau si vous devez payer avant de le faire.",
)

INTERVIEW_OPEN = Both("Whether there is an interview is not clear yet. An officer decides.", "On ne sait pas encore s’il y aura une entrevue. Un agent en décide.")  # fmt: skip
INTERVIEW = {
    frozenset({"REQUIRED"}): Both("The rules call for an interview. Be ready to speak with an officer.",
                                  "Les règles exigent une entrevue. Préparez-vous à parler à un agent."),
    frozenset({"REQUIRED", "MAY_WAIVE"}): Both("You may not need an interview. An officer decides, and can still ask for one.",
                                               "Une entrevue n’est peut-être pas nécessaire. Un agent en décide, et peut quand même en demander une."),
    frozenset({"REQUIRED", "DISCRETION"}): Both("The rules do not say. An officer decides if there is an interview.",
                                                "Les règles n’en parlent pas. Un agent décide s’il y a une entrevue."),
    frozenset({"REQUIRED", "MAY_WAIVE", "DISCRETION"}): INTERVIEW_OPEN,
}  # fmt: skip
"""By the outcomes of the rulebook’s table `interview` that are still possible: what an officer thinks is never known here."""

SEEN = Both("How an officer will see your case. If it looks serious, or if there are doubts to clear up, there is an interview.",
             "Comment un agent verra votre cas. S’il paraît grave, ou s’il y a des doutes à lever, il y a une entrevue.")  # fmt: skip
_DESIGNATED = Both("How long you have to wait as a designated foreign national. The law says five years from a day that an officer can tell you.",
                   "Combien de temps vous devez attendre comme étranger désigné. La loi fixe cinq ans à partir d’un jour qu’un agent peut vous indiquer.")  # fmt: skip
CANNOT_KNOW = {
    "fee_measure": Both("Whether a newer policy or order frees you from the fee. An officer looks in the current list.",
                        "Si une politique ou un décret récent vous dispense des frais. Un agent consulte la liste actuelle."),
    "minister_fee_instruction": Both("Whether the Minister asked for your permit and said that you do not pay.",
                                     "Si le ministre a demandé votre permis et a dit que vous ne payez pas."),
    "document": Both("What the office would put in your passport. If it is a sticker in place of the visa, you pay no fee for this permit.",
                     "Ce que le bureau mettrait dans votre passeport. Si c’est une vignette au lieu du visa, vous ne payez pas de frais pour ce permis."),
    "refugee_claim": _DESIGNATED,
    "designated_on": _DESIGNATED,
    **dict.fromkeys(("considered_serious", "flagrant_or_intentional_violation", "credibility_in_issue", "merit_in_issue", "risk_to_assess"), SEEN),
}  # fmt: skip
"""By the paths that may matter and that nobody is asked for here."""

NOTICES = {
    "NOT_VERIFIED": Both("This amount comes from an indirect source. Check it in the fee list of the department before you pay.",
                         "Ce montant vient d’une source indirecte. Vérifiez-le dans la liste des frais du ministère avant de payer."),
    "FEE_CHANGE_NEAR": Both("The fee changes on {day}, and the new amount is not known here yet. You pay the amount of the day on which you ask.",
                            "Les frais changent le {day}, et nous n’avons pas encore le nouveau montant. Vous payez le montant du jour de votre demande."),
    "PAYMENT_PROMISES_NOTHING": Both("If you pay, it does not mean that you get the permit.", "Payer ne veut pas dire que vous aurez le permis."),
    "FEE_NON_REFUNDABLE": Both("Once work on your request has begun, you do not get the fee back.", "Dès que le traitement a commencé, les frais ne sont pas remboursés."),
    "POLICY_LIST_MAY_BE_OUTDATED": Both("Policies change, and our list may be old.", "Les politiques changent, et notre liste peut dater."),
    "REMISSION_ORDER_MAY_APPLY": Both("An order may free some people from the fee of this day. Ask the office if you are one of them.",
                                      "Un décret peut dispenser certaines personnes des frais de ce jour. Demandez au bureau si c’est votre cas."),
    "NO_POLICE_REPORT_NEEDED": Both("You do not need a police report, and you cannot be refused because there is none.",
                                    "Vous n’avez pas besoin d’un rapport de police, et on ne peut pas vous refuser le permis parce qu’il n’y en a pas."),
    "SEE_UPP_INSTRUCTIONS": Both("The Urgent Protection Program has instructions of its own.", "Le Programme de protection d’urgence a ses propres instructions."),
}  # fmt: skip
"""By the codes of notices that concern the person; the others are for officers."""

ALWAYS = (
    Both("Whether you get the permit. Only an officer decides that.", "Si vous aurez le permis. Seul un agent en décide."),
)  # fmt: skip
