"""Reading what a page sent: the answers so far, the question it showed, the button that was pressed.

Whatever else comes is told, with what would be right, and the answers that can be read are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, QueryDict, UnreadablePostError

from trp.rulebook.language import Both
from trp.selfcheck.questions import UNKNOWN, Question
from trp.selfcheck.table import BY_KEY

MOST_BYTES = 8_000
"""All questions answered are less than a tenth of it."""
BUTTONS = ("next", "unknown", "back", "stay")
_SHOWN = 40  # characters of a faulty value that are shown again
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Sent:
    """What was sent.

    Attributes:
        answers: By the keys of questions.
        at: The question that the page showed; empty: the result, or the start.
        go: The button, one of `BUTTONS`; empty: none.
        change: The question whose answer is to be changed.
        clash: Answers to the question at hand that cannot hold together, and are therefore none.
    """

    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    at: str = ""
    go: str = ""
    change: str = ""
    clash: tuple[str, ...] = ()


class Unreadable(Exception):
    """What was sent is nothing that a page here sends. `says`: what is wrong; `kept`: what could be read."""

    def __init__(self, says: Both, kept: Sent, status: int = 400) -> None:
        super().__init__(says.en)
        self.says, self.kept, self.status = says, kept, status


def sent(request: HttpRequest) -> Sent:
    """Read what a page sent; of a GET nothing is read.

    Raises:
        Unreadable: It is too long, is no form, or names a question or an answer that there is not.
    """
    if request.method != "POST":
        return Sent()
    data = _fields(request)
    answers: dict[str, tuple[str, ...]] = {}
    said, wrong = dict.fromkeys(("at", "go", "change"), ""), list[Both]()
    clash: tuple[str, ...] = ()
    for name in data:
        values = data.getlist(name)
        if name in said:
            said[name] = values[-1]
        elif name not in BY_KEY:
            wrong.append(_no_question(name))
        elif name == data.get("at") and _clash(BY_KEY[name], values):
            clash = tuple(values)
        elif faults := list(_faults(BY_KEY[name], values)):
            wrong += faults
        else:
            answers[name] = tuple(values)
    wrong += [
        _no_question(said[name]) for name in ("at", "change") if said[name] and said[name] not in BY_KEY
    ]
    if said["go"] and said["go"] not in BUTTONS:
        wrong.append(Both(f"“{_short(said['go'])}” is not a button of this page.",
                          f"« {_short(said['go'])} » n’est pas un bouton de cette page."))  # fmt: skip
    if wrong:
        raise Unreadable(wrong[0], Sent(answers))
    if said["go"] == "unknown" and said["at"]:
        answers[said["at"]] = (UNKNOWN,)
    return Sent(answers, **said, clash=clash)


def _fields(request: HttpRequest) -> QueryDict:
    """The fields of a form that a page here could have sent."""
    if request.content_type != _FORM:
        raise Unreadable(Both("This page reads the forms that it shows, and nothing else.",
                              "Cette page ne lit que les formulaires qu’elle affiche."), Sent(), 415)  # fmt: skip
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MOST_BYTES:
        raise Unreadable(Both(f"More was sent than this page reads: it reads {MOST_BYTES:,} characters at most.",
                              f"Cette page a reçu trop de texte. Elle lit au plus {MOST_BYTES // 1000} 000 caractères."), Sent(), 413)  # fmt: skip
    try:
        return request.POST
    except (SuspiciousOperation, BadRequest, UnreadablePostError) as fault:
        raise Unreadable(Both("What was sent could not be read to its end.",
                              "Le texte reçu n’a pas pu être lu jusqu’au bout."), Sent()) from fault  # fmt: skip


def _clash(question: Question, values: list[str]) -> bool:
    """“None of these”, and one of these: somebody can choose that by mistake, and is told on the page."""
    known = {answer.key for answer in question.answers}
    return (
        len(values) > 1
        and question.alone in values
        and len(set(values)) == len(values)
        and known.issuperset(values)
    )


def _faults(question: Question, values: list[str]) -> Iterator[Both]:
    """What is wrong with the answers to a question."""
    for value in values:
        if value != UNKNOWN and question.answer(value) is None:
            yield Both(f"“{_short(value)}” is not an answer to “{question.says.en}”",
                       f"« {_short(value)} » n’est pas une réponse à « {question.says.fr} ».")  # fmt: skip
    if len(values) > 1 and (
        _clash(question, values) or not question.many or UNKNOWN in values or len(set(values)) < len(values)
    ):
        yield Both(f"“{question.says.en}” was answered more than once.",
                   f"« {question.says.fr} » a reçu plus d’une réponse.")  # fmt: skip


def _no_question(name: str) -> Both:
    return Both(f"“{_short(name)}” is not a question of this page.", f"« {_short(name)} » n’est pas une question de cette page.")  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
