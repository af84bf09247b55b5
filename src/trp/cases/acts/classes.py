"""The field of the classes of Part 19: those that free from the permit fee to choose from, others typed, or none."""

from __future__ import annotations

from django import forms

from trp.casework.gcms.words import provision
from trp.desk.forms import text
from trp.desk.words import later, later_said
from trp.rulebook.language import Both

CLASSES: dict[str, Both] = {
    "R295(2)": Both("refugee or protected person who settles from abroad, or family", "réfugié ou personne protégée qui s’établit depuis l’étranger, ou sa famille"),
    "R296(2)(c)": Both("clergy: preaching, leading worship; or family", "personnel religieux : prédication, culte; ou sa famille"),
    "R299(2)(a)": Both("refugee claimant, claim not decided, or family", "demandeur d’asile, demande non tranchée, ou sa famille"),
    "R299(2)(b)": Both("protected person in Canada, or family", "personne protégée au Canada, ou sa famille"),
    "R299(2)(d)": Both("destitute student who asks to work", "étudiant sans ressources qui demande à travailler"),
    "R299(2)(e)": Both("work designated under R205(c)(i)", "travail désigné à R205c)(i)"),
    "R299(2)(f)": Both("unpaid work for a Canadian religious or charitable body", "travail non rémunéré pour un organisme religieux ou de bienfaisance canadien"),
    "R299(2)(h)": Both("reciprocal artistic, cultural or educational agreement", "accord réciproque, artistique, culturel ou éducatif"),
    "R299(2)(i)": Both("youth exchange, reciprocal", "échange de jeunes, réciproque"),
    "R299(2)(j)": Both("United States preclearance, International Joint Commission, grain inspectors; or family", "précontrôle des États-Unis, Commission mixte internationale, inspecteurs des grains; ou leur famille"),
    "R299(2)(k)": Both("United States official posted here, or family", "fonctionnaire des États-Unis en poste ici, ou sa famille"),
    "R300(2)(f)": Both("destitute student", "étudiant sans ressources"),
    "R300(2)(g)": Both("student exchange, reciprocal", "échange d’étudiants, réciproque"),
    "R300(2)(h)": Both("as R299(2)(j), to study", "comme à R299(2)j), pour étudier"),
    "R300(2)(i)": Both("as R299(2)(k), to study", "comme à R299(2)k), pour étudier"),
    "R298(2)(a.1)": Both("diplomat, United Nations or intergovernmental official; suite or family", "diplomate, fonctionnaire des Nations Unies ou d’une organisation intergouvernementale; suite ou famille"),
    "R298(2)(a.2)": Both("visiting forces of a designated state, civilian component, or family", "forces étrangères présentes au Canada (État désigné), élément civil, ou famille"),
    "R298(2)(a.3)": Both("family member, in reciprocal employment, of an exchange officer", "membre de la famille d’un agent en échange, avec emploi réciproque"),
    "R298(2)(d)": Both("meeting held by Canada, the United Nations or the OAS", "réunion tenue par le Canada, les Nations Unies ou l’OEA"),
}  # fmt: skip
"""Those to choose from, in short: the Regulations decide. Any other is typed, and frees from no permit fee."""


def choose(label: str) -> forms.MultipleChoiceField:
    """The classes, each with its provision."""
    field = forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(one, later_said(_with_words(one, says))) for one, says in CLASSES.items()],
    )  # fmt: skip
    field.layout = "choices-columns"  # type: ignore[attr-defined]
    return field


def others() -> forms.CharField:
    """Any other provision of Part 19."""
    field: forms.CharField = text(
        later("Others, in the officer’s notation", "Autres, dans la notation de l’agent"), required=False,
        help_text=later("Several apart by commas: R299(2)(g)(iii).", "Séparées par des virgules : R299(2)g)(iii)."),
    )  # fmt: skip
    return field


def _with_words(citation: str, says: Both) -> Both:
    written = provision(citation)
    return Both(f"{written.en} – {says.en}", f"{written.fr} – {says.fr}")
