"""The rulebook as it stands: every table, finding, duty, notice, amount, source and reading, put together."""

from __future__ import annotations

from functools import cache

from trp.rulebook.act.a24_bars import BAR, DESIGNATED, ENDED_CLAIM, PENDING_PRRA
from trp.rulebook.amounts import SERIES
from trp.rulebook.duties import DUTIES
from trp.rulebook.facts import FACTS, ITEM_FACTS, VALUES
from trp.rulebook.instructions.delegation import AUTHORITY, ITEM_LINE
from trp.rulebook.instructions.disclosure import DISCLOSURE, HOLD, ITEM, KEEP
from trp.rulebook.instructions.fee_lists import LISTED_FEES
from trp.rulebook.instructions.fees import FEE, STANDALONE
from trp.rulebook.instructions.gate import GATE, SETTLED
from trp.rulebook.instructions.interviews import GUIDELINES, INTERVIEW
from trp.rulebook.instructions.routing import ROUTE
from trp.rulebook.language import Both, Finding, From, Rulebook
from trp.rulebook.notices import NOTICES
from trp.rulebook.policies.one_time_fee_exemption import ONE_TIME, ONE_TIME_LEVEL
from trp.rulebook.policies.remission import REMISSION
from trp.rulebook.policies.streams import STREAM_POLICY
from trp.rulebook.readings import READINGS
from trp.rulebook.register import MEASURES
from trp.rulebook.regulations.r63_permits import PERMIT
from trp.rulebook.regulations.r298_fee import EXEMPT_BY_REGULATION, URGENT_PROTECTION, WITH_A_PERMIT
from trp.rulebook.sources import FIRST_DAY, SOURCES
from trp.rulebook.terms import TERMS

_TABLES = (
    PENDING_PRRA, ENDED_CLAIM, DESIGNATED, BAR, STANDALONE,
    WITH_A_PERMIT, URGENT_PROTECTION, EXEMPT_BY_REGULATION, STREAM_POLICY, ONE_TIME, ONE_TIME_LEVEL, FEE,
    GATE, SETTLED, ROUTE, INTERVIEW, GUIDELINES, ITEM, HOLD, KEEP, DISCLOSURE, ITEM_LINE, AUTHORITY, PERMIT, REMISSION,
)  # fmt: skip

_FINDINGS = (
    Finding("bar", Both("May the request be made?", "La demande peut-elle être faite?"), BAR.name, {"first_day_open": None}),
    Finding(
        "fee",
        Both("Is the permit fee owed?", "Les frais de permis sont-ils dus?"),
        FEE.name,
        {"amount": None, "balance": None, "code": None, "basis": None, "remark": None, "granted_by": None},
    ),
    Finding("gate", Both("May it be assessed now?", "La demande peut-elle être évaluée maintenant?"), GATE.name, {"opens_when": None}),
    Finding("route", Both("Where does it belong?", "De quel bureau la demande relève-t-elle?"), ROUTE.name, {"office": None}),
    Finding(
        "interview",
        Both("Is an interview necessary?", "Une entrevue est-elle nécessaire?"),
        INTERVIEW.name,
        {"guidelines": From(outcome=GUIDELINES.name)},
    ),
    Finding("disclosure", Both("What must be put to the client?", "Que faut-il soumettre au client?"), DISCLOSURE.name, {}),
    Finding(
        "authority",
        Both("Who may decide?", "Qui peut décider?"),
        AUTHORITY.name,
        {"issue": None, "refuse": None, "item": None},
    ),
    Finding("permit", Both("Which permit would it be?", "De quel permis s’agirait-il?"), PERMIT.name, {"continuity": None}),
    Finding("remission", Both("Is part of the fee returned?", "Une partie des frais est-elle remise?"), REMISSION.name, {"payable_before": None}),
)  # fmt: skip


@cache
def current() -> Rulebook:
    """The rulebook of this version of the program."""
    return Rulebook(
        first_day=FIRST_DAY,
        facts=FACTS,
        item_facts=ITEM_FACTS,
        values=VALUES,
        tables={table.name: table for table in _TABLES},
        findings=_FINDINGS,
        listed_fees=LISTED_FEES,
        duties=DUTIES,
        notices=NOTICES,
        series=SERIES,
        terms=TERMS,
        measures=MEASURES,
        readings=READINGS,
        sources=SOURCES,
    )
