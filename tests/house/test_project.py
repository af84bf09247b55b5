"""What the project promises about itself, apart from the law."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))

# Put together here, so that this file does not hold what it looks for.
NOT_IN_A_FILE = [
    *("/" + folder + "/" for folder in ("work", "farm", "root")),
    *(host + "." + end for host, end in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))),
    *("deb." + "debian.org", "registry." + "npmjs"),
]


def files_of_the_project():
    """Give every file that is, or is about to be, in the repository; all files where there is no git."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.split(b"\0")
        found = {ROOT / os.fsdecode(name) for name in listed if name}
    else:
        found = {
            path
            for path in ROOT.rglob("*")
            if not any(part in (".venv", "__pycache__") or part.endswith("_cache") for part in path.parts)
        }
    return sorted(path for path in found if path.is_file())


def text_of(path):
    """Give the text of a file, or None where it is not text."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None


def entries(lock):
    """Give (name, version, hashes) for each entry of a lock file."""
    for entry in re.split(r"^(?=\S)", lock.read_text("utf-8"), flags=re.MULTILINE):
        if entry and not entry.startswith("#"):
            pinned = re.match(r"([a-z0-9.-]+)==([^ ;\n]+)", entry)
            assert pinned, f"{lock.name} has an entry that is not pinned: {entry[:60]}"
            yield *pinned.groups(), re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry)


def name_of(requirement):
    """Give the plain name of a requirement, as lock files write it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[A-Za-z0-9._-]+", requirement).group()).lower()


def imported_by(path):
    """Give the top-level name of every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


# ------------------------------------------------------------------------------- installing it


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_file_pins_every_entry_with_a_hash_and_names_no_address(lock):
    found = list(entries(lock))
    assert found
    assert [name for name, _, hashes in found if not hashes] == []
    assert "http" not in lock.read_text("utf-8")


def test_lock_files_agree_wherever_they_share_a_package():
    versions = {}
    for lock in LOCKS:
        pinned = {}
        for name, version, _ in entries(lock):
            pinned.setdefault(name, set()).add(version)
        for name, found in pinned.items():
            versions.setdefault(name, {})[lock.name] = found
    differing = {
        name: where for name, where in versions.items() if len(set(map(frozenset, where.values()))) > 1
    }
    assert differing == {}


def test_what_pyproject_asks_for_is_in_the_lock_file_of_that_name():
    wanted = PROJECT["project"]["optional-dependencies"] | PROJECT["dependency-groups"]
    wanted["base"] = PROJECT["project"]["dependencies"]
    assert {lock.stem for lock in LOCKS} == set(wanted)
    for group, requirements in wanted.items():
        locked = {name for name, _, _ in entries(ROOT / "requirements" / f"{group}.txt")}
        asked = {name_of(one) for one in requirements} - {PROJECT["project"]["name"]}
        assert asked - locked == set(), f"run `make lock`: {group}.txt is behind pyproject.toml"


def test_make_install_installs_what_the_base_needs():
    assert "dynamic" not in PROJECT["project"]
    recipe = (ROOT / "Makefile").read_text("utf-8").partition("\n$(BASE): ")[2].partition("\n\n")[0]
    assert "$(PIP_LOCKED) requirements/base.txt" in recipe


STARTS_AT_ONCE = ("main", "determine", "questions", "rules")
"""The sub-commands that need no database, and the command itself: they start without a framework."""


def loaded_by_commands():
    """Give the modules of the command line that these load, wherever in them."""
    folder = ROOT / "src" / "trp" / "cli"
    found, left = set(), [folder / f"{name}.py" for name in STARTS_AT_ONCE]
    while left:
        path = left.pop()
        if path in found:
            continue
        found.add(path)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module.startswith("trp.cli"):
                names = [node.module.split(".")[-1]]
                if node.module == "trp.cli":
                    names += [alias.name for alias in node.names]
                left += [folder / f"{name}.py" for name in names if (folder / f"{name}.py").exists()]
    return sorted(found)


@pytest.mark.parametrize("room", ["rulebook", "casework", "cli"])
def test_the_law_and_the_command_line_import_the_standard_library_only(room):
    files = loaded_by_commands() if room == "cli" else sorted((ROOT / "src" / "trp" / room).rglob("*.py"))
    assert len(files) > 10
    foreign = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in files
        for name in imported_by(path)
        if name != "trp" and name not in sys.stdlib_module_names
    }
    assert foreign == set()


# --------------------------------------------------------------------------------- working on it


def test_ci_runs_make_test_and_nothing_else():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = [line for line in script.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert lines[-1] == "exec make test"
    assert any(line.startswith("set -eu") for line in lines)


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not on this machine")
def test_make_alone_lists_every_target_with_one_line():
    targets = set(re.findall(r"^([a-z][a-z-]*):(?!=)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    printed = subprocess.run(
        ["make"], cwd=ROOT, env=clean, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    listed = {line.split()[1]: " ".join(line.split()[2:]) for line in printed}
    assert set(listed) == targets
    assert all(listed.values())
    assert {"install", "run", "test", "check", "bench"} <= targets


def test_no_file_names_a_path_of_one_machine_or_a_package_registry():
    files = files_of_the_project()
    assert ROOT / "pyproject.toml" in files
    found = [
        f"{path.relative_to(ROOT)}: {banned}"
        for path in files
        if (text := text_of(path)) is not None
        for banned in NOT_IN_A_FILE
        if banned in text
    ]
    assert found == []


# ------------------------------------------------------------------------------- writing it down


def test_decisions_are_numbered_without_gaps():
    numbers = [path.name[:4] for path in DECISIONS]
    assert numbers == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]
    for path in DECISIONS:
        assert re.fullmatch(r"\d{4}-[A-Za-z0-9-]+\.md", path.name)


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_its_number_the_day_and_the_three_things(path):
    text = path.read_text("utf-8")
    assert text.startswith(f"# {path.name[:4]}. ")
    assert re.search(r"^Decided \d{4}-\d\d-\d\d\. ", text, re.MULTILINE)
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Context", "Decision", "Consequences"]


@pytest.mark.parametrize(
    ("decision", "heading", "numbers"),
    [
        ("0004", r"^### (T\d+)\. ", [f"T{n}" for n in range(1, 8)]),
        ("0005", r"^- \*\*(I\d+)\. ", [f"I{n}" for n in range(1, 20)]),
    ],
)
def test_every_reading_is_decided_once_under_its_number(decision, heading, numbers):
    [path] = [path for path in DECISIONS if path.name.startswith(decision)]
    found = re.findall(heading, path.read_text("utf-8"), re.MULTILINE)
    assert sorted(found, key=lambda number: int(number[1:])) == numbers


def test_the_glossary_gives_every_term_in_both_languages():
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
        if line.startswith("| ")
    ]
    terms = [row[0] for row in rows if row[0] not in ("English", "Stage")]
    assert len(terms) > 100
    assert [row for row in rows if not (row[0] and row[1])] == []
    assert sorted({term for term in terms if terms.count(term) > 1}) == ["interview", "remission"]


def test_a_word_that_the_glossary_turns_down_is_not_used():
    turned_down = re.findall(r"; not \*([^*]+)\*", (ROOT / "docs" / "glossary.md").read_text("utf-8"))
    assert turned_down == ["condamnation"]
    used = [
        (path.name, word)
        for path in (ROOT / "src").rglob("*.py")
        for word in turned_down
        if word in path.read_text("utf-8").casefold()
    ]
    assert used == []


def test_the_changelog_starts_with_what_is_not_released_yet():
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == "[Unreleased]"
