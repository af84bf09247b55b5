"""What pages say stands in both languages side by side, and nothing on them is done by an inline style or script."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import DebugLexer, TokenType
from django.utils.text import smart_split

from tests.casework.french import _ENGLISH as ENGLISH
from tests.casework.french import _FRENCH as FRENCH

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "trp"
ROOMS = ("desk", "cases", "fees", "selfcheck", "oversight", "powers")

ALIKE = {"TRP Casework", "Source", "Sources", "Table", "Dates", "client {id}", "Notes", "Permis", "Message", "Code", "Page", "sanctions"}  # fmt: skip
"""What both languages write alike."""
UNSAID = {"TRP Casework"}
"""Words that stand in a template as they are: the name of the product."""
MARKS = set(" \n\t·–×….,()+/•✓✗?→0123456789#") | {"\u00a0"}
"""What may stand between them: it means the same in both languages, and no colon, before which French has a space."""

WHEN_NOTHING_WORKS = "500.html"
"""The page of a fault is drawn without tags, and says everything in both languages."""

SAID = ("title", "aria-label", "placeholder", "alt", "data-done", "data-label", "aria-description", "label")
SENTENCES = {"say": 2, "many": 4}
"""The tags that say something, and how many texts of both languages each is given."""


# What a template says ---------------------------------------------------------------------------------


class Said(HTMLParser):
    """Reads a template without its tags. `found`: what it says or does by itself."""

    def __init__(self, text):
        super().__init__()
        self.found, self._in = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        held = {name: value or "" for name, value in attrs}
        if tag == "style" or "style" in held:
            self.found.append(f"{tag}: an inline style")
        if tag == "script" and "src" not in held:
            self.found.append("an inline script")
        self.found += [f"{tag}: {name}" for name in held if re.fullmatch("on[a-z]+|hx-on.*", name)]
        self.found += [f"{name}: {held[name]}" for name in SAID if name in held and not is_quiet(held[name])]
        if tag == "input" and held.get("type") in ("submit", "button", "reset") and not is_quiet(held.get("value", "")):  # fmt: skip
            self.found.append(f"value: {held['value']}")
        self.found += [f"{name}: {value}" for name, value in held.items() if value.strip().lower().startswith("javascript:")]  # fmt: skip
        self._in.append(tag)

    def handle_endtag(self, tag):
        while self._in and self._in.pop() != tag:
            pass

    def handle_data(self, data):
        if self._in and self._in[-1] in ("script", "style"):
            if data.strip():
                self.found.append(f"{self._in[-1]}: {data.strip()[:40]}")
        elif self._in and self._in[-1] == "kbd" and len(data.strip()) == 1:
            return  # a key is what is printed on it
        elif not is_quiet(data):
            self.found.append(" ".join(data.split()))


def is_quiet(text):
    """Whether a text says nothing in a language."""
    for one in UNSAID:
        text = text.replace(one, "")
    return set(text) <= MARKS


def tokens(text):
    return DebugLexer(text).tokenize()


def without_tags(text):
    """A template without what it is filled with; comments, and the blocks that give a class, left out."""
    kept, left_out = [], ""
    for token in tokens(text):
        words = token.contents.split() if token.token_type is TokenType.BLOCK else []
        if words == ["comment"] or (words[:1] == ["block"] and words[1].endswith("_class")):
            left_out = f"end{words[0]}"
        elif words and words[0] == left_out:
            left_out = ""
        elif token.token_type is TokenType.TEXT and not left_out:
            kept.append(token.contents)
    return "".join(kept)


def unsaid(text):
    """What a template says outside the tags that say it in both languages, or does by itself."""
    found = Said(without_tags(text)).found
    # `{{ a }} : {{ b }}` outside a tag is English with a French space, or French without one.
    return found


def sayings(text):
    """The pairs that a template says: each with the tag it stands in; None where one is not a text."""
    for token in tokens(text):
        if token.token_type is TokenType.BLOCK and (name := token.contents.split()[0]) in SENTENCES:
            given = list(smart_split(token.contents))[1 + (name == "many") :][: SENTENCES[name]]
            texts = [one[1:-1] if len(one) > 1 and one[0] in "'\"" and one[-1] == one[0] else None for one in given]  # fmt: skip
            half = SENTENCES[name] // 2
            texts += [None] * (SENTENCES[name] - len(texts))
            for en, fr in zip(texts[:half], texts[half:], strict=True):
                yield token.contents, en, fr


def wrong_pair(en, fr):
    """What is wrong with two texts that stand side by side."""
    if en is None or fr is None:
        return ["both languages have to be there as they are"]
    if not en.strip() or not fr.strip():
        return ["a language is missing"]
    found = (
        []
        if en != fr or en in ALIKE or is_quiet(re.sub(r"{\w+}", "", en)) or set(en.split()) == {"x"}
        else [f"both languages say: {en}"]
    )
    skip = "nothing is left to be filled in"
    # A value may end a text or begin it; of a piece of a sentence only what is inside it is looked at.
    found += [
        f"fr: {name}: {fr}" for name, pattern in FRENCH.items() if name != skip and re.search(pattern, fr)
    ]
    found += [
        f"en: {name}: {en}" for name, pattern in ENGLISH.items() if name != skip and re.search(pattern, en)
    ]
    return found  # fmt: skip


# What the code of the pages says ----------------------------------------------------------------------


def spoken(text):
    """The pairs of a module: of `later(…)`, `Both(…)`, `speech()(…)`, and of what a speech is called there."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and len(node.args) == 2 and _speaks(node.func):
            en, fr = map(_text, node.args)
            if en is not None and fr is not None:
                yield node.lineno, en, fr


def _speaks(called):
    if isinstance(called, ast.Name):
        return called.id in ("later", "Both", "say", "speech")
    if isinstance(called, ast.Attribute):
        return called.attr in ("speech", "_say", "say")
    return isinstance(called, ast.Call) and isinstance(called.func, ast.Name) and called.func.id == "speech"


def _text(node):
    """A text as it is; of one with values the text around them; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [_text(node.left), _text(node.right)]
        return "".join(parts) if None not in parts else None
    if not isinstance(node, ast.JoinedStr):
        return None
    return "".join(
        part.value if isinstance(part, ast.Constant)
        else "\u00a0" if isinstance(part.value, ast.Name) and part.value.id == "NO_BREAK"
        else "{value}"
        for part in node.values
    )  # fmt: skip


# The promises -----------------------------------------------------------------------------------------


def templates():
    return sorted(SOURCE.rglob("templates/**/*.html"))


def of_template(text, *, plain=False):
    """Everything that is wrong with a template. `plain`: it is drawn without tags."""
    if not plain:
        yield from (f"outside say: {one}" for one in unsaid(text))
    for tag, en, fr in sayings(text):
        yield from (f"{wrong} in {tag}" for wrong in wrong_pair(en, fr))


def of_code(text):
    """Everything that is wrong with what a module says."""
    for line, en, fr in spoken(text):
        yield from (f"line {line}: {wrong}" for wrong in wrong_pair(en, fr))


def modules():
    return sorted(path for room in ROOMS for path in (SOURCE / room).rglob("*.py"))


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_template_says_everything_in_both_languages_and_does_nothing_inline(path):
    assert list(of_template(path.read_text("utf-8"), plain=path.name == WHEN_NOTHING_WORKS)) == []


@pytest.mark.parametrize("room", ROOMS)
def test_the_code_of_pages_says_everything_in_both_languages(room):
    found = {path.name: list(of_code(path.read_text("utf-8"))) for path in modules() if room in path.parts}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_that_is_much():
    assert sum(1 for path in templates() for _ in sayings(path.read_text("utf-8"))) > 200
    assert sum(1 for path in modules() for _ in spoken(path.read_text("utf-8"))) > 60


def test_the_page_of_a_fault_says_it_in_both_languages():
    [path] = (one for one in templates() if one.name == WHEN_NOTHING_WORKS)
    text = path.read_text("utf-8")
    assert '<html lang="en">' in text and '<div lang="fr">' in text and "{%" not in text


SABOTAGE = {
    "a word outside say": ("templates", "</h1>", " Cases</h1>", "outside say: Cases"),
    "a colon outside say": ("templates", "</h1>", " : </h1>", "outside say: :"),
    "a title": ("templates", "<h1", '<h1 title="Cases"', "title: Cases"),
    "a label": ("templates", "<h1", '<h1 aria-label="Cases"', "aria-label: Cases"),
    "a placeholder": ("templates", "<h1", '<input placeholder="Name"><h1', "placeholder: Name"),
    "the text of a picture": ("templates", "<h1", '<img alt="Map"><h1', "alt: Map"),
    "what is said once it is done": ("templates", "<h1", '<p data-done="Copied"></p><h1', "data-done: Copied"),
    "a button": ("templates", "<h1", '<input type="submit" value="Send"><h1', "value: Send"),
    "a style": ("templates", "<h1", '<h1 style="color: red"', "an inline style"),
    "a sheet": ("templates", "<h1", "<style>h1{}</style><h1", "an inline style"),
    "a script": ("templates", "<h1", "<script>x()</script><h1", "an inline script"),
    "a handler": ("templates", "<h1", '<h1 onclick="x()"', "h1: onclick"),
    "an address that is a script": ("templates", "<h1", '<a href="javascript:x()"></a><h1', "javascript:"),
    "one language": ("templates", "<h1", '{% say "Only this" %}<h1', "both languages have to be there"),
    "a variable for a language": ("templates", "<h1", '{% say "This" fr %}<h1', "both languages have to be there"),
    "an empty language": ("templates", "<h1", '{% say "This" "" %}<h1', "a language is missing"),
    "twice the same": ("templates", "<h1", '{% say "Cases" "Cases" %}<h1', "both languages say: Cases"),
    "a straight apostrophe": ("templates", "<h1", "{% say \"The act\" \"L'acte\" %}<h1", "the apostrophe is ’"),
    "a colon without its space": ("templates", "<h1", '{% say "Rule: x" "Règle: x" %}<h1', "no-break space stands before a colon"),
    "a colon with a space that breaks": ("templates", "<h1", '{% say "Rule: x" "Règle : x" %}<h1', "no-break space stands before a colon"),
    "a space before a question mark": ("templates", "<h1", '{% say "Why?" "Pourquoi ?" %}<h1', "no space stands before ; ? !"),
    "guillemets without their spaces": ("templates", "<h1", '{% say "x" "«y»" %}<h1', "no-break spaces stand inside « »"),
    "a noun counted in one language": ("templates", "<h1", '{% many 3 "case" "cases" "dossier" %}<h1', "both languages have to be there"),
    "a label of a form": ("code", "", 'later("The receipt", "L\'acte")\n', "the apostrophe is ’"),
    "a sentence of the code": ("code", "", 'Both("A rule: x", "Une règle: x")\n', "no-break space stands before a colon"),
    "a speech": ("code", "", 'speech()(f"{x} cases", f"{x} cases")\n', "both languages say"),
    "a speech under its own name": ("code", "", 'say("Why?", "Pourquoi ?")\n', "no space stands before ; ? !"),
    "a language that is missing": ("code", "", 'later("Receipt", "")\n', "a language is missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", SABOTAGE)
def test_each_promise_is_seen_to_fail(name):
    where, at, put, told = SABOTAGE[name]
    path = SOURCE / "desk" / ("templates/desk/not_yours.html" if where == "templates" else "words.py")
    text, look = path.read_text("utf-8"), of_template if where == "templates" else of_code
    assert at in text
    spoiled = text.replace(at, put, 1) if at else f"{text}\n{put}"
    more = set(look(spoiled)) - set(look(text))
    assert any(told in one for one in more), more
