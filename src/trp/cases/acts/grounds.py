"""The fields of the grounds of inadmissibility: a list to choose from, others in the officer's notation, or none."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from trp.casework.gcms.words import provision
from trp.desk.forms import ActForm, left_open, text
from trp.desk.words import later, later_said, said
from trp.rulebook.language import Both
from trp.rulebook.notation import officers
from trp.rulebook.request import kind, question
from trp.rulebook.shape import ListOf

GROUNDS: dict[str, Both] = {
    "A34(1)": Both("security", "sécurité"),
    "A35(1)": Both("human or international rights violations", "atteinte aux droits humains ou internationaux"),
    "A35.1(1)": Both("sanctions", "sanctions"),
    "A36(1)(a)": Both("serious criminality: convicted in Canada", "grande criminalité : déclaration de culpabilité au Canada"),
    "A36(1)(b)": Both("serious criminality: convicted outside Canada", "grande criminalité : déclaration de culpabilité à l’extérieur du Canada"),
    "A36(1)(c)": Both("serious criminality: act committed outside Canada", "grande criminalité : infraction commise à l’extérieur du Canada"),
    "A36(2)(a)": Both("criminality: convicted in Canada", "criminalité : déclaration de culpabilité au Canada"),
    "A36(2)(b)": Both("criminality: convicted outside Canada", "criminalité : déclaration de culpabilité à l’extérieur du Canada"),
    "A36(2)(c)": Both("criminality: act committed outside Canada", "criminalité : infraction commise à l’extérieur du Canada"),
    "A36(2.1)": Both("transborder criminality", "criminalité transfrontalière"),
    "A37(1)": Both("organized criminality", "activités de criminalité organisée"),
    "A38(1)": Both("health", "motifs sanitaires"),
    "A39": Both("financial reasons", "motifs financiers"),
    "A40(1)(a)": Both("misrepresentation", "fausses déclarations"),
    "A40.1(1)": Both("refugee protection that ceased", "perte de l’asile"),
    "A41": Both("non-compliance with the Act", "manquement à la Loi"),
    "A42(1)": Both("inadmissible family member", "inadmissibilité familiale"),
}  # fmt: skip
"""Those to choose from; any other is typed."""


def typed_provisions(text: str, bare: str = "A") -> list[str]:
    """Provisions typed in either language's notation, apart by commas, semicolons or lines; each once."""
    parts = text.replace(";", ",").replace("\n", ",").split(",")
    return list(dict.fromkeys(officers(part, bare=bare) for part in parts if part.strip()))


def none_of_these(value: str, path: str = "grounds") -> ValidationError:
    """What is said of a text that is no provision of the kind that is asked for."""
    right = kind(path)
    assert isinstance(right, ListOf)
    says, told = right.entry.right(), provision(value)
    return ValidationError(
        said(Both(f"“{told.en}”: give {says.en}.", f"« {told.fr} » : donnez {says.fr}."))
    )  # fmt: skip


class GroundFields(ActForm):
    """Asks for the grounds. In one page with other facts nothing has to be said of them."""

    def ask_grounds(self) -> None:
        on_record = self.file.facts.get("grounds")
        listed = [one for one in on_record or () if one in GROUNDS]
        self.fields["grounds"] = forms.MultipleChoiceField(
            label=later_said(question("grounds").says), required=False, initial=listed,
            choices=[(one, later_said(_with_words(one, says))) for one, says in GROUNDS.items()],
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.fields["grounds"].layout = "choices-columns"  # type: ignore[attr-defined]
        self.fields["other_grounds"] = text(
            later("Others, in the officer’s notation", "Autres, dans la notation de l’agent"), required=False,
            help_text=later("A34 to A42 with the paragraph, several apart by commas: A40(1)(c), A41(a).",
                            "De L34 à L42 avec l’alinéa, séparés par des virgules : L40(1)c), L41a)."),
        )  # fmt: skip
        self.fields["other_grounds"].initial = ", ".join(one for one in on_record or () if one not in GROUNDS)
        self.fields["no_grounds"] = forms.BooleanField(
            label=later("No ground was found", "Aucun motif n’a été constaté"), required=False, initial=on_record == [],
        )  # fmt: skip
        for name in ("grounds", "other_grounds"):
            left_open(self.fields[name])

    def clean_other_grounds(self) -> list[str]:
        shape, found = kind("grounds"), typed_provisions(self.cleaned_data["other_grounds"])
        assert isinstance(shape, ListOf)
        for one in found:
            if not shape.entry.fits(one):
                raise none_of_these(one)
        return found

    def said_of_grounds(self) -> tuple[str, ...] | None:
        """Every ground that was chosen or typed; None: nothing was said."""
        told: dict[str, Any] = self.cleaned_data
        found = tuple(dict.fromkeys((*told.get("grounds", ()), *told.get("other_grounds", ()))))
        if found and told.get("no_grounds"):
            self.add_error("no_grounds", later(
                "Grounds are chosen above, and here that there are none: leave one of the two out.",
                "Des motifs sont choisis ci-dessus, et ici qu’il n’y en a aucun : retirez l’un des deux.",
            ))  # fmt: skip
        return found or (() if told.get("no_grounds") else None)


def _with_words(citation: str, says: Both) -> Both:
    written = provision(citation)
    return Both(f"{written.en} – {says.en}", f"{written.fr} – {says.fr}")
