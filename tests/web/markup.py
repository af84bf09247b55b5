"""Whether a page is well formed: every element closed, lists made of items, no id twice, every label and reference there."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
ONLY = {
    "ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}, "table": {"caption", "thead", "tbody", "tfoot"},
    "thead": {"tr"}, "tbody": {"tr"}, "tr": {"td", "th"}, "select": {"option", "optgroup"},
}  # fmt: skip
BLOCKS = {"p", "ul", "ol", "dl", "div", "table", "section", "article", "details", "form", "h1", "h2", "h3", "pre", "fieldset"}  # fmt: skip
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list")


class Markup(HTMLParser):
    """Reads a page or a part of one. `wrong`: what is not well formed; `words`: everything that can be read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: Counter[str] = Counter()
        self.refers: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()
        self.wrong += [f"{one} is not closed" for one in self.open]
        self.wrong += [f"id {one} stands {n} times" for one, n in self.ids.items() if n > 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        above = self.open[-1] if self.open else ""
        if above in ONLY and tag not in ONLY[above]:
            self.wrong.append(f"{tag} in {above}")
        if tag == "li" and above not in ("ul", "ol", ""):
            self.wrong.append(f"li in {above}")
        if tag in BLOCKS and any(one in self.open for one in ("p", "span", "a")) and tag != "pre":
            self.wrong.append(f"{tag} in {[one for one in self.open if one in ('p', 'span', 'a')]}")
        if tag == "summary" and above != "details":
            self.wrong.append(f"summary in {above}")
        held = dict(attrs)
        if len(held) != len(attrs):
            self.wrong.append(f"{tag} has an attribute twice")
        if held.get("id"):
            self.ids[str(held["id"])] += 1
        for name in REFERENCES:
            self.refers |= set((held.get(name) or "").split())
        if tag == "a" and held.get("href"):
            self.links.append(str(held["href"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"/{tag} closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        above = self.open[-1] if self.open else ""
        if above in ONLY and data.strip() and above != "select":
            self.wrong.append(f"text in {above}: {data.strip()[:40]}")
        self.words += data

    def missing(self) -> set[str]:
        """Ids that something refers to and that are not there."""
        return self.refers - set(self.ids)
