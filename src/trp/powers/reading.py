"""What the pages of this room look up: an account by its name, the offices."""

from __future__ import annotations

from django.http import Http404

from trp.desk.reader import Reader
from trp.desk.words import alphabetical
from trp.officers.models import Office, Officer
from trp.powers.words import name_of

WHO = ("supervisor", "auditor")
"""Who reads powers and accounts. Only a supervisor enters anything."""


def is_supervisor(reader: Reader) -> bool:
    """Whether the reader enters and approves, and does not only read."""
    return "supervisor" in reader.who.roles


def account(username: str) -> Officer:
    """The account of that name, with its office.

    Raises:
        Http404: There is none.
    """
    found = Officer.objects.filter(username=username).select_related("office").first()
    if found is None:
        raise Http404(username)
    return found


def offices(reader: Reader) -> list[Office]:
    """Every office by its name, the reader's own first."""
    return sorted(Office.objects.all(), key=lambda one: (one.code != reader.who.office, alphabetical(name_of(one))))  # fmt: skip
