"""Merges and separations: two people, journalled, reversible, and none of them frees what is once for a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from tests.journal.journals import behind
from tests.journal.tasks import entered, one
from tests.journal.truth import faults, tables
from tests.journal.workers import together
from tests.registers import meanwhile
from tests.registers.test_once import CLAIM, ISSUE, LAPSE, claimable, codes, issuable, refuses
from tests.registers.test_people import enters, refused
from tests.world import DAY, World
from trp.casework.exemptions import ClaimExemption
from trp.casework.registers import merges, splits
from trp.casework.registers.same import AnswerDifferent
from trp.journal import door
from trp.journal.rebuild import rebuild
from trp.journal.verify import verify


def two(world: World) -> tuple[str, str]:
    return world.person(), world.person()


def root(database: str, key: str) -> str | None:
    [found] = [row for row in tables(database)["people_person"] if row["id"] == UUID(key).hex]
    return found["root_id"] and str(UUID(found["root_id"]))


def granted(world: World, person: str) -> UUID:
    case = issuable(world, person)
    world.do(ISSUE, case, "manager")
    return case


def clean(database: str) -> bool:
    return not [*faults(database), *verify(), *rebuild(check=True)]


def test_a_merge_takes_two_people_and_stands_in_both_books(world: World, database: str) -> None:
    a, b = two(world)
    world.enter(merges.ProposeMerge(one=a, other=b, reason="the same passport"), "intake")
    assert root(database, b) is None
    assert refused(world, merges.ApproveMerge(one=a, other=b)) == ["own-entry"]
    assert refused(world, merges.ProposeMerge(one=b, other=a, reason="x")) == ["merge-waits"]
    world.enter(merges.ApproveMerge(one=b, other=a), "unit")
    assert (root(database, a), root(database, b)) == (b, None), "the first named stands for both"
    books = {row["id"]: row["name"] for row in tables(database)["journal_book"]}
    said = {(books[row["case_id"]], row["kind"]) for row in tables(database)["journal_line"]}
    assert said == {(key, kind) for key in (a, b) for kind in ("MergeProposed", "RecordsMerged")}
    assert clean(database)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (merges.ProposeMerge(one="a", other="x", reason="r"), "no-such-person"),
        (merges.ProposeMerge(one="a", other="a", reason="r"), "same-record"),
        (merges.ProposeMerge(one="a", other="c", reason=" "), "reason-missing"),
        (merges.ProposeMerge(one="a", other="b", reason="r"), "merged-already"),
        (AnswerDifferent(one="a", other="b", reason="r"), "merged-already"),
        (AnswerDifferent(one="a", other="c", reason=""), "reason-missing"),
        (merges.ApproveMerge(one="a", other="c"), "nothing-waits"),
        (merges.WithdrawMerge(one="a", other="c", reason="r"), "nothing-waits"),
        (splits.ProposeSplit(one="a", other="b", reason="r"), "stands-for-others"),
        (splits.ProposeSplit(one="c", other="a", reason="r"), "not-merged"),
        (splits.ProposeSplit(one="b", other="a", reason=""), "reason-missing"),
        (splits.ApproveSplit(one="b", other="a"), "nothing-waits"),
        (splits.WithdrawSplit(one="b", other="a", reason="r"), "nothing-waits"),
        (merges.ReviewMeeting(client="a", reason="r"), "nothing-met"),
        (merges.ReviewMeeting(client="x", reason="r"), "no-such-person"),
    ],
)  # fmt: skip
def test_what_is_refused(world: World, entry: Any, code: str) -> None:
    from dataclasses import replace

    a, b, c = world.person(), world.person(), world.person()
    world.merge(a, b)
    keys = {"a": a, "b": b, "c": c, "x": str(uuid4())}
    named = {
        field: keys[getattr(entry, field)] for field in ("one", "other", "client") if hasattr(entry, field)
    }
    assert refused(world, replace(entry, **named), "other_clerk") == [code]
    assert refused(world, replace(entry, **named), "clerk")[0] == "not-your-role"


def test_what_waits_may_be_withdrawn(world: World, database: str) -> None:
    a, b = two(world)
    world.enter(merges.ProposeMerge(one=a, other=b, reason="r"), "intake")
    world.enter(merges.WithdrawMerge(one=a, other=b, reason="another birthplace"), "unit")
    assert refused(world, merges.ApproveMerge(one=a, other=b), "unit") == ["nothing-waits"]
    world.merge(a, b)
    world.enter(splits.ProposeSplit(one=b, other=a, reason="r"), "intake")
    assert refused(world, splits.ProposeSplit(one=b, other=a, reason="r"), "unit") == ["split-waits"]
    assert refused(world, splits.ApproveSplit(one=b, other=a)) == ["own-entry"]
    world.enter(splits.WithdrawSplit(one=b, other=a, reason="no"), "intake")
    assert root(database, b) == a and clean(database)


def test_the_database_refuses_what_two_people_did_not_decide(world: World) -> None:
    a, b = two(world)
    assert refuses("UPDATE people_person SET root_id = %s WHERE id = %s", UUID(a), UUID(b))
    world.merge(a, b)
    assert refuses("UPDATE people_person SET root_id = NULL WHERE id = %s", UUID(b))
    assert refuses("UPDATE people_person SET root_id = NULL")
    assert refuses("UPDATE people_decision SET approved_by = proposed_by")
    assert refuses("UPDATE people_decision SET approved_by = NULL")
    for table in ("people_decision", "people_change"):
        assert refuses(f"DELETE FROM {table}")


# What is once for a person ------------------------------------------------------------------------------


def test_no_merge_and_no_split_frees_a_grant(world: World, database: str) -> None:
    """The record with the grant stands for both. Separated, it stays with whom it was made to, and where it was."""
    a, b = two(world)
    granted(world, b)
    other = claimable(world, a)
    world.merge(a, b)
    assert root(database, a) == b
    assert codes(world, CLAIM, other) == ["granted-before"]
    assert codes(world, CLAIM, claimable(world, b)) == ["granted-before"]
    world.split(a, b)
    assert codes(world, CLAIM, claimable(world, b)) == ["granted-before"]
    world.do(CLAIM, other)  # it was never granted to this person
    assert clean(database)


def test_a_grant_made_after_a_merge_goes_with_its_person_and_stays(world: World, database: str) -> None:
    a, b = two(world)
    world.merge(a, b)
    case = granted(world, b)
    assert codes(world, CLAIM, claimable(world, a)) == ["granted-before"]
    world.split(b, a)
    for person in (a, b):
        assert codes(world, CLAIM, claimable(world, person)) == ["granted-before"]
    rows = tables(database)["people_grant"]
    assert {(row["root"], row["carried_from"], row["case_id"], row["person"]) for row in rows} == {
        (UUID(a).hex, None, case.hex, UUID(b).hex),
        (UUID(b).hex, UUID(a).hex, case.hex, UUID(b).hex),
    }
    assert clean(database)
    world.merge(a, b)  # the same grant met itself: nothing to report
    assert not tables(database)["people_meeting"] and clean(database)
    assert not [
        row for row in tables(database)["journal_body"] if "grant" in row["body"] and "met" in row["body"]
    ]


def test_two_grants_that_meet_both_stay_and_are_reported(world: World, database: str) -> None:
    a, b = two(world)
    cases = {granted(world, a).hex, granted(world, b).hex}
    world.merge(b, a)
    [met] = tables(database)["people_meeting"]
    assert met["facts"] == "grants" and {met["one_case"], met["other_case"]} == cases
    assert {row["case_id"] for row in tables(database)["people_grant"]} == cases
    assert codes(world, CLAIM, claimable(world, a)) == ["granted-before"]
    assert refused(world, merges.ReviewMeeting(client=a, reason="r")) == ["not-your-role"]
    world.enter(merges.ReviewMeeting(client=a, reason="both paid back"), "other_clerk")
    [met] = tables(database)["people_meeting"]
    assert met["reviewed_by"] == str(world.officers["other_clerk"])
    world.split(a, b) if root(database, a) else world.split(b, a)
    for person in (a, b):
        assert codes(world, CLAIM, claimable(world, person)) == ["granted-before"]
    assert clean(database)


def test_two_claims_that_meet_the_earlier_goes_on(world: World, database: str) -> None:
    a, b = two(world)
    lapsed = claimable(world, a)
    world.do(CLAIM, lapsed)
    world.do(LAPSE, lapsed)  # what lapsed before was no earlier claim
    first, second = issuable(world, b), issuable(world, a)
    world.merge(a, b)
    assert root(database, a) == b
    assert "fee-not-settled" in codes(world, ISSUE, second, "manager")
    third = claimable(world, a)
    assert codes(world, CLAIM, third) == ["claimed-elsewhere", "meeting-unreviewed"]
    assert refused(world, merges.ReviewMeeting(client=a, reason="r"), "other_clerk") == ["claims-live"]
    world.do(LAPSE, first)  # whichever lapses, the other one is still the only one
    assert codes(world, CLAIM, third) == ["claimed-elsewhere", "meeting-unreviewed"]
    world.do(ISSUE, second, "manager")
    world.enter(merges.ReviewMeeting(client=a, reason="the later one was granted"), "other_clerk")
    assert codes(world, CLAIM, third) == ["granted-before"]
    assert clean(database)


def test_what_a_merge_met_is_missed_where_it_is_not_reported(world: World, database: str) -> None:
    a, b = world.record("11", "Roy"), world.record("12", "Roi")
    granted(world, a), granted(world, b)
    world.merge(a, b)
    assert clean(database)
    with behind(database) as owner:
        owner.run("DELETE FROM people_meeting")
    assert [(one.code, one.case) for one in rebuild(check=True)] == [("meeting-missing", "11")]


def test_a_record_that_was_linked_behind_the_journal_is_found(world: World, database: str) -> None:
    a, b, c = (world.record(number, "Roy") for number in ("11", "12", "13"))
    world.merge(a, b)
    assert clean(database)
    for damage, found in (
        (("UPDATE people_person SET root_id = NULL WHERE id = %s", UUID(b)), ["12"]),
        (("UPDATE people_person SET root_id = %s WHERE id = %s", UUID(a), UUID(b)), []),
        (("UPDATE people_person SET root_id = %s WHERE id = %s", UUID(a), UUID(c)), ["13"]),
    ):
        with behind(database) as owner:
            owner.run(*damage)
        assert [one.columns for one in rebuild(check=True) if one.code == "who"] == found


def test_a_grant_meets_a_claim(world: World, database: str) -> None:
    a, b = two(world)
    granted(world, a)
    live = issuable(world, b)
    world.merge(b, a)
    [met] = tables(database)["people_meeting"]
    assert met["facts"] == "grant_and_claim" and root(database, b) == a
    assert "fee-not-settled" in codes(world, ISSUE, live, "manager")
    assert refused(world, merges.ReviewMeeting(client=b, reason="r"), "other_clerk") == ["claims-live"]
    world.do(LAPSE, live)
    world.enter(merges.ReviewMeeting(client=b, reason="lapsed"), "other_clerk")
    assert clean(database)


def test_records_are_not_separated_while_a_claim_lives(world: World, database: str) -> None:
    a, b = two(world)
    world.merge(a, b)
    case = claimable(world, b)
    world.do(CLAIM, case)
    split = splits.ProposeSplit(one=b, other=a, reason="r")
    assert refused(world, split) == ["claim-lives"]
    world.do(LAPSE, case)
    world.enter(split, "intake")
    world.do(CLAIM, case, "colleague")
    assert refused(world, splits.ApproveSplit(one=b, other=a), "unit") == ["claim-lives"]
    assert clean(database)


def test_separated_records_are_answered_different_and_may_be_merged_again(
    world: World, database: str
) -> None:
    a, b = enters(world), enters(world, "2", birth_date=None)
    world.merge(a, b)
    world.split(b, a)
    world.do(CLAIM, claimable(world, a))  # nobody is asked again whether they are one person
    world.merge(a, b)
    assert root(database, b) == a and clean(database)


def test_groups_merge_and_every_record_points_at_the_one_that_stands_for_all(
    world: World, database: str
) -> None:
    a, b = two(world)
    c, d = two(world)
    world.merge(a, b)
    world.merge(c, d)
    world.merge(d, b)
    assert {root(database, key) for key in (a, b, d)} == {c} and root(database, c) is None
    granted(world, b)
    for key in (a, c, d):
        assert codes(world, CLAIM, claimable(world, key)) == ["granted-before"]
    world.split(b, c)
    for key in (a, b, d):
        assert codes(world, CLAIM, claimable(world, key)) == ["granted-before"]
    assert clean(database)


def test_who_merged_does_not_claim(world: World) -> None:
    from trp.officers.models import Officer

    Officer.objects.filter(id=world.officers["officer"]).update(roles="officer intake")
    a, b = two(world)
    world.enter(merges.ProposeMerge(one=a, other=b, reason="r"), "officer")
    case = claimable(world, b)
    assert codes(world, CLAIM, case) == ["own-identity-work"]
    world.do(CLAIM, case, "colleague")


# At once ------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_claim_leaves_nothing_under_a_record_that_was_merged_meanwhile(
    world: World, database: str, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine == "sqlite":
        pytest.skip("SQLite locks the whole file at BEGIN IMMEDIATE: nothing happens in between")
    a, b = two(world)
    granted(world, a)
    world.enter(merges.ProposeMerge(one=a, other=b, reason="r"), "intake")
    case = claimable(world, b)
    said = meanwhile.in_between(
        monkeypatch,
        ClaimExemption,
        meanwhile.entry(world, database, merges.ApproveMerge(one=a, other=b), "other_clerk"),
    )
    assert codes(world, CLAIM, case) == ["granted-before"]
    assert said[0][0] == "done" and clean(database)


@pytest.mark.slow
@pytest.mark.parametrize("wall", ["trigger", "none"])
def test_without_the_record_held_the_claim_stands_nowhere(
    world: World, database: str, engine: str, wall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sabotaged twin: without the version the trigger holds; without both, who has had it claims it again."""
    if engine == "sqlite":
        pytest.skip("SQLite locks the whole file at BEGIN IMMEDIATE: nothing happens in between")
    monkeypatch.setattr(door, "hold", lambda *_: None)
    if wall == "none":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE people_liveclaim DISABLE TRIGGER ALL")
    monkeypatch.setattr("trp.journal.sql.CLAIM", _AS_READ)
    a, b = two(world)
    granted(world, a)
    world.enter(merges.ProposeMerge(one=a, other=b, reason="r"), "intake")
    case = claimable(world, b)
    approve = merges.ApproveMerge(one=a, other=b)
    meanwhile.in_between(
        monkeypatch, ClaimExemption, meanwhile.entry(world, database, approve, "other_clerk")
    )
    if wall == "trigger":
        assert codes(world, CLAIM, case) == ["granted-before"]
    else:
        world.do(CLAIM, case)
        assert [row["root"] for row in tables(database)["people_liveclaim"]] == [UUID(b).hex]


_AS_READ = (
    "INSERT INTO people_liveclaim (root, person, case_id) SELECT root, person, case_id FROM (SELECT "
    "CAST(%s AS uuid) AS root, CAST(%s AS uuid), CAST(%s AS uuid) AS person, CAST(%s AS uuid) AS case_id) read"
)
"""A claim kept under the record that was read, not under the one that stands for the person when it is written."""


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "during", "after"])
def test_sixty_four_claims_for_two_records_of_one_person(world: World, database: str, when: str) -> None:
    """Through 64 cases, offices and accounts: exactly one goes on, and each refusal is clear."""
    a, b = two(world)
    cases = [claimable(world, (a, b)[n % 2]) for n in range(64)]
    world.enter(merges.ProposeMerge(one=a, other=b, reason="r"), "intake")
    approve = (database, (merges.ApproveMerge(one=a, other=b), world.officers["other_clerk"], uuid4().hex))
    claims = [(database, (CLAIM, case, world.elsewhere(n), uuid4().hex)) for n, case in enumerate(cases)]
    if when == "before":
        assert together(entered, [approve])[0][0] == "done"
    if when == "during":
        told = together(either, [*claims[:32], approve, *claims[32:]])
        assert told.pop(32)[0] == "done"
    else:
        told = together(one, claims)
    if when == "after":
        assert together(entered, [approve])[0][0] == "done"
    assert {outcome for outcome, _ in told} == {"done", "refused"}, told
    done = [outcome for outcome, _ in told].count("done")
    assert done == 1 if when == "before" else done in (1, 2)
    refusals = {found for outcome, found in told if outcome == "refused"}
    assert refusals <= {("claimed-elsewhere",), ("claimed-elsewhere", "meeting-unreviewed")}, refusals
    assert len(tables(database)["people_meeting"]) == done - 1, (
        "two that were claimed before the merge are reported"
    )
    again = [case for case, (outcome, _) in zip(cases, told, strict=True) if outcome == "refused"]
    assert "claimed-elsewhere" in codes(world, CLAIM, again[0])
    assert clean(database)


def either(line: Any, url: str, job: Any) -> None:
    """An act or an entry, at the word go."""
    (one if len(job) == 4 else entered)(line, url, job)


@pytest.mark.slow
def test_two_people_merge_the_same_records_both_ways_at_once(world: World, database: str) -> None:
    """Eight merges of four records, each pair from both ends: no deadlock is seen, and every record points at one."""
    keys = [world.person() for _ in range(4)]
    pairs = [(keys[n], keys[m]) for n in range(4) for m in range(4) if n < m]
    for n, m in pairs:
        world.enter(merges.ProposeMerge(one=n, other=m, reason="r"), "intake")
    jobs = [
        (database, (merges.ApproveMerge(one=x, other=y), world.officers[who], uuid4().hex))
        for n, m in pairs
        for x, y, who in ((n, m, "other_clerk"), (m, n, "unit"))
    ]
    told = together(entered, jobs)
    assert {outcome for outcome, _ in told} == {"done", "refused"}, told
    assert [outcome for outcome, _ in told].count("done") == 3
    roots = {root(database, key) or key for key in keys}
    assert len(roots) == 1 and clean(database)


def test_the_day_is_the_day(world: World, database: str) -> None:
    world.merge(*two(world))
    assert {row["changed_on"] for row in tables(database)["people_change"]} == {DAY.isoformat()}
