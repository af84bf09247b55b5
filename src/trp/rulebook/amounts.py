"""Amounts of money by date, each with its own source. A change of amount is one more line; none is edited.

The yearly change (Service Fees Act s. 17) falls on 1 December. A last value with an `until` says that what
follows is not loaded: a fee of that day is referred to a person, never guessed.
"""

from __future__ import annotations

from datetime import date

from trp.rulebook.language import Amount, Both, Series

SERIES = {
    series.name: series
    for series in (
        Series(
            "permit_fee",
            "R298(1)",
            Both("Temporary resident permit, for each person", "Permis de séjour temporaire, par personne"),
            (
                Amount(date.min, date(2019, 11, 30), 200_00, "R298(1)", verified=True),
                # The adjustment ran in law from 2019-12-01 and was not collected: the excess is remitted.
                Amount(date(2019, 12, 1), date(2023, 11, 30), 200_00, "SI/2025-126", verified=True),
                Amount(
                    date(2023, 12, 1),
                    date(2024, 11, 30),
                    229_77,
                    "IRCC fee notice, 2023-11-29",
                    verified=False,
                ),
                Amount(
                    date(2024, 12, 1),
                    date(2025, 11, 30),
                    239_75,
                    "IRCC fee notice, 2024-12-01",
                    verified=False,
                ),
                Amount(
                    date(2025, 12, 1),
                    date(2026, 11, 30),
                    246_25,
                    "IRCC fee notice, 2025-12-01",
                    verified=False,
                ),
            ),
        ),
        Series(
            "work_permit_fee",
            "R299(1)",
            Both("Work permit", "Permis de travail"),
            (Amount(date(2015, 2, 21), None, 155_00, "R299(1)", verified=True),),
        ),
        Series(
            "study_permit_fee",
            "R300(1)",
            Both("Study permit", "Permis d’études"),
            # The consolidations read go back to 2020; when the amount began is not held.
            (Amount(date(2020, 1, 1), None, 150_00, "R300(1)", verified=True),),
        ),
    )
}
