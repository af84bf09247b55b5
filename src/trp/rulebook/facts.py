"""Every finite fact that a clause can read, each declared once: its values, and where it is read from.

What needs lists, dates or amounts (`sentence`, `claim_clock`, `payment`) is derived in `derive`, and
nowhere else. The question that a person is asked for each path of the request stands in `questions`.
"""

from __future__ import annotations

from trp.rulebook.language import FLAG, Both, Fact, Value

_all: list[Fact] = []
_items: list[Fact] = []


def _fact(name: str, domain: tuple[str, ...], en: str, fr: str, *paths: str) -> Fact:
    _all.append(found := Fact(name, domain, Both(en, fr), paths or (name,)))
    return found


def _item(name: str, domain: tuple[str, ...], en: str, fr: str, *paths: str) -> Fact:
    _items.append(found := Fact(name, domain, Both(en, fr), tuple(f"information[].{p}" for p in paths)))
    return found


# The channel -----------------------------------------------------------------------------------------
PLACE = _fact(
    "place", ("outside_canada", "in_canada", "port_of_entry"),
    "Where the person is when the request is made", "Où se trouve la personne au moment de la demande",
)  # fmt: skip
MADE_TO = _fact(
    "made_to", ("visa_office", "inland_office", "port_of_entry"),
    "The channel that receives the request", "Le bureau qui reçoit la demande",
)  # fmt: skip
ORIGIN = _fact(
    "origin", ("client", "officer", "minister", "a44_report"),
    "Who raised the question of a permit", "Qui a soulevé la question d’un permis",
)  # fmt: skip
STREAM = _fact(
    "stream",
    ("ordinary", "trafficking_victim", "family_violence_victim", "state_care", "urgent_protection",
     "transit_without_visa"),
    "The stream the request belongs to", "Le volet dont relève la demande",
)  # fmt: skip
HAS_VALID_STATUS = _fact(
    "has_valid_status", FLAG,
    "The person holds some other valid status in Canada",
    "La personne a un autre statut valide au Canada",
)  # fmt: skip

# The application it accompanies ------------------------------------------------------------------------
APPLICATION = _fact(
    "application", ("none", "visitor_visa", "work_permit", "study_permit", "other"),
    "The immigration application that the request accompanies; eTA, permanent residence and others are `other`",
    "La demande d’immigration que la demande de permis accompagne; AVE, résidence permanente et autres : `other`",
    "application", "application.kind",
)  # fmt: skip
ASKED_WITH_VISITOR_VISA = _fact(
    "asked_with_visitor_visa", FLAG,
    "A work or study permit and a visitor visa were asked for at the same time and place",
    "Un permis de travail ou d’études et un visa de visiteur ont été demandés au même moment et au même endroit",
    "application.asked_with_visitor_visa",
)  # fmt: skip
PERFORMING_ARTIST_GROUP = _fact(
    "performing_artist_group", FLAG,
    "The person is one of a group of performing artists or their staff",
    "La personne fait partie d’un groupe d’artistes de spectacle ou de son personnel",
    "application.performing_artist_group",
)  # fmt: skip
R208B = _fact(
    "r208b", FLAG,
    "An open work permit under R208(b) is asked for", "Un permis de travail ouvert visé à R208b) est demandé",
    "application.r208b",
)  # fmt: skip
APPLICATION_DECIDED = _fact(
    "application_decided", FLAG,
    "The underlying application has been decided", "La demande sous-jacente a été tranchée",
    "application.decided",
)  # fmt: skip
DOCUMENT = _fact(
    "document", ("permit", "counterfoil"),
    "What would be issued: a permit, or a counterfoil in place of the visitor-visa counterfoil",
    "Ce qui serait délivré : un permis, ou une vignette au lieu de la vignette de visa de visiteur",
)  # fmt: skip

# Fees ----------------------------------------------------------------------------------------------------
PENDING = _fact(
    "pending", ("none", "permanent_residence", "humanitarian", "public_policy"),
    "What is pending for this person under R298(2)(b)", "Ce qui est en instance pour cette personne selon R298(2)b)",
)  # fmt: skip
CLASS_A = _fact(
    "class_a", FLAG,
    "A class that R298(2)(a) names, R296(2)(d) apart: R295(2), R296(2)(c), R299(2)(a), (b), (d), (e), (f), (h), "
    "(i), (j), (k), R300(2)(f), (g), (h), (i), or R298(2)(a) itself",
    "Une catégorie énumérée à R298(2)a), sauf R296(2)d) : R295(2), R296(2)c), R299(2)a), b), d), e), f), h), i), j), k), R300(2)f), g), h), i), ou R298(2)a) lui-même",
    "fee_classes",
)  # fmt: skip
CLASS_A1 = _fact("class_a1", FLAG, "R298(2)(a.1) is listed", "R298(2)a.1) est indiqué", "fee_classes")
CLASS_A2 = _fact("class_a2", FLAG, "R298(2)(a.2) is listed", "R298(2)a.2) est indiqué", "fee_classes")
CLASS_A3 = _fact(
    "class_a3", FLAG,
    "R298(2)(a.3) is listed, or R299(2)(g)(iii), which it names",
    "R298(2)a.3) est indiqué, ou R299(2)g)(iii), auquel il renvoie",
    "fee_classes",
)  # fmt: skip
CLASS_D = _fact("class_d", FLAG, "R298(2)(d) is listed", "R298(2)d) est indiqué", "fee_classes")
WORK_FEE_LIFTED = _fact(
    "work_fee_lifted",
    FLAG,
    "A class of R299(2) is listed",
    "Une catégorie visée à R299(2) est indiquée",
    "fee_classes",
)
STUDY_FEE_LIFTED = _fact(
    "study_fee_lifted",
    FLAG,
    "A class of R300(2) is listed",
    "Une catégorie visée à R300(2) est indiquée",
    "fee_classes",
)
STRANGE_CLASS = _fact(
    "strange_class", FLAG,
    "A class is listed that frees nobody from the permit fee",
    "Une catégorie indiquée ne dispense personne des frais de permis",
    "fee_classes",
)  # fmt: skip
TRANSIT = _fact(
    "visa_exemption_lost", ("none", "within_48_hours", "later"),
    "R298(2)(e): the visa exemption ended in transit, and entry is sought within the first 48 hours (48.0 included)",
    "R298(2)e) : la dispense de visa a pris fin en transit, et l’entrée est demandée dans les 48 premières heures (48,0 comprises)",
    "visa_exemption_lost_in_transit", "visa_exemption_lost_in_transit.hours_until_entry",
)  # fmt: skip
FEE_MEASURE = _fact(
    "fee_measure", FLAG,
    "An officer found another measure in the current register that frees this person from the fee",
    "Un agent a trouvé au registre actuel une autre mesure qui dispense cette personne des frais",
)  # fmt: skip
MINISTER_FEE_INSTRUCTION = _fact(
    "minister_fee_instruction", FLAG,
    "There is a written instruction not to collect the fee", "Une instruction écrite prescrit de ne pas percevoir les frais",
)  # fmt: skip
AMOUNT_LOADED = _fact(
    "amount_loaded", FLAG,
    "The amount of the permit fee is known for the day of the request",
    "Le montant des frais de permis est connu pour le jour de la demande",
    "made_on",
)  # fmt: skip
AMOUNT_VERIFIED = _fact(
    "amount_verified", FLAG,
    "That amount was checked against an official text", "Ce montant a été vérifié dans un texte officiel",
    "made_on",
)  # fmt: skip
FEE_CHANGE_NEAR = _fact(
    "fee_change_near", FLAG,
    "The request is made within 30 days before a 1 December whose new amount is not loaded",
    "La demande est faite dans les 30 jours qui précèdent un 1er décembre dont le nouveau montant n’est pas inscrit au recueil",
    "made_on",
)  # fmt: skip
PAYMENT = _fact(
    "payment", ("none", "part", "earlier_amount", "whole"),
    "What is received and allocated of the permit fee; `earlier_amount`: less than the amount of the day, but on "
    "paper mailed before a change of the amount, and the whole amount of the day it was mailed",
    "Ce qui est reçu et attribué des frais de permis; `earlier_amount` : moins que le montant du jour, mais pour une demande sur papier postée avant un changement du montant, et la totalité du montant en vigueur le jour de la mise à la poste",
    "paid", "mailed_on", "made_on",
)  # fmt: skip
RECEIPT_WAITS = _fact(
    "receipt_waits", FLAG,
    "A receipt is generated and not yet entered and allocated",
    "Un reçu est produit, mais n’est pas encore inscrit ni attribué",
    "unallocated_receipts",
)  # fmt: skip
FEE_REQUESTED = _fact(
    "fee_requested", FLAG,
    "The client has been asked for the fee", "Les frais ont été demandés au client", "fee_requested_on",
)  # fmt: skip
FILE_CREATED = _fact(
    "trp_file_created",
    FLAG,
    "The permit file has been created",
    "Le dossier de permis a été créé",
    "trp_file_created_on",
)
ABILITY = _fact(
    "ability_to_pay", ("able", "unable", "unwilling"),
    "What the client has said about paying", "Ce que le client a dit au sujet du paiement",
)  # fmt: skip
MEASURE_WINDOW = _fact(
    "measure_window", ("none", "SI/2024-20", "SI/2025-120", "SI/2017-35"),
    "A remission order of the register whose period covers the day of the request, and whose other conditions "
    "no fact of the request answers",
    "Un décret de remise du registre dont la période couvre le jour de la demande, et dont aucun fait de la demande ne permet de vérifier les autres conditions",
    "made_on",
)  # fmt: skip

OTHER_FEE_HELD = _fact(
    "other_fee_held",
    FLAG,
    "The amount of the work or study permit asked for is held for the day of the request, or none is asked for",
    "Le montant des frais du permis de travail ou d’études demandé est inscrit au recueil pour le jour de la demande, ou aucun de ces permis n’est demandé",
    "application.kind",
    "made_on",
)
BEFORE_FIRST_LAW = _fact(
    "before_first_law",
    FLAG,
    "The request is made before the first law held here",
    "La demande est antérieure au plus ancien texte de loi conservé ici",
    "made_on",
)
BEFORE_INSTRUMENT = _fact(
    "before_instrument",
    FLAG,
    "The question is asked of a day before the delegation instrument held here",
    "La question porte sur un jour antérieur à l’instrument de délégation conservé ici",
    "on",
)

# Grounds and convictions -----------------------------------------------------------------------------------
SOLE_GROUND = _fact(
    "sole_ground", ("none", "criminality", "criminality_act", "non_compliance", "health_or_non_compliance", "other"),
    "The only grounds found: `criminality`: A36(2) alone, without (c); `criminality_act`: A36(2) alone, with (c); "
    "`non_compliance`: A41 alone; `health_or_non_compliance`: A38, or A38 and A41, and nothing else",
    "Les seuls motifs constatés; `criminality` : L36(2) seul, sans c); `criminality_act` : L36(2) seul, avec c); `non_compliance` : L41 seul; `health_or_non_compliance` : L38, ou L38 et L41, et rien d’autre",
    "grounds",
)  # fmt: skip
SERIOUS_GROUND = _fact(
    "serious_ground",
    FLAG,
    "A34, A35, A35.1, A36(1) or A37 is found",
    "Un motif visé à L34, L35, L35.1, L36(1) ou L37 est constaté",
    "grounds",
)
DELEGATION_GROUND = _fact(
    "delegation_ground", ("item_119", "item_118", "unnamed", "transborder", "item_120"),
    "The highest ground for the delegation: item_119: A34, A35, A35.1, A37; else item_118: A36(1), A38; else unnamed: "
    "A40.1; else transborder: A36(2.1); else item_120: all others, and none",
    "Le motif le plus élevé quant à la délégation; `item_119` : L34, L35, L35.1, L37; sinon `item_118` : L36(1), L38; sinon `unnamed` : L40.1; sinon `transborder` : L36(2.1); sinon `item_120` : tous les autres, ou aucun motif",
    "grounds",
)  # fmt: skip
CONVICTIONS = _fact(
    "convictions_counted", ("none", "one", "several"),
    "Convictions that would make the person inadmissible (no youth finding, nothing pardoned)",
    "Déclarations de culpabilité qui emporteraient interdiction de territoire (ni déclaration d’adolescent, ni réhabilitation)",
    "convictions", "convictions[].makes_inadmissible", "convictions[].youth",
)  # fmt: skip
SENTENCE = _fact(
    "sentence", ("clear", "doubtful", "custodial"),
    "The heaviest sentence of the convictions that count: clear: none, fine, probation; doubtful: suspended prison "
    "term, conditional sentence, time served; custodial: imprisonment; `clear` where none counts",
    "La peine la plus lourde parmi les déclarations de culpabilité qui comptent; `clear` : aucune, amende, probation; `doubtful` : emprisonnement dont l’exécution est suspendue, emprisonnement avec sursis, temps déjà passé sous garde; `custodial` : emprisonnement; `clear` si aucune ne compte",
    "convictions", "convictions[].sentence",
)  # fmt: skip
EXCLUDED_OFFENCE = _fact(
    "excluded_offence", FLAG,
    "One of them is child pornography or a sexual offence",
    "L’une d’elles vise la pornographie juvénile ou une infraction sexuelle",
    "convictions", "convictions[].child_pornography", "convictions[].sexual",
)  # fmt: skip
IMPAIRED = _fact(
    "impaired_driving", FLAG,
    "One of them is impaired driving", "L’une d’elles vise la conduite avec capacités affaiblies",
    "convictions", "convictions[].impaired_driving",
)  # fmt: skip
IMPAIRED_SINCE_CHANGE = _fact(
    "impaired_since_change", FLAG,
    "A conviction that counts is impaired driving committed on or after 2018-12-18, and A36(2) is found",
    "Une déclaration de culpabilité qui compte vise une conduite avec capacités affaiblies commise le 18 décembre 2018 ou après, et L36(2) est constaté",
    "grounds", "convictions", "convictions[].impaired_driving", "convictions[].committed_on",
)  # fmt: skip
OTHER_ACTS = _fact(
    "other_inadmissible_acts", FLAG,
    "The person committed another act that would make them inadmissible",
    "La personne a commis un autre acte qui emporterait interdiction de territoire",
)  # fmt: skip
ONE_TIME_GRANTED = _fact(
    "one_time_granted", FLAG,
    "Code M31 was granted to this person before", "Le code M31 a déjà été accordé à cette personne",
    "one_time_exemption_granted_on",
)  # fmt: skip

# The report and the claim ------------------------------------------------------------------------------------
A44_REPORT = _fact("a44_report", ("none", "begun", "made"), "The A44(1) report", "Le rapport L44(1)")
DELEGATE_DECIDED = _fact(
    "delegate_decided", FLAG,
    "The Minister’s delegate has disposed of the report in a way that leaves withdrawal open",
    "Le délégué du ministre a statué sur le rapport d’une façon qui permet encore le retrait",
)  # fmt: skip
CLAIM = _fact(
    "claim", ("none", "pending", "accepted", "rejected", "withdrawn", "abandoned", "ineligible"),
    "The outcome of the refugee claim", "L’issue de la demande d’asile",
    "refugee_claim", "refugee_claim.outcome",
)  # fmt: skip
PRRA_PENDING = _fact(
    "prra_pending", FLAG,
    "An application for protection (PRRA) is pending", "Une demande de protection (ERAR) est en instance",
    "refugee_claim.prra_pending",
)  # fmt: skip
CLAIM_CLOCK = _fact(
    "claim_clock", ("no_outcome", "running", "over"),
    "Twelve months from the latest RPD, RAD or Federal Court outcome that had happened by the day of the request; "
    "running: that day is not after the last day of the twelve months",
    "Douze mois depuis la dernière décision de la SPR, de la SAR ou de la Cour fédérale rendue au plus tard le jour de la demande; `running` : ce jour n’est pas postérieur au dernier jour des douze mois",
    "refugee_claim.rpd_on", "refugee_claim.rad_on", "refugee_claim.federal_court_on", "made_on",
)  # fmt: skip
DESIGNATION = _fact(
    "designation", ("never", "before_request", "after_request"),
    "When the person became a designated foreign national; after_request: after it was made and no later than `on`",
    "Quand la personne est devenue un étranger désigné; `after_request` : après la demande et au plus tard le jour de la question",
    "designated_on", "made_on", "on",
)  # fmt: skip
DESIGNATION_CLOCK = _fact(
    "designation_clock", ("running", "no_end", "year_after", "over"),
    "The five years of A24(5) (on the day of the request) or A24(6) (on `on`); no_end: the final determination that "
    "starts them has not been made; year_after: within twelve months after they ended; over: later, or never designated",
    "Les cinq ans de L24(5) (au jour de la demande) ou de L24(6) (au jour de la question); `no_end` : il n’a pas encore été statué en dernier ressort, de sorte qu’ils ne courent pas; `year_after` : dans les douze mois après leur fin; `over` : plus tard, ou personne jamais désignée",
    "designated_on", "refugee_claim", "refugee_claim.prra_on", "refugee_claim.rpd_on", "refugee_claim.rad_on",
    "refugee_claim.federal_court_on", "made_on", "on",
)  # fmt: skip
CONDITIONS_BREACHED = _fact(
    "designation_conditions_breached", FLAG,
    "As a designated foreign national, the person failed without reasonable excuse to meet a condition",
    "À titre d’étranger désigné, la personne a manqué à une condition sans excuse valable",
)  # fmt: skip

# The interview -------------------------------------------------------------------------------------------------
FLAGRANT = _fact(
    "flagrant_or_intentional_violation", FLAG,
    "The violation is flagrant or intentional", "L’infraction à la Loi est flagrante ou intentionnelle",
)  # fmt: skip
CONSIDERED_SERIOUS = _fact(
    "considered_serious", FLAG,
    "The officer considers the inadmissibility serious", "L’agent juge l’interdiction de territoire grave",
)  # fmt: skip
CREDIBILITY = _fact("credibility_in_issue", FLAG, "Credibility is in issue", "La crédibilité est en cause")
MERIT = _fact("merit_in_issue", FLAG, "Merit is in issue", "Le bien-fondé est en cause")
RISK = _fact(
    "risk_to_assess", FLAG,
    "Risk and the degree of contrition have to be assessed with the client",
    "Le risque et le degré de repentir sont à évaluer avec le client",
)  # fmt: skip

# The permit before ------------------------------------------------------------------------------------------------
PERMIT = _fact("permit", ("first", "subsequent", "extension"), "What is asked for", "Ce qui est demandé")
PREVIOUS = _fact(
    "previous_permit",
    ("none", "held"),
    "A permit was held before",
    "La personne a déjà été titulaire d’un permis",
)
IN_TIME = _fact(
    "in_time", FLAG,
    "The request is made on or before the last valid day of that permit",
    "La demande est faite au plus tard le dernier jour de validité de ce permis",
    "previous_permit.expires_on", "made_on",
)  # fmt: skip
LEFT_FOR_GOOD = _fact(
    "left_without_reentry", FLAG,
    "The holder left Canada without authority to re-enter",
    "Le titulaire a quitté le Canada sans autorisation d’y rentrer",
    "previous_permit.left_on", "previous_permit.reentry_authorized",
)  # fmt: skip
NEW_GROUND = _fact(
    "new_ground", FLAG,
    "A ground has arisen or been found since it was issued", "Un motif est apparu ou a été constaté depuis sa délivrance",
    "previous_permit.new_ground",
)  # fmt: skip
REMOVAL_ORDER = _fact(
    "cancelled_by_removal_order", FLAG,
    "A removal order was made on or after 2024-03-15 while it was valid (R243.1)",
    "Une mesure de renvoi a été prise le 15 mars 2024 ou après, pendant sa validité (R243.1)",
    "previous_permit.removal_order_made_on", "previous_permit.expires_on",
)  # fmt: skip

# Remission -----------------------------------------------------------------------------------------------------------
COMPLETION = _fact(
    "completion", ("not_complete", "before_standard", "complete"),
    "Whether the request is complete and paid by `on`; before_standard: before 2023-12-01",
    "L’état de la demande au jour de la question : complète et payée, ou non; `before_standard` : avant le 1er décembre 2023",
    "complete_on", "on",
)  # fmt: skip
ACKNOWLEDGEMENT = _fact(
    "acknowledgement", ("in_time", "running", "ran_out"),
    "The 30 calendar days from completion: acknowledged in time; not acknowledged and they run (on the 30th day too); "
    "they ran out. `running` where the request is not complete",
    "Les 30 jours civils depuis que la demande est complète : accusé de réception envoyé à temps; non envoyé et le délai court (le 30e jour compris); délai écoulé. `running` si la demande n’est pas complète",
    "acknowledged_on", "complete_on", "on",
)  # fmt: skip

# One piece of information ----------------------------------------------------------------------------------------------
KIND = _item(
    "kind", ("third_party", "internal"),
    "Whose it is: a third party’s, or an internal report or recommendation",
    "D’où vient le renseignement : d’une tierce partie, ou d’un rapport ou d’une recommandation internes",
    "kind",
)  # fmt: skip
RELIED_ON = _item(
    "relied_on",
    FLAG,
    "The decision would rest on it",
    "La décision s’appuierait sur ce renseignement",
    "relied_on",
)
CLASSIFIED = _item(
    "classified",
    ("no", "part", "yes"),
    "Whether it is classified",
    "Le caractère classifié du renseignement",
    "classified",
)
PREPARED = _item(
    "prepared_for_decision_maker", FLAG,
    "It was prepared for the decision maker", "Il a été préparé pour le décideur",
    "prepared_for_decision_maker",
)  # fmt: skip
KNOWN_TO_CLIENT = _item(
    "known_to_client", FLAG,
    "It rests only on information the client already knows",
    "Il ne repose que sur des renseignements que le client connaît déjà",
    "known_to_client",
)  # fmt: skip
EXPERTISE = _item(
    "specialized_expertise", FLAG,
    "Its author has expertise or knowledge that the decision maker lacks",
    "Son auteur a une expertise ou des connaissances que le décideur n’a pas",
    "specialized_expertise",
)  # fmt: skip
ON_FILE = _item(
    "on_file",
    FLAG,
    "Documentary evidence of it is on file",
    "La preuve documentaire du renseignement est au dossier",
    "on_file",
)
DISCLOSED = _item(
    "disclosed", FLAG, "The client was informed of it", "Le client en a été informé", "disclosed_on"
)
ANSWERED = _item("answered", FLAG, "The client has answered", "Le client a répondu", "response_received_on")
WINDOW_OVER = _item(
    "window_over", FLAG,
    "It was disclosed and the last day of the window is past", "Il a été divulgué et le dernier jour du délai de réponse est passé",
    "disclosed_on", "response_due_on",
)  # fmt: skip
REASON_RECORDED = _item(
    "reason_recorded", FLAG,
    "A reason was recorded why disclosure is not needed", "Un motif de non-divulgation est consigné",
    "reason_recorded_on",
)  # fmt: skip

# What the pieces of information come to ------------------------------------------------------------------------------------
_ALL_ITEMS = tuple(
    f"information[].{p}"
    for p in ("relied_on", "classified", "prepared_for_decision_maker", "known_to_client", "specialized_expertise",
              "disclosed_on", "response_due_on", "response_received_on", "reason_recorded_on")
)  # fmt: skip
ANY_PROTECTED = _fact(
    "any_protected", FLAG, "An item is protected", "Un renseignement est protégé", "information", *_ALL_ITEMS
)
ANY_HOLDS = _fact(
    "any_holds",
    FLAG,
    "An item holds the decision",
    "Un renseignement suspend la décision",
    "information",
    *_ALL_ITEMS,
)

FACTS = {fact.name: fact for fact in _all}
ITEM_FACTS = {fact.name: fact for fact in _items}

VALUES = {
    value.name: value
    for value in (
        Value("amount", "money", ("made_on",), "permit_fee"),
        Value("balance", "money", ("paid", "made_on")),
        Value("zero", "money"),
        Value("work_permit_fee", "money", ("made_on",), "work_permit_fee"),
        Value("study_permit_fee", "money", ("made_on",), "study_permit_fee"),
        Value("measure_reference", "text", ("fee_measure.reference",)),
        Value("measure_code", "text", ("fee_measure.code",)),
        Value("instruction_reference", "text", ("minister_fee_instruction.reference",)),
        Value("instruction_dated", "day", ("minister_fee_instruction.dated",)),
        Value("first_day_open", "day"),
        Value("payable_before", "day", ("complete_on",)),
        Value("acknowledge_by", "day", ("complete_on",)),
        Value("next_fee_change", "day", ("made_on",)),
    )
}
