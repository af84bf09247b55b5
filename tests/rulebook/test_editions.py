"""An edition is canonical JSON, and a determination kept under it is told again for ever."""

from __future__ import annotations

import json
import random
from datetime import date

import pytest

from tests.scenarios.requests import random_request, thin
from trp.rulebook.book import current
from trp.rulebook.derive import derive
from trp.rulebook.determine import determine
from trp.rulebook.edition import Record, UnknownEdition, canonical, read, version, written
from trp.rulebook.frozen import replace
from trp.rulebook.language import Amount, Rulebook
from trp.rulebook.seen import flat

EDITION = written(current())


def record(request: dict[str, object], book: Rulebook | None = None) -> Record:
    held = book or current()
    return Record(version(written(held)), derive(request, held), flat(request))


def test_an_edition_is_read_as_it_was_written() -> None:
    assert written(read(EDITION)) == EDITION
    assert read(EDITION).tables == current().tables
    assert read(EDITION).duties == current().duties
    assert canonical(json.loads(EDITION)) == EDITION


def test_the_same_request_is_answered_alike_by_the_edition() -> None:
    rng = random.Random(11)
    book = read(EDITION)
    for n in range(40):
        request = random_request(rng) if n % 2 else thin(random_request(rng), rng)
        assert determine(request, "fr", book=book) == determine(request, "fr")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_kept_determination_is_told_again_in_either_language(language: str) -> None:
    rng = random.Random(12)
    for n in range(12):
        request = random_request(rng) if n % 2 else thin(random_request(rng), rng)
        kept = Record.of(record(request).text())
        assert kept.told(EDITION, language) == determine(request, language)  # type: ignore[arg-type]
        assert kept.text() == record(request).text()


def test_an_answer_of_last_year_is_told_again_after_this_year_s_change() -> None:
    request = {"on": "2026-12-05", "made_on": "2026-12-05", "origin": "officer", "place": "in_canada",
               "made_to": "inland_office", "stream": "ordinary", "application": None, "fee_classes": [],
               "pending": None, "visa_exemption_lost_in_transit": None, "fee_measure": None}  # fmt: skip
    kept = record(request)
    assert kept.told(EDITION, "en")["findings"]["fee"]["outcome"] == "REFER"  # the amount is not loaded

    fee = current().series["permit_fee"]
    newer = replace(
        fee, amounts=(*fee.amounts, Amount(date(2026, 12, 1), date(2027, 11, 30), 250_00, "R298(1)", True))
    )
    changed = replace(current(), series={**current().series, "permit_fee": newer})
    assert determine(request, book=changed)["findings"]["fee"]["amount"] == "250.00"
    assert version(written(changed)) != version(EDITION)
    assert kept.told(EDITION, "en")["findings"]["fee"]["outcome"] == "REFER"
    with pytest.raises(UnknownEdition):
        kept.told(written(changed), "en")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"is": "Both", "en": "a", "fr": "b"}', '{"is": "Nobody"}', EDITION[:-9]]
)
def test_what_is_no_edition_is_refused(text: str) -> None:
    with pytest.raises(UnknownEdition):
        read(text)
