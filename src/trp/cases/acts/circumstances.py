"""The fields of the other facts of a request: those that are still needed, the best asked first, then any on demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms

from trp.cases.acts.classes import choose, others
from trp.cases.acts.grounds import none_of_these, typed_provisions
from trp.casework.events import CircumstancesRecorded
from trp.casework.files import CaseFile, Line, extend, replay
from trp.casework.found import DERIVED, found, request_of
from trp.casework.gcms.words import answer
from trp.desk.forms import ActForm, asked, choice, fact, left_open
from trp.desk.words import later, later_said, said
from trp.rulebook.language import Both
from trp.rulebook.request import ORDER, QUESTIONS, kind, question
from trp.rulebook.shape import Day, ListOf, Part

AT_ONCE = 8
"""Questions that are asked at first; what else is needed follows once these are answered."""

FINDINGS = ("gate", "fee", "authority", "interview", "permit")
"""What the questions are asked for: what opens the way first."""

TYPED = tuple(
    path
    for path in sorted(QUESTIONS, key=lambda one: ORDER[one])
    if path.split(".")[0].removesuffix("[]") not in DERIVED and path != "application" and "[]" not in path
)
"""Every fact that may be recorded as a circumstance, in the order best asked. The application itself is corrected
with the request."""


def needed(file: CaseFile, on: date, findings: Iterable[str] = ("gate",)) -> list[str]:
    """The facts that still have to be recorded as circumstances, the best asked first."""
    told = found(file, on)
    paths = [path for name in findings for path in told.finding(name).needs]
    return list(dict.fromkeys(path for path in paths if path in TYPED))


def on_record(file: CaseFile, on: date) -> list[tuple[str, str]]:
    """The circumstances that are on record, each question with its answer."""
    held, rows = request_of(file, on), []
    for path in TYPED:
        known, value = _held(held, path)
        if known:
            says = Both("yes", "oui") if isinstance(value, dict) else answer(path, value)
            rows.append((said(question(path).says), said(says)))
    return rows


class CircumstanceFields(ActForm):
    """Asks for circumstances: each field has the path of its fact for its name.

    `asked`, hidden, says which are on the page; a button asks for one more. An answer that opens further questions (a
    claim was made: what became of it?) has them asked before anything is written.
    """

    findings: tuple[str, ...] = ("gate",)
    more_asked = False

    def ask_circumstances(self) -> None:
        self.paths = self._first()
        if self.is_bound:
            listed = str(self.data.get("asked", "")).split(",")
            self.paths = [path for path in TYPED if path in listed]
            self._add_more()
        for path in self.paths:
            self._ask(path)
            left_open(self.fields[path])
        self.fields["asked"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.fields["asked"].initial = ",".join(self.paths)
        rest = [path for path in TYPED if path not in self.paths and self._makes_sense(path)]
        self.fields["more"] = choice(
            later("Ask for another fact", "Demander un autre fait"),
            [(path, later_said(question(path).says)) for path in rest], required=False, drop=True,
        )  # fmt: skip
        left_open(self.fields["more"])

    def asks_more(self) -> bool:
        return super().asks_more() or self.more_asked

    def _first(self) -> list[str]:
        wanted = needed(self.file, self.reader.day) or needed(self.file, self.reader.day, self.findings)
        return sorted(wanted[:AT_ONCE], key=lambda one: ORDER[one])

    def _add_more(self) -> None:
        """The fact that was asked for with the button, and those that an answer opened."""
        extra = [self.data.get("more")] if self.data.get("again") == "fact" else []
        roots = [path for path in self.paths if isinstance(kind(path), Part) and self.data.get(path) == "yes"]
        for root in roots:
            below = [path for path in TYPED if path.startswith(f"{root}.")]
            if not any(path in self.paths for path in below):
                extra += [path for path in needed(self._as_if(root), self.reader.day, FINDINGS) if path in below] or below  # fmt: skip
        new = [path for path in TYPED if path in extra and path not in self.paths]
        self.more_asked = bool(new)
        self.paths = [path for path in TYPED if path in self.paths or path in new]
        self.put(asked=",".join(self.paths), more="")

    @property
    def questions(self) -> list[forms.BoundField]:
        """For the page: the fields of the facts, each with the one that says there is none."""
        names = [name for path in self.paths for name in (path, f"{path}:others", f"{path}:none")]
        return [self[name] for name in names if name in self.fields]

    def _as_if(self, root: str) -> CaseFile:
        """The case as if it were known that there is one."""
        file = replay(self.file.lines)
        extend(file, Line(file.head + 1, self.reader.day, "", "", CircumstancesRecorded(facts={root: {}})))
        return file

    def _makes_sense(self, path: str) -> bool:
        """What lies below a fact is asked where that is on record."""
        root, dot, _ = path.partition(".")
        return not dot or isinstance(_held(request_of(self.file, self.reader.day), root)[1], dict)

    def _ask(self, path: str) -> None:
        shape, label = kind(path), later_said(question(path).says)
        if isinstance(shape, Part):
            self.fields[path] = choice(label, [
                ("yes", later("Yes", "Oui")), ("none", later_said(_capital(shape.none))),
                ("", later("Not known yet", "Pas encore connu")),
            ], required=False, initial="")  # fmt: skip
        elif isinstance(shape, ListOf):
            self.fields[path] = choose(label)
            self.fields[f"{path}:others"] = others()
            left_open(self.fields[f"{path}:others"])
            self._or_none(path, Both("none of them", "aucune"))
        else:
            self.fields[path] = asked(path, required=False, unknown=True)
            if isinstance(shape, Day) and shape.null:
                self._or_none(path, shape.none)

    def _or_none(self, path: str, says: Both) -> None:
        self.fields[f"{path}:none"] = forms.BooleanField(label=later_said(_capital(says)), required=False)

    # What was said ------------------------------------------------------------------------------------

    def said_of_circumstances(self) -> dict[str, Any]:
        """The facts as the record takes them: what was known below a fact stays beside what is said now."""
        facts: dict[str, Any] = {}
        for path, value in self._answers():
            root, _, below = path.partition(".")
            before = _held(request_of(self.file, self.reader.day), root)[1]
            if not below:
                facts[root] = before if value == {} and isinstance(before, dict) else value
                continue
            part = facts.get(root, before)
            if part is None and root in facts:
                self.add_error(path, later("Above it is said that there is none.", "Il est dit plus haut qu’il n’y en a pas."))  # fmt: skip
                continue
            facts[root] = {**(part if isinstance(part, dict) else {}), below: value}
        return facts

    def _answers(self) -> Iterator[tuple[str, Any]]:
        for path in self.paths:
            value, none = self._value(path), self.cleaned_data.get(f"{path}:none")
            if none and value not in (None, "", []):
                self.add_error(path, later("It is answered here, and below that there is none: leave one out.",
                                           "Une réponse est donnée ici, et il est dit plus bas qu’il n’y en a pas : retirez l’une des deux."))  # fmt: skip
            elif none:
                yield path, [] if isinstance(kind(path), ListOf) else None
            elif value not in (None, "", []):
                yield path, self._fact(path, value)

    def _value(self, path: str) -> Any:
        """What was chosen, with what was typed beside it."""
        value = self.cleaned_data.get(path)
        if not isinstance(kind(path), ListOf):
            return value
        typed = typed_provisions(self.cleaned_data.get(f"{path}:others") or "", bare="R")
        return list(dict.fromkeys([*(value or ()), *typed]))

    def _fact(self, path: str, value: Any) -> Any:
        shape = kind(path)
        if isinstance(shape, Part):
            return {} if value == "yes" else None
        if not isinstance(shape, ListOf):
            return fact(shape, value)
        for one in value:
            if not shape.entry.fits(one):
                self.add_error(f"{path}:others", none_of_these(one, path))
        return value


def _held(held: dict[str, Any], path: str) -> tuple[bool, Any]:
    """Whether a fact is on record, and what it is."""
    found: Any = held
    for key in path.split("."):
        if not isinstance(found, dict) or key not in found:
            return False, None
        found = found[key]
    return True, found


def _capital(says: Both) -> Both:
    """As an answer of its own: with a capital."""
    return Both(says.en[:1].upper() + says.en[1:], says.fr[:1].upper() + says.fr[1:])
