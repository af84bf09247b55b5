"""What an officer can do: an act says what stops it, and what happens if nothing does. It touches nothing itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from trp.casework.around import CASE_OFFICERS, Around
from trp.casework.blockers import Blocker
from trp.casework.events import Event
from trp.casework.files import CaseFile
from trp.rulebook.language import Both

ACTS: dict[str, type[Act]] = {}
"""Every act by its name."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act on one case.

    Class attributes:
        title: What it is called on a button.
        roles: Who may do it at all.
        opens: It opens a case; every other act needs one that is open.
        after_end: It may be done on a case that has its result (a note, for example).
        reads: What it needs of its surroundings beside the actor: receipt, register, identity.
        rests_on_power: It is done under an item of the delegation instrument, which must be in force when it is done.
        later: Fields that came after the act did, and are None where it is asked for as before (`trp.casework.events`).
    """

    title: ClassVar[Both]
    roles: ClassVar[tuple[str, ...]] = CASE_OFFICERS
    opens: ClassVar[bool] = False
    after_end: ClassVar[bool] = False
    reads: ClassVar[tuple[str, ...]] = ()
    rests_on_power: ClassVar[bool] = False
    later: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "title" in cls.__dict__:
            ACTS[cls.__name__] = cls

    def blockers(self, file: CaseFile, around: Around, at: datetime) -> tuple[Blocker, ...]:
        """Everything that stops the act now; empty if nothing does.

        Args:
            file: The case as its lines tell it.
            around: What surrounds it.
            at: The moment of the act, aware.
        """
        if file.opening is not None and file.opening.number in around.actor.conflicts:
            return (self.conflict(),)
        general = tuple(self._general(file, around))
        if any(blocker.code in _FINAL for blocker in general):
            return general
        return (*general, *self.stops(file, around))

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        """What stops this act in particular; the case is there and open."""
        return iter(())

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        """What happens; only asked where nothing stops it."""
        raise NotImplementedError

    def acting_under(self, file: CaseFile, around: Around) -> str:
        """Under which role, or item of the delegation instrument, the actor acts."""
        return next(role for role in self.roles if role in around.actor.roles)

    def conflict(self) -> Blocker:
        """The case is closed to who declared a conflict: nothing else of it is told."""
        return Blocker(
            "conflict-declared",
            Both("You declared a conflict of interest: a colleague must act.",
                 "Vous avez déclaré un conflit d’intérêts : un collègue doit agir."),
            who=self.roles,
        )  # fmt: skip

    def _general(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if self.opens:
            if file.opening is not None:
                yield Blocker(
                    "case-exists", Both("This case is open already.", "Ce dossier est déjà ouvert.")
                )
        elif file.opening is None:
            yield Blocker("no-case", Both("There is no such case.", "Ce dossier n’existe pas."))
        elif file.result is not None and not self.after_end:
            yield closed(file)
        if not around.actor.roles.intersection(self.roles):
            yield Blocker(
                "not-your-role",
                Both(
                    "This act is for another role than yours.",
                    "Cet acte revient à un autre rôle que le vôtre.",
                ),
                who=self.roles,
            )


CLOSED = "case-closed"
"""The code of what stops an act for good: no later line of the case clears it."""


def closed(file: CaseFile) -> Blocker:
    """The case has its result, and this act is none of those that are done after it."""
    return Blocker(
        CLOSED,
        Both("The case has its result: notes and corrections can still be added, and an allocation can be reversed if assessment never started; nothing else is done on it.",
             "Le dossier est clos : on peut encore y ajouter des notes et des corrections, et annuler une attribution si l’évaluation n’a jamais commencé; rien d’autre n’y est fait."),
        since=file.closed_on,
    )  # fmt: skip


_FINAL = ("case-exists", "no-case", CLOSED)
