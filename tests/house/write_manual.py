"""`make manual`: rewrite the computed parts of the manual from the rulebook."""

from tests.house.test_docs import DOCS, MANUAL, filled, text

if __name__ == "__main__":
    for name, (language, _) in MANUAL.items():
        page = DOCS / "manual" / name
        page.write_text(filled(text(page), language), "utf-8")
