"""What the list of grounds comes to: the only ground, a serious one, the highest for the delegation."""

from __future__ import annotations

from functools import cache, lru_cache
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
    if request.knows("grounds"):
        kinds = {kind_of(ground) for ground in request.held["grounds"]}
        held = tuple(kind in kinds for kind in _KINDS)
        sole, serious, highest, criminality = (
            _sole(*held),
            _serious(*held),
            _highest(*held),
            _criminality(*held),
        )
    else:
        sole, serious, highest, criminality = _any_grounds(request.ask("grounds"))
    found["sole_ground"], found["serious_ground"], found["delegation_ground"] = sole, serious, highest
    return criminality


@lru_cache(maxsize=4096)
def _these(grounds: tuple[str, ...]) -> tuple[str, str, str, str]:
    kinds = {kind_of(ground) for ground in grounds}
    held = tuple(kind in kinds for kind in _KINDS)
    return _sole(*held), _serious(*held), _highest(*held), _criminality(*held)


def kind_of(ground: str) -> str:
    """The kind of one ground: `A36(2)(c)` (an act without a conviction) is apart from A36(2)."""
    section, _, rest = ground.partition("(")
    if section == "A36":
        paragraph, _, below = rest.partition(")")
        if paragraph == "2" and below.startswith("(c)"):
            return "criminality_act"
        return _KIND_OF[f"A36({paragraph})"]
    return _KIND_OF[section]


def _sole(*held: bool) -> str:
    kinds = {kind for kind, there in zip(_KINDS, held, strict=True) if there}
    if not kinds:
        return "none"
    if kinds == {"criminality"}:
        return "criminality"
    if kinds <= {"criminality", "criminality_act"}:
        return "criminality_act"
    if kinds == {"non_compliance"}:
        return "non_compliance"
    if kinds <= {"health", "non_compliance"}:
        return "health_or_non_compliance"
    return "other"


def _serious(*held: bool) -> str:
    return YES if held[0] or held[1] else NO


def _highest(*held: bool) -> str:
    security, serious, _, _, transborder, health, _, cessation, _ = held
    if security:
        return "item_119"
    if serious or health:
        return "item_118"
    if cessation:
        return "unnamed"
    return "transborder" if transborder else "item_120"


def _criminality(*held: bool) -> str:
    return YES if held[2] or held[3] else NO


@cache
def _any_grounds(asked: Ask) -> tuple[Any, Any, Any, Any]:
    """The same four while the list is unknown: any kind may or may not be on it."""
    held = [
        unknown(Ask((*asked.order, n), asked.path, f"grounds: {kind}"), (False, True))
        for n, kind in enumerate(_KINDS)
    ]
    return lift(_sole, *held), lift(_serious, *held), lift(_highest, *held), lift(_criminality, *held)
