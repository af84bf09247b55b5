"""What a database really holds, read by a connection of its own in one snapshot, and whether it holds together.

The chain is checked here by a few lines of its own, not by those that wrote it; what repeats the lines is compared
with what the pure core makes of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

import psycopg

from tests.journal.play import FEE
from trp.casework import events as e
from trp.casework.files import CaseFile, Line, extend, replay
from trp.casework.wire import read

LETTERS = {"FeeRequested", "ConsiderationOffered", "DocumentsAskedFor", "AcknowledgementSent", "ClosedUnpaid",
           "ReturnedIncomplete", "ClosedBarred", "PermitIssued", "PermitRefused"}  # fmt: skip
TABLES = ("journal_case", "journal_casenumber", "journal_counter", "journal_line", "journal_body", "journal_key",
          "journal_outgoing", "journal_securityevent", "journal_edition", "journal_leaf", "journal_head",
          "journal_disposal", "journal_book", "journal_duty", "journal_review", "officers_holding", "officers_change",
          "fees_amount", "fees_receipt", "fees_receiptline", "fees_transfer", "fees_dayclose", "fees_refund",
          "people_liveclaim", "people_grant",
          "people_person", "people_word", "people_document", "people_answer", "people_change", "people_decision",
          "people_meeting")  # fmt: skip


def tables(url: str) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables that an act may write, in one snapshot."""
    return _read(url, {table: f"SELECT * FROM {table}" for table in TABLES})


def forget() -> None:
    """Let go of the connection that reads, before its server is killed."""
    while _readers:
        _readers.popitem()[1].close()


def _read(url: str, wanted: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    if url.startswith("sqlite"):
        with closing(
            sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=30)
        ) as file:
            file.row_factory = sqlite3.Row
            file.execute("BEGIN")
            return {table: _sorted(map(dict, file.execute(asked))) for table, asked in wanted.items()}
    with _reader(url) as server, server.transaction():
        return {table: _sorted(server.execute(asked)) for table, asked in wanted.items()}  # type: ignore[call-overload]


_readers: dict[str, psycopg.Connection[Any]] = {}


@contextmanager
def _reader(url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection that reads one snapshot; kept for the next reading of the same database."""
    if url not in _readers:
        for old in _readers.values():
            old.close()
        _readers.clear()
        _readers[url] = psycopg.connect(url, row_factory=psycopg.rows.dict_row, autocommit=True)
        _readers[url].isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    try:
        yield _readers[url]
    except psycopg.Error:  # the server was killed meanwhile, or a test killed it
        _readers.pop(url).close()
        raise


def _sorted(rows: Any) -> list[dict[str, Any]]:
    return sorted(
        ({k: _plain(v) for k, v in row.items()} for row in rows), key=lambda row: repr(list(row.values()))
    )


def _plain(value: Any) -> Any:
    """One form for both engines: keys and hashes as hex, days as text."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    return value.isoformat() if isinstance(value, date) else value


@dataclass
class Case:
    """One case as the tables have it."""

    id: UUID
    head: dict[str, Any]
    rows: list[dict[str, Any]]
    lines: list[Line]

    @property
    def file(self) -> CaseFile:
        return replay(self.lines)


def cases(held: dict[str, list[dict[str, Any]]]) -> dict[UUID, Case]:
    """Every case, its lines in their order."""
    bodies = {(row["case_id"], row["number"]): row for row in held["journal_body"]}
    rows = defaultdict(list)
    for row in sorted(held["journal_line"], key=lambda one: one["number"]):
        body = bodies.get((row["case_id"], row["number"]), {"salt": "", "body": None})
        rows[row["case_id"]].append({**row, "salt": body["salt"], "body": body["body"]})
    heads = {row["id"]: row for row in held["journal_case"]}
    found = {}
    books = {row["id"] for row in held.get("journal_book", ())}
    for key in (heads.keys() | rows.keys()) - books:
        lines = [
            Line(row["number"], date.fromisoformat(row["day"]), row["officer"], row["acting_under"],
                 read(row["kind"], row["version"], row["body"]))
            for row in rows[key] if row["body"] is not None
        ]  # fmt: skip
        found[UUID(key)] = Case(UUID(key), heads.get(key, {}), rows[key], lines)
    return found


def case_of(url: str, case: UUID) -> Case:
    """One case, in one snapshot."""
    key = f"'{case.hex}'"
    where = {
        "journal_case": f"id = {key}",
        "journal_line": f"case_id = {key}",
        "journal_body": f"case_id = {key}",
    }
    return cases(
        _read(url, {table: f"SELECT * FROM {table} WHERE {which}" for table, which in where.items()})
    )[case]


def faults(url: str) -> list[str]:
    """Everything that does not hold together; empty if all does."""
    held = tables(url)
    for row in held["journal_book"]:
        lines = [one for one in held["journal_line"] if one["case_id"] == row["id"]]
        last = max(lines, key=lambda one: one["number"])
        assert (row["head"], row["head_hash"]) == (len(lines), last["hash"])
    found = [fault for case in cases(held).values() for fault in _case(case)]
    return [*found, *_across(held)]


def _case(case: Case) -> Iterator[str]:
    name = str(case.id)[:8]
    if not case.head or not case.rows:
        yield f"{name}: a head without lines, or lines without a head"
        return
    before = "00" * 32
    for number, row in enumerate(case.rows, 1):
        if row["number"] != number or row["previous"] != before:
            yield f"{name}: line {row['number']} does not follow line {number - 1}"
        if (
            row["body"] is None
            or sha256(bytes.fromhex(row["salt"]) + row["body"].encode()).hexdigest() != row["commitment"]
        ):
            yield f"{name}: line {number} has another body, or none"
        header = [
            str(UUID(row["case_id"])), row["number"], row["at_us"], row["day"], row["officer"], row["acting_under"],
            row["kind"], row["version"], row["edition"], row["commitment"], row["previous"],
        ]  # fmt: skip
        said = json.dumps(header, ensure_ascii=False, separators=(",", ":"))
        if sha256(b"trp-journal-line-1\0" + said.encode()).hexdigest() != row["hash"]:
            yield f"{name}: line {number} has another hash"
        before = row["hash"]
    if (case.head["head"], case.head["head_hash"]) != (len(case.rows), before):
        yield f"{name}: the head is not the last line"
    yield from _projection(case)
    yield from unlawful(case.lines)


def _projection(case: Case) -> Iterator[str]:
    from trp.journal.writing import opened, projected

    file = case.file
    for field, value in {**opened(file), **projected(file), "number": file.opening.number}.items():
        if case.head[field] != _plain(value):
            yield f"{case.head['number']}: {field} is {case.head[field]!r}, the lines say {value!r}"


def unlawful(lines: list[Line]) -> Iterator[str]:
    """Line by line, by rules written here: no assessment and no permit but on a settled fee, one result, one claim."""
    file = CaseFile()
    for line in lines:
        yield from _out_of_place(file, line)
        extend(file, line)
        if min(file.allocated.values(), default=0) < 0:
            yield f"line {line.number}: more is taken back than was allocated"


def _out_of_place(file: CaseFile, line: Line) -> Iterator[str]:
    event = line.event
    name = f"line {line.number}, {type(event).__name__}"
    if isinstance(event, (e.AssessmentStarted, e.PermitFileCreated, e.PermitIssued)):
        asked = file.opening is not None and file.opening.origin == "minister"
        paid = file.paid >= FEE or file.live_claim or file.recorded or file.instruction
        if not paid and (not asked or isinstance(event, e.PermitIssued)):
            yield f"{name}: the fee is not settled"
    if file.result is not None and not isinstance(
        event, (e.NoteAdded, e.NoteCorrected, e.ClaimConsumed, e.ClaimLapsed, e.AllocationReversed)
    ):
        yield f"{name}: the case had its result"
    once = {e.AssessmentStarted: file.started_on, e.PermitFileCreated: file.file_created_on,
            e.SentToDecisionMaker: file.sent_on, e.ProposalSent: file.proposal_sent_on,
            e.ExemptionClaimed: file.live_claim, e.RequestReceived: file.opening}  # fmt: skip
    if once.get(type(event)) is not None:
        yield f"{name}: a second time"
    if isinstance(event, (e.ClaimConsumed, e.ClaimLapsed)) and file.live_claim is None:
        yield f"{name}: no claim was live"
    if isinstance(event, e.PermitIssued) and file.started_on is None:
        yield f"{name}: not assessed"


def _money(held: dict[str, list[dict[str, Any]]], allocated: Counter[str]) -> Iterator[str]:
    """The books: every cent that came in stands in one account, and the lines of receipts repeat where."""
    accounts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    places: Counter[tuple[str, int]] = Counter()
    lines = {(row["case_id"], row["number"]) for row in held["journal_line"]}
    for row in held["fees_transfer"]:
        accounts[row["receipt"], row["fee"]].update(
            {row["debit"]: -row["cents"], row["credit"]: row["cents"]}
        )
        places[row["book"], row["line"]] += 1
        of_case = "case" in (row["debit"], row["credit"])
        own = (
            row["case_id"] == row["book"] or row["credit"] == "remitted"
        )  # which stands in the receipt's book
        if (row["case_id"] is not None) != of_case or (of_case and not own):
            yield f"receipt {row['receipt']}: a transfer of a case that is none, or of another case"
    if not set(places) <= lines:
        yield "a transfer rests on no line"
    told = {(row["case_id"], row["number"]) for row in held["journal_line"]
            if row["kind"] in ("ReceiptsReceived", "FeeReceived", "AllocationReversed", "RefundProposed", "RefundApproved", "RefundWithdrawn", "RemissionRecorded")}  # fmt: skip
    if told != set(places):
        yield "a line that moves money has no transfer"
    receipts = {row["number"] for row in held["fees_receipt"]}
    for row in held["fees_receiptline"]:
        name, in_accounts = f"receipt {row['receipt']}", accounts.pop((row["receipt"], row["fee"]), Counter())
        if sum(in_accounts.values()) or in_accounts["payment_system"] != -row["cents"]:
            yield f"{name}: its accounts do not sum to zero, or not to what came in"
        if min([0, *(cents for account, cents in in_accounts.items() if account != "payment_system")]) < 0:
            yield f"{name}: an account gave what it did not have"
        if (
            in_accounts["case"] + in_accounts["remitted"] != row["allocated"]
            or in_accounts["remitted"] != row["remitted"]
            or row["receipt"] not in receipts
        ):
            yield f"{name}: {row['allocated']} allocated, the ledger says {in_accounts['case']}"
        if in_accounts["refund_pending"] + in_accounts["refunded"] != row["aside"]:
            yield f"{name}: {row['aside']} set aside, the ledger says otherwise"
        said = allocated[row["receipt"]] if row["fee"] == "trp" else 0
        if row["allocated"] != said or row["allocated"] + row["aside"] > row["cents"]:
            yield f"{name}: {row['allocated']} of {row['cents']}, the lines say {said}"
    if accounts:
        yield "transfers of receipts that are none"


def _across(held: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    files = {key.hex: case.file for key, case in cases(held).items() if case.lines}
    numbers = sorted(row["number"] for row in held["journal_casenumber"])
    if numbers != [f"T-{n:06d}" for n in range(1, len(held["journal_case"]) + 1)]:
        yield "case numbers are not dense"
    allocated: Counter[str] = Counter()
    for file in files.values():
        allocated.update(file.allocated)
    yield from _money(held, allocated)
    yield from _powers(held)
    yield from _duties(held)
    live = {key for key, file in files.items() if file.live_claim and file.live_claim.basis == "ONE_TIME"}
    used = {
        key
        for key, file in files.items()
        if file.claim_ended == "consumed" and file.claim.basis == "ONE_TIME"
    }
    if {row["case_id"] for row in held["people_liveclaim"]} != live:
        yield "the claims that live are not those of the lines"
    if {row["case_id"] for row in held["people_grant"]} != used:
        yield "the grants are not those of the lines"
    letters = {(row["case_id"], row["number"]) for row in held["journal_line"] if row["kind"] in LETTERS}
    if letters != {(row["case_id"], row["line"]) for row in held["journal_outgoing"]}:
        yield "the letters are not those of the lines"
    done = Counter()
    for row in held["journal_key"]:
        answer = json.loads(row["answer"])
        if "done" in answer:
            number, first, last = answer["done"]
            done.update((number, n) for n in range(first, last + 1))
    lines = {(file.opening.number, line.number) for file in files.values() for line in file.lines}
    books = {row["id"]: row["name"] for row in held["journal_book"]}
    entered = {
        (books[row["case_id"]], row["number"]) for row in held["journal_line"] if row["case_id"] in books
    }
    if set(done) - entered != lines or set(done.values()) - {1}:
        yield "an answer without its lines, lines without an answer, or two answers for one line"
    if any(
        row["edition"] not in {one["version"] for one in held["journal_edition"]}
        for row in held["journal_line"]
    ):
        yield "an edition that was used is not kept"


def _powers(held: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """Every decision and every claim of M31 carries a power that was approved, and in force that day."""
    decided = ("PermitIssued", "PermitRefused")
    for row in held["journal_line"]:
        item, _, rest = row["acting_under"].partition(", ")
        if not item.startswith("item "):
            if row["kind"] in decided:
                yield f"{row['kind']} of {row['day']}: under no item of the delegation instrument"
            continue
        level, *more = rest.split(", ")
        kind = next((one for one in more if one in ("acting", "supervising")), "own")
        wanted = (UUID(row["officer"]).hex, item.removeprefix("item "), level, kind)
        if not any(
            wanted == (one["officer_id"], one["item"], one["level"], one["kind"])
            and one["approved_by_id"]
            and one["since"] <= row["day"] <= min(one["until"] or "9999", one["ended_on"] or "9999")
            for one in held["officers_holding"]
        ):
            yield f"{row['kind']} of {row['day']}: {row['acting_under']} was not in force"


MONEY = {"ReceiptGenerated", "FeeReceived", "AllocationReversed"}
MERITS = {"AssessmentStarted", "SentToDecisionMaker", "PermitIssued", "PermitRefused"}


def _duties(held: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """Nobody had money and merits of one case in hand, except at a small post; the table says what the lines say."""
    told: dict[tuple[str, str], list[bool]] = defaultdict(lambda: [False, False, False])
    sent: dict[str, str] = {}
    for row in sorted(held["journal_line"], key=lambda one: one["number"]):
        if row["kind"] in MONEY | MERITS:
            duty = told[row["case_id"], row["officer"]]
            duty[0] |= row["kind"] in MONEY
            duty[1] |= row["kind"] in MERITS
            duty[2] |= row["acting_under"].endswith(", small post")
        if row["kind"] == "SentToDecisionMaker":
            sent[row["case_id"]] = row["officer"]
        if (
            row["kind"].startswith("Permit")
            and sent.get(row["case_id"]) == row["officer"]
            and row["kind"] != "PermitFileCreated"
        ):
            yield f"{row['case_id']}: who recommended decided"
    exceptions = {
        (row["case_id"], row["number"], row["officer"], row["day"])
        for row in held["journal_line"]
        if row["kind"] in MONEY | MERITS and row["acting_under"].endswith(", small post")
    }
    if exceptions != {
        (row["case_id"], row["line"], row["officer"], row["acted_on"]) for row in held["journal_review"]
    }:
        yield "the reviews of small posts are not those of the lines"
    kept = {(row["case_id"], row["officer"]): [bool(row[n]) for n in ("money", "merits", "small_post")]
            for row in held["journal_duty"]}  # fmt: skip
    if kept != told:
        yield "the duties are not those of the lines"
    for (case, officer), (money, merits, small_post) in told.items():
        if money and merits and not small_post:
            yield f"{case}: money and merits in one hand ({officer})"
