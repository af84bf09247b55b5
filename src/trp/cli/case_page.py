"""A case on one page: where it stands, what can be done and by whom, the person, the money, the record, the notes."""

from __future__ import annotations

from trp.cases import waits, why
from trp.cases.chances import PERSONAL, Chance, chances
from trp.cases.staff import Staff
from trp.casework.acts import ACTS
from trp.casework.assessing import StartAssessment
from trp.casework.blockers import Blocker
from trp.casework.checks import amount, of
from trp.casework.files import CaseFile, replay
from trp.casework.found import Found
from trp.casework.gcms import note, title
from trp.casework.roles import acting_under, named, titled
from trp.casework.stages import RESULTS, STAGES
from trp.cli.text import CROSS, TICK, Page
from trp.desk import about
from trp.desk.reader import Reader
from trp.journal.cases import Head
from trp.rulebook.speech import Speech
from trp.rulebook.words import NO_BREAK, money
from trp.rulebook.words import day as in_words


def write(head: Head, file: CaseFile, reader: Reader, staff: Staff, page: Page, speech: Speech) -> None:
    """Write the whole page."""
    said = of(file, staff.look(file, StartAssessment(), reader.who))
    found_chances = list(
        chances(file, said, reader.who, staff.there, reader.day, lambda act, who: staff.look(file, act, who))
    )
    _header(head, file, said, reader, staff, found_chances, page, speech)
    _can_i_act(file, reader, staff, found_chances, page, speech)
    _request(file, staff, page, speech)
    _money(file, said, page, speech)
    _timeline(file, staff, page, speech)
    _notes(file, staff, page, speech)


def _label(en: str, fr: str, speech: Speech) -> str:
    return speech(f"{en}: ", f"{fr}{NO_BREAK}: ")


def _header(
    head: Head,
    file: CaseFile,
    said: Found,
    reader: Reader,
    staff: Staff,
    found_chances: list[Chance],
    page: Page,
    speech: Speech,
) -> None:
    language = speech.language
    person = head.person
    name = f"{person.given_names} {person.family_name.upper()}" if person else "–"
    page.line(f"{head.number}  {name}", style="strong", then=_about(head, staff, speech))
    stands = waits.stands(head, file, said)
    stage = STAGES[stands.stage].in_(language)
    if head.result:
        stage += speech(": ", f"{NO_BREAK}: ") + RESULTS[head.result].in_(language)
    page.line(f"{stage}. {stands.says.in_(language)}", style="strong")
    for told in why.said(file, staff, speech):
        page.line(told)
    days = (reader.day - head.since).days
    since = speech(f"Since {in_words(head.since, 'en')} ({_days(days, speech)}).",
                   f"Depuis le {in_words(head.since, 'fr')} ({_days(days, speech)}).")  # fmt: skip
    if file.result is None:
        page.line(waits.waits_for(file, stands, said, found_chances, reader.day, speech))
    page.line(since, style="quiet", then=_label("today in the demo", "aujourd’hui dans la démo", speech) + in_words(reader.day, language))  # fmt: skip
    if head.restricted:
        page.line(speech("RESTRICTED: that you read this case is recorded in the security log.", "ACCÈS RESTREINT : votre consultation du dossier est consignée au journal de sécurité."), style="no")  # fmt: skip
    page.line()


def _days(count: int, speech: Speech) -> str:
    if count == 0:
        return speech("today", "aujourd’hui")
    if count == 1:
        return speech("1 day", f"1{NO_BREAK}jour")
    return speech(f"{count} days", f"{count}{NO_BREAK}jours")


def _about(head: Head, staff: Staff, speech: Speech) -> str:
    told = []
    if head.person:
        if head.person.birth_date:
            told.append(
                speech("born ", f"naissance{NO_BREAK}: ") + in_words(head.person.birth_date, speech.language)
            )
        told.append(f"client {head.person.client_id}")
    told.append(staff.offices[head.office].in_(speech.language))
    return " · ".join(told)


def _can_i_act(
    file: CaseFile, reader: Reader, staff: Staff, found_chances: list[Chance], page: Page, speech: Speech
) -> None:
    who = reader.who
    you = (
        f"{who.name}, {titled(who.roles, speech.language)}, {staff.offices[who.office].in_(speech.language)}"
    )
    page.line(speech("CAN I ACT?", "PUIS-JE AGIR?"), style="title", then=_label("you", "vous", speech) + you)
    if file.result is not None:
        page.line(_after_end(file, speech), indent=2)
    for chance in found_chances:
        _chance(chance, staff, page, speech)
    page.line()


def _after_end(file: CaseFile, speech: Speech) -> str:
    """What the acts with `after_end` still do on a case that has its result."""
    if file.allocated and file.started_on is None:
        return speech("The case has its result. Notes and corrections can still be added, and the allocated fee can be reversed, by a colleague of who allocated it.",
                      "Le dossier est clos. On peut encore y ajouter des notes et des corrections, et un collègue de la personne qui a attribué les frais peut annuler l’attribution.")  # fmt: skip
    return speech("The case has its result. Notes and corrections can still be added; nothing else is left to do.",
                  "Le dossier est clos. On peut encore y ajouter des notes et des corrections; il ne reste rien d’autre à faire.")  # fmt: skip


def _chance(chance: Chance, staff: Staff, page: Page, speech: Speech) -> None:
    """One act: open to the reader, open to others, or stopped; then why, and who clears it."""
    called = chance.act.title.in_(speech.language)
    if not chance.mine:
        page.line(speech(f"{called}: you can, now.", f"{called}{NO_BREAK}: vous le pouvez, maintenant."), indent=2, mark=TICK)  # fmt: skip
        return
    if chance.others:
        names = ", ".join(staff.called(one, speech) for one in chance.others[:3])
        more = len(chance.others) - 3
        names += (
            speech(f" and {more}{NO_BREAK}more", f" et {more}{NO_BREAK}autre{'s' if more > 1 else ''}")
            if more > 0
            else ""
        )
        page.line(speech(f"{called}: not you. Open now to {names}.",
                         f"{called}{NO_BREAK}: pas vous. Possible dès maintenant pour {names}."), indent=2, mark="•")  # fmt: skip
        if all(one.code != "not-your-role" for one in chance.mine):
            for blocker in chance.mine:
                _blocker(blocker, staff, page, speech)
        return
    page.line(speech(f"{called}: nobody here can yet.", f"{called}{NO_BREAK}: personne ici ne le peut encore."), indent=2, mark=CROSS)  # fmt: skip
    shown = [one for one in chance.common if one.code not in PERSONAL] or list(chance.common)
    for blocker in shown:
        _blocker(blocker, staff, page, speech)


def _blocker(blocker: Blocker, staff: Staff, page: Page, speech: Speech) -> None:
    language = speech.language
    page.line(blocker.says.in_(language), indent=6, then=page.citations(list(blocker.under)))
    told = []
    if blocker.since:
        told.append(
            speech(f"Since {in_words(blocker.since, 'en')}.", f"Depuis le {in_words(blocker.since, 'fr')}.")
        )
    if blocker.who or blocker.cleared_by:
        told.append(_clears(blocker, staff, speech))
    if told:
        page.line(" ".join(told), indent=6, style="quiet")


def _clears(blocker: Blocker, staff: Staff, speech: Speech) -> str:
    """Who can clear it, and by which acts."""
    quoted = [ACTS[name].title for name in blocker.cleared_by if name in ACTS]
    acts = _either([speech(f"“{one.en}”", f"«{NO_BREAK}{one.fr}{NO_BREAK}»") for one in quoted], speech)
    here = [one for one in blocker.who if one in staff.roles]
    who = named(here or blocker.who, speech.language)
    if who and acts:
        return speech(
            f"Who can clear it: {who}, by {acts}.", f"Qui peut y remédier{NO_BREAK}: {who}, par {acts}."
        )
    if who:
        return speech(f"Who can: {who}.", f"Qui le peut{NO_BREAK}: {who}.")
    return speech(f"Cleared by {acts}.", f"On y remédie par {acts}.")


def _either(said: list[str], speech: Speech) -> str:
    """One or the other: a, b or c."""
    return speech(" or ", " ou ").join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)


def _request(file: CaseFile, staff: Staff, page: Page, speech: Speech) -> None:
    page.line(speech("THE REQUEST", "LA DEMANDE"), style="title")
    for label, told in about.request(file, staff.names, speech):
        page.line(f"{label}{speech(': ', f'{NO_BREAK}: ')}{told}", indent=2)
    page.line()


def _money(file: CaseFile, said: Found, page: Page, speech: Speech) -> None:
    """Amount, paid, balance, and where an exemption stands."""
    language, fee = speech.language, said.finding("fee")
    page.line(speech("MONEY", "ARGENT"), style="title")
    page.line(fee.says.in_(language), indent=2, then=page.citations(list(fee.under)))
    if fee.fields.get("amount"):
        owed, left = money(fee.fields["amount"], language), money(fee.fields["balance"], language)
        paid = amount(file.paid).in_(language)
        page.line(speech(f"Amount {owed} · paid {paid} · balance {left}",
                         f"Montant {owed} · payé {paid} · solde {left}"), indent=2)  # fmt: skip
    for receipt, cents in file.allocated.items():
        page.line(speech(f"Receipt {receipt}: {amount(cents).en} allocated",
                         f"Reçu {receipt}{NO_BREAK}: {amount(cents).fr} attribués"), indent=2)  # fmt: skip
    for receipt in file.waiting_receipts:
        page.line(speech(f"Receipt {receipt} waits to be allocated.", f"Le reçu {receipt} attend d’être attribué."), indent=2)  # fmt: skip
    if file.recorded is not None:
        under = page.citations(list(file.recorded.under))
        page.line(speech("Exemption on record", "Dispense au dossier"), indent=2, then=under)
    if file.claim is not None:
        state = {None: ("live", "en vigueur"), "consumed": ("used with the permit", "utilisée avec le permis"), "lapsed": ("lapsed", "caduque")}  # fmt: skip
        code = file.claim.code or file.claim.basis
        page.line(_label(f"Exemption claimed ({code})", f"Dispense invoquée ({code})", speech) + speech(*state[file.claim_ended]), indent=2)  # fmt: skip
    page.line()


def _timeline(file: CaseFile, staff: Staff, page: Page, speech: Speech) -> None:
    page.line(speech("TIMELINE", "CHRONOLOGIE"), style="title")
    for line in file.lines:
        who = f"{staff.names.get(line.officer, line.officer)}, {acting_under(line.acting_under, speech.language)}"
        page.line(f"{in_words(line.on, speech.language)}  {title(line.event).in_(speech.language)}",
                  indent=2, mark=f"{line.number:2}", then=f"· {who}")  # fmt: skip
    page.line()


def _notes(file: CaseFile, staff: Staff, page: Page, speech: Speech) -> None:
    """The note of each line, as the file showed with it, ready to copy."""
    page.line(speech("NOTES TO COPY INTO GCMS", "NOTES À COPIER DANS LE SMGC"), style="title")
    for n, line in enumerate(file.lines):
        text = note(line, replay(file.lines[: n + 1])).in_(speech.language)
        for key, name in staff.names.items():
            text = text.replace(key, name)
        for m, paragraph in enumerate(text.splitlines()):
            page.line(paragraph, indent=2 if m == 0 else 5, mark=f"{line.number:2}" if m == 0 else "")
