"""What stands at the head of the page of a code: what it is, and what to know before its rules are read.

It is not part of an edition: the page can open better without a change of law.
"""

from __future__ import annotations

from trp.rulebook.language import Both

LEADS: dict[str, tuple[Both, ...]] = {
    "M31": (
        Both(
            "M31 is the code of the one-time exemption from the fee of a temporary resident permit: a public policy lets an officer grant it, once, to a person whose only ground of inadmissibility is criminality under A36(2) and on whom no term of imprisonment was imposed.",
            "M31 est le code de la dispense unique des frais de permis de séjour temporaire : en vertu d’une politique d’intérêt public, un agent peut l’accorder, une seule fois, à une personne dont le seul motif d’interdiction de territoire est la criminalité visée à L36(2) et à qui aucune peine d’emprisonnement n’a été infligée.",
        ),
        Both(
            "The policy has eight tests, and two of them are no condition of the rule below. Test 2, that it is 1 March 2012 or later, is the first day on which the rule is in force; test 8, that a permit is granted, follows when it is issued (T1).",
            "La politique compte huit critères, dont deux ne figurent pas parmi les conditions de la règle ci-dessous. Le critère 2, être au 1er mars 2012 ou après, est le premier jour où la règle est en vigueur; le critère 8, la délivrance d’un permis, suit quand le permis est délivré (T1).",
        ),
    ),
}
"""By the name that is asked for."""
