"""Working the desk in tests as a browser does: what a form holds when it is drawn is sent back with what is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from html.parser import HTMLParser
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from trp.casework.acts import Act
from trp.casework.files import CaseFile
from trp.casework.opening import OfferConsideration, ReceiveRequest
from trp.casework.recording import RecordCircumstances, RecordConvictions, RecordGrounds
from trp.casework.registers.people import EnterPerson
from trp.cli.caseload.scenes import ORDINARY, THEFT, VISITOR
from trp.cli.caseload.script import FIRST_DAY
from trp.desk.acting import VIEWS
from trp.journal.cases import actor, opened
from trp.journal.door import perform
from trp.journal.entering import enter
from trp.officers.models import Officer

BORDER, CHIEF, FEES = "m.levesque", "r.fortin", "s.martel"
ABROAD, MANAGER, CLERK = "a.roy", "s.bouchard", "g.wanjiru"
INTAKE, INLAND = "m.chen", "d.sinclair"
AUDITOR, SUPERVISOR = "t.baker", "o.simard"


class _Form(HTMLParser):
    """What a browser would send of the form `act-form`, no button pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.sent, self.errors = False, dict[str, list[str]](), list[str]()
        self.select: str | None = None
        self.area: str | None = None
        self.wrong = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = "act-form" in told.get("class", "")
        if tag == "p" and told.get("class") == "wrong":
            self.wrong = True
        if not self.inside:
            return
        name = told.get("name", "")
        if tag == "input" and name:
            ticks = told.get("type") in ("radio", "checkbox")
            if not ticks or "checked" in told:
                self.sent.setdefault(name, []).append(told.get("value", "on" if ticks else ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in told:
            self.sent.setdefault(self.select, []).append(told.get("value", ""))
        elif tag == "textarea":
            self.area = name
            self.sent.setdefault(name, [""])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select" and self.select:
            self.sent.setdefault(self.select, [""])
            self.select = None
        elif tag == "textarea":
            self.area = None
        elif tag == "p":
            self.wrong = False

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.sent[self.area] = [self.sent[self.area][0] + data.removeprefix("\n")]
        if self.wrong:
            self.errors.append(data)


def holds(text: str) -> dict[str, list[str]]:
    """What the form of a page holds."""
    form = _Form()
    form.feed(text)
    return form.sent


def wrong(text: str) -> list[str]:
    """What a page says is wrong, beside the fields."""
    form = _Form()
    form.feed(text)
    return form.errors


class Page:
    """A page that was answered; `send` presses its button with what is typed over what it holds."""

    def __init__(self, client: Client, path: str, answer: Any) -> None:
        self.client, self.path, self.answer = client, path, answer
        self.status, self.text = answer.status_code, answer.text if not answer.streaming else ""

    @property
    def holds(self) -> dict[str, list[str]]:
        return holds(self.text)

    @property
    def wrong(self) -> list[str]:
        return wrong(self.text)

    def send(self, **typed: Any) -> Page:
        """A name with two underscores stands for one with a dot; None: the field is not sent."""
        sent: dict[str, Any] = self.holds
        for name, value in typed.items():
            name = name.replace("__", ".")
            if value is None:
                sent.pop(name, None)
            else:
                sent[name] = value if isinstance(value, list) else [value]
        return Page(self.client, self.path, self.client.post(self.path, sent))

    def next(self) -> Page:
        """Where a page that was done leads."""
        assert self.status == 302, (self.status, self.wrong)
        path = self.answer["Location"]
        return Page(self.client, path, self.client.get(path))


class Desk:
    """The demo's desk, with cases of its own beside those of the demo."""

    def __init__(self, sign_in: Callable[[str], Client]) -> None:
        self.sign_in = sign_in
        self.moment = datetime.combine(FIRST_DAY, time(8), UTC)

    def id(self, username: str) -> UUID:
        found: UUID = Officer.objects.values_list("id", flat=True).get(username=username)
        return found

    def do(self, case: UUID, who: str, *acts: Act) -> str:
        """Acts that nothing stops; gives the number of the case."""
        number = ""
        for act in acts:
            self.moment += timedelta(seconds=1)
            number = perform(act, case, self.id(who), at=self.moment, on=FIRST_DAY, key=uuid4().hex).number
        return number

    def person(self, family: str = "Vraisemblable", given: str = "Ngozi Zélie", client_id: str = "") -> str:
        key = str(uuid4())
        entry = EnterPerson(
            client=key,
            client_id=client_id or uuid4().hex[:12],
            family_name=family,
            given_names=given,
            birth_date=None,
        )
        self.moment += timedelta(seconds=1)
        enter(entry, self.id(BORDER), at=self.moment, on=FIRST_DAY, key=uuid4().hex)
        return key

    def at_border(self, **told: Any) -> tuple[UUID, str]:
        case = uuid4()
        given: dict[str, Any] = {"client": self.person(), "place": "port_of_entry", "made_to": "port_of_entry", "made_on": FIRST_DAY}  # fmt: skip
        return case, self.do(case, BORDER, ReceiveRequest(**{**given, **told}))

    def abroad(self, *, offered: bool = False, **told: Any) -> tuple[UUID, str]:
        case = uuid4()
        given: dict[str, Any] = {
            "client": self.person(), "place": "outside_canada", "made_to": "visa_office", "made_on": FIRST_DAY,
            "application": VISITOR, "underlying": "V-1",
        }  # fmt: skip
        kind = OfferConsideration if offered else ReceiveRequest
        return case, self.do(case, ABROAD, kind(**{**given, **told}))

    def facts(self, case: UUID, who: str, grounds: Iterable[str] = ("A36(2)(b)",), convictions: Any = (THEFT,), **more: Any) -> None:  # fmt: skip
        self.do(
            case, who, RecordGrounds(grounds=tuple(grounds)), RecordConvictions(convictions=tuple(convictions)),
            RecordCircumstances(facts={**ORDINARY, **more}),
        )  # fmt: skip

    def file(self, number: str, who: str = BORDER) -> CaseFile:
        return opened(actor(self.id(who), FIRST_DAY), number, at=self.moment)[1]

    def page(self, who: str, path: str, language: str = "en") -> Page:
        client, path = self.sign_in(who), f"/{language}/{path}"
        return Page(client, path, client.get(path))

    def act(self, who: str, number: str, name: str, language: str = "en", query: str = "") -> Page:
        """The page of an act on a case."""
        from trp.desk.acting import slug

        assert name in VIEWS, name
        return self.page(who, f"cases/{number}/acts/{slug(name)}{query}", language)
