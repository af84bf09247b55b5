"""The register of policies and remission orders that can free somebody from the permit fee, with their dates.

"This list is not exhaustive, and may be outdated" (Fee instruction): an officer who finds another measure enters it
with the request. A measure whose conditions no fact of a request answers raises a notice and decides nothing.
"""

from __future__ import annotations

from datetime import date

from trp.rulebook.language import Both, Measure
from trp.rulebook.policies.one_time_fee_exemption import IN_FORCE
from trp.rulebook.policies.streams import STATE_CARE_SINCE, TRANSIT_SINCE
from trp.rulebook.sources import FIRST_DAY

MEASURES = (
    Measure("M31", Both("One-time fee exemption", "Dispense unique des frais"),
            Both("persons inadmissible solely for A36(2) criminality, at a port of entry or a visa office abroad", "personnes interdites de territoire uniquement pour criminalité visée à L36(2), à un point d’entrée ou à un bureau des visas à l’étranger"),
            IN_FORCE, None, "One-time exemption policy", "M31"),
    # When this policy began is not held; it is older than the first law held here.
    Measure("VTIP", Both("Victims of trafficking in persons", "Victimes de la traite de personnes"),
            Both("victims of trafficking and their dependants in Canada", "victimes de la traite et personnes à leur charge au Canada"),
            FIRST_DAY, None, "VTIP policy", "VTIP"),
    # When this policy began is not held.
    Measure("FMV", Both("Victims of family violence", "Victimes de violence familiale"),
            Both("out-of-status victims of family violence and their dependent children in Canada", "victimes de violence familiale sans statut et leurs enfants à charge au Canada"),
            FIRST_DAY, None, "FMV policy", "FMV"),
    Measure("STATE_CARE", Both("Foreign nationals who were in state care", "Étrangers qui ont été sous la responsabilité légale du système de protection de l’enfance"),
            Both("persons who came under 19, were under child-protection responsibility and have no valid status", "personnes arrivées avant l’âge de 19 ans, qui ont été sous la responsabilité légale du système de protection de l’enfance et n’ont aucun statut valide"),
            STATE_CARE_SINCE, None, "State-care policy", "State care"),
    Measure("TRANSIT", Both("Transit without visa, China Transit Program, emergency landing", "Transit sans visa, Programme sur le transit des Chinois, atterrissage d’urgence"),
            Both("visa-required transit travellers improperly documented through no fault of their own", "voyageurs en transit tenus d’avoir un visa, dont les documents ne sont pas en règle pour des raisons indépendantes de leur volonté"),
            TRANSIT_SINCE, None, "Transit policy", "Transit"),
    Measure("SI/2025-126", Both("Excess of the yearly adjustment, 2019 to 2023", "Excédent du rajustement annuel, de 2019 à 2023"),
            Both("everyone: the effective amount is 200.00, and there are no arrears to collect", "toute personne : le montant effectif est de 200,00 $, et aucun arriéré n’est à percevoir"),
            date(2019, 12, 1), date(2023, 11, 30), "SI/2025-126", "R298(1): payable"),
    Measure("SI/2024-20", Both("Ukrainian nationals", "Ressortissants ukrainiens"),
            Both("Ukrainian nationals who applied from 22 February to 14 March 2022", "ressortissants ukrainiens ayant présenté leur demande du 22 février au 14 mars 2022"),
            date(2022, 2, 22), date(2022, 3, 14), "SI/2024-20", None),
    # The last day of this order is not held: its conditions end on 2024-04-26 (arrival), so it is shown until then.
    Measure("SI/2025-120", Both("Family members who left Haiti", "Membres de la famille ayant quitté Haïti"),
            Both("foreign nationals, family of citizens or permanent residents, who left Haiti on or after 1 March 2024 and arrived by 26 April 2024", "étrangers membres de la famille de citoyens et de résidents permanents, qui ont quitté Haïti le 1er mars 2024 ou après et sont arrivés au plus tard le 26 avril 2024"),
            date(2024, 3, 1), date(2024, 4, 26), "SI/2025-120", None),
    Measure("SI/2017-35", Both("Distance-learning post-graduation work permits", "Permis de travail postdiplôme, formation à distance"),
            Both("persons whose work permit was refused from 1 September 2014 to 15 March 2016 and whose temporary resident permit was refused by 27 September 2016", "personnes dont le permis de travail a été refusé du 1er septembre 2014 au 15 mars 2016 et le permis de séjour temporaire au plus tard le 27 septembre 2016"),
            date(2014, 9, 1), date(2016, 9, 27), "SI/2017-35", None),
)  # fmt: skip
