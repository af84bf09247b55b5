"""Saved views: who sees and changes which, how many there may be, what they may be called; and each person's own
preferences. Nothing of it is part of the record."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from trp.cases.filters import Wanted
from trp.cases.models import LOCKED, PRIVATE, TEAM, Preference, SavedView
from trp.casework.around import Actor
from trp.casework.queue import NATIONAL
from trp.desk.columns import COLUMNS, in_order
from trp.rulebook.language import Both

KINDS: dict[str, Both] = {
    PRIVATE: Both("Private: you alone see it", "Privée : vous seul la voyez"),
    TEAM: Both("Of the team: your office sees it; you or a supervisor change it",
               "De l’équipe : votre bureau la voit; vous-même ou un superviseur pouvez la modifier"),
    LOCKED: Both("Locked: your office sees it; only the supervisor who made it changes it, so that numbers agree",
                 "Verrouillée : votre bureau la voit; seul le superviseur qui l’a créée la modifie, pour que les chiffres concordent"),
}  # fmt: skip
SHORT: dict[str, Both] = {
    PRIVATE: Both("private", "privée"),
    TEAM: Both("team", "équipe"),
    LOCKED: Both("locked", "verrouillée"),
}
MOST = 20
"""Views of one person, and shared views of one office."""
LONGEST = 60
"""Characters of a name."""
_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
"""Characters that show nothing, or turn the text around them: a name that looks like another is not told apart."""


class NotSaved(ValueError):
    """Why a view is not saved, and what to do. `field`: what has to change."""

    def __init__(self, says: Both, field: str = "name") -> None:
        super().__init__(says.en)
        self.says, self.field = says, field


def seen_by(reader: Actor) -> QuerySet[SavedView]:
    """The views that somebody sees: their own, the shared ones of their office, and those that the national office locked
    for every office; the locked ones first."""
    shared = Q(office=reader.office, kind__in=(TEAM, LOCKED)) | Q(office=NATIONAL, kind=LOCKED)
    return SavedView.objects.filter(shared | Q(owner_id=reader.id, kind=PRIVATE)).order_by("kind", "folded")


def found(reader: Actor, key: UUID) -> SavedView | None:
    """A view by its key; None: there is none that the reader sees."""
    return seen_by(reader).select_related("owner").filter(id=key).first()


def may_change(reader: Actor, view: SavedView) -> bool:
    """Whether somebody changes or removes a view that they see. One that is locked, and whose maker is no supervisor of the
    office any more, goes over to the supervisors of the office."""
    if str(view.owner_id) == reader.id:
        return view.kind != LOCKED or _supervises(reader, view)
    return _supervises(reader, view) and (view.kind == TEAM or (view.kind == LOCKED and not _is_kept(view)))


def may_make(reader: Actor) -> list[str]:
    """The kinds of views that somebody makes."""
    return [PRIVATE, TEAM, LOCKED] if "supervisor" in reader.roles else [PRIVATE, TEAM]


def _supervises(reader: Actor, view: SavedView) -> bool:
    return "supervisor" in reader.roles and reader.office == view.office


def _is_kept(view: SavedView) -> bool:
    """Whether who made it still is a supervisor of its office."""
    maker = view.owner
    return maker.is_active and maker.office_id == view.office and "supervisor" in maker.roles.split()


# What a view may be called ----------------------------------------------------------------------------


def name_of(text: str) -> str:
    """A name as it is kept: composed, with single spaces.

    Raises:
        NotSaved: It is empty, too long, or holds a character that nobody sees.
    """
    name = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(one) in _UNSEEN for one in name):
        raise NotSaved(Both("The name holds a character that cannot be seen: write it anew, with letters, figures and signs.",
                            "Le nom contient un caractère invisible : récrivez-le avec des lettres, des chiffres et des signes."))  # fmt: skip
    name = " ".join(name.split())
    if not name:
        raise NotSaved(Both("Give the view a name.", "Donnez un nom à la vue."))
    if len(name) > LONGEST:
        raise NotSaved(Both(f"The name has {len(name)} characters: {LONGEST} at most.",
                            f"Le nom compte {len(name)} caractères : {LONGEST} au plus."))  # fmt: skip
    return name


def folded(name: str) -> str:
    """A name as it is compared."""
    return unicodedata.normalize("NFKC", name).casefold()[:200]


# Saving -----------------------------------------------------------------------------------------------


def save(reader: Actor, *, name: str, kind: str, query: str, view: SavedView | None = None) -> SavedView:
    """Save a list under a name, or change a view. What was saved before under the same name as the same list stays.

    Raises:
        NotSaved: Another view has the name, there are as many as there may be, or it is not the reader's to do.
    """
    if kind not in may_make(reader) or (view is not None and not may_change(reader, view)):
        raise NotSaved(_NOT_YOURS, "kind")
    kept, name = Wanted.read_text(query).query, name_of(name)
    alike = _of_kind(reader, kind, view)
    same = alike.filter(folded=folded(name)).first()
    if same is not None and same != view:
        if view is None and (same.name, same.kind, same.query, str(same.owner_id)) == (
            name,
            kind,
            kept,
            reader.id,
        ):
            return same  # sent twice
        raise NotSaved(_taken(name))
    if (view is None or (PRIVATE in (kind, view.kind) and kind != view.kind)) and alike.count() >= MOST:
        raise NotSaved(_FULL[kind == PRIVATE], "kind")
    saved = view or SavedView(owner_id=UUID(reader.id), office=reader.office)
    if PRIVATE in (kind, saved.kind):  # what becomes private, or stops to be, is whose doing it was
        saved.owner_id, saved.office = UUID(reader.id), reader.office
    saved.name, saved.folded, saved.kind, saved.query = name, folded(name), kind, kept
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError:
        raise NotSaved(_taken(name)) from None
    return saved


def remove(reader: Actor, view: SavedView) -> None:
    """Remove a view; who began with it begins with the queue again.

    Raises:
        NotSaved: It is not the reader's to remove.
    """
    if not may_change(reader, view):
        raise NotSaved(_NOT_YOURS, "kind")
    view.delete()


def _of_kind(reader: Actor, kind: str, view: SavedView | None) -> QuerySet[SavedView]:
    if kind == PRIVATE:
        return SavedView.objects.filter(owner_id=UUID(reader.id), kind=PRIVATE)
    return SavedView.objects.filter(office=view.office if view else reader.office).exclude(kind=PRIVATE)


def _taken(name: str) -> Both:
    return Both(f"“{name}”: another view has this name. Choose another name, or change that view.",
                f"« {name} » : une autre vue porte ce nom. Choisissez-en un autre, ou modifiez cette vue.")  # fmt: skip


_NOT_YOURS = Both(
    "This view is not yours to change: save the list under a name of your own.",
    "Il ne vous revient pas de modifier cette vue : enregistrez la liste sous un nom à vous.",
)
_FULL = {
    True: Both(f"You have {MOST} private views, which is the most there can be: remove one first.",
               f"Vous avez {MOST} vues privées, ce qui est le maximum : supprimez-en une d’abord."),
    False: Both(f"The office has {MOST} shared views, which is the most there can be: remove one first.",
                f"Le bureau a {MOST} vues partagées, ce qui est le maximum : supprimez-en une d’abord."),
}  # fmt: skip


# What one person likes --------------------------------------------------------------------------------


def preference(reader: Actor) -> Preference:
    """What somebody likes; of who never said, nothing."""
    found = Preference.objects.filter(officer_id=reader.id).first()
    return found or Preference(officer_id=UUID(reader.id))


def columns_of(liked: Preference) -> tuple[str, ...]:
    """The columns that somebody keeps."""
    return in_order(liked.columns.split())


def keep_columns(reader: Actor, names: Iterable[str]) -> None:
    """Keep the columns that somebody chose."""
    kept = " ".join(name for name in dict.fromkeys(names) if name in COLUMNS)
    Preference.objects.update_or_create(officer_id=UUID(reader.id), defaults={"columns": kept})


def begin_with(reader: Actor, view: SavedView | None) -> None:
    """Let somebody begin with a view; None: with the queue."""
    Preference.objects.update_or_create(officer_id=UUID(reader.id), defaults={"start": view})


def start_of(reader: Actor) -> SavedView | None:
    """The view that somebody begins with, if they still see it."""
    return (
        seen_by(reader).filter(id__in=Preference.objects.filter(officer_id=reader.id).values("start")).first()
    )
