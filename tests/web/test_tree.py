"""The determination tree: every sentence of it, what applies first, well formed, in words, and cheap."""

import html
import re
import time

import pytest

from tests.web.markup import Markup
from trp.cases.case_page import FINDINGS
from trp.casework.found import explained
from trp.desk.tree import tree
from trp.journal.cases import actor, opened
from trp.journal.models import Case
from trp.officers.models import Officer
from trp.rulebook.labels import LABELS, label
from trp.rulebook.request import QUESTIONS
from trp.rulebook.sources import cited

pytestmark = pytest.mark.slow

WORDS = {"en": ("Applies:", "Does not apply:", "Not known yet:"), "fr": ("S’applique\u00a0:", "Ne s’applique pas\u00a0:", "Pas encore connu\u00a0:")}  # fmt: skip


def five():
    """Cases that differ: an exempt one, a paid one, one that waits, one of an inland office, one with information."""
    chosen = {}
    for case in Case.every.filter(access="normal").order_by("number"):
        chosen.setdefault((case.stage, case.made_to), case.number)
    return list(chosen.values())[:5]


def findings_of(number, language):
    from datetime import UTC, date, datetime

    who = actor(Officer.objects.get(username="a.roy").id, date(2026, 3, 2))
    _, file = opened(who, number, at=datetime(2026, 3, 2, 12, tzinfo=UTC))
    return explained(file, date(2026, 3, 2), language)["findings"]


def nodes(because):
    for node in because:
        yield node
        yield from nodes(node["because"])


def drawn(because, language):
    from django.utils.translation import override

    with override(language):
        return tree(because)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_tree_is_well_formed_and_says_everything_once_in_words(demo_site, language):
    seen = set()
    for number in five():
        for finding in findings_of(number, language).values():
            shown = drawn(finding["because"], language)
            read = Markup(f"<div>{shown}</div>")
            assert read.wrong == []
            assert not read.ids, "a tree can stand on a page more than once"
            for node in nodes(finding["because"]):
                assert html.escape(node["says"].rstrip("."), quote=True) in shown
                seen |= {node["holds"]}
                for under in node["under"]:
                    assert f">{html.escape(cited(under, language))}</a>" in shown
                for path in node["facts"]:
                    if node["because"] or path.endswith("].id"):
                        continue
                    assert label(path).in_(language) in read.words
                    assert not re.search(rf"(?<![\w.]){re.escape(path)} =", read.words)
            assert "aria-hidden" in shown and any(word in read.words for word in WORDS[language])
    assert seen == {True, False, None}


def test_what_applies_stands_first_and_open_and_what_does_not_is_folded_under_its_sentence(demo_site):
    for number in five():
        for name, finding in findings_of(number, "en").items():
            shown = drawn(finding["because"], "en")
            held = [node["holds"] for node in finding["because"]]
            first = re.search(r'<li class="holds-(\w+)">(<details>)?', shown)
            expected = "yes" if True in held else "open" if None in held else "no"
            assert first[1] == expected, (number, name)
            if expected != "no":
                assert first[2] is None
                assert not re.search(r'<li class="holds-(yes|open)"><details', shown)
            for node in finding["because"]:
                if node["holds"] is False and node["because"] and not node["facts"]:
                    where = shown.index(f'<span class="says">{html.escape(node["says"])}</span></summary>')
                    assert shown.rindex("<details><summary>", 0, where) > shown.rindex("<li", 0, where)


def test_where_a_rule_does_not_apply_what_is_not_met_is_told_first():
    clauses = [
        {"says": s, "under": [], "holds": h, "facts": {}, "because": []}
        for s, h in (("a", True), ("b", False), ("c", None))
    ]
    rule = {"says": "r", "under": ["R298(1)"], "holds": False, "facts": {}, "because": clauses}
    shown = drawn([rule], "en")
    assert re.findall(r'class="says">(\w)<', shown) == ["r", "b", "c", "a"]
    assert re.findall(r'class="says">(\w)<', drawn([rule | {"holds": True}], "en")) == ["r", "a", "b", "c"]


def test_what_somebody_wrote_appears_as_text():
    hostile = '<script>alert("x")</script>'
    clause = {"says": hostile, "under": [hostile], "holds": True, "facts": {"convictions[0].offence": hostile}, "because": []}  # fmt: skip
    shown = drawn([{"says": hostile, "under": [], "holds": None, "facts": {}, "because": [clause]}], "en")
    assert "<script" not in shown and shown.count("&lt;script&gt;") == 4
    assert Markup(f"<div>{shown}</div>").wrong == []


def test_every_fact_that_can_be_asked_for_has_a_label():
    assert set(LABELS) == set(QUESTIONS)
    assert label("convictions[2].sentence").fr == "Déclaration de culpabilité 3\u00a0: peine"


def test_the_page_of_reasons_asks_for_what_is_missing(demo_site, signed_in):
    for number in five():
        for name in FINDINGS:
            for language in ("en", "fr"):
                page = signed_in("a.roy").get(f"/{language}/cases/{number}/why/{name}")
                assert page.status_code == 200
                read = Markup(page.content.decode())
                assert read.wrong == [] and read.missing() == set()


def test_the_largest_tree_is_cheap(demo_site):
    """Some hundred nodes with their links: no template is drawn for each."""
    because = findings_of(five()[0], "en")["fee"]["because"]
    drawn(because, "en")
    started = time.perf_counter()
    for _ in range(10):
        drawn(because, "en")
    took = (time.perf_counter() - started) / 10
    assert sum(1 for _ in nodes(because)) > 60
    assert took < 0.03, f"{took * 1000:.1f} ms"
