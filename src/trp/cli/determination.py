"""A determination as a person reads it: the answer first, then why, line by line, then what is still needed."""

from __future__ import annotations

from typing import Any

from trp.cli.text import Page, mark_of
from trp.rulebook.book import current
from trp.rulebook.language import UNDETERMINED
from trp.rulebook.request import question
from trp.rulebook.shape import day
from trp.rulebook.speech import Speech
from trp.rulebook.words import day as in_words
from trp.rulebook.words import money

_MOST_FACTS = 3
_MONEY = ("amount", "balance")


def write(found: dict[str, Any], page: Page, speech: Speech) -> None:
    """Write a whole determination."""
    page.line(
        speech("Determination as of", "Constatations au") + f" {in_words(day(found['on']), speech.language)}",
        style="strong",
    )
    page.line()
    for finding in current().findings:
        told = found["findings"][finding.name]["outcome"]
        page.line(finding.says.in_(speech.language), indent=2, then=told)
    for finding in current().findings:
        page.line()
        write_finding(
            finding.says.in_(speech.language), finding.name, found["findings"][finding.name], page, speech
        )
    for key, en, fr in (
        ("duties", "To do now", "À faire maintenant"),
        ("notices", "Worth knowing", "Bon à savoir"),
    ):
        if found[key]:
            page.line()
            page.line(speech(en, fr), style="title")
            for entry in found[key]:
                page.line(entry["says"], indent=2, mark="•", then=page.citations(entry["under"]))


def write_finding(title: str, name: str, finding: dict[str, Any], page: Page, speech: Speech) -> None:
    """Write one finding: its question, its answer, its own fields, the reasons, and what is still needed."""
    page.line(title, style="title")
    page.line(
        _headline(finding, speech),
        indent=2,
        style="strong",
        then=page.citations(finding["under"] if finding["outcome"] != UNDETERMINED else []),
    )
    for text in _fields(name, finding, speech):
        page.line(text, indent=4)
    if finding["outcome"] != UNDETERMINED:
        page.line(_span(finding["in_force"], speech), indent=4, style="quiet")
    for item in finding.get("items") or ():
        held = {
            True: speech("holds the decision", "suspend la décision"),
            False: speech("does not hold the decision", "ne suspend pas la décision"),
            None: speech("may hold the decision", "peut suspendre la décision"),
        }
        page.line(
            f"{item['id']}{speech(': ', ' : ')}{item['outcome']}, {held[item['holds_decision']]}",
            indent=4,
            then=page.citations(item["under"]),
        )
    if "because" in finding:
        _write_reasons(finding["because"], finding["says"], page, speech)
    if finding.get("needs"):
        page.line(
            speech(
                "Still needed, best asked in this order:",
                "Encore nécessaire, à demander de préférence dans cet ordre :",
            ),
            indent=4,
            style="open",
        )
        for path in finding["needs"]:
            page.line(question(path).says.in_(speech.language), indent=6, mark="?", then=path)


def _headline(finding: dict[str, Any], speech: Speech) -> str:
    return f"{finding['outcome']}{speech(': ', ' : ')}{finding['says']}"


def _span(in_force: dict[str, Any], speech: Speech) -> str:
    since = in_words(day(in_force["from"]), speech.language)
    if in_force["to"] is None:
        return speech(f"Rule in force since {since}", f"Règle en vigueur depuis le {since}")
    until = in_words(day(in_force["to"]), speech.language)
    return speech(f"Rule in force from {since} to {until}", f"Règle en vigueur du {since} au {until}")


_LABELS = {
    "first_day_open": ("First day open", "Premier jour possible"),
    "amount": ("Amount", "Montant"),
    "balance": ("Still to pay", "Reste à payer"),
    "code": ("Code", "Code"),
    "basis": ("Basis", "Fondement"),
    "remark": ("Remark on the permit", "Remarque sur le permis"),
    "granted_by": ("Granted by", "Accordée par"),
    "opens_when": ("Opens", "Ouverture"),
    "office": ("Office", "Bureau"),
    "guidelines": ("Guidelines", "Lignes directrices"),
    "issue": ("May issue", "Peut délivrer"),
    "refuse": ("May refuse", "Peut refuser"),
    "item": ("Item of the delegation instrument", "Point de l’instrument de délégation"),
    "continuity": ("Continuity", "Continuité"),
    "payable_before": ("Payable before", "Payable avant le"),
}
_FEES = {
    "work_permit": ("work permit", "permis de travail"),
    "study_permit": ("study permit", "permis d’études"),
    "visitor_visa": ("visitor visa", "visa de visiteur"),
    "open_work_permit_holder": ("open work permit holder", "titulaire d’un permis de travail ouvert"),
    "biometrics": ("biometrics", "données biométriques"),
}


def _fields(name: str, finding: dict[str, Any], speech: Speech) -> list[str]:
    """The own fields of a finding that have a content, each on a line."""
    told = []
    for key, (en, fr) in _LABELS.items():
        held = finding.get(key)
        if held is None:
            continue
        if key in _MONEY:
            held = money(held, speech.language)
        elif key in ("first_day_open", "payable_before"):
            held = in_words(day(held), speech.language)
        elif isinstance(held, list):
            held = ", ".join(held)
        told.append(f"{speech(en, fr)}{speech(': ', ' : ')}{held}")
    for entry in finding.get("also_due") or ():
        amount = (
            money(entry["amount"], speech.language)
            if entry["amount"]
            else speech("amount not loaded", "montant non inscrit au recueil")
        )
        told.append(
            f"{speech('Also due', 'Autres frais dus')}{speech(': ', ' : ')}{speech(*_FEES[entry['fee']])}, {amount}"
        )
    for entry in finding.get("not_charged") or ():
        code = f" ({entry['code']})" if entry["code"] else ""
        told.append(
            f"{speech('Not charged', 'Frais non exigés')}{speech(': ', ' : ')}{speech(*_FEES[entry['fee']])}{code}"
        )
    return told


def _write_reasons(reasons: list[dict[str, Any]], answer: str, page: Page, speech: Speech) -> None:
    """The rules that apply, or still may, clause by clause; then those that were looked at and do not.

    Args:
        reasons: The tree of reasons.
        answer: The sentence that stands above it, not said again.
        page: Where to write.
        speech: In which language.
    """
    for reason in reasons:
        if reason["holds"] is True and reason["says"] == answer:
            _write_clauses(reason, page, 4)
        elif reason["holds"] is not False:
            _write_row(reason, page, 4)
    if failed := [reason for reason in reasons if reason["holds"] is False]:
        page.line(
            speech("Looked at, and does not apply:", "Examiné, mais ne s’applique pas\u00a0:"),
            indent=4,
            style="quiet",
        )
        for reason in failed:
            _write_row(reason, page, 6)


def _write_row(row: dict[str, Any], page: Page, indent: int) -> None:
    """A rule that was looked at. Of one that does not apply, only the facts that speak against it are shown."""
    clauses = _telling(row)
    alone = clauses[0] if len(clauses) == 1 and row["holds"] is True else None
    if alone and not alone["because"] and alone["under"] == row["under"]:
        # One plain clause says in other words what the rule says: its facts are enough.
        page.line(row["says"], indent=indent, mark=mark_of(True), then=_then(alone, page))
        return
    page.line(row["says"], indent=indent, mark=mark_of(row["holds"]), then=page.citations(row["under"]))
    _write_clauses(row, page, indent + 2)


def _write_clauses(row: dict[str, Any], page: Page, indent: int) -> None:
    for clause in _telling(row):
        page.line(clause["says"], indent=indent, mark=mark_of(clause["holds"]), then=_then(clause, page))
        if row["holds"] is not False:
            for below in clause["because"]:
                if below["holds"] is False:
                    continue
                if below["says"] == clause["says"]:
                    _write_clauses(below, page, indent + 2)
                else:
                    _write_row(below, page, indent + 2)


def _telling(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The clauses that are why the rule applies, does not, or may: those that came to the same."""
    return [
        clause
        for clause in row["because"]
        if clause["holds"] is row["holds"] and (row["holds"] is not False or clause["facts"])
    ]


def _then(clause: dict[str, Any], page: Page) -> str:
    """The citations of a clause, and the facts on record that it read."""
    facts = [
        f"{path} = {_shown(value)}" for path, value in clause["facts"].items() if not isinstance(value, dict)
    ]
    told = ", ".join(facts[:_MOST_FACTS]) + (", …" if len(facts) > _MOST_FACTS else "")
    return " ".join(filter(None, (page.citations(clause["under"]), told and f"({told})")))


def _shown(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    return str(value)
