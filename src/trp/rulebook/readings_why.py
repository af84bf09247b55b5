"""Why each reading is taken: what the texts leave open, and the reason. In full: docs/decisions 0004 to 0006.

It is not part of an edition: the reason can be told better without a change of law.
"""

from __future__ import annotations

from trp.rulebook.language import Both

_WHY = (
    ("T1", "The fee comes before any assessment, yet the one-time exemption is for a person to whom a permit is being issued, which nobody knows before the assessment. Any other order has an assessment begin unpaid, or makes the exemption impossible to use.",
     "Les frais précèdent toute évaluation, alors que la dispense unique vise une personne à qui un permis est délivré, ce que nul ne sait avant l’évaluation. Tout autre ordre ferait commencer une évaluation sans paiement, ou rendrait la dispense inutilisable."),
    ("T2", "One sentence has the fee requested before the recommendation goes to the delegate; another has it collected before the assessment. With two gates both sentences keep their words, and nobody weighs the merits of an unpaid request.",
     "Une phrase veut que les frais soient demandés avant l’envoi de la recommandation au délégué; une autre, qu’ils soient perçus avant l’évaluation. Avec deux étapes, les deux phrases gardent leur sens, et nul n’apprécie le fond d’une demande impayée."),
    ("T3", "The exemption supposes that a permit counterfoil is issued in place of that of a visitor visa. That happens at the end, and the fee is settled at the beginning: the same knot as T1, and the same way out.",
     "La dispense suppose qu’une vignette de permis soit délivrée au lieu de celle d’un visa de visiteur. Cela se produit à la fin, alors que les frais se règlent au début : même difficulté que pour T1, même solution."),
    ("T4", "Every other request is paid before it is assessed; for a permit that the Minister asks for, the fee is taken at issuance unless otherwise instructed. This is the plain sense of the special sentence.",
     "Toute autre demande est payée avant d’être évaluée; pour un permis demandé par le ministre, les frais sont perçus à la délivrance, sauf instruction contraire. C’est le sens ordinaire de la phrase particulière."),
    ("T5", "The two lists of the interview instruction overlap (an intentional overstay is both non-compliance and a flagrant violation) and leave corners that neither reaches. The second list permits and does not command; silence leaves the choice with the officer.",
     "Les deux listes de l’instruction sur les entrevues se chevauchent (un séjour prolongé intentionnel est à la fois un manquement à la loi et une infraction flagrante) et laissent des cas qu’aucune ne vise. La seconde liste permet sans ordonner; le silence laisse le choix à l’agent."),
    ("T6", "Several exemptions can hold for one person, and no page gives their order. The first ones are rights or can recur; M31 is granted once in a lifetime, and nobody should lose it where another exemption served.",
     "Plusieurs dispenses peuvent s’appliquer à une même personne, et aucune page n’en donne l’ordre. Les premières sont des droits ou peuvent se répéter; M31 n’est accordé qu’une fois dans une vie, et nul ne devrait le perdre si une autre dispense suffisait."),
    ("T7", "Assessment may not start before the fee is settled, but no page says where it starts. An officer must be able to find out that a fee is due, and that a person is inadmissible, before the fee is paid.",
     "L’évaluation ne peut commencer avant le règlement des frais, mais aucune page ne dit où elle commence. L’agent doit pouvoir constater que des frais sont dus, et qu’une personne est interdite de territoire, avant leur paiement."),
    ("I1", "The English text joins the two conditions with “and”; the French text lists them with no joining word. Read as alternatives, either would dispense with an interview where credibility is contested.",
     "Le texte anglais relie les deux conditions par « and »; le texte français les énumère sans mot de liaison. Lues comme une alternative, elles permettraient de se passer d’entrevue même si la crédibilité est contestée."),
    ("I2", "The sentence can be read as three conditions or as four. The degree of contrition belongs to risk, as the commas of both texts show.",
     "On peut lire dans la phrase trois conditions ou quatre. Le degré de repentir se rattache au risque, comme le montrent les virgules des deux textes."),
    ("I3", "“Serious inadmissibility” is nowhere defined. These are the grounds that the delegation instrument reserves to the higher levels, health apart.",
     "« Interdiction de territoire grave » n’est défini nulle part. Ce sont les motifs que l’instrument de délégation réserve aux niveaux supérieurs, à l’exception de la santé."),
    ("I4", "The instruction allows that the fee be waived when the Minister asks; R298(1) has no such words. So the instruction must be in writing, and be seen by those who answer for the money.",
     "L’instruction admet que les frais soient levés lorsque le ministre demande le permis; R298(1) ne dit rien de tel. L’instruction doit donc être écrite et vue de ceux qui répondent des fonds."),
    ("I5", "The instruction speaks of an exemption “specific to R296(2)(d)”, the Regulations of R298(2)(a). They are the same exemption; the place and the counterfoil are policy, and are cited as policy.",
     "L’instruction parle d’une dispense propre à R296(2)d), le Règlement de R298(2)a). Il s’agit de la même dispense; le lieu et la vignette relèvent de la politique et sont cités comme tels."),
    ("I6", "The words can be read to govern the acts alone. The port-of-entry manual joins both; a conviction that makes nobody inadmissible then does not defeat the exemption.",
     "On pourrait croire que ces mots ne visent que les actes. Le guide des points d’entrée réunit les deux; une déclaration de culpabilité qui n’emporte aucune interdiction ne fait donc pas obstacle à la dispense."),
    ("I7", "“As part of the sentence imposed” does not say what becomes of a term that is suspended, served in the community, or equal to the time served. Where the words do not decide, a person does.",
     "Le texte parle de la peine infligée, et ne dit rien de celle dont l’exécution est suspendue, purgée dans la collectivité ou égale au temps déjà passé sous garde. Quand les mots ne tranchent pas, une personne tranche."),
    ("I8", "The policy says “may”: when every test passes the exemption is open, and it is still an officer who grants it.",
     "La politique dit « peut » : lorsque tous les critères sont remplis, la dispense est possible, mais c’est toujours un agent qui l’accorde."),
    ("I9", "The policy speaks of an exemption granted before, not of a journey made. A claim that lapsed was never granted.",
     "La politique parle d’une dispense déjà accordée, et non d’un voyage effectué. Une dispense invoquée puis devenue caduque n’a jamais été accordée."),
    ("I10", "The instruction is silent on classified information that the decision would rest on. To disclose it may be unlawful, and to pass over it unfair.",
     "L’instruction est muette sur le renseignement classifié sur lequel la décision s’appuierait. Le communiquer peut être illégal; le taire, inéquitable."),
    ("I11", "Specialized knowledge takes away the exception for recommendations; it does not by itself say that the client must see them. What remains is whether the client needs it to answer.",
     "L’expertise fait tomber l’exception prévue pour les recommandations; elle ne dit pas à elle seule que le client doit les voir. Reste à savoir si le client en a besoin pour répondre."),
    ("I12", "Two pages use two words. In either case the request goes back with its papers, nothing was decided, and no fee is taken (R12).",
     "Deux pages emploient deux mots. Dans les deux cas, la demande est renvoyée avec ses pièces, rien n’est décidé et aucuns frais ne sont perçus (R12)."),
    ("I13", "The page says “non-refundable” without a day. Until processing begins the fee can be refunded; remission for a late acknowledgement is something else.",
     "La page dit que les frais ne sont pas remboursables, sans préciser de jour. Tant que le traitement n’a pas commencé, les frais peuvent être remboursés; la remise pour accusé de réception tardif est autre chose."),
    ("I14", "One sentence says at issuance, another before assessment. The earlier point serves both wherever it is practicable.",
     "Une phrase dit à la délivrance, une autre avant l’évaluation. Le moment le plus hâtif satisfait aux deux, chaque fois que c’est possible."),
    ("I15", "The page says that an officer there has no authority to accept a request before the fee is paid; so there is nothing yet to consider.",
     "La page dit que l’agent n’y a pas le pouvoir d’accepter une demande avant le paiement des frais; il n’y a donc encore rien à examiner."),
    ("I16", "The Regulations say six months, pages of instructions say 180 days. The Regulations prevail, and six months are 181 to 184 days.",
     "Le Règlement dit six mois; des pages d’instructions disent 180 jours. Le Règlement l’emporte, et six mois comptent de 181 à 184 jours."),
    ("I17", "The instrument does not name transborder criminality, a form of criminality below the serious one, as A36(2) is. A40.1 resembles no ground that it names.",
     "L’instrument ne nomme pas la criminalité transfrontalière, forme de criminalité moindre que la grande criminalité, comme L36(2). L40.1 ne ressemble à aucun motif qui y est nommé."),
    ("I18", "Items 118 to 120 all speak of a person who does not meet the requirements of the Act; none speaks of a person against whom no ground was found.",
     "Les points 118 à 120 visent tous une personne qui ne satisfait pas aux exigences de la Loi; aucun ne vise celle contre qui aucun motif n’a été constaté."),
    ("I19", "The instrument does not say which item applies when there are several grounds; but item 120 is confined to its own grounds alone (“only”).",
     "L’instrument ne dit pas quel point s’applique lorsqu’il y a plusieurs motifs; mais le point 120 se limite à ses seuls motifs."),
    ("I20", "The texts of earlier days are not held here. No request is turned away for its age, and nobody should take the answer for the law of that day: a notice says so.",
     "Les textes des jours antérieurs ne sont pas conservés ici. Aucune demande n’est écartée en raison de son ancienneté, et nul ne doit prendre la réponse pour le droit d’alors : un avis le dit."),
)  # fmt: skip

WHY = {key: Both(en, fr) for key, en, fr in _WHY}
"""By the key of the reading."""
