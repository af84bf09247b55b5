"""The charts of an office, and the words beside them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from trp.casework.queue import BLOCKED
from trp.desk.words import grouped, said, speech
from trp.journal.overview import AGES
from trp.oversight.charts import Bar, bars
from trp.oversight.reckoning import Load, Stuck, Team
from trp.rulebook.words import NO_BREAK

_MOST = 12
"""So many officers are drawn, those with most to do; the table has all of them."""


def ages(counts: Sequence[int]) -> list[tuple[str, int]]:
    """How many open cases are in each band of ages, by its name."""
    say, told = speech(), []
    for n, count in enumerate(counts):
        if n == 0:
            name = say(f"up to {AGES[0]} days", f"jusqu’à {AGES[0]}{NO_BREAK}jours")
        elif n < len(AGES):
            since, until = AGES[n - 1] + 1, AGES[n]
            name = say(f"{since} to {until} days", f"de {since} à {until}{NO_BREAK}jours")
        else:
            name = say(f"more than {AGES[-1]} days", f"plus de {AGES[-1]}{NO_BREAK}jours")
        told.append((name, count))
    return told


def charts(held: Team, stuck: Sequence[Stuck], loads: Sequence[Load]) -> dict[str, SafeString]:
    """The charts of an office that has open cases: `stuck`, `ages` and, where somebody holds any, `loads`."""
    say, found = speech(), {}
    shut = [one for one in stuck if one.code]
    if shut:
        found["stuck"] = bars(
            "chart-stuck",
            say("Open cases by what keeps the assessment shut", "Dossiers ouverts selon ce qui empêche l’évaluation"),
            say(
                f"Most often: {said(BLOCKED[shut[0].code])}, {grouped(shut[0].sum.count)} of {grouped(held.all().count)} open cases.",
                f"Le plus souvent{NO_BREAK}: {said(BLOCKED[shut[0].code])}, {grouped(shut[0].sum.count)} des {grouped(held.all().count)} dossiers ouverts.",
            ),
            (),
            [Bar(said(BLOCKED[one.code]), (one.sum.count,)) for one in shut],
        )  # fmt: skip
    bands = ages(held.ages())
    most = max(bands, key=lambda one: one[1])
    found["ages"] = bars(
        "chart-ages",
        say("Open cases by the days since something last moved them", "Dossiers ouverts selon les jours écoulés depuis le dernier mouvement"),
        say(f"The most cases: {most[0]}, {grouped(most[1])}.", f"Le plus de dossiers{NO_BREAK}: {most[0]}, {grouped(most[1])}."),
        (),
        [Bar(name, (count,)) for name, count in bands],
    )  # fmt: skip
    busy = [one for one in loads if one.open.count]
    if busy:
        found["loads"] = _loads(busy)
    return found


def _loads(busy: Sequence[Load]) -> SafeString:
    say = speech()
    drawn = sorted(busy, key=lambda one: -one.open.count)[:_MOST]
    return bars(
        "chart-loads",
        say("What each officer holds", "Ce dont chaque agent est chargé"),
        say(f"{drawn[0].member.name} holds the most: {grouped(drawn[0].open.count)}, of which {grouped(drawn[0].theirs.count)} wait for them.",
            f"Qui en a le plus{NO_BREAK}: {drawn[0].member.name}, {grouped(drawn[0].open.count)}, dont {grouped(drawn[0].theirs.count)} à traiter."),
        (say("for them", "à traiter"), say("for a colleague", "chez un collègue"), say("outside the team", "hors de l’équipe")),
        [Bar(one.member.name, (one.theirs.count, one.others, one.outside.count)) for one in drawn],
    )  # fmt: skip
