"""`trp password`: gives an account a password, for those who keep the service. Nothing is sent to anybody.

It ends what is open under the old one, and a lock-out. Who lost the telephone and the recovery codes as well gets in
again with `--without-second-step`.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime

from trp.cli.database import NotReady, connect
from trp.cli.record import language_argument
from trp.cli.writing import fault, plain
from trp.rulebook.speech import Speech


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    parser.add_argument(
        "username", metavar=speech("USERNAME", "NOM"), help=speech("whose it is to be", "à qui il sera")
    )
    parser.add_argument(
        "--without-second-step",
        action="store_true",
        help=speech("turn the second step of the sign-in off too", "désactiver aussi la deuxième étape"),
    )
    language_argument(parser, speech)


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Ask for the password, from the terminal twice, else from the first line of the input; 2 it is not set."""
    try:
        connect()
        wrong = _set(options.username, options.without_second_step, speech)
    except NotReady as missing:
        wrong = missing.says.in_(speech.language)
    if wrong:
        fault(wrong)
        return 2
    print(speech("The password is set. Whoever was signed in with the old one is signed out.",
                 "Le mot de passe est enregistré. Toute session ouverte avec l’ancien est fermée."))  # fmt: skip
    return 0


def _set(username: str, without: bool, speech: Speech) -> str:
    """Set it, or say why not."""
    from allauth.mfa.models import Authenticator
    from axes.models import AccessAttempt
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils.translation import override

    from trp.journal.security import noted
    from trp.officers.models import Officer

    officer = Officer.objects.filter(username=username, is_active=True).first()
    if officer is None:
        return speech(f"{plain(username)}: there is no open account of that name: two supervisors open one",
                      f"{plain(username)} : aucun compte ouvert ne porte ce nom : deux superviseurs en ouvrent un")  # fmt: skip
    given, again = _asked(speech)
    if given != again:
        return speech(
            "the two are not the same: nothing was changed", "les deux diffèrent : rien n’a été changé"
        )
    with override(speech.language):
        try:
            validate_password(given, officer)
        except ValidationError as poor:
            return " ".join(poor.messages)
    codes = "password by-keeper second-step-off" if without else "password by-keeper"
    noted("sign-in-changed", "SetPassword", codes, officer=str(officer.pk), at=datetime.now(UTC))
    officer.set_password(given)
    officer.save(update_fields=["password"])
    AccessAttempt.objects.filter(username=username.lower()).delete()
    if without:
        Authenticator.objects.filter(user=officer).delete()
    return ""


def _asked(speech: Speech) -> tuple[str, str]:
    if not sys.stdin.isatty():
        given = sys.stdin.readline().rstrip("\n")
        return given, given
    return (
        getpass.getpass(speech("New password: ", "Nouveau mot de passe : ")),
        getpass.getpass(speech("Once more: ", "Encore une fois : ")),
    )
