"""Roles and levels of the delegation instrument as a sentence names them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from trp.rulebook.instructions.instrument import LEVELS
from trp.rulebook.language import Both, Language

ROLES: dict[str, Both] = {
    "client": Both("the client", "le client"),
    "fee_clerk": Both("a fee clerk", "un commis aux frais"),
    "intake": Both("intake", "la réception"),
    "officer": Both("an officer", "un agent"),
    "border_officer": Both("a border services officer", "un agent des services frontaliers"),
    "vulnerable_persons_officer": Both("the vulnerable persons unit", "l’unité des personnes vulnérables"),
    "delegate": Both("the decision maker", "le décideur"),
    "supervisor": Both("a supervisor", "un superviseur"),
    "auditor": Both("an auditor", "un vérificateur"),
    "access_analyst": Both("an access analyst", "un analyste de l’accès à l’information"),
    "policy_analyst": Both("a policy analyst", "un analyste des politiques"),
    "payment_system": Both("the payment system", "le système de paiement"),
    "nobody": Both("nobody", "personne"),
    "OFFICER": Both("an officer who holds the power", "un agent qui détient le pouvoir"),
    "MANAGER": Both("a manager", "un gestionnaire"),
    "ADM": Both("an Assistant Deputy Minister", "un sous-ministre adjoint"),
    "POE-BSO": Both("a border services officer who holds the power", "un agent des services frontaliers qui détient le pouvoir"),
    "POE-SUPT": Both("a superintendent", "un surintendant"),
    "VPU": Both("the vulnerable persons unit", "l’unité des personnes vulnérables"),
}  # fmt: skip

_TITLES = {
    "client": Both("client", "client"),
    "nobody": Both("nobody", "personne"),
    "fee_clerk": Both("fee clerk", "commis aux frais"),
    "intake": Both("intake", "réception"),
    "officer": Both("officer", "agent"),
    "border_officer": Both("border services officer", "agent des services frontaliers"),
    "vulnerable_persons_officer": Both("vulnerable persons unit", "unité des personnes vulnérables"),
    "delegate": Both("decision maker", "décideur"),
    "supervisor": Both("supervisor", "superviseur"),
    "auditor": Both("auditor", "vérificateur"),
    "access_analyst": Both("access analyst", "analyste de l’accès à l’information"),
    "policy_analyst": Both("policy analyst", "analyste des politiques"),
    "payment_system": Both("payment system", "système de paiement"),
}
_KINDS = {
    "acting": Both("acting", "par intérim"),
    "supervising": Both("as supervisor in line", "à titre de supérieur hiérarchique"),
}
_ITEM = re.compile(r"item (\w+), ([A-Z-]+)(?:, (acting|supervising))?(, small post)?")


def named(roles: Iterable[str], language: Language) -> str:
    """Roles or levels as a list: a fee clerk, intake or an officer."""
    said = list(dict.fromkeys(ROLES[one].in_(language) if one in ROLES else one for one in roles))
    last = " or " if language == "en" else " ou "
    return last.join((", ".join(said[:-1]), said[-1])) if len(said) > 1 else "".join(said)


def titled(roles: Iterable[str], language: Language) -> str:
    """What somebody is, in the order of `_TITLES`: fee clerk, supervisor."""
    held = set(roles)
    return ", ".join(title.in_(language) for role, title in _TITLES.items() if role in held)


def called(role: str, language: Language) -> str:
    """One role by itself, as the head of a count: client, officer."""
    return _TITLES[role].in_(language)


def acting_under(text: str, language: Language) -> str:
    """Under which role or item of the delegation instrument somebody acted, as a line records it."""
    if found := _ITEM.fullmatch(text):
        level = LEVELS[found[2]].in_(language) if found[2] in LEVELS else found[2]
        item = f"item {found[1]}" if language == "en" else f"point {found[1]}"
        kind = f", {_KINDS[found[3]].in_(language)}" if found[3] else ""
        return f"{item}, {level}{kind}{_small(found[4], language)}"
    role, small, _ = text.partition(", small post")
    return (_TITLES[role].in_(language) if role in _TITLES else role) + _small(small, language)


def _small(said: str | None, language: Language) -> str:
    return {"en": ", small post", "fr": ", petit bureau"}[language] if said else ""
