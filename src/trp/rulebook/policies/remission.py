"""The remission owed when processing was not acknowledged within 30 calendar days.

Source: Service Fees Act s. 7; Remission policy for temporary resident permits, for requests complete from 2023-12-01.
The bands (how much is returned) could not be read: no amount is given. Exceptional circumstances are excluded.
"""

from __future__ import annotations

from trp.rulebook import facts as f
from trp.rulebook.language import Both, Clause, From, Row, Table, Unique
from trp.rulebook.sources import FIRST_DAY

_POLICY = ("Remission policy", "Service Fees Act, s. 7")


def _clock(value: str, en: str, fr: str) -> tuple[Clause, ...]:
    return (
        f.COMPLETION.is_("complete", under="Remission policy", en="the request was complete and paid, on or after 1 December 2023", fr="la demande était complète et payée, le 1er décembre 2023 ou après"),
        f.ACKNOWLEDGEMENT.is_(value, under=_POLICY, en=en, fr=fr),
    )  # fmt: skip


REMISSION = Table(
    "remission",
    Both("Whether part of the fee is returned for late acknowledgement", "Une partie des frais est-elle remise en raison d’un accusé de réception tardif?"),
    Unique(),
    "on",
    {
        "NONE": Both("No remission is owed.", "Aucune remise n’est due."),
        "OWED": Both("A remission is owed.", "Une remise est due."),
        "NOT_YET": Both("The 30 days still run.", "Les 30 jours courent encore."),
    },
    (
        Row("remission: not complete", "NONE", Both("No remission is owed: the request is not complete and paid.", "Aucune remise n’est due : la demande n’est pas complète et payée."), _POLICY,
            (f.COMPLETION.is_("not_complete", under="Remission policy", en="the request is not complete and paid", fr="la demande n’est pas complète et payée"),), FIRST_DAY),
        Row("remission: before the policy", "NONE", Both("No remission is owed: the request was complete before 1 December 2023.", "Aucune remise n’est due : la demande était complète avant le 1er décembre 2023."), _POLICY,
            (f.COMPLETION.is_("before_standard", under="Remission policy", en="the request was complete before 1 December 2023", fr="la demande était complète avant le 1er décembre 2023"),), FIRST_DAY),
        Row("remission: in time", "NONE", Both("No remission is owed: processing was acknowledged in time.", "Aucune remise n’est due : l’accusé de réception a été envoyé à temps."), _POLICY,
            _clock("in_time", "processing was acknowledged within 30 calendar days", "l’accusé de réception a été envoyé dans les 30 jours civils"), FIRST_DAY, told=(Both("No remission is owed: processing was acknowledged in time, by {acknowledge_by}.", "Aucune remise n’est due : l’accusé de réception a été envoyé à temps, au plus tard le {acknowledge_by}."),)),
        Row("remission: owed", "OWED", Both("A remission is owed: processing was not acknowledged within 30 calendar days. It is paid of itself.", "Une remise est due : l’accusé de réception n’a pas été envoyé dans les 30 jours civils. Elle est versée d’office."), _POLICY,
            _clock("ran_out", "the 30 calendar days ran out unacknowledged", "les 30 jours civils se sont écoulés sans accusé de réception"), FIRST_DAY, told=(Both("A remission is owed: processing was not acknowledged by {acknowledge_by}. It is paid of itself before {payable_before}.", "Une remise est due : l’accusé de réception n’a pas été envoyé au plus tard le {acknowledge_by}. Elle est versée d’office avant le {payable_before}."),), gives={"payable_before": From(value="payable_before")}),
        Row("remission: not yet", "NOT_YET", Both("Processing is to be acknowledged within 30 calendar days; the time still runs.", "L’accusé de réception doit être envoyé dans les 30 jours civils; le délai court encore."), _POLICY,
            _clock("running", "not acknowledged, and the 30 calendar days still run", "aucun accusé de réception, et les 30 jours civils courent encore"), FIRST_DAY, told=(Both("Processing is to be acknowledged by {acknowledge_by}; the time still runs.", "L’accusé de réception doit être envoyé au plus tard le {acknowledge_by}; le délai court encore."),)),
    ),
)  # fmt: skip
