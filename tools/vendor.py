"""Take fonts, design tokens, htmx and axe-core out of their npm packages: `python tools/vendor.py`, from the project's folder.

No remote address may be left in a style sheet: the pages load nothing from anywhere else. Fonts are named in
`desk.css`, so that only those that are used are shipped. `npm pack` and not `npm install`: the components' package
lists its own test tools as what it needs to run.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGES = {
    "@gcds-core/tokens": "1.5.0",
    "@gcds-core/fonts": "1.1.1",
    "htmx.org": "2.0.9",
    "axe-core": "4.14.1",
}
FONTS = (
    "lato/gcds-lato.woff2", "lato/LICENSE.txt",
    "noto-sans/gcds-noto-sans-regular.woff2", "noto-sans/gcds-noto-sans-semibold.woff2", "noto-sans/LICENSE.txt",
    "noto-sans-mono/gcds-noto-sans-mono.woff2", "noto-sans-mono/LICENSE.txt",
)  # fmt: skip
VENDOR = Path("src/trp/desk/static/desk/vendor")
TESTS = Path("tests/web/vendor")


def main() -> int:
    """Fetch and take apart; 1 if a style sheet still names a remote address."""
    with tempfile.TemporaryDirectory() as folder:
        taken = {name: _taken(name, version, Path(folder)) for name, version in PACKAGES.items()}
        for name in FONTS:
            family, file = name.split("/")
            target = file if file != "LICENSE.txt" else f"LICENSE-{family}.txt"
            _write(VENDOR / "fonts" / target, (taken["@gcds-core/fonts"] / "fonts" / name).read_bytes())
        tokens = taken["@gcds-core/tokens"]
        _write(VENDOR / "tokens.css", (tokens / "build/web/css/base.css").read_bytes())
        _write(VENDOR / "LICENSE-tokens.txt", (tokens / "LICENSE").read_bytes())
        _write(VENDOR / "htmx.min.js", (taken["htmx.org"] / "dist/htmx.min.js").read_bytes())
        _write(VENDOR / "LICENSE-htmx.txt", (taken["htmx.org"] / "LICENSE").read_bytes())
        _write(TESTS / "axe.min.js", (taken["axe-core"] / "axe.min.js").read_bytes())
        _write(TESTS / "LICENSE-axe.txt", (taken["axe-core"] / "LICENSE").read_bytes())
    remote = [str(file) for file in VENDOR.rglob("*.css") if re.search(r"https?://", file.read_text())]
    print("\n".join(f"{file.stat().st_size:>9,} {file}" for file in sorted(VENDOR.rglob("*.*"))))
    if remote:
        print(f"style sheets that name a remote address: {', '.join(remote)}", file=sys.stderr)
    return 1 if remote else 0


def _taken(name: str, version: str, folder: Path) -> Path:
    told = subprocess.run(
        ["npm", "pack", "--silent", "--json", f"{name}@{version}"],
        cwd=folder, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    found = json.loads(told)
    packed = next(iter(found.values() if isinstance(found, dict) else found))
    packed = packed[0] if isinstance(packed, list) else packed
    target = folder / name.replace("/", "+")
    with tarfile.open(folder / packed["filename"]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
