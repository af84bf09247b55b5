"""Receipts and the ledger: each unit once, by the office that reserved it, and the books are at zero."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.journal.play import FEE, put
from tests.journal.truth import faults, tables
from tests.world import DAY, World
from trp.casework.fees import AllocateReceipt, ReverseAllocation
from trp.casework.registers import receipts as r
from trp.casework.registers import refunds as f
from trp.fees.rebuild import rebuild
from trp.fees.refunds import holder_fees
from trp.journal.asked import Refused
from trp.journal.rebuild import rebuild as cases
from trp.journal.verify import verify

FAMILY: list[list[Any]] = [["biometrics", 1, 170_00], ["trp", 4, 4 * FEE]]


def row(number: str = "R-9", office: str | None = None, lines: Any = None, **given: Any) -> list[Any]:
    return [number, given.get("paid_on", "2026-03-02"), given.get("method", "online"), office,
            given.get("payer", ""), [["trp", 1, FEE]] if lines is None else lines]  # fmt: skip


def batch(*rows: Any, source: str = "list.csv") -> r.ReceiveBatch:
    return r.ReceiveBatch(source=source, rows=tuple(rows))


def refused(world: World, tried: Any, who: str = "clerk") -> list[str]:
    with pytest.raises(Refused) as stopped:
        world.enter(tried, who)
    for one in stopped.value.blockers:
        assert one.says.en and one.says.fr and one.says.en != one.says.fr
    return [one.code for one in stopped.value.blockers]


def stopped(world: World, act: Any, case: UUID, who: str) -> list[str]:
    with pytest.raises(Refused) as found:
        world.do(act, case, who)
    return [one.code for one in found.value.blockers]


def sound(url: str) -> None:
    """The books are at zero, every table repeats the journal, and the journal verifies."""
    assert not faults(url)
    assert [*cases(check=True), *rebuild(check=True)] == []
    assert not list(verify())


def accounts(url: str, receipt: str) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for one in tables(url)["fees_transfer"]:
        if one["receipt"] == receipt:
            for account, cents in ((one["debit"], -one["cents"]), (one["credit"], one["cents"])):
                found[one["fee"], account] = found.get((one["fee"], account), 0) + cents
    return {key: cents for key, cents in found.items() if cents}


def test_one_payment_covers_a_family_and_biometrics_and_no_unit_pays_twice(
    world: World, database: str
) -> None:
    world.enter(batch(row(lines=FAMILY)), "clerk")
    family = [put(world, "fee asked for")[0] for _ in range(5)]
    for case in family[:4]:
        world.do(AllocateReceipt(receipt="R-9", cents=FEE), case, "clerk")
    assert stopped(world, AllocateReceipt(receipt="R-9", cents=FEE), family[4], "clerk") == ["receipt-spent"]
    assert accounts(database, "R-9") == {
        ("trp", "payment_system"): -4 * FEE, ("trp", "case"): 4 * FEE,
        ("biometrics", "payment_system"): -170_00, ("biometrics", "other_fees"): 170_00,
    }  # fmt: skip
    sound(database)


def test_a_receipt_for_other_fees_pays_no_permit(world: World, database: str) -> None:
    """Wrong fee: what the receipt is for is said."""
    world.enter(batch(row(lines=[["open_work_permit_holder", 1, 100_00], ["work_permit", 1, 155_00]])), "clerk")  # fmt: skip
    case, _ = put(world, "fee asked for")
    with pytest.raises(Refused) as found:
        world.do(AllocateReceipt(receipt="R-9", cents=100_00), case, "clerk")
    [one] = found.value.blockers
    assert one.code == "wrong-fee" and "open work permit holder, work permit" in one.says.en
    assert "titulaire d’un permis de travail ouvert" in one.says.fr
    sound(database)


def test_what_is_taken_back_is_in_suspense_again(world: World, database: str) -> None:
    case, receipt = put(world, "fee paid")
    back = ReverseAllocation(receipt=receipt, cents=FEE, reason="charged back")
    assert stopped(world, back, case, "clerk") == ["own-entry"]
    world.do(back, case, "other_clerk")
    assert accounts(database, receipt) == {("trp", "payment_system"): -FEE, ("trp", "suspense"): FEE}
    kinds = [(one["debit"], one["credit"]) for one in tables(database)["fees_transfer"]]
    assert sorted(kinds) == [("case", "suspense"), ("payment_system", "suspense"), ("suspense", "case")]
    sound(database)


# Received ------------------------------------------------------------------------------------------------


def test_twice_changes_nothing(world: World, database: str) -> None:
    first = world.enter(batch(row(), row("R-10")), "clerk")
    before = tables(database)
    assert (first.first, first.last) == (1, 1)
    again = world.enter(batch(row("R-10"), row(), source="another.csv"), "clerk")
    assert again.last < again.first  # nothing happened
    after = tables(database)
    assert {name for name in after if after[name] != before[name]} == {"journal_key"}
    sound(database)


def test_a_changed_duplicate_is_refused_and_shown_with_both(world: World, database: str) -> None:
    world.enter(batch(row(payer="A. Diallo")), "clerk")
    before = tables(database)
    with pytest.raises(Refused) as found:
        world.enter(batch(row(payer="A. Diallo", lines=[["trp", 1, 1]]), row("R-11")), "clerk")
    [one] = found.value.blockers
    assert one.code == "receipt-changed"
    assert "$246.25" in one.says.en and "$0.01" in one.says.en and "A. Diallo" in one.says.fr
    after = tables(database)
    assert {name for name in after if after[name] != before[name]} == {"journal_key", "journal_securityevent"}
    assert not any(line["number"] == "R-11" for line in after["fees_receipt"])
    sound(database)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (row("R 9"), "receipt-number-wrong"), (row(""), "receipt-number-wrong"), (row("x" * 41), "receipt-number-wrong"),
        (row(paid_on="2026-03-03"), "day-to-come"), (row(paid_on="2026-02-30"), "paid-day-wrong"),
        (row(paid_on="02/03/2026"), "paid-day-wrong"), (row(office="ATLANTIS"), "office-unknown"),
        (row(method="barter"), "method-unknown"), (row(payer="x" * 121), "payer-too-long"),
        (row(lines=[]), "receipt-empty"), (row(lines=[["toll", 1, 1]]), "fee-unknown"),
        (row(lines=[["trp", 1, 1], ["trp", 1, 1]]), "fee-twice"), (row(lines=[["trp", 0, 1]]), "quantity-wrong"),
        (row(lines=[["trp", True, 1]]), "quantity-wrong"), (row(lines=[["trp", 1, 0]]), "amount-wrong"),
        (row(lines=[["trp", 1, -5]]), "amount-wrong"), (row(lines=[["trp", 1, 1.5]]), "amount-wrong"),
        (row(lines=[["trp", 1, 10**12]]), "amount-wrong"),
    ],
)  # fmt: skip
def test_what_cannot_be_received(world: World, wrong: Any, code: str) -> None:
    assert refused(world, batch(row("R-1"), wrong)) == [code]


def test_a_batch_is_received_by_those_who_may(world: World) -> None:
    assert refused(world, batch(row()), "officer") == ["not-your-role"]
    assert refused(world, batch(row(), row())) == ["receipt-twice"]
    assert refused(world, batch()) == ["batch-size"]
    assert refused(world, batch(row(), source=" ")) == ["source-missing"]


# Reserved ------------------------------------------------------------------------------------------------


def test_only_the_office_that_reserved_a_receipt_allocates_it(world: World, database: str) -> None:
    world.enter(batch(row()), "clerk")
    world.officers["far_clerk"] = far_clerk()
    case, _ = put(world, "fee asked for")
    world.enter(r.ReserveReceipt(receipt="R-9"), "far_clerk")
    act = AllocateReceipt(receipt="R-9", cents=FEE)
    assert stopped(world, act, case, "clerk") == ["receipt-of-another-office"]
    assert refused(world, r.ReserveReceipt(receipt="R-9")) == ["receipt-of-another-office"]
    release = r.ReleaseReceipt(receipt="R-9", reason="the file is in Paris")
    assert refused(world, release) == ["receipt-of-another-office"]
    assert refused(world, r.ReleaseReceipt(receipt="R-9", reason=""), "far_clerk") == ["reason-missing"]
    world.enter(release, "far_clerk")
    assert refused(world, release, "far_clerk") == ["receipt-not-reserved"]
    world.enter(r.ReserveReceipt(receipt="R-9"), "clerk")
    assert refused(world, r.ReserveReceipt(receipt="R-9")) == ["receipt-reserved"]
    world.do(act, case, "clerk")
    assert refused(world, r.ReserveReceipt(receipt="R-0")) == ["receipt-unknown"]
    sound(database)


def far_clerk() -> UUID:
    from trp.officers.models import Officer

    made = Officer.objects.create(username="far", name="Far", roles="fee_clerk", office_id="CPC-E")
    return UUID(str(made.id))


# Refunds -------------------------------------------------------------------------------------------------


def propose(cents: int = FEE, fee: str = "trp", reason: str = "unallocated", note: str = "") -> Any:
    return f.ProposeRefund(receipt="R-9", fee=fee, cents=cents, reason=reason, note=note)


def test_a_refund_takes_two_persons_and_nobody_allocates_it_meanwhile(world: World, database: str) -> None:
    world.enter(batch(row(lines=[["trp", 2, 2 * FEE]])), "clerk")
    case, _ = put(world, "fee asked for")
    approve = f.ApproveRefund(receipt="R-9", fee="trp", cents=FEE + 1)
    world.enter(propose(FEE + 1), "clerk")
    assert stopped(world, AllocateReceipt(receipt="R-9", cents=FEE), case, "clerk") == ["receipt-spent"]
    assert refused(world, approve, "clerk") == ["own-entry"]
    assert refused(world, propose(1), "other_clerk") == ["refund-waits"]
    wrong = f.ApproveRefund(receipt="R-9", fee="trp", cents=1)
    assert refused(world, wrong, "other_clerk") == ["amount-differs"]
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE fees_refund SET approved_by = proposed_by")
    world.enter(approve, "other_clerk")
    assert accounts(database, "R-9") == {
        ("trp", "payment_system"): -2 * FEE, ("trp", "suspense"): FEE - 1, ("trp", "refunded"): FEE + 1,
    }  # fmt: skip
    assert refused(world, approve, "other_clerk") == ["nothing-waits"]
    sound(database)


def test_a_refund_that_is_withdrawn_stands_where_it_stood(world: World, database: str) -> None:
    world.enter(batch(row(lines=FAMILY)), "clerk")
    back = f.WithdrawRefund(receipt="R-9", fee="biometrics", reason="it was due")
    assert refused(world, back) == ["nothing-waits"]
    world.enter(propose(85_00, "biometrics", "wrong_fee", "paid already"), "clerk")
    world.enter(back, "other_clerk")
    assert accounts(database, "R-9")["biometrics", "other_fees"] == 170_00
    world.enter(propose(170_00, "biometrics", "wrong_fee", "paid already"), "clerk")
    sound(database)


def test_what_a_case_was_assessed_on_is_never_refunded(world: World, database: str) -> None:
    """Refund only until processing begins: the allocation cannot be taken back any more, and it is not free."""
    case, receipt = put(world, "assessment started")
    tried = f.ProposeRefund(receipt=receipt, fee="trp", cents=FEE, reason="returned", note="T-1")
    assert refused(world, tried) == ["not-refundable"]
    back = ReverseAllocation(receipt=receipt, cents=FEE, reason="asks for it back")
    assert "processing-begun" in stopped(world, back, case, "other_clerk")
    sound(database)


@pytest.mark.parametrize(
    ("tried", "codes"),
    [
        (propose(0), ["amount-not-positive"]), (propose(-1), ["amount-not-positive"]), (propose(FEE * 9), ["not-refundable"]), (propose(1, "restoration"), ["fee-not-on-receipt"]),
        (propose(reason="kindness"), ["reason-missing"]), (propose(reason="wrong_fee", note="x"), ["reason-does-not-fit"]),
        (propose(reason="exempt"), ["note-missing"]), (propose(reason="holder_fee"), ["reason-does-not-fit"]),
    ],
)  # fmt: skip
def test_what_cannot_be_refunded(world: World, tried: Any, codes: list[str]) -> None:
    world.enter(batch(row(lines=FAMILY)), "clerk")
    assert refused(world, tried) == codes


@pytest.mark.parametrize("asks", [True, False])
def test_the_holder_fee_is_refunded_where_the_request_asks_for_r208b(
    world: World, database: str, asks: bool
) -> None:
    """R303.2 lists no R208: the online tool charges both, and the fee that was paid is given back."""
    application = {"kind": "work_permit", "r208b": asks}
    case, _ = put_with(world, application)
    lines = [["open_work_permit_holder", 1, 100_00], ["trp", 1, FEE]]
    world.enter(batch(row(lines=lines)), "clerk")
    tried = propose(100_00, "open_work_permit_holder", "holder_fee")
    assert refused(world, tried) == ["reason-does-not-fit"]  # it pays no request yet
    world.do(AllocateReceipt(receipt="R-9", cents=FEE), case, "clerk")
    assert [one.receipt for one in holder_fees()] == (["R-9"] if asks else [])
    if asks:
        world.enter(tried, "clerk")
        world.enter(f.ApproveRefund(receipt="R-9", fee=f.HOLDER_FEE, cents=100_00), "other_clerk")
        assert accounts(database, "R-9")[f.HOLDER_FEE, "refunded"] == 100_00
    else:
        assert refused(world, tried) == ["reason-does-not-fit"]
    sound(database)


def put_with(world: World, application: dict[str, Any]) -> tuple[UUID, str]:
    from tests.journal.play import JAIL, _facts
    from tests.world import NOTHING_ELSE
    from trp.casework.fees import RequestFee

    case = world.abroad(application=application)
    for one in _facts("officer", JAIL, NOTHING_ELSE):
        world.do(one.act, case, one.who)
    world.do(RequestFee(), case, "clerk")
    return case, ""


# The walls -----------------------------------------------------------------------------------------------


def test_the_database_refuses_what_the_acts_would_not_ask_for(world: World) -> None:
    world.enter(batch(row()), "clerk")
    for statement in (
        "UPDATE fees_receiptline SET allocated = cents + 1",
        "UPDATE fees_receiptline SET allocated = cents, aside = 1",
        "UPDATE fees_receiptline SET allocated = -1",
        "UPDATE fees_receiptline SET aside = -1",
        "UPDATE fees_receiptline SET cents = cents + 1",
        "DELETE FROM fees_receiptline",
        "UPDATE fees_receipt SET payer = 'somebody else'",
        "DELETE FROM fees_receipt",
        "UPDATE fees_transfer SET cents = 1",
        "DELETE FROM fees_transfer",
        "INSERT INTO fees_transfer SELECT book, line, 9, receipt, fee, debit, credit, 0, case_id, day FROM fees_transfer",
        "INSERT INTO fees_transfer SELECT book, line, 9, receipt, fee, debit, debit, 1, case_id, day FROM fees_transfer",
        "INSERT INTO fees_transfer SELECT book, line, 9, receipt, fee, debit, credit, 1, book, day FROM fees_transfer",
    ):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            pytest.fail(f"went through: {statement}")


def test_without_its_check_a_receipt_pays_twice_and_the_truth_says_so(
    world: World, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sabotaged twin: the act no longer looks. The database still refuses; without its check the books tell."""
    world.enter(batch(row()), "clerk")
    first, second = put(world, "fee asked for")[0], put(world, "fee asked for")[0]
    world.do(AllocateReceipt(receipt="R-9", cents=FEE), first, "clerk")
    from trp.fees import chapter

    read = chapter.read_receipt
    blind = chapter._READ.replace("l.cents - l.allocated - l.aside", "l.cents")
    monkeypatch.setattr(chapter, "_READ", blind)
    assert read.__module__ == chapter.__name__
    from trp.journal.asked import Busy

    with pytest.raises((IntegrityError, Busy)):
        world.do(AllocateReceipt(receipt="R-9", cents=FEE), second, "clerk")
    assert not faults(database)
    from trp.fees import ledger

    monkeypatch.setattr(ledger, "_ALLOCATE", "UPDATE fees_receiptline SET allocated = allocated + 0 * %s WHERE receipt = %s")  # fmt: skip
    world.do(AllocateReceipt(receipt="R-9", cents=FEE), second, "clerk")
    assert any("an account gave what it did not have" in one for one in faults(database))


def test_rebuild_writes_reservations_and_lines_again(world: World, database: str) -> None:
    world.enter(batch(row(lines=FAMILY)), "clerk")
    world.enter(r.ReserveReceipt(receipt="R-9"), "clerk")
    world.enter(propose(1), "clerk")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE fees_receipt SET office = 'CPC-E'")
        cursor.execute("UPDATE fees_receiptline SET aside = 7")
    assert {one.code for one in rebuild()} == {"receipt-office", "receipt-unclaimed"}
    sound(database)


def test_entries_take_few_statements_and_one_commit(world: World) -> None:
    world.enter(batch(row("R-0")), "clerk")
    for entry in (batch(row(), source="x"), r.ReserveReceipt(receipt="R-9"), propose()):
        with CaptureQueriesContext(connection) as seen:
            world.enter(entry, "clerk")
        said = [one["sql"].split()[0] for one in seen.captured_queries]
        statements = [word for word in said if word not in ("BEGIN", "COMMIT", "PRAGMA")]
        assert len(statements) <= 13, seen.captured_queries
        assert said.count("COMMIT") <= 1


def test_the_lines_speak_both_languages() -> None:
    received = r.ReceiptsReceived(source="list.csv", columns=r.COLUMNS, rows=(row(), row("R-2")))
    assert received.says().en == "2 receipts received, $492.50: list.csv."
    for event in (
        received, r.ReceiptReserved(receipt="R", office="PARIS"), r.ReceiptReleased(receipt="R", office="PARIS", reason="x"),
        f.RefundProposed(receipt="R", fee="trp", cents=1, reason="exempt", note="M31"),
        f.RefundApproved(receipt="R", fee="trp", cents=1), f.RefundWithdrawn(receipt="R", fee="trp", cents=1, reason="x"),
    ):  # fmt: skip
        said = event.says()
        assert said.en and said.fr and said.en != said.fr
    assert date(2026, 3, 2) == DAY and uuid4()
