"""The facts of one person's request: their shape, and the question that asks for each, in both languages.

The order of the facts here is the order in which they are best asked: the channel first, then what settles
most, then what only papers and registers can tell, last what only the procedure needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from trp.rulebook.frozen import frozen
from trp.rulebook.language import Both
from trp.rulebook.shape import (
    Choice,
    Day,
    Fault,
    Flag,
    Kind,
    ListOf,
    Money,
    Number,
    Part,
    Provision,
    Text,
    day,
)
from trp.rulebook.words import day as in_words


@frozen
class Question:
    """What a person is asked for one path (`[]` stands for the number of a list's entry)."""

    path: str
    says: Both


def _choice(null: Both | None = None, **options: tuple[str, str]) -> Choice:
    return Choice(
        null=null is not None,
        none=null or Both("none", "aucun"),
        options={key: Both(*said) for key, said in options.items()},
    )


_FLAG, _DAY, _TEXT = Flag(), Day(), Text()
_NOT_YET = Day(null=True, none=Both("not yet", "pas encore"))
_NEVER = Day(null=True, none=Both("never", "jamais"))
_NO_OUTCOME = Day(null=True, none=Both("none, or not asked", "aucune décision, ou pas de demande"))

_APPLICATION = Part(
    null=True,
    none=Both("no application", "aucune demande"),
    facts={
        "kind": _choice(
            visitor_visa=("visitor visa", "visa de visiteur"),
            work_permit=("work permit", "permis de travail"),
            study_permit=("study permit", "permis d’études"),
            electronic_travel_authorization=(
                "electronic travel authorization",
                "autorisation de voyage électronique",
            ),
            permanent_residence=("permanent residence", "résidence permanente"),
            other=("another application", "une autre demande"),
        ),
        "asked_with_visitor_visa": _FLAG,
        "performing_artist_group": _FLAG,
        "r208b": _FLAG,
        "decided": _FLAG,
    },
)

_PREVIOUS = Part(
    null=True,
    none=Both("no permit was ever held", "la personne n’a jamais été titulaire d’un permis"),
    facts={
        "expires_on": _DAY,
        "left_on": Day(null=True, none=Both("did not leave", "n’a pas quitté le Canada")),
        "reentry_authorized": _FLAG,
        "removal_order_made_on": Day(null=True, none=Both("no removal order", "aucune mesure de renvoi")),
        "new_ground": _FLAG,
    },
)

_CONVICTION = Part(
    facts={
        "offence": _TEXT,
        "committed_on": _DAY,
        "impaired_driving": _FLAG,
        "child_pornography": _FLAG,
        "sexual": _FLAG,
        "sentence": _choice(
            none=("no sentence", "aucune peine"),
            fine=("a fine", "une amende"),
            probation=("probation", "une période de probation"),
            imprisonment=("a term of imprisonment", "une peine d’emprisonnement"),
            suspended_imprisonment=(
                "a suspended term of imprisonment",
                "une peine d’emprisonnement dont l’exécution est suspendue",
            ),
            conditional_sentence=(
                "a conditional sentence",
                "un emprisonnement avec sursis (ordonnance de sursis)",
            ),
            time_served=("time served", "une peine égale au temps déjà passé sous garde"),
        ),
        "youth": _FLAG,
        "makes_inadmissible": _FLAG,
    }
)

_CLAIM = Part(
    null=True,
    none=Both("no claim was ever made", "aucune demande d’asile n’a été faite"),
    facts={
        "outcome": _choice(
            pending=("pending", "en instance"),
            accepted=("accepted", "accueillie"),
            rejected=("rejected", "rejetée"),
            withdrawn=("withdrawn", "retrait prononcé"),
            abandoned=("abandoned", "désistement prononcé"),
            ineligible=("found ineligible", "jugée irrecevable"),
        ),
        "rpd_on": _NO_OUTCOME,
        "rad_on": _NO_OUTCOME,
        "federal_court_on": _NO_OUTCOME,
        "prra_pending": _FLAG,
        "prra_on": Day(null=True, none=Both("none made, or pending", "aucune, ou en instance")),
    },
)

_INFORMATION = Part(
    facts={
        "id": _TEXT,
        "kind": _choice(
            third_party=("third-party information", "renseignements fournis par une tierce partie"),
            internal_report=("an internal report", "un rapport interne"),
            recommendation=("a recommendation", "une recommandation"),
        ),
        "relied_on": _FLAG,
        "classified": _choice(no=("no", "non"), part=("in part", "en partie"), yes=("yes", "oui")),
        "on_file": _FLAG,
        "prepared_for_decision_maker": _FLAG,
        "known_to_client": _FLAG,
        "specialized_expertise": _FLAG,
        "disclosed_on": _NOT_YET,
        "response_due_on": Day(null=True, none=Both("no window was set", "aucun délai n’a été fixé")),
        "response_received_on": _NOT_YET,
        "reason_recorded_on": Day(null=True, none=Both("none recorded", "aucun motif consigné")),
    },
    required=("id", "kind"),
)

REQUEST = Part(
    required=("on",),
    facts={
        "on": _DAY,
        "made_on": _DAY,
        "mailed_on": Day(null=True, none=Both("not on paper", "pas sur papier")),
        "complete_on": _NOT_YET,
        "acknowledged_on": _NOT_YET,
        "place": _choice(
            outside_canada=("outside Canada", "à l’extérieur du Canada"),
            in_canada=("in Canada", "au Canada"),
            port_of_entry=("at a port of entry", "à un point d’entrée"),
        ),
        "made_to": _choice(
            visa_office=("a visa office", "un bureau des visas"),
            inland_office=("an office in Canada", "un bureau au Canada"),
            port_of_entry=("a port of entry", "un point d’entrée"),
        ),
        "origin": _choice(
            client=("the client asked", "le client a demandé un permis"),
            officer=("the officer, on their own initiative", "l’agent, de sa propre initiative"),
            minister=("the Minister asked", "le ministre a demandé un permis"),
            a44_report=("an A44(1) report prompts it", "un rapport L44(1) en est à l’origine"),
        ),
        "permit": _choice(
            first=("a first permit", "un premier permis"),
            subsequent=("a subsequent permit", "un permis subséquent"),
            extension=("an extension", "une prolongation"),
        ),
        "previous_permit": _PREVIOUS,
        "stream": _choice(
            ordinary=("none of these: ordinary", "aucune de celles-ci : cas ordinaire"),
            trafficking_victim=(
                "a determined, suspected or possible victim of trafficking in persons",
                "une victime confirmée, présumée ou potentielle de la traite de personnes",
            ),
            family_violence_victim=("a victim of family violence", "une victime de violence familiale"),
            state_care=(
                "a person who was in state care",
                "une personne qui a été sous la responsabilité légale du système de protection de l’enfance",
            ),
            urgent_protection=(
                "a refugee overseas under the Urgent Protection Program",
                "un réfugié à l’étranger visé par le Programme de protection d’urgence",
            ),
            transit_without_visa=(
                "a transit traveller, improperly documented through no fault of their own",
                "un voyageur en transit dont les documents ne sont pas en règle pour des raisons indépendantes de sa volonté",
            ),
        ),
        "has_valid_status": _FLAG,
        "application": _APPLICATION,
        "document": _choice(
            permit=("a permit", "un permis"),
            counterfoil=(
                "a TRP counterfoil in place of the visitor-visa counterfoil",
                "une vignette de PST au lieu de la vignette de visa de visiteur",
            ),
        ),
        "pending": _choice(
            null=Both("nothing", "rien"),
            permanent_residence=("a permanent-residence application", "une demande de résidence permanente"),
            humanitarian=(
                "a request on humanitarian and compassionate grounds",
                "une demande pour motif d’ordre humanitaire",
            ),
            public_policy=(
                "a decision under a public policy, or on humanitarian grounds on the Minister’s own initiative",
                "une décision fondée sur l’intérêt public, ou sur des motifs d’ordre humanitaire à l’initiative du ministre",
            ),
        ),
        "fee_classes": ListOf(entry=Provision()),
        "visa_exemption_lost_in_transit": Part(
            null=True,
            none=Both("it was not lost", "elle n’a pas pris fin"),
            facts={"hours_until_entry": Number()},
        ),
        "grounds": ListOf(entry=Provision(ground=True)),
        "flagrant_or_intentional_violation": _FLAG,
        "considered_serious": _FLAG,
        "convictions": ListOf(entry=_CONVICTION),
        "other_inadmissible_acts": _FLAG,
        "one_time_exemption_granted_on": Day(
            null=True, none=Both("never: the register was checked", "jamais : le registre a été vérifié")
        ),
        "minister_fee_instruction": Part(
            null=True,
            none=Both("no instruction", "aucune instruction"),
            facts={"reference": Text(shortest=1), "dated": _DAY},
            required=("reference", "dated"),
        ),
        "fee_measure": Part(
            null=True,
            none=Both("looked for, none found", "recherche faite, aucune trouvée"),
            facts={"reference": Text(shortest=1), "code": Text(null=True)},
            required=("reference", "code"),
        ),
        "paid": Money(),
        "unallocated_receipts": ListOf(entry=Text(shortest=1)),
        "fee_requested_on": _NOT_YET,
        "trp_file_created_on": _NOT_YET,
        "ability_to_pay": _choice(
            able=("able, or has said nothing against it", "peut payer, ou n’a pas dit le contraire"),
            unable=("unable to pay", "ne peut pas payer"),
            unwilling=("unwilling to pay", "ne veut pas payer"),
        ),
        "a44_report": _choice(
            none=("no report", "aucun rapport"),
            begun=("begun", "commencé"),
            made=("made", "établi"),
        ),
        "delegate_decided": _FLAG,
        "refugee_claim": _CLAIM,
        "designated_on": _NEVER,
        "designation_conditions_breached": _FLAG,
        "credibility_in_issue": _FLAG,
        "merit_in_issue": _FLAG,
        "risk_to_assess": _FLAG,
        "information": ListOf(entry=_INFORMATION),
    },
)

_ASKED: tuple[tuple[str, str, str], ...] = (
    ("on", "On which day is the question asked?", "À quelle date la question est-elle posée?"),
    ("made_on", "On which day is the request made?", "À quelle date la demande est-elle faite?"),
    ("origin", "Who raised the question of a permit?", "Qui a soulevé la question d’un permis?"),
    ("place", "Where is the person when the request is made?", "Où se trouve la personne au moment de la demande?"),
    ("made_to", "Which channel receives the request?", "Quel bureau reçoit la demande?"),
    ("stream", "Does the request concern one of these persons?", "La demande concerne-t-elle l’une de ces personnes?"),
    ("has_valid_status", "Does the person hold some other valid status in Canada?", "La personne a-t-elle un autre statut valide au Canada?"),
    ("application", "Is there an immigration application that the request accompanies?", "Y a-t-il une demande d’immigration que la demande de permis accompagne?"),
    ("application.kind", "Which kind of application is it?", "De quel type de demande s’agit-il?"),
    ("application.asked_with_visitor_visa", "Were a work or study permit and a visitor visa asked for at the same time and place?", "Un permis de travail ou d’études et un visa de visiteur ont-ils été demandés au même moment et au même endroit?"),
    ("application.performing_artist_group", "Is the person one of a group of performing artists, or of their staff?", "La personne fait-elle partie d’un groupe d’artistes de spectacle ou de son personnel?"),
    ("application.r208b", "Is an open work permit under R208(b) asked for, as the holder of a temporary resident permit?", "Un permis de travail ouvert visé à R208b) est-il demandé à titre de titulaire d’un permis de séjour temporaire?"),
    ("document", "What would be issued?", "Quel document serait délivré?"),
    ("refugee_claim", "Was a refugee claim ever made?", "Une demande d’asile a-t-elle déjà été faite?"),
    ("refugee_claim.outcome", "What became of the claim?", "Quelle a été l’issue de la demande d’asile?"),
    ("refugee_claim.prra_pending", "Is an application for protection (PRRA) pending?", "Une demande de protection (ERAR) est-elle en instance?"),
    ("refugee_claim.rpd_on", "On which day was the last outcome at the Refugee Protection Division?", "À quelle date la Section de la protection des réfugiés a-t-elle rendu sa dernière décision?"),
    ("refugee_claim.rad_on", "On which day was the last outcome at the Refugee Appeal Division?", "À quelle date la Section d’appel des réfugiés a-t-elle rendu sa dernière décision?"),
    ("refugee_claim.federal_court_on", "On which day was the last outcome at the Federal Court?", "À quelle date la Cour fédérale a-t-elle rendu sa dernière décision?"),
    ("designated_on", "On which day did the person become a designated foreign national?", "À quelle date la personne est-elle devenue un étranger désigné?"),
    ("refugee_claim.prra_on", "On which day was the application for protection (PRRA) finally determined?", "À quelle date a-t-il été statué en dernier ressort sur la demande de protection (ERAR)?"),
    ("designation_conditions_breached", "As a designated foreign national, did the person fail without reasonable excuse to comply with a condition?", "À titre d’étranger désigné, la personne a-t-elle manqué à une condition sans excuse valable?"),
    ("pending", "Is one of these pending for the person?", "L’une de ces demandes ou décisions est-elle en instance pour la personne?"),
    ("fee_classes", "To which classes of Part 19 of the Regulations does the person belong?", "À quelles catégories de la partie 19 du Règlement la personne appartient-elle?"),
    ("visa_exemption_lost_in_transit", "Did the person’s visa exemption end while they were travelling here?", "La dispense de visa de la personne a-t-elle pris fin pendant son voyage vers le Canada?"),
    ("visa_exemption_lost_in_transit.hours_until_entry", "How many hours passed from then until entry is sought?", "Combien d’heures se sont écoulées entre ce moment et la demande d’entrée?"),
    ("fee_measure", "Does a public policy or remission order of the current register free the person from the fee?", "Une politique d’intérêt public ou un décret de remise du registre actuel dispense-t-il la personne des frais?"),
    ("fee_measure.reference", "What is its reference?", "Quelle en est la référence?"),
    ("fee_measure.code", "What is its code?", "Quel en est le code?"),
    ("minister_fee_instruction", "Is there a written instruction not to collect the fee?", "Y a-t-il une instruction écrite de ne pas percevoir les frais?"),
    ("minister_fee_instruction.reference", "What is its reference?", "Quelle en est la référence?"),
    ("minister_fee_instruction.dated", "What is its date?", "Quelle en est la date?"),
    ("grounds", "Which grounds of inadmissibility were found?", "Quels motifs d’interdiction de territoire ont été constatés?"),
    ("convictions", "Of which offences was the person convicted?", "De quelles infractions la personne a-t-elle été déclarée coupable?"),
    ("convictions[].offence", "Which offence was it?", "De quelle infraction s’agit-il?"),
    ("convictions[].makes_inadmissible", "Does it make the person inadmissible (not pardoned, no record suspension, no contravention)?", "La déclaration de culpabilité emporte-t-elle interdiction de territoire (ni réhabilitation, ni suspension du casier, ni contravention)?"),
    ("convictions[].youth", "Is it a finding of guilt as a young person?", "La personne a-t-elle été déclarée coupable en tant qu’adolescent?"),
    ("convictions[].sentence", "What was the heaviest part of the sentence imposed?", "Quelle a été la partie la plus lourde de la peine infligée?"),
    ("convictions[].child_pornography", "Was it child pornography?", "S’agissait-il de pornographie juvénile?"),
    ("convictions[].sexual", "Was it a sexual offence?", "S’agissait-il d’une infraction sexuelle?"),
    ("convictions[].impaired_driving", "Was it impaired driving?", "S’agissait-il de conduite avec capacités affaiblies?"),
    ("convictions[].committed_on", "On which day was it committed?", "À quelle date l’infraction a-t-elle été commise?"),
    ("other_inadmissible_acts", "Has the person committed any other act that would make them inadmissible?", "La personne a-t-elle commis un autre acte qui emporterait interdiction de territoire?"),
    ("one_time_exemption_granted_on", "When was code M31 granted to this person before?", "Quand le code M31 a-t-il été accordé à cette personne par le passé?"),
    ("considered_serious", "Does the officer consider the inadmissibility serious?", "L’agent juge-t-il l’interdiction de territoire grave?"),
    ("flagrant_or_intentional_violation", "Is the violation flagrant or intentional?", "L’infraction à la Loi est-elle flagrante ou intentionnelle?"),
    ("credibility_in_issue", "Is credibility in issue?", "La crédibilité est-elle en cause?"),
    ("merit_in_issue", "Is merit in issue?", "Le bien-fondé est-il en cause?"),
    ("risk_to_assess", "Do risk and the degree of contrition have to be assessed with the client?", "Le risque et le degré de repentir sont-ils à évaluer avec le client?"),
    ("permit", "What is asked for?", "Que demande-t-on?"),
    ("previous_permit", "Was a permit held before?", "La personne a-t-elle déjà été titulaire d’un permis?"),
    ("previous_permit.expires_on", "What was the last valid day of that permit?", "Quel était le dernier jour de validité de ce permis?"),
    ("previous_permit.new_ground", "Has a ground of inadmissibility arisen or been found since it was issued?", "Un motif d’interdiction de territoire est-il apparu ou a-t-il été constaté depuis la délivrance du permis?"),
    ("previous_permit.left_on", "On which day did the holder last leave Canada while it was valid?", "À quelle date le titulaire a-t-il quitté le Canada pour la dernière fois pendant la validité du permis?"),
    ("previous_permit.reentry_authorized", "Did it allow the holder back into Canada?", "Ce permis autorisait-il le titulaire à rentrer au Canada?"),
    ("previous_permit.removal_order_made_on", "On which day was a removal order made?", "À quelle date une mesure de renvoi a-t-elle été prise?"),
    ("paid", "How much was received for this person’s permit fee and allocated to the request?", "Quelle somme a été reçue pour les frais de permis de cette personne et attribuée à la demande?"),
    ("unallocated_receipts", "Which receipts for this fee are not yet entered and allocated?", "Quels reçus pour ces frais ne sont pas encore inscrits et attribués?"),
    ("mailed_on", "If on paper, on which day was the request mailed?", "Si la demande est sur papier, à quelle date a-t-elle été postée?"),
    ("ability_to_pay", "What has the client said about paying?", "Qu’a dit le client au sujet du paiement?"),
    ("a44_report", "Is there an A44(1) report?", "Y a-t-il un rapport L44(1)?"),
    ("delegate_decided", "Has the Minister’s delegate disposed of the report in a way that leaves withdrawal open?", "Le délégué du ministre a-t-il statué sur le rapport d’une façon qui permet encore le retrait?"),
    ("fee_requested_on", "On which day was the client asked for the fee?", "À quelle date les frais ont-ils été demandés au client?"),
    ("trp_file_created_on", "On which day was the permit file created?", "À quelle date le dossier de permis a-t-il été créé?"),
    ("application.decided", "Has the underlying application been decided?", "La demande sous-jacente a-t-elle été tranchée?"),
    ("information", "Which third-party information, internal reports or recommendations are there?", "Quels renseignements fournis par une tierce partie, rapports internes ou recommandations y a-t-il?"),
    ("information[].id", "What is it called?", "Comment désigne-t-on ce renseignement?"),
    ("information[].kind", "What is it?", "De quoi s’agit-il?"),
    ("information[].relied_on", "Would the decision rest on it?", "La décision s’appuierait-elle sur ce renseignement?"),
    ("information[].classified", "Is it classified?", "Ce renseignement est-il classifié?"),
    ("information[].on_file", "Is documentary evidence of it on file?", "La preuve documentaire de ce renseignement est-elle au dossier?"),
    ("information[].prepared_for_decision_maker", "Was it prepared for the decision maker?", "Ce renseignement a-t-il été préparé pour le décideur?"),
    ("information[].known_to_client", "Does it rest only on information the client already knows?", "Ne repose-t-il que sur des renseignements que le client connaît déjà?"),
    ("information[].specialized_expertise", "Has its author expertise or knowledge that the decision maker lacks?", "Son auteur a-t-il une expertise ou des connaissances que le décideur n’a pas?"),
    ("information[].disclosed_on", "On which day was the client informed of it?", "À quelle date le client en a-t-il été informé?"),
    ("information[].response_due_on", "What is the last day of the window to respond?", "Quel est le dernier jour du délai de réponse?"),
    ("information[].response_received_on", "On which day did the client respond?", "À quelle date le client a-t-il répondu?"),
    ("information[].reason_recorded_on", "On which day was a reason recorded why disclosure is not needed?", "À quelle date un motif de non-divulgation a-t-il été consigné?"),
    ("complete_on", "On which day was the request complete and paid?", "À quelle date la demande a-t-elle été complète et payée?"),
    ("acknowledged_on", "On which day was the acknowledgement of processing sent?", "À quelle date l’accusé de réception a-t-il été envoyé?"),
)  # fmt: skip

QUESTIONS = {path: Question(path, Both(en, fr)) for path, en, fr in _ASKED}
ORDER = {path: n for n, path in enumerate(QUESTIONS)}

_NUMBER = re.compile(r"\[[0-9]+\]")


def question(path: str) -> Question:
    """The question for one path of a request, e.g. `convictions[0].sentence`.

    Raises:
        KeyError: No fact has that path.
    """
    return QUESTIONS[_NUMBER.sub("[]", path)]


def kind(path: str) -> Kind:
    """The kind of the fact at one path of a request.

    Raises:
        KeyError: No fact has that path.
    """
    found: Kind = REQUEST
    for key in _NUMBER.sub("", path).split("."):
        if isinstance(found, ListOf):
            found = found.entry
        assert isinstance(found, Part)
        found = found.facts[key]
    return found


def faults(request: Any, first_day: date) -> tuple[Fault, ...]:
    """Every fault of a request; none if it can be answered.

    Args:
        request: What was read from JSON.
        first_day: The first day of law that the rulebook holds; `on` may be that day.
    """
    if not REQUEST.fits(request):
        if not isinstance(request, dict):
            return (
                Fault("$", Both("a request is a JSON object, {…}", "une demande est un objet JSON, {…}")),
            )
        return (*REQUEST.faults(request, ""), *_contradictions(request))
    if (on := day(request["on"])) < first_day:
        return (_before_the_law(on, first_day), *_contradictions(request))
    return tuple(_contradictions(request))


def _before_the_law(on: date, first_day: date) -> Fault:
    return Fault(
        "on",
        Both(
            f'"{on}" lies before the first law that the rulebook holds: give a day from '
            f"{in_words(first_day, 'en')} on",
            f"« {on} » est antérieur au plus ancien texte de loi que contient le recueil : donnez une date à compter du "
            f"{in_words(first_day, 'fr')}",
        ),
    )


def _contradictions(request: dict[str, Any]) -> Iterator[Fault]:
    """The three contradictions that the contract names, and no other."""
    get = request.get
    if get("made_to") == "port_of_entry" and get("place") == "outside_canada":
        yield Fault(
            "place",
            Both(
                '"outside_canada" contradicts made_to "port_of_entry": a person who asks at a port of entry is not '
                "recorded outside Canada; give port_of_entry, or correct made_to",
                "« outside_canada » contredit made_to « port_of_entry » : une personne qui s’adresse à un point "
                "d’entrée n’est pas inscrite comme étant à l’extérieur du Canada; donnez port_of_entry, ou corrigez made_to",
            ),
        )
    if get("document") == "counterfoil" and get("application", 0) is None:
        yield Fault(
            "document",
            Both(
                '"counterfoil" contradicts application null: a counterfoil replaces that of a visitor visa; give the '
                "application, or document permit",
                "« counterfoil » contredit application null : une vignette remplace celle d’un visa de visiteur; "
                "donnez la demande, ou document permit",
            ),
        )
    if get("permit") == "subsequent" and get("previous_permit", 0) is None:
        yield Fault(
            "permit",
            Both(
                '"subsequent" contradicts previous_permit null: a subsequent permit follows one that was held; give '
                "the previous permit, or permit first",
                "« subsequent » contredit previous_permit null : un permis subséquent fait suite à un permis déjà détenu; donnez "
                "le permis précédent, ou permit first",
            ),
        )
