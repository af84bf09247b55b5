"""The determination tree: why a finding came out as it did, as HTML.

What applies and what is still open stands first, with its clauses; what was looked at and does not apply stands below,
each folded under its sentence. It is written by one walk over the nodes and not by a template for each, since a fee
has some hundred of them. Without a script it opens and closes by itself (details), and no element needs an id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from trp.casework.gcms.words import answer
from trp.desk.words import language, said
from trp.rulebook.labels import label
from trp.rulebook.language import Both, Language
from trp.rulebook.sources import cited

Node = Mapping[str, Any]

RULE, CLAUSE = "rule", "clause"
_MARKS = {True: ("yes", "✓"), False: ("no", "✗"), None: ("open", "?")}
WORDS = {
    (RULE, True): Both("Applies:", "S’applique :"),
    (RULE, False): Both("Does not apply:", "Ne s’applique pas :"),
    (RULE, None): Both("Not known yet:", "Pas encore connu :"),
    (CLAUSE, True): Both("Met:", "Rempli :"),
    (CLAUSE, False): Both("Not met:", "Non rempli :"),
    (CLAUSE, None): Both("Not known yet:", "Pas encore connu :"),
}
"""What a mark says to who does not see it."""
_REST = Both("Looked at, and does not apply", "Examiné, et ne s’applique pas")
_ON_RECORD = Both("On record:", "Au dossier :")


def tree(nodes: Sequence[Node]) -> SafeString:
    """The tree of reasons of a finding."""
    writer = _Writer(language())
    writer.rules(nodes)
    return mark_safe("".join(writer.parts))


def clauses(nodes: Sequence[Node]) -> SafeString:
    """The clauses of one rule as a list, each with what is on record, in their order."""
    writer = _Writer(language())
    writer.clauses(nodes)
    return mark_safe("".join(writer.parts))


def cites(under: Iterable[str] | None) -> SafeString:
    """Citations, each a link to the manual inside the product."""
    return mark_safe(_cites(tuple(under or ()), language(), reverse("manual")))


@lru_cache(maxsize=4096)
def _cites(under: tuple[str, ...], speaks: Language, manual: str) -> str:
    links = (_link(one, cited(one, speaks), manual) for one in under)
    return f"<cite>{', '.join(links)}</cite>"


def _link(citation: str, written: str, manual: str) -> str:
    """A short one (T6) is as wide as a finger all the same."""
    short = ' class="short"' if len(written) < 4 else ""
    return f'<a{short} href="{manual}?about={quote(citation, safe="")}">{escape(written)}</a>'


def facts(held: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Facts as the record has them: the label of each, and its value in words."""
    return [(said(label(path)), fact(path, value)) for path, value in held.items()]


def fact(path: str, value: Any) -> str:
    """The value of a fact in words; of a part that is there without more, that it is."""
    if isinstance(value, Mapping):
        return said(_THERE)
    try:
        return said(answer(path, value))
    except (KeyError, TypeError, ValueError, AttributeError):
        return str(value)


def _plain(sentence: str) -> str:
    return sentence.strip(" .").casefold()


_THERE = Both("on record", "au dossier")


class _Writer:
    """Writes nodes in one language. Every piece of text that comes from outside is escaped."""

    def __init__(self, speaks: Language) -> None:
        self.speaks, self.manual = speaks, reverse("manual")
        self.parts: list[str] = []

    def rules(self, nodes: Sequence[Node], *, below: bool = False) -> None:
        """The rules of a table: what applies, what may, and then what does not; below a clause, all of those in one."""
        first = [node for holds in (True, None) for node in nodes if node["holds"] is holds]
        rest = [node for node in nodes if node["holds"] is False]
        if first:
            self._list(self._rule, first)
        if not rest:
            return
        told = _REST.in_(self.speaks)
        if below:
            self.parts.append(f'<details class="tree-rest"><summary>{told} ({len(rest)})</summary>')
        elif first:
            self.parts.append(f'<p class="tree-rest">{told}{_COLON[self.speaks].rstrip()}</p>')
        self._list(self._folded, rest)
        if below:
            self.parts.append("</details>")

    def clauses(self, nodes: Sequence[Node]) -> None:
        """The clauses of a rule, in their order."""
        self._list(self._clause, nodes)

    def _list(self, write: Callable[[Node], None], nodes: Iterable[Node]) -> None:
        self.parts.append('<ul class="tree">')
        for node in nodes:
            write(node)
        self.parts.append("</ul>")

    def _rule(self, node: Node) -> None:
        self._open(node, RULE)
        self._below(node)
        self.parts.append("</li>")

    def _folded(self, node: Node) -> None:
        if not node["because"]:
            self._rule(node)
            return
        self.parts.append('<li class="holds-no"><details><summary>')
        self._line(node, RULE)
        self.parts.append("</summary>")
        if node["under"]:
            self.parts.append(f"<p>{_cites(tuple(node['under']), self.speaks, self.manual)}</p>")
        self._below(node)
        self.parts.append("</details></li>")

    def _below(self, node: Node) -> None:
        """The clauses of a rule, what is not met first where it does not apply.

        A piece of information, which names a fact of its own, has the rules that speak of it.
        """
        because = node["because"]
        if node["facts"]:
            self.rules(because)
        elif because:
            order = (False, None, True) if node["holds"] is False else None
            self._list(self._clause, sorted(because, key=lambda one: order.index(one["holds"])) if order else because)  # fmt: skip

    def _clause(self, node: Node) -> None:
        self._open(node, CLAUSE)
        if node["facts"]:
            told = "; ".join(
                f"{escape(name)}{_COLON[self.speaks]}<b>{escape(value)}</b>"
                for name, value in facts(node["facts"])
            )
            self.parts.append(
                f'<p class="facts"><span class="unseen">{_ON_RECORD.in_(self.speaks)} </span>{told}</p>'
            )
        if node["because"]:
            self._answered(node)
        self.parts.append("</li>")

    def _answered(self, clause: Node) -> None:
        """The rules of the table that a clause reads. The one that says the same in the same words is not said twice."""
        nodes = clause["because"]
        same = [
            one
            for one in nodes
            if one["holds"] is True and _plain(one["says"]) == _plain(clause["says"]) and not one["facts"]
        ]
        if not same:
            self.rules(nodes, below=True)
            return
        if same[0]["because"]:
            self._list(self._clause, same[0]["because"])
        self.rules([node for node in nodes if node is not same[0]], below=True)

    def _open(self, node: Node, kind: str) -> None:
        self.parts.append(f'<li class="holds-{_MARKS[node["holds"]][0]}">')
        self._line(node, kind)
        if node["under"]:
            self.parts.append(f" {_cites(tuple(node['under']), self.speaks, self.manual)}")

    def _line(self, node: Node, kind: str) -> None:
        words, says = WORDS[kind, node["holds"]].in_(self.speaks), escape(node["says"])
        self.parts.append(
            f'<span class="mark" aria-hidden="true">{_MARKS[node["holds"]][1]}</span>'
            f'<span class="unseen">{words} </span><span class="says">{says}</span>'
        )


_COLON = {"en": ": ", "fr": "\N{NO-BREAK SPACE}: "}
