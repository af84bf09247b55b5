"""How we read what the pages and the law leave open. A reading is shown as ours, never as the law.

The reasons stand in docs/decisions: 0004 (T1 to T7), 0005 (I1 to I19), 0006 (I20).
"""

from __future__ import annotations

from trp.rulebook.language import Both, Reading

_READINGS = (
    ("T1", "The one-time exemption is claimed before the assessment, with its tests answered; it is granted only if a permit is issued, and lapses otherwise.",
     "La dispense unique est invoquée avant l’évaluation, une fois ses critères vérifiés; elle n’est accordée que si un permis est délivré, sans quoi elle devient caduque."),
    ("T2", "Where an A44(1) report prompts the request, the recommendation may go to the delegate once the fee is asked for; the delegate assesses once it is settled.",
     "Lorsqu’un rapport L44(1) est à l’origine de la demande, la recommandation peut être envoyée au délégué dès que les frais sont demandés; le délégué procède à l’évaluation une fois les frais réglés."),
    ("T3", "R298(2)(a) through R296(2)(d) depends on a counterfoil that is issued later: it is claimed now, and lapses if no counterfoil is issued.",
     "La dispense prévue à R298(2)a), par le jeu de R296(2)d), dépend d’une vignette délivrée plus tard : elle est invoquée dès maintenant et devient caduque si aucune vignette n’est délivrée."),
    ("T4", "At the Minister’s request the assessment may start unpaid; issuance waits for the fee or for a written instruction.",
     "Lorsque c’est le ministre qui demande le permis, l’évaluation peut commencer sans paiement; le permis n’est délivré qu’une fois les frais payés ou une instruction écrite donnée."),
    ("T5", "“Necessary” prevails over “may not be necessary”; where neither list of the interview instruction speaks, the officer decides.",
     "« Nécessaire » l’emporte sur « peut ne pas être nécessaire »; lorsqu’aucune des deux listes de l’instruction sur les entrevues ne se prononce, l’agent décide."),
    ("T6", "R298(2) and the policy of the stream come before the one-time exemption, so that the single grant is not spent.",
     "R298(2) et la politique du volet passent avant la dispense unique, afin de ne pas épuiser celle-ci, qui n’est accordée qu’une fois."),
    ("T7", "Assessment is weighing need against risk, an interview held for that purpose, a recommendation on the merits, a decision.",
     "Font partie de l’évaluation : soupeser le besoin et le risque, mener une entrevue à cette fin, formuler une recommandation sur le fond, décider."),
    ("I1", "An interview may be waived only if the ground is health or non-compliance and neither credibility nor merit is in issue: both conditions.",
     "On ne peut renoncer à l’entrevue que si le motif est d’ordre sanitaire ou tient à un manquement à la loi et que ni la crédibilité ni le bien-fondé ne sont en cause : les deux conditions sont requises."),
    ("I2", "Credibility, merit, or risk with the degree of contrition: any one makes the interview necessary.",
     "La crédibilité, le bien-fondé, ou le risque avec le degré de repentir : un seul suffit à rendre l’entrevue nécessaire."),
    ("I3", "A34, A35, A35.1, A36(1) and A37 are serious inadmissibility; the officer may add to them.",
     "L34, L35, L35.1, L36(1) et L37 sont des interdictions de territoire graves; l’agent peut en ajouter."),
    ("I4", "The fee of a request by the Minister is waived only on a written instruction; finance is told, since the Regulations have no such words.",
     "Pour une demande du ministre, la dispense des frais exige une instruction écrite; le service des finances en est avisé, car le Règlement ne prévoit rien de tel."),
    ("I5", "R298(2)(a) imports R296(2)(d); the instruction limits that limb to applications outside Canada with a counterfoil.",
     "R298(2)a) renvoie à R296(2)d); l’instruction limite ce cas aux demandes faites à l’extérieur du Canada avec une vignette."),
    ("I6", "“That would render them inadmissible” governs both convictions and acts: youth findings, contraventions and suspended records do not count.",
     "« Qui emporterait interdiction de territoire » vise tant les déclarations de culpabilité que les actes : les déclarations de culpabilité d’adolescent, les contraventions et les infractions visées par une suspension du casier ne comptent pas."),
    ("I7", "A term of imprisonment imposed defeats the one-time exemption; a suspended term, a conditional sentence, time served, or impaired driving given under A36(2) goes to a person.",
     "Une peine d’emprisonnement infligée fait obstacle à la dispense unique; une personne tranche en cas de peine d’emprisonnement dont l’exécution est suspendue, d’emprisonnement avec sursis, de peine égale au temps déjà passé sous garde ou de conduite avec capacités affaiblies invoquée au titre de L36(2)."),
    ("I8", "“May be eligible”: the exemption is available, and the officer grants it.",
     "« Peut être admissible » : la dispense est possible, et c’est l’agent qui l’accorde."),
    ("I9", "A one-time exemption granted with a permit that was never used counts as granted.",
     "Une dispense unique accordée avec un permis jamais utilisé est réputée avoir été accordée."),
    ("I10", "Classified information that is relied on is neither disclosed nor passed over: it is referred.",
     "Un renseignement classifié sur lequel on s’appuie n’est ni divulgué ni passé sous silence : il est soumis à qui de droit."),
    ("I11", "An expert’s recommendation is disclosed by default; not disclosing it needs a recorded reason.",
     "La recommandation d’un expert est divulguée par défaut; ne pas la divulguer exige un motif consigné."),
    ("I12", "“Rejected as incomplete” and “returned as incomplete” are one result: returned, no decision.",
     "« Rejetée comme incomplète » et « renvoyée comme incomplète » désignent un seul résultat : la demande est renvoyée, sans décision."),
    ("I13", "The fee is not refunded once processing has begun; a remission may still be owed.",
     "Les frais ne sont pas remboursés une fois le traitement commencé; une remise peut néanmoins être due."),
    ("I14", "Where the Minister asked, the fee is collected as early as practicable; without fee or instruction nothing is issued.",
     "Lorsque c’est le ministre qui a demandé le permis, les frais sont perçus le plus tôt possible; sans paiement ni instruction, rien n’est délivré."),
    ("I15", "At a port of entry there is no request to consider until the fee is paid.",
     "À un point d’entrée, il n’y a pas de demande à examiner tant que les frais ne sont pas payés."),
    ("I16", "Six months are six calendar months; 180 days never reach them.",
     "Les six mois se comptent de date à date; 180 jours n’y suffisent jamais."),
    ("I17", "A36(2.1) is taken as item 120, though the delegation instrument does not name it; A40.1 goes to a person.",
     "L36(2.1) relève du point 120, bien que l’instrument de délégation ne le mentionne pas; L40.1 est soumis à la décision d’une personne."),
    ("I18", "No ground found, the Act not met: the lowest item that fits, item 120.",
     "Aucun motif constaté, mais exigences de la Loi non respectées : le point le plus bas qui convient, soit le point 120."),
    ("I19", "Several grounds: the highest item governs.",
     "Plusieurs motifs : le point le plus élevé l’emporte."),
    ("I20", "A request made before the first law held here is answered under that law; the delegation and the lists of an earlier day are not held.",
     "Une demande antérieure au plus ancien texte de loi conservé ici reçoit une réponse fondée sur ce texte; l’instrument de délégation et les listes d’un jour antérieur ne sont pas conservés."),
)  # fmt: skip

READINGS = {key: Reading(key, Both(en, fr)) for key, en, fr in _READINGS}
