"""Who may open which page: every view says so, and one that does not say does not answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from trp.casework.around import ROLES

PUBLIC = frozenset({"public"})
"""Anybody, signed in or not."""
SIGNED_IN = frozenset({"signed in"})
"""Anybody who is signed in."""

_V = TypeVar("_V", bound=Callable[..., Any])


def may(*roles: str) -> Callable[[_V], _V]:
    """Declare who may open a view: `PUBLIC`, `SIGNED_IN`, or roles of `trp.casework.around.ROLES`.

    Raises:
        ValueError: There is no such role.
    """
    who = frozenset(roles)
    if not who or (who not in (PUBLIC, SIGNED_IN) and not who <= set(ROLES)):
        raise ValueError(f"who may: {sorted(roles)}")

    def declare(view: _V) -> _V:
        view.may = who  # type: ignore[attr-defined]
        return view

    return declare


def declared(view: Any) -> frozenset[str] | None:
    """Who may open a view; None: it does not say."""
    found = getattr(view, "may", None) or getattr(getattr(view, "view_class", None), "may", None)
    return frozenset(found) if found else None


def is_open_to(who: frozenset[str], roles: frozenset[str] | None) -> bool:
    """Whether somebody with these roles may; None: nobody is signed in."""
    if who == PUBLIC:
        return True
    return roles is not None and (who == SIGNED_IN or bool(who & roles))
