"""How hard a text is to read: Flesch-Kincaid for English, Kandel-Moles for French.

Flesch-Kincaid gives the school grade that a reader needs (Kincaid and others, 1975). Kandel and Moles (1958) fitted
Flesch’s scale to French: 100 is very easy, 60 to 70 plain, under 50 hard. Syllables are counted by their vowels. In
French those that are written count, the silent ones at the end of a word too, so that a text seems harder than it is.
"""

from __future__ import annotations

import re

_WORD = {"en": re.compile(r"[A-Za-z0-9’-]+"), "fr": re.compile(r"[A-Za-zÀ-ÿœŒæ0-9-]+")}
_VOWELS = {"en": re.compile("[aeiouy]+"), "fr": re.compile("[aeiouyàâäéèêëîïôöùûüœæ]+")}


def _syllables_en(word: str) -> int:
    word = word.lower().removesuffix("’s")
    if re.search("[^aeiouydt]ed$", word) or (
        re.search("[^aeiouyl]es$", word) and not re.search("(s|x|z|ch|sh|c|g)es$", word)
    ):
        word = word[:-2]
    elif re.search("[^aeiouyl]e$|[aeiouy]le$", word):
        word = word[:-1]
    return max(1, len(_VOWELS["en"].findall(word)))


def _syllables_fr(word: str) -> int:
    word = re.sub("(?<=[éiu])es?$|(?<=[qg])u(?=[eiéèê])", "", word.lower())
    return max(1, len(_VOWELS["fr"].findall(word)))


def _measures(text: str, language: str) -> tuple[float, float]:
    """Words to a sentence, syllables to a word."""
    sentences = [one for one in re.split(r"[.?!]+(?:\s|$)", text) if _WORD[language].search(one)]
    words = [word for one in sentences for word in _WORD[language].findall(one)]
    count = _syllables_en if language == "en" else _syllables_fr
    return len(words) / len(sentences), sum(map(count, words)) / len(words)


def grade(text: str) -> float:
    """The school grade that an English text asks for."""
    words, syllables = _measures(text, "en")
    return 0.39 * words + 11.8 * syllables - 15.59


def ease(text: str) -> float:
    """How easy a French text is, up to about 100."""
    words, syllables = _measures(text, "fr")
    return 207 - 1.015 * words - 73.6 * syllables
