"""What the record and the register say of the one-time exemption (M31): its tests, one by one, and who the person is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from trp.casework.around import Register
from trp.casework.checks import long_day
from trp.casework.files import CaseFile
from trp.casework.found import found, reasons_of
from trp.desk.reader import Reader
from trp.desk.words import language, speech
from trp.rulebook.language import Both

Node = dict[str, Any]

_M31 = "Fee instruction, M31"
TEST_8 = Both(
    "test 8: a permit is granted; until then the exemption is only claimed, and it lapses if none is",
    "critère 8 : un permis est délivré; d’ici là, la dispense n’est qu’invoquée, et elle devient caduque si aucun ne l’est",
)


def tests(file: CaseFile, reader: Reader, register: Register) -> list[Node]:
    """Each test of the policy with what is on record, as the rulebook’s own tree of reasons has it; test 8 is to come.

    A test that the rules leave to a person is open: everything else holds then, so it is the one that does not.
    """
    rows = reasons_of(file, reader.day, language(), "one_time", granted_on=register.granted_on)
    told = rows[0]["because"] or rows[:1]
    if found(file, reader.day, granted_on=register.granted_on).answer("one_time") == "REFER":
        told = [{**one, "holds": one["holds"] or None} for one in told]
    return [*told, _node(TEST_8.in_(language()), None, (_M31, "T1"))]


def settled(file: CaseFile, reader: Reader, register: Register) -> list[Node]:
    """What settles it against the claim, or leaves it to a person: the row that answers, where it is not the first."""
    rows = reasons_of(file, reader.day, language(), "one_time", granted_on=register.granted_on)
    return [one for one in rows[1:] if one["holds"] is True]


def _node(says: str, holds: bool | None, under: tuple[str, ...] = ()) -> Node:
    return {"says": says, "holds": holds, "under": list(under), "facts": {}, "because": []}


def checked(register: Register) -> list[Node]:
    """The register as it stands now, each look in plain words; never where something happened."""
    return [_node(says, holds) for says, holds in _checked(register)]


def _checked(register: Register) -> Iterator[tuple[str, bool]]:
    say = speech()
    if not register.on_record:
        yield say("The person has no record: nobody can know what was granted to them.",
                  "La personne n’a pas de fiche : on ne peut savoir ce qui lui a été accordé."), False  # fmt: skip
        return
    if register.granted_on is None:
        yield (
            say("No earlier grant of code M31 is found.", "Aucune dispense M31 antérieure n’est trouvée."),
            True,
        )
    else:
        day = long_day(register.granted_on)
        yield say(f"Code M31 was granted on {day.en}.", f"Le code M31 a été accordé le {day.fr}."), False
    if register.claimed_elsewhere:
        yield say("It is claimed for this person in another request.",
                  "Elle est invoquée pour cette personne dans une autre demande."), False  # fmt: skip
    else:
        yield (
            say("It is claimed in no other request.", "Elle n’est invoquée dans aucune autre demande."),
            True,
        )
    if register.duplicates:
        yield say("The person may be on record under another number, and nobody has answered that.",
                  "La personne est peut-être connue sous un autre numéro, et personne n’a répondu à cette question."), False  # fmt: skip
    else:
        yield say("No possible duplicate of the person waits for an answer.",
                  "Aucun doublon possible de la personne n’attend de réponse."), True  # fmt: skip
    if register.meetings:
        yield say("Merged records each showed the exemption: a supervisor has to review that.",
                  "Des fiches fusionnées montraient chacune la dispense : un superviseur doit l’examiner."), False  # fmt: skip


def clock(at: datetime) -> str:
    """The time at the office: `10:42`, `10 h 42`."""
    here = at.astimezone(ZoneInfo(settings.OFFICE_ZONE))
    return speech()(f"{here:%H:%M}", f"{here:%-H}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{here:%M}")
