"""A fee clerk's morning on the command line, from the file to the close of the day; and where each cent went."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.databases import ENGINES, fresh, use
from trp.cli.caseload import living
from trp.cli.caseload.plan import Plan
from trp.cli.main import main
from trp.cli.money.words import columns
from trp.cli.text import Page

pytestmark = pytest.mark.slow

NB = "\N{NO-BREAK SPACE}"
CLERK, CASHIER, FAR = "g.wanjiru", "p.otieno", "n.garnier"
Say = Callable[..., str]


@pytest.fixture(scope="module", params=ENGINES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    url = fresh(request.param, tmp_path_factory.mktemp("money"))
    use(url)
    plan = Plan(1, 200)
    living.fill(plan, living.begin(plan), lambda done, whole: None)
    connection.close()
    return url


@pytest.fixture
def say(
    filled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Say]:
    """What a command prints, on a copy of the demo; its exit code must be the one expected."""
    from tests.journal.journals import copied

    url = copied(filled, tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("COLUMNS", "200")
    use(url)

    def said(*arguments: str | Path, who: str = CLERK, code: int = 0) -> str:
        assert main([*map(str, arguments), "--as", who]) == code, capsys.readouterr()
        out = capsys.readouterr()
        return re.sub(r"[ \n]+", " ", (out.err if code == 2 else out.out).replace(NB, " "))

    yield said
    use(url)
    connection.close()


def first(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8") as file:
        return next(csv.DictReader(file))


def test_a_morning_from_the_file_to_the_close_of_the_day(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "morning.csv"
    sample = say("receipts", "sample", path)
    pays = re.findall(r"(R9\d+) → (T-\d+) \$([\d.]+)", sample)
    assert len(pays) >= 3
    dry = say("receipts", "import", path, code=1)
    assert "Receipt number → receipt number" in dry and "Nothing is entered yet" in dry
    assert re.search(r"\d+ new, .* 1 known.* 1 changed.* 2 refused", dry)
    assert "there is no office ATLANTIS" in dry and "246.2 is no amount" in dry and "On record:" in dry
    done = say("receipts", "import", path, "--apply", code=1)
    assert f"{len(pays) + 2} entered" in done
    again = say("receipts", "import", path, "--apply", "--lang", "fr", code=1)
    assert (
        "0 inscrits" in again
        and f"{len(pays) + 3} connus" in again
        and "Demandez au système de paiement" in again
    )

    waiting = say("receipts", "suspense", "--office", "NAIROBI")
    assert all(number in waiting for number, _, _ in pays)
    for number, case, amount in pays:
        assert f"is allocated to {case}" in say("receipts", "allocate", number, case, amount)
    number, case, amount = pays[1]
    assert "has $0.00 left" in say("receipts", "allocate", number, case, amount, code=1)
    assert "a colleague reverses it" in say("receipts", "reverse", number, case, amount, "--because", "x", code=1)  # fmt: skip

    holder = (number, "100.00", "--fee", "open_work_permit_holder")
    assert "proposed" in say("receipts", "refund", *holder, "--reason", "wrong_fee", "--because", "not charged with R208(b)")  # fmt: skip
    assert "a second person approves it" in say("receipts", "refund", *holder, "--approve", code=1)
    assert f"{number}, open work permit holder, $100.00" in say("receipts", "suspense")
    hidden = "an amount that a second person reads for themselves"
    assert f"{number}, open work permit holder, {hidden}" in say("receipts", "suspense", who=CASHIER)
    shown = say("receipts", "show", number.lower(), who=CASHIER)
    assert shown.count(hidden) == 2 and "for refunds $" not in shown
    assert "one of the two is wrong" in say("receipts", "refund", number, "90.00", "--fee", holder[3], "--approve", who=CASHIER, code=1)  # fmt: skip
    assert "is approved" in say("receipts", "refund", *holder, "--approve", who=CASHIER)

    day = ("day-close", "NAIROBI", "2026-03-02")
    assert "Nobody has signed this day" in say(*day)
    assert "does not agree" in say(*day, "--counted", "online=1.00", code=1)
    said = say(*day, "--counted", "online=1.00", "--sign", code=1)
    assert "write what was counted, 0 if it was nothing" in said and "Nobody has signed" in say(*day)
    assert "paid another way too (online, card, cheque)" in say(*day, "--sign", code=1)
    every = ("--counted", "online=1.00", "--counted", "card=0", "--counted", "cheque=0")
    assert "Find it, or explain it" in say(*day, *every, "--sign", code=1)
    assert "agrees with the ledger" in say(*day, "--settlement", path, "--sign")
    assert "a second person countersigns it" in say(*day, "--countersign", code=1)
    assert "the day is closed" in say(*day, "--countersign", who=CASHIER)
    said = say(*day, "--lang", "fr", who="o.simard")
    assert "Signé par Grace Wanjiru; contresigné par Peter Otieno" in said
    assert main(["rebuild", "--check"]) == main(["verify"]) == 0


def test_short_and_over_are_said(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "morning.csv"
    [(number, case), *_] = re.findall(r"(R9\d+) → (T-\d+) \$246\.25", say("receipts", "sample", path))
    say("receipts", "import", path, "--apply", code=1)
    said = say("receipts", "allocate", number, case, "100.00")
    assert "Short: $146.25 is still to pay. Over: $146.25 of the receipt stands in suspense." in said
    assert "more than the" in say("receipts", "allocate", number, case, "246.25", code=1)


def test_where_did_this_246_25_go(say: Say) -> None:
    """An auditor answers from the data alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT receipt FROM fees_transfer WHERE credit = 'case' AND cents = 24625 ORDER BY receipt"
        )
        number = cursor.fetchone()[0]
    said = say("receipts", "show", number, who="t.baker")
    assert f"Receipt {number}" in said and "WHERE EACH CENT WENT" in said
    assert re.search(r"\$246\.25 temporary resident permit: the payment system → suspense Payment system \(IPRMS\), payment system · feed", said)  # fmt: skip
    assert re.search(r"\$246\.25 temporary resident permit: suspense → case T-\d+ \w+ \w+, ", said)
    assert "OÙ EST ALLÉ CHAQUE CENT" in say("receipts", "show", number, "--lang", "fr", who="t.baker")


def test_a_case_that_one_may_not_know_of_is_not_named(say: Say) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.receipt, c.number, c.id FROM fees_transfer t JOIN journal_case c ON c.id = t.case_id "
            "WHERE c.access = 'normal' AND t.credit = 'case' ORDER BY t.receipt LIMIT 1"
        )
        found = cursor.fetchone()
        assert found[1] in say("receipts", "show", found[0], who="t.baker")
        cursor.execute("UPDATE journal_case SET access = 'hidden', unit = 'VPU' WHERE id = %s", [found[2]])
    said = say("receipts", "show", found[0], who="t.baker")
    assert found[1] not in said and "a case that you may not know of" in said


def test_only_the_office_that_reserved_a_receipt_allocates_it(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "morning.csv"
    sample = say("receipts", "sample", path)
    [(number, case), *_] = re.findall(r"(R9\d+) → (T-\d+)", sample)
    say("receipts", "import", path, "--apply", code=1)
    assert "is reserved by NAIROBI" in say("receipts", "allocate", number, case, "246.25", who=FAR, code=1)
    assert "is reserved by NAIROBI" in say("receipts", "reserve", number, who=FAR, code=1)
    assert "is free again" in say("receipts", "reserve", number, "--release", "--because", "sent to Paris")
    assert "is reserved by PARIS" in say("receipts", "reserve", number, who=FAR)
    assert first(path)["Receipt number"] == number


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("receipts", "show", "R-0"), "the payment system has listed no such receipt"),
        (("receipts", "import", "none.csv"), "none.csv: there is no such file"),
        (("receipts", "import", "pyproject.toml"), "column"),
        (("receipts", "allocate", "R-0", "T-999999", "1.00"), "there is no such case"),
        (("receipts", "allocate", "R-0", "T-000001", "1,234"), "this is no amount"),
        (("receipts", "suspense", "--office", "ATLANTIS"), "there is no such office; give one of "),
        (("receipts", "refund", "R-0"), "say how much"),
        (("day-close", "ATLANTIS", "2026-03-02"), "there is no such office; give one of "),
        (("day-close", "NAIROBI", "02/03/2026"), "this is no day"),
        (("day-close", "NAIROBI", "2026-03-02", "--counted", "barter=1"), "write METHOD=AMOUNT"),
    ],
)
def test_a_wrong_input_is_one_line(arguments: tuple[str, ...], says: str, say: Say) -> None:
    assert says in say(*arguments, code=2)


def test_a_table_that_does_not_fit_is_told_row_by_row() -> None:
    rows = [("Receipt", "Left", ""), ("R900001", "$246.25", "explain"), ("R900002", "$1.00", "")]
    wide, narrow = io.StringIO(), io.StringIO()
    columns(rows, Page(wide, "en", width=80))
    assert wide.getvalue().splitlines()[1] == "R900001  $246.25  explain"
    rows = [(*row[:2], "Payer" if n == 0 else "a very long name of a payer") for n, row in enumerate(rows)]
    columns(rows, Page(narrow, "fr", width=40))
    told = narrow.getvalue().splitlines()
    assert max(map(len, told)) <= 40 and told[0] == "R900001"
    assert "Left\u00a0: $246.25 · Payer\u00a0: a" in told[1]
