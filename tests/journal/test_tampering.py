"""Clever attacks on the record: each is found, by the checks named and by no other; and what is not found is said.

Every attack has its sabotaged twins: with the checks named taken out of the verifier nothing is found any more,
and each of them alone still finds it. The separate verifier, which has only the exported lines and a head, finds
every one of them too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.databases import use
from tests.journal.journals import AT, Behind, Journal, behind, chains, copied, journal, journal_key
from tests.world import DAY
from trp.journal import checks, rooted, whole
from trp.journal.chain import chained, committed
from trp.journal.checkpoint import TreeBroken, checkpoint
from trp.journal.export import export
from trp.journal.heads import SignedHead, signed, signing_key
from trp.journal.reading import DISPOSED
from trp.journal.tree import Edge, leaf
from trp.journal.verify import verify
from trp.journal.writing import Page

pytestmark = pytest.mark.slow

GUESS = b"a guess at the journal's own key"
LISTS = ((checks, "LINE_CHECKS"), (checks, "CASE_CHECKS"), (whole, "WHOLE_CHECKS"), (rooted, "ROOT_CHECKS"))


@pytest.fixture
def kept(engine: str) -> Journal:
    return journal(engine)


@pytest.fixture
def copy(kept: Journal, tmp_path: Path) -> Iterator[str]:
    url = copied(kept.newer, tmp_path)
    use(url)
    yield url
    use(url)


def separate() -> Any:
    """The verifier that shares no code with the program."""
    spec = spec_from_file_location("verify_lines", Path(__file__).parents[2] / "verifier" / "verify_lines.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def found(*heads: SignedHead) -> tuple[set[str], set[str]]:
    """The codes of the findings, and the cases they name."""
    findings = list(verify(outside=heads))
    return {one.code for one in findings}, {one.case for one in findings if one.case}


def keep_only(patch: pytest.MonkeyPatch, wanted: Callable[[str], bool]) -> None:
    for module, name in LISTS:
        patch.setattr(
            module, name, {code: one for code, one in getattr(module, name).items() if wanted(code)}
        )


# The attacks -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attack:
    """Something done behind the app to a case; the checks that find it; whether the case can still be named."""

    does: Callable[[Behind, UUID, UUID], None]
    nets: frozenset[str]
    named: bool = True
    outside: bool = False


ATTACKS: dict[str, Attack] = {}


def attack(nets: str, *, named: bool = True, outside: bool = False) -> Callable[[Any], Any]:
    def register(does: Callable[[Behind, UUID, UUID], None]) -> Callable[[Behind, UUID, UUID], None]:
        name = (does.__doc__ or "").rstrip(".")
        ATTACKS[name] = Attack(does, frozenset(nets.split()), named, outside)
        return does

    return register


@attack("number previous leaf-orphan")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """One line is deleted."""
    owner.gone(case, 3)


@attack("leaf-orphan")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """One line is deleted, and the case renumbered and chained again with the stolen key."""
    owner.gone(case, owner.last(case))
    owner.rechain(case, journal_key())


@attack("leaf-orphan")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """A whole case is deleted, its number too."""
    for table, column in (
        ("line", "case_id"),
        ("body", "case_id"),
        ("case", "id"),
        ("casenumber", "case_id"),
    ):
        owner.run(f"DELETE FROM journal_{table} WHERE {column} = %s", case)


@attack("leaf-place leaves-cut root", named=False)
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """A whole case is deleted, its number and its leaves too."""
    tables = (
        ("line", "case_id"),
        ("body", "case_id"),
        ("case", "id"),
        ("casenumber", "case_id"),
        ("leaf", "case_id"),
    )
    for table, column in tables:
        owner.run(f"DELETE FROM journal_{table} WHERE {column} = %s", other)


@attack("case-empty case-number leaf-orphan body-orphan")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """The lines of a case are deleted, and the row of its number."""
    owner.run("DELETE FROM journal_line WHERE case_id = %s", case)
    owner.run("DELETE FROM journal_casenumber WHERE case_id = %s", case)


@attack("previous hash leaf")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """Two lines change places, with what they say."""
    for table in ("line", "body"):
        for before, after in ((2, 99), (3, 2), (99, 3)):
            owner.run(
                f"UPDATE journal_{table} SET number = %s WHERE case_id = %s AND number = %s",
                after,
                case,
                before,
            )


@attack("previous hash leaf-lost leaf-orphan")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """The last line of a case is moved to the end of another, and both heads with it."""
    last, end = owner.last(case), owner.last(other) + 1
    for table in ("line", "body"):
        owner.run(
            f"UPDATE journal_{table} SET case_id = %s, number = %s WHERE case_id = %s AND number = %s",
            other, end, case, last,
        )  # fmt: skip
    owner.head(case)
    owner.head(other)


def _insert(owner: Behind, case: UUID, key: bytes) -> None:
    for number in range(owner.last(case), 1, -1):
        for table in ("line", "body"):
            owner.run(
                f"UPDATE journal_{table} SET number = %s WHERE case_id = %s AND number = %s",
                number + 1,
                case,
                number,
            )
    fields = "at_us, day, officer, acting_under, kind, version, edition, commitment, previous, hash, code"
    owner.run(f"INSERT INTO journal_line (case_id, number, {fields}) SELECT case_id, 2, {fields} FROM journal_line WHERE case_id = %s AND number = 3", case)  # fmt: skip
    owner.run("INSERT INTO journal_body (case_id, number, salt, body) SELECT case_id, 2, salt, body FROM journal_body WHERE case_id = %s AND number = 3", case)  # fmt: skip
    owner.lie(case, 2)
    owner.rechain(case, key)


@attack("code leaf")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """A line is inserted in the past, and the case chained again without the key."""
    _insert(owner, case, GUESS)


@attack("leaf")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """A line is inserted in the past, and the case chained again WITH the key."""
    _insert(owner, case, journal_key())


@attack("leaf-orphan")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """The last line of a case is cut off, and its head moved back."""
    owner.gone(case, owner.last(case))
    owner.head(case)


@attack("leaf-late leaf-place leaves-cut")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """A line says something else, with the key, and its leaf is taken away."""
    owner.lie(case, 2)
    owner.rechain(case, journal_key())
    for number, line_hash in owner.rows(
        "SELECT number, hash FROM journal_line WHERE case_id = %s AND number > 2", case
    ):
        owner.run(
            "UPDATE journal_leaf SET hash = %s WHERE case_id = %s AND number = %s",
            leaf(line_hash),
            case,
            number,
        )
    owner.run("DELETE FROM journal_leaf WHERE case_id = %s AND number = 2", case)


@attack("body")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """A line says something else."""
    owner.lie(case, 2)


@attack("code leaf")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """A line says something else, and the case is chained again without the key."""
    owner.lie(case, 2)
    owner.rechain(case, GUESS)


@attack("leaf")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """A line says something else, and the case is chained again WITH the key."""
    owner.lie(case, 2)
    owner.rechain(case, journal_key())


def _leaves_follow(owner: Behind, case: UUID) -> None:
    for number, line_hash in owner.rows("SELECT number, hash FROM journal_line WHERE case_id = %s", case):
        owner.run(
            "UPDATE journal_leaf SET hash = %s WHERE case_id = %s AND number = %s",
            leaf(line_hash),
            case,
            number,
        )


@attack("root", named=False)
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """A line says something else, with the key, and its leaves follow."""
    owner.lie(case, 2)
    owner.rechain(case, journal_key())
    _leaves_follow(owner, case)


def _resign(owner: Behind, key: Any) -> None:
    """Sign every head again over the leaves as they now are."""
    edge, sizes = Edge(), {size for (size,) in owner.rows("SELECT size FROM journal_head")}
    for (one,) in owner.rows("SELECT hash FROM journal_leaf ORDER BY position"):
        edge.add(one)
        if edge.size in sizes:
            head = signed(key, edge.size, edge.root(), 1)
            owner.run(
                "UPDATE journal_head SET root = %s, at_us = 1, signature = %s WHERE size = %s",
                head.root, head.signature, head.size,
            )  # fmt: skip


@attack("signature", named=False)
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """The tree is built again and signed with another key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    owner.lie(case, 2)
    owner.rechain(case, journal_key())
    _leaves_follow(owner, case)
    _resign(owner, Ed25519PrivateKey.generate())


@attack("outside-root", named=False, outside=True)
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """The tree is built again and signed with the stolen signing key."""
    owner.lie(case, 2)
    owner.rechain(case, journal_key())
    _leaves_follow(owner, case)
    _resign(owner, signing_key())


@attack("body-missing")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """What a line says is destroyed, without authority."""
    owner.run("DELETE FROM journal_body WHERE case_id = %s AND number = 2", case)


@attack("disposal")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """What a line says is destroyed, under a forged disposal."""
    owner.run("INSERT INTO journal_disposal (case_id, number, authority, officer, at_us) VALUES (%s, 2, 'schedule 7', 'me', 1)", case)  # fmt: skip
    owner.run("DELETE FROM journal_body WHERE case_id = %s AND number = 2", case)


@attack("leaf-late leaf-lost leaf-orphan")
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """The leaf of a line is given to a line that there is not."""
    owner.run("UPDATE journal_leaf SET case_id = %s WHERE case_id = %s AND number = 2", uuid4(), case)


def _cut(owner: Behind, size: int) -> None:
    """Cut all lines after a size of the tree, and whatever would tell of them."""
    owner.run("DELETE FROM journal_line WHERE NOT EXISTS (SELECT 1 FROM journal_leaf f WHERE f.case_id = journal_line.case_id AND f.number = journal_line.number AND f.position < %s)", size)  # fmt: skip
    owner.run("DELETE FROM journal_leaf WHERE position >= %s", size)
    owner.run("DELETE FROM journal_body WHERE NOT EXISTS (SELECT 1 FROM journal_line l WHERE l.case_id = journal_body.case_id AND l.number = journal_body.number)")  # fmt: skip
    gone = "NOT EXISTS (SELECT 1 FROM journal_line l WHERE l.case_id = {})"
    owner.run(f"DELETE FROM journal_case WHERE {gone.format('journal_case.id')}")
    owner.run(f"DELETE FROM journal_book WHERE {gone.format('journal_book.id')}")
    owner.run(f"DELETE FROM journal_casenumber WHERE {gone.format('journal_casenumber.case_id')}")
    for (case,) in owner.rows("SELECT id FROM journal_case"):
        owner.head(case if isinstance(case, UUID) else UUID(case))


@attack("leaves-cut", named=False)
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """The tail of the whole journal is cut, the last signed head left."""
    _cut(owner, owner.rows("SELECT min(size) FROM journal_head")[0][0])


@attack("outside-cut", named=False, outside=True)
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """The whole journal is cut back to an older signed head."""
    size = owner.rows("SELECT min(size) FROM journal_head")[0][0]
    _cut(owner, size)
    owner.run("DELETE FROM journal_head WHERE size > %s", size)


@attack("unsigned", named=False)
def _(owner: Behind, case: UUID, other: UUID) -> None:
    """The last signed head is deleted."""
    owner.run("DELETE FROM journal_head WHERE size = (SELECT max(size) FROM journal_head)")


@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_is_found_by_these_checks_and_no_other(
    kept: Journal, copy: str, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one = ATTACKS[name]
    case, other = kept.cases["assessment started, IssuePermit"], kept.cases["fee paid"]
    with behind(copy) as owner:
        numbers = {
            UUID(str(key)): number
            for number, key in owner.rows("SELECT number, case_id FROM journal_casenumber")
        }
        one.does(owner, case, other)
    heads = (kept.first, kept.last) if one.outside else ()
    codes, cases = found(*heads)
    assert {"leaf-place" if code == "leaf-gap" else code for code in codes} == one.nets
    if one.named:
        assert cases & {numbers[case], str(case)}
    else:
        assert not cases
    with monkeypatch.context() as patch:  # the twin: blind to these, it sees nothing
        keep_only(patch, lambda code: code not in one.nets)
        assert found(*heads) == (set(), set())
    for net in one.nets - {"leaf-lost"}:  # and each of them alone is enough
        with monkeypatch.context() as patch:
            keep_only(patch, lambda code, net=net: code == net)
            assert found(*heads)[0]
    if one.outside:  # the limit: without a head from outside it is not found
        assert found() == (set(), set())


# The separate verifier ---------------------------------------------------------------------------------


def told(tmp_path: Path, *heads: SignedHead, key: bool = False) -> tuple[int, list[str]]:
    """The exit code of the separate verifier on an export, and what it says."""
    lines, files = tmp_path / "lines.jsonl", []
    export(lines)
    for n, head in enumerate(heads):
        files.append(tmp_path / f"head-{n}.json")
        files[-1].write_text(head.text(), "utf-8")
    module = separate()
    given = [str(lines), *map(str, files)]
    if key:
        (tmp_path / "journal.key").write_bytes(journal_key())
        given += ["--journal-key", str(tmp_path / "journal.key")]
    said: list[str] = []
    module.print = lambda *words, **_: said.append(" ".join(map(str, words)))
    return module.main(given), said


@pytest.mark.parametrize("name", [name for name in ATTACKS if "signed head is deleted" not in name])
def test_the_separate_verifier_finds_it_too(kept: Journal, copy: str, name: str, tmp_path: Path) -> None:
    one = ATTACKS[name]
    case, other = kept.cases["assessment started, IssuePermit"], kept.cases["fee paid"]
    assert told(tmp_path, kept.first, kept.last, key=True) == (
        0, [f"All is right: {chains(kept)} cases and books, {kept.last.size} lines in the tree; newer than the head: 0."],
    )  # fmt: skip
    with behind(copy) as owner:
        number = dict(map(reversed, owner.rows("SELECT number, case_id FROM journal_casenumber")))[
            owner.key(case)
        ]
        one.does(owner, case, other)
    code, said = told(tmp_path, kept.first, kept.last)
    assert code == 1
    if one.named:
        assert any(number in line or str(case) in line for line in said)


def test_the_separate_verifier_says_what_it_cannot_use(kept: Journal, copy: str, tmp_path: Path) -> None:
    module = separate()
    assert module.main([str(tmp_path / "none"), str(tmp_path / "none")]) == 2
    lines, head = tmp_path / "lines", tmp_path / "head"
    export(lines)
    head.write_text(kept.last.text().replace(kept.last.signature.hex(), "00" * 64), "utf-8")
    assert module.main([str(lines), str(head), "--lang", "fr"]) == 1
    head.write_text(kept.last.text(), "utf-8")
    lines.write_text("{}\n[]\nno\n" + lines.read_text("utf-8"), "utf-8")
    assert module.main([str(lines), str(head)]) == 1


def test_the_separate_verifier_imports_nothing_of_the_program_and_is_short() -> None:
    text = (Path(__file__).parents[2] / "verifier" / "verify_lines.py").read_text("utf-8")
    assert "import trp" not in text and "from trp" not in text
    assert len(text.splitlines()) < 200


# Limits, and lawful disposal -----------------------------------------------------------------------------


def _newest(case: UUID, kept: Journal, text: str) -> None:
    from trp.casework.recording import AddNote
    from trp.journal.door import perform
    from trp.officers.models import Officer

    officer = Officer.objects.get(username="officer").id
    perform(AddNote(text=text), case, officer, at=AT, on=DAY, key=uuid4().hex)


def test_a_limit_lines_newer_than_the_last_head_can_be_cut_or_rewritten(kept: Journal, copy: str) -> None:
    case = kept.cases["facts recorded"]
    _newest(case, kept, "the newest line")
    with behind(copy) as owner:
        last = owner.last(case)
        owner.lie(case, last)
        owner.rechain(case, journal_key())  # with the key: not found
        assert found(kept.last) == (set(), set())
        owner.rechain(case, GUESS)  # without it: found
        assert found(kept.last)[0] == {"code"}
        owner.gone(case, last)
        owner.rechain(case, journal_key())
        assert found(kept.last) == (set(), set())
    _newest(case, kept, "again")
    checkpoint(AT + timedelta(minutes=1))
    with behind(copy) as owner:
        owner.gone(case, owner.last(case))
        owner.head(case)
    assert found()[0] == {"leaf-orphan"}  # once a head stands over them, it is


def test_an_older_database_put_in_its_place_is_found_by_a_head_from_outside(
    kept: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = copied(kept.older, tmp_path)
    use(url)
    assert found() == (set(), set())  # the limit: it is a journal that was right
    assert found(kept.first) == (set(), set())
    assert found(kept.first, kept.last) == ({"outside-cut"}, set())
    assert told(tmp_path, kept.last)[0] == 1
    with monkeypatch.context() as patch:
        keep_only(patch, lambda code: code != "outside-cut")
        assert found(kept.first, kept.last) == (set(), set())
    use(url)


def test_another_journal_signed_with_another_key_is_found_by_a_head_from_outside(
    kept: Journal, copy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    other = signed(Ed25519PrivateKey.generate(), kept.last.size, kept.last.root, kept.last.at_us)
    assert found(other)[0] == {"outside-key"}
    with monkeypatch.context() as patch:
        keep_only(patch, lambda code: code != "outside-key")
        assert found(other) == (set(), set())


def test_a_body_disposed_of_by_a_line_of_the_journal_leaves_it_right(kept: Journal, copy: str) -> None:
    case = kept.cases["assessment started, IssuePermit"]
    with behind(copy) as owner:
        last = owner.last(case)
        (head,) = owner.rows("SELECT hash FROM journal_line WHERE case_id = %s AND number = %s", case, last)[
            0
        ]
        said = '{"authority":"schedule 7","lines":[2,3]}'
        page, salt = Page(case, last, head, 1, DAY), bytes(16)
        _chained(owner, page, said, salt)
        for number in (2, 3):
            owner.run("INSERT INTO journal_disposal (case_id, number, authority, officer, at_us) VALUES (%s, %s, 'schedule 7', 'a', 1)", case, number)  # fmt: skip
            owner.run("DELETE FROM journal_body WHERE case_id = %s AND number = %s", case, number)
        assert found(kept.last) == (set(), set())
        owner.run("UPDATE journal_disposal SET authority = 'another' WHERE number = 3")
        assert found(kept.last)[0] == {"disposal"}
        owner.run("UPDATE journal_disposal SET authority = 'schedule 7', number = 4 WHERE number = 3")
        assert found(kept.last)[0] == {"disposal", "body-missing"}


def test_nothing_more_is_done_on_a_case_of_which_a_part_was_disposed_of(kept: Journal, copy: str) -> None:
    """Replayed without what is gone it would say something else: a decided case would be open again."""
    from trp.journal.asked import Refused

    case = kept.cases["assessment started, IssuePermit"]
    with behind(copy) as owner:
        last = owner.last(case)
        (head,) = owner.rows(f"SELECT hash FROM journal_line WHERE case_id = %s AND number = {last}", case)[0]
        _chained(
            owner,
            Page(case, last, head, 1, DAY),
            f'{{"authority":"schedule 7","lines":[{last}]}}',
            bytes(16),
        )
        owner.run("INSERT INTO journal_disposal (case_id, number, authority, officer, at_us) VALUES (%s, %s, 'schedule 7', 'a', 1)", case, last)  # fmt: skip
        owner.run("DELETE FROM journal_body WHERE case_id = %s AND number = %s", case, last)
    with pytest.raises(Refused) as stopped:
        _newest(case, kept, "again")
    assert [one.code for one in stopped.value.blockers] == ["disposed"]


def _chained(owner: Behind, page: Page, said: str, salt: bytes) -> None:
    """A line that disposes of bodies, as the journal's own key chains it."""
    from trp.casework.found import edition
    from trp.journal.chain import chained, coded

    number, commitment = page.number + 1, committed(salt, said)
    line = chained(page.case, number, 1, DAY, "a", "retention", DISPOSED, 1, edition(), commitment, page.head)
    owner.run(
        "INSERT INTO journal_line (case_id, number, at_us, day, officer, acting_under, kind, version, edition, commitment, previous, hash, code) "
        "VALUES (%s, %s, 1, %s, 'a', 'retention', %s, 1, %s, %s, %s, %s, %s)",
        page.case, number, DAY.isoformat() if owner.embedded else DAY, DISPOSED, edition(), commitment, page.head, line,
        coded(journal_key(), line),
    )  # fmt: skip
    owner.run(
        "INSERT INTO journal_body (case_id, number, salt, body) VALUES (%s, %s, %s, %s)",
        page.case,
        number,
        salt,
        said,
    )
    owner.head(page.case)


# The worker refuses to build on what was changed ----------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM journal_leaf WHERE position = 3",
        "DELETE FROM journal_leaf WHERE position = (SELECT max(position) FROM journal_leaf)",
        "UPDATE journal_leaf SET hash = (SELECT hash FROM journal_leaf WHERE position = 4) WHERE position = 3",
        "UPDATE journal_head SET at_us = at_us + 1",
        "DELETE FROM journal_head",
    ],
)
def test_nothing_is_signed_on_top_of_a_tree_that_was_changed(kept: Journal, copy: str, change: str) -> None:
    _newest(kept.cases["facts recorded"], kept, "one more line to sign")
    with behind(copy) as owner:
        before = owner.rows("SELECT count(*) FROM journal_leaf")
        owner.run(change)
        with pytest.raises(TreeBroken):
            checkpoint(AT)
        assert owner.rows("SELECT count(*) FROM journal_leaf")[0][0] >= before[0][0] - 1


@pytest.mark.parametrize("told", ['officer","fee_clerk', "b\\", "é\u2028\x00\x1f", "”"])
def test_what_is_hashed_is_json_whatever_a_field_holds(told: str) -> None:
    """Else two lines that say different things could be put together to the same text."""
    case, day = uuid4(), date(2026, 3, 2)
    header = [str(case), 7, 12, "2026-03-02", told, told, told, 1, told, "00", "01"]
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":"))
    found = chained(case, 7, 12, day, told, told, told, 1, told, b"\x00", b"\x01")
    assert found == sha256(b"trp-journal-line-1\0" + text.encode()).digest()
