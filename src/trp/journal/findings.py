"""What is found wrong with the journal: a code, where, and a sentence in each language."""

from __future__ import annotations

from dataclasses import dataclass

from trp.rulebook.language import Both, Language

SAYS: dict[str, Both] = {
    "number": Both("a line before it is missing, or its number was changed",
                   "une ligne manque avant elle, ou son numéro a été modifié"),
    "body": Both("what it says is not what was written", "son contenu n’est pas celui qui a été écrit"),
    "previous": Both("it does not continue the line before it", "elle ne suit pas la ligne qui la précède"),
    "hash": Both("its header was changed", "son en-tête a été modifié"),
    "code": Both("it was not written by this journal’s key", "elle n’a pas été écrite avec la clé de ce journal"),
    "leaf": Both("it is not the line that stands in the tree", "ce n’est pas la ligne qui figure dans l’arbre"),
    "leaf-late": Both("it stands in the tree, and the line before it does not",
                      "elle figure dans l’arbre, mais non la ligne qui la précède"),
    "kind": Both("this version of the program cannot read it", "cette version du programme ne peut la lire"),
    "edition": Both("the edition of the rulebook that it rests on is not kept",
                    "l’édition du recueil de règles sur laquelle elle s’appuie n’est pas conservée"),
    "head": Both("the head of the case is not its last line", "la tête du cas n’est pas sa dernière ligne"),
    "body-missing": Both("what it says is gone, and no disposal was recorded",
                         "son contenu a disparu, et aucune élimination n’a été consignée"),
    "disposal": Both("a disposal is recorded for it, and no line of the journal authorises it",
                     "une élimination est consignée à son égard, et aucune ligne du journal ne l’autorise"),
    "leaf-orphan": Both("it stood in the tree, and is gone", "elle figurait dans l’arbre, et a disparu"),
    "leaf-lost": Both("its place in the tree was given to another line",
                      "sa place dans l’arbre a été donnée à une autre ligne"),
    "body-orphan": Both("what it said is there, and the line is gone",
                        "son contenu est là, et la ligne a disparu"),
    "disposal-orphan": Both("a disposal is recorded for it, and the line is gone",
                            "une élimination est consignée à son égard, et la ligne a disparu"),
    "case-empty": Both("the case has no line", "le cas n’a aucune ligne"),
    "case-number": Both("its number is not the one that was given to it",
                        "son numéro n’est pas celui qui lui a été donné"),
    "edition-text": Both("edition {version} of the rulebook was changed",
                         "l’édition {version} du recueil de règles a été modifiée"),
    "leaf-place": Both("it is not in its place in the tree (position {size})",
                       "elle n’est pas à sa place dans l’arbre (position {size})"),
    "leaf-gap": Both("position {size} of the tree is empty", "la position {size} de l’arbre est vide"),
    "root": Both("the tree is not the one that was signed at {size} lines",
                 "l’arbre n’est pas celui qui a été signé à {size} lignes"),
    "signature": Both("the signature of the head at {size} lines is wrong",
                      "la signature de la tête à {size} lignes est fausse"),
    "leaves-cut": Both("a head was signed at {size} lines, and the tree has fewer",
                       "une tête a été signée à {size} lignes, et l’arbre en compte moins"),
    "unsigned": Both("the tree goes on after the last signed head ({size} lines)",
                     "l’arbre se poursuit après la dernière tête signée ({size} lignes)"),
    "outside-cut": Both("the head kept outside counts {size} lines, and the journal has fewer: it was rolled back or cut",
                        "la tête conservée à l’extérieur compte {size} lignes, et le journal en a moins : il a été ramené en arrière ou coupé"),
    "outside-root": Both("the lines before the head kept outside ({size} lines) were rewritten",
                         "les lignes antérieures à la tête conservée à l’extérieur ({size} lignes) ont été réécrites"),
    "outside-key": Both("the head kept outside ({size} lines) was signed with another key, or for another journal",
                        "la tête conservée à l’extérieur ({size} lignes) a été signée avec une autre clé, ou pour un autre journal"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        code: One of `SAYS`.
        case: The number of the case; its key, where no number is left; None: no case in particular.
        line: The number of the line in the case.
        size: The size of the tree, or the position in it, that the sentence speaks of.
        version: The edition it speaks of.
    """

    code: str
    case: str | None = None
    line: int | None = None
    size: int | None = None
    version: str = ""

    def said(self, language: Language) -> str:
        """The finding on one line."""
        says = SAYS[self.code].in_(language).format(size=self.size, version=self.version)
        colon = ": " if language == "en" else " : "
        if self.case is None:
            return says[0].upper() + says[1:] + "."
        if self.line is None:
            return f"{self.case}{colon}{says}."
        word = "line" if language == "en" else "ligne"
        return f"{self.case}, {word} {self.line}{colon}{says}."
