"""Who may be given a file: the accounts that are open and hold files, by office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trp.casework.recording import HOLDERS
from trp.casework.roles import titled
from trp.desk.words import alphabetical, language, later, speech
from trp.officers.models import Office, Officer

NOBODY = ""


@dataclass(frozen=True)
class Receiver:
    """Somebody who may hold files. `office`: its code."""

    key: str
    username: str
    name: str
    title: str
    office: str

    @property
    def called(self) -> str:
        return f"{self.name}, {self.title}"


def receivers() -> dict[str, Receiver]:
    """Who may be given a file, by key, in the order of their names."""
    found: dict[str, Receiver] = {}
    for one in Officer.objects.filter(is_active=True).order_by("name"):
        roles = frozenset(one.roles.split())
        if roles.intersection(HOLDERS):
            found[str(one.id)] = Receiver(
                str(one.id), one.username, one.name, titled(roles, language()), one.office_id
            )
    return found


def offices(*first: str) -> list[Office]:
    """The offices by name, these before the others."""
    return sorted(
        Office.objects.all(),
        key=lambda one: (*(one.code != code for code in first), alphabetical(office_name(one))),
    )


def office_name(office: Office) -> str:
    return speech()(office.name_en, office.name_fr)


def by_office(held: Iterable[Receiver], there: Iterable[Office], *, nobody: str) -> list[tuple[str, object]]:
    """The choices of a list: nobody, then each office with those who work there."""
    people = list(held)
    groups = [
        (office_name(office), [(one.key, one.called) for one in people if one.office == office.code])
        for office in there
    ]
    return [(NOBODY, nobody), *((name, chosen) for name, chosen in groups if chosen)]


OFFICE_ALONE = later("Nobody: the office alone", "Personne : le bureau seulement")
