"""Many requests, told one after the other: letter for letter what `determine` says."""

from __future__ import annotations

import json
import random

import pytest

from tests.scenarios.requests import random_request, thin
from trp.rulebook.determine import compiled, determine
from trp.rulebook.language import Language
from trp.rulebook.tell import Teller, kept


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("brief", [True, False], ids=["brief", "with its reasons"])
def test_the_answer_is_that_of_determine(language: Language, brief: bool) -> None:
    rng = random.Random(20260302)
    teller = Teller(compiled(), language, brief=brief)
    for n in range(400):
        request = random_request(rng)
        if n % 8 == 0:
            request = thin(request, rng)
        told = json.dumps(determine(request, language, brief=brief), ensure_ascii=False)
        assert teller.tell(request) == told
        assert teller.tell(request) == told, "told again from what was kept"


def test_what_is_kept_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "KEPT", 5)
    rng = random.Random(7)
    teller = Teller(compiled(), "en", brief=True)
    for _ in range(200):
        request = random_request(rng)
        assert json.loads(teller.tell(request)) == determine(request, brief=True)
    stores = [store._kept for store in (*teller._tables, *teller._findings)]
    assert max(map(len, stores)) <= 5


def test_a_reference_that_looks_like_a_mark_is_told_as_it_is() -> None:
    """Texts of the request never become part of a template."""
    base = random_request(random.Random(3))
    base |= {"origin": "officer", "pending": None, "fee_classes": [], "visa_exemption_lost_in_transit": None}
    base |= {"stream": "ordinary", "application": None, "document": "permit", "place": "in_canada"}
    base |= {"made_to": "inland_office"}
    teller = Teller(compiled(), "en", brief=True)
    for reference in ("SI/2025-120", "\ue000amount\ue001", "\ue002amount\ue003", '{amount} "x" \\', "é\n"):
        request = base | {"fee_measure": {"reference": reference, "code": reference}}
        told = json.loads(teller.tell(request))
        assert told == determine(request, brief=True)
        assert told["findings"]["fee"]["basis"] == told["findings"]["fee"]["code"] == reference
