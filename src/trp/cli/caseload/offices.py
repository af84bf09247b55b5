"""The offices of the demo, who works there, and what each holds of the delegation instrument, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from trp.casework.around import Actor, Power
from trp.cli.caseload.seeds import key
from trp.rulebook.language import Both

_FALL = date(2025, 10, 1)
"""The first day of the instrument of fall 2025 at these offices."""


@dataclass(frozen=True)
class Office:
    """An office. `zone`: hours ahead of UTC in winter. `region`: whose names its clients bear, mostly."""

    code: str
    kind: str
    name: Both
    zone: int
    region: str
    small_post: bool = False


OFFICES = {
    one.code: one
    for one in (
        Office("NAIROBI", "visa_office", Both("Visa office in Nairobi", "Bureau des visas à Nairobi"), 3, "east_africa"),
        Office("DAKAR", "visa_office", Both("Visa office in Dakar", "Bureau des visas à Dakar"), 0, "west_africa", True),
        Office("PARIS", "visa_office", Both("Visa office in Paris", "Bureau des visas à Paris"), 1, "maghreb"),
        Office("MANILA", "visa_office", Both("Visa office in Manila", "Bureau des visas à Manille"), 8, "philippines"),
        Office("DELHI", "visa_office", Both("Visa office in New Delhi", "Bureau des visas à New Delhi"), 5, "india"),
        Office("MEXICO", "visa_office", Both("Visa office in Mexico City", "Bureau des visas à Mexico"), -6, "latin_america"),
        Office("CPC-E", "inland_office", Both("Case Processing Centre in Edmonton", "Centre de traitement des demandes d’Edmonton"), -7, "anywhere"),
        Office("MONTREAL", "inland_office", Both("Office in Montréal", "Bureau de Montréal"), -5, "anywhere"),
        Office("VPU", "inland_office", Both("Vulnerable Persons Unit", "Unité des personnes vulnérables"), -5, "anywhere"),
        Office("HM-V", "inland_office", Both("Humanitarian Migration Office in Vancouver", "Bureau de migration humanitaire de Vancouver"), -8, "anywhere"),
        Office("LACOLLE", "port_of_entry", Both("Port of entry of Saint-Bernard-de-Lacolle", "Point d’entrée de Saint-Bernard-de-Lacolle"), -5, "united_states"),
        Office("EMERSON", "port_of_entry", Both("Port of entry of Emerson", "Point d’entrée d’Emerson"), -6, "united_states"),
        Office("PEARSON", "port_of_entry", Both("Port of entry of Toronto Pearson airport", "Point d’entrée de l’aéroport Pearson de Toronto"), -5, "anywhere"),
        Office("NHQ", "inland_office", Both("National headquarters in Ottawa", "Administration centrale à Ottawa"), -5, "anywhere"),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Held:
    """A line of the instrument that an officer holds. Both days are included."""

    item: str
    level: str
    since: date = _FALL
    until: date | None = None


@dataclass(frozen=True)
class Officer:
    """Who works at an office. `part`: what scripts call them there; several may share a part."""

    username: str
    name: str
    office: str
    part: str
    roles: tuple[str, ...]
    held: tuple[Held, ...] = ()
    left: date | None = None


_LOCAL = (Held("120", "OFFICER"), Held("80", "OFFICER"))
_HEAD = (Held("118", "MANAGER"), Held("119", "MANAGER"), Held("120", "MANAGER"), Held("80", "MANAGER"))
_BORDER = (Held("120", "POE-BSO"), Held("80", "POE-BSO"))
_CHIEF = (Held("118", "POE-SUPT"), Held("120", "POE-SUPT"), Held("80", "POE-SUPT"))
_UNIT = (Held("120", "VPU"), Held("118", "VPU"))
_MANAGER = ("delegate", "officer")


def _acting(until: date) -> tuple[Held, ...]:
    """A replacement: the same powers, with a last day."""
    return tuple(Held(one.item, one.level, one.since, until) for one in _HEAD)


def _since(day: date, held: tuple[Held, ...]) -> tuple[Held, ...]:
    return tuple(Held(one.item, one.level, day, one.until) for one in held)


OFFICERS = {
    one.username: one
    for one in (
        Officer("a.roy", "Amélie Roy", "NAIROBI", "officer", ("officer",), _LOCAL),
        Officer("d.mutua", "Daniel Mutua", "NAIROBI", "officer", ("officer",), _LOCAL),
        Officer("k.fraser", "Kirsten Fraser", "NAIROBI", "newcomer", ("officer",), _since(date(2026, 3, 16), _LOCAL)),
        Officer("j.macleod", "Janet MacLeod", "NAIROBI", "replaced", _MANAGER, _acting(date(2025, 11, 28)), left=date(2025, 11, 28)),
        Officer("s.bouchard", "Simon Bouchard", "NAIROBI", "manager", _MANAGER, _HEAD),
        Officer("g.wanjiru", "Grace Wanjiru", "NAIROBI", "clerk", ("fee_clerk",)),
        Officer("p.otieno", "Peter Otieno", "NAIROBI", "cashier", ("fee_clerk", "supervisor")),
        Officer("f.diop", "Fatou Diop", "DAKAR", "officer", ("officer", "fee_clerk"), _LOCAL),
        Officer("m.gagnon", "Marc Gagnon", "DAKAR", "manager", (*_MANAGER, "fee_clerk"), _HEAD),
        Officer("c.lefebvre", "Claire Lefebvre", "PARIS", "officer", ("officer",), _LOCAL),
        Officer("h.benali", "Hakim Benali", "PARIS", "officer", ("officer",), _LOCAL),
        Officer("r.thompson", "Ruth Thompson", "PARIS", "manager", _MANAGER, _HEAD),
        Officer("n.garnier", "Nathalie Garnier", "PARIS", "clerk", ("fee_clerk",)),
        Officer("l.perrin", "Luc Perrin", "PARIS", "cashier", ("fee_clerk", "supervisor")),
        Officer("j.reyes", "Joy Reyes", "MANILA", "officer", ("officer",), _LOCAL),
        Officer("b.chan", "Brian Chan", "MANILA", "officer", ("officer",), _LOCAL),
        Officer("e.lavoie", "Élise Lavoie", "MANILA", "manager", _MANAGER, _HEAD),
        Officer("r.santos", "Rowena Santos", "MANILA", "clerk", ("fee_clerk",)),
        Officer("t.cruz", "Teresa Cruz", "MANILA", "cashier", ("fee_clerk", "supervisor")),
        Officer("s.kaur", "Simran Kaur", "DELHI", "officer", ("officer",), _LOCAL),
        Officer("o.macdonald", "Owen MacDonald", "DELHI", "officer", ("officer",), _LOCAL),
        Officer("v.desjardins", "Valérie Desjardins", "DELHI", "manager", _MANAGER, _HEAD),
        Officer("a.mehta", "Anil Mehta", "DELHI", "clerk", ("fee_clerk",)),
        Officer("p.nair", "Priya Nair", "DELHI", "cashier", ("fee_clerk", "supervisor")),
        Officer("g.morales", "Gabriela Morales", "MEXICO", "officer", ("officer",), _LOCAL),
        Officer("e.pelletier", "Étienne Pelletier", "MEXICO", "officer", ("officer",), _LOCAL),
        Officer("w.campbell", "William Campbell", "MEXICO", "manager", _MANAGER, _HEAD),
        Officer("l.ortega", "Lucía Ortega", "MEXICO", "clerk", ("fee_clerk",)),
        Officer("i.vargas", "Inés Vargas", "MEXICO", "cashier", ("fee_clerk", "supervisor")),
        Officer("m.chen", "Michelle Chen", "CPC-E", "intake", ("intake",)),
        Officer("t.okafor", "Tobi Okafor", "CPC-E", "intake", ("intake",)),
        Officer("d.sinclair", "Dana Sinclair", "CPC-E", "officer", ("officer",), _LOCAL),
        Officer("y.tremblay", "Yves Tremblay", "CPC-E", "officer", ("officer",), _LOCAL),
        Officer("r.bird", "Raven Bird", "CPC-E", "officer", ("officer",), _LOCAL),
        Officer("h.nguyen", "Hanh Nguyen", "CPC-E", "manager", _MANAGER, _HEAD),
        Officer("p.kowalski", "Paul Kowalski", "CPC-E", "clerk", ("fee_clerk",)),
        Officer("z.ahmed", "Zara Ahmed", "CPC-E", "cashier", ("fee_clerk", "supervisor")),
        Officer("i.cote", "Isabelle Côté", "MONTREAL", "officer", ("officer",), _LOCAL),
        Officer("f.jean", "Frantz Jean", "MONTREAL", "officer", ("officer",), _LOCAL),
        Officer("m.beaulieu", "Martine Beaulieu", "MONTREAL", "manager", _MANAGER, _HEAD),
        Officer("k.singh", "Karan Singh", "MONTREAL", "clerk", ("fee_clerk", "intake")),
        Officer("v.leblanc", "Vincent LeBlanc", "MONTREAL", "cashier", ("fee_clerk", "supervisor")),
        Officer("n.whiteduck", "Nicole Whiteduck", "VPU", "unit", ("vulnerable_persons_officer",), _UNIT),
        Officer("c.osei", "Comfort Osei", "VPU", "unit", ("vulnerable_persons_officer",), _UNIT),
        Officer("l.gauthier", "Louise Gauthier", "VPU", "intake", ("intake", "supervisor")),
        Officer("j.park", "Jin Park", "HM-V", "officer", ("officer",), _LOCAL),
        Officer("a.dhillon", "Asha Dhillon", "HM-V", "officer", ("officer",), _LOCAL),
        Officer("s.ross", "Sheila Ross", "HM-V", "manager", _MANAGER, _HEAD),
        Officer("m.levesque", "Mathieu Lévesque", "LACOLLE", "border", ("border_officer",), _BORDER),
        Officer("j.bergeron", "Julie Bergeron", "LACOLLE", "border", ("border_officer",), _BORDER),
        Officer("r.fortin", "Réal Fortin", "LACOLLE", "chief", ("border_officer", "delegate"), _CHIEF),
        Officer("s.martel", "Sylvie Martel", "LACOLLE", "clerk", ("fee_clerk",)),
        Officer("b.friesen", "Ben Friesen", "EMERSON", "border", ("border_officer",), _BORDER),
        Officer("l.hofer", "Lena Hofer", "EMERSON", "border", ("border_officer",), _BORDER),
        Officer("d.penner", "Doug Penner", "EMERSON", "chief", ("border_officer", "delegate"), _CHIEF),
        Officer("c.dyck", "Carla Dyck", "EMERSON", "clerk", ("fee_clerk",)),
        Officer("n.patel", "Neha Patel", "PEARSON", "border", ("border_officer",), _BORDER),
        Officer("g.brown", "Gordon Brown", "PEARSON", "border", ("border_officer",), _BORDER),
        Officer("x.li", "Xiu Li", "PEARSON", "border", ("border_officer",), _BORDER),
        Officer("a.moreau", "André Moreau", "PEARSON", "chief", ("border_officer", "delegate"), _CHIEF),
        Officer("e.rossi", "Elena Rossi", "PEARSON", "clerk", ("fee_clerk",)),
        Officer("m.stewart", "Margaret Stewart", "NHQ", "deputy", ("delegate",), (Held("119", "ADM"), Held("118", "ADM"), Held("120", "ADM"))),
        Officer("o.simard", "Odile Simard", "NHQ", "supervisor", ("supervisor",)),
        Officer("t.baker", "Thomas Baker", "NHQ", "auditor", ("auditor",)),
        Officer("w.lam", "Winnie Lam", "NHQ", "analyst", ("access_analyst",)),
        Officer("k.wright", "Karen Wright", "NHQ", "policy", ("policy_analyst",)),
        Officer("payment.system", "Payment system (IPRMS)", "NHQ", "feed", ("payment_system",)),
    )
}  # fmt: skip

FEED = "payment.system"
"""The account of the payment system’s feed, which delivers receipts."""

SUPERVISOR = "o.simard"
"""Who looks, if nobody else is named."""


def parts(office: str, part: str) -> tuple[str, ...]:
    """Who plays a part at an office, by their usernames."""
    return tuple(one.username for one in OFFICERS.values() if (one.office, one.part) == (office, part))


@lru_cache(maxsize=4096)
def actor(seed: int, username: str, on: date) -> Actor:
    """An officer as the journal finds them on a day, without the database."""
    one = OFFICERS[username]
    powers = tuple(
        power
        for held in one.held
        if (power := Power(held.item, held.level, held.since, held.until)).in_force(on)
    )
    return Actor(
        str(key(seed, "officer", username)),
        one.name,
        frozenset(one.roles),
        one.office,
        powers,
        OFFICES[one.office].small_post,
    )
