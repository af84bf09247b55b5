"""Rules as a person reads them: each sentence in both languages, with whatever it rests on."""

from __future__ import annotations

from typing import Any

from trp.cli.text import Page
from trp.rulebook.language import First, Rulebook
from trp.rulebook.parts import DATED_BY, POLICIES, Json, span_said
from trp.rulebook.shape import day
from trp.rulebook.sources import cited
from trp.rulebook.speech import Speech
from trp.rulebook.words import day as in_words
from trp.rulebook.words import money

_BULLET = "•"


class RulePage:
    """Writes rules on a page, headings in its language, sentences of law in both."""

    def __init__(self, page: Page, speech: Speech) -> None:
        self._page, self._say = page, speech
        self._colon = speech(": ", "\N{NO-BREAK SPACE}: ")

    def everything(self, book: Rulebook) -> None:
        """Findings, tables and rows, a line each."""
        page, say = self._page, self._say
        self._title(say("Findings", "Constatations"))
        for finding in book.findings:
            says = finding.says.in_(say.language)
            page.line(
                f"{finding.name}{self._colon}{says}",
                indent=2,
                then=say("table", "table") + f" {finding.table}",
            )
        for table in book.tables.values():
            page.line()
            self._title(f"{table.name}{self._colon}{table.says.in_(say.language)}")
            first = isinstance(table.policy, First)
            page.line(self._policy("first" if first else "unique"), indent=2, style="quiet")
            for row in table.rows:
                since, until = row.since.isoformat(), row.until.isoformat() if row.until else None
                span = self._span({"from": since, "to": until})
                page.line(f"{row.id} → {row.outcome}", indent=2, mark=_BULLET, then=span)

    def table(self, found: Json) -> None:
        """One table: what it asks, how it chooses, its rows."""
        page, say = self._page, self._say
        self._title(f"{found['table']}{self._colon}{found['says'][say.language]}")
        self._hit_policy(found["hit_policy"])
        page.line(DATED_BY[found["dated_by"]].in_(say.language), indent=2)
        for rule in found["rules"]:
            self._rule(rule, within=True)
        self._grounds(found)

    def resting(self, found: Json) -> None:
        """Everything that rests on a name."""
        page, say = self._page, self._say
        page.line(
            say(f"What rests on {found['asked']}", f"Ce qui repose sur {cited(found['asked'], 'fr')}"),
            style="strong",
        )
        for rule in found["rules"]:
            self._rule(rule)
        for policy in found["hit_policies"]:
            page.line()
            self._title(
                say("Order of the rows of table", "Ordre des règles de la table") + f" {policy['table']}"
            )
            self._hit_policy(policy)
        for fee in found["listed_fees"]:
            page.line()
            self._title(f"{fee['list']}{self._colon}{fee['fee']}")
            self._body(fee)
        for key, title in (("duties", say("Duty", "Tâche")), ("notices", say("Notice", "Avis"))):
            for entry in found[key]:
                page.line()
                self._title(f"{title} {entry['code']}")
                self._sentence(entry["says"], entry["under"], 2)
                self._body(entry)
        self._amounts(found["amounts"])
        self._terms(found["terms"])
        for measure in found["measures"]:
            page.line()
            self._title(say("Register", "Registre") + f"{self._colon}{measure['reference']}")
            page.line(self._span(measure["in_force"]), indent=2, style="quiet")
            self._sentence(measure["says"], measure["under"], 2)
            self._sentence(measure["who"], [], 2)
        self._grounds(found)

    def tests(self, name: str, found: dict[str, list[str]] | None) -> None:
        """The tests that name it, file by file."""
        page, say = self._page, self._say
        page.line()
        self._title(say(f"Tests that name {name}", f"Essais qui nomment {name}"))
        if found is None:
            page.line(
                say(
                    "The tests are not part of this installation.",
                    "Les essais ne font pas partie de cette installation.",
                ),
                indent=2,
            )
        elif not found:
            page.line(say("None names it.", "Aucun ne le nomme."), indent=2)
        for path, names in (found or {}).items():
            page.line(f"{path}{self._colon}{', '.join(names)}" if names else path, indent=2, mark=_BULLET)

    # Parts -------------------------------------------------------------------------------------------

    def _rule(self, rule: Json, *, within: bool = False) -> None:
        page = self._page
        page.line()
        table = "" if within else f"(table {rule['table']})"
        page.line(f"{rule['id']} → {rule['outcome']}", style="title", then=table)
        page.line(self._span(rule["in_force"]), indent=2, style="quiet")
        self._sentence(rule["says"], rule["under"], 2)
        self._body(rule)

    def _body(self, entry: Json) -> None:
        """Clauses, exceptions and own fields."""
        page, say = self._page, self._say
        for key, label in (
            ("when", say("If all of these hold", "Si toutes ces conditions sont remplies")),
            ("unless", say("Unless", "Sauf si")),
        ):
            if entry.get(key):
                page.line(f"{label}{self._colon.rstrip()}", indent=2, style="quiet")
                for clause in entry[key]:
                    self._sentence(clause["says"], clause["under"], 4)
        for field, held in entry.get("gives", {}).items():
            if held is not None:
                page.line(f"{field}{self._colon}{self._held(held)}", indent=2)

    def _held(self, held: Any) -> str:
        if isinstance(held, dict):
            return f"{held['en']} / {held['fr']}"
        return ", ".join(held) if isinstance(held, list) else str(held)

    def _sentence(self, says: Json, under: list[str], indent: int) -> None:
        """The sentence in both languages, that of the page first, and its citations."""
        first = self._say.language
        second = "fr" if first == "en" else "en"
        self._page.line(says[first], indent=indent, mark=_BULLET, then=self._page.citations(under))
        self._page.line(says[second], indent=indent + 2, style="quiet")

    def _hit_policy(self, policy: Json) -> None:
        self._page.line(self._policy(policy["policy"]), indent=2)
        if "reading" in policy:
            self._sentence(policy["reading"], policy["under"], 2)

    def _policy(self, policy: str) -> str:
        return POLICIES[policy].in_(self._say.language)

    def _amounts(self, amounts: list[Json]) -> None:
        page, say = self._page, self._say
        for n, one in enumerate(amounts):
            if n == 0 or amounts[n - 1]["series"] != one["series"]:
                page.line()
                self._title(say("Amounts", "Montants"))
                self._sentence(one["says"], one["under"], 2)
            told = "" if one["verified"] else say(" (not verified)", " (non vérifié)")
            page.line(
                f"{money(one['amount'], say.language)}{told}",
                indent=4,
                then=f"{self._span(one['in_force'])} {page.citations([one['source']])}",
            )

    def _terms(self, terms: list[Json]) -> None:
        page, say = self._page, self._say
        if terms:
            page.line()
            self._title(say("Days and periods", "Dates et périodes"))
        for one in terms:
            self._sentence(one["says"], one["under"], 2)
            value = one["value"]
            told = "" if one["verified"] else say(" (not verified)", " (non vérifié)")
            page.line(
                f"{in_words(day(value), say.language) if isinstance(value, str) else value}{told}", indent=4
            )

    def _grounds(self, found: Json) -> None:
        page, say = self._page, self._say
        if found["readings"]:
            page.line()
            self._title(
                say("Readings (ours, never the law)", "Interprétations (les nôtres, et non le droit)")
            )
            for reading in found["readings"]:
                self._sentence(reading["says"], [reading["key"]], 2)
        if found["sources"]:
            page.line()
            self._title(say("Sources", "Sources"))
        for source in found["sources"]:
            self._sentence(source["title"], [], 2)
            print(f"    {source['address']}", file=page.stream)  # never broken: it is copied from here
            checked = in_words(day(source["checked"]), say.language)
            page.line(
                say(f"Last checked on {checked}; ", f"Dernière consultation le {checked}; ")
                + (
                    say("verified", "vérifié")
                    if source["verified"]
                    else say(
                        "not verified: from a secondary source",
                        "non vérifié : provient d’une source secondaire",
                    )
                ),
                indent=4,
            )

    def _span(self, in_force: Json) -> str:
        return span_said(in_force).in_(self._say.language)

    def _title(self, text: str) -> None:
        self._page.line(text, style="title")
