"""The decision: the officer's own, with the officer's own reasons. Nothing here recommends or fills anything in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trp.casework.acts import Act
from trp.casework.assessing import IssuePermit, RefusePermit
from trp.casework.checks import of
from trp.casework.events import SentToDecisionMaker
from trp.casework.files import CaseFile
from trp.casework.found import Finding
from trp.casework.roles import acting_under
from trp.desk import about
from trp.desk.acting import ActView
from trp.desk.forms import ActForm, day, text
from trp.desk.reader import Reader
from trp.desk.words import language, later, said, speech
from trp.journal.cases import Head
from trp.officers.models import Officer
from trp.rulebook.language import Both
from trp.rulebook.words import day as in_words


def _reasons() -> Any:
    return text(
        later("Your reasons", "Vos motifs"), long=True,
        help_text=later("In your own words. The software recommends nothing, and fills nothing in.",
                        "Dans vos propres mots. Le logiciel ne recommande rien et ne remplit rien."),
        wrong=later("Write your reasons: a decision has reasons.", "Écrivez vos motifs : une décision est motivée."),
    )  # fmt: skip


class DecisionView(ActView):
    """A decision: under which item and level the reader would act, and what was recommended, by whom."""

    about_entries = frozenset({"dates-reversed"})

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        say, act = speech(), self.tries()[0]
        around = self.look(act)
        authority = of(file, around).finding("authority")
        rows = [
            (say("Grounds", "Motifs"), about.grounds(file, say)),
            (say("Who decides", "Qui décide"), said(authority.says)),
            (say("You act under", "Vous agissez en vertu du"), self._under(authority, reader)),
        ]
        if (sent := _sent(file)) is not None:
            by = Officer.objects.filter(id=sent[0]).values_list("name", flat=True).first() or sent[0]
            rows.append(
                (say("Recommended", "Recommandation"), f"{_RECOMMENDS[sent[1]].in_(language())} – {by}")
            )
        return rows

    def _under(self, authority: Finding, reader: Reader) -> str:
        """The power of the reader that the decision would rest on."""
        field = "issue" if self.act is IssuePermit else "refuse"
        levels = tuple(authority.fields.get(field) or ())
        power = reader.who.holds(str(authority.fields.get("item")), levels, reader.day)
        if power is None:
            return speech()("no power that you hold today", "aucun pouvoir que vous détenez aujourd’hui")
        since = in_words(power.since, language())
        return (
            f"{acting_under(power.called, language())} {speech()(f'(since {since})', f'(depuis le {since})')}"
        )


_RECOMMENDS = {"issue": Both("to issue the permit", "de délivrer le permis"), "refuse": Both("to refuse it", "de le refuser")}  # fmt: skip


def _sent(file: CaseFile) -> tuple[str, str] | None:
    """Who sent the file, and what they recommended."""
    if file.sent_on is None:
        return None
    return next((line.officer, line.event.recommends) for line in reversed(file.lines) if isinstance(line.event, SentToDecisionMaker))  # fmt: skip


class IssuePermitForm(ActForm):
    about = IssuePermit

    valid_from = day(later("Valid from", "Valide à compter du"))
    valid_to = day(later("Valid until, that day included", "Valide jusqu’au, ce jour compris"))
    reasons = _reasons()

    def clean(self) -> None:
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")
        if first and last and last < first:
            say = speech()
            self.add_error("valid_to", say(
                f"{in_words(last, 'en')} is before {in_words(first, 'en')}: the permit would end before it begins (R63).",
                f"Le {in_words(last, 'fr')} précède le {in_words(first, 'fr')} : le permis prendrait fin avant de commencer (R63).",
            ))  # fmt: skip


class IssuePermitView(DecisionView):
    act = IssuePermit
    form_class = IssuePermitForm
    will = Both("You are about to put on record your decision to issue the permit. The case ends with it; an exemption that was claimed for it is used up.",
                "Vous allez consigner votre décision de délivrer le permis. Elle met fin au dossier; une dispense invoquée pour ce permis est épuisée.")  # fmt: skip
    under = ("A24(1)", "R63", "Delegation instrument")
    done = Both("The permit is on record as issued.", "La délivrance du permis est consignée.")

    def asks_for_proof(self) -> bool:
        """With the permit, the one exemption that a person can ever have is granted, where it was claimed."""
        claim = self.file.live_claim
        return claim is not None and claim.basis == "ONE_TIME"

    def tries(self) -> Sequence[Act]:
        return [IssuePermit(reasons="–", valid_from=self.reader.day, valid_to=self.reader.day)]


class RefusePermitForm(ActForm):
    about = RefusePermit

    reasons = _reasons()


class RefusePermitView(DecisionView):
    act = RefusePermit
    form_class = RefusePermitForm
    will = Both("You are about to put on record your decision to refuse the permit. The case ends with it; the fee is not refunded, and an exemption that was claimed lapses.",
                "Vous allez consigner votre décision de refuser le permis. Elle met fin au dossier; les frais ne sont pas remboursés, et une dispense invoquée devient caduque.")  # fmt: skip
    under = ("A24(1)", "Fee instruction", "Delegation instrument")
    done = Both("The refusal is on record.", "Le refus est consigné.")

    def tries(self) -> Sequence[Act]:
        return [RefusePermit(reasons="–")]
