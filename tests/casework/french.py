"""French as it is written in Canada, and what is never left in a sentence of either language."""

import re

from trp.rulebook.language import Both

_NO_BREAK = "\N{NO-BREAK SPACE}"
_FRENCH = {
    "the apostrophe is ’": r"'",
    "quotation marks are « »": r"[\"“”]",
    "a no-break space stands before a colon": rf"(?<!{_NO_BREAK}):(?![0-9])",
    "no-break spaces stand inside « »": rf"«(?!{_NO_BREAK})|(?<!{_NO_BREAK})»",
    "no space stands before ; ? !": r"\s[;?!]",
    "a section of the Act is L, and a letter has no opening parenthesis": r"\bA[0-9]+(\.[0-9]+)?(\(|\b)|\([0-9.]+\)\([a-h](\.[0-9])?\)",
    "the first of a month is 1er": r"\b1\s(janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)",
    "no space stands twice": rf"[ {_NO_BREAK}]{{2}}",
    "amounts end in a dollar sign": r"\$[0-9]|[0-9]\.[0-9]{2}\b(?!\))",
    "nothing is left to be filled in": r"[{}]|\bNone\b",
}
_ENGLISH = {
    "quotation marks are typographic": r"[«»]|[a-z]'[a-z]|\"",
    "nothing is left to be filled in": r"[{}]|\bNone\b",
    "no space stands twice": r" {2}",
}


def faults(said: Both, *, alike: bool = False) -> list[str]:
    """What is wrong with a sentence.

    Args:
        said: The sentence.
        alike: Both languages may hold the same text: somebody wrote it.
    """
    found = [f"fr: {name}: {said.fr}" for name, pattern in _FRENCH.items() if re.search(pattern, said.fr)]
    found += [f"en: {name}: {said.en}" for name, pattern in _ENGLISH.items() if re.search(pattern, said.en)]
    if not said.en.strip() or not said.fr.strip():
        found.append("a language is missing")
    if said.en == said.fr and not alike:
        found.append(f"both languages say: {said.en}")
    return found
