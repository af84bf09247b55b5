"""Powers, roles and changes of accounts in the words of the page's language."""

from __future__ import annotations

from datetime import date

from trp.casework.around import ACTING, OWN, ROLES, SUPERVISING, Power
from trp.casework.roles import called
from trp.desk.words import language, said, speech
from trp.officers.models import Change, Office, Officer
from trp.rulebook.instructions.instrument import INSTRUMENT, LEVELS
from trp.rulebook.language import Both
from trp.rulebook.words import NO_BREAK, of_name
from trp.rulebook.words import day as in_words

HELD_AS = {
    OWN: Both("As their own", "En propre"),
    ACTING: Both("As a temporary replacement", "À titre de remplaçant temporaire"),
    SUPERVISING: Both("As supervisor in line", "À titre de supérieur hiérarchique"),
}
"""How a power is held, as it is asked."""

CHANGES = {
    "open": Both("Open an account", "Ouvrir un compte"),
    "roles": Both("Other roles or another office", "D’autres rôles ou un autre bureau"),
    "close": Both("Close the account", "Fermer le compte"),
}
"""What a change of an account comes to."""


def begun(text: str) -> str:
    """Words as they begin a line: with a capital."""
    return text[:1].upper() + text[1:]


def role(name: str) -> Both:
    """A role as a line of a list."""
    return Both(begun(called(name, "en")), begun(called(name, "fr")))


ROLE_WORDS = {name: role(name) for name in ROLES}
LEVEL_WORDS = {level: Both(begun(says.en), begun(says.fr)) for level, says in LEVELS.items()}
ITEM_WORDS = {
    number: Both(f"{number} – {one.power.en}", f"{number} – {one.power.fr}")
    for number, one in INSTRUMENT.items()
}


def name_of(office: Office) -> str:
    """The name of an office."""
    return speech()(office.name_en, office.name_fr)


def item(power: Power) -> str:
    """What a power lets one do; empty: the instrument that is held here has no such item."""
    return said(INSTRUMENT[power.item].power) if power.item in INSTRUMENT else ""


def item_called(power: Power) -> str:
    """The item by its number: Item 120, Point 120."""
    return speech()(f"Item {power.item}", f"Point {power.item}")


def level(power: Power) -> str:
    """The level that a power is held at."""
    return said(LEVEL_WORDS[power.level]) if power.level in LEVEL_WORDS else power.level


def held_as(power: Power, whom: str | None) -> str:
    """How a power is held. `whom`: the name of who is replaced or supervised."""
    told, say = said(HELD_AS[power.kind]), speech()
    return say(f"{told}, for {whom}", f"{told}, pour {whom}") if whom else told


def span(power: Power) -> str:
    """The days of a power, both included."""
    say = speech()
    since = in_words(power.since, say.language)
    if power.until is None:
        return say(f"from {since}", f"à compter du {since}")
    until = in_words(power.until, say.language)
    return say(f"from {since} to {until}", f"du {since} au {until}")


def by(name: str, on: date) -> str:
    """Who entered something, and on which day."""
    return speech()(f"by {name} on {in_words(on, 'en')}", f"par {name} le {in_words(on, 'fr')}")


def powers_of(officer: Officer) -> str:
    """What a page about the powers of an officer is called."""
    return speech()(f"Powers of {officer.name}", f"Pouvoirs {of_name(officer.name)}")


def roles_to_be(change: Change) -> str:
    """The roles that a change gives; empty: it gives none."""
    told = roles(change.roles)
    return speech()(f"Roles: {told}", f"Rôles{NO_BREAK}: {told}") if told else ""


def roles(text: str) -> str:
    """Roles as an account holds them, in the order of `ROLES`."""
    held = set(text.split())
    return ", ".join(called(one, language()) for one in ROLES if one in held)
