"""The users of a demo: one for each role at each kind of office, who sign in by one press, without a password.

Nobody is offered, and nobody comes in this way, but where the service runs as a demo (`TRP_DEMO=1`) on a database that
was filled as one: neither the setting nor the database alone is enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from trp.casework.roles import titled
from trp.desk.may import PUBLIC, may
from trp.journal.demo import demo
from trp.officers.models import Officer
from trp.rulebook.language import Both

_PLACES = {
    "visa_office": Both("At a visa office abroad", "Dans un bureau des visas à l’étranger"),
    "inland_office": Both("At an office in Canada", "Dans un bureau au Canada"),
    "port_of_entry": Both("At a port of entry", "À un point d’entrée"),
}
_DOES = {
    "fee_clerk": Both("Asks for fees, enters and matches receipts, refunds, closes the day.", "Demande les frais, inscrit et rapproche les reçus, rembourse, ferme la journée."),
    "intake": Both("Opens requests, asks for documents, enters persons, merges records of one person.", "Ouvre les demandes, réclame les documents, inscrit les personnes, fusionne les fiches d’une même personne."),
    "officer": Both("Opens requests, settles the fee or an exemption, assesses; decides as far as the delegation goes.", "Ouvre les demandes, règle la question des frais ou d’une dispense, examine; décide dans les limites de la délégation."),
    "border_officer": Both("Takes a request at the border from arrival to outcome.", "Mène une demande à la frontière, de l’arrivée à l’issue."),
    "vulnerable_persons_officer": Both("Works the unit’s restricted cases, which nobody outside the unit can find.", "Traite les dossiers restreints de l’unité, que personne hors de l’unité ne peut trouver."),
    "delegate": Both("Decides: issues or refuses, and confirms exemptions.", "Décide : délivre ou refuse, et confirme les dispenses."),
    "supervisor": Both("Assigns cases, confirms what others propose, reviews exceptions, keeps accounts and powers.", "Attribue les dossiers, confirme ce que d’autres proposent, examine les exceptions, tient les comptes et les pouvoirs."),
    "auditor": Both("Reads the record and reviews exceptions; acts on no case.", "Lit les dossiers et examine les exceptions; n’agit sur aucun dossier."),
    "access_analyst": Both("Reads cases; acts on none.", "Lit les dossiers; n’agit sur aucun."),
    "policy_analyst": Both("Enters and confirms the amounts of fees.", "Inscrit et confirme les montants des frais."),
}  # fmt: skip
"""What somebody may do, in plain words. Whoever is nothing of this, such as the payment system, is not offered."""


@dataclass(frozen=True)
class Offer:
    """Somebody to be, for a while: who, where, and what they may do."""

    username: str
    name: str
    title: Both
    office: Both
    does: tuple[Both, ...]


@dataclass(frozen=True)
class Place:
    """Whom to be at one kind of office."""

    name: Both
    offers: tuple[Offer, ...]


def offered() -> tuple[Place, ...]:
    """Whom a visitor may be; nobody, where this is no demo."""
    if not settings.DEMO or demo() is None:
        return ()
    officers = Officer.objects.filter(is_active=True).select_related("office").order_by("username")
    working = [one for one in officers if set(one.roles.split()) <= set(_DOES)]
    return tuple(
        Place(name, tuple(_offer(one) for one in _chosen(one for one in working if one.office.kind == kind)))
        for kind, name in _PLACES.items()
    )


@may(*PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demo_users(request: HttpRequest) -> HttpResponse:
    """Show whom one may be; sign in as the one that is pressed, in place of whoever was signed in."""
    places = offered()
    if not places:
        raise Http404("this is no demo")
    if request.method != "POST":
        return render(request, "account/demo.html", {"offered": places, "next": request.GET.get("next", "")})
    wanted = request.POST.get("username", "")
    if wanted not in {one.username for place in places for one in place.offers}:
        raise Http404("nobody of that name is offered")
    officer = Officer.objects.get(username=wanted)
    goes_on: Any = get_next_redirect_url(request)
    logout(request)
    record_authentication(request, officer, "demo")
    answer: HttpResponse = perform_login(request, Login(user=officer, redirect_url=goes_on))
    return answer


def _chosen(officers: Iterable[Officer]) -> list[Officer]:
    """One for each set of roles: at the office with the most of them, as far as it goes, so that they share its work."""
    offices: dict[str, list[Officer]] = defaultdict(list)
    for one in officers:
        offices[one.office_id].append(one)
    found: dict[str, Officer] = {}
    for _, held in sorted(offices.items(), key=_breadth):
        for one in held:
            found.setdefault(_roles(one), one)
    return list(found.values())


def _breadth(office: tuple[str, list[Officer]]) -> tuple[int, int, str]:
    code, held = office
    return -len({_roles(one) for one in held}), -len(held), code


def _roles(officer: Officer) -> str:
    return " ".join(sorted(officer.roles.split()))


def _offer(officer: Officer) -> Offer:
    held = set(officer.roles.split())
    return Offer(
        officer.username,
        officer.name,
        Both(titled(held, "en"), titled(held, "fr")),
        Both(officer.office.name_en, officer.office.name_fr),
        tuple(says for role, says in _DOES.items() if role in held),
    )
