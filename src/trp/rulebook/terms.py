"""Days and periods that the law sets and that facts are derived with: each with its source, none a constant in code.

Part of the edition: a change of one of them is a new version of the rulebook.
"""

from __future__ import annotations

from datetime import date

from trp.rulebook.language import Both, Term

TERMS = {
    term.name: term
    for term in (
        Term("claim_bar_months", 12, ("A24(4)",), Both("Months after the last outcome of a refugee claim", "Mois suivant la dernière décision sur une demande d’asile")),
        Term("designation_bar_months", 60, ("A24(5)",), Both("Months of the bar on a designated foreign national", "Mois pendant lesquels la demande d’un étranger désigné est irrecevable")),
        Term("refuse_to_consider_months", 12, ("A24(7)",), Both("Months after that in which the officer may refuse to consider", "Mois suivant la fin de la période de L24(5) ou (6), pendant lesquels l’agent peut refuser d’examiner la demande")),
        Term("transit_hours", 48, ("R298(2)(e)",), Both("Hours within which entry is sought, the last included", "Heures au cours desquelles l’entrée doit être demandée, la dernière comprise")),
        Term("acknowledge_days", 30, ("Remission policy",), Both("Calendar days to acknowledge processing", "Jours civils pour accuser réception")),
        Term("remission_since", date(2023, 12, 1), ("Remission policy",), Both("First day on which a request is complete under the remission policy", "Premier jour où une demande complète relève de la politique de remise")),
        Term("removal_order_cancels_since", date(2024, 3, 15), ("R243.1",), Both("First day on which a removal order cancels a permit", "Premier jour où une mesure de renvoi annule un permis")),
        # The day is recalled, not read: the notice that rests on it says so.
        Term("impaired_driving_since", date(2018, 12, 18), ("Criminal Code, 320.19(1)(a)",), Both("Day the maximum for impaired driving rose to ten years", "Jour où la peine maximale pour conduite avec capacités affaiblies est passée à dix ans"), verified=False),
        # "Fall 2025": its day is not stated, so the first day of the season.
        Term("instrument_since", date(2025, 9, 22), ("Delegation instrument",), Both("First day of the delegation instrument held here", "Premier jour de l’instrument de délégation conservé ici"), verified=False),
        Term("fee_change_near_days", 30, ("Service Fees Act, s. 17",), Both("Days before a yearly change in which it is mentioned", "Jours précédant un changement annuel, pendant lesquels ce changement est signalé")),
    )
}  # fmt: skip
