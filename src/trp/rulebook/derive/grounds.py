"""What the list of grounds comes to: the only ground, a serious one, the highest for the delegation."""

from __future__ import annotations

from functools import cache, lru_cache
from operator import or_
from typing import Any

from trp.rulebook.derive.reader import Reader
from trp.rulebook.language import NO, YES
from trp.rulebook.unknown import Ask, lift, unknown

_KINDS = (
    "security", "serious_criminality", "criminality", "criminality_act", "transborder", "health",
    "non_compliance", "cessation", "other",
)  # fmt: skip
_KIND_OF = {
    "A34": "security", "A35": "security", "A35.1": "security", "A37": "security",
    "A36(1)": "serious_criminality", "A36(2)": "criminality", "A36(2.1)": "transborder",
    "A38": "health", "A39": "other", "A40": "other", "A40.1": "cessation", "A41": "non_compliance",
    "A42": "other",
}  # fmt: skip


def read(request: Reader, found: dict[str, Any]) -> Any:
    """Add the facts of the grounds; give whether A36(2) is among them (a flag)."""
    sole, serious, highest, criminality = (
        _these(tuple(request.held["grounds"]))
        if request.knows("grounds")
        else _any_grounds(request.ask("grounds"))
    )
    found["sole_ground"], found["serious_ground"], found["delegation_ground"] = sole, serious, highest
    return criminality


@lru_cache(maxsize=4096)
def _these(grounds: tuple[str, ...]) -> tuple[Any, Any, Any, Any]:
    kinds = {kind_of(ground) for ground in grounds}
    return _four([kind in kinds for kind in _KINDS])


@cache
def _any_grounds(asked: Ask) -> tuple[Any, Any, Any, Any]:
    """The same four while the list is unknown: any kind may or may not be on it."""
    return _four(
        [
            unknown(Ask((*asked.order, n), asked.path, f"grounds: {kind}"), (False, True))
            for n, kind in enumerate(_KINDS)
        ]
    )


def _four(held: list[Any]) -> tuple[Any, Any, Any, Any]:
    """The only ground, a serious one, the highest for the delegation, and whether A36(2) is among them.

    Args:
        held: For each of the kinds, whether it is among the grounds (each may be open).
    """
    security, serious, criminality, act, transborder, health, non_compliance, cessation, other = held
    others: Any = False
    for one in (other, cessation, transborder, serious, security):
        others = lift(or_, one, others)
    return (
        lift(_sole, others, criminality, act, health, non_compliance),
        lift(_flag, security, serious),
        lift(_highest, security, serious, transborder, health, cessation),
        lift(_flag, criminality, act),
    )


def kind_of(ground: str) -> str:
    """The kind of one ground: `A36(2)(c)` (an act without a conviction) is apart from A36(2)."""
    section, _, rest = ground.partition("(")
    if section == "A36":
        paragraph, _, below = rest.partition(")")
        if paragraph == "2" and below.startswith("(c)"):
            return "criminality_act"
        return _KIND_OF[f"A36({paragraph})"]
    return _KIND_OF[section]


def _sole(others: bool, criminality: bool, act: bool, health: bool, non_compliance: bool) -> str:
    crimes, statuses = criminality or act, health or non_compliance
    if others or (crimes and statuses):
        return "other"
    if crimes:
        return "criminality_act" if act else "criminality"
    if statuses:
        return "health_or_non_compliance" if health else "non_compliance"
    return "none"


def _flag(one: bool, other: bool) -> str:
    return YES if one or other else NO


def _highest(security: bool, serious: bool, transborder: bool, health: bool, cessation: bool) -> str:
    if security:
        return "item_119"
    if serious or health:
        return "item_118"
    if cessation:
        return "unnamed"
    return "transborder" if transborder else "item_120"
