"""A newly published amount: entered with its source by one, confirmed by another, applied from its date."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import Error, connection, transaction

from tests.journal.truth import case_of, faults, tables
from tests.world import DAY, NOTHING_ELSE, World
from trp.casework.fees import RequestFee
from trp.casework.found import found
from trp.casework.opening import ReceiveRequest
from trp.casework.recording import RecordCircumstances, RecordConvictions, RecordGrounds
from trp.casework.registers import amounts as a
from trp.fees.amounts import refresh
from trp.journal import rebuild as rebuilding
from trp.journal.asked import Refused
from trp.journal.in_force import rulebook_in_force
from trp.journal.rebuild import rebuild
from trp.journal.verify import verify

FIRST = date(2026, 12, 1)
READ = date(2026, 11, 24)


def entry(**given: Any) -> a.EnterAmount:
    told: dict[str, Any] = {
        "series": "permit_fee", "cents": 250_50, "since": FIRST, "published_on": READ,
        "notice_en": "IRCC fee notice, 2026-12-01", "notice_fr": "Avis d’IRCC sur les frais, 2026-12-01",
        "address": "https://example.org/fees", **given,
    }  # fmt: skip
    return a.EnterAmount(**told)


CONFIRM = a.ConfirmAmount(series="permit_fee", cents=250_50, since=FIRST)


def refused(world: World, tried: Any, who: str, on: date = READ) -> list[str]:
    with pytest.raises(Refused) as stopped:
        world.enter(tried, who, on=on)
    return [one.code for one in stopped.value.blockers]


def inland(world: World, made_on: date, on: date) -> Any:
    from uuid import uuid4

    case = uuid4()
    asked = ReceiveRequest(client=world.person(), place="in_canada", made_to="inland_office", made_on=made_on)
    world.do(asked, case, "intake", on=on)
    world.do(RecordGrounds(grounds=("A41(a)",)), case, "inland", on=on)
    world.do(RecordConvictions(convictions=()), case, "inland", on=on)
    facts = {**NOTHING_ELSE, "a44_report": "none"}
    world.do(RecordCircumstances(facts=facts), case, "inland", on=on)
    return case


def test_the_amount_of_december_applies_from_its_date_and_is_never_guessed(
    world: World, database: str
) -> None:
    """The change due on 2026-12-01: before it is confirmed a person is asked; after it, the day of the request decides."""
    late = date(2026, 12, 2)
    before = inland(world, date(2026, 11, 30), late)
    unknown = inland(world, FIRST, late)
    third = inland(world, FIRST, late)
    with pytest.raises(Refused) as stopped:
        world.do(RequestFee(), unknown, "intake", on=late)
    assert [one.code for one in stopped.value.blockers] == ["amount-not-held"]
    world.enter(entry(), "analyst", on=READ)
    with pytest.raises(Refused):  # entered alone, it applies to nothing
        world.do(RequestFee(), unknown, "intake", on=late)
    world.enter(CONFIRM, "other_clerk", on=READ)
    world.do(RequestFee(), unknown, "intake", on=late)
    world.do(RequestFee(), before, "intake", on=late)
    asked = {case: case_of(database, case).lines[-1].event.cents for case in (before, unknown)}
    assert asked == {before: 246_25, unknown: 250_50}
    held = tables(database)
    editions = {row["edition"] for row in held["journal_line"]}
    assert editions == {row["version"] for row in held["journal_edition"]} and len(editions) == 2
    assert not list(verify())
    # What an edition changes of a case that did not move meanwhile is projected anew.
    assert [one.case for one in rebuild(check=True)] == [case_of(database, third).head["number"]]
    list(rebuild())
    assert not list(rebuild(check=True))
    with rulebook_in_force():
        assert not faults(database)
        assert found(case_of(database, unknown).file, late).finding("fee").fields["amount"] == "250.50"
    waiting = found(case_of(database, unknown).file, late).finding("fee")
    assert (waiting.outcome, waiting.fields["amount"]) == ("REFER", None)  # as the program alone knows it


def test_confirmed_late_the_cases_made_since_are_written_again_and_no_others(
    world: World, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    lines_of = rebuilding._lines_of
    monkeypatch.setattr(rebuilding, "_lines_of", lambda view, key: (read.append(key), lines_of(view, key))[1])
    late = date(2026, 12, 2)
    before, since = inland(world, date(2026, 11, 30), late), inland(world, FIRST, late)
    earlier = case_of(database, before).head
    world.enter(entry(), "analyst", on=READ)
    world.enter(CONFIRM, "other_clerk", on=READ)
    assert refresh(FIRST, READ) == 0  # its day has not come: no request can have been made on it
    assert [one.case for one in rebuild(check=True)] == [case_of(database, since).head["number"]]
    assert refresh(FIRST, late) == 1
    assert [one.replace("-", "") for one in read] == [since.hex]  # the other is not even replayed
    assert not list(rebuild(check=True)) and refresh(FIRST, late) == 0
    assert case_of(database, before).head == earlier
    assert case_of(database, since).head["fee_due"] == 250_50


def test_who_enters_does_not_confirm(world: World, database: str) -> None:
    world.enter(entry(), "analyst", on=READ)
    assert refused(world, CONFIRM, "analyst") == ["own-entry"]
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE fees_amount SET confirmed_by = entered_by")
    assert refused(world, CONFIRM, "clerk") == ["not-your-role"]
    assert tables(database)["fees_amount"][0]["confirmed_by"] is None


def test_what_the_second_person_reads_must_be_what_was_entered(world: World) -> None:
    world.enter(entry(cents=205_50), "analyst", on=READ)
    assert refused(world, CONFIRM, "other_clerk") == ["amount-differs"]
    assert refused(world, entry(), "analyst") == ["amount-waits"]
    world.enter(a.WithdrawAmount(series="permit_fee", reason="misread"), "other_clerk", on=READ)
    assert refused(world, CONFIRM, "other_clerk") == ["nothing-waits"]
    world.enter(entry(), "analyst", on=READ)
    world.enter(CONFIRM, "other_clerk", on=READ)
    assert refused(world, entry(), "analyst") == ["amount-not-later"]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"cents": 0}, ["amount-not-positive"]),
        ({"since": date(2025, 12, 1)}, ["amount-not-later"]),
        ({"address": " "}, ["source-missing"]),
        ({"published_on": date(2026, 11, 25)}, ["day-to-come"]),
        ({"series": "entry_fee"}, ["no-such-series"]),
    ],
)
def test_what_cannot_be_entered(world: World, given: dict[str, Any], codes: list[str]) -> None:
    assert refused(world, entry(**given), "analyst") == codes


def test_a_refused_entry_writes_one_line_in_the_security_log_and_no_book(world: World, database: str) -> None:
    before = tables(database)
    refused(world, entry(cents=0), "analyst")
    after = tables(database)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"journal_securityevent", "journal_key"}


def test_the_same_key_gives_the_same_answer(world: World, database: str) -> None:
    first = world.enter(entry(), "analyst", key="k", on=READ)
    assert world.enter(entry(), "analyst", key="k", on=READ) == first
    assert first.number == "permit_fee" and (first.first, first.last) == (1, 1)
    assert len(tables(database)["journal_line"]) == 1
    assert DAY < READ


def test_a_book_is_verified_like_a_case(world: World, database: str) -> None:
    """The clever attack: the amount and its line are rewritten, the chain is not."""
    world.enter(entry(), "analyst", on=READ)
    assert not list(verify())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_book SET head = 7")
    assert {one.code for one in verify()} == {"head"}
    assert [one.code for one in rebuild()] == ["case"]
    assert not list(verify())
