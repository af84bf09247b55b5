"""Persons: names found without accents and in part, documents of one person only, possible duplicates answered first."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from tests.journal.truth import faults, tables
from tests.registers.test_once import CLAIM, claimable, codes
from tests.world import DAY, World
from trp.casework.registers import people as p
from trp.casework.registers.same import AnswerDifferent
from trp.journal.asked import Refused
from trp.journal.verify import verify
from trp.people.folding import fold, swapped, words
from trp.people.same import possible_duplicates

BORN = date(1988, 3, 7)


def refused(world: World, tried: Any, who: str = "intake") -> list[str]:
    with pytest.raises(Refused) as stopped:
        world.enter(tried, who)
    return [one.code for one in stopped.value.blockers]


def enters(world: World, client_id: str = "1234-5678", **given: Any) -> str:
    told = {"family_name": "Trembláy", "given_names": "Élodie", "birth_date": BORN, **given}
    key = str(uuid4())
    world.enter(p.EnterPerson(client=key, client_id=client_id, **told), "intake")
    return key


def alike(key: str) -> set[str]:
    with connection.cursor() as cursor:
        return set(possible_duplicates(cursor, key))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("D’Or, Jean-Étienne", "d or jean etienne"), ("ŒUVRÉ", "oeuvre"), ("Łukasz Ångström", "lukasz angstrom"),
        ("Nguyễn Thị", "nguyen thi"), ("Straße", "strasse"), ("محمد", "محمد"), ("Ольга", "ольга"), ("  ", ""),
        ("I\u015f\u0131k", "isik"), ("\uff21\uff22", "ab"),
    ],
)  # fmt: skip
def test_names_fold(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert fold(folded) == folded


def test_words_and_swapped_days() -> None:
    assert words("Tremblay Côté", "Tremblay", "8000-123") == ("tremblay", "cote", "8000", "123", "8000123")
    assert swapped(date(1988, 3, 7)) == date(1988, 7, 3)
    assert {swapped(None), swapped(date(1988, 3, 13)), swapped(date(1988, 3, 3))} == {None}


def test_a_person_is_entered_corrected_and_verified_like_a_case(world: World, database: str) -> None:
    key = enters(world)
    world.enter(
        p.CorrectPerson(client=key, family_name="Tremblay-Roy", reason="the passport says so"), "intake"
    )
    [person] = tables(database)["people_person"]
    assert (person["family_name"], person["birth_date"], person["family_folded"]) == (
        "Tremblay-Roy",
        None,
        "tremblay roy",
    )
    assert {row["word"] for row in tables(database)["people_word"]} == {
        "tremblay",
        "roy",
        "1234",
        "5678",
        "12345678",
    }
    assert [row["kind"] for row in tables(database)["people_change"]] == ["PersonCorrected"]
    assert not list(verify()) and not faults(database)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"client": "Tremblay"}, "wrong-key"), ({"client_id": " "}, "client-number-missing"),
        ({"client_id": "1" * 21}, "client-number-missing"), ({"family_name": " "}, "name-missing"),
        ({"birth_date": date(2026, 3, 3)}, "day-to-come"), ({"client_id": "1234-5678"}, "client-number-taken"),
    ],
)  # fmt: skip
def test_a_person_that_is_not_entered(world: World, given: dict[str, Any], code: str) -> None:
    there = enters(world)
    told: dict[str, Any] = {"client": str(uuid4()), "client_id": "9", "family_name": "Roy", **given}
    assert refused(world, p.EnterPerson(**told)) == [code]
    assert refused(world, p.EnterPerson(client=there, client_id="9", family_name="Roy")) == ["person-exists"]
    assert refused(world, p.EnterPerson(**{**told, **given}), "clerk")[0] == "not-your-role"


def test_a_correction_needs_a_person_and_a_reason(world: World) -> None:
    correct = p.CorrectPerson(client="nobody", family_name="Roy", reason="x")
    assert refused(world, correct) == ["no-such-person"]
    assert refused(world, p.CorrectPerson(client=str(uuid4()), family_name="Roy", reason="x")) == [
        "no-such-person"
    ]
    assert refused(world, p.CorrectPerson(client=enters(world), family_name="", reason=" ")) == [
        "name-missing",
        "reason-missing",
    ]


def document(client: str, **given: Any) -> p.AddDocument:
    told = {"document": "passport", "country": "fra", "number": "12 ab-345", **given}
    return p.AddDocument(client=client, **told)


def test_a_document_is_one_person_s(world: World, database: str) -> None:
    one, other = enters(world), enters(world, "2", given_names="Zoé", birth_date=None)
    world.enter(document(one), "officer")
    [kept] = tables(database)["people_document"]
    assert (kept["country"], kept["number"], kept["person"]) == ("FRA", "12AB345", UUID(one).hex)
    assert refused(world, document(other, number="12AB345")) == ["document-of-another"]
    assert refused(world, document(one)) == ["document-on-file"]
    remove = p.RemoveDocument(
        client=other, document="passport", country="FRA", number="12AB345", reason="misread"
    )
    assert refused(world, remove) == ["no-such-document"]
    world.merge(one, other)
    assert refused(world, document(other)) == ["document-on-file"]
    world.enter(
        p.RemoveDocument(client=one, document="passport", country="fra", number="12ab345", reason="x"),
        "intake",
    )
    world.enter(document(other), "intake")
    assert not faults(database)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"document": "library_card"}, "wrong-document"), ({"country": "France"}, "wrong-country"),
        ({"country": "F1A"}, "wrong-country"), ({"number": " - "}, "number-missing"),
        ({"number": "1" * 41}, "number-missing"), ({"client": "nobody"}, "no-such-person"),
    ],
)  # fmt: skip
def test_a_document_that_is_not_entered(world: World, given: dict[str, Any], code: str) -> None:
    assert refused(world, document(**{"client": enters(world), **given})) == [code]


# Possible duplicates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"given_names": "Zoé"}, True),  # a twin, say: somebody answers
        ({"family_name": "TREMBLAY", "given_names": "elodie"}, True),
        ({"family_name": "Elodie", "given_names": "Tremblay"}, True),  # names the other way round
        ({"birth_date": date(1988, 7, 3)}, True),  # day and month the other way round
        ({"birth_date": None}, True),
        ({"birth_date": date(1988, 7, 3), "given_names": "Zoé"}, False),
        ({"birth_date": None, "given_names": "Zoé"}, False),
        ({"birth_date": date(1989, 3, 7)}, False),
        ({"family_name": "Roy"}, False),
    ],
)  # fmt: skip
def test_a_possible_duplicate(world: World, other: dict[str, Any], found: bool) -> None:
    one = enters(world)
    two = enters(world, "2", **other)
    assert alike(one) == ({two} if found else set())
    assert alike(two) == ({one} if found else set())


def test_a_possible_duplicate_is_answered_before_the_claim(world: World, database: str) -> None:
    one, twin = enters(world), enters(world, "2", given_names="Zoé")
    case = claimable(world, one)
    assert codes(world, CLAIM, case) == ["possible-duplicate"]
    different = AnswerDifferent(one=twin, other=one, reason="twins: two passports")
    assert refused(world, different, "officer") == ["not-your-role"]
    world.enter(different, "intake")
    assert refused(world, AnswerDifferent(one=one, other=twin, reason="again")) == ["answered-already"]
    world.do(CLAIM, case)
    assert {row["person"] for row in tables(database)["people_change"]} == {UUID(one).hex, UUID(twin).hex}
    assert not faults(database)


def test_an_answer_holds_for_all_records_of_both(world: World) -> None:
    one, twin = enters(world), enters(world, "2", given_names="Zoé")
    again = enters(world, "3", birth_date=None)
    world.enter(AnswerDifferent(one=one, other=twin, reason="twins"), "intake")
    assert alike(one) == {again} and alike(twin) == set()
    world.merge(one, again)
    assert alike(one) == set() and alike(twin) == set()


def test_who_changed_who_somebody_is_does_not_claim_for_them(world: World) -> None:
    """Reliability 3, separation of duties 3: for 30 days, that day included."""
    from datetime import timedelta

    key = enters(world)
    case = claimable(world, key)
    world.enter(p.CorrectPerson(client=key, family_name="Roy", reason="married"), "officer")
    assert codes(world, CLAIM, case) == ["own-identity-work"]
    with pytest.raises(Refused):
        world.do(CLAIM, case, on=DAY + timedelta(days=30))
    world.do(CLAIM, claimable(world, enters(world, "2", birth_date=None)))
    world.do(CLAIM, case, on=DAY + timedelta(days=31))


def test_it_is_not_granted_at_an_office_in_canada(world: World) -> None:
    """Item 80 is held there too; the policy is for an officer outside Canada, or an examination at a port of entry."""
    from trp.officers.models import Holding

    Holding.objects.create(
        officer_id=world.officers["inland"],
        line=-2, item="80", level="OFFICER", since=DAY,
        entered_by_id=world.officers["supervisor"], entered_on=DAY,
        approved_by_id=world.officers["other_supervisor"], approved_on=DAY,
    )  # fmt: skip
    case = claimable(world, world.person())
    assert codes(world, CLAIM, case, "inland") == ["not-granted-here"]
    world.do(CLAIM, case, "colleague")
