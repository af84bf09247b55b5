"""Verifies an exported journal with nothing but its lines and a signed head; it shares no code with trp.

    python verify_lines.py LINES HEAD [HEAD ...] [--journal-key FILE] [--lang fr]

LINES is what `trp export` wrote, HEAD what `trp checkpoint --out` wrote: best one that was kept elsewhere.
Exit 0: all is right; 1: something is wrong, one line for each; 2: a file cannot be used.

Without --journal-key the codes of the lines are not checked. Lines newer than the newest head given are
proved by their chain alone, which anyone who can write to the database can make again.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SAYS = {
    "json": ("it cannot be read", "elle ne peut être lue"),
    "gone": ("it stood in the tree, and is gone", "elle figurait dans l’arbre, et a disparu"),
    "number": ("a line before it is missing, or its number was changed",
               "une ligne manque avant elle, ou son numéro a été modifié"),
    "previous": ("it does not continue the line before it", "elle ne suit pas la ligne qui la précède"),
    "body": ("what it says is not what was written", "son contenu n’est pas celui qui a été écrit"),
    "hash": ("its header was changed", "son en-tête a été modifié"),
    "code": ("it was not written by the journal’s key", "elle n’a pas été écrite avec la clé du journal"),
    "leaf": ("it is not the line that stands in the tree", "ce n’est pas la ligne qui figure dans l’arbre"),
    "late": ("it stands in the tree, and the line before it does not",
             "elle figure dans l’arbre, mais non la ligne qui la précède"),
    "place": ("its place in the tree is not the next one", "sa place dans l’arbre n’est pas la suivante"),
    "missing": ("what it says is gone, and no line of the journal authorises that",
                "son contenu a disparu, et aucune ligne du journal ne l’autorise"),
    "root": ("the lines are not those that were signed in this head",
             "les lignes ne sont pas celles qui ont été signées dans cette tête"),
    "cut": ("there are fewer lines than were signed in this head",
            "il y a moins de lignes que cette tête n’en a signé"),
    "signature": ("the signature of this head is wrong", "la signature de cette tête est fausse"),
    "keys": ("the heads were signed with different keys",
             "les têtes ont été signées avec des clés différentes"),
}  # fmt: skip
HEADER = ("number", "at_us", "day", "officer", "acting_under", "kind", "version", "edition", "commitment",
          "previous")  # fmt: skip


def sha(octets: bytes) -> bytes:
    return hashlib.sha256(octets).digest()


class Tree:
    """The roots of the whole subtrees at the right edge of the tree of RFC 6962, the largest first."""

    def __init__(self) -> None:
        self.size, self.edge = 0, []

    def add(self, leaf: bytes) -> None:
        size, self.size = self.size, self.size + 1
        while size % 2:
            leaf, size = sha(b"\1" + self.edge.pop() + leaf), size // 2
        self.edge.append(leaf)

    def root(self) -> bytes:
        found = None
        for one in reversed(self.edge):
            found = one if found is None else sha(b"\1" + one + found)
        return sha(b"") if found is None else found


class Verifier:
    """Reads the lines one after the other; of a case it remembers its last line."""

    def __init__(self, heads: list[dict], key: bytes | None) -> None:
        self.tree, self.key, self.heads, self.roots, self.count = Tree(), key, heads, {}, 0
        self.last: dict[str, tuple[int, str, bool]] = {}  # number, hash, whether it has a leaf
        self.names: dict[str, str] = {}
        self.missing: set[tuple[str, int]] = set()
        self.disposed: set[tuple[str, int]] = set()
        self.found: list[tuple[str, str, object]] = []

    def wrong(self, code: str, where: str, line: object = None) -> None:
        self.found.append((code, where, line))

    def line(self, text: str, at: int) -> None:
        one: dict = {}
        try:
            one = json.loads(text)
            self._line(one)
        except (ValueError, TypeError, KeyError, AttributeError):
            known = one if isinstance(one, dict) else {}
            self.wrong(
                "json", str(known.get("name") or known.get("case") or f"LINES {at}"), known.get("number")
            )

    def _line(self, one: dict) -> None:
        case, number = one["case"], one["number"]
        name = self.names.setdefault(case, one.get("name") or case)
        if one["position"] is not None:
            self._leaf(one, name)
        if one["hash"] is None:
            self.wrong("gone", name, number)
            return
        self.count += 1
        before, previous, rooted = self.last.get(case, (0, "00" * 32, True))
        self.last[case] = (number, one["hash"], one["position"] is not None)
        header = [case, *(one[field] for field in HEADER)]
        text = json.dumps(header, ensure_ascii=False, separators=(",", ":"))
        hashed = sha(b"trp-journal-line-1\0" + text.encode("utf-8", "surrogateescape"))
        right = {
            "number": number == before + 1,
            "previous": one["previous"] == previous,
            "hash": hashed.hex() == one["hash"],
            "late": rooted or one["position"] is None,
            "code": self.key is None
            or hmac.new(self.key, bytes.fromhex(one["hash"]), "sha256").hexdigest() == one["code"],
        }
        if one["body"] is None:
            self.missing.add((case, number))
        else:
            body = one["body"].encode("utf-8", "surrogateescape")
            right["body"] = sha(bytes.fromhex(one["salt"]) + body).hex() == one["commitment"]
            if one["kind"] == "Disposed":
                self.disposed.update((case, line) for line in json.loads(body)["lines"])
        for code, holds in right.items():
            if not holds:
                self.wrong(code, name, number)

    def _leaf(self, one: dict, name: str) -> None:
        """The leaf is grown from the line itself, so that the root tells whether the line was signed."""
        if one["position"] != self.tree.size:
            self.wrong("place", name, one["number"])
        leaf = bytes.fromhex(one["leaf"]) if one["hash"] is None else sha(b"\0" + bytes.fromhex(one["hash"]))
        if leaf.hex() != one["leaf"]:
            self.wrong("leaf", name, one["number"])
        self.tree.add(leaf)
        if any(head["size"] == self.tree.size for head in self.heads):
            self.roots[self.tree.size] = self.tree.root().hex()

    def newer(self, heads: list[dict]) -> int:
        """How many lines no head given here covers."""
        return self.count - max(head["size"] for head in heads)

    def end(self) -> None:
        for case, number in sorted(self.missing - self.disposed):
            self.wrong("missing", self.names[case], number)
        for head in self.heads:
            where = f"HEAD {head['size']}"
            said = [head["origin"], head["size"], head["root"], head["at_us"]]
            text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
            try:
                key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head["public_key"]))
                key.verify(bytes.fromhex(head["signature"]), b"trp-journal-head-1\0" + text)
            except (InvalidSignature, ValueError):
                self.wrong("signature", where)
            if head["size"] > self.tree.size:
                self.wrong("cut", where)
            elif head["size"] and self.roots.get(head["size"]) != head["root"]:
                self.wrong("root", where)
        if len({(head["public_key"], head["origin"]) for head in self.heads}) > 1:
            self.wrong("keys", "HEAD")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("lines", type=Path)
    parser.add_argument("heads", type=Path, nargs="+")
    parser.add_argument("--journal-key", type=Path)
    parser.add_argument("--lang", choices=("en", "fr"), default="en")
    given = parser.parse_args(arguments)
    french = given.lang == "fr"
    try:
        heads = [json.loads(path.read_text("utf-8")) for path in given.heads]
        verifier = Verifier(heads, given.journal_key.read_bytes() if given.journal_key else None)
        with given.lines.open(encoding="utf-8", errors="surrogateescape") as file:
            for at, text in enumerate(file, 1):
                verifier.line(text, at)
        verifier.end()
    except (OSError, ValueError, TypeError, KeyError) as wrong:
        print(f"{'inutilisable' if french else 'unusable'}: {wrong}", file=sys.stderr)
        return 2
    for code, where, line in verifier.found:
        place = where if line is None else f"{where}, {'ligne' if french else 'line'} {line}"
        print(f"{place}{chr(160) if french else ''}: {SAYS[code][french]}.")
    if not verifier.found:
        says = (
            "Tout est exact\xa0: {} dossiers et livres, {} lignes dans l’arbre; après la tête\xa0: {}."
            if french
            else "All is right: {} cases and books, {} lines in the tree; newer than the head: {}."
        )
        print(says.format(len(verifier.last), verifier.tree.size, verifier.newer(heads)))
    return 1 if verifier.found else 0


if __name__ == "__main__":
    sys.exit(main())
