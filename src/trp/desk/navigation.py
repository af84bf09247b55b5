"""Where the bar at the top of every page leads: each room names its place, and a reader sees those that are open to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import resolve, reverse

from trp.desk.may import declared, is_open_to
from trp.desk.words import language
from trp.rulebook.language import Both


@dataclass(frozen=True)
class Place:
    """A place in the bar.

    Attributes:
        key: What a page there calls itself (`here`).
        url_name: Its address. Who may open its view sees it.
        order: The lower, the further to the left.
    """

    key: str
    url_name: str
    title: Both
    order: int


_PLACES: dict[str, Place] = {}


def add(place: Place) -> None:
    """Put a place into the bar; at start-up."""
    _PLACES[place.key] = place


def places(roles: frozenset[str]) -> list[tuple[Place, str]]:
    """The places that somebody with these roles may open, each with its address."""
    spoken = language()
    found = (
        (place, *_door(place.url_name, spoken))
        for place in sorted(_PLACES.values(), key=lambda one: one.order)
    )
    return [(place, href) for place, href, who in found if is_open_to(who, roles)]


@cache
def _door(url_name: str, spoken: str) -> tuple[str, frozenset[str]]:
    """The address in a language, and who may open what is there; nobody, where it does not say."""
    href = reverse(url_name)
    return href, declared(resolve(href).func) or frozenset({"nobody"})


def open_door(url_name: str, roles: frozenset[str]) -> str | None:
    """The address of a place that stands in another room, for somebody with these roles; None: it is not open to them."""
    href, who = _door(url_name, language())
    return href if is_open_to(who, roles) else None
