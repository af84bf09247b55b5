"""What the request is about, row by row: read from the record, never typed twice. One text for page and terminal."""

from __future__ import annotations

from collections.abc import Mapping

from trp.casework.checks import amount
from trp.casework.files import CaseFile
from trp.casework.found import Found
from trp.casework.gcms.words import answer, provision
from trp.rulebook.language import Both
from trp.rulebook.sources import cited
from trp.rulebook.speech import Speech
from trp.rulebook.words import day as in_words
from trp.rulebook.words import money as in_money


def request(file: CaseFile, names: Mapping[str, str], speech: Speech) -> list[tuple[str, str]]:
    """Each label with what is on record; what nobody said is left out.

    Args:
        names: The name of each officer by their key.
    """
    language, opening = speech.language, file.opening
    assert opening is not None
    kind = (
        answer("application.kind", opening.application["kind"]).in_(language) if opening.application else None
    )
    rows = [
        (("Made on", "Faite le"), in_words(opening.made_on, language)),
        (("Mailed on", "Mise à la poste le"), opening.mailed_on and in_words(opening.mailed_on, language)),
        (("Made to", "Présentée à"), answer("made_to", opening.made_to).in_(language)),
        (("Where the person is", "Où est la personne"), answer("place", opening.place).in_(language)),
        (("Who raised it", "Origine"), answer("origin", opening.origin).in_(language)),
        (("Stream", "Volet"), None if opening.stream == "ordinary" else answer("stream", opening.stream).in_(language)),
        (("Asked for", "Objet"), answer("permit", opening.permit).in_(language)),
        (("Goes with", "Accompagne"), kind and f"{kind} {opening.underlying or ''}".strip()),
        (("Family group", "Groupe familial"), opening.group),
        (("Language", "Langue"), {"en": speech("English", "anglais"), "fr": speech("French", "français")}[opening.language]),
        (("Grounds", "Motifs"), grounds(file, speech)),
        (("Convictions", "Déclarations de culpabilité"), convictions(file, speech)),
        (("Held by", "Confié à"), file.holder and names.get(file.holder, file.holder)),
    ]  # fmt: skip
    return [(speech(en, fr), told) for (en, fr), told in rows if told]


def grounds(file: CaseFile, speech: Speech) -> str:
    if "grounds" not in file.facts:
        return speech("not on record", "pas au dossier")
    held = [provision(one).in_(speech.language) for one in file.facts["grounds"]]
    return ", ".join(held) or speech("none", "aucun")


def convictions(file: CaseFile, speech: Speech) -> str:
    if "convictions" not in file.facts:
        return speech("not on record", "pas au dossier")
    held = [
        f"{one.get('offence', '–')} ({answer('convictions[0].sentence', one['sentence']).in_(speech.language)})"
        if "sentence" in one
        else one.get("offence", "–")
        for one in file.facts["convictions"]
    ]
    return "; ".join(held) or speech("none", "aucune")


def fee_said(file: CaseFile, said: Found) -> Both:
    """What the finding on the fee says; of a case that has its result, what became of the one-time exemption, and not
    what may be granted."""
    finding = said.finding("fee")
    if file.result is None or finding.fields.get("basis") != "ONE_TIME":
        return finding.says
    return _ONE_TIME["consumed" if file.claim_ended == "consumed" else "lapsed" if file.claim else None]


_ONE_TIME: dict[str | None, Both] = {
    "consumed": Both(
        "No fee was owed: the one-time exemption (code M31) was granted with the permit.",
        "Aucuns frais n’étaient dus : la dispense unique (code M31) a été accordée avec le permis.",
    ),
    "lapsed": Both(
        "The one-time exemption (code M31) was claimed and has lapsed: no permit was granted with it.",
        "La dispense unique (code M31) a été invoquée, puis est devenue caduque : aucun permis n’a été accordé avec elle.",
    ),
    None: Both(
        "The one-time exemption (code M31) was not used in this case.",
        "La dispense unique (code M31) n’a pas été utilisée dans ce dossier.",
    ),
}


def money(file: CaseFile, said: Found, speech: Speech) -> list[tuple[str, str]]:
    """The amount, what was paid, the balance, each receipt, and where an exemption stands."""
    language, fee = speech.language, said.finding("fee")
    rows = []
    if fee.fields.get("amount") and (fee.outcome != "EXEMPT" or file.paid):
        rows += [
            (speech("Amount", "Montant"), in_money(fee.fields["amount"], language)),
            (speech("Paid", "Payé"), amount(file.paid).in_(language)),
            (speech("Balance", "Solde"), in_money(fee.fields["balance"], language)),
        ]
    rows += [(speech("Receipt", "Reçu"), speech(f"{receipt}: {amount(cents).en} allocated", f"{receipt} : {amount(cents).fr} attribués")) for receipt, cents in file.allocated.items()]  # fmt: skip
    rows += [(speech("Receipt", "Reçu"), speech(f"{receipt}: waits to be allocated", f"{receipt} : attend d’être attribué")) for receipt in file.waiting_receipts]  # fmt: skip
    if file.recorded is not None:
        rows.append((speech("Exemption on record", "Dispense au dossier"), ", ".join(cited(one, language) for one in file.recorded.under)))  # fmt: skip
    if file.claim is not None:
        rows.append(
            (speech("Exemption claimed", "Dispense invoquée"), f"{file.claim.code or file.claim.basis} ({speech(*_CLAIM[file.claim_ended])})")
        )  # fmt: skip
    return rows


_CLAIM: dict[str | None, tuple[str, str]] = {
    None: ("live", "en vigueur"),
    "consumed": ("used with the permit", "utilisée avec le permis"),
    "lapsed": ("lapsed", "caduque"),
}


_SHORT = {
    ("stream", "ordinary"): Both("ordinary", "ordinaire"),
    ("stream", "trafficking_victim"): Both("trafficking in persons", "traite de personnes"),
    ("stream", "family_violence_victim"): Both("family violence", "violence familiale"),
    ("stream", "state_care"): Both("state care", "protection de l’enfance"),
    ("stream", "urgent_protection"): Both("urgent protection", "protection d’urgence"),
    ("stream", "transit_without_visa"): Both("transit without a visa", "transit sans visa"),
    ("made_to", "visa_office"): Both("visa office", "bureau des visas"),
    ("made_to", "inland_office"): Both("office in Canada", "bureau au Canada"),
    ("made_to", "port_of_entry"): Both("port of entry", "point d’entrée"),
}


def short(path: str, value: str) -> Both:
    """An answer of the rulebook in the few words of a list."""
    return _SHORT.get((path, value)) or answer(path, value)
